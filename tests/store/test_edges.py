"""What happens seldom: cuts at one place, clocks that go back, compactors that cannot run, names in the lock."""

import errno
import os
import time
from pathlib import Path

import msgspec
import pytest

import store
from store.disk import Disk
from store.lock import Lock
from tests.store.conftest import Opener, contents, insert

FIRST = "journal-00000001.jsonl"


def tear(folder: Path, bytes: bytes) -> None:
    with (folder / FIRST).open("ab") as journal:
        journal.write(bytes)


def test_cuts_at_one_place_are_all_kept(opened: Opener, folder: Path) -> None:
    desk = opened()
    id = insert(desk, text="a")
    whole = (folder / FIRST).read_bytes()
    for torn in (b"one", b"two", b"three"):
        tear(folder, torn)
        with desk.transaction():
            pass
        assert (folder / FIRST).read_bytes() == whole
    place = f"torn-00000001-{len(whole)}"
    kept = {path.name: path.read_bytes() for path in folder.glob("torn-*")}
    assert kept == {f"{place}-1": b"one", f"{place}-2": b"two", place: b"three"}
    assert contents(opened()) == {"comments": {id: {"text": "a", "rev": 1}}}
    desk.compact()
    assert {path.name for path in folder.glob("torn-*")} == kept.keys()


def test_cut_bytes_are_a_groups_too(opened: Opener, folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o2770)
    desk = opened()
    old = os.umask(0o077)
    try:
        for torn in (b"one", b"two"):
            tear(folder, torn)
            insert(desk)
            (folder / FIRST).write_bytes((folder / FIRST).read_bytes().splitlines(keepends=True)[0])
            desk = opened()
    finally:
        os.umask(old)
    assert [path.stat().st_mode & 0o777 for path in folder.glob("torn-*")] == [0o660, 0o660]


def test_a_clock_that_goes_back_changes_nothing_but_the_times(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = iter(range(2_000_000_000_000, 0, -1_000_000_000))
    monkeypatch.setattr(time, "time_ns", lambda: next(moment) * 1_000_000)
    sari, budi = opened("sari"), opened("budi")
    ids = []
    for number, desk in enumerate((sari, budi) * 3):
        with desk.transaction() as tx:
            tx.insert("comments", {"number": number})
        ids.append(tx.id)
    lines = [msgspec.json.decode(line) for line in (folder / FIRST).read_bytes().splitlines()[1:]]
    assert [line["n"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line["t"] for line in lines] == sorted((line["t"] for line in lines), reverse=True)
    assert [sari.committed(id) for id in ids] == [1, 2, 3, 4, 5, 6]
    assert sari.compact()
    sari.poll()
    budi.poll()
    assert contents(sari) == contents(budi) == contents(opened())


def test_the_lock_names_who_holds_it_now(folder: Path) -> None:
    folder.mkdir()
    long, short = Lock(str(folder), "x" * 300, Disk()), Lock(str(folder), "ani\nb", Disk())
    for lock, name in (
        (long, "x" * (199 - len(str(os.getpid())) - 1)),
        (short, "ani b"),
        (long, None),
        (short, "ani b"),
    ):
        lock.acquire(0)
        assert name is None or lock.holder() == f"{os.getpid()} {name}"
        with pytest.raises(store.Busy) as told:
            (short if lock is long else long).acquire(0)
        assert told.value.holder == lock.holder()
        lock.release()
    for lock in (long, short):
        lock.close()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compaction begins early."""
    monkeypatch.setattr("store.journal_backend.LEAST_COMPACTED", 1000)


@pytest.mark.usefixtures("small")
def test_a_compactor_that_cannot_be_started_is_told(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fail(*arguments: object, **how: object) -> int:
        tried.append(arguments)
        raise OSError(errno.ENOENT, "no such program")

    monkeypatch.setattr(os, "posix_spawn", fail)
    desk = opened()
    insert(desk, text="a" * 600)
    assert (desk.warning, len(tried)) == ("", 0)
    insert(desk, text="b" * 600)
    assert (desk.warning, len(tried)) == ("not_compacted", 1)
    insert(desk, text="c")
    assert len(tried) == 1, "not at every commit"
    insert(desk, text="d" * 1800)
    assert len(tried) == 2, "again at twice the size"
    assert desk.compact()
    assert desk.warning == ""
    assert contents(opened()) == contents(desk)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("program", "warning"), [("/bin/false", "not_compacted"), ("/bin/true", "")])
def test_a_compactor_that_fails_is_told(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, program: str, warning: str
) -> None:
    def start(path: str, argv: list[str], env: dict[str, str], **how: object) -> int:
        child = os.spawnv(os.P_NOWAIT, program, [program])
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        return child

    monkeypatch.setattr(os, "posix_spawn", start)
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a" * 1100)
    assert sari.warning == warning
    assert budi.warning == ""
    assert budi.compact()
    sari.poll()
    assert sari.warning == ""


def test_a_closed_store_can_be_read_and_asked(opened: Opener) -> None:
    desk, other = opened("sari"), opened("budi")
    with desk.transaction() as tx:
        id = tx.insert("comments", {"text": "a"})
    desk.close()
    desk.close()
    insert(other, text="b")
    assert desk.poll() is None
    assert desk.get("comments", id) == {"text": "a", "rev": 1}
    assert desk.get("comments", id + 1) is None
    assert desk.committed(tx.id) == 1
    with pytest.raises(store.ReadOnly, match="closed"):
        insert(desk)


def test_a_compaction_between_two_polls_and_a_cut_tail_go_together(opened: Opener, folder: Path) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    tear(folder, b'{"c":"00000000","n":2,')
    assert budi.poll() == {"comments": {1}}
    assert sari.compact()
    insert(sari, text="b")
    assert budi.poll() == {"comments": {2}}
    assert budi.fault is None
    assert contents(budi) == contents(sari)


class NoRoomForSnapshots(Disk):
    """Turns pages, and then has no room."""

    def overwrite(self, fd: int, data: bytes, offset: int) -> None:
        if data.strip().isalnum() and len(data) == 8:
            raise OSError(errno.ENOSPC, "full")
        super().overwrite(fd, data, offset)


def test_journals_wait_for_a_snapshot_as_long_as_it_takes(opened: Opener, folder: Path) -> None:
    desk, follower = opened("sari", NoRoomForSnapshots()), opened("budi")
    for number in range(4):
        insert(desk, number=number)
        with pytest.raises(store.StoreFull):
            desk.compact()
    insert(desk, number=4)
    journals = sorted(path.name for path in folder.iterdir() if path.name.startswith("journal"))
    assert journals == [f"journal-{gen:08d}.jsonl" for gen in range(1, 6)]
    assert not (folder / "snapshot.json").exists()
    assert follower.poll() == {"comments": {1, 2, 3, 4, 5}}
    assert contents(follower) == contents(desk) == contents(opened())
    assert follower.compact()
    assert sorted(os.listdir(folder)) == ["LOCK", "journal-00000006.jsonl", "snapshot.json"]
    desk.poll()
    insert(desk, number=5)
    assert contents(opened()) == contents(desk)


@pytest.mark.parametrize("calm", [True, False])
def test_what_happens_to_the_folder_between_two_commits_is_seen(folder: Path, calm: bool) -> None:
    view = store.open(folder, "ani")
    if calm:  # As it is some time after the last change: then a turn need not look at every file.
        os.utime(folder, (1_700_000_000, 1_700_000_000))
    for number in range(3):
        with view.transaction() as tx:
            tx.insert("notes", {"n": number})
    (folder / "FAULT").write_text("{}")
    with pytest.raises(store.ReadOnly), view.transaction() as tx:
        tx.insert("notes", {"n": 3})
    assert len(view.documents("notes")) == 3
