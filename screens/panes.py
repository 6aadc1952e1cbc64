"""The panes of a place: which has the keys, where each stands, and how one moves in them."""

from textual import events
from textual.geometry import Region
from textual.timer import Timer

from screens import lines
from screens.base import DeskScreen
from screens.foot import place_at
from widgets.bar import Bar
from widgets.grid import SMALLEST, arrange, too_small, wide
from widgets.inbox import InboxList
from widgets.page import Page, Words
from widgets.queue import QueueList
from widgets.rows import Rows
from widgets.topics import TopicList
from wording import _

DEBOUNCE = 0.15
"""Seconds the cursor must rest before the detail follows it."""


class Panes(DeskScreen):
    """Queue, inbox, topics and the detail of what is chosen in one of them.

    Attributes:
        active: the pane that has the keys.
        detail_of: the list whose chosen row the detail tells of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.active = "inbox"
        self.detail_of = "inbox"
        self._pending: Timer | None = None

    # What a place with panes must say of itself

    def show_titles(self) -> None:
        """Draw the titles of the panes. To be overridden."""

    def show_lines(self) -> None:
        """Draw header, day, titles and tabs. To be overridden."""

    def show_detail(self) -> None:
        """Tell of what is chosen. To be overridden."""

    # Layout

    @property
    def inbox_list(self) -> InboxList:
        """The comments."""
        return self.query_one("#inbox", InboxList)

    @property
    def queue_list(self) -> QueueList:
        """The queue."""
        return self.query_one("#queue", QueueList)

    @property
    def topic_list(self) -> TopicList:
        """The topics."""
        return self.query_one("#topics", TopicList)

    @property
    def detail(self) -> Page:
        """The chosen comment, post or topic."""
        return self.query_one("#detail", Page)

    def on_resize(self, event: events.Resize) -> None:
        """Another size: everything finds its place again."""
        if self.is_mounted:
            self._place()
            self.show_lines()
            self.show_detail()
            self.show_footer()

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        small = too_small(columns, rows)
        places = arrange(columns, rows, self.active)
        for name, region in places._asdict().items():
            widget = self.query_one("#" + name.replace("_", "-"))
            place_at(widget, Region() if small else region)
        notice = self.query_one("#too-small", Page)
        place_at(notice, Region(0, 0, columns, rows) if small else Region())
        if small:
            needs = _(
                "The desk needs {columns} × {rows}; this is {now_columns} × {now_rows}. Keys still work: q leaves."
            )
            text = needs.format(columns=SMALLEST[0], rows=SMALLEST[1], now_columns=columns, now_rows=rows)
            notice.show([Words(text, "bright", False, 0)])

    # Moving

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The cursor moved."""
        self.await_rest()

    def await_rest(self) -> None:
        """Let the detail follow once the cursor rests."""
        if self._pending:
            self._pending.stop()
        self._pending = self.set_timer(DEBOUNCE, self.settle)

    def settle(self) -> None:
        self.show_detail()
        self.show_footer()

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        """A click gives a pane the keys."""
        self.activate(event.rows.id or "inbox")

    def on_bar_clicked(self, event: Bar.Clicked) -> None:
        """A click on a pane's title gives it the keys."""
        name = (event.bar.id or "").removesuffix("-title")
        if name in lines.PANES:
            self.activate(name)

    def activate(self, pane: str) -> None:
        """Give a pane the keys."""
        self.active = pane
        if pane != "detail":
            self.detail_of = pane
        for name in ("queue", "inbox", "topics"):
            self.query_one(f"#{name}", Rows).set_active(name == pane)
        if not wide(self.size.width) and pane != "detail":
            self._place()
        self.show_titles()
        self.show_detail()
        self.show_footer()

    def verb_pane(self, pane: str) -> None:
        """To a pane by its number, or to the one beside."""
        order = [name for name in lines.PANES if self.query_one(f"#{name}").display or name != "detail"]
        at = order.index(self.active) if self.active in order else 0
        step = {"next": 1, "previous": -1}.get(pane, 0)
        self.activate(order[(at + step) % len(order)] if step else pane)

    def _list(self) -> Rows | None:
        return None if self.active == "detail" else self.query_one(f"#{self.active}", Rows)

    def _go(self, rows: int) -> None:
        listed = self._list()
        if listed is None:
            self.detail.scroll_rows(rows)
        else:
            listed.move(rows)

    def verb_down(self) -> None:
        """One row down."""
        self._go(1)

    def verb_up(self) -> None:
        """One row up."""
        self._go(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self._go(self._page())

    def verb_page_up(self) -> None:
        """One page up."""
        self._go(-self._page())

    def _page(self) -> int:
        listed = self._list()
        return listed.page - 1 if listed else self.detail.size.height - 1

    def verb_top(self) -> None:
        """To the first row."""
        self._go(-10_000_000)

    def verb_bottom(self) -> None:
        """To the last row."""
        self._go(10_000_000)
