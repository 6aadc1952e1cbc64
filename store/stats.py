"""How large a store is, and what happened in it last."""

import os

import msgspec

from domain.times import DAY
from store.disk import Disk
from store.journal import Journal, Lost, generations, journal_path
from store.snapshot import read_snapshot, snapshot_path
from store.tables import Tables

LATEST = 5
"""So many of the last transactions are told."""


TRIES = 5
"""How often it is read again when a compaction replaced the files meanwhile."""


class Size(msgspec.Struct, frozen=True):
    """So many documents or files, of so many bytes."""

    count: int
    bytes: int


class Commit(msgspec.Struct, frozen=True):
    """A transaction: its number, when (UTC milliseconds), by whom, and how many records it touched."""

    seq: int
    at: int
    by: str
    records: int


class Stats(msgspec.Struct, kw_only=True):
    """A store in figures.

    Attributes:
        seq: the number of the last transaction.
        tables: documents and their bytes, by table.
        journal, snapshot, archive: files and their bytes.
        latest: the last transactions, newest first; only those the journal still has.
        a_day: bytes the journal grows in a day, as it did since it began; None where that was not yet an hour ago.
    """

    seq: int
    tables: dict[str, Size]
    journal: Size
    snapshot: Size
    archive: Size
    latest: list[Commit]
    a_day: int | None


def stats(folder: str, now: int) -> Stats:
    """The figures of a store, read without its lock.

    Raises:
        StoreError: it is damaged, or newer than this program.
        OSError: it cannot be read.
    """
    for attempt in range(TRIES):
        try:
            tables, first, latest = _read(folder)
            break
        except (FileNotFoundError, Lost):  # A compaction put another snapshot in place.
            if attempt == TRIES - 1:
                raise
    size = _files([journal_path(folder, gen) for gen in generations(folder)])
    age = now - first if first else 0
    return Stats(
        seq=tables.seq,
        tables={
            name: Size(len(each), sum(len(memoryview(one)) for one in each.values()))
            for name, each in sorted(tables.documents.items())
        },
        journal=size,
        snapshot=_files([snapshot_path(folder)]),
        archive=_inside(os.path.join(folder, "archive")),
        latest=latest[::-1],
        a_day=size.bytes * DAY // age if age >= DAY // 24 else None,
    )


def _read(folder: str) -> tuple[Tables, int, list[Commit]]:
    """Everything; when the journal's first transaction was; and its last ones."""
    meta, documents = read_snapshot(folder)
    tables = Tables(documents, meta.next, meta.seq)
    journal = Journal(folder, meta.gen, meta.seq, int(meta.chain, 16), Disk())
    first, latest = 0, list[Commit]()
    try:
        for line in journal.follow():
            tables.apply(line)
            first = first or line.t
            latest = [*latest[1 - LATEST :], Commit(line.n, line.t, line.by, len(line.ops))]
    finally:
        journal.close()
    return tables, first, latest


def _files(paths: list[str]) -> Size:
    sizes = [os.stat(path).st_size for path in paths if os.path.exists(path)]
    return Size(len(sizes), sum(sizes))


def _inside(folder: str) -> Size:
    if not os.path.isdir(folder):
        return Size(0, 0)
    return _files([os.path.join(place, name) for place, _, names in os.walk(folder) for name in names])
