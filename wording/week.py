"""Values by weekday as one line, in the language spoken now: ``Sen–Jum 2, Sab 1, Min 0``; read by `domain.week`."""

from collections.abc import Iterable, Mapping

from domain.targets import Period
from domain.week import EVERY_DAY, Span, Weekdays, runs
from wording import _, figures


def clock(minute: int) -> str:
    """A time of the day, in minutes after midnight: "07.30"."""
    return _("{hour:02}:{minute:02}").format(hour=minute // 60, minute=minute % 60)


def weekdays(days: Weekdays) -> str:
    """ "Sen–Jum", "Sab/Min"; nothing for every day."""
    if len(days) == len(EVERY_DAY):
        return ""
    stretches = []
    for first, last in runs(days):
        joint = "–" if last - first > 1 else "/"
        names = [figures.weekday(first), *([figures.weekday(last)] if last > first else [])]
        stretches.append(joint.join(names))
    return "/".join(stretches)


def _line(groups: Iterable[tuple[Weekdays, str]]) -> str:
    return ", ".join(f"{weekdays(days)} {value}".strip() for days, value in groups)


def counts(groups: Iterable[tuple[Weekdays, int]]) -> str:
    """Numbers by weekday."""
    return _line((days, str(count)) for days, count in groups)


def targets(groups: Iterable[tuple[Weekdays, int]], periods: Mapping[Period, int]) -> str:
    """Posts by weekday, and those of a week and a month: "Sen–Jum 2, pekan 12"."""
    words: dict[Period, str] = {"week": _("{n} a week"), "month": _("{n} a month")}
    told = [words[name].format(n=periods[name]) for name in words if name in periods]
    return ", ".join([*([line] if (line := counts(groups)) else []), *told])


def times(groups: Iterable[tuple[Weekdays, Iterable[int]]]) -> str:
    """Times of the day by weekday."""
    return _line((days, " ".join(clock(minute) for minute in each)) for days, each in groups)


def spans(groups: Iterable[tuple[Weekdays, Iterable[Span]]]) -> str:
    """Spans of the day by weekday."""
    return _line((days, " ".join(f"{clock(one.start)}–{clock(one.end)}" for one in each)) for days, each in groups)
