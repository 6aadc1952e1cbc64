"""Serah terima: what whoever sits here next has to know; every row opens its thing, `p` copies all of it."""

from commands import State
from desk import handover
from domain.handover import Handover, Part, Row
from screens.browsing import OutlineScreen
from screens.foot import key_for
from screens.work import OneAtATime
from widgets import bar
from widgets.bar import Bar
from widgets.outline import Item, Title
from wording import _, figures, n_
from wording import handover as words
from wording.crisis import line as crisis_line

HERE: frozenset[str] = frozenset(
    {"comments", "posts", "variants", "replies", "deliveries", "clarifications", "crises"}
    | {"accounts", "hours", "holidays"}
)
"""Tables the note is made of."""


class HandoverScreen(OutlineScreen):
    """The note at the end of a shift."""

    NAMES = 6

    def __init__(self) -> None:
        super().__init__()
        self._note: Handover | None = None
        self._gathering = OneAtATime(self, self._gather, "handover")

    def on_mount(self) -> None:
        """Gather it."""
        self.place_frame()
        self.show_path(_("Handover"))
        self.body.empty = [("", _("Nothing is left open.")), ("", ""), (key_for("handover.copy"), _("copies the note"))]
        self.hold()
        self._gathering.ask()

    async def _gather(self) -> None:
        session = self.session
        self._note = await session.in_background(lambda: handover.gather(session.desk))
        self._show()
        self.ready()

    def _show(self) -> None:
        note = self._note
        if note is None:
            return
        now, total = self.session.desk.now(), sum(one.total for one in note.parts)
        told = n_("{n} thing is open", "{n} things are open", total).format(n=figures.number(total))
        work = _("work begins again {time}").format(time=figures.when(note.until, now, note.zone))
        self.query_one("#stand", Bar).show([bar.Part(f" {told}", "foreground")], [bar.Part(f"{work} ")])
        entries: list[Title | Item] = []
        if note.crisis:
            entries.append(Title(_("Crisis mode"), ink="error"))
            line = crisis_line(note.crisis, now, note.zone)
            entries.append(Item(("crises", note.crisis.id), "!", line, (), "error", "error"))
        for one in note.parts:
            shown = len(one.rows)
            hidden = words.more(one.total - shown) if one.total > shown else ""
            entries.append(Title(words.heading(one.part, one.total), hidden))
            entries += [_item(one.part, row, now) for row in one.rows]
        self.body.show(entries)
        self.show_footer()

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something of it may be another now."""
        if changes.keys() & HERE:
            self._gathering.ask()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._gathering.ask()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="handover", chosen=self.body.chosen is not None)

    def verb_open(self) -> None:
        """To what the row is about."""
        if one := self.body.chosen:
            self.open_record(*one.key)

    def verb_go_handover(self) -> None:
        """Here already."""

    def verb_handover_copy(self) -> None:
        """Show and copy the note."""
        if self._note:
            self.copied(words.text(self._note, self.session.desk.actor), _("Handover"))


def _item(part: Part, row: Row, now: int) -> Item:
    time, late = words.time(part, row, now), words.late(part, row, now)
    cells = 22 if part == "referrals" else 3 if row.table in ("posts", "comments") else 0
    who = row.who.rpartition(":")[2]
    right = (
        bar.Part(f"{words.state(part, row)}", "muted"),
        *([bar.Part(f" · {who}", "accent")] if who else []),
        bar.Part(f"{time:>14} ", "error" if late else "foreground"),
    )
    return Item((row.table, row.id), row.name, row.text or _("(no text)"), right, place=row.place, cells=cells)
