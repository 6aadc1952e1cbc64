"""Comments of a file: new ones are read by the language engine, known ones take what has changed, ours are replies."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from channels.importers import links
from desk import archive, erasure, retention
from desk.desk import Desk
from desk.receive import twins
from desk.receive.index import Index
from desk.receive.owners import Owners
from desk.receive.programmes import Programmes
from desk.receive.reopening import Reopening
from desk.receive.similar import Similar
from desk.receive.steps import Tally, Writes
from domain.comments import OPEN_STATES, Comment, Kind, Reading, Reply
from domain.erasure import NAMELESS
from domain.incoming import IncomingComment
from domain.posts import Variant
from domain.times import DAY

Key = tuple[str, str]

_MAY_BE_THERE = frozenset({"sent", "sending", "unknown"})
"""A reply of ours in these states the platform may show: recorded by hand, or on its way when the line was cut."""
_SENT = {"state": "sent", "retry_at": 0, "error": "", "error_detail": ""}
_TO_SOMEBODY = re.compile(r"(?:@\S+\s+)*")


class _Stored(msgspec.Struct, gc=False):
    """What an import must know of a comment or a reply in the store."""

    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    author: str = ""
    handle: str = ""
    text: str = ""
    written_at: int = 0
    likes: int | None = None
    answers: int = 0
    state: str = "new"
    unheard: bool = False
    account: int = 0
    kind: Kind = "other"
    kind_by: str = ""
    follow_up_days: int = 0
    sentiment_by: str = ""
    comment: int = 0
    group: int = 0
    id: int = 0


class Comments:
    """Brings comments into the store, each once, and never touches what an admin has said of one."""

    def __init__(
        self,
        desk: Desk,
        owners: Owners,
        tally: Tally,
        comments: Sequence[IncomingComment],
        *,
        similar: Similar | None = None,
        index: Index | None = None,
    ) -> None:
        """`similar` and `index`: of who brings in page after page, so that each need not read the whole store."""
        self._desk = desk
        self._owners = owners
        self._similar = similar or Similar(desk)
        self._index = index
        self._programmes = Programmes(desk)
        self.tally = tally
        self._wanted: set[Key] = {(one.platform, id) for one in comments for id in (one.platform_id, one.parent) if id}
        self._parents = {(one.platform, one.parent) for one in comments if one.parent and not owners.wrote(one)}
        self._reopening = Reopening(desk, tally, self._parents)
        self._readings: dict[Key, Reading] = {}
        self._returning: dict[int, list[tuple[str, dict[str, Any], int]]] | None = None
        self._back: set[tuple[str, int]] = set()

    def load(self) -> None:
        """Learn what the store holds of the file's comments."""
        self._owners.load()
        if self._index:
            self._index.catch_up()
        self._reopening.load(self._index)
        store = self._desk.store
        self._kept_since = retention.kept_since(self._desk)
        self._barred = erasure.barred(self._desk, self._wanted)
        self._wanted |= {(platform, id) for (platform, _id), id in self._barred.items()}
        self._pasted: dict[str, list[_Stored]] = defaultdict(list)
        self._answers: Counter[Key] = Counter()
        known = self._index.comments(self._wanted, self._parents) if self._index else None
        self._comments = self._known(self._watched(store.repo("comments", Comment).rows(_Stored, known)))
        known = self._index.replies(self._wanted) if self._index else None
        replies = list(store.repo("replies", Reply).rows(_Stored, known))
        self._replies = self._known(replies)
        by_hand = ((id, row) for id, row in replies if row.state in _MAY_BE_THERE and not _has_id(row))
        self._by_hand = {(row.comment, _bare(row.text)): (id, row) for id, row in by_hand}
        variants = [one for one in store.repo("variants", Variant).all() if one.url]
        self._archived = archive.known(self._desk, self._wanted)
        # Servers that anybody may run have addresses of their own.
        self._posts = {link.post if (link := links.read(one.url)) else one.url: one.post for one in variants}
        self._posts.pop("", None)

    def _watched(self, rows: Iterable[tuple[int, _Stored]]) -> Iterator[tuple[int, _Stored]]:
        """The rows, and noted among them those that an admin put in by hand and those that answer a thread."""
        for id, row in rows:
            if (thread := (row.platform, row.parent)) in self._parents:
                self._answers[thread] += 1
            if not _has_id(row):
                row.id = id
                self._pasted[twins.text_key(row.text)].append(row)
            yield id, row

    def _known(self, rows: Iterable[tuple[int, _Stored]]) -> dict[Key, _Stored]:
        known: dict[Key, _Stored] = {}
        for id, row in rows:
            if (key := (row.platform, row.platform_id)) in self._wanted:
                row.id = id
                known[key] = row
        return known

    def prepare(self, items: Sequence[IncomingComment]) -> None:
        """Read the new texts."""
        lessons = self._desk.lessons
        keys = {_key(one): one for one in items}
        self._readings = {
            key: lessons.read(one.text)
            for key, one in keys.items()
            if key not in self._comments and key not in self._replies and key not in self._archived
        }
        if self._returning is None:
            answered = {id for key in self._parents if (id := self._archived_comment(key))}
            self._returning = archive.threads_with(self._desk, answered)

    def take(self, step: Writes, item: IncomingComment) -> None:
        """Bring one comment in."""
        if _key(item) in self._barred:
            self.tally.barred += 1
            return
        if erased := self._barred.get((item.platform, item.parent)):
            item = msgspec.structs.replace(item, parent=erased)
        if _key(item) in self._archived:
            self.tally.same += 1
            return
        reply, comment = self._replies.get(_key(item)), self._comments.get(_key(item)) or self._adopted(step, item)
        ours = self._owners.wrote(item)
        if reply:
            self._renew(step, "replies", reply, item)
        elif comment and ours and comment.state == "new":
            step.delete("comments", comment.id)
            self._insert_reply(step, item)
            self.tally.changed += 1
        elif comment:
            self._renew(step, "comments", comment, item)
        elif ours:
            self._add_reply(step, item)
        else:
            self._add_comment(step, item)

    def _adopted(self, step: Writes, item: IncomingComment) -> _Stored | None:
        """The same comment, put in by hand within a day of when it was written: it takes the platform's id and time."""
        if item.platform_id.startswith(twins.PREFIX):
            return None
        for row in self._pasted.get(twins.text_key(item.text), ()):
            writers = twins.names(row.author, row.handle), twins.names(item.author, item.handle)
            if row.platform != item.platform or _has_id(row) or not twins.are_one(*writers):
                continue
            account = self._owners.of(step, item.platform, item.account_handle)
            written_at = self._owners.instant(item.written, account)
            if abs(row.written_at - written_at) > DAY:
                continue
            row.platform_id, row.written_at = item.platform_id, written_at
            told = {"platform_id": item.platform_id, "url": item.url, "post_ref": item.post_ref}
            known = {"author": row.author or item.author, "handle": row.handle or item.handle}
            at = {"written_at": written_at, "written_precision": item.written_precision}
            post = self._posts.get(item.post_ref, 0)
            step.update("comments", row.id, {**told, **known, **at, **self._due(row), "post": post})
            self._comments[_key(item)] = row
            return row
        return None

    def _archived_comment(self, key: Key) -> int:
        table, id = self._archived.get(key, ("", 0))
        return id if table == "comments" else 0

    def _bring_back(self, step: Writes, parent: Key) -> None:
        """A citizen writes again under a thread that was archived: all of it is live again, as it was known."""
        for table, document, id in (self._returning or {}).get(self._archived_comment(parent), ()):
            if (table, id) in self._back or self._desk.store.document(table, id) is not None:
                continue
            step.insert(table, document, id)
            self._back.add((table, id))
            if table == "comments":
                self._reopening.add(id, document)
            row = msgspec.convert({**document, "id": id}, _Stored)
            if row.platform_id:
                self._archived.pop((row.platform, row.platform_id), None)
                (self._comments if table == "comments" else self._replies)[row.platform, row.platform_id] = row

    def _reading(self, item: IncomingComment) -> Reading:
        return self._readings.get(_key(item)) or self._desk.lessons.read(item.text)

    def _add_comment(self, step: Writes, item: IncomingComment) -> None:
        account = self._owners.of(step, item.platform, item.account_handle)
        written_at = self._owners.instant(item.written, account)
        if written_at < self._kept_since:
            self.tally.barred += 1
            return
        self._bring_back(step, (item.platform, item.parent))
        reading = self._reading(item)
        comment = Comment(
            platform=item.platform,
            account=account.id,
            platform_id=item.platform_id,
            post=self._posts.get(item.post_ref, 0),
            post_ref=item.post_ref,
            parent=item.parent,
            url=item.url,
            author=item.author,
            handle=item.handle,
            text=item.text,
            written_at=written_at,
            written_precision=item.written_precision,
            received_at=step.at,
            likes=item.likes,
            answers=self._answers[_key(item)],
            reading=reading,
            kind=reading.kind,
            sentiment="unsure" if reading.unsure else reading.sentiment,
            **self._desk.calendars.due(reading.kind, written_at, account.id)._asdict(),
        )
        comment.programme = self._programmes.of(comment)
        id = self._similar.insert(step, comment)
        self._comments[_key(item)] = _Stored(
            id=id, account=account.id, kind=reading.kind, text=item.text, written_at=written_at, group=comment.group
        )
        self.tally.new += 1
        self._reopening.heard(step, item, written_at)
        self._count_answer(step, (item.platform, item.parent))

    def _count_answer(self, step: Writes, thread: Key) -> None:
        """What many citizens answer stands further up."""
        if thread not in self._parents:
            return
        self._answers[thread] += 1
        head = self._comments.get(thread)
        if head and self._answers[thread] > head.answers:
            head.answers = self._answers[thread]
            step.update("comments", head.id, {"answers": head.answers})

    def _add_reply(self, step: Writes, item: IncomingComment) -> None:
        """What we wrote. A reply that an admin recorded as sent by hand is not told twice."""
        parent = self._comments.get((item.platform, item.parent))
        if found := self._put_in_before(parent, item):
            id, row = found
            answered = self._stored_comment(row.comment) or parent
            account = self._owners.of(step, item.platform, item.account_handle)
            sent_at = self._owners.instant(item.written, account)
            seen = {"platform_id": item.platform_id, "text": item.text, "likes": item.likes}
            if row.state == "sent":
                seen["parent"] = item.parent
            step.update("replies", id, {**seen, "sent_at": sent_at, **(_SENT if row.state != "sent" else {})})
            if answered and row.state != "sent":
                self._answered(step, answered, id, outbound=0)
            self.tally.changed += 1
        else:
            self._insert_reply(step, item)
            self.tally.new += 1

    def _put_in_before(self, parent: _Stored | None, item: IncomingComment) -> tuple[int, _Stored] | None:
        """Our reply as it stands here, where nobody knew its id. Of one on its way the platform may name the thread's
        first comment, whichever of its comments was answered."""
        text = _bare(item.text)
        if parent and (found := self._by_hand.pop((parent.id, text), None)):
            return found
        for key, (id, row) in self._by_hand.items():
            if key[1] != text or row.state == "sent" or row.platform != item.platform:
                continue
            answered = self._stored_comment(row.comment)
            if answered and item.parent in (answered.platform_id, answered.parent):
                self._by_hand.pop(key)
                return id, row
        return None

    def _stored_comment(self, id: int) -> _Stored | None:
        for _id, row in self._desk.store.repo("comments", Comment).rows(_Stored, (id,)):
            row.id = id
            return row
        return None

    def _insert_reply(self, step: Writes, item: IncomingComment) -> None:
        parent = self._comments.get((item.platform, item.parent))
        account = self._owners.of(step, item.platform, item.account_handle)
        written_at = self._owners.instant(item.written, account)
        reply = Reply(
            comment=parent.id if parent else self._archived_comment((item.platform, item.parent)),
            account=account.id,
            platform=item.platform,
            platform_id=item.platform_id,
            parent=item.parent,
            post_ref=item.post_ref,
            text=item.text,
            state="sent",
            by=item.handle or item.author,
            written_at=written_at,
            written_precision=item.written_precision,
            sent_at=written_at,
            likes=item.likes,
        )
        id = step.insert("replies", reply)
        if parent:
            self._answered(step, parent, id)

    def _answered(self, step: Writes, parent: _Stored, reply: int, **fields: Any) -> None:
        """The citizen has heard from us."""
        if parent.state in OPEN_STATES:
            parent.state = fields["state"] = "answered"
        elif parent.unheard:
            parent.unheard = fields["unheard"] = False
        if "state" not in fields:
            fields["further"] = reply
        if fields:
            step.update("comments", parent.id, fields)

    def _renew(self, step: Writes, table: str, stored: _Stored, item: IncomingComment) -> None:
        """Take what the file knows better: a text, likes, the comment it answers. What it does not tell stays."""
        fields: dict[str, Any] = {}
        if item.likes is not None and item.likes != stored.likes:
            fields["likes"] = item.likes
        if item.parent and item.parent != stored.parent and not stored.parent.startswith(NAMELESS):
            fields["parent"] = item.parent
        if item.text and item.text != stored.text and not item.exported:
            fields["text"] = item.text
            if table == "comments":
                fields.update(self._read_again(stored, item.text))
        if fields:
            step.update(table, stored.id, fields)
            self.tally.changed += 1
        else:
            self.tally.same += 1

    def _read_again(self, stored: _Stored, text: str) -> dict[str, Any]:
        """The reading of a changed text; what an admin has said stands."""
        reading = self._desk.lessons.read(text)
        fields: dict[str, Any] = {"reading": reading}
        if not stored.kind_by:
            stored.kind = reading.kind
            fields.update(kind=reading.kind, **self._due(stored))
        if not stored.sentiment_by:
            fields["sentiment"] = "unsure" if reading.unsure else reading.sentiment
        return fields

    def _due(self, stored: _Stored) -> dict[str, int | None]:
        """The deadlines of a stored comment as it is known now."""
        days, group = stored.follow_up_days, stored.group or stored.id
        due = self._desk.calendars.due(stored.kind, stored.written_at, stored.account, days, group=group)
        return due._asdict()


def _has_id(stored: _Stored) -> bool:
    """Whether the platform's own id of it is known."""
    return bool(stored.platform_id) and not stored.platform_id.startswith(twins.PREFIX)


def _key(item: IncomingComment) -> Key:
    return item.platform, item.platform_id


def _bare(text: str) -> str:
    """A reply's text as it is compared: platforms put the name of the one it answers in front."""
    return " ".join(_TO_SOMEBODY.sub("", text, count=1).split()).casefold()
