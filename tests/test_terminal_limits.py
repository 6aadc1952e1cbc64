"""At a real terminal: no colours where none are wanted, ASCII to the last byte, titles put back."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.conftest import ROOT
from tests.terminal import Terminal

SGR = re.compile(rb"\x1b\[([\d;]*)m")
ATTRIBUTES = {"", "0", "1", "4", "7", "22", "24", "27"}
"""Plain, bold, underlined, reversed, and each taken back: all that is left without colours."""

Open = Callable[..., Terminal]


@pytest.fixture
def at_terminal(own_home: Path, tmp_path: Path) -> Open:
    """`meja` with those words, at a terminal of 80 columns, with those variables."""

    def opened(*words: str, **variables: str) -> Terminal:
        kept = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
        environment = {
            **kept,
            "HOME": str(own_home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **variables,
        }
        command = [sys.executable, "-m", "cli", *words]
        return Terminal(command, cwd=tmp_path, environment=environment, columns=80, lines=24)

    return opened


def walk(terminal: Terminal) -> None:
    """Through the places, with a panel, a prompt, a reply that is typed."""
    terminal.see("CONTOH")
    for keys, seen in (
        ("?", "Tempat"),
        ("\x1b", "balas"),
        ("/", "kata"),
        ("zqxwvk …é\r", "Tidak ada"),
        ("\x1b", "r balas"),
        ("r", "Balasan"),
        ("Selamat pagi…\x1b", "pratinjau"),
        ("q", "1 Antrean"),
        ("3", "Topik"),
        ("1", "Antrean"),
        (":", "Semua perintah"),
        ("\x1b", "Antrean"),
    ):
        terminal.hush(0.12)
        terminal.type(keys)
        terminal.see(seen)
    terminal.hush(0.12)
    terminal.type("q")
    assert terminal.leave() == 0


def codes(received: bytes) -> set[str]:
    found = {part for match in SGR.finditer(received) for part in match[1].decode().split(";")}
    return {part.lstrip("0") or part[:1] for part in found}


def test_without_colours_there_is_none(at_terminal: Open) -> None:
    with at_terminal("demo", NO_COLOR="1") as terminal:
        walk(terminal)
    assert codes(terminal.received) <= ATTRIBUTES


def test_a_terminal_of_sixteen_colours_gets_no_other(at_terminal: Open) -> None:
    with at_terminal("demo", TERM="xterm", COLORTERM="") as terminal:
        walk(terminal)
    colours = codes(terminal.received) - ATTRIBUTES
    assert colours <= {"39", "49", *(str(code) for code in range(30, 38))}
    assert {"31", "33", "36"} <= colours


def test_ascii_to_the_last_byte(at_terminal: Open) -> None:
    with at_terminal("--ascii", "demo") as terminal:
        walk(terminal)
    assert max(terminal.received) < 0x80


def test_the_title_is_told_only_where_it_is_asked_for_and_put_back(at_terminal: Open, own_home: Path) -> None:
    with at_terminal("demo") as terminal:
        terminal.see("CONTOH")
        terminal.type("q")
        assert terminal.leave() == 0
    assert b"\x1b]2;" not in terminal.received
    config = own_home / ".config" / "meja" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("title = true\n")
    with at_terminal("demo") as terminal:
        terminal.see("CONTOH")
        terminal.type("q")
        assert terminal.leave() == 0
    saved, told, restored = (terminal.received.find(code) for code in (b"\x1b[22;2t", b"\x1b]2;Meja", b"\x1b[23;2t"))
    assert 0 <= saved < told < restored
