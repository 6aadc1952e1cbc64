"""Bluesky over the AT protocol: what mentions or answers us, the threads under our posts, and our answers.

A record's key is ours to choose, so an answer has the same one in every attempt: it is there once, and whether it is
there can be asked. Names of fields: the lexicons.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from channels.access import Access
from channels.answers import count, dig, instant, moment, rows, word
from channels.answers import text as words
from channels.contract import ChannelError, Metric, Page, Picture, Sent, Token
from channels.pictures import Upload, accept
from channels.platforms import OFFERED
from channels.rounds import KEPT, Post, Round
from channels.tokens import Secrets, TokenFile
from channels.transport import Answer, Transport, told
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import iso

SERVER = "https://bsky.social"
POST, GATE = "app.bsky.feed.post", "app.bsky.feed.threadgate"
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LINK = re.compile(r"https?://\S+[^\s.,;:!?)\]]")
_TAG = re.compile(r"(?<![^\s(])[#＃](?=\w*[^\W\d])\w{1,64}(?!\w)")
"""Behind a blank, so never within an address."""
_FACET = "app.bsky.richtext.facet"
_DEPTH = 1000
_HIDDEN_MOST = 300


class _Cursor(msgspec.Struct, omit_defaults=True):
    seen_at: int = 0
    """The newest of the last reading of notifications that came to its end."""
    newest: int = 0
    page: str = ""
    reading: bool = False
    lost: list[str] = []
    """Threads whose posts are not among our latest."""
    posts: Round | None = None


class Bluesky:
    """One account."""

    zone = "UTC"

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str = "") -> None:
        self.subject = subject
        self.spent = Cost()
        self._web = Transport(server or SERVER, now, judge=_judge)
        key = f"bluesky:{subject}" + (f"@{server}" if server else "")
        self._access = Access(tokens, key, self._web, self._renew)
        self._handle = ""

    def _renew(self, held: Secrets) -> Secrets:
        headers = {"Authorization": f"Bearer {held.refresh}"}
        try:
            found = self._web.write(
                "POST", "/xrpc/com.atproto.server.refreshSession", headers=headers, again=True
            ).json()
        except ChannelError as error:
            if error.reason == "refused":
                raise ChannelError("expired", detail=error.detail) from None
            raise
        fresh, refresh = word(found, "accessJwt", limit=4000), word(found, "refreshJwt", limit=4000)
        if not fresh or not refresh:
            raise ChannelError("expired", detail="no token in the answer")
        return msgspec.structs.replace(held, access=fresh, refresh=refresh)

    def capabilities(self) -> Capabilities:
        """All but scheduling, which the desk does itself."""
        return OFFERED["bluesky"]

    def check(self) -> Token:
        """The account the session is for."""
        me = self._get("com.atproto.server.getSession")
        return Token(subject=word(me, "did"), handle=word(me, "handle"), renews=True)

    def pull(self, cursor: str) -> Page:
        """What was told to us, the newest first; then the threads of our posts, the newest first."""
        at = msgspec.json.decode(cursor, type=_Cursor) if cursor else _Cursor()
        plan = at.posts = at.posts or Round()
        hidden: dict[str, bool] = {}
        if not at.reading and not plan.queue and not at.lost:
            plan.plan(self._posts(), self._web.now())
            at.reading, at.newest = True, 0
        if at.reading:
            comments = self._notifications(at)
        elif plan.queue:
            comments = self._thread(at, plan.queue[0].post, hidden)
            plan.skip()
        else:
            comments = self._thread(at, at.lost.pop(0), hidden) if at.lost else []
        more = at.reading or bool(plan.queue or at.lost)
        return Page(comments=comments, hidden=hidden, cursor=msgspec.json.encode(at).decode(), more=more)

    def _posts(self) -> list[Post]:
        found = self._get("app.bsky.feed.getAuthorFeed", actor=self.subject, filter="posts_no_replies", limit="50")
        posts = (one.get("post") for one in rows(found, "feed") if "reason" not in one)
        return [
            Post(word(one, "uri"), _address(one), instant(one, "record", "createdAt"), count(one, "replyCount"))
            for one in posts
            if word(one, "uri")
        ]

    def _notifications(self, at: _Cursor) -> list[IncomingComment]:
        asked = {"limit": "100"} | ({"cursor": at.page} if at.page else {})
        found = self._get("app.bsky.notification.listNotifications", **asked)
        comments, oldest, told_of = [], at.seen_at + 1, 0
        for one in rows(found, "notifications"):
            indexed = instant(one, "indexedAt")
            told_of += 1
            at.newest, oldest = max(at.newest, indexed), indexed
            if indexed < at.seen_at or word(one, "reason") not in ("reply", "mention", "quote"):
                continue
            root = word(one, "record", "reply", "root", "uri")
            known = (at.posts or Round()).urls.get(root, "")
            if root and not known and root not in at.lost:
                at.lost.append(root)
            elif comment := self._comment(one, root, known):
                comments.append(comment)
        at.page = word(found, "cursor", limit=1000)
        if not at.page or not told_of or oldest < max(at.seen_at, self._web.now() - KEPT):
            at.reading, at.page, at.seen_at = False, "", max(at.newest, at.seen_at)
        return comments

    def _thread(self, at: _Cursor, uri: str, hidden: dict[str, bool]) -> list[IncomingComment]:
        try:
            found = self._get("app.bsky.feed.getPostThread", uri=uri, depth=str(_DEPTH), parentHeight="0")
        except ChannelError as error:
            if error.reason != "refused":
                raise
            return []  # It is gone, or not for us any more: what we have stays.
        root = dig(found, "thread", "post")
        ours = word(root, "author", "did") == self.subject
        url = _address(root) if ours and isinstance(root, dict) else ""
        gate = dig(found, "thread", "post", "threadgate", "record", "hiddenReplies")
        out_of_sight = {one for one in gate if isinstance(one, str)} if isinstance(gate, list) else set()
        comments, waiting = [], list(rows(found, "thread", "replies"))
        while waiting:
            one = waiting.pop()
            waiting += rows(one, "replies")
            post = one.get("post")
            if comment := self._comment(post, uri if ours else "", url):
                comments.append(comment)
                if ours:
                    hidden[comment.platform_id] = comment.platform_id in out_of_sight
        return comments

    def _comment(self, post: Any, root: str, url: str) -> IncomingComment | None:
        record, id = dig(post, "record"), word(post, "uri", limit=1000)
        written = moment(record, "createdAt") or moment(post, "indexedAt")
        if written is None or not id:
            return None
        parent = word(record, "reply", "parent", "uri", limit=1000)
        return IncomingComment(
            line=0,
            platform="bluesky",
            platform_id=id,
            parent="" if parent == root else parent,
            post_ref=url,
            url=_address(post),
            author=word(post, "author", "displayName") or word(post, "author", "handle"),
            handle=word(post, "author", "handle"),
            text=words(record, "text"),
            written=written,
            likes=count(post, "likeCount"),
            own=word(post, "author", "did") == self.subject,
        )

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """Answer a post; in the thread it stands in."""
        uri = parent or f"at://{self.subject}/{POST}/{post_ref.rstrip('/').rpartition('/')[2]}"
        found = next(rows(self._get("app.bsky.feed.getPosts", uris=uri), "posts"), None)
        if found is None:
            raise ChannelError("refused", detail="the post is not there any more", code="gone")
        answered = {"uri": word(found, "uri", limit=1000), "cid": word(found, "cid")}
        root = dig(found, "record", "reply", "root") or answered
        return self._put(key, text, reply={"root": root, "parent": answered})

    def _put(self, key: str, text: str, **more: Any) -> Sent:
        handle = self._name()  # Asked for before: afterwards nothing may go wrong any more.
        now = iso(self._web.now(), "UTC").replace("+00:00", ".000Z")
        record = {"$type": POST, "text": text, "createdAt": now, "langs": ["id"], **more}
        if facets := _facets(text):
            record["facets"] = facets
        told_of = {"repo": self.subject, "collection": POST, "rkey": _record_key(key), "record": record}
        answer = self._write("com.atproto.repo.putRecord", told_of)
        if not word(answer, "uri"):
            raise ChannelError("unknown", detail="no uri in the answer")
        return _sent(word(answer, "uri", limit=1000), handle)

    def _name(self) -> str:
        """What people see our posts under."""
        self._handle = self._handle or word(self._get("com.atproto.server.getSession"), "handle") or self.subject
        return self._handle

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """The record has a key of ours: it is there, or it is not."""
        found = self._record(POST, _record_key(key))
        return _sent(word(found, "uri", limit=1000), self._name()) if found else None

    def _record(self, collection: str, key: str) -> Any:
        try:
            return self._get("com.atproto.repo.getRecord", repo=self.subject, collection=collection, rkey=key)
        except ChannelError as error:
            if error.reason == "refused":
                return None
            raise

    def hide(self, platform_id: str, hidden: bool) -> None:
        """In the gate of our thread: what is listed there is behind "hidden replies"."""
        found = next(rows(self._get("app.bsky.feed.getPosts", uris=platform_id), "posts"), None)
        root = word(found, "record", "reply", "root", "uri", limit=1000)
        if not root.startswith(f"at://{self.subject}/"):
            raise ChannelError("refused", code="not_ours")
        key = root.rpartition("/")[2]
        gate = self._record(GATE, key)
        now = iso(self._web.now(), "UTC").replace("+00:00", ".000Z")
        record = dig(gate, "value") or {"$type": GATE, "post": root, "createdAt": now}
        listed = record.get("hiddenReplies")
        others = [one for one in listed if one != platform_id] if isinstance(listed, list) else []
        record["hiddenReplies"] = [*others, *([platform_id] if hidden else [])][-_HIDDEN_MOST:]
        told_of = {"repo": self.subject, "collection": GATE, "rkey": key, "record": record}
        if gate:
            told_of["swapRecord"] = word(gate, "cid")
        self._write("com.atproto.repo.putRecord", told_of, again=True)

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Text, with pictures that were handed over before."""
        images = [{"alt": one.alt_text, "image": self._hand_over(one)} for one in accept("bluesky", media)]
        embed = {"$type": "app.bsky.embed.images", "images": images}
        return self._put(key, text, **({"embed": embed} if images else {}))

    def _hand_over(self, picture: Upload) -> Any:
        answer = self._access.ask(
            lambda headers: self._web.upload("/xrpc/com.atproto.repo.uploadBlob", picture, headers=headers)
        ).json()
        if not word(answer, "blob", "ref", "$link"):
            raise ChannelError("unreachable", detail="no blob in the answer")
        return dig(answer, "blob")

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """As an answer: it has a key of ours."""
        return self.find_reply(key, "", text, since)

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Followers and posts; likes, shares and answers of posts."""
        me = self._get("app.bsky.actor.getProfile", actor=self.subject)
        told_of = [("", "followers", count(me, "followersCount")), ("", "posts", count(me, "postsCount"))]
        wanted = {f"at://{self.subject}/{POST}/{post.rstrip('/').rpartition('/')[2]}": post for post in posts}
        for uri, post in wanted.items():
            for one in rows(self._get("app.bsky.feed.getPosts", uris=uri), "posts"):
                told_of += [(post, name, count(one, field)) for name, field in _OF_POST]
        return [Metric(post=post, name=name, value=value) for post, name, value in told_of if value is not None]

    def _get(self, method: str, **asked: str) -> Any:
        return self._access.ask(lambda headers: self._web.read(f"/xrpc/{method}", asked, headers=headers)).json()

    def _write(self, method: str, told_of: dict[str, Any], *, again: bool = False) -> Any:
        return self._access.ask(
            lambda headers: self._web.write("POST", f"/xrpc/{method}", headers=headers, json=told_of, again=again)
        ).json()


_OF_POST = (("likes", "likeCount"), ("shares", "repostCount"), ("comments", "replyCount"))


def _address(post: Any) -> str:
    """Where people see a post."""
    return _sent(word(post, "uri", limit=1000), word(post, "author", "handle")).url


def _sent(uri: str, handle: str) -> Sent:
    key = uri.rpartition("/")[2]
    return Sent(platform_id=uri, url=f"https://bsky.app/profile/{handle}/post/{key}" if key else "")


def _record_key(key: str) -> str:
    """A record key (TID: 13 digits in base 32, the first below "k") that is the same for the same key of ours."""
    number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
    digits = ""
    for _ in range(13):
        digits = _DIGITS[number & 31] + digits
        number >>= 5
    return digits


def _facets(text: str) -> list[dict[str, Any]]:
    """Where addresses and hashtags stand in the text, in bytes: without being told, nobody could follow them."""
    found = [(one, {"$type": f"{_FACET}#link", "uri": one[0]}) for one in _LINK.finditer(text)]
    found += [(one, {"$type": f"{_FACET}#tag", "tag": one[0][1:]}) for one in _TAG.finditer(text)]
    return [
        {
            "index": {"byteStart": len(text[: one.start()].encode()), "byteEnd": len(text[: one.end()].encode())},
            "features": [feature],
        }
        for one, feature in sorted(found, key=lambda pair: pair[0].start())
    ]


def _judge(answer: Answer, now: int) -> ChannelError | None:
    """An access token that ended is told with status 400."""
    if answer.status in (400, 401) and word(answer.json(), "error") in ("ExpiredToken", "InvalidToken", "AuthMissing"):
        return ChannelError("expired", detail=told(answer))
    return None
