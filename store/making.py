"""Making a store: for one Unix user, or for a group of them."""

import os
import stat
from collections.abc import Mapping
from typing import Any

import msgspec

from store.disk import file_mode, require_local
from store.errors import BadFile, NotEmpty
from store.snapshot import AT_BYTE, META
from store.store import Store, open

FOR_ONE = 0o700
FOR_A_GROUP = 0o2770
JOURNAL = "journal-00000001.jsonl"
DESKS = "desks"
"""The folder that a killed desk leaves behind."""
EMPTY_STORE = frozenset({"LOCK", "DESKS", "OUTBOX", "SYNC", JOURNAL, DESKS})
"""What lies in a store in which nothing was ever stored."""

Stock = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""What a stock TinyDB file holds: documents by table and id."""


def make(path: str, actor: str, *, group: int | None = None, stock: Stock | None = None) -> None:
    """Make a store whose files have the right modes under any umask.

    Args:
        path: its folder; made where it does not exist.
        actor: who stores what comes with it.
        group: the id of the Unix group that shares it; None: it is its owner's alone.
        stock: what to begin with.

    Raises:
        NotEmpty: there is something in that folder already.
        NotLocal: it is on a network filesystem.
        OSError: it cannot be made there, or the group is not ours to give.
    """
    os.makedirs(os.path.dirname(os.path.abspath(path)), FOR_ONE, exist_ok=True)
    try:
        os.mkdir(path, FOR_ONE)
    except FileExistsError:
        _require_empty(path)
        _give(path, group)
    else:
        try:
            _give(path, group)
        except BaseException:
            os.rmdir(path)
            raise
    with open(path, actor) as made:
        if stock:
            _fill(made, stock)


def _give(path: str, group: int | None) -> None:
    """Let the folder and what is in it be its owner's alone, or a group's."""
    require_local(path)
    own = os.stat(path).st_gid if group is None else group
    for folder, _, files in os.walk(path):
        os.chown(folder, -1, own)
        os.chmod(folder, FOR_ONE if group is None else FOR_A_GROUP)
        for name in files:
            os.chown(os.path.join(folder, name), -1, own)
            os.chmod(os.path.join(folder, name), file_mode(path))


def _require_empty(path: str) -> None:
    there = set(os.listdir(path)) if stat.S_ISDIR(os.lstat(path).st_mode) else {path}
    desks = os.path.join(path, DESKS)
    if not there <= EMPTY_STORE or (DESKS in there and not stat.S_ISDIR(os.lstat(desks).st_mode)):
        raise NotEmpty(path)
    if JOURNAL in there:
        with open(path, "", create=False) as found:
            if found.seq or found.fault:
                raise NotEmpty(path)


def _fill(made: Store, stock: Stock) -> None:
    with made.transaction() as tx:
        for table, documents in stock.items():
            tx.create(table)
            for id, document in documents.items():
                tx.insert(table, document, id)
    made.compact()


def read_stock(path: str) -> Stock:
    """What a stock TinyDB file holds, or a snapshot of ours.

    Raises:
        BadFile: it is no such file.
        OSError: it cannot be read.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC), "rb") as file:
        data = file.read()
    try:
        tables = msgspec.json.decode(data, type=dict[str, dict[int, dict[str, Any]]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        found = AT_BYTE.search(str(error))
        raise BadFile(path, "no_tinydb", found[1] if found else "") from error
    ours = tables.pop(META, None) is not None
    for table, documents in tables.items():
        for id, document in documents.items():
            if id < 1 or ("rev" in document and not ours):
                raise BadFile(path, "bad_id" if id < 1 else "field_rev", f"{table} {id}")
    return tables
