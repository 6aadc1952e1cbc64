"""The topics: one event a row, with how many outlets tell it and how it moves."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from widgets.rows import Rows
from wording import figures, n_

DANGER_INK = {"safe": "muted", "caution": "warning", "forbidden": "error"}
_EIGHTHS = "▁▂▃▄▅▆▇█"
_INK = {"rising": "warning", "steady": "muted", "fading": "muted"}


class TopicRow(NamedTuple):
    """One topic, ready to be drawn."""

    id: int
    title: str
    outlets: int
    rise: float
    direction: str
    flag: str = ""
    """Whether it is ours, or dangerous, in a word."""
    flag_ink: str = "muted"


def curve(counts: Sequence[int], *, ascii: bool) -> str:
    """A cell for each count, the highest full; nothing in ASCII."""
    most = max(counts, default=0)
    if ascii or not most:
        return "" if ascii else " " * len(counts)
    return "".join(_EIGHTHS[round(count / most * 7)] for count in counts)


class TopicList(Rows):
    """Topics by heat, two rows each; one row where there is little room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[TopicRow] = ()

    def count(self) -> int:
        """How many topics are listed."""
        return len(self.rows)

    @property
    def chosen(self) -> TopicRow | None:
        """The chosen topic."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[TopicRow]) -> None:
        """List these topics; the chosen one stays chosen."""
        if rows == self.rows:
            return
        kept = self.chosen
        self.rows = rows
        place = next((at for at, row in enumerate(rows) if kept and row.id == kept.id), self.cursor)
        self.reset(place)

    def on_resize(self) -> None:
        """The second row goes first when room shrinks."""
        self.tall = 2 if self.size.height >= 11 else 1
        super().on_resize()

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Direction and title; below them outlets and rise."""
        row = self.rows[index]
        loud = chosen and self.active
        line = self.line(("cursor" if self.active else "cursor-blur") if chosen else "background")
        plain = "bright" if loud else "muted" if row.direction == "fading" else "foreground"
        if part == 0:
            line.field(self.signs.chosen if chosen else "", 2, plain, bold=loud)
            line.field(self.signs.direction[row.direction], 2, _INK[row.direction])
            if self.tall == 1 and self.size.width >= 60:
                line.field(row.title, line.left - 28, plain, bold=loud)
                line.field(_facts(row), 18, "muted", right=True)
                return line.field(row.flag, 9, row.flag_ink, right=True).strip()
            return line.field(row.title, line.left - 1, plain, bold=loud).strip()
        line.gap(4, "muted").put(_facts(row), "muted")
        return line.gap(2).put(row.flag, row.flag_ink).strip()

    def below(self, y: int) -> Strip:
        """In an empty list: what to do first."""
        if not self.rows:
            return self.empty_line(y)
        return self.line().strip()


def _facts(row: TopicRow) -> str:
    outlets = n_("{n} outlet", "{n} outlets", row.outlets).format(n=row.outlets)
    return f"{outlets}  {figures.decimal(row.rise, 1)}×"
