"""When many citizens say the same at once: a rising issue, against what is usual for that group of comments."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from domain.times import DAY, HOUR

SPAN = 14 * DAY
"""What is usual is counted over so long before the hour that is looked at."""
TIMES = 3
"""So many times as many as in the usual (median) hour."""
AUTHORS = 5
"""From at least so many citizens in that hour."""
TOLD_FOR = 6 * HOUR
"""So long after its last such hour an issue is still told."""


class Said(NamedTuple):
    """One comment of a group: when it was written, and by whom."""

    at: int
    author: str


class Rise(NamedTuple):
    """The hour in which most was said.

    Attributes:
        start: of the hour, in UTC milliseconds; it ends with the comment that was its last.
        comments: so many in it, by so many `authors`.
        usual: comments in the median hour of the 14 days before; hours without any count as zero.
    """

    start: int
    comments: int
    authors: int
    usual: float


class Dismissal(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An admin said that a group of comments is no issue: it is not told for as long as `SPAN`."""

    id: int = 0
    rev: int = 0
    group: int
    label: str = ""
    at: int = 0
    by: str = ""


def rise(said: Sequence[Said], now: int) -> Rise | None:
    """The hour that makes this group of comments a rising issue now; None: it is none.

    Looked at are the 60 minutes that end with each comment of the last `TOLD_FOR`. There are at least `AUTHORS`
    citizens in such an hour, and at least `TIMES` as many comments as in the usual one.

    Args:
        said: the group's comments of the last `SPAN` and `TOLD_FOR`, by time; older ones are passed over.
    """
    times = [one.at for one in said]
    best: Rise | None = None
    for end in range(bisect_right(times, now - TOLD_FOR), bisect_right(times, now)):
        start = times[end] - HOUR
        first = bisect_right(times, start)
        count = end + 1 - first
        if count < AUTHORS or (best and count <= best.comments):
            continue
        authors = len({one.author for one in said[first : end + 1]})
        if authors < AUTHORS:
            continue
        usual = usual_hour(times, start)
        if count >= TIMES * usual:
            best = Rise(start, count, authors, usual)
    return best


def usual_hour(times: Sequence[int], before: int) -> float:
    """The median of comments an hour over the `SPAN` before that instant; `times` are in order."""
    hours = SPAN // HOUR
    counts = [0] * hours
    for at in times[bisect_right(times, before - SPAN) : bisect_right(times, before)]:
        counts[(before - at) // HOUR] += 1
    counts.sort()
    return (counts[(hours - 1) // 2] + counts[hours // 2]) / 2


def by_hour(times: Sequence[int], now: int, hours: int) -> list[int]:
    """How many there were in each of the hours that end now, the oldest first; `times` are in order."""
    counts = [0] * hours
    for at in times[bisect_left(times, now - hours * HOUR + 1) : bisect_right(times, now)]:
        counts[hours - 1 - (now - at) // HOUR] += 1
    return counts
