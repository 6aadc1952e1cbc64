"""Two admins changed one record: both versions, what goes together by itself, and what has to be chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from desk import comments, revealing
from desk.desk import Desk
from desk.replies import draft_of
from desk.trail import discreet
from domain.merge import FOLLOWERS, merge
from domain.merge import value as value_of
from domain.outcomes import Conflict, Decision, Done, Outcome
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Words
from widgets.text import cut, list_text, width
from wording import _, fields, labels

if TYPE_CHECKING:
    from screens.base import DeskScreen, Work

COLUMNS = 72
_NAME, _VALUE = 12, 22
"""Cells of a row's columns."""


class ConflictDialog:
    """A change of ours that met a colleague's. It waits, in the session's `unsettled`, until the admin has decided."""

    def __init__(self, conflict: Conflict, work: "Work", rev: int | None, then: Callable[[Done], None] | None) -> None:
        self._conflict = conflict
        self._work = work
        self._rev = rev
        self._then = then
        self._at = 0
        self._mine: dict[str, bool] = {}
        """Of each field that was chosen: ours?"""

    def open(self, screen: "DeskScreen") -> None:
        """Show both versions in the place's panel; j k and space choose field by field, g and b at once."""
        conflict = self._conflict
        title = _("Two admins changed this comment") if conflict.table == "comments" else _("Two admins changed this")
        moves = {"j": 1, "down": 1, "k": -1, "up": -1}

        def draw() -> None:
            blocks = self.blocks(screen)
            rows = 3 + sum(_height(block) for block in blocks)
            screen.open_panel(title, blocks, columns=COLUMNS, rows=rows, keys=keys, moves=steps)

        def step(by: int) -> None:
            self._at = (self._at + by) % max(1, len(conflict.clashes))
            draw()

        def choose() -> None:
            if conflict.clashes:
                field = conflict.clashes[self._at]
                self._mine[field] = not self._mine.get(field, False)
            draw()

        def merge_chosen() -> None:
            if len(self._mine) == len(conflict.clashes):
                screen.close_panel()
                self._settle(screen, ours=False)

        def wait() -> None:
            screen.say(_("Nothing is stored; your change waits: g b opens it again"), "·", "accent")

        keys: dict[str, Callable[[], None]] = {
            "g": lambda: self._settle(screen, ours=True),
            "b": lambda: self._settle(screen, ours=False),
            "escape": wait,
            "q": wait,
        }
        steps: dict[str, Callable[[], None]] = {
            **{key: lambda by=by: step(by) for key, by in moves.items()},  # type: ignore[misc]
            "space": choose,
            "enter": merge_chosen,
        }
        draw()

    def _settle(self, screen: "DeskScreen", *, ours: bool) -> None:
        """Do it again, as decided; what was not chosen by itself becomes ours or stays theirs."""
        conflict = self._conflict
        mine = frozenset(field for field in conflict.clashes if self._mine.get(field, ours))
        decision = Decision(table=conflict.table, id=conflict.id, rev=conflict.theirs["rev"], mine=mine)
        desk, work = screen.session.desk, self._work

        def decided(rev: int | None) -> Outcome:
            with desk.decided([decision]):
                return work(rev)

        screen.session.unsettled = None
        screen.carry_out(decided, self._rev, self._then if screen.is_current else None)

    # What it says

    def blocks(self, screen: "DeskScreen") -> list[Block]:
        """The rows of the panel."""
        conflict, now = self._conflict, screen.session.desk.now()
        who = labels.person(conflict.by) or _("another admin")
        told = _("{who} stored it first. Your change is not stored yet; nothing is lost.").format(who=who)
        head = (
            Part(" " * _NAME),
            Part(_cell(_("{who}, stored").format(who=who)), "accent"),
            Part(_cell(_("you, not yet")), "accent"),
        )
        blocks: list[Block] = [Words(told, "foreground", False, 2), None, Both(head)]
        blocks += [self._row(field, now) for field in self._shown()]
        blocks += [None, *self._long_texts(now, who), *self._answers(screen.session.desk, who)]
        if summary := self._summary(who):
            blocks.append(Fact(_("merged"), (Part(summary, "foreground"),)))
        blocks += [None, *_key_rows(who, len(conflict.clashes))]
        return blocks

    def _shown(self) -> list[str]:
        """The clashing fields first, then what either side changed."""
        conflict = self._conflict
        led = {one for followers in FOLLOWERS.get(conflict.table, {}).values() for one in followers}
        rest = [field for field in conflict.mine if field not in conflict.clashes and field not in led]
        base = conflict.base or conflict.theirs
        changed = [
            field
            for field in conflict.theirs
            if field not in (*conflict.clashes, *rest, "rev") and field not in led
            if value_of(conflict.table, base, field) != conflict.theirs[field]
        ]
        return [*conflict.clashes, *rest, *changed]

    def _values(self, field: str) -> tuple[Any, Any]:
        conflict = self._conflict
        theirs = value_of(conflict.table, conflict.theirs, field)
        base = conflict.base if conflict.base is not None else conflict.theirs
        mine = conflict.mine if field in conflict.mine else base
        ours = _as_json(value_of(conflict.table, mine, field))
        if conflict.table == "comments":  # What citizens wrote, and notes about it.
            return discreet(theirs), discreet(ours)
        return theirs, ours

    def _row(self, field: str, now: int) -> Block:
        conflict = self._conflict
        clashes = field in conflict.clashes
        theirs, mine = (fields.value(conflict.table, field, one, now) for one in self._values(field))
        here = clashes and conflict.clashes.index(field) == self._at
        taken = self._mine.get(field)
        parts = [Part("› " if here else "  ", "accent", True), Part(_cell(fields.name(field), _NAME - 2))]
        for text, chosen in ((theirs, taken is False), (mine, taken is True)):
            ink = "accent" if chosen else "bright" if clashes else "muted"
            parts.append(Part(_cell(f"× {text}" if chosen else text), ink, clashes))
        mark = _("both") if theirs == mine else _("differs")
        return Both(tuple(parts), (Part(mark, "warning"),) if clashes else ())

    def _long_texts(self, now: int, who: str) -> list[Block]:
        """Under the table, both texts of the chosen row where they are longer than their columns."""
        conflict = self._conflict
        blocks: list[Block] = []
        field = conflict.clashes[self._at] if conflict.clashes else ""
        for name, text in zip((who, _("you")), self._values(field) if field else (), strict=False):
            shown = fields.value(conflict.table, field, text, now)
            if width(shown) >= _VALUE:
                blocks.append(Fact(name, (Part(shown[:600], "bright"),)))
        return blocks

    def _answers(self, desk: Desk, who: str) -> list[Block]:
        """Where both answered a citizen: what they sent, and what waits here as a draft."""
        conflict = self._conflict
        if conflict.table != "comments" or not {"state", "further"} & set(conflict.clashes):
            return []
        sent = comments.sent_by(desk, conflict.id, conflict.by)
        draft = draft_of(desk, conflict.id)
        texts = [(who, revealing.said(sent) if sent else ""), (_("you"), draft.text if draft else "")]
        return [Fact(name, (Part(text[:400], "bright"),)) for name, text in texts if text]

    def _summary(self, who: str) -> str:
        """What goes together by itself: "notes (budi), labels (you)"."""
        conflict = self._conflict
        if conflict.base is None:
            return ""
        ours = merge(conflict.table, conflict.base, conflict.theirs, conflict.mine).fields
        named = []
        for field in self._shown()[len(conflict.clashes) :]:
            both = field in ours and value_of(conflict.table, conflict.base, field) != conflict.theirs.get(field)
            side = _("both") if both else _("you") if field in ours else who
            named.append(f"{fields.name(field)} ({side})")
        return ", ".join(named)


def _key_rows(who: str, clashes: int) -> list[Block]:
    def keys(*pairs: tuple[str, str]) -> Block:
        parts: list[Part] = []
        for key, words in pairs:
            parts += [Part(f"{key} ", "accent", True), Part(f"{words}   ", "foreground")]
        return Both(tuple(parts))

    rows = [keys(("g", _("merge, mine where it differs")), ("b", _("merge, {who}'s").format(who=who)))]
    if clashes > 1:
        rows.append(keys(("j k", _("row")), ("space", _("choose")), ("enter", _("merge as chosen"))))
    return [*rows, keys(("esc", _("back; my change waits, a written text stays a draft")))]


def _height(block: Block) -> int:
    """Rows of the panel a block needs, near enough."""
    if isinstance(block, Words):
        return 1 + width(block.text) // (COLUMNS - 8)
    return 1 + sum(width(part.text) for part in block.parts) // (COLUMNS - 18) if isinstance(block, Fact) else 1


def _cell(text: str, cells: int = _VALUE) -> str:
    shown = cut(list_text(text), cells - 1)
    return shown + " " * (cells - width(shown))


def _as_json(value: Any) -> Any:
    """Tuples and records as JSON has them."""
    return value if value is msgspec.UNSET else msgspec.json.decode(msgspec.json.encode(value))
