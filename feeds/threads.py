"""Topics: stories of one wider matter, joined by a looser pass over what is already grouped."""

from collections import defaultdict

from domain.times import HOUR
from feeds.likeness import Vector, dot
from feeds.rarity import unit
from feeds.stories import Story

ALIKE = 0.15
"""Average similarity to the stories of a topic from which a story belongs to it."""
RECENT = 24 * HOUR
"""A story is compared with what a topic told this long before it."""

_TOP = 5
"""A story and one of the topic share at least one of so many heaviest words."""
_KEPT = 40
"""Words of a story that are compared."""


class Threads:
    """The topics of stories, taken by the time they began.

    A story that shares a topic with others stays in it; one alone in its topic may still join another. The topic with
    the smaller number above 0, else the first opened, goes on.
    """

    def __init__(self) -> None:
        self.into: dict[int, int] = {}
        """Topics that turned out to be part of another one."""
        self._opened = 0
        self._members: defaultdict[int, list[_Looks]] = defaultdict(list)
        self._topped: defaultdict[str, list[Story]] = defaultdict(list)

    def put(self, story: Story) -> None:
        """Let a story in whose `topic` is known."""
        self._put(story, _Looks(story))

    def place(self, story: Story) -> None:
        """Give a story that is new, or has changed since it was put, its topic."""
        looks = _Looks(story)
        current = self.now(story.topic) if story.topic else 0
        if current and len(self._members[current]) > 1:
            return
        near = {self.now(other.topic) for word in looks.top for other in self._topped[word]} - {current}
        alike = ((self._alike(topic, looks), topic) for topic in near)
        best, target = max(alike, key=lambda pair: (pair[0], -abs(pair[1])), default=(0.0, 0))
        if current:
            story.topic = self.merge(current, target) if best >= ALIKE else current
            return
        if best < ALIKE:
            self._opened -= 1
            target = self._opened
        story.topic = target
        self._put(story, looks)

    def _put(self, story: Story, looks: "_Looks") -> None:
        self._members[self.now(story.topic)].append(looks)
        for word in looks.top:
            self._topped[word].append(story)

    def merge(self, one: int, other: int) -> int:
        """Two topics become one; its number."""
        one, other = self.now(one), self.now(other)
        if one == other:
            return one
        older, younger = sorted((one, other), key=lambda topic: (topic < 0, abs(topic)))
        self._members[older] += self._members.pop(younger, [])
        self.into[younger] = older
        return older

    def now(self, topic: int) -> int:
        """The number a topic goes on under."""
        while topic in self.into:
            topic = self.into[topic]
        return topic

    def _alike(self, topic: int, looks: "_Looks") -> float:
        near = [
            dot(looks.vector, other.vector)
            for other in self._members[topic]
            if other.last > looks.first - RECENT and other.first < looks.last + RECENT
        ]
        return sum(near) / len(near) if near else 0.0


class _Looks:
    """What of a story is compared."""

    __slots__ = ("first", "last", "top", "vector")

    def __init__(self, story: Story) -> None:
        heaviest = sorted(story.total.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT]
        self.vector: Vector = unit(dict(heaviest))
        self.top = [word for word, _ in heaviest[:_TOP]]
        self.first, self.last = story.first, story.last
