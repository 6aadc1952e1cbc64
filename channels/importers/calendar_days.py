"""Days and times as content calendars have them: less than a full date, in words, as a spreadsheet's bare number."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from channels.importers import cells, moments
from channels.importers.cells import Cell, RowRefused
from domain.week import NotAWeek, read_clock

_WORD = r"([a-z]{3,9})"
_HEADED = re.compile(rf"{_WORD}\.?\s+((?:20)\d\d)\b|\b(20\d\d)\s+{_WORD}\b")
_WEEKDAY = re.compile(rf"^\s*{moments.WEEKDAY}\b[\s,/:.-]*", re.IGNORECASE)
_BRACKETS = re.compile(r"\(.*?\)")
_RANGE = re.compile(r"^(\d{1,2})\s*(?:-|–|—|/|&|s\.?/?d\.?|sampai|hingga|dan)\s*\d{1,2}(?=\s+[a-z])", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"(\d{{1,2}})[\s./-]+{_WORD}\.?(?:[\s./'’-]+(\d{{4}}|\d\d))?", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_WORD}\.?\s+(\d{{1,2}})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_DAY = re.compile(r"(\d{1,2})(?:\.0)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SERIALS = (30_000, 73_000)
"""Days since 1899-12-30 as spreadsheets count them: from 1982 to 2099."""

_CLOCK_WORDS = re.compile(
    r"(?:jam|pukul|pkl\.?)?\s*(\d{1,2})(?:[.:](\d\d))?\s*(pagi|siang|sore|petang|malam)(?:\s*wi(?:b|ta|t))?",
    re.IGNORECASE,
)
_END_OF_DAY = re.compile(r"(?:jam|pukul|pkl\.?)?\s*24(?:[.:]?00)?\s*(?:wib|wita|wit)?(?:\s*[-–—/].*)?", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_SEVERAL = re.compile(r"[/&;,]|\bdan\b")


class Month(NamedTuple):
    """The month a table, or a part of it, is headed with."""

    year: int
    month: int = 0
    """0: a year alone is known."""


def headed(text: str) -> Month | None:
    """The month that a title such as "KALENDER KONTEN NOVEMBER 2026" names."""
    for found in _HEADED.finditer(text.casefold()):
        word, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        if month := moments.MONTHS.get(word):
            return Month(int(year), month)
    return None


def day(cell: Cell, us: bool, within: Month | None) -> tuple[datetime, moments.Precision]:
    """When, and how precisely. `within` fills in what a cell leaves out: "23 Nov", "23".

    Raises:
        RowRefused: `no_date`, `bad_date`.
    """
    if isinstance(cell, float) and cell.is_integer() and 1 <= cell <= 31 and within and within.month:
        return _at(within.year, within.month, int(cell))
    if isinstance(cell, float) and _SERIALS[0] <= cell <= _SERIALS[1]:
        return _serial(cell)
    try:
        return moments.written(cell, us)
    except RowRefused as refusal:
        if refusal.reason == "no_date" or not isinstance(cell, str):
            raise
    return _loose(cell, us, within)


def _loose(cell: str, us: bool, within: Month | None) -> tuple[datetime, moments.Precision]:
    text = _BRACKETS.sub(" ", cell.replace("’", "'").replace("‘", "'")).strip()
    text = _RANGE.sub(r"\1", _WEEKDAY.sub("", text).strip()).strip()
    if whole := moments.moment(text, us):
        return whole
    if found := _DAY_MONTH.fullmatch(text):
        year = int(found[3]) if found[3] else within.year if within else 0
        return _at(year + 2000 if 0 < year < 100 else year, _month(found[2]), int(found[1]))
    if (found := _MONTH_DAY.fullmatch(text)) and within:
        return _at(within.year, _month(found[1]), int(found[2]))
    if (found := _NUMBERS.fullmatch(text)) and within:
        month, number = (found[1], found[2]) if us else (found[2], found[1])
        return _at(within.year, int(month), int(number))
    if found := _COMPACT.fullmatch(text):
        return _at(int(found[1]), int(found[2]), int(found[3]))
    if (found := _SERIAL.fullmatch(text)) and _SERIALS[0] <= int(found[1]) <= _SERIALS[1]:
        return _serial(float(text.replace(",", ".")))
    if (found := _DAY.fullmatch(text)) and within and within.month:
        return _at(within.year, within.month, int(found[1]))
    raise RowRefused("bad_date")


def _month(word: str) -> int:
    return moments.MONTHS.get(word.casefold(), 0)


def _at(year: int, month: int, number: int) -> tuple[datetime, moments.Precision]:
    try:
        found = date(year, month, number)
    except ValueError:
        raise RowRefused("bad_date") from None
    if not moments.in_range(found):
        raise RowRefused("bad_date")
    return datetime(found.year, found.month, found.day), "day"


def _serial(value: float) -> tuple[datetime, moments.Precision]:
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(value * 86_400))
    return moment, "minute" if value % 1 else "day"


def ends_day(cell: Cell) -> bool:
    """Whether a time is 24.00: midnight, as the day ends. As a time of day that is the next day's first."""
    if isinstance(cell, str):
        return bool(_END_OF_DAY.fullmatch(cell.strip()))
    return cell in (24, timedelta(days=1))


def clock(cell: Cell) -> time | None:
    """The time of a cell, the first of several; None where it has other words alone ("menyesuaikan") or nothing.

    24.00 is 00.00, see `ends_day`.
    Parts of the day stand for the usual times: *pagi* is 07.30, *siang* 12.00, *sore* 16.00, *malam* 19.00.

    Raises:
        RowRefused: `bad_time`.
    """
    if ends_day(cell):
        return time(tzinfo=moments.zone_named(cells.name(cell)))
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta):
        cell = cell / timedelta(days=1)
    if isinstance(cell, float):
        read = moments.clock_of_number(cell)
    else:
        read = _spoken(cell) if isinstance(cell, str) else None
        if read is None and not any(char.isdigit() for char in cells.name(cell)):
            return None
    if read is None:
        raise RowRefused("bad_time")
    if isinstance(cell, str) and read.tzinfo is None:
        return read.replace(tzinfo=moments.zone_named(cell))  # Of "20.00–21.00 WITA" both are.
    return read


def _spoken(text: str) -> time | None:
    bare = " ".join(text.casefold().strip(" ±~*.").split())
    for words in (bare, _SEVERAL.split(bare)[0].strip()):
        if read := moments.clock(words):
            return read
        if told := _CLOCK_WORDS.fullmatch(words):
            return _by_part(int(told[1]), int(told[2] or 0), told[3])
        if digits := _FOUR_DIGITS.fullmatch(words):
            return time(int(digits[1]), int(digits[2]))
        try:
            minute = read_clock(words) if words.isalpha() else -1
        except NotAWeek:
            minute = -1
        if minute >= 0:
            return time(minute // 60, minute % 60)
    return None


def _by_part(hour: int, minute: int, part: str) -> time | None:
    """ "9 pagi", "2 siang", "7 malam"."""
    if not 0 <= hour <= 12 or minute > 59:
        return time(hour, minute) if hour < 24 and minute < 60 else None
    if hour == 12:
        return time(0 if part == "malam" else 12, minute)
    late = (part in ("sore", "petang", "malam") and hour < 12) or (part == "siang" and hour < 10)
    return time((hour + 12) % 24 if late else hour % 24, minute)
