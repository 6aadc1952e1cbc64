"""The topics on the desk: what the feeds talk about, and what is made of it."""

from typing import TYPE_CHECKING

from desk import posts
from screens import lines
from screens.panes import Panes
from screens.work import start
from widgets.topics import TopicRow

if TYPE_CHECKING:
    from desk.news import RankedTopic


class TopicsPane(Panes):
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

    def chosen_topic(self) -> "RankedTopic | None":
        row = self.topic_list.chosen
        return self.topics.get(row.id) if row else None

    def load_topics(self) -> None:
        """Rank the topics, off the loop."""

        def work() -> "tuple[list[RankedTopic], int, bool]":
            from desk import news

            desk = self.session.desk
            feeds = news.feeds(desk)
            return news.topics(desk, desk.now()), max((feed.fetched_at for feed in feeds), default=0), bool(feeds)

        async def run() -> None:
            found, self.feeds_at, self.has_feeds = await self.session.in_background(work)
            self.topics = {one.topic.id: one for one in found}
            self.topic_list.empty = lines.empty_topics(self.has_feeds)
            rows = [
                TopicRow(topic.id, topic.title, heat.outlets, heat.rise, heat.direction) for topic, heat, _news in found
            ]
            self.topic_list.show(rows)
            self.topic_list.refresh()
            self.show_titles()
            if self.detail_of == "topics":
                self.show_detail()

        start(self, run, "topics", exclusive=True)

    def draft_topic(self) -> None:
        if topic := self.chosen_topic():
            desk = self.session.desk
            self.carry_out(lambda _rev: posts.draft_from_topic(desk, topic))

    def verb_feeds_refresh(self) -> None:
        """Ask all feeds for news now."""
        self.session.refresh_feeds(force=True)
