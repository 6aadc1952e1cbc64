"""Typed reading, and noticing what others did."""

import os
import sys
import threading
from pathlib import Path

import msgspec
import pytest

import store
from store import journal
from store.disk import Disk
from tests.store.conftest import Opener, contents, insert, process


class Comment(msgspec.Struct, frozen=True):
    text: str
    id: int = 0
    rev: int = 0
    likes: int | None = None


class Row(msgspec.Struct, gc=False):
    likes: int | None = None


def test_a_repository_gives_records_by_id(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for id, text in ((7, "c"), (3, "b"), (5, "a")):
            tx.insert("comments", {"text": text, "likes": id}, id)
    repo = desk.repo("comments", Comment)
    assert repo.get(3) == Comment("b", id=3, rev=1, likes=3)
    assert repo.get(4) is None
    assert [comment.id for comment in repo.all()] == repo.ids() == [3, 5, 7]
    assert [(id, row.likes) for id, row in repo.rows(Row)] == [(3, 3), (5, 5), (7, 7)]
    assert len(repo) == 3
    assert 5 in repo
    assert 6 not in repo
    assert desk.repo("comments", Comment) is repo


def test_a_table_that_is_not_there_is_empty(opened: Opener) -> None:
    repo = opened().repo("nothing", Comment)
    assert (repo.get(1), list(repo.all()), list(repo.rows(Row)), len(repo)) == (None, [], [], 0)


def test_reading_goes_on_while_records_come_and_go(opened: Opener) -> None:
    desk = opened()
    for text in "abc":
        insert(desk, text=text)
    records, rows = desk.repo("comments", Comment).all(), desk.repo("comments", Comment).rows(Row)
    assert next(records).text == "a"
    assert next(rows)[0] == 1
    with desk.transaction() as tx:
        tx.delete("comments", 3)
        tx.insert("comments", {"text": "d"})
    assert [record.text for record in records] == ["b", "c"]
    assert [id for id, _ in rows] == [2, 3]


def test_poll_tells_what_others_changed_and_nothing_else(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    mine = insert(sari, text="mine")
    assert sari.poll() is None
    assert budi.poll() == {"comments": {mine}}
    with budi.transaction() as tx:
        tx.update("comments", mine, {"text": "ours"})
        reply = tx.insert("replies", {"text": "x"})
    assert sari.get("comments", mine) == {"text": "mine", "rev": 1}
    changes = sari.poll()
    assert changes == {"comments": {mine}, "replies": {reply}}
    assert changes is not None
    assert not changes.reset
    assert sari.get("comments", mine) == {"text": "ours", "rev": 2}
    assert sari.poll() is None
    assert budi.poll() is None


def test_what_a_transaction_took_in_is_told_by_the_next_poll(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    theirs = insert(budi, text="theirs")
    assert insert(sari, text="mine") == theirs + 1
    assert sari.poll() == {"comments": {theirs}}


def test_an_idle_poll_reads_nothing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened()
    monkeypatch.setattr(journal, "read_all", pytest.fail)
    monkeypatch.setattr(os, "stat", pytest.fail)
    assert desk.poll() is None


def test_poll_never_waits_for_our_own_commit(opened: Opener) -> None:
    reached, go_on = threading.Event(), threading.Event()

    class Slow(Disk):
        def sync_data(self, fd: int) -> None:
            reached.set()
            assert go_on.wait(10)
            super().sync_data(fd)

    sari, budi = opened("sari", Slow()), opened("budi")
    theirs = insert(budi, text="theirs")
    writer = threading.Thread(target=insert, args=(sari,))
    writer.start()
    assert reached.wait(10)
    try:
        assert sari.poll() is None, "a commit that is not durable yet was taken from the file"
        assert sari.seq == 1
    finally:
        go_on.set()
        writer.join()
    assert sari.poll() == {"comments": {theirs}}


def test_a_follower_crosses_a_compaction_without_loading_anew(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    assert sari.compact()
    second = insert(sari, text="b")
    changes = budi.poll()
    assert changes == {"comments": {1, second}}
    assert changes is not None
    assert not changes.reset
    assert contents(budi) == contents(sari)


@pytest.mark.parametrize("compactions", [2, 3])
def test_a_follower_that_slept_over_compactions_loads_anew(opened: Opener, compactions: int) -> None:
    sari, budi = opened("sari"), opened("budi")
    for text in range(compactions):
        insert(sari, text=str(text))
        sari.compact()
    insert(sari, text="after")
    changes = budi.poll()
    assert changes is not None
    assert changes.reset
    assert contents(budi) == contents(sari)
    assert insert(budi, text="goes on") == compactions + 2
    assert budi.seq == compactions + 2


def test_a_writer_that_slept_over_compactions_loads_anew(opened: Opener) -> None:
    sari, budi = opened("sari"), opened("budi")
    id = insert(sari, text="a")
    sari.compact()
    sari.compact()
    with budi.transaction() as tx:
        assert tx.update("comments", id, {"text": "b"}, rev=1) == 2
    sari.poll()
    assert contents(sari) == contents(budi)


def test_another_process_sees_a_commit(opened: Opener, folder: Path) -> None:
    program = """
import sys, store
desk = store.open(sys.argv[1], "budi", create=False)
print(desk.get("comments", 1), flush=True)
sys.stdin.readline()
print(desk.poll(), desk.get("comments", 1), flush=True)
with desk.transaction() as tx:
    tx.update("comments", 1, {"text": "theirs"}, rev=2)
print("done", flush=True)
"""
    desk = opened()
    id = insert(desk, text="a")
    with process(program, folder) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "{'text': 'a', 'rev': 1}\n"
        with desk.transaction() as tx:
            tx.update("comments", id, {"text": "b"})
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "{'comments': {1}} {'text': 'b', 'rev': 2}\n"
        assert other.stdout.readline() == "done\n"
    with pytest.raises(store.Conflict) as told, desk.transaction() as tx:
        tx.update("comments", id, {"text": "mine"}, rev=2)
    assert told.value.theirs == {"text": "theirs", "rev": 3}
    assert told.value.by == "budi"


def test_opening_a_store_does_not_load_tinydb(folder: Path) -> None:
    program = "import sys, store; store.open(sys.argv[1], 'sari'); print('tinydb' in sys.modules, store.JournalDB)"
    with process(program, folder) as other:
        out, _ = other.communicate()
    assert out == "False <class 'store.tiny.JournalDB'>\n", sys.version


def test_a_document_of_another_shape_is_passed_over_and_stays(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        tx.insert("comments", {"text": "ada", "likes": 1})
        tx.insert("comments", {"text": "ada", "likes": "banyak"})
        tx.insert("comments", {"likes": 3})
    repo = desk.repo("comments", Comment)
    assert [comment.id for comment in repo.all()] == [1]
    assert (repo.get(2), repo.get(3)) == (None, None)
    assert [(id, row.likes) for id, row in repo.rows(Row)] == [(1, 1), (3, 3)]
    assert repo.ids() == [1, 2, 3]
    assert desk.get("comments", 2) == {"text": "ada", "likes": "banyak", "rev": 1}
