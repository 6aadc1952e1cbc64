"""Publishing by hand at the keys: what is due is announced, captions and paths are copied, addresses are checked."""

import pytest

from desk import editing
from domain.posts import Media
from domain.times import HOUR, MINUTE
from screens.editor import EditorScreen
from screens.ideas import IdeasScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run


def approve(me: Sitting, id: int) -> None:
    with me.colleague().step("test") as step:
        step.update("posts", id, {"state": "approved", "approved_by": "budi"})


@run
async def test_a_due_post_is_announced_at_its_minute_wherever_one_is(small_desk: Sit) -> None:
    async with small_desk() as me:
        approve(me, 2)
        await me.look_around()
        await me.press("g", "d")
        me.clock.now += HOUR
        await me.look_around()
        assert me.foot.startswith("► Waktunya tayang: IG Konten 2")
        await me.press("j")
        await me.look_around()
        assert "Waktunya" not in me.foot


@run
async def test_what_nobody_approved_is_told_loudly_at_its_time(small_desk: Sit) -> None:
    async with small_desk() as me:
        rung: list[bool] = []
        me.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        me.clock.now += HOUR
        await me.look_around()
        assert me.foot.startswith("! Waktunya tayang, tetapi belum disetujui: IG Konten 2")
        assert rung
        assert sum("belum acc" in row for row in me.pane("queue")) == 2


@run
async def test_while_typing_the_announcement_waits(small_desk: Sit) -> None:
    async with small_desk() as me:
        approve(me, 2)
        await me.press("1", "a")
        await me.type("x 11")
        me.clock.now += HOUR
        await me.look_around()
        assert "konten baru" in me.foot
        await me.press("escape")
        await me.look_around()
        assert "Waktunya tayang" in me.foot


@run
async def test_what_went_out_while_one_was_typing_is_not_announced(small_desk: Sit) -> None:
    async with small_desk() as me:
        approve(me, 2)
        await me.press("1", "a")
        me.clock.now += HOUR
        await me.look_around()
        with me.colleague().step("test") as step:
            step.update("variants", 2, {"state": "published", "published_at": me.clock.now})
        await me.look_around()
        await me.press("escape")
        await me.look_around()
        assert "Waktunya" not in me.foot


@run
async def test_the_caption_is_copied_and_then_the_paths_of_the_pictures(small_desk: Sit) -> None:
    async with small_desk() as me:
        media = (Media(path="/foto/satu.jpg", alt_text="Loket"), Media(path="/foto/dua.jpg"))
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"media": media})
        await me.look_around()
        await me.press("1", "home", "p")
        assert me.app.clipboard == "Isi konten 1"
        assert "/foto/satu.jpg" in me.text
        assert "Loket" in me.text
        await me.press("m")
        assert me.app.clipboard == "/foto/satu.jpg\n/foto/dua.jpg"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("09.40 https://x.com/ngadirejo/status/1", "Itu alamat X"),
        ("09.40 https://instagram.com/", "bukan alamat unggahannya"),
        ("23.59 -", "belum tiba"),
        ("09.40", "09.02 https"),
    ],
)
@run
async def test_a_wrong_line_can_be_mended(small_desk: Sit, line: str, told: str) -> None:
    async with small_desk() as me:
        await me.press("1", "home")
        await me.fill("t", line)
        assert told in me.foot
        assert line in me.foot  # What was typed is not lost.
        await me.press("escape")
        assert me.variants()[0].state == "planned"


@run
async def test_a_record_is_corrected_where_it_stands(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "home")
        await me.fill("t", "-")
        assert me.variants()[0].url == ""
        await me.press("t", "backspace")
        await me.type("instagram.com/p/abc")
        assert "instagram.com/p/abc" in me.foot
        await me.press("enter")
        assert "Dibetulkan" in me.foot
        assert me.variants()[0].url == "https://instagram.com/p/abc"
        await me.press("u")
        assert me.variants()[0].url == ""


@run
async def test_an_idea_becomes_a_draft_in_the_editor(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "d")
        assert isinstance(me.screen, IdeasScreen)
        assert "paling tipis" in me.text
        assert "disarankan" in me.text
        await me.press("a")
        assert isinstance(me.screen, EditorScreen)
        made = me.posts()[-1]
        assert made.idea
        assert made.title in me.frame[0]
        await me.press("q")
        assert isinstance(me.screen, IdeasScreen)
        assert "1 konten" in me.text


@run
async def test_an_idea_is_noted_found_and_put_away(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "d")
        await me.fill("n", "warga: Kabar dari RT sebelas")
        assert "Kabar dari RT sebelas" in next(row for row in me.frame if row.startswith("›"))
        await me.press("home")
        await me.fill("/", "rt sebelas")
        chosen = next(row for row in me.frame if row.startswith("›"))
        assert "Kabar dari RT sebelas" in chosen
        await me.press("delete")
        assert "Kabar dari RT sebelas" not in me.text
        await me.press("u")
        assert "Kabar dari RT sebelas" in me.text
        before = next(row for row in me.frame if row.startswith("›"))
        await me.press("tab")
        assert next(row for row in me.frame if row.startswith("›")) != before


@run
async def test_the_gates_of_a_release_are_in_the_editor(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"format": "press_release"})
        await me.look_around()
        await me.press("1", "home", "enter")
        assert "Siaran pers" in me.text
        assert "0 dari 5" in me.text
        await me.press("end", *"kkkk", "enter", "l")  # The last gate, above the press conference: passed.
        assert "1 dari 5" in me.text
        press = me.posts()[0].press
        assert press
        assert press.ticked == ("ethics",)
        assert editing.approve(me.desk, 1).__class__.__name__ == "Refused"
        await me.press("p")
        assert me.app.clipboard.startswith("SIARAN PERS\n\nKonten 1\n\nIsi konten 1")


@run
async def test_the_tone_of_a_text_is_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"caption": "Silakan bersurat resmi. Coblos nomor 2!"})
        await me.look_around()
        await me.press("1", "home", "enter")
        await me.settle()
        assert "bersurat resmi" in me.words.split("Siap ditelaah?")[1]
        assert "“Coblos nomor 2”" in me.text


@run
async def test_a_minute_without_anything_due_says_nothing(small_desk: Sit) -> None:
    async with small_desk() as me:
        foot = me.foot
        me.clock.now += MINUTE
        await me.look_around()
        assert me.foot == foot


@run
async def test_a_day_later_the_row_opens_the_metric_sheet(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "home")
        await me.fill("t", "09.40 -")
        me.clock.now += 24 * HOUR
        await me.look_around()
        assert sum("ukur" in row for row in me.pane("queue")) == 1
        await me.press("home")
        while "ukur" not in next(row for row in me.pane("queue") if "›" in row):
            await me.press("j")
        await me.press("enter")
        assert me.place == "MetricsScreen"
        for count in ("120", "340", "12", "3", "2", "1"):
            await me.type(count)
            await me.press("enter")
        await me.settle()
        await me.press("escape", "q")
        assert sum("ukur" in row for row in me.pane("queue")) == 0


@run
async def test_a_key_that_cannot_be_meant_says_why(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "home")
        await me.fill("t", "-")
        for key in ("]", "z"):
            await me.press(key)
            assert "Sudah dicatat tayang" in me.foot
        await me.fill("w", "salah gambar")
        assert me.variants()[0].state == "withdrawn"
        for key, told in (("t", "dikeluarkan dari rencana"), ("z", "dikeluarkan dari rencana"), ("b", "tidak sedang")):
            await me.press(key)
            assert told in me.foot, me.foot


@run
async def test_a_draft_without_a_channel_says_so(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "a", "enter", "q")
        await me.press("G")
        for key in ("t", "]", "z", "w"):
            await me.press(key)
            assert "Belum punya kanal" in me.foot, (key, me.foot)


@run
async def test_a_press_conference_keeps_its_questions_as_tasks(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"format": "press_release"})
        await me.look_around()
        await me.press("1", "home", "enter", "end", "enter")
        await me.type("Kompas: kapan dibuka?")
        await me.press("escape")
        assert "belum dijawab" in me.text
        await me.press("q")
        assert "1 tanya" not in "".join(me.pane("queue"))  # What is due says so first.
        me.clock.now += 24 * HOUR
        await me.look_around()
        with me.colleague().step("test") as step:
            step.update("variants", 1, {"state": "cancelled"})
        await me.look_around()
        assert "1 tanya" in "".join(me.pane("queue"))


@run
async def test_a_press_conference_from_its_time_to_its_minutes(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"format": "press_release"})
        await me.look_around()
        await me.press("1", "home", "enter", "end", *"kkk")
        for typed in ("11.00", "Pendopo", "Sari"):
            await me.press("enter")
            await me.type(typed)
            await me.press("escape", "j")
        await me.press("enter")
        await me.type("Camat")
        await me.press("escape", "end", "enter")
        await me.type("Kompas: kapan dibuka?")
        await me.press("escape")
        for told in ("11.00", "Pendopo", "Sari", "Camat", "belum dijawab"):
            assert told in me.text
        await me.press("p", "n")
        assert me.app.clipboard == (
            "NOTULEN KONFERENSI PERS\n\nKonten 1\n\nWaktu: Senin, 23 November 2026, 11.00 WIB\nTempat: Pendopo\n"
            "Narasumber:\n- Sari, Camat\n\nTANYA JAWAB\n\n1. Kompas: kapan dibuka?\n   Jawab: menyusul"
        )
        await me.press("escape", "q")
        row = next(row for row in me.pane("queue") if "konpers" in row)
        assert "11.00" in row
        me.clock.now += 2 * HOUR
        await me.look_around()
        row = next(row for row in me.pane("queue") if "11.00" in row)
        assert "1 tanya" in row
        await me.press("g", "k")
        assert "11.00 pers" in me.text
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"format": "text"})
        await me.look_around()
        await me.press("q", "1", "end", "enter", "end", "k")
        assert "Pendopo" in me.text  # What was written stays in sight.


@run
async def test_a_press_conference_stands_in_the_calendar(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            held = {"held_at": NOW + 24 * HOUR, "place": "Pendopo", "speakers": [{"name": "Sari", "office": "camat"}]}
            step.update("posts", 1, {"format": "press_release", "conference": held})
        await me.look_around()
        assert "konpers" not in "".join(me.pane("queue"))
        await me.press("g", "k", "right")
        assert "Pendopo" in me.text
        assert "Sari (camat)" in me.text
        for key in ("space", "y"):
            await me.press(key)
            assert "Konpers dipindah di dalam kontennya" in me.foot, key
        await me.press("enter")
        assert me.place == "EditorScreen"


@run
async def test_a_contest_asks_for_its_winner_and_to_announce_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().step("test") as step:
            step.update("posts", 1, {"format": "quiz"})
            step.update("variants", 1, {"state": "cancelled"})
        await me.look_around()
        await me.press("1", "home", "enter", "end", "k", "k", "enter")
        await me.type("23/11")
        await me.press("escape")
        assert "23.59" in me.text  # Until a day is until it is over.
        await me.press("q")
        assert "sampai 23.59" in " ".join(me.text.split())
        me.clock.now += 24 * HOUR
        await me.look_around()
        assert "pemenang?" in "".join(me.pane("queue"))
        await me.press("G")
        assert "pemenang belum ada" in me.text
        await me.press("enter", "end", "k", "enter")
        await me.type("Sari")
        await me.press("escape", "q")
        assert "umumkan" in "".join(me.pane("queue"))
        await me.press("enter", "end", "enter", "y")
        await me.press("q")
        assert "umumkan" not in "".join(me.pane("queue"))
