"""When the desk holds back: crisis mode, and political periods."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from desk.clarifications import released
from desk.desk import Desk, Step
from domain.audit import AuditEntry
from domain.comments import Comment, CommentRow, owed
from domain.outcomes import Outcome
from domain.restraint import PHASES, USUAL_MINUTES, Crisis, LogEntry, Phase, PoliticalPeriod, hastened, in_force
from domain.text import storable
from domain.times import DAY, day_of

ALONE_FOR = 28 * DAY
"""An admin is alone when nobody else did anything for so long."""
_LINE = 300
_TEXT = 2_000


def alone(desk: Desk) -> bool:
    """Whether this admin is the only one: nobody else did anything in 28 days."""
    entries = desk.store.repo("audit", AuditEntry)
    since = desk.now() - ALONE_FOR
    for id in reversed(entries.ids()):
        entry = entries.get(id)
        if entry is not None and entry.at < since:
            break
        if entry is not None and entry.by != desk.actor:
            return False
    return True


# What others ask


def crisis(desk: Desk) -> Crisis | None:
    """The crisis that is on; None: there is none."""
    return next((one for one in crises(desk) if not one.ended_at), None)


def crises(desk: Desk) -> list[Crisis]:
    """All there were, the newest first."""
    return list(desk.store.repo("crises", Crisis).all())[::-1]


def political_period(desk: Desk, on: date) -> PoliticalPeriod | None:
    """The political period that has this day; of several the one that begins last."""
    found = _in_force(desk, on)
    return max(found, key=lambda one: one.since) if found else None


def second_approval(desk: Desk) -> bool:
    """Whether replies and posts need a second person's approval now: in a crisis, in a political period, or always."""
    return bool(
        desk.setting("second_approval") == "on"
        or crisis(desk)
        or political_period(desk, day_of(desk.now(), desk.zone()))
    )


def watchlist(desk: Desk, text: str, on: date | None = None) -> tuple[str, ...]:
    """The words of the political periods that have this day (None: today) that stand in the text, as they are listed.

    Outside political periods none is looked for.
    """
    periods = _in_force(desk, on or day_of(desk.now(), desk.zone()))
    words = [word for period in periods for word in period.words]
    if not words:
        return ()
    from language import watchlist as matching  # Most days there is nothing to look for.

    return matching.found(words, text)


def _in_force(desk: Desk, on: date) -> list[PoliticalPeriod]:
    day = on.isoformat()
    return [one for one in desk.store.repo("periods", PoliticalPeriod).all() if in_force(one, day)]


def frozen(desk: Desk, post: int = 0) -> Crisis | None:
    """The crisis for which this post may not be scheduled or published now; None: it may.

    What a verified clarification has to say is what the crisis waits for: that post may go out.
    """
    found = crisis(desk)
    return None if found and post in released(desk) else found


def refuse_frozen(desk: Desk, step: Step, post: int = 0) -> None:
    """Refuse as `frozen` what would schedule or publish this post while a crisis holds it back."""
    if found := frozen(desk, post):
        step.refuse("frozen", about=found.reason)


# Crisis mode


def start(desk: Desk, reason: str, *, groups: Iterable[int] = (), phase: Phase = "during") -> Outcome:
    """Start crisis mode: the queue is frozen, and comments of these groups are answered by the fast clock."""
    with desk.step("crisis.start") as step:
        if (on := crisis(desk)) is not None:
            step.refuse("crisis_on", about=on.reason)
        reason = _line(step, reason)
        minutes = int(desk.setting("crisis_minutes") or USUAL_MINUTES)
        record = Crisis(
            reason=reason, groups=tuple(groups), phase=phase, started_at=step.at, started_by=desk.actor, minutes=minutes
        )
        step.params |= {"about": reason, "crisis": step.insert("crises", record)}
        step.params["n"] = _hasten(desk, step, record)
    return step.outcome


def set_phase(desk: Desk, phase: Phase) -> Outcome:
    """Say how far the crisis is; it is noted in its log."""
    with desk.step("crisis.phase", phase=phase) as step:
        on = _on(desk, step)
        if phase not in PHASES:
            step.refuse("bad_choice", value=phase, known=", ".join(PHASES))
        step.update("crises", on.id, {"phase": phase})
    return step.outcome


def note(desk: Desk, text: str) -> Outcome:
    """Put down in the log what was done or learnt. Entries add up, so nobody's is in the way of another's."""
    with desk.step("crisis.note") as step:
        on = _on(desk, step)
        if not text.strip():
            step.refuse("empty_text")
        entry = LogEntry(at=step.at, by=desk.actor, text=storable(text.strip(), _TEXT))
        step.update("crises", on.id, {"log": (*on.log, entry)})
    return step.outcome


def widen(desk: Desk, group: int) -> Outcome:
    """Comments of this group are about the crisis, too."""
    with desk.step("crisis.group", group=group) as step:
        on = _on(desk, step)
        if group in on.groups:
            step.refuse("group_there")
        step.update("crises", on.id, {"groups": (*on.groups, group)})
        step.params["n"] = _hasten(desk, step, replace(on, groups=(group,)))
    return step.outcome


def write_message(desk: Desk, text: str, *, rev: int | None = None) -> Outcome:
    """Write what the agency has to say. Another text needs another approval; an empty one takes it away."""
    with desk.step("crisis.message") as step:
        on = _on(desk, step)
        text = storable(text.strip(), _TEXT)
        if text == on.message:
            step.refuse("same_text")
        unapproved = {"approved_by": "", "approved_at": 0, "own_approval": False}
        step.update("crises", on.id, {"message": text, "message_by": desk.actor if text else "", **unapproved}, rev)
    return step.outcome


def approve_message(desk: Desk, *, rev: int | None = None) -> Outcome:
    """Approve the message somebody else wrote; an admin who is alone approves their own, and it is marked so."""
    with desk.step("crisis.approve") as step:
        on = _on(desk, step)
        if not on.message:
            step.refuse("no_message")
        if on.approved_by:
            step.refuse("already_approved")
        own = on.message_by == desk.actor
        if own and not alone(desk):
            step.refuse("own_message")
        if own:
            step.params["own"] = True
        fields = {"approved_by": desk.actor, "approved_at": step.at, "own_approval": own}
        step.update("crises", on.id, fields, rev, relies_on=("message",))
    return step.outcome


def message(desk: Desk) -> str:
    """The approved message of the crisis that is on, for templates and replies; empty: there is none."""
    on = crisis(desk)
    return on.message if on and on.approved_by else ""


def end(desk: Desk, closing: str) -> Outcome:
    """End crisis mode, saying what came of it: the queue may go on. Deadlines that were moved up stay as they are."""
    with desk.step("crisis.end") as step:
        on = _on(desk, step)
        if not closing.strip():
            step.refuse("no_closing")
        fields = {"ended_at": step.at, "ended_by": desk.actor, "closing": storable(closing.strip(), _TEXT)}
        step.update("crises", on.id, fields)
    return step.outcome


def _on(desk: Desk, step: Step) -> Crisis:
    on = crisis(desk)
    if on is None:
        step.refuse("no_crisis")
    return on


def _line(step: Step, text: str) -> str:
    line = storable(" ".join(text.split()), _LINE)
    if not line:
        step.refuse("empty_text")
    return line


def _hasten(desk: Desk, step: Step, record: Crisis) -> int:
    """Move up the first replies that are still due to comments about the crisis; how many."""
    moved = 0
    for id, row in desk.store.repo("comments", Comment).rows(CommentRow) if record.groups else ():
        if not owed(row):
            continue
        due = hastened(record, row.kind, row.group or id, row.written_at, row.reply_due)
        if due != row.reply_due:
            step.update("comments", id, {"reply_due": due})
            moved += 1
    return moved
