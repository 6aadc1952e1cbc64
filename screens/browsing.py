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

    def open_record(self, table: str, id: int) -> None:
        """To the place of a record."""
        app = self.app
        if table == "comments":
            from screens.conversation import ConversationScreen

            app.push_screen(ConversationScreen(id, compose=False))
        elif table == "posts":
            from screens.editor import EditorScreen

            app.push_screen(EditorScreen(id))
        elif table == "clarifications":
            from screens.clarification import SheetScreen

            app.push_screen(SheetScreen(id))
        elif table == "crises":
            from screens.crisis import CrisisScreen

            app.push_screen(CrisisScreen())
        elif table == "issues":
            from screens.rising import IssueScreen

            app.push_screen(IssueScreen(id))
