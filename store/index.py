"""Indexes over one table, in memory: which records have that value, which are due before then.

An index keeps itself right: the store tells it which records changed, and it reads those again when it is next asked.
So it cannot drift from the store, whoever changed what and whether or not it was being built at that moment.
"""

import threading
import time
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Generic, Self, TypeVar

import msgspec

from store.repository import SLICE
from store.store import Store
from store.tables import Changes

Row = TypeVar("Row", bound=msgspec.Struct)

PAGE_BITS = 8
"""Ids are given places by pages of 256, so that a few ids far out take no room."""
BREATH = 0.0003
"""Seconds for which long work in a thread lets others have Python. Without it they wait five milliseconds each time."""
_IN_PAGE = (1 << PAGE_BITS) - 1
_NEVER = -(1 << 63)
_PART_BITS = 26
"""Of milliseconds: 19 hours."""


class _Places:
    """A number for every id, as dense as the ids are; it stays the same.

    Attributes:
        ids: the id at each place.
    """

    def __init__(self) -> None:
        self.ids: list[int] = []
        self._pages: dict[int, int] = {}

    def find(self, id: int) -> int | None:
        """The place of an id, if it has one."""
        start = self._pages.get(id >> PAGE_BITS)
        return None if start is None else start + (id & _IN_PAGE)

    def of(self, id: int) -> int:
        """The place of an id; it gets one."""
        place = self.find(id)
        if place is None:
            self._pages[id >> PAGE_BITS] = len(self.ids)
            self.ids.extend(range(id & ~_IN_PAGE, (id | _IN_PAGE) + 1))
            place = self.of(id)
        self.ids[place] = id  # The store's own number, so that it is in memory once.
        return place


class Ids:
    """A set of ids of one index, unchangeable: `&`, `|`, `-`, `len`, `in`, and going through it.

    It stands for the records as they were when it was asked for. A byte for each place makes the algebra a matter of
    microseconds at 100,000 ids.
    """

    __slots__ = ("_mask", "_places")

    def __init__(self, mask: int, places: _Places) -> None:
        self._mask = mask
        self._places = places

    def __and__(self, other: Self) -> "Ids":
        return Ids(self._mask & other._mask, self._places)

    def __or__(self, other: Self) -> "Ids":
        return Ids(self._mask | other._mask, self._places)

    def __sub__(self, other: Self) -> "Ids":
        return Ids(self._mask & ~other._mask, self._places)

    def __len__(self) -> int:
        return self._mask.bit_count()

    def __bool__(self) -> bool:
        return self._mask != 0

    def __iter__(self) -> Iterator[int]:
        size = (self._mask.bit_length() + 7) // 8
        return compress(self._places.ids, self._mask.to_bytes(size, "little"))

    def only(self, ids: Iterable[int]) -> "Ids":
        """Those of these ids that are in the set."""
        mask = bytearray(len(self._places.ids))
        for id in ids:
            if (place := self._places.find(id)) is not None:
                mask[place] = 1
        return Ids(self._mask & int.from_bytes(mask, "little"), self._places)

    def __contains__(self, id: int) -> bool:
        place = self._places.find(id)
        return place is not None and bool(self._mask >> 8 * place & 1)


class _Column:
    """One field: each value has a code from 1 on, each record the code of its value; 0: there is no such record.

    The codes lie in planes of a byte each; nearly always one will do.
    """

    def __init__(self) -> None:
        self._codes: dict[Hashable, int] = {}
        self._planes = [bytearray()]

    def extend(self, size: int) -> None:
        for plane in self._planes:
            plane.extend(bytes(size - len(plane)))

    def put(self, places: Iterable[int], values: Sequence[Hashable]) -> None:
        codes = self._codes
        for value in set(values).difference(codes):
            codes[value] = len(codes) + 1
        if len(codes) >> 8 * len(self._planes):
            self._planes.append(bytearray(len(self._planes[0])))
        for number, plane in enumerate(self._planes):
            shift = 8 * number
            for place, value in zip(places, values, strict=True):
                plane[place] = codes[value] >> shift & 255

    def clear(self, place: int) -> None:
        for plane in self._planes:
            plane[place] = 0

    def values(self) -> list[Hashable]:
        """All values there are or were."""
        return list(self._codes)

    def mask(self, values: Iterable[Hashable]) -> int:
        """A byte for each place: 1 where the record has one of the values."""
        lows = defaultdict(list)
        for value in values:
            if code := self._codes.get(value):
                lows[code >> 8].append(code & 255)
        found = 0
        for rest, wanted in lows.items():
            mask = _where(self._planes[0], wanted)
            for number, plane in enumerate(self._planes[1:]):
                mask &= _where(plane, [rest >> 8 * number & 255])
            found |= mask
        return found


def _where(plane: bytearray, wanted: Iterable[int]) -> int:
    table = bytearray(256)
    for byte in wanted:
        table[byte] = 1
    return int.from_bytes(plane.translate(table), "little")


class _Times:
    """One field of instants: by place, and the places in the order of their instants."""

    def __init__(self) -> None:
        self._at = array("q")
        self._order = array("I")

    @property
    def size(self) -> int:
        return len(self._at)

    def extend(self, size: int) -> None:
        self._at.extend([_NEVER] * (size - len(self._at)))

    def put(self, places: Iterable[int], times: Iterable[int | None]) -> None:
        for place, at in zip(places, times, strict=True):
            before, after = self._at[place], _NEVER if at is None else at
            if before == after:
                continue
            if before != _NEVER:
                del self._order[self._spot(place)]
            self._at[place] = after
            if after != _NEVER:
                self._order.insert(self._spot(place), place)

    def _spot(self, place: int) -> int:
        return bisect_left(self._order, (self._at[place], place), key=lambda one: (self._at[one], one))

    def fill(self, places: Iterable[int], times: Iterable[int | None]) -> None:
        """Note instants without putting them in order; `arrange` does that for all of them."""
        for place, at in zip(places, times, strict=True):
            self._at[place] = _NEVER if at is None else at

    def arrange(self) -> None:
        # By parts, since other threads wait while a long list is sorted.
        parts = defaultdict(list)
        for place, at in enumerate(self._at):
            if at != _NEVER:
                parts[at >> _PART_BITS].append(place)
        self._order = array("I")
        for part in sorted(parts):
            self._order.extend(sorted(parts[part], key=self._at.__getitem__))

    def before(self, at: int) -> int:
        """A byte for each place: 1 where the instant is earlier."""
        mask = bytearray(len(self._at))
        for place in self._order[: bisect_left(self._order, at, key=self._at.__getitem__)]:
            mask[place] = 1
        return int.from_bytes(mask, "little")


class Index(Generic[Row]):
    """The values of some fields of a table, and one field's instants in order. May be asked in any thread."""

    def __init__(self, store: Store, table: str, kind: type[Row], *, due: str = "") -> None:
        """Nothing is read before `build`, or before the first question.

        Args:
            kind: has the fields to look for, with values that can be hashed.
            due: the one among them that is an instant, in UTC milliseconds, or None.
        """
        self._repo = store.repo(table, kind)
        self._table = table
        self._kind = kind
        self._due = due
        self._fields = [name for name in kind.__struct_fields__ if name != due]
        self._turn = threading.RLock()
        self._news: set[int] = set()
        self._resets = 0
        self._built = -1
        self._places = _Places()
        self._empty()
        self.close = store.subscribe(self._hear)

    def _empty(self) -> None:
        self._there = _Column()
        self._columns = {name: _Column() for name in self._fields}
        self._times = _Times()

    def _hear(self, changes: Changes) -> None:
        if changes.reset:
            self._resets += 1
        self._news.update(changes.get(self._table, ()))

    @property
    def ready(self) -> bool:
        """A question is answered at once: nothing has to be read first, and nobody is reading."""
        if not self._turn.acquire(blocking=False):
            return False
        self._turn.release()
        return self._built == self._resets and len(self._news) <= SLICE

    def build(self) -> None:
        """Read the whole table, unless that was done. Other threads get their turn meanwhile.

        Whoever asks before it is ready waits: off the event loop.
        """
        with self._turn:
            while self._built != self._resets:
                resets = self._resets
                self._empty()
                ids = self._repo.ids()
                for start in range(0, len(ids), SLICE):
                    self._take(ids[start : start + SLICE], self._times.fill)
                    time.sleep(BREATH)
                self._times.arrange()
                self._built = resets

    def catch_up(self) -> None:
        """Read again what has changed. Every question does so first; after a great many changes do it off the loop."""
        with self._turn:
            self.build()
            changed = set()
            while self._news:
                changed.add(self._news.pop())
            if changed:
                gone = changed.difference(self._take(sorted(changed), self._times.put))
                for id in gone:
                    self._forget(self._places.of(id))

    def _take(self, ids: list[int], note: Callable[[list[int], list[int | None]], None]) -> list[int]:
        """Read those records; the ids of those that are there."""
        found = list(self._repo.rows(self._kind, ids))
        places = [self._places.of(id) for id, _row in found]
        self._make_room()
        self._there.put(places, [True] * len(places))
        for name, column in self._columns.items():
            column.put(places, [getattr(row, name) for _id, row in found])
        if self._due:
            note(places, [getattr(row, self._due) for _id, row in found])
        return [id for id, _row in found]

    def _forget(self, place: int) -> None:
        self._make_room()
        for column in (self._there, *self._columns.values()):
            column.clear(place)
        self._times.put([place], [None])

    def _make_room(self) -> None:
        size = len(self._places.ids)
        if size > self._times.size:
            for column in (self._there, *self._columns.values()):
                column.extend(size)
            self._times.extend(size)

    def ids(self, field: str, *values: Hashable) -> Ids:
        """The records whose field has one of those values."""
        with self._turn:
            self.catch_up()
            return Ids(self._columns[field].mask(values), self._places)

    def values(self, field: str) -> list[Hashable]:
        """All values the field has, or once had since the index was built."""
        with self._turn:
            self.catch_up()
            return self._columns[field].values()

    def due_before(self, at: int) -> Ids:
        """The records that are due earlier than that instant."""
        with self._turn:
            self.catch_up()
            return Ids(self._times.before(at), self._places)

    def every(self) -> Ids:
        """All records."""
        with self._turn:
            self.catch_up()
            return Ids(self._there.mask([True]), self._places)
