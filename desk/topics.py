"""Topics at the desk: the hottest first, what is ours, what is dangerous; muting, watching, what is made of them.

Muting hides at display: nothing is thrown away, so lifting it brings everything back.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from desk import clarifications, editing, relevance
from desk.desk import Desk, Step
from domain.news import Headline, Heat, Topic
from domain.outcomes import Done, Outcome
from domain.posts import Post
from domain.text import storable
from domain.times import DAY
from domain.topics import Gate, Mute, Ours
from feeds import rank

LISTED = 100
"""So many topics are listed; what is colder nobody reads."""
FRESH = 3 * DAY
"""A topic of which nothing was told for so long is listed no more."""
SOURCES = 5
"""Headlines of a topic that a draft takes as its sources."""
HASHTAGS = 3
GIST = 140
"""Characters of a gist."""

_LOOKED_AT = 30
"""The newest headlines of a topic that say whether it is ours, or dangerous."""

_CALLED = {
    "death": "Kabar duka",
    "accident": "Kecelakaan",
    "politics": "Politik",
    "sara": "Kerukunan",
    "crime": "Perkara hukum",
    "war": "Konflik bersenjata",
    "protest": "Unjuk rasa",
    "hoax": "Cek fakta",
    "fact_check": "Cek fakta",
    "bait": "Perlu diperiksa",
    "watchlist": "Masa politik",
}
"""What a draft of a flagged topic is called, so that no person's name is taken over from a headline."""


class RankedTopic(NamedTuple):
    """A topic as the panel shows it."""

    topic: Topic
    heat: Heat
    headlines: list[Headline]
    """Newest first; of muted outlets none."""
    gate: Gate = Gate()
    ours: Ours = Ours()
    curve: tuple[int, ...] = ()
    """Headlines in each three hours of the last 24, the oldest first."""
    leaps: bool = False
    """It jumps just now."""

    @property
    def score(self) -> float:
        """By what topics are ordered: the heat, twice or three times where it is ours."""
        return self.heat.value * self.ours.factor

    @property
    def address(self) -> str:
        """The newest headline's address; empty where none has one."""
        return next((headline.link for headline in self.headlines if headline.link), "")


class Story(NamedTuple):
    """One event of a topic."""

    title: str
    headlines: list[Headline]
    """Newest first."""


class Topics(NamedTuple):
    """What is listed."""

    shown: list[RankedTopic]
    muted: list[RankedTopic]
    """Topics that are kept out of sight."""
    mutes: list[Mute]
    """Why they are."""


# Reading


def listed(desk: Desk, now: int) -> Topics:
    """The topics with their headlines, the hottest first, those of the muted apart. Off the event loop."""
    mutes = list(desk.store.repo("mutes", Mute).all())
    silenced = {one.what.casefold() for one in mutes if one.sort == "outlet"}
    out_of_sight = {one.topic for one in mutes if one.sort == "topic"}
    words = [one.what for one in mutes if one.sort == "word"]
    shown, muted = list[RankedTopic](), list[RankedTopic]()
    for one in hottest(desk, now, now - FRESH):
        heard = [headline for headline in one.headlines if headline.outlet.casefold() not in silenced]
        if one.topic.id in out_of_sight or not heard or _said(one, words):
            muted.append(one)
        elif len(heard) < len(one.headlines):
            shown.append(one._replace(headlines=heard, heat=rank.heat(heard, now)))
        else:
            shown.append(one)
    return Topics(_judged(desk, shown, now), muted[:LISTED], mutes)


def topics(desk: Desk, now: int) -> list[RankedTopic]:
    """Those that are shown."""
    return listed(desk, now).shown


def hottest(desk: Desk, now: int, since: int = 0) -> list[RankedTopic]:
    """All topics of which something was told since, by their heat alone."""
    members = defaultdict[int, list[Headline]](list)
    for headline in desk.store.repo("headlines", Headline).all():
        members[headline.topic].append(headline)
    found = []
    for topic in desk.store.repo("topics", Topic).all():
        newest_first = sorted(members.get(topic.id, ()), key=lambda one: (-one.published_at, one.id))
        if newest_first and newest_first[0].published_at > since:
            found.append(RankedTopic(topic, rank.heat(newest_first, now), newest_first))
    return sorted(found, key=lambda one: (-one.heat.value, -one.topic.last_at, one.topic.id))


def _judged(desk: Desk, hottest: list[RankedTopic], now: int) -> list[RankedTopic]:
    """The hottest with all that is told of them, ordered by what they are to us."""
    from desk.restraint import watchlist
    from feeds.gate import gate

    interests = relevance.matcher(desk)
    found = []
    for one in hottest[:LISTED]:
        newest = one.headlines[:_LOOKED_AT]
        found.append(
            one._replace(
                gate=gate(newest, watchlist(desk, " · ".join(headline.title for headline in newest))),
                ours=relevance.ours(interests, newest),
                curve=rank.curve(one.headlines, now),
                leaps=rank.leaps(one.headlines, now),
            )
        )
    return sorted(found, key=lambda one: (-one.score, -one.topic.last_at, one.topic.id))


def _said(one: RankedTopic, words: Sequence[str]) -> bool:
    """Whether one of these words stands in the topic's title, or in half of its titles."""
    if not words:
        return False
    from feeds.matching import Interest, Matcher

    matcher = Matcher(Interest(word, "word", word) for word in words)
    if matcher.found(one.topic.title):
        return True
    return 2 * sum(bool(matcher.found(headline.title)) for headline in one.headlines) >= len(one.headlines)


def stories(one: RankedTopic) -> list[Story]:
    """The events of a topic, the one told most first; each called by its likest headline."""
    from feeds.cluster import representative
    from feeds.words import bare_title

    by_number = defaultdict[int, list[Headline]](list)
    for headline in one.headlines:
        by_number[headline.story].append(headline)
    found = []
    for told in by_number.values():
        likest = representative(told)
        found.append(Story(bare_title(likest.title, likest.outlet), told))
    return sorted(found, key=lambda story: (-len(story.headlines), -story.headlines[0].published_at))


def jumping(shown: Iterable[RankedTopic], actor: str) -> list[RankedTopic]:
    """The topics this admin watches that jump just now."""
    return [one for one in shown if one.leaps and actor in one.topic.watched_by]


# Out of sight, and in the eye


def mute_topic(desk: Desk, id: int) -> Outcome:
    """Keep a topic out of sight, whatever is told of it."""
    with desk.step("topic.mute") as step:
        topic = step.read("topics", Topic, id)
        _mute(desk, step, Mute(sort="topic", topic=id, what=topic.title, by=desk.actor, at=step.at))
    return step.outcome


def mute(desk: Desk, sort: str, what: str) -> Outcome:
    """Keep what an `outlet` tells, or topics with a `word`, out of sight."""
    with desk.step("topic.mute") as step:
        what = storable(" ".join(what.split()), 100)
        if not what:
            step.refuse("nothing_to_mute")
        record = Mute(sort="outlet" if sort == "outlet" else "word", what=what, by=desk.actor, at=step.at)
        _mute(desk, step, record)
    return step.outcome


def _mute(desk: Desk, step: Step, record: Mute) -> None:
    same = (record.sort, record.topic or record.what.casefold())
    if any((one.sort, one.topic or one.what.casefold()) == same for one in desk.store.repo("mutes", Mute).all()):
        step.refuse("muted_already", name=record.what)
    step.params["name"] = record.what
    step.insert("mutes", record)


def read_mute(line: str, outlets: Iterable[str]) -> tuple[str, str]:
    """Read what is to be muted: one of these outlets by its name, or the beginning of it; else a word."""
    wanted = " ".join(line.casefold().split())
    found = [one for one in dict.fromkeys(outlets) if wanted and one.casefold().startswith(wanted)]
    return ("outlet", found[0]) if len(found) == 1 else ("word", line)


def unmute(desk: Desk, id: int) -> Outcome:
    """Lift a mute."""
    with desk.step("topic.unmute") as step:
        step.params["name"] = step.read("mutes", Mute, id).what
        step.delete("mutes", id)
    return step.outcome


def watch(desk: Desk, id: int) -> Outcome:
    """Watch a topic, or stop it: who watches is told when it jumps."""
    with desk.step("topic.watch") as step:
        topic = step.read("topics", Topic, id)
        watched = desk.actor not in topic.watched_by
        others = tuple(one for one in topic.watched_by if one != desk.actor)
        step.params |= {"watched": watched, "title": topic.title}
        step.update("topics", id, {"watched_by": (*others, desk.actor) if watched else others})
    return step.outcome


def hand(desk: Desk, id: int, to: str) -> Outcome:
    """Give a topic to a colleague, who watches it from now on."""
    with desk.step("topic.hand", to=to) as step:
        topic = step.read("topics", Topic, id)
        watched_by = topic.watched_by if to in topic.watched_by else (*topic.watched_by, to)
        step.update("topics", id, {"owner": to, "watched_by": watched_by})
    return step.outcome


# What is made of a topic


def draft(desk: Desk, one: RankedTopic, *, sure: bool = False) -> Outcome:
    """Make a draft of a topic: title, gist, sources, hashtags; it has no account and no time yet.

    Refused as `topic_flagged` where the topic is flagged and the admin is not `sure`. The draft of a flagged one takes
    over no sentence of a headline, so no person's name, and is to be verified like all.
    """
    topic, flagged = one.topic, one.gate.danger != "safe"
    with desk.step("post.draft") as step:
        if flagged and not sure:
            step.refuse("topic_flagged", title=topic.title)
        drafts = desk.store.repo("posts", Post).all()
        if any(post.topic == topic.id and post.state == "draft" for post in drafts):
            step.refuse("draft_exists")
        title = _plain_title(one) if flagged else topic.title
        post = Post(
            title=storable(title, 300),
            gist="" if flagged else _gist(one),
            owner=desk.actor,
            topic=topic.id,
            sources=_sources(one),
            hashtags=hashtags(one),
            created_at=step.at,
        )
        step.params |= {"post": step.insert("posts", post), "title": title}
    return step.outcome


def add_to(desk: Desk, one: RankedTopic, post: int, *, rev: int | None = None) -> Outcome:
    """Add a topic's sources to a post that is there; the post is of that topic now, where it was of none."""
    with desk.step("topic.add_to") as step:
        stored = step.read("posts", Post, post)
        new = tuple(link for link in _sources(one) if link not in stored.sources)
        if not new and stored.topic == one.topic.id:
            step.refuse("sources_there", name=f"P{post}")
        with desk.joined(step):
            if new:
                edited = editing.edit(desk, post, "sources", (*stored.sources, *new), rev=rev)
                if not isinstance(edited, Done):
                    step.give_up(edited)
        if not stored.topic:
            step.update("posts", post, {"topic": one.topic.id})
        step.params |= {"name": f"P{post}", "n": len(new), "post": post}
    return step.outcome


def clarify(desk: Desk, one: RankedTopic, claim: str = "") -> Outcome:
    """Open a clarification sheet on what is said there; without words of the admin's it is the topic's title."""
    return clarifications.open_from(desk, claim or one.topic.title, topic=one.topic.id)


def _sources(one: RankedTopic) -> tuple[str, ...]:
    """The addresses of the newest headlines, one an outlet first."""
    by_outlet: dict[str, str] = {}
    for headline in one.headlines:
        if headline.link:
            by_outlet.setdefault(headline.outlet, headline.link)
    rest = [headline.link for headline in one.headlines if headline.link]
    return tuple(dict.fromkeys((*by_outlet.values(), *rest)))[:SOURCES]


_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])")


def _gist(one: RankedTopic) -> str:
    """The first sentence of a summary, where it fits; what outlets put before it goes."""
    from feeds.words import without_dateline

    for headline in one.headlines:
        first = _SENTENCE_END.split(without_dateline(headline.summary))[0].strip()
        if 20 <= len(first) <= GIST and first[-1:] in ".!?":
            return first
    return ""


def _plain_title(one: RankedTopic) -> str:
    """What a flagged topic is about in words of ours: the kind of matter, and the place where it is one of ours."""
    reason = one.gate.reasons[0]
    matter = _CALLED.get(reason.concern) or reason.word.capitalize()
    return " · ".join((matter, *one.ours.places[:2])) if one.ours.places else f"{matter} (T{one.topic.id})"


def hashtags(one: RankedTopic) -> tuple[str, ...]:
    """At most three: of ours, and of what the titles name together. Of a flagged topic only places and the disaster."""
    if one.gate.danger != "safe":
        disaster = [reason.word for reason in one.gate.reasons if reason.concern == "disaster"]
        found = [*disaster, *one.ours.places]
    else:
        found = [*one.ours.programmes, *_pairs(one), *one.ours.keywords, *one.ours.places]
    tags = dict.fromkeys(tag for words in found if (tag := _camel(words)))
    return tuple(tags)[:HASHTAGS]


def _camel(words: str) -> str:
    parts = re.findall(r"[^\W_]+", words)
    joined = "".join(part if part.isupper() else part.capitalize() for part in parts)
    return f"#{joined}" if 3 <= len(joined) <= 30 and not joined.isdigit() else ""


def _pairs(one: RankedTopic) -> list[str]:
    """Two words side by side that half of the titles have, the rarest first."""
    from feeds.rarity import Window
    from feeds.stopwords import STOPWORDS
    from feeds.words import bare_title

    window, count = Window(DAY), Counter[tuple[str, str]]()
    for headline in one.headlines:
        tokens = re.findall(r"[^\W_]+", bare_title(headline.title, headline.outlet))
        pairs = pairwise(tokens)
        count.update({pair for pair in pairs if not {word.casefold() for word in pair} & STOPWORDS})
    half = [pair for pair, times in count.items() if times >= max(2, len(one.headlines) / 2)]
    rare = {pair: sum(window.rarity(word.casefold()) for word in pair) for pair in half}
    return [" ".join(pair) for pair in sorted(half, key=lambda pair: (-count[pair], -rare[pair], pair))]
