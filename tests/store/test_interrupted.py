"""Ctrl-C, and a disk that fails at one of its operations: the same desk goes on, and is never silently wrong."""

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import store
from store.disk import Disk
from store.tables import Tables
from tests.store.conftest import Opener, contents, insert
from tests.store.reread import reread

CHANGES = ("open", "write", "overwrite", "sync_data", "sync", "truncate", "replace", "link", "unlink", "sync_folder")


class Trap(Disk):
    """At a certain operation something happens, before or after it is done."""

    def __init__(self) -> None:
        self.left = 0
        self.late = False
        self.strike: Callable[[], BaseException] = KeyboardInterrupt


def _trapped(name: str) -> Callable[..., Any]:
    real = getattr(Disk, name)

    def operation(self: Trap, *arguments: Any) -> Any:
        self.left -= 1
        if self.left == 0 and not self.late:
            raise self.strike()
        answer = real(self, *arguments)
        if self.left == 0:
            raise self.strike()
        return answer

    return operation


for _name in CHANGES:
    setattr(Trap, _name, _trapped(_name))


def commit(desk: store.Store) -> None:
    """A transaction."""
    with desk.transaction() as tx:
        tx.update("comments", 1, {"text": "changed"})
        tx.insert("audit", {"of": 1})


def compact(desk: store.Store) -> None:
    """A compaction."""
    desk.compact()


def settle(desk: store.Store) -> None:
    """A transaction after somebody else's torn line."""
    with Path(desk.path, "journal-00000001.jsonl").open("ab") as journal:
        journal.write(b'{"c":"0000')
    commit(desk)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("work", [commit, compact, settle])
def test_who_is_interrupted_goes_on(memory: Path, work: Callable[[store.Store], None], late: bool) -> None:
    for step in range(1, 60):
        folder = memory / str(step)
        disk = Trap()
        with store.open(folder, "sari", disk=disk) as desk:
            insert(desk, text="a")
            disk.left, disk.late = step, late
            try:
                work(desk)
            except KeyboardInterrupt:
                pass
            else:
                break
            if desk.fault is not None:
                continue
            before = contents(desk)
            id = insert(desk, text="b")
            seq, found = reread(folder)
            assert (seq, found) == (desk.seq, contents(desk)), step
            assert found["comments"][1] in ({"text": "a", "rev": 1}, {"text": "changed", "rev": 2})
            assert (len(found.get("audit", {})) == 1) == (found["comments"][1]["rev"] == 2), "half a transaction"
            assert before.keys() <= found.keys()
            with store.open(folder, "budi") as other:
                assert contents(other) == found
                assert insert(other, text="c") == id + 1
                assert other.compact()
            desk.poll()
            assert contents(desk) == reread(folder)[1], step
    assert step > 2


@pytest.mark.parametrize("work", [commit, compact, settle])
def test_a_disk_that_fails_anywhere_is_never_silently_wrong(memory: Path, work: Callable[[store.Store], None]) -> None:
    for step in range(1, 60):
        folder = memory / str(step)
        disk = Trap()
        disk.strike = lambda: OSError(errno.EIO, "broken")
        with store.open(folder, "sari", disk=disk) as desk:
            insert(desk, text="a")
            disk.left = step
            try:
                work(desk)
            except store.StoreError:
                pass
            except OSError:
                assert work is compact, "a transaction says what it means"
            else:
                if disk.left > 0:
                    break
            (folder / "FAULT").unlink(missing_ok=True)
            _, found = reread(folder)
            assert (len(found.get("audit", {})) == 1) == (found["comments"][1]["rev"] == 2), "half a transaction"
            with store.open(folder, "budi") as other:
                assert other.fault is None
                assert contents(other) == found
                assert insert(other, text="c") == 2
                assert other.compact()
            if desk.fault is None:
                insert(desk, text="d")
                assert contents(desk) == reread(folder)[1], step
    assert step > 2


def test_memory_never_falls_behind_the_journal(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    sari, budi = opened("sari"), opened("budi")
    real = Tables.apply
    left = [0]

    def apply(self: Tables, *arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise MemoryError
        return real(self, *arguments, **options)

    monkeypatch.setattr(Tables, "apply", apply)
    for turn in range(1, 5):
        left[0] = 0
        for text in "abc":
            insert(budi, text=text)
        for change in (sari.poll, lambda: insert(sari, text="d")):
            left[0] = turn
            with suppress(MemoryError):
                change()
            left[0] = 0
            sari.poll()
            assert contents(sari) == reread(Path(sari.path))[1]
        insert(sari, text="e")
        budi.poll()
        assert contents(budi) == contents(sari)


def test_a_reader_who_is_overtaken_by_compactions_again_and_again(opened: Opener, folder: Path) -> None:
    sari = opened("sari")
    insert(sari, text="a")
    sari.compact()
    left = [7]

    class Slow(Disk):
        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            if "journal" in path and left[0]:
                left[0] -= 1
                sari.compact()
                insert(sari, text="meanwhile")
                sari.compact()
            return super().open(path, flags, mode)

    with store.open(folder, "budi", disk=Slow()) as budi:
        assert budi.fault is None
        assert contents(budi) == contents(sari)
    assert left == [0]
