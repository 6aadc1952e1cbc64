"""A rising issue at the keys: told once, one key to its place, from there to answers, a sheet, crisis mode."""

import re

import pytest

from desk import clarifications, restraint, rising
from domain.times import HOUR, MINUTE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import NOW, Sitting, run

SIZES = [(120, 36), (80, 24)]


async def flood(me: Sitting, text: str = "Air PDAM keruh min", count: int = 6) -> int:
    """Citizens say the same, one a minute; the first of them."""
    first = put_comment(me.desk, text=text, handle="warga0", kind="complaint", written_at=NOW - count * MINUTE)
    for at in range(1, count):
        put_comment(
            me.desk, text=text, handle=f"warga{at}", kind="complaint", written_at=NOW - at * MINUTE, group=first
        )
    me.app.spread({"comments": set()})
    await me.settle()
    return first


@pytest.mark.parametrize("size", SIZES)
@run
async def test_the_list_of_comments_tells_it_and_one_key_opens_it(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        assert "Isu naik" not in me.text
        await flood(me)
        assert "Isu naik: Air PDAM keruh, 6 komentar  ! buka" in me.text
        await me.press("!")
        assert me.place == "IssueScreen"
        for words in ("6 komentar", "dari 6 warga", "6 belum dijawab", "naik", "biasanya 0 per jam", "Instagram 6"):
            assert words in me.words
        assert "█" in me.text
        await me.press("enter")
        assert me.place == "ConversationScreen"
        await me.press("!")
        assert me.place == "IssueScreen"
        await me.press("escape", "escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_beside_an_issue_counts_are_whole_or_not_there_at_all(small_desk: Sit) -> None:
    async with small_desk(size=(76, 24)) as me:
        await flood(me, text="Air PDAM keruh sejak kemarin di Perumahan Asri", count=14)
        assert "  ! buka  " in me.frame[1]
        left, right = me.frame[1].split("! buka")
        assert "14 komentar" in left
        assert re.fullmatch(r" +\d+ belum dijawab( +\d+ lewat)?( +Skor \d+)?", right.rstrip())


@run
async def test_a_filter_is_told_before_an_issue(small_desk: Sit) -> None:
    async with small_desk() as me:
        await flood(me)
        await me.fill("l", "kelas:tanya")
        assert "Isu naik" not in me.text
        await me.press("escape")
        assert "Isu naik" in me.text


@run
async def test_all_of_it_are_marked_and_answered(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = await flood(me)
        with me.desk.store.transaction() as tx:
            tx.update("comments", first, {"state": "answered"})
        me.app.spread({"comments": {first}})
        await me.settle()
        await me.press("!", "*")
        assert me.place == "TodayScreen"
        assert "5 ditandai" in me.text
        assert "5 komentar menunggu, dan ditandai   r menjawab semuanya" in me.foot
        await me.press("escape", "escape", "!", "r")
        assert me.place == "ConversationScreen"


@run
async def test_a_comment_without_an_alarm_has_its_issue_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("!")
        assert me.place == "IssueScreen"
        assert "1 komentar" in me.words
        assert "naik" not in me.frame[1]
        await me.press("J")
        assert "Tidak ada isu naik lain." in me.foot


@run
async def test_no_issue_for_all_desks_and_undone(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = await flood(me)
        await me.press("!", "b")
        assert "Bukan isu selama dua minggu: Air PDAM keruh" in me.foot
        assert "dinyatakan bukan isu" in me.frame[1]
        assert rising.dismissed(me.desk) == {first}
        await me.press("escape")
        assert "Isu naik" not in me.text
        await me.press("u")
        assert "Isu naik" in me.text
        await me.press("!", "b", "b")
        assert rising.dismissed(me.desk) == set()


@run
async def test_another_desks_word_is_heard(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = await flood(me)
        rising.dismiss(me.colleague(), first)
        await me.look_around()
        assert "Isu naik" not in me.text


@run
async def test_a_sheet_is_opened_from_it_once(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = await flood(me)
        await me.press("!", "a")
        assert me.place == "SheetScreen"
        (sheet,) = clarifications.listed(me.desk)
        assert (sheet.claim, sheet.groups) == ("Air PDAM keruh", (first,))
        await me.press("escape")
        assert "L1 terbuka" in me.words
        await me.press("a")
        assert me.place == "SheetScreen"
        assert len(clarifications.listed(me.desk)) == 1


@run
async def test_crisis_mode_from_it_hurries_its_comments(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = await flood(me)
        other = await flood(me, "Lampu jalan mati di Sukamaju", 5)
        await me.press("!", "!", "enter", "y")
        on = restraint.crisis(me.desk)
        assert on
        assert (on.reason, on.groups) == ("Air PDAM keruh", (first,))
        assert me.comment(first).reply_due == NOW + 30 * MINUTE
        assert "termasuk krisis" in me.text
        await me.press("J")
        assert "Lampu jalan mati" in me.frame[0]
        await me.press("!")
        on = restraint.crisis(me.desk)
        assert on
        assert on.groups == (first, other)
        await me.press("K", "g", "c")
        assert "6 komentar" in me.words
        assert "6 belum dijawab" in me.words


@run
async def test_it_is_told_elsewhere_once(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "l")
        await flood(me)
        assert "Isu naik: Air PDAM keruh, 6 komentar" in me.foot
        await me.press("j")
        assert "Isu naik" not in me.foot
        await flood(me, "hal lain yang sama sekali berbeda", 3)
        assert "Isu naik" not in me.foot


@run
async def test_time_ends_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await flood(me)
        me.clock.now += 25 * HOUR
        await me.look_around()
        assert "Isu naik" not in me.text


@run
async def test_the_place_of_all_issues(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "i")
        assert "Tidak ada isu naik" in me.words
        await me.fill("a", "Vaksin bikin mandul")
        assert me.place == "SheetScreen"
        await me.press("escape")
        await flood(me)
        for words in ("Isu naik", "Air PDAM keruh", "Lembar klarifikasi", "L1", "Vaksin bikin mandul"):
            assert words in me.text
        await me.press("home", "enter")
        assert me.place == "IssueScreen"
        await me.press("escape", "G", "enter")
        assert me.place == "SheetScreen"
