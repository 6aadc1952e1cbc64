"""Fakes of Meta's Graph API: a Facebook Page, and an Instagram professional account."""

import hashlib
import hmac
import json
from typing import Any

from channels.graph import VERSION
from domain.times import HOUR, iso
from tests.channels.fakes.platform import Asked, Fake, Posted, Said, Status, page_of

PAGE, ACCOUNT = "100060000000101", "17841400000000001"


class FakeGraph(Fake):
    """What both have in common."""

    secret = "app-secret-canary"

    def refuse_token(self) -> Status:
        error = {"message": "Error validating access token", "type": "OAuthException", "code": 190, "fbtrace_id": "A"}
        return Status(400, {"error": error | {"error_subcode": 463}})

    def missing(self) -> Status:
        """What the API says of what is not there."""
        error = {"message": "Unsupported get request. Object does not exist", "type": "GraphMethodException"}
        return Status(400, {"error": error | {"code": 100, "error_subcode": 33, "fbtrace_id": "A"}})

    def path(self, asked: Asked) -> list[str]:
        """The parts of the path behind the version, once the token and the proof are right."""
        self.need_token(asked)
        told = asked.query | (asked.body or {})
        proof = hmac.new(self.secret.encode(), asked.bearer.encode(), hashlib.sha256).hexdigest()
        if told.get("appsecret_proof") != proof:
            error = {"message": "API calls from the server require an appsecret_proof argument", "code": 100}
            raise Status(400, {"error": error | {"type": "GraphMethodException", "fbtrace_id": "A"}})
        assert asked.path.startswith(f"/{VERSION}/")
        return asked.path.removeprefix(f"/{VERSION}/").split("/")

    def listed(self, items: list[Any], asked: Asked) -> dict[str, Any]:
        """A page of a list."""
        page, after = page_of(items, asked.query.get("after", ""), min(self.page_size, int(asked.query["limit"])))
        paging: dict[str, Any] = {"cursors": {"before": "QVFI", "after": after or "QVFIx"}}
        return {"data": page, "paging": paging | ({"next": f"{self.url}/next"} if after else {})}

    def there_by(self, id: str) -> Said:
        """A comment that was not deleted."""
        found = next((one for one in self.there() if one.id == id), None)
        if found is None:
            raise self.missing()
        return found


class FakeFacebook(FakeGraph):
    """A page with one post."""

    ours, our_name, post = PAGE, "Pemerintah Kota Cendana", f"{PAGE}_1827"
    post_ref = "https://www.facebook.com/pemkotcendana/posts/1827"
    publishing = "/feed"

    def new_id(self, number: int, parent: str) -> str:
        return f"1827_{2900000000 + number}"

    def new_post(self, number: int) -> tuple[str, str]:
        id = f"{PAGE}_{2000 + number}"
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        return f"https://www.facebook.com/pemkotcendana/posts/{id.partition('_')[2]}"

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        match self.path(asked):
            case ["me"]:
                return 200, {"id": PAGE, "name": self.our_name, "username": "pemkotcendana"}, {}
            case [id] if id == PAGE and asked.method == "GET":
                return 200, {"id": PAGE, "followers_count": 15200}, {}
            case [id, "published_posts"]:
                assert id == PAGE
                return 200, self.listed([self._post(one) for one in self.posts()], asked), {}
            case [id, "comments"] if asked.method == "GET":
                return 200, self._comments(id, asked), {}
            case [id, "comments"]:
                parent = self.there_by(id)
                if parent.parent:
                    raise self.missing()
                return 200, {"id": self.we(asked.body["message"], parent=id).id}, {}
            case [id, "photos"]:
                assert (id, asked.body["published"]) == (PAGE, "false")
                told = asked.body.get("source") or asked.body["url"]
                return 200, {"id": self.hand_over(told, asked.body.get("alt_text_custom", ""))}, {}
            case [id, "feed"]:
                assert id == PAGE
                return 200, {"id": self._publish(asked.body).id}, {}
            case [id] if asked.method == "GET" and (post := self.post_by(id)):
                return 200, self._post(post), {}
            case [id] if asked.method == "GET":
                one = self.there_by(id)
                return 200, {"id": id} | ({"parent": {"id": one.parent}} if one.parent else {}), {}
            case [id]:
                self.there_by(id).hidden = asked.body["is_hidden"] == "true"
                return 200, {"success": True}, {}
        raise self.missing()

    def _publish(self, told: dict[str, str]) -> Posted:
        if any(one.text == told["message"] and self.now - one.at < HOUR for one in self.posted):
            raise Status(400, {"error": {"message": "Duplicate status message", "code": 506, "fbtrace_id": "A"}})
        attached = [json.loads(value)["media_fbid"] for name, value in told.items() if name.startswith("attached_")]
        assert [name for name in told if name.startswith("attached_")] == [
            f"attached_media[{number}]" for number in range(len(attached))
        ]
        return self.put_up(told["message"], attached)

    def _post(self, one: Posted) -> dict[str, Any]:
        said = [other for other in self.there() if other.post == one.id]
        count = {"data": [], "summary": {"order": "ranked", "total_count": len(said), "can_comment": True}}
        told = {"id": one.id, "created_time": self._time(one.at), "permalink_url": one.url + "?x=1"}
        told |= {"message": one.text}
        reactions = {"data": [], "summary": {"total_count": 40, "viewer_reaction": "NONE"}}
        return told | {"comments": count, "shares": {"count": 3}, "reactions": reactions}

    def _comments(self, id: str, asked: Asked) -> dict[str, Any]:
        assert asked.query["order"] == "reverse_chronological"
        if self.post_by(id):
            assert asked.query["filter"] == "stream"
            found = [one for one in self.there() if one.post == id]
        else:
            found = [one for one in self.there() if one.parent == id]
        return self.listed([self._comment(one) for one in reversed(found)], asked)

    def _comment(self, one: Said) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": one.id,
            "message": one.text,
            "created_time": self._time(one.at),
            "from": {"id": one.author, "name": one.name},
            "like_count": one.likes,
            "is_hidden": one.hidden,
            "permalink_url": f"{self.url_of(one.post)}?comment_id={one.id.rpartition('_')[2]}",
        }
        return told | ({"parent": {"id": one.parent}} if one.parent else {})

    def _time(self, at: int) -> str:
        return iso(at, "UTC").replace("+00:00", "+0000")


class FakeInstagram(FakeGraph):
    """An account with one post; answers come within their comments, some of them only on request."""

    ours, our_name, post = "kominfo.cendana", "Kominfo Cendana", "18011000000000002"
    post_ref = "https://www.instagram.com/p/Cendana1/"
    publishing = "/media_publish"

    def __init__(self) -> None:
        super().__init__()
        self.shown_answers = 3
        self.made: dict[str, dict[str, str]] = {}
        self.working = 0
        """How often a container is not ready yet when it is asked for."""
        self.fails = ""
        """What is told of the next container instead of that it is ready."""

    def new_id(self, number: int, parent: str) -> str:
        return str(17870000000000000 + number)

    def new_post(self, number: int) -> tuple[str, str]:
        id = str(18011000000000100 + number)
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        return self.post_ref if id == self.post else f"https://www.instagram.com/p/C{id[-4:]}/"

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if asked.path == "/refresh_access_token":
            return 200, {"access_token": self.token, "token_type": "bearer", "expires_in": 5_183_944}, {}
        match self.path(asked):
            case ["me"]:
                me = {"user_id": ACCOUNT, "username": self.ours, "name": self.our_name, "id": "9"}
                return 200, me | {"followers_count": 9803, "media_count": 412}, {}
            case [id, "media"] if asked.method == "GET":
                assert id == ACCOUNT
                return 200, self.listed([self._media(one) for one in self.posts()], asked), {}
            case [id, "comments"]:
                tops = [self._comment(one) for one in reversed(self.there()) if not one.parent and one.post == id]
                return 200, self.listed(tops, asked), {}
            case [id, "replies"] if asked.method == "GET":
                self.there_by(id)
                answers = [self._answer(one) for one in self.there() if one.parent == id]
                return 200, self.listed(answers, asked), {}
            case [id, "replies"]:
                if self.there_by(id).parent:
                    raise self.missing()
                return 200, {"id": self.we(asked.body["message"], parent=id).id}, {}
            case [id, "media"]:
                assert id == ACCOUNT
                return 200, {"id": self._make(asked.body)}, {}
            case [id, "media_publish"]:
                return 200, {"id": self._publish(asked.body["creation_id"]).id}, {}
            case [id, "insights"]:
                values = [{"name": "views", "period": "lifetime", "values": [{"value": 1200}]}]
                return 200, {"data": values}, {}
            case [id] if id in self.made:
                return 200, self._status(id), {}
            case [id] if asked.method == "GET" and (post := self.post_by(id)):
                return 200, self._media(post), {}
            case [id] if asked.method == "GET":
                one = self.there_by(id)
                return 200, {"id": id} | ({"parent_id": one.parent} if one.parent else {}), {}
            case [id]:
                self.there_by(id).hidden = asked.body["hide"] == "true"
                return 200, {"success": True}, {}
        raise self.missing()

    def _make(self, told: dict[str, str]) -> str:
        """A container: of a picture or video, or of others."""
        if told.get("media_type") == "CAROUSEL":
            children = told["children"].split(",")
            assert 2 <= len(children) <= 10
            assert all(self.made[one].get("is_carousel_item") == "true" for one in children)
            assert "caption" in told
        else:
            assert ("image_url" in told) != ("video_url" in told)
            assert ("caption" in told) != ("is_carousel_item" in told)
            assert "alt_text" not in told or "image_url" in told
        id = self.hand_over(told.get("image_url") or told.get("video_url") or "", told.get("alt_text", ""))
        self.made[id] = {name: value for name, value in told.items() if name != "appsecret_proof"}
        return id

    def _status(self, id: str) -> dict[str, Any]:
        if self.working:
            self.working -= 1
            return {"status_code": "IN_PROGRESS", "status": "In Progress: Media is still being processed.", "id": id}
        if self.fails:
            return {"status_code": "ERROR", "status": self.fails, "id": id}
        return {"status_code": "FINISHED", "status": "Finished: Media has been uploaded.", "id": id}

    def _publish(self, id: str) -> Posted:
        told = self.made.pop(id)
        parts = told["children"].split(",") if "children" in told else [id]
        return self.put_up(told["caption"], parts)

    def _media(self, one: Posted) -> dict[str, Any]:
        said = [other for other in self.there() if other.post == one.id]
        told = {"id": one.id, "permalink": one.url, "timestamp": self._time(one.at), "caption": one.text}
        return told | {"comments_count": len(said), "like_count": 88}

    def _comment(self, one: Said) -> dict[str, Any]:
        told = self._answer(one)
        answers = [self._answer(other) for other in self.there() if other.parent == one.id]
        if answers:
            shown = answers[: self.shown_answers]
            more = {"paging": {"cursors": {"after": "QVFI"}, "next": "x"}} if len(answers) > len(shown) else {}
            told["replies"] = {"data": shown} | more
        return told

    def _answer(self, one: Said) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": one.id,
            "text": one.text,
            "timestamp": self._time(one.at),
            "username": one.author,
            "from": {"id": ACCOUNT if one.author == self.ours else "5210000001", "username": one.author},
            "like_count": one.likes,
            "hidden": one.hidden,
        }
        return told | ({"parent_id": one.parent} if one.parent else {})

    def _time(self, at: int) -> str:
        return iso(at, "UTC").replace("+00:00", "+0000")
