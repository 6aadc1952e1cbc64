"""The desk: a store, the admin who sits at it, and the clock; and the step every use case takes."""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, TypeVar

import msgspec

import store
from desk.calendars import Calendars
from desk.steps import Steps
from domain import accounts
from domain.accounts import Account, Setting
from domain.audit import AuditEntry, Change
from domain.merge import merge
from domain.outcomes import Conflict, Decision, Done, Outcome, Refused
from domain.times import DEFAULT_ZONE

if TYPE_CHECKING:
    from desk.lessons import Lessons
    from desk.unsent import Unsent

Audit = Literal["full", "summary", "none", "always"]
_SILENT = frozenset({"connections"})
"""Where the program notes how it goes: a step that changed nothing else leaves no entry, unless it always does."""
Record = TypeVar("Record", bound=msgspec.Struct)


def wall_clock() -> int:
    """Now, in UTC milliseconds."""
    return time.time_ns() // 1_000_000


class Desk:
    """One admin's desk on a shared store.

    Attributes:
        store: the shared store.
        actor: who acts; written into every transaction and audit entry.
        now: the clock, in UTC milliseconds.
        example: the store holds example data.
        read_only: the clock shows another present, so every step raises `ReadOnlyDesk`.
        steps: what this admin did today and can take back, or do again.
        witness: told the id and the chain of every audit entry once it is on disk; None: nobody is.
        calendars: until when the agency has to answer.
        head: id and chain of the last entry this desk wrote; None: it wrote none yet.
    """

    def __init__(
        self,
        opened: store.Store,
        *,
        now: Callable[[], int] = wall_clock,
        example: bool = False,
        read_only: bool = False,
        witness: Callable[[int, str], None] | None = None,
    ) -> None:
        self.store = opened
        self.actor = opened.actor
        self.now = now
        self.example = example
        self.read_only = read_only
        self.witness = witness
        self.head: tuple[int, str] | None = None
        self.steps = Steps(opened, now, self.zone)
        self.calendars = Calendars(self)
        self._decisions: dict[tuple[str, int], Decision] = {}
        self._joined = threading.local()

    def step(self, verb: str, *, audit: Audit = "full", **params: Any) -> "Step":
        """One use case: everything inside the block becomes one transaction with one audit entry.

        Args:
            verb: what is done, for example ``comment.kind``.
            audit: `summary` leaves the changed fields out of the entry (imports); `none` writes no entry (drafts);
                `always` writes such a one even when nothing was changed (something was looked at, or erased).
            params: kept in the audit entry and in the outcome.
        """
        if self.read_only:
            raise ReadOnlyDesk
        whole = getattr(self._joined, "whole", None)
        return Part(self, verb, audit, params, whole) if whole else Step(self, verb, audit, params)

    @contextmanager
    def joined(self, whole: "Step") -> Iterator[None]:
        """Use cases inside the block, in this thread, are parts of that step: one transaction, one audit entry.

        One that is refused, or meets a conflict, is left out with all it has changed, and the others stand.
        """
        before = getattr(self._joined, "whole", None)
        self._joined.whole = whole
        try:
            yield
        finally:
            self._joined.whole = before

    @cached_property
    def lessons(self) -> "Lessons":
        """What the admins' corrections teach the engine."""
        from desk.lessons import Lessons  # Who reads no comment need not pay for the engine.

        return Lessons(self.store)

    @cached_property
    def unsent(self) -> "Unsent":
        """The replies that have not gone out."""
        from desk.unsent import Unsent  # Who answers nobody need not look for them.

        return Unsent(self.store)

    @property
    def done(self) -> list[int]:
        """Audit ids of what this admin did today and has not taken back, oldest first."""
        return self.steps.done()

    @property
    def undone(self) -> list[int]:
        """Audit ids of what this admin took back since anything else was done, oldest first."""
        return self.steps.undone()

    @contextmanager
    def decided(self, decisions: Collection[Decision]) -> Iterator[None]:
        """Use cases inside the block meet conflicts that were decided: they merge as the admin chose."""
        before = self._decisions
        self._decisions = {(one.table, one.id): one for one in decisions} | before
        try:
            yield
        finally:
            self._decisions = before

    def decision(self, table: str, id: int, rev: int) -> Decision | None:
        """What was decided about a conflict with that stored revision."""
        found = self._decisions.get((table, id))
        return found if found and found.rev == rev else None

    def setting(self, key: str) -> str:
        """An agency-wide setting; empty where it was never set."""
        return next((item.value for item in self.store.repo("settings", Setting).all() if item.key == key), "")

    def accounts(self) -> list[Account]:
        """The agency's accounts, in the order of the platforms."""
        order = {platform: place for place, platform in enumerate(accounts.PLATFORMS)}
        return sorted(self.store.repo("accounts", Account).all(), key=lambda account: order[account.platform])

    def zone(self, account: Account | None = None) -> str:
        """The zone an account lives in: its own, else the agency's, else WIB."""
        return (account.zone if account else "") or self.setting("zone") or DEFAULT_ZONE


class ReadOnlyDesk(Exception):
    """The desk shows another present (--now): nothing can be written."""


class _Refuse(Exception):
    """A guard said no; the step turns it into an outcome."""


class Step:
    """A transaction with its audit entry. A conflict or a refusal inside the block ends it and becomes `outcome`.

    Attributes:
        outcome: what happened; there once the block has ended.
        verb: what is done.
        at: the instant of the step, in UTC milliseconds.
    """

    outcome: Outcome

    def __init__(self, desk: Desk, verb: str, audit: Audit, params: dict[str, Any]) -> None:
        self._desk = desk
        self.verb = verb
        self._audit = audit
        self.params = params
        self.undoes = 0
        self._told: set[tuple[str, int]] = set()
        self.at = desk.now()
        self._context = desk.store.transaction()

    def __enter__(self) -> Self:
        self._tx = self._context.__enter__()
        return self

    @cached_property
    def audit_id(self) -> int:
        """Inside the block, the id of the entry that the step will leave."""
        return self._tx.next_id("audit")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            try:
                done = self._close()
            except BaseException as failed:
                self._context.__exit__(type(failed), failed, failed.__traceback__)
                raise
            try:
                self._context.__exit__(None, None, None)
            except store.Conflict as conflict:
                # Somebody was quicker while the block ran: possible where the engine keeps nobody waiting.
                self.outcome = _outcome(conflict)
                return False
            if done.audit:
                self._desk.head = done.audit, self._chain
                if self._desk.witness:
                    self._desk.witness(done.audit, self._chain)
            self.outcome = done
            return False
        self._context.__exit__(kind, error, trace)
        if isinstance(error, store.Conflict):
            self.outcome = _outcome(error)
            return True
        return isinstance(error, _Refuse)

    def _close(self) -> Done:
        changes = tuple(self._tx.changes)
        changed = {
            table: tuple({one.id for one in changes if one.table == table}) for table in {one.table for one in changes}
        }
        entry = 0
        told = any(one.table not in _SILENT for one in changes)
        if self._audit == "always" or (told and self._audit != "none"):
            # What is taken out of old entries must not come back in this one.
            kept = (one for one in changes if one.table != "audit" and self._tells(one))
            self._enter(tuple(kept))
            entry = self.audit_id
        return Done(verb=self.verb, audit=entry, changed=changed, params=self.params)

    def tell(self, table: str, id: int) -> None:
        """Have the audit entry tell what was done to this record, even in a step whose entry tells no records."""
        self._told.add((table, id))

    def _tells(self, change: Change) -> bool:
        return self._audit == "full" or (change.table, change.id) in self._told

    def _enter(self, changes: tuple[Change, ...]) -> None:
        """Write the audit entry, chained to the last one there is."""
        from domain.chain import chain_of, link  # Costs start-up time that who only reads need not pay.

        entry = AuditEntry(
            at=self.at,
            by=self._desk.actor,
            verb=self.verb,
            params=self.params,
            changes=changes,
            undoes=self.undoes,
        )
        document = msgspec.json.decode(msgspec.json.encode(entry))
        last = self.audit_id - 1
        while last and self._tx.document("audit", last) is None:
            last -= 1
        document["prev"] = chain_of(self._tx.document("audit", last))
        document["chain"] = self._chain = link(document, self.audit_id, document["prev"])
        self._tx.insert("audit", document, self.audit_id)

    def refuse(self, reason: str, **params: Any) -> NoReturn:
        """End the step: nothing is written, and the outcome says why."""
        self.outcome = Refused(reason=reason, params=params)
        raise _Refuse

    def give_up(self, outcome: Refused | Conflict) -> NoReturn:
        """End the step with what a part of it came to: nothing is written."""
        self.outcome = outcome
        raise _Refuse

    def read(self, table: str, kind: type[Record], id: int) -> Record:
        """A record as it stands inside the step; refuses `gone` when it is no longer there."""
        document = self._tx.get(table, id)
        if document is None:
            self.refuse("gone")
        return msgspec.convert({**document, "id": id}, kind)

    def next_id(self, table: str) -> int:
        """Take the next id of a table, for a record that others are to name before it is there."""
        return self._tx.next_id(table)

    def insert(self, table: str, record: msgspec.Struct | dict[str, Any], id: int | None = None) -> int:
        """Add a record; its id. With `id` one that was removed comes back as it was known, or a new one gets that."""
        return self._tx.insert(table, record, id)

    def update(
        self,
        table: str,
        id: int,
        fields: dict[str, Any],
        rev: int | None = None,
        *,
        relies_on: Collection[str] = (),
    ) -> int:
        """Change fields of a record; its new revision.

        With `rev`, the revision the admin saw, what others stored since is merged with these fields; the outcome's
        `merged_with` says whose it was. Where both changed the same field, or others changed one of `relies_on`, the
        step ends in a conflict, until the admin has chosen.
        """
        try:
            return self._tx.update(table, id, fields, rev)
        except store.Conflict as conflict:
            if conflict.theirs is None or rev is None:
                self._clash(conflict, fields, ())
            return self._merge(conflict, conflict.theirs, fields, relies_on)

    def _merge(
        self, conflict: store.Conflict, theirs: dict[str, Any], fields: dict[str, Any], relies_on: Collection[str]
    ) -> int:
        table, id = conflict.table, conflict.id
        decision = self._desk.decision(table, id, theirs["rev"])
        taken = decision.mine if decision else frozenset()
        others = conflict.since
        if not others:
            # Keys that were faster than the disk: the admin's last word holds, but nothing is said twice.
            relies_on = fields.keys() & set(relies_on)
            taken = taken or frozenset(fields).difference(relies_on)
        merged = merge(table, conflict.base, theirs, fields, take=taken, relies_on=relies_on)
        if decision is None and not taken.issuperset(merged.clashes):
            self._clash(conflict, fields, merged.clashes)
        if not taken.issuperset(set(relies_on).intersection(merged.clashes)):
            self.refuse("theirs_kept", who=conflict.by)
        if others:
            self.params["merged_with"] = ", ".join(sorted(others))
        return self._tx.update(table, id, merged.fields)

    def _clash(self, conflict: store.Conflict, mine: dict[str, Any], clashes: tuple[str, ...]) -> NoReturn:
        self.outcome = _outcome(conflict, mine, clashes)
        raise _Refuse

    def change(self, table: str, kept: msgspec.Struct, fields: Mapping[str, object], rev: int | None = None) -> None:
        """`update` with those fields alone that differ from the record's; nothing where none does."""
        before = msgspec.structs.asdict(kept)
        differ = {name: value for name, value in fields.items() if name not in ("id", "rev") and before[name] != value}
        if differ:
            self.update(table, before["id"], differ, rev)

    def delete(self, table: str, id: int, rev: int | None = None) -> None:
        """Remove a record."""
        self._tx.delete(table, id, rev)

    def get(self, table: str, id: int) -> dict[str, Any] | None:
        """A record as it stands inside the step."""
        return self._tx.get(table, id)

    def repo(self, table: str, kind: type[Record]) -> store.Repository[Record]:
        """The records of a table as they stand inside the step."""
        return self._tx.repo(table, kind)


class Part(Step):
    """A use case that is part of another step; see `Desk.joined`."""

    def __init__(self, desk: Desk, verb: str, audit: Audit, params: dict[str, Any], whole: Step) -> None:
        super().__init__(desk, verb, audit, params)
        self._tx = whole._tx
        self.at = whole.at
        self._whole = whole
        self._attempt = self._tx.attempt()

    @cached_property
    def audit_id(self) -> int:
        """The id of the entry that the whole step will leave."""
        return self._whole.audit_id

    def __enter__(self) -> Self:
        self._attempt.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._attempt.__exit__(kind, error, trace)
        if error is None:
            self.outcome = Done(verb=self.verb, params=self.params)
        elif isinstance(error, store.Conflict):
            self.outcome = _outcome(error)
        return error is None or isinstance(error, store.Conflict | _Refuse)


def _outcome(conflict: store.Conflict, mine: dict[str, Any] | None = None, clashes: tuple[str, ...] = ()) -> Conflict:
    return Conflict(
        table=conflict.table,
        id=conflict.id,
        theirs=conflict.theirs or {},
        mine=mine or {},
        by=conflict.by,
        base=conflict.base,
        clashes=clashes,
    )
