"""Fields to type in that never get a key that was meant for what comes after them.

Keys come in bursts: a fast hand, a paste, a slow line. What was typed after enter or escape waits in the field's queue
while the field is being left; here it is handed on, in order, to whatever has the keys then.
"""

import re
from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

_UNSEEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""What would act on the terminal, or turn or hide what is read. Each shows as one sign, so that places stay right."""


def _hand_on(widget: Widget, event: events.Key) -> None:
    (widget.app.focused or widget.app.screen)._forward_event(events.Key(event.key, event.character))


async def _carried_out(widget: Widget, key: str) -> bool:
    """Do at once what a key means to this field (backspace, the arrows), or False: Textual would have it bubble up to
    the app first, and the letters typed after it would overtake it."""
    for binding in widget._bindings.key_to_bindings.get(key, ()):
        if await widget.app.run_action(binding.action, widget):
            return True
    return False


class Field(Input):
    """One line. Enter calls `submitted`, escape `left`, both before the next key is looked at.

    Tab makes of the line what `complete` says, where there is such a function.
    """

    DEFAULT_CSS = """
    Field:ansi > .input--cursor, Field:ansi > .input--selection {
        background: ansi_default; color: ansi_default; text-style: reverse;
    }
    """

    submitted: Callable[[], None] = staticmethod(lambda: None)
    left: Callable[[], None] = staticmethod(lambda: None)
    complete: Callable[[str], str] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hand on the keys that are not for this field any more."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif self.app.focused is not self:
            _hand_on(self, event)
        elif event.key == "enter":
            self.submitted()
        elif event.key == "escape":
            self.left()
        elif event.key == "tab" and self.complete:
            self.value = self.complete(self.value)
            self.cursor_position = len(self.value)
        elif not await _carried_out(self, event.key):
            await super().on_event(event)


class Area(TextArea):
    """Several lines. Escape calls `left` before the next key is looked at.

    A blank or a tab is asked of `expanded` first, which may do the key's work.
    """

    left: Callable[[], None] = staticmethod(lambda: None)
    expanded: Callable[[str], bool] = staticmethod(lambda key: False)

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown: the text itself keeps what was pasted."""
        line = super().get_line(line_index)
        if not line.plain.isprintable():
            line.plain = _UNSEEN.sub("\ufffd", line.plain)
        return line

    async def on_event(self, event: events.Event) -> None:
        """Hand on the keys that are not for this text any more."""
        if isinstance(event, events.Paste):
            self._take(event)
        elif not isinstance(event, events.Key):
            await super().on_event(event)
        elif self.app.focused is not self:
            _hand_on(self, event)
        elif event.key == "escape":
            self.left()
        elif event.key in ("space", "tab") and self.expanded(event.key):
            event.stop()
        elif not await _carried_out(self, event.key):
            await super().on_event(event)

    def _take(self, event: events.Paste) -> None:
        """Put a paste where the cursor is. Textual would ask for the focus too, later, when it may have moved on."""
        event.stop()
        if not self.read_only:
            self.move_cursor(self.replace(event.text, *self.selection, maintain_selection_offset=False).end_location)
