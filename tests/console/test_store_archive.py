"""meja store archive: what a terminal sees of the archives."""

import store
from desk.desk import wall_clock
from domain.comments import Comment
from domain.times import DAY
from tests.console.conftest import Meja


def fill(opened: store.Store) -> tuple[int, int]:
    """An old finished comment and a young one."""
    known = {"platform": "instagram", "account": 1, "handle": "warga", "state": "done"}
    with opened.transaction() as tx:
        told = {**known, "platform_id": "a", "text": "KTP 3571010101900003 saya"}
        old = tx.insert("comments", {**told, "written_at": wall_clock() - 500 * DAY})
        young = tx.insert("comments", {**known, "platform_id": "b", "text": "baru", "written_at": wall_clock()})
    return old, young


def test_a_comments_way_there_and_back(meja: Meja, opened: store.Store) -> None:
    old, young = fill(opened)
    counted = meja("store", "archive", "--dry-run", "--json")
    assert (counted.code, counted.data[0]["comments"], counted.data[0]["dry_run"]) == (0, 1, True)
    moved = meja("store", "archive", "--older-than", "12m")
    assert (moved.code, moved.err.strip()) == (0, "moved: 1 comments, 0 replies")
    opened.poll()
    assert opened.repo("comments", Comment).ids() == [young]
    assert meja("store", "archive", "--list", "--json").data[0]["months"][0]["comments"] == 1
    found = meja("store", "archive", "--search", "ktp warga").out
    assert f"K{old}" in found
    assert "3571010101900003" not in found
    (shown,) = meja("store", "archive", "--show", f"K{old}", "--json").data
    assert (shown["id"], shown["handle"]) == (old, "warga")
    back = meja("store", "archive", "--bring-back", f"K{old}")
    assert (back.code, back.err.strip()) == (0, f"K{old} is back with its thread: 1 comment")
    opened.poll()
    assert opened.repo("comments", Comment).ids() == [old, young]


def test_what_is_not_there_is_said(meja: Meja, opened: store.Store) -> None:
    fill(opened)
    assert meja("store", "archive", "--search", "nothing like it").err.strip() == "Nothing in the archives matches."
    assert meja("store", "archive", "--bring-back", "K1").code == 1
    assert meja("store", "archive", "--show", "K99").code == 1
    assert meja("store", "archive", "--older-than", "soon").code == 2
    assert meja("store", "archive", "--list", "--search", "x").code == 2


def test_the_setting_says_when(meja: Meja, opened: store.Store) -> None:
    fill(opened)
    assert meja("set", "archive_months", "2y").code == 0
    assert meja("store", "archive", "--dry-run", "--json").data[0]["comments"] == 0
    assert meja("set", "archive_months", "-").code == 1
