"""Topics, first form: headlines of several outlets about one event become one group.

TF-IDF over title and summary words, an inverted index for candidates, average link with a threshold, a window of
72 hours. Average link, because single link chains the day's biggest stories into one blob; TF-IDF, because it beats
every edit distance at telling stories apart.
"""

import heapq
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from domain.news import Headline
from domain.times import HOUR
from feeds.stopwords import STOPWORDS

WINDOW = 72 * HOUR
"""The life of a topic: later headlines open a new one."""
JOIN = 0.28
"""Similarity from which a headline belongs to a topic (0.7 average over its members + 0.3 the nearest one)."""
MERGE = 0.25
"""Average similarity between the members of two topics from which they are one."""

_SUMMARY_WORDS = 12
_SUMMARY_WEIGHT = 0.8
_OPENING_WORDS = 12
_CANDIDATES = 40
_TERMS_KEPT = 60
_HALF_LIFE = 96 * HOUR

_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(r"(?<=\S)\s[-–—|]\s([^-–—|]{2,40})$")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)*\.(com|net|org|id|tv|news|info)", re.IGNORECASE)

Vector = dict[str, float]


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the new headlines."""

    topics: list[int]
    """For each new headline in the order given: the id of its topic; below 0: a new one, numbered by us."""
    merged: dict[int, int]
    """Topics that turned out to be part of an older one: id -> the older id (never below 0 unless both are)."""


def bare_title(title: str, outlet: str = "") -> str:
    """The title without the outlet's name behind it: "Jalan rusak - Kompas.com" is "Jalan rusak"."""
    found = _TAIL.search(title)
    if found is None:
        return title
    tail = _letters(found[1])
    own = bool(tail) and (tail in _letters(outlet) or (len(outlet) > 3 and _letters(outlet.partition(".")[0]) in tail))
    return title[: found.start()].rstrip() if own or _DOMAIN.fullmatch(found[1].strip()) else title


def group(known: Iterable[Headline], fresh: Iterable[Headline]) -> Grouping:
    """Give each new headline a topic: an existing one of its last 72 hours, or a new one.

    Depends on nothing but its arguments; the order of `fresh` does not matter (they are taken by time).

    Args:
        known: headlines that have their topic. Those further than 72 hours from all new ones may be left out.
        fresh: headlines without one.
    """
    known, fresh = list(known), list(fresh)
    vectors = _vectors([*known, *fresh])
    topics = _Topics()
    for headline, vector in zip(known, vectors, strict=False):
        if headline.topic:
            topics.put(headline.topic, vector, headline.published_at)
    given: dict[int, int] = {}
    for place in sorted(range(len(fresh)), key=lambda place: (fresh[place].published_at, fresh[place].key)):
        given[place] = topics.add(vectors[len(known) + place], fresh[place].published_at)
    return Grouping(topics=[topics.now(given[place]) for place in range(len(fresh))], merged=topics.merges())


def representative(members: list[Headline]) -> Headline:
    """The member most like all the others, the earliest of equals: its title stands for the topic."""
    vectors = _vectors(members)
    total: Vector = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    order = sorted(range(len(members)), key=lambda place: (members[place].published_at, members[place].key))
    return members[max(order, key=lambda place: round(_dot(vectors[place], total), 9))]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [word for word in _WORD.findall(folded) if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


def _vectors(headlines: list[Headline]) -> list[Vector]:
    """Unit vectors: words of the title at 1, the first of the summary lower, times how rare they are here."""
    weights = [_weights(headline) for headline in headlines]
    seen_in: Counter[str] = Counter()
    for words in weights:
        seen_in.update(words.keys())
    # The floor keeps a handful of headlines from making every word look common.
    total = max(len(headlines), 200)
    rarity = {word: math.log(total / count) + 1 for word, count in seen_in.items()}
    return [_unit({word: weight * rarity[word] for word, weight in words.items()}) for words in weights]


def _weights(headline: Headline) -> Vector:
    title = _words(bare_title(headline.title, headline.outlet))
    summary = [word for word in _words(headline.summary[:400]) if word not in title][:_SUMMARY_WORDS]
    return dict.fromkeys(summary, _SUMMARY_WEIGHT) | dict.fromkeys(title, 1.0)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)


class _Topic:
    __slots__ = ("first", "id", "last", "members", "total")

    def __init__(self, id: int) -> None:
        self.id = id
        self.members: list[Vector] = []
        self.total: dict[str, float] = defaultdict(float)
        self.first = self.last = 0

    def put(self, vector: Vector, at: int) -> None:
        self.first = min(self.first, at) if self.members else at
        self.last = max(self.last, at) if self.members else at
        self.members.append(vector)
        for word, weight in vector.items():
            self.total[word] += weight

    def nearness(self, vector: Vector, at: int) -> float:
        """0 to 1: how much the headline belongs here; less for a topic that has been silent."""
        average = _dot(vector, self.total) / len(self.members)
        best = max(_dot(vector, member) for member in self.members[-40:])
        silence = max(at - self.last, 0)
        return (0.7 * average + 0.3 * best) * math.exp2(-silence / _HALF_LIFE)


class _Topics:
    def __init__(self) -> None:
        self._topics: dict[int, _Topic] = {}
        self._with_word: dict[str, dict[int, None]] = defaultdict(dict)
        self._into: dict[int, int] = {}
        self._new = 0

    def put(self, id: int, vector: Vector, at: int) -> None:
        topic = self._topics.get(id) or self._topics.setdefault(id, _Topic(id))
        topic.put(vector, at)
        for word in vector:
            self._with_word[word][id] = None

    def add(self, vector: Vector, at: int) -> int:
        """The topic the headline goes to; two topics it shows to be one are made one."""
        near = sorted(
            ((topic.nearness(vector, at), topic) for topic in self._candidates(vector, at)),
            key=lambda pair: (-pair[0], abs(pair[1].id)),
        )
        fitting = [topic for nearness, topic in near[:3] if nearness >= JOIN]
        if not fitting:
            self._new -= 1
            self.put(self._new, vector, at)
            return self._new
        home = fitting[0]
        self.put(home.id, vector, at)
        for other in fitting[1:]:
            home = self._merge_if_one(home, other)
        return home.id

    def now(self, id: int) -> int:
        """The id under which a topic goes on after merges."""
        while id in self._into:
            id = self._into[id]
        return id

    def merges(self) -> dict[int, int]:
        return {id: self.now(id) for id in self._into if id > 0}

    def _candidates(self, vector: Vector, at: int) -> list[_Topic]:
        """Topics sharing the headline's heaviest words, the most promising ones only."""
        promise: dict[int, float] = {}
        for word in heapq.nlargest(_OPENING_WORDS, vector, key=lambda word: (vector[word], word)):
            # Rare words find the candidates; once there are enough of them, common words only weigh those found.
            for id in self._with_word.get(word, ()) if len(promise) < _CANDIDATES else list(promise):
                topic = self._topics[id]
                if at - WINDOW <= topic.first and topic.last <= at + WINDOW and word in topic.total:
                    promise[id] = promise.get(id, 0.0) + vector[word] * topic.total[word] / len(topic.members)
        best = heapq.nlargest(_CANDIDATES, promise, key=lambda id: (promise[id], -abs(id)))
        return [self._topics[id] for id in best]

    def _merge_if_one(self, one: _Topic, other: _Topic) -> _Topic:
        similarity = _dot(one.total, other.total) / (len(one.members) * len(other.members))
        span = max(one.last, other.last) - min(one.first, other.first)
        if similarity < MERGE or span > WINDOW:
            return one
        # Stored ids are above 0 and the older the smaller; ours are below 0.
        older, younger = sorted((one, other), key=lambda topic: (topic.id < 0, abs(topic.id)))
        for vector in younger.members:
            self.put(older.id, vector, older.last)
        older.first, older.last = min(older.first, younger.first), max(older.last, younger.last)
        for word in younger.total:
            self._with_word[word].pop(younger.id, None)
        del self._topics[younger.id]
        self._into[younger.id] = older.id
        return older
