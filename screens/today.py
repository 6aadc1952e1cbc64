"""Hari ini: the queue, the inbox with the chosen comment below it, the topics, and how the day stands."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.timer import Timer

from commands import Command, State
from desk import editing, posts
from desk import thread as threads
from desk.day import QueueItem
from desk.history import History
from domain.accounts import NAMES, label
from domain.comments import Comment, CommentRow, Reply
from domain.outcomes import Done
from screens import facts, lines
from screens.base import key_for, place_at
from screens.inbox_filter import InboxFilter
from screens.inbox_search import InboxSearch
from screens.triage import InboxTriage
from screens.verbs import CommentVerbs, Deed, PostVerbs
from screens.work import start
from widgets.bar import Bar, Part, Wall
from widgets.grid import SMALLEST, arrange, too_small, wide
from widgets.inbox import InboxList
from widgets.page import Block, Fact, Heading, Page, Words
from widgets.queue import QueueList
from widgets.rows import Rows
from widgets.text import cut
from widgets.text import width as text_width
from widgets.topics import TopicList, TopicRow
from wording import _, figures, labels, results

if TYPE_CHECKING:
    from desk.news import RankedTopic
    from screens.by_hand import Kept

DEBOUNCE = 0.15
"""Seconds the cursor must rest before the detail follows it."""


class TodayScreen(CommentVerbs, PostVerbs):
    """The desk."""

    def __init__(self) -> None:
        super().__init__()
        self.active = "inbox"
        self._detail_of = "inbox"
        self._pending: Timer | None = None
        self._history: History | None = None
        self._items: dict[int, QueueItem] = {}
        self._topics: dict[int, RankedTopic] = {}
        self._feeds_at = 0
        self._has_feeds = False
        self._work = ""
        self._thread: list[Comment | Reply] = []
        self._thread_of = (0, 0)
        self._kept: Kept | None = None
        self._search = InboxSearch(self)
        self._filter = InboxFilter(self)
        self._triage = InboxTriage(self)

    # Layout

    def compose(self) -> ComposeResult:
        """One widget for each part; `arrange` says where it stands."""
        inbox = self.session.inbox
        yield Bar(on="panel", id="header")
        yield Bar(id="day")
        yield Bar(on="panel", id="tabs")
        yield Bar(on="panel", id="queue-title")
        yield QueueList(id="queue")
        yield Bar(on="panel", id="topics-title")
        yield TopicList(id="topics")
        yield Wall(id="wall")
        yield Bar(on="panel", id="inbox-title")
        yield InboxList(inbox.comment, inbox.count_alike, id="inbox")
        yield Wall(id="side-wall")
        yield Bar(on="panel", id="detail-title")
        yield Page(id="detail")
        yield Page(id="too-small")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show what is known; the rest follows after the first paint."""
        self._place()
        self.inbox_list.active = True
        self._set_empty_words()
        inbox = self.session.inbox
        self.inbox_list.show(inbox.order, self.session.desk.now())
        self.show_queue()
        self.show_lines()
        self.show_footer()
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if self.session.first_run:
            from screens.setup import SetupScreen

            self.app.push_screen(SetupScreen())
        if self.session.notices:
            self.warn("\n".join(self.session.notices))
        self._show_detail()
        self.load_topics()
        start(self, self._build_index, "index")
        self.ready()

    async def _build_index(self) -> None:
        await self.session.in_background(self.session.inbox.index.build)

    def on_resize(self, event: events.Resize) -> None:
        """Another size: everything finds its place again."""
        if self.is_mounted:
            self._place()
            self.show_lines()
            self._show_detail()
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

    def _set_empty_words(self) -> None:
        self.queue_list.empty = lines.empty_queue()
        self.topic_list.empty = lines.empty_topics(self._has_feeds)
        self.inbox_list.empty = lines.empty_inbox(self.session.inbox)

    # Lines

    def show_lines(self) -> None:
        """Draw header, day, titles and tabs; what reads the same is not sent again."""
        self._show_header()
        self._show_day()
        self._show_titles()

    def _show_header(self) -> None:
        session = self.session
        self.query_one("#header", Bar).show(*lines.header(session.desk, session.plan, wide(self.size.width)))

    def _show_day(self) -> None:
        broad = wide(self.size.width)
        left = lines.targets(self.session.plan, broad, self.size.width >= 150)
        right = [Part(self._work + "   ", "accent")] if self._work else []
        self.query_one("#day", Bar).show(left, right + lines.waiting(self.session.inbox.counts, broad))

    def _show_titles(self) -> None:
        inbox = self.session.inbox
        published, total, late = self._queue_counts()
        arrived = lines.arrived(inbox)
        order, listed = lines.listed(inbox)
        age = figures.ago(self._feeds_at, self.session.desk.now()) if self._feeds_at else ""
        of = _("{n} of {total}").format(n=published, total=total) if total else ""
        self._title("queue", _("Queue"), [], [Part(of)])
        marked = lines.marked(len(self._triage.marked))
        right = [Part(listed, "bright", True), *arrived]
        name = lines.title("inbox", _("Comments"), False)
        room = self.query_one("#inbox-title").size.width - _cells([*name, *marked, *right]) - 5
        self._title("inbox", _("Comments"), [Part("  " + cut(order, max(8, room))), *marked], right)
        self._title("topics", _("Topics"), [], [Part(age)])
        self._show_detail_title()
        missed = " " + _("{n} late").format(n=late) if late else ""
        tabs = [
            *self._tab("queue", _("Queue"), f"{published}/{total}{missed}"),
            *self._tab("inbox", _("Comments"), listed, [*marked, *arrived]),
            *self._tab("topics", _("Topics"), str(len(self._topics))),
        ]
        limited = order if inbox.filter or inbox.query else ""
        room = self.size.width - _cells(tabs) - 2
        self.query_one("#tabs", Bar).show(tabs, [Part(cut(limited, max(0, room)))])

    def _queue_counts(self) -> tuple[int, int, int]:
        states = [item.moment for item in self._items.values() if item.variant and item.today]
        late = sum(item.moment == "missed" for item in self._items.values())
        return states.count("published"), len(states), late

    def _tab(self, pane: str, name: str, count: str, more: list[Part] | None = None) -> list[Part]:
        return lines.tab(pane, name, count, self.active == pane, more or [])

    def _title(self, pane: str, name: str, left: list[Part], right: list[Part]) -> None:
        active = self.active == pane
        bar = self.query_one(f"#{pane}-title", Bar)
        bar.show([*lines.title(pane, name, active), *left], right, on="cursor" if active else "panel")

    def _show_detail_title(self) -> None:
        if self._detail_of == "inbox" and (comment := self.chosen_comment()):
            time = figures.when(comment.written_at, self.session.desk.now(), self._zone(comment))
            name = f"@{comment.handle}" if comment.handle else comment.author or _("(no name)")
            post = self.session.plan.posts.get(comment.post)
            under = _("under “{title}”").format(title=post.title) if post else comment.post_ref
            self._title("detail", name, [Part(f"  {NAMES[comment.platform]} · {time}")], [Part(under[:40])])
        elif self._detail_of == "queue" and (item := self.chosen_item()):
            self._title("detail", item.post.title, [], [Part(f"P{item.post.id}")])
        elif self._detail_of == "topics" and (topic := self._topic()):
            self._title("detail", topic.topic.title, [], [])
        else:
            self._title("detail", _("Detail"), [], [])

    # The chosen things

    def chosen_comment(self) -> Comment | None:
        return self.session.inbox.comment(self.inbox_list.chosen) if self.inbox_list.chosen else None

    def chosen_item(self) -> QueueItem | None:
        row = self.queue_list.chosen
        return self._items.get(row.id) if row else None

    def _topic(self) -> "RankedTopic | None":
        row = self.topic_list.chosen
        return self._topics.get(row.id) if row else None

    def _zone(self, comment: Comment) -> str:
        plan = self.session.plan
        return plan.zone_of(plan.accounts.get(comment.account))

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        place = self._detail_of if self.active == "detail" else self.active
        comment = self.chosen_comment() if place == "inbox" else None
        item = self.chosen_item() if place == "queue" else None
        topic = self._topic() if place == "topics" else None
        app = self.session
        return State(
            place="detail" if self.active == "detail" and place == "inbox" else place,  # type: ignore[arg-type]
            chosen=bool(comment or item or topic),
            comment_kind=comment.kind if comment else "",
            comment_state=comment.state if comment else "",
            comment_hidden=comment.hidden if comment else False,
            marked=len(self._triage.marked) if place == "inbox" else 0,
            post_state=item.post.state if item else "",
            variant_state=item.variant.state if item and item.variant else "",
            published=bool(item and item.moment in ("published", "withdrawn")),
            has_variant=bool(item and item.variant),
            can_undo=bool(app.desk.done),
            searching=bool(app.inbox.query),
            to_review=app.inbox.counts.unsure,
            filtered=bool(app.inbox.filter),
            views=frozenset(map(str, self._filter.views)),
            arrived=len(app.inbox.arrived),
            empty=not app.inbox.rows and not app.plan.posts and not app.desk.example,
            locked=app.locked,
        )

    # Detail

    def _show_detail(self) -> None:
        self._pending = None
        now = self.session.desk.now()
        blocks: list[Block] = []
        if self._detail_of == "inbox":
            blocks = self._comment_blocks(now)
        elif self._detail_of == "queue" and (item := self.chosen_item()):
            blocks = facts.post_blocks(self.session.plan, item, now)
        elif self._detail_of == "topics" and (topic := self._topic()):
            blocks = facts.topic_blocks(topic, now, self.session.plan.zone)
        self.detail.show(blocks)
        self._show_detail_title()

    def _comment_blocks(self, now: int) -> list[Block]:
        comment = self.chosen_comment()
        if comment is None:
            return [None, Words(_("The chosen comment stands here: its text, reading, deadline, history."), "muted")]
        zone = self._zone(comment)
        tight = self.detail.size.height < 10
        blocks: list[Block] = [] if tight else [None]
        blocks += [Words(comment.text or _("(no text)"), "bright"), None]
        alike = self.session.inbox.count_alike(comment)
        blocks += facts.comment_facts(comment, now, zone, alike, key_for("comment.alike"))
        if comment.notes:
            last = comment.notes[-1]
            blocks.append(Fact(_("note"), (Part(last.by, "accent"), Part(f" {last.text}", "foreground"))))
        if self.detail.size.height >= 24:
            return [*blocks, *self._surroundings(comment, now, zone)]
        entries = self.history.deeds("comments", comment.id)[-3:]
        blocks += [
            Fact(_("history") if place == 0 else "", block.parts)
            for place, block in enumerate(
                one for one in facts.history_blocks(entries, now, zone) if isinstance(one, Fact)
            )
        ]
        return blocks

    def _surroundings(self, comment: Comment, now: int, zone: str) -> list[Block]:
        """Where there is room: the post it stands under, the thread, the history."""
        plan = self.session.plan
        blocks: list[Block] = [None, *facts.post_under(plan, comment)]
        blocks += [None, Heading(_("Conversation"), str(len(self._thread)) if self._thread else ""), None]
        if self._thread_of == (comment.id, comment.rev):
            blocks += facts.thread_blocks(self._thread, comment.id, now, zone)
        else:
            self._read_thread(comment)
        blocks += [Heading(_("History")), None]
        return blocks + facts.history_blocks(self.history.deeds("comments", comment.id), now, zone)

    @property
    def history(self) -> History:
        """What was done to each record; read when it is first asked for."""
        if self._history is None:
            self._history = History(self.session.desk)
        return self._history

    def _read_thread(self, comment: Comment) -> None:
        desk = self.session.desk

        async def run() -> None:
            found = await self.session.in_background(lambda: threads.thread(desk, comment))
            self._thread, self._thread_of = found, (comment.id, comment.rev)
            if self.inbox_list.chosen == comment.id:
                self._show_detail()

        start(self, run, "thread", exclusive=True)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The cursor moved."""
        self.await_rest()

    def await_rest(self) -> None:
        """Let the detail follow once the cursor rests."""
        if self._pending:
            self._pending.stop()
        self._pending = self.set_timer(DEBOUNCE, self._settle)

    def _settle(self) -> None:
        self._show_detail()
        self.show_footer()

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        """A click gives a pane the keys."""
        self.activate(event.rows.id or "inbox")

    def on_bar_clicked(self, event: Bar.Clicked) -> None:
        """A click on a pane's title gives it the keys."""
        name = (event.bar.id or "").removesuffix("-title")
        if name in lines.PANES:
            self.activate(name)

    # Panes

    def activate(self, pane: str) -> None:
        """Give a pane the keys."""
        self.active = pane
        if pane != "detail":
            self._detail_of = pane
        for name in ("queue", "inbox", "topics"):
            self.query_one(f"#{name}", Rows).set_active(name == pane)
        if not wide(self.size.width) and pane != "detail":
            self._place()
        self._show_titles()
        self._show_detail()
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

    def verb_quit(self) -> None:
        """Leave the desk."""
        self.app.exit()

    def verb_back(self) -> None:
        """From the detail back to its list; there, take the marks away, then clear the search."""
        if self.active == "detail":
            self.activate(self._detail_of)
        elif self._triage.marked and self.active == "inbox":
            self._triage.none()
        elif self.session.inbox.query:
            self._search.end()
        elif self.session.inbox.filter:
            self._filter.end()
        else:
            self._said = None

    def verb_open(self) -> None:
        """Open the chosen row."""
        pane = self._detail_of
        if pane == "inbox" and (comment := self.chosen_comment()):
            self._converse(comment, compose=False)
        elif pane == "queue" and (item := self.chosen_item()):
            self._edit(item.post.id, item.variant.id if item.variant else 0)
        elif pane == "topics" and (topic := self._topic()):
            from screens.reader import TopicScreen

            self.app.push_screen(TopicScreen(topic))

    def verb_go(self, place: str) -> None:
        """To another place."""
        if place == "feeds":
            from screens.feeds import FeedsScreen

            self.app.push_screen(FeedsScreen())
        elif place in ("accounts", "settings"):
            from screens.settings import SettingsScreen

            self.app.push_screen(SettingsScreen("accounts" if place == "accounts" else ""))

    # Data

    def show_queue(self) -> None:
        """List today's queue."""
        plan, desk = self.session.plan, self.session.desk
        items = plan.queue()
        signs, now = self.queue_list.signs, desk.now()
        rows = [lines.queue_row(plan, item, now, signs) for item in items]
        self._items = {row.id: item for row, item in zip(rows, items, strict=True)}
        mix = plan.mix()
        self.queue_list.foot = (
            [(labels.pillar(pillar), mix.shares[pillar], goal) for pillar, goal in plan.wished.items()]
            if mix.posts >= 12
            else []
        )
        self.queue_list.show(rows, figures.clock(desk.now(), plan.zone))

    def load_topics(self) -> None:
        """Rank the topics, off the loop."""

        def work() -> "tuple[list[RankedTopic], int, bool]":
            from desk import news

            desk = self.session.desk
            feeds = news.feeds(desk)
            return news.topics(desk, desk.now()), max((feed.fetched_at for feed in feeds), default=0), bool(feeds)

        async def run() -> None:
            found, self._feeds_at, self._has_feeds = await self.session.in_background(work)
            self._topics = {one.topic.id: one for one in found}
            self.topic_list.empty = lines.empty_topics(self._has_feeds)
            rows = [
                TopicRow(topic.id, topic.title, heat.outlets, heat.rise, heat.direction) for topic, heat, _news in found
            ]
            self.topic_list.show(rows)
            self.topic_list.refresh()
            self._show_titles()
            if self._detail_of == "topics":
                self._show_detail()

        start(self, run, "topics", exclusive=True)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Records were changed, here or on another desk: draw those rows, keep the place."""
        if "comments" in changes:
            self._show_changed_comments(changes["comments"])
        if changes.keys() & {"posts", "variants", "accounts", "targets", "settings"}:
            self.show_queue()
            if self._detail_of == "queue":
                self._show_detail()
        if "views" in changes:
            self._filter.forget_views()
        if changes.keys() & {"headlines", "topics", "feeds"}:
            self.load_topics()
        self.show_lines()
        self.show_footer()

    def _show_changed_comments(self, ids: set[int]) -> None:
        inbox = self.session.inbox
        self._set_empty_words()
        if not self.inbox_list.order and inbox.arrived:
            self._arrange()
        elif not ids:
            self.inbox_list.show(inbox.order, self.session.desk.now())
            self._show_detail()
        else:
            self.inbox_list.repaint_ids(self.session.touched)
            if self.inbox_list.chosen in ids:
                self._show_detail()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.inbox_list.tick(now)
        self.show_queue()
        self.show_lines()

    def progress(self, words: str) -> None:
        """Say in the day line what is being worked on; empty: nothing."""
        self._work = words
        self._show_day()

    # Comments

    def verb_comment_reply(self) -> None:
        """Write a reply."""
        if comment := self.chosen_comment():
            self._converse(comment, compose=True)

    def _converse(self, comment: Comment, *, compose: bool) -> None:
        from screens.conversation import ConversationScreen

        self.inbox_list.seen.add(comment.id)
        self.app.push_screen(ConversationScreen(comment.id, compose=compose))

    def acted_on(self) -> Iterator[CommentRow]:
        """The marked comments, else the chosen one."""
        ids = self._triage.marked or [self.inbox_list.chosen]
        return (row for id in ids if (row := self.session.inbox.rows.get(id)))

    def carry_out_deed(self, deed: Deed, then: Callable[[Done], None]) -> None:
        """Do it to the marked comments, else to the chosen one."""
        self._triage.carry_out(deed, then)

    def verb_mark(self) -> None:
        """Mark the chosen comment."""
        self._triage.toggle()

    def verb_mark_all(self) -> None:
        """Mark all that match."""
        self._triage.all()

    def step_comment(self, step: int) -> int:
        """Choose the comment that many further on; its id. For the conversation's J and K."""
        self.inbox_list.move(step)
        return self.inbox_list.chosen

    def verb_show_new(self) -> None:
        """Bring in what has arrived."""
        self._arrange()

    def _arrange(self, choose: Collection[int] = ()) -> None:
        async def run() -> None:
            await self.session.in_background(self.session.inbox.refresh)
            self.show_order()
            wanted = next((at for at, id in enumerate(self.session.inbox.order) if id in choose), None)
            if wanted is not None:
                self.inbox_list.choose(wanted)
            self.ready()

        self.hold()

        start(self, run, "arrange", exclusive=True)

    def show_order(self, chosen: int = 0, above: int | None = None) -> None:
        """The inbox lists other comments: that one is chosen and stands so many rows below the top."""
        self.show_rows(chosen, above)
        self._settle()

    def show_rows(self, chosen: int = 0, above: int | None = None) -> None:
        """As `show_order`, for when the detail need not follow yet."""
        self._set_empty_words()
        self._triage.keep(self.session.inbox.order)
        self.inbox_list.show(self.session.inbox.order, self.session.desk.now(), chosen, above)
        self._show_titles()

    def _put_in_by_hand(self) -> None:
        if not self.session.plan.accounts:
            self.warn(results.refused("no_accounts", {}))
            return
        from screens.by_hand import ByHandScreen, Kept

        comment = self.chosen_comment()
        self._kept = self._kept or Kept(account=comment.account if comment else 0)
        self.app.push_screen(ByHandScreen(self._kept, self._came_in))

    def _came_in(self, done: Done) -> None:
        """What the admin put in by hand does not wait: it is in the list, the first of it chosen."""
        self.say(results.done(done))
        self._arrange(choose=done.changed.get("comments", ()))

    # Search

    def verb_comment_alike(self) -> None:
        """List those that ask or say the same as the chosen comment."""
        comment = self.chosen_comment()
        if comment is None:
            return
        if self.session.inbox.count_alike(comment) < 2:
            self.say(_("Nobody else asks or says this."))
        else:
            self._search.alike(comment.group or comment.id)

    def verb_comment_review(self) -> None:
        """List what is to be reviewed."""
        if self.session.inbox.counts.unsure:
            self._search.review()
        else:
            self.say(_("Nothing is to be reviewed."))

    def judged(self, done: Done) -> None:
        """While reviewing, on to the next one."""
        super().judged(done)
        inbox, chosen = self.session.inbox, self.inbox_list.chosen
        if not inbox.listing.review or inbox.is_to_review(chosen) or chosen not in inbox.order:
            return
        at = inbox.order.index(chosen)
        after = [*range(at + 1, len(inbox.order)), *range(at)]
        found = next((place for place in after if inbox.is_to_review(inbox.order[place])), None)
        if found is None:
            self.say(_("All are reviewed; {key} leads back.").format(key=key_for("back")))
        else:
            self.inbox_list.choose(found)

    def verb_search(self) -> None:
        """Search the pane in focus."""
        pane = self._detail_of
        if pane == "inbox":
            self._search.begin()
        else:
            self.ask("/", lambda text: self._search_rows(pane, text), hint=_("words of the title"))

    @property
    def marks(self) -> dict[int, int]:
        """The marked comments, with the revisions they were seen in."""
        return dict(self._triage.marked)

    def restore_marks(self, marked: dict[int, int]) -> None:
        """These are marked, and no others: the way back from a list that was narrowed."""
        self._triage.restore(marked)

    def read_texts_ahead(self) -> None:
        """Words will be searched for: read the texts; they are given back when nobody searches any more."""
        self._search.read_ahead()

    def verb_filter(self) -> None:
        """Limit the list to what a query asks for."""
        self._filter.begin()

    def verb_sort(self) -> None:
        """List them in the next order."""
        self._filter.next_order()

    def verb_view(self, digit: str) -> None:
        """List what a view holds."""
        self._filter.open_view(int(digit))

    def verb_view_keep(self) -> None:
        """Keep the filter as a view of this admin's."""
        self._filter.keep_view(everybody=False)

    def verb_view_share(self) -> None:
        """Keep the filter as everybody's view."""
        self._filter.keep_view(everybody=True)

    def chord_begun(self, first: str) -> None:
        """With the names of the views, how many comments each holds."""
        if first == "v":
            self._filter.count()

    def choice(self, command: Command) -> str:
        """A view by its name."""
        digit = command.id.removeprefix("view.")
        return self._filter.name_of(int(digit)) if digit.isdigit() else super().choice(command)

    def _search_rows(self, pane: str, text: str) -> None:
        listed = self.queue_list if pane == "queue" else self.topic_list
        titles = [row.title.casefold() for row in listed.rows]
        order = [*range(listed.cursor + 1, len(titles)), *range(min(listed.cursor + 1, len(titles)))]
        found = next((at for at in order if text.casefold() in titles[at]), None)
        if found is None:
            self.warn(_("Nothing matches."))
        elif isinstance(listed, QueueList):
            listed.choose_row(found)
        else:
            listed.choose(found)

    # Queue and topics

    def verb_add(self) -> None:
        """Add here: a post, comments by hand, a topic's draft."""
        if self._detail_of == "topics":
            self._draft_topic()
        elif self._detail_of == "inbox":
            self._put_in_by_hand()
        else:
            self._add_post()

    def _add_post(self) -> None:
        desk, plan = self.session.desk, self.session.plan
        accounts = list(plan.accounts.values())

        def read(text: str) -> posts.QuickPost:
            return posts.read_quick_post(text, accounts, desk.now(), plan.zone)

        def typed(text: str) -> None:
            quick = read(text)
            account = label(quick.account) if quick.account else _("account?")
            zone = plan.zone_of(quick.account)
            time = figures.when(quick.slot_at, desk.now(), zone) if quick.slot_at else _("time?")
            self.prompt.hint(f"{account} · {time} · {quick.title or _('title?')}")

        def answer(text: str) -> None:
            if text.strip():
                self.carry_out(lambda _rev: posts.add_post(desk, read(text)), then=self._choose_new_post)
            else:
                self.carry_out(
                    lambda _rev: editing.new_draft(desk), then=lambda done: self._edit(int(done.params["post"]))
                )

        self.ask(_("new post"), answer, typed=typed, hint=_("ig 09.30 title   enter opens an empty draft"))

    def _edit(self, post: int, variant: int = 0) -> None:
        from screens.editor import EditorScreen

        self.app.push_screen(EditorScreen(post, variant))

    def _choose_new_post(self, done: Done) -> None:
        variants = done.changed.get("variants", ())
        row = next((at for at, row in enumerate(self.queue_list.rows) if row.id in variants), None)
        if row is not None:
            self.queue_list.choose_row(row)

    def _draft_topic(self) -> None:
        if topic := self._topic():
            desk = self.session.desk
            self.carry_out(lambda _rev: posts.draft_from_topic(desk, topic))

    def verb_trail_record(self) -> None:
        """What was done to what is chosen."""
        places: type[CommentVerbs | PostVerbs] = CommentVerbs if self._detail_of == "inbox" else PostVerbs
        places.verb_trail_record(self)

    def verb_copy_address(self) -> None:
        """Copy the address of what is chosen."""
        if self._detail_of == "inbox":
            self.copy_comment_address()
        elif self._detail_of == "queue":
            item = self.chosen_item()
            self.copy_address(item.variant.url if item and item.variant else "")
        else:
            topic = self._topic()
            self.copy_address(topic.address if topic else "")

    def verb_feeds_refresh(self) -> None:
        """Ask all feeds for news now."""
        self.session.refresh_feeds(force=True)

    # Files and the demo desk

    def verb_import(self) -> None:
        """Import a file."""
        self.ask(_("file"), self.session.import_file, hint=_("path of a CSV, XLSX or JSON file"))

    def verb_demo(self) -> None:
        """Open the demo desk."""
        self.app.exit(result="demo")


def _cells(parts: Iterable[Part]) -> int:
    return sum(text_width(part.text) for part in parts)
