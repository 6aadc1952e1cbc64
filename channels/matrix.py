"""Matrix: a public room as a place where citizens write, threads as conversations. The contract's real test server.

Client-server API v1.11 (spec.matrix.org): `/sync` for what is new, `/messages` backwards for what was before. A
message's transaction id makes sending idempotent; redactions say what was deleted, `m.replace` what was edited.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from channels.access import Access
from channels.answers import count, dig, rows, same_text, word
from channels.answers import text as words
from channels.contract import ChannelError, Metric, Page, Picture, Sent, Token
from channels.pictures import Upload, accept
from channels.platforms import OFFERED
from channels.rounds import KEPT
from channels.tokens import TokenFile
from channels.transport import Answer, Transport, told
from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import MINUTE, local

Event = tuple[str, dict[str, Any]]
"""A room, and something that happened in it."""

_EVENTS = 100
_KNOWN = 300
_ADDRESS = "https://matrix.to/#/"
_PATIENCE = 15
"""Pages of a room that are looked through for an answer of ours."""
_FILTER = {
    "room": {
        "timeline": {"limit": _EVENTS, "types": ["m.room.message", "m.room.redaction"]},
        "state": {"types": ["m.room.name"], "lazy_load_members": True},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}


class _Cursor(msgspec.Struct, omit_defaults=True):
    since: str = ""
    """Of `/sync`."""
    gaps: list[tuple[str, str, str]] = []
    """Rooms with messages between two syncs: room, from (backwards), to ("": the beginning)."""
    posts: dict[str, bool] = {}
    """Of messages that were answered: whether they are posts of ours. The last ones."""

    def know(self, id: str, post: bool) -> None:
        """Keep what was learnt of a message."""
        self.posts = dict([*self.posts.items(), (id, post)][-_KNOWN:])


class Matrix:
    """One user on one homeserver, in the rooms it has joined."""

    zone = "UTC"

    def __init__(self, subject: str, tokens: TokenFile, now: Callable[[], int], server: str) -> None:
        self.subject = subject
        self.spent = Cost()
        self._web = Transport(server, now, judge=_judge)
        self._access = Access(tokens, f"matrix:{subject}@{server}", self._web)

    def capabilities(self) -> Capabilities:
        """All; hiding a message is redacting it, which nothing brings back, so that is by hand."""
        return OFFERED["matrix"]

    def check(self) -> Token:
        """Whose the token is."""
        me = self._get("/account/whoami")
        return Token(subject=word(me, "user_id"), handle=word(me, "user_id").lstrip("@"))

    def pull(self, cursor: str) -> Page:
        """What is new in all rooms, the newest first; then what lies between."""
        at = msgspec.json.decode(cursor, type=_Cursor) if cursor else _Cursor()
        events = self._between(at) if at.gaps else self._news(at)
        comments, gone = self._read(events, at)
        place = msgspec.json.encode(at).decode()
        return Page(comments=comments, gone=tuple(gone), cursor=place, more=bool(at.gaps))

    def _news(self, at: _Cursor) -> list[Event]:
        asked = {"timeout": "0", "filter": msgspec.json.encode(_FILTER).decode()}
        found = self._get("/sync", asked | ({"since": at.since} if at.since else {}))
        events = []
        joined = dig(found, "rooms", "join")
        for room, state in joined.items() if isinstance(joined, dict) else ():
            timeline = dig(state, "timeline")
            events += [(room, one) for one in rows(timeline, "events")]
            if dig(timeline, "limited") is True and word(timeline, "prev_batch", limit=1000):
                at.gaps.append((room, word(timeline, "prev_batch", limit=1000), at.since))
        at.since = word(found, "next_batch", limit=1000) or at.since
        return events[::-1]

    def _between(self, at: _Cursor) -> list[Event]:
        room, start, end = at.gaps.pop(0)
        asked = {"dir": "b", "from": start, "limit": str(_EVENTS)}
        found = self._get(f"/rooms/{quote(room)}/messages", asked | ({"to": end} if end else {}))
        chunk = list(rows(found, "chunk"))
        after = word(found, "end", limit=1000)
        oldest = min((count(one, "origin_server_ts") or 0 for one in chunk), default=0)
        if after and after != start and oldest > self._web.now() - KEPT:
            at.gaps.insert(0, (room, after, end))
        return [(room, one) for one in chunk]

    def _read(self, events: list[Event], at: _Cursor) -> tuple[list[IncomingComment], list[str]]:
        """Comments and what was deleted; an edit takes the place of what it edits, where both are on the page."""
        found: dict[str, IncomingComment] = {}
        gone, edits = [], dict[str, str]()
        self._learn(events, at)
        for room, one in events:
            kind, content, id = word(one, "type"), one.get("content"), word(one, "event_id")
            if kind == "m.room.redaction":
                gone.append(word(one, "redacts") or word(content, "redacts"))
                continue
            relation = dig(content, "m.relates_to")
            if word(relation, "rel_type") == "m.replace":
                edits.setdefault(word(relation, "event_id"), words(content, "m.new_content", "body"))
                continue
            text = words(content, "body")
            if not id or not text or kind != "m.room.message":
                continue
            if not self._is_post(one) and (comment := self._comment(room, one, text, at)):
                found[id] = comment
        for id, text in edits.items():
            if id in found and text:
                found[id] = msgspec.structs.replace(found[id], text=text)
            elif text and (edited := self._edited(events, id, text, at)):
                found[id] = edited
        return list(found.values()), [id for id in gone if id]

    def _comment(self, room: str, event: dict[str, Any], text: str, at: _Cursor) -> IncomingComment | None:
        relation, id = dig(event, "content", "m.relates_to"), word(event, "event_id")
        written = count(event, "origin_server_ts")
        if written is None:
            return None
        answered, sender = _answered(relation), word(event, "sender")
        root = _thread(relation) or answered
        post = root if root and self._is_known_post(room, root, at) else ""
        return IncomingComment(
            line=0,
            platform="matrix",
            platform_id=id,
            parent="" if answered == post else answered,
            post_ref=_address(room, post) if post else room,
            url=_address(room, id),
            author=sender.lstrip("@").partition(":")[0],
            handle=sender.lstrip("@"),
            text=_without_quote(text) if word(relation, "m.in_reply_to", "event_id") else text,
            written=local(written, "UTC"),
            own=sender == self.subject,
        )

    def _is_post(self, event: Any) -> bool:
        """What we say without being asked is a post; all else is a comment."""
        return word(event, "sender") == self.subject and not _answered(dig(event, "content", "m.relates_to"))

    def _learn(self, events: list[Event], at: _Cursor) -> None:
        """Of messages that are answered on a page and stand on it, nobody has to be asked."""
        relations = [dig(one, "content", "m.relates_to") for _room, one in events]
        roots = {_thread(one) or _answered(one) for one in relations}
        for _room, one in events:
            if (id := word(one, "event_id")) in roots or self._is_post(one):
                at.know(id, self._is_post(one))

    def _is_known_post(self, room: str, id: str, at: _Cursor) -> bool:
        """Whether a message that was answered is a post of ours. Each is asked about once."""
        if id not in at.posts:
            try:
                one = self._get(f"/rooms/{quote(room)}/event/{quote(id)}")
            except ChannelError as error:
                if error.reason != "refused":
                    raise
                one = {}
            at.know(id, self._is_post(one))
        return at.posts[id]

    def _edited(self, events: list[Event], id: str, text: str, at: _Cursor) -> IncomingComment | None:
        """The comment that was edited after we had read it."""
        room = next(room for room, one in events if word(one, "content", "m.relates_to", "event_id") == id)
        try:
            one = self._get(f"/rooms/{quote(room)}/event/{quote(id)}")
        except ChannelError as error:
            if error.reason != "refused":
                raise
            return None
        return None if self._is_post(one) else self._comment(room, one, text, at)

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """Answer in the message's thread. The key is the transaction id, so a second attempt is the same message."""
        room, _, post = post_ref.removeprefix(_ADDRESS).partition("/")
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if answered := parent or post:
            content["m.relates_to"] = {
                "rel_type": "m.thread",
                "event_id": self._thread_of(room, answered),
                "is_falling_back": False,
                "m.in_reply_to": {"event_id": answered},
            }
        return self._put(room, key, content)

    def _thread_of(self, room: str, id: str) -> str:
        """A thread's messages all name its first one."""
        return _thread(dig(self._get(f"/rooms/{quote(room)}/event/{quote(id)}"), "content", "m.relates_to")) or id

    def _put(self, room: str, key: str, content: dict[str, Any]) -> Sent:
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/{_transaction(key)}"
        answer = self._access.ask(lambda headers: self._web.write("PUT", path, headers=headers, json=content)).json()
        id = word(answer, "event_id")
        if not id:
            raise ChannelError("unknown", detail="no id in the answer")
        return _sent(room, id, 0)

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Look for it in our rooms: by the transaction id, which the server shows to who sent it, else by its words."""
        return self._find(key, parent, text, since)

    def _find(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        wanted = _transaction(key)
        for room in self._rooms():
            place = ""
            for _ in range(_PATIENCE):
                asked = {"dir": "b", "limit": str(_EVENTS)} | ({"from": place} if place else {})
                found = self._get(f"/rooms/{quote(room)}/messages", asked)
                for one in rows(found, "chunk"):
                    if self._is_answer(one, wanted, parent, text, since):
                        return _sent(room, word(one, "event_id"), count(one, "origin_server_ts") or 0)
                times = [count(one, "origin_server_ts") or since for one in rows(found, "chunk")]
                place = word(found, "end", limit=1000)
                if not place or min(times, default=0) < since - MINUTE:
                    break
        return None

    def _is_answer(self, one: dict[str, Any], wanted: str, parent: str, text: str, since: int) -> bool:
        if word(one, "sender") != self.subject:
            return False
        if told := word(one, "unsigned", "transaction_id"):
            return told == wanted
        answered, at = _answered(dig(one, "content", "m.relates_to")), count(one, "origin_server_ts") or 0
        return at >= since - MINUTE and answered == parent and same_text(words(one, "content", "body"), text)

    def hide(self, platform_id: str, hidden: bool) -> None:
        """By hand: a redaction cannot be taken back."""
        raise ChannelError("refused", code="by_hand")

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """A message in the first room: text, or a picture with the text as its caption."""
        uploads = accept("matrix", media)
        room = next(iter(self._rooms()), "")
        if not room:
            raise ChannelError("refused", code="no_room")
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        for one in uploads:  # At most one.
            about = {"mimetype": one.kind, "size": len(one.content)}
            content = {"msgtype": "m.image", "body": text or one.name, "filename": one.name, "info": about}
            content["url"] = self._hand_over(one)
        return self._put(room, key, content)

    def _hand_over(self, picture: Upload) -> str:
        answer = self._access.ask(
            lambda headers: self._web.upload("/_matrix/media/v3/upload", picture, headers=headers)
        ).json()
        if not (uri := word(answer, "content_uri")).startswith("mxc://"):
            raise ChannelError("unreachable", detail="no address in the answer")
        return uri

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """As an answer to nothing."""
        return self._find(key, "", text, since)

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """How many people are in our rooms."""
        people: set[str] = set()
        for room in self._rooms():
            joined = dig(self._get(f"/rooms/{quote(room)}/joined_members"), "joined")
            people |= set(joined) if isinstance(joined, dict) else set()
        return [Metric(name="followers", value=len(people - {self.subject}))]

    def _rooms(self) -> list[str]:
        found = dig(self._get("/joined_rooms"), "joined_rooms")
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def _get(self, path: str, asked: dict[str, str] | None = None) -> Any:
        return self._access.ask(
            lambda headers: self._web.read(f"/_matrix/client/v3{path}", asked, headers=headers)
        ).json()


def _transaction(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def _sent(room: str, id: str, at: int) -> Sent:
    return Sent(platform_id=id, url=_address(room, id), at=at)


def _address(room: str, id: str) -> str:
    return f"{_ADDRESS}{room}/{id}"


def _thread(relation: Any) -> str:
    """The first message of the thread it stands in."""
    return word(relation, "event_id") if word(relation, "rel_type") == "m.thread" else ""


def _answered(relation: Any) -> str:
    """The message it answers. In a thread a client names the last one, too, for others that know no threads."""
    answered = word(relation, "m.in_reply_to", "event_id")
    return _thread(relation) if dig(relation, "is_falling_back") is True else answered or _thread(relation)


def _without_quote(text: str) -> str:
    """Older clients quote what they answer in front of it, each line behind a ">"."""
    lines = text.split("\n")
    while lines and lines[0].startswith(">"):
        lines.pop(0)
    return "\n".join(lines).strip() or text


def _judge(answer: Answer, now: int) -> ChannelError | None:
    """The server's own names for what went wrong."""
    if answer.status < 400:
        return None
    code = word(answer.json(), "errcode")
    if code == "M_LIMIT_EXCEEDED":
        wait = count(answer.json(), "retry_after_ms")
        return None if wait is None else ChannelError("limited", now + wait, told(answer))
    if code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"):
        return ChannelError("expired", detail=told(answer))
    return None
