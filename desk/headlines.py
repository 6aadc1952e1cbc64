"""Headlines in the store: the new ones under the topic they belong to, the old ones forgotten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from desk.desk import Desk, Step
from domain.news import Feed, Headline, Topic
from domain.times import DAY

KEPT = 14 * DAY
"""Headlines are kept for this long after they appeared, and as long as their feed lists them."""
TOPICS_KEPT = 90 * DAY
"""A topic is remembered for this long after its last headline."""


def fresh(desk: Desk, told: Iterable[Headline]) -> list[Headline]:
    """Those of the headlines that the store does not hold."""
    known = {(one.feed, one.key) for one in desk.store.repo("headlines", Headline).all()}
    return [one for one in told if (one.feed, one.key) not in known]


def keep(desk: Desk, step: Step, new: list[Headline]) -> None:
    """Store new headlines, each under a topic that is there or a new one; topics that prove to be one become one.

    The caller sees to it that no other process forms topics at the same time.
    """
    from feeds.cluster import group
    from feeds.stories import WINDOW

    if not new:
        return
    first = min(one.published_at for one in new) - WINDOW
    last = max(one.published_at for one in new) + WINDOW
    stored = list(desk.store.repo("headlines", Headline).all())
    grouping = group([one for one in stored if first <= one.published_at <= last], new)
    members = defaultdict[int, list[Headline]](list)
    for one in stored:
        story = grouping.merged_stories.get(one.story, one.story)
        topic = grouping.merged.get(one.topic, one.topic)
        if (story, topic) != (one.story, one.topic):
            step.update("headlines", one.id, {"story": story, "topic": topic})
        members[topic].append(one)
    for one, topic in zip(new, grouping.topics, strict=True):
        members[topic].append(one)
    ids = {topic: _save_topic(step, topic, members[topic]) for topic in sorted(set(grouping.topics), reverse=True)}
    newest = max((one.story for one in stored), default=0)
    for one, story, topic in zip(new, grouping.stories, grouping.topics, strict=True):
        story = story if story > 0 else newest - story
        step.insert("headlines", msgspec.structs.replace(one, story=story, topic=ids[topic]))
    for merged in grouping.merged:
        _drop_topic(step, merged)


def _save_topic(step: Step, id: int, members: list[Headline]) -> int:
    """Store what the topic is now, as a new one where `id` is below 0; its id."""
    from feeds.cluster import representative
    from feeds.words import bare_title

    likest = representative(members)
    topic = Topic(
        title=bare_title(likest.title, likest.outlet),
        first_at=min(one.published_at for one in members),
        last_at=max(one.published_at for one in members),
        outlets=len({one.outlet for one in members}),
        headlines=len(members),
    )
    stored = step.get("topics", id) if id > 0 else None
    if stored is None:
        return step.insert("topics", topic)
    now: dict[str, Any] = {
        "title": topic.title,
        # Its first headlines may be forgotten already.
        "first_at": min(topic.first_at, stored.get("first_at", topic.first_at)),
        "last_at": topic.last_at,
        "outlets": max(topic.outlets, stored.get("outlets", 0)),
        "headlines": max(topic.headlines, stored.get("headlines", 0)),
    }
    if changed := {field: value for field, value in now.items() if stored.get(field) != value}:
        step.update("topics", id, changed)
    return id


def forget_old(desk: Desk, documents: Mapping[int, list[Headline]], now: int) -> None:
    """Remove headlines older than `KEPT`, and topics that have none left and are older than `TOPICS_KEPT`.

    What a feed still lists stays: removed, it would come back as news. So only feeds whose document has just been read
    are looked through, and what comes from no feed that is asked.

    Args:
        documents: what the feeds that answered list now.
        now: UTC milliseconds.
    """
    listed = {(feed, one.key) for feed, document in documents.items() for one in document}
    asked = {feed.id for feed in desk.store.repo("feeds", Feed).all() if feed.kind == "url"}
    old, alive = list[Headline](), set[int]()
    for one in desk.store.repo("headlines", Headline).all():
        stays = max(one.published_at, one.seen_at) > now - KEPT or (one.feed, one.key) in listed
        if stays or (one.feed in asked and one.feed not in documents):
            alive.add(one.topic)
        else:
            old.append(one)
    with desk.step("feeds.forget", audit="none") as step:
        for one in old:
            step.delete("headlines", one.id)
        for topic in step.repo("topics", Topic).all():
            if topic.id not in alive and topic.last_at <= now - TOPICS_KEPT:
                _drop_topic(step, topic.id)


def _drop_topic(step: Step, id: int) -> None:
    if step.get("topics", id) is not None:
        step.delete("topics", id)
