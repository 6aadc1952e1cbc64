"""The comments of a paste before they are stored, a row each: writer, time, first words, and what will become of it."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from widgets.rows import Rows

_WORD = 14
"""Cells of the word at the right end."""
_TIME = 13


class PastedRow(NamedTuple):
    """One comment; `word` says what will become of it, `quiet` that it will not be stored."""

    writer: str
    time: str
    text: str
    word: str
    ink: str
    quiet: bool


class PastedList(Rows):
    """The preview."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[PastedRow] = ()

    def count(self) -> int:
        """How many comments there are."""
        return len(self.rows)

    def show(self, rows: Sequence[PastedRow]) -> None:
        """List these; the cursor stays where it is."""
        self.rows = rows
        self.reset(self.cursor)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """One comment: mark 2, writer 16 (13), time 13, text, word 14."""
        row = self.rows[index]
        line = self.line(("cursor" if self.active else "cursor-blur") if chosen else "background")
        loud = chosen and self.active
        fg = "bright" if loud else "muted" if row.quiet else "foreground"
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright" if loud else "muted", bold=loud)
        line.field(row.writer, 15 if self.size.width >= 70 else 12, fg, bold=loud).gap(1, fg, bold=loud)
        line.field(row.time, _TIME - 1, "bright" if loud else "muted", bold=loud).gap(1, fg, bold=loud)
        line.field(row.text, line.left - _WORD - 2, fg, bold=loud).gap(1, fg, bold=loud)
        return line.field(row.word, _WORD, row.ink, bold=loud, right=True).gap(1, row.ink, bold=loud).strip()
