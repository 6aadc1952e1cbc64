"""A storm at two desks: the issue rises at both, one starts crisis mode, both and the command line say so, it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import store
from desk.desk import Desk, wall_clock
from desk.receive.similar import Similar
from domain.comments import Comment
from domain.times import MINUTE
from tests.e2e.conftest import ROOT, Opener
from tests.terminal import Terminal

AT_ONCE = 15.0
"""Seconds for what takes less than one on a quiet machine."""


def storm(folder: Path, count: int = 12) -> None:
    """Citizens complain of the same within minutes, as another desk brings it in."""
    now = wall_clock()
    with store.open(folder, "sari") as opened:
        desk = Desk(opened)
        similar = Similar(desk)
        with desk.step("comment.import", audit="none") as step:
            for at in range(count):
                comment = Comment(
                    platform="instagram",
                    account=1,
                    platform_id=f"badai{at}",
                    handle=f"warga{at}",
                    text="Air PDAM keruh min" + "!" * (at % 3),
                    kind="complaint",
                    written_at=now - at * MINUTE,
                    reply_due=now + 90 * MINUTE,
                )
                similar.insert(step, comment)


def meja_says(folder: Path, *words: str) -> str:
    environment = {**os.environ, "MEJA_STORE": str(folder)}
    command = [sys.executable, "-m", "cli", *words, "--lang", "en"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def opened(meja: Opener, admin: str, size: tuple[int, int]) -> Terminal:
    terminal = meja("--admin", admin, columns=size[0], lines=size[1])
    terminal.see(lambda screen: "lima" in screen and "? help" in screen)
    return terminal


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_a_storm_from_the_first_complaint_to_the_closing_note(
    meja: Opener, folder: Path, size: tuple[int, int]
) -> None:
    ani, budi = opened(meja, "ani", size), opened(meja, "budi", (120, 36))
    storm(folder)
    for desk in (ani, budi):
        desk.see("Rising issue: Air PDAM keruh, 12 comments", within=AT_ONCE)
    ani.type("!")
    ani.see("usually 0 an hour")
    ani.type("!")
    ani.see("what has happened")
    ani.type("\r")
    ani.see("start crisis mode")
    ani.type("y")
    for desk in (ani, budi):
        desk.see(lambda screen: "CRISIS MODE" in screen.split("\n")[0], within=AT_ONCE)
    assert meja_says(folder, "today").startswith("CRISIS MODE, the queue is frozen: Air PDAM keruh")
    note = json.loads(meja_says(folder, "handover", "--json"))
    assert note["crisis"]["about"] == "Air PDAM keruh"
    assert note["counts"]["rising"] == 1
    budi.type("gc")
    budi.see("in the crisis")
    budi.type("e")
    budi.see("closing note")
    budi.type("Pipa diganti\r")
    for desk in (ani, budi):
        desk.see(lambda screen: "CRISIS MODE" not in screen.split("\n")[0], within=AT_ONCE)
    assert json.loads(meja_says(folder, "handover", "--json"))["crisis"] is None
