"""Backups made while others write, brought back whole, whatever happens in between; and one a day by itself."""

import errno
import gzip
import json
import os
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

import store
from domain.times import DAY, HOUR
from store.backup import back_up, back_up_daily, backups, verify
from store.disk import Disk
from store.restore import Restored, restore
from tests.store.conftest import Opener, contents, insert

AT = 1_795_325_400_000
"""2026-11-22 05:30 UTC."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "cadangan"


def members(path: str) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def bring_back(folder: Path, file: str, disk: Disk | None = None) -> Restored:
    return restore(str(folder), file, "root", AT + HOUR, disk=disk)


# Making one


def test_a_backup_is_a_tar_whose_snapshot_stock_tinydb_opens(opened: Opener, shelf: Path, tmp_path: Path) -> None:
    desk = opened()
    id = insert(desk, text="jalan rusak")
    made = back_up(desk, str(shelf), AT)
    assert os.path.basename(made.path) == "meja-store-20261122T053000Z-1.tar.gz"
    assert list(members(made.path)) == ["snapshot.json"]
    (tmp_path / "db.json").write_bytes(members(made.path)["snapshot.json"])
    with TinyDB(tmp_path / "db.json") as stock:
        assert stock.table("comments").get(doc_id=id) == {"rev": 1, "text": "jalan rusak"}


def test_a_backup_waits_for_no_writer_and_no_writer_for_it(opened: Opener, shelf: Path) -> None:
    writer, other = opened("rina"), opened("budi")
    insert(writer, text="sudah")
    with writer.transaction() as tx:
        tx.insert("comments", {"text": "belum"})
        made = back_up(other, str(shelf), AT)
    assert made.seq == verify(made.path).seq == 1
    assert b"sudah" in members(made.path)["snapshot.json"]
    assert b"belum" not in members(made.path)["snapshot.json"]


def test_archives_are_in_it_as_they_are(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk)
    (folder / "archive").mkdir()
    (folder / "archive" / "comments-2025-11.jsonl.gz").write_bytes(b"lama")
    (folder / "archive" / "comments-2025-12.jsonl.gz.tmp1-aa").write_bytes(b"setengah")
    (folder / "archive" / "pintas").symlink_to("/etc/passwd")
    made = back_up(desk, str(shelf), AT)
    found = members(made.path)
    assert list(found) == ["snapshot.json", "archive/comments-2025-11.jsonl.gz"]
    assert found["archive/comments-2025-11.jsonl.gz"] == b"lama"


def test_a_backup_is_for_those_the_store_is_for(folder: Path, shelf: Path, opened: Opener) -> None:
    before = os.umask(0)
    try:
        made = back_up(opened(), str(shelf), AT)
        assert stat.S_IMODE(os.stat(made.path).st_mode) == 0o600
        assert stat.S_IMODE(shelf.stat().st_mode) == 0o700
        folder.chmod(0o2770)
        os.umask(0o077)
        inside = back_up(opened(), str(folder / "backups"), AT)
        assert stat.S_IMODE(os.stat(inside.path).st_mode) == 0o660
        assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o2770
    finally:
        os.umask(before)


def test_a_damaged_store_is_not_backed_up(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk, text="satu")
    insert(desk, text="dua")
    journal = folder / "journal-00000001.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"satu", b"sutu"))
    with pytest.raises(store.Corrupt):
        back_up(opened(), str(shelf), AT)
    assert not shelf.exists()


def test_who_may_only_read_can_make_one(opened: Opener, folder: Path, shelf: Path) -> None:
    insert(opened())
    reader = opened()
    reader._backend.fault = store.ReadOnly("permission")
    assert verify(back_up(reader, str(shelf), AT).path).seq == 1


class Full(Disk):
    """A disk without room."""

    def write(self, fd: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")


def test_a_full_disk_leaves_no_half_backup(opened: Opener, shelf: Path) -> None:
    desk = opened()
    insert(desk)
    with pytest.raises(store.StoreFull):
        back_up(desk, str(shelf), AT, disk=Full())
    assert os.listdir(shelf) == []


def test_what_a_killed_process_left_is_swept_away(opened: Opener, shelf: Path) -> None:
    shelf.mkdir()
    left = shelf / "meja-store-20261121T053000Z-1.tar.gz.tmp1-aa"
    left.write_bytes(b"setengah")
    (shelf / "catatan.tmp").write_bytes(b"bukan punya meja")
    back_up(opened(), str(shelf), AT)
    assert not left.exists()
    assert (shelf / "catatan.tmp").exists()


# Reading one


def damaged(path: str) -> Iterator[tuple[str, bytes]]:
    data = Path(path).read_bytes()
    yield "empty", b""
    yield "no gzip", b"halo" * 100
    yield "short", data[:-1]
    yield "half", data[: len(data) // 2]
    for place in range(0, len(data), 7):
        changed = data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]
        if _unpacked(changed) != _unpacked(data):  # Nothing depends on gzip's time and system, nor on its last bits.
            yield f"byte {place}", changed


def _unpacked(data: bytes) -> bytes | None:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return None


def test_every_damage_is_noticed_before_anything_is_touched(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    insert(desk, text="sekarang")
    before, files = contents(desk), sorted(os.listdir(folder))
    for name, data in damaged(made.path):
        Path(made.path).write_bytes(data)
        for read in (verify, lambda path: bring_back(folder, path)):
            with pytest.raises(store.BadFile):
                pytest.fail(f"{name}: {read(made.path)}")
        assert sorted({*os.listdir(folder)} - {"DESKS"}) == files, name
    assert contents(opened()) == before


def test_the_backup_of_a_newer_program_is_told_as_such(
    opened: Opener, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(opened(), str(shelf), AT)
    monkeypatch.setattr("store.backup.FORMAT", 0)
    with pytest.raises(store.NewerFormat):
        verify(made.path)


@pytest.mark.parametrize("name", ["../luar", "/tmp/luar", "archive/../../luar", "archive/a/b", "lain"])
def test_a_tar_that_reaches_out_of_its_folder_is_refused(
    folder: Path, tmp_path: Path, opened: Opener, name: str
) -> None:
    opened()
    (tmp_path / "isi").write_text("x")
    file = tmp_path / "jahat.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.add(tmp_path / "isi", arcname=name)
    with pytest.raises(store.BadFile):
        bring_back(folder, str(file))
    assert not (tmp_path / "luar").exists()


def test_a_link_in_a_tar_is_refused(folder: Path, tmp_path: Path, opened: Opener) -> None:
    opened()
    (tmp_path / "isi").symlink_to("/etc/passwd")
    file = tmp_path / "jahat.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.add(tmp_path / "isi", arcname="snapshot.json")
    with pytest.raises(store.BadFile):
        bring_back(folder, str(file))


def test_a_snapshot_changed_before_it_was_packed_is_refused(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk, text="asli")
    made = back_up(desk, str(shelf), AT)
    snapshot = shelf / "snapshot.json"
    snapshot.write_bytes(members(made.path)["snapshot.json"].replace(b"asli", b"aslu"))
    with tarfile.open(made.path, "w:gz") as tar:
        tar.add(snapshot, arcname="snapshot.json")
    for read in (verify, lambda path: bring_back(folder, path)):
        with pytest.raises(store.BadFile):
            read(made.path)


# Bringing one back


def test_what_was_there_is_kept_whole(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    id = insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    with desk.transaction() as tx:
        tx.update("comments", id, {"text": "sekarang"})
    after = contents(desk)
    done = bring_back(folder, made.path)
    assert (done.seq, done.documents) == (1, 1)
    assert opened().get("comments", id) == {"rev": 1, "text": "dulu"}
    assert Path(done.kept) == folder / "before-20261122T063000Z"
    with store.open(done.kept, "rina") as kept:
        assert contents(kept) == after
        insert(kept)
    assert stat.S_IMODE(os.stat(folder / "snapshot.json").st_mode) == 0o600


def test_every_open_store_notices_and_nothing_is_written_beside(opened: Opener, folder: Path, shelf: Path) -> None:
    idle, busy = opened("rina"), opened("budi")
    insert(idle, text="dulu")
    made = back_up(idle, str(shelf), AT)
    insert(idle, text="sesudahnya")
    done = bring_back(folder, made.path)
    new = insert(busy, text="baru")
    changes = idle.poll()
    assert changes is not None
    assert changes.reset
    assert contents(idle) == contents(busy) == contents(opened())
    assert [one["text"] for one in contents(idle)["comments"].values() if one] == ["dulu", "baru"]
    assert new == 3, "an id that was given is never given again"
    with store.open(done.kept, "x") as kept:
        assert len(kept.documents("comments")) == 2


def test_a_store_comes_back_where_there_is_none(opened: Opener, folder: Path, shelf: Path, tmp_path: Path) -> None:
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    elsewhere = tmp_path / "komputer-baru" / "store"
    done = bring_back(elsewhere, made.path)
    assert done.kept == ""
    assert sorted(os.listdir(elsewhere)) == ["DESKS", "LOCK", "archive", "journal-00000002.jsonl", "snapshot.json"]
    with store.open(elsewhere, "rina") as there:
        assert contents(there) == contents(desk)
        insert(there)


def test_an_empty_store_is_not_kept(opened: Opener, folder: Path, shelf: Path, tmp_path: Path) -> None:
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    with store.open(tmp_path / "baru", "rina"):
        (tmp_path / "baru").chmod(0o2770)
    for kept in (False, True):
        done = bring_back(tmp_path / "baru", made.path)
        assert os.path.isdir(done.kept) == bool(done.kept) == kept
        assert stat.S_IMODE((tmp_path / "baru" / "snapshot.json").stat().st_mode) == 0o660
    assert len([name for name in os.listdir(tmp_path / "baru") if name.startswith("before-")]) == 1


def test_archives_change_places_too(opened: Opener, folder: Path, shelf: Path) -> None:
    archive = folder / "archive"
    desk = opened()
    insert(desk)
    archive.mkdir()
    (archive / "comments-2025-11.jsonl.gz").write_bytes(b"lama")
    made = back_up(desk, str(shelf), AT)
    (archive / "comments-2025-11.jsonl.gz").write_bytes(b"lebih baru")
    (archive / "comments-2025-12.jsonl.gz").write_bytes(b"baru")
    done = bring_back(folder, made.path)
    assert [one.name for one in archive.iterdir()] == ["comments-2025-11.jsonl.gz"]
    assert (archive / "comments-2025-11.jsonl.gz").read_bytes() == b"lama"
    assert (Path(done.kept) / "archive" / "comments-2025-12.jsonl.gz").read_bytes() == b"baru"


def test_a_damaged_store_is_replaced_and_kept(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    desk.compact()
    insert(desk, text="sesudahnya")
    desk.close()
    snapshot = folder / "snapshot.json"
    snapshot.write_bytes(snapshot.read_bytes()[:-9])
    with pytest.raises(store.Corrupt):
        store.open(folder, "rina")
    done = bring_back(folder, made.path)
    assert len(opened().documents("comments")) == 1
    assert (Path(done.kept) / "journal-00000002.jsonl").stat().st_size > 60


def test_an_open_desk_is_in_the_way_and_is_named(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk)
    made = back_up(desk, str(shelf), AT)
    desk.attend()
    with pytest.raises(store.DesksOpen) as refused:
        bring_back(folder, made.path)
    assert any(one.startswith(f"{os.getpid()} ") for one in refused.value.holders)
    desk.close()
    bring_back(folder, made.path)


def test_a_compaction_under_way_does_not_put_the_old_store_back(
    opened: Opener, folder: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.restore.LOCK_SECONDS", 0.05)
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    refused: list[str] = []

    class Slow(Disk):
        def sync(self, fd: int) -> None:
            super().sync(fd)
            if os.path.basename(os.readlink(f"/proc/self/fd/{fd}")).startswith("snapshot.json.tmp"):
                with pytest.raises(store.Busy):
                    bring_back(folder, made.path)
                refused.append("once")

    opened(disk=Slow()).compact()
    assert refused == ["once"]


class Killed(Disk):
    """The process is gone at the n-th change it makes to the disk."""

    def __init__(self, after: int) -> None:
        self._left = after

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            os._exit(9)


def _step_first(name: str) -> Callable[..., object]:
    plain = getattr(Disk, name)

    def step(self: Killed, *args: object) -> object:
        self._step()
        return plain(self, *args)

    return step


for _name in ("open", "write", "overwrite", "sync", "truncate", "replace", "link", "unlink", "sync_folder"):
    setattr(Killed, _name, _step_first(_name))


def in_a_child(work: Callable[[], object]) -> int:
    """The exit code of a process that does it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_killed_at_any_point_it_leaves_the_one_store_or_the_other(tmp_path: Path) -> None:
    outcomes = set()
    for after in range(200):
        folder = tmp_path / f"store{after}"
        with store.open(folder, "rina") as first:
            insert(first, text="dulu")
            (folder / "archive").mkdir()
            (folder / "archive" / "isi").write_text("dulu")
            made = back_up(first, str(tmp_path / "cadangan"), AT)
            insert(first, text="sekarang")
            (folder / "archive" / "isi").write_text("sekarang")

        def work(folder: Path = folder, file: str = made.path, after: int = after) -> None:
            bring_back(folder, file, Killed(after))
            os._exit(0)

        still_open = store.open(folder, "budi")
        code = in_a_child(work)
        with store.open(folder, "siti") as reader:
            seen = [one["text"] for one in contents(reader)["comments"].values() if one]
            assert seen in (["dulu"], ["dulu", "sekarang"]), after
        insert(still_open, text="baru")
        with store.open(folder, "siti") as again:
            then = [one["text"] for one in contents(again)["comments"].values() if one]
            assert then == [*seen, "baru"], after
        assert (folder / "archive" / "isi").read_text() == seen[-1], after
        kept = [name for name in os.listdir(folder) if name.startswith("before-")]
        assert len(kept) == (seen == ["dulu"]), after
        for name in kept:
            with store.open(folder / name, "x") as before:
                assert len(before.documents("comments")) == 2
        assert not (folder / "RESTORE").exists()
        still_open.close()
        outcomes.add((code, tuple(seen)))
        if code == 0:
            break
    assert outcomes == {(9, ("dulu", "sekarang")), (9, ("dulu",)), (0, ("dulu",))}


def test_a_full_disk_leaves_the_store_as_it_was(opened: Opener, folder: Path, shelf: Path) -> None:
    desk = opened()
    insert(desk, text="dulu")
    made = back_up(desk, str(shelf), AT)
    insert(desk, text="sekarang")
    before = contents(desk)
    with pytest.raises(store.StoreFull):
        bring_back(folder, made.path, Full())
    assert contents(opened()) == before
    assert not (folder / "RESTORE").exists()
    insert(desk)


# Every day


def test_one_a_day_whoever_comes_first(opened: Opener, shelf: Path) -> None:
    rina, budi = opened("rina"), opened("budi")
    midnight = AT - 5 * HOUR
    made = back_up_daily(rina, str(shelf), AT, midnight, 14)
    assert made is not None
    assert made.daily
    assert back_up_daily(budi, str(shelf), AT + HOUR, midnight, 14) is None
    assert back_up_daily(budi, str(shelf), AT + DAY, midnight + DAY, 14) is not None
    assert [one.at for one in backups(str(shelf))] == [AT, AT + DAY]


def test_old_ones_go_but_only_its_own(opened: Opener, shelf: Path, tmp_path: Path) -> None:
    desk = opened()
    with store.open(tmp_path / "lain" / "store", "rina") as other:
        theirs = back_up_daily(other, str(shelf), AT - 40 * DAY, AT - 41 * DAY, 14)
    asked_for = back_up(desk, str(shelf), AT - 40 * DAY)
    days = [AT - ago * DAY for ago in (20, 15, 13, 0)]
    for at in days:
        back_up_daily(desk, str(shelf), at, at, 14)
    found = {one.path for one in backups(str(shelf))}
    assert theirs is not None
    assert {theirs.path, asked_for.path} < found
    assert [one.at for one in backups(str(shelf), desk.path) if one.daily] == [AT - 13 * DAY, AT]


def test_one_from_a_clock_that_was_ahead_keeps_nobody_from_making_todays(opened: Opener, shelf: Path) -> None:
    desk = opened()
    back_up_daily(desk, str(shelf), AT + 300 * DAY, AT + 300 * DAY, 14)
    assert back_up_daily(desk, str(shelf), AT, AT, 14) is not None


def test_a_backup_says_what_it_is_to_anybody_with_tar(opened: Opener, shelf: Path) -> None:
    desk = opened()
    insert(desk)
    made = back_up(desk, str(shelf), AT)
    with gzip.open(made.path) as packed:
        assert packed.read(13) == b"snapshot.json"
    assert json.loads(members(made.path)["snapshot.json"])["_meta"]["1"]["seq"] == 1
