"""The desk: a store, the admin who sits at it, and the clock; and the step every use case takes."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, NoReturn, Self, TypeVar

import msgspec

import store
from domain import accounts
from domain.accounts import Account, Setting
from domain.audit import AuditEntry, Change
from domain.outcomes import Conflict, Done, Outcome, Refused
from domain.times import DEFAULT_ZONE

Audit = Literal["full", "summary", "none"]
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
        done: audit ids of what this admin did since the desk opened and has not taken back, oldest first.
    """

    def __init__(
        self,
        opened: store.Store,
        *,
        now: Callable[[], int] = wall_clock,
        example: bool = False,
        read_only: bool = False,
    ) -> None:
        self.store = opened
        self.actor = opened.actor
        self.now = now
        self.example = example
        self.read_only = read_only
        self.done: list[int] = []

    def step(self, verb: str, *, audit: Audit = "full", **params: Any) -> "Step":
        """One use case: everything inside the block becomes one transaction with one audit entry.

        Args:
            verb: what is done, for example ``comment.kind``.
            audit: `summary` leaves the changed fields out of the entry (imports); `none` writes no entry (drafts).
            params: kept in the audit entry and in the outcome.
        """
        if self.read_only:
            raise ReadOnlyDesk
        return Step(self, verb, audit, params)

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
        at: the instant of the step, in UTC milliseconds.
    """

    outcome: Outcome

    def __init__(self, desk: Desk, verb: str, audit: Audit, params: dict[str, Any]) -> None:
        self._desk = desk
        self._verb = verb
        self._audit = audit
        self.params = params
        self.undoes = 0
        self.at = desk.now()
        self._context = desk.store.transaction()
        self._edits: list[tuple[str, int, dict[str, Any]]] = []

    def __enter__(self) -> Self:
        self._tx = self._context.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            done = self._close()
            self._context.__exit__(None, None, None)
            self.outcome = done
            if done.audit and self._audit == "full" and not self.undoes:
                self._desk.done.append(done.audit)
            return False
        self._context.__exit__(kind, error, trace)
        if isinstance(error, store.Conflict):
            mine: dict[str, Any] = next((fields for _, id, fields in reversed(self._edits) if id == error.id), {})
            theirs = error.theirs or {}
            self.outcome = Conflict(table=error.table, id=error.id, theirs=theirs, mine=mine, by=error.by)
            return True
        return isinstance(error, _Refuse)

    def _close(self) -> Done:
        changes = tuple(self._tx.changes)
        changed = {
            table: tuple({one.id for one in changes if one.table == table}) for table in {one.table for one in changes}
        }
        entry = 0
        if changes and self._audit != "none":
            kept: tuple[Change, ...] = changes if self._audit == "full" else ()
            entry = self._tx.insert(
                "audit",
                AuditEntry(
                    at=self.at,
                    by=self._desk.actor,
                    verb=self._verb,
                    params=self.params,
                    changes=kept,
                    undoes=self.undoes,
                ),
            )
        return Done(verb=self._verb, audit=entry, changed=changed, params=self.params)

    def refuse(self, reason: str, **params: Any) -> NoReturn:
        """End the step: nothing is written, and the outcome says why."""
        self.outcome = Refused(reason=reason, params=params)
        raise _Refuse

    def read(self, table: str, kind: type[Record], id: int) -> Record:
        """A record as it stands inside the step; refuses `gone` when it is no longer there."""
        document = self._tx.get(table, id)
        if document is None:
            self.refuse("gone")
        return msgspec.convert({**document, "id": id}, kind)

    def insert(self, table: str, record: msgspec.Struct) -> int:
        """Add a record; its id."""
        return self._tx.insert(table, record)

    def update(self, table: str, id: int, fields: dict[str, Any], rev: int | None = None) -> int:
        """Change fields of a record; its new revision. With `rev`, only when nobody else saved it since."""
        self._edits.append((table, id, fields))
        return self._tx.update(table, id, fields, rev)

    def delete(self, table: str, id: int, rev: int | None = None) -> None:
        """Remove a record."""
        self._tx.delete(table, id, rev)

    def get(self, table: str, id: int) -> dict[str, Any] | None:
        """A record as it stands inside the step."""
        return self._tx.get(table, id)
