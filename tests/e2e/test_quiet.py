"""What goes over the line: nothing when nothing happens, two rows for a step."""

from pathlib import Path

import store
from desk import leases
from desk.desk import Desk
from domain.times import parse_iso
from tests.e2e.conftest import Opener

STEP = 600
"""Bytes of a step within the page."""


def test_idle_is_silent_and_a_step_is_small(meja: Opener) -> None:
    terminal = meja("--now", "2026-11-23T09:00:01")  # A minute begins: no clock turns for a while.
    terminal.see("? help")
    terminal.hush(0.5)
    before = len(terminal.received)
    terminal.hush(2.0)
    assert len(terminal.received) == before
    terminal.type("j")
    terminal.hush(0.1)  # Less than the detail waits.
    assert 0 < len(terminal.received) - before <= STEP


def test_a_colleague_who_types_on_is_not_heard(meja: Opener, folder: Path) -> None:
    moments = [parse_iso(f"2026-11-23T09:00:{second:02}+07:00") for second in (1, 3)]
    terminal = meja("--now", "2026-11-23T09:00:01")
    terminal.see("? help")
    terminal.hush(0.5)
    with store.open(folder, "root:budi") as opened:
        desk = Desk(opened, now=lambda: moments[0])
        leases.take(desk, 1)
        terminal.see(lambda screen: screen.count("budi has it open") == 2)  # The row and the detail.
        terminal.hush(0.5)
        before = len(terminal.received)
        desk = Desk(opened, now=lambda: moments[1])
        leases.take(desk, 1)
        terminal.hush(1.0)
    assert len(terminal.received) == before
