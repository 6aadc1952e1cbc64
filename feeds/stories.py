"""Stories: headlines about one event, or one statement, found as they come.

Average link, because single link chains the day's biggest stories into one. How rare a word is, is asked of the last
three days too: what everyone writes of tells little.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator

from domain.times import HOUR
from feeds.likeness import Look, Vector, average, likeness, look
from feeds.rarity import Window

WINDOW = 72 * HOUR
"""The life of a story: later headlines open a new one."""
JOIN = 0.35
"""Likeness from which a headline belongs to a story."""
MERGE = 0.27
"""Average likeness between the members of two stories from which they are one."""

_BEST = 0.15
"""The share of the likest member in a likeness; the rest is the average over all."""
_HALF_LIFE = 24 * HOUR
"""A story that is silent for so long needs twice the likeness."""
_DAY = 24 * HOUR
_CANDIDATES = 30
"""Stories found by their words."""
_LOOKED_AT = 5
"""Stories looked at closely: those with the highest average."""
_REMEMBERED = 40
"""The last members of a story that are compared one by one."""
_MERGED_BY = 20
"""The last members of each of two stories that are compared to tell whether they are one."""


class Story:
    """Headlines of one event.

    Attributes:
        number: in the order of opening.
        total: the sum of the members' vectors.
        topic: for whoever forms topics.
    """

    __slots__ = ("first", "last", "members", "number", "topic", "total")

    def __init__(self, number: int, at: int) -> None:
        self.number = number
        self.topic = 0
        self.total: Vector = {}
        self.members: list[tuple[int, Look]] = []
        self.first = self.last = at

    def lives(self, at: int) -> bool:
        """Whether a headline of that instant can be of this story."""
        return at - WINDOW <= self.first and self.last <= at + WINDOW

    def nearness(self, seen: Look, at: int) -> float:
        """0 to 1: how much the headline belongs here, by its likeness to the last members on average and to the best.

        A story that has moved on is no home for what was like its beginning: the average over the members of the
        last day counts where it is lower.
        """
        alike = [(likeness(seen, member), when) for when, member in self.members[-_REMEMBERED:]]
        mean = sum(one for one, _ in alike) / len(alike)
        if self.first < at - _DAY:
            recent = [one for one, when in alike if when > at - _DAY]
            mean = min(mean, sum(recent) / len(recent)) if recent else mean
        silence = max(at - self.last, 0)
        return ((1 - _BEST) * mean + _BEST * max(alike)[0]) * math.exp2(-silence / _HALF_LIFE)


class Stories:
    """The stories of a stream of headlines, taken oldest first."""

    def __init__(self) -> None:
        self._window = Window(WINDOW)
        self._stories: dict[int, Story] = {}
        self._having: defaultdict[str, dict[int, Story]] = defaultdict(dict)
        self._ends: list[tuple[int, int]] = []
        self._opened = 0
        self.into: dict[Story, Story] = {}
        """Stories that turned out to be part of another one, which goes on."""

    def open(self, at: int) -> Story:
        """A new story without members."""
        self._opened += 1
        story = self._stories[self._opened] = Story(self._opened, at)
        heapq.heappush(self._ends, (at + WINDOW, self._opened))
        return story

    def put(self, story: Story, title: str, outlet: str, summary: str, at: int) -> None:
        """Let a headline in whose story is known."""
        self._put(story, look(self._window, title, outlet, summary, at), at)

    def add(self, title: str, outlet: str, summary: str, at: int, *, phrase: bool = False) -> Story:
        """The story of a new headline; two stories it shows to be one are made one.

        Args:
            phrase: it is what people search for: of a story when most of its headlines have all its words.
        """
        self._close(at)
        seen = look(self._window, title, outlet, summary, at)
        near = sorted(self._near(seen, at, phrase), key=lambda pair: (-pair[0], pair[1].number))
        fitting = [story for nearness, story in near[:3] if nearness >= JOIN]
        home = fitting[0] if fitting else self.open(at)
        self._put(home, seen, at)
        for other in fitting[1:]:
            home = self._merged_if_one(home, other)
        return home

    def now(self, story: Story) -> Story:
        """The story it goes on as."""
        while story in self.into:
            story = self.into[story]
        return story

    def _near(self, seen: Look, at: int, phrase: bool) -> Iterator[tuple[float, Story]]:
        vector, averages = seen.vector, dict[int, float]()
        known = [(len(self._having[word]), word) for word in vector if word in self._having]
        for _, word in sorted(known):
            weight, having = vector[word], self._having[word]
            if averages and len(averages) + len(having) > _CANDIDATES:
                # Rare words have found the candidates; common ones only weigh those found.
                for number in averages.keys() & having.keys():
                    averages[number] += weight * having[number].total[word] / len(having[number].members)
            else:
                for number, story in having.items():
                    averages[number] = averages.get(number, 0.0) + weight * story.total[word] / len(story.members)
        alive = (pair for pair in averages.items() if self._stories[pair[0]].lives(at))
        for number, mean in heapq.nlargest(_LOOKED_AT, alive, key=lambda pair: (pair[1], -pair[0])):
            story = self._stories[number]
            if not phrase:
                yield story.nearness(seen, at), story
            elif all(_has(story, word) for word in vector):
                yield 1.0 + mean, story

    def _put(self, story: Story, seen: Look, at: int) -> None:
        story.first, story.last = min(story.first, at), max(story.last, at)
        story.members.append((at, seen))
        for word, weight in seen.vector.items():
            story.total[word] = story.total.get(word, 0.0) + weight
            self._having[word][story.number] = story

    def _merged_if_one(self, one: Story, other: Story) -> Story:
        if max(one.last, other.last) - min(one.first, other.first) > WINDOW:
            return one
        mine, theirs = ([seen for _, seen in story.members[-_MERGED_BY:]] for story in (one, other))
        if sum(average(seen, theirs) for seen in mine) / len(mine) < MERGE:
            return one
        older, younger = sorted((one, other), key=lambda story: story.number)
        for at, seen in younger.members:
            self._put(older, seen, at)
        older.members.sort(key=lambda member: member[0])
        self._drop(younger)
        younger.members, younger.total = [], {}  # Only its name lives on.
        self.into[younger] = older
        return older

    def _close(self, at: int) -> None:
        while self._ends and self._ends[0][0] < at:
            story = self._stories.get(heapq.heappop(self._ends)[1])
            if story:
                self._drop(story)

    def _drop(self, story: Story) -> None:
        for word in story.total:
            having = self._having[word]
            del having[story.number]
            if not having:
                del self._having[word]
        del self._stories[story.number]


def _has(story: Story, word: str) -> bool:
    return 2 * sum(word in seen.vector for _, seen in story.members[-_REMEMBERED:]) > len(story.members[-_REMEMBERED:])
