"""A Facebook Page over Meta's Graph API: comments under its posts, our answers, hiding, publishing.

For a page of one's own the app needs no review (Standard Access). Permissions: pages_read_engagement,
pages_read_user_content, pages_manage_engagement, pages_manage_posts. Names of fields: the SDK's field lists.
"""

from collections.abc import Callable, Sequence
from typing import Any

from channels import rounds
from channels.answers import count, dig, instant, moment, rows, same_text, word
from channels.answers import text as words
from channels.contract import CannotTell, ChannelError, Metric, Page, Picture, Sent, Token
from channels.graph import FACEBOOK, Graph, after, gone, own_post, post_address
from channels.pictures import Upload, accept
from channels.platforms import OFFERED
from channels.rounds import Post
from channels.tokens import TokenFile
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import MINUTE

SCOPES = ("pages_read_engagement", "pages_read_user_content", "pages_manage_engagement", "pages_manage_posts")
_POSTS = "id,created_time,permalink_url,comments.filter(stream).limit(0).summary(total_count)"
_COMMENTS = "id,message,created_time,from{id,name},like_count,is_hidden,permalink_url,parent{id}"


class Facebook:
    """One page."""

    zone = "UTC"

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str = "") -> None:
        self.subject = subject
        self.spent = Cost()
        key = f"facebook:{subject}" + (f"@{server}" if server else "")
        self._graph = Graph(tokens, key, server or FACEBOOK, now)

    def capabilities(self) -> Capabilities:
        """All but scheduling, which the desk does itself."""
        return OFFERED["facebook"]

    def check(self) -> Token:
        """The page the token is for, and what it may do."""
        me = self._graph.get("me", fields="id,name,username")
        held = self._graph.access.secrets()
        missing = tuple(one for one in SCOPES if held.scopes and one not in held.scopes)
        return Token(
            subject=word(me, "id"),
            handle=word(me, "username"),
            name=word(me, "name"),
            scopes=held.scopes,
            missing=missing,
            ends_at=held.ends_at,
        )

    def pull(self, cursor: str) -> Page:
        """Posts whose time has come, the newest first; of each its comments, the newest first."""
        at = rounds.load(cursor)
        if not at.queue:
            at.plan(self._posts(), self._graph.now())
            return Page(cursor=rounds.stored(at), more=bool(at.queue))
        waiting = at.queue[0]
        asked = {"filter": "stream", "order": "reverse_chronological", "fields": _COMMENTS, "limit": "100"}
        try:
            found = self._graph.get(
                f"{waiting.post}/comments", **asked, **({"after": waiting.page} if waiting.page else {})
            )
        except ChannelError as error:
            if not gone(error):
                raise
            at.skip()  # Its comments stay as we have them.
            return Page(cursor=rounds.stored(at), more=bool(at.queue))
        url, comments, hidden = at.urls.get(waiting.post, ""), list[IncomingComment](), dict[str, bool]()
        for one in rows(found, "data"):
            self._take(one, url, comments, hidden)
        at.after(after(found))
        return Page(comments=comments, hidden=hidden, cursor=rounds.stored(at), more=bool(at.queue))

    def _posts(self) -> list[Post]:
        found = self._graph.get(f"{self.subject}/published_posts", fields=_POSTS, limit="50")
        return [
            Post(
                id=word(one, "id"),
                url=post_address(word(one, "permalink_url", limit=2000)),
                at=instant(one, "created_time"),
                comments=count(one, "comments", "summary", "total_count"),
            )
            for one in rows(found, "data")
            if word(one, "id")
        ]

    def _take(self, one: dict[str, Any], url: str, comments: list[IncomingComment], hidden: dict[str, bool]) -> None:
        id, written = word(one, "id"), moment(one, "created_time")
        if not id or written is None:
            return
        comments.append(
            IncomingComment(
                line=0,
                platform="facebook",
                platform_id=id,
                parent=word(one, "parent", "id"),
                post_ref=url,
                url=word(one, "permalink_url", limit=2000),
                author=word(one, "from", "name"),
                text=words(one, "message"),
                written=written,
                likes=count(one, "like_count"),
                own=word(one, "from", "id") == self.subject,
            )
        )
        if isinstance(flag := dig(one, "is_hidden"), bool):
            hidden[id] = flag

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """An answer stands under a post's comment, never under another answer."""
        if not parent:
            raise ChannelError("refused", code="by_hand")
        answer = self._graph.post(f"{self._top(parent)}/comments", {"message": text})
        if not word(answer, "id"):
            raise ChannelError("unknown", detail="no id in the answer")
        return Sent(platform_id=word(answer, "id"), url=f"https://www.facebook.com/{word(answer, 'id')}")

    def _top(self, id: str) -> str:
        return word(self._graph.get(id, fields="parent{id}"), "parent", "id") or id

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look through the answers under the comment."""
        if not parent:
            raise CannotTell
        top, page = self._top(parent), ""
        while True:
            asked = {"fields": _COMMENTS, "order": "reverse_chronological", "limit": "100"}
            found = self._graph.get(f"{top}/comments", **asked, **({"after": page} if page else {}))
            for one in rows(found, "data"):
                ours, at = word(one, "from", "id") == self.subject, instant(one, "created_time")
                if ours and at >= since - MINUTE and same_text(words(one, "message"), text):
                    return Sent(platform_id=word(one, "id"), url=word(one, "permalink_url", limit=2000), at=at)
            page = after(found)
            if not page:
                return None

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Seen by its writer and their friends alone, or by all."""
        self._graph.post(platform_id, {"is_hidden": "true" if hidden else "false"}, again=True)

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Text, with pictures that were put there unpublished before: what is left of those harms nobody."""
        photos = [self._hand_over(one) for one in accept("facebook", media)]
        attached = {f"attached_media[{n}]": f'{{"media_fbid":"{id}"}}' for n, id in enumerate(photos)}
        id = word(self._graph.post(f"{self.subject}/feed", {"message": text} | attached), "id")
        if not id:
            raise ChannelError("unknown", detail="no id in the answer")
        try:
            return _sent(self._graph.get(id, fields="id,permalink_url,created_time"))
        except ChannelError:  # It is out all the same.
            return Sent(platform_id=id, url=f"https://www.facebook.com/{id}")

    def _hand_over(self, picture: Upload) -> str:
        told = {"published": "false"} | ({"alt_text_custom": picture.alt_text} if picture.alt_text else {})
        path = f"{self.subject}/photos"
        if picture.content:
            answer = self._graph.upload(path, told, picture)
        else:
            answer = self._graph.post(path, told | {"url": picture.place}, again=True)
        if not (id := word(answer, "id")).isdecimal():
            raise ChannelError("unreachable", detail="no id in the answer")
        return id

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Look through our latest posts."""
        names = ("message", "permalink_url", "created_time")
        found = own_post(self._graph, f"{self.subject}/published_posts", names, text, since)
        return _sent(found) if found else None

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Followers; reactions, comments and shares of posts."""
        page = self._graph.get(self.subject, fields="followers_count")
        told = [("", "followers", count(page, "followers_count"))]
        wanted = {post_address(post): post for post in posts}
        if wanted:
            fields = (
                "permalink_url,shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
            )
            for one in rows(self._graph.get(f"{self.subject}/published_posts", fields=fields, limit="100"), "data"):
                if post := wanted.get(post_address(word(one, "permalink_url", limit=2000))):
                    told += [
                        (post, "likes", count(one, "reactions", "summary", "total_count")),
                        (post, "comments", count(one, "comments", "summary", "total_count")),
                        (post, "shares", count(one, "shares", "count")),
                    ]
        return [Metric(post=post, name=name, value=value) for post, name, value in told if value is not None]


def _sent(post: Any) -> Sent:
    """A post, under the address its comments come with."""
    url = post_address(word(post, "permalink_url", limit=2000))
    return Sent(platform_id=word(post, "id"), url=url, at=instant(post, "created_time"))
