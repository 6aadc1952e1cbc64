"""A fake of the YouTube Data API v3, as far as the desk speaks to it."""

from typing import Any

from domain.times import iso
from tests.channels.fakes.platform import START, Asked, Fake, Said, Status, page_of

CHANNEL = "UCcendana000000000000001"


class FakeYouTube(Fake):
    """A channel with one video; 10,000 units a day."""

    ours, our_name, post = CHANNEL, "@kominfocendana", "cEnDaNa0001"
    post_ref = "https://www.youtube.com/watch?v=cEnDaNa0001"

    def __init__(self) -> None:
        super().__init__()
        self.units = 10_000
        self.code = "kode-canary"
        self.shown_answers = 5
        """Answers that are shown with their thread, the newest."""

    def new_id(self, number: int, parent: str) -> str:
        return f"{parent}.R{number:04}" if parent else f"UgzCendana{number:06}"

    def url_of(self, id: str) -> str:
        return f"https://www.youtube.com/watch?v={id}"

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if asked.path == "/token":
            return self._renew(asked)
        self.need_token(asked)
        path = asked.path.removeprefix("/youtube/v3")
        self._spend(50 if asked.method == "POST" else 1)
        if asked.method == "POST":
            return self._write(path, asked)
        lists = {
            "/commentThreads": self._threads,
            "/comments": self._answers,
            "/channels": self._channels,
            "/videos": self._videos,
        }
        if path not in lists:
            raise Status(404, {"error": {"code": 404, "message": "Not Found", "errors": []}})
        kind, items, page = lists[path](asked)
        size = {"totalResults": len(items), "resultsPerPage": len(items)}
        body: dict[str, Any] = {"kind": f"youtube#{kind}", "etag": "e", "items": items, "pageInfo": size}
        return 200, body | ({"nextPageToken": page} if page else {}), {}

    def _renew(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        told = {"refresh_token": self.refresh_token, "code": self.code}
        grant = {"refresh_token": "refresh_token", "authorization_code": "code"}[asked.body["grant_type"]]
        if asked.body.get(grant) != told[grant] or asked.body.get("client_secret") != "secret-canary":
            raise Status(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
        body = {"access_token": self.token, "expires_in": 3599, "token_type": "Bearer", "scope": SCOPE}
        return 200, body | ({"refresh_token": self.refresh_token} if grant == "code" else {}), {}

    def refuse_token(self) -> Status:
        errors = [{"message": "Invalid Credentials", "domain": "global", "reason": "authError"}]
        return Status(401, {"error": {"code": 401, "message": "Invalid Credentials", "errors": errors}})

    def limit_next(self) -> int:
        """The next request is one too many; until when, 0: it is not said."""
        self.units = 0
        return 0

    def _spend(self, units: int) -> None:
        if self.units < units:
            errors = [{"message": "quota", "domain": "youtube.quota", "reason": "quotaExceeded"}]
            raise Status(403, {"error": {"code": 403, "message": "The request cannot be completed", "errors": errors}})
        self.units -= units

    def _threads(self, asked: Asked) -> tuple[str, list[Any], str]:
        assert asked.query["order"] == "time"
        assert asked.query["textFormat"] == "plainText"
        tops = [one for one in reversed(self.there()) if not one.parent]
        if asked.query.get("allThreadsRelatedToChannelId") != CHANNEL:
            tops = []
        page, after = page_of(tops, asked.query.get("pageToken", ""), min(self.page_size, 100))
        return "commentThreadListResponse", [self._thread(one) for one in page], after

    def _thread(self, top: Said) -> dict[str, Any]:
        answers = [one for one in self.there() if one.parent.partition(".")[0] == top.id and one.parent]
        shown = [self._comment(one) for one in answers[-self.shown_answers :]]
        thread: dict[str, Any] = {
            "kind": "youtube#commentThread",
            "etag": "e",
            "id": top.id,
            "snippet": {
                "channelId": CHANNEL,
                "videoId": top.post,
                "topLevelComment": self._comment(top),
                "canReply": True,
                "totalReplyCount": len(answers),
                "isPublic": True,
            },
        }
        return thread | ({"replies": {"comments": shown}} if shown else {})

    def _answers(self, asked: Asked) -> tuple[str, list[Any], str]:
        top = self.find(asked.query["parentId"])
        answers = [one for one in self.there() if one.parent.partition(".")[0] == top.id and one.parent]
        page, after = page_of(answers, asked.query.get("pageToken", ""), min(self.page_size, 100))
        return "commentListResponse", [self._comment(one) for one in page], after

    def _comment(self, one: Said) -> dict[str, Any]:
        snippet: dict[str, Any] = {
            "channelId": CHANNEL,
            "videoId": one.post,
            "textDisplay": one.text,
            "authorDisplayName": f"@{one.author}" if one.author != CHANNEL else self.our_name,
            "authorProfileImageUrl": "https://yt3.example/a",
            "authorChannelUrl": "http://www.youtube.com/@x",
            "authorChannelId": {"value": CHANNEL if one.author == CHANNEL else f"UC{one.author}"},
            "canRate": True,
            "viewerRating": "none",
            "likeCount": one.likes,
            "publishedAt": iso(one.at, "UTC").replace("+00:00", "Z"),
            "updatedAt": iso(one.edited_at or one.at, "UTC").replace("+00:00", "Z"),
        }
        if one.author == CHANNEL:
            snippet["textOriginal"] = one.text
        if one.parent:
            snippet["parentId"] = one.parent.partition(".")[0]
        if one.hidden:
            snippet["moderationStatus"] = "heldForReview"
        return {"kind": "youtube#comment", "etag": "e", "id": one.id, "snippet": snippet}

    def _channels(self, asked: Asked) -> tuple[str, list[Any], str]:
        channel: dict[str, Any] = {"kind": "youtube#channel", "etag": "e", "id": CHANNEL}
        if "snippet" in asked.query["part"]:
            title = {"title": "Kominfo Cendana", "customUrl": "@kominfocendana", "publishedAt": iso(START, "UTC")}
            channel["snippet"] = title
        if "statistics" in asked.query["part"]:
            counts = {"viewCount": "120000", "subscriberCount": "4210", "videoCount": "88"}
            channel["statistics"] = counts | {"hiddenSubscriberCount": False}
        return "channelListResponse", [channel], ""

    def _videos(self, asked: Asked) -> tuple[str, list[Any], str]:
        counts = {"viewCount": "900", "likeCount": "41", "commentCount": str(len(self.there()))}
        ids = [id for id in asked.query["id"].split(",") if id == self.post]
        return "videoListResponse", [{"kind": "youtube#video", "id": id, "statistics": counts} for id in ids], ""

    def _write(self, path: str, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if path == "/comments/setModerationStatus":
            self.find(asked.query["id"]).hidden = asked.query["moderationStatus"] != "published"
            return 204, None, {}
        said = asked.body["snippet"]
        if path == "/comments":
            self.find(said["parentId"])
            assert set(said) == {"parentId", "textOriginal"}
            return 200, self._comment(self.we(said["textOriginal"], parent=said["parentId"])), {}
        text = said["topLevelComment"]["snippet"]["textOriginal"]
        return 200, self._thread(self.we(text, post=said["videoId"])), {}


SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
