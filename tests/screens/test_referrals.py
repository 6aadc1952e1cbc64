"""Disposisi at the desk: one key refers, one shows how it stands, one place lists what agencies owe."""

import wording
from domain.agency import Agency
from domain.times import DAY, HOUR
from screens.referrals import ReferralsScreen
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import Sitting, run


def register(me: Sitting) -> None:
    with me.desk.store.transaction() as tx:
        tx.insert("agencies", Agency(name="Perumda Air Minum", short="PDAM", liaison="Bu Sri"))
        tx.insert("agencies", Agency(name="Dinas Pekerjaan Umum", short="PU", days=1))


async def refer(me: Sitting, agency: str = "pu", ticket: str = "", note: str = "") -> None:
    await me.press("f")
    for typed in (agency, ticket, note):
        await me.type(typed)
        await me.press("enter")


@run
async def test_a_comment_is_referred_in_three_lines_and_its_text_copied(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        await me.press("f")
        assert "PDAM" in me.panel
        await me.type("pekerjaan")
        assert "PDAM" not in me.panel
        await me.press("enter")
        assert "D-2026-0001" in me.foot
        await me.press("enter")
        await me.type("Mohon dicek")
        await me.press("enter")
        one = me.comment(1)
        assert (one.state, one.referral and one.referral.name) == ("referred", "Dinas Pekerjaan Umum")
        text = me.app.clipboard
        for part in (
            "Yth. Dinas Pekerjaan Umum,",
            "D-2026-0001",
            "Lampu jalan mati",
            "Catatan: Mohon dicek",
            "24/11/2026 16.00",
        ):
            assert part in text
        assert "https://ig.example/c/1" in text
        assert "Verifikasi" in text
        assert text.endswith("Kecamatan Ngadirejo")
        await me.press("escape", "u")
        assert me.comment(1).state == "new"


@run
async def test_escape_at_any_question_refers_nothing(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        for answers in ((), ("enter",), ("enter", "enter")):
            await me.press("f", *answers, "escape")
            assert me.comment(1).state == "new"
            assert me.panel == ""


@run
async def test_without_a_register_the_desk_says_where_it_is(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("f")
        assert "g p" in me.foot
        assert me.comment(1).state == "new"


@run
async def test_personal_data_is_masked_until_a_key_that_is_on_the_trail(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        text = "NIK saya 3517084107900003 belum jadi"
        from desk.lessons import Lessons

        id = put_comment(me.desk, text=text, kind="emergency", reading=Lessons(me.desk.store).read(text))
        await me.look_around()
        me.app.spread({"comments": {id}})
        await me.press("R", "g", "g")
        assert me.chosen == id
        await refer(me)
        assert "3517084107900003" not in me.app.clipboard
        assert "3517••••" in me.app.clipboard
        await me.press("escape", "f", "d")
        assert "3517084107900003" in me.app.clipboard
        await me.press("escape", "L")
        assert "membuka data pribadi" in me.words


@run
async def test_the_answer_comes_back_and_goes_on_to_the_citizen(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        await refer(me)
        await me.press("escape")
        me.clock.now += HOUR
        await me.press("f")
        assert "belum dibalas" in me.panel
        await me.press("a")
        await me.type("Lampu diganti besok")
        await me.press("enter")
        await me.type("lusa")
        await me.press("enter")  # No time: asked again, and the answer is not lost.
        assert "Waktu, misalnya" in me.foot
        await me.press("enter")
        assert "f, lalu r menyampaik" in me.foot
        await me.press("f")
        assert "Lampu diganti besok" in me.panel
        await me.press("escape", "e")
        assert me.comment(1).state == "referred"
        await me.press("f", "r")
        assert me.place == "ConversationScreen"
        reply = me.screen.query_one("#reply").text  # type: ignore[attr-defined]
        assert reply == "@warga_satu, jawaban Dinas Pekerjaan Umum (nomor D-2026-0001): Lampu diganti besok"
        await me.press("escape", "t")
        assert me.comment(1).state == "answered"
        await me.press("e")
        assert me.comment(1).state == "done"


@run
async def test_a_holding_reply_keeps_it_referred(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        await refer(me)
        await me.press("escape")
        assert me.app.inbox.counts.unanswered == 2  # The citizen's clock runs on.
        await me.press("r")
        await me.type("Kami teruskan")
        await me.press("escape", "t")
        assert (me.comment(1).state, me.comment(1).unheard) == ("referred", False)
        assert me.app.inbox.counts.unanswered == 1


@run
async def test_the_board_lists_what_waits_and_reminds(small_desk: Sit) -> None:
    async with small_desk() as me:
        register(me)
        await refer(me, "pu", "400/1")
        await me.press("escape", "j")
        me.clock.now += HOUR
        await refer(me, "pdam")
        await me.press("escape")
        me.clock.now += 2 * DAY
        await me.press("g", "o")
        assert isinstance(me.screen, ReferralsScreen)
        rows = me.pane("referrals")
        assert "K1" in rows[0]
        assert "Dinas Pekerjaan Umum" in rows[0]
        assert "400/1" in rows[0]
        assert "2 hari" in rows[0]
        assert "Perumda Air Minum" in rows[1]
        assert "1 lewat tenggat" in me.frame[1]
        await me.press("p")
        assert "400/1" in me.app.clipboard
        assert "Dengan hormat" in me.app.clipboard
        await me.press("escape", "p", "escape")
        assert [one.by for one in me.comment(1).referral.reminders] == ["rina", "rina"]  # type: ignore[union-attr]
        assert "2×" in me.pane("referrals")[0]
        await me.press("enter")
        assert me.place == "ConversationScreen"
        assert "Dinas Pekerjaan Umum" in me.words
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"


@run
async def test_an_empty_board_and_a_narrow_one(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        await me.press("g", "o")
        assert "Tidak ada komentar yang menunggu" in me.text
        await me.press("escape")
        register(me)
        await refer(me)
        await me.press("escape", "g", "o")
        assert "K1" in me.pane("referrals")[0]
        await me.press("f")
        assert "D-2026-0001" in me.panel


@run
async def test_the_text_for_the_agency_is_indonesian_on_an_english_desk(small_desk: Sit) -> None:
    wording.use("en")
    try:
        async with small_desk() as me:
            register(me)
            await refer(me)
            assert me.app.clipboard.startswith("Yth.")
    finally:
        wording.use("id")


@run
async def test_a_colleagues_answer_in_between_is_told(small_desk: Sit) -> None:
    from desk import comments as use

    async with small_desk() as me:
        register(me)
        await me.press("f", "enter", "enter")
        other = me.colleague()
        use.mark_sent(other, me.comment(1), "Sudah kami jawab")
        await me.press("enter")
        assert me.comment(1).state == "answered"
        assert "budi" in me.panel
