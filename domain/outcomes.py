"""What a use case answers. Outcomes are values; exceptions are for bugs and broken machines."""

from typing import Any

import msgspec


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """It is on disk."""

    verb: str
    """The audit verb, for example ``comment.kind``."""
    audit: int = 0
    """Id of the audit entry; 0 when nothing had to change."""
    changed: dict[str, tuple[int, ...]] = {}
    """Ids of the records that changed, by table."""
    params: dict[str, Any] = {}
    """What the wording of the result needs."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody saved the record first. Nothing was written; nothing of ours is lost."""

    table: str
    id: int
    theirs: dict[str, Any]
    """The record as it is stored now."""
    mine: dict[str, Any]
    """The fields we wanted to store."""
    by: str = ""
    """The actor of the stored revision, where known."""
    base: dict[str, Any] | None = None
    """The record as we saw it; None: not known any more."""
    clashes: tuple[str, ...] = ()
    """The fields somebody has to choose: both changed them, or ours rests on what they changed."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What an admin decided about a conflict."""

    table: str
    id: int
    rev: int
    """The stored revision that was looked at; another one since then is another conflict."""
    mine: frozenset[str] = frozenset()
    """The clashing fields that become ours; the others stay as they are stored."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A guard said no."""

    reason: str
    """A code; the wording of it is in `wording`."""
    params: dict[str, Any] = {}


Outcome = Done | Conflict | Refused
