"""Posts that go out by themselves at the keys: scheduled, let go now, held up, left to a person."""

import re
from typing import Any

import pytest

from desk.desk import Desk
from domain.connections import Connection
from domain.deliveries import Delivery
from domain.outbox import STUCK_AFTER
from domain.posts import Media, Post, Variant
from domain.readiness import seal
from domain.restraint import Crisis
from domain.times import HOUR, MINUTE
from screens.editor import EditorScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run

X = 2
"""The account of the small desk on X, connected here."""


async def plan(me: Sitting, *, account: int = X, slot_at: int = NOW + HOUR, **fields: Any) -> int:
    """An approved post on a connected account, chosen in the queue; its variant's id."""
    desk = me.colleague()
    with desk.step("test") as step:
        if not list(desk.store.repo("connections", Connection).all()):
            step.insert("connections", Connection(account=X))
            step.insert("connections", Connection(account=1))
        post = Post(title="Pasar murah", caption="Pasar murah besok.\u200b", gist="Pasar murah", **fields)
        id = step.insert("posts", post)
        variant = step.insert("variants", Variant(post=id, account=account, slot_at=slot_at))
    approve(desk, id)
    await me.look_around()
    await me.press("1")
    await choose(me, variant)
    return variant


def approve(desk: Desk, post: int) -> None:
    found = desk.store.repo("posts", Post).get(post)
    assert found
    own = [one for one in desk.store.repo("variants", Variant).all() if one.post == post]
    with desk.step("test") as step:
        step.update("posts", post, {"state": "approved", "approved_by": "budi", "seal": seal(found, own)})


async def choose(me: Sitting, variant: int) -> None:
    rows = me.today.queue_list
    rows.choose_row(next(at for at, row in enumerate(rows.rows) if row.id == variant))
    await me.settle()


def held(me: Sitting) -> list[Delivery]:
    return list(me.desk.store.repo("deliveries", Delivery).all())


def row(me: Sitting) -> str:
    (found,) = [one for one in me.pane("queue") if re.search(r"(\d\d\.\d\d|–) +(X|IG) +. Pasar murah", one)]
    return found.strip()


async def change(me: Sitting, **fields: Any) -> None:
    """Another desk sends, and this is what became of it."""
    with me.colleague().step("test") as step:
        step.update("deliveries", held(me)[0].id, fields)
    await me.look_around()
    if me.panel:  # Bad news is told at once.
        await me.press("escape")


async def find_in_calendar(me: Sitting) -> None:
    await me.press("g", "k")
    while "Pasar murah" not in me.pane("calendar-detail")[0]:
        await me.press("j")


@run
async def test_what_is_scheduled_goes_out_by_itself_and_the_row_says_so(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me)
        assert "○ Pasar murah" in row(me)
        await me.press("s")
        assert "Terjadwal di 1 kanal. Terbit sendiri saat waktunya tiba" in me.foot
        assert "↑ Pasar murah" in row(me)
        assert "terbit sendiri" in me.words
        await me.press("?")
        assert "↑ terbit sendiri" in me.panel
        await me.press("escape")
        await me.press("u")
        assert held(me) == []
        assert "○ Pasar murah" in row(me)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_what_goes_out_is_shown_and_the_next_key_lets_it_go(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        await plan(me, slot_at=0, media=(Media(path="/foto/pasar.jpg", alt_text="Loket"),))
        await me.press("s")
        assert "X  @ngadirejo" in me.panel
        for told in ("Pasar murah besok.", "/foto/pasar.jpg", "Loket", "enter terbitkan sekarang"):
            assert told in me.panel
        assert held(me) == []
        await me.press("s", "s")  # Held down.
        assert held(me) == []
        await me.press("enter")
        assert me.panel == ""
        assert "Dikirim" in me.foot
        (delivery,) = held(me)
        assert delivery.at_once
        assert delivery.by == "rina"
        assert "segera" in me.words
        await me.press("u")
        assert held(me) == []
        assert me.variants()[-1].state == "planned"


@run
async def test_escape_lets_nothing_go(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me, slot_at=0)
        await me.press("s", "escape")
        assert me.panel == ""
        assert held(me) == []


@run
async def test_before_its_time_is_said_s_schedules_and_then_it_lets_go(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me)
        await me.press("s")
        assert me.panel == ""
        await me.press("s")
        assert "Terbitkan P3 sekarang" in me.panel
        await me.press("enter")
        assert [one.at_once for one in held(me)] == [True]


@run
async def test_what_the_interface_does_not_take_is_said_in_words(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        variant = await plan(
            me, account=1, slot_at=NOW + 3 * HOUR, media=(Media(path="/foto/pasar.jpg", alt_text="Loket"),)
        )
        await me.press("s")
        assert "Instagram dengan tangan: gambarnya perlu" in me.panel
        await me.press("escape", "s")
        assert "Tidak bisa terbit sendiri di sana: gambarnya" in me.panel
        assert "enter terbitkan" not in me.panel
        await me.press("s")
        assert me.panel
        assert held(me) == []
        await me.press("p")
        assert me.app.clipboard.startswith("Pasar murah besok.")
        await me.press("escape")
        await choose(me, variant)
        assert "b dengan tangan" not in me.foot


@run
async def test_the_panel_of_the_caption_leads_there_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me, slot_at=0)
        await me.press("p", "s")
        assert "Terbitkan P3 sekarang" in me.panel
        await me.press("enter")
        assert len(held(me)) == 1


@run
async def test_without_an_interface_nothing_of_it_is_seen(small_desk: Sit) -> None:
    async with small_desk() as me:
        desk = me.colleague()
        approve(desk, 2)
        await me.look_around()
        await me.press("1")
        await choose(me, 2)
        await me.press("s")
        assert me.foot.startswith("● Terjadwal di 1 kanal   u urung")
        assert "terbit" not in me.words
        await me.press("s")
        assert me.panel == ""
        await me.press("?")
        assert "terbit" not in me.panel
        await me.press("escape", "p")
        assert "API" not in me.panel


@run
async def test_a_person_takes_it_on(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me)
        await me.press("s")
        await me.press("b")
        assert held(me) == []
        assert me.variants()[-1].state == "scheduled"
        assert "○ Pasar murah" in row(me)
        assert "Tidak terbit sendiri lagi" in me.foot
        await me.press("u")
        assert len(held(me)) == 1
        await me.press("s", "b")  # The same key in the panel.
        assert held(me) == []


@run
async def test_what_was_left_to_a_person_may_go_out_by_itself_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me)
        await me.press("s", "b")
        assert held(me) == []
        await me.press("s")
        assert "s terbit sendiri" in me.panel
        await me.press("s")
        assert [one.at_once for one in held(me)] == [False]
        assert "↑ Pasar murah" in row(me)
        await me.press("s")
        assert "s terbit sendiri" not in me.panel


HELD_UP = [
    ({"state": "failed", "error": "too_late"}, "gagal", "gagal terbit", "lebih dari 15 menit"),
    ({"state": "failed", "error": "refused", "error_detail": "no"}, "gagal", "gagal terbit", "ditolak platform"),
    ({"state": "unknown", "error": "cannot_tell"}, "terbit?", "tidak pasti terbit", "tidak bisa memastikan"),
]


@pytest.mark.parametrize(("fields", "word", "words", "why"), HELD_UP)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_what_holds_it_up_is_told_everywhere(
    small_desk: Sit, size: tuple[int, int], fields: dict[str, Any], word: str, words: str, why: str
) -> None:
    async with small_desk(size=size) as me:
        await plan(me)
        await me.press("s")
        await change(me, **fields)
        assert "! Pasar murah" in row(me)
        assert row(me).split(" │")[0].rstrip().endswith(word)
        assert words in me.words
        await me.press("enter")
        assert isinstance(me.screen, EditorScreen)
        assert f"! {word}" in me.frame[1]
        assert words in me.text
        await me.press("2")
        assert why.split()[0] in me.words
        await me.press("escape")
        await me.press("escape")
        await find_in_calendar(me)
        assert words in me.words


@run
async def test_in_ascii_and_without_colour_it_is_told_in_words(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domain.preferences import NO_COLOUR, Preferences

    async with small_desk(preferences=Preferences(ascii=True, theme=NO_COLOUR)) as me:
        await plan(me)
        await me.press("s")
        assert "~ Pasar murah" in row(me)
        await change(me, state="failed", error="refused")
        assert "! Pasar murah" in row(me)
        assert "gagal" in row(me)


@run
async def test_who_should_be_at_it_and_is_not(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me, slot_at=NOW + MINUTE)
        await me.press("s")
        me.clock.now += 2 * MINUTE
        await me.look_around()
        assert "Waktunya" not in me.foot
        assert "↑ Pasar murah" in row(me)
        me.clock.now += STUCK_AFTER
        await me.look_around()
        assert "Waktunya tayang: X Pasar murah" in me.foot
        assert "macet" in row(me)
        assert "mestinya sudah terbit" in me.words


@run
async def test_a_crisis_keeps_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me, slot_at=0)
        with me.colleague().step("test") as step:
            step.insert("crises", Crisis(reason="Banjir", started_at=NOW))
        await me.look_around()
        await me.press("s")
        assert "Mode krisis" in me.panel
        await me.press("s")
        assert held(me) == []


@run
async def test_what_is_not_approved_any_more_is_not_offered(small_desk: Sit) -> None:
    async with small_desk() as me:
        variant = await plan(me, slot_at=0)
        with me.colleague().step("test") as step:
            step.update("variants", variant, {"caption": "Diam-diam lain"})
        await me.look_around()
        await me.press("s")
        assert "Tidak bisa terbit sekarang: isinya bukan lagi yang disetujui." in me.panel
        await me.press("s")
        assert held(me) == []


@run
async def test_from_the_editor_and_the_calendar(small_desk: Sit) -> None:
    async with small_desk() as me:
        await plan(me, slot_at=NOW + HOUR)
        for key in ("enter", "s", "s", "s"):
            await me.press(key)
        assert len(held(me)) == 1
        assert "terbit sendiri" in me.text
        await me.press("b")
        assert held(me) == []
        await me.press("escape")
        await find_in_calendar(me)
        await me.press("s")
        assert "Terbitkan P3 sekarang" in me.panel
        await me.press("enter")
        assert len(held(me)) == 1


@run
async def test_the_trail_and_the_history_speak_plainly(small_desk: Sit) -> None:
    async with small_desk(size=(80, 36)) as me:
        await plan(me)
        await me.press("s")
        with me.colleague().step("variant.failed", why="picture_missing") as step:
            step.update("deliveries", held(me)[0].id, {"state": "failed", "error": "picture_missing"})
        await me.look_around()
        await me.press("escape")
        await me.press("enter")
        await me.press("3")
        assert "gagal menerbitkannya: berkas gambarnya tidak ada" in me.words
        await me.press("L")
        assert "gagal menerbitkannya" in me.text
        assert "P3" in me.text
        assert "keadaan: terencana" in me.text
        await me.press("enter")
        assert "terbit sendiri → gagal terbit" in me.words
        assert "berkas gambarnya tidak ada" in me.words
        for code in ("variant.failed", "picture_missing", "deliveries"):
            assert code not in me.text
