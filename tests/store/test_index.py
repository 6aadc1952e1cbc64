"""Indexes: what they say is what a plain look at every record says, whoever changed what, and when."""

import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store
from store.index import Index
from tests.store.conftest import Opener, insert


class Row(msgspec.Struct, gc=False):
    state: str = "new"
    post: int = 0
    reply_due: int | None = None


def index_of(opened: store.Store) -> Index[Row]:
    return Index(opened, "comments", Row, due="reply_due")


def scanned(opened: store.Store) -> dict[int, Row]:
    return dict(opened.repo("comments", Row).rows(Row))


def same(index: Index[Row], opened: store.Store) -> bool:
    """Every question gives what going through all records gives."""
    rows = scanned(opened)
    assert list(index.every()) == sorted(rows)
    for field in ("state", "post"):
        for value in {getattr(row, field) for row in rows.values()} | {"never", 999}:
            assert list(index.ids(field, value)) == [id for id in rows if getattr(rows[id], field) == value]
    for at in {0, 5} | {row.reply_due for row in rows.values() if row.reply_due is not None}:
        due = [id for id, row in rows.items() if row.reply_due is not None and row.reply_due < at]
        assert list(index.due_before(at)) == due
    return True


def test_by_value_by_several_values_and_by_time(opened: Opener) -> None:
    desk = opened()
    first = insert(desk, state="new", post=1, reply_due=10)
    second = insert(desk, state="done", post=1, reply_due=20)
    third = insert(desk, state="gone", post=2, reply_due=None)
    index = index_of(desk)
    assert list(index.ids("state", "new")) == [first]
    assert list(index.ids("state", "new", "gone", "unheard of")) == [first, third]
    assert list(index.ids("post", 1)) == [first, second]
    assert list(index.due_before(20)) == [first]
    assert list(index.due_before(21)) == [first, second]
    assert list(index.every()) == [first, second, third]


def test_the_algebra_of_sets(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(600):
            tx.insert("comments", {"state": "new" if number % 2 else "done", "post": number % 3})
    index = index_of(desk)
    new, first = index.ids("state", "new"), index.ids("post", 1)
    every = set(range(1, 601))
    assert set(new & first) == {id for id in every if (id - 1) % 2 and (id - 1) % 3 == 1}
    assert set(new | first) == set(new) | set(first)
    assert set(new - first) == set(new) - set(first)
    assert set(index.every() - new) == every - set(new)
    assert (len(new), len(new & first), bool(new - new)) == (300, len(set(new) & set(first)), False)
    assert 2 in new
    assert 1 not in new
    assert 10**12 not in new


def test_some_ids_as_a_set(opened: Opener) -> None:
    desk = opened()
    ids = [insert(desk, state="new", post=number % 2) for number in range(5)]
    index = index_of(desk)
    assert list(index.every().only([ids[3], ids[0], 10**9])) == [ids[0], ids[3]]
    assert list(index.ids("post", 1).only(ids)) == [ids[1], ids[3]]
    assert list(index.every().only([])) == []


def test_the_values_there_are(opened: Opener) -> None:
    desk = opened()
    first, _second = insert(desk, state="new", post=1), insert(desk, state="done", post=2)
    index = index_of(desk)
    assert index.values("post") == [1, 2]
    with desk.transaction() as tx:
        tx.update("comments", first, {"post": 7})
    assert index.values("post") == [1, 2, 7]  # One that was stays; who asks for it finds nothing.
    assert list(index.ids("post", 1)) == []


def test_an_answer_stays_what_it_was(opened: Opener) -> None:
    desk = opened()
    id = insert(desk, state="new")
    index = index_of(desk)
    before = index.ids("state", "new")
    with desk.transaction() as tx:
        tx.update("comments", id, {"state": "done"})
    assert list(before) == [id]
    assert list(index.ids("state", "new")) == []
    assert list(index.ids("state", "done") & before) == [id]


def test_more_values_than_a_byte_can_tell_apart(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(70_000):
            tx.insert("comments", {"post": number % 66_000, "state": str(number % 7)})
    index = index_of(desk)
    for post in (0, 255, 256, 257, 511, 512, 65_535, 65_536, 65_999):
        expected = [id for id in (post + 1, post + 66_001) if id <= 70_000]
        assert list(index.ids("post", post)) == expected
    assert len(index.ids("post", *range(66_000))) == 70_000
    insert(desk, post=70_001)
    assert list(index.ids("post", 70_001)) == [70_001]


def test_a_value_that_comes_late_needs_another_plane(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(255):
            tx.insert("comments", {"post": number})
    index = index_of(desk)
    assert len(index.every()) == 255
    late = [insert(desk, post=number) for number in (300, 301, 255)]
    assert [list(index.ids("post", number)) for number in (300, 301, 255)] == [[id] for id in late]
    assert same(index, desk)


def test_ids_far_apart_take_no_room(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for id in (3, 10**6, 10**15):
            tx.insert("comments", {"state": "far"}, id)
    index = index_of(desk)
    assert list(index.ids("state", "far")) == [3, 10**6, 10**15]
    assert 10**15 in index.ids("state", "far")
    assert 10**15 + 1 not in index.ids("state", "far")


def test_what_others_and_we_ourselves_change_is_followed(opened: Opener) -> None:
    ours, theirs = opened("rina"), opened("budi")
    index = index_of(ours)
    id = insert(ours, state="new", reply_due=5)
    assert same(index, ours)
    ours.poll()
    theirs.poll()
    with theirs.transaction() as tx:
        tx.update("comments", id, {"state": "done", "reply_due": 50})
        tx.insert("comments", {"state": "new", "reply_due": 1})
    ours.poll()
    assert same(index, ours)
    with ours.transaction() as tx:
        tx.delete("comments", id)
    assert same(index, ours)
    assert id not in index.every()


def test_a_table_dropped_under_the_index_and_filled_anew(opened: Opener) -> None:
    from store import JournalDB

    desk = opened()
    index = index_of(desk)
    insert(desk, state="new", reply_due=3)
    assert len(index.every()) == 1
    with JournalDB(desk.path, actor="lain") as db:
        db.drop_table("comments")
    desk.poll()
    assert not index.ready
    assert list(index.every()) == []
    insert(desk, state="done")
    assert same(index, desk)


def test_a_follower_that_slept_over_two_compactions_reads_all_anew(opened: Opener) -> None:
    ours, theirs = opened("rina"), opened("budi")
    id = insert(ours, state="new")
    index = index_of(ours)
    assert same(index, ours)
    for state in ("triaged", "done"):
        with theirs.transaction() as tx:
            tx.update("comments", id, {"state": state})
        assert theirs.compact()
    ours.poll()
    assert list(index.ids("state", "done")) == [id]
    assert same(index, ours)


def test_a_record_that_cannot_be_read_is_passed_over_until_it_can(opened: Opener) -> None:
    desk = opened()
    id, other = insert(desk, state="new"), insert(desk, state="new")
    index = index_of(desk)
    with desk.transaction() as tx:
        tx.update("comments", id, {"state": 5})
    assert list(index.every()) == [other]
    with desk.transaction() as tx:
        tx.update("comments", id, {"state": "new"})
    assert same(index, desk)


def test_changes_while_it_is_being_built(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(2_000):
            tx.insert("comments", {"state": "new", "reply_due": number})
    index = index_of(desk)
    repo, turns = desk.repo("comments", Row), iter(range(100))
    honest = repo.rows

    def rows(kind: type[Row], ids: list[int] | None = None) -> Iterator[tuple[int, Row]]:
        found = list(honest(kind, ids))
        if next(turns) == 2:  # What was read already changes, and so does what is just being read, and what will be.
            with desk.transaction() as tx:
                for id in (1, 1_200, 1_900):
                    tx.update("comments", id, {"state": "changed", "reply_due": -id})
                tx.delete("comments", 2)
                tx.delete("comments", 1_999)
                tx.insert("comments", {"state": "late"})
        return iter(found)

    monkeypatch.setattr(repo, "rows", rows)
    index.build()
    monkeypatch.undo()
    assert index.ready
    assert same(index, desk)
    assert list(index.due_before(0)) == [1, 1_200, 1_900]


def test_another_thread_commits_all_the_while(opened: Opener) -> None:
    desk = opened()
    with desk.transaction() as tx:
        for number in range(3_000):
            tx.insert("comments", {"state": "new", "reply_due": number})
    index = index_of(desk)

    def write() -> None:
        for number in range(60):
            with desk.transaction() as tx:
                for id in range(1 + number, 3_000, 61):
                    tx.update("comments", id, {"state": str(number), "reply_due": number})

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        assert len(index.every()) == 3_000
        index.ids("state", "new")
    writer.join()
    assert same(index, desk)


def test_an_index_that_was_closed_hears_nothing(opened: Opener) -> None:
    desk = opened()
    index = index_of(desk)
    index.build()
    index.close()
    insert(desk)
    assert list(index.every()) == []


fields = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(("new", "done", "referred")),
        "post": st.integers(0, 3),
        "reply_due": st.none() | st.integers(-3, 9),
    },
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 1), st.integers(1, 12), fields),
        st.tuples(st.just("delete"), st.integers(0, 1), st.integers(1, 12), fields),
        st.tuples(st.sampled_from(("drop", "compact", "poll", "ask")), st.integers(0, 1), st.just(0), fields),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(steps)
def test_whatever_happens_it_agrees_with_a_plain_scan(several: list[tuple[str, int, int, dict[str, object]]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        desks = [store.open(path, "rina"), store.open(path, "budi")]
        indexes = [index_of(desk) for desk in desks]
        for what, who, id, changed in several:
            carry_out(desks[who], what, id, changed)
            if what == "ask":
                assert same(indexes[who], desks[who])
        for desk, index in zip(desks, indexes, strict=True):
            desk.poll()
            assert same(index, desk)
            desk.close()


def carry_out(desk: store.Store, what: str, id: int, changed: dict[str, object]) -> None:
    if what == "compact":
        desk.compact()
    elif what == "poll":
        desk.poll()
    elif what == "drop":
        with desk.transaction() as tx:
            tx.drop("comments")
    elif what != "ask":
        with desk.transaction() as tx:
            known = tx.get("comments", id) is not None
            if what == "delete" and known:
                tx.delete("comments", id)
            elif what == "put" and known:
                tx.update("comments", id, changed)
            elif what == "put":
                tx.insert("comments", changed, id)
