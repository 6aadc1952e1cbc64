"""Random operations on the shared store and on a TinyDB in memory: the same documents, the same answers."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set, subtract
from tinydb.queries import QueryLike
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

import store
from tests.store.campaign import LONG
from tests.store.conftest import MEMORY

NAMES = ("_default", "comments")

names = st.sampled_from(NAMES)
fields = st.sampled_from(["a", "b", "c", "panjang sekali", "é"])
numbers = st.integers(0, 3)
leaves = numbers | st.none() | st.booleans() | st.sampled_from(["", "x", "J*bu 🙏\n\x00", 2**53, -1.5])
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(fields, inner, max_size=2), max_leaves=4
)
documents = st.dictionaries(fields, values, max_size=3)
ids = st.lists(st.integers(1, 9), max_size=3)


def _double(field: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document[field] = [document.get(field), document.get(field)]
        document.setdefault("c", {})

    return change


def _in_place(field: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        if isinstance(document.get(field), list):
            document[field].append("more")

    return change


operations = st.one_of(
    fields.map(_double),
    fields.map(_in_place),
    fields.map(delete),
    fields.map(increment),
    fields.map(decrement),
    st.builds(add, fields, numbers),
    st.builds(subtract, fields, numbers),
    st.builds(set, fields, values),
)
simple = st.one_of(
    st.builds(lambda field, value: where(field) == value, fields, leaves),
    st.builds(lambda field, value: where(field) != value, fields, numbers),
    fields.map(lambda field: where(field).exists()),
    fields.map(lambda field: where(field).one_of([0, 1, "x", None])),
    fields.map(lambda field: where(field).test(lambda value: isinstance(value, list))),
)
queries = simple | st.builds(lambda a, b: a & b, simple, simple) | st.builds(lambda a, b: a | ~b, simple, simple)


def outcome(work: Callable[[], Any]) -> Any:
    """What a call gives, or the kind of its refusal."""
    try:
        return work()
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        return type(error)


class SameAsTinyDB(RuleBasedStateMachine):
    """Two connections take turns; the model gives ids as they do: counting on, whatever was removed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(dir=MEMORY)
        self.model = TinyDB(storage=MemoryStorage)
        self.ours = [store.JournalDB(self.folder, actor=name) for name in ("sari", "budi")]
        self.next = dict.fromkeys(NAMES, 1)

    def teardown(self) -> None:
        for database in self.ours:
            database.close()
        shutil.rmtree(self.folder)

    def both(self, name: str, work: Callable[[Table], Any]) -> None:
        """The same call on both gives the same answer. One that raises half-way leaves ours as it was."""
        before = {document.doc_id: dict(document) for document in self.db.table(name)}
        ours = outcome(lambda: work(self.db.table(name)))
        theirs = outcome(lambda: work(self.model.table(name)))
        assert ours == theirs
        if isinstance(theirs, type):
            assert {document.doc_id: dict(document) for document in self.db.table(name)} == before
            self.model.table(name).truncate()
            if before:
                self.model.table(name).insert_multiple(Document(document, doc_id=id) for id, document in before.items())

    @initialize()
    def begin(self) -> None:
        self.db = self.ours[0]

    @rule()
    def other_connection(self) -> None:
        self.db = self.ours[self.db is self.ours[0]]

    @rule()
    def compact(self) -> None:
        with store.open(self.folder, "compact") as compacting:
            compacting.compact()

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.ours[which].close()
        self.ours[which] = self.db = store.JournalDB(self.folder, actor="again")

    @rule(name=names, batch=st.lists(documents, max_size=3))
    def insert(self, name: str, batch: list[dict[str, Any]]) -> None:
        ids = self.db.table(name).insert_multiple(batch)
        assert ids == list(range(self.next[name], self.next[name] + len(batch)))
        self.next[name] += len(batch)
        numbered = [Document(document, doc_id=id) for document, id in zip(batch, ids, strict=True)]
        if batch:
            self.model.table(name).insert_multiple(numbered)

    @rule(name=names, document=documents, id=st.integers(1, 12))
    def insert_with_id(self, name: str, document: dict[str, Any], id: int) -> None:
        if self.model.table(name).contains(doc_id=id) or id >= self.next[name]:
            self.both(name, lambda table: table.insert(Document(document, doc_id=id)))
            self.next[name] = max(self.next[name], id + 1)

    @rule(name=names, document=documents, cond=queries)
    def update(self, name: str, document: dict[str, Any], cond: QueryLike) -> None:
        self.both(name, lambda table: table.update(document, cond))

    @rule(name=names, operation=operations, cond=queries)
    def update_by_operation(self, name: str, operation: Callable[[Any], None], cond: QueryLike) -> None:
        self.both(name, lambda table: table.update(operation, cond))

    @rule(name=names, operation=operations, document=documents)
    def update_all(self, name: str, operation: Callable[[Any], None], document: dict[str, Any]) -> None:
        self.both(name, lambda table: table.update(operation))
        self.both(name, lambda table: table.update(document))

    @rule(name=names, document=documents, operation=operations, first=queries, second=queries)
    def update_multiple(
        self,
        name: str,
        document: dict[str, Any],
        operation: Callable[[Any], None],
        first: QueryLike,
        second: QueryLike,
    ) -> None:
        self.both(name, lambda table: table.update_multiple([(document, first), (operation, second)]))

    @rule(name=names, document=documents, ids=ids, operation=operations)
    def update_by_id(
        self, name: str, document: dict[str, Any], ids: list[int], operation: Callable[[Any], None]
    ) -> None:
        self.both(name, lambda table: table.update(document, doc_ids=iter(ids)))
        self.both(name, lambda table: table.update(operation, doc_ids=ids))

    @rule(name=names, document=documents, cond=queries)
    def upsert(self, name: str, document: dict[str, Any], cond: QueryLike) -> None:
        if self.model.table(name).contains(cond):
            self.both(name, lambda table: table.upsert(document, cond))
        else:
            assert self.db.table(name).upsert(document, cond) == [self.next[name]]
            self.model.table(name).insert(Document(document, doc_id=self.next[name]))
            self.next[name] += 1

    @rule(name=names, document=documents, id=st.integers(1, 9))
    def upsert_by_id(self, name: str, document: dict[str, Any], id: int) -> None:
        if id < self.next[name] and self.model.table(name).contains(doc_id=id):
            self.both(name, lambda table: table.upsert(Document(document, doc_id=id)))

    @rule(name=names, cond=queries)
    def remove(self, name: str, cond: QueryLike) -> None:
        self.both(name, lambda table: table.remove(cond))

    @rule(name=names, ids=ids)
    def remove_by_id(self, name: str, ids: list[int]) -> None:
        self.both(name, lambda table: table.remove(doc_ids=ids))

    @rule(name=names)
    def truncate(self, name: str) -> None:
        if name in self.model.tables():
            for db in (self.db, self.model):
                db.table(name).truncate()

    @rule(name=names)
    def drop(self, name: str) -> None:
        for db in (self.db, self.model):
            db.drop_table(name)

    @rule()
    def drop_all(self) -> None:
        for db in (self.db, self.model):
            db.drop_tables()

    @rule(name=names, document=documents, cond=queries, keep=st.booleans())
    def transaction(self, name: str, document: dict[str, Any], cond: QueryLike, keep: bool) -> None:
        with suppress(ZeroDivisionError), self.db.transaction():
            updated = self.db.table(name).update(document, cond)
            (id,) = self.db.table("comments").insert_multiple([document])
            if not keep:
                raise ZeroDivisionError
            assert id == self.next["comments"]
            assert updated == self.model.table(name).update(document, cond)
            self.model.table("comments").insert(Document(document, doc_id=id))
            self.next["comments"] += 1

    @rule(name=names, cond=queries, ids=ids)
    def look(self, name: str, cond: QueryLike, ids: list[int]) -> None:
        for ours in (each.table(name) for each in self.ours):
            theirs = self.model.table(name)
            assert ours.search(cond) == ours.search(cond) == theirs.search(cond)
            assert ours.count(cond) == theirs.count(cond)
            assert ours.contains(cond) == theirs.contains(cond)
            assert ours.get(cond) == theirs.get(cond)
            for id in ids:
                assert ours.contains(doc_id=id) == theirs.contains(doc_id=id)
                assert ours.get(doc_id=id) == theirs.get(doc_id=id)
            assert ours.get(doc_ids=ids) == theirs.get(doc_ids=ids)

    @invariant()
    def same(self) -> None:
        for database in self.ours:
            for name in NAMES:
                ours, theirs = database.table(name), self.model.table(name)
                assert {document.doc_id: document for document in ours} == {d.doc_id: d for d in theirs}
                assert len(ours) == len(theirs)
                assert ours.search(where("a") == 1) == theirs.search(where("a") == 1)
            assert {name for name in database.tables() if len(database.table(name))} == {
                name for name in self.model.tables() if len(self.model.table(name))
            }


TestSameAsTinyDB = SameAsTinyDB.TestCase
TestSameAsTinyDB.settings = settings(
    max_examples=300 if LONG else 25, stateful_step_count=40 if LONG else 20, deadline=None, derandomize=not LONG
)
