"""What an admin chooses on the screen: it holds at once, everywhere, and the next time; and the bell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import wording
from console import choices
from domain.preferences import Preferences
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run
from widgets.theme import COLOURS

MINUTE = 60_000


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


async def choose(me: Sitting, words: str) -> None:
    await me.fill(":", words)


def grounds(me: Sitting) -> set[str]:
    strips = me.app.screen._compositor.render_strips()
    colours = {segment.style.bgcolor for strip in strips for segment in strip if segment.style}
    return {colour.triplet.hex for colour in colours if colour and colour.triplet}


@run
async def test_a_theme_holds_at_once_and_the_next_time(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        assert COLOURS["malam"]["background"] in grounds(me)
        await choose(me, "tema terang")
        assert "Disimpan: tema terang" in me.foot
        await me.press("j")
        assert grounds(me) <= set(COLOURS["siang"].values())
    assert choices.preferences(choices.Config({}, []), theme="").theme.endswith("siang")


@run
async def test_sixteen_colours_can_be_chosen_while_the_desk_is_open(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await choose(me, "tema 16 warna")
        assert me.app.theme == "ansi"
        assert not grounds(me)


@run
async def test_another_language_is_spoken_by_everything_on_the_screen(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await choose(me, "bahasa inggris")
        await me.press("2")
        for word in ("2 Komentar", "1 Antrean", "3 Topik", "belum dijawab", "r balas", " aduan ", "bacaan", "CONTOH"):
            assert word not in me.text
        for word in ("2 Comments", "1 Queue", "3 Topics", "unanswered", "r reply", " complaint ", "EXAMPLE"):
            assert word in me.text
        await choose(me, "indonesian")
        assert "Komentar" in me.text
    assert choices.read_choices() == {"language": "id"}


@run
async def test_what_holds_already_is_not_offered(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press(":")
        await me.type("tema")
        assert "tema terang" in me.panel
        assert "tema gelap" not in me.panel
        await me.press("escape")
        await choose(me, "bel mati")
        await me.press(":")
        await me.type("bel ")
        assert "bel menyala" in me.panel
        assert "bel mati" not in me.panel


@run
async def test_what_config_names_is_shown_as_fixed_and_not_offered(demo_desk: Sit) -> None:
    own = Preferences(theme="siang", fixed={"theme": "/etc/config.toml"})
    async with demo_desk(preferences=own) as me:
        await me.press(":")
        await me.type("tema")
        assert "tema gelap" not in me.panel
        await me.press("escape")
        await choose(me, "pilihan anda")
        assert "ditetapkan oleh /etc/config.toml" in me.panel
        assert "dipilih di sini" in me.panel


@run
async def test_a_choice_that_cannot_be_kept_is_told(demo_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_name: str, _value: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(choices, "keep", full)
    async with demo_desk() as me:
        await choose(me, "tema terang")
        assert "No space left on device" in me.text


# The bell


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to the terminal beside the screen."""
    sent: list[str] = []
    monkeypatch.setattr("app.DeskApp.bell", lambda app: sent.append("bell"))
    monkeypatch.setattr("app.DeskApp.to_terminal", lambda app, codes: sent.append(codes))
    return sent


@run
async def test_something_urgent_rings_and_says_what(small_desk: Sit, bells: list[str]) -> None:
    async with small_desk() as me:
        id = put_comment(me.colleague(), kind="hoax", text="katanya besok listrik mati seminggu")
        await me.look_around()
        assert bells == ["bell"]
        assert f"Mendesak: K{id}" in me.foot
        put_comment(me.colleague(), kind="emergency", text="kebakaran")
        await me.look_around()
        assert bells == ["bell"]
        me.clock.now += MINUTE
        await me.look_around()
        assert bells == ["bell", "bell"]


@run
async def test_routine_never_rings(small_desk: Sit, bells: list[str]) -> None:
    async with small_desk() as me:
        put_comment(me.colleague(), kind="complaint", text="jalan rusak")
        await me.look_around()
        me.clock.now += 2 * MINUTE
        await me.look_around()
        assert bells == []


@run
async def test_where_the_bell_is_off_the_words_stay(small_desk: Sit, bells: list[str]) -> None:
    async with small_desk(preferences=Preferences(bell="off")) as me:
        put_comment(me.colleague(), kind="emergency", text="kebakaran")
        await me.look_around()
        assert "Mendesak" in me.foot
        assert bells == []


@run
async def test_the_title_tells_until_the_next_key_where_it_is_asked_for(small_desk: Sit, bells: list[str]) -> None:
    async with small_desk(preferences=Preferences(title=True)) as me:
        assert bells == ["\x1b[22;2t", "\x1b]2;Meja Humas - Kecamatan Ngadirejo\x1b\\"]
        id = put_comment(me.colleague(), kind="emergency", text="kebakaran")
        await me.look_around()
        assert bells[2:] == ["bell", f"\x1b]2;! Mendesak: K{id} - Meja Humas - Kecamatan Ngadirejo\x1b\\"]
        await me.press("j")
        assert bells[-1] == bells[1]
    assert bells[-1] == "\x1b[23;2t"


@run
async def test_what_of_the_settings_cannot_be_used_is_told_at_the_start(demo_desk: Sit) -> None:
    notices = ["config.toml: kunci thme tidak dikenal.", "[keys]: tidak ada perintah coment.reply."]
    async with demo_desk(notices=notices) as me:
        assert all(notice in me.panel for notice in notices)
        await me.press("escape", "j")
        assert me.panel == ""


@run
async def test_an_import_rings_for_what_is_urgent_in_it(small_desk: Sit, bells: list[str], tmp_path: Path) -> None:
    file = tmp_path / "komentar.csv"
    stands = "https://www.instagram.com/p/DX01/c"
    file.write_text(
        "Name,Username,Profile ID,Date,Likes,Comment,User Verified,Comment ID,Profile URL,Comment URL\n"
        f"Warga,warga,1,2026-11-23 09:30:00,0,Tolong kebakaran besar di Jalan Mawar,no,1,,{stands}/1\n"
        f"Warga,warga,1,2026-11-23 09:31:00,0,Terima kasih pelayanannya,no,2,,{stands}/2\n"
    )
    async with small_desk() as me:
        me.app.files.import_file(str(file))
        await me.settle()
        await me.look_around()
        (urgent,) = [id for id, row in me.app.inbox.rows.items() if row.kind == "emergency"]
        assert bells == ["bell"]
        assert f"Mendesak: K{urgent}" in me.foot


@run
async def test_a_verb_that_is_typed_faster_than_it_is_shown_is_carried_out(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press(":", *"pilihan", "enter")
        assert "Pilihan Anda" in me.panel
