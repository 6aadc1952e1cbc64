"""The editor: filling in a post by keys, its way to approval and out, and what it refuses in words."""

import json
from pathlib import Path

import pytest

from desk import editing
from domain.audit import AuditEntry
from domain.outcomes import Done
from domain.posts import Post
from domain.times import HOUR, iso
from screens import editor_writing
from screens.editor import EditorScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run

HOSTILE = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[1] / "hostile-text.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(autouse=True)
def _no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor_writing, "AUTOSAVE", 3600.0)
    monkeypatch.setattr(editor_writing, "DEBOUNCE", 3600.0)


async def open_first(me: Sitting) -> EditorScreen:
    """Open the first row of the queue."""
    await me.press("1", "home", "enter")
    assert isinstance(me.screen, EditorScreen)
    return me.screen


async def go_to(me: Sitting, field: str) -> None:
    """Walk to a field."""
    assert isinstance(me.screen, EditorScreen)
    await me.press("home")
    for _step in range(60):
        if me.screen.form.chosen == field:
            return
        await me.press("tab")
    raise AssertionError(field)


async def write(me: Sitting, field: str, text: str) -> None:
    """Write a field from its end on, and leave it."""
    await go_to(me, field)
    await me.press("enter")
    await me.type(text)
    await me.press("escape")


async def choose(me: Sitting, field: str, letter: str) -> None:
    await go_to(me, field)
    await me.press("enter", letter)


def post(me: Sitting, id: int = 1) -> Post:
    return next(one for one in me.posts() if one.id == id)


async def fill_in(me: Sitting) -> None:
    """Give the first post all that review asks for."""
    await choose(me, "purpose", "k")
    await choose(me, "pillar", "i")
    await choose(me, "need", "i")
    await write(me, "gist", "Inti konten.")
    await write(me, "sources", "SE 470")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_from_plan_to_publication(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        await open_first(me)
        await me.press("s")
        assert "Belum siap" in me.words
        assert "tujuan belum diisi" in me.words
        await me.press("escape")
        await fill_in(me)
        assert (post(me).purpose, post(me).pillar, post(me).need) == ("engagement", "core", "information")
        await write(me, "slot:1", "")
        await go_to(me, "slot:1")
        await me.press("enter", *["backspace"] * 30)
        await me.type("besok 09.00")
        await me.press("enter")
        assert iso(me.variants()[0].slot_at, "WIB")[:16] == "2026-11-24T09:00"
        await me.press("s")
        assert post(me).state == "review"
        budi = me.colleague()
        assert isinstance(editing.approve(budi, 1), Done)
        await me.look_around()
        assert "disetujui" in me.text
        await me.press("s")
        assert me.variants()[0].state == "scheduled"
        await me.fill("t", "09.40 -")
        assert me.variants()[0].state == "published"
        assert "tayang" in me.text


@run
async def test_what_is_missing_is_named_and_goes_as_it_comes(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        assert "belum, 5 hal" in me.text
        await choose(me, "purpose", "k")
        assert "belum, 4 hal" in me.text
        await fill_in(me)
        assert "ya" in me.text.split("Siap ditelaah?")[1].split("\n")[0]
        await go_to(me, "sources")
        await me.press("enter", *["backspace"] * 6, "escape")
        assert "sumber belum ada untuk “1”" in me.words


@run
async def test_characters_are_counted_while_they_are_typed(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "add")
        await me.press("enter", "x")
        assert [one.account for one in me.variants() if one.post == 1] == [1, 2]
        await go_to(me, "caption")
        await me.press("enter")
        assert isinstance(me.screen, EditorScreen)
        me.screen.text_field.insert("a" * 275)
        await me.settle()
        assert "287/280" in me.text
        assert "lebih 7" in me.text
        assert post(me).caption == "Isi konten 1"
        await me.press("escape")
        assert len(post(me).caption) == 287


@run
async def test_an_own_caption_for_one_channel(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "channel:1")
        await me.press("enter")
        await me.type("!")
        await me.press("escape")
        assert me.variants()[0].caption == "Isi konten 1!"
        assert "takarir sendiri" in me.text
        assert post(me).caption == "Isi konten 1"


@run
async def test_a_field_leaves_one_entry_and_can_be_taken_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await write(me, "title", " baru")
        assert [one.verb for one in me.desk.store.repo("audit", AuditEntry).all()] == ["post.edit"]
        await me.press("u")
        assert post(me).title == "Konten 1"


@run
async def test_a_burst_of_keys_over_several_fields_meets_no_conflict(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "title")
        await me.press("enter", "x", "tab", "enter", "y", "tab", "enter", "z", "escape", "home", "enter", "k")
        assert (post(me).title, post(me).gist, post(me).caption) == ("Konten 1x", "y", "Isi konten 1z")
        assert post(me).purpose == "engagement"
        assert me.panel == ""


@run
async def test_who_leaves_at_once_leaves_nothing_behind(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "title")
        await me.press("enter", "x", "tab", "enter", "y", "escape", "q", "j", "enter")
        assert (post(me).title, post(me).gist) == ("Konten 1x", "y")
        assert isinstance(me.screen, EditorScreen)
        assert "Konten 2" in me.frame[0]


@run
async def test_what_was_typed_survives_a_broken_line(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "caption")
        await me.press("enter")
        await me.type(" dan lagi")
        assert isinstance(me.screen, EditorScreen)
        me.screen.keep_drafts()
        assert post(me).caption == "Isi konten 1"
    async with small_desk() as me:
        await open_first(me)
        assert isinstance(me.screen, EditorScreen)
        assert me.screen.text_field.text == "Isi konten 1 dan lagi"
        await me.press("escape")
        assert post(me).caption == "Isi konten 1 dan lagi"
        assert editing.drafts_of(me.desk, 1) == []


@run
async def test_what_rests_is_kept(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor_writing, "AUTOSAVE", 0.001)
    async with small_desk() as me:
        await open_first(me)
        await go_to(me, "gist")
        await me.press("enter", "a")
        await me.until(lambda: [one.text for one in editing.drafts_of(me.desk, 1)] == ["a"])
        await me.press("escape")
        assert post(me).gist == "a"
        assert editing.drafts_of(me.desk, 1) == []


@run
async def test_guards_say_why(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await fill_in(me)
        await me.press("s", "b", *"ab", "escape")
        me.colleague().step("x")
        budi = me.colleague()
        assert isinstance(editing.edit(budi, 2, "note", "hadir"), Done)
        await me.look_around()
        await me.press("s")
        assert "admin lain yang harus menyetujui" in me.words
        await me.fill("b", "  ")
        assert "alasan" in me.words.lower()
        await me.fill("b", "sumbernya mana")
        assert post(me).return_reason == "sumbernya mana"
        await me.until(lambda: "sumbernya mana" in me.text)
        await me.press("s")
        assert post(me).state == "draft"
        await me.press("b")
        assert "tidak sedang ditelaah" in me.words
        await go_to(me, "slot:1")
        await me.press("enter", "x", "enter")
        assert "besok 09.30" in me.words
        await me.press("escape")
        await me.fill("w", "batal")
        assert me.variants()[0].state == "cancelled"


@run
async def test_an_edit_after_approval_says_what_it_takes_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await fill_in(me)
        await me.press("s", "s")
        assert "Disetujui sendiri" in me.words
        assert post(me).own_approval
        await write(me, "title", "!")
        assert "Persetujuan gugur" in me.foot
        assert post(me).state == "draft"


@run
async def test_a_colleagues_edit_shows_and_ours_is_not_lost(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        budi = me.colleague()
        assert isinstance(editing.edit(budi, 1, "gist", "Kata Budi"), Done)
        await me.look_around()
        assert "Kata Budi" in me.text
        await go_to(me, "title")
        await me.press("enter", "x")
        assert isinstance(editing.edit(budi, 1, "title", "Judul Budi"), Done)
        await me.look_around()
        await me.press("escape")
        assert post(me).title == "Judul Budi"
        assert "Judul Budi" in me.text
        assert "Konten 1x" in me.text


@run
async def test_free_slot_postpone_and_remove(small_desk: Sit) -> None:
    async with small_desk() as me:
        await open_first(me)
        await me.press("]")
        assert iso(me.variants()[0].slot_at, "WIB")[11:16] == "12:00"  # 10.42 is taken: 10 and 11 are too near
        await me.fill("z", "hujan")
        assert (me.variants()[0].state, me.variants()[0].reason) == ("postponed", "hujan")
        await go_to(me, "channel:1")
        await me.press("delete")
        assert "membatalkannya" in me.words
        await me.press("]")
        assert me.variants()[0].state == "planned"
        await me.press("delete")
        assert [one.post for one in me.variants()] == [2]
        assert "kanal belum ada" in me.text


@run
async def test_a_new_draft_from_an_empty_line(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "a", "enter")
        assert me.place == "EditorScreen"
        await write(me, "title", "Baru")
        assert [one.title for one in me.posts()][-1] == "Baru"
        await me.press("q")
        assert me.place == "TodayScreen"


@run
async def test_on_a_narrow_screen_the_parts_are_tabs(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        await open_first(me)
        assert "Untuk apa" in me.text
        assert "Siap ditelaah?" not in me.text
        await me.press("2")
        await me.until(lambda: "Pratinjau Instagram" in me.text)
        await me.press("3")
        await me.until(lambda: "Siap ditelaah?" in me.text)
        await me.press("1")
        await me.until(lambda: "Untuk apa" in me.text)


@run
async def test_what_is_typed_is_stored_as_typed_and_shown_clean(small_desk: Sit) -> None:
    async with small_desk() as me:
        screen = await open_first(me)
        for field in ("title", "gist", "theme", "owner", "note", "media:0:path", "media:0:alt_text", "hashtags"):
            await go_to(me, field)
            await me.press("enter")
            screen.line_field.value = "\x1b[31m\u202e" + field
            await me.press("escape")
        one = post(me)
        assert {one.gist, one.theme, one.owner, one.note} == {
            f"\x1b[31m\u202e{name}" for name in ("gist", "theme", "owner", "note")
        }
        assert one.media[0].alt_text == "\x1b[31m\u202emedia:0:alt_text"
        assert "\x1b" not in me.text
        assert "\u202e" not in me.text


@run
async def test_the_queue_has_the_same_verbs(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "home", "s")
        assert "Belum siap" in me.words
        await me.press("escape", "]")
        assert iso(me.variants()[0].slot_at, "WIB")[11:16] == "12:00"
        await me.fill("z", "hujan")
        assert me.variants()[0].state == "postponed"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_hostile_text_in_every_field_is_harmless(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        for text in HOSTILE[::60]:
            with me.desk.step("post.test") as step:
                media = [{"path": text[:200], "alt_text": text[:200]}] if text.strip() else []
                fields = dict.fromkeys(("title", "gist", "caption", "theme", "owner", "note", "return_reason"), text)
                tags = {"sources": [text], "hashtags": [text], "media": media, "state": "returned"}
                step.update("posts", 1, {**fields, **tags})
                step.update("variants", 1, {"caption": text, "slot_at": NOW + HOUR})
            me.app.spread({"posts": {1}, "variants": {1}})
            await open_first(me)
            for key in ("1", "2", "3"):
                await me.press(key)
                shown = me.text
                assert not any(ord(char) < 32 and char != "\n" for char in shown)
                assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in shown)
                assert {len(row) for row in map(str.rstrip, me.frame)} <= set(range(size[0] + 1))
            await me.press("q")


@run
async def test_a_title_that_lures_is_told_with_a_plainer_way_and_stops_nobody(small_desk: Sit) -> None:
    async with small_desk() as me:
        screen = await open_first(me)
        await me.until(lambda: screen._judge is not None)
        await write(me, "title", " Viral! Netizen heboh, ternyata begini...")
        assert "judul: “Viral”" in me.text
        await me.press("u")
        assert "judul: “Viral”" not in me.text
