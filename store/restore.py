"""Brings a backup back: what was there is kept whole, and a crash at any point leaves the one store or the other."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj, rmtree
from typing import NamedTuple

import msgspec

from store.backup import CHUNK, SNAPSHOT, members, stamp
from store.check import readable
from store.disk import Disk, file_mode, full_disk_told, require_local
from store.errors import BadFile, Busy, Corrupt, ReadOnly
from store.journal import FORMAT, Header, create_journal, generations, journal_path, write_new
from store.lock import Lock, no_desks
from store.replacement import ARCHIVE, PLACE, settle_restore
from store.snapshot import Meta, read_snapshot, snapshot_path, sweep, write_snapshot
from store.store import LOCK_SECONDS
from store.tables import Documents

TRAIL = "audit"
"""Its ids go on from the backup's: a gap between them would read as entries taken out, for ever after."""
KEPT = ("journal-", "torn-", "snapshot.json")


class Restored(NamedTuple):
    """What was brought back: its last transaction and its documents; the folder with what was there before, or ""."""

    seq: int
    documents: int
    kept: str


def restore(folder: str, file: str, actor: str, at: int, *, disk: Disk | None = None) -> Restored:
    """Let a backup be the store. What was there, sound or damaged, stays in a folder `before-<time>` inside the store.

    Ids go on from the higher of the two, so none comes to mean another record (but for the audit trail's). Other
    processes that have the store open notice, and load it anew.

    Args:
        folder: the store; made where there is none.
        file: the backup.
        actor: who does it, named to those who wait for the store.
        at: now, in UTC milliseconds.

    Raises:
        DesksOpen: desks are open on the store.
        Busy: somebody is writing all the time.
        BadFile: the file is no backup, or damaged. Nothing has changed.
        NewerFormat: a newer program wrote it.
        ReadOnly: there is no right to write there.
        StoreFull, OSError: it could not be done; the store is as it was.
    """
    disk = disk or Disk()
    os.makedirs(folder, 0o700, exist_ok=True)
    require_local(folder)
    place = os.path.join(folder, PLACE)
    with _alone(folder, actor, disk), no_desks(folder, disk), full_disk_told():
        settle_restore(folder, disk)
        there = not _empty(folder)
        if not generations(folder) and not os.path.exists(snapshot_path(folder)):
            create_journal(folder, disk)
        os.mkdir(place, 0o700)
        os.chmod(place, stat.S_IMODE(os.stat(folder).st_mode))
        try:
            restored = _take_place(folder, place, file, at, disk)
        finally:
            settle_restore(folder, disk)
        if not there:
            rmtree(restored.kept)
            disk.sync_folder(folder)
    return restored if there else restored._replace(kept="")


def _empty(folder: str) -> bool:
    """Nothing was ever stored there: no files but a first journal with nothing in it but its header."""
    if os.path.exists(snapshot_path(folder)) or os.path.exists(os.path.join(folder, ARCHIVE)):
        return False
    if generations(folder) in ([], [1]):
        try:
            with open(journal_path(folder, 1), "rb") as journal:
                return journal.readline().endswith(b"}\n") and not journal.read(1)
        except FileNotFoundError:
            return True
    return False


@contextmanager
def _alone(folder: str, actor: str, disk: Disk) -> Iterator[None]:
    """Nobody writes to the store, and no snapshot is on its way into it."""
    try:
        lock = Lock(folder, actor, disk)
    except PermissionError as error:
        raise ReadOnly("permission") from error
    deadline = time.monotonic() + LOCK_SECONDS
    try:
        while True:
            lock.acquire(LOCK_SECONDS)
            if sweep(folder, disk):
                break
            lock.release()
            if time.monotonic() >= deadline:
                raise Busy("compact")
            time.sleep(0.05)
        yield
    finally:
        lock.close()


def _take_place(folder: str, place: str, file: str, at: int, disk: Disk) -> Restored:
    meta, documents = _unpack(file, place, disk)
    there = readable(folder)
    meta.gen = max(meta.gen, *generations(folder)) + 1
    for table, next in there.next.items():
        if table != TRAIL:
            meta.next[table] = max(next, meta.next.get(table, 1))
    _write(os.path.join(place, SNAPSHOT), meta, documents, disk)
    kept = _keep(folder, place, at, disk)
    header = Header(format=FORMAT, gen=meta.gen, seq=meta.seq, crc=meta.chain)
    journal = journal_path(folder, meta.gen)
    try:
        write_new(folder, journal, msgspec.json.encode(header) + b"\n", disk)
        disk.replace(os.path.join(place, SNAPSHOT), snapshot_path(folder))
    except BaseException:
        disk.unlink(journal)
        raise
    disk.sync_folder(folder)
    return Restored(meta.seq, sum(map(len, documents.values())), os.path.join(folder, kept))


def _unpack(file: str, place: str, disk: Disk) -> tuple[Meta, dict[str, Documents]]:
    """The backup, read through to its end; its archives durable in their new place."""
    unpacked = os.path.join(place, "unpacked")
    archive = os.path.join(place, ARCHIVE)
    for made in (unpacked, archive):
        os.mkdir(made, 0o700)
        os.chmod(made, stat.S_IMODE(os.stat(place).st_mode))
    for name, member in members(file):
        path = os.path.join(unpacked if name == SNAPSHOT else place, name)
        fd = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(place))
        with os.fdopen(fd, "wb") as target:
            copyfileobj(member, target, CHUNK)
            target.flush()
            disk.sync(fd)
    disk.sync_folder(archive)
    if not os.path.exists(snapshot_path(unpacked)):
        raise BadFile(file, "no_backup")
    try:
        return read_snapshot(unpacked)
    except Corrupt as error:
        raise BadFile(file, "damaged") from error


def _write(path: str, meta: Meta, documents: dict[str, Documents], disk: Disk) -> None:
    place = os.path.dirname(path)
    fd = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(place))
    try:
        write_snapshot(fd, meta, documents, disk)
    finally:
        os.close(fd)
    disk.sync_folder(place)


def _keep(folder: str, place: str, at: int, disk: Disk) -> str:
    """The store as it is, in a folder of its own: the same files where nobody has them open to write, else copies."""
    kept = f"before-{stamp(at)}"
    number = 1
    while os.path.exists(os.path.join(folder, kept)):
        number += 1
        kept = f"before-{stamp(at)}-{number}"
    whole = os.path.join(place, kept)
    archive = os.path.join(folder, ARCHIVE)
    for made in (whole, os.path.join(whole, ARCHIVE)):
        os.mkdir(made, 0o700)
        os.chmod(made, stat.S_IMODE(os.stat(folder).st_mode))
    for name in os.listdir(folder):
        if name.startswith(KEPT):
            _double(os.path.join(folder, name), os.path.join(whole, name), disk, copy=name.startswith("journal-"))
    for name in os.listdir(archive) if os.path.isdir(archive) else ():
        _double(os.path.join(archive, name), os.path.join(whole, ARCHIVE, name), disk, copy=False)
    for made in (os.path.join(whole, ARCHIVE), whole, place):
        disk.sync_folder(made)
    return kept


def _double(source: str, target: str, disk: Disk, *, copy: bool) -> None:
    if not copy:
        try:
            disk.link(source, target)
            return
        except OSError:  # Not every filesystem has links, and not every file is ours to link.
            pass
    fd = disk.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(os.path.dirname(target)))
    with os.fdopen(fd, "wb") as copied, os.fdopen(disk.open(source, os.O_RDONLY), "rb") as original:
        copyfileobj(original, copied, CHUNK)
        copied.flush()
        disk.sync(fd)
