"""What our replies to a comment have in common, however they go out: what keeps one back, and what sending one does."""

from typing import Any

from msgspec import convert
from msgspec.structs import replace

from desk import restraint
from desk.desk import Desk, Step
from domain.accounts import Platform
from domain.comments import OPEN_STATES, Comment, Reply
from domain.counting import read_limits
from domain.outbox import ON_ITS_WAY
from domain.referrals import to_be_relayed
from domain.replies import Hindrance, hindrance
from domain.text import storable

SEEN = ("state", "further")
"""What whoever adds to an answer has to have seen of the comment: two admins never answer it unknowingly."""


def draft_of(desk: Desk, comment: int) -> Reply | None:
    """This admin's draft to that one comment."""
    mine = (one for one in desk.unsent.to(comment) if (one.by, one.state) == (desk.actor, "draft"))
    return next((one for one in mine if not one.among), None)


def under_way(desk: Desk, comment: int) -> Reply | None:
    """The reply that is on its way to the comment, or waits for approval, or failed to go; whoever wrote it."""
    return next((one for one in desk.unsent.to(comment) if one.state != "draft"), None)


def new_reply(desk: Desk, comment: Comment, text: str, at: int) -> Reply:
    """A draft of this admin's."""
    return Reply(
        comment=comment.id,
        account=comment.account,
        platform=comment.platform,
        parent=comment.platform_id,
        post_ref=comment.post_ref,
        text=storable(text),
        by=desk.actor,
        written_at=at,
    )


def unfit(desk: Desk, text: str, platform: Platform) -> Hindrance | None:
    """Why this text cannot go out there; None: it can."""
    return hindrance(text, platform, read_limits(desk.setting("limits")))


def refuse_unfit(step: Step, desk: Desk, stored: Comment, text: str, own: int = 0) -> None:
    """Refuse a text that must not go out, and an answer beside another one; `own` is this reply's id, if it has one."""
    if found := unfit(desk, text, stored.platform):
        step.refuse(found.reason, **found.params)
    other = step.get("replies", stored.outbound) if stored.outbound != own else None
    if other and other.get("state", "draft") in ON_ITS_WAY:
        step.refuse("under_way", who=other.get("by", ""))


def needs_approval(desk: Desk, draft: Reply | None, text: str) -> bool:
    """Whether somebody else has to agree to this text before the public reads it."""
    agreed = draft is not None and draft.approved_by and draft.text == storable(text)
    return not agreed and restraint.second_approval(desk)


def hand_over(step: Step, desk: Desk, comment: Comment, text: str, rev: int | None, **fields: Any) -> int:
    """Let a reply wait, for approval or for its turn: it is this admin's draft with these fields; its id.

    The comment, as the admin saw it (`comment`, `rev`), is being worked on until the reply is sent.
    """
    stored = step.read("comments", Comment, comment.id)
    draft = draft_of(desk, comment.id)
    open_ = stored.state in OPEN_STATES
    id = draft.id if draft else step.next_id("replies")
    work = {"state": "in_progress"} if open_ else {}
    held = {**work, "assignee": stored.assignee or desk.actor, "outbound": id}
    step.update("comments", comment.id, held, rev, relies_on=() if open_ else SEEN)
    relays = to_be_relayed(stored.referral) and to_be_relayed(comment.referral)
    fields |= {"text": storable(text), "queued_at": step.at, "first": open_ or stored.unheard, "relays": relays}
    fields = {"retry_at": 0, "error": "", **fields}
    fields |= {"tries": 0, "error_detail": "", "returned_by": "", "return_reason": ""}
    if draft:
        step.update("replies", id, fields)
    else:
        step.insert("replies", replace(new_reply(desk, comment, text, step.at), **fields), id)
    return id


def answered(step: Step, stored: Comment, by: str, reply: int, *, relays: bool) -> dict[str, Any]:
    """What it means to a comment that a reply of that admin's was sent.

    Of a referred comment the reply is a holding one, which ends the citizen's wait for a first word, unless it passes
    on the agency's answer. A further reply to one that is handled leaves it as it is.

    Args:
        reply: the reply's id.
    """
    relayed = stored.referral if relays and to_be_relayed(stored.referral) else None
    fields: dict[str, Any] = {
        "state": "answered" if stored.state in OPEN_STATES or relayed else stored.state,
        "assignee": stored.assignee or by,
    }
    if stored.outbound:
        fields["outbound"] = 0
    if relayed:
        fields["referral"] = replace(relayed, relayed_at=step.at)
    if stored.unheard:
        fields["unheard"] = False
    if stored.state not in OPEN_STATES and not relayed:
        fields["further"] = reply
    return fields


def comment_of(step: Step, reply: Reply) -> Comment | None:
    """The comment a reply answers, as it stands inside the step; None: it is not there any more."""
    document = step.get("comments", reply.comment) if reply.comment else None
    return convert({**document, "id": reply.comment}, Comment) if document else None


def settle_comment(step: Step, reply: Reply, by: str) -> None:
    """The reply was sent, so its comment is answered."""
    if comment := comment_of(step, reply):
        step.update("comments", comment.id, answered(step, comment, by, reply.id, relays=reply.relays))
