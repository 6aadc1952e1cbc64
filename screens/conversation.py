"""Percakapan: the thread and the composer; beside them the comment, its post, the citizen and the history."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.timer import Timer
from textual.widgets import TextArea

from commands import State
from desk import checks
from desk import comments as use
from desk import thread as threads
from desk.history import History
from desk.replies import draft_of
from domain.accounts import COMMENT_LIMITS, NAMES, label
from domain.comments import Comment, Reply, owed
from domain.outcomes import Done
from domain.templates import unfilled
from screens import facts
from screens.foot import key_for, place_at
from screens.referring import referral_facts
from screens.templating import Templating
from screens.verbs import CommentVerbs
from screens.work import start
from widgets.bar import Bar, Part, Wall
from widgets.page import Block, Fact, Heading, Page, Words
from widgets.typing import Area
from wording import _, figures, labels, n_, results
from wording.tone import sounds

AUTOSAVE = 1.0
"""Seconds of rest after which what was typed is stored."""
LISTEN = 0.3
"""Seconds of rest after which the desk says how the reply sounds."""
CHAIN = ("new", "triaged", "in_progress", "answered", "done")


class ConversationScreen(CommentVerbs):
    """One comment, and our answer to it."""

    DEFAULT_CSS = """
    ConversationScreen Area { border: none; padding: 0 2; background: $background; color: $foreground; }
    ConversationScreen Area.-writing { background: $cursor; }
    ConversationScreen Area:focus { border: none; }
    ConversationScreen Area .text-area--cursor-line { background: transparent; }
    ConversationScreen Area .text-area--cursor { background: $accent; color: $background; }
    """

    def __init__(self, comment: int, *, compose: bool, text: str = "") -> None:
        super().__init__()
        self._comment_id = comment
        self._begin_with = text
        self._compose_at_once = compose
        self._composing = False
        self._side_only = False
        self._saved_at = 0
        self._saved_text = ""
        self._due: Timer | None = None
        self._listening: Timer | None = None
        self._tone: tuple[str, ...] = ()
        self._seen: Comment | None = None
        self._thread: Sequence[Comment | Reply] = ()
        self._earlier: Sequence[Comment] = ()
        self._history = History(self.session.desk)
        self._templating = Templating(self)

    def compose(self) -> ComposeResult:
        """Where we are, how it stands; thread, composer, counts; the facts at the right."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Bar(on="cursor", id="thread-title")
        yield Page(id="thread")
        yield Bar(on="panel", id="reply-title")
        yield Area(id="reply", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Page(id="counts")
        yield Wall(id="wall")
        yield Page(id="side")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read the comment and what belongs to it."""
        self.area.cursor_blink = False
        self.area.left = self._stop_composing
        self.area.expanded = self._templating.expand
        self._open(self._comment_id)
        if self._compose_at_once:
            self.verb_comment_reply()
            self._add(self._begin_with)
        self.ready()

    @property
    def area(self) -> Area:
        """Where the reply is written."""
        return self.query_one("#reply", Area)

    def chosen_comment(self) -> Comment | None:
        """The comment as it is stored now."""
        return self.session.inbox.comment(self._comment_id)

    def _open(self, id: int) -> None:
        self._comment_id = id
        self._seen = self.chosen_comment()
        self._load_draft()
        self._set_composing(False)
        self._read_thread()
        self._place()
        self._show()
        self.query_one("#thread", Page).show(self._thread_blocks())

    def _load_draft(self) -> None:
        """What this admin has written so far, here or before."""
        draft = draft_of(self.session.desk, self._comment_id)
        self._saved_text = draft.text if draft else ""
        self._saved_at = draft.written_at if draft else 0
        self.area.load_text(self._saved_text)
        self._listen()

    def _listen(self) -> None:
        """How what is written sounds; worked out off the loop."""
        text = self.area.text

        async def run() -> None:
            found = await self.session.in_background(lambda: checks.tone(text)) if text else ()
            self._tone = tuple(sounds(one.tone, text[one.start : one.end]) for one in found)
            if self.is_mounted and self._replying:
                self._show()

        start(self, run, "tone", exclusive=True)

    def _read_thread(self) -> None:
        """Thread and earlier comments, off the loop: they go through all comments."""

        def work() -> tuple[Sequence[Comment | Reply], Sequence[Comment]]:
            comment = self.chosen_comment()
            if comment is None:
                return (), ()
            return threads.thread(self.session.desk, comment), threads.earlier(self.session.desk, comment)

        async def run() -> None:
            self._thread, self._earlier = await self.session.in_background(work)
            self._show()
            self.query_one("#thread", Page).show(self._thread_blocks(), keep_place=True)

        start(self, run, "thread", exclusive=True)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted and self._seen is not None:
            self._place()
            self._show()

    @property
    def _replying(self) -> bool:
        return self._composing or bool(self.area.text)

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        wide = columns >= 110
        side = (45 if columns < 160 else 60) if wide else 0
        width = columns - side - (1 if side else 0)
        reply = (max(4, (rows - 3) // 4) if self._replying else 0) if not (self._side_only and not wide) else 0
        counts = 3 if reply and rows >= 24 else 1 if reply else 0
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
            "reply": Region(0, y + 1, width, reply) if reply else Region(),
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

    def _show(self) -> None:
        comment = self.chosen_comment()
        if comment is None:
            self.warn(_("It is no longer there; somebody removed it."))
            return
        desk, plan = self.session.desk, self.session.plan
        account = plan.accounts.get(comment.account)
        zone, now = plan.zone_of(account), desk.now()
        name = f"@{comment.handle}" if comment.handle else comment.author or _("(no name)")
        path = [Part(" Meja Humas › " + _("Comments") + " › "), Part(name, "bright", True)]
        others = f"{key_for('comment.next')} {key_for('comment.previous')}"
        self.query_one("#header", Bar).show(
            path, [Part(f"K{comment.id}   "), Part(others, "accent", True), Part(" " + _("others"))]
        )
        self._show_stand(comment, now, zone)
        shown = len(self._shown_thread())
        messages = n_("{n} message", "{n} messages", shown).format(n=shown)
        head = [
            Part("▌", "accent", True),
            Part("1 ", "accent", True),
            Part(_("Details") if self._side_only else _("Conversation"), "bright", True),
        ]
        self.query_one("#thread-title", Bar).show(head, [Part(f"{NAMES[comment.platform]} · {messages}")])
        self._show_reply(comment, now, zone, label(account) if account else "")
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
        return [None, *facts.thread_blocks(thread, self._comment_id, self.session.desk.now(), zone)]

    def _shown_thread(self) -> list[Comment | Reply]:
        """All but this admin's own draft, which stands in the composer."""
        me = self.session.desk.actor
        return [one for one in self._thread if not (isinstance(one, Reply) and one.state == "draft" and one.by == me)]

    def _show_reply(self, comment: Comment, now: int, zone: str, account: str) -> None:
        on = "cursor" if self._composing else "panel"
        name = f"@{comment.handle}" if comment.handle else comment.author
        head = [Part("▌" if self._composing else " ", "accent", True), Part("2 ", "accent", True)]
        head.append(Part(_("Reply to {name}").format(name=name), "bright", True))
        saved = (
            _("saved {time}").format(time=figures.clock(self._saved_at, zone)) if self._saved_at else _("not yet saved")
        )
        as_ = _("as {account}").format(account=account)
        self.query_one("#reply-title", Bar).show(head, [Part(f"{as_} · {saved}")], on=on)
        length, limit = len(self.area.text), COMMENT_LIMITS[comment.platform]
        count = f"{figures.number(length)}/{figures.number(limit)}"
        over = "  " + _("{n} too many").format(n=length - limit) if length > limit else ""
        ink = "error" if over else "foreground"
        blocks: list[Block] = [Fact(_("length"), (Part(count, ink), Part(over, "error")))]
        if self._tone:
            more = f"  +{len(self._tone) - 1}" if len(self._tone) > 1 else ""
            blocks.append(Fact(_("tone"), (Part(self._tone[0], "warning"), Part(more, "muted"))))
        blocks[:0] = self._templating.blocks()
        if not self._composing:
            keys = (
                Part(f"{key_for('reply.copy')} ", "accent", True),
                Part(_("copy") + "   ", "muted"),
                Part(f"{key_for('reply.sent')} ", "accent", True),
                Part(_("record as sent") + "   ", "muted"),
                Part(f"{key_for('reply.edit')} ", "accent", True),
                Part(_("write on"), "muted"),
            )
            blocks.insert(0, Fact(_("preview"), keys))
        self.query_one("#counts", Page).show(blocks, keep_place=True)

    def _side_blocks(self, comment: Comment, now: int, zone: str) -> list[Block]:
        plan, alike = self.session.plan, self.session.inbox.count_alike(comment)
        blocks: list[Block] = [Heading(_("Comment")), None, *facts.comment_facts(comment, now, zone, alike), None]
        if told := referral_facts(comment, now, zone):
            blocks += [Heading(_("Referral")), None, *told, None]
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
        if self._composing:
            return [Part(" esc", "accent", True), Part(" " + _("stop writing; the draft is kept"), "muted")]
        return super().footer_parts()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        comment = self.chosen_comment()
        previewing = bool(self.area.text) and not self._composing
        return State(
            place="preview" if previewing else "conversation",
            chosen=comment is not None,
            comment_kind=comment.kind if comment else "",
            comment_state=comment.state if comment else "",
            comment_hidden=comment.hidden if comment else False,
            can_undo=bool(self.session.desk.done),
            locked=self.session.locked,
        )

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody changed something: show it; what is being written stays as it is."""
        if changes.keys() & {"comments", "replies", "audit"}:
            if "replies" in changes and not self._replying:
                self._load_draft()  # An answer that was taken back is a draft again.
                self._place()
            self._show()
            self._read_thread()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show()

    # Writing

    def verb_comment_reply(self) -> None:
        """Write; the comment as it is now is what the admin answers."""
        self._seen = self.chosen_comment()
        self._set_composing(True)
        self._place()
        self.set_focus(self.area)
        self.area.move_cursor(self.area.document.end)
        self._show()

    def write_to(self, comment: Comment, text: str) -> None:
        """Write on, beginning with that text."""
        self.verb_comment_reply()
        self._add(text)

    def _add(self, text: str) -> None:
        """Put a text at the end of what was written before; once is enough."""
        if text and text not in self.area.text:
            self.area.move_cursor(self.area.document.end)
            self.area.insert(f"\n\n{text}" if self.area.text else text)

    def _set_composing(self, composing: bool) -> None:
        """Only while writing can the text be entered, by tab or by the mouse."""
        self._composing = composing
        self.area.read_only = not composing
        self.area.can_focus = composing
        self.area.set_class(composing, "-writing")

    verb_reply_edit = verb_comment_reply

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Another letter: count it, and store the draft once the keys rest."""
        if not self._composing:
            return
        if self._due:
            self._due.stop()
        self._due = self.set_timer(AUTOSAVE, self._autosave)
        if self._listening:
            self._listening.stop()
        self._listening = self.set_timer(LISTEN, self._listen)
        if comment := self.chosen_comment():
            plan = self.session.plan
            account = plan.accounts.get(comment.account)
            zone = plan.zone_of(account)
            self._show_reply(comment, self.session.desk.now(), zone, label(account) if account else "")

    def _autosave(self) -> None:
        self._due = None
        text, comment = self.area.text, self.chosen_comment()
        if comment is None or text == self._saved_text:
            return
        desk = self.session.desk

        async def run() -> None:
            await self._carry_out(lambda _rev: use.save_draft(desk, comment, text), None, kept, quiet=True)

        def kept(done: Done) -> None:
            if self._comment_id == comment.id:
                self._saved_text, self._saved_at = text, desk.now()
                self._show()

        start(self, run, "draft")

    def keep_drafts(self) -> None:
        """Store what was typed, now: the line is cut."""
        comment = self.chosen_comment()
        if comment is not None and self.area.text != self._saved_text:
            use.save_draft(self.session.desk, comment, self.area.text)

    def _stop_composing(self) -> None:
        self._set_composing(False)
        self.set_focus(None)
        if self._due:
            self._due.stop()
        self._autosave()
        self._place()
        self._show()

    def verb_reply_template(self) -> None:
        """Choose a template."""
        self._templating.choose()

    def verb_reply_copy(self) -> None:
        """Show and copy the reply, unless a field of it is still to be filled in."""
        if missing := unfilled(self.area.text):
            self.warn(results.refused("unfilled", {"fields": ", ".join(missing)}))
            return
        self.copied(self.area.text, _("Reply to K{id}").format(id=self._comment_id))

    def verb_reply_sent(self) -> None:
        """Record it as sent, against the comment as the admin saw it when writing began."""
        comment, text, desk = self._seen, self.area.text, self.session.desk
        if comment is None:
            return

        def sent(done: Done) -> None:
            self.area.load_text("")
            self._saved_text, self._saved_at = "", 0
            self._place()
            self._show()

        self.carry_out(lambda rev: use.mark_sent(desk, comment, text, rev=rev), comment.rev, sent)

    # Moving

    def verb_pane(self, pane: str) -> None:
        """On a narrow screen: the thread or the facts."""
        self._side_only = not self._side_only
        self._place()
        self._show()

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

        self.keep_drafts_soon()
        for screen in self.app.screen_stack:
            if isinstance(screen, TodayScreen) and (id := screen.step_comment(step)):
                self._open(id)

    def keep_drafts_soon(self) -> None:
        """Store what was typed before going on."""
        self._autosave()

    def finished(self) -> None:
        """The next comment."""
        self._step(1)

    def verb_copy_address(self) -> None:
        """Copy the comment's address."""
        self.copy_comment_address()
