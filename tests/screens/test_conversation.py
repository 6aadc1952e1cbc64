"""One comment and our answer to it: nothing typed is lost, nothing is answered twice."""

import pytest
from textual.widgets import TextArea

from desk import comments as use
from domain.comments import Reply
from screens import composer
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run


def draft(me: Sitting) -> str:
    """The stored draft of this admin; empty: there is none."""
    return next((one.text for one in me.replies() if one.state == "draft" and one.by == "rina"), "")


@run
async def test_a_reply_from_the_first_letter_to_recorded_as_sent(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        assert me.place == "ConversationScreen"
        assert "Lampu jalan mati sejak Senin" in me.text
        assert "belum disimpan" in me.text
        await me.type("Baik, segera kami cek")
        assert "21/2.200" in me.text
        await me.press("escape")
        assert draft(me) == "Baik, segera kami cek"
        assert "disimpan 09.42" in me.text
        await me.press("p")
        assert me.app.clipboard == "Baik, segera kami cek"
        assert "Baik, segera kami cek" in me.panel
        await me.press("escape", "t")
        (reply,) = me.replies()
        assert (reply.state, reply.text, reply.sent_by) == ("sent", "Baik, segera kami cek", "rina")
        assert me.comment(1).state == "answered"
        assert "sudah dijawab" in me.foot
        assert "dijawab" in me.frame[1]
        assert "balasan kita · rina" in me.text
        await me.press("e")
        assert me.comment(1).state == "done"


@run
async def test_sending_is_taken_back_with_the_text_as_a_draft(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "t", "u")
        assert (me.comment(1).state, draft(me)) == ("new", "Baik")


@run
async def test_judging_the_comment_between_writing_and_sending_is_no_conflict(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "c", "h", "-", "@", "t")
        assert me.panel == ""
        assert [one.state for one in me.replies()] == ["sent"]


@run
async def test_letters_are_letters_while_writing(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("p t q e b j k ? : / 0 + - J")
        assert me.place == "ConversationScreen"
        assert me.panel == ""
        await me.press("escape")
        assert draft(me) == "p t q e b j k ? : / 0 + - J"
        assert (me.comment(1).state, me.comment(1).sentiment) == ("new", "unsure")


@run
async def test_what_could_not_be_stored_is_there_again_until_it_is(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    async with small_desk() as me:
        with monkeypatch.context() as disk:
            disk.setattr("desk.comments.save_draft", full)
            await me.press("r")
            await me.type("Baik, kami cek")
            await me.press("escape", "escape")
            assert draft(me) == ""
            await me.press("enter")
            assert "Baik, kami cek" in "\n".join(me.pane("preview"))
            await me.press("escape")
        await me.press("enter")
        assert draft(me) == "Baik, kami cek"
        await me.press("t", "escape", "enter")
        assert "Baik, kami cek" not in "\n".join(me.pane("preview"))


@run
async def test_a_draft_is_stored_once_the_keys_rest(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        assert draft(me) == ""  # The keys have not rested.
        monkeypatch.setattr(composer, "AUTOSAVE", 0.001)
        await me.type("!")
        await me.until(lambda: draft(me) == "Baik!")
        assert me.screen.query_one("#reply").has_focus


@run
async def test_a_draft_is_stored_on_leaving_and_there_on_coming_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"
        assert draft(me) == "Baik"
        await me.press("enter")
        assert "Baik" in "\n".join(me.pane("preview"))
        await me.press("r")
        await me.type(", Kak")
        await me.press("escape")
        assert draft(me) == "Baik, Kak"


@run
async def test_a_draft_is_stored_before_going_to_the_next_comment(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "J")
        assert "Kantor buka jam berapa?" in me.text
        assert "Baik" not in me.text
        assert (me.chosen, draft(me)) == (2, "Baik")
        await me.press("K")
        assert "Baik" in "\n".join(me.pane("preview"))


@run
async def test_a_desk_that_has_to_leave_stores_the_draft_first(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("setengah jad")
        me.screen.keep_drafts()  # type: ignore[attr-defined]
        assert draft(me) == "setengah jad"


@run
async def test_emptied_drafts_are_removed(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("ab")
        await me.press("escape", "r", "backspace", "backspace", "escape")
        assert me.replies() == []
        await me.press("t")
        assert me.comment(1).state == "new"


@run
async def test_too_long_a_reply_is_told_by_how_much(small_desk: Sit) -> None:
    async with small_desk() as me:
        put_comment(me.colleague(), platform="tiktok", account=2, kind="emergency", text="tolong")
        await me.look_around()
        await me.press("R", "home", "r")
        me.screen.query_one("#reply", TextArea).insert("a" * 156)
        await me.type("a")
        assert "157/150" in me.text
        assert "lebih 7" in me.text
        await me.press("escape", "t")
        assert me.comment().state == "new"
        assert "150" in me.foot
        assert draft(me) == "a" * 157


@run
async def test_a_colleagues_answer_in_between_ends_in_a_conflict_and_the_draft_stays(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("dari rina")
        budi = me.colleague()
        seen = me.comment(1)
        use.mark_sent(budi, seen, "dari budi", rev=seen.rev)
        await me.look_around()  # What is being written stays as it is.
        assert "dari rina" in "\n".join(me.pane("reply"))
        assert "dari budi" in me.text
        await me.press("escape", "t")
        assert "budi" in me.panel
        assert {(one.by, one.state) for one in me.replies()} == {("budi", "sent"), ("rina", "draft")}
        await me.press("escape")
        assert draft(me) == "dari rina"
        assert "dari rina" in "\n".join(me.pane("preview"))


@pytest.mark.parametrize(("key", "sent"), [("g", 2), ("b", 1)])
@run
async def test_the_admin_decides_whether_to_answer_as_well(small_desk: Sit, key: str, sent: int) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("dari rina")
        budi = me.colleague()
        use.mark_sent(budi, me.comment(1), "dari budi")
        await me.press("escape", "t")
        await me.press(key)
        assert [one.state for one in me.replies()].count("sent") == sent
        assert draft(me) == ("dari rina" if key == "b" else "")


@run
async def test_kind_note_and_address_work_here_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter")
        await me.press("c", "h")
        await me.fill("n", "sudah ditelepon")
        await me.press("@")
        comment = me.comment(1)
        assert (comment.kind, comment.assignee, comment.notes[0].text) == ("hoax", "rina", "sudah ditelepon")
        assert "sudah ditelepon" in me.text
        assert "Riwayat" in me.text
        await me.press("y")
        assert me.app.clipboard == "https://ig.example/c/1"


@run
async def test_done_needs_an_answer_here_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter", "e")
        assert me.comment(1).state == "new"
        assert "Belum ada yang menjawab" in me.foot


@run
async def test_the_thread_and_what_the_citizen_said_before(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        answered = next(one for one in me.desk.store.repo("replies", Reply).all() if one.comment)
        comment = me.comment(answered.comment)
        await me.fill("/", comment.text[:40])
        await me.press("enter")
        thread = " ".join(" ".join(me.pane("thread")).split())
        assert comment.handle in thread
        assert answered.text.split()[0] in thread
        assert "balasan kita" in thread.casefold()
        assert me.frame[0].rstrip().endswith("lain")
        assert "J K" in me.frame[0]


@run
async def test_on_a_narrow_screen_the_facts_are_one_key_away(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        await me.press("enter")
        assert "Lampu jalan mati" in me.text
        assert "Warga ini" not in me.text
        await me.press("tab")
        assert "tenggat" in me.text
        await me.press("tab")
        assert "Lampu jalan mati" in me.text


@run
async def test_a_comment_that_vanishes_while_it_is_open_is_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        with me.colleague().step("comment.test") as step:
            step.delete("comments", 1)
        await me.look_around()
        assert me.place == "ConversationScreen"
        await me.press("escape")
        assert "Sudah tidak ada" in me.foot
        await me.press("t", "c", "h", "e", "escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_how_the_reply_sounds_is_said_beside_it(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer, "LISTEN", 0.01)
    async with small_desk() as me:
        await me.press("r")
        await me.type("Silakan bersurat resmi")
        await me.until(lambda: "melempar warga" in me.text)
        await me.press("escape")
        assert "melempar warga" in me.text
        await me.press("t")
        assert [one.state for one in me.replies()] == ["sent"]


@run
async def test_a_citizens_number_in_the_reply_is_warned_of(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer, "LISTEN", 0.01)
    async with small_desk() as me:
        await me.press("r")
        await me.type("NIK 3571014503900000 sudah kami cek")
        await me.until(lambda: "semua orang akan membacanya: NIK" in me.text)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_an_answered_comment_takes_another_word_from_whoever_knows(
    small_desk: Sit, size: tuple[int, int]
) -> None:
    async with small_desk(size=size) as me:
        await me.press("r")
        assert "Balasan untuk @warga_satu" in me.text
        assert "dijawab rina" not in me.text
        await me.type("Buka jam 8")
        await me.press("escape", "t", "e")
        assert me.comment(1).state == "done"
        me.clock.now += 5 * 60_000
        await me.press("K")
        assert me.comment(1).state == "done"
        await me.press("r")
        assert "Balasan lagi untuk @warga_satu" in me.text
        assert "dijawab rina, 09.42" in me.words
        await me.type("Maaf, ralat: jam 9")
        await me.press("escape")
        assert "dijawab rina, 09.42" in me.words
        await me.press("t")
        assert [one.text for one in me.replies() if one.state == "sent"] == ["Buka jam 8", "Maaf, ralat: jam 9"]
        assert me.comment(1).state == "done"
        await me.press("u")
        assert [one.state for one in me.replies()] == ["sent", "draft"]
        assert me.comment(1).state == "done"


@run
async def test_whoever_adds_to_an_answer_hears_that_a_colleague_has(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Buka jam 8")
        await me.press("escape", "t", "r")
        await me.type("Ralat: jam 9")
        seen = me.comment(1)
        use.mark_sent(me.colleague(), seen, "Ralat dari budi", rev=seen.rev)
        await me.press("escape", "t")
        assert "Ralat dari budi" in me.panel
        assert "tambahan" in me.panel
        assert "balasan kita 2" in me.panel
        assert [one.text for one in me.replies() if one.state == "sent"] == ["Buka jam 8", "Ralat dari budi"]
        await me.press("b")
        assert draft(me) == "Ralat: jam 9"


@run
async def test_what_was_left_without_a_reply_is_not_answered_by_the_way(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("enter", "b", "t", "r")
        assert "Sudah tidak terbuka" in me.foot
