"""Topik: topics, their stories, the headlines of those; why each stands where it does; what is muted; the feeds."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import revealing
from domain.comments import Comment
from domain.news import Headline
from screens import topics_rows
from screens.browsing import OutlineScreen
from screens.foot import key_for, place_at
from screens.lines import empty_topics
from screens.topic_verbs import TopicVerbs
from screens.topics_rows import Known, Links
from screens.work import start
from widgets.bar import Bar, Part
from widgets.outline import Item, Outline, Title
from widgets.page import Block, Page, Words
from wording import _, figures, n_

if TYPE_CHECKING:
    from desk.topics import RankedTopic, Story

WIDE = 110
"""Columns from which the page stands beside the list."""
_BELOW = 11
"""Rows of the page below the list."""
_HERE = frozenset({"headlines", "topics", "feeds", "mutes", "keywords", "programmes", "posts", "clarifications"})
Key = tuple[str, int]
_LINKED = 30
"""So many topics are looked up in our posts and in comments."""


class TopicsScreen(TopicVerbs, OutlineScreen):
    """The topics; enter opens one, then a story, then a headline's summary."""

    NAMES = 2

    def __init__(self, topic: int = 0) -> None:
        super().__init__()
        self._known: Known | None = None
        self._links = Links({}, {}, {})
        self._open: set[Key] = {("topic", topic)} if topic else set()
        self._first: Key | None = ("topic", topic) if topic else None
        self._stories: dict[int, list[Story]] = {}
        self._headlines: dict[int, Headline] = {}
        self._of_story: dict[int, tuple[int, int]] = {}

    def compose(self) -> ComposeResult:
        """Where we are; how it stands; the rows; what is chosen."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Outline(names=self.NAMES, id="outline")
        yield Bar(on="panel", id="page-title")
        yield Page(id="page")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read them."""
        self.show_path(_("Topics"))
        self.place_frame()
        self.hold()
        self._read()

    @property
    def page(self) -> Page:
        """What is told of the chosen row."""
        return self.query_one("#page", Page)

    def place_frame(self) -> None:
        """The page beside the list, or below it."""
        super().place_frame()
        columns, rows = self.size if self.size.area else self.app.size
        title = self.query_one("#page-title")
        if columns >= WIDE:
            left = columns * 58 // 100
            place_at(self.body, Region(0, 2, left, rows - 3))
            place_at(title, Region(left + 1, 2, columns - left - 1, 1))
            place_at(self.page, Region(left + 1, 3, columns - left - 1, rows - 4))
        else:
            below = min(_BELOW, max(rows // 3, 4))
            place_at(self.body, Region(0, 2, columns, rows - 3 - below))
            place_at(title, Region(0, rows - 1 - below, columns, 1))
            place_at(self.page, Region(0, rows - below, columns, below - 1))

    # Reading

    def _read(self) -> None:
        desk, rows = self.session.desk, self.session.inbox.rows

        def read() -> Known:
            from desk import news, topics

            return Known(topics.listed(desk, desk.now()), news.feeds(desk))

        def link(shown: "list[RankedTopic]") -> Links:
            from desk import relevance

            posts = {one.topic.id: relevance.posts_about(desk, one)[: topics_rows.OFFERED] for one in shown}
            comments = relevance.comments_about(desk, rows, {one.topic.id: one.headlines for one in shown})
            newest = (id for ids in comments.values() for id in ids[: topics_rows.OFFERED])
            said = {id: revealing.text(one) for id in newest if (one := desk.store.repo("comments", Comment).get(id))}
            return Links(posts, comments, said)

        async def run() -> None:
            self._known = known = await self.session.in_background(read)
            self._stories.clear()
            self._show()
            self.ready()
            self._links = await self.session.in_background(lambda: link(known.topics.shown[:_LINKED]))
            self._show()

        start(self, run, "topics", exclusive=True)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """News came, or somebody did something to it."""
        if changes.keys() & _HERE:
            self._read()

    def _show(self) -> None:
        if self._known is None:
            return
        known, found = self._known, self._known.topics
        now = self.session.desk.now()
        self.query_one("#stand", Bar).show(*topics_rows.stand(known, now))
        fetched = max((feed.fetched_at for feed in known.feeds), default=0)
        age = figures.ago(fetched, now, self.session.plan.zone) if fetched else ""
        entries: list[Title | Item] = []
        mine = [one for one in found.shown if self.session.desk.actor in one.topic.watched_by]
        others = [one for one in found.shown if one not in mine]
        for name, some in ((_("Watched"), mine), (_("Topics"), others)):
            if some:
                entries.append(Title(name, age))
                age = ""
                for one in some:
                    entries += self._topic_items(one)
        if found.muted or found.mutes:
            entries.append(Title(_("Muted"), figures.number(len(found.muted)), "muted"))
            entries += [topics_rows.mute_item(one.id, one.sort, one.what) for one in found.mutes]
        if known.feeds:
            healthy = sum(not feed.error for feed in known.feeds)
            share = _("{n} of {total} are well").format(n=healthy, total=len(known.feeds))
            entries.append(Title(_("Feeds"), share))
            entries += [
                topics_rows.feed_item(feed, self.body.signs, now, self.session.plan.zone)
                for feed in sorted(known.feeds, key=lambda one: not one.error)
            ]
        self.body.empty = empty_topics(bool(known.feeds))
        first, self._first = self._first, None
        self.body.show(entries, chosen=first)
        self._show_page()
        self.show_footer()

    # Rows

    def _topic_items(self, one: "RankedTopic") -> list[Item]:
        key = ("topic", one.topic.id)
        items = [topics_rows.topic_item(one, self.body.signs)]
        if key in self._open:
            for place, story in enumerate(self._stories_of(one)):
                items += self._story_items(one, place, story)
            items += topics_rows.link_items(self._links, one.topic.id)
        return items

    def _stories_of(self, one: "RankedTopic") -> "list[Story]":
        from desk import topics

        if one.topic.id not in self._stories:
            self._stories[one.topic.id] = topics.stories(one)
        return self._stories[one.topic.id]

    def _story_items(self, one: "RankedTopic", place: int, story: "Story") -> list[Item]:
        number = story.headlines[0].id
        self._of_story[number] = (one.topic.id, place)
        key = ("story", number)
        count = n_("{n} headline", "{n} headlines", len(story.headlines)).format(n=len(story.headlines))
        items = [Item(key, "", f"  {story.title}", (Part(f"{count} ", "muted"),))]
        if key in self._open:
            self._headlines |= {headline.id: headline for headline in story.headlines}
            now, zone = self.session.desk.now(), self.session.plan.zone
            items += [topics_rows.headline_item(headline, now, zone) for headline in story.headlines]
        return items

    # What is chosen

    def chosen_topic(self) -> "RankedTopic | None":
        """The topic of the chosen row, or of its story or headline."""
        row = self.body.chosen
        if self._known is None or row is None:
            return None
        sort, id = row.key
        if sort == "headline":
            id = self._headlines[id].topic
        elif sort == "story":
            id = self._of_story[id][0]
        elif sort != "topic":
            return None
        return next((one for one in self._known.topics.shown if one.topic.id == id), None)

    def on_rows_moved(self, _event: object) -> None:
        """Another row is chosen."""
        self._show_page()
        self.show_footer()

    def _show_page(self) -> None:
        row, topic = self.body.chosen, self.chosen_topic()
        title, blocks = "", list[Block]()
        now, zone = self.session.desk.now(), self.session.plan.zone
        if row and row.key[0] == "headline":
            headline = self._headlines[row.key[1]]
            title, blocks = headline.outlet, topics_rows.headline_blocks(headline, now, zone)
        elif topic:
            title, blocks = topic.topic.title, topics_rows.topic_blocks(topic, self._links, now, zone)
        elif row and row.key[0] == "feed":
            feed = next(one for one in self._known.feeds if one.id == row.key[1]) if self._known else None
            title, blocks = (feed.title, topics_rows.feed_blocks(feed, now, zone)) if feed else ("", [])
        elif row and row.key[0] == "mute":
            title = row.text
            blocks = [None, Words(f"{key_for('topic.mute')}: " + _("hear it again"), "foreground")]
        self.query_one("#page-title", Bar).show([Part(f" {title}", "bright", True)])
        self.page.show(blocks)

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        row = self.body.chosen
        return State(place="topic", chosen=row is not None, flag_asked=bool(self.flag_asked))

    # Verbs

    def verb_open(self) -> None:
        """Open or close the chosen topic or story; a feed in its place."""
        row = self.body.chosen
        if row is None:
            return
        if row.key[0] == "feed":
            self.verb_go_feeds()
        elif row.key[0] in ("posts", "comments"):
            self.open_record(*row.key)
        elif row.key[0] in ("topic", "story"):
            self._open ^= {row.key}
            self._show()

    def verb_back(self) -> None:
        """From a headline to its story, from a story to its topic; else leave."""
        row = self.body.chosen
        if row and row.key[0] == "headline":
            self._close(self._story_key(row.key[1]))
        elif row and row.key[0] == "story":
            self._close(("topic", self._of_story[row.key[1]][0]))
        else:
            self.verb_quit()

    def _story_key(self, headline: int) -> Key:
        story = self._headlines[headline].story
        of_topic = self._stories[self._headlines[headline].topic]
        return "story", next(one for one in of_topic if one.headlines[0].story == story).headlines[0].id

    def _close(self, key: Key) -> None:
        self._open.discard(key)
        self._first = key
        self._show()

    def verb_add(self) -> None:
        """Make a draft of the topic; where there is no feed yet, go and add one."""
        if self._known and not self._known.feeds:
            self.verb_go_feeds()
        else:
            self.draft_topic()

    def verb_topic_mute(self) -> None:
        """Mute; what is muted is heard again."""
        row, desk = self.body.chosen, self.session.desk
        if row and row.key[0] == "mute":
            from desk import topics

            self.carry_out(lambda _rev: topics.unmute(desk, row.key[1]))
        else:
            super().verb_topic_mute()

    def verb_copy_address(self) -> None:
        """Copy the address of the headline, or of the topic's newest one."""
        row, topic = self.body.chosen, self.chosen_topic()
        if row and row.key[0] == "headline":
            self.copy_address(self._headlines[row.key[1]].link)
        else:
            self.copy_address(topic.address if topic else "")

    def verb_search(self) -> None:
        """To the next row with these words."""

        def answer(text: str) -> None:
            if not self.body.choose_text(text):
                self.warn(_("Nothing matches."))

        self.ask("/", answer, hint=_("words of the title"))

    def verb_go_topics(self) -> None:
        """Here already."""
