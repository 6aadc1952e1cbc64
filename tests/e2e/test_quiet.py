"""What goes over the line: nothing when nothing happens, two rows for a step."""

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
