"""Serah terima at the keys: each row opens its thing, one key copies the note."""

import pytest

from desk import clarifications, restraint
from domain.times import HOUR, MINUTE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import NOW, run

SIZES = [(120, 36), (80, 24)]


@pytest.mark.parametrize("size", SIZES)
@run
async def test_what_is_left_open_is_listed_and_opens(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        with me.desk.store.transaction() as tx:
            tx.update("variants", 1, {"slot_at": NOW - HOUR})
        late = put_comment(me.desk, text="Air keruh NIK 3578010101900001", kind="complaint", reply_due=NOW - MINUTE)
        clarifications.open_from(me.desk, "Vaksin bikin mandul")
        me.app.spread({"variants": {1}, "comments": {late}, "clarifications": {1}})
        await me.press("g", "s")
        assert me.place == "HandoverScreen"
        for words in ("Slot terlewat (1)", "P1", "Warga yang lewat tenggat (1)", f"K{late}", "lewat 1 m", "L1"):
            assert words in me.text
        await me.press("p")
        assert me.app.clipboard.startswith("SERAH TERIMA Kecamatan Ngadirejo\nSenin 23 Nov · 09.42 WIB · rina")
        assert f"- K{late} lewat 1 m IG Air keruh" in me.app.clipboard
        await me.press("escape", "enter")
        assert me.place == "EditorScreen"
        await me.press("q", "j", "enter")
        assert me.place == "ConversationScreen"
        await me.press("q", "G", "enter")
        assert me.place == "SheetScreen"


@run
async def test_nothing_is_left_open(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "s")
        assert "Tidak ada yang tertinggal." in me.text
        await me.press("enter", "j", "k", "G", "p")
        assert "Tidak ada yang tertinggal." in me.app.clipboard
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_it_follows_what_happens(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "s")
        restraint.start(me.colleague(), "Tanggul jebol")
        await me.look_around()
        assert "MODE KRISIS, antrean dibekukan: Tanggul jebol" in me.frame[0]
        assert "Mode krisis" in me.frame[2]
        await me.press("enter")
        assert me.place == "CrisisScreen"
