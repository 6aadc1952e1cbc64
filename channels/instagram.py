"""An Instagram professional account over Meta's Graph API with Instagram login.

For a business of one's own the app needs no review. Permissions: instagram_business_basic,
instagram_business_manage_comments, instagram_business_content_publish, instagram_business_manage_insights. The token
lasts 60 days and is renewed in its last week.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from channels import rounds
from channels.answers import count, dig, instant, moment, rows, same_text, word
from channels.answers import text as words
from channels.contract import CannotTell, ChannelError, Metric, Page, Picture, Sent, Token
from channels.graph import INSTAGRAM, Graph, after, gone, own_post, post_address
from channels.pictures import Pause, accept, until_ready
from channels.platforms import OFFERED
from channels.rounds import Post
from channels.tokens import Secrets, TokenFile
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import DAY, MINUTE

SCOPES = (
    *("instagram_business_basic", "instagram_business_manage_comments"),
    *("instagram_business_content_publish", "instagram_business_manage_insights"),
)
LASTS = 60 * DAY
_ANSWER = "id,text,timestamp,username,from{id,username},like_count,hidden,parent_id"
_COMMENT = f"id,text,timestamp,username,from{{id,username}},like_count,hidden,replies.limit(25){{{_ANSWER}}}"


class Instagram:
    """One account."""

    zone = "UTC"
    pause: Pause = staticmethod(time.sleep)

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str = "") -> None:
        self.subject = subject
        self.spent = Cost()
        key = f"instagram:{subject}" + (f"@{server}" if server else "")
        self._graph = Graph(tokens, key, server or INSTAGRAM, now)
        self._graph.renews(self._renew, 7 * DAY)
        self._name = ""

    def _renew(self, held: Secrets) -> Secrets:
        web = self._graph.web
        asked = {"grant_type": "ig_refresh_token", "access_token": held.access}
        try:
            found = web.read("/refresh_access_token", asked).json()
        except ChannelError as error:
            if error.reason == "refused":
                raise ChannelError("expired", detail=error.detail) from None
            raise
        lasts = (count(found, "expires_in") or 0) * 1000
        if not (fresh := word(found, "access_token", limit=2000)):
            raise ChannelError("expired", detail="no token in the answer")
        return msgspec.structs.replace(held, access=fresh, ends_at=web.now() + (lasts or LASTS))

    def capabilities(self) -> Capabilities:
        """All but scheduling, which the desk does itself."""
        return OFFERED["instagram"]

    def check(self) -> Token:
        """The account the token is for."""
        me = self._graph.get("me", fields="user_id,username,name")
        held = self._graph.access.secrets()
        return Token(
            subject=word(me, "user_id") or word(me, "id"),
            handle=word(me, "username"),
            name=word(me, "name"),
            scopes=held.scopes,
            missing=tuple(one for one in SCOPES if held.scopes and one not in held.scopes),
            ends_at=held.ends_at,
            renews=True,
        )

    def pull(self, cursor: str) -> Page:
        """Posts whose time has come, the newest first; their comments, then answers that were not shown with them."""
        at = rounds.load(cursor)
        if not at.queue:
            at.plan(self._posts(), self._graph.now())
            return Page(cursor=rounds.stored(at), more=bool(at.queue))
        waiting = at.queue[0]
        asked = {"fields": _ANSWER if waiting.thread else _COMMENT, "limit": "50"}
        asked |= {"after": waiting.page} if waiting.page else {}
        path = f"{waiting.thread}/replies" if waiting.thread else f"{waiting.post}/comments"
        try:
            found = self._graph.get(path, **asked)
        except ChannelError as error:
            if not gone(error):
                raise
            at.skip()  # Its comments stay as we have them.
            return Page(cursor=rounds.stored(at), more=bool(at.queue))
        url, threads = at.urls.get(waiting.post, ""), list[str]()
        comments, hidden = list[IncomingComment](), dict[str, bool]()
        for one in rows(found, "data"):
            self._take(one, waiting.thread, url, comments, hidden)
            for answer in rows(one, "replies", "data"):
                self._take(answer, word(one, "id"), url, comments, hidden)
            if dig(one, "replies", "paging", "next"):
                threads.append(word(one, "id"))
        at.after(after(found), threads)
        return Page(comments=comments, hidden=hidden, cursor=rounds.stored(at), more=bool(at.queue))

    def _posts(self) -> list[Post]:
        found = self._graph.get(f"{self.subject}/media", fields="id,permalink,timestamp,comments_count", limit="50")
        return [
            Post(
                word(one, "id"),
                post_address(word(one, "permalink")),
                instant(one, "timestamp"),
                count(one, "comments_count"),
            )
            for one in rows(found, "data")
            if word(one, "id")
        ]

    def _take(
        self, one: dict[str, Any], parent: str, url: str, comments: list[IncomingComment], hidden: dict[str, bool]
    ) -> None:
        id, written = word(one, "id"), moment(one, "timestamp")
        if not id or written is None:
            return
        handle = word(one, "username") or word(one, "from", "username")
        comments.append(
            IncomingComment(
                line=0,
                platform="instagram",
                platform_id=id,
                parent=word(one, "parent_id") or parent,
                post_ref=url,
                url=f"{url}c/{parent + '/r/' if parent else ''}{id}/" if url.endswith("/") else "",
                author=handle,
                handle=handle,
                text=words(one, "text"),
                written=written,
                likes=count(one, "like_count"),
                own=self._is_ours(one),
            )
        )
        if isinstance(flag := dig(one, "hidden"), bool):
            hidden[id] = flag

    def _is_ours(self, one: dict[str, Any]) -> bool:
        if word(one, "from", "id") == self.subject:
            return True
        if not self._name:
            self._name = word(self._graph.get("me", fields="username"), "username") or "?"
        return word(one, "username").casefold() == self._name.casefold()

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """An answer stands under a post's comment, never under another answer."""
        if not parent:
            raise ChannelError("refused", code="by_hand")
        answer = self._graph.post(f"{self._top(parent)}/replies", {"message": text})
        if not word(answer, "id"):
            raise ChannelError("unknown", detail="no id in the answer")
        return Sent(platform_id=word(answer, "id"))

    def _top(self, id: str) -> str:
        return word(self._graph.get(id, fields="parent_id"), "parent_id") or id

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look through the answers under the comment."""
        if not parent:
            raise CannotTell
        top, page = self._top(parent), ""
        while True:
            found = self._graph.get(f"{top}/replies", fields=_ANSWER, limit="50", **({"after": page} if page else {}))
            for one in rows(found, "data"):
                at = instant(one, "timestamp")
                if self._is_ours(one) and at >= since - MINUTE and same_text(words(one, "text"), text):
                    return Sent(platform_id=word(one, "id"), at=at)
            page = after(found)
            if not page:
                return None

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Seen by its writer alone, or by all."""
        self._graph.post(platform_id, {"hide": "true" if hidden else "false"}, again=True)

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """A picture or video, or a row of them, made ready there first: what is left of that nobody sees."""
        accept("instagram", media)
        if len(media) == 1:
            made = self._make({"caption": text} | _what(media[0], alone=True))
        else:
            row = [self._make({"is_carousel_item": "true"} | _what(one, alone=False)) for one in media]
            made = self._make({"media_type": "CAROUSEL", "children": ",".join(row), "caption": text})
        id = word(self._graph.post(f"{self.subject}/media_publish", {"creation_id": made}), "id")
        if not id:
            raise ChannelError("unknown", detail="no id in the answer")
        try:
            return _sent(self._graph.get(id, fields="id,permalink,timestamp"))
        except ChannelError:  # It is out all the same.
            return Sent(platform_id=id)

    def _make(self, told: dict[str, str]) -> str:
        made = word(self._graph.post(f"{self.subject}/media", told, again=True), "id")
        if not made:
            raise ChannelError("unreachable", detail="no id in the answer")

        def is_ready() -> bool:
            found = self._graph.get(made, fields="status_code,status")
            status = word(found, "status_code")
            if status not in ("FINISHED", "IN_PROGRESS", ""):
                raise ChannelError("refused", detail=word(found, "status") or status)
            return status != "IN_PROGRESS"

        until_ready(is_ready, self.pause)
        return made

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Look through our latest posts."""
        names = ("caption", "permalink", "timestamp")
        found = own_post(self._graph, f"{self.subject}/media", names, text, since)
        return _sent(found) if found else None

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Followers and posts; likes and comments of posts, and what insights tell of them."""
        me = self._graph.get("me", fields="followers_count,media_count")
        told = [("", "followers", count(me, "followers_count")), ("", "posts", count(me, "media_count"))]
        wanted = {post_address(post): post for post in posts}
        fields = "id,permalink,like_count,comments_count"
        listed = self._graph.get(f"{self.subject}/media", fields=fields, limit="100") if wanted else {}
        for one in rows(listed, "data"):
            if post := wanted.get(post_address(word(one, "permalink"))):
                told += [(post, "likes", count(one, "like_count")), (post, "comments", count(one, "comments_count"))]
                told += [(post, *pair) for pair in self._insights(word(one, "id"))]
        return [Metric(post=post, name=name, value=value) for post, name, value in told if value is not None]

    def _insights(self, id: str) -> list[tuple[str, int | None]]:
        try:
            found = self._graph.get(f"{id}/insights", metric="views,reach,saved,shares")
        except ChannelError as error:
            if error.reason != "refused":
                raise
            return []  # Not every kind of post has them.
        names = {"views": "views", "reach": "reach", "saved": "saves", "shares": "shares"}
        return [
            (names[word(one, "name")], next((count(value, "value") for value in rows(one, "values")), None))
            for one in rows(found, "data")
            if word(one, "name") in names
        ]


def _what(picture: Picture, *, alone: bool) -> dict[str, str]:
    """A picture or a video as it is told; alone, every video is a reel there."""
    if picture.place.partition("?")[0].casefold().endswith((".mp4", ".mov")):
        return {"video_url": picture.place, "media_type": "REELS" if alone else "VIDEO"}
    return {"image_url": picture.place} | ({"alt_text": picture.alt_text} if picture.alt_text else {})


def _sent(post: Any) -> Sent:
    """A post, under the address its comments come with."""
    return Sent(platform_id=word(post, "id"), url=post_address(word(post, "permalink")), at=instant(post, "timestamp"))
