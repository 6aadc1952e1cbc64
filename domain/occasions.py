"""Days and themes the plan goes by: Hari Guru every year, a Pekan Adminduk once. Dated data an agency can change."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_TYPED_YEARLY = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
LONGEST = 370
"""Days from the first to the last of a theme, at most."""


class Occasion(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A day worth a post, or, from one day to another, a theme."""

    id: int = 0
    rev: int = 0
    name: str
    since: str
    """The day, or the first one: "11-25" every year, "2026-11-25" once."""
    until: str = ""
    """The last day of a theme, written likewise; empty: it is one day."""
    source: str = ""
    """What fixed the day: a decree, a resolution."""


def is_theme(occasion: Occasion) -> bool:
    """It lasts for more than a day."""
    return bool(occasion.until)


def holds(occasion: Occasion, day: date) -> bool:
    """Whether it is that day. A yearly theme may go over the turn of the year."""
    first, last = occasion.since, occasion.until or occasion.since
    if not _YEARLY.fullmatch(first):
        return first <= day.isoformat() <= last
    today = day.isoformat()[5:]
    return first <= today <= last if first <= last else today >= first or today <= last


def on(occasions: Iterable[Occasion], day: date) -> list[Occasion]:
    """What that day is, themes first."""
    return sorted((one for one in occasions if holds(one, day)), key=lambda one: (not is_theme(one), one.name))


def themes(occasions: Iterable[Occasion], first: date, last: date) -> list[Occasion]:
    """The themes that touch those days, in the order they come."""
    found: list[Occasion] = []
    among = [one for one in occasions if is_theme(one)]
    for ahead in range((last - first).days + 1):
        found += [one for one in among if one not in found and holds(one, first + timedelta(days=ahead))]
    return found


def read_days(text: str) -> tuple[str, str]:
    """First and last day of what is typed: ``25/11``, ``25/11/2026``, ``23/11–29/11``, ``2026-11-23 – 2026-11-29``.

    Without a year it is every year; of one day the last is "".

    Raises:
        ValueError: it is no day, both ends are not alike, or a theme would be longer than a year.
    """
    words = re.split(r"\s*[–—]\s*|\s+-\s+|\s+s\.?/?d\.?\s+|(?<=\d/\d\d)-|(?<=\d/\d)-|(?<=/\d{4})-|\s+", text.strip())
    days = [_read(word) for word in words if word]
    if not 1 <= len(days) <= 2 or len({len(day) for day in days}) != 1:
        raise ValueError(text)
    first, last = days[0], days[-1] if days[-1] != days[0] else ""
    if last and len(first) > len("11-25"):
        length = (date.fromisoformat(last) - date.fromisoformat(first)).days
        if not 0 < length <= LONGEST:
            raise ValueError(text)
    return first, last


def _read(word: str) -> str:
    if found := _TYPED_YEARLY.fullmatch(word):
        # A leap year, so that 29 February may be written.
        return date(2024, int(found[2]), int(found[1])).isoformat()[5:]
    from domain.agency import read_date

    return read_date(word)


def written(occasion: Occasion) -> str:
    """Its days as `read_days` takes them: "25/11", "23/11/2026–29/11/2026"."""
    return "–".join("/".join(reversed(day.split("-"))) for day in (occasion.since, occasion.until) if day)
