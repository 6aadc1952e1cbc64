"""Feeds: adding and removing them, asking them."""

import fcntl
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from desk import headlines
from desk.desk import Desk, ReadOnlyDesk, Step
from domain.news import Feed, Headline
from domain.outcomes import Outcome, Refused
from domain.text import storable
from domain.times import MINUTE, UnknownZone
from domain.times import zone as known_zone
from feeds.failures import Failed, FeedError

if TYPE_CHECKING:
    from feeds.ask import Answer, News
    from feeds.document import Parsed

INTERVAL = 15 * MINUTE
"""A healthy feed is asked again after this."""


class FeedNews(msgspec.Struct, frozen=True, kw_only=True):
    """What became of asking one feed."""

    feed: int
    url: str
    title: str
    new: int = 0
    """Headlines that were not there before."""
    error: str = ""
    """A code of `feeds.failures.CODES`; empty: it is healthy."""
    params: dict[str, str] = {}
    retry_at: int = 0
    """When a failing feed is asked again, in UTC milliseconds; 0 for a healthy one, or never."""


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of asking the feeds."""

    feeds: tuple[FeedNews, ...] = ()
    """Those that were asked."""
    busy: bool = False
    """Another process is asking them; nothing was done."""

    @property
    def new(self) -> int:
        """New headlines of all feeds."""
        return sum(one.new for one in self.feeds)


def feeds(desk: Desk) -> list[Feed]:
    """The feeds, in the order they were added."""
    return list(desk.store.repo("feeds", Feed).all())


def find_feed(desk: Desk, word: str) -> Feed | None:
    """The feed of that id or address."""
    return next((feed for feed in feeds(desk) if word in (str(feed.id), feed.url)), None)


def short_names() -> list[str]:
    """The names that stand for the addresses of well-known feeds."""
    from feeds.presets import PRESETS

    return [one.name for one in PRESETS]


def add_feed(desk: Desk, url: str, *, zone: str = "", allow_private: bool = False) -> Outcome:
    """Ask an address and, when a feed answers, keep it and its headlines. Takes as long as the server does.

    A short name (`feeds.presets`) stands for its address. Where a web page answers, the feed it announces is asked,
    else those where sites usually keep one.

    Args:
        url: an address, a site's address, or a short name.
        zone: of dates without one; else the agency's.
        allow_private: the address's scheme, host and port may be of this side of the internet, for this feed alone.

    Refused with a code of `feeds.failures.CODES`, or as `feed_exists`, `unknown_zone`. Done names in its `params` the
    `feed`'s id, its `title` and how many `headlines` it has.
    """
    from feeds.address import target
    from feeds.presets import address_of

    try:
        asked = target(address_of(url))
    except FeedError as error:
        return Refused(reason=error.failed.code, params=error.failed.params)
    now = desk.now()
    feed = Feed(url=asked.url, zone=zone, allow_private=asked.origin if allow_private else "", added_at=now)
    with _alone(desk, wait=True):
        if refused := _not_wanted(desk, feed):
            return refused
        found = _first_feed(feed, zone or desk.zone(), now)
        if isinstance(found, Failed):
            return Refused(reason=found.code, params=found.params)
        feed, answer = found
        if refused := _not_wanted(desk, feed):
            return refused
        health = _health(feed, answer, now, now)
        feed = msgspec.structs.replace(feed, **health)
        with _adding(desk, feed, answer.parsed) as step:
            id = step.params["feed"] = step.insert("feeds", feed)
        _bring_in(desk, id, answer.parsed.headlines)
    return step.outcome


def _first_feed(feed: Feed, zone: str, now: int) -> "tuple[Feed, News] | Failed":
    """The feed at an address, or the first one its web page leads to; and what it tells."""
    from feeds import discovery
    from feeds.address import target
    from feeds.ask import News, Question, ask
    from feeds.fetch import Fetched, Request, fetch

    def told(url: str) -> "News | Failed":
        request = Request(url=url, allow_private=feed.allow_private)
        (answer,) = ask([Question(feed=0, request=request, zone=zone)], now)
        return answer if isinstance(answer, News | Failed) else Failed(code="bad_answer")

    answer = told(feed.url)
    if isinstance(answer, News):
        return feed, answer
    if answer.code != "html_page":
        return answer
    page = fetch(Request(url=feed.url, allow_private=feed.allow_private), now)
    here = target((page.moved_to if isinstance(page, Fetched) else "") or feed.url)
    announced = discovery.announced(page.body, here) if isinstance(page, Fetched) else []
    looked_at = announced or discovery.usual(here)
    for url in looked_at:
        answer = told(url)
        if isinstance(answer, News):
            return msgspec.structs.replace(feed, url=url), answer
        if answer.code in ("no_connection", "timed_out"):
            return answer
    return Failed(code="no_feed_there" if looked_at else "html_page")


def import_list(desk: Desk, body: bytes) -> Outcome:
    """Take the feeds of a list another reader wrote (OPML); they are asked at the next refresh.

    Refused as `not_opml`, `nothing_new`. Done names in its `params` how many are new, ``n``.
    """
    from feeds import opml
    from feeds.fetch import MAX_BYTES

    try:
        found = opml.read(body[:MAX_BYTES])
    except FeedError as error:
        return Refused(reason=error.failed.code)
    with desk.step("feed.import") as step:
        there = {feed.url for feed in feeds(desk)}
        new = [(url, title) for url, title in found if url not in there]
        if not new:
            step.refuse("nothing_new")
        for url, title in new:
            step.insert("feeds", Feed(url=url, title=title, added_at=step.at))
        step.params["n"] = len(new)
    return step.outcome


def export_list(desk: Desk) -> str:
    """The feeds as a list other readers take (OPML)."""
    from feeds import opml

    return opml.write(feeds(desk), desk.setting("agency") or "Meja Humas")


def add_document(desk: Desk, name: str, body: bytes, *, zone: str = "") -> Outcome:
    """Read a feed document once. It is listed among the feeds but never asked; adding it again reads it again.

    Args:
        name: what it is called in the list: its file name.
        zone: of dates without one; else the agency's.

    Refused with a code of `feeds.failures.CODES`, or as `unknown_zone`. Done: as of `add_feed`.
    """
    from feeds.ask import News
    from feeds.document import Document
    from feeds.fetch import MAX_BYTES
    from feeds.parse import parse

    now = desk.now()
    feed = Feed(url=storable(name, 200), kind="document", zone=zone, added_at=now)
    if len(body) > MAX_BYTES:
        return Refused(reason="too_large")
    with _alone(desk, wait=True):
        if refused := _not_wanted(desk, feed):
            return refused
        (parsed,) = parse([Document(body=body, zone=zone or desk.zone(), now=now)])
        if isinstance(parsed, Failed):
            return Refused(reason=parsed.code, params=parsed.params)
        kept = next((one for one in feeds(desk) if (one.kind, one.url) == ("document", feed.url)), None)
        health = _health(kept or feed, News(parsed=parsed), now, now)
        feed = msgspec.structs.replace(feed, **health)
        with _adding(desk, feed, parsed) as step:
            id = step.params["feed"] = kept.id if kept else step.insert("feeds", feed)
            if kept:
                step.update("feeds", id, health)
        _bring_in(desk, id, parsed.headlines)
    return step.outcome


def remove_feed(desk: Desk, id: int) -> Outcome:
    """Remove a feed. Its headlines stay until they are old."""
    with desk.step("feed.remove") as step:
        feed = step.read("feeds", Feed, id)
        step.params |= {"title": feed.title, "url": feed.url}
        step.delete("feeds", id)
    return step.outcome


def refresh(desk: Desk, *, force: bool = False) -> Refreshed:
    """Ask the feeds that are due, and keep what is new. Slow: run it off the event loop.

    A feed that fails keeps what it gave before, and is left alone for longer each time. Of several processes only one
    asks at a time. An example desk asks nobody.

    Args:
        force: ask all, but those gone for good and those whose server said when to come back.
    """
    with _alone(desk, wait=False) as alone:
        now = desk.now()
        due = [feed for feed in feeds(desk) if _is_due(feed, now, force)]
        if not alone or not due or desk.example:
            return Refreshed(busy=not alone)
        return _ask(desk, sorted(due, key=lambda feed: (feed.failures, feed.id)), now)


def _bring_in(desk: Desk, feed: int, found: list[Headline]) -> None:
    fresh = headlines.fresh(desk, [msgspec.structs.replace(one, feed=feed) for one in found])
    with desk.step("feeds.refresh", audit="none") as step:
        headlines.keep(desk, step, fresh)


def _adding(desk: Desk, feed: Feed, parsed: "Parsed") -> Step:
    return desk.step("feed.add", title=feed.title or parsed.title, url=feed.url, headlines=len(parsed.headlines))


def _not_wanted(desk: Desk, feed: Feed) -> Refused | None:
    try:
        known_zone(feed.zone or "WIB")
    except UnknownZone:
        return Refused(reason="unknown_zone", params={"zone": feed.zone})
    exists = feed.kind == "url" and any(one.url == feed.url for one in feeds(desk))
    return Refused(reason="feed_exists") if exists else None


@contextmanager
def _alone(desk: Desk, *, wait: bool) -> Iterator[bool]:
    """Only one process at a time asks feeds and forms topics; False where another does and we do not wait.

    The lock is on the store's folder: whoever may use the store may lock it, and there is no file to leave behind.
    """
    if desk.read_only:
        raise ReadOnlyDesk
    folder = os.open(desk.store.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(folder)


def _is_due(feed: Feed, now: int, force: bool) -> bool:
    if feed.kind != "url" or feed.error == "gone_for_good":
        return False
    if feed.retry_at > now:
        return force and feed.error != "told_to_wait"
    return force or now - feed.tried_at >= INTERVAL


def _ask(desk: Desk, due: list[Feed], now: int) -> Refreshed:
    from feeds.ask import News, Question, ask
    from feeds.fetch import Request

    questions = [
        Question(
            feed=feed.id,
            request=Request(url=feed.url, etag=feed.etag, modified=feed.modified, allow_private=feed.allow_private),
            zone=feed.zone or desk.zone(),
        )
        for feed in due
    ]
    answers = ask(questions, now)
    # Who told us to wait may have done so at the very end.
    answered = desk.now()
    health = {feed.id: _health(feed, answer, now, answered) for feed, answer in zip(due, answers, strict=True)}
    documents = {
        feed.id: answer.parsed.headlines for feed, answer in zip(due, answers, strict=True) if isinstance(answer, News)
    }
    fresh = headlines.fresh(desk, [one for document in documents.values() for one in document])
    with desk.step("feeds.refresh", audit="none") as step:
        for id, fields in health.items():
            # The feed may have been removed while it was asked.
            if step.get("feeds", id) is not None:
                step.update("feeds", id, fields)
        headlines.keep(desk, step, fresh)
    headlines.forget_old(desk, documents, now)
    new = Counter(one.feed for one in fresh)
    return Refreshed(feeds=tuple(_told(feed, health[feed.id], new[feed.id]) for feed in due))


def _told(feed: Feed, health: dict[str, Any], new: int) -> FeedNews:
    after = msgspec.structs.replace(feed, **health)
    return FeedNews(
        feed=after.id,
        url=after.url,
        title=after.title,
        new=new,
        error=after.error,
        params=after.error_params,
        retry_at=after.retry_at,
    )


def _health(feed: Feed, answer: "Answer", now: int, answered: int) -> dict[str, Any]:
    """The fields of a feed that its answer changes."""
    from feeds.fetch import Unchanged, backoff

    if isinstance(answer, Failed):
        failures = feed.failures + 1
        # A figure that differs from desk to desk and from feed to feed spreads the next questions.
        jitter = zlib.crc32(f"{feed.url} {now}".encode()) / 2**32
        after: dict[str, Any] = {
            "tried_at": now,
            "failing_since": feed.failing_since or now,
            "error": answer.code,
            "error_params": answer.params,
            "failures": failures,
            "retry_at": answered + (answer.wait or backoff(failures, jitter)),
        }
        if answer.code == "gone_for_good":
            after["retry_at"] = 0
        return after
    after = {"tried_at": now, "fetched_at": now, "failures": 0, "retry_at": 0}
    if isinstance(answer, Unchanged):
        damaged = False
    else:
        damaged = answer.parsed.damaged
        after |= {
            "title": answer.parsed.title or feed.title,
            "etag": answer.etag,
            "modified": answer.modified,
            "undated": answer.parsed.undated,
            "moved_to": answer.moved_to,
        }
    after |= {"error": "damaged" if damaged else "", "error_params": {}}
    after["failing_since"] = (feed.failing_since or now) if damaged else 0
    return {field: value for field, value in after.items() if getattr(feed, field) != value}
