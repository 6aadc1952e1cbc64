"""Leases: who has a comment's composer open, so that nobody is answered twice.

A lease is no part of its comment: it changes while somebody types, ends by the clock alone, and leaves nothing behind
that a colleague's change would have to be merged with or an admin would look for on the trail.
"""

import msgspec

from domain.times import MINUTE

LENGTH = 10 * MINUTE
RENEW_AFTER = MINUTE
"""While somebody types, a lease is made long again at most this often: each time is a write."""


class Lease(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An admin's lease of a comment. Its id is the comment's."""

    id: int = 0
    rev: int = 0
    by: str
    since: int
    until: int


def holder(lease: Lease | None, now: int) -> str:
    """Who holds it; empty: nobody does."""
    return lease.by if lease is not None and now < lease.until else ""


def to_be_renewed(lease: Lease | None, by: str, now: int) -> bool:
    """Whether whoever types now has to make it long again, or has none."""
    return holder(lease, now) != by or (lease is not None and lease.until - now <= LENGTH - RENEW_AFTER)
