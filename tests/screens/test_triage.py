"""Sorting the inbox at the keys: marks, doing it again, on to the next; put aside, labels, hidden."""

import pytest

from desk import comments as use
from desk import triage
from domain.comments import CITIZEN_WRITES, OPEN_STATES
from domain.times import HOUR, MINUTE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run


def rows(me: Sitting) -> list[str]:
    return me.pane("inbox")


def marked(me: Sitting) -> set[int]:
    return set(me.today.inbox_list.marked)


@run
async def test_keys_for_a_waiting_comment_say_why_they_do_nothing_to_another(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("b", "t", "k")
        for key in ("z", "r", "b", "e"):
            await me.press(key)
            assert "Sudah tidak terbuka: tanpa balasan" in me.foot, key
        assert me.comment(1).state == "no_reply"  # The e belonged to the b.
        await me.press("j", "b")
        assert "tidak terbuka" not in me.foot


# Marks


@run
async def test_x_marks_and_goes_on_and_x_again_takes_the_mark_away(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("x")
        assert (marked(me), me.chosen) == ({1}, 2)
        assert rows(me)[0].startswith(" ×")
        assert rows(me)[1].startswith("› ")
        assert "1 ditandai" in me.pane("inbox-title")[0]
        await me.press("k")
        assert rows(me)[0].startswith("›×")
        await me.press("x")
        assert marked(me) == set()
        assert "ditandai" not in me.pane("inbox-title")[0]


@run
async def test_all_that_match_are_marked_and_counted(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("X")
        total, seen = len(me.today.inbox_list.order), len(me.today.inbox_list.in_sight())
        assert f"{total} cocok, {seen} tampak" in me.foot
        assert f"{total} ditandai" in me.pane("inbox-title")[0]
        await me.press("X")
        assert marked(me) == set()
        await me.press("x", "x", "escape")
        assert marked(me) == set()


@run
async def test_marks_are_seen_at_80_columns_and_in_ascii(demo_desk: Sit) -> None:
    from domain.preferences import Preferences

    async with demo_desk(size=(80, 24), preferences=Preferences(ascii=True)) as me:
        await me.press("x")
        assert rows(me)[0].startswith(" x")
        assert "1 ditandai" in me.frame[2]


@run
async def test_of_a_search_what_only_holds_similar_words_is_not_marked(small_desk: Sit) -> None:
    async with small_desk() as me:
        similar = put_comment(me.colleague(), text="Lampo jalan juga mati", handle="warga_empat")
        await me.look_around()
        await me.fill("/", "lampu")
        assert set(me.app.inbox.order) == {1, similar}
        await me.press("X")
        assert marked(me) == {1}


@run
async def test_another_list_takes_marks_away_of_what_it_does_not_show(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("x", "x")
        await me.fill("/", "lampu")
        assert marked(me) == {1}
        await me.press("escape")
        assert marked(me) == set()
        assert me.app.inbox.query == "lampu"
        await me.press("escape")
        assert me.app.inbox.query == ""


# Verbs on marks


@run
async def test_verbs_are_for_the_marked_ones_in_one_step(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("X", "c", "h")
        assert {me.comment(id).kind for id in (1, 2, 3)} == {"hoax"}
        assert "Kelas: hoaks · 3 komentar" in me.foot
        assert marked(me) == {1, 2, 3}
        await me.press("@", "+")
        assert {(me.comment(id).assignee, me.comment(id).sentiment) for id in (1, 2, 3)} == {("rina", "positive")}
        await me.press("u", "u", "u")
        assert [me.comment(id).kind for id in (1, 2, 3)] == ["complaint", "question", "praise"]
        assert {me.comment(id).state for id in (1, 2, 3)} == {"new"}


@run
async def test_what_a_guard_refuses_is_told_and_keeps_its_mark(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("b", "t", "X", "k", "k", "x")
        assert marked(me) == {1, 2, 3}
        await me.press("e")
        assert "Ditutup sebagai selesai · 1 komentar, 2 belum dijawab" in me.foot
        assert [me.comment(id).state for id in (1, 2, 3)] == ["done", "new", "new"]
        assert marked(me) == {2, 3}
        await me.press("e")
        assert "Tak ada yang diubah: 2 belum dijawab." in me.words
        await me.press("b", "d")
        assert marked(me) == set()
        assert {me.comment(id).state_reason for id in (2, 3)} == {"duplicate"}


@run
async def test_a_colleagues_change_meanwhile_leaves_that_one_out(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("X")
        use.tag_kind(me.colleague(), 2, "hoax")
        await me.press("c", "s")
        assert "Kelas: saran · 2 komentar, 1 sementara itu diubah rekan" in me.foot
        assert [me.comment(id).kind for id in (1, 2, 3)] == ["suggestion", "hoax", "suggestion"]
        await me.press(".")  # Now the admin has seen it.
        assert me.comment(2).kind == "suggestion"


@run
async def test_the_next_open_one_is_chosen_once_marked_ones_are_closed(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("x", "x", "k", "b", "j")
        assert [me.comment(id).state for id in (1, 2, 3)] == ["no_reply", "no_reply", "new"]
        assert (marked(me), me.chosen) == (set(), 3)


@run
async def test_the_alike_are_listed_marked_and_closed_in_four_keys(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        inbox = me.app.inbox
        group = next(id for id in inbox.order if (found := inbox.comment(id)) and inbox.count_alike(found) > 3)
        me.today.inbox_list.choose(inbox.order.index(group))
        await me.press("*", "X", "b", "d")
        listed = list(inbox.order)
        assert len(listed) > 3
        assert {me.comment(id).state for id in listed}.isdisjoint(OPEN_STATES)
        await me.press("u")
        assert not {me.comment(id).state for id in listed}.isdisjoint(OPEN_STATES)


# Again, and on


@run
async def test_a_dot_does_it_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press(".")
        assert "Belum ada perbuatan" in me.foot
        await me.press("c", "h", "j", ".")
        assert [me.comment(id).kind for id in (1, 2, 3)] == ["hoax", "hoax", "praise"]
        await me.press("b", "t", ".")
        assert [me.comment(id).state for id in (1, 2, 3)] == ["triaged", "no_reply", "no_reply"]
        assert me.chosen == 1  # The last one that is open, above.


@run
async def test_after_closing_the_next_open_one_is_chosen(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.no_reply(me.colleague(), 2, "spam")
        await me.look_around()
        await me.press("b", "t")
        assert me.chosen == 3
        assert [row[:1] for row in rows(me)[:3]] == [" ", " ", "›"]


@run
async def test_keys_that_are_faster_than_the_disk_are_for_the_next_one(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.pilot.press("b", "t", "b", "j", "b", "d")
        await me.settle()
        assert [me.comment(id).state_reason for id in (1, 2, 3)] == ["no_question", "spam", "duplicate"]


@run
async def test_what_could_not_be_done_is_told_with_the_cursor_on_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.no_reply(me.colleague(), 1, "spam")
        await me.press("b", "t")
        assert "Sudah tidak terbuka" in me.foot
        assert me.chosen == 1


# Put aside


@run
async def test_put_aside_until_a_time_it_comes_back_as_new(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("z")
        assert "13.00 · warga" in me.foot
        await me.type("1 jam")
        assert "sampai 10.42" in me.foot
        await me.press("enter")
        assert (me.comment(1).snoozed_until, me.chosen) == (me.clock.now + HOUR, 2)
        assert "ditunda" in rows(me)[0]
        await me.press("k")
        assert "sampai 10.42" in "\n".join(me.pane("detail"))
        await me.press("R")
        assert me.app.inbox.order == [2, 3]
        me.clock.now += HOUR + MINUTE
        await me.look_around()
        assert "1 baru" in me.pane("inbox-title")[0]
        await me.press("R")
        assert 1 in me.app.inbox.order


@run
async def test_put_aside_until_the_citizen_writes_and_taken_up_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("z", "warga")
        assert me.comment(1).snoozed_until == CITIZEN_WRITES
        await me.press("k")
        assert "sampai warga menulis" in "\n".join(me.pane("detail"))
        await me.fill("z", "")
        assert me.comment(1).snoozed_until == 0


@run
async def test_what_is_urgent_shows_its_time_though_it_is_put_aside(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("z", "8 jam")
        me.clock.now += 5 * HOUR
        await me.look_around()
        assert "ditunda" not in rows(me)[0]
        assert "-3 j" in rows(me)[0]


@pytest.mark.parametrize(("line", "why"), [("kapan-kapan", "Sampai kapan?"), ("hari ini 8", "sudah lewat")])
@run
async def test_a_time_that_cannot_be_is_refused(small_desk: Sit, line: str, why: str) -> None:
    async with small_desk() as me:
        await me.fill("z", line)
        assert why in me.words
        assert me.comment(1).snoozed_until == 0


# Labels


@run
async def test_labels_are_completed_shown_and_found(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("#", "penerangan pdam")
        assert me.comment(1).labels == ("penerangan", "pdam")
        assert "Label: +penerangan +pdam" in me.foot
        assert "#penerangan #pdam" in "\n".join(me.pane("detail"))
        await me.press("j", "#")
        await me.type("pen")
        assert "penerangan" in me.foot
        await me.press("tab", "enter")
        assert me.comment(2).labels == ("penerangan",)
        await me.fill("/", "#penerangan")
        assert set(me.app.inbox.order) == {1, 2}
        await me.press("X")
        await me.fill("#", "-penerangan")
        assert (me.comment(1).labels, me.comment(2).labels) == (("pdam",), ())
        await me.fill("#", "a/b")
        assert "a/b bukan label" in me.words
        await me.fill("#", "")
        assert me.comment(1).labels == ("pdam",)


# Hidden


@run
async def test_hidden_on_the_platform_and_shown_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("h")
        assert "c cacian" in me.text
        assert "tampil lagi" not in me.text
        await me.press("c")
        assert (me.comment(1).hidden, me.comment(1).hidden_reason) == (True, "abuse")
        assert "sembunyikan juga di platformnya" in me.foot
        assert "dicatat dengan tangan" in "\n".join(me.pane("detail"))
        await me.press("h", "c")
        assert "Sudah tercatat tersembunyi" in me.foot
        await me.press("h", "u")
        assert not me.comment(1).hidden


# In the conversation


@run
async def test_the_conversation_has_them_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("c", "h", "j", "enter", ".")
        assert me.comment(2).kind == "hoax"
        await me.fill("#", "pdam")
        assert me.comment(2).labels == ("pdam",)
        await me.press("h", "j")
        assert me.comment(2).hidden
        await me.fill("z", "2 jam")
        assert me.comment(2).snoozed_until
        assert me.place == "ConversationScreen"


@run
async def test_marks_are_for_the_list_not_for_an_open_conversation(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("X", "enter", "c", "h")
        assert [me.comment(id).kind for id in (1, 2, 3)].count("hoax") == 1
        await me.press("escape")
        assert marked(me) == {1, 2, 3}


@run
async def test_labels_in_use_are_offered_whatever_their_number(small_desk: Sit) -> None:
    async with small_desk() as me:
        triage.label(me.colleague(), 3, triage.Labelling(tuple(f"label{n}" for n in range(12)), ()))
        await me.look_around()
        await me.press("#")
        assert "label0 label1 label2 label3 label4 label5" in me.foot


@run
async def test_back_from_a_list_that_was_dealt_with_the_place_is_kept(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        inbox, listed = me.app.inbox, me.today.inbox_list
        before = list(inbox.order)
        place = next(
            at for at in range(60, 160) if (found := inbox.comment(before[at])) and inbox.count_alike(found) > 2
        )
        listed.choose(place)
        await me.press("*", "X", "b", "d", "escape")
        left = set(inbox.order)
        assert me.chosen == next(id for id in before[place:] if id in left)
