"""Macros at the keys: played, recorded, written, listed; on one comment and on all that are marked."""

from desk import macros as use
from desk import triage
from domain.agency import Agency
from domain.macros import Move
from domain.times import HOUR
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run


def put(me: Sitting, table: str, record: object) -> int:
    with me.desk.store.transaction() as tx:
        return tx.insert(table, record)  # type: ignore[arg-type]


@run
async def test_one_key_pair_does_it_all_and_goes_on(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("m")
        assert "makro … pilih salah satu" in me.foot
        assert "1 judol" in me.text
        assert "2 terima kasih" in me.text
        assert "5 rekam" in me.text
        await me.press("1")
        first = me.comment(1)
        assert (first.kind, first.hidden) == ("gambling_spam", True)
        assert (first.state, first.state_reason) == ("no_reply", "spam")
        assert me.chosen == 2
        assert "Makro judol" in me.foot
        await me.press("u")
        assert (me.comment(1).kind, me.comment(1).hidden, me.comment(1).state) == ("complaint", False, "new")
        await me.press(".")
        assert me.comment(2).kind == "gambling_spam"


@run
async def test_of_the_marked_each_is_done_wholly_or_left_out(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("j", "b", "d", "g", "g", "escape", "X", "k", "k", "k")
        await me.press("j", "x", "m", "2")
        assert "Makro terima kasih · 2 komentar, 1 tak terbuka lagi" in me.foot
        assert [me.comment(id).state for id in (1, 2, 3)] == ["done", "no_reply", "done"]
        assert me.comment(2).kind == "question"
        assert set(me.today.inbox_list.marked) == {2}
        await me.press("u")
        assert [me.comment(id).state for id in (1, 3)] == ["new", "new"]


@run
async def test_why_it_cannot_be_done_is_said(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("b", "t", "k", "m", "1")
        assert "Sudah tidak terbuka" in me.foot
        assert not me.comment(1).hidden


@run
async def test_a_free_digit_records_what_is_done(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("m", "5")
        assert "Merekam" in me.foot
        assert "merekam m 5" in me.pane("inbox-title")[0]
        await me.press("c", "h", "-", "c", "a", "@")
        await me.fill("#", "air")
        await me.press("m", "6")
        assert "m 5 sedang direkam" in me.foot
        await me.press("m")
        assert "5 akhiri rekaman" in me.text
        await me.press("5")
        assert "sentimen:negatif kelas:aduan petugas:saya label:air" in me.foot
        await me.type("air mati")
        await me.press("enter")
        assert "Tersimpan: m 5 air mati" in me.foot
        assert "merekam" not in me.pane("inbox-title")[0]
        await me.press("j", "m", "5")
        second = me.comment(2)
        assert (second.sentiment, second.kind, second.assignee, second.labels) == (
            "negative",
            "complaint",
            "rina",
            ("air",),
        )
        await me.press("u")
        assert me.comment(2).labels == ()


@run
async def test_showing_again_and_taking_up_again_are_recorded_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        for id in (1, 2):
            triage.hide(me.desk, id, "spam")
            triage.snooze(me.desk, id, me.clock.now + HOUR)
        await me.press("m", "5", "h", "u", "z", "enter", "m", "5")
        assert "tampil angkat" in me.foot
        await me.type("bukan judol")
        await me.press("enter", "j", "m", "5")
        assert {(me.comment(id).hidden, me.comment(id).snoozed_until) for id in (1, 2)} == {(False, 0)}


@run
async def test_nothing_recorded_is_nothing_kept(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("m", "5", "j", "m", "5")
        assert "tidak ada yang disimpan" in me.foot
        assert use.listed(me.desk) == []


@run
async def test_what_was_refused_is_not_recorded(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("m", "5", "e", "+", "m", "5")
        assert me.foot.count("sentimen:positif") == 1
        assert "selesai" not in me.foot
        await me.type("puas")
        await me.press("enter")
        assert use.shown(me.desk)[5].moves == (Move(what="sentiment", value="positive"),)


@run
async def test_one_is_written_with_what_may_come_next(small_desk: Sit) -> None:
    async with small_desk() as me:
        agency = put(me, "agencies", Agency(name="Dinas Lingkungan Hidup", short="DLH"))
        await me.press("m", "t")
        await me.type("12")
        await me.press("enter")
        assert "1 sampai 9" in me.foot
        await me.press("m", "t")
        await me.type("5 sampah")
        await me.press("enter")
        await me.type("kel")
        await me.press("tab")
        await me.type("adu")
        await me.press("tab")
        await me.type(" disposisi:")
        assert "DLH" in me.foot
        await me.press("tab")
        await me.type(" catatan:x selesai:y")
        await me.press("enter")
        assert "selesai berdiri sendiri" in me.foot
        await me.press(*["backspace"] * len(" selesai:y"), "enter")
        assert use.shown(me.desk)[5].name == "sampah"
        await me.press("m", "5")
        first = me.comment(1)
        assert (first.kind, first.state, first.notes[0].text) == ("complaint", "referred", "x")
        assert first.referral is not None
        assert first.referral.agency == agency


@run
async def test_they_stand_in_the_settings(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.keep(me.desk, 7, "hoaks", (Move(what="kind", value="hoax"),))
        await me.press("m", "d")
        assert me.place == "SettingsScreen"
        assert "m7 hoaks" in me.text
        assert "kelas:hoaks" in me.text
        assert "kelas:judol sembunyi:spam tanpa_balasan:spam   bawaan program" in me.text
        await me.press("w")
        assert "Ini bawaan program" in me.words


@run
async def test_in_a_conversation_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter", "m", "3")
        assert me.place == "ConversationScreen"
        assert (me.comment(1).kind, me.comment(1).state_reason) == ("abuse", "abuse")


@run
async def test_at_80_columns_in_english(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        me.app.choose("language", "en")
        await me.press("m")
        assert "1 gambling" in me.text
        assert "4 personal data" in me.text
        await me.press("escape")
        assert "1 gambling" not in me.text
        me.app.choose("language", "id")
