"""Headlines become stories, and stories topics: one event however many outlets write of it, in its wider matter."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from domain.news import Headline
from domain.times import DAY, HOUR
from feeds.likeness import Vector, dot, look
from feeds.rarity import Window
from feeds.stories import WINDOW, Stories, Story
from feeds.threads import Threads
from language import titles

_TITLES_LOOKED_AT = 3


class Grouping(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the new headlines. Numbers below 0 are of new stories and topics."""

    stories: list[int]
    """For each new headline in the order given, its story."""
    topics: list[int]
    """For each new headline in the order given, its topic."""
    merged_stories: dict[int, int]
    """Known stories that turned out to be part of an older one: number -> the older number."""
    merged: dict[int, int]
    """Known topics that turned out to be part of an older one: id -> the older id."""


def group(known: Iterable[Headline], fresh: Iterable[Headline]) -> Grouping:
    """Give each new headline a story and a topic: those that are there, or new ones.

    A story lives 72 hours; a topic as long as there are stories of it within a day of each other. Depends on nothing
    but its arguments; the order of `fresh` does not matter: they are taken by the hour, and within it by title.

    Args:
        known: headlines that have their topic. Those further than 72 hours from all new ones may be left out.
        fresh: headlines without one.
    """
    fresh = list(fresh)
    stories, threads, numbers = Stories(), Threads(), dict[Story, int]()
    stored = dict[tuple[int, int], Story]()
    for one in sorted((one for one in known if one.topic), key=_by_time):
        # What was stored before there were stories has none: its topic was one.
        key = (one.story, 0 if one.story else one.topic)
        if key not in stored:
            stored[key] = story = stories.open(one.published_at)
            story.topic, numbers[story] = one.topic, one.story
        stories.put(stored[key], one.title, one.outlet, one.summary, one.published_at)
    homes = dict[int, Story]()
    for place in sorted(range(len(fresh)), key=lambda place: _in_turn(fresh[place])):
        one = fresh[place]
        homes[place] = stories.add(one.title, one.outlet, one.summary, one.published_at, phrase=one.traffic > 0)
    merged_stories = _settle(stories, threads, numbers)
    now = [stories.now(homes[place]) for place in range(len(fresh))]
    for story in stored.values():
        if story not in stories.into:
            threads.put(story)
    for story in sorted(set(now), key=lambda story: (story.first, story.number)):
        threads.place(story)
    opened = {story: -count for count, story in enumerate(dict.fromkeys(now), 1)}
    return Grouping(
        stories=[numbers.get(story) or opened[story] for story in now],
        topics=[threads.now(story.topic) for story in now],
        merged_stories=merged_stories,
        merged={topic: threads.now(topic) for topic in threads.into if topic > 0},
    )


def _settle(stories: Stories, threads: Threads, numbers: dict[Story, int]) -> dict[int, int]:
    """Stored stories that became one go on under the smallest number, as do their topics; number -> number."""
    became = defaultdict[Story, list[Story]](list)
    for story in stories.into:
        if story in numbers:
            became[stories.now(story)].append(story)
    merged = dict[int, int]()
    for end, others in became.items():
        given = [number for number in (numbers[story] for story in (end, *others)) if number]
        numbers[end] = min(given, default=0)
        merged |= {number: numbers[end] for number in given if number != numbers[end]}
        for story in others:
            threads.merge(story.topic, end.topic)
    return merged


def representative(members: list[Headline]) -> Headline:
    """The member most like all the others, the earliest of equals: its title stands for the topic.

    Only the day before the newest one counts: a topic is called what it is about now. Of the three that are most like
    the others, the first whose title is no clickbait.
    """
    order = sorted(members, key=_by_time)
    order = [one for one in order if one.published_at > order[-1].published_at - DAY]
    if len(order) == 1:
        return order[0]
    window = Window(WINDOW)
    vectors = [look(window, one.title, one.outlet, one.summary, one.published_at).vector for one in order]
    total: Vector = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    likeness = [round(dot(vector, total), 9) for vector in vectors]
    likest = sorted(range(len(order)), key=lambda place: (-likeness[place], place))[:_TITLES_LOOKED_AT]
    plain = (place for place in likest if titles.check(order[place].title).flag != "clickbait")
    return order[next(plain, likest[0])]


def _in_turn(headline: Headline) -> tuple[int, str, str]:
    """By the hour, and within it by title: which outlet was a minute earlier is chance, and must not decide."""
    return headline.published_at // HOUR, headline.title, headline.key


def _by_time(headline: Headline) -> tuple[int, str]:
    return headline.published_at, headline.key
