"""Sending what is queued through the platforms' interfaces.

Every change of state is on disk before the network is asked, and again after it has answered. One process at a time
sends (a lock that the kernel frees however its holder ends), and a reply is claimed by a commit on its revision. So
what is found in `sending` by who holds the lock was left there by somebody who died: nobody knows whether the platform
took it. The platform is asked; where it cannot say, an admin looks and decides.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from channels.contract import CannotTell, ChannelError, Connector, Sent
from desk.desk import Desk
from desk.replies import settle_comment, unfit
from desk.restraint import second_approval
from domain import outbox as rules
from domain.comments import OPEN_STATES, Comment, Reply
from domain.outbox import Reason
from domain.outcomes import Done, Outcome
from domain.text import clean, storable
from store import lock

LOCK = "OUTBOX"
"""The file whose lock the sender holds."""
_DETAIL = 300
"""Characters of a platform's own words that are kept."""


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
            sent = connector.reply(reply.send_key, reply.parent, reply.post_ref, _shown(reply))
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
                settle_comment(step, stored, stored.by)
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
                sent = connector.find_reply(reply.send_key, reply.parent, _shown(reply), reply.sending_at)
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


def _shown(reply: Reply) -> str:
    """The text as the preview showed it: invisible characters that were pasted along do not go out."""
    return clean(reply.text, lines=len(reply.text) + 1)
