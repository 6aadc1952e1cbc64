"""Replies on their way: what was done to them, what is refused, why one has not gone out, and what helps."""

from collections.abc import Sequence

from domain.comments import Reply
from domain.text import clean
from wording import N_, _, figures, labels, sending

DONE: dict[str, str] = {
    "reply.queued": N_("In the outbox"),
    "reply.awaiting": N_("Waits for a colleague's approval: they find it in the outbox, g x"),
    "reply.approved": N_("Agreed: it goes out next"),
    "reply.returned": N_("Returned to its writer"),
    "reply.pulled_back": N_("A draft again"),
    "reply.again": N_("In the outbox again"),
    "reply.sent": N_("Sent"),
}

VERBS: dict[str, str] = {
    "reply.queued": N_("gave a reply to the outbox"),
    "reply.awaiting": N_("asked for approval of a reply"),
    "reply.approved": N_("agreed to a reply"),
    "reply.returned": N_("returned a reply"),
    "reply.pulled_back": N_("took a reply back"),
    "reply.again": N_("let a reply be sent again"),
    "reply.sent": N_("sent a reply"),
    "reply.failed": N_("could not send a reply"),
    "reply.unknown": N_("does not know whether a reply was sent"),
    "reply.put_off": N_("put a reply off"),
}

REFUSED: dict[str, str] = {
    "under_way": N_("A reply by {who} is on its way already: g x shows it."),
    "by_hand_only": N_("This account has no access to its platform: p copies the reply, t records it as sent."),
    "not_awaiting": N_("It does not wait for approval any more."),
    "needs_other_reply": N_("You wrote it yourself: a colleague has to agree to it."),
    "platform_rests": N_("The platform wants a pause; the outbox shows until when. By hand it may go out at once."),
    "being_sent": N_("It is being sent at this moment."),
    "not_in_outbox": N_("It is not in the outbox any more."),
    "reply_gone_out": N_("It is sent, or being sent: no way back. The next u goes on with the step before."),
}

LEFT_OUT: dict[str, str] = {
    "under_way": N_("{n} with a reply on its way"),
    "by_hand_only": N_("{n} to be answered by hand"),
    "unfilled": N_("{n} with a field that is not known"),
    "too_long": N_("{n} where it is too long"),
    "empty_text": N_("{n} without a text"),
}

_WHY: dict[str, str] = {
    **sending.WHY,
    "refused": N_("the platform refused it: write it anew, or post it by hand"),
    "not_summoned": N_("X takes replies only to those who named the account: post it by hand"),
    "handled_meanwhile": N_("somebody has handled the comment meanwhile"),
    "gone": N_("the comment is no longer there"),
    "unfit": N_("the text cannot go out as it is"),
}


def news(reply: Reply) -> str:
    """What became of a reply, for whoever should see to it."""
    if reply.state == "awaiting":
        told = _("{who} asks for approval of the reply to K{id}: g x").format(
            who=labels.person(reply.by), id=reply.comment
        )
    elif reply.state == "draft" and reply.returned_by:
        who = labels.person(reply.returned_by)
        told = _("Reply to K{id} returned by {who}: {why}").format(id=reply.comment, who=who, why=reply.return_reason)
    elif reply.state == "draft":
        who = labels.person(reply.approved_by)
        told = _("Reply to K{id} agreed to by {who}: post it by hand").format(id=reply.comment, who=who)
    else:
        state = labels.reply_state(reply.state)
        told = _("Reply to K{id}: {state}, {why}: g x").format(id=reply.comment, state=state, why=why(reply))
    return clean(told, limit=300)


def all_news(found: Sequence[Reply]) -> list[str]:
    """What became of replies, in a few sentences: of many that one person waits for, or agreed to, how many."""
    alike: dict[tuple[str, str], list[Reply]] = {}
    for one in found:
        agreed = one.approved_by if one.state == "draft" and not one.returned_by else ""
        who = one.by if one.state == "awaiting" else agreed
        alike.setdefault((one.state, who) if who else (one.state, str(one.id)), []).append(one)
    return [_many(some) if len(some) > 1 else news(some[0]) for some in alike.values()]


def _many(some: Sequence[Reply]) -> str:
    first, n = some[0], figures.number(len(some))
    if first.state == "awaiting":
        told = _("{who} asks for approval of {n} replies: g x").format(who=labels.person(first.by), n=n)
    else:
        told = _("{n} replies agreed to by {who}: post them by hand").format(n=n, who=labels.person(first.approved_by))
    return clean(told, limit=300)


def why(reply: Reply) -> str:
    """Why it has not gone out, with the platform's own words; a code this version does not know is shown as it is."""
    return sending.why(_WHY, reply.error, reply.error_detail)
