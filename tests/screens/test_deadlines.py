"""Until when a matter is to be settled: seen beside the comment, and changed for a complaint from the palette."""

from domain.times import iso
from tests.screens.conftest import Sit
from tests.screens.sitting import run


@run
async def test_a_complaint_shows_when_it_is_to_be_settled_and_may_be_given_more_days(small_desk: Sit) -> None:
    async with small_desk() as me:
        assert "tuntas sebelum 30 Nov 16.00" in me.text
        await me.fill(":", "tuntas 14")
        assert me.comment(1).follow_up_days == 14
        assert iso(me.comment(1).follow_up_due or 0)[:16] == "2026-12-11T16:30"
        await me.press("u")
        assert me.comment(1).follow_up_days == 0


@run
async def test_praise_is_not_to_be_settled(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("j", "j")
        assert "tuntas sebelum" not in me.text
        await me.fill(":", "tuntas 14 hari")
        assert me.comment(3).follow_up_due is None


@run
async def test_after_the_first_reply_only_the_settlement_is_due(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Kami cek hari ini.")
        await me.press("escape", "t")
        assert me.comment(1).state == "answered"
        assert "tuntas sebelum 30 Nov 16.00" in me.text
        assert "11.30" not in me.text
