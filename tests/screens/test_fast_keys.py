"""Keys that are faster than the disk, or come in one burst: each finds what the one before it did."""

import asyncio

import pytest
from textual import events
from textual.widgets import Input, TextArea

from desk import comments, rising
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run
from tests.screens.test_answering import compose, texts
from tests.screens.test_rising import flood


@run
async def test_each_of_two_answers_by_hand_is_for_another_citizen(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        async with me.standing_disk():
            await me.pilot.press("t", "t")
        assert texts(me, "sent") == {1: "Halo @warga_satu", 2: "Halo @warga_dua"}


@run
async def test_what_was_said_is_taken_back_by_the_same_key(small_desk: Sit) -> None:
    async with small_desk() as me:
        await flood(me)
        await me.press("!")
        async with me.standing_disk():
            await me.pilot.press("b", "b")
        assert rising.dismissed(me.desk) == set()


@run
async def test_the_cursor_of_the_comments_waits_for_no_disk_and_the_deeds_keep_their_order(small_desk: Sit) -> None:
    async with small_desk() as me:
        async with me.standing_disk():
            await me.pilot.press("+", "j")
            assert me.chosen == 2
            await me.pilot.press("-", "j")
            assert me.chosen == 2
        assert (me.comment(1).sentiment, me.comment(2).sentiment) == ("positive", "negative")
        assert me.chosen == 3


@run
async def test_a_macro_holds_all_that_was_done_however_fast(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("m", "5")
        async with me.standing_disk():
            await me.pilot.press("+", "c", "h", "m", "5")
        assert "positif" in me.foot
        assert "hoaks" in me.foot


@run
async def test_a_place_opens_on_what_was_done_before(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        async with me.standing_disk():
            await me.pilot.press("escape", "escape", "enter")
        assert me.place == "ConversationScreen"
        assert "Baik" in "\n".join(me.pane("preview"))


@run
async def test_what_is_typed_before_a_question_is_seen_is_no_answer_to_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("dari rina")
        await me.press("escape")
        comments.mark_sent(me.colleague(), me.comment(1), "dari budi")
        async with me.standing_disk():
            await me.pilot.press("t", "g")
        assert "budi menyimpan lebih dulu" in me.panel
        assert texts(me, "sent") == {1: "dari budi"}


async def burst(me: Sitting, *keys: str) -> None:
    """All these keys are there before the first is looked at, as over a slow line."""
    for key in keys:
        me.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await me.settle()


@run
async def test_no_letter_overtakes_a_backspace_or_an_arrow(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("/")
        await burst(me, "a", "b", "backspace", "c", "home", "x")
        assert me.screen.query_one(Input).value == "xac"
        await me.press("escape", "r")
        await burst(me, "a", "b", "backspace", "c", "left", "x", "backspace", "escape")
        assert me.screen.query_one("#reply", TextArea).text == "ac"


@run
async def test_what_takes_its_time_says_so_and_then_what_came_of_it(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.base.PATIENCE", 0.001)
    async with small_desk() as me:
        async with me.standing_disk():
            await me.pilot.press("plus")
            async with asyncio.timeout(10):
                while "sedang dikerjakan" not in me.words:
                    await me.pilot.pause(0.001)
        assert "Sentimen: positif" in me.words
