"""Until when a comment is put aside, as an admin types it: ``2 jam``, ``besok``, ``Senin 8``, ``13.00``, ``warga``."""

import re
from datetime import datetime, timedelta

from domain.comments import CITIZEN_WRITES
from domain.times import DAY, HOUR, MINUTE, at_minute, local
from domain.week import LAST_MINUTE, NotAWeek, read_clock

MORNING = 8 * 60
"""Minutes after midnight that a day without a time means."""

_UNITS = {
    **dict.fromkeys(("menit", "mnt", "m", "min", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("jam", "j", "h", "hour", "hours"), HOUR),
    **dict.fromkeys(("hari", "d", "day", "days"), DAY),
    **dict.fromkeys(("minggu", "pekan", "w", "week", "weeks"), 7 * DAY),
}
_SPAN = re.compile(r"(?:in )?(\d{1,3}(?:[.,]\d)?) ?([a-z]+)(?: lagi)?", re.ASCII)
_WEEKDAYS = (
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat friday",
    "sabtu saturday",
    "minggu ahad sunday",
)
_DAYS = {word: day for day, names in enumerate(_WEEKDAYS) for word in names.split()}
_DAYS |= {word[:3]: day for word, day in list(_DAYS.items())}
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", re.ASCII)
_AHEAD = {"today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
_CITIZEN = frozenset({"warga", "dibalas", "balasan", "citizen", "reply"})
_FILLING = frozenset({"jam", "pukul", "pk", "sampai", "at", "until", "hari"})


def read_until(line: str, now: int, zone: str) -> int | None:
    """The instant a line means, in UTC milliseconds; None: it means none.

    A time alone that has gone by is tomorrow's, a day without a time is its morning, a date without a year the next
    such date. `CITIZEN_WRITES`: until the citizen writes.
    """
    text = " ".join(line.casefold().replace("hari ini", "today").split())
    if text in _CITIZEN:
        return CITIZEN_WRITES
    if (span := _SPAN.fullmatch(text)) and span[2] in _UNITS:
        return now + round(float(span[1].replace(",", ".")) * _UNITS[span[2]])
    words = [word for word in text.split() if word not in _FILLING]
    today = local(now, zone)
    day = _day(words[0], today) if words else None
    clock = words[1:] if day else words
    minute = _minute(clock[0]) if len(clock) == 1 else MORNING if day and not clock else None
    if minute is None:
        return None
    at = at_minute(day or today, minute, zone)
    return at_minute(today + timedelta(days=1), minute, zone) if day is None and at <= now else at


def _day(word: str, today: datetime) -> datetime | None:
    if word in _AHEAD:
        return today + timedelta(days=_AHEAD[word])
    if word in _DAYS:
        return today + timedelta(days=(_DAYS[word] - today.weekday() - 1) % 7 + 1)
    found = _DATE.fullmatch(word)
    if not found:
        return None
    try:
        day = today.replace(day=int(found[1]), month=int(found[2]), year=int(found[3] or today.year))
        return day.replace(year=day.year + 1) if day < today and not found[3] else day
    except ValueError:
        return None


def _minute(word: str) -> int | None:
    try:
        minute = read_clock(f"{word}.00" if re.fullmatch(r"\d{1,2}", word, re.ASCII) else word)
    except NotAWeek:
        return None
    return minute if minute < LAST_MINUTE else None
