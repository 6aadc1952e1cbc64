"""How a restored store takes the place of the one there is, so that a crash at any point leaves the one or the other.

All is made ready in the folder RESTORE, in the store and under its lock: `snapshot.json`, the archives in `archive`,
and in `before-<time>` the whole store as it was. The journal the snapshot continues in stands beside the others, where
it means nothing yet. Then the snapshot is renamed out of RESTORE: from that moment on it is the new store. What is left
to do (the old journals go, the archives change places, `before-<time>` moves into the store's folder) anybody can do
who holds the lock, and does before anything is written.
"""

import os
import re

from store.disk import Disk
from store.snapshot import snapshot_path

PLACE = "RESTORE"
ARCHIVE = "archive"
BEFORE = re.compile(r"before-\d{8}T\d{6}Z(-\d+)?")
"""How the folders are called in which a restore keeps what was there."""


def settle_restore(folder: str, disk: Disk) -> None:
    """Finish a restore that was cut off, or clear it away when it had not come to pass. Under the store's lock."""
    place = os.path.join(folder, PLACE)
    if not os.path.exists(place):
        return
    from shutil import rmtree

    kept = next((name for name in os.listdir(place) if BEFORE.fullmatch(name)), None)
    if kept and not os.path.exists(snapshot_path(place)):
        _finish(folder, place, kept, disk)
    elif kept:
        # While it is there without the snapshot the restore has come to pass: it goes first.
        rmtree(os.path.join(place, kept))
        disk.sync_folder(place)
    rmtree(place)
    disk.sync_folder(folder)


def _finish(folder: str, place: str, kept: str, disk: Disk) -> None:
    for name in os.listdir(os.path.join(place, kept)):
        if name.startswith(("journal-", "torn-")):
            disk.unlink(os.path.join(folder, name))
    new, there = os.path.join(place, ARCHIVE), os.path.join(folder, ARCHIVE)
    if os.path.exists(new):
        if os.path.exists(there):
            disk.replace(there, os.path.join(place, "old"))
        disk.replace(new, there)
    disk.replace(os.path.join(place, kept), os.path.join(folder, kept))
    disk.sync_folder(folder)
