"""What a transaction does to records, and what it refuses."""

import threading
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

import store
from domain.audit import Change
from tests.store.conftest import Opener, contents, insert


class Note(msgspec.Struct, kw_only=True, omit_defaults=True):
    id: int = 0
    rev: int = 0
    text: str
    labels: tuple[str, ...] = ()
    likes: int | None = None


class Plain(msgspec.Struct):
    id: int
    text: str


def test_a_record_gets_an_id_and_a_revision(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        first = tx.insert("notes", Note(text="rusak", labels=("jalan",)))
        second = tx.insert("notes", {"text": "gelap"})
    assert (first, second) == (1, 2)
    assert desk.get("notes", first) == {"text": "rusak", "labels": ["jalan"], "rev": 1}
    assert desk.get("notes", second) == {"text": "gelap", "rev": 1}
    assert desk.seq == 1


@pytest.mark.parametrize("record", [Note(id=9, rev=4, text="a"), Plain(9, "a"), {"text": "a", "rev": 4}])
def test_a_record_brings_neither_its_id_nor_its_revision(opened: Opener, record: msgspec.Struct) -> None:
    desk = opened()
    with desk.transaction() as tx:
        id = tx.insert("notes", record)
    assert id == 1
    assert desk.get("notes", id) == {"text": "a", "rev": 1}


def test_an_empty_record_is_one_too(opened: Opener) -> None:
    class Empty(msgspec.Struct, omit_defaults=True):
        text: str = ""

    desk = opened()
    with desk.transaction() as tx:
        id = tx.insert("notes", Empty())
    assert desk.get("notes", id) == {"rev": 1}


def test_an_update_changes_its_fields_and_no_others(opened: Opener) -> None:
    desk = opened()
    id = insert(desk, text="rusak", state="new")
    with desk.transaction() as tx:
        assert tx.update("comments", id, {"state": "done", "notes": (Note(text="x"),)}, rev=1) == 2
    assert desk.get("comments", id) == {"text": "rusak", "state": "done", "notes": [{"text": "x"}], "rev": 2}


def test_unset_takes_a_field_out(opened: Opener) -> None:
    desk = opened()
    id = insert(desk, text="rusak", assignee="sari")
    with desk.transaction() as tx:
        tx.update("comments", id, {"assignee": msgspec.UNSET, "state": "new", "never": msgspec.UNSET})
        assert tx.changes == [
            Change(table="comments", id=id, before={"assignee": "sari"}, after={"state": "new"}),
        ]
    assert desk.get("comments", id) == {"text": "rusak", "state": "new", "rev": 2}
    assert contents(opened()) == contents(desk)


def test_what_changes_nothing_is_not_written(opened: Opener, folder: Path) -> None:
    desk = opened()
    id = insert(desk, text="rusak", labels=["a"])
    size = (folder / "journal-00000001.jsonl").stat().st_size
    with desk.transaction() as tx:
        assert tx.update("comments", id, {"text": "rusak", "labels": ("a",)}) == 1
        assert tx.changes == []
    assert desk.seq == 1
    assert (folder / "journal-00000001.jsonl").stat().st_size == size


def test_true_is_not_one(opened: Opener) -> None:
    desk = opened()
    id = insert(desk, hidden=1)
    with desk.transaction() as tx:
        tx.update("comments", id, {"hidden": True})
    assert (desk.get("comments", id) or {})["hidden"] is True


def test_a_block_that_raises_leaves_nothing(opened: Opener, folder: Path) -> None:
    desk = opened()
    id = insert(desk, text="a")
    with suppress(ZeroDivisionError), desk.transaction() as tx:
        tx.update("comments", id, {"text": "b"})
        tx.insert("comments", {"text": "c"})
        raise ZeroDivisionError
    assert contents(desk) == contents(opened()) == {"comments": {id: {"text": "a", "rev": 1}}}
    assert insert(desk, text="d") == 2


def test_what_cannot_be_stored_is_refused_before_anything_is_written(opened: Opener) -> None:
    desk = opened()
    with pytest.raises(TypeError), desk.transaction() as tx:
        tx.insert("comments", {"text": object()})
    assert desk.seq == 0


def test_a_transaction_sees_its_own_changes(opened: Opener) -> None:
    desk = opened()
    kept, gone = insert(desk, "notes", text="a"), insert(desk, "notes", text="b")
    with desk.transaction() as tx:
        new = tx.insert("notes", {"text": "c"})
        tx.update("notes", kept, {"text": "A"})
        tx.update("notes", kept, {"likes": 1})
        tx.delete("notes", gone)
        assert tx.get("notes", kept) == {"text": "A", "likes": 1, "rev": 3}
        assert tx.get("notes", gone) is None
        assert [(note.id, note.text) for note in tx.repo("notes", Note).all()] == [(kept, "A"), (new, "c")]
        assert desk.get("notes", kept) == {"text": "a", "rev": 1}
    assert contents(desk) == contents(opened())
    assert desk.seq == 3


def test_changes_tell_what_was_touched(opened: Opener) -> None:
    desk = opened()
    old = insert(desk, text="a", state="new")
    with desk.transaction() as tx:
        tx.update("comments", old, {"text": "a", "state": "done", "assignee": "budi"})
        new = tx.insert("replies", Note(text="b"))
        tx.delete("comments", old)
        assert tx.changes == [
            Change(table="comments", id=old, before={"state": "new"}, after={"state": "done", "assignee": "budi"}),
            Change(table="replies", id=new, after={"text": "b", "rev": 1}),
            Change(table="comments", id=old, before={"text": "a", "state": "done", "assignee": "budi", "rev": 2}),
        ]


def test_a_stale_revision_is_a_conflict_that_shows_their_version(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    id = insert(sari, text="a")
    with budi.transaction() as tx:
        tx.update("comments", id, {"text": "b"}, rev=1)
    try:
        with sari.transaction() as tx:
            tx.insert("replies", {"text": "x"})
            tx.update("comments", id, {"text": "c"}, rev=1)
        pytest.fail("their version was overwritten unseen")
    except store.Conflict as error:
        conflict = error
    assert (conflict.table, conflict.id, conflict.by) == ("comments", id, "budi")
    assert conflict.theirs == {"text": "b", "rev": 2}
    assert contents(sari) == {"comments": {id: {"text": "b", "rev": 2}}}


@pytest.mark.parametrize("rev", [None, 1])
def test_a_record_that_is_gone_is_a_conflict(opened: Opener, rev: int | None) -> None:
    sari, budi = opened("sari"), opened("budi")
    id = insert(sari, text="a")
    with budi.transaction() as tx:
        tx.delete("comments", id, rev)
    with pytest.raises(store.Conflict) as told, sari.transaction() as tx:
        tx.update("comments", id, {"text": "c"}, rev)
    assert (told.value.theirs, told.value.by) == (None, "budi")
    with pytest.raises(store.Conflict) as told, sari.transaction() as tx:
        tx.delete("comments", id, rev)
    assert (told.value.theirs, told.value.by) == (None, "budi")


def test_ids_are_never_used_twice(opened: Opener) -> None:
    desk = opened()
    last = [insert(desk, text=text) for text in "abc"][-1]
    with desk.transaction() as tx:
        tx.delete("comments", last)
    assert insert(opened("budi"), text="d") == last + 1
    with desk.transaction() as tx:
        tx.delete("comments", last + 1)
    desk.compact()
    assert insert(opened("tono"), text="e") == last + 2
    with desk.transaction() as tx:
        tx.drop("comments")
    desk.compact()
    assert insert(opened("tono"), text="f") == last + 3


def test_an_id_from_elsewhere_must_be_free(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        assert tx.insert("comments", {"text": "a"}, id=40) == 40
        assert tx.insert("comments", {"text": "b"}) == 41
    for taken in (40, 0):
        with pytest.raises(ValueError, match="not free"), desk.transaction() as tx:
            tx.insert("comments", {"text": "c"}, id=taken)


def test_the_stores_own_table_is_taken(opened: Opener) -> None:
    with pytest.raises(ValueError, match="_meta"), opened().transaction() as tx:
        tx.insert("_meta", {})


def test_what_is_read_is_ones_own(opened: Opener) -> None:
    desk = opened()
    id = insert(desk, labels=["a"])
    document = desk.get("comments", id) or {}
    document["labels"].append("b")
    assert desk.get("comments", id) == {"labels": ["a"], "rev": 1}


def test_another_thread_waits_its_turn(opened: Opener) -> None:
    desk = opened()
    with desk.transaction(), pytest.raises(store.Busy, match="sari"), desk.transaction(timeout=0.01):
        pass
    assert insert(desk, text="goes on") == 1


def test_closing_under_a_writing_thread_is_no_failing_disk(opened: Opener, folder: Path) -> None:
    desk = opened()
    started = threading.Event()
    ended: list[BaseException] = []

    def write() -> None:
        try:
            while True:
                insert(desk)
                started.set()
        except BaseException as error:
            ended.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    started.wait()
    desk.close()
    writer.join()
    assert [(type(error), error.args) for error in ended] == [(store.ReadOnly, ("closed",))]
    assert opened().fault is None
    assert not (folder / "FAULT").exists()


def test_transactions_carry_ordered_ids_and_their_author(opened: Opener, folder: Path) -> None:
    desk = opened()
    for text in "abc":
        insert(desk, text=text)
    lines = [msgspec.json.decode(line) for line in (folder / "journal-00000001.jsonl").read_bytes().splitlines()[1:]]
    assert [line["n"] for line in lines] == [1, 2, 3]
    assert {line["by"] for line in lines} == {"sari"}
    assert all(len(line["tx"]) == 26 for line in lines)
    assert [line["tx"][:10] for line in lines] == sorted(line["tx"][:10] for line in lines)
    assert len({line["tx"] for line in lines}) == 3


# Attempts


def test_an_attempt_that_raises_leaves_nothing_and_the_rest_stands(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        kept, gone = tx.insert("notes", Note(text="satu")), tx.insert("notes", Note(text="dua"))
    with desk.transaction() as tx:
        tx.update("notes", kept, {"text": "sebelum"})
        with suppress(ZeroDivisionError), tx.attempt():
            tx.update("notes", kept, {"text": "dicoba", "likes": 3})
            tx.delete("notes", gone)
            tried = tx.insert("notes", Note(text="baru"))
            raise ZeroDivisionError
        assert tx.get("notes", kept) == {"text": "sebelum", "rev": 2}
        assert tx.get("notes", gone) == {"text": "dua", "rev": 1}
        assert tx.get("notes", tried) is None
        assert [(one.table, one.id) for one in tx.changes] == [("notes", kept)]
        tx.update("notes", kept, {"likes": 5})
    assert desk.get("notes", kept) == {"text": "sebelum", "likes": 5, "rev": 3}
    assert contents(desk) == contents(opened())


def test_attempts_nest(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        id = tx.insert("notes", Note(text="satu"))
    with desk.transaction() as tx, suppress(ZeroDivisionError), tx.attempt():
        with suppress(ZeroDivisionError), tx.attempt():
            tx.update("notes", id, {"text": "dalam"})
            raise ZeroDivisionError
        assert tx.get("notes", id) == {"text": "satu", "rev": 1}
        with tx.attempt():
            tx.update("notes", id, {"text": "bagus"})
        assert tx.get("notes", id) == {"text": "bagus", "rev": 2}
        raise ZeroDivisionError
    assert desk.get("notes", id) == {"text": "satu", "rev": 1}
    assert desk.seq == 1
