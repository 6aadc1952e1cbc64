"""New comments find those that ask or say the same: each is stored with the first comment of its group."""

from typing import Protocol

import msgspec

from desk.desk import Desk
from domain.comments import Comment
from domain.times import DAY
from language.duplicates import Groups

SPAN = 14 * DAY
"""How far back a comment may lie for a new one to join it."""


class Inserts(Protocol):
    """What is needed of a step."""

    def insert(self, table: str, record: Comment) -> int:
        """Add a record; its id."""


class _Stored(msgspec.Struct, gc=False):
    text: str = ""
    written_at: int = 0
    group: int = 0


class Similar:
    """The comments of the last two weeks by what they say; read from the store when the first new one comes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._since = desk.now() - SPAN
        self._groups: Groups | None = None
        self._first: dict[int, int] = {}

    def insert(self, step: Inserts, comment: Comment) -> int:
        """Add a new comment in its group; its id."""
        if comment.written_at < self._since or not comment.text:
            return step.insert("comments", comment)
        if self._groups is None:
            self._groups = self._load()
        number = self._groups.join(comment.text)
        comment.group = self._first.get(number, 0)
        due = self._desk.calendars.hastened(comment.kind, comment.group, comment.written_at, comment.reply_due)
        comment.reply_due = due
        id = step.insert("comments", comment)
        self._first.setdefault(number, id)
        return id

    def _load(self) -> Groups:
        groups = Groups()
        for id, row in self._desk.store.repo("comments", Comment).rows(_Stored):
            if row.written_at >= self._since and row.text:
                self._first.setdefault(groups.join(row.text), row.group or id)
        return groups
