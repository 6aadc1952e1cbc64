"""The outbox: replies that wait for approval or for their turn, are sent through the platforms' interfaces, or failed.

Every change of state is on disk before the network is asked, and again after it has answered. One process at a time
sends (a lock that the kernel frees however its holder ends), and a reply is claimed by a commit on its revision. So
what is found in `sending` by who holds the lock was left there by somebody who died: nobody knows whether the platform
took it. The platform is asked; where it cannot say, an admin looks and decides.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from typing import Any

import msgspec

from channels.contract import CannotTell, ChannelError, Connector, Sent
from desk import triage
from desk.connections import by_api
from desk.desk import Desk, Step
from desk.replies import answered, draft_of, hand_over, needs_approval, refuse_unfit, unfit
from desk.restraint import alone, second_approval
from domain import outbox as rules
from domain.comments import MADE_UP, OPEN_STATES, Comment, Reply
from domain.erasure import NAMELESS
from domain.outbox import Reason
from domain.outcomes import Done, Outcome
from domain.text import storable
from store import lock

LOCK = "OUTBOX"
"""The file whose lock the sender holds."""
_DETAIL = 300
"""Characters of a platform's own words that are kept."""


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
        _answer(step, reply, desk.actor)
        fields = {"state": "sent", "sent_at": step.at, "sent_by": desk.actor, "retry_at": 0, "error": ""}
        step.update("replies", id, {**fields, "by_api": False}, rev, relies_on=("state",))
    return step.outcome


def _of(step: Step, id: int, state: str, refusal: str) -> Reply:
    reply = step.read("replies", Reply, id)
    if reply.state != state:
        step.refuse(refusal)
    return reply


def _comment_of(step: Step, reply: Reply) -> Comment | None:
    document = step.get("comments", reply.comment) if reply.comment else None
    return msgspec.convert({**document, "id": reply.comment}, Comment) if document else None


def _let_go(step: Step, reply: Reply) -> None:
    """Its comment has no answer on its way any more."""
    comment = _comment_of(step, reply)
    if comment and comment.outbound == reply.id:
        step.update("comments", comment.id, {"outbound": 0})


def _answer(step: Step, reply: Reply, by: str) -> None:
    """Its comment is answered by it."""
    if comment := _comment_of(step, reply):
        step.update("comments", comment.id, answered(step, comment, by, relays=reply.relays))


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
    """How the outbox stands."""

    awaiting: int = 0
    """Replies others wrote that wait for this admin's approval; where nobody else is there, also one's own."""
    queued: int = 0
    """Waiting for their turn, or being sent."""
    failed: int = 0
    unknown: int = 0
    back: int = 0
    """This admin's own: returned, or agreed to and waiting to be posted by hand."""


def listed(desk: Desk) -> list[Reply]:
    """What an admin should know of: what needs somebody first, then what waits; the oldest first in each part.

    With them drafts that were approved and wait to be posted by hand, and those that were returned.
    """
    order = {"unknown": 0, "failed": 1, "awaiting": 2, "sending": 4, "queued": 5}
    found = [one for one in desk.unsent.all() if one.state in rules.LISTED or _came_back(one)]
    return sorted(found, key=lambda one: (order.get(one.state, 3), one.queued_at, one.id))


def counts(desk: Desk) -> Counts:
    """How many of each there are."""
    held = desk.unsent.all()
    states = [(one.state, one.by) for one in held]
    return Counts(
        awaiting=sum(state == "awaiting" and by != desk.actor for state, by in states),
        queued=sum(state in ("queued", "sending") for state, _by in states),
        failed=sum(state == "failed" for state, _by in states),
        unknown=sum(state == "unknown" for state, _by in states),
        back=sum(one.by == desk.actor and _came_back(one) for one in held),
    )


def _came_back(reply: Reply) -> bool:
    return reply.state == "draft" and bool(reply.approved_by or reply.returned_by)


class News:
    """What an admin should hear of replies without looking: each thing once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known = {one.id: _stands(one) for one in desk.unsent.all()}

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


def _stands(reply: Reply) -> tuple[str, int, str]:
    return reply.state, reply.queued_at, reply.returned_by or reply.approved_by


# Sending


class Report(msgspec.Struct, kw_only=True):
    """What became of one round."""

    busy: bool = False
    """Another process is sending; nothing was done here."""
    sent: int = 0
    put_off: int = 0
    failed: int = 0
    unknown: int = 0
    changed: dict[str, set[int]] = {}
    """Ids of the records that changed, by table."""
    trouble: Exception | None = None
    """A connector broke. Its reply is unknown."""

    def take(self, outcome: Outcome) -> Outcome:
        """Note what a step changed."""
        for table, ids in outcome.changed.items() if isinstance(outcome, Done) else ():
            self.changed.setdefault(table, set()).update(ids)
        return outcome


def send_due(
    desk: Desk,
    connectors: Mapping[int, Connector],
    now: int,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Send what is due on these accounts, one after the other, the longest waiting first. Blocks: for worker threads.

    First what somebody left behind who died while sending is cleared up. What a platform puts off waits, with all that
    is for that account.

    Args:
        connectors: by account; what is for others is left alone.
        now: what is due by then.
        stop: asked before each reply: whether to leave it at that.

    Raises:
        store.StoreError: a step could not be stored. What was being sent is cleared up by the next round.
    """
    report = Report()
    with lock.sole(desk.store.path, LOCK) as only:
        if not only:
            report.busy = True
            return report
        round_ = _Round(desk, connectors, now, report)
        round_.clear_up()
        while not stop() and round_.send_next():
            pass
    return report


class _Round:
    """One round of the only sender."""

    def __init__(self, desk: Desk, connectors: Mapping[int, Connector], now: int, report: Report) -> None:
        self._desk = desk
        self._connectors = connectors
        self._now = now
        self._report = report
        self._tried: set[int] = set()

    def clear_up(self) -> None:
        """Find out what became of replies whose sender died, and of those nobody knows of."""
        with self._desk.step("reply.look", audit="none"):
            pass  # From here on this desk knows what others stored.
        for reply in self._desk.unsent.all():
            if reply.state == "sending" or rules.is_to_be_asked(reply, self._now):
                self._find_out(reply, "left_behind" if reply.state == "sending" else reply.error)

    def send_next(self) -> bool:
        """Send the reply that has waited longest; False: none is due."""
        due = [
            one
            for one in self._desk.unsent.all()
            if rules.is_due(one, self._now) and one.account in self._connectors and one.id not in self._tried
        ]
        if not due:
            return False
        reply = min(due, key=lambda one: (one.queued_at, one.id))
        self._tried.add(reply.id)
        if why := self._kept_back(reply):
            self._fail(reply, why)
        elif claimed := self._claim(reply):
            self._send(claimed, self._connectors[reply.account])
        return True

    def _kept_back(self, reply: Reply) -> str:
        """What has changed since it was queued so that it must not go out; a code."""
        if unfit(self._desk, reply.text, reply.platform):
            return "unfit"
        comment = self._desk.store.repo("comments", Comment).get(reply.comment)
        if comment is None or comment.platform_id != reply.parent:
            return "gone"
        if reply.first and comment.state not in OPEN_STATES and not comment.unheard and not reply.relays:
            return "handled_meanwhile"
        return ""

    def _claim(self, reply: Reply) -> Reply | None:
        """Say on disk that it is being sent; None: somebody was quicker, or a second person has to agree first."""
        claimed = None
        with self._desk.step("reply.sending", audit="none") as step:
            stored = step.read("replies", Reply, reply.id)
            if not rules.is_due(stored, self._now):
                step.refuse("not_in_outbox")
            state = "awaiting" if second_approval(self._desk) and not stored.approved_by else "sending"
            fields = {"state": state} | ({"sending_at": step.at} if state == "sending" else {})
            step.update("replies", reply.id, fields, stored.rev)
            if state == "sending":
                claimed = msgspec.structs.replace(stored, state="sending", sending_at=step.at)
        return claimed if isinstance(self._report.take(step.outcome), Done) else None

    def _send(self, reply: Reply, connector: Connector) -> None:
        try:
            sent = connector.reply(reply.send_key, reply.parent, reply.post_ref, reply.text)
        except ChannelError as error:
            self._not_sent(reply, error)
        except Exception as error:
            self._report.trouble = error
            self._find_out(reply, "broken")
        else:
            self._sent(reply, sent)

    def _not_sent(self, reply: Reply, error: ChannelError) -> None:
        tries = reply.tries + 1
        fate = rules.fate(error.reason, tries)
        if fate == "unknown":
            self._find_out(reply, "unknown", error.detail)
        elif fate == "failed":
            self._fail(reply, error.code or error.reason, error.detail)
            if error.reason == "expired":
                for other in self._waiting_for(reply.account):
                    self._fail(other, "expired")
        else:
            self._put_off(reply, error.reason, error.detail, tries, error.retry_at)

    def _waiting_for(self, account: int) -> list[Reply]:
        return [one for one in self._desk.unsent.all() if one.account == account and one.state == "queued"]

    def _sent(self, reply: Reply, sent: Sent) -> None:
        with self._desk.step("reply.sent", platform=reply.platform) as step:
            stored = step.read("replies", Reply, reply.id)
            seen = {"platform_id": sent.platform_id, "url": sent.url, "sent_at": sent.at or step.at}
            if stored.state != "sent":
                _answer(step, stored, stored.by)
                seen |= {"state": "sent", "sent_by": stored.by, "retry_at": 0, "error": "", "error_detail": ""}
            step.update("replies", reply.id, seen)
        if isinstance(self._report.take(step.outcome), Done):
            self._report.sent += 1

    def _fail(self, reply: Reply, why: str, detail: str = "") -> None:
        self._settle(reply, "reply.failed", state="failed", **_told(why, detail), retry_at=0, tries=reply.tries + 1)
        self._report.failed += 1

    def _put_off(self, reply: Reply, why: Reason, detail: str, tries: int, told: int | None) -> None:
        """It certainly was not taken: it waits, and so does what else is for that account."""
        at = rules.again_at(tries, self._desk.now(), told)
        others = [one.id for one in self._waiting_for(reply.account) if one.retry_at < at]
        with self._desk.step("reply.put_off", audit="none") as step:
            stored = step.read("replies", Reply, reply.id)
            if stored.state == "sending":
                told_of = {"state": "queued", "tries": tries, "retry_at": at, **_told(why, detail)}
                step.update("replies", reply.id, told_of, stored.rev)
            for id in others:
                if step.read("replies", Reply, id).state == "queued":
                    step.update("replies", id, {"retry_at": at, "error": why})
        self._report.take(step.outcome)
        self._report.put_off += 1

    def _find_out(self, reply: Reply, why: str, detail: str = "") -> None:
        """Ask the platform what became of a reply that may have been taken."""
        connector = self._connectors.get(reply.account)
        tries = reply.tries + 1 if reply.state == "unknown" else 1
        at = self._desk.now() if connector is None else 0
        if connector is not None:
            try:
                sent = connector.find_reply(reply.send_key, reply.parent, reply.text, reply.sending_at)
            except CannotTell:
                why = "cannot_tell"
            except Exception as error:
                if not isinstance(error, ChannelError):
                    self._report.trouble = error
                told = error.retry_at if isinstance(error, ChannelError) else None
                at = rules.again_at(tries, self._desk.now(), told) if tries < rules.QUESTIONS else 0
            else:
                if sent is not None:
                    return self._sent(reply, sent)
                settled = reply.sending_at + rules.SETTLE
                if self._desk.now() >= settled:
                    return self._not_there(reply)
                at = settled
        if reply.state == "unknown" and connector is None:
            return None
        fields = {"state": "unknown", "retry_at": at, "tries": tries, **_told(why, detail or reply.error_detail)}
        if reply.state == "unknown":
            self._settle(reply, "reply.unknown", audit="none", **fields)
        else:
            self._settle(reply, "reply.unknown", **fields)
            self._report.unknown += 1
        return None

    def _not_there(self, reply: Reply) -> None:
        """The platform certainly has not got it: it waits for its turn again, under the same key."""
        self._settle(reply, "reply.put_off", state="queued", retry_at=0, tries=0, error="", error_detail="")
        self._report.put_off += 1

    def _settle(self, reply: Reply, verb: str, *, audit: Any = "full", **fields: Any) -> None:
        """Store what became of it, unless an admin has settled it meanwhile."""
        with self._desk.step(verb, audit=audit, why=str(fields.get("error", ""))) as step:
            stored = step.read("replies", Reply, reply.id)
            if stored.state != reply.state:
                step.refuse("not_in_outbox")
            step.update("replies", reply.id, fields, stored.rev)
        self._report.take(step.outcome)


def _told(why: str, detail: str) -> dict[str, str]:
    return {"error": why, "error_detail": storable(detail, _DETAIL)}
