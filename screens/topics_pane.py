"""The topics on the desk: what the feeds talk about, and what is made of it."""

from typing import TYPE_CHECKING

from screens import lines
from screens.base import DeskScreen
from screens.panes import Panes
from screens.topic_verbs import TopicVerbs
from screens.work import start
from widgets.topics import DANGER_INK, TopicRow
from wording import _
from wording import topics as words

if TYPE_CHECKING:
    from desk.topics import RankedTopic


class TopicsPane(TopicVerbs, Panes):
    """What people talk about.

    Attributes:
        topics: what is listed, by id.
        feeds_at: when a feed answered last; 0: none ever did.
        has_feeds: there is a feed to ask.
    """

    def __init__(self) -> None:
        super().__init__()
        self.topics: dict[int, RankedTopic] = {}
        self.feeds_at = 0
        self.has_feeds = False
        self._jumped: set[int] | None = None

    def chosen_topic(self) -> "RankedTopic | None":
        """The chosen one."""
        row = self.topic_list.chosen
        return self.topics.get(row.id) if row else None

    def load_topics(self) -> None:
        """Rank the topics, off the loop."""

        def work() -> "tuple[list[RankedTopic], int, bool]":
            from desk import news, topics

            desk = self.session.desk
            feeds = news.feeds(desk)
            return topics.topics(desk, desk.now()), max((feed.fetched_at for feed in feeds), default=0), bool(feeds)

        async def run() -> None:
            found, self.feeds_at, self.has_feeds = await self.session.in_background(work)
            self.topics = {one.topic.id: one for one in found}
            self.topic_list.empty = lines.empty_topics(self.has_feeds)
            self.topic_list.show([_row(one) for one in found])
            self.topic_list.refresh()
            self.show_titles()
            if self.detail_of == "topics":
                self.show_detail()
            self._tell_jumps(found)

        start(self, run, "topics", exclusive=True)

    def _tell_jumps(self, found: "list[RankedTopic]") -> None:
        """Tell once of a watched topic that it jumps; what jumps already when the desk opens stands in its list."""
        actor = self.session.desk.actor
        jumping = {one.topic.id: one for one in found if one.leaps and actor in one.topic.watched_by}
        new = [one for id, one in jumping.items() if self._jumped is not None and id not in self._jumped]
        place = self.app.screen
        if not new:
            self._jumped = set(jumping)
        elif isinstance(place, DeskScreen) and place.at_rest:
            # While somebody types it waits for the next news.
            self._jumped = set(jumping)
            told = _("Watched topic jumps: {title} ({n} outlets)")
            place.say(told.format(title=new[0].topic.title, n=new[0].heat.outlets), "▲", "warning")


def _row(one: "RankedTopic") -> TopicRow:
    flag, ink = "", "muted"
    if one.gate.danger != "safe":
        flag, ink = words.danger(one.gate.danger), DANGER_INK[one.gate.danger]
    elif one.ours:
        flag, ink = _("ours"), "success"
    return TopicRow(one.topic.id, one.topic.title, one.heat.outlets, one.heat.rise, one.heat.direction, flag, ink)
