"""The secrets of the accounts: one file of the user's, readable by nobody else, replaced as a whole."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

_LARGEST = 1024 * 1024


class Secrets(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What opens one account. Never printed: its words for people are empty of it."""

    access: str = ""
    refresh: str = ""
    ends_at: int = 0
    """When `access` ends, in UTC milliseconds; 0: not known."""
    client_id: str = ""
    client_secret: str = ""
    scopes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Secrets(•••)"

    __str__ = __repr__

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("secrets", "•••")]

    def words(self) -> tuple[str, ...]:
        """All that must be in no message."""
        return tuple(filter(None, (self.access, self.refresh, self.client_secret)))


class TokensRefused(Exception):
    """The file cannot be used.

    Attributes:
        reason: `not_private`: others may read or replace it. `damaged`: it is no such file. `unreadable`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TokenFile:
    """The secrets by account (``youtube:UC…``). Two processes may change it at the same time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, key: str) -> Secrets | None:
        """The secrets of an account; None: there are none.

        Raises:
            TokensRefused
        """
        return self._read().get(key)

    def keys(self) -> set[str]:
        """The accounts whose secrets are here. Raises as `get`."""
        return set(self._read())

    def ready(self) -> None:
        """Make sure that secrets can be kept here, before anybody is asked for one. Raises as `put`."""
        folder = self.path.parent
        folder.mkdir(0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        self._read()

    def put(self, key: str, secrets: Secrets) -> None:
        """Keep the secrets of an account. Raises as `get`, and `OSError`."""
        self._change(lambda held: held | {key: secrets})

    def renew(self, key: str, old: Secrets, renew: Callable[[Secrets], Secrets]) -> Secrets:
        """Put new secrets in the place of old ones, unless another process has; what holds now.

        Others wait meanwhile: many platforms let a right to renew be used once. Raises as `put`, and as `renew`.
        """
        self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
        with self._alone():
            held = self._read()
            kept = held.get(key, old)
            if kept.access == old.access:
                kept = renew(kept)
                self._write(held | {key: kept})
            return kept

    def remove(self, key: str) -> None:
        """Forget an account's. Raises as `put`."""
        self._change(lambda held: {one: kept for one, kept in held.items() if one != key})

    def _read(self) -> dict[str, Secrets]:
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except FileNotFoundError:
            return {}
        except OSError:
            raise TokensRefused("unreadable") from None
        with open(handle, "rb") as file:
            known = os.fstat(handle)
            if known.st_uid != os.getuid() or stat.S_IMODE(known.st_mode) & 0o077 or not stat.S_ISREG(known.st_mode):
                raise TokensRefused("not_private")
            try:
                return msgspec.json.decode(file.read(_LARGEST), type=dict[str, Secrets])
            except msgspec.DecodeError:
                raise TokensRefused("damaged") from None

    def _change(self, change: Callable[[dict[str, Secrets]], dict[str, Secrets]]) -> None:
        self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
        with self._alone():
            self._write(change(self._read()))

    def _write(self, held: dict[str, Secrets]) -> None:
        content = msgspec.json.encode(held)
        new = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with open(handle, "wb") as file:
                os.fchmod(handle, 0o600)
                file.write(content)
                file.flush()
                os.fsync(handle)
            os.rename(new, self.path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
