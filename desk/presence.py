"""Who sits at a desk of the store now: a small file for each open desk, locked for as long as its process lives.

The kernel lets go of the lock however a desk ends, so one that was killed is known to be gone, and nobody has to write
that they are still here.
"""

import fcntl
import os
import stat
from contextlib import suppress

from store.disk import Disk, file_mode

FOLDER = "desks"
"""In the store's folder. Not part of its data: no backup holds it."""
_LONGEST = 200
"""Bytes that are read of a name."""
_TRIES = 20


class Presence:
    """One desk among those that are open.

    Attributes:
        others: the actors at the other desks, each once, in order; this desk's own is not among them.
    """

    def __init__(self, store: str, actor: str) -> None:
        self._store = store
        self._folder = os.path.join(store, FOLDER)
        self._actor = actor
        self._name = ""
        self._fd = -1
        self._stamp = -1
        self._settled = False
        self.others: tuple[str, ...] = ()

    def arrive(self) -> None:
        """Let the others know of this desk, until it is left or killed. Who may not write here is not seen."""
        disk = Disk()
        with suppress(OSError):
            for _try in range(_TRIES):
                self._make_folder()
                name = f"{os.getpid()}-{os.urandom(4).hex()}"
                path = os.path.join(self._folder, name)
                try:
                    fd = disk.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, file_mode(self._store))
                except FileNotFoundError:
                    continue  # The last one to leave has just put out the light.
                fcntl.flock(fd, fcntl.LOCK_EX)
                if os.fstat(fd).st_nlink:  # Nobody took it for a dead one's before it was locked.
                    disk.write(fd, self._actor.encode("utf-8", "replace")[:_LONGEST])
                    self._fd, self._name = fd, name
                    os.utime(self._folder)  # Now the name is in it.
                    return
                os.close(fd)

    def leave(self) -> None:
        """Be gone."""
        if self._fd >= 0:
            with suppress(OSError):
                os.unlink(os.path.join(self._folder, self._name))
            os.close(self._fd)
            self._fd = -1
            with suppress(OSError):
                os.rmdir(self._folder)

    def look(self, *, thorough: bool = False) -> bool:
        """See who is here; whether that has changed. When nobody came or went it costs one stat.

        Args:
            thorough: find out also who was killed, which nobody tells of.
        """
        try:
            stamp = os.stat(self._folder).st_mtime_ns
        except OSError:
            stamp = 0
        # The clock of files ticks only every few milliseconds: what changed is looked at once more.
        if stamp == self._stamp and self._settled and not thorough:
            return False
        self._settled = stamp == self._stamp
        self._stamp = stamp
        found = tuple(sorted(self._found() - {self._actor}))
        changed, self.others = found != self.others, found
        return changed

    def _found(self) -> set[str]:
        found = set()
        with suppress(OSError):
            for name in os.listdir(self._folder):
                if name != self._name and (actor := self._actor_of(os.path.join(self._folder, name))):
                    found.add(actor)
        return found

    def _actor_of(self, path: str) -> str:
        """Whose desk it is; empty: nobody's any more, and the file is cleared away."""
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return ""
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return os.pread(fd, _LONGEST, 0).decode("utf-8", "replace")
        except OSError:
            return ""
        else:
            with suppress(OSError):
                os.unlink(path)
            return ""
        finally:
            os.close(fd)

    def _make_folder(self) -> None:
        """The folder, for the same people as the store's."""
        with suppress(FileExistsError):
            os.mkdir(self._folder, 0o700)
            above = os.stat(self._store)
            if os.geteuid() == 0:  # What root makes must not lock the people out whose store it is.
                os.chown(self._folder, above.st_uid, -1)
            os.chmod(self._folder, stat.S_IMODE(above.st_mode))
