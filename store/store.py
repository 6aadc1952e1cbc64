"""The store: what a desk reads and writes, over any engine (`store/backend.py`)."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import msgspec

from store.backend import Backend, Reset
from store.disk import Disk, make_folder, require_local
from store.errors import Conflict, NoStore, StoreError
from store.ids import LONGEST, new_id
from store.journal_backend import JournalBackend
from store.lock import LOCK_SECONDS as LOCK_SECONDS
from store.ops import Commit
from store.paging import Page, Place, Where
from store.repository import Repository
from store.snapshot import Meta
from store.subscribers import Subscribers
from store.tables import Changes, Documents
from store.transaction import Transaction

Record = TypeVar("Record", bound=msgspec.Struct)


def open(path: str | os.PathLike[str], actor: str, *, create: bool = True, disk: Disk | None = None) -> "Store":
    """Open a store of files.

    Args:
        path: its folder, on a local filesystem. Made (for its owner alone) where it does not exist.
        actor: who commits, written into every transaction.
        create: make the store where there is none.
        disk: how files are changed; for tests.

    Raises:
        NoStore: there is none, and `create` is false.
        NotLocal: the folder is on a network filesystem.
        NewerFormat: a newer program wrote it.
        Corrupt: nothing in it can be trusted. Damage that leaves something readable gives a store with a `fault`.
    """
    folder = os.path.abspath(path)
    if not os.path.isdir(folder):
        if not create:
            raise NoStore(folder)
        make_folder(folder, disk or Disk())
    require_local(folder)
    return Store(JournalBackend(folder, actor, create, disk or Disk()), actor)


class Store:
    """One process's view of a store: the documents it holds in memory, and what became of them.

    One thread at a time commits; all others may read and poll meanwhile.

    Attributes:
        path: where the store is.
        actor: who commits.
    """

    def __init__(self, backend: Backend, actor: str) -> None:
        self.path = backend.path
        self.actor = actor
        self._backend = backend
        self._tables = backend.load()
        self._told = self._tables.seq
        """The last transaction whose changes were told. The tables may be ahead."""
        self._taking = threading.Lock()
        """Whoever takes in changes holds it, and whoever commits."""
        self._foreign = Changes()
        self._subscribers = Subscribers()
        self._repos: dict[tuple[str, type], Repository[Any]] = {}

    @property
    def fault(self) -> StoreError | None:
        """Why nothing can be written any more (`ReadOnly`, `Corrupt`, `Unknown`, `NewerFormat`); None: it can.

        Every transaction raises it. Reading goes on.
        """
        return self._backend.fault

    @property
    def warning(self) -> str:
        """What a person should see to though all goes on as yet, as a code; empty: nothing.

        `not_compacted`: the journal grows, as the process that should compact it cannot be started or fails.
        `went_back`: transactions that were durable are gone; somebody cut the files, or put older ones in their place.
        """
        return self._backend.warning

    # Reading

    @property
    def seq(self) -> int:
        """The number of the last transaction this view has taken in."""
        return self._tables.seq

    def get(self, table: str, id: int) -> dict[str, Any] | None:
        """A record as a dict of our own, with `rev` and without `id`; None when there is none."""
        document = self.document(table, id)
        return None if document is None else msgspec.json.decode(document)

    def repo(self, table: str, kind: type[Record]) -> Repository[Record]:
        """Typed reading of a table, which may be empty or not there yet."""
        repo = self._repos.get((table, kind))
        if repo is None:
            repo = self._repos[table, kind] = Repository(self, table, kind)
        return repo

    def tables(self) -> set[str]:
        """The names of the tables."""
        return set(self._tables.documents)

    def next_id(self, table: str) -> int:
        """The id the next record of a table gets. Ids are given one after the other and never twice."""
        return self._tables.next.get(table, 1)

    def documents(self, table: str) -> Documents:
        """The live documents of a table as stored. Don't change it; copy it before going through it."""
        return self._tables.documents.get(table, {})

    def document(self, table: str, id: int) -> msgspec.Raw | None:
        """One document as stored; one that is not held in memory is asked for."""
        held = self._tables.documents.get(table)
        document = held.get(id) if held else None
        return document if document is not None else self._backend.get(table, (id,)).get(id)

    def page(
        self, table: str, where: Where, order: Sequence[str], after: Place | None = None, limit: int = 200
    ) -> Page:
        """Documents in order, held in memory or not; `paging.page` tells of the arguments."""
        return self._backend.page(table, where, order, after, limit)

    def count(self, table: str, where: Where, by: str) -> dict[Any, int]:
        """How many documents, held in memory or not, there are for each value of the field `by`."""
        return self._backend.count(table, where, by)

    def poll(self) -> Changes | None:
        """Take in what others committed: what they changed, None when that was nothing. Never blocks.

        While this process is writing it answers None, and the next call tells. When nothing happened it costs one
        fstat, a few microseconds.
        """
        if not self._taking.acquire(blocking=False):
            return None
        try:
            self._take_in()
            changes = self._foreign
            if not changes and not changes.reset:
                return None
            self._foreign = Changes()
        finally:
            self._taking.release()
        self._subscribers.tell(wait=False)
        return changes

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told the ids of every change this view takes in from now on: its own commits, and what others did.

        The callback runs after the records can be read, outside all locks, one call at a time: in the thread that
        committed (which goes on only then) or polled, or in another one that was telling just then. It must be quick
        and must not wait for other threads. When it raises nothing breaks: the error goes to `threading.excepthook`,
        and the next call says `reset`, as something may have been missed.

        Returns:
            What ends it.
        """
        return self._subscribers.add(callback)

    def _take_in(self, own: str = "") -> None:
        """Take in what was committed; `own`: the id of the transaction of this process that is among it."""
        found = self._backend.changes(self._told)
        if not found:
            return
        if isinstance(found, Reset):
            self._tables = self._backend.load()
            self._told = self._tables.seq
            self._foreign.reset = True
            changes = Changes()
            changes.reset = True
            self._subscribers.note(changes)
        else:
            self._apply(found, own)

    def _apply(self, commits: Sequence[Commit], own: str) -> None:
        changes = Changes()
        for commit in commits:
            self._tables.apply(commit, own=commit.tx == own)
            changes.add(commit.ops)
            if commit.tx != own:
                self._foreign.add(commit.ops)
            self._told = commit.n
        self._subscribers.note(changes)

    # Writing

    @contextmanager
    def transaction(self, timeout: float = LOCK_SECONDS, *, tx: str = "") -> Iterator[Transaction]:
        """Everything inside the block becomes one durable transaction, or nothing when the block raises.

        The block keeps other writers waiting: no waiting, no terminal, no network in it. Nothing is written when it
        changed nothing.

        Args:
            timeout: seconds to wait for other writers.
            tx: an id of the caller's choice. What is tried again under the same id, by whichever process, is carried
                out once: the second time nothing is written, and `Transaction.repeated` is true. The last 10,000
                transactions are known.

        Raises:
            Busy: somebody else was writing all the time.
            Conflict: a record was changed since. By the change in the block that meets it, or at its end.
            StoreFull: nothing was written; memory is as before.
            Unknown: the disk failed; reopen and look with `committed`.
            ReadOnly, Corrupt, NewerFormat: this store cannot be written, now or any more.
        """
        if len(tx) > LONGEST:
            raise ValueError(f"the id of a transaction has at most {LONGEST} characters")
        try:
            with self._backend.turn(timeout):
                with self._taking:
                    self._take_in()
                repeated = bool(tx) and self._backend.committed(tx) is not None
                changes = Transaction(self._tables, self._backend, tx, repeated=repeated)
                yield changes
                if changes.ops and not repeated:
                    self._commit(changes)
        finally:
            self._subscribers.tell(wait=True)

    def _commit(self, tx: Transaction) -> None:
        tx.id = tx.id or new_id()
        with self._taking:
            try:
                commit = self._backend.commit(tx.ops, actor=self.actor, tx=tx.id)
            except Conflict as error:
                # Found out by an engine that keeps nobody waiting: tell it as if it had been met in the block.
                self._take_in()
                raise self._clash(tx, error.table, error.id) from None
            if commit is None:
                tx.repeated = True
            elif commit.n == self._told + 1:
                self._apply([commit], tx.id)
            else:
                self._take_in(tx.id)

    def _clash(self, tx: Transaction, table: str, id: int) -> Conflict:
        first = next(op for op in tx.ops if (op.table, op.id) == (table, id))
        return self._tables.conflict(table, id, first.expected or 0, self.document(table, id))

    def committed(self, tx: str) -> int | None:
        """The number of the transaction with that id, whoever committed it; None: not among the last 10,000 there were.

        After `Unknown` a store that was opened anew tells by it whether the transaction is there.
        """
        return self._backend.committed(tx)

    # Housekeeping

    def bloated(self) -> bool:
        """Whether the store has grown so that opening it takes notice."""
        return self._backend.bloated()

    def compact(self, timeout: float = LOCK_SECONDS) -> bool:
        """Make the store quick to open again. Others go on working, they hardly notice.

        Returns:
            False when another process is at it already.

        Raises:
            as `transaction`; the store is intact then.
        """
        return self._backend.compact(timeout)

    def everything(self) -> tuple[Meta, dict[str, Documents]]:
        """All documents at one transaction, and where that stands. Nobody waits, and it needs no right to write."""
        return self._backend.everything()

    def attend(self) -> None:
        """Let it be known, until this is closed, that a desk is open here: a restore waits for that.

        Raises:
            Busy: the store is being restored at this moment.
        """
        self._backend.attend()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store, once another thread's transaction has ended; the next one raises `ReadOnly`."""
        self._backend.close()
