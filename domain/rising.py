"""When many citizens say the same at once: a rising issue, against what is usual for that group of comments."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from domain.times import DAY, HOUR

SPAN = 14 * DAY
"""What is usual is counted over so long before the hour that is looked at."""
TIMES = 3
"""So many times as many as in the usual (median) hour."""
AUTHORS = 5
"""From at least so many citizens in that hour."""
TOLD_FOR = 24 * HOUR
"""So long after its last such hour an issue is still told: what came in overnight is read in the morning."""


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
    dismissed_at: int = 0
    dismissed_by: str = ""


def rise(said: Sequence[Said], times: Sequence[int], now: int) -> Rise | None:
    """The hour that makes this group of comments a rising issue now; None: it is none.

    Looked at are the 60 minutes that end with each comment of the last `TOLD_FOR`; of those that end within the same
    hour the fullest. There are at least `AUTHORS` citizens in such an hour, and at least `TIMES` as many comments as in
    the usual one.

    Args:
        said: the group's comments of the last `TOLD_FOR` and the hour before, by time; there may be older ones.
        times: when each of its comments was written, of the last `SPAN` and `TOLD_FOR`, in order.
    """
    for first, end, authors in sorted(_fullest(said, now), key=lambda one: one[0] - one[1]):
        count, start = end + 1 - first, said[end].at - HOUR
        usual = usual_hour(times, start)
        if count >= TIMES * usual:
            return Rise(start, count, authors, usual)
    return None


def _fullest(said: Sequence[Said], now: int) -> Iterable[tuple[int, int, int]]:
    """The fullest 60 minutes with enough citizens among those that end within each hour of the last `TOLD_FOR`: indexes
    of their first and last comment, and how many citizens."""
    found: dict[int, tuple[int, int, int]] = {}
    first, writers = 0, Counter[str]()
    for end, one in enumerate(said):
        if one.at > now:
            break
        writers[one.author] += 1
        while said[first].at <= one.at - HOUR:
            writers[said[first].author] -= 1
            if not writers[said[first].author]:
                del writers[said[first].author]
            first += 1
        if one.at > now - TOLD_FOR and len(writers) >= AUTHORS:
            before = found.get(hour := (now - one.at) // HOUR)
            if before is None or end - first > before[1] - before[0]:
                found[hour] = first, end, len(writers)
    return found.values()


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
