"""Archives: records that left the live store, in the folder `archive`, one gzip file of JSON lines a month.

The first line of a file says what it is and how many records follow; each other line is one record as it was stored,
with its table and id. gzip's own checksum covers every byte. A file is replaced as a whole and durable before anybody
counts on it, so it is always the old one or the new one. `zcat` reads it.
"""

import fcntl
import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

import msgspec

from store.disk import Disk, full_disk_told
from store.errors import Corrupt, NewerFormat, StoreError
from store.journal import write_new

FORMAT = 1
NAME = re.compile(r"([a-z]+-\d{4,}-\d{2})\.jsonl\.gz")

Key = tuple[str, int]
"""Table and id."""
Records = dict[Key, msgspec.Raw]


class Header(msgspec.Struct, kw_only=True):
    """The first line of a file."""

    format: int = FORMAT
    archive: str
    records: int


class Filed(msgspec.Struct, kw_only=True, gc=False):
    """A record in an archive."""

    table: str
    id: int
    document: msgspec.Raw


_header = msgspec.json.Decoder(Header)
_filed = msgspec.json.Decoder(Filed)


class Archives:
    """The archives of a store.

    Whoever changes one holds `alone` from before it looks until the live store agrees.
    """

    def __init__(self, store: str, disk: Disk | None = None) -> None:
        self._store = store
        self.folder = os.path.join(store, "archive")
        self._disk = disk or Disk()

    def names(self) -> list[str]:
        """What archives there are, as "comments-2025-11", oldest first."""
        try:
            found = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return sorted(match[1] for name in found if (match := NAME.fullmatch(name)))

    def path(self, name: str) -> str:
        """Where an archive lies."""
        return os.path.join(self.folder, f"{name}.jsonl.gz")

    @contextmanager
    def alone(self, *, wait: bool = True) -> Iterator[bool]:
        """Nobody else changes archives inside the block; False, where one does not wait, while somebody is at it.

        The kernel frees the lock of a process that was killed; what it left half written is swept away here.
        """
        self._make()
        fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            for name in os.listdir(self.folder):
                if ".tmp" in name:
                    self._disk.unlink(os.path.join(self.folder, name))
            yield True
        finally:
            os.close(fd)

    def _make(self) -> None:
        """The folder, for whom the store is for."""
        if os.path.isdir(self.folder):
            return
        with full_disk_told():
            with suppress(FileExistsError):
                os.mkdir(self.folder, 0o700)
                os.chmod(self.folder, stat.S_IMODE(os.stat(self._store).st_mode))
            self._disk.sync_folder(self._store)

    def read(self, name: str) -> Records:
        """All records of an archive; none where there is no such archive.

        Raises:
            Corrupt: a byte of it is not as it was written, or some are missing.
            NewerFormat: a newer program wrote it.
        """
        path = self.path(name)
        try:
            with open(path, "rb", opener=_unlinked) as file:
                data = file.read()
        except FileNotFoundError:
            return {}
        try:
            return unpacked(data, name)
        except ValueError as error:
            raise Corrupt(path, 0) from error

    def write(self, name: str, records: Mapping[Key, msgspec.Raw]) -> None:
        """Let an archive hold exactly these; without any it goes. Durable, and read back, on return.

        Raises:
            StoreFull: nothing has changed.
            Corrupt: what is on the disk is not what was written.
        """
        path = self.path(name)
        with full_disk_told():
            if records:
                write_new(self.folder, path, _packed(name, records), self._disk)
            else:
                self._disk.unlink(path)
                self._disk.sync_folder(self.folder)
        if self.read(name).keys() != records.keys():
            raise Corrupt(path, 0)

    def add(self, name: str, records: Mapping[Key, msgspec.Raw]) -> None:
        """Let an archive hold these, too; one it has already is replaced. As `write`."""
        self.write(name, {**self.read(name), **records})

    def readable(self, names: Iterable[str], damaged: list[StoreError] | None = None) -> Iterator[tuple[str, Records]]:
        """Each of the archives with its records; one that is damaged is passed over, and told in `damaged`."""
        for name in names:
            try:
                yield name, self.read(name)
            except StoreError as error:
                if damaged is not None:
                    damaged.append(error)


def unpacked(data: bytes, name: str = "") -> Records:
    """The records in the bytes of an archive; with `name`, of that one.

    Raises:
        ValueError: a byte is not as it was written, or some are missing.
        NewerFormat: a newer program wrote it.
    """
    try:
        head, *lines = gzip.decompress(data).split(b"\n")
        header = _header.decode(head)
        if header.format > FORMAT:
            raise NewerFormat(header.format)
        found = {(one.table, one.id): one.document for one in map(_filed.decode, lines[:-1])}
    except (EOFError, gzip.BadGzipFile, zlib.error, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(name) from error
    if header.archive != (name or header.archive) or header.records != len(found) or lines[-1:] != [b""]:
        raise ValueError(name)
    return found


def _unlinked(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)


def _packed(name: str, records: Mapping[Key, msgspec.Raw]) -> bytes:
    encode = msgspec.json.encode
    lines = [encode(Header(archive=name, records=len(records)))]
    lines += [encode(Filed(table=table, id=id, document=records[table, id])) for table, id in sorted(records)]
    return gzip.compress(b"\n".join([*lines, b""]), 6, mtime=0)
