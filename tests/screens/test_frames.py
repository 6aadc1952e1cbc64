"""What the desk looks like, place by place: plain-text frames of the example week at a fixed time.

A frame that was changed on purpose is written anew by ``MEJA_FRAMES=write pytest tests/screens/test_frames.py``;
look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from domain.preferences import Preferences
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run

FRAMES = Path(__file__).parent / "frames"
WRITE = os.environ.get("MEJA_FRAMES") == "write"
"""Read while this is imported: tests themselves see no MEJA_ variables."""

both_sizes = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])


def compare(me: Sitting, name: str) -> None:
    """The terminal shows what the frame of that name says, trailing blanks apart."""
    columns, rows = me.app.size
    file = FRAMES / f"{columns}x{rows}-{name}.txt"
    if WRITE:
        FRAMES.mkdir(exist_ok=True)
        file.write_text(me.text + "\n", encoding="utf-8")
    assert me.text.splitlines() == file.read_text(encoding="utf-8").splitlines()


@both_sizes
@run
async def test_the_example_week(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as me:
        compare(me, "inbox")
        await me.press("c")
        compare(me, "kinds")
        await me.press("escape", "1")
        compare(me, "queue")
        await me.press("enter")
        compare(me, "post")
        await me.press("escape", "3")
        compare(me, "topics")
        await me.press("enter")
        compare(me, "topic")
        await me.press("escape", "g", "f")
        compare(me, "feeds")
        await me.press("escape", "2", "?")
        compare(me, "help")


@both_sizes
@run
async def test_a_conversation(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as me:
        await me.press("j", "j", "r")
        await me.type("Baik, segera kami cek.")
        compare(me, "reply")
        await me.press("escape")
        compare(me, "preview")


@both_sizes
@run
async def test_the_calendar(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as me:
        await me.press("g", "k")
        compare(me, "week")
        await me.press("v")
        compare(me, "month")


@both_sizes
@run
async def test_the_first_run(empty_desk: Sit, size: tuple[int, int]) -> None:
    async with empty_desk(size=size) as me:
        compare(me, "setup")
        await me.press("escape")
        compare(me, "empty")


@run
async def test_signs_in_ascii(demo_desk: Sit) -> None:
    async with demo_desk(size=(120, 36), preferences=Preferences(ascii=True)) as me:
        put_comment(me.colleague(), text="baru")
        await me.look_around()
        assert "|2 Komentar" in me.frame[2]
        assert "1 baru v" in me.frame[2]
        compare(me, "ascii")
        for keys in ("enter", "escape c", "h", "1 enter", "escape 3 enter", "escape g t"):
            await me.press(*keys.split())
            assert me.text.isascii(), me.text
