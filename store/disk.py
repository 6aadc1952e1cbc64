"""Every change the store makes to its folder goes through `Disk`, so that tests can fail or cut it at any point."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from store.errors import NotLocal, ReadOnly, StoreFull

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone"}
)
"""Filesystems whose locks or fsync do not hold between hosts (flock(2), nfs(5))."""


class Disk:
    """The operating system's file operations that change something. Descriptors are closed on exec."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """Open without following a link; a file made here gets exactly `mode`, whatever the umask."""
        fd = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
        if flags & os.O_EXCL:
            os.fchmod(fd, mode)
            if os.geteuid() == 0:  # What root makes must not lock the people out whose folder it is.
                with suppress(OSError):
                    os.fchown(fd, os.stat(os.path.dirname(path)).st_uid, -1)
        return fd

    def write(self, fd: int, data: bytes) -> None:
        """Write all of `data` where the descriptor stands."""
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]

    def overwrite(self, fd: int, data: bytes, offset: int) -> None:
        """Replace bytes at `offset`."""
        os.pwrite(fd, data, offset)

    def sync_data(self, fd: int) -> None:
        """Make the contents durable."""
        os.fdatasync(fd)

    def sync(self, fd: int) -> None:
        """Make contents and attributes durable."""
        os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(fd, size)

    def replace(self, source: str, target: str) -> None:
        """Rename over what is there."""
        os.replace(source, target)

    def link(self, source: str, target: str) -> None:
        """A second name; FileExistsError when it is taken."""
        os.link(source, target)

    def unlink(self, path: str) -> None:
        """Remove a name that may be gone already."""
        try:
            os.unlink(path)
        except FileNotFoundError:
            return

    def sync_folder(self, path: str) -> None:
        """Make names durable: renames, new files, removed files."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def temporary(path: str) -> str:
    """A name beside `path` that nobody else uses, for a file on its way to it."""
    return f"{path}.tmp{os.getpid()}-{os.urandom(4).hex()}"


TEMPORARY = re.compile(r".+\.tmp\d+-[0-9a-f]+")
"""What `temporary` calls a file."""


def file_mode(folder: str) -> int:
    """Files of a store are their owner's alone, unless the folder is a group's (setgid)."""
    return 0o660 if os.stat(folder).st_mode & stat.S_ISGID else 0o600


def make_folder(path: str, disk: Disk) -> None:
    """A folder for its owner alone, with those above it that are missing; each durable in the one above."""
    if os.path.isdir(path):
        return
    above = os.path.dirname(path)
    make_folder(above, disk)
    with suppress(FileExistsError):
        os.mkdir(path, 0o700)
    disk.sync_folder(above)


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn "no space" into `StoreFull`, and "not yours" into `ReadOnly`."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise StoreFull from error
        if error.errno in NOT_OURS:
            raise ReadOnly("permission") from error
        raise


def read_all(fd: int, offset: int, size: int) -> bytes:
    """Up to `size` bytes from `offset`; fewer at the end of the file."""
    data = os.pread(fd, size, offset)
    while len(data) < size and (more := os.pread(fd, size - len(data), offset + len(data))):
        data += more
    return data


def filesystem(folder: str, mounts: str = "/proc/self/mountinfo") -> tuple[str, bool]:
    """The kind of filesystem an existing folder lies on, and whether it is one of `NETWORK`; "" where nobody knows.

    Args:
        mounts: the kernel's mount table, in the form of proc(5).
    """
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as table:
            lines = table.read().splitlines()
    except OSError:
        return "", False
    target = os.path.realpath(folder)
    best, found = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), before.split(" ")[4])
        if len(point) >= len(best) and (target == point or target.startswith(point.rstrip("/") + "/")):
            best, found = point, after.split(" ", 1)[0]
    return found, found in NETWORK


def require_local(folder: str, mounts: str = "/proc/self/mountinfo") -> None:
    """Refuse a folder on a network filesystem.

    Args:
        folder: an existing folder.
        mounts: as `filesystem`. Where there is none, nothing is refused.

    Raises:
        NotLocal: the folder's mount is one of `NETWORK`.
    """
    found, network = filesystem(folder, mounts)
    if network:
        raise NotLocal(folder, found)
