"""A widget alone in an app, and what it draws."""

import asyncio
from collections.abc import Callable

import pytest
from textual import _wait
from textual.app import App, ComposeResult
from textual.strip import Strip

from widgets.line import Drawn

Drawing = Callable[[Drawn, tuple[int, int], Callable[[], object]], list[Strip]]


class Alone(App[None]):
    """Nothing but one widget."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Drawn) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    """The rows a widget draws at a size, after `prepare` was called."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0005)

    def draw(widget: Drawn, size: tuple[int, int], prepare: Callable[[], object]) -> list[Strip]:
        async def run() -> list[Strip]:
            async with Alone(widget).run_test(size=size) as pilot:
                prepare()
                await pilot.pause()
                return [widget.draw(y) for y in range(widget.size.height)]

        return asyncio.run(run())

    return draw
