"""One line with something at its left and its right end: header, day, pane titles, tabs, footer."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from widgets.line import Drawn
from widgets.text import width


class Part(NamedTuple):
    """A piece of a line. Parts follow each other without a space of their own."""

    text: str
    fg: str = "muted"
    bold: bool = False
    on: str = ""


class Bar(Drawn):
    """A line that is drawn again only when it reads differently. In an alarm the one called ``header`` begins with it.

    What is at the right end goes first when there is no room: its parts are dropped from the left.
    """

    DEFAULT_CSS = "Bar { height: 1; }"

    class Clicked(Message):
        """The line was clicked."""

        def __init__(self, bar: "Bar", x: int) -> None:
            super().__init__()
            self.bar = bar
            self.x = x

        @property
        def control(self) -> "Bar":
            """The line."""
            return self.bar

    def __init__(self, *, on: str = "background", id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[tuple[Part, ...], tuple[Part, ...], str] = ((), (), on)

    def show(self, left: Sequence[Part], right: Sequence[Part] = (), *, on: str = "") -> None:
        """What the line says."""
        shown = (tuple(left), tuple(right), on or self._shown[2])
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def draw(self, y: int) -> Strip:
        """The line."""
        left, right, on = self._shown
        if self.id == "header" and (alarm := getattr(self.app, "alarm", "")):
            left, right, on = (
                self._alarmed(alarm, left),
                tuple(part._replace(fg="bright", on="") for part in right),
                "alarm",
            )
        line = self.line(on)
        for part in left:
            line.put(part.text, part.fg, bold=part.bold, on=part.on)
        parts = list(right)
        while parts and sum(width(part.text) for part in parts) + 2 > line.left:
            parts.pop(0)
        line.gap(line.left - sum(width(part.text) for part in parts) - 1)
        for part in parts:
            line.put(part.text, part.fg, bold=part.bold, on=part.on)
        return line.strip()

    def _alarmed(self, alarm: str, left: Sequence[Part]) -> tuple[Part, ...]:
        """The alarm, and of what the line says else as much as there is room for: its end is where one is."""
        first = Part(f" {alarm}  ", "bright", True)
        said = [part._replace(fg="bright", on="") for part in left]
        while said and width(first.text) + sum(width(part.text) for part in said) > self.size.width:
            said.pop(0)
        return (first, *said)

    def on_click(self, event: events.Click) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked(self, event.x))


class Wall(Drawn):
    """The line between two columns."""

    def draw(self, y: int) -> Strip:
        """One cell of it."""
        return self.line().put(self.signs.wall, "line").strip()
