"""When an account publishes: its slots on the days of a plan, parts of the day, and the hours people are there."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from domain.agency import Slot
from domain.readiness import GAP
from domain.times import local, to_ms
from domain.week import EVERY_DAY, Span, read_spans, read_week

Part = Literal["morning", "noon", "evening"]
PARTS: tuple[Part, ...] = get_args(Part)
PART_HOURS: dict[Part, tuple[int, int]] = {"morning": (0, 11), "noon": (11, 18), "evening": (18, 24)}
"""From which hour to which; every minute of a day belongs to one."""

_NOON, _EVENING = PART_HOURS["noon"][0] * 60, PART_HOURS["evening"][0] * 60

PRIME_TIME: tuple[Span, ...] = (Span(360, 960), Span(1080, 1260))
"""06.00–16.00 and 18.00–21.00: when posts of a provincial government were answered most (a study of the pages of
Pemprov NTB); every day, until the agency says otherwise."""

PrimeTime = Mapping[int, Sequence[Span]]
"""Of each weekday (0: Monday) the hours people are there."""


def part_of(minute: int) -> Part:
    """The part of the day of a minute after midnight."""
    return "morning" if minute < _NOON else "noon" if minute < _EVENING else "evening"


def minute_of(at: int, zone: str) -> int:
    """The minute after midnight that clocks of the zone show."""
    there = local(at, zone)
    return there.hour * 60 + there.minute


def read_prime_time(setting: str) -> PrimeTime:
    """Hours by weekday as they were set (``06.00–16.00 18.00–21.00``, ``Sen–Jum 06.00–09.00, Sab 08.00–12.00``).

    Without a setting the usual ones hold.

    Raises:
        NotAWeek: it cannot be read.
    """
    if not setting.strip():
        return dict.fromkeys(EVERY_DAY, PRIME_TIME)
    return {day: spans for days, spans in read_week(setting, read_spans) for day in days}


def in_prime_time(at: int, zone: str, hours: PrimeTime) -> bool:
    """Whether people are there then."""
    minute = minute_of(at, zone)
    return any(span.start <= minute < span.end for span in hours.get(local(at, zone).weekday(), ()))


def slots_on(slots: Iterable[Slot], day: date, zone: str) -> list[int]:
    """When the slots fall on a day, ascending."""
    midnight = datetime(day.year, day.month, day.day)
    minutes = {one.minute for one in slots if day.weekday() in one.weekdays}
    return sorted(to_ms(midnight + timedelta(minutes=minute), zone) for minute in minutes)


def open_among(slots: Iterable[int], taken: Sequence[int]) -> list[int]:
    """The slots that no post of the account comes within an hour of; `taken` ascending."""
    return [at for at in slots if _distance(at, taken) >= GAP]


def _distance(at: int, taken: Sequence[int]) -> float:
    place = bisect_left(taken, at)
    return min((abs(at - one) for one in taken[max(0, place - 1) : place + 1]), default=float("inf"))


def shifted(at: int, zone: str, *, days: int = 0, minutes: int = 0) -> int:
    """So many days and minutes later by the clocks of the zone: 09.00 stays 09.00 on another day.

    Clamped to the calendar's ends.
    """
    there = local(at, zone).replace(tzinfo=None)
    try:
        return to_ms(there + timedelta(days=days, minutes=minutes), zone)
    except OverflowError:
        return at
