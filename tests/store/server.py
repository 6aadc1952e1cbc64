"""An engine that keeps nobody waiting, as a database server would: documents, and a feed of all commits.

In memory and in one process; it is here to show that nothing above the protocol knows the journal.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from store.backend import Reset
from store.errors import Conflict, ReadOnly, StoreError
from store.ops import Commit, Op, revision
from store.paging import Page, Place, Where, count, page
from store.snapshot import Meta
from store.tables import Documents, Tables, merged

KEPT = 50
"""So many commits a client may be behind before it has to load anew."""
PAGE = 7


class Server:
    """What the clients share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.documents: dict[str, Documents] = {}
        self.feed: list[Commit] = []
        self.next: dict[str, int] = {}

    def commit(self, ops: Sequence[Op], actor: str, tx: str) -> Commit | None:
        """All or nothing; what does not fit its revision is refused."""
        with self.lock:
            if any(commit.tx == tx for commit in self.feed):
                return None
            after = {name: dict(documents) for name, documents in self.documents.items()}
            for op in ops:
                self._carry_out(op, after)
            self.documents = after
            self.feed.append(Commit(n=len(self.feed) + 1, t=0, tx=tx, by=actor, ops=list(ops)))
            return self.feed[-1]

    def _carry_out(self, op: Op, after: dict[str, Documents]) -> None:
        if op.kind == "x":
            after.pop(op.table, None)
            return
        documents = after.setdefault(op.table, {})
        if op.kind == "t":
            return
        old = documents.pop(op.id, None)
        if (0 if old is None else revision(old)) != op.expected:
            raise Conflict(op.table, op.id, None, "")
        if op.kind != "d":
            documents[op.id] = op.document if old is None or op.kind == "p" else merged(old, op.document)
        self.next[op.table] = max(self.next.get(op.table, 1), op.id + 1)


class ServerBackend:
    """One client. It may hold a part of the documents only: those whose ids are above `above`."""

    def __init__(self, server: Server, above: int = 0) -> None:
        self.path = "memory"
        self.fault: StoreError | None = None
        self.warning = ""
        self._server = server
        self._above = above

    def load(self) -> Tables:
        """Page by page, as over a slow line."""
        with self._server.lock:
            seq, names, next = len(self._server.feed), list(self._server.documents), dict(self._server.next)
        held: dict[str, Documents] = {}
        for name in names:
            held[name] = {}
            after: Place | None = (self._above,)
            while after is not None:
                found = self.page(name, {}, (), after, PAGE)
                held[name].update(found.rows)
                after = found.after
        return Tables(held, next, seq)

    def changes(self, after: int) -> Sequence[Commit] | Reset:
        """The feed behind that number."""
        feed = self._server.feed
        return Reset() if len(feed) - after > KEPT else feed[after:]

    @contextmanager
    def turn(self, timeout: float) -> Iterator[None]:
        """Nobody waits."""
        if self.fault:
            raise self.fault
        yield

    def reserve(self, table: str, above: int) -> int:
        """Gone for good, whether it is used or not."""
        with self._server.lock:
            id = max(self._server.next.get(table, 1), above + 1)
            self._server.next[table] = id + 1
            return id

    def commit(self, ops: Sequence[Op], *, actor: str, tx: str) -> Commit | None:
        """The moment in which revisions are looked at."""
        return self._server.commit(ops, actor, tx)

    def committed(self, tx: str) -> int | None:
        """The feed has it or not."""
        return next((commit.n for commit in self._server.feed if commit.tx == tx), None)

    def get(self, table: str, ids: Sequence[int]) -> Documents:
        """From the server's documents."""
        documents = self._server.documents.get(table, {})
        return {id: documents[id] for id in ids if id in documents}

    def page(self, table: str, where: Where, order: Sequence[str], after: Place | None, limit: int) -> Page:
        """From the server's documents."""
        return page(self._server.documents.get(table, {}), where, order, after, limit)

    def count(self, table: str, where: Where, by: str) -> dict[Any, int]:
        """From the server's documents."""
        return count(self._server.documents.get(table, {}), where, by)

    def bloated(self) -> bool:
        """Never."""
        return False

    def compact(self, timeout: float) -> bool:
        """Nothing to do."""
        return True

    def everything(self) -> tuple[Meta, dict[str, Documents]]:
        """As of the last commit."""
        with self._server.lock:
            return Meta(seq=len(self._server.feed)), self._server.documents

    def attend(self) -> None:
        """Nobody restores a server under its clients."""

    def close(self) -> None:
        """Nothing is written any more."""
        self.fault = ReadOnly("closed")


def decoded(documents: Documents) -> dict[int, dict[str, Any]]:
    """Documents for reading."""
    return {id: msgspec.json.decode(document) for id, document in documents.items()}
