"""A form to walk through: rows of a name and a value, some side by side; one is chosen, and a field may lie over it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from domain.text import clean
from widgets.bar import Part
from widgets.line import Drawn, Line
from widgets.page import Heading
from widgets.text import list_text, width
from widgets.typing import Area, Field

LABEL = 12
"""Cells of the column of names."""


class Cell(NamedTuple):
    """A name and its value."""

    key: str
    """What the screen knows it by."""
    label: str
    value: tuple[Part, ...] = ()
    right: tuple[Part, ...] = ()
    """At the right end."""
    half: int = 0
    """0: a row of its own; 1, 2: its left and its right half."""
    text: str = ""
    """Several lines instead of a value; wrapped."""
    tall: int = 1
    """Rows at least."""


Item = Cell | Heading | None
"""None is an empty row."""


class _Spot(NamedTuple):
    item: Cell | Heading
    region: Region
    lines: Sequence[str]


class Form(Drawn):
    """The rows; scrolls so that the chosen one is in sight. Draws again only the rows that read differently.

    Attributes:
        chosen: key of the chosen cell.
    """

    class Clicked(Message):
        """A cell was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chosen = ""
        self._items: Sequence[Item] = ()
        self._spots: list[_Spot] = []
        self._height = 0
        self._top = 0
        self._strips: list[Strip] = []

    def show(self, items: Sequence[Item], chosen: str) -> None:
        """What the form says, and which cell is chosen."""
        self._items = items
        keys = [item.key for item in items if isinstance(item, Cell)]
        self.chosen = chosen if chosen in keys else keys[0] if keys else ""
        self._lay_out()

    def beside(self, step: int) -> str:
        """The key of the cell that many further on; the last one at the end."""
        keys = [item.key for item in self._items if isinstance(item, Cell)]
        if not keys:
            return ""
        at = keys.index(self.chosen) if self.chosen in keys else 0
        return keys[max(0, min(at + step, len(keys) - 1))]

    def place_of(self, key: str) -> Region:
        """Where the value of a cell stands on this widget; empty when it is out of sight."""
        for spot in self._spots:
            if isinstance(spot.item, Cell) and spot.item.key == key:
                label = _label_cells(spot.item)
                right = sum(width(clean(part.text)) for part in spot.item.right)
                room = spot.region.width - label - (right + 2 if right else 1)
                shown = Region(spot.region.x + label, spot.region.y - self._top, max(4, room), spot.region.height)
                return shown.intersection(self.size.region)
        return Region()

    # Layout

    def on_resize(self) -> None:
        """Another width."""
        self._lay_out()

    def _lay_out(self) -> None:
        self._spots, y, beside = [], 0, 0
        for item in self._items:
            if item is None or isinstance(item, Heading) or item.half < 2:
                y, beside = y + beside, 0
            if item is None:
                y += 1
                continue
            spot = self._spot(item, y)
            self._spots.append(spot)
            beside = max(beside, spot.region.height)
        self._height = y + beside
        self._keep_in_sight()
        strips = [self._row(at) for at in range(self.size.height)]
        for at, strip in enumerate(strips):
            if at >= len(self._strips) or self._strips[at] != strip:
                self.refresh(Region(0, at, self.size.width, 1))
        self._strips = strips

    def _spot(self, item: Cell | Heading, y: int) -> _Spot:
        if isinstance(item, Heading) or not item.half:
            x, cells = 0, self.size.width
        else:
            middle = self.size.width // 2
            x, cells = (0, middle) if item.half == 1 else (middle, self.size.width - middle)
        lines: list[str] = []
        if isinstance(item, Cell) and item.text:
            room = max(8, cells - LABEL - 4)
            lines = [row.plain.rstrip() for row in Text(clean(item.text, lines=500)).wrap(self.app.console, room)]
        rows = max(item.tall, len(lines)) if isinstance(item, Cell) else 1
        return _Spot(item, Region(x, y, cells, rows), lines)

    def _keep_in_sight(self) -> None:
        rows = self.size.height
        cells = [spot for spot in self._spots if isinstance(spot.item, Cell)]
        for spot in cells:
            if isinstance(spot.item, Cell) and spot.item.key == self.chosen:
                top = 0 if spot is cells[0] else spot.region.y
                bottom = min(spot.region.bottom, top + rows)
                if top < self._top or bottom > self._top + rows:
                    self._top = max(bottom - rows, min(top, bottom - rows // 2 - 1))
        self._top = max(0, min(self._top, self._height - rows))

    # Drawing

    def draw(self, y: int) -> Strip:
        """The row `y` of what is visible."""
        if len(self._strips) < self.size.height:  # It was laid out while it was hidden.
            self._strips = [self._row(at) for at in range(self.size.height)]
        return self._strips[y] if y < len(self._strips) else self.line().strip()

    def _row(self, y: int) -> Strip:
        at = y + self._top
        parts = [
            self._part(spot, at - spot.region.y) for spot in self._spots if spot.region.y <= at < spot.region.bottom
        ]
        if not parts:
            return self.line().strip()
        rest = self.size.width - sum(part.cell_length for part in parts)
        return Strip.join([*parts, self.line(cells=rest).strip()] if rest > 0 else parts)

    def _part(self, spot: _Spot, row: int) -> Strip:
        item, cells = spot.item, spot.region.width
        if isinstance(item, Heading):
            line = self.line("panel", cells).gap(1).put(item.text, "foreground", bold=True)
            return line.field(item.right, line.left - 1, "muted", right=True).strip()
        chosen = item.key == self.chosen
        line = self.line("cursor" if chosen else "background", cells)
        line.put(self.signs.focus if chosen else " ", "accent")
        line.gap(_label_cells(item) - 1 if not item.label else 1)
        if item.label:
            line.field(item.label if row == 0 else "", LABEL, "accent" if chosen else "muted")
        if spot.lines:
            line.whole(spot.lines[row] if row < len(spot.lines) else "", "bright" if chosen else "foreground")
        elif row == 0:
            self._value(line, item)
        return line.strip()

    def _value(self, line: Line, item: Cell) -> None:
        right = sum(width(clean(part.text)) for part in item.right)
        room = line.left - (right + 2 if right else 1)
        for part in item.value:
            before = line.used
            line.field(part.text, min(room, width(list_text(part.text))), part.fg, bold=part.bold)
            room -= line.used - before
        line.gap(line.left - right - 1)
        for part in item.right:
            line.put(part.text, part.fg, bold=part.bold)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a cell."""
        for spot in self._spots:
            if isinstance(spot.item, Cell) and spot.region.contains(event.x, event.y + self._top):
                self.post_message(self.Clicked(spot.item.key))


def _label_cells(cell: Cell) -> int:
    """Cells before the value: the mark, a blank and the name."""
    return LABEL + 2 if cell.label else 2


class LineField(Field):
    """A line of the form. Tab leaves it as enter does, for the cell beside."""

    stepped: Callable[[int], None] = staticmethod(lambda step: None)

    async def on_event(self, event: events.Event) -> None:
        """Tab is looked at before the next key."""
        if not _steps(self, event, self.stepped):
            await super().on_event(event)


class TextField(Area):
    """Several lines of the form. Tab leaves them for the cell beside."""

    stepped: Callable[[int], None] = staticmethod(lambda step: None)

    async def on_event(self, event: events.Event) -> None:
        """Tab is looked at before the next key."""
        if not _steps(self, event, self.stepped):
            await super().on_event(event)


def _steps(field: Field | Area, event: events.Event, stepped: Callable[[int], None]) -> bool:
    if isinstance(event, events.Key) and event.key in ("tab", "shift+tab") and field.app.focused is field:
        stepped(1 if event.key == "tab" else -1)
        return True
    return False
