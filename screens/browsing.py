"""A place whose body is an outline: rows of several sorts, each of which opens its thing."""

from textual.app import ComposeResult

from screens.framed import ListScreen
from widgets.bar import Bar
from widgets.outline import Outline
from widgets.rows import Rows


class OutlineScreen(ListScreen):
    """`#header` and `#stand` above an outline."""

    NAMES = 9
    """Cells of the column of names."""

    def compose(self) -> ComposeResult:
        """Where we are; how it stands; the rows."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Outline(names=self.NAMES, id="outline")
        yield from self.compose_common()

    @property
    def body(self) -> Outline:
        """The rows."""
        return self.query_one("#outline", Outline)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Other verbs may be meant."""
        self.show_footer()
