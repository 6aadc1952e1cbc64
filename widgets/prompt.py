"""The line at the foot where the admin types one thing: a search, a new post, a note, an address, a verb."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from widgets.bar import Bar, Part
from widgets.text import width


class Prompt(Horizontal):
    """A label, an input, and at the right what the input would do."""

    DEFAULT_CSS = """
    Prompt { height: 1; background: $panel; }
    Prompt Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $foreground; }
    Prompt Input:focus { border: none; }
    Prompt #prompt-label { width: auto; }
    Prompt #prompt-hint { width: 0; }
    """

    class Submitted(Message):
        """Enter: this is it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Cancelled(Message):
        """Escape: leave it."""

    class Changed(Message):
        """Another letter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def compose(self) -> ComposeResult:
        """Label, input, hint."""
        yield Bar(on="panel", id="prompt-label")
        yield Input(compact=True, id="prompt-input")
        yield Bar(on="panel", id="prompt-hint")

    def ask(self, label: str, value: str = "", hint: str = "") -> None:
        """Begin: the input has the keys until it is submitted or cancelled."""
        bar = self.query_one("#prompt-label", Bar)
        bar.styles.width = width(label) + 3
        bar.show([Part(f" {label} ", "accent", True)])
        self.hint(hint)
        field = self.query_one(Input)
        field.cursor_blink = False
        field.value = value
        field.cursor_position = len(value)
        field.focus()

    def hint(self, text: str) -> None:
        """Say at the right what the input would do."""
        bar = self.query_one("#prompt-hint", Bar)
        room = max(0, min(width(text) + 2 if text else 0, self.size.width // 2 or 40))
        if bar.styles.width is None or bar.styles.width.value != room:
            bar.styles.width = room
        bar.show([Part(text, "muted")])

    @property
    def text(self) -> str:
        """What has been typed."""
        return self.query_one(Input).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Submitted(event.value))

    def on_key(self, event: events.Key) -> None:
        """Escape leaves."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Cancelled())
