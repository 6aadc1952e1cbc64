"""Ids of transactions: new ones, and those that are remembered so that none is carried out twice."""

import os
import time
from collections import deque
from collections.abc import Iterable

REMEMBERED = 10_000
"""So many ids are known, of the last transactions of all desks: weeks of an agency's work, 0.3 MB of the snapshot."""
LONGEST = 200
"""Characters of an id that a caller chose."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in CROCKFORD for second in CROCKFORD]


def new_id() -> str:
    """A time-ordered id: 48 bits of UTC milliseconds and 80 random ones, in Crockford's base 32 (as a ULID)."""
    value = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join([_PAIRS[value >> shift & 1023] for shift in range(120, -1, -10)])


class Ids:
    """The ids of the last transactions, in their order."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._order = deque(ids, REMEMBERED)
        self._known = set(self._order)

    def add(self, id: str) -> None:
        """Take note of the next transaction; the oldest one is forgotten."""
        if len(self._order) == REMEMBERED:
            self._known.discard(self._order[0])
        self._order.append(id)
        self._known.add(id)

    def age(self, id: str) -> int | None:
        """How many transactions there were after that one; None when it is not among these."""
        return len(self._order) - 1 - self._order.index(id) if id in self._known else None

    def all(self) -> list[str]:
        """All of them, the oldest first."""
        return list(self._order)
