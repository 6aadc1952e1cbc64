"""Who answers which comment: taking a lease, making it long again, giving it back, taking over from a colleague."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import convert

from desk.desk import Desk, Step
from domain.comments import Comment
from domain.leases import LENGTH, Lease, holder, to_be_renewed
from domain.outcomes import Outcome

_TABLE = "leases"


def take(desk: Desk, id: int, *, over: bool = False, beside: Iterable[int] = ()) -> Outcome:
    """Lease the comment for ten minutes from now. Of two desks that ask at once one gets it.

    Refused as `held` where a colleague has it, with `who`; with `over` it is taken from them, and `taken_from` of the
    outcome says who that was. `beside`: what is answered along with it is leased too, but for what a colleague has.
    """
    with desk.step("lease.take", audit="none") as step:
        step.read("comments", Comment, id)
        lease = _stored(step, id)
        who = holder(lease, step.at)
        if who not in ("", desk.actor):
            if not over:
                step.refuse("held", who=who)
            step.params["taken_from"] = who
        if lease is None:
            _sweep(desk, step)
        _lease(step, id, desk.actor)
        for other in beside:
            held = holder(_stored(step, other), step.at)
            if other != id and held in ("", desk.actor) and step.get("comments", other) is not None:
                _lease(step, other, desk.actor)
    return step.outcome


def _lease(step: Step, id: int, by: str) -> None:
    lease = _stored(step, id)
    since = lease.since if lease and holder(lease, step.at) == by else step.at
    fields = {"by": by, "since": since, "until": step.at + LENGTH}
    if lease:
        step.update(_TABLE, id, fields)
    else:
        step.insert(_TABLE, fields, id)


def release(desk: Desk, *ids: int) -> Outcome:
    """Give the leases of these comments back. A colleague's is left alone."""
    with desk.step("lease.release", audit="none") as step:
        for id in ids:
            lease = _stored(step, id)
            if lease and lease.by == desk.actor:
                step.delete(_TABLE, id)
    return step.outcome


def _stored(step: Step, id: int) -> Lease | None:
    document = step.get(_TABLE, id)
    return None if document is None else convert({**document, "id": id}, Lease)


def _sweep(desk: Desk, step: Step) -> None:
    """Leases that ended by the clock are cleared away by whoever takes one."""
    for lease in desk.store.repo(_TABLE, Lease).all():
        if lease.until <= step.at and step.get(_TABLE, lease.id) is not None:
            step.delete(_TABLE, lease.id)


class TakenOver(NamedTuple):
    """A colleague has taken a comment over from this admin."""

    comment: int
    by: str


class Leases:
    """The leases as this desk knows them. What it says costs a look into memory; time alone ends a lease."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._repo = desk.store.repo(_TABLE, Lease)
        self._mine = {one.id for one in self._repo.all() if holder(one, desk.now()) == desk.actor}

    def _stored(self, id: int) -> Lease | None:
        """The leases are all in memory: of a comment without one, which is nearly every one, no engine is asked."""
        return self._repo.get(id) if id in self._desk.store.documents(_TABLE) else None

    def of(self, id: int) -> Lease | None:
        """The lease of a comment, if one holds."""
        lease = self._stored(id)
        return lease if holder(lease, self._desk.now()) else None

    def held_by(self, id: int) -> str:
        """The colleague who has the comment open; empty: nobody but this admin."""
        who = holder(self._stored(id), self._desk.now())
        return "" if who == self._desk.actor else who

    def due(self, id: int) -> bool:
        """Whether who types now has to take the lease (again)."""
        return to_be_renewed(self._stored(id), self._desk.actor, self._desk.now())

    def taken_over(self, changed: Iterable[int]) -> list[TakenOver]:
        """Which of the leases that changed were this admin's and are a colleague's now. Each is told once."""
        found = []
        for id in changed or self._repo.ids():
            who = holder(self._stored(id), self._desk.now())
            if who == self._desk.actor:
                self._mine.add(id)
            elif id in self._mine:
                self._mine.discard(id)
                if who:
                    found.append(TakenOver(id, who))
        return found
