"""The journal: transactions as lines of JSON, each line's checksum chained to the one before.

A line is `{"c":"<crc32>","n":seq,"t":ms,"tx":id,"by":actor,"ops":[[kind, table, id, document], …]}` and LF. The
checksum covers the bytes after `c` and starts from the previous line's, so nothing can be changed, removed or moved
unseen. A journal begins with a header that says where the chain stands, and ends with a line `"rot":gen` naming the
next one.
"""

import fcntl
import itertools
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec

from store.disk import NO_SPACE, NOT_OURS, Disk, file_mode, full_disk_told, read_all, temporary
from store.errors import Corrupt, NewerFormat, StoreFull
from store.ids import Ids
from store.ops import Commit

FORMAT = 1
CHUNK = 4 << 20
"""Bytes read at once; a line may be longer."""
RECORD = b'{"c":"'
CHECKED_FROM = len(RECORD) + 8 + 2
"""Where the bytes begin that a line's checksum covers: after `{"c":"xxxxxxxx",`."""
HOLE = bytes(8)
"""Zeros are what a filesystem shows where a block of an unfinished write never reached the disk. JSON has none."""
SECTOR = 512
"""Bytes a disk writes whole or not at all. A line may have fewer than eight of them in its first or last one."""
HEADER_BYTES = 4096
"""A newer program's header may be longer than ours."""

NAME = re.compile(r"journal-(\d{8,})\.jsonl")


class Line(Commit, omit_defaults=True, gc=False):
    """One transaction; or, with `rot`, the last line of a journal."""

    rot: int = 0


class Header(msgspec.Struct, omit_defaults=False):
    """The first line of a journal: the transaction and checksum it continues from."""

    format: int
    gen: int
    seq: int
    crc: str


class Format(msgspec.Struct):
    """All that is asked of what another program may have written."""

    format: int


class Lost(Exception):
    """This reader cannot go on from where it stands and has to load the store anew."""


_line = msgspec.json.Decoder(Line)
_encode = msgspec.json.encode


def journal_path(folder: str, gen: int) -> str:
    """Where the journal of a generation lies."""
    return os.path.join(folder, f"journal-{gen:08d}.jsonl")


def generations(folder: str) -> list[int]:
    """The journals that are there, oldest first."""
    return sorted(int(match[1]) for name in os.listdir(folder) if (match := NAME.fullmatch(name)))


def encode_line(line: Line, crc: int) -> tuple[bytes, int]:
    """The bytes of a line after the checksum `crc`, and its own checksum."""
    checked = _encode(line)[1:]
    crc = zlib.crc32(checked, crc)
    return b'%b%08x",%b\n' % (RECORD, crc, checked), crc


def decode_line(data: bytes, seq: int, crc: int) -> tuple[Line, int] | None:
    """The line in `data` (without its LF) and its checksum; None unless it continues from `seq` and `crc`."""
    crc = zlib.crc32(data[CHECKED_FROM:], crc)
    if data[:CHECKED_FROM] != b'%b%08x",' % (RECORD, crc):
        return None
    try:
        line = _line.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return (line, crc) if line.n == seq + (not line.rot) else None


class Journal:
    """One process's place in the chain. Appending, settling and rotating are for the holder of the lock.

    Attributes:
        gen: number of the journal being read.
        seq: the last transaction read or written.
        crc: its checksum.
        offset: bytes of this journal read so far.
        ids: of the last transactions.
    """

    def __init__(self, folder: str, gen: int, seq: int, crc: int, disk: Disk, ids: Iterable[str] = ()) -> None:
        """Stand at the beginning of a journal; `ids` are those of the last transactions before it.

        Raises:
            FileNotFoundError: the journal is not there.
            Corrupt: its header is not what has to follow `seq` and `crc`.
            NewerFormat: a newer program wrote it.
        """
        self._folder = folder
        self._disk = disk
        self.seq, self.crc = seq, crc
        self.ids = Ids(ids)
        self._fd = -1
        self._crossed: list[str] = []
        self._enter(gen, self._opened(gen, crc), crc)

    @property
    def path(self) -> str:
        """The file being read."""
        return journal_path(self._folder, self.gen)

    @property
    def writable(self) -> bool:
        """Whether the file may be written by us."""
        return bool(fcntl.fcntl(self._fd, fcntl.F_GETFL) & os.O_RDWR)

    def _opened(self, gen: int, crc: int) -> int:
        path = journal_path(self._folder, gen)
        try:
            fd = self._disk.open(path, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            if error.errno not in NOT_OURS:
                raise
            fd = self._disk.open(path, os.O_RDONLY)
        found = read_all(fd, 0, HEADER_BYTES)
        if not found.startswith(_header(gen, self.seq, crc)):
            os.close(fd)
            raise _refusal(path, found)
        return fd

    def _enter(self, gen: int, fd: int, crc: int) -> None:
        offset = len(_header(gen, self.seq, crc))
        old, self._fd, self.gen, self.crc, self.offset = self._fd, fd, gen, crc, offset
        if old >= 0:
            os.close(old)

    def committed(self, tx: str) -> int | None:
        """The number of the transaction with that id; None when it is not among the last ones."""
        age = self.ids.age(tx)
        return None if age is None else self.seq - age

    @property
    def unsettled(self) -> bool:
        """Journals were left behind that may not be durable to their end."""
        return bool(self._crossed)

    def moved(self) -> bool:
        """Whether there may be something to follow. One fstat: about a microsecond."""
        status = os.fstat(self._fd)
        return status.st_size != self.offset or not status.st_nlink

    def follow(self) -> Iterator[Line]:
        """The transactions others have committed since; only whole lines with the right checksum.

        Raises:
            Lost: the journal was replaced, or the next one is gone already.
            NewerFormat: the next journal is a newer program's.
        """
        while True:
            replaced = self._replaced()
            status = os.fstat(self._fd)
            # In this order: who is replaced by a compaction finds the line that leads on before the name is gone.
            if status.st_size < self.offset or (status.st_size == self.offset and replaced):
                raise Lost
            gen = self.gen
            yield from self._lines(status.st_size)
            if self.gen == gen:
                if replaced:
                    raise Lost
                return

    def _replaced(self) -> bool:
        """Whether another file, or none, goes by our journal's name: a person moved files about."""
        try:
            return not os.path.samestat(os.stat(self.path), os.fstat(self._fd))
        except FileNotFoundError:
            return True

    def _lines(self, size: int) -> Iterator[Line]:
        span = CHUNK
        while self.offset < size:
            data = read_all(self._fd, self.offset, min(span, size - self.offset))
            start = 0
            while (end := data.find(b"\n", start)) >= 0:
                found = decode_line(data[start:end], self.seq, self.crc)
                if found is None:
                    return
                line, crc = found
                if line.rot:
                    # The last of this journal: where it leads is the next place to be, or this one still.
                    self._cross(line.rot, crc)
                    return
                self.seq, self.crc = line.n, crc
                self.offset += end + 1 - start
                start = end + 1
                self.ids.add(line.tx)
                yield line
            if start == 0:
                if len(data) < span:
                    return
                span *= 2

    def _cross(self, gen: int, crc: int) -> None:
        try:
            fd = self._opened(gen, crc)
        except (FileNotFoundError, Corrupt) as error:
            raise Lost from error
        self._crossed.append(self.path)
        self._enter(gen, fd, crc)

    def damaged(self) -> bool:
        """Whether what follows the last good line is damage, and not just a write that is under way or was cut off.

        Safe without the lock: a whole line that came since we last looked is no damage.
        """
        size = os.fstat(self._fd).st_size
        tail = read_all(self._fd, self.offset, max(size - self.offset, 0))
        first, newline, _ = tail.partition(b"\n")
        if not tail or (newline and decode_line(first, self.seq, self.crc)):
            return False
        return not self._torn(tail)

    def _torn(self, tail: bytes) -> bool:
        """Whether the tail is an append that never finished, so that nobody was told it is done.

        It has no LF, unless sectors before its end are missing. All else is a finished line that was changed later:
        another record behind it, or a line that is right but for its LF.
        """
        end = tail.find(b"\n")
        if end >= 0:
            first = tail[: min(end, -self.offset % SECTOR)]
            return (HOLE in tail[:end] or (first != b"" and not any(first))) and b"\n" + RECORD not in tail
        last_sector = (self.offset + len(tail)) % SECTOR == 1 and tail.endswith(b"\0")
        return last_sector or decode_line(tail[:-1], self.seq, self.crc) is None

    def settle(self, doubtful: bool = False) -> None:
        """Make sure of what is to be continued.

        An append that never finished is cut off; its bytes are kept in `torn-<gen>-<offset>`. And whoever wrote the
        line that led us here may have been killed before it was durable: without it nothing we append would be found.

        Args:
            doubtful: the same may be true of the last line of this journal.

        Raises:
            Corrupt: what follows the last good line is no such append. Nothing is touched.
        """
        while self._crossed:
            self._make_durable(self._crossed[-1])
            self._crossed.pop()
        if doubtful:
            self._disk.sync_data(self._fd)
        size = os.fstat(self._fd).st_size
        if size == self.offset:
            return
        tail = read_all(self._fd, self.offset, size - self.offset)
        if not self._torn(tail):
            raise Corrupt(self.path, self.offset)
        with full_disk_told():
            self._keep(tail)
            self._disk.truncate(self._fd, self.offset)
            self._disk.sync(self._fd)

    def _make_durable(self, path: str) -> None:
        try:
            fd = self._disk.open(path, os.O_RDWR)
        except FileNotFoundError:
            return  # Removed, since a later snapshot is durable.
        try:
            self._disk.sync_data(fd)
        finally:
            os.close(fd)

    def _keep(self, tail: bytes) -> None:
        path = os.path.join(self._folder, f"torn-{self.gen:08d}-{self.offset}")
        if os.path.lexists(path):  # Cut before at the same place: the older bytes get a number.
            _name_too(path, self._disk)
        write_new(self._folder, path, tail, self._disk)

    def append(self, line: Line) -> None:
        """Write a line and make it durable.

        Raises:
            StoreFull: nothing was written.
            OSError: the disk failed; whether the line is there is unknown, and this journal must not be written again.
        """
        data, crc = encode_line(line, self.crc)
        self._write(data)
        self.offset += len(data)
        self.seq, self.crc = line.n, crc
        self.ids.add(line.tx)

    def _write(self, data: bytes) -> None:
        try:
            self._disk.write(self._fd, data)
        except OSError as error:
            # The LF is the last byte, so nobody has taken any of it. Gone for good, or the next line and what is left
            # of this one could be found mixed after a power cut.
            self._disk.truncate(self._fd, self.offset)
            self._disk.sync(self._fd)
            if error.errno in NO_SPACE:
                raise StoreFull from error
            raise
        self._disk.sync_data(self._fd)

    def rotate(self, line: Line) -> None:
        """Continue in a new journal; `line` is the last of this one and names it.

        The new journal is durable before the line that leads to it, so a crash in between leaves this one in use. It
        is open before too: once that line is written, nothing may keep us here.

        Raises:
            StoreFull, OSError: as `append`.
        """
        data, crc = encode_line(line, self.crc)
        path = journal_path(self._folder, line.rot)
        with full_disk_told():
            write_new(self._folder, path, _header(line.rot, self.seq, crc), self._disk)
        fd = self._opened(line.rot, crc)
        try:
            self._write(data)
        except BaseException:
            os.close(fd)
            raise
        self._enter(line.rot, fd, crc)

    def close(self) -> None:
        """Close the file; nothing may be read or written afterwards."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _name_too(path: str, disk: Disk) -> None:
    """A second name for a file: its own and the first number that is free."""
    for number in itertools.count(1):
        with suppress(FileExistsError):
            disk.link(path, f"{path}-{number}")
            return


def create_journal(folder: str, disk: Disk) -> None:
    """The first journal of a new store."""
    with full_disk_told():
        write_new(folder, journal_path(folder, 1), _header(1, 0, 0), disk)


def _header(gen: int, seq: int, crc: int) -> bytes:
    return _encode(Header(format=FORMAT, gen=gen, seq=seq, crc=f"{crc:08x}")) + b"\n"


def write_new(folder: str, path: str, data: bytes, disk: Disk) -> None:
    """A whole file, there with all its bytes or not at all, durable on return."""
    fresh = temporary(path)
    fd = disk.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_mode(folder))
    try:
        disk.write(fd, data)
        disk.sync(fd)
        disk.replace(fresh, path)
    except BaseException:
        disk.unlink(fresh)
        raise
    finally:
        os.close(fd)
    disk.sync_folder(folder)


def _refusal(path: str, header: bytes) -> Corrupt | NewerFormat:
    try:
        found = msgspec.json.decode(header.split(b"\n", 1)[0], type=Format).format
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Corrupt(path, 0)
    return NewerFormat(found) if found > FORMAT else Corrupt(path, 0)
