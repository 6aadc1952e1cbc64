"""Skor Harian: how good a day was, 0 to 100, of parts that each tell what they rest on.

100 = quantity 40 (25·min(1, published ÷ target) + 15·share on time) + quality 30 (10·share of complete posts +
10·max(0, 1 − deviation ÷ 30) + 10·min(1, ER ÷ own median of 28 days)) + response 30 (15·share answered in time +
10·closed ÷ (new + carried) + 5·(1 − overdue ÷ open)). A part without a denominator drops out, and the weights of the
others rescale. Whoever hides a comment, or closes it without a reply, gains nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from domain.posts import DUE_FOR, Variant

Code = Literal["published", "on_time", "complete", "mix", "engagement", "in_time", "closed", "not_overdue"]
CODES: tuple[Code, ...] = get_args(Code)
Group = Literal["quantity", "quality", "response"]
GROUPS: dict[Code, Group] = {
    "published": "quantity",
    "on_time": "quantity",
    "complete": "quality",
    "mix": "quality",
    "engagement": "quality",
    "in_time": "response",
    "closed": "response",
    "not_overdue": "response",
}
WEIGHTS: dict[Code, int] = {
    "published": 25,
    "on_time": 15,
    "complete": 10,
    "mix": 10,
    "engagement": 10,
    "in_time": 15,
    "closed": 10,
    "not_overdue": 5,
}
WORST_MIX = 30
"""Points of deviation at which the mix earns nothing."""
NEVER = 1 << 62


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a score: what it rests on, and what it earned of its weight."""

    code: Code
    share: float | None
    """0 to 1; None: it has no denominator, and drops out."""
    over: float = 0
    of: float = 0
    """The fraction before it was cut at 1: published and target, deviation and its worst, ER and its median …"""
    rows: tuple[int, ...] = ()
    """Ids of what was good: variants, posts or comments."""
    others: tuple[int, ...] = ()
    """Ids of what the denominator has beside them."""

    @property
    def weight(self) -> int:
        """The most it can earn."""
        return WEIGHTS[self.code]

    @property
    def earned(self) -> float | None:
        """What it earned of its weight."""
        return None if self.share is None else self.weight * self.share


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A day's score, of one account or of all."""

    day: str
    account: int
    """0: all."""
    parts: tuple[Part, ...]

    @property
    def weight(self) -> int:
        """What the parts that count weigh together; they are rescaled to 100."""
        return sum(part.weight for part in self.parts if part.share is not None)

    @property
    def value(self) -> float | None:
        """0 to 100; None: nothing counts that day."""
        return 100 * sum(part.earned or 0.0 for part in self.parts) / self.weight if self.weight else None

    def points(self, part: Part) -> float | None:
        """What a part adds to the value, once the weights are rescaled."""
        return None if part.earned is None else 100 * part.earned / self.weight

    def __getitem__(self, code: Code) -> Part:
        """The part of that code."""
        return next(part for part in self.parts if part.code == code)


def fraction(code: Code, over: float, of: float, rows: Iterable[int] = (), others: Iterable[int] = ()) -> Part:
    """A part that is min(1, over ÷ of); without a denominator it drops out."""
    share = min(1.0, max(0.0, over / of)) if of > 0 else None
    return Part(code=code, share=share, over=over, of=of, rows=tuple(rows), others=tuple(others))


# Quantity


def published(went_out: Sequence[int], target: int | None) -> Part:
    """What went out ÷ target; `went_out` are those of accounts with a target."""
    return fraction("published", len(went_out), target or 0, went_out)


def on_time(went_out: Iterable[Variant]) -> Part:
    """Of what went out and had a slot, the share that went out at its time: until 15 minutes after it."""
    good: list[int] = []
    late: list[int] = []
    for one in went_out:
        if one.slot_at:
            (good if one.published_at <= one.slot_at + DUE_FOR else late).append(one.id)
    return fraction("on_time", len(good), len(good) + len(late), good, late)


# Quality


def complete(posts: Mapping[int, bool]) -> Part:
    """Of the posts that went out, by id, the share with complete metadata."""
    good = [id for id, whole in posts.items() if whole]
    return fraction("complete", len(good), len(posts), good, [id for id, whole in posts.items() if not whole])


def well_mixed(deviation: float | None, posts: Iterable[int]) -> Part:
    """max(0, 1 − deviation ÷ 30); None: too few posts to say."""
    if deviation is None:
        return Part(code="mix", share=None, of=WORST_MIX, rows=tuple(posts))
    share = max(0.0, 1 - deviation / WORST_MIX)
    return Part(code="mix", share=share, over=deviation, of=WORST_MIX, rows=tuple(posts))


class Rated(NamedTuple):
    """A variant whose reading of 24 hours fell due."""

    variant: int
    due_at: int
    rate: float | None
    """Engagement rate in per cent; None: not measured, or blanks in it."""


def engaged(today: Sequence[Rated], medians: Mapping[int, float | None]) -> Part:
    """The mean of each reading ÷ the median of its own account; `medians` by variant.

    Readings without a rate, or of an account without a median, do not count.
    """
    ratios = {}
    for one in today:
        middle = medians.get(one.variant)
        if one.rate is not None and middle:
            ratios[one.variant] = one.rate / middle
    others = [one.variant for one in today if one.variant not in ratios]
    return fraction("engagement", sum(ratios.values()), len(ratios), ratios, others)


# Response


class Case(NamedTuple):
    """A citizen who is to be answered. Instants in UTC milliseconds; `NEVER`: it has not happened."""

    comment: int
    account: int
    written_at: int
    due_at: int
    replied_at: int
    """Our first reply."""
    closed_at: int
    """It was settled with an answer."""
    dropped_at: int
    """It was closed without one, or waits for another agency and the citizen knows."""

    @property
    def over_at(self) -> int:
        """From here on it counts for nothing."""
        return max(min(self.closed_at, self.dropped_at), min(self.replied_at, self.due_at))


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What became of citizens in a span of time: ids of comments."""

    in_time: tuple[int, ...]
    late: tuple[int, ...]
    """Their reply fell due, and had not been given."""
    closed: tuple[int, ...]
    new: tuple[int, ...]
    carried: tuple[int, ...]
    open: tuple[int, ...]
    overdue: tuple[int, ...]

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """The parts of a score that rest on them."""
        decided, all_of = len(self.in_time) + len(self.late), [*self.new, *self.carried]
        done, late = set(self.closed), set(self.overdue)
        rest = [id for id in all_of if id not in done]
        waiting = [id for id in self.open if id not in late]
        return (
            fraction("in_time", len(self.in_time), decided, self.in_time, self.late),
            fraction("closed", len(self.closed), len(all_of), self.closed, rest),
            fraction("not_overdue", len(waiting), len(self.open), waiting, self.overdue),
        )


def response(cases: Iterable[Case], start: int, end: int) -> Response:
    """How citizens fared from `start` until `end`, which is now where the day is not over.

    Each is judged once, when its fate is known: at a reply in time, else when the reply fell due, whatever else was
    done with it. Whoever was closed without a reply in that span still counts as open in it.
    """
    found: dict[str, list[int]] = {name: [] for name in Response.__struct_fields__}
    for one in cases:
        if one.written_at >= end:
            continue
        if one.replied_at <= one.due_at:
            if start <= one.replied_at < end:
                found["in_time"].append(one.comment)
        elif start <= one.due_at < end:
            found["late"].append(one.comment)
        if min(one.closed_at, one.dropped_at) < start:
            continue
        found["new" if one.written_at >= start else "carried"].append(one.comment)
        if one.closed_at < end:
            found["closed"].append(one.comment)
        elif one.replied_at >= end:
            found["open"].append(one.comment)
            if one.due_at < end:
                found["overdue"].append(one.comment)
    return Response(**{name: tuple(ids) for name, ids in found.items()})


def together(parts: Iterable[Response]) -> Response:
    """What became of the citizens of several accounts, each in its own day."""
    found: dict[str, list[int]] = {name: [] for name in Response.__struct_fields__}
    for one in parts:
        for name, ids in found.items():
            ids.extend(getattr(one, name))
    return Response(**{name: tuple(ids) for name, ids in found.items()})
