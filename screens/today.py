"""Hari ini: the queue, the inbox with the chosen comment below it, the topics, and how the day stands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from commands import State
from desk import revealing
from domain.accounts import NAMES
from domain.times import MINUTE
from screens import facts, lines
from screens.inbox_pane import InboxPane
from screens.queue_pane import QueuePane
from screens.topics_pane import TopicsPane
from screens.verbs import CommentVerbs, PostVerbs
from screens.work import OneAtATime, start
from widgets.bar import Bar, Part, Wall
from widgets.grid import wide
from widgets.inbox import InboxList
from widgets.page import Block, Page
from widgets.queue import QueueList
from widgets.text import cut
from widgets.text import width as text_width
from widgets.topics import TopicList
from wording import _, figures

if TYPE_CHECKING:
    from desk import outbox

SCORE_PAUSE = 5.0
"""Seconds between two times the score is reckoned at the least, however much changes."""
SCORE_AGE = 10 * MINUTE
"""After so long it is reckoned anew where nothing but time has passed."""


class TodayScreen(InboxPane, QueuePane, TopicsPane):
    """The desk."""

    def __init__(self) -> None:
        super().__init__()
        self._work = ""
        self._unsent: outbox.Counts | None = None
        self._score: float | None = None
        self._score_waits = False
        self._score_at = 0
        self._scoring = OneAtATime(self, self._reckon_score, "score", SCORE_PAUSE)

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
        yield InboxList(inbox.comment, revealing.shown, inbox.count_alike, self.session.leases.held_by, id="inbox")
        yield Wall(id="side-wall")
        yield Bar(on="panel", id="detail-title")
        yield Page(id="detail")
        yield Page(id="too-small")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show what is known; the rest follows after the first paint."""
        self._place()
        self.inbox_list.active = True
        self.topic_list.empty = lines.empty_topics(self.has_feeds)
        self.inbox_list.empty = lines.empty_inbox(self.session.inbox)
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
        self.show_detail()
        self.load_topics()
        start(self, self._build_index, "index")
        self._count_unsent()
        self._scoring.ask()
        self.ready()

    async def _build_index(self) -> None:
        await self.session.in_background(self.session.inbox.index.build)
        self.session.rising.look()

    # Lines

    def show_lines(self) -> None:
        """Draw header, day, titles and tabs; what reads the same is not sent again."""
        self._show_header()
        self._show_day()
        self.show_titles()

    def _show_header(self) -> None:
        session = self.session
        told = lines.header(session.desk, session.plan, wide(self.size.width), session.presence.others)
        self.query_one("#header", Bar).show(*told)

    def _show_day(self) -> None:
        broad = wide(self.size.width)
        left = lines.targets(self.session.plan, broad, self.size.width >= 150)
        waiting = lines.waiting(self.session.inbox.counts, broad) + lines.unsent(self._unsent, broad)
        waiting += lines.score(self._score)
        if not broad and self.active == "inbox" and (banner := self._banner(self.size.width - _cells(waiting) - 4)):
            left = [Part(" "), *banner]
            while waiting and _cells(left) + _cells(waiting) >= self.size.width:
                waiting.pop()
        right = [Part(self._work + "   ", "accent")] if self._work else []
        self.query_one("#day", Bar).show(left, right + waiting)

    def _count_unsent(self) -> None:
        """How the outbox stands, off the loop."""

        def work() -> "outbox.Counts":
            from desk import outbox

            return outbox.counts(self.session.desk)

        async def run() -> None:
            self._unsent = await self.session.in_background(work)
            self._show_day()

        start(self, run, "unsent", exclusive=True)

    async def _reckon_score(self) -> None:
        """How good the day is so far, off the loop: it goes through all comments, so only while it is looked at."""
        self._score_waits = self.app.screen is not self
        if self._score_waits:
            return
        desk = self.session.desk

        def work() -> float | None:
            from desk.score import Ledger

            ledger = Ledger(desk)
            return ledger.score(ledger.today).value

        self._score_at = desk.now()
        try:
            self._score = await self.session.in_background(work)
        except Exception as error:
            self.session.note_trouble(error)
        self._show_day()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """It is looked at again."""
        if self._score_waits:
            self._scoring.ask()

    def _banner(self, room: int) -> list[Part]:
        """The rising issue that the list of comments tells of; nothing while it is limited to something."""
        inbox = self.session.inbox
        return [] if inbox.filter or inbox.query else lines.issue(self.session.rising.issues, room)

    def progress(self, words: str) -> None:
        """Say in the day line what is being worked on; empty: nothing."""
        self._work = words
        self._show_day()

    def show_titles(self) -> None:
        inbox = self.session.inbox
        published, total, late = self.queue_counts()
        arrived = lines.arrived(inbox)
        order, listed = lines.listed(inbox)
        age = figures.ago(self.feeds_at, self.session.desk.now()) if self.feeds_at else ""
        of = _("{n} of {total}").format(n=published, total=total) if total else ""
        self._title("queue", _("Queue"), [], [Part(of)])
        recorded = self.session.recording
        marked = lines.marked(len(self._triage.marked)) + lines.recording(recorded.digit if recorded else 0)
        right = [Part(listed, "bright", True), *arrived]
        name = lines.title("inbox", _("Comments"), False)
        room = self.query_one("#inbox-title").size.width - _cells([*name, *marked, *right]) - 5
        banner = self._banner(room) or [Part(cut(order, max(8, room)))]
        self._title("inbox", _("Comments"), [Part("  "), *banner, *marked], right)
        self._title("topics", _("Topics"), [], [Part(age)])
        self._show_detail_title()
        missed = " " + _("{n} late").format(n=late) if late else ""
        tabs = [
            *self._tab("queue", _("Queue"), f"{published}/{total}{missed}"),
            *self._tab("inbox", _("Comments"), listed, [*marked, *arrived]),
            *self._tab("topics", _("Topics"), str(len(self.topics))),
        ]
        limited = order if inbox.filter or inbox.query else ""
        room = self.size.width - _cells(tabs) - 2
        self.query_one("#tabs", Bar).show(tabs, [Part(cut(limited, max(0, room)))])
        if self.session.rising.issues:
            self._show_day()

    def _tab(self, pane: str, name: str, count: str, more: list[Part] | None = None) -> list[Part]:
        return lines.tab(pane, name, count, self.active == pane, more or [])

    def _title(self, pane: str, name: str, left: list[Part], right: list[Part]) -> None:
        active = self.active == pane
        bar = self.query_one(f"#{pane}-title", Bar)
        bar.show([*lines.title(pane, name, active), *left], right, on="cursor" if active else "panel")

    def _show_detail_title(self) -> None:
        if self.detail_of == "inbox" and (comment := self.chosen_comment()):
            time = figures.when(comment.written_at, self.session.desk.now(), self._zone(comment))
            name = facts.called(comment, bare=self.bare(comment))
            post = self.session.plan.posts.get(comment.post)
            under = _("under “{title}”").format(title=post.title) if post else comment.post_ref
            self._title("detail", name, [Part(f"  {NAMES[comment.platform]} · {time}")], [Part(under[:40])])
        elif self.detail_of == "queue" and (item := self.chosen_item()):
            self._title("detail", item.post.title, [], [Part(f"P{item.post.id}")])
        elif self.detail_of == "topics" and (topic := self.chosen_topic()):
            self._title("detail", topic.topic.title, [], [])
        else:
            self._title("detail", _("Detail"), [], [])

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        place = self.detail_of if self.active == "detail" else self.active
        comment = self.chosen_comment() if place == "inbox" else None
        item = self.chosen_item() if place == "queue" else None
        topic = self.chosen_topic() if place == "topics" else None
        app = self.session
        return State(
            place="detail" if self.active == "detail" and place == "inbox" else place,  # type: ignore[arg-type]
            chosen=bool(comment or item or topic),
            flag_asked=bool(topic and self.flag_asked),
            comment_kind=comment.kind if comment else "",
            comment_state=comment.state if comment else "",
            comment_hidden=comment.hidden if comment else False,
            personal=bool(comment and revealing.types(comment)),
            marked=len(self._triage.marked) if place == "inbox" else 0,
            post_state=item.post.state if item else "",
            variant_state=item.variant.state if item and item.variant else "",
            published=bool(item and item.moment in ("published", "withdrawn")),
            has_variant=bool(item and item.variant),
            at_once=app.plan.may_go_now(item),
            by_api=place == "queue" and bool(app.plan.by_api),
            by_itself=bool(item and item.delivery),
            to_review=app.inbox.counts.unsure,
            filtered=bool(app.inbox.filter),
            rising=place == "inbox" and bool(app.rising.issues),
            views=frozenset(map(str, self._filter.views)),
            empty=not app.inbox.rows and not app.plan.posts and not app.desk.example,
            locked=app.locked,
        )

    def show_detail(self, *, keep_place: bool = False) -> None:
        self._pending = None
        now = self.session.desk.now()
        blocks: list[Block] = []
        if self.detail_of == "inbox":
            blocks = self.comment_blocks(now)
        elif self.detail_of == "queue" and (item := self.chosen_item()):
            blocks = facts.post_blocks(self.session.plan, item, now)
        elif self.detail_of == "topics" and (topic := self.chosen_topic()):
            blocks = facts.topic_blocks(topic, now, self.session.plan.zone)
        self.detail.show(blocks, keep_place=keep_place)
        self._show_detail_title()

    # What changes

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Records were changed, here or on another desk: draw those rows, keep the place."""
        if "comments" in changes:
            self.show_changed_comments(changes["comments"])
        if "leases" in changes:
            self.show_changed_leases(changes["leases"])
        if changes.keys() & {"posts", "variants", "deliveries", "accounts", "targets", "settings", "metrics"}:
            self.show_queue()
            if self.detail_of == "queue":
                self.show_detail()
        if changes.keys() & {"replies", "deliveries"}:
            self._count_unsent()
        if changes.keys() & {"replies", "variants", "posts", "metrics", "targets", "accounts"}:
            self._scoring.ask()
        if "views" in changes:
            self._filter.forget_views()
        if changes.keys() & {"headlines", "topics", "feeds", "mutes", "keywords", "programmes"}:
            self.load_topics()
        self.show_lines()
        self.show_footer()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.inbox_list.tick(now)
        if now - self._score_at >= SCORE_AGE:
            self._scoring.ask()
        self.show_queue()
        if self.detail_of == "queue":
            self.show_detail(keep_place=True)
        self.show_lines()
        if self._unsent and self._unsent.queued:
            self._count_unsent()

    # Verbs whose meaning depends on the pane

    def verb_open(self) -> None:
        """Open the chosen row."""
        pane = self.detail_of
        if pane == "inbox" and (comment := self.chosen_comment()):
            self._converse(comment, compose=False)
        elif pane == "queue" and (item := self.chosen_item()) and item.variant and item.to_measure:
            from screens.metrics import MetricsScreen

            self.app.push_screen(MetricsScreen(item.variant.id))
        elif pane == "queue" and (item := self.chosen_item()):
            self.edit_post(item.post.id, item.variant.id if item.variant else 0)
        elif pane == "topics" and (topic := self.chosen_topic()):
            from screens.topics import TopicsScreen

            self.app.push_screen(TopicsScreen(topic.topic.id))

    def verb_go_today(self) -> None:
        """Here already."""

    def verb_back(self) -> None:
        """From the detail back to its list; there, take the marks away, then clear the search."""
        if self.active == "detail":
            self.activate(self.detail_of)
        elif self._triage.marked and self.active == "inbox":
            self._triage.none()
        elif self.session.inbox.query:
            self._search.end()
        elif self.session.inbox.filter:
            self._filter.end()
        else:
            self.said = None

    def verb_quit(self) -> None:
        """Leave the desk."""
        self.app.exit()

    def verb_add(self) -> None:
        """Add here: a post, comments by hand, a topic's draft."""
        if self.detail_of == "topics":
            self.draft_topic()
        elif self.detail_of == "inbox":
            self.put_in_by_hand()
        else:
            self.add_post()

    def verb_search(self) -> None:
        """Search the pane in focus."""
        pane = self.detail_of
        if pane == "inbox":
            self._search.begin()
        else:
            self.ask("/", lambda text: self.search_rows(pane, text), hint=_("words of the title"))

    def search_rows(self, pane: str, text: str) -> None:
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

    def verb_trail_record(self) -> None:
        """What was done to what is chosen."""
        places: type[CommentVerbs | PostVerbs] = CommentVerbs if self.detail_of == "inbox" else PostVerbs
        places.verb_trail_record(self)

    def verb_copy_address(self) -> None:
        """Copy the address of what is chosen."""
        if self.detail_of == "inbox":
            self.copy_comment_address()
        elif self.detail_of == "queue":
            item = self.chosen_item()
            self.copy_address(item.variant.url if item and item.variant else "")
        else:
            topic = self.chosen_topic()
            self.copy_address(topic.address if topic else "")

    def verb_demo(self) -> None:
        """Open the demo desk."""
        self.app.exit(result="demo")


def _cells(parts: Iterable[Part]) -> int:
    return sum(text_width(part.text) for part in parts)
