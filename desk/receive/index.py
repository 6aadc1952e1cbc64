"""Where the comments and replies of the store are, by platform and id: for who brings in page after page."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from desk.desk import Desk
from desk.receive import twins
from domain.comments import Comment, Reply
from store.tables import Changes

Key = tuple[str, str]


class _Row(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    comment: int = 0
    state: str = ""


class Index:
    """Ids of records by platform id, and by the thread they belong to. It follows what anybody commits.

    An id that stands here may mean less by now (a comment put in by hand was given its id): who reads the record sees.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changes = Changes()
        self._changes.reset = True
        self._end = desk.store.subscribe(self._note)

    def close(self) -> None:
        """Follow no longer."""
        self._end()

    def _note(self, changes: Changes) -> None:
        self._changes.reset |= changes.reset
        for table in ("comments", "replies"):
            if ids := changes.get(table):
                self._changes.setdefault(table, set()).update(ids)

    def catch_up(self) -> None:
        """Take in what has changed. Reads all records the first time."""
        self._desk.store.poll()
        changes, self._changes = self._changes, Changes()
        if changes.reset:
            self._comments: dict[Key, int] = {}
            self._replies: dict[Key, int] = {}
            self._threads: dict[Key, set[int]] = defaultdict(set)
            self._by_hand: dict[str, set[int]] = {"comments": set(), "replies": set()}
        repos = (
            ("comments", self._desk.store.repo("comments", Comment)),
            ("replies", self._desk.store.repo("replies", Reply)),
        )
        for table, repo in repos:
            ids = None if changes.reset else changes.get(table, ())
            for id, row in repo.rows(_Row, ids):
                self._add(table, id, row)

    def _add(self, table: str, id: int, row: _Row) -> None:
        if not row.platform_id or row.platform_id.startswith(twins.PREFIX):
            self._by_hand[table].add(id)
        else:
            self._by_hand[table].discard(id)
            (self._comments if table == "comments" else self._replies)[row.platform, row.platform_id] = id
        if table == "comments" and row.parent:
            self._threads[row.platform, row.parent].add(id)
        elif table == "replies" and row.comment and row.platform_id:
            self._threads[row.platform, row.platform_id].add(row.comment)

    def comments(self, wanted: Collection[Key], threads: Iterable[Key]) -> set[int]:
        """Ids of those with these platform ids or in these threads, and of all that an admin put in by hand."""
        found = {id for key in wanted if (id := self._comments.get(key))} | self._by_hand["comments"]
        for key in threads:
            found |= self._threads.get(key, set())
            if id := self._comments.get(key):
                found.add(id)
        return found

    def replies(self, wanted: Collection[Key]) -> set[int]:
        """Ids of those with these platform ids, and of all whose id nobody knows."""
        return {id for key in wanted if (id := self._replies.get(key))} | self._by_hand["replies"]
