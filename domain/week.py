"""What differs by weekday, typed in one line: ``Sen–Jum 2, Sab 1, Min 0``. Weekdays count from Monday, 0 to 6."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

Weekdays = tuple[int, ...]
EVERY_DAY: Weekdays = (0, 1, 2, 3, 4, 5, 6)

LAST_MINUTE = 24 * 60
MOST_TIMES = 24
"""Times of day that one weekday may have."""

_NAMES = ("senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday", "jumat friday", "sabtu saturday")
_DAYS = {word: day for day, names in enumerate((*_NAMES, "minggu ahad sunday")) for word in names.split()}
_DAYS |= {word[:3]: day for word, day in list(_DAYS.items())}
_GROUPS: dict[str, Weekdays] = {
    "setiaphari": EVERY_DAY,
    "everyday": EVERY_DAY,
    "harikerja": EVERY_DAY[:5],
    "workdays": EVERY_DAY[:5],
    "akhirpekan": EVERY_DAY[5:],
    "weekend": EVERY_DAY[5:],
}
_TWO_WORDS = re.compile(r"\b(setiap hari|every day|hari kerja|akhir pekan)\b")
_DASH = re.compile(r"\s*[-–—]\s*")
_CLOCK = re.compile(r"(\d|[01]\d|2[0-3])[.:]([0-5]\d)|(24)[.:](00)")
_PARTS_OF_DAY = {"pagi": 450, "siang": 720, "sore": 960, "malam": 1140}
_PARTS_OF_DAY |= {"morning": 450, "noon": 720, "afternoon": 960, "evening": 1140}
"""Minutes after midnight of the words for parts of the day."""

Value = TypeVar("Value")


class NotAWeek(ValueError):
    """The line cannot be read. `reason` is a code, `word` what was not understood."""

    def __init__(self, reason: str, word: str = "") -> None:
        super().__init__(reason, word)
        self.reason = reason
        self.word = word


class Span(msgspec.Struct, frozen=True):
    """From one time of the day to another, in minutes after midnight."""

    start: int
    end: int


def read_week(line: str, read: Callable[[str], Value]) -> list[tuple[Weekdays, Value]]:
    """The values of a line by weekdays, the first weekday first. Days that are not named have no value.

    Groups stand between commas, the days before the value: ``Sen–Jum 2, Sab 1``. Days of one group may be joined by
    commas or strokes too: ``Sen, Rab/Jum 2``. A value without days is for all days not named elsewhere. Days are
    written in Indonesian or English, whole or by three letters. An empty line or ``-`` has no groups.

    Raises:
        NotAWeek: as `bad_day`, `day_twice`, `no_value`, or what `read` raises.
    """
    values: dict[int, Value] = {}
    rest: list[Value] = []
    waiting: list[int] = []
    for part in re.split("[,;]", _TWO_WORDS.sub(lambda found: found[0].replace(" ", ""), line.casefold())):
        words = _DASH.sub("-", part.strip()).split()
        days: list[int] = []
        while words and (named := _days(words[0])):
            days += named
            words.pop(0)
        if not words or words == ["-"]:
            waiting += days
            continue
        value = read(" ".join(words))
        if not (waiting or days):
            rest.append(value)
        for day in (*waiting, *days):
            if day in values:
                raise NotAWeek("day_twice", part.strip())
            values[day] = value
        waiting = []
    if waiting or len(rest) > 1:
        raise NotAWeek("no_value" if waiting else "day_twice", line.strip())
    if rest:
        values = dict.fromkeys(EVERY_DAY, rest[0]) | values
    return grouped(values)


def _days(word: str) -> Weekdays:
    """The weekdays a word names; none where it is no such word."""
    found: list[int] = []
    for name in word.split("/"):
        first, _, last = name.partition("-")
        if name in _GROUPS:
            found += _GROUPS[name]
        elif first in _DAYS and (last in _DAYS or not last):
            ahead = (_DAYS[last or first] - _DAYS[first]) % 7
            found += [(_DAYS[first] + step) % 7 for step in range(ahead + 1)]
        elif first[:1].isalpha() and first not in _PARTS_OF_DAY:
            raise NotAWeek("bad_day", name)
        else:
            return ()
    return tuple(found)


def grouped(values: dict[int, Value]) -> list[tuple[Weekdays, Value]]:
    """Weekdays of the same value together, the first weekday first."""
    groups: list[tuple[Weekdays, Value]] = []
    for day in sorted(values):
        at = next((place for place, (_, value) in enumerate(groups) if value == values[day]), None)
        if at is None:
            groups.append(((day,), values[day]))
        else:
            groups[at] = ((*groups[at][0], day), values[day])
    return groups


def read_count(text: str) -> int:
    """A number of posts, 0 to 100."""
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or int(text) > 100:
        raise NotAWeek("bad_count", text)
    return int(text)


def read_clock(text: str) -> int:
    """A time of the day as ``07.30``, ``7:30``, or as *pagi, siang, sore, malam*: minutes after midnight."""
    if text in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[text]
    found = _CLOCK.fullmatch(text)
    if not found or not text.isascii():
        raise NotAWeek("bad_time", text)
    hour, minute = (part for part in found.groups() if part is not None)
    return int(hour) * 60 + int(minute)


def read_times(text: str) -> tuple[int, ...]:
    """Times of a day, ascending, each once."""
    times = sorted({read_clock(word) for word in text.split()})
    if len(times) > MOST_TIMES or LAST_MINUTE in times:
        raise NotAWeek("bad_time", text)
    return tuple(times)


def read_spans(text: str) -> tuple[Span, ...]:
    """Spans of a day as ``07.30–12.00 13.00–16.00``, in order and apart."""
    spans: list[Span] = []
    for word in text.split():
        start, dash, end = word.partition("-")
        if not dash:
            raise NotAWeek("bad_span", word)
        span = Span(read_clock(start), read_clock(end))
        if span.end <= span.start or (spans and span.start < spans[-1].end):
            raise NotAWeek("bad_span", word)
        spans.append(span)
    return tuple(spans)


def runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Weekdays as stretches of days that follow each other: first and last of each."""
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
