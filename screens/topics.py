"""Topik: topics, their stories, the headlines of those; why each stands where it does; what is muted; the feeds."""

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from domain.comments import Comment
from domain.news import Feed, Headline
from domain.posts import Post
from domain.times import DAY
from screens import facts
from screens.browsing import OutlineScreen
from screens.foot import key_for, place_at
from screens.lines import empty_topics
from screens.topic_verbs import TopicVerbs
from screens.work import start
from widgets.bar import Bar, Part
from widgets.outline import Item, Outline, Title
from widgets.page import Block, Fact, Heading, Page, Words
from widgets.topics import DANGER_INK, curve
from wording import _, figures, labels, n_
from wording import topics as words
from wording.failures import failure

if TYPE_CHECKING:
    from desk.topics import RankedTopic, Story, Topics

WIDE = 110
"""Columns from which the page stands beside the list."""
_BELOW = 11
"""Rows of the page below the list."""
_HERE = frozenset({"headlines", "topics", "feeds", "mutes", "keywords", "programmes", "posts", "clarifications"})
Key = tuple[str, int]


_OFFERED = 5
"""Posts, and comments, that are offered under a topic."""
_LINKED = 30
"""So many topics are looked up in our posts and in comments."""


class Known(NamedTuple):
    """What was read of the store for this place."""

    topics: "Topics"
    feeds: list[Feed]


class Links(NamedTuple):
    """What of ours speaks of the topics."""

    posts: dict[int, list[Post]]
    """Our posts about a topic."""
    comments: dict[int, list[int]]
    """Comments that speak of it, the newest first."""
    said: dict[int, str]
    """What the newest of these comments say."""


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
        self.query_one("#header", Bar).show([Part(" Meja Humas › "), Part(_("Topics"), "bright", True)])
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

            posts = {one.topic.id: relevance.posts_about(desk, one)[:_OFFERED] for one in shown}
            comments = relevance.comments_about(desk, rows, {one.topic.id: one.headlines for one in shown})
            newest = (id for ids in comments.values() for id in ids[:_OFFERED])
            said = {id: one.text for id in newest if (one := desk.store.repo("comments", Comment).get(id))}
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
        self._show_stand(known, now)
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
            entries += [self._mute_item(one.id, one.sort, one.what) for one in found.mutes]
        if known.feeds:
            healthy = sum(not feed.error for feed in known.feeds)
            share = _("{n} of {total} are well").format(n=healthy, total=len(known.feeds))
            entries.append(Title(_("Feeds"), share))
            entries += [self._feed_item(feed, now) for feed in sorted(known.feeds, key=lambda one: not one.error)]
        self.body.empty = empty_topics(bool(known.feeds))
        first, self._first = self._first, None
        self.body.show(entries, chosen=first)
        self._show_page()
        self.show_footer()

    def _show_stand(self, known: Known, now: int) -> None:
        today = [one for one in known.topics.shown if one.topic.last_at > now - DAY]
        told = n_("{n} topic in 24 hours", "{n} topics in 24 hours", len(today)).format(n=len(today))
        parts = [Part(f" {told}", "foreground")]
        for danger in ("forbidden", "caution"):
            if count := sum(one.gate.danger == danger for one in today):
                parts.append(Part(f"   {count} {words.danger(danger)}", DANGER_INK[danger], True))
        if count := sum(bool(one.ours) for one in today):
            parts.append(Part(f"   {count} {_('ours')}", "success", True))
        failing = sum(bool(feed.error) for feed in known.feeds)
        right = [Part(n_("{n} feed in trouble ", "{n} feeds in trouble ", failing).format(n=failing), "error", True)]
        self.query_one("#stand", Bar).show(parts, right if failing else [])

    # Rows

    def _topic_items(self, one: "RankedTopic") -> list[Item]:
        key = ("topic", one.topic.id)
        items = [self._topic_item(one)]
        if key in self._open:
            for place, story in enumerate(self._stories_of(one)):
                items += self._story_items(one, place, story)
            items += self._link_items(one.topic.id)
        return items

    def _link_items(self, topic: int) -> list[Item]:
        """What of ours speaks of it: enter opens it."""
        posts, comments = self._links.posts.get(topic, ()), self._links.comments.get(topic, ())
        said = ((id, self._links.said.get(id, "")) for id in comments[:_OFFERED])
        ours = (Part(f"{_('our post')} ", "success"),)
        citizens = (Part(f"{_('citizens')} ", "accent"),)
        return [
            *(Item(("posts", post.id), "", f"  P{post.id} {post.title}", ours) for post in posts),
            *(Item(("comments", id), "", f"  K{id} {text}", citizens) for id, text in said),
        ]

    def _topic_item(self, one: "RankedTopic") -> Item:
        signs, heat = self.body.signs, one.heat
        outlets = n_("{n} outlet", "{n} outlets", heat.outlets).format(n=heat.outlets)
        flag = words.danger(one.gate.danger) if one.gate.danger != "safe" else _("ours") if one.ours else ""
        ink = DANGER_INK[one.gate.danger] if one.gate.danger != "safe" else "success"
        right = [Part(f"{outlets:>9}{figures.decimal(heat.rise, 1):>5}× ", "muted")]
        if drawn := curve(one.curve, ascii=signs.ascii):
            right.append(Part(f"{drawn} ", "accent" if heat.direction == "rising" else "muted"))
        right.append(Part(f"{flag:>7} ", ink))
        fading = "muted" if heat.direction == "fading" else "foreground"
        many = len({headline.story for headline in one.headlines}) > 1
        title = f"{one.topic.title} ({len(one.headlines)})" if many else one.topic.title
        rising = "warning" if heat.direction == "rising" else "muted"
        return Item(("topic", one.topic.id), signs.direction[heat.direction], title, tuple(right), fading, rising)

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
            items += [self._headline_item(headline) for headline in story.headlines]
        return items

    def _headline_item(self, headline: Headline) -> Item:
        self._headlines[headline.id] = headline
        now, zone = self.session.desk.now(), self.session.plan.zone
        when = figures.when(headline.published_at, now, zone) if headline.dated else _("no date")
        right = (Part(f"{headline.outlet}  {when} ", "muted"),)
        return Item(("headline", headline.id), "", f"    {headline.title}", right, "muted")

    def _mute_item(self, id: int, sort: str, what: str) -> Item:
        sorts = {"topic": _("topic"), "outlet": _("outlet"), "word": _("word")}
        return Item(("mute", id), "", what, (Part(f"{sorts[sort]} ", "muted"),), "muted")

    def _feed_item(self, feed: Feed, now: int) -> Item:
        zone = self.session.plan.zone
        if feed.error:
            again = _("again {time}").format(time=figures.when(feed.retry_at, now, zone)) if feed.retry_at > now else ""
            why = Part(failure(feed.error, feed.error_params), "error")
            right = (why, Part(f"  {again} " if again else " ", "muted"))
            return Item(("feed", feed.id), "!", feed.title or feed.url, right, name_ink="error")
        when = figures.ago(feed.fetched_at, now, zone) if feed.fetched_at else _("not fetched yet")
        undated = n_("{n} without a date", "{n} without dates", feed.undated).format(n=feed.undated)
        told = (*((Part(f"{undated}  ", "warning"),) if feed.undated else ()), Part(f"{when} ", "muted"))
        well = self.body.signs.moment["published"]
        return Item(("feed", feed.id), well, feed.title or feed.url, told, "muted", "success")

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
        if row and row.key[0] == "headline":
            headline = self._headlines[row.key[1]]
            title, blocks = headline.outlet, self._headline_blocks(headline)
        elif topic:
            title, blocks = topic.topic.title, self._topic_blocks(topic)
        elif row and row.key[0] == "feed":
            feed = next(one for one in self._known.feeds if one.id == row.key[1]) if self._known else None
            title, blocks = (feed.title, self._feed_blocks(feed)) if feed else ("", [])
        elif row and row.key[0] == "mute":
            title = row.text
            blocks = [None, Words(f"{key_for('topic.mute')}: " + _("hear it again"), "foreground")]
        self.query_one("#page-title", Bar).show([Part(f" {title}", "bright", True)])
        self.page.show(blocks)

    def _topic_blocks(self, one: "RankedTopic") -> list[Block]:
        now, zone = self.session.desk.now(), self.session.plan.zone
        blocks = facts.topic_facts(one, now, zone)
        if posts := self._links.posts.get(one.topic.id):
            names = " · ".join(f"P{post.id} {post.title}" for post in posts)
            blocks.append(Fact(_("posts"), (Part(names, "accent"),)))
        if about := self._links.comments.get(one.topic.id):
            told = n_("{n} comment speaks of it", "{n} comments speak of it", len(about)).format(n=len(about))
            names = ", ".join(f"K{id}" for id in about[:4])
            blocks.append(Fact(_("citizens"), (Part(told, "accent"), Part(f"  {names}", "foreground"))))
        if one.topic.owner:
            blocks.append(Fact(_("owner"), (Part(labels.person(one.topic.owner), "accent"),)))
        if one.topic.watched_by:
            who = ", ".join(map(labels.person, one.topic.watched_by))
            blocks.append(Fact(_("watched"), (Part(who, "foreground"),)))
        blocks += [None, Heading(_("Headlines"), figures.number(len(one.headlines)))]
        return blocks + facts.headline_blocks(one.headlines, now, zone)

    def _headline_blocks(self, headline: Headline) -> list[Block]:
        now, zone = self.session.desk.now(), self.session.plan.zone
        when = figures.when(headline.published_at, now, zone)
        if not headline.dated:
            when = _("no date of its own; first seen {time}").format(time=when)
        blocks: list[Block] = [None, Words(headline.title, "bright", True), Words(when, "muted"), None]
        blocks.append(Words(headline.summary or _("The feed gives no summary."), "foreground"))
        return [*blocks, None, Words(headline.link, "accent")] if headline.link else blocks

    def _feed_blocks(self, feed: Feed) -> list[Block]:
        now, zone = self.session.desk.now(), self.session.plan.zone
        blocks: list[Block] = [None, Words(feed.url, "accent")]
        if feed.fetched_at:
            blocks.append(Fact(_("answered"), (Part(figures.when(feed.fetched_at, now, zone), "foreground"),)))
        if feed.error:
            since = figures.when(feed.failing_since, now, zone)
            why = _("{why} (since {time})").format(why=failure(feed.error, feed.error_params), time=since)
            blocks.append(Fact(_("trouble"), (Part(why, "error"),)))
        if feed.retry_at > now:
            blocks.append(Fact(_("asked again"), (Part(figures.when(feed.retry_at, now, zone), "foreground"),)))
        if feed.moved_to:
            blocks.append(Fact(_("moved to"), (Part(feed.moved_to, "warning"),)))
        return blocks

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
