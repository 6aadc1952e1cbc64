"""A comment that another agency has to answer: what was asked of it, until when, and what came back."""

import re
from datetime import datetime

import msgspec

from domain.times import local, to_ms

USUAL_DAYS = 3
"""Working days an agency has for its answer, where the register does not say."""
MOST_DAYS = 60
"""What LAPOR! gives a complaint that needs a look at the place."""


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """The agency was asked again."""

    at: int
    by: str


class Referral(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was asked of which agency. The citizen's own deadlines are the comment's, and go on beside it."""

    agency: int
    """Its id in the register."""
    name: str
    """As it was called then: the register may change."""
    ticket: str
    at: int
    by: str
    due: int
    """Until when the agency is to answer, UTC milliseconds."""
    note: str = ""
    """What the agency is told beside the comment."""
    reminders: tuple[Reminder, ...] = ()
    answer: str = ""
    answered_at: int = 0
    """When the agency answered; 0: not yet."""
    answered_by: str = ""
    """The admin who put the answer down."""
    relayed_at: int = 0
    """When the answer went on to the citizen."""


def ticket_of(comment: int, year: int) -> str:
    """Our own number for a comment's referral: D-2026-0041 is that of K41, so no two desks give the same one."""
    return f"D-{year}-{comment:04}"


def awaits_agency(referral: Referral | None) -> bool:
    """The agency has not answered yet."""
    return referral is not None and not referral.answered_at


def to_be_relayed(referral: Referral | None) -> bool:
    """The agency has answered, and the citizen does not know."""
    return referral is not None and referral.answered_at > 0 and not referral.relayed_at


_WHEN = re.compile(r"(?:(\d{1,2})/(\d{1,2})(?:/(\d{4}))?)?\s*(?:(\d{1,2})[.:](\d{2}))?", re.ASCII)


def read_when(line: str, now: int, zone: str) -> int | None:
    """When something happened: ``09.30`` of today, ``22/11 14.30``, a day alone its noon, nothing now; else None.

    A date without a year is the last such date.
    """
    text = line.strip()
    if not text:
        return now
    found = _WHEN.fullmatch(text)
    if not found:
        return None
    day, month, year, hour, minute = (int(part) if part else None for part in found.groups())
    today = local(now, zone)
    try:
        at = datetime(
            year or today.year, month or today.month, day or today.day, 12 if hour is None else hour, minute or 0
        )
        if day and not year and to_ms(at, zone) > now:
            at = at.replace(year=at.year - 1)
    except ValueError:
        return None
    return to_ms(at, zone)
