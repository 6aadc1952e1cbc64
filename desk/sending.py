"""Sending what is due through the platforms' interfaces: posts whose slot has come, and replies.

Every change of state is on disk before the network is asked, and again after it has answered. One process at a time
sends (a lock that the kernel frees however its holder ends), and what is sent is claimed by a commit on its revision.
So what is found in `sending` by who holds the lock was left there by somebody who died: nobody knows whether the
platform took it. The platform is asked; where it cannot say, an admin looks and decides.

Here is what both have in common; `desk.sending_replies` and `desk.sending_posts` have what is their own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from channels.contract import CannotTell, ChannelError, Connector, Sent
from desk.desk import Audit, Desk, Step
from domain import outbox as rules
from domain.comments import Reply
from domain.deliveries import Delivery
from domain.outbox import Reason
from domain.outcomes import Done, Outcome
from domain.text import clean, storable
from domain.times import MINUTE
from store import lock

LOCK = "OUTBOX"
"""The file whose lock the sender holds."""
_DETAIL = 300
"""Characters of a platform's own words that are kept."""

Sending = TypeVar("Sending", Reply, Delivery)


class Tally(msgspec.Struct, kw_only=True):
    """How many of one kind went out, and how many did not."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    unknown: int = 0

    def add(self, more: "Tally") -> None:
        """Count those too."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(more, name))


class Report(msgspec.Struct, kw_only=True):
    """What became of one round."""

    busy: bool = False
    """Another process is sending; nothing was done here."""
    posts: Tally = msgspec.field(default_factory=Tally)
    replies: Tally = msgspec.field(default_factory=Tally)
    changed: dict[str, set[int]] = {}
    """Ids of the records that changed, by table."""
    trouble: Exception | None = None
    """A connector broke. What it was given is unknown."""

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
    publishers: Mapping[int, Connector] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Send what is due on these accounts, one after the other: posts first, then replies, the longest waiting first.
    Blocks: for worker threads.

    First what somebody left behind who died while sending is cleared up. What a platform puts off waits, with all of
    its kind that is for that account.

    Args:
        desk: whose actor has the accounts' tokens.
        connectors: of the accounts whose replies are sent, by account; what is for others is left alone.
        now: what is due by then.
        publishers: of the accounts whose posts are published.
        stop: asked before each: whether to leave it at that.

    Raises:
        store.StoreError: a step could not be stored. What was being sent is cleared up by the next round.
    """
    from desk.sending_posts import Posts
    from desk.sending_replies import Replies

    report = Report()
    with lock.sole(desk.store.path, LOCK) as only:
        if not only:
            report.busy = True
            return report
        with desk.step("outbox.look", audit="none"):
            pass  # From here on this desk knows what others stored.
        rounds: Sequence[Round[Any]] = (
            Posts(desk, publishers or {}, now, report, report.posts),
            Replies(desk, connectors, now, report, report.replies),
        )
        for one in rounds:
            one.clear_up()
            while not stop() and one.send_next():
                pass
    return report


class Round(ABC, Generic[Sending]):
    """One round of the only sender over all of one kind.

    Attributes:
        table: where these are stored.
        verb: how the verbs of their steps begin.
    """

    table: ClassVar[str]
    verb: ClassVar[str]
    kind: type[Sending]

    def __init__(self, desk: Desk, connectors: Mapping[int, Connector], now: int, report: Report, tally: Tally) -> None:
        self.desk = desk
        self.connectors = connectors
        self.now = now
        self.report = report
        self.tally = tally
        self._tried: set[int] = set()

    # What each kind says for itself

    @abstractmethod
    def waiting(self) -> Sequence[Sending]:
        """All that have not gone out."""

    @abstractmethod
    def turn(self, one: Sending) -> int | None:
        """Since when it is its turn, in UTC milliseconds; None: it is not."""

    def beside(self, one: Sending) -> list[Sending]:
        """What else waits for that account, and fares as this one does."""
        return [other for other in self.waiting() if other.account == one.account and other.state == "queued"]

    @abstractmethod
    def kept_back(self, one: Sending) -> str:
        """What has changed since it was queued so that it must not go out; a code."""

    def lapses_at(self, one: Sending) -> int | None:
        """After this it does not go out any more by itself; None: it waits as long as it takes."""
        return None

    @abstractmethod
    def claim(self, step: Step, stored: Sending) -> dict[str, Any]:
        """The fields of one that is being sent from now on, or that turns out to be none to send."""

    @abstractmethod
    def give(self, one: Sending, connector: Connector) -> Sent:
        """Give it to the platform. Raises as connectors do."""

    @abstractmethod
    def ask(self, one: Sending, connector: Connector) -> Sent | None:
        """Ask the platform whether it has it. Raises as connectors do."""

    @abstractmethod
    def settle(self, step: Step, stored: Sending, sent: Sent) -> None:
        """The platform has it: what that means to what it belongs to."""

    # What is done with every kind

    def clear_up(self) -> None:
        """Find out what became of those whose sender died, and of those nobody knows of."""
        for one in self.waiting():
            if one.state == "sending" or rules.is_to_be_asked(one, self.now):
                self._find_out(one, "left_behind" if one.state == "sending" else one.error)

    def send_next(self) -> bool:
        """Send the one that has waited longest; False: none is due."""
        turns = [
            (turn, one.id, one)
            for one in self.waiting()
            if one.account in self.connectors and one.id not in self._tried and (turn := self.turn(one)) is not None
        ]
        if not turns:
            return False
        *_, one = min(turns, key=lambda known: known[:2])
        self._tried.add(one.id)
        if claimed := self._claimed(one):
            self._send(claimed, self.connectors[one.account])
        return True

    def _claimed(self, one: Sending) -> Sending | None:
        """Say on disk that it is being sent; None: somebody was quicker, or it is not to be sent after all.

        All that speaks against it is asked inside the step: while we waited for our turn others may have stored it.
        """
        claimed, why = None, ""
        with self.desk.step(f"{self.verb}.sending", audit="none") as step:
            stored = step.read(self.table, self.kind, one.id)
            if self.turn(stored) is None:
                step.refuse("not_in_outbox")
            if why := self.kept_back(stored):
                step.refuse(why)
            fields = self.claim(step, stored)
            step.update(self.table, one.id, fields, stored.rev)
            if fields["state"] == "sending":
                claimed = msgspec.structs.replace(stored, **fields)
        if why:
            self._fail(one, why)
        return claimed if isinstance(self.report.take(step.outcome), Done) else None

    def _send(self, one: Sending, connector: Connector) -> None:
        try:
            sent = self.give(one, connector)
        except ChannelError as error:
            self._not_sent(one, error)
        except Exception as error:
            self.report.trouble = error
            self._find_out(one, "broken")
        else:
            self._sent(one, sent)

    def _not_sent(self, one: Sending, error: ChannelError) -> None:
        tries = one.tries + 1
        fate = rules.fate(error.reason, tries)
        if fate == "unknown":
            self._find_out(one, "unknown", error.detail)
        elif fate == "failed":
            self._fail(one, error.code or error.reason, error.detail)
            if error.reason == "expired":
                for other in self.beside(one):
                    self._fail(other, "expired")
        else:
            self._put_off(one, error.reason, error.detail, tries, error.retry_at)

    def _sent(self, one: Sending, sent: Sent) -> None:
        with self.desk.step(f"{self.verb}.sent", platform=one.platform) as step:
            self.settle(step, step.read(self.table, self.kind, one.id), sent)
        if isinstance(self.report.take(step.outcome), Done):
            self.tally.sent += 1

    def _fail(self, one: Sending, why: str, detail: str = "", rests_until: int = 0) -> None:
        fields = {"state": "failed", **_told(why, detail), "retry_at": rests_until, "tries": one.tries + 1}
        self._note(one, "failed", fields)
        self.tally.failed += 1

    def _put_off(self, one: Sending, why: Reason, detail: str, tries: int, told: int | None) -> None:
        """It certainly was not taken: it waits, and so does what else is for that account. What would have to wait
        until after its time has failed at once: a person can do something about it now."""
        at = self._next_try(one, rules.again_at(tries, self.desk.now(), told), told)
        others = [other for other in self.beside(one) if other.retry_at < at]
        lapsed = [other for other in others if self._lapses(other, at)]
        waiting = [other.id for other in others if other not in lapsed]
        if self._lapses(one, at):
            lapsed.append(one)
        with self.desk.step(f"{self.verb}.put_off", audit="none") as step:
            stored = step.read(self.table, self.kind, one.id)
            if stored.state == "sending" and one not in lapsed:
                told_of = {"state": "queued", "tries": tries, "retry_at": at, **_told(why, detail)}
                step.update(self.table, one.id, told_of, stored.rev)
                self.tally.put_off += 1
            for id in waiting:
                if step.read(self.table, self.kind, id).state == "queued":
                    step.update(self.table, id, {"retry_at": at, "error": why})
        self.report.take(step.outcome)
        for other in lapsed:
            self._fail(other, why, detail, at if told else 0)

    def _lapses(self, one: Sending, before: int) -> bool:
        end = self.lapses_at(one)
        return end is not None and end < before

    def _next_try(self, one: Sending, at: int, told: int | None) -> int:
        """When it is tried again: where we choose the pause ourselves, once more before its time is over."""
        end = self.lapses_at(one)
        last = None if end is None or told else end - MINUTE
        return at if last is None or not self.desk.now() < last < at else last

    def _find_out(self, one: Sending, why: str, detail: str = "") -> None:
        """Ask the platform what became of one that may have been taken."""
        connector = self.connectors.get(one.account)
        tries = one.tries + 1 if one.state == "unknown" else 1
        at = self.desk.now() if connector is None else 0
        if connector is not None:
            try:
                sent = self.ask(one, connector)
            except CannotTell:
                why = "cannot_tell"
            except Exception as error:
                if not isinstance(error, ChannelError):
                    self.report.trouble = error
                told = error.retry_at if isinstance(error, ChannelError) else None
                at = rules.again_at(tries, self.desk.now(), told) if tries < rules.QUESTIONS else 0
            else:
                if sent is not None:
                    return self._sent(one, sent)
                settled = one.sending_at + rules.SETTLE
                if self.desk.now() >= settled:
                    return self._not_there(one)
                at = settled
        if one.state == "unknown" and connector is None:
            return None
        fields = {"state": "unknown", "retry_at": at, "tries": tries, **_told(why, detail or one.error_detail)}
        if one.state == "unknown":
            self._note(one, "unknown", fields, audit="none")
        else:
            self._note(one, "unknown", fields)
            self.tally.unknown += 1
        return None

    def _not_there(self, one: Sending) -> None:
        """The platform certainly has not got it: it waits for its turn again, under the same key."""
        self._note(one, "put_off", {"state": "queued", "retry_at": 0, "tries": 0, "error": "", "error_detail": ""})
        self.tally.put_off += 1

    def _note(self, one: Sending, verb: str, fields: dict[str, Any], *, audit: Audit = "full") -> None:
        """Store what became of it, unless an admin has settled it meanwhile."""
        with self.desk.step(f"{self.verb}.{verb}", audit=audit, why=fields["error"]) as step:
            stored = step.read(self.table, self.kind, one.id)
            if stored.state != one.state:
                step.refuse("not_in_outbox")
            step.update(self.table, one.id, fields, stored.rev)
        self.report.take(step.outcome)


def as_shown(text: str) -> str:
    """A text as the preview showed it: invisible characters that were pasted along do not go out."""
    return clean(text, lines=len(text) + 1)


def _told(why: str, detail: str) -> dict[str, str]:
    return {"error": why, "error_detail": storable(detail, _DETAIL)}
