"""A new file with what was exported: its owner's alone, whole or not there, and where it was meant to be."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from domain.text import clean

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class NotSaved(Exception):
    """The file was not written.

    Attributes:
        reason: a code: `exists`, `not_a_file`, `no_folder`, `outside_folder`, `too_many_rows`, `cannot_write`.
        params: what its wording needs.
    """

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def within(folder: Path, named: str) -> Path:
    """The file that a name means when only this folder may be written to.

    Raises:
        NotSaved: `outside_folder`, also for names that hide, or that a terminal would obey.
    """
    path = Path(os.path.abspath(folder / named))
    if path.parent != folder or path.name.startswith(".") or clean(path.name) != path.name:
        raise NotSaved("outside_folder", folder=str(folder))
    return path


def made(folder: Path) -> Path:
    """The folder, made for its owner alone where it is not there.

    Raises:
        NotSaved: `cannot_write`, or `no_folder` when something else, a link included, stands in its place.
    """
    try:
        folder.parent.mkdir(0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            folder.chmod(0o700)  # Whatever the umask.
    except OSError as error:
        raise _trouble(error, folder) from error
    if folder.is_symlink() or not folder.is_dir():
        raise NotSaved("no_folder", file=str(folder))
    return folder


@contextmanager
def saving(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """A new file, readable by its owner alone. When the block fails nothing stays behind.

    Args:
        replace: take the place, at once and as a whole, of a file of that name.

    Raises:
        NotSaved: see there; what is not about the file goes through as it is.
    """
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise NotSaved("no_folder", file=str(path.parent)) from error
    name = f".meja-{os.urandom(8).hex()}" if replace else path.name
    try:
        if replace:
            _require_plain(path, folder)
        handle = os.open(name, _NEW, 0o600, dir_fd=folder)
        try:
            os.fchmod(handle, 0o600)
            with open(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(handle)
            if replace:
                os.replace(name, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            os.unlink(name, dir_fd=folder)
            raise
    except OSError as error:
        raise _trouble(error, path) from error
    finally:
        os.close(folder)


def _require_plain(path: Path, folder: int) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise NotSaved("not_a_file", file=str(path))


def _trouble(error: OSError, path: Path) -> NotSaved:
    if isinstance(error, FileExistsError):
        return NotSaved("exists", file=str(path))
    return NotSaved("cannot_write", file=str(path), detail=error.strerror or type(error).__name__)
