"""Erasing a citizen at the keys: found, told, asked for twice, and never taken back."""

from desk.comments import mark_sent
from domain.comments import Comment
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run


async def ask_for(me: Sitting, who: str) -> None:
    await me.press(":")
    await me.type("hapus data")
    await me.press("enter")
    await me.type(who)
    await me.press("enter")


def ids(me: Sitting) -> list[int]:
    return me.desk.store.repo("comments", Comment).ids()


@run
async def test_told_what_is_lost_and_asked_for_the_name_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        comment = me.desk.store.repo("comments", Comment).get(1)
        assert comment is not None
        mark_sent(me.desk, comment, "Kak @warga_satu, kami cek")
        await ask_for(me, "@warga_satu")
        assert "K1" in me.panel
        assert "selamanya" in me.panel
        await me.press("escape")
        assert ids(me) == [1, 2, 3]
        await ask_for(me, "@warga_satu")
        await me.press("h")
        await me.type("salah")
        await me.press("enter")
        assert "Tidak ada yang dihapus." in me.foot
        assert ids(me) == [1, 2, 3]
        await ask_for(me, "@warga_satu")
        await me.press("h")
        await me.type("@warga_satu")
        await me.press("enter")
        assert "1 komentar, 1 balasan" in me.foot
        assert ids(me) == [2, 3]
        assert "warga_satu" not in me.text
        await me.press("u")
        assert "tidak bisa dikembalikan" in me.foot
        assert ids(me) == [2, 3]


@run
async def test_anonymised_the_text_stays_on_the_screen(small_desk: Sit) -> None:
    async with small_desk() as me:
        await ask_for(me, "warga_satu")
        await me.press("a")
        await me.type("warga_satu")
        await me.press("enter")
        assert "warga_satu" not in me.text
        assert "Lampu jalan mati" in me.text


@run
async def test_nobody_of_that_name(small_desk: Sit) -> None:
    async with small_desk() as me:
        await ask_for(me, "tiada.siapa")
        assert "Tidak ada yang tersimpan atas nama itu." in me.foot
