"""meja store: made, looked over, backed up, brought back and compacted from the shell."""

import fcntl
import grp
import json
import os
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB

import store
from domain.comments import Comment
from tests.console.conftest import Meja


def fill(opened: store.Store, count: int = 3) -> None:
    for number in range(count):
        with opened.transaction() as tx:
            tx.insert("comments", Comment(platform="x", platform_id=str(number), account=1, text=f"halo {number}"))


def modes(folder: Path) -> set[str]:
    return {f"{stat.S_IMODE(one.stat().st_mode):o}" for one in folder.iterdir()}


# init


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_a_store_for_one_and_a_store_for_a_group(meja: Meja, tmp_path: Path, umask: int) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    before = os.umask(umask)
    try:
        assert meja("store", "init", str(tmp_path / "saya")).code == 0
        assert meja("store", "init", str(tmp_path / "kita"), "--group", group).code == 0
        fill(store.open(tmp_path / "kita", "rina"))
    finally:
        os.umask(before)
    for name, folder_mode, file_mode in (("saya", 0o700, "600"), ("kita", 0o2770, "660")):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == folder_mode
        assert modes(tmp_path / name) == {file_mode}
        assert meja("store", "check", "--store", str(tmp_path / name)).code == 0


def test_without_a_folder_it_is_the_one_all_commands_use(meja: Meja, shared: Path) -> None:
    assert meja("store", "init").code == 0
    assert (shared / "journal-00000001.jsonl").exists()
    assert meja("store", "init").code == 0, "an empty store may be made again"


def test_what_a_killed_desk_leaves_behind_is_nothing(meja: Meja, tmp_path: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    for name, whole in (("kosong", False), ("dibuka", True)):
        folder = tmp_path / name
        if whole:
            store.open(folder, "rina").close()
        (folder / "desks").mkdir(parents=True)
        (folder / "desks" / "4711-00c0ffee").write_text("rina")
        assert meja("store", "init", str(folder), "--group", group).code == 0
        assert stat.S_IMODE((folder / "desks").stat().st_mode) == 0o2770
        assert stat.S_IMODE((folder / "desks" / "4711-00c0ffee").stat().st_mode) == 0o660
        assert meja("store", "check", "--store", str(folder)).code == 0


def test_a_link_in_the_place_of_the_desks_is_something(meja: Meja, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir(0o755)
    (tmp_path / "toko").mkdir()
    (tmp_path / "toko" / "desks").symlink_to(tmp_path / "lain")
    assert meja("store", "init", str(tmp_path / "toko")).code == 1
    assert stat.S_IMODE((tmp_path / "lain").stat().st_mode) == 0o755


def test_a_folder_with_something_in_it_is_left_alone(meja: Meja, opened: store.Store, shared: Path) -> None:
    fill(opened)
    said = meja("store", "init", str(shared))
    assert said.code == 1
    assert "There is something in" in said.err
    other = shared.parent / "lain"
    other.mkdir()
    (other / "surat.txt").write_text("x")
    assert meja("store", "init", str(other)).code == 1
    assert os.listdir(other) == ["surat.txt"]
    assert meja("store", "init", str(other / "surat.txt")).code == 1
    assert len(opened.documents("comments")) == 3


def test_a_group_that_is_none(meja: Meja, tmp_path: Path) -> None:
    said = meja("store", "init", str(tmp_path / "baru"), "--group", "tidak-ada")
    assert (said.code, said.err) == (1, "There is no Unix group tidak-ada: groupadd makes one.\n")
    assert not (tmp_path / "baru").exists()


def test_a_group_one_is_not_in(meja: Meja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(os, "getgroups", list)
    monkeypatch.setattr(os, "getgid", lambda: -1)
    said = meja("store", "init", str(tmp_path / "baru"), "--group", grp.getgrall()[0].gr_name)
    assert said.code == 1
    assert "by its members, or by root" in said.err
    assert not (tmp_path / "baru").exists()


def test_a_stock_tinydb_file_is_where_it_begins(meja: Meja, tmp_path: Path) -> None:
    with TinyDB(tmp_path / "db.json") as stock:
        stock.table("comments").insert({"platform": "x", "platform_id": "7", "account": 1, "text": "halo"})
        stock.insert({"anything": [1, {"deep": "é"}]})
        stock.table("comments").insert({"platform": "x", "platform_id": "8", "account": 1, "text": "lagi"})
        stock.table("comments").remove(doc_ids=[1])
    folder = str(tmp_path / "store")
    assert meja("store", "init", folder, "--from", str(tmp_path / "db.json")).code == 0
    with store.open(folder, "rina") as made:
        assert made.get("comments", 2) == {
            "rev": 1,
            "platform": "x",
            "platform_id": "8",
            "account": 1,
            "text": "lagi",
        }
        assert made.get("_default", 1) == {"rev": 1, "anything": [1, {"deep": "é"}]}
        with made.transaction() as tx:
            assert tx.insert("comments", {}) == 3
    assert json.loads((Path(folder) / "snapshot.json").read_text())["comments"].keys() == {"2"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is no TinyDB file"),
        ('{"comments": {"1": [1]}}', "it is no TinyDB file"),
        ('{"comments": {"1": {"a": 1}}', "it is no TinyDB file"),
        ('{"comments": {"0": {"a": 1}}}', "(comments 0)"),
        ('{"comments": {"1": {"rev": 1}}}', "field rev"),
    ],
)
def test_what_is_no_tinydb_file_is_refused(meja: Meja, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "db.json").write_text(text)
    said = meja("store", "init", str(tmp_path / "store"), "--from", str(tmp_path / "db.json"))
    assert said.code == 1
    assert why in said.err
    assert not (tmp_path / "store").exists()


# check, stats, compact


def test_a_look_over_a_sound_store(meja: Meja, opened: store.Store) -> None:
    fill(opened)
    said = meja("store", "check")
    assert (said.code, said.out) == (
        0,
        "3 documents can be read, up to transaction 3.\nEverything is as it should be.\n",
    )
    (told,) = meja("store", "check", "--json").data
    assert told == {"sound": True, "seq": 3, "transactions": 3, "documents": {"comments": 3}, "findings": []}


def test_damage_is_named_with_its_place_and_its_remedy(meja: Meja, opened: store.Store, shared: Path) -> None:
    fill(opened)
    opened.close()
    journal = shared / "journal-00000001.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"halo 1", b"hala 1"))
    said = meja("store", "check")
    assert said.code == 1
    place = journal.read_bytes().index(b'{"c"', journal.read_bytes().index(b"halo 0"))
    first, remedy, readable = said.out.splitlines()
    assert first.startswith(f"! {journal.name} at byte {place}: The journal is damaged. Up to transaction 1 ")
    assert "meja store restore FILE" in remedy
    assert readable == "1 documents can be read, up to transaction 1."
    (told,) = meja("store", "check", "--json").data
    assert told["findings"] == [
        {"code": "journal_damaged", "grave": True, "file": journal.name, "offset": place, "seq": 1, "behind": 1}
    ]


def test_commands_on_a_store_that_is_not_there(meja: Meja, shared: Path) -> None:
    for words in (("check",), ("stats",), ("compact",), ("backup", str(shared.parent / "c"))):
        said = meja("store", *words)
        assert (said.code, said.out) == (1, "")
        assert "no store yet" in said.err
    assert not shared.exists()


def test_the_figures(meja: Meja, opened: store.Store, shared: Path) -> None:
    fill(opened)
    (told,) = meja("store", "stats", "--json").data
    assert told["tables"]["comments"]["count"] == 3
    assert (told["seq"], told["latest"][0]["by"]) == (3, "rina")
    assert told["backups"] == {"folder": str(shared / "backups"), "count": 0, "last": None}
    assert meja("store", "backup", str(shared / "backups")).code == 0
    assert meja("store", "stats", "--json").data[0]["backups"]["count"] == 1
    assert f"1 backup in {shared}/backups, the last one just now" in meja("store", "stats").out


def test_compacting_tells_the_sizes(meja: Meja, opened: store.Store, shared: Path) -> None:
    fill(opened)
    before = (shared / "journal-00000001.jsonl").stat().st_size
    (told,) = meja("store", "compact", "--json").data
    assert told["before"] == {"journal": before, "snapshot": 0}
    assert told["after"] == {
        "journal": (shared / "journal-00000002.jsonl").stat().st_size,
        "snapshot": (shared / "snapshot.json").stat().st_size,
    }
    assert meja("store", "compact").out.startswith("journal")


def test_two_compactions_at_once(meja: Meja, opened: store.Store, shared: Path) -> None:
    fill(opened)
    with open(shared / "snapshot.json.tmp1-aa", "w") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        said = meja("store", "compact")
    assert (said.code, said.out) == (1, "")
    assert "Another process" in said.err


# backup, restore


def test_a_backup_and_back(meja: Meja, opened: store.Store, shared: Path, tmp_path: Path) -> None:
    fill(opened)
    said = meja("store", "backup", str(tmp_path / "cadangan"))
    assert said.code == 0
    file = said.out.strip()
    assert Path(file).parent == tmp_path / "cadangan"
    assert "up to transaction 3" in said.err
    fill(opened, 2)
    opened.close()
    said = meja("store", "restore", file)
    assert (said.code, said.out) == (0, "")
    assert "3 documents, up to transaction 3" in said.err
    kept = said.err.splitlines()[1].rpartition(" ")[2]
    with store.open(shared, "rina") as there, store.open(kept, "rina") as before:
        assert (len(there.documents("comments")), len(before.documents("comments"))) == (3, 5)
        (entry,) = [there.get("audit", id) for id in there.documents("audit")]
        assert entry is not None
        assert (entry["verb"], entry["params"]) == ("store.restore", {"file": os.path.basename(file), "seq": 3})
    assert meja("store", "verify").code == 0
    assert "What was in the store before" in meja("store", "check").out


def test_a_restore_waits_for_desks_to_close(meja: Meja, opened: store.Store, tmp_path: Path) -> None:
    fill(opened)
    file = meja("store", "backup", str(tmp_path / "cadangan")).out.strip()
    opened.attend()
    said = meja("store", "restore", file)
    assert said.code == 1
    assert f"{os.getpid()} " in said.err
    opened.close()
    assert meja("store", "restore", file, "--json").data[0]["documents"] == 3


@pytest.mark.parametrize("text", [b"", b"halo", b"\x1f\x8b" + bytes(90)])
def test_a_file_that_is_no_backup_changes_nothing(meja: Meja, opened: store.Store, tmp_path: Path, text: bytes) -> None:
    fill(opened)
    (tmp_path / "x\x1b[2J.tar.gz").write_bytes(text)
    said = meja("store", "restore", str(tmp_path / "x\x1b[2J.tar.gz"))
    assert said.code == 1
    assert "Nothing was changed." in said.err
    assert "\x1b" not in said.err
    assert opened.poll() is None
    assert len(opened.documents("comments")) == 3


def test_misuse(meja: Meja) -> None:
    assert meja("store").code == 2
    assert meja("store", "bongkar").code == 2
    assert meja("store", "backup").code == 2
    assert meja("store", "restore").code == 2
