"""YouTube Data API v3: a channel's comments and our answers to them. Reading costs 1 unit a page, an answer 50.

A project has 10,000 units a day, of the day in California, so about 200 answers. The names of all fields are those of
the published discovery document.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from channels import access
from channels.access import Access
from channels.answers import count, dig, instant, moment, rows, same_text, word
from channels.answers import text as words
from channels.contract import CannotTell, ChannelError, Metric, Page, Picture, Sent, Token, absent
from channels.platforms import OFFERED
from channels.rounds import KEPT
from channels.tokens import Secrets, TokenFile
from channels.transport import Answer, Transport, told
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import HOUR, MINUTE, day_bounds, day_of

API, OAUTH = "https://www.googleapis.com/youtube/v3", "https://oauth2.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
"""The only one that calls about comments accept."""
PACIFIC = "America/Los_Angeles"
"""Where the day of the quota begins."""
READ, WRITE = Cost(units=1), Cost(units=50)

SWEEP = 6 * HOUR
"""All threads are read again after this: answers in old ones and edits show only there."""
OVERLAP = HOUR
_LIMITED = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_SLOWER = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "processingFailure"})


class _Cursor(msgspec.Struct, omit_defaults=True):
    page: str = ""
    threads: list[str] = []
    """Threads that have more answers than were shown with them."""
    answers: str = ""
    """The page of the first one's answers."""
    newest: int = 0
    """Of the last reading that came to its end."""
    seen: int = 0
    """The newest of this reading."""
    swept_at: int = 0
    sweeps: bool = False


class YouTube:
    """One channel."""

    zone = PACIFIC

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str = "") -> None:
        self.subject = subject
        self.spent = Cost()
        self._web = Transport(server + "/youtube/v3" if server else API, now, judge=_judge)
        oauth = Transport(server or OAUTH, now)

        def renew(held: Secrets) -> Secrets:
            return access.renewed_by_form(oauth, "/token", held)

        key = f"youtube:{subject}" + (f"@{server}" if server else "")
        self._access = Access(tokens, key, self._web, renew)

    def capabilities(self) -> Capabilities:
        """All but publishing: a video has to be uploaded where it lies."""
        return OFFERED["youtube"]

    def check(self) -> Token:
        """The channel the token is for."""
        found = self._list("channels", {"part": "snippet", "mine": "true"})
        mine = next(rows(found, "items"), {})
        held = self._access.secrets()
        missing = (SCOPE,) if held.scopes and SCOPE not in held.scopes else ()
        return Token(
            subject=word(mine, "id"),
            handle=word(mine, "snippet", "customUrl").lstrip("@"),
            name=word(mine, "snippet", "title"),
            scopes=held.scopes,
            missing=missing,
            ends_at=0 if held.refresh else held.ends_at,
            renews=bool(held.refresh),
        )

    def pull(self, cursor: str) -> Page:
        """Threads of the whole channel, the newest first; then the answers that were not shown with them."""
        at = msgspec.json.decode(cursor, type=_Cursor) if cursor else _Cursor()
        if at.threads:
            return self._answers(at)
        return self._threads(at)

    def _threads(self, at: _Cursor) -> Page:
        now = self._web.now()
        if not at.page:
            at.sweeps = now - at.swept_at >= SWEEP
            at.swept_at = now if at.sweeps else at.swept_at
            at.seen = at.newest
        asked = {
            "part": "snippet,replies",
            "allThreadsRelatedToChannelId": self.subject,
            "order": "time",
            "textFormat": "plainText",
            "maxResults": "100",
        }
        found = self._list("commentThreads", asked | ({"pageToken": at.page} if at.page else {}))
        comments, hidden, oldest = list[IncomingComment](), dict[str, bool](), now
        for thread in rows(found, "items"):
            top = dig(thread, "snippet", "topLevelComment") or {}
            shown = list(rows(thread, "replies", "comments"))
            for one in (top, *shown):
                self._take(one, thread, comments, hidden)
            if (count(thread, "snippet", "totalReplyCount") or 0) > len(shown) and word(thread, "id"):
                at.threads.append(word(thread, "id"))
            written = instant(top, "snippet", "publishedAt")
            at.seen, oldest = max(at.seen, written), min(oldest, written or oldest)
        at.page = word(found, "nextPageToken", limit=2000)
        if oldest < now - KEPT or (not at.sweeps and oldest < at.newest - OVERLAP):
            at.page = ""
        return self._page(at, comments, hidden)

    def _answers(self, at: _Cursor) -> Page:
        asked = {"part": "snippet", "parentId": at.threads[0], "textFormat": "plainText", "maxResults": "100"}
        found = self._list("comments", asked | ({"pageToken": at.answers} if at.answers else {}))
        comments, hidden = list[IncomingComment](), dict[str, bool]()
        for one in rows(found, "items"):
            self._take(one, {}, comments, hidden)
        at.answers = word(found, "nextPageToken", limit=2000)
        if not at.answers:
            at.threads.pop(0)
        return self._page(at, comments, hidden)

    def _page(self, at: _Cursor, comments: list[IncomingComment], hidden: dict[str, bool]) -> Page:
        more = bool(at.page or at.threads)
        if not more:
            at.newest, at.sweeps = at.seen, False
        return Page(comments=comments, hidden=hidden, cursor=msgspec.json.encode(at).decode(), more=more, cost=READ)

    def _take(
        self, one: dict[str, Any], thread: dict[str, Any], comments: list[IncomingComment], hidden: dict[str, bool]
    ) -> None:
        id, said = word(one, "id"), dig(one, "snippet")
        written = moment(said, "publishedAt")
        if not id or written is None:
            return
        video = word(said, "videoId") or word(thread, "snippet", "videoId")
        author = word(said, "authorDisplayName")
        comments.append(
            IncomingComment(
                line=0,
                platform="youtube",
                platform_id=id,
                parent=word(said, "parentId"),
                post_ref=f"https://www.youtube.com/watch?v={video}" if video else "",
                url=f"https://www.youtube.com/watch?v={video}&lc={id}" if video else "",
                author=author,
                handle=author[1:] if author.startswith("@") else "",
                # The original is for its own author only.
                text=words(said, "textDisplay") or words(said, "textOriginal"),
                written=written,
                likes=count(said, "likeCount"),
                own=word(said, "authorChannelId", "value") == self.subject,
            )
        )
        if status := word(said, "moderationStatus"):
            hidden[id] = status in ("heldForReview", "likelySpam", "rejected")

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """An answer stands under the thread's first comment, whichever of its comments it answers."""
        if parent:
            path, snippet = "/comments", dict[str, Any](parentId=parent.partition(".")[0], textOriginal=text)
        else:
            first = {"snippet": {"textOriginal": text}}
            path, snippet = "/commentThreads", {"videoId": _video(post_ref), "topLevelComment": first}
        self.spent += WRITE
        answer = self._access.ask(
            lambda headers: self._web.write(
                "POST", path, params={"part": "snippet"}, headers=headers, json={"snippet": snippet}
            )
        ).json()
        id = word(answer, "id")
        if not id:
            raise ChannelError("unknown", detail="no id in the answer")
        said = dig(answer, "snippet", "topLevelComment") or answer
        return Sent(platform_id=id, url=f"{post_ref}&lc={id}", at=instant(said, "snippet", "publishedAt"))

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look through our answers in the thread. They may take some minutes to be listed."""
        if not parent:
            raise CannotTell
        top, page = parent.partition(".")[0], ""
        while True:
            asked = {"part": "snippet", "parentId": top, "textFormat": "plainText", "maxResults": "100"}
            found = self._list("comments", asked | ({"pageToken": page} if page else {}))
            for one in rows(found, "items"):
                said, at = dig(one, "snippet"), instant(one, "snippet", "publishedAt")
                ours = word(said, "authorChannelId", "value") == self.subject
                if ours and at >= since - MINUTE and same_text(words(said, "textDisplay"), text):
                    return Sent(platform_id=word(one, "id"), at=at)
            page = word(found, "nextPageToken", limit=2000)
            if not page:
                break
        absent(since, self._web.now())
        return None

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Held for review, or published."""
        status = "heldForReview" if hidden else "published"
        self.spent += WRITE
        self._access.ask(
            lambda headers: self._web.write(
                "POST",
                "/comments/setModerationStatus",
                params={"id": platform_id, "moderationStatus": status},
                headers=headers,
                again=True,
            )
        )

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Not from here."""
        raise ChannelError("refused", code="no_interface")

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Nothing of ours went there."""
        raise CannotTell

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """Subscribers and videos of the channel; views, likes and comments of its videos."""
        found = self._list("channels", {"part": "statistics", "id": self.subject})
        channel = next(rows(found, "items"), {})
        told = [("followers", "subscriberCount"), ("posts", "videoCount"), ("views", "viewCount")]
        if not dig(channel, "statistics", "hiddenSubscriberCount"):
            metrics = _metrics("", channel, told)
        else:
            metrics = _metrics("", channel, told[1:])
        videos = {id: post for post in posts if (id := _video(post))}
        for start in range(0, len(videos), 50):
            ids = list(videos)[start : start + 50]
            found = self._list("videos", {"part": "statistics", "id": ",".join(ids)})
            for video in rows(found, "items"):
                names = [("views", "viewCount"), ("likes", "likeCount"), ("comments", "commentCount")]
                metrics += _metrics(videos.get(word(video, "id"), ""), video, names)
        return metrics

    def _list(self, path: str, asked: dict[str, str]) -> Any:
        self.spent += READ
        return self._access.ask(lambda headers: self._web.read(f"/{path}", asked, headers=headers)).json()


def _metrics(post: str, record: dict[str, Any], names: Sequence[tuple[str, str]]) -> list[Metric]:
    found = ((name, count(record, "statistics", field)) for name, field in names)
    return [Metric(post=post, name=name, value=value) for name, value in found if value is not None]


def _video(post: str) -> str:
    from channels.importers import links

    link = links.read(post)
    return link.post.partition("v=")[2] if link and link.platform == "youtube" else ""


def _judge(answer: Answer, now: int) -> ChannelError | None:
    """Google refuses for want of quota with 403; the reason is in the first of its errors."""
    if answer.status != 403:
        return None
    reasons = {word(one, "reason") for one in rows(answer.json(), "error", "errors")}
    if reasons & _LIMITED:
        return ChannelError("limited", quota_ends(now), told(answer), "quota")
    if reasons & _SLOWER:
        return ChannelError("limited", code="slower", detail=told(answer))
    if "insufficientPermissions" in reasons:
        return ChannelError("refused", code="scope", detail=told(answer))
    return ChannelError("refused", detail=told(answer))


def quota_ends(now: int) -> int:
    """When the day of the quota ends."""
    return day_bounds(day_of(now, PACIFIC), PACIFIC)[1]
