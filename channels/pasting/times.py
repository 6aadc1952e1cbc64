"""When a comment was written, as the five platforms say it beside the comment: "2 jam", "3w", "17 Nov", "kemarin"."""

import re
from datetime import datetime, timedelta

import msgspec

from channels.importers import moments
from channels.importers.moments import Precision
from domain.times import DAY, HOUR, MINUTE

_SECOND = 1_000
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:wib|wita|wit)\b)?"
_BEFORE_CLOCK = r",?\s*(?:pukul|jam|pkl\.?|at)?\s*"
_MONTH = r"(?:jan|feb|peb|mar|mrt|apr|mei|may|jun|jul|agu|agt|agst|aug|sep|okt|oct|nov|nop|des|dec)[a-z]{0,6}"
_AGO = r"(?:\s+(?:(?:yang|yg)\s+)?lalu|\s+ago)"

PATTERN = (
    r"(?:(?P<n>\d{1,3})\s?(?P<unit>detik|dtk|seconds?|secs?|s|menit|mnt|minutes?|mins?|m|jam|j|hours?|hrs?|hari|h"
    rf"|days?|d|minggu|mgg|weeks?|wks?|w|bulan|bln|months?|mos?|tahun|thn|th|years?|yrs?|y)\b\.?{_AGO}?"
    rf"|(?P<one>semenit|sejam|sehari|seminggu|sebulan|setahun|(?:an?|one)\s+(?:minute|hour|day|week|month|year)){_AGO}"
    r"|(?P<now>baru saja|just now|now|sekarang|beberapa\s+detik\s+(?:yang\s+)?lalu|a few seconds ago)\b"
    rf"|(?P<near>kemarin|yesterday|hari ini|today)\b(?:{_BEFORE_CLOCK}(?P<near_clock>{_CLOCK}))?"
    rf"|(?:(?P<clock_first>{_CLOCK})\s*[·•,]\s*)?"
    rf"(?:(?P<day>\d{{1,2}})\s(?P<month>{_MONTH})\b\.?(?:,?\s(?P<year>\d{{4}})\b)?"
    rf"|(?P<us_month>{_MONTH})\b\.?\s(?P<us_day>\d{{1,2}})\b(?:,?\s(?P<us_year>\d{{4}})\b)?"
    rf"|(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}))(?:{_BEFORE_CLOCK}(?P<clock>{_CLOCK}))?"
    r"|(?P<short>\d{1,2}-\d{1,2})(?![\w-]))"
)
"""One such time; to be compiled without regard to case. It holds no group beside its own names."""

_WHOLE = re.compile(PATTERN, re.IGNORECASE)

_UNITS: dict[str, int] = {
    **dict.fromkeys(("detik", "dtk", "second", "sec", "s"), _SECOND),
    **dict.fromkeys(("menit", "mnt", "minute", "min", "m"), MINUTE),
    **dict.fromkeys(("jam", "j", "hour"), HOUR),
    **dict.fromkeys(("hari", "day"), DAY),
    **dict.fromkeys(("minggu", "mgg", "week", "wk", "w"), 7 * DAY),
    **dict.fromkeys(("bulan", "bln", "month", "mo"), 30 * DAY),
    **dict.fromkeys(("tahun", "thn", "th", "year", "yr", "y"), 365 * DAY),
}
_PRECISION: dict[int, Precision] = {_SECOND: "second", MINUTE: "minute", HOUR: "hour"}
_LANGUAGE_DECIDES = {"h": (HOUR, DAY), "hr": (HOUR, DAY), "d": (DAY, _SECOND)}
"""English "2h" are hours, Indonesian "2 h" days; English "5d" are days, Indonesian "5 d" seconds."""


class When(msgspec.Struct, frozen=True):
    """An instant as a platform tells it."""

    written: datetime
    """Naive, in the zone of `now`, unless the text names its own."""
    precision: Precision
    slack: int
    """Milliseconds it may really have been earlier: "3 mgg" may be nearly four weeks."""
    guessed: bool = False
    """The unit depends on a language that the paste does not show."""


def reckon(found: re.Match[str], now: datetime, english: bool | None) -> When | None:
    """The instant that a match of `PATTERN` tells, counted from `now`; None where there is no such date.

    `english`: the language of the platform's own words; None: nothing shows it, so English is assumed.
    """
    part = found.groupdict()
    try:
        if part["n"]:
            return _ago(int(part["n"]), part["unit"].casefold(), now, english)
        if part["one"]:
            word = part["one"].casefold()
            word = word.split()[-1] if " " in word else word.removeprefix("se")
            return _ago(1, word, now, english)
        if part["now"]:
            return When(now, "minute", MINUTE)
        if part["near"]:
            back = timedelta(days=part["near"].casefold() in ("kemarin", "yesterday"))
            return _on((now - back).strftime("%d.%m.%Y"), part["near_clock"], now)
        return _date(part, now)
    except (OverflowError, ValueError):
        return None


def typed(text: str, now: datetime) -> When | None:
    """A time as an admin types it, in the same ways, or as a full date or a time of today; None: it is none.

    A time of day that is still to come was yesterday's.
    """
    text = " ".join(text[:64].split())
    if found := _WHOLE.fullmatch(text):
        return reckon(found, now, None)
    if whole := moments.moment(text):
        return When(*whole, DAY if whole[1] == "day" else MINUTE)
    at = moments.clock(text)
    if at is None:
        return None
    day = now if at.replace(tzinfo=None) <= now.time() else now - timedelta(days=1)
    return When(datetime.combine(day.date(), at), "minute", MINUTE)


def _ago(n: int, word: str, now: datetime, english: bool | None) -> When:
    if word in ("hrs", "hr", "h", "d"):
        unit = _LANGUAGE_DECIDES[word.removesuffix("s")][0 if english is not False or word == "hrs" else 1]
        guessed = english is None
    else:
        unit, guessed = _UNITS.get(word) or _UNITS[word.removesuffix("s")], False
    return When(now - timedelta(milliseconds=n * unit), _PRECISION.get(unit, "day"), unit, guessed)


def _date(part: dict[str, str | None], now: datetime) -> When | None:
    clock = part["clock"] or part["clock_first"]
    if part["iso"]:
        year, month, day = part["iso"].split("-")
        return _on(f"{day}.{month}.{year}", clock, now)
    if part["short"]:
        month, day = part["short"].split("-")
        return _latest(f"{day}.{month}.", clock, now)
    written = f"{part['day'] or part['us_day']} {part['month'] or part['us_month']} "
    given = part["year"] or part["us_year"]
    return _on(written + given, clock, now) if given else _latest(written, clock, now)


def _latest(day_and_month: str, clock: str | None, now: datetime) -> When | None:
    """The last such day that is not still to come; a day is allowed for zones."""
    for year in range(now.year, now.year - 8, -1):  # 29 February may be far back
        found = _on(f"{day_and_month}{year}", clock, now)
        if found and found.written.date() <= now.date() + timedelta(days=1):
            return found
    return None


def _on(day: str, clock: str | None, now: datetime) -> When | None:
    found = moments.moment(f"{day} {clock}" if clock else day)
    if found is None:
        return None
    at, precision = found
    return When(at, precision, DAY if precision == "day" else MINUTE)
