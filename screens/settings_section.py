"""What a section of the settings has to say of itself, and what was done to a row of it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from desk import agency
from desk.desk import Desk
from domain.audit import AuditEntry
from domain.outcomes import Outcome
from widgets.bar import Part
from widgets.entries import Entry
from widgets.page import Block, Fact
from widgets.pairs import Pair
from wording import deeds, figures

Values = dict[str, str]
"""What was typed, by the names of the entries."""


class Row(NamedTuple):
    """A row of a section."""

    pair: Pair
    what: Any
    """What the section knows it by."""
    records: tuple[tuple[str, int], ...] = ()
    """Table and id of what is stored for it."""
    rev: int | None = None


class Section:
    """A section with a fixed set of rows; the others say what they can do more.

    Attributes:
        id: what a place calls it.
        title: its name, `purpose` what it is for and how its values are used, `empty` what to do first.
        adds: rows can be added and removed.
        removes: rows can be removed, though none is added.
        ready: the list to take over, if there is one.
    """

    id = ""
    title = ""
    purpose = ""
    empty = ""
    adds = False
    removes = False
    ready: type[agency.Listed] | None = None

    def rows(self, desk: Desk) -> list[Row]:
        """What is listed. To be overridden."""
        return []

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        """What is asked for a row; for a new one when it is None."""
        return []

    def note(self, values: Values, row: Row | None) -> str:
        """What is to be wary of in what was typed."""
        return ""

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        """Store what was typed."""
        raise NotImplementedError

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        """Remove the row."""
        raise NotImplementedError


def digit(typed: str, key: str) -> int:
    """The digit after a key: 3 of "3" or, with `key` "m", of "m3"; 0 of anything else."""
    one = typed.strip().removeprefix(key)
    return int(one) if one.isascii() and one.isdigit() and len(one) == 1 else 0


def told(entries: Sequence[AuditEntry], row: Row, now: int, zone: str) -> list[Block]:
    """Who did what to a row, newest first, and from what to what."""
    blocks: list[Block] = []
    for entry in reversed(entries):
        words = f" {deeds.verb(entry.verb)}" + (f": {what}" if (what := _change(entry, row)) else "")
        parts = (Part(entry.by, "accent"), Part(words, "foreground"))
        blocks.append(Fact(figures.when(entry.at, now, zone), parts))
    return blocks


def _change(entry: AuditEntry, row: Row) -> str:
    """What was typed, or the words and numbers that changed."""
    if typed := entry.params.get("line", entry.params.get("value")):
        return str(typed)
    changes = [one for one in entry.changes if (one.table, one.id) in row.records and one.before and one.after]
    pairs = [((one.before or {}).get(name, "–"), value) for one in changes for name, value in (one.after or {}).items()]
    return ", ".join(f"{old} → {new}" for old, new in pairs if isinstance(new, str | int) and not isinstance(new, bool))
