"""The calendar's far face: weeks one under the other."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from widgets.calendar import Cell, Clicked, Head, Spot
from widgets.line import Drawn, Line
from widgets.text import cut, list_text, width


class MonthDay(NamedTuple):
    """A day of the month's face."""

    head: Head
    cells: Sequence[Cell] = ()
    outside: bool = False
    """It belongs to the month before or after."""


class Month(Drawn):
    """Weeks one under the other, seven days each.

    Attributes:
        chosen: index of the chosen day.
        entry: id of the chosen entry of that day.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chosen = 0
        self.entry = ""
        self._names: Sequence[str] = ()
        self._days: Sequence[MonthDay] = ()

    def show(self, names: Sequence[str], days: Sequence[MonthDay], chosen: int, entry: str) -> None:
        """Draw these weeks; only days that read otherwise are drawn again."""
        before, self._days = self._days, days
        old, self.chosen, self.entry = (self.chosen, self.entry), chosen, entry
        if names != self._names or len(before) != len(days):
            self._names = names
            self.refresh()
            return
        for place, (one, other) in enumerate(zip(before, days, strict=True)):
            if one != other or (old != (chosen, entry) and place in (old[0], chosen)):
                self.refresh(self._region_of(place))

    @property
    def _column(self) -> int:
        return max(8, self.size.width // 7)

    @property
    def _tall(self) -> int:
        return max(2, (self.size.height - 1) // max(1, len(self._days) // 7))

    def _region_of(self, place: int) -> Region:
        week, day = divmod(place, 7)
        return Region(day * self._column, 1 + week * self._tall, self._column, self._tall)

    def draw(self, y: int) -> Strip:
        """The weekdays, then the weeks."""
        if y == 0:
            line = self.line("panel")
            for name in self._names:
                line.field(f" {name}", self._column, "muted")
            return line.strip()
        week, part = divmod(y - 1, self._tall)
        line = self.line()
        for day in range(7):
            place = week * 7 + day
            if place < len(self._days):
                self._day(line, self._days[place], part, place == self.chosen)
        return line.strip()

    def _day(self, line: Line, day: MonthDay, part: int, chosen: bool) -> None:
        ground = "cursor" if chosen else ""
        room, start = self._column - 1, line.used
        if part == 0:
            head = day.head
            ink = "bright" if chosen else "muted" if day.outside else head.ink
            mark = self.signs.chosen if chosen else " "
            name = cut(f"{mark}{head.name}", max(3, room - width(head.tally) - 2), "")
            line.put(
                name + " " * max(0, room - width(name) - width(head.tally) - 1), ink, bold=ink != "muted", on=ground
            )
            line.put(f"{head.tally} ", "bright" if chosen else head.tally_ink, on=ground)
        else:
            self._below(line, day, part - 1, room, chosen)
        line.gap(start + self._column - line.used)

    def _below(self, line: Line, day: MonthDay, row: int, room: int, chosen: bool) -> None:
        """What stands under a day's name: what is special, then its entries, or a sign for each."""
        ground, rows = "cursor" if chosen else "", self._tall - 1
        if day.head.note and rows > 1:
            if row == 0:
                shown = cut(list_text(day.head.note), room - 1)
                ink = "bright" if chosen else day.head.note_ink
                line.put(f" {shown}".ljust(room), ink, on=ground)
                return
            row, rows = row - 1, rows - 1
        standing = [cell for cell in day.cells if not cell.free]
        if len(standing) <= rows and self._column >= 14:
            if row < len(standing):
                self._one(line, standing[row], room, chosen)
            elif chosen:
                line.put(" " * room, on=ground)
            return
        self._signs(line, standing, row, rows, room, chosen)

    def _one(self, line: Line, cell: Cell, room: int, chosen: bool) -> None:
        ground = "cursor" if chosen else ""
        is_it = chosen and cell.id == self.entry
        lead = f"{self.signs.marked if cell.marked else ' '}{cut(list_text(cell.lead), max(5, room // 2))} "
        line.put(lead, "bright" if chosen else "muted", bold=is_it, on=ground)
        line.put(f"{cell.sign} ", "bright" if chosen else cell.sign_ink, bold=True, on=ground)
        left = max(0, room - width(lead) - 2)
        shown = cut(list_text(cell.title), left)
        line.put(shown + " " * (left - width(shown)), "bright" if chosen else cell.ink, bold=is_it, on=ground)

    def _signs(self, line: Line, cells: Sequence[Cell], row: int, rows: int, room: int, chosen: bool) -> None:
        ground, fits = "cursor" if chosen else "", room - 2
        rest = cells[row * fits :]
        some, more = rest[:fits], ""
        if row == rows - 1 and len(rest) > fits:
            more = f"+{len(rest) - fits + 2}"
            more = f"+{len(rest) - fits + len(more)}"
            some = rest[: fits - len(more)]
        used = 1
        line.put(" ", on=ground)
        for cell in some:
            loud = chosen and cell.id == self.entry
            line.put(cell.sign or " ", "bright" if loud else cell.sign_ink, bold=loud, on=ground)
            used += 1
        if more:
            line.put(more, "muted", on=ground)
            used += len(more)
        line.put(" " * max(0, room - used), on=ground)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a day."""
        week, day = (event.y - 1) // self._tall, event.x // self._column
        if event.y > 0 and day < 7 and week * 7 + day < len(self._days):
            self.post_message(Clicked(Spot(week * 7 + day, 0)))
