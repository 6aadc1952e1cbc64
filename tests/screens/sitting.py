"""An admin at the desk, played by Textual's pilot: keys in, and what the terminal shows out."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerCancelled

import store
from app import DeskApp
from desk.desk import Desk
from domain.comments import Comment, Reply
from domain.posts import Post, Variant
from domain.times import parse_iso
from screens.today import TodayScreen
from widgets.panel import Panel
from widgets.prompt import Prompt

NOW = parse_iso("2026-11-23T09:42:00+07:00")
"""A Monday."""
PATIENCE = 30.0
"""Seconds a busy machine may take for what needs none."""
SIZES = [(120, 36), (80, 24), (180, 45), (50, 12)]

Params = ParamSpec("Params")


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def run(story: Callable[Params, Coroutine[Any, Any, None]]) -> Callable[Params, None]:
    """A test that is a coroutine, in a loop of its own."""

    @wraps(story)
    def test(*args: Params.args, **kwargs: Params.kwargs) -> None:
        asyncio.run(story(*args, **kwargs))

    return test


class Sitting:
    """One admin's sitting.

    Attributes:
        app: the desk's application.
        pilot: presses its keys.
        desk: the admin's desk, for looking at what is stored.
        clock: the time, for all.
    """

    def __init__(self, app: DeskApp, pilot: Pilot[str], folder: Path, clock: Clock, others: list[store.Store]) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = app.desk
        self.clock = clock
        self._folder = folder
        self._others = others

    # Keys

    async def press(self, *keys: str) -> None:
        """Press keys; everything they set off is over afterwards."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def fill(self, keys: str, text: str) -> None:
        """Open a prompt, type one line, enter."""
        await self.press(*keys.split())
        await self.type(text)
        await self.press("enter")

    async def paste(self, keys: str, text: str) -> None:
        """Open a prompt and let a line stand in it, without entering it."""
        await self.press(*keys.split())
        self.screen.query_one(Prompt).query_one(Input).value = text.replace("\n", " ")
        await self.settle()

    async def settle(self) -> None:
        """Wait until no message and no worker is under way."""
        async with asyncio.timeout(PATIENCE):
            await self.pilot.pause()
            while under_way := [worker for worker in self.app.workers if not worker.is_finished]:
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete(under_way)
                await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for what a timer of the desk brings about."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await self.pilot.pause(0.001)
            await self.settle()

    async def look_around(self) -> None:
        """Let the desk notice what others stored and that time has passed, as it does several times a second."""
        self.app._look_around()
        await self.settle()

    @asynccontextmanager
    async def standing_disk(self) -> AsyncIterator[None]:
        """Nothing is stored inside the block; all is, and all that came of it is over, after it."""
        moves = threading.Event()
        self.app.writer.submit(moves.wait)
        try:
            yield
        finally:
            moves.set()
        await self.settle()

    # What is to be seen

    @property
    def frame(self) -> list[str]:
        """What the terminal shows, a string a row."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole terminal."""
        return "\n".join(row.rstrip() for row in self.frame)

    @property
    def words(self) -> str:
        """The whole terminal with every blank as one space: for sentences that wrap."""
        return " ".join(self.text.split())

    @property
    def foot(self) -> str:
        """The last row: keys, the last result, or what is being typed."""
        return self.frame[-1].strip()

    def pane(self, name: str) -> list[str]:
        """The rows of a widget, by its id."""
        region = self.screen.query_one(f"#{name}").region
        return [row[region.x : region.right] for row in self.frame[region.y : region.bottom]]

    @property
    def screen(self) -> Screen[Any]:
        """The place that is open."""
        return self.app.screen

    @property
    def place(self) -> str:
        """The name of the place that is open."""
        return type(self.app.screen).__name__

    @property
    def today(self) -> TodayScreen:
        """The first place."""
        (found,) = [screen for screen in self.app.screen_stack if isinstance(screen, TodayScreen)]
        return found

    @property
    def panel(self) -> str:
        """What the panel says; empty while there is none."""
        panel = self.screen.query_one(Panel)
        return "\n".join(self.pane("panel")) if panel.display else ""

    # What is stored

    @property
    def chosen(self) -> int:
        """The id of the chosen comment."""
        return self.today.inbox_list.chosen

    def comment(self, id: int = 0) -> Comment:
        """A comment as stored; without an id the chosen one."""
        found = self.desk.store.repo("comments", Comment).get(id or self.chosen)
        assert found is not None
        return found

    def replies(self) -> list[Reply]:
        """All replies that were written at this desk."""
        return [one for one in self.desk.store.repo("replies", Reply).all() if one.by in ("rina", "budi")]

    def posts(self) -> list[Post]:
        """All posts."""
        return list(self.desk.store.repo("posts", Post).all())

    def variants(self) -> list[Variant]:
        """All variants."""
        return list(self.desk.store.repo("variants", Variant).all())

    def colleague(self, actor: str = "budi") -> Desk:
        """Another desk on the same store."""
        self._others.append(store.open(self._folder, actor))
        return Desk(self._others[-1], now=self.clock)


@asynccontextmanager
async def sitting(
    folder: Path, *, size: tuple[int, int] = (120, 36), example: bool = False, now: int = NOW, **options: Any
) -> AsyncIterator[Sitting]:
    """Sit down as rina at a desk on the store in `folder`; `options` go to the application."""
    clock = Clock(now)
    desk = Desk(store.open(folder, "rina"), now=clock, example=example)
    app = DeskApp(desk, **options)
    others: list[store.Store] = []
    try:
        async with app.run_test(size=size) as pilot:
            me = Sitting(app, pilot, folder, clock, others)
            await me.settle()
            yield me
    finally:
        app.writer.shutdown()
        for one in (desk.store, *others):
            one.close()
