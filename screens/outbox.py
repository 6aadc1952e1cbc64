"""Antrean kirim: replies that wait, failed, or of which nobody knows; what needs somebody stands first."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from commands import State
from desk import outbox as use
from domain.accounts import SHORT, label
from domain.comments import Comment, Reply
from screens import lines, previewing
from screens.foot import key_for, place_at
from screens.framed import ListScreen
from screens.work import start
from widgets.bar import Bar, Part
from widgets.grid import wide
from widgets.page import Block, Both, Fact, Page, Words
from widgets.rows import Rows
from wording import _, figures, labels, n_
from wording.replies import why


class OutboxList(Rows):
    """A reply a row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.replies: Sequence[Reply] = ()
        self.names: dict[int, str] = {}
        self.active = True
        self.now = 0

    def count(self) -> int:
        """How many there are."""
        return len(self.replies)

    @property
    def chosen(self) -> Reply | None:
        """The chosen reply."""
        return self.replies[self.cursor] if self.cursor < len(self.replies) else None

    def show(self, replies: Sequence[Reply], names: dict[int, str], now: int) -> None:
        """List these; the chosen one stays chosen where it is still there."""
        before = self.chosen
        self.replies, self.names, self.now = replies, names, now
        wanted = next((at for at, one in enumerate(replies) if before and one.id == before.id), self.cursor)
        self.reset(wanted)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """How it stands, whom it answers, what it says, who wrote it, since when, platform."""
        one = self.replies[index]
        line = self.line("cursor" if chosen else "background")
        ink, quiet = ("bright", "bright") if chosen else ("foreground", "muted")
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=chosen)
        state = labels.reply_state(one.state) if self.size.width >= 96 else labels.short_reply_state(one.state)
        if one.state == "draft":
            state = _("returned") if one.returned_by else _("agreed: post it")
        line.field(state, 21 if self.size.width >= 96 else 17, previewing.INK.get(one.state, "success"), bold=chosen)
        line.field(self.names.get(one.comment, f"K{one.comment}"), 18, ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        writer = 9 if self.size.width >= 96 else 0
        text = why(one) if one.error else " ".join(one.text.split())
        line.field(text, max(0, line.left - 11 - writer), ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        line.field(labels.person(one.by), writer, quiet, bold=chosen)
        line.field(figures.span(self.now - one.queued_at) if one.queued_at else "", 6, quiet, bold=chosen, right=True)
        line.gap(1, ink, bold=chosen)
        line.field(SHORT[one.platform], 3, quiet, bold=chosen)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: that it is empty."""
        return self.line().strip() if self.replies else self.empty_line(y)


class OutboxScreen(ListScreen):
    """All that has not gone out."""

    def __init__(self) -> None:
        super().__init__()
        self._comments: dict[int, Comment] = {}
        self._careful: dict[int, list[Block]] = {}

    def compose(self) -> ComposeResult:
        """Where we are; how it stands; the list; the chosen one in full."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield OutboxList(id="outbox")
        yield Bar(on="panel", id="detail-title")
        yield Page(id="detail")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Read what there is."""
        self.place_frame()
        self.show_path(_("Outbox"))
        self.body.empty = [("", _("Every reply has gone out.")), ("", "")]
        self.hold()
        self._read()

    @property
    def body(self) -> OutboxList:
        """The list."""
        return self.query_one("#outbox", OutboxList)

    def place_frame(self) -> None:
        """The detail has a third, where there is room for one."""
        super().place_frame()
        columns, rows = self.size if self.size.area else self.app.size
        detail = min(14, (rows - 3) // 2) if rows >= 20 else 0
        place_at(self.body, Region(0, 2, columns, rows - 3 - detail))
        place_at(self.query_one("#detail-title"), Region(0, rows - 1 - detail, columns, 1) if detail else Region())
        place_at(self.query_one("#detail"), Region(0, rows - detail, columns, detail - 1) if detail else Region())

    def _read(self) -> None:
        session = self.session

        def work() -> list[Reply]:
            desk = session.desk
            found, repo = use.listed(desk), desk.store.repo("comments", Comment)
            self._comments = {id: one for id in {one.comment for one in found} if (one := repo.get(id))}
            asked = (one for one in found if one.state == "awaiting")
            self._careful = {one.id: previewing.careful(desk, one.text) for one in asked}
            return found

        async def run() -> None:
            self._show(await session.in_background(work))
            self.ready()

        start(self, run, "outbox", exclusive=True)

    def _show(self, found: Sequence[Reply]) -> None:
        names = {id: f"@{one.handle}" if one.handle else one.author for id, one in self._comments.items()}
        self.body.show(found, names, self.session.desk.now())
        stands = use.counts(self.session.desk)
        told = n_("{n} reply", "{n} replies", len(found)).format(n=figures.number(len(found)))
        parts = [Part(f" {told}", "foreground"), *lines.unsent(stands, wide(self.size.width))]
        if stands.queued:
            parts.append(Part("   " + _("{n} queued").format(n=figures.number(stands.queued)), "accent"))
        order = [Part(_("what needs somebody first") + " ")] if found else []
        self.query_one("#stand", Bar).show(parts, order)
        self._show_detail()
        self.show_footer()

    def _show_detail(self) -> None:
        reply, now = self.body.chosen, self.session.desk.now()
        title, page = self.query_one("#detail-title", Bar), self.query_one("#detail", Page)
        if reply is None:
            title.show([Part("")])
            page.show([])
            return
        account, comment = self.session.plan.accounts.get(reply.account), self._comments.get(reply.comment)
        zone = self.session.plan.zone_of(account)
        to = f"@{comment.handle}" if comment and comment.handle else comment.author if comment else ""
        words = _("{who} to {name}").format(who=labels.person(reply.by), name=to) if to else labels.person(reply.by)
        title.show([Part(f" K{reply.comment}  ", "accent", True), Part(words, "bright", True)])
        blocks: list[Block] = [Fact(_("state"), previewing.standing(reply, now, zone))]
        if reply.state == "draft" and reply.returned_by:
            words = f"{labels.person(reply.returned_by)}: {reply.return_reason}"
            blocks = [Fact(_("returned"), (Part(words, "warning"),))]
        elif reply.approved_by:
            own = "  " + _("their own, for want of another admin") if reply.own_approval else ""
            agreed = _("agreed: {who}").format(who=labels.person(reply.approved_by))
            blocks.append(Fact(_("approval"), (Part(agreed, "success"), Part(own, "warning"))))
        blocks += self._careful.get(reply.id, [])
        if comment is not None:
            blocks += [Fact(_("citizen"), (Part(comment.text or _("(no text)"), "foreground"),))]
            name = label(account) if account else ""
            blocks += [None, *previewing.preview_blocks(reply.text, comment, name, by_api=reply.by_api)]
        else:
            blocks.append(Words(reply.text, "bright"))
        page.show(blocks)

    def on_rows_moved(self, _event: Rows.Moved) -> None:
        """Another one is chosen."""
        self._show_detail()
        self.show_footer()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        super().on_resize(event)
        self._show_detail()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """A reply went on its way, here or on another desk."""
        if changes.keys() & {"replies", "comments"}:
            self._read()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show(self.body.replies)

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        one = self.body.chosen
        return State(
            place="outbox",
            chosen=one is not None,
            reply_state=one.state if one else "",
            own_reply=one is not None and one.by == self.session.desk.actor,
            among=len(use.alike(self.session.desk, one)) if one else 0,
        )

    # What is done to the chosen one

    def verb_open(self) -> None:
        """The conversation."""
        if one := self.body.chosen:
            from screens.conversation import ConversationScreen

            self.app.push_screen(ConversationScreen(one.comment, compose=False))

    def verb_go_outbox(self) -> None:
        """Here already."""

    def verb_outgoing_copy(self) -> None:
        """Show and copy the text."""
        if one := self.body.chosen:
            self.copied(one.text, _("Reply to K{id}").format(id=one.comment))

    def verb_outgoing_approve(self) -> None:
        """Agree to it."""
        if one := self.body.chosen:
            self.carry_out(lambda rev: use.approve(self.session.desk, one.id, rev=rev), one.rev)

    def verb_outgoing_all(self) -> None:
        """The same to all that are alike."""
        if one := self.body.chosen:
            desk, reply = self.session.desk, one
            self.carry_out(lambda _rev: use.with_all_alike(desk, reply))

    def verb_outgoing_return(self) -> None:
        """Return it, with a reason."""
        if one := self.body.chosen:
            desk = self.session.desk
            self.ask(
                _("reason"),
                lambda text: self.carry_out(lambda rev: use.send_back(desk, one.id, text, rev=rev), one.rev),
                hint=_("in a few words"),
            )

    def verb_outgoing_draft(self) -> None:
        """Take it out."""
        if one := self.body.chosen:
            self.carry_out(lambda rev: use.pull_back(self.session.desk, one.id, rev=rev), one.rev)

    def verb_outgoing_sent(self) -> None:
        """It is on the platform."""
        if one := self.body.chosen:
            self.carry_out(lambda rev: use.record_sent(self.session.desk, one.id, rev=rev), one.rev)

    def verb_outgoing_again(self) -> None:
        """Send it now. Where nobody knows whether the public has it, that is asked first."""
        one = self.body.chosen
        if one is None:
            return
        desk, reply = self.session.desk, one

        def again() -> None:
            self.carry_out(lambda rev: use.again(desk, reply.id, rev=rev), reply.rev)

        if one.state != "unknown":
            again()
            return
        blocks: list[Block] = [
            None,
            Words(_("It may be on the platform already. Look there first: the public would read it twice."), "bright"),
            None,
            _answer(key_for("outgoing.again"), _("it is not there: send it again")),
            _answer(key_for("outgoing.sent"), _("it is there: record it as sent")),
            _answer("esc", _("leave it as it is")),
        ]
        keys = {key_for("outgoing.again"): again, key_for("outgoing.sent"): self.verb_outgoing_sent}
        self.open_panel(_("Send it again?"), blocks, columns=72, rows=11, keys=keys)


def _answer(key: str, words: str) -> Block:
    return Both((Part(f"{key} ", "accent", True), Part(words, "foreground")))
