"""What of the news is ours: the agency's words, programmes and places, and the posts and comments that speak of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from desk.desk import Desk
from domain.agency import Keyword, Programme
from domain.comments import Comment, CommentRow
from domain.news import Headline
from domain.posts import Post
from domain.times import DAY
from domain.topics import Ours

if TYPE_CHECKING:
    from desk.topics import RankedTopic
    from feeds.matching import Matcher

SHARE = 0.2
"""Of a topic's headlines that must speak of something of ours for the topic to be ours."""
LOOKED_BACK = 7 * DAY
"""Comments and posts are about a topic only if they were written this shortly before now."""

_MOST_COMMENTS = 5_000
"""The newest that are looked through: a flood is about what everybody sees anyway."""
_KEY_WORDS = 8
_RARE, _COMMON = 7.0, 5.0
"""Two words in common are needed, one so rare and the other not more common than so (`feeds.rarity`)."""


def matcher(desk: Desk) -> "Matcher":
    """Finds what the agency looks for, as the settings have it now."""
    from feeds.matching import Interest, Matcher

    interests = [Interest(one.word, one.sort, one.word) for one in desk.store.repo("keywords", Keyword).all()]
    for programme in desk.store.repo("programmes", Programme).all():
        words = dict.fromkeys((programme.name, *programme.words))
        interests += [Interest(word, "programme", programme.name) for word in words]
    return Matcher(interests)


def ours(found: "Matcher", members: Sequence[Headline]) -> Ours:
    """What of a topic is ours, by its headlines."""
    count, names = Counter[tuple[str, str]](), dict[tuple[str, str], None]()
    for one in members:
        told = {(hit.interest.sort, hit.interest.name) for hit in found.found(one.title, one.summary)}
        count.update(told)
        names |= dict.fromkeys(sorted(told))
    enough = [key for key in names if count[key] >= SHARE * len(members)]

    def of(sort: str) -> tuple[str, ...]:
        return tuple(name for one, name in enough if one == sort)

    return Ours(programmes=of("programme"), keywords=of("word"), places=of("place"))


class _Said(msgspec.Struct, gc=False):
    text: str = ""


def posts_about(desk: Desk, one: "RankedTopic") -> list[Post]:
    """Our posts that were made of the topic, and those of the last days that speak of the same; the newest first."""
    topic, keys, since = one.topic.id, key_words(one.headlines), desk.now() - LOOKED_BACK
    found = [
        post
        for post in desk.store.repo("posts", Post).all()
        if post.topic == topic
        or (post.created_at > since and _speaks(f"{post.title} {post.gist} {post.caption}", keys))
    ]
    return sorted(found, key=lambda post: (post.topic != topic, -post.id))


def comments_about(
    desk: Desk, rows: Mapping[int, CommentRow], topics: Mapping[int, Sequence[Headline]]
) -> dict[int, list[int]]:
    """For each topic the ids of the comments of the last days that speak of what its headlines tell, the newest first.

    Reads the texts of up to 5,000 comments: off the event loop.
    """
    from feeds.words import words as words_of

    keys = {topic: words for topic, members in topics.items() if len(words := key_words(members)) > 1}
    known, since = {word for one in keys.values() for word in one}, desk.now() - LOOKED_BACK
    recent = sorted((id for id, row in list(rows.items()) if row.written_at > since), reverse=True)[:_MOST_COMMENTS]
    found: dict[int, list[int]] = {}
    for id, said in desk.store.repo("comments", Comment).rows(_Said, recent):
        told = known.intersection(words_of(said.text)[0])
        if len(told) > 1:
            for topic, wanted in keys.items():
                if _enough(told, wanted):
                    found.setdefault(topic, []).append(id)
    return found


def key_words(members: Sequence[Headline]) -> dict[str, float]:
    """The words by which a topic is known, and how rare each is: those that a third of its titles have."""
    from feeds.rarity import Window
    from feeds.words import words

    window, count = Window(DAY), Counter[str]()
    for one in members:
        count.update(words(one.title, one.outlet)[0])
    often = [word for word, times in count.items() if times >= max(1, len(members) / 3) and word.isalpha()]
    rare = {word: window.rarity(word) for word in often}
    rarest = sorted(rare, key=lambda word: (-rare[word], word))[:_KEY_WORDS]
    return {word: rare[word] for word in rarest if rare[word] >= _COMMON}


def _speaks(text: str, keys: Mapping[str, float]) -> bool:
    from feeds.words import words

    return _enough(words(text)[0], keys)


def _enough(said: Collection[str], keys: Mapping[str, float]) -> bool:
    shared = [keys[word] for word in said if word in keys]
    return len(shared) > 1 and max(shared) >= _RARE
