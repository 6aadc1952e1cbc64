"""A list of rows under a title, with one chosen row: the base of the queue, the inbox and the topics."""

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from widgets.line import Drawn


class Rows(Drawn):
    """A list that draws only what is visible.

    Moving within the page repaints two rows; at the edge the list jumps by half a page.

    Attributes:
        cursor: index of the chosen item.
        active: the list has the keys.
        empty: what an empty list says: a key and what it does; without a key, a sentence.
        tall: rows of the screen per item.
    """

    tall = 1

    class Moved(Message):
        """Another item is chosen."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows":
            """The list."""
            return self.rows

    class Clicked(Message):
        """The list was clicked: it wants the keys."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self.active = False
        self.empty: list[tuple[str, str]] = []
        self._top = 0

    # What a list must say of itself

    def count(self) -> int:
        """How many items there are. To be overridden."""
        return 0

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Row `part` of item `index`. To be overridden."""
        return self.line().strip()

    def below(self, y: int) -> Strip:
        """A row under the last item; `y` counts from there."""
        return self.line().strip()

    def empty_line(self, y: int) -> Strip:
        """What an empty list says first."""
        if not 1 <= y <= len(self.empty):
            return self.line().strip()
        key, words = self.empty[y - 1]
        line = self.line().gap(2)
        if key:
            line.field(key, 4, "accent", bold=True)
        return line.put(words, "foreground" if key else "bright", bold=not key).strip()

    # Drawing

    def draw(self, y: int) -> Strip:
        """The row `y` of what is visible."""
        index, part = divmod(y, self.tall)
        index += self._top
        if index < self.count():
            return self.item(index, part, index == self.cursor)
        return self.below(y - (self.count() - self._top) * self.tall)

    @property
    def page(self) -> int:
        """Items that are visible at once."""
        return max(1, self.size.height // self.tall)

    def repaint(self, index: int) -> None:
        """Draw one item again, if it is visible."""
        y = (index - self._top) * self.tall
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, self.tall))

    def in_sight(self) -> range:
        """Indexes of the items that are drawn."""
        return range(self._top, min(self.count(), self._top + self.page + 1))

    # Moving

    def set_active(self, active: bool) -> None:
        """Give the list the keys, or take them."""
        if active != self.active:
            self.active = active
            self.repaint(self.cursor)

    def move(self, step: int) -> None:
        """Choose the item that many further on."""
        self.choose(self.cursor + step)

    def choose(self, index: int) -> None:
        """Choose an item; the list scrolls only when it must."""
        index = max(0, min(index, self.count() - 1))
        if index == self.cursor:
            return
        old, self.cursor = self.cursor, index
        if self._keep_visible():
            self.refresh()
        else:
            self.repaint(old)
            self.repaint(index)
        self.post_message(self.Moved(self))

    @property
    def above(self) -> int:
        """How many items are seen above the chosen one."""
        return self.cursor - self._top

    def reset(self, cursor: int, above: int | None = None) -> None:
        """Draw everything again with that item chosen, that many items below the top, if it can stand there.

        Without `above` it stands where the chosen one stood.
        """
        above = self.above if above is None else above
        self.cursor = max(0, min(cursor, self.count() - 1))
        if self.size.height:
            self._top = max(0, min(self.cursor - above, self.count() - self.page))
        self._keep_visible()
        self.refresh()

    def _keep_visible(self) -> bool:
        """Scroll by half a page when the chosen item is out of sight. Whether it scrolled."""
        page = self.page
        if not self.size.height:
            return False
        if self._top <= self.cursor < self._top + page:
            return False
        if self.cursor < self._top:
            self._top = max(0, self.cursor - page // 2)
        else:
            self._top = min(self.cursor - page + 1 + page // 2, max(0, self.count() - page))
        return True

    def on_resize(self) -> None:
        """Keep the chosen item in sight."""
        if self._keep_visible():
            self.refresh()  # It was drawn already, as it stood at the size before.

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row."""
        index = self._top + event.y // self.tall
        self.post_message(self.Clicked(self))
        if index < self.count():
            self.choose(index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves by three."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves by three."""
        event.stop()
        self.move(-3)
