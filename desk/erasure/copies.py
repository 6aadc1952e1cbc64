"""The copies in the store's folder that an erasure must not leave behind: journals, cut tails, restores, backups."""

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from shutil import rmtree

import msgspec

import store
from desk.desk import Desk
from desk.erasure.order import HIDDEN_IN, Cut
from store.archive import Archives, Key, unpacked
from store.disk import Disk

SHELF = "backups"
WAIT = 60.0
"""Seconds to wait for another process's compaction."""

_decode = msgspec.json.decode


@contextmanager
def one_erasure(folder: str) -> Iterator[None]:
    """No other process erases inside the block, and no desk begins its daily backup there: it would hold the old."""
    shelf = os.path.join(folder, SHELF)
    if not os.path.isdir(shelf):
        os.makedirs(shelf, 0o700, exist_ok=True)
        os.chmod(shelf, stat.S_IMODE(os.stat(folder).st_mode))
    fd = os.open(shelf, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def holding(desk: Desk, cut: Cut) -> list[str]:
    """Backups that hold something of what the order is about."""
    return [one for one in _backups(desk) if _holds(one, cut)]


def sweep(desk: Desk, cut: Cut, disk: Disk) -> None:
    """Let no file of the store's folder hold what was stored before: journals, cut tails, restores, backups.

    Backups that hold something of it go, once a fresh one is made.
    """
    folder = desk.store.path
    deadline = time.monotonic() + WAIT
    while not desk.store.compact():
        if time.monotonic() > deadline:
            raise store.Busy("compact")
        time.sleep(0.05)
    for name in os.listdir(folder):
        if name.startswith("torn-"):
            disk.unlink(os.path.join(folder, name))
        elif name.startswith("before-") and _kept_store_holds(os.path.join(folder, name), cut):
            rmtree(os.path.join(folder, name))
    disk.sync_folder(folder)
    old = holding(desk, cut)
    if old:
        from store.backup import back_up

        fresh = back_up(desk.store, os.path.join(folder, SHELF), desk.now()).path
        for path in old:
            if path != fresh:
                disk.unlink(path)
                disk.sync_folder(os.path.dirname(path))


def _backups(desk: Desk) -> list[str]:
    """All files in the store's own folder of backups; where desks put their daily ones elsewhere, those, too."""
    from store.backup import backups

    shelf = os.path.join(desk.store.path, SHELF)
    names = sorted(os.listdir(shelf)) if os.path.isdir(shelf) else []
    found = [path for name in names if os.path.isfile(path := os.path.join(shelf, name))]
    elsewhere = os.path.expanduser(desk.setting("backup_folder"))
    return found + ([one.path for one in backups(elsewhere, desk.store.path)] if elsewhere else [])


def _kept_store_holds(folder: str, cut: Cut) -> bool:
    """Whether the store a restore kept, with its journals, has anything the order is about."""
    from store.check import readable

    try:
        tables, archives = readable(folder).documents, Archives(folder)
        if _any_in(cut, tables) or any(_any_of(cut, archives.read(name)) for name in archives.names()):
            return True
        for name in os.listdir(folder):
            if name.startswith(("journal-", "torn-")):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    if name.startswith("torn-") or (cut.veil and any(cut.veil.hits(line, near=False) for line in file)):
                        return True
    except (store.StoreError, OSError, ValueError):
        return True
    return False


def _any_in(cut: Cut, tables: Mapping[str, Mapping[int, msgspec.Raw]]) -> bool:
    records = {(table, id): one for table in HIDDEN_IN for id, one in tables.get(table, {}).items()}
    return _any_of(cut, records) or any(any(cut.told_in(_decode(one))) for one in tables.get("audit", {}).values())


def _any_of(cut: Cut, records: Mapping[Key, msgspec.Raw]) -> bool:
    return any(_differs(cut, key, one) for key, one in records.items())


def _holds(path: str, cut: Cut) -> bool:
    """Whether a backup has anything the order is about; one that cannot be read may."""
    from store.backup import SNAPSHOT, members

    try:
        for name, member in members(path):
            data = member.read()
            if name == SNAPSHOT and _any_in(cut, _decode(data, type=dict[str, dict[int, msgspec.Raw]])):
                return True
            if name != SNAPSHOT and _any_of(cut, unpacked(data)):
                return True
    except (store.StoreError, OSError, ValueError):
        return True
    return False


def _differs(cut: Cut, key: Key, document: msgspec.Raw) -> bool:
    plain = _decode(document)
    return key[0] in HIDDEN_IN and cut.after(key, plain) != plain
