"""What people do to the folder of a store while desks are open on it."""

import errno
import os
import shutil
from pathlib import Path

import pytest

import store
from store.disk import Disk
from tests.store.conftest import Opener, contents, insert
from tests.store.reread import reread

FIRST = "journal-00000001.jsonl"


def test_a_lock_that_was_removed_locks_nobody_out_and_two_never_write_at_once(opened: Opener, folder: Path) -> None:
    sari = opened("sari")
    insert(sari, text="a")
    (folder / "LOCK").unlink()
    budi = opened("budi")
    with budi.transaction() as tx:
        tx.insert("comments", {"text": "b"})
        with pytest.raises(store.Busy), sari.transaction(timeout=0.01):
            pass
    insert(sari, text="c")
    insert(budi, text="d")
    assert contents(opened("tono")) == contents(budi)
    assert len(budi.documents("comments")) == 4


@pytest.mark.parametrize("keep", ["a copy", "a second name", "nothing"])
def test_a_journal_that_was_exchanged_is_not_written_any_more(opened: Opener, folder: Path, keep: str) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    journal, before = folder / FIRST, folder.parent / "before"
    whole = journal.read_bytes()
    if keep == "a second name":
        os.link(journal, before)
    elif keep == "a copy":
        shutil.copy(journal, before)
    (folder / "new").write_bytes(whole)
    (folder / "new").replace(journal)
    id = insert(budi, text="b")
    assert sari.poll() is not None or insert(sari, text="c") == id + 1
    assert contents(opened("tono")).keys() == {"comments"}
    assert id in contents(opened("tono"))["comments"]
    if keep != "nothing":
        assert before.read_bytes() == whole


def test_a_store_moved_away_and_another_in_its_place_is_the_one_that_is_written(opened: Opener, folder: Path) -> None:
    sari = opened("sari")
    insert(sari, text="a")
    away = folder.parent / "away"
    shutil.copytree(folder, folder.parent / "copy")
    folder.rename(away)
    (folder.parent / "copy").rename(folder)
    before = (away / FIRST).read_bytes()
    insert(sari, text="b")
    assert (away / FIRST).read_bytes() == before
    assert len(opened("budi").documents("comments")) == 2


def test_a_store_removed_under_a_desk_takes_nothing_more(opened: Opener, folder: Path) -> None:
    sari = opened("sari")
    insert(sari, text="a")
    shutil.rmtree(folder)
    with pytest.raises((store.StoreError, OSError)):
        insert(sari, text="b")
    assert not folder.exists() or not list(folder.glob("journal-*"))
    assert sari.get("comments", 1) == {"text": "a", "rev": 1}


def test_a_missing_journal_in_the_middle_is_told(opened: Opener, folder: Path) -> None:
    class Dead(Disk):
        def sync(self, fd: int) -> None:
            if os.readlink(f"/proc/self/fd/{fd}").rpartition("/")[2].startswith("snapshot"):
                raise KeyboardInterrupt

    sari = opened("sari", Dead())
    insert(sari, text="a")
    with pytest.raises(KeyboardInterrupt):
        sari.compact()
    (folder / "journal-00000002.jsonl").unlink()
    with pytest.raises(store.Corrupt):
        opened("budi")


def test_a_journal_shortened_under_a_desk_is_taken_as_it_is(opened: Opener, folder: Path) -> None:
    sari = opened("sari")
    insert(sari, text="a")
    size = (folder / FIRST).stat().st_size
    insert(sari, text="b")
    os.truncate(folder / FIRST, size)
    changes = sari.poll()
    assert changes is not None
    assert changes.reset
    assert contents(sari) == contents(opened("budi"))


@pytest.mark.parametrize("name", [FIRST, "snapshot.json", "LOCK"])
def test_a_link_in_place_of_a_file_is_not_followed(opened: Opener, folder: Path, name: str) -> None:
    desk = opened()
    insert(desk, text="a")
    if name == "snapshot.json":
        desk.compact()
    elsewhere = folder.parent / "elsewhere"
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises((store.StoreError, OSError)):
        insert(opened("budi"), text="b")
    assert elsewhere.read_bytes() == before


def test_other_peoples_files_stay(opened: Opener, folder: Path) -> None:
    desk = opened()
    insert(desk, text="a")
    for name in ("catatan.tmp", "laporan.tmp.txt", "snapshot.json.bak"):
        (folder / name).write_text("mine")
    (folder / "x.tmp").mkdir()
    (folder / "snapshot.json.tmp77-0123abcd").write_text("half")
    assert desk.compact()
    assert {path.name for path in folder.iterdir()} == {
        *("LOCK", "snapshot.json", "journal-00000002.jsonl"),
        *("catatan.tmp", "laporan.tmp.txt", "snapshot.json.bak", "x.tmp"),
    }


def test_a_desk_goes_on_when_its_process_changes_folders(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder.parent)
    with store.open(folder.name, "sari") as sari:
        monkeypatch.chdir("/")
        insert(sari, text="a")
        opened("budi").compact()
        insert(sari, text="b")
        assert sari.compact()
        assert contents(opened("tono")) == contents(sari)


def test_a_folder_one_may_only_read_says_so(opened: Opener, folder: Path) -> None:
    class Theirs(Disk):
        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            if flags & os.O_CREAT:
                raise PermissionError(errno.EACCES, "not yours", path)
            return super().open(path, flags, mode)

    insert(opened(), text="a")
    desk = opened("budi", Theirs())
    insert(desk, text="b")
    with pytest.raises(store.ReadOnly, match="permission"):
        desk.compact()
    with (folder / FIRST).open("ab") as journal:
        journal.write(b"torn")
    with pytest.raises(store.ReadOnly, match="permission"):
        insert(desk, text="c")
    assert not (folder / "FAULT").exists()
    insert(opened(), text="c")
    insert(desk, text="d")


def test_a_journal_one_may_not_read_is_followed_as_soon_as_one_may(opened: Opener) -> None:
    class Closed(Disk):
        closed = False

        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            if self.closed:
                raise PermissionError(errno.EACCES, "not yours", path)
            return super().open(path, flags, mode)

    disk = Closed()
    sari, budi = opened("sari"), opened("budi", disk)
    insert(sari, text="a")
    disk.closed = True
    sari.compact()
    insert(sari, text="b")
    assert budi.poll() == {"comments": {1}}
    assert isinstance(budi.fault, store.ReadOnly)
    disk.closed = False
    budi.poll()
    assert contents(budi) == contents(sari)


def test_who_cannot_open_the_next_journal_never_goes_on_in_the_last(opened: Opener, folder: Path) -> None:
    class Crowded(Disk):
        full = False

        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            if self.full and "journal" in path:
                raise OSError(errno.EMFILE, "too many open files", path)
            return super().open(path, flags, mode)

    class Dead(Disk):
        def sync(self, fd: int) -> None:
            if os.readlink(f"/proc/self/fd/{fd}").rpartition("/")[2].startswith("snapshot"):
                raise KeyboardInterrupt

    disk = Crowded()
    sari, budi = opened("sari", Dead()), opened("budi", disk)
    insert(sari, text="a")
    with pytest.raises(KeyboardInterrupt):
        sari.compact()
    disk.full = True
    for _ in range(2):
        with pytest.raises(OSError, match="too many"):
            insert(budi, text="b")
    disk.full = False
    insert(budi, text="b")
    assert reread(folder) == (2, contents(budi))
