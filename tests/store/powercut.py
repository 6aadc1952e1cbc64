"""What a power cut may leave of a folder: changes are recorded as they are made, and played back with losses.

The kernel promises little: contents are there after fsync of the file, names after fsync of the folder. All else may be
there or not, sector by sector and name by name, in any order.
"""

import errno
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from store.disk import Disk

SECTOR = 512
"""Bytes a disk writes whole or not at all."""

Image = dict[str, bytes]
Contents = dict[str, dict[int, dict[str, object] | None]]


class Killed(BaseException):
    """The process ends here, without any cleaning up."""


class Entry(msgspec.Struct):
    """One change of the folder, or a mark of the one who makes them.

    `kind` is one of create, write, truncate, sync_data, sync, rename, link, unlink, folder, begin, ack.
    """

    kind: str
    file: int = 0
    path: str = ""
    target: str = ""
    data: bytes = b""
    at: int = 0


class Log:
    """Every change made to one folder, by all processes together.

    Attributes:
        base: what was there, durably, before the first entry.
        states: what the store held after each acknowledged transaction.
        archived: the ids that had gone to the archive by then.
    """

    def __init__(self, folder: Path, known: Contents) -> None:
        self.folder = folder
        self.entries: list[Entry] = []
        self.states = [known]
        self.archived = [set[int]()]
        self.base: dict[str, tuple[int, bytes]] = {}
        self.names: dict[str, int] = {}
        for path in sorted(folder.iterdir()) if folder.exists() else []:
            self.base[path.name] = len(self.base) + 1, path.read_bytes()
            self.names[path.name] = len(self.base)
        self.files = len(self.base)

    def name(self, path: str) -> str:
        """What a path is called from the folder on."""
        return os.path.relpath(path, self.folder).removeprefix(".")

    def note(self, kind: str, **what: object) -> None:
        """Append an entry."""
        self.entries.append(msgspec.convert({"kind": kind, **what}, Entry))


class Recorder(Disk):
    """One process's disk.

    Attributes:
        left: so many changes more, then this process is killed.
        room: so many bytes more, then the disk is full.
    """

    def __init__(self, log: Log) -> None:
        self.log = log
        self.left: int | None = None
        self.room: int | None = None
        self._files: dict[int, int] = {}

    def _step(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise Killed
            self.left -= 1

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        if flags & os.O_CREAT:
            self._step()
        fd = super().open(path, flags, mode)
        name = self.log.name(path)
        if flags & os.O_CREAT:
            self.log.files += 1
            self.log.names[name] = self.log.files
            self.log.note("create", file=self.log.files, path=name)
        self._files[fd] = self.log.names.get(name, 0)
        return fd

    def write(self, fd: int, data: bytes) -> None:
        self._step()
        at = os.fstat(fd).st_size
        kept = data if self.room is None else data[: self.room]
        self.log.note("write", file=self._files[fd], data=kept, at=at)
        super().write(fd, kept)
        if len(kept) < len(data):
            raise OSError(errno.ENOSPC, "full")

    def overwrite(self, fd: int, data: bytes, offset: int) -> None:
        self._step()
        self.log.note("write", file=self._files[fd], data=data, at=offset)
        super().overwrite(fd, data, offset)

    def sync_data(self, fd: int) -> None:
        self._step()
        self.log.note("sync_data", file=self._files[fd])

    def sync(self, fd: int) -> None:
        self._step()
        self.log.note("sync", file=self._files[fd])

    def truncate(self, fd: int, size: int) -> None:
        self._step()
        self.log.note("truncate", file=self._files[fd], at=size)
        super().truncate(fd, size)

    def replace(self, source: str, target: str) -> None:
        self._step()
        super().replace(source, target)
        self._rename("rename", source, target)
        self.log.names.pop(self.log.name(source))

    def link(self, source: str, target: str) -> None:
        self._step()
        super().link(source, target)
        self._rename("link", source, target)

    def _rename(self, kind: str, source: str, target: str) -> None:
        old, new = self.log.name(source), self.log.name(target)
        self.log.names[new] = self.log.names[old]
        self.log.note(kind, file=self.log.names[old], path=old, target=new)

    def unlink(self, path: str) -> None:
        self._step()
        super().unlink(path)
        if self.log.names.pop(self.log.name(path), 0):
            self.log.note("unlink", path=self.log.name(path))

    def sync_folder(self, path: str) -> None:
        self._step()
        if Path(path).is_relative_to(self.log.folder):
            self.log.note("folder", path=self.log.name(path))


class _File:
    def __init__(self, durable: bytes = b"") -> None:
        self.durable = durable
        self.pending: list[Entry] = []

    def current(self) -> bytes:
        data = bytearray(self.durable)
        for entry in self.pending:
            _change(data, entry, 0, len(entry.data))
        return bytes(data)

    def left(self, dice: random.Random) -> bytes:
        """Some sectors of what is not durable yet, or its beginning up to any byte; the new size may be there first."""
        data = bytearray(self.durable)
        cut = len(self.pending) if dice.random() < 0.7 else dice.randrange(len(self.pending) + 1)
        share = dice.choice((0.2, 0.5, 0.8, 1))
        for entry in self.pending[:cut]:
            if entry.kind == "truncate":
                if dice.random() < share:
                    _change(data, entry, 0, 0)
                continue
            for start, end in _sectors(entry):
                if dice.random() < share:
                    _change(data, entry, start, end)
        if cut < len(self.pending):
            _change(data, self.pending[cut], 0, dice.randrange(len(self.pending[cut].data) + 1))
        elif len(data) < (size := len(self.current())) and dice.random() < 0.5:
            data.extend(bytes(size - len(data)))
        return bytes(data)


def _sectors(entry: Entry) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(entry.data):
        end = min(start + SECTOR - (entry.at + start) % SECTOR, len(entry.data))
        yield start, end
        start = end


def _change(data: bytearray, entry: Entry, start: int, end: int) -> None:
    """Do what `entry` did, a write only from `start` to `end` of its bytes. What is skipped reads as zeros."""
    if entry.kind == "truncate":
        del data[entry.at :]
        return
    if start < end:
        data.extend(bytes(max(entry.at + start - len(data), 0)))
        data[entry.at + start : entry.at + end] = entry.data[start:end]


class Machine:
    """The disk and the kernel's memory, up to one entry of the log."""

    def __init__(self, log: Log) -> None:
        self._files = {file: _File(data) for file, data in log.base.values()}
        self._names = {name: file for name, (file, _) in log.base.items()}
        self._moves: list[Entry] = []

    def take(self, entry: Entry) -> None:
        """One change more."""
        if entry.kind == "create":
            self._files[entry.file] = _File()
        if entry.kind in ("create", "rename", "link", "unlink"):
            self._moves.append(entry)
        elif entry.kind in ("write", "truncate") and entry.file:
            self._files[entry.file].pending.append(entry)
        elif entry.kind in ("sync", "sync_data") and entry.file:
            file = self._files[entry.file]
            file.durable, file.pending = file.current(), []
        elif entry.kind == "folder":
            inside = [move for move in self._moves if os.path.dirname(move.path) == entry.path]
            self._names = self._named(inside)
            self._moves = [move for move in self._moves if move not in inside]

    def _named(self, moves: list[Entry]) -> dict[str, int]:
        names = dict(self._names)
        for entry in moves:
            if entry.kind in ("rename", "unlink"):
                names.pop(entry.path, None)
            if entry.kind != "unlink":
                names[entry.target or entry.path] = entry.file
        return names

    def certain(self) -> Iterator[tuple[str, Image]]:
        """Nothing, everything, only the names, only the contents of what nobody waited for."""
        for kind, moves in (("lost", []), ("kept", self._moves)):
            names = self._named(moves)
            yield f"names {kind}, bytes lost", {name: self._files[file].durable for name, file in names.items()}
            yield f"names {kind}, bytes kept", {name: self._files[file].current() for name, file in names.items()}

    def chance(self, dice: random.Random) -> Image:
        """Any of it."""
        if dice.random() < 0.5:
            moves = self._moves[: dice.randint(0, len(self._moves))]
        else:
            moves = [move for move in self._moves if dice.random() < 0.5]
        return {name: self._files[file].left(dice) for name, file in self._named(moves).items()}


Rewrite = Callable[[list[Entry]], list[Entry]]
"""What the log would be if the program had forgotten something."""


def without(kind: str, of: str = "") -> Rewrite:
    """Never does `kind`, to files whose first name begins with `of`."""

    def rewrite(entries: list[Entry]) -> list[Entry]:
        made = {entry.file: entry.path for entry in entries if entry.kind == "create"}
        return [entry for entry in entries if entry.kind != kind or not made.get(entry.file, "").startswith(of)]

    return rewrite


def tells_too_early(entries: list[Entry]) -> list[Entry]:
    """Says "done" before the sync."""
    told: list[Entry] = []
    for entry in entries:
        if entry.kind == "ack":
            place = max(place for place, other in enumerate(told) if other.kind == "sync_data")
            told.insert(place, entry)
        else:
            told.append(entry)
    return told


def turns_page_too_early(entries: list[Entry]) -> list[Entry]:
    """Writes, durably, which journal is the next one before that one is durable."""
    turned: list[Entry] = []
    held: list[Entry] = []
    journals: set[int] = set()
    for entry in entries:
        begun = any(other.kind == "begin" for other in turned)
        if begun and entry.kind == "create" and entry.path.startswith("journal-"):
            journals = {entry.file}
        if journals and (entry.file in journals or entry.kind == "folder"):
            held.append(entry)
            continue
        turned.append(entry)
        if held and entry.kind == "sync_data":
            turned += held
            held, journals = [], set()
    return turned + held


def clears_away_too_early(entries: list[Entry]) -> list[Entry]:
    """Removes, durably, the old journals as soon as the snapshot that takes their place has been begun."""
    cleared: list[Entry] = []
    for entry in entries:
        if entry.kind == "unlink" and entry.path.startswith("journal-") and ".tmp" not in entry.path:
            place = max(place for place, e in enumerate(cleared) if e.kind == "create" and "snapshot" in e.path)
            cleared[place + 1 : place + 1] = [entry, Entry("folder")]
        else:
            cleared.append(entry)
    return cleared
