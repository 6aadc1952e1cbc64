"""Reply templates: how one is called while writing, how its fields are filled in, and what must not reach a citizen."""

import re
from collections.abc import Iterable, Mapping

from domain.agency import Template

FIELDS: frozenset[str] = frozenset({"nama", "opd", "tiket", "tautan"})
"""What is known of a comment, or may be."""

_FIELD = re.compile(r"\{([^{}\n]{0,40})\}")
_LEFT = re.compile(rf"{_FIELD.pattern}|\{{\s*(?:{'|'.join(sorted(FIELDS))})\b", re.IGNORECASE)
"""A field, also one whose brace was never closed."""
_CALLED = re.compile(r"(?:^|(?<=\s));([^\s;]{1,20})\Z")
_BRACES = str.maketrans("{}", "()")


def fill(text: str, known: Mapping[str, str]) -> str:
    """The template's text with the fields that are known filled in; the others stay as they are.

    What is filled in cannot bring in fields of its own: its braces become parentheses, its line ends blanks.
    """
    values = {field: " ".join(value.split()).translate(_BRACES) for field, value in known.items()}

    def value(found: re.Match[str]) -> str:
        return values.get(found[1].strip().casefold()) or found[0]

    return _FIELD.sub(value, text)


def unfilled(text: str) -> list[str]:
    """What still stands in braces in a reply, each once: the citizen would read it as it is."""
    return list(dict.fromkeys(found[0] for found in _LEFT.finditer(text)))


def first_unfilled(text: str) -> tuple[int, int] | None:
    """Where the first of them is, in characters; None: nothing is to be filled in any more."""
    found = _LEFT.search(text)
    return found.span() if found else None


def called(before: str) -> str:
    """What was typed after a `;` that begins a word, up to the cursor; empty: no template is being called."""
    found = _CALLED.search(before)
    return found[1] if found else ""


def by_code(templates: Iterable[Template], code: str) -> Template | None:
    """The template of that code."""
    return next((one for one in templates if one.code == code.casefold()), None)


def matching(templates: Iterable[Template], query: str) -> list[Template]:
    """Those whose code or text holds every word; first the one so called, then codes that begin so."""
    typed = query.strip().lstrip(";").casefold()
    words = typed.split()
    found = [one for one in templates if all(word in f"{one.code} {one.text}".casefold() for word in words)]
    return sorted(found, key=lambda one: (one.code != typed, not one.code.startswith(typed), one.code))
