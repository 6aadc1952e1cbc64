"""What the topics say: how they stand, their rows, what is told of the chosen one."""

from typing import TYPE_CHECKING, NamedTuple

from domain.news import Feed, Headline
from domain.posts import Post
from domain.times import DAY
from screens import facts
from widgets.bar import Part
from widgets.outline import Item
from widgets.page import Block, Fact, Heading, Words
from widgets.theme import Signs
from widgets.topics import DANGER_INK, curve
from wording import _, figures, labels, n_
from wording import topics as words
from wording.failures import failure

if TYPE_CHECKING:
    from desk.topics import RankedTopic, Topics

OFFERED = 5
"""Posts, and comments, that are offered under a topic."""


class Known(NamedTuple):
    """What was read of the store for this place."""

    topics: "Topics"
    feeds: list[Feed]


class Links(NamedTuple):
    """What of ours speaks of the topics."""

    posts: dict[int, list[Post]]
    """Our posts about a topic."""
    comments: dict[int, list[int]]
    """Comments that speak of it, the newest first."""
    said: dict[int, str]
    """What the newest of these comments say."""


def stand(known: Known, now: int) -> tuple[list[Part], list[Part]]:
    """How many topics of a day there are, dangerous and ours among them; how many feeds are in trouble."""
    today = [one for one in known.topics.shown if one.topic.last_at > now - DAY]
    told = n_("{n} topic in 24 hours", "{n} topics in 24 hours", len(today)).format(n=len(today))
    parts = [Part(f" {told}", "foreground")]
    for danger in ("forbidden", "caution"):
        if count := sum(one.gate.danger == danger for one in today):
            parts.append(Part(f"   {count} {words.danger(danger)}", DANGER_INK[danger], True))
    if count := sum(bool(one.ours) for one in today):
        parts.append(Part(f"   {count} {_('ours')}", "success", True))
    failing = sum(bool(feed.error) for feed in known.feeds)
    right = [Part(n_("{n} feed in trouble ", "{n} feeds in trouble ", failing).format(n=failing), "error", True)]
    return parts, right if failing else []


def topic_item(one: "RankedTopic", signs: Signs) -> Item:
    """Its direction, title, outlets, rise, curve, and whether it is ours or dangerous."""
    heat = one.heat
    outlets = n_("{n} outlet", "{n} outlets", heat.outlets).format(n=heat.outlets)
    flag = words.danger(one.gate.danger) if one.gate.danger != "safe" else _("ours") if one.ours else ""
    ink = DANGER_INK[one.gate.danger] if one.gate.danger != "safe" else "success"
    right = [Part(f"{outlets:>9}{figures.decimal(heat.rise, 1):>5}× ", "muted")]
    if drawn := curve(one.curve, ascii=signs.ascii):
        right.append(Part(f"{drawn} ", "accent" if heat.direction == "rising" else "muted"))
    right.append(Part(f"{flag:>7} ", ink))
    fading = "muted" if heat.direction == "fading" else "foreground"
    many = len({headline.story for headline in one.headlines}) > 1
    title = f"{one.topic.title} ({len(one.headlines)})" if many else one.topic.title
    rising = "warning" if heat.direction == "rising" else "muted"
    return Item(("topic", one.topic.id), signs.direction[heat.direction], title, tuple(right), fading, rising)


def link_items(links: Links, topic: int) -> list[Item]:
    """What of ours speaks of it: enter opens it."""
    posts, comments = links.posts.get(topic, ()), links.comments.get(topic, ())
    said = ((id, links.said.get(id, "")) for id in comments[:OFFERED])
    ours = (Part(f"{_('our post')} ", "success"),)
    citizens = (Part(f"{_('citizens')} ", "accent"),)
    return [
        *(Item(("posts", post.id), "", f"  P{post.id} {post.title}", ours) for post in posts),
        *(Item(("comments", id), "", f"  K{id} {text}", citizens) for id, text in said),
    ]


def headline_item(headline: Headline, now: int, zone: str) -> Item:
    """Its title, outlet and time."""
    when = figures.when(headline.published_at, now, zone) if headline.dated else _("no date")
    right = (Part(f"{headline.outlet}  {when} ", "muted"),)
    return Item(("headline", headline.id), "", f"    {headline.title}", right, "muted")


def mute_item(id: int, sort: str, what: str) -> Item:
    """What is muted, and of which sort it is."""
    sorts = {"topic": _("topic"), "outlet": _("outlet"), "word": _("word")}
    return Item(("mute", id), "", what, (Part(f"{sorts[sort]} ", "muted"),), "muted")


def feed_item(feed: Feed, signs: Signs, now: int, zone: str) -> Item:
    """How it is: when it answered, or why it does not."""
    if feed.error:
        again = _("again {time}").format(time=figures.when(feed.retry_at, now, zone)) if feed.retry_at > now else ""
        why = Part(failure(feed.error, feed.error_params), "error")
        right = (why, Part(f"  {again} " if again else " ", "muted"))
        return Item(("feed", feed.id), "!", feed.title or feed.url, right, name_ink="error")
    when = figures.ago(feed.fetched_at, now, zone) if feed.fetched_at else _("not fetched yet")
    undated = n_("{n} without a date", "{n} without dates", feed.undated).format(n=feed.undated)
    told = (*((Part(f"{undated}  ", "warning"),) if feed.undated else ()), Part(f"{when} ", "muted"))
    well = signs.moment["published"]
    return Item(("feed", feed.id), well, feed.title or feed.url, told, "muted", "success")


def topic_blocks(one: "RankedTopic", links: Links, now: int, zone: str) -> list[Block]:
    """Why it stands where it does, what of ours speaks of it, its headlines."""
    blocks = facts.topic_facts(one, now, zone)
    if posts := links.posts.get(one.topic.id):
        names = " · ".join(f"P{post.id} {post.title}" for post in posts)
        blocks.append(Fact(_("posts"), (Part(names, "accent"),)))
    if about := links.comments.get(one.topic.id):
        told = n_("{n} comment speaks of it", "{n} comments speak of it", len(about)).format(n=len(about))
        names = ", ".join(f"K{id}" for id in about[:4])
        blocks.append(Fact(_("citizens"), (Part(told, "accent"), Part(f"  {names}", "foreground"))))
    if one.topic.owner:
        blocks.append(Fact(_("owner"), (Part(labels.person(one.topic.owner), "accent"),)))
    if one.topic.watched_by:
        who = ", ".join(map(labels.person, one.topic.watched_by))
        blocks.append(Fact(_("watched"), (Part(who, "foreground"),)))
    blocks += [None, Heading(_("Headlines"), figures.number(len(one.headlines)))]
    return blocks + facts.headline_blocks(one.headlines, now, zone)


def headline_blocks(headline: Headline, now: int, zone: str) -> list[Block]:
    """Its title, time and summary, and where it is to be read."""
    when = figures.when(headline.published_at, now, zone)
    if not headline.dated:
        when = _("no date of its own; first seen {time}").format(time=when)
    blocks: list[Block] = [None, Words(headline.title, "bright", True), Words(when, "muted"), None]
    blocks.append(Words(headline.summary or _("The feed gives no summary."), "foreground"))
    return [*blocks, None, Words(headline.link, "accent")] if headline.link else blocks


def feed_blocks(feed: Feed, now: int, zone: str) -> list[Block]:
    """Where it lies, and how it is."""
    blocks: list[Block] = [None, Words(feed.url, "accent")]
    if feed.fetched_at:
        blocks.append(Fact(_("answered"), (Part(figures.when(feed.fetched_at, now, zone), "foreground"),)))
    if feed.error:
        since = figures.when(feed.failing_since, now, zone)
        why = _("{why} (since {time})").format(why=failure(feed.error, feed.error_params), time=since)
        blocks.append(Fact(_("trouble"), (Part(why, "error"),)))
    if feed.retry_at > now:
        blocks.append(Fact(_("asked again"), (Part(figures.when(feed.retry_at, now, zone), "foreground"),)))
    if feed.moved_to:
        blocks.append(Fact(_("moved to"), (Part(feed.moved_to, "warning"),)))
    return blocks
