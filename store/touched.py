"""Who touched a record, as far as the journal still tells: what went into the snapshot has no author any more."""

import msgspec

from store.disk import Disk
from store.journal import Journal
from store.snapshot import read_snapshot
from store.tables import shallow

FIRST = msgspec.Raw(b"1")
"""The revision of a record that was just made."""


class Touch(msgspec.Struct, frozen=True):
    """A transaction that touched the record: its number, when (UTC milliseconds), and by whom."""

    seq: int
    at: int
    by: str


def touched(folder: str, table: str, first: int, last: int, *, made: bool = False) -> list[Touch]:
    """Every transaction that touched one of these records after it was made, oldest first. Read without the lock.

    Args:
        first, last: ids of the records.
        made: list those that made them, too.

    Raises:
        StoreError: the store is damaged.
        OSError: it cannot be read.
    """
    meta, documents = read_snapshot(folder)
    known = set(documents.get(table, ()))
    journal = Journal(folder, meta.gen, meta.seq, int(meta.chain, 16), Disk())
    found = []
    try:
        for line in journal.follow():
            touches = False
            for op in line.ops:
                if op.table == table and (op.kind == "x" or first <= op.id <= last):
                    new = op.kind == "p" and op.id not in known and shallow(op.document).get("rev") == FIRST
                    known.add(op.id)
                    touches |= made or not new
            if touches:
                found.append(Touch(line.n, line.t, line.by))
    finally:
        journal.close()
    return found
