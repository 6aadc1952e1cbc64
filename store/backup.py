"""Backups: the whole store in one file, which `tar` unpacks and stock TinyDB reads.

A backup is a tar packed with gzip: `snapshot.json` first, then the archives as `archive/<name>`. It is made while desks
are open and writing: the snapshot is what one transaction left, and nobody waits for it. Its name says when it was made
(UTC) and the last transaction in it: `meja-<store>-20261122T053000Z-4711.tar.gz`. Those an open desk makes by itself,
one a day, begin with `meja-daily-` and carry a checksum of the store's path, so that stores can share a folder.
"""

import fcntl
import gzip
import json
import os
import re
import stat
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import IO, NamedTuple

import msgspec

from domain.times import DAY
from store.disk import Disk, file_mode, full_disk_told, temporary
from store.errors import BadFile, Busy, NewerFormat, ReadOnly
from store.journal import FORMAT
from store.replacement import ARCHIVE
from store.snapshot import CHECKED_FROM, OPENING, Meta, write_snapshot
from store.store import LOCK_SECONDS, Store

SNAPSHOT = "snapshot.json"
NAME = re.compile(r"meja-(daily-)?(.+)-(\d{8}T\d{6}Z)-(\d+)\.tar\.gz")
MEMBER = re.compile(ARCHIVE + r"/[^/\0]{1,200}")
LEVEL = 6
"""gzip's usual: half the size of level 1 for three times its time, and nobody waits for it."""
CHUNK = 1 << 20
PAUSE = 0.02


class Backup(NamedTuple):
    """A backup: its file, when it was made (UTC milliseconds), the last transaction in it, whether a desk made it."""

    path: str
    at: int
    seq: int
    daily: bool


def back_up(opened: Store, folder: str, at: int, *, daily: bool = False, disk: Disk | None = None) -> Backup:
    """Write a backup of an open store. It is there whole or not at all, durable, and was read back, on return.

    Args:
        folder: where to; made where it does not exist.
        at: now, in UTC milliseconds.
        daily: made by a desk by itself.

    Raises:
        Corrupt, Unknown, NewerFormat: the store is not sound, so a backup would pass for more than it is.
        Busy: archives are being written all the time.
        StoreFull, OSError: it could not be written.
        BadFile: what is on the disk is not what was written.
    """
    if opened.fault and not isinstance(opened.fault, ReadOnly):
        raise opened.fault
    disk = disk or Disk()
    _make_folder(folder, opened.path)
    _sweep(folder, disk)
    with ExitStack() as files:
        with _archives_at_rest(opened.path):
            meta, documents = opened.everything()
            archives = _open_archives(opened.path, files)
        found = Backup(os.path.join(folder, _name(opened.path, at, meta.seq, daily)), at, meta.seq, daily)
        fresh = temporary(found.path)
        fd = disk.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        files.callback(os.close, fd)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            _let_in(fd, opened.path)
            with full_disk_told():
                snapshot = files.enter_context(TemporaryFile(dir=folder))
                write_snapshot(snapshot.fileno(), meta, documents, disk)
                _pack(fd, at, [(SNAPSHOT, snapshot), *archives])
                disk.sync(fd)
                verify(fresh)
                disk.replace(fresh, found.path)
                disk.sync_folder(folder)
        except BaseException:
            disk.unlink(fresh)
            raise
    return found


def _make_folder(folder: str, store: str) -> None:
    """Inside the store it is whose the store is; elsewhere the maker's alone."""
    if os.path.isdir(folder):
        return
    os.makedirs(folder, 0o700, exist_ok=True)
    if os.path.realpath(os.path.dirname(folder)) == os.path.realpath(store):
        os.chmod(folder, stat.S_IMODE(os.stat(store).st_mode))


def _let_in(fd: int, store: str) -> None:
    """Who may read the store may read its backup."""
    mode = file_mode(store)
    if mode != 0o600:
        with suppress(PermissionError):
            os.fchown(fd, -1, os.stat(store).st_gid)
            os.fchmod(fd, mode)


@contextmanager
def _archives_at_rest(store: str) -> Iterator[None]:
    """Nothing moves between the store and its archives meanwhile, so each record is in one of them."""
    try:
        fd = os.open(os.path.join(store, ARCHIVE), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield
        return
    try:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise Busy(ARCHIVE) from None
            time.sleep(PAUSE)
        yield
    finally:
        os.close(fd)


def _open_archives(store: str, files: ExitStack) -> list[tuple[str, IO[bytes]]]:
    """Opened, they stay as they are now: an archive is replaced, never changed in place."""
    folder = os.path.join(store, ARCHIVE)
    found: list[tuple[str, IO[bytes]]] = []
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        path = os.path.join(folder, name)
        if ".tmp" in name or not stat.S_ISREG(os.lstat(path).st_mode):
            continue
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        found.append((f"{ARCHIVE}/{name}", files.enter_context(os.fdopen(fd, "rb"))))
    return found


def _pack(fd: int, at: int, members: list[tuple[str, IO[bytes]]]) -> None:
    with (
        os.fdopen(os.dup(fd), "wb") as file,
        gzip.GzipFile("", "wb", LEVEL, file, at / 1000) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for name, member in members:
            member.seek(0)
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = os.fstat(member.fileno()).st_size, at // 1000, 0o600
            tar.addfile(info, member)


# Reading one


def verify(path: str) -> Meta:
    """Read a backup through; where its snapshot stands.

    Raises:
        BadFile: it is none, or a byte of it is not as it was written.
        NewerFormat: a newer program wrote it.
        OSError: it cannot be read.
    """
    meta = None
    for name, member in members(path):
        if name == SNAPSHOT:
            meta = _verify_snapshot(path, member)
        else:
            while member.read(CHUNK):
                pass
    if meta is None:
        raise BadFile(path, "no_backup")
    return meta


def members(path: str) -> Iterator[tuple[str, IO[bytes]]]:
    """The files in a backup, each to be read before the next; raises as `verify`."""
    try:
        with gzip.open(path, "rb") as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                for info in tar:
                    member = tar.extractfile(info) if info.isreg() else None
                    if member is None or not (info.name == SNAPSHOT or MEMBER.fullmatch(info.name)):
                        raise BadFile(path, "no_backup")
                    yield info.name, member
            while packed.read(CHUNK):  # gzip's checksum is looked at where the file ends.
                pass
    except (gzip.BadGzipFile, EOFError, zlib.error, tarfile.TarError) as error:
        raise BadFile(path, "no_backup" if str(error).startswith("Not a gzipped file") else "damaged") from error


def _verify_snapshot(path: str, member: IO[bytes]) -> Meta:
    data = member.read(CHUNK)
    opening, checked = data[:CHECKED_FROM], data[CHECKED_FROM:]
    meta = _meta(path, data)
    crc = zlib.crc32(checked)
    while more := member.read(CHUNK):
        crc = zlib.crc32(more, crc)
    if opening != b'%b%08x",' % (OPENING, crc):
        raise BadFile(path, "damaged")
    if meta.format > FORMAT:  # Only now: a damaged number is no newer program's.
        raise NewerFormat(meta.format)
    return meta


def _meta(path: str, data: bytes) -> Meta:
    """The notes at the beginning of a snapshot."""
    start = OPENING.rindex(b"{")
    try:
        # latin-1: a character for each byte, so that a place in the text is one in the bytes.
        _, end = json.JSONDecoder().raw_decode(data.decode("latin-1"), start)
        return msgspec.json.decode(data[start:end], type=Meta)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadFile(path, "no_backup") from error


# The backups there are


def backups(folder: str, store: str = "") -> list[Backup]:
    """The backups in a folder, oldest first; with `store` those of a store of that name, and its own daily ones."""
    found = []
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        match = NAME.fullmatch(name)
        if match and (not store or match[2] == _stem(store, daily=bool(match[1]))):
            made = datetime.strptime(match[3], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            path = os.path.join(folder, name)
            found.append(Backup(path, int(made.timestamp()) * 1000, int(match[4]), bool(match[1])))
    return sorted(found, key=lambda one: (one.at, one.seq))


def made_since(folder: str, store: str, since: int, now: int) -> bool:
    """Whether a desk of this store has made a backup since then."""
    return any(one.daily and since <= one.at <= now for one in backups(folder, store))


def stamp(at: int) -> str:
    """An instant as the names of files have it: "20261122T053000Z"."""
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y%m%dT%H%M%SZ}"


def _name(store: str, at: int, seq: int, daily: bool) -> str:
    return f"meja-{'daily-' if daily else ''}{_stem(store, daily=daily)}-{stamp(at)}-{seq}.tar.gz"


def _stem(store: str, *, daily: bool) -> str:
    real = os.path.realpath(store)
    name = re.sub(r"[^A-Za-z0-9_.]+", "-", os.path.basename(real)).strip("-.") or "store"
    return f"{name}-{zlib.crc32(os.fsencode(real)):08x}" if daily else name


def _sweep(folder: str, disk: Disk) -> None:
    """Remove what killed processes left half written here."""
    for name in os.listdir(folder):
        before, found, _ = name.partition(".tmp")
        if not found or not NAME.fullmatch(before):
            continue
        path = os.path.join(folder, name)
        with suppress(OSError):
            fd = disk.open(path, os.O_RDONLY)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                disk.unlink(path)
            finally:
                os.close(fd)


# Every day


def back_up_daily(opened: Store, folder: str, at: int, since: int, days: int) -> Backup | None:
    """Make today's backup, unless there is one since the instant `since`; remove this store's own older than `days`.

    Of several processes that try at once one makes it. Only what was made by this function for this very store is ever
    removed, and the newest never.

    Returns:
        None: there was one already, or another process is making it.

    Raises:
        as `back_up`.
    """
    _make_folder(folder, opened.path)
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if made_since(folder, opened.path, since, at):
            return None
        made = back_up(opened, folder, at, daily=True)
        for old in backups(folder, opened.path):
            if old.daily and old.at < at - days * DAY:
                Disk().unlink(old.path)
        return made
    finally:
        os.close(fd)
