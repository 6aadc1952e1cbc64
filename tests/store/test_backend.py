"""What every engine does the same way; and the store over each of them."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from store import Changes, Transaction
from store.backend import Backend, Reset
from store.disk import Disk
from store.journal_backend import JournalBackend
from store.ops import Commit, Op
from store.store import Store
from tests.store.server import KEPT, Server, ServerBackend, decoded

Connect = Callable[..., Backend]


@pytest.fixture(params=["journal", "server"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    """One more connection to the same documents."""
    server = Server()
    connections: list[Backend] = []

    def another() -> Backend:
        if request.param == "journal":
            connections.append(JournalBackend(str(tmp_path), "sari", True, Disk()))
        else:
            connections.append(ServerBackend(server))
        return connections[-1]

    yield another
    for each in connections:
        each.close()


@pytest.fixture
def opened(connect: Connect) -> Callable[[str], Store]:
    return lambda actor: Store(connect(), actor)


def put(id: int, rev: int = 1, table: str = "comments", **fields: object) -> Op:
    return Op("p", table, id, msgspec.Raw(msgspec.json.encode({"rev": rev, **fields})))


def merge(id: int, rev: int, **fields: object) -> Op:
    return Op("m", "comments", id, msgspec.Raw(msgspec.json.encode({**fields, "rev": rev})))


def delete(id: int, rev: int) -> Op:
    return Op("d", "comments", id, msgspec.Raw(b"%d" % rev))


def commits(backend: Backend, after: int) -> list[tuple[int, str, str]]:
    found = backend.changes(after)
    assert not isinstance(found, Reset)
    return [(commit.n, commit.tx, commit.by) for commit in found]


def every(backend: Backend) -> dict[int, dict[str, Any]]:
    return decoded(backend.get("comments", range(1, 100)))


# The protocol


def test_commits_are_numbered_and_told_to_all_in_order(connect: Connect) -> None:
    one, two = connect(), connect()
    for number, backend in enumerate((one, two, one), 1):
        commit = backend.commit([put(number, text="a")], actor="sari", tx=f"tx{number}")
        assert isinstance(commit, Commit)
        assert (commit.n, commit.tx, commit.by) == (number, f"tx{number}", "sari")
    known = [(1, "tx1", "sari"), (2, "tx2", "sari"), (3, "tx3", "sari")]
    assert commits(one, 0) == commits(two, 0) == known
    assert commits(one, 1) == known[1:]
    assert commits(one, 3) == commits(two, 3) == []
    assert every(one) == every(two) == {id: {"rev": 1, "text": "a"} for id in (1, 2, 3)}


def test_what_is_loaded_stands_at_a_number(connect: Connect) -> None:
    writer = connect()
    for id in range(1, 20):
        writer.commit([put(id, text=str(id))], actor="sari", tx=str(id))
    tables = connect().load()
    assert tables.seq == 19
    assert decoded(tables.documents["comments"]) == {id: {"rev": 1, "text": str(id)} for id in range(1, 20)}


@pytest.mark.parametrize(
    "ops",
    [
        [merge(1, 2, text="old")],
        [put(1, 2, text="old")],
        [merge(1, 4, text="too new")],
        [delete(1, 1)],
        [put(1, text="taken")],
        [merge(2, 2, text="never there")],
        [delete(2, 1)],
        [merge(1, 3, text="right"), merge(1, 3, text="twice")],
        [delete(1, 2), delete(1, 2)],
        [Op("x", "comments"), merge(1, 3, text="dropped")],
    ],
)
def test_a_change_on_another_revision_is_a_conflict_and_all_stays(connect: Connect, ops: list[Op]) -> None:
    backend = connect()
    backend.commit([put(1, text="a")], actor="sari", tx="1")
    backend.commit([merge(1, 2, text="b")], actor="budi", tx="2")
    with pytest.raises(store.Conflict) as told:
        backend.commit([put(9, text="right"), *ops], actor="sari", tx="3")
    assert (told.value.table, told.value.id) == ("comments", ops[-1].id)
    assert every(backend) == every(connect()) == {1: {"rev": 2, "text": "b"}}
    assert commits(backend, 2) == []
    assert backend.committed("3") is None


def test_changes_of_one_document_follow_each_other(connect: Connect) -> None:
    backend = connect()
    first = [put(1, text="a"), merge(1, 2, likes=1), delete(1, 2), put(1, text="b"), put(2, text="c")]
    backend.commit(first, actor="sari", tx="1")
    assert every(backend) == every(connect()) == {1: {"rev": 1, "text": "b"}, 2: {"rev": 1, "text": "c"}}
    backend.commit([merge(1, 2, likes=1), Op("x", "comments"), put(1, text="d")], actor="sari", tx="2")
    assert every(backend) == every(connect()) == {1: {"rev": 1, "text": "d"}}


def test_nothing_is_committed_twice_under_one_id(connect: Connect) -> None:
    one, two = connect(), connect()
    assert one.commit([put(1, text="a")], actor="sari", tx="same")
    for backend in (one, two, connect()):
        assert backend.commit([put(2, text="b")], actor="sari", tx="same") is None
        assert backend.committed("same") == 1
        assert backend.committed("other") is None
    assert every(two) == {1: {"rev": 1, "text": "a"}}
    one.compact(1)
    assert connect().committed("same") == 1


def test_ids_are_reserved_for_one_alone(connect: Connect) -> None:
    one, two = connect(), connect()
    with one.turn(1):
        ids = [one.reserve("comments", 0), one.reserve("comments", 0), one.reserve("comments", 6)]
        assert ids == [1, 2, 7]
        one.commit([put(id) for id in ids], actor="sari", tx="1")
    with two.turn(1):
        assert two.reserve("comments", 0) == 8
        assert two.reserve("replies", 0) == 1
    two.commit([delete(7, 1)], actor="sari", tx="2")
    with one.turn(1):
        assert one.reserve("comments", 0) >= 8


def test_who_slept_too_long_loads_anew(connect: Connect) -> None:
    sleeper, writer = connect(), connect()
    for number in range(1, KEPT + 20):
        writer.commit([put(number)], actor="sari", tx=str(number))
        if not number % 20:
            writer.compact(1)
    assert isinstance(sleeper.changes(0), Reset)
    tables = sleeper.load()
    assert tables.seq == KEPT + 19
    assert sleeper.changes(tables.seq) in ([], ())


def test_get_leaves_out_what_is_not_there(connect: Connect) -> None:
    backend = connect()
    backend.commit([put(1), put(3)], actor="sari", tx="1")
    assert list(backend.get("comments", [3, 2, 1])) == [3, 1]
    assert backend.get("nothing", [1]) == {}


def test_pages_go_through_all_of_it_once(connect: Connect) -> None:
    backend = connect()
    due = {1: 30, 2: 10, 3: None, 4: 20, 5: 10, 6: None, 7: 5}
    state = {1: "done", 4: "new"}
    fields = {id: {"due": at, "state": state.get(id)} for id, at in due.items()}
    some = {id: {name: value for name, value in each.items() if value is not None} for id, each in fields.items()}
    backend.commit([put(id, 1, "comments", **each) for id, each in some.items()], actor="sari", tx="1")
    for limit in range(1, 9):
        found, after, pages = [], None, 0
        while pages == 0 or after is not None:
            page = backend.page("comments", {}, ["due"], after, limit)
            found += [id for id, _ in page.rows]
            after, pages = page.after, pages + 1
        assert found == [7, 2, 5, 4, 1, 3, 6]
        assert pages == -(-7 // limit)
    first = backend.page("comments", {"state": ("new", None)}, ["due"], None, 3)
    assert ([id for id, _ in first.rows], first.after) == ([7, 2, 5], (10, 5))
    backend.commit([delete(5, 1), put(8, due=10)], actor="sari", tx="2")
    second = backend.page("comments", {"state": ("new", None)}, ["due"], first.after, 3)
    assert ([id for id, _ in second.rows], second.after) == ([8, 4, 3], (None, 3))
    third = backend.page("comments", {"state": ("new", None)}, ["due"], second.after, 3)
    assert ([id for id, _ in third.rows], third.after) == ([6], None)
    assert backend.page("nothing", {}, [], None, 3).rows == []


def test_counts(connect: Connect) -> None:
    backend = connect()
    backend.commit(
        [put(1, state="new"), put(2, state="done", hot=True), put(3), put(4, state="new")], actor="s", tx="1"
    )
    assert backend.count("comments", {}, "state") == {"new": 2, "done": 1, None: 1}
    assert backend.count("comments", {"state": ("new", "done")}, "hot") == {None: 2, True: 1}
    assert backend.count("nothing", {}, "state") == {}


# The store over it


def test_two_stores_see_each_other(opened: Callable[[str], Store]) -> None:
    sari, budi = opened("sari"), opened("budi")
    heard: list[Changes] = []
    budi.subscribe(heard.append)
    with sari.transaction() as tx:
        first, second = tx.insert("comments", {"text": "a"}), tx.insert("comments", {"text": "b"})
    assert (sari.poll(), budi.poll()) == (None, {"comments": {first, second}})
    with budi.transaction() as tx:
        tx.update("comments", first, {"text": "A"}, rev=1)
        tx.delete("comments", second)
    assert sari.poll() == {"comments": {first, second}}
    assert sari.get("comments", first) == {"text": "A", "rev": 2}
    assert sari.get("comments", second) is None
    assert [dict(changes) for changes in heard] == [{"comments": {first, second}}] * 2
    assert sari.seq == budi.seq == 2
    with pytest.raises(store.Conflict) as told, sari.transaction() as tx:
        tx.update("comments", first, {"text": "x"}, rev=1)
    assert told.value.theirs == {"text": "A", "rev": 2}
    assert told.value.base == {"text": "a", "rev": 1}
    assert told.value.by == "budi"
    assert told.value.since == {"budi"}
    with sari.transaction() as tx:
        tx.drop("comments")
    changes = budi.poll()
    assert changes is not None
    assert changes.reset
    assert (budi.tables(), sari.tables()) == (set(), set())


def test_a_transaction_that_is_tried_again_counts_once(opened: Callable[[str], Store]) -> None:
    sari, budi = opened("sari"), opened("budi")
    with sari.transaction() as tx:
        id = tx.insert("comments", {"likes": 1})
    for desk, repeated in ((sari, False), (sari, True), (budi, True), (opened("tono"), True)):
        with desk.transaction(tx="like 4711") as tx:
            assert tx.repeated is repeated
            likes = (tx.get("comments", id) or {})["likes"]
            tx.update("comments", id, {"likes": likes + 1}, rev=1)
            tx.insert("likes", {"of": id}, id=3)
            tx.delete("likes", 3, rev=1)
        assert tx.id == "like 4711"
        assert desk.get("comments", id) == {"likes": 2, "rev": 2}
        assert desk.committed("like 4711") == desk.seq == 2
    assert budi.poll() == {"comments": {id}, "likes": {3}}, "as it was, for budi, somebody else's"
    assert budi.poll() is None
    with budi.transaction() as tx:
        tx.delete("comments", id)
    assert sari.committed(tx.id) == 3
    assert sari.poll() == {"comments": {id}}
    with sari.transaction(tx="like 4711") as tx:
        tx.update("comments", id, {"likes": 9})
    assert sari.get("comments", id) is None


def test_an_id_that_is_too_long_is_refused(opened: Callable[[str], Store]) -> None:
    with pytest.raises(ValueError, match="200"), opened("sari").transaction(tx="x" * 201):
        pass


def test_no_increment_is_lost_between_threads_and_stores(opened: Callable[[str], Store]) -> None:
    stores = [opened(name) for name in ("sari", "budi", "tono")]
    with stores[0].transaction() as tx:
        tx.insert("counters", {"value": 0})

    conflicts: list[store.Conflict] = []

    def count(desk: Store) -> None:
        done = 0
        while done < 40:
            try:
                with desk.transaction() as tx:
                    found = tx.get("counters", 1)
                    assert found
                    tx.update("counters", 1, {"value": found["value"] + 1}, rev=found["rev"])
                    tx.insert("audit", {"by": desk.actor})
                done += 1
            except store.Conflict as conflict:
                conflicts.append(conflict)

    threads = [threading.Thread(target=count, args=(desk,)) for desk in stores for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for desk in stores:
        desk.poll()
        assert desk.get("counters", 1) == {"value": 240, "rev": 241}
        assert len(desk.documents("audit")) == 240
    assert all(conflict.theirs and conflict.theirs["rev"] > 1 for conflict in conflicts)


# An engine that keeps nobody waiting


def test_a_change_that_came_between_is_told_at_the_end_of_the_block() -> None:
    server = Server()
    sari, budi = Store(ServerBackend(server), "sari"), Store(ServerBackend(server), "budi")
    with sari.transaction() as tx:
        id = tx.insert("comments", {"text": "a"})

    def work(mine: Transaction) -> None:
        mine.insert("audit", {"of": id})
        mine.update("comments", id, {"text": "mine"}, rev=1)
        with budi.transaction() as theirs:
            theirs.update("comments", id, {"text": "theirs"})

    with pytest.raises(store.Conflict) as told, sari.transaction() as mine:
        work(mine)
    assert (told.value.table, told.value.id, told.value.by) == ("comments", id, "budi")
    assert told.value.theirs == sari.get("comments", id) == {"text": "theirs", "rev": 2}
    assert told.value.base == {"text": "a", "rev": 1}
    assert told.value.since == {"budi"}
    assert sari.documents("audit") == {}
    assert sari.poll() == {"comments": {id}}


def test_what_others_committed_meanwhile_is_taken_in_before_ones_own() -> None:
    server = Server()
    sari, budi = Store(ServerBackend(server), "sari"), Store(ServerBackend(server), "budi")
    heard: list[tuple[dict[str, set[int]], bool]] = []
    sari.subscribe(lambda changes: heard.append((dict(changes), changes.reset)))
    with sari.transaction() as mine:
        first = mine.insert("comments", {"text": "mine"})
        with budi.transaction() as theirs:
            second = theirs.insert("comments", {"text": "theirs"})
    assert sari.seq == 2
    assert (first, second) == (1, 2)
    assert heard == [({"comments": {1, 2}}, False)]
    assert sari.poll() == {"comments": {second}}


def test_two_with_one_id_at_the_same_time_count_once() -> None:
    server = Server()
    sari, budi = Store(ServerBackend(server), "sari"), Store(ServerBackend(server), "budi")
    with sari.transaction(tx="one") as mine:
        mine.insert("comments", {"text": "mine"})
        with budi.transaction(tx="one") as theirs:
            theirs.insert("comments", {"text": "theirs"})
        assert not mine.repeated
    assert mine.repeated
    assert not theirs.repeated
    assert server.documents.keys() == {"comments"}
    assert len(server.documents["comments"]) == 1


def test_documents_that_are_not_held_are_asked_for() -> None:
    server = Server()
    whole = Store(ServerBackend(server), "sari")
    with whole.transaction() as tx:
        for text in "abcd":
            tx.insert("comments", {"text": text})
    part = Store(ServerBackend(server, above=2), "budi")
    assert list(part.documents("comments")) == [3, 4]
    assert part.get("comments", 1) == {"text": "a", "rev": 1}
    with part.transaction() as tx:
        assert tx.update("comments", 1, {"text": "A"}, rev=1) == 2
        tx.update("comments", 3, {"text": "C"}, rev=1)
        with pytest.raises(ValueError, match="not free"):
            tx.insert("comments", {"text": "taken"}, id=2)
    assert part.get("comments", 1) == {"text": "A", "rev": 2}
    assert list(part.documents("comments")) == [3, 4]
    assert [id for id, _ in part.page("comments", {}, ["text"]).rows] == [1, 3, 2, 4]
    assert part.count("comments", {}, "rev") == {1: 2, 2: 2}
    assert whole.poll() == {"comments": {1, 3}}
    assert whole.get("comments", 1) == {"text": "A", "rev": 2}
    with part.transaction() as tx, pytest.raises(store.Conflict):
        tx.update("comments", 2, {"text": "B"}, rev=7)
