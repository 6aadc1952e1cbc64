"""What is urgent enough for a bell: a new emergency, personal data or hoax, and what is mine and turns overdue."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.inbox import Inbox
from domain.comments import OPEN_STATES, CommentRow, Kind, is_open
from domain.times import MINUTE

URGENT: frozenset[Kind] = frozenset({"emergency", "personal_data", "hoax"})


class Alarm(NamedTuple):
    """Ids of urgent comments that arrived, and of the admin's own that turned overdue."""

    arrived: tuple[int, ...]
    overdue: tuple[int, ...]


class Watch:
    """Gathers what is urgent, and gives the alarm once a minute at most. What is routine it never tells."""

    def __init__(self, inbox: Inbox, actor: str, now: int) -> None:
        self._inbox = inbox
        self._actor = actor
        self._newest = max(inbox.rows, default=0)
        self._looked_at = now
        self._rang_at = now - MINUTE
        self._arrived: list[int] = []
        self._overdue: list[int] = []

    def arrive(self, changed: Iterable[int], now: int, *, known: bool = False) -> None:
        """Look at comments that were changed: ids are never used again, so those above all earlier ones are new.

        What the admin put in one by one is `known`: it needs no bell.
        """
        new = [id for id in changed if id > self._newest]
        self._newest = max(new, default=self._newest)
        for id in () if known else new:
            row = self._inbox.rows.get(id)
            if row and row.kind in URGENT and is_open(row, now):
                self._arrived.append(id)

    def alarm(self, now: int) -> Alarm | None:
        """What to ring for now."""
        if now - self._looked_at >= MINUTE:
            self._overdue += [id for id, row in self._inbox.rows.items() if self._turned_overdue(row, now)]
            self._looked_at = now
        if now - self._rang_at < MINUTE or not (self._arrived or self._overdue):
            return None
        found = Alarm(tuple(self._arrived), tuple(self._overdue))
        self._arrived, self._overdue, self._rang_at = [], [], now
        return found

    def _turned_overdue(self, row: CommentRow, now: int) -> bool:
        return (
            row.assignee == self._actor
            and row.reply_due is not None
            and self._looked_at <= row.reply_due < now
            and row.state in OPEN_STATES
            and row.snoozed_until <= now
        )
