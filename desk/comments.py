"""What an admin does to a comment."""

from typing import Any

from msgspec.structs import replace

from desk.desk import Desk, Step
from desk.lessons import learn
from desk.replies import SEEN, answered, draft_of, hand_over, needs_approval, new_reply, refuse_unfit
from domain.comments import (
    NO_REPLY_REASONS,
    OPEN_STATES,
    Comment,
    Kind,
    NoReplyReason,
    Note,
    Reply,
    Sentiment,
)
from domain.deadlines import SETTLE_WITHIN
from domain.outcomes import Outcome
from domain.referrals import to_be_relayed
from domain.text import storable


def _open(step: Step, id: int) -> Comment:
    comment = step.read("comments", Comment, id)
    if comment.state not in OPEN_STATES:
        step.refuse("not_open", state=comment.state)
    return comment


def _touched(comment: Comment) -> dict[str, Any]:
    """A new comment that somebody has judged is triaged."""
    return {"state": "triaged"} if comment.state == "new" else {}


def tag_sentiment(desk: Desk, id: int, sentiment: Sentiment, *, rev: int | None = None) -> Outcome:
    """Say how the citizen feels; the engine's reading stays beside it, and the engine learns from what differs."""
    with desk.step("comment.sentiment", sentiment=sentiment) as step:
        comment = step.read("comments", Comment, id)
        fields = {"sentiment": sentiment, "sentiment_by": desk.actor, **_touched(comment)}
        step.update("comments", id, fields, rev)
        learn(desk, step, id, "sentiment")
    return step.outcome


def tag_kind(desk: Desk, id: int, kind: Kind, *, rev: int | None = None) -> Outcome:
    """Say what the citizen wants; the deadlines follow the kind."""
    with desk.step("comment.kind", kind=kind) as step:
        comment = step.read("comments", Comment, id)
        days = comment.follow_up_days if kind == comment.kind else 0
        group = comment.group or id
        due = desk.calendars.due(kind, comment.written_at, comment.account, days, group=group)._asdict()
        fields = {"kind": kind, "kind_by": desk.actor, "follow_up_days": days, **due, **_touched(comment)}
        step.update("comments", id, fields, rev)
        learn(desk, step, id, "kind")
    return step.outcome


def settle_within(desk: Desk, id: int, days: int, *, rev: int | None = None) -> Outcome:
    """Say how many working days, of `SETTLE_WITHIN`, a complaint may take until it is settled."""
    with desk.step("comment.settle", days=days) as step:
        comment = step.read("comments", Comment, id)
        if comment.kind != "complaint":
            step.refuse("not_a_complaint")
        if days not in SETTLE_WITHIN:
            step.refuse("bad_choice", value=str(days), known=", ".join(map(str, SETTLE_WITHIN)))
        due = desk.calendars.due("complaint", comment.written_at, comment.account, days)
        fields = {"follow_up_days": days, "follow_up_due": due.follow_up_due}
        step.update("comments", id, fields, rev, relies_on=("kind",))
    return step.outcome


def assign(desk: Desk, id: int, to: str, *, rev: int | None = None) -> Outcome:
    """Give the comment to an admin; an empty name gives it back to all."""
    with desk.step("comment.assign", to=to) as step:
        if to not in ("", desk.actor):
            step.params["given"] = True
        comment = step.read("comments", Comment, id)
        step.update("comments", id, {"assignee": to, **(_touched(comment) if to else {})}, rev)
    return step.outcome


def add_note(desk: Desk, id: int, text: str) -> Outcome:
    """Tell the other admins something about the comment. Notes add up, so nobody's note is in the way of another's."""
    with desk.step("comment.note") as step:
        comment = step.read("comments", Comment, id)
        if not text.strip():
            step.refuse("empty_text")
        note = Note(at=step.at, by=desk.actor, text=storable(text.strip(), 2_000))
        step.update("comments", id, {"notes": (*comment.notes, note)})
    return step.outcome


def no_reply(desk: Desk, id: int, reason: NoReplyReason, *, rev: int | None = None) -> Outcome:
    """Leave the comment without a reply, for a listed reason."""
    with desk.step("comment.no_reply", reason=reason) as step:
        _open(step, id)
        if reason not in NO_REPLY_REASONS:
            step.refuse("no_reason")
        step.update("comments", id, {"state": "no_reply", "state_reason": reason}, rev)
    return step.outcome


def finish(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Close the comment. It needs a reply that was sent, or a reason why there is none."""
    with desk.step("comment.done") as step:
        comment = step.read("comments", Comment, id)
        if comment.state == "done":
            step.refuse("already_done")
        if comment.state in OPEN_STATES:
            step.refuse("no_answer_yet")
        if comment.state == "referred":
            step.refuse("agency_not_relayed")
        step.update("comments", id, {"state": "done"}, rev)
    return step.outcome


def sent_by(desk: Desk, comment: int, actor: str) -> Reply | None:
    """The last reply that admin sent to the comment."""
    replies = desk.store.repo("replies", Reply).all()
    found = [one for one in replies if (one.comment, one.state) == (comment, "sent") and one.sent_by == actor]
    return found[-1] if found else None


def save_draft(desk: Desk, comment: Comment, text: str) -> Outcome:
    """Keep what this admin has written so far. Drafts are each admin's own: no conflict, no audit entry.

    Another text needs another approval.
    """
    with desk.step("reply.draft", audit="none") as step:
        kept = draft_of(desk, comment.id)
        if kept and not text.strip():
            step.delete("replies", kept.id)
        elif kept and kept.text != text:
            fields = {"text": storable(text), "written_at": step.at, "approved_by": "", "own_approval": False}
            step.update("replies", kept.id, fields)
        elif not kept and text.strip():
            step.insert("replies", new_reply(desk, comment, text, step.at))
    return step.outcome


def mark_sent(desk: Desk, comment: Comment, text: str, *, rev: int | None = None) -> Outcome:
    """Record, by the admin's word, that the reply was sent; where a second person has to agree, ask for that first.

    With `rev` the stored comment must still be as the admin saw it: a colleague's answer in between ends in a conflict,
    never in two answers. The draft stays until then. Of a referred comment the reply is a holding one, which ends the
    citizen's wait for a first word; once the admin saw the agency's answer in `comment` it relays that, and the
    comment is answered. One that is answered or done already stays so, and the first answer is what counts.
    """
    with desk.step("comment.answered") as step:
        kept = draft_of(desk, comment.id)
        stored = step.read("comments", Comment, comment.id)
        refuse_unfit(step, desk, stored, text)
        if needs_approval(desk, kept, text):
            step.verb = "reply.awaiting"
            hand_over(step, desk, comment, text, rev, state="awaiting", by_api=False)
        else:
            relays = to_be_relayed(stored.referral) and to_be_relayed(comment.referral)
            handled = stored.state not in OPEN_STATES
            id = kept.id if kept else step.next_id("replies")
            fields = answered(step, stored, desk.actor, id, relays=relays)
            step.update("comments", comment.id, fields, rev, relies_on=SEEN if handled else ())
            sent = {"state": "sent", "text": storable(text), "sent_at": step.at, "sent_by": desk.actor}
            if kept:
                step.update("replies", id, sent)
            else:
                step.insert("replies", replace(new_reply(desk, comment, text, step.at), **sent), id)
    return step.outcome
