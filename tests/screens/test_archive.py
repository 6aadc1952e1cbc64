"""Arsip at the keys: words searched beyond the desk, a thread to be read, a comment brought back."""

from pathlib import Path

import language
import store
from desk import archive, archiving
from desk.desk import Desk
from domain.comments import Comment, Reply
from domain.times import DAY
from screens.archive import ArchiveScreen
from tests.screens.conftest import Sit, new_comment
from tests.screens.sitting import NOW, Sitting, run

OLD = NOW - 500 * DAY


def file_away(folder: Path) -> int:
    """One more comment with our reply, in the archive; its id."""
    opened = store.open(folder, "meja")
    with opened.transaction() as tx:
        text = "Selokan di Melati mampet, KTP 3571010101900003"
        told = {"handle": "siti_lama", "text": text, "reading": language.read(text), "state": "done"}
        id = tx.insert("comments", new_comment(**told, written_at=OLD, platform_id="lama"))
        reply = Reply(platform="instagram", comment=id, text="Kami cek, Kak.", state="sent", by="sari", written_at=OLD)
        tx.insert("replies", reply)
    assert archiving.run(Desk(opened, now=lambda: NOW), 12).months
    opened.close()
    return id


def listed(me: Sitting) -> list[str]:
    return [row for row in me.pane("archive") if row.strip()]


@run
async def test_a_search_goes_on_in_the_archives_and_a_comment_comes_back(small_desk: Sit, tmp_path: Path) -> None:
    id = file_away(tmp_path / "store")
    async with small_desk() as me:
        await me.fill("2 /", "selokan")
        assert "siti_lama" not in me.text
        await me.press("A")
        assert me.place == "ArchiveScreen"
        assert any(f"K{id}" in row and "siti_lama" in row for row in listed(me))
        assert "3571010101900003" not in me.text
        await me.press("enter")
        assert "Kami cek, Kak." in me.panel
        await me.press("escape", "B")
        assert "Kembali ke meja" in me.foot
        assert "Tidak ada yang cocok di arsip." in me.text
        assert me.desk.store.repo("comments", Comment).get(id) is not None


@run
async def test_without_a_search_it_asks_and_says_when_there_is_nothing(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("2", "A")
        await me.type("selokan")
        await me.press("enter")
        assert "Tidak ada yang cocok di arsip." in me.text
        await me.fill("/", "lain")
        assert "cari: lain" in me.text
        await me.press("escape")
        assert me.place == "TodayScreen"


@run
async def test_a_damaged_archive_is_told(small_desk: Sit, tmp_path: Path) -> None:
    file_away(tmp_path / "store")
    for path in (tmp_path / "store" / "archive").iterdir():
        path.write_bytes(b"damaged")
    async with small_desk() as me:
        await me.fill("2 /", "selokan")
        await me.press("A")
        assert "1 arsip rusak" in me.text
        assert isinstance(me.screen, ArchiveScreen)


@run
async def test_a_desk_archives_daily_only_where_it_was_told_to(small_desk: Sit, tmp_path: Path) -> None:
    async with small_desk() as me:
        for handle in ("satu", "dua"):
            with me.desk.store.transaction() as tx:
                told = {"handle": handle, "state": "done", "platform_id": handle, "written_at": OLD}
                id = tx.insert("comments", new_comment(**told))
            me.clock.now += DAY
            await me.look_around()
            if handle == "satu":
                assert me.desk.store.repo("comments", Comment).get(id) is not None
                with me.desk.store.transaction() as tx:
                    tx.insert("settings", {"key": "archive_daily", "value": "on"})
        await me.look_around()
        assert archive.month_with(me.desk, id) == "2025-07"
        assert id not in me.app.inbox.rows


@run
async def test_a_desk_lets_go_of_what_was_kept_long_enough(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.desk.store.transaction() as tx:
            told = {"handle": "lama", "platform_id": "lama", "written_at": OLD}
            id = tx.insert("comments", new_comment(**told))
            tx.insert("settings", {"key": "retention_months", "value": "12"})
            tx.insert("settings", {"key": "retention_deed", "value": "remove"})
        me.clock.now += DAY
        await me.look_around()
        await me.look_around()
        assert me.desk.store.repo("comments", Comment).get(id) is None
        assert id not in me.app.inbox.rows
        assert me.place == "TodayScreen"
