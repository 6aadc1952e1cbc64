"""The outbox, as admins see it: replies that wait for approval or for their turn, failed, or may have gone out; and
posts that should be out, or failed to be. What an admin does about posts: `desk.deliveries`; how all is sent:
`desk.sending`.
"""

import secrets
from collections.abc import Collection
from typing import Any

import msgspec

from desk import deliveries, triage
from desk.connections import by_api
from desk.desk import Desk, Step
from desk.replies import comment_of, draft_of, hand_over, needs_approval, refuse_unfit, settle_comment, unfit
from desk.restraint import alone
from domain import outbox as rules
from domain.comments import MADE_UP, Comment, Reply
from domain.deliveries import Delivery
from domain.erasure import NAMELESS
from domain.outcomes import Outcome
from domain.posts import Variant
from domain.text import storable

_NOT_THEIRS = (MADE_UP, NAMELESS)
"""How ids begin that no platform knows."""


def goes_by_api(desk: Desk, comment: Comment) -> bool:
    """Whether a reply to it can go through the platform's interface; else an admin posts it by hand.

    The account has to be connected, and the platform has to know the comment: one put in by hand it does not.
    """
    known = bool(comment.platform_id) and not comment.platform_id.startswith(_NOT_THEIRS)
    return known and comment.account in by_api(desk, "reply")


# What an admin does


def queue(desk: Desk, comment: Comment, text: str, *, rev: int | None = None) -> Outcome:
    """Give a reply to the outbox, which sends it; where a second person has to agree, ask for that first.

    The guards are those of `comments.mark_sent`; they are looked at once more when it is sent.
    """
    with desk.step("reply.queued") as step:
        draft = draft_of(desk, comment.id)
        refuse_unfit(step, desk, step.read("comments", Comment, comment.id), text)
        if not goes_by_api(desk, comment):
            step.refuse("by_hand_only")
        if needs_approval(desk, draft, text):
            step.verb = "reply.awaiting"
            hand_over(step, desk, comment, text, rev, state="awaiting", by_api=True)
        else:
            turn = _turn(desk, comment.account, step.at)
            hand_over(step, desk, comment, text, rev, state="queued", by_api=True, send_key=_new_key(), **turn)
    return step.outcome


def _turn(desk: Desk, account: int, now: int) -> dict[str, Any]:
    """When a reply of that account may go: at once, or when the platform's pause is over."""
    resting = (one for one in desk.unsent.all() if one.account == account and rules.must_rest(one, now))
    until = max((one.retry_at for one in resting), default=0)
    return {"retry_at": until, "error": "limited" if until else ""}


def _new_key() -> str:
    return secrets.token_hex(16)


def approve(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Agree to a reply that somebody else wrote: it is sent, or its writer may post it. An admin who is alone agrees to
    their own, and it is marked so."""
    with desk.step("reply.approved") as step:
        reply = _of(step, id, "awaiting", "not_awaiting")
        own = reply.by == desk.actor
        if own and not alone(desk):
            step.refuse("needs_other_reply")
        if found := unfit(desk, reply.text, reply.platform):
            step.refuse(found.reason, **found.params)
        fields: dict[str, Any] = {"approved_by": desk.actor, "own_approval": own}
        if own:
            step.params["own_reply"] = True
        if reply.by_api:
            fields |= {"state": "queued", "send_key": _new_key(), **_turn(desk, reply.account, step.at)}
        else:
            fields["state"] = "draft"
            step.params["by_hand"] = True
            _let_go(step, reply)
        step.update("replies", id, fields, rev, relies_on=("text", "state"))
    return step.outcome


def send_back(desk: Desk, id: int, reason: str, *, rev: int | None = None) -> Outcome:
    """Return a reply that waits for approval to its writer, saying why; it is a draft again."""
    with desk.step("reply.returned") as step:
        reply = _of(step, id, "awaiting", "not_awaiting")
        if not reason.strip():
            step.refuse("no_reason")
        _let_go(step, reply)
        why = {"returned_by": desk.actor, "return_reason": storable(reason.strip(), 500)}
        step.update("replies", id, {"state": "draft", **why}, rev, relies_on=("state",))
    return step.outcome


def pull_back(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Make a draft of a reply again, unless it is being sent at this moment."""
    with desk.step("reply.pulled_back") as step:
        reply = step.read("replies", Reply, id)
        if reply.state not in rules.IN_HAND:
            step.refuse("being_sent" if reply.state == "sending" else "not_in_outbox")
        _let_go(step, reply)
        fields = {"state": "draft", "send_key": "", "tries": 0}
        if not rules.must_rest(reply, step.at):
            fields |= {"retry_at": 0, "error": "", "error_detail": ""}
        step.update("replies", id, {**fields, "approved_by": "", "own_approval": False}, rev, relies_on=("state",))
    return step.outcome


def again(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Send a reply again that failed, or of which nobody knows; one that waits for its next attempt is tried now.

    It keeps its key: a platform that knows such keys takes it once only.
    """
    with desk.step("reply.again") as step:
        reply = step.read("replies", Reply, id)
        if reply.state not in ("failed", "unknown", "queued"):
            step.refuse("being_sent" if reply.state == "sending" else "not_in_outbox")
        if reply.comment:
            refuse_unfit(step, desk, step.read("comments", Comment, reply.comment), reply.text, reply.id)
            step.update("comments", reply.comment, {"outbound": id})
        if rules.must_rest(reply, step.at):
            step.refuse("platform_rests")
        fields = {"state": "queued", "tries": 0, "error_detail": "", **_turn(desk, reply.account, step.at)}
        step.update("replies", id, fields, rev, relies_on=("state",))
    return step.outcome


def record_sent(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Record, by the admin's word, that a reply of the outbox is on the platform."""
    with desk.step("comment.answered") as step:
        reply = step.read("replies", Reply, id)
        if reply.state not in ("failed", "unknown", "queued"):
            step.refuse("being_sent" if reply.state == "sending" else "not_in_outbox")
        settle_comment(step, reply, desk.actor)
        fields = {"state": "sent", "sent_at": step.at, "sent_by": desk.actor, "retry_at": 0, "error": ""}
        step.update("replies", id, {**fields, "by_api": False}, rev, relies_on=("state",))
    return step.outcome


def _of(step: Step, id: int, state: str, refusal: str) -> Reply:
    reply = step.read("replies", Reply, id)
    if reply.state != state:
        step.refuse(refusal)
    return reply


def _let_go(step: Step, reply: Reply) -> None:
    """Its comment has no answer on its way any more."""
    comment = comment_of(step, reply)
    if comment and comment.outbound == reply.id:
        step.update("comments", comment.id, {"outbound": 0})


def alike(desk: Desk, reply: Reply) -> list[int]:
    """Those that the same can be said of: asked for at once by one writer, or failed in the same way on one account.

    Of what nobody knows each has to be looked at by itself.
    """
    if reply.state == "awaiting":
        found = (one for one in desk.unsent.all() if (one.by, one.queued_at) == (reply.by, reply.queued_at))
    elif reply.state in ("failed", "queued"):
        found = (one for one in desk.unsent.all() if (one.account, one.error) == (reply.account, reply.error))
    else:
        return []
    return [one.id for one in found if one.state == reply.state]


def with_all_alike(desk: Desk, reply: Reply) -> Outcome:
    """Agree to all that are alike, or send them all again: one step, taken back as one."""
    work = approve if reply.state == "awaiting" else again
    return triage.to_each(desk, dict.fromkeys(alike(desk, reply)), lambda id, _rev: work(desk, id))


# What there is


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How the outbox stands: replies and posts."""

    awaiting: int = 0
    """Replies others wrote that wait for this admin's approval; where nobody else is there, also one's own."""
    queued: int = 0
    """Waiting for their turn, or being sent."""
    failed: int = 0
    """It did not go, or no desk is at it."""
    unknown: int = 0
    back: int = 0
    """This admin's own: returned, or agreed to and waiting to be posted by hand."""


def listed(desk: Desk) -> list[Reply | Delivery]:
    """What an admin should know of: what needs somebody first, then what waits; the oldest first in each part.

    With them drafts that were approved and wait to be posted by hand, and those that were returned.
    """
    order = {"unknown": 0, "failed": 1, "awaiting": 2, "sending": 4, "queued": 5}
    replies = (one for one in desk.unsent.all() if one.state in rules.LISTED or _came_back(one))
    found: list[Reply | Delivery] = [*replies, *deliveries.listed(desk)]
    return sorted(found, key=lambda one: (order.get(one.state, 3), one.queued_at, one.id))


def counts(desk: Desk) -> Counts:
    """How many of each there are."""
    replies = desk.unsent.all()
    now = desk.now()
    states = ["failed" if rules.is_stuck(one, now) else one.state for one in replies]
    states += ["failed" if deliveries.is_stuck(desk, one) else one.state for one in deliveries.listed(desk)]
    return Counts(
        awaiting=sum(one.state == "awaiting" and one.by != desk.actor for one in replies),
        queued=sum(state in ("queued", "sending") for state in states),
        failed=states.count("failed"),
        unknown=states.count("unknown"),
        back=sum(one.by == desk.actor and _came_back(one) for one in replies),
    )


def _came_back(reply: Reply) -> bool:
    return reply.state == "draft" and bool(reply.approved_by or reply.returned_by)


class News:
    """What an admin should hear of replies and posts without looking: each thing once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known = {one.id: _stands(one) for one in desk.unsent.all()}
        self._deliveries = {one.id: one for one in desk.store.repo("deliveries", Delivery).all()}

    def of(self, ids: Collection[int]) -> list[Reply]:
        """Of those that changed (none: any may have): one's own that failed, may have failed or came back, and others'
        that wait for approval."""
        found = []
        for one in self._desk.unsent.all():
            if (ids and one.id not in ids) or self._known.get(one.id) == _stands(one):
                continue
            self._known[one.id] = _stands(one)
            own = one.by == self._desk.actor
            if one.state in ("failed", "unknown") or _came_back(one) if own else one.state == "awaiting":
                found.append(one)
        return found

    def of_posts(self) -> list[tuple[Delivery, bool]]:
        """This admin's posts that failed to go out or may have failed, and those that went out (True) by themselves."""
        before, repo = self._deliveries, self._desk.store.repo("deliveries", Delivery)
        self._deliveries = {one.id: one for one in repo.all()}
        mine = [one for one in self._deliveries.values() if one.by == self._desk.actor]
        troubled = [one for one in mine if one.state in ("failed", "unknown") and not _same(before.get(one.id), one)]
        ended = [one for id, one in before.items() if id not in self._deliveries and one.by == self._desk.actor]
        out = [one for one in ended if self._is_out(one)]
        return [*((one, False) for one in troubled), *((one, True) for one in out)]

    def _is_out(self, delivery: Delivery) -> bool:
        variant = self._desk.store.repo("variants", Variant).get(delivery.variant)
        return variant is not None and variant.state == "published"


def _same(before: Delivery | None, now: Delivery) -> bool:
    return before is not None and (before.state, before.queued_at) == (now.state, now.queued_at)


def _stands(reply: Reply) -> tuple[str, int, str]:
    return reply.state, reply.queued_at, reply.returned_by or reply.approved_by
