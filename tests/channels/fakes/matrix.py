"""A fake of a Matrix homeserver, as far as the desk speaks to it. The real one is met in the end-to-end tests."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from tests.channels.fakes.platform import Asked, Fake, Posted, Said, Status

ME = "@kominfo:sosial.example"


class FakeMatrix(Fake):
    """A server with one room; events are numbered, and a token is a number."""

    ours, our_name, post = ME, "Kominfo Cendana", "!ruang:sosial.example"
    post_ref = "!ruang:sosial.example"
    publishing = "/send/m.room.message/"

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []
        self.keys: dict[str, str] = {}

    def new_id(self, number: int, parent: str) -> str:
        return f"$peristiwa{number:05}"

    def add(self, text: str, **told: Any) -> Said:
        one = super().add(text, **told)
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        root = one.post if one.post != self.post else one.parent
        if root:
            relation = {"rel_type": "m.thread", "event_id": root, "is_falling_back": False}
            content["m.relates_to"] = relation | {"m.in_reply_to": {"event_id": one.parent or root}}
        self.events.append(self._event("m.room.message", one.id, self._user(one), content, one.at))
        return one

    def put_up(self, text: str, uploads: Iterable[str] = (), id: str = "") -> Posted:
        one = super().put_up(text, uploads, id)
        self.events.append(self._event("m.room.message", one.id, ME, {"msgtype": "m.text", "body": text}, one.at))
        return one

    def new_post(self, number: int) -> tuple[str, str]:
        id = self.new_id(number, "")
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        return self.post_ref if id == self.post else f"https://matrix.to/#/{self.post}/{id}"

    def edit(self, id: str, text: str) -> None:
        super().edit(id, text)
        one = self.find(id)
        relation = {"rel_type": "m.replace", "event_id": id}
        new = {"msgtype": "m.text", "body": text}
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        event_id = f"$sunting{len(self.events)}"
        self.events.append(self._event("m.room.message", event_id, self._user(one), content, self.now))

    def delete(self, id: str) -> None:
        super().delete(id)
        one = self.find(id)
        for event in self.events:
            if event["event_id"] == id:
                event["content"] = {}
        redaction = self._event("m.room.redaction", f"$hapus{len(self.events)}", self._user(one), {}, self.now)
        self.events.append(redaction | {"redacts": id})

    def _user(self, one: Said) -> str:
        return one.author if one.author.startswith("@") else f"@{one.author}:sosial.example"

    def _event(self, kind: str, id: str, sender: str, content: dict[str, Any], at: int) -> dict[str, Any]:
        told = {"type": kind, "event_id": id, "sender": sender, "room_id": self.post, "content": content}
        return told | {"origin_server_ts": at, "unsigned": {"age": 0}}

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        self.need_token(asked)
        if asked.path == "/_matrix/media/v3/upload":
            assert asked.headers["content-type"].startswith("image/")
            return 200, {"content_uri": f"mxc://sosial.example/{self.hand_over(asked.body)}"}, {}
        match [unquote(part) for part in asked.path.removeprefix("/_matrix/client/v3/").split("/")]:
            case ["account", "whoami"]:
                return 200, {"user_id": ME, "device_id": "A", "is_guest": False}, {}
            case ["sync"]:
                return 200, self._sync(asked), {}
            case ["joined_rooms"]:
                return 200, {"joined_rooms": [self.post]}, {}
            case ["rooms", self.post, "joined_members"]:
                return 200, {"joined": {ME: {}, "@siti:sosial.example": {"display_name": "Siti"}}}, {}
            case ["rooms", self.post, "messages"]:
                return 200, self._messages(asked), {}
            case ["rooms", self.post, "event", id]:
                return 200, next((one for one in self.events if one["event_id"] == id), None) or self._none(), {}
            case ["rooms", self.post, "send", "m.room.message", txn]:
                return self._send(txn, asked)
        return self._none()  # type: ignore[no-any-return]

    def _none(self) -> Any:
        raise Status(404, {"errcode": "M_NOT_FOUND", "error": "Not found"})

    def refuse_token(self) -> Status:
        return Status(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Unknown token", "soft_logout": False})

    def _sync(self, asked: Asked) -> dict[str, Any]:
        since = int(asked.query.get("since") or 0)
        new = self.events[since:]
        size = self.page_size
        shown, limited = new[-size:], len(new) > size
        timeline = {"events": shown, "limited": limited, "prev_batch": str(len(self.events) - len(shown))}
        joined = {self.post: {"timeline": timeline, "state": {"events": []}}} if new else {}
        return {"next_batch": str(len(self.events)), "rooms": {"join": joined}}

    def _messages(self, asked: Asked) -> dict[str, Any]:
        assert asked.query["dir"] == "b"
        end = int(asked.query.get("from") or len(self.events))
        start = max(end - min(self.page_size, int(asked.query["limit"])), int(asked.query.get("to") or 0))
        chunk = self.events[start:end][::-1]
        more = start > int(asked.query.get("to") or 0)
        return {"start": str(end), "chunk": chunk} | ({"end": str(start)} if more else {})

    def _send(self, txn: str, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if txn not in self.keys:
            answered = asked.body.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", "")
            if answered:
                under = answered if self.post_by(answered) else ""
                self.keys[txn] = self.we(asked.body["body"], parent="" if under else answered, post=under, key=txn).id
            else:
                ids = [asked.body["url"].rpartition("/")[2]] if asked.body["msgtype"] == "m.image" else []
                self.keys[txn] = self.put_up(asked.body["body"], ids).id
            self.events[-1]["unsigned"]["transaction_id"] = txn
        return 200, {"event_id": self.keys[txn]}, {}
