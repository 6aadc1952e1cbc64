"""A transaction: changes collected, seen by its own reads, and committed all at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from domain.audit import Change
from store.backend import Backend
from store.ops import Op
from store.repository import Repository
from store.tables import META, Documents, Tables, merged, shallow

Record = TypeVar("Record", bound=msgspec.Struct)
Fields = dict[str, msgspec.Raw]
NOTHING = msgspec.Raw(b'{"rev":0}')

_encode = msgspec.json.encode
_decode = msgspec.json.decode


class Transaction:
    """What `Store.transaction()` hands to its block. Nothing may be changed by it after the block.

    Attributes:
        id: by which `Store.committed` finds it; empty until it is committed, unless the caller chose it.
        repeated: a transaction with this id was committed before. The block runs, its revisions are not looked at, and
            nothing of it is written.
    """

    def __init__(self, tables: Tables, backend: Backend, id: str = "", *, repeated: bool = False) -> None:
        self.id = id
        self.repeated = repeated
        self._tables = tables
        self._backend = backend
        self._mine: dict[str, dict[int, msgspec.Raw | None]] = {}
        self._dropped: set[str] = set()
        self._highest: dict[str, int] = {}
        self._touched: list[tuple[str, int, Fields | msgspec.Raw | None, Fields | msgspec.Raw | None]] = []
        self.ops: list[Op] = []
        """What will be written."""
        self._trying = 0
        self._before: list[tuple[str, int, msgspec.Raw | None, bool]] = []
        """What each change replaced of this transaction's own, while something is only tried."""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A block that raises leaves nothing of what it changed of records; what was done before it stands."""
        ops, touched, before = len(self.ops), len(self._touched), len(self._before)
        self._trying += 1
        try:
            yield
        except BaseException:
            while len(self._before) > before:
                table, id, mine, was_mine = self._before.pop()
                if was_mine:
                    self._mine[table][id] = mine
                else:
                    del self._mine[table][id]
            del self.ops[ops:], self._touched[touched:]
            raise
        finally:
            self._trying -= 1
            if not self._trying:
                self._before.clear()

    @property
    def changes(self) -> list[Change]:
        """What was done so far, in order: the touched fields before and after.

        An inserted record has its whole document in `after`, a deleted one in `before`. A field that was not stored
        (it had its default) is missing in `before`; a field that was taken out is missing in `after`.
        """
        return [
            Change(table=table, id=id, before=_plain(before), after=_plain(after))
            for table, id, before, after in self._touched
        ]

    def tables(self) -> set[str]:
        """The names of the tables."""
        return (self._tables.documents.keys() - self._dropped) | self._mine.keys()

    def documents(self, table: str) -> Documents:
        """A table's documents with this transaction's changes. Don't change it."""
        live = {} if table in self._dropped else self._tables.documents.get(table, {})
        mine = self._mine.get(table)
        if not mine:
            return live
        return {id: document for id, document in {**live, **mine}.items() if document is not None}

    def document(self, table: str, id: int) -> msgspec.Raw | None:
        """One document, with this transaction's changes."""
        mine = self._mine.get(table)
        if mine and id in mine:
            return mine[id]
        if table in self._dropped:
            return None
        held = self._tables.documents.get(table, {}).get(id)
        return held if held is not None else self._backend.get(table, [id]).get(id)

    def get(self, table: str, id: int) -> dict[str, Any] | None:
        """A record as a dict of our own, with `rev` and without `id`."""
        document = self.document(table, id)
        return None if document is None else _decode(document)

    def repo(self, table: str, kind: type[Record]) -> Repository[Record]:
        """Typed reading that sees this transaction's changes."""
        return Repository(self, table, kind)

    def next_id(self, table: str) -> int:
        """Take the next id of a table. Ids are never used twice, not even after the table was dropped."""
        id = self._highest[table] = self._backend.reserve(table, self._highest.get(table, 0))
        return id

    def insert(self, table: str, record: msgspec.Struct | Mapping[str, Any], id: int | None = None) -> int:
        """Add a record.

        Args:
            table: any name but `_meta`.
            record: its `rev`, and the `id` of a Struct, are left out; the store knows them better.
            id: only for records that bring their id from elsewhere; it must be free.

        Returns:
            Its id; its `rev` is 1.
        """
        if table == META:
            raise ValueError(f"the table {META} belongs to the store")
        if id is None:
            id = self.next_id(table)
        elif id < 1 or (self.document(table, id) is not None and not self.repeated):
            raise ValueError(f"id {id} of {table} is not free")
        self._highest[table] = max(self._highest.get(table, 0), id)
        document = _fresh(record)
        self._note("p", table, id, document, document)
        self._touched.append((table, id, None, document))
        return id

    def update(self, table: str, id: int, fields: Mapping[str, Any], rev: int | None = None) -> int:
        """Change fields of a record; what has that value already is left alone.

        Args:
            fields: new values; `msgspec.UNSET` takes a field out, which gives it its default again.
            rev: the revision the change was made on; None: whatever is there.

        Returns:
            The record's revision, one higher if anything differs.

        Raises:
            Conflict: it has another revision by now, or is gone.
        """
        document, stored = self._expect(table, id, rev)
        given = shallow(_encode({field: value for field, value in fields.items() if value is not msgspec.UNSET}))
        after = {field: value for field, value in given.items() if field != "rev" and stored.get(field) != value}
        gone = [field for field, value in fields.items() if value is msgspec.UNSET and field in stored]
        revision = int(bytes(stored["rev"]))
        if not after and not gone:
            return revision
        before = {field: stored[field] for field in (*after, *gone) if field in stored}
        patch = msgspec.Raw(_encode({**after, "rev": revision + 1}))
        if gone:
            kept = {field: value for field, value in stored.items() if field not in gone}
            whole = merged(msgspec.Raw(_encode(kept)), patch)
            self._note("p", table, id, whole, whole)
        else:
            self._note("m", table, id, patch, merged(document, patch))
        self._touched.append((table, id, before, after))
        return revision + 1

    def delete(self, table: str, id: int, rev: int | None = None) -> None:
        """Remove a record.

        Raises:
            Conflict: it has another revision than `rev` by now, or is gone.
        """
        document, stored = self._expect(table, id, rev)
        self._note("d", table, id, stored["rev"], None)
        self._touched.append((table, id, document, None))

    def drop(self, table: str) -> None:
        """Remove a table with all its records; `changes` does not list them."""
        if table in self.tables():
            self._mine.pop(table, None)
            self._dropped.add(table)
            self.ops.append(Op("x", table))

    def create(self, table: str) -> None:
        """Make an empty table, unless it is there."""
        if table not in self.tables():
            self._mine[table] = {}
            self.ops.append(Op("t", table))

    def _expect(self, table: str, id: int, rev: int | None) -> tuple[msgspec.Raw, Fields]:
        document = self.document(table, id)
        if self.repeated:
            document = document or NOTHING
        stored = {} if document is None else shallow(document)
        if document is None or (rev is not None and int(bytes(stored["rev"])) != rev and not self.repeated):
            raise self._tables.conflict(table, id, rev or 0, document)
        return document, stored

    def _note(self, kind: str, table: str, id: int, written: msgspec.Raw, result: msgspec.Raw | None) -> None:
        mine = self._mine.setdefault(table, {})
        if self._trying:
            self._before.append((table, id, mine.get(id), id in mine))
        mine[id] = result
        self.ops.append(Op(kind, table, id, written))


def _plain(fields: Fields | msgspec.Raw | None) -> dict[str, Any] | None:
    return None if fields is None else _decode(fields if isinstance(fields, msgspec.Raw) else _encode(fields))


def _fresh(record: msgspec.Struct | Mapping[str, Any]) -> msgspec.Raw:
    """The document of a new record. A Struct is encoded once, without a detour over a dict where that is possible."""
    if isinstance(record, msgspec.Struct):
        known = getattr(record, "id", 0) or getattr(record, "rev", 0)
        if known or not record.__struct_config__.omit_defaults:
            plain = msgspec.to_builtins(record)
            record = {field: value for field, value in plain.items() if field != "id"}
    if isinstance(record, msgspec.Struct):
        body = _encode(record)
        return msgspec.Raw(b'{"rev":1}' if body == b"{}" else b'{"rev":1,' + body[1:])
    return msgspec.Raw(_encode({**record, "rev": 1}))
