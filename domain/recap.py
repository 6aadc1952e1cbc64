"""The figures of a recap, and the rules behind them: sentiment with its counts, time to reply, before and after."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from domain.comments import Feeling
from domain.deadlines import WorkingCalendar
from domain.times import day_of

Unit = Literal["count", "per_cent", "points", "ratio", "ms", "score"]
Part = Literal["posts", "mix", "reach", "replies", "sentiment", "referrals", "asked", "topics", "clarifications"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number, what it rests on, and the rows behind it."""

    code: str
    about: str = ""
    """Of which pillar, account, kind …: a code or a name; empty: of all."""
    value: float | None
    """None: nothing to reckon it of."""
    unit: Unit = "count"
    n: int | None = None
    """How many it was reckoned of; None: it is a count itself."""
    of: float | None = None
    """The target beside it, or the number it is a part of."""
    table: str = ""
    rows: tuple[int, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs together."""

    part: Part
    figures: tuple[Figure, ...]

    def __getitem__(self, code: str) -> Figure:
        """The first figure of that code."""
        return next(one for one in self.figures if one.code == code)


class Review(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What was decided after looking at a week: one note."""

    id: int = 0
    rev: int = 0
    week: str
    """Its Monday, ISO 8601."""
    note: str = ""
    by: str = ""
    at: int = 0


class Feelings(NamedTuple):
    """How those who wrote felt; `unsure` ones nobody has judged yet."""

    positive: int = 0
    neutral: int = 0
    negative: int = 0
    unsure: int = 0
    checked: int = 0
    """Of all, judged by a person."""

    @property
    def n(self) -> int:
        """Those that are judged."""
        return self.positive + self.neutral + self.negative

    @property
    def net(self) -> float | None:
        """(positive − negative) ÷ (positive + neutral + negative)."""
        return (self.positive - self.negative) / self.n if self.n else None

    @property
    def pleased(self) -> float | None:
        """positive ÷ (positive + negative), as Agorapulse has it."""
        told = self.positive + self.negative
        return self.positive / told if told else None

    @property
    def checked_share(self) -> float | None:
        """Judged by a person ÷ all."""
        everybody = self.n + self.unsure
        return self.checked / everybody if everybody else None


def feelings(told: Iterable[tuple[Feeling, bool]]) -> Feelings:
    """The counts of sentiments, each with whether a person has said so."""
    counts: dict[str, int] = {}
    checked = 0
    for feeling, by_person in told:
        counts[feeling] = counts.get(feeling, 0) + 1
        checked += by_person
    return Feelings(**counts, checked=checked)


class Turn(NamedTuple):
    """How citizens felt in what they wrote next, after our reply."""

    better: tuple[int, ...]
    same: tuple[int, ...]
    worse: tuple[int, ...]


_HEIGHT: Mapping[str, int] = {"negative": -1, "neutral": 0, "positive": 1}


def turns(pairs: Iterable[tuple[int, Feeling, Feeling]]) -> Turn:
    """Comments with how their citizen felt before our reply and in the first words after it; unsure ones left out."""
    found: tuple[list[int], list[int], list[int]] = [], [], []
    for id, before, after in pairs:
        if before in _HEIGHT and after in _HEIGHT:
            step = _HEIGHT[after] - _HEIGHT[before]
            found[0 if step > 0 else 1 if step == 0 else 2].append(id)
    return Turn(*map(tuple, found))


def worked(calendar: WorkingCalendar, since: int, until: int, zone: str) -> int:
    """How much working time lies between two instants, in milliseconds."""
    total = 0
    for ordinal in range(day_of(since, zone).toordinal(), day_of(until, zone).toordinal() + 1):
        for start, end in calendar.worked(day_of(since, zone).fromordinal(ordinal)):
            total += max(0, min(end, until) - max(start, since))
    return total


def extremes(ranked: Sequence[tuple[float, int]], most: int = 3) -> tuple[list[int], list[int]]:
    """The best and the worst, at most so many of each and none in both; the best and the worst first.

    Args:
        ranked: value and id of each.
    """
    ordered = sorted(ranked, key=lambda pair: (-pair[0], pair[1]))
    upper = (len(ordered) + 1) // 2
    best, worst = ordered[: min(most, upper)], ordered[upper:][-most:]
    return [id for _value, id in best], [id for _value, id in reversed(worst)]
