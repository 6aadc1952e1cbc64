"""Who did what, when, and what changed: written in the same transaction as the change."""

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fields of one record before and after. A new record has no `before`, a removed one no `after`."""

    table: str
    id: int
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    redacted: int = 0
    """The entry of the erasure that took `before` and `after` away; 0: nobody did."""
    digest: str = ""
    """What `domain.chain` goes on with where they were taken away."""


class AuditEntry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One use case of one admin. How `prev`, `chain` and `digest` are made: `domain.chain`."""

    id: int = 0
    rev: int = 0
    at: int
    by: str
    verb: str
    params: dict[str, Any] = {}
    changes: tuple[Change, ...] = ()
    undoes: int = 0
    """The entry this one takes back; 0: none."""
    prev: str = ""
    """The chain of the entry before it."""
    chain: str = ""
    """Proves this entry and all before it; empty in entries from before there was a chain."""
    redacted: int = 0
    """The entry of the erasure that took the params away; 0: nobody did."""
    digest: str = ""
    """Of the params, where they were taken away."""


FINAL: frozenset[str] = frozenset({"person.erase", "comment.retention"})
"""Deeds that nothing takes back."""

BROUGHT_IN: frozenset[str] = frozenset(
    {
        "comment.import",
        "comment.sync",
        "metrics.import",
        "post.import",
        "reply.sent",
        "reply.failed",
        "reply.unknown",
        "reply.put_off",
        "variant.sent",
        "variant.failed",
        "variant.unknown",
        "variant.put_off",
    }
)
"""What came from outside: not an admin's own deed, so it is not the next to be taken back."""

_LETTERS = {"comments": "K", "posts": "P", "clarifications": "L"}


def record_name(table: str, id: int) -> str:
    """How admins call a record: ``K812`` a comment, ``P41`` a post, ``L7`` a clarification sheet; others by their table
    and number."""
    return f"{_LETTERS[table]}{id}" if table in _LETTERS else f"{table} {id}"


def record_of(name: str) -> tuple[str, int] | None:
    """Table and id of what has a letter; None: it has none."""
    table = next((one for one, letter in _LETTERS.items() if name.startswith(letter)), "")
    return (table, int(name[1:])) if table and name[1:].isdecimal() else None
