"""What is asked of a text before the public sees it. It is told, with the piece that shows it, and never forbids."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk.revealing import NUMBERS
from domain.comments import PersonalDataType

if TYPE_CHECKING:
    from language.titles import TitleCheck
    from language.tone import Finding

TitleJudge = Callable[[str], "TitleCheck"]


def tone(text: str) -> "tuple[Finding, ...]":
    """How a reply sounds: what in it may hurt, evade, promise without a day, or take sides."""
    from language.tone import check

    return check(text)


def warm() -> "TitleJudge":
    """What judges a title within microseconds; from then on `tone` does, too. Not on the event loop."""
    tone("")
    return title_check()


def personal_numbers(text: str) -> tuple[PersonalDataType, ...]:
    """The kinds of personal numbers in a text that the public would read. An office's own telephone is none."""
    from language import personal_data

    found = dict.fromkeys(one.type for one in personal_data.find(text))
    return tuple(one for one in found if one in NUMBERS)


def title_check() -> "Callable[[str], TitleCheck]":
    """What judges a title within microseconds. Getting it reads the weights: not on the event loop."""
    from language.titles import check

    check("Jadwal")
    return check
