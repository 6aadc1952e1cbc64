"""When the desk holds back: crisis mode, and political periods in which an agency must stay neutral."""

from typing import Literal, get_args

import msgspec

from domain.comments import Kind
from domain.times import MINUTE

Phase = Literal["before", "during", "after"]
"""Of a crisis: its signs are there (prakrisis), it is on (saat krisis), it is being put right (pascakrisis)."""
PHASES: tuple[Phase, ...] = get_args(Phase)

FAST: frozenset[Kind] = frozenset({"complaint", "question", "hoax"})
"""Kinds whose first reply is due sooner when they are about a crisis."""
USUAL_MINUTES = 30
"""Until the first reply to a comment about a crisis."""
MOST_MINUTES = 24 * 60


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What was done or learnt in a crisis, and when."""

    at: int
    by: str
    text: str


class Crisis(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Crisis mode, from start to end. While it lasts nothing else is scheduled or published."""

    id: int = 0
    rev: int = 0
    reason: str
    """What happened, in one line."""
    groups: tuple[int, ...] = ()
    """The groups of comments about it; see `domain.comments.Comment.group`."""
    phase: Phase = "during"
    started_at: int = 0
    started_by: str = ""
    minutes: int = USUAL_MINUTES
    """Until the first reply to a comment of `FAST` in one of the groups."""
    message: str = ""
    """What the agency has to say, the same everywhere; to be used once it is approved."""
    message_by: str = ""
    approved_by: str = ""
    approved_at: int = 0
    own_approval: bool = False
    """It was approved by who wrote it, for want of another admin."""
    log: tuple[LogEntry, ...] = ()
    ended_at: int = 0
    ended_by: str = ""
    closing: str = ""
    """What came of it, and what was learnt."""


class PoliticalPeriod(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Days on which an agency keeps out of politics, and words that touch on it (SKB 2/2022 on ASN's neutrality)."""

    id: int = 0
    rev: int = 0
    name: str
    since: str
    """First day, ISO 8601."""
    until: str
    """Last day."""
    words: tuple[str, ...] = ()
    """Names, parties, slogans and numbers that are told wherever they are written."""


def hastened(crisis: Crisis | None, kind: Kind, group: int, written_at: int, due: int | None) -> int | None:
    """When the first reply to a comment is due with a crisis on: never later than `due`, which it has without one.

    Args:
        group: the comment's, or its own id where it has none.
    """
    if crisis is None or crisis.ended_at or kind not in FAST or group not in crisis.groups:
        return due
    fast = max(written_at, crisis.started_at) + crisis.minutes * MINUTE
    return fast if due is None else min(due, fast)


def holds(crisis: Crisis, slot_at: int, due_for: int) -> bool:
    """Whether a slot fell, or falls, due while the crisis lasted: what it was for is held back, not missed."""
    return slot_at + due_for >= crisis.started_at


def in_force(period: PoliticalPeriod, day: str) -> bool:
    """Whether the period has that day, as ISO 8601 has it."""
    return period.since <= day <= period.until
