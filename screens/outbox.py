"""Antrean kirim: replies and posts that wait, failed, or of which nobody knows; what needs somebody stands first."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from commands import State
from desk import outbox as use
from domain.accounts import SHORT
from domain.comments import Reply
from domain.deliveries import Delivery
from screens import lines, previewing
from screens.foot import key_for, place_at
from screens.framed import ListScreen
from screens.outgoing import Outgoing, outgoing
from screens.work import start
from widgets.bar import Bar, Part
from widgets.grid import wide
from widgets.page import Block, Both, Page, Words
from widgets.rows import Rows
from wording import _, figures, labels


class OutboxList(Rows):
    """One a row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: Sequence[Outgoing] = ()
        self.active = True
        self.now = 0

    def count(self) -> int:
        """How many there are."""
        return len(self.entries)

    @property
    def chosen(self) -> Outgoing | None:
        """The chosen one."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def show(self, entries: Sequence[Outgoing], now: int) -> None:
        """List these; the chosen one stays chosen where it is still there."""
        before = self.chosen
        self.entries, self.now = entries, now
        same = (at for at, found in enumerate(entries) if before and _is_same(found, before))
        self.reset(next(same, self.cursor))

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """How it stands, whom it answers, what it says, who wrote it, since when, platform."""
        entry, broad = self.entries[index], self.size.width >= 96
        one = entry.one
        line = self.line("cursor" if chosen else "background")
        ink, quiet = ("bright", "bright") if chosen else ("foreground", "muted")
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=chosen)
        line.field(entry.state(not broad), 21 if broad else 17, previewing.INK.get(one.state, "success"), bold=chosen)
        line.field(entry.name, 18, ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        writer = 9 if broad else 0
        text = entry.trouble or " ".join(entry.said.split())
        line.field(text, max(0, line.left - 11 - writer), ink, bold=chosen)
        line.gap(1, ink, bold=chosen)
        line.field(labels.person(one.by), writer, quiet, bold=chosen)
        waited = figures.span(self.now - entry.since) if 0 < entry.since <= self.now else ""
        line.field(waited, 6, quiet, bold=chosen, right=True)
        line.gap(1, ink, bold=chosen)
        line.field(SHORT[one.platform], 3, quiet, bold=chosen)
        return line.strip()

    def below(self, y: int) -> Strip:
        """In an empty list: that it is empty."""
        return self.line().strip() if self.entries else self.empty_line(y)


def _is_same(one: Outgoing, other: Outgoing) -> bool:
    return type(one.one) is type(other.one) and one.one.id == other.one.id


class OutboxScreen(ListScreen):
    """All that has not gone out."""

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
        self.body.empty = [("", _("All replies and posts have gone out.")), ("", "")]
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

        async def run() -> None:
            self._show(await session.in_background(lambda: outgoing(session.desk)))
            self.ready()

        start(self, run, "outbox", exclusive=True)

    def _show(self, found: Sequence[Outgoing]) -> None:
        self.body.show(found, self.session.desk.now())
        stands = use.counts(self.session.desk)
        told = [Part(" " + _("{n} listed").format(n=figures.number(len(found))), "foreground")] if found else []
        parts = [*told, *lines.unsent(stands, wide(self.size.width))]
        if stands.queued:
            parts.append(Part("   " + _("{n} queued").format(n=figures.number(stands.queued)), "accent"))
        order = [Part(_("what needs somebody first") + " ")] if found else []
        self.query_one("#stand", Bar).show(parts, order)
        self._show_detail()
        self.show_footer()

    def _show_detail(self) -> None:
        chosen = self.body.chosen
        title, page = self.query_one("#detail-title", Bar), self.query_one("#detail", Page)
        title.show(chosen.heading() if chosen else [Part("")])
        page.show(list(chosen.blocks(self.session.plan, self.session.desk.now())) if chosen else [])

    def on_rows_moved(self, _event: Rows.Moved) -> None:
        """Another one is chosen."""
        self._show_detail()
        self.show_footer()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        super().on_resize(event)
        self._show_detail()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something went on its way, here or on another desk."""
        if changes.keys() & {"replies", "comments", "deliveries", "posts", "variants"}:
            self._read()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._read()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        chosen, desk = self.body.chosen, self.session.desk
        if chosen is None:
            return State(place="outbox")
        return State(
            place="outbox",
            chosen=True,
            reply_state=chosen.one.state,
            own_reply=chosen.one.by == desk.actor,
            among=chosen.among(desk),
            has_variant=isinstance(chosen.one, Delivery),
        )

    # What is done to the chosen one

    def verb_open(self) -> None:
        """To what it belongs to."""
        if chosen := self.body.chosen:
            chosen.open(self)

    def verb_go_outbox(self) -> None:
        """Here already."""

    def verb_outgoing_copy(self) -> None:
        """Show and copy the text."""
        if chosen := self.body.chosen:
            chosen.copy(self)

    def _reply(self) -> Reply | None:
        """The chosen reply; what is said of replies alone is not said of posts."""
        chosen = self.body.chosen
        return chosen.one if chosen and isinstance(chosen.one, Reply) else None

    def verb_outgoing_approve(self) -> None:
        """Agree to it."""
        if one := self._reply():
            self.carry_out(lambda rev: use.approve(self.session.desk, one.id, rev=rev), one.rev)

    def verb_outgoing_all(self) -> None:
        """The same to all that are alike."""
        if one := self._reply():
            desk, reply = self.session.desk, one
            self.carry_out(lambda _rev: use.with_all_alike(desk, reply))

    def verb_outgoing_return(self) -> None:
        """Return it, with a reason."""
        if one := self._reply():
            desk = self.session.desk
            self.ask(
                _("reason"),
                lambda text: self.carry_out(lambda rev: use.send_back(desk, one.id, text, rev=rev), one.rev),
                hint=_("in a few words"),
            )

    def verb_outgoing_draft(self) -> None:
        """Take it out."""
        if chosen := self.body.chosen:
            chosen.take_out(self)

    verb_outgoing_by_hand = verb_outgoing_draft

    def verb_outgoing_sent(self) -> None:
        """It is on the platform."""
        if chosen := self.body.chosen:
            chosen.record(self)

    def verb_outgoing_again(self) -> None:
        """Send it now. Where nobody knows whether the public has it, that is asked first."""
        chosen = self.body.chosen
        if chosen is None:
            return
        if chosen.one.state != "unknown":
            chosen.again(self)
            return
        blocks: list[Block] = [
            None,
            Words(_("It may be on the platform already. Look there first: the public would read it twice."), "bright"),
            None,
            _answer(key_for("outgoing.again"), _("it is not there: send it again")),
            _answer(key_for("outgoing.sent"), _("it is there: record it as sent")),
            _answer("esc", _("leave it as it is")),
        ]
        keys = {
            key_for("outgoing.again"): lambda: chosen.again(self),
            key_for("outgoing.sent"): self.verb_outgoing_sent,
        }
        self.open_panel(_("Send it again?"), blocks, columns=72, rows=11, keys=keys)


def _answer(key: str, words: str) -> Block:
    return Both((Part(f"{key} ", "accent", True), Part(words, "foreground")))
