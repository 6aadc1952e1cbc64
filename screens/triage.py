"""Sorting the inbox: marks, verbs on all that are marked, and the way from one open comment to the next."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from desk import triage
from domain.comments import is_open, owed
from domain.outcomes import Conflict, Done, Outcome
from screens.foot import key_for
from screens.verbs import Deed
from wording import _, figures, n_

if TYPE_CHECKING:
    from screens.inbox_pane import InboxPane


class InboxTriage:
    """The marks of one inbox, and what is done with them.

    Attributes:
        marked: the revisions of the marked comments, as they were when they were marked, by their ids.
    """

    def __init__(self, place: "InboxPane") -> None:
        self._place = place
        self.marked: dict[int, int] = {}
        self._closing: set[int] = set()

    # Marks

    def toggle(self) -> None:
        """Mark the chosen comment, or take its mark away; on to the next row."""
        rows, comment = self._place.inbox_list, self._place.chosen_comment()
        if comment is None:
            return
        if self.marked.pop(comment.id, None) is None:
            self.marked[comment.id] = comment.rev
        self._show({comment.id})
        rows.move(1)

    def all(self) -> None:
        """Mark all that the list holds; when all are marked already, none.

        Of the open comments those that were handled since are not meant, of a filter those that it means no more, of a
        search not what only holds similar words.
        """
        inbox, rows = self._place.session.inbox, self._place.inbox_list
        wanted = inbox.meant()
        if self.marked.keys() >= set(wanted):
            self.none()
            return
        seen = inbox.revisions(wanted)
        self.marked = seen | self.marked
        self._show(seen)
        in_sight = sum(rows.order[index] in seen for index in rows.in_sight())
        total = n_("{n} matches", "{n} match", len(seen)).format(n=figures.number(len(seen)))
        told = _("{total}, {seen} in sight: all are marked").format(total=total, seen=in_sight)
        self._place.say(told, self._place.inbox_list.signs.similar, "accent")

    def owed(self, tell: bool) -> None:
        """Mark all of the list that still wait for a first word from us, and no others."""
        place, inbox = self._place, self._place.session.inbox
        before, self.marked = self.marked, inbox.revisions(id for id in inbox.order if owed(inbox.rows[id]))
        self._show({*before, *self.marked})
        if not tell:
            return
        count = len(self.marked)
        told = n_("{n} comment waits, and is marked", "{n} comments wait, and are marked", count)
        hint = _("{key} answers them all").format(key=key_for("comment.reply")) if count else ""
        sentence = "   ".join(filter(None, (told.format(n=figures.number(count)), hint)))
        place.say(sentence, place.inbox_list.signs.similar, "accent")

    def none(self) -> None:
        """Take all marks away."""
        marked, self.marked = self.marked, {}
        self._show(marked)

    def restore(self, marked: dict[int, int]) -> None:
        """The marks are these again."""
        self.marked = marked
        self._show(marked)

    def keep(self, listed: Iterable[int]) -> None:
        """Another list is shown: what is not in it must not be changed unseen, so it loses its mark."""
        if self.marked:
            self.marked = {id: rev for id in listed if (rev := self.marked.get(id)) is not None}
            self._place.inbox_list.marked = self.marked.keys()

    def _show(self, ids: Iterable[int]) -> None:
        place = self._place
        place.inbox_list.marked = self.marked.keys()
        place.inbox_list.repaint_ids(set(ids))
        place.show_lines()

    # Deeds

    def carry_out(self, deed: Deed, then: Callable[[Done], None]) -> None:
        """Do it to the marked comments, or to the chosen one; after what closes it, the next open one is chosen.

        The cursor goes on at once: the keys that follow are for the next comment, however slow the disk is.
        """
        place, desk = self._place, self._place.session.desk
        comment = place.chosen_comment()
        if self.marked:
            seen: dict[int, int | None] = dict(self.marked)
            self._closing |= seen.keys() if deed.closes else set()
            place.carry_out(
                lambda _rev: triage.to_each(desk, seen, deed.work),
                then=then,
                ended=lambda outcome: self._ended_many(deed, seen, outcome),
            )
        elif comment is not None:
            id = comment.id
            if deed.closes:
                self._closing.add(id)
                self._go_on()
            after = place.inbox_list.chosen
            place.carry_out(
                lambda rev: deed.work(id, rev), comment.rev, then, ended=lambda outcome: self._ended(id, after, outcome)
            )

    def _ended(self, id: int, after: int, outcome: Outcome | None) -> None:
        """What could not be done to a comment is told with the cursor on it, if nobody has moved on."""
        self._closing.discard(id)
        rows = self._place.inbox_list
        if not isinstance(outcome, Done) and rows.chosen == after != id and id in rows.order:
            rows.choose(rows.order.index(id))

    def _ended_many(self, deed: Deed, seen: dict[int, int | None], outcome: Outcome | None) -> None:
        """Those that were closed lose their mark; the others keep it, as the admin sees them now."""
        inbox, rows = self._place.session.inbox, self._place.inbox_list
        if outcome is None or isinstance(outcome, Conflict):
            self._closing -= seen.keys()
            return
        left_out = {id for ids in outcome.params.get("left_out", {}).values() for id in ids}
        self._closing -= left_out
        changed = set(outcome.changed.get("comments", ())) if isinstance(outcome, Done) else set()
        if deed.closes:
            self.marked = {id: rev for id, rev in self.marked.items() if id not in seen or id in left_out}
        self.marked = {id: rev for id, rev in self.marked.items() if id in inbox.rows}
        self.marked |= inbox.revisions(self.marked.keys() & (left_out | changed))
        self._show(seen)
        if deed.closes and not self._waits(rows.chosen):
            self._go_on()
        self._closing -= seen.keys()

    def _waits(self, id: int) -> bool:
        row = self._place.session.inbox.rows.get(id)
        return row is not None and id not in self._closing and is_open(row, self._place.session.desk.now())

    def _go_on(self) -> None:
        """Choose the next open comment; where there is none below, the last one above."""
        rows = self._place.inbox_list
        below = range(rows.cursor + 1, rows.count())
        above = range(rows.cursor - 1, -1, -1)
        for index in chain(below, above):
            if self._waits(rows.order[index]):
                rows.choose(index)
                return
