"""A place that is two lines, one body and the footer: a list, or a page to read."""

from textual import events
from textual.geometry import Region
from textual.widget import Widget

from screens.base import DeskScreen
from screens.foot import place_at
from widgets.rows import Rows


class FramedScreen(DeskScreen):
    """`#header` and `#stand` above a body as tall as the rest."""

    @property
    def body(self) -> Widget:
        """What fills the place. To be overridden."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        self.place_frame()
        self.show_footer()

    def place_frame(self) -> None:
        """Everything finds its place."""
        columns, rows = self.size if self.size.area else self.app.size
        place_at(self.query_one("#header"), Region(0, 0, columns, 1))
        place_at(self.query_one("#stand"), Region(0, 1, columns, 1))
        place_at(self.body, Region(0, 2, columns, rows - 3))
        place_at(self.query_one("#footer"), Region(0, rows - 1, columns, 1))


class ListScreen(FramedScreen):
    """A place whose body is a list."""

    @property
    def body(self) -> Rows:
        """The list. To be overridden."""
        raise NotImplementedError

    def verb_down(self) -> None:
        """One row down."""
        self.body.move(1)

    def verb_up(self) -> None:
        """One row up."""
        self.body.move(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self.body.move(self.body.page)

    def verb_page_up(self) -> None:
        """One page up."""
        self.body.move(-self.body.page)

    def verb_top(self) -> None:
        """To the first row."""
        self.body.choose(0)

    def verb_bottom(self) -> None:
        """To the last row."""
        self.body.choose(self.body.count() - 1)
