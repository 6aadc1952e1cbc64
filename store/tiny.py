"""A TinyDB over the shared store.

Every public mutator of TinyDB's `Table` runs unchanged, on a window: copies of just the documents it is about, taken
under the store's lock. What it writes back is compared with them and becomes one transaction. Reading decodes documents
on the way out, so nobody holds a piece of the live store.
"""

import getpass
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from store.store import Store, open
from store.tables import Documents
from store.transaction import Transaction

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class LiveTable(Mapping[str, dict[str, Any]]):
    """A table as TinyDB's reading wants it: documents by id as text, each decoded when it is looked at."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __getitem__(self, id: str) -> dict[str, Any]:
        if not id.isdecimal():
            raise KeyError(id)
        return _document(self._documents[int(id)])

    def __iter__(self) -> Iterator[str]:
        return map(str, sorted(self._documents))

    def __len__(self) -> int:
        return len(self._documents)


def _document(stored: msgspec.Raw) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.json.decode(stored)
    del document["rev"]
    return document


class JournalStorage(Storage):
    """TinyDB's storage, with transactions.

    Attributes:
        store: the store behind it.
        turn: counts the transactions of this storage, kept or dropped.
    """

    def __init__(self, path: str | os.PathLike[str], *, actor: str = "") -> None:
        self.store: Store = open(path, actor or getpass.getuser())
        self.turn = 0
        self._own = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything in the block, over all tables, is one transaction. A block inside another joins it."""
        outer: Transaction | None = getattr(self._own, "tx", None)
        if outer is not None:
            yield outer
            return
        try:
            with self.store.transaction() as tx:
                self._own.tx = tx
                try:
                    yield tx
                finally:
                    self._own.tx = None
        finally:
            self.turn += 1

    @contextmanager
    def window(self, table: str, ids: Iterable[int]) -> Iterator[None]:
        """Inside a transaction: let this thread's `read` and `write` be about these documents alone."""
        documents = self._own.tx.documents(table)
        self._own.window = table, [id for id in dict.fromkeys(ids) if id in documents]
        try:
            yield
        finally:
            self._own.window = None

    def read(self) -> dict[str, Any]:
        """All tables, as they are at the moment; inside a window its documents, to be changed at will."""
        tx: Transaction | None = getattr(self._own, "tx", None)
        window: tuple[str, list[int]] | None = getattr(self._own, "window", None)
        if tx is None:
            self.store.poll()
        source = tx or self.store
        if window:
            name, ids = window
            documents = source.documents(name)
            return {name: {str(id): _document(documents[id]) for id in ids}}
        return {name: LiveTable(source.documents(name)) for name in source.tables()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Commit how `data` differs from what `read` gave; outside a window, tables missing in it are dropped."""
        with self.transaction() as tx:
            window: tuple[str, list[int]] | None = getattr(self._own, "window", None)
            for name in set() if window else tx.tables() - data.keys():
                tx.drop(name)
            for name, documents in data.items():
                if not isinstance(documents, LiveTable):
                    known = window[1] if window else tx.documents(name)
                    _write(tx, name, {int(id): document for id, document in documents.items()}, known)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def _write(tx: Transaction, table: str, documents: dict[int, Mapping[str, Any]], known: Iterable[int]) -> None:
    tx.create(table)
    for id in [id for id in known if id not in documents]:
        tx.delete(table, id)
    for id, document in documents.items():
        if "rev" in document:
            raise ValueError("the field rev belongs to the store")
        stored = tx.get(table, id)
        if stored is None:
            tx.insert(table, document, id)
        else:
            gone = stored.keys() - document.keys() - {"rev"}
            tx.update(table, id, {**document, **dict.fromkeys(gone, msgspec.UNSET)})


class JournalTable(Table):
    """TinyDB's table; each call that changes something is one transaction, on what is there at that moment.

    Unlike stock TinyDB ids are never used twice, not even after `truncate` or a drop, and `persist_empty` does not
    empty a table that is there.
    """

    def __init__(
        self,
        storage: JournalStorage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        super().__init__(storage, name, cache_size)
        self._journal = storage
        self._seen = (-1, -1)
        if persist_empty:
            with storage.transaction() as tx:
                tx.create(name)

    def insert(self, document: Mapping[str, Any]) -> int:
        """As TinyDB's."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """As TinyDB's."""
        with self._journal.transaction() as tx:
            numbered = [self._numbered(tx, document) for document in documents]
            ids = [document.doc_id for document in numbered if isinstance(document, Document)]
            with self._journal.window(self.name, ids):
                return super().insert_multiple(numbered)

    def _numbered(self, tx: Transaction, document: Mapping[str, Any]) -> Mapping[str, Any]:
        if isinstance(document, self.document_class) or not isinstance(document, Mapping):
            return document
        return self.document_class(document, tx.next_id(self.name))

    def update(self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As TinyDB's."""
        wanted = None if doc_ids is None else list(doc_ids)
        with self._journal.transaction() as tx, self._journal.window(self.name, self._affected(tx, cond, wanted)):
            return super().update(fields, cond, wanted)

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[int]:
        """As TinyDB's."""
        steps = list(updates)
        conditions = [cond for _, cond in steps]
        with self._journal.transaction() as tx:
            ids = self._affected(tx, lambda document: any(cond(document) for cond in conditions), None)
            with self._journal.window(self.name, ids):
                return super().update_multiple(steps)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """As TinyDB's; looking and writing are one transaction."""
        with self._journal.transaction():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """As TinyDB's."""
        wanted = None if doc_ids is None else list(doc_ids)
        with self._journal.transaction() as tx, self._journal.window(self.name, self._affected(tx, cond, wanted)):
            return super().remove(cond, wanted)

    def truncate(self) -> None:
        """As TinyDB's, but ids go on."""
        with self._journal.transaction() as tx:
            tx.drop(self.name)
            with self._journal.window(self.name, ()):
                super().truncate()

    def _affected(self, tx: Transaction, cond: QueryLike | None, doc_ids: list[int] | None) -> list[int]:
        """Which documents TinyDB will touch: `doc_ids` go before `cond`; with neither it is all of them."""
        if doc_ids is not None:
            return doc_ids
        documents = tx.documents(self.name)
        if cond is None:
            return sorted(documents)
        return [id for id in sorted(documents) if cond(_document(documents[id]))]

    def search(self, cond: QueryLike) -> list[Document]:
        """As TinyDB's; results remembered from before somebody changed something are forgotten."""
        self._journal.store.poll()
        now = self._journal.store.seq, self._journal.turn
        if now != self._seen:
            self.clear_cache()
            self._seen = now
        return super().search(cond)

    def get(self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None) -> Any:
        """As TinyDB's; `doc_ids` are looked up, not searched for."""
        if doc_id is not None:
            return super().get(cond, doc_id)
        if doc_ids is not None:
            found = (super(JournalTable, self).get(doc_id=id) for id in sorted(set(doc_ids)))
            return [document for document in found if document is not None]
        return super().get() if cond is None else super().get(cond)


class JournalDB(TinyDB):
    """A TinyDB whose data several processes share.

    Args:
        path: the folder of the store; made where it does not exist.
        actor: who writes; the Unix user where it is not given.
    """

    table_class: type[Table] = JournalTable

    def __init__(self, path: str | os.PathLike[str], actor: str = "") -> None:
        super().__init__(path, actor=actor, storage=JournalStorage)

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A block whose changes, over all tables, are one transaction: all of them or, when it raises, none."""
        storage = self.storage
        assert isinstance(storage, JournalStorage)
        return storage.transaction()

    def drop_tables(self) -> None:
        """As TinyDB's."""
        with self.transaction():
            super().drop_tables()

    def drop_table(self, name: str) -> None:
        """As TinyDB's."""
        with self.transaction():
            super().drop_table(name)
