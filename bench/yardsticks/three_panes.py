"""What Textual itself costs: an app of three panes out of its own widgets, a hundred rows, nothing behind them."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, Header, OptionList, Static

ROWS = 100


class ThreePanes(App[None]):
    """Two lists and a text side by side, the table in the middle in focus."""

    CSS = """
    OptionList { width: 34; }
    Static { width: 30; }
    """
    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Header, three panes, footer."""
        yield Header()
        with Horizontal():
            yield OptionList(*(f"{number:02} planned" for number in range(50)))
            yield DataTable[str](cursor_type="row")
            yield Static("\n".join(f"topic {number}" for number in range(30)))
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("number", "author", "text")
        table.add_rows([(str(number), f"@warga{number}", "a comment") for number in range(ROWS)])
        table.focus()


if __name__ == "__main__":
    ThreePanes().run()
