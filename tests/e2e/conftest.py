"""The program as an admin has it: started by its command line, on a real terminal, with a store on the disk."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

import store
from desk.desk import wall_clock
from domain.accounts import Account
from domain.comments import Comment
from domain.times import HOUR
from tests.terminal import Terminal

LONG = os.environ.get("MEJA_CAMPAIGN") == "long"
"""`make test-inbox`: as long as the desk is promised to stand it; `make test` runs the short form."""
ROOT = Path(__file__).parents[2]

Opener = Callable[..., Terminal]

FEELINGS = {"+": "positive", "0": "neutral", "-": "negative"}
"""What these keys say of the chosen comment, in English."""


def fill(folder: Path, texts: Sequence[str]) -> None:
    """A store with an account and a comment of each text, whose author is called alike; the first stands first."""
    now = wall_clock()
    with store.open(folder, "sari") as opened, opened.transaction() as tx:
        account = tx.insert("accounts", Account(platform="instagram", handle="@dinas.contoh"))
        for place, text in enumerate(texts):
            comment = Comment(
                platform="instagram",
                account=account,
                platform_id=str(place),
                handle=text,
                text=text,
                written_at=now - HOUR + place,
                reply_due=now + HOUR + place,
            )
            tx.insert("comments", comment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with five comments: satu, dua, tiga, empat, lima."""
    fill(tmp_path / "store", ["satu", "dua", "tiga", "empat", "lima"])
    return tmp_path / "store"


@pytest.fixture
def meja(folder: Path) -> Iterator[Opener]:
    """Start the program with these words, by default in English on the store; what runs at the end is killed."""
    with ExitStack() as stack:

        def start(*words: str, program: Sequence[str] = ("-m", "cli"), columns: int = 120, lines: int = 36) -> Terminal:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "MEJA_STORE": str(folder)}
            command = [sys.executable, *program, "--lang", "en", *words]
            return stack.enter_context(
                Terminal(command, cwd=ROOT, environment=environment, columns=columns, lines=lines)
            )

        yield start


def clash(desks: Sequence[Terminal]) -> tuple[Terminal, str]:
    """Let two feel differently about the same comment at the same time: who came second, and what stands till then.

    On a busy machine the second may have seen the first one's word before the key is taken in; then they try again.
    """
    for keys in ("+-", "0+", "-0", "+-", "0+"):
        for desk, key in zip(desks, keys, strict=True):
            desk.type(key)
        for desk in desks:
            desk.see(lambda screen: "Two admins" in screen or "Sentiment: " in screen)
        for number, desk in enumerate(desks):
            if "Two admins" in desk.text:
                desk.see(lambda screen, keys=keys: all(FEELINGS[key] in screen for key in keys))  # type: ignore[misc]
                return desk, FEELINGS[keys[1 - number]]
        for desk in desks:
            desk.type("k")  # The result goes with the next key.
            desk.see(lambda screen: "Sentiment: " not in screen)
    pytest.fail("nobody ever came second")
