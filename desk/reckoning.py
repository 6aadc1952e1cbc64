"""Deadlines reckoned again, after the working calendar of the agency or the zone of an account was changed."""

import msgspec

from desk.desk import Desk
from domain.comments import OPEN_STATES, SETTLED, Comment, CommentState, Kind
from domain.outcomes import Outcome


class _Dated(msgspec.Struct, gc=False):
    account: int = 0
    group: int = 0
    kind: Kind = "other"
    state: CommentState = "new"
    unheard: bool = False
    written_at: int = 0
    reply_due: int | None = None
    follow_up_due: int | None = None
    follow_up_days: int = 0


def outdated(desk: Desk) -> dict[int, dict[str, int | None]]:
    """The deadlines that the calendar puts elsewhere now, by comment: those of first replies while one is waited for,
    those of settlements until then. Goes through all comments.
    """
    found: dict[int, dict[str, int | None]] = {}
    for id, row in desk.store.repo("comments", Comment).rows(_Dated):
        if row.state in SETTLED:
            continue
        group = row.group or id
        due = desk.calendars.due(row.kind, row.written_at, row.account, row.follow_up_days, group=group)
        moved: dict[str, int | None] = {}
        if (row.state in OPEN_STATES or row.unheard) and row.reply_due != due.reply_due:
            moved["reply_due"] = due.reply_due
        if row.follow_up_due != due.follow_up_due:
            moved["follow_up_due"] = due.follow_up_due
        if moved:
            found[id] = moved
    return found


def reckon(desk: Desk) -> Outcome:
    """Reckon the deadlines of what is not settled on the calendar as it is now; one step, with ``n`` comments.

    Refused as `deadlines_stand` when none of them changes.
    """
    with desk.step("comment.reckon") as step:
        moved = outdated(desk)
        if not moved:
            step.refuse("deadlines_stand")
        for id, fields in moved.items():
            step.update("comments", id, dict(fields))
        step.params["n"] = len(moved)
    return step.outcome
