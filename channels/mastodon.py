"""Mastodon and what speaks its API: mentions of us, the threads under our posts, and our answers.

A thread is read by its post's context, the posts of the last two weeks by and by, younger ones more often. The names of
fields are those of the published OpenAPI schema (4.7).
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from channels import rounds
from channels.access import Access
from channels.answers import bare, count, dig, instant, moment, rows, same_text, word
from channels.contract import PAGES, SKEW, CannotTell, ChannelError, Metric, Page, Picture, Sent, Token, absent
from channels.html import plain
from channels.pictures import Pause, Upload, accept, until_ready
from channels.platforms import OFFERED
from channels.tokens import TokenFile
from channels.transport import Transport
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.text import storable
from domain.times import DAY, HOUR, MINUTE

SCOPES = ("read", "write")
KEPT = 14 * DAY
"""Posts older than this are not looked at by themselves; who writes under them mentions us."""
_POSTS = 40


def pause(age: int) -> int:
    """How long a thread is left alone by the age of its post: older posts less often."""
    return 10 * MINUTE if age < DAY else HOUR if age < 3 * DAY else 6 * HOUR


class _Cursor(msgspec.Struct, omit_defaults=True):
    since: str = ""
    """The newest mention of the last reading that came to its end."""
    before: str = ""
    """Where this reading of mentions has come."""
    newest: str = ""
    mentions_done: bool = False
    roots: dict[str, str] = {}
    """Our posts of late, by id, with their address."""
    threads: list[str] = []
    """Posts whose threads are still to be read now."""
    read: dict[str, int] = {}
    """When each thread was read last."""
    lost: list[str] = []
    """Mentions in threads of which we do not know the post."""


class Mastodon:
    """One account on one server."""

    zone = "UTC"
    pause: Pause = staticmethod(time.sleep)

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str) -> None:
        self.subject = subject
        self.spent = Cost()
        self._web = Transport(server, now)
        self._access = Access(tokens, f"mastodon:{subject}@{server}", self._web)

    def capabilities(self) -> Capabilities:
        """All but hiding others' posts, which nobody can there."""
        return OFFERED["mastodon"]

    def check(self) -> Token:
        """Whose the token is, and what it may do where the server tells."""
        me = self._get("/api/v1/accounts/verify_credentials")
        try:
            app = self._get("/api/v1/apps/verify_credentials")
        except ChannelError:
            app = {}
        told = dig(app, "scopes")
        scopes = tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()
        host = self._web.base.partition("://")[2]
        return Token(
            subject=word(me, "id"),
            handle=f"{word(me, 'username')}@{host}",
            name=word(me, "display_name"),
            scopes=scopes,
            missing=tuple(one for one in SCOPES if scopes and not any(s.split(":")[0] == one for s in scopes)),
        )

    def pull(self, cursor: str) -> Page:
        """Mentions first, the newest at the top; then the threads of our posts, the newest first."""
        at = msgspec.json.decode(cursor, type=_Cursor) if cursor else _Cursor()
        if not at.before and not at.threads and not at.lost and not at.mentions_done:
            self._list_posts(at)
        if not at.mentions_done:
            comments = self._mentions(at)
        elif at.threads:
            comments = self._thread(at, at.threads.pop(0))
        elif at.lost:
            comments = self._thread(at, at.lost.pop(0))
        else:
            comments = []
        more = not at.mentions_done or bool(at.threads or at.lost)
        if not more:
            at.since, at.newest, at.mentions_done = at.newest or at.since, "", False
        return Page(comments=comments, cursor=msgspec.json.encode(at).decode(), more=more)

    def _list_posts(self, at: _Cursor) -> None:
        now = self._web.now()
        asked = {"limit": str(_POSTS), "exclude_replies": "true", "exclude_reblogs": "true"}
        at.roots = {}
        for post in rows({"posts": self._get(f"/api/v1/accounts/{self.subject}/statuses", asked)}, "posts"):
            id, age = word(post, "id"), now - instant(post, "created_at")
            if not id or age > KEPT:
                continue
            at.roots[id] = word(post, "url")
            if count(post, "replies_count") and now - at.read.get(id, 0) >= pause(age):
                at.threads.append(id)
        at.read = {id: read for id, read in at.read.items() if id in at.roots}

    def _mentions(self, at: _Cursor) -> list[IncomingComment]:
        asked = {"types[]": "mention", "limit": "40"}
        asked |= {"max_id": at.before} if at.before else {}
        asked |= {"since_id": at.since} if at.since else {}
        found = list(rows({"all": self._get("/api/v1/notifications", asked)}, "all"))
        comments = []
        for one in found:
            status = one.get("status")
            at.newest = at.newest or word(one, "id")
            answered = word(status, "in_reply_to_id")
            if not answered or answered in at.roots:
                comments += self._comments([status], at.roots.get(answered, ""), answered)
            else:
                at.lost.append(word(status, "id"))
        at.before = word(found[-1], "id") if found else ""
        if found and instant(found[-1], "created_at") < self._web.now() - rounds.KEPT:
            at.before = ""
        at.mentions_done = not at.before
        at.lost = [id for id in at.lost if id][-200:]
        return comments

    def _thread(self, at: _Cursor, id: str) -> list[IncomingComment]:
        try:
            found = self._get(f"/api/v1/statuses/{id}/context")
            above, below = list(rows(found, "ancestors")), list(rows(found, "descendants"))
            if id in at.roots:
                root, url, there = id, at.roots[id], below
                at.read[id] = self._web.now()
            else:
                mention = self._get(f"/api/v1/statuses/{id}")
                top = above[0] if above else mention
                ours = word(top, "account", "id") == self.subject
                root, url = (word(top, "id"), word(top, "url")) if ours else ("", "")
                there = [*(above[1:] if ours else above), mention, *below]
        except ChannelError as error:
            if error.reason != "refused":
                raise
            return []  # It was deleted, or is not for us any more: what we have stays.
        seen = {word(one, "id") for one in there}
        at.lost = [one for one in at.lost if one not in seen]
        return self._comments(there, url, root)

    def _comments(self, statuses: Iterable[Any], url: str, root: str) -> list[IncomingComment]:
        found = []
        for one in statuses:
            written, id = moment(one, "created_at"), word(one, "id")
            if written is None or not id or word(one, "visibility") == "direct":
                continue
            parent = word(one, "in_reply_to_id")
            found.append(
                IncomingComment(
                    line=0,
                    platform="mastodon",
                    platform_id=id,
                    parent="" if parent == root else parent,
                    post_ref=url,
                    url=word(one, "url", limit=2000),
                    author=word(one, "account", "display_name"),
                    handle=word(one, "account", "acct"),
                    text=storable(plain(word(one, "content", limit=100_000))),
                    written=written,
                    likes=count(one, "favourites_count"),
                    own=word(one, "account", "id") == self.subject,
                )
            )
        return found

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """Answer a post, naming its writer, as it is done there; seen by those who see what it answers."""
        answered = self._get(f"/api/v1/statuses/{parent or _last(post_ref)}")
        acct, seen = word(answered, "account", "acct"), word(answered, "visibility")
        if acct and word(answered, "account", "id") != self.subject and f"@{acct}".casefold() not in text.casefold():
            text = f"@{acct} {text}"
        told = {"status": text, "in_reply_to_id": word(answered, "id")}
        return self._post(key, told | ({"visibility": seen} if seen in ("public", "unlisted") else {}))

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look through the thread."""
        found = self._get(f"/api/v1/statuses/{parent}/context")
        for one in rows(found, "descendants"):
            ours = word(one, "account", "id") == self.subject and word(one, "in_reply_to_id") == parent
            at = instant(one, "created_at")
            if ours and at >= since - MINUTE and _says(one, text):
                return Sent(platform_id=word(one, "id"), url=word(one, "url"), at=at)
        return None

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Nobody can there."""
        raise ChannelError("refused", code="by_hand")

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Text, with pictures that were handed over before."""
        ids = [self._hand_over(one) for one in accept("mastodon", media)]
        return self._post(key, {"status": text} | ({"media_ids": ids} if ids else {}))

    def _hand_over(self, picture: Upload) -> str:
        form = {"description": picture.alt_text} if picture.alt_text else {}
        answer = self._access.ask(
            lambda headers: self._web.upload("/api/v2/media", picture, "file", form=form, headers=headers)
        )
        id = word(answer.json(), "id")
        if not id:
            raise ChannelError("unreachable", detail="no id in the answer")
        if answer.status == 202:  # It is being worked on; until it has an address no post may have it.
            until_ready(lambda: bool(word(self._get(f"/api/v1/media/{id}"), "url", limit=2000)), self.pause)
        return id

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Look through our latest posts."""
        if not bare(text):
            raise CannotTell
        before, at = "", since
        for _ in range(PAGES):
            asked = {"limit": str(_POSTS), "exclude_replies": "true", "exclude_reblogs": "true"}
            asked |= {"max_id": before} if before else {}
            found = list(rows({"all": self._get(f"/api/v1/accounts/{self.subject}/statuses", asked)}, "all"))
            for one in found:
                at = instant(one, "created_at")
                if at >= since - SKEW and _says(one, text):
                    return Sent(platform_id=word(one, "id"), url=word(one, "url"), at=at)
            before = word(found[-1], "id") if found else ""
            if not before or at < since - SKEW:
                absent(since, self._web.now())
                return None
        raise CannotTell

    def _post(self, key: str, told: dict[str, Any]) -> Sent:
        answer = self._access.ask(
            lambda headers: self._web.write(
                "POST", "/api/v1/statuses", headers={**headers, "Idempotency-Key": key}, json=told
            )
        ).json()
        if not word(answer, "id"):
            raise ChannelError("unknown", detail="no id in the answer")
        return Sent(platform_id=word(answer, "id"), url=word(answer, "url"), at=instant(answer, "created_at"))

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Followers and posts; likes, boosts and answers of posts."""
        me = self._get(f"/api/v1/accounts/{self.subject}")
        told = [("", name, count(me, field)) for name, field in _OF_ACCOUNT]
        for post in posts:
            try:
                one = self._get(f"/api/v1/statuses/{_last(post)}")
            except ChannelError as error:
                if error.reason != "refused":
                    raise
                continue
            told += [(post, name, count(one, field)) for name, field in _OF_POST]
        return [Metric(post=post, name=name, value=value) for post, name, value in told if value is not None]

    def _get(self, path: str, asked: dict[str, str] | None = None) -> Any:
        return self._access.ask(lambda headers: self._web.read(path, asked, headers=headers)).json()


_OF_ACCOUNT = (("followers", "followers_count"), ("posts", "statuses_count"))
_OF_POST = (("likes", "favourites_count"), ("shares", "reblogs_count"), ("comments", "replies_count"))


def _says(status: Any, text: str) -> bool:
    """Whether that is its text; of whom it mentions, pages show the name without the server."""
    return same_text(plain(word(status, "content", limit=100_000)), re.sub(r"(@\w+)@[\w.-]*\w", r"\1", text))


def _last(address: str) -> str:
    """The id at the end of a post's address; an id is itself."""
    found = address.rstrip("/").rpartition("/")[2]
    return found if found.isalnum() else ""
