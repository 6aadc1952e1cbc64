"""The snapshot: all tables at one transaction, as a file that stock TinyDB opens, with our notes in a table `_meta`."""

import fcntl
import mmap
import os
import re
import zlib
from collections.abc import Iterator, Mapping

import msgspec

from store.disk import TEMPORARY, Disk, file_mode, temporary
from store.errors import Corrupt, NewerFormat
from store.journal import FORMAT, Format, generations, journal_path
from store.tables import META as META
from store.tables import Documents

OPENING = b'{"_meta":{"1":{"crc":"'
CHECKED_FROM = len(OPENING) + 8 + 2
BATCH = 5000
AT_BYTE = re.compile(r"\(byte (\d+)\)")
"""Where in msgspec's message the place of an error stands."""


class Meta(msgspec.Struct, kw_only=True):
    """Where the snapshot stands. `crc` guards every byte of the file after itself.

    Attributes:
        gen: the journal that continues from here.
        seq: the last transaction taken in.
        chain: the journal's checksum after it.
        next: the id the next new document of each table gets.
        ids: of the last transactions, the oldest first.
    """

    crc: str = "00000000"
    format: int = FORMAT
    gen: int = 1
    seq: int = 0
    chain: str = "00000000"
    next: dict[str, int] = {}
    ids: list[str] = []


_tables = msgspec.json.Decoder(dict[str, dict[int, msgspec.Raw]])
_encode = msgspec.json.encode


def snapshot_path(folder: str) -> str:
    """Where the snapshot lies."""
    return os.path.join(folder, "snapshot.json")


def read_snapshot(folder: str) -> tuple[Meta, dict[str, Documents]]:
    """The snapshot of a store; of a store that has none yet, an empty one.

    Documents are views into the one buffer of the file. None of the objects made here is tracked by the garbage
    collector, so loading neither triggers it nor has to hold it off.

    Raises:
        Corrupt: a byte of it is not as it was written.
        NewerFormat: a newer program wrote it.
    """
    path = snapshot_path(folder)
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return Meta(), {}
    try:
        # Mapped, not read: no copy, and all desks of a host share the pages. The file is never changed in place, and
        # one that is replaced stays as it was for those who have it mapped.
        data = mmap.mmap(fd, 0, flags=mmap.MAP_PRIVATE | mmap.MAP_POPULATE, prot=mmap.PROT_READ)
    except ValueError as error:
        raise Corrupt(path, 0) from error
    finally:
        os.close(fd)
    try:
        documents = _tables.decode(data)
        meta = msgspec.json.decode(documents.pop(META)[1], type=Meta)
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError) as error:
        raise _refusal(path, data) from error
    if meta.format > FORMAT:
        raise NewerFormat(meta.format)
    crc = zlib.crc32(memoryview(data)[CHECKED_FROM:])
    if data[:CHECKED_FROM] != b'%b%08x",' % (OPENING, crc):
        raise Corrupt(path, 0)
    return meta, documents


def _refusal(path: str, data: mmap.mmap) -> Corrupt | NewerFormat:
    """A newer program may have other notes and other tables; it still says first that it is one."""
    try:
        tables = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        found = msgspec.json.decode(tables[META], type=dict[str, Format])["1"].format
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        return Corrupt(path, 0)
    return NewerFormat(found) if found > FORMAT else Corrupt(path, 0)


def sweep(folder: str, disk: Disk) -> bool:
    """Remove what killed processes left half written; False while a snapshot is being written. Under the store's lock.

    Who writes one holds a lock on it, which the kernel frees when the process ends.
    """
    for name in os.listdir(folder):
        if not TEMPORARY.fullmatch(name):
            continue
        path = os.path.join(folder, name)
        fd = disk.open(path, os.O_RDONLY)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(fd)
        disk.unlink(path)
    return True


def claim_snapshot(folder: str, disk: Disk) -> tuple[int, str] | None:
    """A locked temporary file for the next snapshot; None while another process is writing one. Under the store's lock.

    What killed processes left behind is swept away here.
    """
    if not sweep(folder, disk):
        return None
    path = temporary(snapshot_path(folder))
    fd = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(folder))
    fcntl.flock(fd, fcntl.LOCK_EX)
    return fd, path


def publish_snapshot(folder: str, path: str, gen: int, disk: Disk) -> None:
    """Put a finished snapshot in its place and remove the journals before its own. Under the store's lock."""
    disk.replace(path, snapshot_path(folder))
    disk.sync_folder(folder)
    for old in generations(folder):
        if old < gen:
            disk.unlink(journal_path(folder, old))


def write_snapshot(fd: int, meta: Meta, documents: Mapping[str, Documents], disk: Disk) -> None:
    """Write a snapshot into an empty file and make it durable.

    Raises:
        OSError: as the disk says; the file is then worth nothing.
    """
    crc = 0
    head = b'{"_meta":{"1":' + _encode(meta)
    disk.write(fd, head[:CHECKED_FROM])
    for part in _parts(head[CHECKED_FROM:], documents):
        crc = zlib.crc32(part, crc)
        disk.write(fd, part)
    disk.overwrite(fd, b"%08x" % crc, len(OPENING))
    disk.sync(fd)


def _parts(head: bytes, documents: Mapping[str, Documents]) -> Iterator[bytes]:
    yield head + b"}"
    for name, table in documents.items():
        yield b",%b:{" % _encode(name)
        ids = sorted(table)
        for start in range(0, len(ids), BATCH):
            batch = b",".join([b'"%d":%b' % (id, table[id]) for id in ids[start : start + BATCH]])
            yield b"," + batch if start else batch
        yield b"}"
    yield b"}"
