"""Skor, rekapitulasi and metrik at the keys: every figure opens its rows, blanks are filled in row by row."""

import re
from pathlib import Path

import pytest

from desk.posts import record_published
from domain.comments import Reply
from domain.metrics import Metrics, known
from domain.recap import Review
from domain.times import DAY, HOUR, MINUTE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import NOW, Sitting, run

SIZES = [(120, 36), (80, 24)]


def stored(me: Sitting) -> list[Metrics]:
    return list(me.desk.store.repo("metrics", Metrics).all())


# Skor


@pytest.mark.parametrize("size", SIZES)
@run
async def test_the_score_part_by_part(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as me:
        told = re.search(r"Skor (\d+)", me.frame[1])
        assert told
        await me.press("g", "r")
        assert me.place == "ScoreScreen"
        assert f"Skor {told[1]}" in me.frame[1]
        assert "4 dari 9" in me.text
        await me.press("=")
        assert "25 × min(1, tayang ÷ sasaran)" in me.words
        await me.press("escape", "enter")
        assert me.place == "FigureScreen"
        assert "4 baris" in me.text
        assert "P36 IG" in me.text
        await me.press("enter")
        assert me.place == "EditorScreen"
        await me.press("q", "escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_citizens_behind_a_part_open_their_conversation(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "r", *"jjjjj", "enter")
        assert "dijawab tepat waktu" in me.frame[0]
        await me.press("G", "enter")
        assert me.place == "ConversationScreen"


@run
async def test_days_and_accounts(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "r", "<")
        assert "Minggu 22 Nov" in me.frame[1]
        await me.press(">", ">")
        assert "Senin 23 Nov" in me.frame[1]
        assert "belum tiba" in me.foot
        await me.press("G", "enter")
        assert me.place == "ScoreScreen"
        assert "@kominfo_smbr" in me.frame[1]
        await me.press("escape")
        assert "semua akun" in me.frame[1]


@run
async def test_the_day_line_follows_what_is_done(small_desk: Sit) -> None:
    async with small_desk() as me:
        before = re.search(r"Skor (\d+)", me.frame[1])
        assert before
        variant = me.variants()[0]
        record_published(me.colleague(), variant.id, variant.slot_at if 0 < variant.slot_at < NOW else NOW, "")
        await me.look_around()
        after = re.search(r"Skor (\d+)", me.frame[1])
        assert after
        assert int(after[1]) > int(before[1])


@run
async def test_nothing_to_score(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")
        assert "Skor" not in me.frame[1]
        await me.press("g", "r")
        assert "Skor –" in me.frame[1]
        await me.press("enter", "=", "escape", "<", ">", "escape")
        assert me.place == "TodayScreen"


# Rekapitulasi


@pytest.mark.parametrize("size", SIZES)
@run
async def test_the_recap_of_a_day_a_week_a_month(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as me:
        await me.press("g", "e")
        assert me.place == "RecapScreen"
        assert "Rekapitulasi harian" in me.frame[1]
        await me.press("v")
        assert "Rekapitulasi pekanan" in me.frame[1]
        await me.press("<")
        assert "Sen 16 Nov – Min 22 Nov 2026" in me.frame[1]
        assert "75" in me.text
        await me.press("=")
        assert "konten yang tayang, dihitung per akun" in me.words
        await me.press("escape", "enter")
        assert me.place == "FigureScreen"
        assert "75 baris" in me.text
        await me.press("escape", "v")
        assert "Rekapitulasi bulanan" in me.frame[1]


@run
async def test_what_was_decided_after_a_week(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "e")
        await me.press("n")
        assert me.place == "RecapScreen"
        await me.press("v", "<")
        await me.fill("n", "Lebih banyak video pendek")
        await me.press("G")
        (kept,) = me.desk.store.repo("reviews", Review).all()
        assert (kept.week, kept.note, kept.by) == ("2026-11-16", "Lebih banyak video pendek", "rina")
        assert "Lebih banyak video pendek" in me.text
        await me.press("u")
        assert not list(me.desk.store.repo("reviews", Review).all())


@run
async def test_the_recap_is_copied_as_markdown_and_written_as_a_workbook(
    demo_desk: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with demo_desk() as me:
        await me.press("g", "e", "p")
        assert me.app.clipboard.startswith("# Rekapitulasi harian")
        await me.press("escape", ":")
        await me.type("rekapitulasi xlsx")
        await me.press("enter")
        assert (tmp_path / "meja" / "ekspor" / "rekap-day-2026-11-23.xlsx").exists()


@run
async def test_an_empty_recap(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape", "g", "e", "enter", "=", "escape", "v", "v", "G", "enter")
        assert me.place == "RecapScreen"


# Metrik


@pytest.mark.parametrize("size", SIZES)
@run
async def test_blanks_are_filled_in_row_by_row(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        variant = me.variants()[0]
        with me.desk.store.transaction() as tx:
            tx.update("variants", variant.id, {"state": "published", "published_at": NOW - 2 * DAY})
        me.app.spread({"variants": {variant.id}})
        await me.press("g", "m")
        assert "1 konten perlu diukur" in me.text
        await me.press("enter")
        await me.type("1,2 rb")
        await me.press("enter", "enter", "enter")
        assert [(one.day, known(one)) for one in stored(me)] == [("2026-11-23", {"followers": 1200})]
        while me.screen.query_one("#form").display and "suka" not in me.text:
            await me.press("escape", "j", "enter")
        assert "suka" in me.text
        for typed in ("900", "1.500", "30", "0", "", "2"):
            await me.type(typed)
            await me.press("enter")
        reading = next(one for one in stored(me) if one.variant)
        asked = known(reading)
        assert asked["likes"] == 30
        assert asked["comments"] == 0
        assert "shares" not in asked
        assert (asked["reach"], asked["views"]) == (900, 1500)


@run
async def test_what_is_no_count_is_said_and_nothing_is_lost(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "m", "enter")
        await me.type("dua ribu")
        assert "bukan hitungan" in me.text
        await me.press("f2")
        assert stored(me) == []
        assert "dua ribu" in me.text
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_a_reading_kept_aside_is_matched_by_its_number(small_desk: Sit) -> None:
    async with small_desk() as me:
        variant = me.variants()[0]
        with me.desk.store.transaction() as tx:
            tx.update("variants", variant.id, {"state": "published", "published_at": NOW - HOUR})
            tx.insert("metrics", Metrics(source="meta-content", ref="1801", title="Pasar murah", likes=7, read_at=NOW))
        me.app.spread({"variants": {variant.id}})
        await me.press("g", "m")
        assert "1 bacaan tanpa konten" in me.text
        await me.press("G")
        await me.fill("enter", "P999")
        assert "Tidak ada konten itu" in me.foot
        await me.fill("enter", f"p{variant.post}")
        assert [(one.variant, one.match) for one in stored(me)] == [(variant.id, "hand")]
        await me.press("u")
        assert [one.variant for one in stored(me)] == [0]


@run
async def test_a_citizen_answered_by_a_colleague_moves_the_score(small_desk: Sit) -> None:
    async with small_desk() as me:
        asked = put_comment(me.desk, kind="complaint", reply_due=NOW + HOUR, written_at=NOW - HOUR)
        await me.press("g", "r")
        with me.desk.store.transaction() as tx:
            tx.update("comments", asked, {"state": "answered"})
            tx.insert(
                "replies", Reply(comment=asked, platform="instagram", text="ya", state="sent", sent_at=NOW - MINUTE)
            )
        me.app.spread({"comments": {asked}, "replies": {1}})
        await me.settle()
        assert "1 dari 1" in me.text
