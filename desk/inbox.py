"""The inbox as the screen reads it: which comments, in which order, and how many wait."""

from collections.abc import Collection, Iterable

import msgspec

from desk.desk import Desk
from domain.comments import OPEN_STATES, OPTIONAL_REPLY, Comment, CommentRow, is_open, priorities


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How the citizens' side of the day stands."""

    open: int = 0
    unanswered: int = 0
    overdue: int = 0
    unsure: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            open=self.open + other.open,
            unanswered=self.unanswered + other.unanswered,
            overdue=self.overdue + other.overdue,
            unsure=self.unsure + other.unsure,
        )

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            open=self.open - other.open,
            unanswered=self.unanswered - other.unanswered,
            overdue=self.overdue - other.overdue,
            unsure=self.unsure - other.unsure,
        )


def count(rows: Iterable[CommentRow], now: int) -> Counts:
    """The four figures over those comments."""
    open_ = unanswered = late = unsure = 0
    for row in rows:
        if row.state in OPEN_STATES:
            open_ += 1
            unsure += row.sentiment == "unsure"
            if row.kind not in OPTIONAL_REPLY:
                unanswered += 1
                late += row.reply_due is not None and row.reply_due < now
    return Counts(open=open_, unanswered=unanswered, overdue=late, unsure=unsure)


class _Searched(msgspec.Struct, gc=False):
    text: str = ""
    author: str = ""
    handle: str = ""


class Inbox:
    """The open comments by priority, as they were when the admin last asked for order.

    Order changes only on `arrange`: what arrives in between waits in `arrived`, what was handled stays in its place.

    Attributes:
        rows: the ordering fields of every comment of the store.
        order: ids in the order of the list.
        arrived: open comments that are not in the list yet.
        query: the search the list is limited to; empty: none.
        counts: how many wait, over all comments.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._repo = desk.store.repo("comments", Comment)
        self.rows: dict[int, CommentRow] = {}
        self.order: list[int] = []
        self.arrived: set[int] = set()
        self.query = ""
        self.counts = Counts()
        self._listed: set[int] = set()

    def load(self) -> None:
        """Read every comment's ordering fields and arrange the list."""
        self.rows = dict(self._repo.rows(CommentRow))
        self.recount()
        self.arrange(self._open())

    def catch_up(self) -> None:
        """Read every comment's ordering fields again; the list stays as it is. For when a great many have changed."""
        self.rows = dict(self._repo.rows(CommentRow))
        self.recount()
        self.order = [id for id in self.order if id in self.rows]
        self._listed = set(self.order)
        self.arrived = set() if self.query else set(self._open()) - self._listed

    def _open(self) -> list[int]:
        now = self._desk.now()
        return [id for id, row in self.rows.items() if row.state in OPEN_STATES and row.snoozed_until <= now]

    def arrange(self, ids: Iterable[int]) -> None:
        """List these comments: the open ones first, each part by priority."""
        known = [id for id in ids if id in self.rows]
        rank = dict(zip(known, priorities(map(self.rows.__getitem__, known), self._desk.now()), strict=True))
        self.order = sorted(known, key=rank.__getitem__, reverse=True)
        self._listed = set(rank)
        self.arrived = set()

    def refresh(self) -> None:
        """Bring in what has arrived and let go of what was handled."""
        self.arrange(self.matching(self.query) if self.query else self._open())

    def take(self, changed: Collection[int]) -> set[int]:
        """Note that these comments were changed; the ids among them that are in the list."""
        now = self._desk.now()
        before = [row for id in changed if (row := self.rows.get(id))]
        for id in changed:
            comment = self._repo.get(id)
            if comment is None:
                self.rows.pop(id, None)
                self.arrived.discard(id)
                continue
            row = self.rows[id] = _row(comment)
            if id not in self._listed and is_open(row, now) and not self.query:
                self.arrived.add(id)
            elif id in self.arrived and not is_open(row, now):
                self.arrived.discard(id)
        self.counts += count((row for id in changed if (row := self.rows.get(id))), now) - count(before, now)
        return self._listed.intersection(changed)

    def matching(self, query: str) -> list[int]:
        """Ids of the comments whose text or writer holds the words of `query`.

        Goes through the whole store: not for the event loop.
        """
        words = query.casefold().split()
        found = []
        for id, item in self._repo.rows(_Searched):
            hay = f"{item.text} {item.author} {item.handle}".casefold()
            if all(word in hay for word in words):
                found.append(id)
        return found

    def comment(self, id: int) -> Comment | None:
        """The whole comment."""
        return self._repo.get(id)

    def recount(self) -> None:
        """Count over all comments: time alone makes them overdue."""
        self.counts = count(self.rows.values(), self._desk.now())


def _row(comment: Comment) -> CommentRow:
    return CommentRow(**{field: getattr(comment, field) for field in CommentRow.__struct_fields__})
