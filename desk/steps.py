"""What one admin did today, as far as it can be taken back: read from the audit trail, so it survives a restart."""

import threading
from bisect import bisect_right
from collections.abc import Callable

import msgspec

import store
from domain.audit import BROUGHT_IN, FINAL
from domain.times import day_bounds, day_of


class _Deed(msgspec.Struct, gc=False):
    """The few fields of an entry that tell whose it is and what it takes back."""

    at: int = 0
    by: str = ""
    verb: str = ""
    undoes: int = 0
    changes: msgspec.Raw = msgspec.Raw()


class Steps:
    """Two stacks of audit ids, the last step at the end: what can be taken back, what can be done again.

    They hold what this actor did today, in the agency's zone, at whichever desk; entries without changed fields
    (imports) are not among them. Whatever is done anew ends the doing again. May be asked in any thread.
    """

    def __init__(self, opened: store.Store, now: Callable[[], int], zone: Callable[[], str]) -> None:
        self._actor = opened.actor
        self._repo = opened.repo("audit", _Deed)
        self._now = now
        self._zone = zone
        self._day = (0, 0)
        self._seen = 0
        self._count = -1
        self._done: list[int] = []
        self._undone: list[int] = []
        self._lock = threading.Lock()

    def done(self) -> list[int]:
        """What can be taken back."""
        with self._lock:
            self._take_in()
            return self._done.copy()

    def undone(self) -> list[int]:
        """What can be done again."""
        with self._lock:
            self._take_in()
            return self._undone.copy()

    def pass_over(self, id: int) -> None:
        """That step cannot be taken back or done again any more: the one before it is next."""
        with self._lock:
            for stack in (self._done, self._undone):
                if id in stack:
                    stack.remove(id)

    def _take_in(self) -> None:
        """Read what is new. Costs a comparison or two when nothing is."""
        now = self._now()
        if not self._day[0] <= now < self._day[1]:
            zone = self._zone()
            self._day = day_bounds(day_of(now, zone), zone)
            self._seen, self._count, self._done, self._undone = 0, -1, [], []
        count = len(self._repo)
        if count == self._count:
            return
        ids = self._repo.ids()
        new = len(ids)
        earliest = bisect_right(ids, self._seen)
        while new > earliest and self._deed(ids[new - 1]).at >= self._day[0]:
            new -= 1
        for id in ids[new:]:
            self._note(id, self._deed(id))
        self._count, self._seen = count, ids[-1] if ids else 0

    def _deed(self, id: int) -> _Deed:
        return self._repo.get(id) or _Deed()

    def _note(self, id: int, deed: _Deed) -> None:
        if deed.by != self._actor or deed.verb in BROUGHT_IN or not (bytes(deed.changes) or deed.verb in FINAL):
            return
        if not deed.undoes:
            self._done.append(id)
            self._undone.clear()
            return
        taken_from, put_on = (self._done, self._undone) if deed.verb == "undo" else (self._undone, self._done)
        if deed.undoes in taken_from:
            taken_from.remove(deed.undoes)
        put_on.append(id)
