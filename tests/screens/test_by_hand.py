"""Comments by hand: `a` in the inbox, a paste, a look, and they are in the list."""

import json
from pathlib import Path

import pytest
from textual import events

from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.times import HOUR, MINUTE
from screens import by_hand
from screens.by_hand import ByHandScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, SIZES, Sitting, run
from widgets.text import width

THREAD = """Foto profil dwi.lestari
dwi.lestari
2 jam
Kak, perpanjang KTP harus ke dinas?
3 suka
Balas
Foto profil kec.ngadirejo
kec.ngadirejo
1 jam
@dwi.lestari Bisa di kecamatan, Kak.
Balas
ibu_rt04
3 mgg
Bansos kapan cair min?
Balas
budi.s
20 menit
Lampu jalan mati
Balas
warga_tiga
1 hari
Sampahnya bau
Balas
"""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_hand, "LIVE", 0.001)


async def paste(me: Sitting, text: str) -> None:
    me.app.post_message(events.Paste(text))
    await me.settle()


async def put_in(me: Sitting, text: str) -> None:
    """The whole way: a, paste, esc, s."""
    await me.press("a")
    await paste(me, text)
    await me.press("escape", "s")


def comments(me: Sitting) -> list[Comment]:
    return [one for one in me.desk.store.repo("comments", Comment).all() if one.platform_id.startswith("tempel:")]


def screen(me: Sitting) -> ByHandScreen:
    assert isinstance(me.screen, ByHandScreen)
    return me.screen


async def previewed(me: Sitting) -> None:
    await me.until(lambda: screen(me).preview.rows)


@run
async def test_a_thread_is_looked_at_then_stored(small_desk: Sit) -> None:
    async with small_desk() as me:
        entries = len(me.desk.store.repo("audit", AuditEntry))
        await me.press("a")
        assert me.place == "ByHandScreen"
        assert "Nama: teks" in me.text
        await paste(me, THREAD)
        await previewed(me)
        rows = me.pane("preview")
        assert "dwi.lestari" in rows[0]
        assert "07.42" in rows[0]
        assert "perpanjang KTP" in rows[0]
        assert "warga" in rows[0]
        assert "kita" in rows[1]
        assert comments(me) == []
        await me.press("escape", "s")
        assert me.place == "TodayScreen"
        assert me.foot.startswith("● 5 komentar masuk")
        assert len(comments(me)) == 4
        assert len(me.desk.store.repo("audit", AuditEntry)) == entries + 1
        assert me.chosen in {one.id for one in comments(me)}
        await me.press("u")
        assert comments(me) == []
        assert list(me.desk.store.repo("replies", Reply).all()) == []


@run
async def test_the_second_paste_adds_nothing(small_desk: Sit) -> None:
    async with small_desk() as me:
        await put_in(me, THREAD)
        await me.press("a")
        await paste(me, THREAD + "rina\n5 menit\nSaya juga\nBalas\n")
        await previewed(me)
        assert [("sudah ada" in row) for row in me.pane("preview")[:6]] == [True] * 5 + [False]
        await me.press("escape", "s")
        assert me.foot.startswith("● 1 komentar masuk, 5 sudah ada")
        await put_in(me, THREAD)
        assert me.foot.startswith("● 0 komentar masuk, 5 sudah ada")
        assert len(comments(me)) == 5


@pytest.mark.parametrize("comments_of_it", [4, 200])
@run
async def test_all_keys_at_once_lose_nothing(small_desk: Sit, comments_of_it: int) -> None:
    """A slow line brings the key, the paste and the keys after it in one burst; a long paste is still being read."""
    page = "".join(f"warga{number}\n2 jam\nKomentar {number}\nBalas\n" for number in range(comments_of_it))
    async with small_desk() as me:
        for key in ("a", "paste", "escape", "s"):
            if key == "paste":
                me.app.post_message(events.Paste(page))
            else:
                me.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await me.until(lambda: len(comments(me)) == comments_of_it)
        assert me.place == "TodayScreen"


@run
async def test_a_row_is_left_out_and_taken_in_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await paste(me, THREAD)
        await me.press("escape", "j", "j", "x", "j", "x", "x", "s")
        assert me.foot.startswith("● 4 komentar masuk")
        assert [one.handle for one in comments(me)] == ["dwi.lestari", "budi.s", "warga_tiga"]


@run
async def test_a_row_is_corrected(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await paste(me, "dwi.lestari\n2 jam\nKapan?\nBalas\n")
        await me.press("escape", "e")
        assert "dwi.lestari" in me.foot
        await me.press("ctrl+u")
        await me.type("Bu Dwi")
        await me.press("enter", "ctrl+u")
        await me.type("09.10")
        await me.press("enter", "end")
        await me.type(" Mohon info")
        await me.press("enter", "s")
        (one,) = comments(me)
        assert (one.author, one.handle, one.text) == ("Bu Dwi", "", "Kapan? Mohon info")
        assert (one.written_at, one.written_precision) == (NOW - 32 * MINUTE, "minute")


@run
async def test_a_time_that_is_none_is_told_and_nothing_changes(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await paste(me, "dwi.lestari\n2 jam\nKapan?\nBalas\n")
        await me.press("escape", "e", "enter", "ctrl+u")
        await me.type("nanti")
        await me.press("enter")
        assert "bukan waktu" in me.foot
        await me.press("s")
        assert comments(me)[0].written_at == NOW - 2 * HOUR


@run
async def test_one_comment_is_typed_and_its_writer_asked(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await me.type("Lampu mati")
        await me.press("escape")
        assert "penulis" in me.foot
        await me.type("Pak Bejo")
        await me.press("enter", "s")
        (one,) = comments(me)
        assert (one.author, one.text) == ("Pak Bejo", "Lampu mati")


@run
async def test_a_name_before_the_text_is_its_writer(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await paste(me, "@bejo: Lampu mati")
        await me.press("escape", "enter")
        assert [(one.handle, one.text) for one in comments(me)] == [("bejo", "Lampu mati")]


@run
async def test_the_account_is_chosen_and_its_platform_read(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        assert "@kec.ngadirejo" in me.frame[1]
        await paste(me, "Budi Santoso\n@budis77\n·\n2j\n@ngadirejo air mati\n1\n2\n15\n1,2 rb\n")
        await me.press("escape", "]")
        assert "@ngadirejo" in me.frame[1]
        assert "X" in me.frame[1]
        await me.press("s")
        (one,) = comments(me)
        assert (one.platform, one.account, one.handle, one.likes) == ("x", 2, "budis77", 15)
        await me.press("a")
        assert "@ngadirejo" in me.frame[1]


@run
async def test_leaving_keeps_the_text_for_the_next_time(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await me.type("Lampu mati")
        await me.press("escape", "escape", "escape")
        assert me.place == "TodayScreen"
        assert comments(me) == []
        await me.press("a")
        assert screen(me).area.text == "Lampu mati"
        await me.press("ctrl+u", "escape")
        assert me.place == "TodayScreen"


@run
async def test_a_paste_in_the_preview_goes_on_in_the_text(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("a")
        await paste(me, "dwi\n2 jam\nKapan?\nBalas\n")
        await me.press("escape")
        await paste(me, "budi\n1 jam\nDi mana?\nBalas\n")
        await me.press("s")
        assert [one.handle for one in comments(me)] == ["dwi", "budi"]


@run
async def test_without_an_account_it_says_what_is_missing(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")
        await me.press("a")
        assert "g a" in me.foot
        assert me.place == "TodayScreen"


@pytest.mark.parametrize("size", SIZES)
@run
async def test_it_fits_every_terminal_with_hostile_texts(small_desk: Sit, size: tuple[int, int]) -> None:
    lines = (Path(__file__).parents[1] / "hostile-text.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line][:40]
    async with small_desk(size=size) as me:
        await me.press("a")
        await paste(me, "".join(f"warga{number}: {text}\n\n" for number, text in enumerate(texts)))
        for keys in ((), ("escape",), ("j",), ("G",)):
            await me.press(*keys)
            assert {width(row) for row in me.frame} == {size[0]}
            shown = me.text.replace("\n", "")
            assert not [char for char in shown if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066"]


@run
async def test_a_hundred_thousand_characters_pass(small_desk: Sit) -> None:
    page = "".join(
        f"warga{number}\n2 jam\nKomentar nomor {number} tentang air yang mati\nBalas\n" for number in range(2000)
    )
    async with small_desk() as me:
        await me.press("a")
        await paste(me, page)
        await previewed(me)
        assert len(screen(me).preview.rows) == 500
        assert "terlalu panjang" in me.frame[1]
