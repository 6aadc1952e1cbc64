"""The shared store is a TinyDB, by TinyDB's own documentation."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.table import Document

import store
from tests.store.conftest import Opener

Database = Callable[..., store.JournalDB]


@pytest.fixture
def connect(folder: Path) -> Iterator[Database]:
    """One more connection to the database; closed at the end of the test."""
    databases: list[store.JournalDB] = []

    def connect_as(actor: str = "sari") -> store.JournalDB:
        databases.append(store.JournalDB(folder, actor=actor))
        return databases[-1]

    yield connect_as
    for database in databases:
        database.close()


@pytest.fixture
def db(connect: Database) -> store.JournalDB:
    database = connect()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    return database


def test_insert_and_ids(db: store.JournalDB) -> None:
    assert [document.doc_id for document in db] == [1, 2, 3]
    assert db.insert({"int": 2}) == 4
    assert db.insert(Document({"int": 3}, doc_id=9)) == 9
    assert db.insert_multiple([{"int": 4}, Document({"int": 5}, doc_id=20), {"int": 6}]) == [10, 20, 11]
    assert db.insert({}) == 21
    assert db.insert_multiple([]) == []
    assert len(db) == 9


@pytest.mark.parametrize("wrong", [[1], {1}, "text", 3])
def test_what_is_no_mapping_is_refused(db: store.JournalDB, wrong: object) -> None:
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert(wrong)
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert_multiple([{"int": 1}, wrong])
    assert len(db) == 3


def test_an_id_that_is_taken_is_refused(db: store.JournalDB) -> None:
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({}, doc_id=2))
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([{"int": 7}, Document({}, doc_id=2)])
    assert len(db) == 3


def test_the_revision_is_the_stores(db: store.JournalDB) -> None:
    with pytest.raises(ValueError, match="rev"):
        db.insert({"rev": 3})
    with pytest.raises(ValueError, match="rev"):
        db.update({"rev": 3})
    assert db.get(doc_id=1) == {"int": 1, "char": "a"}


def test_a_document_may_have_a_field_called_id(db: store.JournalDB) -> None:
    assert db.get(doc_id=db.insert({"id": "x"})) == {"id": "x"}


def test_update(db: store.JournalDB) -> None:
    assert db.update({"int": 2}, where("char") == "a") == [1]
    assert db.update({"int": 3}, doc_ids=[2, 99]) == [2]
    assert [document["int"] for document in db] == [2, 3, 1]
    assert db.update({"new": [1]}) == [1, 2, 3]
    assert db.update(delete("new"), where("char") == "b") == [2]
    assert db.count(where("new").exists()) == 2
    assert db.update(increment("int"), where("char") == "c") == [3]
    assert db.update(lambda document: document.update(int=10), doc_ids=[1]) == [1]
    assert [document["int"] for document in db] == [10, 3, 2]
    assert db.update({"int": 0}, where("char") == "z") == []


def test_operations_that_work_in_place_are_kept(db: store.JournalDB, connect: Database) -> None:
    db.update({"tags": ["a"]}, doc_ids=[1])
    db.update(add("tags", ["b"]), doc_ids=[1])  # type: ignore[arg-type]
    assert (connect().get(doc_id=1) or {})["tags"] == ["a", "b"]


def test_an_update_that_raises_leaves_all_as_it_was(db: store.JournalDB, connect: Database) -> None:
    def fail_on_b(document: dict[str, object]) -> None:
        document["int"] = 5
        if document["char"] == "b":
            raise KeyError("b")

    with pytest.raises(KeyError):
        db.update(fail_on_b)
    assert [document["int"] for document in db] == [document["int"] for document in connect()] == [1, 1, 1]


def test_update_multiple(db: store.JournalDB) -> None:
    assert db.update_multiple([({"int": 2}, where("char") == "a"), ({"int": 4}, where("int") == 2)]) == [1, 1]
    assert db.update_multiple([(delete("int"), where("char") == "b")]) == [2]
    assert db.all() == [{"int": 4, "char": "a"}, {"char": "b"}, {"int": 1, "char": "c"}]


def test_upsert(db: store.JournalDB) -> None:
    assert db.upsert({"int": 5}, where("char") == "a") == [1]
    assert db.upsert({"char": "d"}, where("char") == "d") == [4]
    assert db.upsert(Document({"char": "e"}, doc_id=4)) == [4]
    assert db.upsert(Document({"char": "f"}, doc_id=7)) == [7]
    with pytest.raises(ValueError, match="query"):
        db.upsert({"char": "g"})
    assert [document["char"] for document in db] == ["a", "b", "c", "e", "f"]


def test_remove(db: store.JournalDB) -> None:
    assert db.remove(where("char") == "b") == [2]
    assert db.remove(doc_ids=[1, 2]) == [1]
    with pytest.raises(RuntimeError):
        db.remove()
    assert db.all() == [{"int": 1, "char": "c"}]
    assert db.remove(where("int") == 1) == [3]
    assert db.insert({}) == 4


def test_truncate_and_drop(db: store.JournalDB, connect: Database) -> None:
    db.table("other").insert({"a": 1})
    other = connect("budi")
    db.truncate()
    assert (len(db), len(other), db.tables()) == (0, 0, {"_default", "other"})
    db.drop_table("other")
    db.drop_table("nothing")
    assert other.tables() == {"_default"}
    other.table("third").insert({"b": 1})
    db.drop_tables()
    assert other.tables() == set()
    assert connect().tables() == set()


def test_an_empty_table_can_be_kept_and_is_not_emptied(db: store.JournalDB, connect: Database) -> None:
    db.table("kept", persist_empty=True)
    db.table("kept").insert({"a": 1})
    other = connect("budi")
    assert len(other.table("kept", persist_empty=True)) == 1
    assert other.tables() == {"_default", "kept"}


def test_get_contains_and_search(db: store.JournalDB) -> None:
    found = db.get(where("char") == "b")
    assert (found, getattr(found, "doc_id", 0)) == ({"int": 1, "char": "b"}, 2)
    assert db.get(where("char") == "z") is None
    assert db.get(doc_id=9) is None
    assert db.get(doc_id=float("nan")) is None
    assert [document.doc_id for document in db.get(doc_ids=[3, 1, 9])] == [1, 3]
    with pytest.raises(RuntimeError):
        db.get()
    assert db.contains(where("char") == "a")
    assert db.contains(doc_id=3)
    assert not db.contains(doc_id=4)
    assert db.count(where("int") == 1) == 3
    assert db.search((where("int") == 1) & (where("char") != "a")) == db.all()[1:]


def test_remembered_results_end_with_others_changes(db: store.JournalDB, connect: Database) -> None:
    query = where("int") == 1
    assert db.count(query) == 3
    connect("budi").update({"int": 2}, doc_ids=[1])
    assert db.count(query) == 2
    assert db.count(query) == 2


def test_results_are_not_the_store(db: store.JournalDB) -> None:
    db.insert({"nested": {"list": [1]}})
    for read in (lambda: db.get(doc_id=4), lambda: db.all()[-1], lambda: list(db)[-1]):
        document = read()
        assert document
        document["nested"]["list"].append(2)
    assert db.get(doc_id=4) == {"nested": {"list": [1]}}


def test_ids_of_two_connections_never_meet(connect: Database) -> None:
    sari, budi = connect("sari"), connect("budi")
    ids = [each.insert({}) for _ in range(5) for each in (sari, budi)]
    assert ids == list(range(1, 11))


def test_a_transaction_spans_tables(db: store.JournalDB, connect: Database) -> None:
    other = connect("budi")
    with db.transaction():
        db.update({"int": 2}, doc_ids=[1])
        db.table("audit").insert({"of": 1})
        assert db.count(where("int") == 2) == 1
        assert other.count(where("int") == 2) == 0
        assert other.tables() == {"_default"}
    assert other.count(where("int") == 2) == 1
    assert other.table("audit").all() == [{"of": 1}]


def test_a_transaction_that_raises_is_not_remembered(db: store.JournalDB) -> None:
    try:
        with db.transaction():
            db.update({"int": 2})
            assert db.count(where("int") == 2) == 3
            db.drop_tables()
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert db.count(where("int") == 2) == 0
    assert db.count(where("int") == 1) == 3


def test_another_thread_does_not_see_the_window(db: store.JournalDB) -> None:
    seen: list[int] = []

    def look(document: dict[str, object]) -> None:
        document["int"] = 2
        thread = threading.Thread(target=lambda: seen.append(len(db)))
        thread.start()
        thread.join()

    db.update(look, doc_ids=[1])
    assert seen == [3]


def test_one_store_for_tinydb_and_the_desk(db: store.JournalDB, opened: Opener) -> None:
    desk = opened("budi")
    assert desk.get("_default", 1) == {"int": 1, "char": "a", "rev": 1}
    with desk.transaction() as tx:
        tx.update("_default", 1, {"char": "A"}, rev=1)
    assert db.get(doc_id=1) == {"int": 1, "char": "A"}
    db.update({"int": 5}, doc_ids=[1])
    desk.poll()
    assert desk.get("_default", 1) == {"int": 5, "char": "A", "rev": 3}


def test_stock_tinydb_opens_the_snapshot(db: store.JournalDB, opened: Opener, folder: Path) -> None:
    db.table("kosong", persist_empty=True)
    db.insert({"text": 'kutip " dan 🙏 \\ \n'})
    opened().compact()
    with TinyDB(folder / "snapshot.json", access_mode="r") as stock:
        assert stock.tables() == {"_meta", "_default", "kosong"}
        assert stock.count(where("int") == 1) == 3
        assert stock.get(doc_id=4) == {"text": 'kutip " dan 🙏 \\ \n', "rev": 1}
        assert [document.doc_id for document in stock] == [1, 2, 3, 4]
    assert db.insert({}) == 5
