"""Which post is read when, on platforms that tell comments post by post: the newest first, older ones less often.

A post is read again when it has another number of comments than before, and by the age of the post: edits and hidden
comments change no number.
"""

from collections.abc import Iterable

import msgspec

from domain.times import DAY, HOUR, MINUTE

KEPT = 60 * DAY
"""Posts older than this are not looked at any more, and the first reading goes no further back."""


def pause(age: int) -> int:
    """How long a post of that age is left alone where nothing seems to have changed."""
    if age < DAY:
        return 15 * MINUTE
    return HOUR if age < 3 * DAY else 6 * HOUR if age < 14 * DAY else DAY


class Post(msgspec.Struct, frozen=True):
    """One of our posts, as a list of them tells."""

    id: str
    url: str
    at: int
    comments: int | None


class Waiting(msgspec.Struct):
    """A post, or a thread of one, that is to be read in this round."""

    post: str
    page: str = ""
    """Where in it; "" at the beginning."""
    thread: str = ""
    """The comment whose answers are meant; empty: the post's comments."""


class Round(msgspec.Struct, omit_defaults=True):
    """How far reading has come."""

    known: dict[str, tuple[int, int]] = {}
    """Of each post: how many comments it had, and when it was read, in UTC milliseconds."""
    urls: dict[str, str] = {}
    queue: list[Waiting] = []

    def plan(self, posts: Iterable[Post], now: int) -> None:
        """Choose the posts whose time has come."""
        kept = [one for one in posts if now - one.at < KEPT]
        self.urls = {one.id: one.url for one in kept}
        due = [one for one in kept if self._due(one, now)]
        self.queue = [Waiting(one.id) for one in sorted(due, key=lambda one: -one.at)]
        before = {id: self.known[id] for id in self.urls if id in self.known}
        self.known = before | {one.id: (-1 if one.comments is None else one.comments, now) for one in due}

    def _due(self, post: Post, now: int) -> bool:
        count, read_at = self.known.get(post.id, (0, 0))
        if post.comments is not None and post.comments != count:
            return True
        return post.comments != 0 and now - read_at >= pause(now - post.at)

    def after(self, page: str, threads: Iterable[str] = ()) -> None:
        """The first one was read: go on with its next page, where there is one, and with threads shown in part."""
        first = self.queue.pop(0)
        more = [Waiting(first.post, thread=one) for one in threads]
        if page:
            more.append(Waiting(first.post, page, first.thread))
        self.queue = more + self.queue

    def skip(self) -> None:
        """The first one cannot be read."""
        self.queue.pop(0)


def load(cursor: str) -> Round:
    """The cursor taken apart; "" is a new one."""
    return msgspec.json.decode(cursor, type=Round) if cursor else Round()


def stored(round: Round) -> str:
    """The cursor as it is kept."""
    return msgspec.json.encode(round).decode()
