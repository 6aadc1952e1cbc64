"""X, API v2: mentions of us and answers to us, paid by what is read.

The interface has two dialects: the published OpenAPI document says `post.fields`, `referenced_posts`, `repost_count`,
the written guides say `tweet.fields`, `referenced_tweets`, `retweet_count`. Both are read; `DIALECT` is what we ask in.

Since 23 February 2026 an app may answer only who mentioned its account or quoted its post; all else is refused, and
then the answer goes by hand. Prices of August 2026: an item of one's own reads $0.001, an answer to who summoned us
$0.010, a post $0.015, a post with an address $0.200.
"""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec

from channels import access
from channels.access import Access
from channels.answers import bare, count, dig, instant, moment, rows, same_text, word
from channels.answers import text as words
from channels.contract import PAGES, SKEW, CannotTell, ChannelError, Metric, Page, Picture, Sent, Token, absent
from channels.pictures import Upload, accept
from channels.platforms import OFFERED
from channels.rounds import KEPT
from channels.tokens import Secrets, TokenFile
from channels.transport import Answer, Transport, told
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import HOUR, MINUTE

API = "https://api.x.com"
DIALECT: Literal["tweet", "post"] = "tweet"
MEDIA = "media.write"
SCOPES = ("tweet.read", "users.read", "tweet.write", "tweet.moderate.write", MEDIA, "offline.access")
ITEM, SUMMONED, POST, WITH_ADDRESS = 1_000, 10_000, 15_000, 200_000
"""Prices in millionths of a US dollar."""
ALT_TEXT = 1_000
"""Characters of a picture's description."""
OWN_EVERY = HOUR
"""What we ourselves posted elsewhere is asked for this often."""
PAGE_SIZE = 100

_METRICS = (("likes", "like_count"), ("comments", "reply_count"), ("views", "impression_count"))
_SHARES = ("repost_count", "retweet_count")


class _Cursor(msgspec.Struct, omit_defaults=True):
    since: str = ""
    """The newest mention of the last reading that came to its end."""
    newest: str = ""
    page: str = ""
    reading: bool = False
    own_since: str = ""
    own_newest: str = ""
    own_page: str = ""
    own_at: int = 0
    reading_own: bool = False


class X:
    """One account, by an app of its own."""

    zone = "UTC"

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str = "") -> None:
        self.subject = subject
        self.spent = Cost()
        self._web = Transport(server or API, now, judge=_judge)
        key = f"x:{subject}" + (f"@{server}" if server else "")
        self._access = Access(tokens, key, self._web, self._renew)
        self._handle = ""

    def _renew(self, held: Secrets) -> Secrets:
        if not held.refresh:
            raise ChannelError("expired")
        return access.renewed_by_form(self._web, "/2/oauth2/token", held, secret_in_header=True)

    def capabilities(self) -> Capabilities:
        """Most; who did not mention us is answered by hand."""
        return OFFERED["x"]

    def check(self) -> Token:
        """The account the token is for."""
        me = self._get("/2/users/me", {})
        held = self._access.secrets()
        return Token(
            subject=word(me, "data", "id"),
            handle=word(me, "data", "username"),
            name=word(me, "data", "name"),
            scopes=held.scopes,
            missing=tuple(one for one in SCOPES if held.scopes and one not in held.scopes),
            ends_at=0 if held.refresh else held.ends_at,
            renews=bool(held.refresh),
        )

    def pull(self, cursor: str) -> Page:
        """Mentions, the newest first; now and then what we posted ourselves."""
        at = msgspec.json.decode(cursor, type=_Cursor) if cursor else _Cursor()
        now = self._web.now()
        if not at.reading and not at.reading_own:
            at.reading, at.newest = True, ""
            at.reading_own, at.own_newest = now - at.own_at >= OWN_EVERY, ""
        before = self.spent
        if at.reading:
            asked = {"since_id": at.since} if at.since else {}
            found = self._timeline("mentions", asked | ({"pagination_token": at.page} if at.page else {}))
            at.newest = at.newest or word(found, "meta", "newest_id")
            at.page = word(found, "meta", "next_token", limit=2000)
            oldest = min((instant(one, "created_at") for one in rows(found, "data")), default=now)
            if not at.page or oldest < now - KEPT:
                at.page = ""
                at.reading, at.since = False, at.newest or at.since
        else:
            asked = {"exclude": "retweets"} | ({"since_id": at.own_since} if at.own_since else {})
            found = self._timeline("tweets", asked | ({"pagination_token": at.own_page} if at.own_page else {}))
            at.own_newest = at.own_newest or word(found, "meta", "newest_id")
            at.own_page = word(found, "meta", "next_token", limit=2000)
            if not at.own_page:
                at.reading_own, at.own_since, at.own_at = False, at.own_newest or at.own_since, now
        return Page(
            comments=self._comments(found),
            cursor=msgspec.json.encode(at).decode(),
            more=at.reading or at.reading_own,
            cost=Cost(micros=self.spent.micros - before.micros),
        )

    def _timeline(self, which: str, asked: dict[str, str]) -> Any:
        fields = "author_id,conversation_id,created_at,in_reply_to_user_id,public_metrics,note_tweet,"
        fields += "edit_history_tweet_ids,referenced_tweets,entities"
        asked |= {"max_results": str(PAGE_SIZE), "expansions": "author_id", "user.fields": "name,username"}
        found = self._get(f"/2/users/{self.subject}/{which}", asked | _spelt(fields))
        self.spent += Cost(micros=ITEM * len(list(rows(found, "data"))))
        return found

    def _comments(self, found: Any) -> list[IncomingComment]:
        people = {word(one, "id"): one for one in rows(found, "includes", "users")}
        comments = []
        for one in rows(found, "data"):
            written, id = moment(one, "created_at"), _first_id(one)
            own = word(one, "author_id") == self.subject
            answered = _answered(one)
            if written is None or not id or (own and not answered):
                continue
            root, writer = word(one, "conversation_id"), people.get(word(one, "author_id"))
            handle = word(writer, "username")
            comments.append(
                IncomingComment(
                    line=0,
                    platform="x",
                    platform_id=id,
                    parent="" if answered == root else answered,
                    post_ref=self._address(root) if answered else "",
                    url=f"https://x.com/{handle or 'i'}/status/{word(one, 'id')}",
                    author=word(writer, "name"),
                    handle=handle,
                    text=_written(one),
                    written=written,
                    likes=count(one, "public_metrics", "like_count"),
                    own=own,
                )
            )
        return comments

    def _address(self, id: str) -> str:
        if not self._handle:
            self._handle = word(self._get("/2/users/me", {}), "data", "username") or "i"
        return f"https://x.com/{self._handle}/status/{id}"

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """Answer a post of somebody who mentioned us; all else is refused as `not_summoned`."""
        answered = parent or post_ref.rstrip("/").rpartition("/")[2]
        return self._post({"text": text, "reply": {"in_reply_to_tweet_id": answered}}, SUMMONED)

    def _post(self, told: dict[str, Any], price: int) -> Sent:
        self.spent += Cost(micros=WITH_ADDRESS if "http" in told["text"] else price)
        try:
            answer = self._access.ask(
                lambda headers: self._web.write("POST", "/2/tweets", headers=headers, json=told)
            ).json()
        except ChannelError as error:
            if error.reason == "refused" and "reply" in told and not error.code:
                raise ChannelError("refused", detail=error.detail, code="not_summoned") from None
            raise
        id = word(answer, "data", "id")
        if not id:
            raise ChannelError("unknown", detail="no id in the answer")
        return Sent(platform_id=id, url=f"https://x.com/i/status/{id}")

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look through our latest posts."""
        return self._find(parent, text, since - MINUTE)

    def _find(self, answered: str, text: str, oldest: int) -> Sent | None:
        page, wanted = "", _without_schemes(text)
        for _ in range(PAGES):
            asked = {"exclude": "retweets"} | ({"pagination_token": page} if page else {})
            found = self._timeline("tweets", asked)
            for one in rows(found, "data"):
                at, id = instant(one, "created_at"), _first_id(one)
                if at < oldest:
                    return None
                if _answered(one) == answered and same_text(_without_schemes(_written(one)), wanted):
                    return Sent(platform_id=id, url=f"https://x.com/i/status/{id}", at=at)
            page = word(found, "meta", "next_token", limit=2000)
            if not page:
                return None
        raise CannotTell

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Behind "hidden replies", or back; only in conversations we began."""
        path = f"/2/tweets/{platform_id}/hidden"
        self._access.ask(
            lambda headers: self._web.write("PUT", path, headers=headers, json={"hidden": hidden}, again=True)
        )

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Text and pictures. A post with an address in it costs a dozen times as much."""
        uploads = accept("x", media)
        scopes = self._access.secrets().scopes
        if uploads and scopes and MEDIA not in scopes:
            raise ChannelError("refused", code="scope")
        address = self._address("")  # Asked for before: afterwards nothing may go wrong any more.
        ids = [self._hand_over(one) for one in uploads]
        sent = self._post({"text": text} | ({"media": {"media_ids": ids}} if ids else {}), POST)
        return msgspec.structs.replace(sent, url=address + sent.platform_id)

    def _hand_over(self, picture: Upload) -> str:
        form = {"media_category": "tweet_image"}
        answer = self._access.ask(
            lambda headers: self._web.upload("/2/media/upload", picture, "media", form=form, headers=headers)
        ).json()
        id = word(answer, "data", "id")
        if not id:
            raise ChannelError("unreachable", detail="no id in the answer")
        if picture.alt_text:
            told = {"id": id, "metadata": {"alt_text": {"text": picture.alt_text[:ALT_TEXT]}}}
            self._access.ask(
                lambda headers: self._web.write("POST", "/2/media/metadata", headers=headers, json=told, again=True)
            )
        return id

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Look through our latest posts."""
        if not bare(text):
            raise CannotTell
        if found := self._find("", text, since - SKEW):
            return msgspec.structs.replace(found, url=self._address(found.platform_id))
        absent(since, self._web.now())
        return None

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Followers and posts; likes, answers, shares and views of posts."""
        me = self._get(f"/2/users/{self.subject}", {"user.fields": "public_metrics"})
        told = [("", "followers", count(me, "data", "public_metrics", "followers_count"))]
        told.append(("", "posts", count(me, "data", "public_metrics", "tweet_count")))
        wanted = {post.rstrip("/").rpartition("/")[2]: post for post in posts}
        ids = [id for id in wanted if id.isascii() and id.isdigit()]
        for start in range(0, len(ids), 100):
            some = ids[start : start + 100]
            found = self._get("/2/tweets", {"ids": ",".join(some), **_spelt("public_metrics")})
            self.spent += Cost(micros=ITEM * len(some))
            for one in rows(found, "data"):
                numbers, post = dig(one, "public_metrics"), wanted.get(word(one, "id"), "")
                told += [(post, name, count(numbers, field)) for name, field in _METRICS]
                shares = [found for field in _SHARES if (found := count(numbers, field)) is not None]
                told.append((post, "shares", shares[0] if shares else None))
        return [Metric(post=post, name=name, value=value) for post, name, value in told if value is not None]

    def _get(self, path: str, asked: dict[str, str]) -> Any:
        return self._access.ask(lambda headers: self._web.read(path, asked, headers=headers)).json()


def _spelt(fields: str) -> dict[str, str]:
    """The fields that are asked for, in our dialect."""
    if DIALECT == "tweet":
        return {"tweet.fields": fields}
    return {"post.fields": fields.replace("_tweets", "_posts").replace("_tweet", "_post")}


def _answered(one: dict[str, Any]) -> str:
    """The post that this one answers."""
    for field in ("referenced_tweets", "referenced_posts"):
        for other in rows(one, field):
            if word(other, "type") == "replied_to":
                return word(other, "id")
    return ""


def _written(one: dict[str, Any]) -> str:
    """What was written: X puts an address of its own in the place of every other, and one behind for pictures."""
    note = dig(one, "note_tweet") if words(one, "note_tweet", "text") else None
    said = note or one
    text = words(said, "text")
    for short in rows(said, "entities", "urls"):
        if url := word(short, "url"):
            picture = word(short, "media_key") or word(short, "display_url").startswith("pic.")
            text = text.replace(url, "" if picture else word(short, "expanded_url", limit=2000) or url)
    return html.unescape(text).strip()


def _without_schemes(text: str) -> str:
    """A text as it is compared: X writes the addresses out that were written without a scheme."""
    return re.sub(r"https?://(\S+?)/?(?=\s|$)", r"\1", text)


def _first_id(one: dict[str, Any]) -> str:
    """What a post is known by: an edit has an id of its own, and names the first."""
    for field in ("edit_history_tweet_ids", "edit_history_post_ids"):
        ids = dig(one, field)
        if isinstance(ids, list) and ids:
            return word({"id": ids[0]}, "id")
    return word(one, "id")


def _judge(answer: Answer, now: int) -> ChannelError | None:
    """Where the status alone does not say what it means."""
    if answer.status == 402:
        return ChannelError("limited", now + HOUR, told(answer), "credits")
    if answer.status == 403 and "duplicate" in told(answer).casefold():
        return ChannelError("unknown", detail=told(answer), code="duplicate")  # An earlier attempt may have arrived.
    return None
