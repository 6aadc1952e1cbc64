"""Today's queue: a variant a row, the present between what was and what comes, the mix of pillars at the foot."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from widgets.rows import Rows
from wording import _


class QueueRow(NamedTuple):
    """One row, ready to be drawn."""

    id: int
    """The variant's id, or the negative id of a post without one."""
    time: str
    platform: str
    sign: str
    sign_ink: str
    title: str
    word: str
    """At the right: only where something is to be said."""
    quiet: bool
    """It is done, or of no concern now."""
    ahead: bool
    """Its time is still to come."""


class QueueList(Rows):
    """The day's rows.

    Attributes:
        rows: what is listed.
        clock: how the present is written between past and coming rows.
        foot: lines of the mix of pillars: name, share in per cent, wished share.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[QueueRow] = ()
        self.clock = ""
        self.foot: list[tuple[str, int, int]] = []

    @property
    def _present(self) -> int:
        """Index of the row before which the present stands."""
        return next((index for index, row in enumerate(self.rows) if row.ahead), len(self.rows))

    def count(self) -> int:
        """The rows, and the one that shows the present."""
        return len(self.rows) + 1 if self.rows else 0

    @property
    def chosen(self) -> QueueRow | None:
        """The chosen row; none on the present itself, or in an empty queue."""
        index = self.cursor - (self.cursor > self._present)
        if not self.rows or self.cursor == self._present:
            return None
        return self.rows[index]

    def choose_row(self, row: int) -> None:
        """Choose a row by its index in `rows`."""
        self.choose(row + (row >= self._present))

    def move(self, step: int) -> None:
        """Choose the row that many further on; the present is stepped over."""
        target, last = max(0, min(self.cursor + step, self.count() - 1)), self.count() - 1
        if target == self._present:
            on = target < last if step > 0 else target == 0
            target += 1 if on else -1
        self.choose(target)

    def show(self, rows: Sequence[QueueRow], clock: str) -> None:
        """List these rows; the chosen one stays chosen. Nothing is drawn where nothing changed."""
        if (rows, clock) == (self.rows, self.clock):
            return
        kept = self.chosen
        first = not self.rows
        self.rows, self.clock = rows, clock
        present = self._present
        place = present + 1 if present < len(rows) else max(0, present - 1)
        if kept and not first:
            index = next((at for at, row in enumerate(rows) if row.id == kept.id), min(self.cursor, len(rows) - 1))
            place = index + (index >= present)
        self.reset(place)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Mark 2, time 6, platform 3, state 2, title, word."""
        present = self._present
        if index == present:
            line = self.line().put(self.signs.rule + " ", "line")
            line.put(_("{clock} now").format(clock=self.clock), "accent")
            return line.put(" " + self.signs.rule * (line.left - 2), "line").strip()
        row = self.rows[index - (index > present)]
        loud = chosen and self.active
        line = self.line(("cursor" if self.active else "cursor-blur") if chosen else "background")
        plain = "bright" if loud else "muted" if row.quiet else "foreground"
        line.field(self.signs.chosen if chosen else "", 2, plain, bold=loud)
        line.field(row.time, 6, plain, bold=loud)
        line.field(row.platform, 3, plain if loud else "muted", bold=loud)
        line.field(row.sign, 2, "bright" if loud else row.sign_ink, bold=loud or row.sign_ink == "error")
        line.field(row.title, line.left - (len(row.word) + 2 if row.word else 1), plain, bold=loud)
        if row.word:
            line.gap(1, plain, bold=loud)
            line.put(row.word, row.sign_ink, bold=row.sign_ink in ("error", "warning"))
        return line.strip()

    def below(self, y: int) -> Strip:
        """Under the rows: the mix of pillars at the foot, where there is room; in an empty queue what to do first."""
        if not self.rows:
            return self.empty_line(y)
        blank = self.size.height - self.count()
        place = y - (blank - len(self.foot) - 1)
        if not self.foot or self.count() == 0 or blank < len(self.foot) + 2 or not 0 <= place <= len(self.foot):
            return self.line().strip()
        if place == 0:
            line = self.line().gap(1).put(_("Pillars, 28 days"), "muted")
            return line.field(_("goal"), line.left - 1, "muted", right=True).strip()
        name, share, goal = self.foot[place - 1]
        return self._meter(name, share, goal)

    def _meter(self, name: str, share: int, goal: int) -> Strip:
        line = self.line().gap(1).field(name, 13, "muted").gap()
        cells = line.left - 10
        full = round(cells * share / 100)
        line.put(self.signs.full * full, "accent").put(self.signs.rest * (cells - full), "line")
        return line.field(str(share), 4, "foreground", right=True).field(str(goal), 5, "muted", right=True).strip()
