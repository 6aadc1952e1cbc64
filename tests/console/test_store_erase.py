"""meja store erase: all that is there is listed first, and nothing goes without a word."""

import io
from pathlib import Path

import pytest

import store
from domain.comments import Comment, Reply
from tests.console.conftest import Meja

HANDLE = "siti.aminah92"


@pytest.fixture
def filled(opened: store.Store) -> store.Store:
    known = {"platform": "instagram", "account": 1, "text": "Selokan mampet di Melati", "author": "Siti Aminah"}
    with opened.transaction() as tx:
        id = tx.insert("comments", {**known, "platform_id": "a", "handle": HANDLE})
        tx.insert("replies", Reply(platform="instagram", comment=id, text="Kak Siti Aminah, kami cek", state="sent"))
        tx.insert("comments", {**known, "platform_id": "b", "handle": "lain", "author": "", "text": f"@{HANDLE} betul"})
    return opened


def test_listed_then_erased(meja: Meja, filled: store.Store, shared: Path) -> None:
    listed = meja("store", "erase", HANDLE, "--dry-run", "--json")
    assert listed.code == 0
    (told,) = listed.data
    assert (told["comments"], told["mentioned"], len(told["replies"]), told["erased"]) == ([1], [2], 1, False)
    assert "1 comment on the desk: K1" in meja("store", "erase", HANDLE, "--dry-run").err
    filled.poll()
    assert filled.repo("comments", Comment).ids() == [1, 2]
    assert meja("store", "erase", HANDLE).code == 2, "without a terminal it wants --yes"
    erased = meja("store", "erase", HANDLE, "--yes")
    assert (erased.code, "Complete" in erased.err) == (0, True)
    filled.poll()
    assert filled.repo("comments", Comment).ids() == [2]
    assert not [path for path in shared.rglob("*") if path.is_file() and HANDLE.encode() in path.read_bytes()]
    assert meja("store", "verify").code == 0
    assert meja("store", "erase", HANDLE, "--yes").code == 1


def test_at_a_terminal_the_name_has_to_be_typed(
    meja: Meja, filled: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    for typed, code, left in (("ya\n", 1, [1, 2]), (f"{HANDLE}\n", 0, [1, 2])):
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        assert meja("store", "erase", HANDLE, "--anonymise").code == code
        filled.poll()
        assert filled.repo("comments", Comment).ids() == left
    kept = filled.repo("comments", Comment).get(1)
    assert kept is not None
    assert (kept.author, kept.handle, kept.text) == ("", "", "Selokan mampet di Melati")


def test_nobody_and_several(meja: Meja, filled: store.Store) -> None:
    assert meja("store", "erase", "tiada.siapa").code == 1
    assert meja("store", "erase").code == 2
    with filled.transaction() as tx:
        known = {"platform": "x", "account": 1, "text": "Halo", "author": "Siti Aminah", "platform_id": "c"}
        tx.insert("comments", {**known, "handle": "siti_lain"})
    several = meja("store", "erase", "Siti Aminah", "--dry-run")
    assert several.code == 1
    assert "IG @siti.aminah92, X @siti_lain" in several.err
