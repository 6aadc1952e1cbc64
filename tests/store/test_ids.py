"""A transaction under one id counts once: opened anew, in another process, after compaction, after a failing disk."""

import json
from pathlib import Path

import pytest

import store
from store import ids
from store.ids import Ids, new_id
from tests.store.conftest import Opener, contents, insert, process
from tests.store.test_faults import FailingDisk, FullDisk

PAYS = """
import sys, store
with store.open(sys.argv[1], "budi").transaction(tx="invoice 7") as tx:
    tx.insert("payments", {"of": 7})
print(tx.repeated, tx.id)
"""


def pay(desk: store.Store) -> bool:
    """Whether it was paid before."""
    with desk.transaction(tx="invoice 7") as tx:
        tx.insert("payments", {"of": 7})
    return tx.repeated


def test_another_process_does_not_do_it_again(opened: Opener, folder: Path) -> None:
    for expected in ("False", "True"):
        with process(PAYS, folder) as other:
            assert other.communicate()[0] == f"{expected} invoice 7\n"
    desk = opened()
    assert pay(desk)
    assert contents(desk) == {"payments": {1: {"of": 7, "rev": 1}}}
    assert desk.committed("invoice 7") == desk.seq == 1


def test_compaction_does_not_forget(opened: Opener, folder: Path) -> None:
    sari, budi = opened("sari"), opened("budi")
    assert not pay(sari)
    for text in "abc":
        insert(sari, text=text)
        sari.compact()
    for desk in (sari, budi, opened("tono")):
        assert pay(desk)
        assert desk.committed("invoice 7") == 1
    assert len(sari.documents("payments")) == 1
    assert json.loads((folder / "snapshot.json").read_text())["_meta"]["1"]["ids"][0] == "invoice 7"


def test_so_many_are_known_and_no_more(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "REMEMBERED", 5)
    desk = opened()
    assert not pay(desk)
    for number in range(4):
        insert(desk, number=number)
        assert pay(desk)
    desk.compact()
    assert desk.committed("invoice 7") == opened().committed("invoice 7") == 1
    insert(desk, number=4)
    assert desk.committed("invoice 7") is None
    assert opened().committed("invoice 7") is None


def test_after_a_failing_disk_the_store_opened_anew_knows(opened: Opener, folder: Path) -> None:
    disk = FailingDisk()
    desk = opened(disk=disk)
    disk.failing = True
    with pytest.raises(store.Unknown) as told:
        pay(desk)
    assert told.value.tx == "invoice 7"
    assert desk.committed("invoice 7") is None, "memory never runs ahead of what is durable"
    again = opened()
    assert isinstance(again.fault, store.ReadOnly)
    assert again.committed("invoice 7") == 1
    (folder / "FAULT").unlink()
    assert pay(opened())


def test_what_was_not_written_may_be_tried_again(opened: Opener) -> None:
    disk = FullDisk()
    desk = opened(disk=disk)
    disk.room = 10
    with pytest.raises(store.StoreFull):
        pay(desk)
    disk.room = None
    assert desk.committed("invoice 7") is None
    assert not pay(desk)
    assert pay(desk)


def test_every_transaction_can_be_asked_for(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as first:
        first.insert("comments", {})
    with desk.transaction() as second:
        second.insert("comments", {})
    with desk.transaction() as empty:
        pass
    assert [desk.committed(each.id) for each in (first, second, empty)] == [1, 2, None]
    assert desk.committed("never") is None
    assert not first.repeated


def test_ids_in_their_order() -> None:
    known = Ids(["a", "b"])
    known.add("c")
    assert [known.age(id) for id in "abcd"] == [2, 1, 0, None]
    assert known.all() == ["a", "b", "c"]
    for _ in range(ids.REMEMBERED):
        known.add(new_id())
    assert known.age("c") is None
    assert len(known.all()) == ids.REMEMBERED
    assert known.age(known.all()[0]) == ids.REMEMBERED - 1
