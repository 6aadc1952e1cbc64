"""Random operations on the shared store and on a TinyDB in memory: the same documents, the same answers."""

import shutil
import tempfile
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where
from tinydb.operations import delete
from tinydb.storages import MemoryStorage
from tinydb.table import Document

import store

names = st.sampled_from(["_default", "comments"])
fields = st.sampled_from("abc")
numbers = st.integers(0, 3)
documents = st.dictionaries(fields, numbers | st.lists(numbers, max_size=2), max_size=3)


class SameAsTinyDB(RuleBasedStateMachine):
    """Two connections take turns; the model gives ids as they do: counting on, whatever was removed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.model = TinyDB(storage=MemoryStorage)
        self.ours = [store.JournalDB(self.folder, actor=name) for name in ("sari", "budi")]
        self.next = {"_default": 1, "comments": 1}

    def teardown(self) -> None:
        for database in self.ours:
            database.close()
        shutil.rmtree(self.folder)

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

    @rule(name=names, document=documents, field=fields, value=numbers)
    def update(self, name: str, document: dict[str, Any], field: str, value: int) -> None:
        answers = [db.table(name).update(document, where(field) == value) for db in (self.db, self.model)]
        assert answers[0] == answers[1]

    @rule(name=names, field=fields, value=numbers)
    def update_by_operation(self, name: str, field: str, value: int) -> None:
        answers = [db.table(name).update(delete(field), where(field) == value) for db in (self.db, self.model)]
        assert answers[0] == answers[1]

    @rule(name=names, document=documents, field=fields, value=numbers)
    def update_multiple(self, name: str, document: dict[str, Any], field: str, value: int) -> None:
        steps = [(document, where(field) == value), ({field: value}, where(field).exists())]
        answers = [db.table(name).update_multiple(steps) for db in (self.db, self.model)]
        assert answers[0] == answers[1]

    @rule(name=names, document=documents, id=st.integers(1, 6))
    def update_by_id(self, name: str, document: dict[str, Any], id: int) -> None:
        answers = [db.table(name).update(document, doc_ids=[id, 99]) for db in (self.db, self.model)]
        assert answers[0] == answers[1]

    @rule(name=names, field=fields, value=numbers)
    def upsert_present(self, name: str, field: str, value: int) -> None:
        if self.model.table(name).contains(where(field) == value):
            answers = [db.table(name).upsert({"c": 9}, where(field) == value) for db in (self.db, self.model)]
            assert answers[0] == answers[1]

    @rule(name=names, field=fields, value=numbers)
    def remove(self, name: str, field: str, value: int) -> None:
        answers = [db.table(name).remove(where(field) == value) for db in (self.db, self.model)]
        assert answers[0] == answers[1]

    @rule(name=names)
    def truncate(self, name: str) -> None:
        if name in self.model.tables():
            for db in (self.db, self.model):
                db.table(name).truncate()

    @rule(name=names)
    def drop(self, name: str) -> None:
        for db in (self.db, self.model):
            db.drop_table(name)

    @invariant()
    def same(self) -> None:
        for database in self.ours:
            for name in ("_default", "comments"):
                ours, theirs = database.table(name), self.model.table(name)
                assert {document.doc_id: document for document in ours} == {d.doc_id: d for d in theirs}
                for field in "abc":
                    assert ours.search(where(field) == 1) == theirs.search(where(field) == 1)


TestSameAsTinyDB = SameAsTinyDB.TestCase
TestSameAsTinyDB.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, derandomize=True)
