"""Stores in temporary folders, processes of their own that work on them, and disks that fail."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import store
from store.disk import Disk

ROOT = Path(__file__).parents[2]

Opener = Callable[..., store.Store]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "store"


@pytest.fixture
def opened(folder: Path) -> Iterator[Opener]:
    """Open the store as somebody; closed at the end of the test."""
    stores: list[store.Store] = []

    def open_as(actor: str = "sari", disk: Disk | None = None) -> store.Store:
        stores.append(store.open(folder, actor, disk=disk))
        return stores[-1]

    yield open_as
    for each in stores:
        each.close()


def insert(opened_store: store.Store, table: str = "comments", **fields: object) -> int:
    """One record in a transaction of its own; its id."""
    with opened_store.transaction() as tx:
        return tx.insert(table, fields)


def contents(opened_store: store.Store) -> dict[str, dict[int, dict[str, object] | None]]:
    """Everything in the store."""
    names = sorted(opened_store.tables())
    return {name: {id: opened_store.get(name, id) for id in opened_store.documents(name)} for name in names}


def process(program: str, folder: Path, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own that runs `program` with the folder and arguments in `sys.argv`."""
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
