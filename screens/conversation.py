"""Percakapan: the thread and the composer; beside them the comment, its post, the citizen and the history."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import revealing
from desk import thread as threads
from desk.history import History
from domain.accounts import NAMES
from domain.comments import Comment, Reply, owed
from screens import facts
from screens.foot import key_for, place_at
from screens.referring import referral_facts
from screens.replying import Replying
from screens.work import start
from widgets.bar import Bar, Part, Wall
from widgets.page import Block, Fact, Heading, Page, Words
from wording import _, figures, labels, n_

CHAIN = ("new", "triaged", "in_progress", "answered", "done")


class ConversationScreen(Replying):
    """One comment, and our answer to it."""

    DEFAULT_CSS = """
    ConversationScreen Area { border: none; padding: 0 2; background: $background; color: $foreground; }
    ConversationScreen Area.-writing { background: $cursor; }
    ConversationScreen Area:focus { border: none; }
    ConversationScreen Area .text-area--cursor-line { background: transparent; }
    ConversationScreen Area .text-area--cursor { background: $accent; color: $background; }
    """

    def __init__(
        self,
        comment: int,
        *,
        compose: bool,
        text: str = "",
        marked: dict[int, int] | None = None,
        bare: bool = False,
    ) -> None:
        """
        Args:
            marked: the comments an answer is for, with the revisions the admin saw, where it is for several.
            bare: this admin has revealed its personal data where they come from.
        """
        super().__init__()
        self._bare = comment if bare else 0
        self._comment_id = comment
        self._begin_text = text
        self._compose_at_once = compose
        self._marked = marked or {}
        self._side_only = False
        self._opened = False
        self._thread: Sequence[Comment | Reply] = ()
        self._earlier: Sequence[Comment] = ()
        self._history = History(self.session.desk)

    def compose(self) -> ComposeResult:
        """Where we are, how it stands; thread, composer, counts; the facts at the right."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Bar(on="cursor", id="thread-title")
        yield Page(id="thread")
        yield Bar(on="panel", id="reply-title")
        yield self.area
        yield Page(id="preview")
        yield Page(id="counts")
        yield Wall(id="wall")
        yield Page(id="side")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read the comment and what belongs to it."""
        self.area.cursor_blink = False
        self.area.left = self.stop_composing
        self.area.expanded = self.templating.expand
        self.turn_to(self._comment_id)
        if self._marked:
            self.answer_all(self._marked)
        if self._compose_at_once:
            self.begin_with(self._begin_text)
        self.ready()

    def chosen_comment(self) -> Comment | None:
        """The comment as it is stored now."""
        return self.session.inbox.comment(self._comment_id)

    def turn_to(self, id: int) -> None:
        """Show that comment, and what this admin has written to it."""
        self._comment_id = id
        self.open_draft(id)
        if comment := self.chosen_comment():
            self.session.calm.read(comment, self.session.desk.now())
        self._opened = True
        self._read_thread()
        self.place()
        self.show()
        self.query_one("#thread", Page).show(self._thread_blocks())

    def _read_thread(self) -> None:
        """Thread and earlier comments, off the loop: they go through all comments."""

        def work() -> tuple[Sequence[Comment | Reply], Sequence[Comment]]:
            comment = self.chosen_comment()
            if comment is None:
                return (), ()
            return threads.thread(self.session.desk, comment), threads.earlier(self.session.desk, comment)

        async def run() -> None:
            self._thread, self._earlier = await self.session.in_background(work)
            self.show()
            self.query_one("#thread", Page).show(self._thread_blocks(), keep_place=True)

        start(self, run, "thread", exclusive=True)

    def last_sent(self) -> Reply | None:
        """Our last reply to the comment that was sent."""
        ours = (one for one in self._thread if isinstance(one, Reply) and one.comment == self._comment_id)
        return max((one for one in ours if one.state == "sent"), key=lambda one: one.sent_at, default=None)

    def show_bare(self) -> None:
        """The comment again, its personal data shown or hidden."""
        self.show()
        self.query_one("#thread", Page).show(self._thread_blocks(), keep_place=True)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted and self._opened:
            self.place()
            self.show()

    def place(self) -> None:
        """Thread, composer and counts one under the other; the facts beside them, or in their stead."""
        columns, rows = self.size if self.size.area else self.app.size
        wide = columns >= 110
        side = (45 if columns < 160 else 60) if wide else 0
        width = columns - side - (1 if side else 0)
        reply = (max(4, (rows - 3) // 4) if self.replying else 0) if not (self._side_only and not wide) else 0
        counts = (4 if rows >= 30 else 3 if rows >= 24 else 1) if reply else 0
        body = rows - 3
        thread = body - 1 - (reply + 1 if reply else 0) - counts
        y = 3 + thread
        hidden = self._side_only and not wide
        regions = {
            "header": Region(0, 0, columns, 1),
            "stand": Region(0, 1, columns, 1),
            "thread-title": Region(0, 2, width, 1),
            "thread": Region() if hidden else Region(0, 3, width, thread),
            "reply-title": Region(0, y, width, 1) if reply else Region(),
            "reply": Region(0, y + 1, width, reply) if reply and self.composing else Region(),
            "preview": Region(0, y + 1, width, reply) if reply and not self.composing else Region(),
            "counts": Region(0, y + 1 + reply, width, counts) if counts else Region(),
            "wall": Region(width, 2, 1, body) if side else Region(),
            "side": Region(width + 1, 2, side, body)
            if side
            else Region(0, 3, columns, body - 1)
            if hidden
            else Region(),
            "footer": Region(0, rows - 1, columns, 1),
        }
        for name, region in regions.items():
            place_at(self.query_one(f"#{name}"), region)

    # What it says

    def show(self) -> None:
        """Where we are, how it stands, the reply, the facts."""
        comment = self.chosen_comment()
        if comment is None:
            self.warn(_("It is no longer there; somebody removed it."))
            return
        desk, plan = self.session.desk, self.session.plan
        zone, now = plan.zone_of(plan.accounts.get(comment.account)), desk.now()
        name = facts.called(comment, bare=self.bare(comment))
        path = [Part(" Meja Humas › " + _("Comments") + " › "), Part(name, "bright", True)]
        others = f"{key_for('comment.next')} {key_for('comment.previous')}"
        which = _("others")
        if self.among and comment.id in self.among:
            which = _("{n} of {total}").format(n=list(self.among).index(comment.id) + 1, total=len(self.among))
        self.query_one("#header", Bar).show(
            path, [Part(f"K{comment.id}   "), Part(others, "accent", True), Part(f" {which}")]
        )
        self._show_stand(comment, now, zone)
        shown = len(self._shown_thread())
        messages = n_("{n} message", "{n} messages", shown).format(n=shown)
        head = [
            Part("▌", "accent", True),
            Part("1 ", "accent", True),
            Part(_("Details") if self._side_only else _("Conversation"), "bright", True),
        ]
        who = self.session.leases.held_by(comment.id)
        held = [Part(labels.opened_by(who) + "   ", "warning", True)] if who else []
        self.query_one("#thread-title", Bar).show(head, [*held, Part(f"{NAMES[comment.platform]} · {messages}")])
        self.show_reply()
        self.query_one("#side", Page).show(self._side_blocks(comment, now, zone), keep_place=True)
        self.show_footer()

    def _show_stand(self, comment: Comment, now: int, zone: str) -> None:
        chain: list[Part] = [Part(" ")]
        states = CHAIN if comment.state in CHAIN else (*CHAIN[:3], comment.state, "done")
        for place, state in enumerate(states):
            here = state == comment.state
            chain += [Part("  ›  ")] if place else []
            chain.append(Part(labels.comment_state(state), "accent" if here else "muted", here))
        right = [Part(_("deadline") + " ")] if owed(comment) else []
        self.query_one("#stand", Bar).show(chain, right + list(facts.deadline_parts(comment, now, zone))[:2])

    def _thread_blocks(self) -> list[Block]:
        comment = self.chosen_comment()
        if comment is None:
            return []
        zone = self.session.plan.zone_of(self.session.plan.accounts.get(comment.account))
        thread = self._shown_thread() or [comment]
        now, bare = self.session.desk.now(), self.bare(comment)
        return [None, *facts.thread_blocks(thread, comment.id, now, zone, bare=bare)]

    def _shown_thread(self) -> list[Comment | Reply]:
        """All but this admin's own draft, which stands in the composer."""
        me = self.session.desk.actor
        return [one for one in self._thread if not (isinstance(one, Reply) and one.state == "draft" and one.by == me)]

    def _side_blocks(self, comment: Comment, now: int, zone: str) -> list[Block]:
        plan, alike = self.session.plan, self.session.inbox.count_alike(comment)
        reveal = "" if self.bare(comment) else key_for("comment.unmask")
        told = facts.comment_facts(comment, now, zone, alike, reveal=reveal)
        blocks: list[Block] = [Heading(_("Comment")), None, *told, None]
        if referred := referral_facts(comment, now, zone):
            blocks += [Heading(_("Referral")), None, *referred, None]
        blocks += facts.post_under(plan, comment)
        blocks += [None, Heading(_("This citizen"), str(len(self._earlier)) if self._earlier else ""), None]
        for one in self._earlier[:5]:
            state = labels.comment_state(one.state)
            blocks.append(
                Fact(
                    figures.when(one.written_at, now, zone).rpartition(" ")[0] or figures.clock(one.written_at, zone),
                    (Part(labels.kind(one.kind), "foreground"), Part(f"  {state}", "muted")),
                )
            )
        if not self._earlier:
            blocks.append(Words(_("first comment we know of"), "muted", False, 2))
        blocks += [None, Heading(_("History")), None]
        blocks += facts.history_blocks(self._history.deeds("comments", comment.id), now, zone)
        if comment.received_at:
            arrived = figures.when(comment.received_at, now, zone)
            blocks.append(Fact(arrived, (Part(_("came in"), "foreground"),)))
        return blocks

    def footer_parts(self) -> list[Part]:
        """While writing all keys write; else the verbs."""
        if self.composing:
            return [Part(" esc", "accent", True), Part(" " + _("stop writing; the draft is kept"), "muted")]
        return super().footer_parts()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        comment = self.chosen_comment()
        return State(
            place="preview" if self.previewing else "conversation",
            chosen=comment is not None,
            comment_kind=comment.kind if comment else "",
            comment_state=comment.state if comment else "",
            comment_hidden=comment.hidden if comment else False,
            personal=bool(comment and revealing.types(comment)),
            locked=self.session.locked,
            by_api=self.previewing and self.by_api(),
            among=len(self.among),
        )

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something: show it; what is being written stays as it is."""
        if changes.keys() & {"comments", "replies", "audit"}:
            if "replies" in changes and not self.composing and not self.area.text:
                self.load_draft(self._comment_id)  # An answer that was taken back is a draft again.
                self.place()
            self.show()
            self._read_thread()
        elif "leases" in changes:
            self.show()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self.show()

    # Moving

    def verb_pane(self, pane: str) -> None:
        """On a narrow screen: the thread or the facts."""
        self._side_only = not self._side_only
        self.place()
        self.show()

    def _page_in_view(self) -> Page:
        return self.query_one("#side" if self._side_only else "#thread", Page)

    def verb_down(self) -> None:
        """One row down."""
        self._page_in_view().scroll_rows(1)

    def verb_up(self) -> None:
        """One row up."""
        self._page_in_view().scroll_rows(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self._page_in_view().scroll_rows(10)

    def verb_page_up(self) -> None:
        """One page up."""
        self._page_in_view().scroll_rows(-10)

    def verb_comment_next(self) -> None:
        """The next comment."""
        self._step(1)

    def verb_comment_previous(self) -> None:
        """The previous comment."""
        self._step(-1)

    def _step(self, step: int) -> None:
        from screens.today import TodayScreen

        self.autosave()
        if self.among:
            ids = list(self.among)
            at = ids.index(self._comment_id) + step if self._comment_id in self.among else 0
            self.turn_to(ids[at % len(ids)])
            return
        for screen in self.app.screen_stack:
            if isinstance(screen, TodayScreen) and (id := screen.step_comment(step)):
                self.turn_to(id)

    def answered(self, ids: set[int]) -> None:
        """They lose their marks in the list."""
        from screens.today import TodayScreen

        for screen in self.app.screen_stack:
            if isinstance(screen, TodayScreen):
                screen.restore_marks({id: rev for id, rev in screen.marks.items() if id not in ids})

    def finished(self) -> None:
        """The next comment."""
        self._step(1)

    def verb_copy_address(self) -> None:
        """Copy the comment's address."""
        self.copy_comment_address()
