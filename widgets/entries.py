"""A few named fields at the foot of a place, to be filled in one after the other."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from domain.text import clean
from widgets.bar import Bar, Part
from widgets.typing import Field

MOST = 6
"""Fields at most."""
LABEL = 19
"""Cells of the column of names."""


class Entry(NamedTuple):
    """One field."""

    name: str
    """What the answer calls it."""
    label: str
    value: str = ""
    hint: str = ""
    """Shown while the field is empty."""


def _shown(entry: Entry) -> str:
    return clean(entry.value)


def _nothing(_values: dict[str, str]) -> None:
    pass


class Entries(Vertical):
    """A title, the fields, and a line that says what is wrong. Hidden until `open`.

    Enter goes to the next field and hands them all in after the last one, F2 at once; the arrows move; escape leaves.
    """

    DEFAULT_CSS = """
    Entries { background: $panel; position: absolute; display: none; }
    Entries Field { position: absolute; height: 1; border: none; padding: 0; background: $panel; color: $foreground; }
    Entries Field:focus { border: none; background: $cursor; color: $bright; }
    Entries Bar { position: absolute; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._handed_in: Callable[[dict[str, str]], None] = _nothing
        self._typed: Callable[[dict[str, str]], str] = lambda _values: ""

    def compose(self) -> ComposeResult:
        """All that may be needed."""
        yield Bar(on="panel", id="entries-title")
        for place in range(MOST):
            yield Bar(on="panel", id=f"entry-label-{place}")
            yield Field(compact=True, id=f"entry-{place}", max_length=2_000, select_on_focus=False)
        yield Bar(on="panel", id="entries-note")

    @property
    def height(self) -> int:
        """Rows it needs."""
        return len(self._entries) + 2

    @property
    def fields(self) -> list[Field]:
        """The fields that are asked for."""
        return [self.query_one(f"#entry-{place}", Field) for place in range(len(self._entries))]

    @property
    def values(self) -> dict[str, str]:
        """What stands in them; as it was stored, where nothing was typed."""
        pairs = zip(self._entries, self.fields, strict=True)
        return {one.name: one.value if field.value == _shown(one) else field.value for one, field in pairs}

    def open(
        self,
        title: str,
        entries: Sequence[Entry],
        *,
        handed_in: Callable[[dict[str, str]], None],
        left: Callable[[], None],
        typed: Callable[[dict[str, str]], str],
    ) -> None:
        """Ask for these; `typed` says after every letter what is to be wary of."""
        self._entries, self._handed_in, self._typed = entries, handed_in, typed
        self.query_one("#entries-title", Bar).show([Part(f" {title}", "bright", True)])
        fields = self.fields
        for place, (entry, field) in enumerate(zip(entries, fields, strict=True)):
            self.query_one(f"#entry-label-{place}", Bar).show([Part(f"  {entry.label}", "muted")])
            field.cursor_blink = False
            field.value, field.placeholder = _shown(entry), entry.hint
            field.cursor_position = len(field.value)
            last = place + 1 == len(fields)
            field.submitted = self.hand_in if last else partial(self.screen.set_focus, fields[place + 1])
            field.left = left
        self.note("")
        self.display = True
        self.screen.set_focus(fields[0])

    def close(self) -> None:
        """Go away."""
        self.display = False

    def place(self, columns: int) -> None:
        """Let every part find its row, in that width."""
        rows = [("entries-title", 0, 0, columns), ("entries-note", 0, len(self._entries) + 1, columns)]
        for place in range(MOST):
            shown = place < len(self._entries)
            rows.append((f"entry-label-{place}", 0, place + 1, LABEL * shown))
            rows.append((f"entry-{place}", LABEL, place + 1, (columns - LABEL - 1) * shown))
        for name, x, y, width in rows:
            widget = self.query_one(f"#{name}")
            widget.display = bool(width)
            widget.styles.offset, widget.styles.width, widget.styles.height = (x, y), width, 1

    def note(self, text: str) -> None:
        """Say what is wrong, or to be wary of."""
        self.query_one("#entries-note", Bar).show([Part(f"  {text}", "warning")])

    def hand_in(self) -> None:
        """Give all values away."""
        self._handed_in(self.values)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        if self.display:
            self.note(self._typed(self.values))

    def on_key(self, event: events.Key) -> None:
        """What a field leaves: F2 and the arrows."""
        step = {"down": 1, "up": -1}.get(event.key)
        if event.key == "f2":
            event.stop()
            self.hand_in()
        elif step is not None and self.app.focused in self.fields:
            event.stop()
            fields = self.fields
            at = [field is self.app.focused for field in fields].index(True) + step
            self.screen.set_focus(fields[max(0, min(at, len(fields) - 1))])
