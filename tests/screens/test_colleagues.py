"""Several admins: who is here, who has a comment open, comments given to a colleague, verbs on marks that are told."""

from desk import admins
from desk import comments as comments_use
from desk import leases as use
from desk.presence import Presence
from domain.agency import Agency
from domain.leases import LENGTH, Lease
from domain.times import MINUTE
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run
from wording import labels


@run
async def test_who_is_here_stands_in_the_first_line(small_desk: Sit) -> None:
    async with small_desk() as me:
        assert me.frame[0].rstrip().endswith("· rina")
        budi = Presence(me.desk.store.path, "root:budi")
        budi.arrive()
        await me.look_around()
        assert me.frame[0].rstrip().endswith("· rina, budi")
        budi.leave()
        await me.look_around()
        assert me.frame[0].rstrip().endswith("· rina")


@run
async def test_more_than_fit_are_counted(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        others = [Presence(me.desk.store.path, name) for name in ("budi", "dewi", "sari", "tono")]
        for one in others:
            one.arrive()
        await me.look_around()
        assert me.frame[0].rstrip().endswith("09.42 · rina, budi +3")
        for one in others:
            one.leave()


@run
async def test_a_comment_a_colleague_has_open_says_so_until_the_clock_ends_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        use.take(budi, 2)
        await me.look_around()
        assert "sedang dibuka budi" in me.pane("inbox")[1]
        await me.press("j")
        await me.until(lambda: "dipakai" in me.text)
        assert "sedang dibuka budi sejak 09.42" in me.words
        me.clock.now += LENGTH + MINUTE
        await me.look_around()
        assert "sedang dibuka" not in me.pane("inbox")[1]


@run
async def test_given_back_it_is_free_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        use.take(budi, 2)
        await me.look_around()
        use.release(budi, 2)
        await me.look_around()
        assert "sedang dibuka" not in me.text


@run
async def test_what_a_colleague_gives_is_told(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        comments_use.assign(budi, 3, "rina")
        await me.look_around()
        assert "budi memberi Anda K3" in me.foot
        assert "rina" in me.pane("inbox")[2]


@run
async def test_a_comment_is_given_to_a_colleague_by_name(small_desk: Sit) -> None:
    async with small_desk() as me:
        comments_use.assign(me.colleague("root:budi"), 3, "root:budi")
        await me.look_around()
        await me.press("&")
        assert "budi rina" in me.foot
        await me.type("bu")
        await me.press("enter")
        assert me.comment(1).assignee == "root:budi"
        assert "Diberikan kepada budi" in me.foot
        await me.press("j", ".")
        assert me.comment(2).assignee == "root:budi"
        await me.press("&")
        await me.type("tono")
        await me.press("enter")
        assert "Belum ada admin bernama tono" in me.words


@run
async def test_typed_in_one_go_nothing_becomes_a_verb(small_desk: Sit) -> None:
    async with small_desk() as me:
        comments_use.assign(me.colleague(), 3, "budi")
        await me.look_around()
        await me.pilot.press("&", "b", "u", "d", "i", "enter")
        await me.settle()
        assert me.comment(1).assignee == "budi"
        assert me.comment(1).state == "triaged"


@run
async def test_a_note_is_for_all_that_are_marked(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("X")
        await me.fill("n", "sudah ditelepon")
        assert "Catatan disimpan · 3 komentar" in me.foot
        assert [me.comment(id).notes[0].text for id in (1, 2, 3)] == ["sudah ditelepon"] * 3
        await me.press("u")
        assert {me.comment(id).notes for id in (1, 2, 3)} == {()}
        await me.press("escape", ".")
        assert sum(bool(me.comment(id).notes) for id in (1, 2, 3)) == 1


@run
async def test_a_referral_is_for_all_that_are_marked_each_with_a_number_of_its_own(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.desk.store.transaction() as tx:
            tx.insert("agencies", Agency(name="PDAM Tirta", short="PDAM"))
        comments_use.no_reply(me.colleague(), 3, "spam")
        await me.look_around()
        await me.press("x", "x", "x", "f")
        await me.type("pdam")
        await me.press("enter")
        await me.type("mohon dicek")
        await me.press("enter")
        referrals = [me.comment(id).referral for id in (1, 2)]
        assert [one.ticket for one in referrals if one] == ["D-2026-0001", "D-2026-0002"]
        assert {one.note for one in referrals if one} == {"mohon dicek"}
        assert me.comment(3).referral is None
        assert "Lampu jalan mati" in me.panel
        assert "Diteruskan ke PDAM, masing-masing dengan nomornya · 2 komentar" in me.foot
        assert len(me.desk.done) == 1


# The composer


def lease(me: Sitting, id: int) -> Lease | None:
    return me.desk.store.repo("leases", Lease).get(id)


@run
async def test_writing_takes_the_lease_and_leaving_without_a_text_gives_it_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        theirs = use.Leases(budi)
        await me.press("r")
        assert me.place == "ConversationScreen"
        budi.store.poll()
        assert theirs.held_by(1) == "rina"
        await me.press("escape")
        budi.store.poll()
        assert theirs.held_by(1) == ""
        assert me.desk.done == []


@run
async def test_a_draft_keeps_the_lease_and_sending_gives_it_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("Baik")
        await me.press("escape")
        assert lease(me, 1) is not None
        await me.press("t")
        assert me.comment(1).state == "answered"
        await me.settle()
        assert lease(me, 1) is None


@run
async def test_leaving_the_desk_without_a_text_leaves_no_lease(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        budi = me.colleague()
        assert lease(me, 1) is not None
        await me.press("escape", "q")
        budi.store.poll()
        assert use.Leases(budi).held_by(1) == ""


@run
async def test_typing_makes_it_long_again(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("r")
        await me.type("a")
        first = lease(me, 1)
        me.clock.now += 2 * MINUTE
        await me.type("b")
        renewed = lease(me, 1)
        assert first is not None
        assert renewed is not None
        assert renewed.until - first.until == 2 * MINUTE


@run
async def test_who_opens_what_a_colleague_has_open_is_told_and_one_key_takes_over(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        his = use.Leases(budi)
        his.taken_over(use.take(budi, 1).changed["leases"])  # type: ignore[union-attr]
        await me.look_around()
        await me.press("r")
        assert me.place == "ConversationScreen"
        assert "sedang dibuka budi" in me.panel
        assert "sedang dibuka budi" in me.pane("thread-title")[0]
        assert not me.screen.composing  # type: ignore[attr-defined]
        await me.press("T", "e", "r", "i", "m", "a")  # What was meant for the reply decides nothing.
        assert "sedang dibuka budi" in me.panel
        await me.press("@")
        assert me.screen.composing  # type: ignore[attr-defined]
        assert "Diambil alih dari budi; ia diberi tahu" in me.foot
        budi.store.poll()
        assert his.taken_over([1]) == [use.TakenOver(1, "rina")]
        await me.type("Baik")
        await me.press("escape")
        assert me.screen.area.text == "Baik"  # type: ignore[attr-defined]


@run
async def test_esc_leaves_it_to_the_colleague(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.take(me.colleague(), 1)
        await me.look_around()
        await me.press("r", "escape")
        assert me.panel == ""
        assert not me.screen.composing  # type: ignore[attr-defined]
        found = lease(me, 1)
        assert found is not None
        assert found.by == "budi"


@run
async def test_from_whom_it_is_taken_is_told_while_writing_and_the_draft_is_kept(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        await me.press("r")
        await me.type("Terima kasih")
        budi.store.poll()
        use.take(budi, 1, over=True)
        await me.look_around()
        assert "budi mengambil alih K1; draf Anda tersimpan" in me.foot
        await me.type(" atas laporannya")
        found = lease(me, 1)
        assert found is not None
        assert found.by == "budi"
        await me.press("escape")
        assert [one.text for one in me.replies()] == ["Terima kasih atas laporannya"]


@run
async def test_from_whom_it_is_taken_is_told_in_the_list_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        await me.press("r")
        await me.type("Baik")
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"
        budi.store.poll()
        use.take(budi, 1, over=True)
        await me.look_around()
        assert "budi mengambil alih K1; draf Anda tersimpan" in me.foot
        assert "sedang dibuka budi" in me.pane("inbox")[0]


@run
async def test_of_two_that_open_in_the_same_moment_the_second_is_told_while_writing(small_desk: Sit) -> None:
    async with small_desk() as me:
        comments_use.save_draft(me.desk, me.comment(1), "B")
        use.take(me.colleague(), 1)  # Not seen here yet.
        await me.press("r")
        await me.type("a")
        assert "Sedang dibuka budi" in me.foot
        assert me.screen.area.text == "Ba"  # type: ignore[attr-defined]
        found = lease(me, 1)
        assert found is not None
        assert found.by == "budi"


@run
async def test_admins_are_called_as_the_settings_have_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        comments_use.assign(me.colleague("root:budi"), 2, "root:budi")
        await me.look_around()
        admins.set_name(me.colleague(), "root:budi", "Pak Budi")
        await me.look_around()
        assert "Pak Budi" in me.pane("inbox")[1]
        use.take(me.colleague("root:budi"), 1)
        await me.look_around()
        assert "sedang dibuka Pak B…" in me.pane("inbox")[0]
        await me.fill("&", "pak")
        assert me.comment(1).assignee == "root:budi"
        assert "Diberikan kepada Pak Budi" in me.foot
    labels.use_names({})


@run
async def test_a_text_to_begin_with_waits_until_it_is_taken_over(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.take(me.colleague(), 1)
        await me.look_around()
        me.today.write_to(me.comment(1), "Jawaban PDAM: sudah diperbaiki.")
        await me.settle()
        assert "sedang dibuka budi" in me.panel
        await me.press("@")
        assert me.screen.area.text == "Jawaban PDAM: sudah diperbaiki."  # type: ignore[attr-defined]


@run
async def test_of_two_that_open_in_the_same_moment_who_typed_nothing_is_asked(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.take(me.colleague(), 1)  # Not seen here yet.
        await me.press("r")
        assert "sedang dibuka budi" in me.panel
        assert not me.screen.composing  # type: ignore[attr-defined]
        await me.press("@")
        await me.type("Baik")
        found = lease(me, 1)
        assert found is not None
        assert found.by == "rina"
        assert me.screen.area.text == "Baik"  # type: ignore[attr-defined]
