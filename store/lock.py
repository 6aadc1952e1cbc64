"""The lock across processes: one writer at a time, freed by the kernel however its holder ends."""

import fcntl
import os
import time
from contextlib import suppress

from store.disk import Disk, file_mode, temporary
from store.errors import Busy

FIRST_PAUSE = 0.0005
LONGEST_PAUSE = 0.005
"""Seconds between two tries. Short, so that waiting writers get their turn about equally often."""

HOLDER_BYTES = 200
"""What is read of LOCK's text."""


class Lock:
    """flock on the file LOCK, which holds the process id and user of the holder and is never removed or renamed.

    flock, not lockf: POSIX locks drop as soon as any descriptor of the file is closed.
    """

    def __init__(self, folder: str, actor: str, disk: Disk) -> None:
        self._disk = disk
        self._text = f"{os.getpid()} {actor}\n".encode()[:HOLDER_BYTES]
        self._fd = self._open(os.path.join(folder, "LOCK"), file_mode(folder))

    def _open(self, path: str, mode: int) -> int:
        try:
            return self._disk.open(path, os.O_RDWR)
        except FileNotFoundError:
            # Made under another name first: nobody must meet it with the wrong permissions.
            fresh = temporary(path)
            os.close(self._disk.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))
            with suppress(FileExistsError, FileNotFoundError):
                self._disk.link(fresh, path)
            self._disk.unlink(fresh)
            return self._disk.open(path, os.O_RDWR)

    def acquire(self, timeout: float) -> None:
        """Take the lock.

        Args:
            timeout: seconds to wait; 0 tries once.

        Raises:
            Busy: somebody else held it all the time.
        """
        deadline = time.monotonic() + timeout
        pause = FIRST_PAUSE
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise Busy(self.holder()) from None
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        if os.pread(self._fd, HOLDER_BYTES, 0) != self._text:
            with suppress(OSError):  # A full disk: the name is a courtesy, the lock holds.
                self._disk.truncate(self._fd, len(self._text))
                self._disk.overwrite(self._fd, self._text, 0)

    def release(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def holder(self) -> str:
        """Who wrote itself into the lock last."""
        return os.pread(self._fd, HOLDER_BYTES, 0).decode(errors="replace").strip()

    def close(self) -> None:
        """Close the descriptor; the lock goes with it."""
        os.close(self._fd)
