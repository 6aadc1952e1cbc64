"""What the agency has decided about itself: its slots, programmes, partners, words, and its working calendar."""

import re
from datetime import date
from typing import Literal

import msgspec

from domain.referrals import USUAL_DAYS
from domain.week import EVERY_DAY, Span, Weekdays


class Slot(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A time at which an account usually publishes."""

    id: int = 0
    rev: int = 0
    account: int
    minute: int
    """After midnight, in the account's zone."""
    weekdays: Weekdays = EVERY_DAY


class Programme(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A programme the agency wants to be heard of. `Post.programme` names its id."""

    id: int = 0
    rev: int = 0
    name: str
    monthly: int = 0
    """Posts a month it should have; 0: no such target."""
    words: tuple[str, ...] = ()
    """By which a headline or a comment is known to be about it."""


class Agency(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Another agency that citizens are referred to."""

    id: int = 0
    rev: int = 0
    name: str
    short: str = ""
    liaison: str = ""
    """Who answers there."""
    contact: str = ""
    """A telephone number, an address: as it was written."""
    days: int = USUAL_DAYS
    """Working days it has for an answer."""


class Template(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A reply ready to be filled in."""

    id: int = 0
    rev: int = 0
    code: str
    text: str


TEMPLATE_FIELDS: tuple[str, ...] = ("nama", "opd", "tautan", "tiket")
"""What may stand in braces: the citizen's name, the agency it was referred to, an address, a ticket."""


class Holiday(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A day on which the agency does not work."""

    id: int = 0
    rev: int = 0
    day: str
    """ISO 8601: "2026-12-25"."""
    name: str = ""
    tentative: bool = False
    """The date was reckoned, not announced."""


class DayHours(msgspec.Struct, frozen=True, kw_only=True):
    """When the agency works on those weekdays."""

    weekdays: Weekdays
    spans: tuple[Span, ...]


class WorkingHours(msgspec.Struct, kw_only=True, omit_defaults=True):
    """When the agency works, always or between two dates (Ramadan)."""

    id: int = 0
    rev: int = 0
    name: str
    since: str = ""
    """First day, ISO 8601; empty: from ever."""
    until: str = ""
    """Last day; empty: for good."""
    days: tuple[DayHours, ...] = ()


class Keyword(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A word or a place that concerns the agency wherever it is read."""

    id: int = 0
    rev: int = 0
    word: str
    sort: Literal["word", "place"] = "word"


_FIELD = re.compile(r"\{([^{}]*)\}")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")


def unknown_fields(text: str) -> list[str]:
    """What stands in braces in a template and is no field: it would reach the citizen as it is."""
    return [name for name in dict.fromkeys(_FIELD.findall(text)) if name not in TEMPLATE_FIELDS]


def is_code(code: str) -> bool:
    """A template's code: letters a to z, digits, - and _, at most 20."""
    return bool(_CODE.fullmatch(code))


def read_date(text: str) -> str:
    """A date as ``25/12/2026`` or ``2026-12-25``, in ISO 8601.

    Raises:
        ValueError: it is none.
    """
    if found := _DATE.fullmatch(text.strip()):
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    return date.fromisoformat(text.strip()).isoformat()


def read_shares(text: str) -> tuple[int, ...]:
    """Shares of the three pillars in per cent, as ``50 30 20``.

    Raises:
        ValueError: they are not three numbers that make 100.
    """
    shares = tuple(int(word) for word in re.split(r"[\s/,%]+", text.strip()) if word)
    if len(shares) != 3 or sum(shares) != 100 or min(shares) < 0:
        raise ValueError(text)
    return shares
