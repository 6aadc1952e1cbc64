"""Full disks, failing disks, stopped neighbours, wrong permissions: what the store says and what it keeps."""

import errno
import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import store
from store import compact, snapshot
from store.disk import Disk, require_local
from store.journal_backend import JournalBackend
from tests.store.conftest import Opener, contents, insert, process

FIRST = "journal-00000001.jsonl"


class FullDisk(Disk):
    """Has room for so many bytes more; None: for any number."""

    room: int | None = None

    def write(self, fd: int, data: bytes) -> None:
        if self.room is None or len(data) <= self.room:
            super().write(fd, data)
        else:
            super().write(fd, data[: self.room])
            raise OSError(errno.ENOSPC, "full")


class FailingDisk(Disk):
    """Its fdatasync reports an error once."""

    failing = False

    def sync_data(self, fd: int) -> None:
        if self.failing:
            self.failing = False
            raise OSError(errno.EIO, "broken")
        super().sync_data(fd)


class PowerCut(BaseException):
    """The process ends here."""


class DyingDisk(Disk):
    """After so many more changes the process is gone: nothing reaches the disk any more, not even the cleaning up."""

    def __init__(self) -> None:
        self.left = -1
        self.dead = False


def _dying(name: str) -> Callable[..., Any]:
    real = getattr(Disk, name)

    def operation(self: DyingDisk, *arguments: Any) -> Any:
        if self.left == 0:
            self.dead = True
        if self.dead:
            raise PowerCut(name)
        self.left -= 1
        return real(self, *arguments)

    return operation


for _name in ("write", "overwrite", "sync_data", "sync", "truncate", "replace", "unlink", "sync_folder"):
    setattr(DyingDisk, _name, _dying(_name))


@pytest.mark.parametrize("room", [0, 1, 20, 60])
def test_a_full_disk_changes_nothing(opened: Opener, folder: Path, room: int) -> None:
    disk = FullDisk()
    desk = opened(disk=disk)
    id = insert(desk, text="a")
    whole = (folder / FIRST).read_bytes()
    disk.room = room
    with pytest.raises(store.StoreFull), desk.transaction() as tx:
        tx.update("comments", id, {"text": "b" * 100})
    assert (folder / FIRST).read_bytes() == whole
    assert desk.get("comments", id) == {"text": "a", "rev": 1}
    disk.room = None
    assert insert(desk, text="c") == id + 1
    assert contents(opened()) == contents(desk)


@pytest.mark.parametrize("room", [0, 40, 70, 200])
def test_compacting_on_a_full_disk_leaves_the_store_as_it_was(opened: Opener, folder: Path, room: int) -> None:
    disk = FullDisk()
    desk = opened(disk=disk)
    for _ in range(5):
        insert(desk, text="a" * 100)
    disk.room = room
    with pytest.raises(store.StoreFull):
        desk.compact()
    disk.room = None
    assert [name for name in os.listdir(folder) if "tmp" in name] == []
    assert contents(opened()) == contents(desk)
    insert(desk, text="b")
    assert desk.compact()
    assert contents(opened()) == contents(desk)


def test_a_failed_sync_is_unknown_and_stops_everybody(opened: Opener, folder: Path) -> None:
    disk = FailingDisk()
    sari, budi = opened("sari", disk), opened("budi")
    id = insert(sari, text="a")
    disk.failing = True
    with pytest.raises(store.Unknown) as told, sari.transaction() as tx:
        tx.update("comments", id, {"text": "b"})
    assert sari.get("comments", id) == {"text": "a", "rev": 1}
    with pytest.raises(store.Unknown):
        insert(sari, text="c")
    assert sari.poll() is None
    with pytest.raises(store.ReadOnly, match="disk_failed"):
        insert(budi, text="c")
    later = opened("tono")
    assert isinstance(later.fault, store.ReadOnly)
    (folder / "FAULT").unlink()
    again = opened("sari")
    assert again.fault is None
    assert told.value.tx in (folder / FIRST).read_text()
    assert again.get("comments", id) == {"text": "b", "rev": 2}
    insert(again, text="c")


def test_a_compaction_cut_short_anywhere_loses_nothing(tmp_path: Path) -> None:
    original = tmp_path / "original"
    desk = store.open(original, "sari")
    for number in range(4):
        insert(desk, text=str(number))
    desk.compact()
    with desk.transaction() as tx:
        tx.update("comments", 2, {"text": "two"})
        tx.delete("comments", 3)
    expected = contents(desk)
    desk.close()
    for step in range(100):
        folder = tmp_path / str(step)
        shutil.copytree(original, folder)
        disk = DyingDisk()
        victim = store.open(folder, "sari", disk=disk)
        disk.left = step
        try:
            victim.compact()
        except PowerCut:
            victim.close()
        else:
            break
        survivor = store.open(folder, "budi")
        assert contents(survivor) == expected, step
        assert survivor.fault is None
        assert insert(survivor, text="on") == 5
        assert survivor.compact()
        assert [name for name in os.listdir(folder) if "tmp" in name] == []
        assert sorted(name for name in os.listdir(folder) if name.startswith("journal"))[1:] == []
        survivor.close()
    assert step > 12
    assert not disk.dead


def test_a_commit_cut_short_anywhere_is_whole_or_not_there(tmp_path: Path) -> None:
    original = tmp_path / "original"
    desk = store.open(original, "sari")
    insert(desk, text="a")
    desk.close()
    for step in range(20):
        folder = tmp_path / str(step)
        shutil.copytree(original, folder)
        disk = DyingDisk()
        victim = store.open(folder, "sari", disk=disk)
        disk.left = step
        try:
            insert(victim, text="b")
        except PowerCut:
            victim.close()
        else:
            break
        survivor = store.open(folder, "budi")
        assert survivor.get("comments", 1) == {"text": "a", "rev": 1}
        assert survivor.get("comments", 2) in (None, {"text": "b", "rev": 1})
        insert(survivor, text="c")
        survivor.close()
    assert step == 2, "a write and a sync"
    assert not disk.dead


def test_a_compaction_at_work_is_left_alone(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    write = snapshot.write_snapshot
    others: list[bool] = []

    def meanwhile(*arguments: Any) -> None:
        monkeypatch.setattr("store.journal_backend.write_snapshot", write)
        others.append(budi.compact())
        insert(budi, text="meanwhile")
        write(*arguments)

    monkeypatch.setattr("store.journal_backend.write_snapshot", meanwhile)
    assert sari.compact()
    assert others == [False]
    sari.poll()
    assert contents(sari) == contents(opened("tono")) == contents(budi)
    assert len(sari.documents("comments")) == 2


def test_a_long_journal_is_compacted_by_a_process_of_its_own(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("store.journal_backend.LEAST_COMPACTED", 1000)

    def start(path: str, argv: list[str], env: dict[str, str], **how: object) -> int:
        started.append(argv)
        return os.spawnv(os.P_NOWAIT, "/bin/true", ["true"])

    monkeypatch.setattr(os, "posix_spawn", start)
    desk = opened()
    insert(desk, text="a" * 700)
    assert started == []
    insert(desk, text="b" * 400)
    insert(desk, text="c")
    assert [argv[-3:] for argv in started] == [["-m", "store.compact", str(folder)]]
    monkeypatch.setattr(os, "nice", lambda by: by)
    assert compact.main(str(folder)) == 0
    assert sorted(os.listdir(folder)) == ["LOCK", "journal-00000002.jsonl", "snapshot.json"]
    assert compact.main(str(folder / "nowhere")) == 1


def test_the_compacting_process_starts_from_anywhere(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A folder called store in the working directory must not be taken for ours.
    (folder.parent / "__init__.py").touch()
    monkeypatch.chdir(folder.parent)
    desk = opened()
    insert(desk, text="a" * (9 << 20))
    assert isinstance(desk._backend, JournalBackend)
    os.waitpid(desk._backend._compactor._child, 0)
    assert sorted(os.listdir(folder)) == ["LOCK", "journal-00000002.jsonl", "snapshot.json"]
    insert(desk, text="b")
    assert contents(opened()) == contents(desk)


def test_what_a_killed_compaction_left_is_swept_away(opened: Opener, folder: Path) -> None:
    desk = opened()
    insert(desk, text="a")
    (folder / "snapshot.json.tmp999-abc").write_bytes(b"half")
    assert desk.compact()
    assert sorted(os.listdir(folder)) == ["LOCK", "journal-00000002.jsonl", "snapshot.json"]


def test_a_stopped_holder_is_named(opened: Opener, folder: Path) -> None:
    program = """
import sys, store
with store.open(sys.argv[1], "budi").transaction():
    print("in", flush=True)
    sys.stdin.readline()
"""
    desk = opened()
    with process(program, folder) as other:
        assert other.stdout
        other.stdout.readline()
        other.send_signal(signal.SIGSTOP)
        with pytest.raises(store.Busy) as told, desk.transaction(timeout=0.05):
            pass
        assert told.value.holder == f"{other.pid} budi"
        assert desk.poll() is None
        other.kill()
    assert insert(desk, text="free again") == 1


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_store_is_its_owners_alone(opened: Opener, folder: Path, mask: int) -> None:
    with umask(mask):
        desk = opened()
        insert(desk, text="a")
        desk.compact()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes(folder) == {0o600}


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_store_of_a_group_is_the_groups(opened: Opener, folder: Path, mask: int) -> None:
    folder.mkdir()
    folder.chmod(0o2770)
    with umask(mask):
        desk = opened()
        insert(desk, text="a")
        with (folder / FIRST).open("ab") as journal:
            journal.write(b"torn")
        insert(desk, text="b")
        desk.compact()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert modes(folder) == {0o660}
    assert len(list(folder.glob("torn-*"))) == 1


def test_links_are_not_followed(opened: Opener, folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    folder.mkdir()
    (folder / "LOCK").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"):
        opened()
    assert victim.read_text() == "precious"


class NotOurs(Disk):
    """Another user's files: they can be read."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise PermissionError(errno.EACCES, "not yours", path)
        return super().open(path, flags, mode)


def test_what_may_only_be_read_is_followed(opened: Opener) -> None:
    sari = opened("sari")
    id = insert(sari, text="a")
    reader = opened("budi", NotOurs())
    assert reader.get("comments", id) == {"text": "a", "rev": 1}
    assert isinstance(reader.fault, store.ReadOnly)
    with pytest.raises(store.ReadOnly, match="permission"):
        insert(reader, text="b")
    with sari.transaction() as tx:
        tx.update("comments", id, {"text": "b"})
    assert reader.poll() == {"comments": {id}}


def test_a_store_is_made_only_where_that_is_wanted(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(store.NoStore):
            store.open(folder, "sari", create=False)
        folder.mkdir(exist_ok=True)
    assert list(folder.iterdir()) == []
    store.open(folder / "deep" / "below", "sari").close()
    store.open(folder / "deep" / "below", "sari", create=False).close()


@pytest.mark.parametrize(
    ("kind", "refused"), [("ext4", False), ("overlay", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True)]
)
def test_network_filesystems_are_refused(tmp_path: Path, kind: str, refused: bool) -> None:
    folder = tmp_path / "on the net"
    folder.mkdir()
    escaped = str(folder).replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"20 1 8:1 / / rw - nfs none rw\n21 20 8:1 / {tmp_path} rw shared:1 - tmpfs none rw\n"
        f"22 21 0:30 / {escaped} rw,relatime - {kind} server:/export rw\n"
    )
    if refused:
        with pytest.raises(store.NotLocal) as told:
            require_local(str(folder), str(mounts))
        assert told.value.filesystem == kind
    else:
        require_local(str(folder), str(mounts))
    require_local(str(tmp_path), str(mounts))
    require_local(str(folder), str(tmp_path / "no such table"))
