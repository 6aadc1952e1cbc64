"""Taking back, doing again, and what happened to a record."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import msgspec

from desk import archive, sealing
from desk.deliveries import brought_back
from desk.desk import Desk, Step
from domain.audit import FINAL, AuditEntry, Change, record_name, record_of
from domain.merge import merge, value
from domain.outcomes import Done, Outcome, Refused

_BESIDE = frozenset({"replies", "corrections", "deliveries"})
"""Tables whose records go with a comment, or with a variant."""
_PUBLIC = frozenset({"published", "sent"})
"""States in which the public has seen a record."""
_TRIED = frozenset({"sending_at", "tries", "retry_at", "error", "error_detail"})
_ON_THE_WAY = {"replies": _TRIED, "deliveries": _TRIED | {"text", "media"}}
"""Fields that tell how sending goes: no admin's work."""


def undo(desk: Desk) -> Outcome:
    """Take back the last thing this admin did today, as a whole.

    Refused as `changed_since` when somebody has changed the same fields in the meantime: their work is not undone, and
    the step before it is next. What the public saw is taken back as a record only: the outcome's `public` says so.
    """
    return _last(desk, "undo", desk.steps.done)


def redo(desk: Desk) -> Outcome:
    """Do again what was taken back last, unless anything else was done since. Refused as `undo` is."""
    return _last(desk, "redo", desk.steps.undone)


def _last(desk: Desk, verb: str, stack: Callable[[], list[int]]) -> Outcome:
    wanted = 0
    with desk.step(verb) as step:
        # Looked at inside the step: the same admin may sit at two desks.
        steps = stack()
        wanted = step.undoes = steps[-1] if steps else 0
        entry = desk.store.repo("audit", AuditEntry).get(wanted)
        if entry is None:  # Or nobody can read it any more: the one before it is next.
            step.refuse(f"nothing_to_{verb}")
        step.params |= _told(step, entry, verb)
        if entry.verb in FINAL:
            step.refuse("final")
        if any(change.redacted for change in entry.changes):
            step.refuse("erased")
        posts = sealing.posts_in(step, entry.changes)
        # What goes with a comment comes after it: who changed the comment is what the admin asks.
        ordered = sorted(entry.changes, key=lambda one: one.table not in _BESIDE)
        for change in reversed(ordered):
            _take_back(desk, step, change)
        sealing.settle(step, desk.actor, posts)
    if isinstance(step.outcome, Refused) and wanted:
        desk.steps.pass_over(wanted)
    elif isinstance(step.outcome, Done) and not step.outcome.audit:
        # It had changed nothing but how a default is stored, so there is nothing to tell: the one before it is meant.
        desk.steps.pass_over(wanted)
        return _last(desk, verb, stack)
    return step.outcome


def _told(step: Step, entry: AuditEntry, verb: str) -> dict[str, Any]:
    """What the outcome says of the entry: the verb, the record, how many others, whether the public saw it."""
    told: dict[str, Any] = {"of": entry.params.get("of", entry.verb) if entry.undoes else entry.verb}
    main = next((one for one in entry.changes if one.table not in _BESIDE), None)
    main = main or next((one for one in entry.changes if one.table not in ("replies", "deliveries")), None)
    if main is not None:
        told["record"] = name_of(step, main)
        others = len({one.id for one in entry.changes if one.table == main.table}) - 1
        if others:
            told["others"] = others
    if verb == "undo" and any(_went_out(change) for change in entry.changes):
        told["public"] = True
    return told


def _went_out(change: Change) -> bool:
    before, after = change.before or {}, change.after or {}
    return after.get("state") in _PUBLIC and before.get("state") not in _PUBLIC


def name_of(desk: Desk | Step, change: Change) -> str:
    """The changed record as admins know it: ``K812``, ``P41``; a variant goes by its post, also on its way."""
    if change.table in ("variants", "deliveries"):
        read = desk.get if isinstance(desk, Step) else desk.store.get
        document = read(change.table, change.id) or change.before or change.after or {}
        if post := document.get("post"):
            return record_name("posts", int(post))
    return record_name(change.table, change.id)


def _take_back(desk: Desk, step: Step, change: Change) -> None:
    stored = step.get(change.table, change.id)
    if change.after is None:
        if stored is not None:
            _refuse(desk, step, change, "state")
        document = change.before or {}
        if change.table == "deliveries" and step.params["of"] == "variant.published":
            document = brought_back(step, document)
        step.insert(change.table, document, change.id)
    elif stored is None and change.table == "corrections":
        return  # Somebody has taken the lesson back already; the admin's word is another matter.
    elif stored is None and change.table == "deliveries":
        _refuse(desk, step, change, "state")
    elif stored is None and change.table == "comments" and archive.month_with(desk, change.id):
        step.refuse("archived", record=name_of(step, change))
    elif stored is None:
        step.refuse("gone", record=name_of(step, change))
    elif change.before is None:
        # What was new is removed as a whole, so any field of it that came since counts.
        for field in (change.after.keys() | stored.keys()) - _ON_THE_WAY.get(change.table, frozenset()) - {"rev"}:
            if value(change.table, stored, field) != value(change.table, change.after, field):
                _refuse(desk, step, change, field)
        if change.table == "accounts":
            from desk.accounts import refuse_in_use

            refuse_in_use(desk, step, change.id)
        step.delete(change.table, change.id)
    else:
        # A field that was not stored before had its default; taking it out gives it back.
        wanted = {field: change.before.get(field, msgspec.UNSET) for field in change.after.keys() | change.before}
        merged = merge(change.table, change.after, stored, wanted)
        if merged.clashes:
            _refuse(desk, step, change, merged.clashes[0])
        step.update(change.table, change.id, merged.fields)


def _refuse(desk: Desk, step: Step, change: Change, field: str) -> NoReturn:
    """Say who changed which field since."""
    if change.table == "replies" and (change.after or {}).get("state") == "queued":
        step.refuse("reply_gone_out")
    if change.table == "deliveries":
        now = (step.get("deliveries", change.id) or {}).get("state")
        if now in ("sending", "unknown"):
            step.refuse("being_sent" if now == "sending" else "may_be_out")
    repo = desk.store.repo("audit", AuditEntry)
    ids = repo.ids()
    for id in reversed(ids[bisect_right(ids, step.undoes) :]):
        entry = repo.get(id)
        for later in entry.changes if entry else ():
            touched = (later.before or {}).keys() | (later.after or {}).keys()
            if entry and (later.table, later.id) == (change.table, change.id) and field in touched:
                if entry.verb == "variant.sent":
                    step.refuse("post_gone_out")
                step.refuse("changed_since", who=entry.by, field=field, record=name_of(step, change))
    step.refuse("changed_since", who="", field=field, record=name_of(step, change))


class _Touched(msgspec.Struct, gc=False):
    table: str = ""
    id: int = 0


class _Params(msgspec.Struct, frozen=True, gc=False):
    record: str | int = ""


class _Entry(msgspec.Struct, gc=False):
    changes: tuple[_Touched, ...] = ()
    params: _Params = _Params()


class Deed(msgspec.Struct, kw_only=True, gc=False):
    """What a record's history tells of an audit entry: not the changes, of which there may be thousands."""

    id: int = 0
    at: int
    by: str
    verb: str
    params: dict[str, Any] = {}


class History:
    """The audit entries of each record, found once and kept up to date."""

    def __init__(self, desk: Desk) -> None:
        self._repo = desk.store.repo("audit", AuditEntry)
        self._deeds = desk.store.repo("audit", Deed)
        self._light = desk.store.repo("audit", _Entry)
        self._seen = 0
        self._count = 0
        self._of: dict[tuple[str, int], list[int]] = defaultdict(list)

    def of(self, table: str, id: int) -> list[AuditEntry]:
        """What was done to the record with all that changed in each step, oldest first."""
        found = (self._repo.get(number) for number in self._numbers(table, id))
        return [entry for entry in found if entry is not None]

    def deeds(self, table: str, id: int) -> list[Deed]:
        """What was done to the record, oldest first."""
        found = (self._deeds.get(number) for number in self._numbers(table, id))
        return [deed for deed in found if deed is not None]

    def _numbers(self, table: str, id: int) -> list[int]:
        if len(self._repo) != self._count:
            self._take_in()
        return self._of.get((table, id), [])

    def _take_in(self) -> None:
        self._count, ids = len(self._repo), self._repo.ids()
        for number in ids[bisect_right(ids, self._seen) :]:
            entry = self._light.get(number)
            for touched in _records(entry) if entry else ():
                self._of[touched].append(number)
            self._seen = number


def _records(entry: _Entry) -> Iterable[tuple[str, int]]:
    """What the entry is about: what it changed; where it tells no changes, what it names."""
    named = None if entry.changes else record_of(str(entry.params.record))
    return [named] if named else dict.fromkeys((one.table, one.id) for one in entry.changes)
