"""The same edit of one comment, made durable by other means: raw bytes, SQLite, and TinyDB as it comes."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import tinydb

Edit = Callable[[int], None]
"""Changes the comment with that id, durably."""


def raw_append(path: Path, size: int = 200) -> Edit:
    """Nothing but `size` bytes at the end of a file and fdatasync: the least a durable edit can cost."""
    line = b"x" * (size - 1) + b"\n"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC)

    def edit(_: int) -> None:
        os.write(fd, line)
        os.fdatasync(fd)

    return edit


def sqlite(path: Path, documents: dict[int, msgspec.Raw]) -> Edit:
    """A table of JSON documents with revisions, write-ahead log, `synchronous=FULL`, one checked update."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, body TEXT NOT NULL)")
    base.execute("BEGIN")
    rows = ((id, 1, bytes(document).decode()) for id, document in documents.items())
    base.executemany("INSERT INTO comments VALUES (?, ?, ?)", rows)
    base.execute("COMMIT")

    def edit(id: int) -> None:
        base.execute("BEGIN IMMEDIATE")
        rev, body = base.execute("SELECT rev, body FROM comments WHERE id = ?", (id,)).fetchone()
        changed = json.dumps({**json.loads(body), "state": "done", "assignee": f"sqlite{rev}"})
        base.execute(
            "UPDATE comments SET rev = ?, body = ? WHERE id = ? AND rev = ?",
            (rev + 1, changed, id, rev),
        )
        base.execute("COMMIT")

    return edit


def stock_tinydb(path: Path, documents: dict[int, msgspec.Raw]) -> Edit:
    """TinyDB's own table over its own JSONStorage: every edit writes the file anew."""
    path.write_bytes(b'{"comments":{%b}}' % b",".join(b'"%d":%b' % one for one in documents.items()))
    table = tinydb.TinyDB(path).table("comments")

    def edit(id: int) -> None:
        table.update({"state": "done", "assignee": str(time.monotonic())}, doc_ids=[id])

    return edit
