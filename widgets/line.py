"""One row of the screen, built from left to right out of cleaned text; and the widget that draws rows."""

from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from domain.text import clean, plain_emoji
from widgets.text import ascii_only, cut, list_text, width
from widgets.theme import ASCII_SIGNS, DEFAULT_THEME, UNICODE_SIGNS, Signs, ink


class Line:
    """A row under construction. Every text that goes in is cleaned here, so no caller can forget it."""

    def __init__(self, theme: str, cells: int, *, on: str = "background", ascii: bool = False) -> None:
        self._theme = theme
        self._on = on
        self._ascii = ascii
        self._segments: list[Segment] = []
        self.cells = cells
        self.used = 0

    @property
    def left(self) -> int:
        """Cells that are still free."""
        return self.cells - self.used

    def put(self, text: str, fg: str = "foreground", *, bold: bool = False, on: str = "") -> Self:
        """Add a text as wide as it is, with its blanks, cut where the row ends."""
        return self._add(plain_emoji(clean(text, limit=500)), self.left, fg, bold, on)

    def whole(self, text: str, fg: str = "foreground", *, bold: bool = False) -> Self:
        """Add a cleaned text as it is, with whole emoji: for pages that are read, not for lists."""
        return self._add(text, self.left, fg, bold, "")

    def field(self, text: str, cells: int, fg: str = "foreground", *, bold: bool = False, right: bool = False) -> Self:
        """Add a text in a column of exactly that many cells."""
        cells = max(0, min(cells, self.left))
        shown = cut(list_text(text), cells)
        blank = " " * (cells - width(shown))
        return self._add(blank + shown if right else shown + blank, cells, fg, bold, "")

    def gap(self, cells: int = 1, fg: str = "foreground", *, bold: bool = False) -> Self:
        """Add blank cells; in the neighbour's style they cost nothing on the wire."""
        return self._add(" " * max(0, min(cells, self.left)), self.left, fg, bold, "")

    def _add(self, text: str, cells: int, fg: str, bold: bool, on: str) -> Self:
        shown = cut(text, cells)
        if self._ascii:
            shown = cut(ascii_only(shown), cells, "..")
        if shown:
            self._segments.append(Segment(shown, self._style(fg, bold, on)))
            self.used += width(shown)
        return self

    def _style(self, fg: str, bold: bool, on: str) -> Style:
        return ink(self._theme, fg, on or self._on, bold)

    def strip(self) -> Strip:
        """The row, filled to its width; neighbours of one style are one segment."""
        if self.left > 0:
            last = self._segments[-1].style if self._segments else None
            self._segments.append(Segment(" " * self.left, last or self._style("foreground", False, "")))
        return Strip(Segment.simplify(self._segments), self.cells)


class Drawn(Widget):
    """A widget that draws its rows itself. It never takes the focus: the screen knows which pane is active."""

    DEFAULT_CSS = "Drawn { width: 1fr; height: 1fr; background: $background; }"
    ALLOW_SELECT = False
    can_focus = False

    @property
    def signs(self) -> Signs:
        """The signs to draw with: the app's choice."""
        return ASCII_SIGNS if getattr(self.app, "ascii", False) else UNICODE_SIGNS

    @property
    def theme_name(self) -> str:
        """The theme to draw in."""
        return self.app.theme or DEFAULT_THEME

    def line(self, on: str = "background", cells: int | None = None) -> Line:
        """A row of this widget's width, to be built."""
        return Line(self.theme_name, self.size.width if cells is None else cells, on=on, ascii=self.signs.ascii)

    def draw(self, y: int) -> Strip:
        """The row `y` of the widget. To be overridden."""
        return self.line().strip()

    def render_line(self, y: int) -> Strip:
        """Textual asks for a row."""
        return self.draw(y)
