"""A panel over the desk: help, a text to copy, the verbs of the palette, two versions of a record."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from widgets.bar import Bar, Part
from widgets.page import Block, Page


class Panel(Vertical):
    """A title and a page on the panel's ground, hidden until it is needed."""

    DEFAULT_CSS = """
    Panel { layer: over; position: absolute; display: none; background: $panel; border: solid $accent; padding: 0 1; }
    Panel.-ascii { border: ascii $accent; }
    Panel Page { background: $panel; }
    """

    can_focus = False

    def compose(self) -> ComposeResult:
        """A title line and a page."""
        yield Bar(on="panel", id="panel-title")
        yield Page(on="dialog", id="panel-page")

    def show(self, title: str, blocks: Sequence[Block], *, columns: int, rows: int) -> None:
        """Appear in the middle of the screen, as large as asked, within it."""
        screen = self.screen.size
        columns, rows = min(columns, screen.width - 2), min(rows, screen.height - 2)
        self.styles.width, self.styles.height = columns, rows
        self.styles.offset = ((screen.width - columns) // 2, (screen.height - rows) // 2)
        title_bar = self.query_one("#panel-title", Bar)
        self.set_class(title_bar.signs.ascii, "-ascii")
        title_bar.show([Part(title, "bright", True)])
        self.page.show(blocks)
        self.display = True

    def hide(self) -> None:
        """Go away."""
        self.display = False

    @property
    def page(self) -> Page:
        """The page in it."""
        return self.query_one("#panel-page", Page)
