"""Ask many feeds at once: several hosts side by side, each host one question at a time, all bodies in one child."""

import threading
from collections import deque
from urllib.parse import urlsplit

import msgspec

from feeds.document import Document, Parsed
from feeds.failures import Failed
from feeds.fetch import Fetched, Request, Unchanged, fetch
from feeds.parse import parse

HOSTS_AT_ONCE = 8

_HOST_IS_DOWN = ("no_such_host", "no_connection")
"""What says of the host itself that its other feeds need not be asked; a slow answer does not."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A feed to ask."""

    feed: int
    """The id its headlines carry."""
    request: Request
    zone: str
    """For dates without one."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed told."""

    parsed: Parsed
    etag: str = ""
    modified: str = ""
    moved_to: str = ""


Answer = News | Unchanged | Failed


def ask(questions: list[Question], now: int) -> list[Answer]:
    """The answers, in the order of the questions. Takes as long as the slowest host: keep it off the event loop.

    A host's questions are asked in the order given: who failed last time had better come last.

    Args:
        now: UTC milliseconds, the time the headlines are seen.
    """
    fetched = _fetch_all(questions, now)
    bodies = {place: one for place, one in enumerate(fetched) if isinstance(one, Fetched)}
    documents = (
        Document(body=one.body, feed=questions[place].feed, zone=questions[place].zone, now=now, cut=one.cut)
        for place, one in bodies.items()
    )
    parsed = dict(zip(bodies, parse(documents), strict=True))
    return [_answer(one, parsed[place]) if isinstance(one, Fetched) else one for place, one in enumerate(fetched)]


def _answer(fetched: Fetched, parsed: Parsed | Failed) -> Answer:
    if isinstance(parsed, Failed):
        return parsed
    if parsed.damaged:
        # Without validators the next answer is the whole document again.
        return News(parsed=parsed, moved_to=fetched.moved_to)
    return News(parsed=parsed, etag=fetched.etag, modified=fetched.modified, moved_to=fetched.moved_to)


def _fetch_all(questions: list[Question], now: int) -> list[Fetched | Unchanged | Failed]:
    by_host: dict[str | None, list[int]] = {}
    for place, question in enumerate(questions):
        by_host.setdefault(_host(question.request.url), []).append(place)
    waiting = deque(by_host.values())
    answers: dict[int, Fetched | Unchanged | Failed] = {}

    def work() -> None:
        while waiting:
            try:
                places = waiting.popleft()
            except IndexError:
                return
            down: Failed | None = None
            for place in places:
                answer = down or fetch(questions[place].request, now)
                answers[place] = answer
                # A redirect may have led to another host, of which nothing follows for this one.
                if isinstance(answer, Failed) and answer.code in _HOST_IS_DOWN:
                    down = answer if answer.params.get("host") == _host(questions[place].request.url) else None

    # Daemons: a desk that is closed does not wait for a slow server.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(HOSTS_AT_ONCE, len(by_host)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(questions))]


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
