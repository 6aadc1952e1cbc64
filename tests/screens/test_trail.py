"""Jejak at the keys: newest first, searched, an entry whole, the chosen row kept."""

import pytest

from desk import comments as use
from domain.chain import redact
from screens.trail import TrailScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import SIZES, Sitting, run

NIK = "3508102304900001"


async def work_a_little(me: Sitting) -> None:
    """Rina sets a kind, notes something about the next comment, and takes that back."""
    await me.press("c", "r", "j")
    await me.fill("n", f"NIK {NIK}")
    await me.press("u")


def listed(me: Sitting) -> list[str]:
    return [row for row in me.pane("trail") if row.strip()]


@run
async def test_the_newest_stands_first_with_what_changed(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await me.press("g", "l")
        rows = listed(me)
        assert len(rows) == 3
        assert all("09.42" in row and "rina" in row for row in rows)
        assert "mengurungkan: mencatat" in rows[0]
        assert "K1" in rows[2]
        assert "kelas: aduan → apresiasi" in rows[2]
        assert NIK not in me.text
        assert "3 catatan" in me.text
        await me.press("escape")
        assert me.place == "TodayScreen"


@run
async def test_an_entry_whole(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await me.press("g", "l", "G", "enter")
        rows = me.panel.splitlines()
        assert "aduan  →  apresiasi" in next(row for row in rows if "│   kelas " in row)
        assert "–  →  rina" in next(row for row in rows if "kelas oleh" in row)
        assert "23 Nov 2026 09.42 WIB" in me.panel
        await me.press("escape", "k", "enter")
        assert "catatan" in me.panel
        assert NIK not in me.text


@pytest.mark.parametrize(
    ("query", "count"), [("rina", 3), ("sari", 0), ("K1", 1), ("mencatat", 2), ("kelas 23/11", 1), ("22/11", 0)]
)
@run
async def test_searching_and_clearing(small_desk: Sit, query: str, count: int) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await me.press("g", "l")
        await me.fill("/", query)
        assert me.screen.query_one("#trail").count() == count  # type: ignore[attr-defined]
        assert f"{query}" in me.pane("stand")[0]
        if not count:
            assert "Tidak ada yang cocok" in me.text
        await me.press("escape")
        assert len(listed(me)) == 3
        assert me.place == "TrailScreen"


@run
async def test_the_trail_of_the_chosen_comment_or_post(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await me.press("L")
        assert me.place == "TrailScreen"
        assert all("K2" in row for row in listed(me))
        await me.press("q", "1")
        await me.fill("w", "acaranya batal")
        await me.press("L")
        assert "P2" in me.pane("stand")[0]
        assert "batal" in listed(me)[0]


@run
async def test_what_others_do_meanwhile_stands_on_top_and_the_cursor_stays(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await me.press("g", "l", "j")
        screen = me.screen
        assert isinstance(screen, TrailScreen)
        chosen = screen.rows.chosen
        use.tag_sentiment(me.colleague(), 3, "positive")
        await me.look_around()
        assert "budi" in listed(me)[0]
        assert screen.rows.chosen == chosen
        assert listed(me)[2].startswith("›")


@pytest.mark.parametrize("size", SIZES)
@run
async def test_at_every_size_each_row_is_as_wide_as_the_terminal(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        await work_a_little(me)
        await me.press("g", "l")
        assert {len(row) for row in me.frame} == {size[0]}
        await me.press("enter")
        assert {len(row) for row in me.frame} == {size[0]}


@run
async def test_an_empty_trail_says_so(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")
        await me.press("g", "l")
        assert "Belum ada yang dilakukan" in me.text
        await me.press("enter", "j", "G")
        assert me.place == "TrailScreen"


async def check(me: Sitting) -> None:
    await me.press("g", "l", "colon")
    await me.type("periksa jejak")
    await me.press("enter")


@run
async def test_the_trail_is_checked_from_the_palette(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        await check(me)
        assert "Jejak utuh: 3 catatan, terantai." in me.words


@run
async def test_what_somebody_did_to_the_trail_is_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        with me.colleague().store.transaction() as tx:
            tx.delete("audit", 2)
        await check(me)
        assert "Catatan 2 dihapus." in me.words
        assert me.place == "TrailScreen"


@run
async def test_an_entry_whose_texts_were_erased(small_desk: Sit) -> None:
    async with small_desk() as me:
        await work_a_little(me)
        with me.colleague().step("author.erase", audit="summary", redacted=[1]) as step:
            entry = step.get("audit", 1)
            assert entry is not None
            step.update("audit", 1, redact(entry, step.audit_id, lambda *_: True))
        await me.look_around()
        await me.press("g", "l", "G", "enter")
        assert "dihapus sesuai undang-undang" in me.panel
        assert "apresiasi" not in me.panel
        await me.press("escape", "escape")
        await check(me)
        assert "Di 1 catatan ada yang dihapus sesuai undang-undang." in me.words
