"""What is on its way to a platform: its states, when it is tried again, when nobody may answer beside it.

``draft → (awaiting →) queued → sending → sent``; from `sending` also back to `queued` (it certainly was not taken, and
may be tried again), to `failed` (it was not taken, and would not be), to `unknown` (nobody can say whether it was
taken). What failed or is unknown waits for an admin.
"""

from typing import Literal, Protocol

from domain.comments import Reply, ReplyState
from domain.times import MINUTE

Reason = Literal["refused", "limited", "expired", "unreachable", "unknown"]
"""What a platform says instead of taking a reply; as `channels.contract` has it."""

Fate = Literal["queued", "failed", "unknown"]
"""What becomes of something that was not sent: it waits and is tried again, it waits for an admin, nobody knows."""


class Outgoing(Protocol):
    """What goes out through an interface: a reply, or a post on one account."""

    @property
    def state(self) -> str: ...
    @property
    def sending_at(self) -> int: ...
    @property
    def tries(self) -> int: ...
    @property
    def retry_at(self) -> int: ...
    @property
    def error(self) -> str: ...


ON_ITS_WAY: frozenset[ReplyState] = frozenset({"awaiting", "queued", "sending", "unknown"})
"""The citizen may have this answer, or is to get it: nobody answers beside it."""
LISTED: frozenset[ReplyState] = ON_ITS_WAY | {"failed"}
"""What the outbox lists."""
IN_HAND: frozenset[ReplyState] = frozenset({"awaiting", "queued", "failed", "unknown"})
"""An admin can do something about it: nobody is sending it at this moment."""

PAUSES = tuple(minutes * MINUTE for minutes in (1, 2, 5, 15, 30, 60))
"""How long to wait after the first, the second … attempt that failed; the last holds from then on."""
ATTEMPTS = 12
"""After so many the reply has failed: a citizen waits, and somebody should hear of it. About seven hours."""
SETTLE = MINUTE
"""A platform may still be at work on what a dead sender gave it: that it has no such reply counts from then on."""
STUCK_AFTER = 3 * MINUTE
"""What could have gone out for longer than this, and did not, waits for a desk that has the account's token."""
LEFT_AFTER = 10 * MINUTE
"""What is being sent for longer than this was left behind by a sender who died; any desk may say so."""
QUESTIONS = 6
"""So often a platform is asked what became of a reply; then an admin has to look."""


def again_at(tries: int, now: int, told: int | None) -> int:
    """When to try next after `tries` attempts; never before the time a platform told."""
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    return max(now + pause, told or 0)


def is_due(one: Outgoing, now: int) -> bool:
    """It is to be sent now, as far as trying goes."""
    return one.state == "queued" and one.retry_at <= now


def is_stuck(reply: Reply, now: int) -> bool:
    """It should have gone out, and no desk is at it: none that is open has the account's token."""
    return is_due(reply, now) and now - max(reply.queued_at, reply.retry_at) > STUCK_AFTER


def is_left_behind(one: Outgoing, now: int) -> bool:
    """Its sender died, and none that has the account's token has come since."""
    return one.state == "sending" and now - one.sending_at > LEFT_AFTER


def must_rest(one: Outgoing, now: int) -> bool:
    """The platform wants no more of this account for now, and nobody may press it."""
    return one.error == "limited" and one.retry_at > now


def is_to_be_asked(one: Outgoing, now: int) -> bool:
    """The platform is to be asked now what became of it."""
    return one.state == "unknown" and 0 < one.retry_at <= now


def fate(reason: Reason, tries: int) -> Fate:
    """What becomes of something whose `tries`-th attempt ended like this."""
    if reason == "unknown":
        return "unknown"
    if reason in ("refused", "expired") or tries >= ATTEMPTS:
        return "failed"
    return "queued"
