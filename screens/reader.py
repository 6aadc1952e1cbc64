"""A topic, whole."""

from textual.app import ComposeResult

from commands import State
from desk import posts
from desk.news import RankedTopic
from screens import facts
from screens.framed import FramedScreen
from widgets.bar import Bar, Part
from widgets.page import Page
from wording import _, labels


class TopicScreen(FramedScreen):
    """A topic with its headlines."""

    def __init__(self, ranked: RankedTopic) -> None:
        super().__init__()
        self._ranked = ranked

    def compose(self) -> ComposeResult:
        """Where we are; how it moves; the page."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Page(id="page")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show it."""
        self.place_frame()
        self.show()
        self.ready()

    @property
    def body(self) -> Page:
        """The page."""
        return self.query_one("#page", Page)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something."""
        self.show()

    def show(self) -> None:
        """Why it is hot, and its headlines."""
        title, heat = self._ranked.topic.title, self._ranked.heat
        path = [Part(" Meja Humas › " + _("Topics") + " › "), Part(title, "bright", True)]
        self.query_one("#header", Bar).show(path)
        self.query_one("#stand", Bar).show([Part(" " + labels.direction(heat.direction), "accent", True)])
        now, zone = self.session.desk.now(), self.session.plan.zone
        self.body.show(facts.topic_blocks(self._ranked, now, zone, links=True), keep_place=True)
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

    def verb_down(self) -> None:
        """One row down."""
        self.body.scroll_rows(1)

    def verb_up(self) -> None:
        """One row up."""
        self.body.scroll_rows(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self.body.scroll_rows(self.body.size.height - 2)

    def verb_page_up(self) -> None:
        """One page up."""
        self.body.scroll_rows(2 - self.body.size.height)
