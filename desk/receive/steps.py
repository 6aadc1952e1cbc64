"""Many records in few transactions."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from desk.desk import Desk
from domain.text import storable

TRANSACTION = 500
"""Comments or posts in one transaction."""

Item = TypeVar("Item")
Taken = TypeVar("Taken", contravariant=True)


class Tally(msgspec.Struct):
    """How many of a file are new, changed, or as the store has them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    barred: int = 0
    """Erased on demand, or older than the agency keeps: they stay out."""
    reopened: int = 0
    """Were closed or put aside until their citizen wrote again."""


class Writes(Protocol):
    """What a receiver needs of a step."""

    at: int

    def insert(self, table: str, record: msgspec.Struct | dict[str, Any], id: int | None = None) -> int:
        """Add a record; its id. With `id` one that was there before comes back as it was known."""

    def update(self, table: str, id: int, fields: dict[str, Any]) -> int:
        """Change fields of a record; its new revision."""

    def delete(self, table: str, id: int) -> None:
        """Remove a record."""

    def tell(self, table: str, id: int) -> None:
        """Have the audit entry tell what was done to this record."""


class DryStep:
    """Takes everything and writes nothing. Its ids are below zero, where no record is."""

    def __init__(self, at: int) -> None:
        self.at = at
        self._last = 0

    def insert(self, table: str, record: msgspec.Struct | dict[str, Any], id: int | None = None) -> int:
        """An id that no record has."""
        self._last -= 1
        return self._last

    def update(self, table: str, id: int, fields: dict[str, Any]) -> int:
        """Nothing."""
        return 0

    def delete(self, table: str, id: int) -> None:
        """Nothing."""

    def tell(self, table: str, id: int) -> None:
        """Nothing."""


class Receiver(Protocol[Taken]):
    """Brings items into the store."""

    tally: Tally

    def load(self) -> None:
        """Learn what the store holds."""

    def prepare(self, items: Sequence[Taken]) -> None:
        """Do ahead of the step what takes long and needs no lock."""

    def take(self, step: Writes, item: Taken) -> None:
        """Bring one item in."""


def in_steps(desk: Desk, verb: str, receiver: Receiver[Item], items: Sequence[Item], file: str) -> None:
    """Commit the items, 500 to a step.

    Each step's audit entry names the file and the counts; of the records only those that were opened again.
    """
    seq = desk.store.seq
    receiver.load()
    for start in range(0, len(items), TRANSACTION):
        chunk = items[start : start + TRANSACTION]
        receiver.prepare(chunk)
        tally = receiver.tally
        before = tally.new, tally.changed, tally.reopened
        with desk.step(verb, audit="summary", file=storable(file, 200)) as step:
            if desk.store.seq != seq:  # Somebody else has committed: what they brought in is not new.
                receiver.load()
            for item in chunk:
                receiver.take(step, item)
            step.params.update(new=tally.new - before[0], changed=tally.changed - before[1])
            if reopened := tally.reopened - before[2]:
                step.params["reopened"] = reopened
        seq = desk.store.seq


def dry(desk: Desk, receiver: Receiver[Item], items: Sequence[Item]) -> None:
    """Go through the items and write nothing."""
    step = DryStep(desk.now())
    receiver.load()
    for item in items:
        receiver.take(step, item)
