"""Stores in temporary folders, processes of their own that work on them, and disks that fail."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import store
from store.disk import Disk
from tests.store.campaign import LONG, TALLIES, Tally, summary

ROOT = Path(__file__).parents[2]

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where folders are that no disk makes slow; None: nowhere but where temporary folders always are."""

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


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder that no disk makes slow, where the machine has such a place."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def memory() -> Iterator[Path]:
    """As `in_memory`."""
    with in_memory() as folder:
        yield folder


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Where a campaign counts what it did; `make test-store` prints it at the end."""
    return TALLIES.setdefault(request.node.name.removeprefix("test_").replace("_", " "), Tally())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the long campaigns did."""
    if LONG:
        terminalreporter.section("the store's campaigns")
        for line in summary():
            terminalreporter.write_line(line)


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
