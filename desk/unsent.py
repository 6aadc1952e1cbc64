"""The replies that have not gone out: drafts, and what the outbox holds. A handful among many thousands."""

import threading
from collections.abc import Iterable

import msgspec

from domain.comments import Reply, ReplyState
from store import Store
from store.tables import Changes


class _Stored(msgspec.Struct, gc=False):
    state: ReplyState = "draft"


class Unsent:
    """Every reply of a store that is not sent. May be asked in any thread, also inside a step."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._repo = store.repo("replies", Reply)
        self._lock = threading.Lock()
        self._changed: set[int] = set()
        self._seen = 0
        self._held: dict[int, Reply] = {}
        self._read: dict[int, msgspec.Raw] = {}
        store.subscribe(self._note)

    def _note(self, changes: Changes) -> None:
        with self._lock:
            self._changed |= changes.get("replies", set())
            if changes.reset:
                self._seen, self._held, self._read = 0, {}, {}

    def all(self) -> list[Reply]:
        """Them all, by id."""
        with self._lock:
            # Inside a step what others did is not told yet: then it is found among those held and those that are new.
            new = range(self._seen + 1, self._store.next_id("replies"))
            rows = self._repo.rows(_Stored, new) if self._seen else self._repo.rows(_Stored)
            self._take({id for id, row in rows if row.state != "sent"} | self._changed | self._held.keys())
            self._changed, self._seen = set(), max(self._seen, new.stop - 1)
            return [self._held[id] for id in sorted(self._held)]

    def _take(self, ids: Iterable[int]) -> None:
        for id in ids:
            document = self._store.document("replies", id)
            if document is not None and document is self._read.get(id):
                continue  # Documents are replaced, never changed in place.
            reply = self._repo.get(id)
            if document is None or reply is None or reply.state == "sent":
                self._held.pop(id, None)
                self._read.pop(id, None)
            else:
                self._held[id], self._read[id] = reply, document

    def to(self, comment: int) -> list[Reply]:
        """Those to one comment."""
        return [one for one in self.all() if one.comment == comment]
