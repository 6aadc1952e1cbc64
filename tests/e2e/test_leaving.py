"""However the desk is left, the terminal is as it was and what was typed is kept."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import store
from domain.comments import Reply
from tests.e2e.conftest import ROOT, Opener
from tests.terminal import Terminal

SOON = 3.0
"""Seconds for what takes a quarter of one: the desk itself gives up after 0.9."""


def open_desk(meja: Opener, *words: str, program: Sequence[str] = ("-m", "cli")) -> Terminal:
    """The desk, once the first comment stands in the list and its keys are told."""
    terminal = meja(*words, program=program)
    terminal.see(lambda screen: "lima" in screen and "? help" in screen)
    return terminal


def write(terminal: Terminal, text: str) -> None:
    """Begin a reply to the chosen comment."""
    terminal.type("r")
    terminal.see("Reply to @")
    terminal.hush(0.1)
    terminal.type(text)
    terminal.see(text)


def drafts(folder: Path) -> list[str]:
    with store.open(folder, "sari") as opened:
        return [reply.text for reply in opened.repo("replies", Reply).all() if reply.state == "draft"]


def test_q_leaves_the_terminal_as_it_was(meja: Opener) -> None:
    terminal = open_desk(meja)
    assert terminal.left_on()
    terminal.type("q")
    assert terminal.leave() == 0
    assert terminal.left_on() == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_draft_and_restores_the_terminal(meja: Opener, folder: Path, number: signal.Signals) -> None:
    terminal = open_desk(meja)
    write(terminal, "sudah kami")
    terminal.signal(number)
    assert terminal.leave(within=SOON) == 128 + number
    assert terminal.left_on() == set()
    assert drafts(folder) == ["sudah kami"]


BETWEEN = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(subprocess.call([sys.executable, "-m", "cli", *sys.argv[1:]]))
"""
"""As make does: waits for the desk, gives its exit code, and passes no hang-up on."""


@pytest.mark.parametrize("program", [("-m", "cli"), ("-c", BETWEEN)], ids=["alone", "behind another program"])
def test_a_line_that_is_cut_keeps_the_draft(
    meja: Opener, folder: Path, own_home: Path, program: tuple[str, str]
) -> None:
    terminal = open_desk(meja, program=program)
    write(terminal, "sudah kami")
    terminal.hang_up()
    assert terminal.leave(within=SOON) == 128 + signal.SIGHUP
    assert drafts(folder) == ["sudah kami"]
    assert list(own_home.rglob("meja.log")) == []


def test_a_store_that_somebody_holds_does_not_keep_the_terminal(meja: Opener, folder: Path) -> None:
    terminal = open_desk(meja)
    with store.open(folder, "budi") as opened, opened.transaction():
        write(terminal, "sudah kami")
        terminal.signal(signal.SIGTERM)
        assert terminal.leave(within=SOON) == 128 + signal.SIGTERM
    assert terminal.left_on() == set()


def test_a_desk_that_only_shows_leaves_as_well(meja: Opener) -> None:
    terminal = open_desk(meja, "--now", "2026-11-23T09:00")
    write(terminal, "sudah kami")
    terminal.signal(signal.SIGTERM)
    assert terminal.leave(within=SOON) == 128 + signal.SIGTERM
    assert terminal.left_on() == set()


def test_an_import_under_way_is_no_hindrance_and_does_the_store_no_harm(
    meja: Opener, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "komentar.csv"
    head = "Name,Username,Profile ID,Date,Likes,Comment,User Verified,Comment ID,Profile URL,Comment URL\n"
    row = "W,w,1,2026-11-18 22:41:57,3,jalan rusak {n},no,{n},https://x.example,https://www.instagram.com/p/DX/c/{n}\n"
    file.write_text(head + "".join(row.format(n=number) for number in range(20_000)))
    terminal = open_desk(meja)
    terminal.type("i")
    terminal.see("file")
    terminal.hush(0.1)
    terminal.type(f"{file}\r")
    with store.open(folder, "budi") as opened:
        deadline = time.monotonic() + 30
        while len(opened.documents("comments")) < 1_000 and time.monotonic() < deadline:
            opened.poll()
            time.sleep(0.01)
        terminal.signal(signal.SIGTERM)
        assert terminal.leave(within=SOON) == 128 + signal.SIGTERM
        assert 1_000 <= len(opened.documents("comments")) < 20_000
    assert terminal.left_on() == set()
    assert not (folder / "FAULT").exists()


def test_going_on_after_a_stop_does_not_keep_the_desk_from_ending(meja: Opener) -> None:
    terminal = open_desk(meja)
    terminal.signal(signal.SIGSTOP)
    terminal.signal(signal.SIGCONT)
    terminal.type("j")
    terminal.hush()
    terminal.type("q")
    assert terminal.leave() == 0
    assert terminal.left_on() == set()


CRASHING = """
import cli
from screens.base import DeskScreen

def crash(self):
    secret = "rahasia" + "-lokal"
    raise RuntimeError("\\x1b]0;judul\\x07 galat-isi " + secret)

DeskScreen.verb_help = crash
cli.main()
"""


def test_a_crash_leaves_the_terminal_usable_and_tells_no_values(meja: Opener, own_home: Path) -> None:
    terminal = meja(program=["-c", CRASHING])
    terminal.see("? help")
    terminal.type("?")
    assert terminal.leave() == 1
    assert terminal.left_on() == set()
    assert terminal.foreign() == []
    log = next(own_home.rglob("meja.log")).read_text()
    assert b"RuntimeError" in terminal.received
    assert "RuntimeError" in log
    for told in (terminal.received.decode(), log):
        assert "rahasia-lokal" not in told
        assert "galat-isi" not in told


def test_without_a_terminal_there_is_no_desk() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "cli", "--lang", "en"],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "meja today" in ended.stderr


def test_a_damaged_store_is_told(meja: Opener, folder: Path) -> None:
    (journal,) = folder.glob("journal-*")
    content = bytearray(journal.read_bytes())
    content[-100] ^= 1
    journal.write_bytes(content)
    terminal = meja()
    terminal.see("damaged")
    terminal.type("qq")  # What is said, and the desk.
    assert terminal.leave() == 0
