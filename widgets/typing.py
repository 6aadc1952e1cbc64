"""Fields to type in that never get a key that was meant for what comes after them.

Keys come in bursts: a fast hand, a paste, a slow line. What was typed after enter or escape waits in the field's queue
while the field is being left; here it is handed on, in order, to whatever has the keys then.
"""

from collections.abc import Callable

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea


def _hand_on(widget: Widget, event: events.Key) -> None:
    (widget.app.focused or widget.app.screen)._forward_event(events.Key(event.key, event.character))


class Field(Input):
    """One line. Enter calls `submitted`, escape `left`, both before the next key is looked at."""

    submitted: Callable[[], None] = staticmethod(lambda: None)
    left: Callable[[], None] = staticmethod(lambda: None)

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
        else:
            await super().on_event(event)


class Area(TextArea):
    """Several lines. Escape calls `left` before the next key is looked at."""

    left: Callable[[], None] = staticmethod(lambda: None)

    async def on_event(self, event: events.Event) -> None:
        """Hand on the keys that are not for this text any more."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif self.app.focused is not self:
            _hand_on(self, event)
        elif event.key == "escape":
            self.left()
        else:
            await super().on_event(event)
