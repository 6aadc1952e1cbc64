"""A citizen writes again: what we had closed or put aside in that thread waits for us once more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from desk.desk import Desk
from desk.receive import twins
from desk.receive.index import Index
from desk.receive.steps import Tally, Writes
from domain.comments import Comment, Kind, Reply
from domain.incoming import IncomingComment

Key = tuple[str, str]

_CLOSED = frozenset({"answered", "no_reply", "done"})


class _Known(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    author: str = ""
    handle: str = ""
    account: int = 0
    kind: Kind = "other"
    state: str = "new"
    state_reason: str = ""
    snoozed_until: int = 0
    comment: int = 0
    group: int = 0
    id: int = 0


class Reopening:
    """The comments of the threads that a file goes on with."""

    def __init__(self, desk: Desk, tally: Tally, threads: Iterable[Key]) -> None:
        """`threads`: platform and id of the comments, or of our replies, that the file's comments answer."""
        self._desk = desk
        self._tally = tally
        self._threads: set[Key] = set(threads)
        self._members: dict[Key, list[_Known]] = defaultdict(list)

    def load(self, index: Index | None = None) -> None:
        """Learn what the store holds of them; with an index without reading all of it."""
        self._members.clear()
        if not self._threads:
            return
        comments = index.comments((), self._threads) if index else None
        replies = index.replies(self._threads) if index else None
        answers: dict[int, set[Key]] = defaultdict(set)
        for _id, reply in self._desk.store.repo("replies", Reply).rows(_Known, replies):
            if (key := (reply.platform, reply.platform_id)) in self._threads:
                answers[reply.comment].add(key)
        for id, row in self._desk.store.repo("comments", Comment).rows(_Known, comments):
            self._add(id, row, answers.get(id, set()))

    def add(self, id: int, document: Mapping[str, Any]) -> None:
        """A comment has come back from an archive."""
        self._add(id, msgspec.convert(document, _Known), set())

    def _add(self, id: int, row: _Known, answered: set[Key]) -> None:
        row.id = id
        for key in {(row.platform, row.platform_id), (row.platform, row.parent), *answered} & self._threads:
            self._members[key].append(row)

    def heard(self, step: Writes, item: IncomingComment, written_at: int) -> None:
        """That citizen has written: their own comments in the thread are open again, whatever was closed as spam aside.

        The first reply to what was closed is due anew, counted from this message.
        """
        for row in self._members.get((item.platform, item.parent), ()):
            writers = twins.names(row.author, row.handle), twins.names(item.author, item.handle)
            if not twins.are_one(*writers):
                continue
            fields: dict[str, Any] = {"snoozed_until": 0} if row.snoozed_until else {}
            if row.state in _CLOSED and row.state_reason != "spam":
                group = row.group or row.id
                due = self._desk.calendars.due(row.kind, written_at, row.account, group=group).reply_due
                fields |= {"state": "in_progress", "state_reason": "", "reply_due": due}
                row.state = "in_progress"
            if fields:
                step.update("comments", row.id, fields)
                step.tell("comments", row.id)
                row.snoozed_until = 0
                self._tally.reopened += 1
