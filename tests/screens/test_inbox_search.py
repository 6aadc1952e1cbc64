"""Searching the inbox at the keys: answers while typing, the best first, and the very place again afterwards."""

import threading
from collections.abc import Callable, Iterator

import pytest

import wording
from desk.finding import Listing
from screens import inbox_search
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run
from wording import figures


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


def listed(me: Sitting) -> list[int]:
    return list(me.today.inbox_list.order)


@run
async def test_the_list_narrows_with_every_letter(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("/")
        counts = []
        for letter in "jalan":
            await me.type(letter)
            counts.append(len(listed(me)) - me.app.inbox.listing.similar)
            assert f"{figures.number(counts[-1])} cocok" in me.foot
        assert counts == sorted(counts, reverse=True)
        assert counts[0] > counts[-1] > 0
        assert me.chosen == listed(me)[0]
        await me.press("backspace")
        assert len(listed(me)) - me.app.inbox.listing.similar == counts[-2]
        assert "cari: jala" in me.pane("inbox-title")[0]


@run
async def test_escape_leads_back_to_the_very_place(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press(*"j" * 40)
        rows, before = me.today.inbox_list, listed(me)
        place = rows.chosen, rows.above, rows.cursor
        frame = me.pane("inbox")
        assert rows.above != rows.cursor  # It has scrolled.
        await me.press("/")
        await me.type("lampu")
        assert len(listed(me)) < 214
        await me.press("escape")
        assert (rows.chosen, rows.above, rows.cursor) == place
        assert listed(me) == before
        assert me.pane("inbox") == frame
        assert me.app.inbox.query == ""


@run
async def test_a_search_that_found_nothing_of_use_leads_back_too(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press(*"j" * 40)
        rows = me.today.inbox_list
        place = rows.chosen, rows.above
        await me.fill("/", "zzzz")
        assert me.chosen == 0
        await me.press("escape")
        assert (rows.chosen, rows.above) == place


@run
async def test_nothing_typed_or_all_of_it_erased_is_the_place_before(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("j", "/", "enter")
        assert (listed(me), me.chosen, me.app.inbox.query) == ([1, 2, 3], 2, "")
        await me.press("/", "l", "a", "backspace", "backspace")
        assert (listed(me), me.chosen) == ([1, 2, 3], 2)
        await me.press("enter")
        assert (listed(me), me.chosen, me.app.inbox.query) == ([1, 2, 3], 2, "")
        await me.fill("/", "?!")  # Signs ask for nothing.
        assert (listed(me), me.app.inbox.query) == ([1, 2, 3], "")


@run
async def test_after_enter_the_keys_are_for_the_best_one_found(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("/", *"kantor", "enter", "@")  # In one go: no answer has come before enter.
        assert listed(me) == [2]
        assert me.comment(2).assignee == "rina"
        await me.press("escape")
        assert (listed(me), me.chosen) == ([1, 2, 3], 2)


@run
async def test_misspelt_words_find_similar_ones_and_it_is_said(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("/")
        await me.type("lmapu")
        assert listed(me) == [1]
        assert "0 cocok · 1 mirip" in me.foot
        await me.press("enter")
        assert "0 cocok · 1 mirip" in me.pane("inbox-title")[0]
        assert me.chosen == 1


@run
async def test_similar_ones_stand_below_what_was_found(small_desk: Sit) -> None:
    async with small_desk() as me:
        similar = put_comment(me.desk, text="LMAPU mati", kind="emergency")
        part = put_comment(me.desk, text="lampunya", kind="praise")
        me.app.spread({"comments": {similar, part}})
        await me.press("/")
        await me.type("lampu")
        assert listed(me) == [1, part, similar]
        assert "2 cocok · 1 mirip" in me.foot


@run
async def test_a_comment_is_found_by_its_number(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("/", "k3")
        assert listed(me) == [3]


@run
async def test_a_second_search_begins_with_the_first_and_leads_back_to_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("/", "la")
        first = listed(me)
        assert first == [1, 3]
        await me.press("j", "/", "end", "m")
        assert listed(me) == [1]
        await me.press("escape")
        assert (listed(me), me.chosen, me.app.inbox.query) == (first, 3, "la")
        await me.press("/", "backspace")  # Nothing is left: the open ones.
        assert listed(me) == [1, 2, 3]
        await me.press("enter")
        assert (listed(me), me.app.inbox.query) == ([1, 2, 3], "")


@run
async def test_what_arrives_meanwhile_waits_until_afterwards(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("/", *"lampu")
        new = put_comment(me.desk, text="lampu lagi")
        me.app.spread({"comments": {new}}, by_others=True)
        await me.settle()
        assert listed(me) == [1]
        await me.press("escape")
        assert listed(me) == [1, 2, 3]
        assert me.app.inbox.arrived == {new}


@run
async def test_an_answer_that_comes_late_is_not_shown(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:
        inbox, late = me.app.inbox, threading.Event()
        honest = inbox.find

        def find(query: str, dropped: Callable[[], bool] = lambda: False) -> Listing | None:
            if query == "k":
                late.wait(20)
                assert dropped()
            return honest(query, dropped)

        monkeypatch.setattr(inbox, "find", find)
        await me.pilot.press("/", "k")
        await me.press("backspace", *"lampu")
        assert listed(me) == [1]
        late.set()
        await me.settle()
        assert listed(me) == [1]
        await me.press("escape")
        assert listed(me) == [1, 2, 3]


@run
async def test_the_memory_is_given_back_when_nobody_searches(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_search, "KEPT", 0.01)
    async with small_desk() as me:
        forgotten = threading.Event()
        honest = me.app.inbox.finder.forget_texts

        def forget() -> None:
            honest()
            forgotten.set()

        monkeypatch.setattr(me.app.inbox.finder, "forget_texts", forget)
        await me.fill("/", "lampu")
        await me.until(forgotten.is_set)
        await me.fill("/", "kantor")
        assert listed(me) == [2]


@run
async def test_in_english(small_desk: Sit) -> None:
    async with small_desk() as me:
        me.app.choose("language", "en")
        await me.fill("/", "lmapu")
        assert "0 found · 1 similar" in me.pane("inbox-title")[0]
