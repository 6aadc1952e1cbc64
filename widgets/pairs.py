"""A list of names with what there is to say of each."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from widgets.rows import Rows


class Pair(NamedTuple):
    """One row."""

    name: str
    value: str = ""
    ink: str = "foreground"
    """Of the value."""


class Pairs(Rows):
    """Names in a column, values beside them.

    Attributes:
        pairs: what is listed.
        cells: of the column of names; 0: the names alone.
    """

    def __init__(self, *, cells: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pairs: Sequence[Pair] = ()
        self.cells = cells

    def show(self, pairs: Sequence[Pair], cursor: int) -> None:
        """List these, with that one chosen."""
        if pairs != self.pairs or cursor != self.cursor:
            self.pairs = pairs
            self.reset(cursor)

    def count(self) -> int:
        """How many rows."""
        return len(self.pairs)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Mark, name, value."""
        pair = self.pairs[index]
        ground = "background" if not chosen else "cursor" if self.active else "cursor-blur"
        line = self.line(ground)
        line.field(self.signs.chosen if chosen else "", 2, "bright", bold=chosen)
        bold = chosen and self.active
        name = min(self.cells or line.left, line.left)
        line.field(pair.name, name, "bright" if chosen else "foreground", bold=bold).gap(1)
        plain = chosen and pair.ink == "foreground"
        return line.field(pair.value, line.left, "bright" if plain else pair.ink, bold=bold).strip()

    def below(self, y: int) -> Strip:
        """In an empty list: what to do first."""
        return self.line().strip() if self.pairs else self.empty_line(y)
