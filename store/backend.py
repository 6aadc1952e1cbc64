"""What the store asks of an engine: the one place where another one than the journal can be put in.

An engine keeps documents by table and id, each with its revision, and all transactions in one sequence without gaps.
Nothing above this room knows which engine it is.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from store.errors import StoreError
from store.ops import Commit, Op
from store.paging import Page, Place, Where
from store.snapshot import Meta
from store.tables import Documents, Tables


class Reset:
    """More happened than can be told one by one: load anew."""


class Backend(Protocol):
    """An engine, as seen by one process. May be used from any thread.

    Attributes:
        path: where it is.
        fault: why nothing can be written any more; reading goes on.
        warning: what a person should see to though all goes on as yet, as a code; empty: nothing.
    """

    path: str
    fault: StoreError | None

    @property
    def warning(self) -> str:
        """See above."""
        ...

    def load(self) -> Tables:
        """The documents to hold in memory, as of their `seq`: all of them, or those that are worked on.

        Who gets them takes in `changes`; an engine that keeps the same tables itself may be ahead with that.
        """
        ...

    def changes(self, after: int) -> Sequence[Commit] | Reset:
        """What was committed since, by anybody, in order. Never blocks: nothing, while it would have to.

        After a `commit` of this process has returned, they include it.

        Args:
            after: the last transaction taken in; it grows from call to call.
        """
        ...

    def turn(self, timeout: float) -> AbstractContextManager[None]:
        """The time of one transaction. An engine that can keeps all others from writing meanwhile; when it has waited
        for them, `changes` tell what they did. Any other engine lets them, and `commit` finds out.

        Raises:
            Busy: others wrote for `timeout` seconds.
            StoreError: the store cannot be written, now or any more.
        """
        ...

    def reserve(self, table: str, above: int) -> int:
        """An id for a new document, above another one, that nobody else is given. Inside a turn."""
        ...

    def commit(self, ops: Sequence[Op], *, actor: str, tx: str) -> Commit | None:
        """Write all of it or nothing; durable on return.

        Args:
            ops: each made on the revision it tells (`Op.expected`).
            actor: who commits.
            tx: an id of the caller's choice.

        Returns:
            None when a transaction with that id was committed before: it counts, and nothing was written now.

        Raises:
            Conflict: another revision is there by now.
            StoreFull: nothing was written.
            Unknown: it may or may not be there; a store opened anew knows, by `committed`.
            Busy, StoreError: as `turn`.
        """
        ...

    def committed(self, tx: str) -> int | None:
        """The number of the transaction with that id. At least the last 10,000 of all are known."""
        ...

    def get(self, table: str, ids: Sequence[int]) -> Documents:
        """Documents by id, held in memory or not; those that are not there are left out."""
        ...

    def page(self, table: str, where: Where, order: Sequence[str], after: Place | None, limit: int) -> Page:
        """Documents in order, held in memory or not, as `paging.page` has it."""
        ...

    def count(self, table: str, where: Where, by: str) -> dict[Any, int]:
        """How many documents there are for each value of a field, as `paging.count` has it."""
        ...

    def bloated(self) -> bool:
        """Whether the store has grown so that opening it takes notice."""
        ...

    def compact(self, timeout: float) -> bool:
        """Mend that; others go on working. False when another process is at it already."""
        ...

    def everything(self) -> tuple[Meta, dict[str, Documents]]:
        """All documents at one transaction, and where that stands. Nobody waits, and it needs no right to write."""
        ...

    def attend(self) -> None:
        """Let it be known, until this is closed, that a desk is open here: a restore waits for that.

        Raises:
            Busy: the store is being restored at this moment.
        """
        ...

    def close(self) -> None:
        """Let go of it, once another thread's transaction has ended."""
        ...
