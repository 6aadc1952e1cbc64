"""A page to read: paragraphs, facts and titles, wrapped to its width."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.strip import Strip

from domain.text import clean
from widgets.bar import Part
from widgets.line import Drawn
from widgets.text import width

LABEL = 11
"""Cells of the column of a fact's name, unless a page says otherwise."""


class Words(NamedTuple):
    """A paragraph; line ends in it are kept."""

    text: str
    fg: str = "foreground"
    bold: bool = False
    indent: int = 2
    mark: Part | None = None
    """A sign that stands in the indent of the first row."""


class Fact(NamedTuple):
    """A name and what there is to say of it, on one row; what does not fit wraps under it."""

    name: str
    parts: tuple[Part, ...]


class Heading(NamedTuple):
    """A row on the panel's ground."""

    text: str
    right: str = ""


class Both(NamedTuple):
    """A row with something at both ends."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()


Block = Words | Fact | Heading | Both | None
"""None is an empty row."""


class Page(Drawn):
    """Blocks one under the other; scrolls by rows."""

    def __init__(self, *, on: str = "background", label: int = LABEL, id: str | None = None) -> None:
        super().__init__(id=id)
        self._on = on
        self._label = label
        self._blocks: Sequence[Block] = ()
        self._strips: list[Strip] = []
        self._laid_out: tuple[int, str] = (0, "")
        self.top = 0

    def show(self, blocks: Sequence[Block], *, keep_place: bool = False) -> None:
        """What the page says; it starts at the top unless the place is to be kept."""
        if blocks == self._blocks and keep_place:
            return
        self._blocks = blocks
        self._laid_out = (0, "")
        if not keep_place:
            self.top = 0
        self.refresh()

    @property
    def rows(self) -> int:
        """How many rows the page has at its present width."""
        self._lay_out()
        return len(self._strips)

    def scroll_rows(self, step: int) -> None:
        """Show rows further down, or up."""
        top = max(0, min(self.top + step, self.rows - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def draw(self, y: int) -> Strip:
        """The row `y` of what is visible."""
        self._lay_out()
        at = y + self.top
        return self._strips[at] if at < len(self._strips) else self.line(self._on).strip()

    def _lay_out(self) -> None:
        key = (self.size.width, self.theme_name)
        if key != self._laid_out:
            self._laid_out = key
            self._strips = [strip for block in self._blocks for strip in self._block(block)]

    def _block(self, block: Block) -> list[Strip]:
        if block is None:
            return [self.line(self._on).strip()]
        if isinstance(block, Words):
            return self._words(block)
        if isinstance(block, Fact):
            return self._fact(block)
        if isinstance(block, Heading):
            line = self.line("panel").gap(1).put(block.text, "foreground", bold=True)
            return [line.field(block.right, line.left - 1, "muted", right=True).strip()]
        return [self._both(block)]

    def _both(self, block: Both) -> Strip:
        line = self.line(self._on).gap(2)
        for part in block.left:
            line.put(part.text, part.fg, bold=part.bold)
        right = sum(width(clean(part.text)) for part in block.right)
        line.gap(line.left - right - 1)
        for part in block.right:
            line.put(part.text, part.fg, bold=part.bold)
        return line.strip()

    def _words(self, block: Words) -> list[Strip]:
        rows = self._wrapped(clean(block.text, lines=500), self.size.width - block.indent - 2)
        strips = []
        for place, row in enumerate(rows):
            line, mark = self.line(self._on), block.mark
            if mark and place == 0:
                line.gap(2).put(mark.text, mark.fg, bold=mark.bold).gap(block.indent - 2 - width(mark.text))
            else:
                line.gap(block.indent)
            strips.append(line.whole(row, block.fg, bold=block.bold).strip())
        return strips

    def _fact(self, block: Fact) -> list[Strip]:
        text = Text(no_wrap=False)
        marks: list[tuple[int, int, Part]] = []
        for part in block.parts:
            start = len(text.plain)
            text.append(clean(part.text))
            marks.append((start, len(text.plain), part))
        strips, at = [], 0
        label = max(self._label, width(clean(block.name)) + 1)
        for place, row in enumerate(self._wrapped(text.plain, self.size.width - label - 3)):
            line = self.line(self._on).gap(2).field(block.name if place == 0 else "", label, "muted")
            at = text.plain.find(row, at)
            for start, end, part in marks:
                piece = text.plain[max(start, at) : max(0, min(end, at + len(row)))]
                if piece and max(start, at) < min(end, at + len(row)):
                    line.whole(piece, part.fg, bold=part.bold)
            at += len(row)
            strips.append(line.strip())
        return strips

    def _wrapped(self, text: str, cells: int) -> list[str]:
        lines = Text(text).wrap(self.app.console, max(8, cells), tab_size=1)
        return [line.plain.rstrip() for line in lines]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls by three rows."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls by three rows."""
        event.stop()
        self.scroll_rows(-3)
