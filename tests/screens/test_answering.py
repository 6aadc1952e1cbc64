"""Answering the marked comments at once."""

from desk import comments, leases
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run
from tests.screens.test_outbox import sending_desk as sending_desk


def texts(me: Sitting, state: str) -> dict[int, str]:
    return {one.comment: one.text for one in me.replies() if one.state == state}


async def compose(me: Sitting, text: str) -> None:
    await me.press("X", "r")
    await me.type(text)
    await me.press("escape")


@run
async def test_one_text_reaches_each_by_name_through_the_outbox_or_by_hand(sending_desk: Sit) -> None:
    async with sending_desk() as me:
        await compose(me, "Baik {nama}")
        assert "dan 2 lagi" in me.text
        assert "1 dari 3" in me.frame[0]
        assert "Baik @ani" in "\n".join(me.pane("preview"))
        await me.press("J")
        assert "Baik @budi.s" in "\n".join(me.pane("preview"))
        await me.press("s")
        assert texts(me, "queued") == {1: "Baik @ani", 2: "Baik @budi.s"}
        assert "1 harus dibalas dengan tangan" in me.foot
        assert "@citra @citra" not in me.text
        assert "Baik @citra" in "\n".join(me.pane("preview"))
        assert me.today.marks.keys() == {3}
        await me.press("p")
        assert me.app.clipboard == "Baik @citra"
        await me.press("escape", "t")
        assert texts(me, "sent") == {3: "Baik @citra"}
        assert me.today.marks == {}
        assert texts(me, "draft") == {}


@run
async def test_by_hand_t_goes_on_to_the_next_and_u_takes_one_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        await me.press("t")
        assert texts(me, "sent") == {1: "Halo @warga_satu"}
        assert "Halo @warga_dua" in "\n".join(me.pane("preview"))
        await me.press("t", "t")
        assert len(texts(me, "sent")) == 3
        await me.press("u")
        assert texts(me, "sent").keys() == {1, 2}
        assert me.comment(3).state == "new"
        assert "Halo @warga_tiga" in "\n".join(me.pane("preview"))


@run
async def test_all_are_recorded_in_one_step_and_taken_back_in_one(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        await me.press("T")
        assert len(texts(me, "sent")) == 3
        assert "3 komentar" in me.foot
        await me.press("u")
        assert texts(me, "sent") == {}
        assert {me.comment(id).state for id in (1, 2, 3)} == {"new"}
        assert list(texts(me, "draft").values()) == ["Halo {nama}"]


@run
async def test_the_draft_to_many_is_there_after_leaving(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        await me.press("q", "escape")
        assert me.place == "TodayScreen"
        assert me.today.marks == {}
        await me.press("j", "enter")
        assert "Halo @warga_dua" in "\n".join(me.pane("preview"))
        assert "dan 2 lagi" in me.text
        await me.press("t")
        assert texts(me, "sent") == {2: "Halo @warga_dua"}


@run
async def test_what_will_not_do_is_told_before(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {opd}")
        assert "3 di antaranya tidak bisa" in me.words
        await me.press("T")
        assert "isiannya belum diketahui" in me.foot
        assert texts(me, "sent") == {}
        assert len(me.today.marks) == 3


@run
async def test_the_same_words_to_all_are_warned_of(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.desk.store.transaction() as tx:
            for id in (1, 2, 3):
                tx.update("comments", id, {"post_ref": "p1"})
        await compose(me, "Terima kasih")
        assert "3 balasan sama persis" in me.words


@run
async def test_one_mark_is_answered_wherever_the_cursor_is(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("x")
        assert me.chosen == 2
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "t")
        assert texts(me, "sent") == {1: "Baik"}


@run
async def test_whoever_was_answered_meanwhile_is_left_out_and_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        budi = me.colleague()
        comments.mark_sent(budi, me.comment(2), "dari budi")
        await me.look_around()
        await me.press("T")
        assert texts(me, "sent") == {1: "Halo @warga_satu", 2: "dari budi", 3: "Halo @warga_tiga"}
        assert "1 sementara itu diubah rekan" in me.foot
        assert me.today.marks.keys() == {2}
        assert "Halo @warga_dua" in "\n".join(me.pane("preview"))
        await me.press("t")  # What was told is known now: another word of ours.
        assert len([one for one in me.replies() if one.comment == 2]) == 2


@run
async def test_whom_a_colleague_answered_the_draft_to_many_is_not_offered(small_desk: Sit) -> None:
    async with small_desk() as me:
        await compose(me, "Halo {nama}")
        await me.press("q", "escape")
        comments.mark_sent(me.colleague(), me.comment(2), "dari budi")
        await me.look_around()
        await me.press("j", "enter")
        assert "dari budi" in me.text
        assert "Halo" not in me.text


@run
async def test_whoever_is_answered_already_is_counted_before(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Buka jam 8")
        await me.press("escape", "t", "escape", "home", "x", "x", "r")
        await me.type("Ralat: jam 9")
        await me.press("escape")
        assert "1 di antaranya sudah dijawab" in me.words
        await me.press("T")
        assert len([one for one in me.replies() if one.comment == 1 and one.state == "sent"]) == 2


@run
async def test_all_whom_an_answer_is_for_are_open_here_for_colleagues(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        leases.take(budi, 3)
        await me.look_around()
        await me.press("X", "r")
        await me.type("Halo {nama}")
        await me.press("escape")
        assert "K3 sedang dibuka budi" in me.words
        budi.store.poll()
        assert [leases.Leases(budi).held_by(id) for id in (1, 2, 3)] == ["rina", "rina", ""]
        await me.press("r", *["backspace"] * len("Halo {nama}"), "escape")
        budi.store.poll()
        assert [leases.Leases(budi).held_by(id) for id in (1, 2, 3)] == ["", "", ""]
