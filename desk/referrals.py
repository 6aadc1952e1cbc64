"""Referral (disposisi): a comment goes to another agency, its answer comes back and goes on to the citizen."""

from collections.abc import Iterable
from typing import Any

import msgspec

from desk.desk import Desk, Step
from domain.agency import Agency
from domain.comments import OPEN_STATES, Comment
from domain.outcomes import Outcome
from domain.referrals import Referral, Reminder, awaits_agency, ticket_of
from domain.text import storable
from domain.times import day_of

MAY_BE_REFERRED = OPEN_STATES | {"answered", "referred"}
"""What was answered too: often the holding reply comes first."""
_TICKET = 60
_TEXT = 5_000


def refer(desk: Desk, id: int, agency: int, *, ticket: str = "", note: str = "", rev: int | None = None) -> Outcome:
    """Refer the comment to an agency of the register; without a ticket of its own it gets ours (`ticket_of`).

    Unless somebody has answered the citizen already, the first reply stays due: the referral is none. A comment that
    was referred can be referred elsewhere; the new referral takes the place of the old one.
    """
    with desk.step("comment.refer") as step:
        comment = step.read("comments", Comment, id)
        if comment.state not in MAY_BE_REFERRED:
            step.refuse("not_open", state=comment.state)
        if not agency or step.get("agencies", agency) is None:
            step.refuse("no_agency")
        to = step.read("agencies", Agency, agency)
        account_zone = next((one.zone for one in desk.accounts() if one.id == comment.account), "")
        referral = Referral(
            agency=agency,
            name=to.name,
            ticket=storable(" ".join(ticket.split()), _TICKET)
            or ticket_of(id, day_of(step.at, account_zone or desk.zone()).year),
            at=step.at,
            by=desk.actor,
            due=desk.calendars.of(comment.account).days_after(step.at, to.days),
            note=storable(note.strip(), _TEXT),
        )
        step.params |= {"agency": to.short or to.name, "ticket": referral.ticket}
        fields: dict[str, Any] = {
            "state": "referred",
            "state_reason": "",
            "referral": referral,
            "unheard": comment.unheard or comment.state in OPEN_STATES,
            "assignee": comment.assignee or desk.actor,
        }
        handled = comment.state not in OPEN_STATES
        step.update("comments", id, fields, rev, relies_on=("state", "referral") if handled else ("referral",))
    return step.outcome


def record_answer(desk: Desk, id: int, text: str, at: int | None = None) -> Outcome:
    """Put down what the agency answered, and when (None: now). The citizen is told by a reply; see `mark_sent`."""
    with desk.step("comment.agency_answered") as step:
        comment = step.read("comments", Comment, id)
        referral = _awaiting(step, comment)
        when = step.at if at is None else at
        if not text.strip():
            step.refuse("empty_text")
        if when > step.at:
            step.refuse("in_the_future")
        step.params["agency"] = referral.name
        answer = {"answer": storable(text.strip(), _TEXT), "answered_at": when, "answered_by": desk.actor}
        step.update("comments", id, {"referral": _with(referral, **answer)})
    return step.outcome


def remind(desk: Desk, id: int) -> Outcome:
    """Record that the agency was asked again. Reminders add up, so nobody's is in the way of another's."""
    with desk.step("comment.remind") as step:
        comment = step.read("comments", Comment, id)
        referral = _awaiting(step, comment)
        reminders = (*referral.reminders, Reminder(at=step.at, by=desk.actor))
        step.params |= {"agency": referral.name, "n": len(reminders)}
        step.update("comments", id, {"referral": _with(referral, reminders=reminders)})
    return step.outcome


def reveal(desk: Desk, id: int) -> Outcome:
    """Leave on the trail that this admin showed a comment's personal data to an agency."""
    with desk.step("comment.reveal", audit="always", record=f"K{id}") as step:
        referral = step.read("comments", Comment, id).referral
        step.params["agency"] = referral.name if referral else ""
    return step.outcome


def _awaiting(step: Step, comment: Comment) -> Referral:
    """The referral that has no answer yet."""
    if comment.referral is None or comment.state != "referred":
        step.refuse("not_referred")
    if not awaits_agency(comment.referral):
        step.refuse("agency_answered")
    return comment.referral


def _with(referral: Referral, **fields: Any) -> Referral:
    return Referral(**{name: fields.get(name, getattr(referral, name)) for name in referral.__struct_fields__})


class _State(msgspec.Struct, gc=False):
    state: str = "new"


def referred(desk: Desk) -> list[int]:
    """Ids of the referred comments. Goes through all comments: off the event loop."""
    rows = desk.store.repo("comments", Comment).rows(_State)
    return [id for id, row in rows if row.state == "referred"]


def waiting(desk: Desk, ids: Iterable[int]) -> list[Comment]:
    """Of those comments the referred ones, the longest referred first; `ids` may hold others."""
    repo = desk.store.repo("comments", Comment)
    found = [one for id in ids if (one := repo.get(id)) and one.state == "referred"]
    return sorted(found, key=lambda one: one.referral.at if one.referral else one.written_at)


def overdue(comment: Comment, now: int) -> bool:
    """The agency has had its time, and has not answered."""
    referral = comment.referral
    return referral is not None and awaits_agency(referral) and referral.due < now


def agencies(desk: Desk, query: str = "") -> list[Agency]:
    """The agencies whose name holds every word; first the one so called in short, then those that begin so."""
    typed = query.strip().casefold()
    found = [
        one
        for one in desk.store.repo("agencies", Agency).all()
        if all(word in f"{one.short} {one.name} {one.liaison}".casefold() for word in typed.split())
    ]

    def rank(one: Agency) -> tuple[bool, bool, str]:
        names = (one.short.casefold(), one.name.casefold())
        return typed not in names, not any(name.startswith(typed) for name in names), one.name.casefold()

    return sorted(found, key=rank)
