"""A fake of a Bluesky server: the part of the AT protocol that the desk speaks."""

from typing import Any

from channels.bluesky import GATE, POST
from domain.times import iso
from tests.channels.fakes.platform import START, Asked, Fake, Posted, Said, Shown, Status, page_of

ME = "did:plc:tdwylaf7wkvoyckqisod46dx"
CID = "bafyreibsja3dahrl4edjjh3cu7gtimhtl244wgbizgprva34yqpexbacem"


class FakeBluesky(Fake):
    """An account with one post; whoever answers it is told to us."""

    ours, our_name = ME, "Kominfo Cendana"
    post = f"at://{ME}/{POST}/3n2ufaader222"
    post_ref = "https://bsky.app/profile/kominfo.test/post/3n2ufaader222"
    publishing = "com.atproto.repo.putRecord"

    def __init__(self) -> None:
        super().__init__()
        self.gate: list[str] | None = None
        self.records: dict[str, str] = {}

    def new_id(self, number: int, parent: str) -> str:
        return f"at://did:plc:warga/{POST}/3n2u{number:09}"

    def url_of(self, id: str) -> str:
        return f"https://bsky.app/profile/kominfo.test/post/{id.rpartition('/')[2]}"

    def edit(self, id: str, text: str) -> None:
        super().edit(id, text)

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        method = asked.path.removeprefix("/xrpc/")
        if method == "com.atproto.server.refreshSession":
            if asked.bearer != self.refresh_token:
                raise Status(400, {"error": "ExpiredToken", "message": "Token has been revoked"})
            told = {"accessJwt": self.token, "refreshJwt": self.refresh_token, "handle": "kominfo.test", "did": ME}
            return 200, told, {}
        self.need_token(asked)
        match method:
            case "com.atproto.server.getSession":
                return 200, {"handle": "kominfo.test", "did": ME, "active": True}, {}
            case "app.bsky.feed.getAuthorFeed":
                return 200, {"feed": [{"post": self._own(one)} for one in self.posts()]}, {}
            case "app.bsky.notification.listNotifications":
                return 200, self._notifications(asked), {}
            case "app.bsky.feed.getPostThread":
                post = self.post_by(asked.query["uri"])
                if post is None:
                    raise Status(400, {"error": "NotFound", "message": "Post not found"})
                return 200, {"thread": self._thread(post)}, {}
            case "app.bsky.feed.getPosts":
                return 200, {"posts": [self._by_uri(asked.query["uris"])]}, {}
            case "app.bsky.actor.getProfile":
                counts = {"followersCount": 77, "followsCount": 3, "postsCount": 12}
                return 200, {"did": ME, "handle": "kominfo.test"} | counts, {}
            case "com.atproto.repo.getRecord":
                return 200, self._record(asked), {}
            case "com.atproto.repo.uploadBlob":
                if len(asked.body) > 1_000_000:
                    raise Status(400, {"error": "BlobTooLarge", "message": "This file is too large"})
                blob = {"$type": "blob", "ref": {"$link": self._blob(self.hand_over(asked.body))}}
                about = {"mimeType": asked.headers["content-type"], "size": len(asked.body)}
                return 200, {"blob": blob | about}, {}
            case "com.atproto.repo.putRecord":
                return self._put(asked)
        raise Status(501, {"error": "MethodNotImplemented", "message": method})

    def refuse_token(self) -> Status:
        return Status(400, {"error": "ExpiredToken", "message": "Token has expired"})

    def _by_uri(self, uri: str) -> dict[str, Any]:
        if post := self.post_by(uri):
            return self._own(post)
        one = self.find(uri)
        if one.deleted:
            raise Status(400, {"error": "NotFound", "message": "x"})
        return self._post(one)

    def _notifications(self, asked: Asked) -> dict[str, Any]:
        told = [one for one in reversed(self.there()) if one.author != ME]
        page, after = page_of(told, asked.query.get("cursor", ""), min(self.page_size, 100))
        found = []
        for one in page:
            post = self._post(one)
            kept = {name: post[name] for name in ("uri", "cid", "author", "record", "indexedAt", "labels")}
            found.append(kept | {"reason": "reply", "reasonSubject": one.parent or one.post, "isRead": False})
        return {"notifications": found, "seenAt": self._time(START)} | ({"cursor": after} if after else {})

    def _thread(self, one: Said | Posted) -> dict[str, Any]:
        answers = [self._thread(other) for other in self.there() if (other.parent or other.post) == one.id]
        post = self._post(one) if isinstance(one, Said) else self._own(one)
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post, "replies": answers}

    def _blob(self, id: str) -> str:
        return f"{CID[:-6]}{id}"

    def _own(self, one: Posted) -> dict[str, Any]:
        told = self._post(Said(id=one.id, post=one.id, author=ME, name=self.our_name, text=one.text, at=one.at))
        del told["record"]["reply"]
        told["replyCount"] = len([other for other in self.there() if other.post == one.id and not other.parent])
        if self.gate is not None and one.id == self.post:
            gate = {"$type": GATE, "post": self.post, "createdAt": self._time(START), "hiddenReplies": self.gate}
            uri = self.post.replace(POST, GATE)
            told["threadgate"] = {"uri": uri, "cid": CID, "record": gate, "lists": []}
        return told

    def _post(self, one: Said) -> dict[str, Any]:
        answered = one.parent or one.post
        ours = one.author == ME
        record = {
            "$type": POST,
            "text": one.text,
            "createdAt": self._time(one.at),
            "langs": ["id"],
            "reply": {"root": {"uri": one.post, "cid": CID}, "parent": {"uri": answered, "cid": CID}},
        }
        handle = "kominfo.test" if ours else f"{one.author.replace('_', '-')}.test"
        return {
            "uri": one.id,
            "cid": CID,
            "author": {"did": ME if ours else "did:plc:warga", "handle": handle, "displayName": one.name},
            "record": record,
            "replyCount": 0,
            "repostCount": 0,
            "likeCount": one.likes,
            "quoteCount": 0,
            "indexedAt": self._time(one.at),
            "labels": [],
        }

    def _time(self, at: int) -> str:
        return iso(at, "UTC").replace("+00:00", ".000Z")

    def _record(self, asked: Asked) -> dict[str, Any]:
        assert asked.query["repo"] == ME
        kind, key = asked.query["collection"], asked.query["rkey"]
        if kind == GATE and self.gate is not None:
            value = {"$type": GATE, "post": self.post, "createdAt": self._time(START), "hiddenReplies": self.gate}
            return {"uri": f"at://{ME}/{GATE}/{key}", "cid": CID, "value": value}
        if kind == POST and key in self.records:
            return {"uri": self.records[key], "cid": CID, "value": {"$type": POST}}
        raise Status(400, {"error": "RecordNotFound", "message": "Could not locate record"})

    def _put(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        key, record = asked.body["rkey"], asked.body["record"]
        if asked.body["collection"] == GATE:
            assert asked.body.get("swapRecord", CID) == CID
            self.gate = record["hiddenReplies"]
            for one in self.said:
                one.hidden = one.id in self.gate
            return 200, {"uri": f"at://{ME}/{GATE}/{key}", "cid": CID}, {}
        if key not in self.records:
            self.records[key] = id = f"at://{ME}/{POST}/{key}"
            if "reply" in record:
                answered, root = record["reply"]["parent"]["uri"], record["reply"]["root"]["uri"]
                parent = "" if answered == root else answered
                self.we(record["text"], parent=parent, post=root, key=key).id = id
            else:
                ids = []
                for one in record.get("embed", {}).get("images", []):
                    ids.append(next(id for id in self.uploads if self._blob(id) == one["image"]["ref"]["$link"]))
                    self.uploads[ids[-1]] = Shown(self.uploads[ids[-1]].what, one["alt"])
                self.put_up(record["text"], ids, id)
        return 200, {"uri": self.records[key], "cid": CID, "validationStatus": "valid"}, {}
