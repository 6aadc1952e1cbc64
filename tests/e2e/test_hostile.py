"""Whatever citizens write, nothing but the program's own sequences reaches the terminal, and the walls stand."""

import json
from pathlib import Path

import pytest

from domain.text import storable
from tests.e2e.conftest import Opener, fill

CORPUS = Path(__file__).parents[1] / "hostile-text.jsonl"
TEXTS = [storable(json.loads(line)["text"]) for line in CORPUS.read_text("utf-8").splitlines()]
TEXTS += [f"a{chr(code)}b" for code in (*range(0x20), *range(0x7F, 0xA0))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with every hostile text as text and author of a comment."""
    fill(tmp_path / "store", TEXTS)
    return tmp_path / "store"


def test_every_comment_in_the_list(meja: Opener) -> None:
    terminal = meja()
    terminal.see("? help")
    for _page in range(len(TEXTS) // 20 + 1):
        terminal.type("\x1b[6~")
        terminal.hush(0.25)  # The detail follows when the keys rest.
        assert terminal.foreign() == []
        rows = [terminal.screen.buffer[y] for y in range(3, 20)]
        assert all(row[37].data == "│" for row in rows), terminal.text
    terminal.type("q")
    assert terminal.leave() == 0


def test_every_comment_for_itself(meja: Opener) -> None:
    terminal = meja(columns=80, lines=24)
    terminal.see("? help")
    terminal.type("\r")
    terminal.see("Conversation")
    for _comment in TEXTS:
        terminal.type("J")
        terminal.hush(0.02)
    terminal.see(TEXTS[-1].replace("\x9f", "�"))
    assert terminal.foreign() == []
    terminal.type("qq")
    assert terminal.leave() == 0
