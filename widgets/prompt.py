"""The line at the foot where the admin types one thing: a search, a new post, a note, an address, a verb."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from widgets.bar import Bar, Part
from widgets.text import width
from widgets.typing import Field


def _nothing(_text: str) -> None:
    pass


class Prompt(Horizontal):
    """A label, a field, and at the right what the line would do."""

    DEFAULT_CSS = """
    Prompt { height: 1; background: $panel; }
    Prompt Field { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $foreground; }
    Prompt Field:focus { border: none; }
    Prompt #prompt-label { width: auto; }
    Prompt #prompt-hint { width: 0; }
    """

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._typed: Callable[[str], None] = _nothing

    def compose(self) -> ComposeResult:
        """Label, field, hint."""
        yield Bar(on="dialog", id="prompt-label")
        yield Field(compact=True, id="prompt-field")
        yield Bar(on="dialog", id="prompt-hint")

    def ask(
        self,
        label: str,
        *,
        submitted: Callable[[str], None],
        left: Callable[[], None],
        typed: Callable[[str], None] | None = None,
        value: str = "",
        hint: str = "",
        selected: bool = True,
    ) -> None:
        """Get ready for a line that ends with enter (`submitted` with the text) or escape (`left`).

        `selected`: what is typed first takes the place of `value`.
        """
        bar = self.query_one("#prompt-label", Bar)
        bar.styles.width = width(label) + 3
        bar.show([Part(f" {label} ", "accent", True)])
        self.hint(hint)
        field = self.field
        self._typed = _nothing
        field.cursor_blink = False
        field.select_on_focus = selected
        field.value = value
        field.cursor_position = len(value)
        field.submitted = lambda: submitted(field.value)
        field.left = left
        self._typed = typed or _nothing

    @property
    def field(self) -> Field:
        """Where the line is typed."""
        return self.query_one(Field)

    def hint(self, text: str) -> None:
        """Say at the right what the line would do."""
        bar = self.query_one("#prompt-hint", Bar)
        room = max(0, min(width(text) + 2 if text else 0, (self.size.width or self.app.size.width) // 2))
        if bar.styles.width is None or bar.styles.width.value != room:
            bar.styles.width = room
        bar.show([Part(text, "muted")])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        if self.display:
            self._typed(event.value)
