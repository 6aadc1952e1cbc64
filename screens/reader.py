"""A topic, whole."""

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import posts
from desk.news import RankedTopic
from screens import facts
from screens.base import DeskScreen, place_at
from widgets.bar import Bar, Part
from widgets.page import Page
from wording import _, labels


class ReaderScreen(DeskScreen):
    """A page on a screen of its own."""

    def compose(self) -> ComposeResult:
        """Where we are; the page."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Page(id="page")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show it."""
        self._place()
        self.show()
        self.ready()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        self._place()
        self.show_footer()

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        place_at(self.query_one("#header"), Region(0, 0, columns, 1))
        place_at(self.query_one("#stand"), Region(0, 1, columns, 1))
        place_at(self.query_one("#page"), Region(0, 2, min(columns, 100), rows - 3))
        place_at(self.query_one("#footer"), Region(0, rows - 1, columns, 1))

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one("#page", Page)

    def show(self) -> None:
        """Draw it. To be overridden."""

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something."""
        self.show()

    def verb_down(self) -> None:
        """One row down."""
        self.page.scroll_rows(1)

    def verb_up(self) -> None:
        """One row up."""
        self.page.scroll_rows(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self.page.scroll_rows(self.page.size.height - 2)

    def verb_page_up(self) -> None:
        """One page up."""
        self.page.scroll_rows(2 - self.page.size.height)


class TopicScreen(ReaderScreen):
    """A topic with its headlines."""

    def __init__(self, ranked: RankedTopic) -> None:
        super().__init__()
        self._ranked = ranked

    def show(self) -> None:
        """Why it is hot, and its headlines."""
        title, heat = self._ranked.topic.title, self._ranked.heat
        path = [Part(" Meja Humas › " + _("Topics") + " › "), Part(title, "bright", True)]
        self.query_one("#header", Bar).show(path)
        self.query_one("#stand", Bar).show([Part(" " + labels.direction(heat.direction), "accent", True)])
        now, zone = self.session.desk.now(), self.session.plan.zone
        self.page.show(facts.topic_blocks(self._ranked, now, zone, links=True), keep_place=True)
        self.show_footer()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="topic", chosen=True, can_undo=bool(self.session.desk.done))

    def verb_add(self) -> None:
        """Make a draft of it."""
        desk = self.session.desk
        self.carry_out(lambda _rev: posts.draft_from_topic(desk, self._ranked))

    def verb_copy_address(self) -> None:
        """Copy the newest headline's address."""
        self.copy_address(self._ranked.address)
