"""The locks across processes, freed by the kernel however their holders end: LOCK for one writer at a time, DESKS for
the open desks, and others for what one process at a time does.
"""

import fcntl
import os
import pwd
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from store.disk import Disk, file_mode, temporary
from store.errors import Busy, DesksOpen

LOCK_SECONDS = 5.0
"""How long a writer waits for the others."""
SHORT_PAUSE = 0.0004
LONG_PAUSE = 0.005
SHORT_PAUSES = 500
"""Seconds between two tries. All who wait try equally often, so that they get their turns about equally often; after
so many tries somebody is stopped or slow, and there is no hurry.
"""
COURTESY = 0.0006
"""Seconds for which who held the lock last lets those go first who wait for it: each of them tries once at least."""
CALM = 50_000_000
"""Nanoseconds after which the time of a folder's last change tells for certain that there was none since."""
QUEUE = 1 << 20
_FLOCK = struct.Struct("hhqqi")
"""`struct flock` of fcntl(2): type, whence, start, length, process."""

HOLDER_BYTES = 200
"""What is read of LOCK's text."""


class Lock:
    """flock on the file LOCK, which holds the process id and user of the holder and is never removed or renamed.

    flock, not lockf: POSIX locks drop as soon as any descriptor of the file is closed.

    Attributes:
        doubtful: who held it before us has ended, maybe in the middle of a write.
        undisturbed: since the turn of ours that was `settled`, no name in the folder was made, changed or removed.
    """

    def __init__(self, folder: str, actor: str, disk: Disk) -> None:
        self._disk = disk
        self.doubtful = False
        self.undisturbed = False
        self._folder = folder
        self._found: tuple[int, int, int] | None = None
        self._settled: tuple[int, int, int] | None = None
        name = f"{os.getpid()} {actor}".encode(errors="replace")[: HOLDER_BYTES - 1]
        self._text = name.replace(b"\n", b" ") + b"\n"
        self._path = os.path.join(folder, "LOCK")
        self._mode = file_mode(folder)
        self._fd = _open(self._path, os.O_RDWR, self._mode, disk)

    def acquire(self, timeout: float) -> None:
        """Take the lock.

        Args:
            timeout: seconds to wait; 0 tries once.

        Raises:
            Busy: somebody else held it all the time.
        """
        if self._others_wait() and os.pread(self._fd, HOLDER_BYTES, 0) == self._text:
            time.sleep(COURTESY)
        self._wait(time.monotonic() + timeout)
        before = os.pread(self._fd, HOLDER_BYTES, 0)
        self.doubtful = before != self._text and not _runs(before)
        if before != self._text:
            with suppress(OSError):  # A full disk: the name is a courtesy, the lock holds.
                self._disk.overwrite(self._fd, self._text, 0)
                self._disk.truncate(self._fd, len(self._text))

    def _wait(self, deadline: float) -> None:
        tries = 0
        try:
            while not self._taken():
                if time.monotonic() >= deadline:
                    raise Busy(self.holder())
                self._queue(fcntl.F_OFD_SETLK, fcntl.F_RDLCK)
                tries += 1
                time.sleep(SHORT_PAUSE if tries < SHORT_PAUSES else LONG_PAUSE)
        finally:
            if tries:
                self._queue(fcntl.F_OFD_SETLK, fcntl.F_UNLCK)

    def _taken(self) -> bool:
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._look()
            if self.undisturbed or self._in_place():
                return True
            self._renew()

    def _look(self) -> None:
        try:
            status = os.stat(self._folder)
        except FileNotFoundError:
            self._found = None
        else:
            # The kernel's clock ticks every few milliseconds: a folder that changed just now may change once more
            # without showing it.
            calm = time.time_ns() - status.st_mtime_ns > CALM
            self._found = (status.st_dev, status.st_ino, status.st_mtime_ns) if calm else None
        self.undisturbed = self._found is not None and self._found == self._settled

    def settled(self) -> None:
        """All is in order in the folder as it was when this turn began."""
        self._settled = self._found

    def _others_wait(self) -> bool:
        kind: int = _FLOCK.unpack(self._queue(fcntl.F_OFD_GETLK, fcntl.F_WRLCK))[0]
        return kind != fcntl.F_UNLCK

    def _queue(self, how: int, kind: int) -> bytes:
        """Who waits has a shared lock on one byte, far behind the text, which the kernel frees like the other one."""
        with suppress(OSError):  # Not every sandbox has such locks: then nobody is let go first.
            return fcntl.fcntl(self._fd, how, _FLOCK.pack(kind, os.SEEK_SET, QUEUE, 1, 0))
        return _FLOCK.pack(fcntl.F_UNLCK, 0, 0, 0, 0)

    def _in_place(self) -> bool:
        """Whether the others come by this file too: a person may have removed it, or moved the whole folder."""
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(self._fd))
        except FileNotFoundError:
            return False

    def _renew(self) -> None:
        self.release()
        old, self._fd = self._fd, _open(self._path, os.O_RDWR, self._mode, self._disk)
        os.close(old)

    def release(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def holder(self) -> str:
        """Who wrote itself into the lock last."""
        return os.pread(self._fd, HOLDER_BYTES, 0).partition(b"\n")[0].decode(errors="replace")

    def close(self) -> None:
        """Close the descriptor; the lock goes with it."""
        os.close(self._fd)


def _runs(holder: bytes) -> bool:
    try:
        os.kill(int(holder.split()[0]), 0)
    except (ProcessLookupError, ValueError, IndexError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def attend(folder: str, disk: Disk, timeout: float) -> int:
    """Be one of the open desks of a store, until the descriptor is closed; -1 where we may not even say so.

    Raises:
        Busy: the store is being restored.
    """
    try:
        fd = _open(os.path.join(folder, "DESKS"), os.O_RDONLY, file_mode(folder), disk)
    except PermissionError:
        return -1
    deadline = time.monotonic() + timeout
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return fd
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(fd)
                raise Busy("restore") from None
        time.sleep(LONG_PAUSE)


@contextmanager
def no_desks(folder: str, disk: Disk) -> Iterator[None]:
    """While no desk is open, and none can be opened.

    Raises:
        DesksOpen: some are.
    """
    fd = _open(os.path.join(folder, "DESKS"), os.O_RDONLY, file_mode(folder), disk)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DesksOpen(_holders(fd)) from None
        yield
    finally:
        os.close(fd)


@contextmanager
def sole(folder: str, name: str) -> Iterator[bool]:
    """One process at a time is inside the block; False: another one is.

    Args:
        folder: the store's.
        name: the file of this lock, in capitals; it stays. `store.check` knows its name.
    """
    fd = _open(os.path.join(folder, name), os.O_RDONLY, file_mode(folder), Disk())
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(fd)


def _open(path: str, flags: int, mode: int, disk: Disk) -> int:
    while True:
        with suppress(FileNotFoundError):
            return disk.open(path, flags)
        # Made under another name first: nobody must meet it with the wrong permissions.
        fresh = temporary(path)
        os.close(disk.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))
        with suppress(FileExistsError, FileNotFoundError):
            disk.link(fresh, path)
        disk.unlink(fresh)


def _holders(fd: int, locks: str = "/proc/locks", processes: str = "/proc") -> list[str]:
    """Process id and user of those who hold a lock on a file, as far as the kernel's table of locks (proc(5)) tells."""
    status = os.fstat(fd)
    file = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    found = []
    with suppress(OSError), open(locks, encoding="ascii") as table:
        for line in table:
            words = line.split()
            if file in words and "->" not in words:
                pid = words[words.index(file) - 1]
                found.append(f"{pid} {_user(os.path.join(processes, pid))}".strip())
    return found


def _user(process: str) -> str:
    try:
        return pwd.getpwuid(os.stat(process).st_uid).pw_name
    except (OSError, KeyError):
        return ""
