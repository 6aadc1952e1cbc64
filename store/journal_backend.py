"""The engine of files: a journal that all processes append to in turns, a snapshot, and all documents in memory."""

import errno
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from store.backend import Reset
from store.compactor import Compactor
from store.disk import NOT_OURS, Disk, file_mode, full_disk_told
from store.errors import Busy, Corrupt, NewerFormat, NoStore, ReadOnly, StoreError, Unknown
from store.ids import new_id
from store.journal import Journal, Line, Lost, create_journal, generations, journal_path
from store.lock import LOCK_SECONDS, Lock, attend
from store.ops import Commit, Op
from store.paging import Page, Place, Where, count, page
from store.replacement import settle_restore
from store.snapshot import Meta, claim_snapshot, publish_snapshot, read_snapshot, snapshot_path, write_snapshot
from store.tables import Documents, Tables

LEAST_COMPACTED = 8 << 20
"""Bytes of journal that opening may have to read; 8 MB of edits about double the time to open 100,000 comments."""
SHARE_COMPACTED = 8
"""A large store is compacted when the journal is an eighth of the snapshot."""


class JournalBackend:
    """One process's view of a folder. Implements `Backend`.

    A turn holds the lock of all processes, so what its block saw is what `commit` finds.
    """

    def __init__(self, folder: str, actor: str, create: bool, disk: Disk) -> None:
        self.path = folder
        self.fault: StoreError | None = None
        self._actor = actor
        self._disk = disk
        self._closed = False
        self._writing = threading.Lock()
        self._turn = 0
        """The thread whose turn it is."""
        self._file = threading.Lock()
        """Whoever reads or writes the journal holds it. Never for long but in a commit."""
        self._flock: Lock | None = None
        self._desk = -1
        self._reserved: dict[str, int] = {}
        self._recent: deque[Commit] = deque()
        """What `changes` may still be asked for: all there was after `_forgotten`."""
        self._compactor = Compactor(folder)
        if not generations(folder) and not os.path.exists(snapshot_path(folder)):
            if not create:
                raise NoStore(folder)
            with self._locked(LOCK_SECONDS):
                if not generations(folder):
                    create_journal(folder, disk)
        self._journal, self._tables = self._load()
        self._forgotten = self._journal.seq
        self._loaded_anew = False
        self._went_back = False
        """What was read from the files once is not in them any more."""
        self._adrift = False
        """Something broke off between the journal and the memory: load anew before anything else."""

    # Reading

    def load(self) -> Tables:
        """All documents. They are this engine's own, so they are always up to date."""
        return self._tables

    def changes(self, after: int) -> Sequence[Commit] | Reset:
        """As `Backend.changes`. When nothing happened it costs one fstat."""
        if not self._file.acquire(blocking=False):
            return ()
        try:
            if not self._closed and (self._adrift or self._journal.moved()):
                self._take_in()
            if self._loaded_anew or after < self._forgotten:
                self._loaded_anew = False
                return Reset()
            recent = self._recent
            while recent and recent[0].n <= after:
                self._forgotten = recent.popleft().n
            return tuple(recent) if recent else ()
        finally:
            self._file.release()

    def get(self, table: str, ids: Sequence[int]) -> Documents:
        """As `Backend.get`."""
        documents = self._tables.documents.get(table, {})
        return {id: document for id in ids if (document := documents.get(id)) is not None}

    def page(self, table: str, where: Where, order: Sequence[str], after: Place | None, limit: int) -> Page:
        """As `Backend.page`; goes through all documents of the table."""
        return page(self._tables.documents.get(table, {}), where, order, after, limit)

    def count(self, table: str, where: Where, by: str) -> dict[Any, int]:
        """As `Backend.count`; goes through all documents of the table."""
        return count(self._tables.documents.get(table, {}), where, by)

    def committed(self, tx: str) -> int | None:
        """As `Backend.committed`."""
        with self._file:
            if not self._closed:
                self._take_in()
            return self._journal.committed(tx)

    def _load(self) -> tuple[Journal, Tables]:
        tried = None
        while True:
            meta, documents = read_snapshot(self.path)
            if (meta.gen, meta.crc) == tried:
                raise Corrupt(journal_path(self.path, meta.gen), 0)
            tables = Tables(documents, meta.next, meta.seq)
            with suppress(FileNotFoundError):
                journal = Journal(self.path, meta.gen, meta.seq, int(meta.chain, 16), self._disk, meta.ids)
                try:
                    for line in journal.follow():
                        tables.apply(line)
                except Lost:
                    journal.close()
                else:
                    self.fault = self._obstacle(journal)
                    return journal, tables
            tried = meta.gen, meta.crc  # Compacted since we read the snapshot: then there is a newer one.

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
        try:
            if self._adrift:
                raise Lost
            with self._in_step():
                for line in self._journal.follow():
                    self._tables.apply(line)
                    self._recent.append(line)
            if self._journal.moved() and self._journal.damaged():
                raise Lost
        except Lost:
            self._reload()
        except NewerFormat as error:
            self.fault = error
        except PermissionError:
            self.fault = ReadOnly("permission")

    @contextmanager
    def _in_step(self) -> Iterator[None]:
        try:
            yield
        except (StoreError, OSError, Lost):
            raise
        except BaseException:  # Ctrl-C, no memory: the journal may have gone on without the tables.
            self._adrift = True
            raise

    def _reload(self) -> None:
        old = self._journal
        try:
            self._journal, self._tables = self._load()
        except StoreError as error:
            self.fault = error
            return
        except PermissionError:
            self.fault = ReadOnly("permission")
            return
        old.close()
        self._went_back |= self._journal.seq < old.seq
        self._adrift = False
        self._recent.clear()
        self._forgotten = self._journal.seq
        self._loaded_anew = True

    # Writing

    @contextmanager
    def turn(self, timeout: float) -> Iterator[None]:
        """As `Backend.turn`: under the lock of all processes, on what the last of them left."""
        with self._locked(timeout):
            self._catch_up()
            self._reserved.clear()
            self._turn = threading.get_ident()
            try:
                yield
            finally:
                self._turn = 0
        if self._journal.offset > LEAST_COMPACTED:
            self._compactor.start(self._journal.gen, self._journal.offset, self.bloated)

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        if not self._writing.acquire(timeout=timeout):
            raise Busy(f"{os.getpid()} {self._actor}")
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
                self._flock = Lock(self.path, self._actor, self._disk)
            except OSError as error:
                if error.errno not in NOT_OURS:
                    raise
                raise ReadOnly("permission") from error
        return self._flock

    def _catch_up(self) -> None:
        """Know all that was committed, and that nothing stands in the way of more."""
        lock = self._lock()
        calm = lock.undisturbed and not lock.doubtful and not self.fault and not self._adrift
        with self._file:
            if calm and not self._journal.moved() and not self._journal.unsettled:
                return
        settle_restore(self.path, self._disk)
        with self._file:
            self._take_in()
            if self.fault is None and os.path.exists(self._marker):
                self.fault = ReadOnly("disk_failed")
            if self.fault is None:
                try:
                    self._journal.settle(lock.doubtful)
                except Corrupt as error:
                    self.fault = error
                except OSError as error:
                    if error.errno != errno.EIO:
                        raise
                    self.fault = ReadOnly("disk_failed")
                    self._warn_others("")
        if self.fault:
            raise self.fault.with_traceback(None)
        lock.settled()

    def reserve(self, table: str, above: int) -> int:
        """As `Backend.reserve`; an id that no commit uses is given again in the next turn."""
        free = max(self._reserved.get(table, 1), self._tables.next.get(table, 1), above + 1)
        self._reserved[table] = free + 1
        return free

    def commit(self, ops: Sequence[Op], *, actor: str, tx: str) -> Commit | None:
        """As `Backend.commit`; outside a turn it takes one."""
        if self._turn != threading.get_ident():
            with self.turn(LOCK_SECONDS):
                return self.commit(ops, actor=actor, tx=tx)
        with self._file:
            if self._journal.committed(tx) is not None:
                return None
            stale = self._tables.stale(ops)
            if stale:
                theirs = self._tables.documents.get(stale.table, {}).get(stale.id)
                raise self._tables.conflict(stale.table, stale.id, stale.expected or 0, theirs)
            line = Line(n=self._journal.seq + 1, t=_now(), tx=tx, by=actor, ops=list(ops))
            with self._in_step():
                self._durably(self._journal.append, line)
                self._tables.apply(line, own=True)
                self._recent.append(line)
        return line

    def _durably(self, write: Callable[[Line], None], line: Line) -> None:
        try:
            write(line)
        except OSError as error:
            self.fault = Unknown(line.tx)
            self._warn_others(line.tx)
            raise self.fault from error

    @property
    def _marker(self) -> str:
        return os.path.join(self.path, "FAULT")

    def _warn_others(self, tx: str) -> None:
        # After a failed fsync the kernel may report success to the next process while the pages are gone.
        with suppress(OSError):
            fd = self._disk.open(self._marker, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(self.path))
            self._disk.write(fd, msgspec.json.encode({"t": _now(), "tx": tx, "by": self._actor}) + b"\n")
            os.close(fd)

    # Compaction

    @property
    def warning(self) -> str:
        """`went_back`, `not_compacted`: as `Store.warning`."""
        if self._went_back:
            return "went_back"
        return "not_compacted" if self._compactor.failed(self._journal.gen) else ""

    def bloated(self) -> bool:
        """As `Backend.bloated`: opening has to read a long journal."""
        try:
            snapshot = os.stat(snapshot_path(self.path)).st_size
        except FileNotFoundError:
            snapshot = 0
        return self._journal.offset > max(LEAST_COMPACTED, snapshot // SHARE_COMPACTED)

    def compact(self, timeout: float) -> bool:
        """As `Backend.compact`: a snapshot, and a new journal. The lock is held only to turn the page."""
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
        with self._file:
            journal = self._journal
            line = Line(n=journal.seq, t=_now(), tx=new_id(), by=self._actor, rot=journal.gen + 1)
            self._durably(journal.rotate, line)
            return self._everything()

    def everything(self) -> tuple[Meta, dict[str, Documents]]:
        """As `Backend.everything`."""
        with self._file:
            self._take_in()
            return self._everything()

    def _everything(self) -> tuple[Meta, dict[str, Documents]]:
        journal, tables = self._journal, self._tables
        meta = Meta(
            gen=journal.gen,
            seq=journal.seq,
            chain=f"{journal.crc:08x}",
            next=dict(tables.next),
            ids=journal.ids.all(),
        )
        return meta, {name: documents.copy() for name, documents in tables.documents.items()}

    def attend(self) -> None:
        """As `Backend.attend`."""
        self._desk = attend(self.path, self._disk, LOCK_SECONDS)

    def close(self) -> None:
        """As `Backend.close`. A compaction that is under way goes on by itself."""
        with self._writing, self._file:
            self._closed = True
            self._compactor.ended()
            self._journal.close()
            if self._flock:
                self._flock.close()
                self._flock = None
            if self._desk >= 0:
                os.close(self._desk)
                self._desk = -1


def _now() -> int:
    return time.time_ns() // 1_000_000
