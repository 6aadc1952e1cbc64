"""`meja` as a person or a script uses it: words in; exit code, data and words out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import cli
import store
import wording


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> list[Any]:
        """The JSON lines of stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Meja = Callable[..., Said]


@pytest.fixture
def meja(capsys: pytest.CaptureFixture[str]) -> Iterator[Meja]:
    """Carry out a command line, in English."""

    def run(*words: str) -> Said:
        try:
            code = cli.run([*words, "--lang", "en"])
        except SystemExit as left:
            code = int(str(left.code or 0))
        return Said(code, *capsys.readouterr())

    yield run
    wording.use("id")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store is, or will be."""
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def opened(shared: Path) -> Iterator[store.Store]:
    """The store itself, to put things in."""
    with_store = store.open(shared, "rina")
    yield with_store
    with_store.close()
