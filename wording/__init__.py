"""What the desk says, in Indonesian or English. Message ids are the English sentences; catalogues lie in `locale/`.

A sentence with something in it is translated first and filled in after: ``_("{n} new").format(n=3)``.
"""

import os.path
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import Literal, get_args

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

CATALOGUES = os.path.join(os.path.dirname(__file__), "locale")

_language: Language = "id"


class UnknownLanguage(ValueError):
    """The desk does not speak it."""


def use(language: str) -> None:
    """Speak this language from now on.

    Raises:
        UnknownLanguage: it is neither "id" nor "en".
    """
    global _language
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    _language = language


def language() -> Language:
    """The language spoken now."""
    return _language


@lru_cache
def _catalogue(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with open(os.path.join(CATALOGUES, language, "LC_MESSAGES", "meja.mo"), "rb") as file:
        return GNUTranslations(file)


def _(message: str) -> str:
    """The message in the language spoken now."""
    return _catalogue(_language).gettext(message) if message else ""


def n_(singular: str, plural: str, n: int) -> str:
    """The message for that many, in the language spoken now; `n` itself is still to be filled in."""
    return _catalogue(_language).ngettext(singular, plural, n)


def indonesian(message: str) -> str:
    """The message in Indonesian, for texts that leave the desk."""
    return _catalogue("id").gettext(message)


def everywhere(message: str) -> tuple[str, ...]:
    """The message in every language: what a person may type, whichever the desk speaks."""
    return tuple(_catalogue(one).gettext(message) for one in LANGUAGES)


def N_(message: str) -> str:
    """The message as it is: marks what stands in a table and is translated when it is shown."""
    return message
