"""The calendar's near face: days side by side, in parts of the day. The far one: `widgets.month`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from widgets.line import Drawn, Line
from widgets.text import cut, list_text, width

LABEL = 6
"""Cells of the column that names the parts of the day."""
ONE_LINE = 26
"""From so many cells a column shows an entry on one row."""


class Cell(NamedTuple):
    """One entry of a day."""

    id: str
    lead: str
    """When and where: "08.00 IG"."""
    sign: str = ""
    sign_ink: str = "muted"
    title: str = ""
    ink: str = "foreground"
    marked: bool = False
    free: bool = False
    """A free slot: nothing stands there."""


class Head(NamedTuple):
    """A day: what it is called, what is planned against what should be, and what is special about it."""

    name: str
    tally: str = ""
    note: str = ""
    ink: str = "bright"
    tally_ink: str = "muted"
    note_ink: str = "success"


class Spot(NamedTuple):
    """A place on the board: which day, which part of it, which entry there."""

    day: int
    band: int
    at: int = 0


class Clicked(Message):
    """The board was clicked there."""

    def __init__(self, spot: Spot) -> None:
        super().__init__()
        self.spot = spot


class Week(Drawn):
    """Days side by side; their parts one under the other.

    Attributes:
        spot: the chosen place.
        carrying: something is lifted: the chosen place is where it would stand.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.spot = Spot(0, 0)
        self.carrying = False
        self._heads: Sequence[Head] = ()
        self._bands: Sequence[tuple[str, str]] = ()
        self._cells: Mapping[tuple[int, int], Sequence[Cell]] = {}
        self._top = 0
        self._tall = 2
        self._rows: list[tuple[int, int]] = []
        self._spots: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._tops: dict[int, int] = {}

    def show(
        self,
        heads: Sequence[Head],
        bands: Sequence[tuple[str, str]],
        cells: Mapping[tuple[int, int], Sequence[Cell]],
        spot: Spot,
        *,
        carrying: bool = False,
    ) -> None:
        """Draw these days. `bands`: name and hours of each part; `cells`: entries by day and part."""
        shown = heads, bands, cells, carrying
        if shown == (self._heads, self._bands, self._cells, self.carrying):
            self.choose(spot)
            return
        self._heads, self._bands, self._cells, self.carrying = heads, bands, cells, carrying
        self.spot = spot
        self._lay_out()
        self._keep_visible()
        self.refresh()

    def cells(self, day: int, band: int) -> Sequence[Cell]:
        """The entries of a part of a day."""
        return self._cells.get((day, band), ())

    def choose(self, spot: Spot) -> None:
        """Choose another place; only what reads otherwise is drawn."""
        if spot == self.spot:
            return
        old, self.spot = self.spot, spot
        if self._keep_visible():
            self.refresh()
        else:
            self.refresh(self._region_of(old))
            self.refresh(self._region_of(spot))

    # Where things stand

    @property
    def _column(self) -> int:
        return max(8, (self.size.width - LABEL) // max(1, len(self._heads)))

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 2)

    def _lay_out(self) -> None:
        """Where each entry stands, counted in rows below the days' names. Two rows an entry, or one where it must."""
        self._stack(2)
        if len(self._rows) > self._room and self._column >= ONE_LINE:
            self._stack(1)

    def _stack(self, tall: int) -> None:
        self._tall, self._spots, self._tops = tall, {}, {}
        heights = [
            max(1, *(self._put(day, band) for day in range(len(self._heads)))) for band in range(len(self._bands))
        ]
        spare = max(0, self._room - sum(heights) - len(heights)) // max(1, len(heights))
        self._rows = []
        for band, height in enumerate(heights):
            self._tops[band] = len(self._rows) + 1
            self._rows += [(band, row) for row in range(-1, height + spare)]

    def _put(self, day: int, band: int) -> int:
        """Put the entries of a part of a day one under the other; how many rows they take."""
        row = 0
        for at, cell in enumerate(self.cells(day, band)):
            for part in range(1 if cell.free else self._tall):
                self._spots[day, band, row] = at, part
                row += 1
        return row

    def _place_of(self, spot: Spot) -> tuple[int, int]:
        """The first row of a place and how many it has."""
        top = self._tops.get(spot.band, 0)
        mine = [
            row
            for (day, band, row), (at, _part) in self._spots.items()
            if (day, band, at) == (spot.day, spot.band, spot.at)
        ]
        return (top + min(mine), len(mine)) if mine else (top, self._tall)

    def _region_of(self, spot: Spot) -> Region:
        row, tall = self._place_of(spot)
        y = row - self._top + 2
        above = max(0, 2 - y)
        return Region(LABEL + spot.day * self._column, y + above, self._column, max(0, tall - above))

    def _keep_visible(self) -> bool:
        """Scroll where the chosen place is out of sight. Whether it scrolled."""
        if not self.size.height or not self._bands:
            return False
        before, (row, tall) = self._top, self._place_of(self.spot)
        if row - 1 < self._top:
            self._top = row - 1 if self.spot.at == 0 else row - self._room // 2
        elif row + tall > self._top + self._room:
            self._top = row + tall - self._room // 2
        self._top = max(0, min(self._top, len(self._rows) - self._room))
        return self._top != before

    def on_resize(self) -> None:
        """Keep the chosen place in sight. It was drawn already, as it stood at the size before."""
        before = self._rows, self._tall, self._top
        self._lay_out()
        self._keep_visible()
        if before != (self._rows, self._tall, self._top):
            self.refresh()

    # Drawing

    def draw(self, y: int) -> Strip:
        """The days' names, what is special, then the parts of the day."""
        if y < 2:
            return self._notes() if y else self._names()
        row = y - 2 + self._top
        if row >= len(self._rows):
            return self.line().strip()
        band, part = self._rows[row]
        return self._rule(band) if part < 0 else self._entries(band, part)

    def _names(self) -> Strip:
        line = self.line("panel").gap(LABEL)
        for head in self._heads:
            count = width(head.tally)
            line.field(head.name, self._column - count - 2, head.ink, bold=head.ink != "muted")
            line.put(head.tally, head.tally_ink, bold=head.tally_ink == "warning").gap(2)
        return line.strip()

    def _notes(self) -> Strip:
        line = self.line().gap(LABEL)
        for head in self._heads:
            line.field(head.note, self._column - 1, head.note_ink).gap(1)
        return line.strip()

    def _rule(self, band: int) -> Strip:
        line = self.line().gap(1).put(self._bands[band][0], "muted").gap(1)
        return line.put(self.signs.rule * (line.left - 1), "line").strip()

    def _entries(self, band: int, row: int) -> Strip:
        line = self.line()
        line.field(f" {self._bands[band][1]}" if row == 0 else "", LABEL, "muted")
        for day in range(len(self._heads)):
            cells = self.cells(day, band)
            at, part = self._spots.get((day, band, row), (-1, row))
            if at >= 0:
                self._entry(line, cells[at], part, self.spot == Spot(day, band, at))
            elif not cells and row < self._tall and (self.spot.day, self.spot.band) == (day, band):
                self._empty(line, row)
            else:
                line.gap(self._column)
        return line.strip()

    def _empty(self, line: Line, part: int) -> None:
        sign = self.signs.chosen if part == 0 else " "
        line.put(sign.ljust(self._column - 1), "bright", bold=True, on="cursor").gap(1)

    def _entry(self, line: Line, cell: Cell, part: int, chosen: bool) -> None:
        ground, ink = ("cursor", "bright") if chosen else ("", cell.ink)
        quiet = ink if chosen else "muted"
        room = self._column - 1
        start = line.used
        if part == 0:
            mark = self.signs.chosen if chosen else self.signs.marked if cell.marked else " "
            lead = cut(list_text(cell.lead), max(5, room - 4))
            line.put(f"{mark}{lead} ", quiet, bold=chosen, on=ground)
            if self._tall == 1 or cell.free:
                line.put(f"{cell.sign} " if cell.sign else "", ink if chosen else cell.sign_ink, bold=chosen, on=ground)
                self._title(line, cell, room - (line.used - start), ink, chosen, ground)
            else:
                blank = room - (line.used - start) - 2
                line.put(" " * max(0, blank), quiet, on=ground)
                line.put(f"{cell.sign} "[:2].ljust(2), ink if chosen else cell.sign_ink, bold=True, on=ground)
        else:
            line.put(" ", quiet, on=ground)
            self._title(line, cell, room - 1, ink, chosen, ground)
        line.gap(start + self._column - line.used)

    def _title(self, line: Line, cell: Cell, room: int, ink: str, chosen: bool, ground: str) -> None:
        shown = cut(list_text(cell.title), max(0, room))
        line.put(shown + " " * (room - width(shown)), ink, bold=chosen, on=ground)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        row, day = event.y - 2 + self._top, (event.x - LABEL) // self._column
        if event.y >= 2 and 0 <= day < len(self._heads) and row < len(self._rows):
            band, part = self._rows[row]
            at, _part = self._spots.get((day, band, part), (max(0, len(self.cells(day, band)) - 1), 0))
            self.post_message(Clicked(Spot(day, band, at)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls by three rows."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls by three rows."""
        event.stop()
        self._scroll(-3)

    def _scroll(self, step: int) -> None:
        top = max(0, min(self._top + step, len(self._rows) - self._room))
        if top != self._top:
            self._top = top
            self.refresh()
