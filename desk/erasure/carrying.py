"""Taking it out of the live tables, the trail and the archives."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from desk.archive import months
from desk.desk import Audit, Desk, Step
from desk.erasure.order import HIDDEN_IN, Cut
from domain.archives import Known, key_of
from domain.audit import AuditEntry
from domain.chain import redact
from store.archive import Archives, Key

TRANSACTION = 2_000
"""Records and audit entries that are changed in one transaction: the lock is held for about a tenth of a second."""

_encode = msgspec.json.encode
_decode = msgspec.json.decode


def live(desk: Desk) -> Iterator[tuple[Key, msgspec.Raw]]:
    """Every live comment and reply."""
    for table in HIDDEN_IN:
        for id, document in desk.store.documents(table).copy().items():
            yield (table, id), document


def in_the_store(desk: Desk, cut: Cut) -> dict[str, set[int]]:
    """The live tables, the trail, and what is known of the archives, 2,000 records to a transaction.

    All is looked through before; under the lock only what somebody has changed since. Each transaction has its own
    audit entry, which names the entries it took something out of.
    """
    order = cut.order
    audit = desk.store.repo("audit", AuditEntry)
    told = any(one.verb == order.verb and one.params.get("request") == order.request for one in audit.all())
    changed: dict[str, set[int]] = {table: set() for table in (*HIDDEN_IN, "audit")}
    scan = _Scan(desk, cut)
    scan.look()
    while not told or scan.left:
        # What a killed run has done already stands in its own entry: this one goes on with it.
        params = {"part": True} if told else {**order.params, "deed": order.deed}
        audit_as: Audit = "summary" if told else "always"
        with desk.step(order.verb, audit=audit_as, **params, request=order.request) as step:
            scan.look()
            for table, id in _take_out(step, scan):
                changed[table].add(id)
            if not told:
                _forget_archived(desk, step, cut)
        told = True
        scan.look()
    return changed


def _take_out(step: Step, scan: "_Scan") -> list[Key]:
    """As much as one transaction takes of what the scan has found; which records that was."""
    keys = list(islice(scan.fields, TRANSACTION))
    for table, id in keys:
        fields = scan.fields.pop((table, id))
        if fields is None:
            step.delete(table, id)
        else:
            step.update(table, id, fields)
    entries = list(islice(scan.quoting, TRANSACTION - len(keys)))
    for number in entries:
        which, params = scan.quoting.pop(number)
        document = step.get("audit", number) or {}
        step.update("audit", number, redact(document, step.audit_id, _among(which), params=params))
    step.params["redacted"] = entries
    return [*keys, *(("audit", number) for number in entries)]


class _Scan:
    """What has to be changed in the live store.

    Attributes:
        fields: by table and id, the fields to store; None: the record goes.
        quoting: by audit id, which changes, and whether the params are to be taken out.
    """

    def __init__(self, desk: Desk, cut: Cut) -> None:
        self._desk = desk
        self._cut = cut
        self._seen: dict[str, dict[int, msgspec.Raw]] = {}
        self.fields: dict[Key, dict[str, Any] | None] = {}
        self.quoting: dict[int, tuple[set[Key], bool]] = {}

    @property
    def left(self) -> bool:
        """Something has still to be changed."""
        return bool(self.fields or self.quoting)

    def look(self) -> None:
        """Look through all records; again, only through those that are others by now."""
        for table in (*HIDDEN_IN, "audit"):
            seen, live = self._seen.get(table, {}), self._desk.store.documents(table).copy()
            for id in [id for id in seen if id not in live]:
                self.fields.pop((table, id), None)
            for id, document in live.items():
                if seen.get(id) is not document:
                    self._look_at(table, id, document)
            self._seen[table] = live

    def _look_at(self, table: str, id: int, document: msgspec.Raw) -> None:
        self.fields.pop((table, id), None)
        plain = _decode(document)
        if table == "audit":
            which, params = self._cut.told_in(plain)
            if which or params:
                self.quoting[id] = which, params
            return
        after = self._cut.after((table, id), plain)
        if after is None:
            self.fields[table, id] = None
        elif after != plain:
            self.fields[table, id] = _differences(plain, after)


def _among(which: set[Key]) -> Any:
    return lambda table, id: (table, id) in which


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    given = {field: value for field, value in after.items() if field != "rev" and before.get(field) != value}
    return {**given, **{field: msgspec.UNSET for field in before if field not in after}}


def _forget_archived(desk: Desk, step: Step, cut: Cut) -> None:
    moved = {key_of(*old): key_of(old[0], new) for old, new in cut.new_ids.items()}
    for month in months(desk):
        fields = {}
        for table, ids in (("comments", cut.comments), ("replies", cut.replies)):
            known: list[Known] = getattr(month, table)
            if cut.order.deed == "remove":
                kept = [one for one in known if one.id not in ids]
            else:
                kept = [Known(one.id, moved.get(one.key, one.key)) if one.id in ids else one for one in known]
            if kept != known:
                fields[table] = kept
        if fields:
            step.update("archives", month.id, fields)


def in_an_archive(archives: Archives, name: str, cut: Cut) -> None:
    """One archive. Whoever calls holds `alone`."""
    records = archives.read(name)
    after = {}
    for key, document in records.items():
        plain = _decode(document)
        new = cut.after(key, plain) if key[0] in HIDDEN_IN else plain
        if new is not None:
            after[key] = document if new == plain else msgspec.Raw(_encode(new))
    if after != records:
        archives.write(name, after)
