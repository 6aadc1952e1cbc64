"""What a look over a store finds: every kind of damage, what is left over, and nothing where nothing is wrong."""

import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import store
from domain.accounts import Account
from domain.comments import Comment
from store.check import Finding, Report, check, readable
from store.flipped import flipped
from store.stats import stats
from tests.store.conftest import Opener, insert

AT = 1_795_325_400_000


def filled(opened: Opener, compacted: bool = True) -> store.Store:
    desk = opened()
    with desk.transaction() as tx:
        tx.insert("accounts", Account(platform="instagram", handle="kec"))
        for number in range(1, 21):
            text = f"jalan rusak {number}"
            tx.insert("comments", Comment(platform="instagram", platform_id=str(number), account=1, text=text))
    if compacted:
        desk.compact()
    for number in range(1, 6):
        with desk.transaction() as tx:
            tx.update("comments", number, {"text": f"sudah diperbaiki {number}"})
    return desk


def found(folder: Path, code: str) -> Finding:
    report = check(str(folder))
    one = next((one for one in report.findings if one.code == code), None)
    assert one is not None, report.findings
    return one


def codes(report: Report) -> list[str]:
    return [one.code for one in report.findings if one.code != "little_room"]


def flip(path: Path, offset: int, bits: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= bits
    path.write_bytes(data)


def test_a_sound_store_has_no_findings(opened: Opener, folder: Path) -> None:
    desk = filled(opened)
    report = check(str(folder))
    assert (codes(report), report.sound) == ([], True)
    assert report.documents == {"accounts": 1, "comments": 20}
    assert (report.seq, report.transactions) == (6, 5)
    assert desk.poll() is None


def test_a_new_store_is_sound(opened: Opener, folder: Path) -> None:
    opened()
    assert codes(check(str(folder))) == []


def test_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(store.NoStore):
        check(str(tmp_path))
    with pytest.raises(store.NoStore):
        check(str(tmp_path / "tidak-ada"))


def test_it_takes_no_lock_and_changes_nothing(opened: Opener, folder: Path) -> None:
    desk = filled(opened)
    before = {name: (folder / name).read_bytes() for name in os.listdir(folder)}
    with desk.transaction():
        assert check(str(folder)).sound
    assert {name: (folder / name).read_bytes() for name in os.listdir(folder)} == before


# Damage


def test_any_byte_of_the_snapshot(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    snapshot = folder / "snapshot.json"
    size = snapshot.stat().st_size
    for offset in range(0, size, 13):
        flip(snapshot, offset)
        report = check(str(folder))
        assert not report.sound, offset
        assert report.findings[0].file == "snapshot.json"
        if offset > 32:
            assert (report.findings[0].code, report.findings[0].offset) == ("snapshot_byte", offset)
            assert report.documents == {"accounts": 1, "comments": 20}
        flip(snapshot, offset)


def test_a_snapshot_that_breaks_off(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    snapshot = folder / "snapshot.json"
    data = snapshot.read_bytes()
    half = data.index(b'"11":{')
    snapshot.write_bytes(data[: half + 20])
    one = found(folder, "snapshot_damaged")
    assert (one.offset, one.params["readable"]) == (half + 20, 11)
    snapshot.write_bytes(b"")
    assert found(folder, "snapshot_damaged").params["readable"] == 0


def test_several_bytes_changed_are_not_taken_for_one(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    snapshot = folder / "snapshot.json"
    snapshot.write_bytes(snapshot.read_bytes().replace(b"rusak 7", b"bagus 7"))
    one = found(folder, "snapshot_changed")
    assert (one.offset, one.params["readable"]) == (None, 21)


def test_any_line_of_the_journal(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    journal = folder / "journal-00000002.jsonl"
    data = journal.read_bytes()
    starts = [at + 1 for at, byte in enumerate(data) if byte == 10][:-1]
    for number, start in enumerate(starts[:-1]):
        flip(journal, start + 60)
        one = found(folder, "journal_damaged")
        assert (one.file, one.offset) == (journal.name, start)
        assert one.params == {"seq": 1 + number, "behind": len(starts) - number - 1}
        assert check(str(folder)).seq == 1 + number
        flip(journal, start + 60)
    flip(journal, 3)
    assert found(folder, "journal_header").offset == 0


def test_a_write_that_was_cut_off_is_no_damage(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    with open(folder / "journal-00000002.jsonl", "ab") as journal:
        journal.write(b'{"c":"0000')
    report = check(str(folder))
    assert report.sound
    assert (codes(report), report.findings[0].params) == (["journal_torn"], {"bytes": 10})
    insert(opened())
    assert "torn_kept" in codes(check(str(folder)))


def test_a_journal_or_snapshot_that_is_gone(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    snapshot = (folder / "snapshot.json").rename(folder / "x")
    report = check(str(folder))
    assert not report.sound
    snapshot.rename(folder / "snapshot.json")
    (folder / "journal-00000002.jsonl").unlink()
    assert found(folder, "journal_missing").params == {"seq": 1}


def test_a_newer_program(opened: Opener, folder: Path) -> None:
    opened().close()
    journal = folder / "journal-00000001.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"format":1', b'"format":9'))
    assert found(folder, "newer_format").params == {"found": 9, "known": 1}


def test_documents_that_are_none(opened: Opener, folder: Path) -> None:
    desk = filled(opened)
    with desk.transaction() as tx:
        tx.insert("comments", {"platform": "mastodon"})
        tx.insert("notes", {"anything": 1})
    one = found(folder, "other_shape")
    assert (one.grave, one.params) == (False, {"table": "comments", "count": 1, "ids": [21]})


def rewritten(folder: Path, change: object) -> None:
    """A snapshot somebody wrote by hand, checksum and all."""
    path = folder / "snapshot.json"
    tables = json.loads(path.read_bytes())
    change(tables)  # type: ignore[operator]
    data = json.dumps(tables, separators=(",", ":")).encode()
    path.write_bytes(data[:22] + b"%08x" % zlib.crc32(data[32:]) + data[30:])


def test_no_revision_and_ids_that_would_come_twice(opened: Opener, folder: Path) -> None:
    filled(opened).close()

    def change(tables: dict[str, dict[str, dict[str, object]]]) -> None:
        del tables["comments"]["20"]["rev"]
        tables["_meta"]["1"]["next"] = {"accounts": 2, "comments": 9}

    rewritten(folder, change)
    assert found(folder, "no_rev").params == {"table": "comments", "count": 1, "ids": [20]}
    assert found(folder, "next_too_low").params == {"table": "comments", "next": 9, "highest": 20}


# Files


def test_modes(opened: Opener, folder: Path) -> None:
    filled(opened)
    (folder / "snapshot.json").chmod(0o644)
    assert found(folder, "file_mode").params == {"mode": "644", "wanted": "600"}
    (folder / "snapshot.json").chmod(0o600)
    folder.chmod(0o755)
    assert found(folder, "folder_mode").grave
    folder.chmod(0o2770)
    assert {one.file for one in check(str(folder)).findings if one.code == "file_mode"} == {
        "LOCK",
        "journal-00000002.jsonl",
        "snapshot.json",
    }


def test_what_is_left_over(opened: Opener, folder: Path) -> None:
    filled(opened)
    for name in ("torn-00000001-99", "snapshot.json.tmp1-aa", "catatan.txt"):
        (folder / name).write_text("x")
        (folder / name).chmod(0o600)
    (folder / "before-20261122T053000Z").mkdir()
    (folder / "RESTORE").mkdir()
    report = check(str(folder))
    assert sorted(codes(report)) == ["kept_before", "restore_cut_off", "stray_file", "temporary", "torn_kept"]
    assert report.sound
    (folder / "FAULT").write_text("{}")
    (folder / "LOCK").unlink()
    (folder / "LOCK").symlink_to("/etc/passwd")
    assert {"fault_marker", "no_file"} < set(codes(check(str(folder))))


def test_a_damaged_archive(opened: Opener, folder: Path) -> None:
    filled(opened)
    (folder / "archive").mkdir()
    (folder / "archive" / "comments-2025-11.jsonl.gz").write_bytes(b"x")
    assert found(folder, "archive_damaged").file == "archive/comments-2025-11.jsonl.gz"


def test_a_full_disk(opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(opened)
    real = os.statvfs(folder)

    class Space:
        f_bavail, f_frsize = 1, real.f_frsize

    monkeypatch.setattr(os, "statvfs", lambda path: Space)
    assert found(folder, "little_room").params["free"] == real.f_frsize


def test_what_can_be_read_of_a_damaged_store(opened: Opener, folder: Path) -> None:
    filled(opened).close()
    flip(folder / "snapshot.json", 500)
    tables = readable(str(folder))
    assert len(tables.documents["comments"]) == 20
    assert tables.next["comments"] == 21
    assert b"diperbaiki" in bytes(tables.documents["comments"][1])


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_changed_byte_is_found(data: bytes, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data) - 1))
    bits = draw.draw(st.integers(1, 255))
    other = data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]
    assert flipped(len(data), zlib.crc32(data) ^ zlib.crc32(other)) == [(place, bits)]


def test_a_changed_byte_is_found_in_a_large_file() -> None:
    data = bytearray(os.urandom(1 << 20))
    right = zlib.crc32(data)
    data[7] ^= 0x40
    assert (7, 0x40) in flipped(len(data), right ^ zlib.crc32(data))


def test_the_figures_of_a_store(opened: Opener, folder: Path) -> None:
    desk = filled(opened)
    (folder / "archive").mkdir()
    (folder / "archive" / "x").write_bytes(b"1234")
    told = stats(str(folder), AT)
    assert (told.seq, told.tables["comments"].count) == (6, 20)
    assert told.tables["accounts"].bytes == len(bytes(desk.documents("accounts")[1]))
    assert [(one.seq, one.by, one.records) for one in told.latest] == [(n, "sari", 1) for n in (6, 5, 4, 3, 2)]
    assert (told.archive.count, told.archive.bytes) == (1, 4)
    assert told.journal.bytes == (folder / "journal-00000002.jsonl").stat().st_size
