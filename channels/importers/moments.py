"""Dates and times as people and programs write them into files, Indonesian and English."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from channels.importers.cells import RowRefused
from domain.times import ZONES, zone

Precision = Literal["second", "minute", "hour", "day"]

FIRST_YEAR, LAST_YEAR = 2004, 2100
"""Dates outside these years are mistakes: the oldest of the five platforms opened in 2004."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt agst aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|min|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
)
_MONTH = r"(?P<{}>[a-z]{{3,9}})\.?"
_DATE = (
    r"(?:(?P<iso_year>\d{4})[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})"
    r"|(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})"
    rf"|(?P<day>\d{{1,2}})[\s-]+{_MONTH.format('month')}[\s-]+(?P<word_year>\d{{4}})"
    rf"|{_MONTH.format('us_month')}\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{{4}}))"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<clock_second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|utc|gmt|wib|wita|wit|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?"
)
_UNTIL = r"(?:\s*(?:-|–|—|s\.?/?d\.?|sampai|hingga|to)\s*(?:\d.*|selesai))?"
_LONGEST = 64
_ZONE_WORD = re.compile(r"\b(wib|wita|wit|utc|gmt)\b", re.IGNORECASE)

_WHOLE = re.compile(
    rf"(?:{WEEKDAY}[,\s]+)?{_DATE}(?:(?:[,\s]+|t)(?:(?:pukul|jam|pkl\.?|at)\s*)?{_CLOCK})?{_UNTIL}", re.IGNORECASE
)
_TIME_ALONE = re.compile(rf"(?:pukul|jam|pkl\.?)?\s*{_CLOCK}{_UNTIL}", re.IGNORECASE)
_END_OF_DAY = re.compile(r"24(?:00)*$")
"""24.00 is the next day's 00.00."""
_NUMERIC = re.compile(r"\D*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b")


def month_first(texts: Iterable[str]) -> bool:
    """True when a column of dates can only be month/day/year. Otherwise the day comes first, as in Indonesia."""
    pairs = (found.groups() for text in texts if (found := _NUMERIC.match(text)))
    month = False
    for first, second in pairs:
        if int(first) > 12:
            return False
        month = month or int(second) > 12
    return month


def moment(text: str, us: bool = False) -> tuple[datetime, Precision] | None:
    """A date with or without a time, and how precise it is. Naive where the text has no zone; None: unreadable.

    `us` reads 11/23/2026 with the month first.
    """
    text = text.strip()
    found = _WHOLE.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    part = found.groupdict()
    try:
        day = _day(part, us)
        if part["hour"] is None:
            return datetime(day.year, day.month, day.day), "day"
        if _END_OF_DAY.match(part["hour"] + (part["minute"] or "") + (part["clock_second"] or "")):
            part["hour"], day = "0", day + timedelta(days=1)
        at, precision, zone_of = _clock(part)
    except ValueError:
        return None
    return datetime.combine(day, at, zone_of), precision


def written(value: object, us: bool = False) -> tuple[datetime, Precision]:
    """When something was written, from a text, a spreadsheet's date or the seconds since 1970.

    Raises:
        RowRefused: `no_date`, `bad_date`.
    """
    found: tuple[datetime, Precision] | None = None
    if isinstance(value, str):
        found = moment(value, us)
    elif isinstance(value, datetime):
        found = value, "second"
    elif isinstance(value, date):
        found = datetime(value.year, value.month, value.day), "day"
    elif isinstance(value, int | float) and (at := from_epoch(value)):
        found = at, "second"
    if found is None or not in_range(found[0]):
        raise RowRefused("no_date" if value is None or (isinstance(value, str) and not value.strip()) else "bad_date")
    return found


def clock(text: str) -> time | None:
    """A time of day such as "08.00 WIB", "7:00 pm" or "19.00 - 20.00" (its start); None: unreadable.

    It carries the zone the text names.
    """
    text = text.strip()
    found = _TIME_ALONE.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    try:
        moment_of_day, _, zone_of = _clock(found.groupdict())
    except ValueError:
        return None
    return moment_of_day.replace(tzinfo=zone_of)


def clock_of_number(value: float) -> time | None:
    """The time a spreadsheet number stands for: a part of a day, or 19.3 for 19.30."""
    if 0 <= value < 1:
        seconds = round(value * 86400) % 86400
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    hour, minute = int(value), round((value - int(value)) * 100)
    return time(hour, minute) if 1 <= hour < 24 and minute < 60 else None


def from_epoch(value: float) -> datetime | None:
    """Seconds, or milliseconds, since 1970; None when that is no date of ours."""
    if not 0 <= value < 1e14:
        return None
    moment_of = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value if value < 1e11 else value / 1000)
    return moment_of if in_range(moment_of) else None


def in_range(day: date) -> bool:
    """Whether a date can be that of a comment or a post."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def zone_named(text: str) -> tzinfo | None:
    """The zone that a text, such as the header "Jam (WITA)", names."""
    found = _ZONE_WORD.search(text)
    return _zone(found[1]) if found else None


def _day(part: dict[str, str | None], us: bool) -> date:
    year: str | None
    month: str | None
    if part["iso_year"]:
        year, month, day = part["iso_year"], part["iso_month"], part["iso_day"]
    elif part["year"]:
        month, day = (part["first"], part["second"]) if us else (part["second"], part["first"])
        year = part["year"]
    else:
        year = part["word_year"] or part["us_year"]
        name = (part["month"] or part["us_month"] or "").casefold()
        month, day = str(MONTHS.get(name, 0)), part["day"] or part["us_day"]
    number = int(year or 0)
    read = date(number + 2000 if number < 100 else number, int(month or 0), int(day or 0))
    if not in_range(read):
        raise ValueError(read)
    return read


def _clock(part: dict[str, str | None]) -> tuple[time, Precision, tzinfo | None]:
    hour, half = int(part["hour"] or 0), (part["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    read = time(hour, int(part["minute"] or 0), int(part["clock_second"] or 0))
    precision: Precision = "second" if part["clock_second"] else "minute" if part["minute"] else "hour"
    return read, precision, _zone(part["zone"] or "")


def _zone(text: str) -> tzinfo | None:
    name = text.upper()
    if not name:
        return None
    if name in ZONES:
        return zone(name)
    digits = re.sub(r"[^\d+-]", "", name)
    if not digits:
        return UTC
    sign, number = (-1 if digits[0] == "-" else 1), digits[1:]
    hours, minutes = (number, "0") if len(number) <= 2 else (number[:-2], number[-2:])
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
