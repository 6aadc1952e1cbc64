"""The store: one folder, several processes, and what each of them knows of the others' changes."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self, TypeVar

import msgspec

from store.disk import Disk, file_mode, full_disk_told, require_local
from store.errors import Busy, Corrupt, NewerFormat, NoStore, ReadOnly, StoreError, Unknown
from store.journal import Journal, Line, Lost, create_journal, generations, journal_path
from store.lock import Lock, attend
from store.replacement import settle_restore
from store.repository import Repository
from store.snapshot import Meta, claim_snapshot, publish_snapshot, read_snapshot, snapshot_path, write_snapshot
from store.subscribers import Subscribers
from store.tables import Changes, Documents, Tables
from store.transaction import Transaction

Record = TypeVar("Record", bound=msgspec.Struct)

LEAST_COMPACTED = 8 << 20
"""Bytes of journal that opening may have to read; 8 MB of edits about double the time to open 100,000 comments."""
SHARE_COMPACTED = 8
"""A large store is compacted when the journal is an eighth of the snapshot."""
LOCK_SECONDS = 5.0
TRIES = 3
"""How often a loading reader starts again when a snapshot was replaced under its hands."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def open(path: str | os.PathLike[str], actor: str, *, create: bool = True, disk: Disk | None = None) -> "Store":
    """Open a store.

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
    folder = os.fspath(path)
    if not os.path.isdir(folder):
        if not create:
            raise NoStore(folder)
        os.makedirs(folder, 0o700, exist_ok=True)
    require_local(folder)
    return Store(folder, actor, create, disk or Disk())


class Store:
    """One process's view of a store.

    One thread at a time commits; all others may read and poll meanwhile.

    Attributes:
        path: the folder.
        actor: who commits.
        fault: why nothing can be written any more (`ReadOnly`, `Corrupt`, `Unknown`, `NewerFormat`); None: it can.
            Every transaction raises it. Reading goes on.
    """

    def __init__(self, folder: str, actor: str, create: bool, disk: Disk) -> None:
        self.path = folder
        self.actor = actor
        self.fault: StoreError | None = None
        self._disk = disk
        self._closed = False
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._flock: Lock | None = None
        self._desk = -1
        self._foreign = Changes()
        self._subscribers = Subscribers()
        self._repos: dict[tuple[str, type], Repository[Any]] = {}
        self._compactor = 0
        self._asked = (0, 0)
        if not generations(folder) and not os.path.exists(snapshot_path(folder)):
            if not create:
                raise NoStore(folder)
            with self._locked(LOCK_SECONDS):
                if not generations(folder):
                    create_journal(folder, disk)
        self._journal, self._tables = self._load()

    # Reading

    @property
    def seq(self) -> int:
        """The number of the last transaction this view has taken in."""
        return self._journal.seq

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
        """One document as stored."""
        documents = self._tables.documents.get(table)
        return documents.get(id) if documents else None

    def poll(self) -> Changes | None:
        """Take in what others committed: what they changed, None when that was nothing. Never blocks.

        While this process is writing it answers None, and the next call tells. When nothing happened it costs one
        fstat, a few microseconds.
        """
        if not self._reading.acquire(blocking=False):
            return None
        try:
            if self._journal.moved():
                self._take_in()
            changes, self._foreign = self._foreign, Changes()
        finally:
            self._reading.release()
        self._subscribers.tell(wait=False)
        return changes if changes or changes.reset else None

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

    def _load(self) -> tuple[Journal, Tables]:
        for _ in range(TRIES):
            meta, documents = read_snapshot(self.path)
            tables = Tables(documents, meta.next)
            try:
                journal = Journal(self.path, meta.gen, meta.seq, int(meta.chain, 16), self._disk)
                for line in journal.follow():
                    tables.apply(line)
            except (FileNotFoundError, Lost):
                continue  # Compacted since we read the snapshot: there is a newer one.
            self.fault = self._obstacle(journal)
            return journal, tables
        raise Corrupt(journal_path(self.path, meta.gen), 0)

    def _obstacle(self, journal: Journal) -> StoreError | None:
        if not journal.writable:
            return ReadOnly("permission")
        if os.path.exists(self._marker):
            return ReadOnly("disk_failed")
        if journal.damaged():
            return Corrupt(journal.path, journal.offset)
        return None

    def _take_in(self) -> None:
        if self.fault and not isinstance(self.fault, ReadOnly):
            return
        changes = Changes()
        try:
            for line in self._journal.follow():
                self._tables.apply(line)
                changes.add(line.ops)
            if self._journal.moved() and self._journal.damaged():
                raise Lost
        except Lost:
            changes.reset = self._reload()
        except NewerFormat as error:
            self.fault = error
        self._foreign.merge(changes)
        self._subscribers.note(changes)

    def _reload(self) -> bool:
        old = self._journal
        try:
            self._journal, self._tables = self._load()
        except StoreError as error:
            self.fault = error
            return False
        old.close()
        return True

    # Writing

    @contextmanager
    def transaction(self, timeout: float = LOCK_SECONDS) -> Iterator[Transaction]:
        """Everything inside the block becomes one durable line of the journal, or nothing when the block raises.

        The block runs under the lock: no waiting, no terminal, no network in it. Nothing is written when it changed
        nothing.

        Args:
            timeout: seconds to wait for other writers.

        Raises:
            Busy: somebody held the lock all the time.
            StoreFull: nothing was written; memory is as before.
            Unknown: the disk failed; reopen and look.
            ReadOnly, Corrupt, NewerFormat: this store cannot be written, now or any more.
        """
        try:
            with self._locked(timeout):
                self._catch_up()
                tx = Transaction(self._tables)
                yield tx
                if tx.ops:
                    self._commit(tx)
        finally:
            self._subscribers.tell(wait=True)
        if self._journal.offset > LEAST_COMPACTED:
            self._start_compaction()

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        if not self._writing.acquire(timeout=timeout):
            raise Busy(f"{os.getpid()} {self.actor}")
        try:
            if self._closed:
                raise ReadOnly("closed")
            lock = self._lock()
            lock.acquire(timeout)
            try:
                yield
            finally:
                lock.release()
        finally:
            self._writing.release()

    def _lock(self) -> Lock:
        # Made by the first writer, so that who only reads needs no right to write.
        if self._flock is None:
            try:
                self._flock = Lock(self.path, self.actor, self._disk)
            except PermissionError as error:
                raise ReadOnly("permission") from error
        return self._flock

    def _catch_up(self) -> None:
        settle_restore(self.path, self._disk)
        with self._reading:
            self._take_in()
            if self.fault is None and os.path.exists(self._marker):
                self.fault = ReadOnly("disk_failed")
            if self.fault is None:
                try:
                    self._journal.settle(self._flock is not None and self._flock.doubtful)
                except Corrupt as error:
                    self.fault = error
        if self.fault:
            raise self.fault.with_traceback(None)

    def _commit(self, tx: Transaction) -> None:
        now = time.time_ns() // 1_000_000
        line = Line(n=self.seq + 1, t=now, tx=new_id(now), by=self.actor, ops=tx.ops)
        with self._reading:
            try:
                self._journal.append(line)
            except OSError as error:
                self.fault = Unknown(line.tx)
                self._warn_others(line)
                raise self.fault from error
            self._tables.apply(line, own=True)
        changes = Changes()
        changes.add(line.ops)
        self._subscribers.note(changes)

    @property
    def _marker(self) -> str:
        return os.path.join(self.path, "FAULT")

    def _warn_others(self, line: Line) -> None:
        # After a failed fsync the kernel may report success to the next process while the pages are gone.
        with suppress(OSError):
            fd = self._disk.open(self._marker, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(self.path))
            self._disk.write(fd, msgspec.json.encode({"t": line.t, "tx": line.tx, "by": line.by}) + b"\n")
            os.close(fd)

    # Compaction

    def bloated(self) -> bool:
        """Whether the journal has grown so long that opening the store takes notice."""
        try:
            snapshot = os.stat(snapshot_path(self.path)).st_size
        except FileNotFoundError:
            snapshot = 0
        return self._journal.offset > max(LEAST_COMPACTED, snapshot // SHARE_COMPACTED)

    def compact(self, timeout: float = LOCK_SECONDS) -> bool:
        """Write a snapshot and begin a new journal. Others go on working; the lock is held only to turn the page.

        Returns:
            False when another process is at it already.

        Raises:
            as `transaction`; the store is intact then, and the longer journal stays.
        """
        try:
            return self._compact(timeout)
        finally:
            self._subscribers.tell(wait=True)

    def _compact(self, timeout: float) -> bool:
        with self._locked(timeout), full_disk_told():
            self._catch_up()
            claimed = claim_snapshot(self.path, self._disk)
            if claimed is None:
                return False
            fd, path = claimed
            try:
                meta, documents = self._turn_page()
            except BaseException:
                os.close(fd)
                self._disk.unlink(path)
                raise
        try:
            with full_disk_told():
                write_snapshot(fd, meta, documents, self._disk)
                with self._locked(timeout):
                    publish_snapshot(self.path, path, meta.gen, self._disk)
        except BaseException:
            self._disk.unlink(path)
            raise
        finally:
            os.close(fd)
        return True

    def _turn_page(self) -> tuple[Meta, dict[str, Documents]]:
        now = time.time_ns() // 1_000_000
        with self._reading:
            journal = self._journal
            line = Line(n=journal.seq, t=now, tx=new_id(now), by=self.actor, rot=journal.gen + 1)
            try:
                journal.rotate(line)
            except OSError as error:
                self.fault = Unknown(line.tx)
                self._warn_others(line)
                raise self.fault from error
            return self._everything()

    def everything(self) -> tuple[Meta, dict[str, Documents]]:
        """All documents at one transaction, and where that stands. Needs no lock, and no right to write."""
        with self._reading:
            self._take_in()
            return self._everything()

    def _everything(self) -> tuple[Meta, dict[str, Documents]]:
        journal, tables = self._journal, self._tables
        meta = Meta(gen=journal.gen, seq=journal.seq, chain=f"{journal.crc:08x}", next=dict(tables.next))
        return meta, {name: documents.copy() for name, documents in tables.documents.items()}

    def _start_compaction(self) -> None:
        """Let a process of its own compact: neither its CPU nor its memory are this desk's."""
        gen, size = self._journal.gen, self._journal.offset
        tried = self._asked[0] == gen and size < 2 * self._asked[1]
        if tried or not self._reaped() or not self.bloated():
            return
        self._asked = gen, size
        home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        places = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
        nothing = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
        with suppress(OSError):
            self._compactor = os.posix_spawn(
                sys.executable,
                [sys.executable, "-P", "-m", "store.compact", os.path.abspath(self.path)],
                {**os.environ, "PYTHONPATH": places},
                file_actions=nothing,
                setsid=True,
            )

    def _reaped(self) -> bool:
        if self._compactor:
            with suppress(ChildProcessError):
                if not os.waitpid(self._compactor, os.WNOHANG)[0]:
                    return False
            self._compactor = 0
        return True

    def attend(self) -> None:
        """Let it be known, until this is closed, that a desk is open here: a restore waits for that.

        Raises:
            Busy: the store is being restored at this moment.
        """
        self._desk = attend(self.path, self._disk, LOCK_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files, once another thread's transaction has ended; the next one raises `ReadOnly`.

        A compaction that is under way goes on by itself.
        """
        self._reaped()
        with self._writing, self._reading:
            self._closed = True
            self._journal.close()
            if self._flock:
                self._flock.close()
                self._flock = None
            if self._desk >= 0:
                os.close(self._desk)
                self._desk = -1


def new_id(at: int) -> str:
    """A time-ordered id: 48 bits of UTC milliseconds and 80 random ones, in Crockford's base 32 (as a ULID)."""
    value = at << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join([CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5)])
