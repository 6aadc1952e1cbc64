"""A clarification sheet (lembar klarifikasi): a claim, what was found out about it, and what the agency said."""

from typing import Literal, get_args

import msgspec

from domain.times import HOUR

Verdict = Literal["unknown", "disinformation", "misinformation", "fact"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Made up to deceive, wrong without a purpose, or true."""
SheetState = Literal["open", "verified", "published", "closed"]

WITHIN = 3 * HOUR
"""From hearing of a hoax to clarifying it (the practice of Jabar Saber Hoaks)."""


class Clarification(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One claim. Shown as L7."""

    id: int = 0
    rev: int = 0
    claim: str
    evidence: tuple[str, ...] = ()
    """Addresses, documents, who confirmed it."""
    verdict: Verdict = "unknown"
    finding: str = ""
    """What is true, in words the public may read."""
    owner: str = ""
    opened_at: int = 0
    opened_by: str = ""
    publish_due: int = 0
    state: SheetState = "open"
    groups: tuple[int, ...] = ()
    """The groups of comments that make the claim; see `domain.comments.Comment.group`."""
    topic: int = 0
    """The topic it came from; 0: none."""
    post: int = 0
    """Our post about it; 0: none yet."""
    address: str = ""
    """Where it was clarified, when that was no post of the desk."""
    verified_at: int = 0
    verified_by: str = ""
    published_at: int = 0
    closed_at: int = 0
    closed_by: str = ""
    closing: str = ""


def overdue(sheet: Clarification, now: int) -> bool:
    """It should have been published or closed by now."""
    return sheet.state in ("open", "verified") and sheet.publish_due < now


def may_verify(sheet: Clarification) -> str:
    """Why it cannot be said to be verified; empty: it can."""
    if sheet.state != "open":
        return "sheet_not_open"
    if not sheet.evidence:
        return "no_evidence"
    if sheet.verdict == "unknown":
        return "no_verdict"
    return "" if sheet.finding else "no_finding"


def may_publish(sheet: Clarification, *, post_is_out: bool, address: str) -> str:
    """Why it cannot be recorded as published; empty: it can."""
    if sheet.state != "verified":
        return "not_verified"
    return "" if post_is_out or address else "sheet_post_not_out"


def may_close(sheet: Clarification, why: str) -> str:
    """Why it cannot be closed; empty: it can. One that was never published needs a word why not."""
    if sheet.state == "closed":
        return "sheet_closed"
    return "" if sheet.state == "published" or why.strip() else "no_reason"


JUDGED_BY: frozenset[str] = frozenset({"claim", "evidence", "verdict", "finding"})
"""Fields a verification rests on: once one of them changes, the sheet is open again."""
