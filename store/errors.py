"""What can go wrong with a store. Each is a `StoreError`; texts for people are made elsewhere."""

from typing import Any


class StoreError(Exception):
    """The store did not do what was asked; unless a subclass says otherwise nothing was written."""


class NoStore(StoreError):
    """There is no store at this path, and none was to be made."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NotEmpty(StoreError):
    """A store was to be made in a folder that has something in it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class BadFile(StoreError):
    """A file to be taken in is not what it should be; nothing has changed.

    `reason` is `no_backup`, `no_tinydb`, `damaged` (a byte is not as it was written, or some are missing), `bad_id` or
    `field_rev` (a document's id is no positive number, or it has the field that belongs to the store). `where`: the
    byte or the document at which that shows.
    """

    def __init__(self, path: str, reason: str, where: str = "") -> None:
        super().__init__(path, reason, where)
        self.path = path
        self.reason = reason
        self.where = where


class NotLocal(StoreError):
    """The folder lies on a network filesystem, where locks and durable writes cannot be trusted."""

    def __init__(self, path: str, filesystem: str) -> None:
        super().__init__(path, filesystem)
        self.path = path
        self.filesystem = filesystem


class Busy(StoreError):
    """Somebody else held the lock for the whole timeout. `holder`: their process id and user, as `"4711 sari"`."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class DesksOpen(StoreError):
    """Desks are open on the store. `holders`: their process ids and users, as far as they are known."""

    def __init__(self, holders: list[str]) -> None:
        super().__init__(", ".join(holders))
        self.holders = holders


class Conflict(StoreError):
    """The record was changed or removed since it was read.

    Attributes:
        theirs: the record as it stands now; None when it is gone.
        by: who changed it last; empty when that happened before this store was opened.
        base: the record at the revision the change was made on; None when that is not known (any more).
        since: who changed it since then at other desks; nobody when it was only this one.
    """

    def __init__(
        self,
        table: str,
        id: int,
        theirs: dict[str, Any] | None,
        by: str,
        base: dict[str, Any] | None = None,
        since: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(table, id, by)
        self.table = table
        self.id = id
        self.theirs = theirs
        self.by = by
        self.base = base
        self.since = since


class StoreFull(StoreError):
    """No space (or quota) left: nothing was written, and it works again once there is space."""


class Unknown(StoreError):
    """The disk failed while a transaction was made durable: it may or may not be there. Reopen, then look for `tx`."""

    def __init__(self, tx: str) -> None:
        super().__init__(tx)
        self.tx = tx


class ReadOnly(StoreError):
    """This store can be read, not written.

    `reason` is `permission` (the files are not ours to write), `disk_failed` (a process found the disk failing and left
    the file FAULT; a person removes that file once the disk has been looked at) or `closed` (by another thread).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Corrupt(StoreError):
    """A file was damaged after it was written. What lies before `offset` (bytes) is readable; nothing is written."""

    def __init__(self, path: str, offset: int) -> None:
        super().__init__(path, offset)
        self.path = path
        self.offset = offset


class NewerFormat(StoreError):
    """The store was written by a newer program: restart with that one."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found
