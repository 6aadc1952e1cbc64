"""The calendar at the keys: looking about, lifting and putting down, copying, shifting, limits, advice, a month."""

from datetime import date

import pytest

from desk import score
from domain.agency import Slot
from domain.posts import Post, Variant
from domain.score import Score
from domain.times import DAY, HOUR, MINUTE, local
from screens.calendar import CalendarScreen
from screens.editor import EditorScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run


def put(me: Sitting, title: str, at: int, account: int = 1, state: str = "planned", approved: bool = False) -> int:
    """A post at a time; its variant."""
    with me.desk.store.transaction() as tx:
        post = tx.insert("posts", Post(title=title, state="approved" if approved else "draft"))
        fields = {"published_at": at} if state == "published" else {}
        return tx.insert("variants", Variant(post=post, account=account, slot_at=at, state=state, **fields))  # type: ignore[arg-type]


def slot(me: Sitting, minute: int, account: int = 1) -> None:
    with me.desk.store.transaction() as tx:
        tx.insert("slots", Slot(account=account, minute=minute))


async def calendar(me: Sitting) -> CalendarScreen:
    me.app.plan.load()
    await me.press("g", "k")
    screen = me.screen
    assert isinstance(screen, CalendarScreen)
    return screen


def at(me: Sitting, id: int) -> str:
    found = me.desk.store.repo("variants", Variant).get(id)
    assert found
    return local(found.slot_at).strftime("%d %H.%M")


def chosen(me: Sitting) -> str:
    screen = me.screen
    assert isinstance(screen, CalendarScreen)
    item = screen.chosen_item()
    return item.post.title if item else ""


async def choose(me: Sitting, title: str) -> None:
    """Walk there by keys."""
    await me.press("home")
    for _ in range(7):
        await me.press(*["up"] * 6)
        for _ in range(8):
            if chosen(me) == title:
                return
            await me.press("down")
        await me.press("right")
    raise AssertionError(me.text)


@run
async def test_a_week_shows_days_posts_and_free_slots(small_desk: Sit) -> None:
    async with small_desk() as me:
        slot(me, 1140)
        put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        await calendar(me)
        assert "pekan 48" in me.text
        for words in ("Sen 23", "Min 29", "hari ini", "Konten 2", "09.00 IG", "Besok pagi", "19.00 IG +"):
            assert words in me.text
        assert "Hari Guru" in me.text
        await me.press("escape")
        assert "Komentar" in me.text


@run
async def test_a_post_is_lifted_and_put_down_on_another_day_and_undone(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        await calendar(me)
        await me.press("right", "up", "up")
        assert chosen(me) == "Besok pagi"
        await me.press("space")
        assert "Besok pagi: Sel 24 Nov 09.00" in me.foot
        await me.press("right")
        assert "Rab 25 Nov 09.00" in me.foot
        await me.press("space")
        assert at(me, id) == "25 09.00"
        assert chosen(me) == "Besok pagi"
        await me.press("u")
        assert at(me, id) == "24 09.00"
        assert chosen(me) == "Besok pagi"


@run
async def test_it_is_put_down_on_a_free_slot_or_the_usual_hour_of_a_part_of_the_day(small_desk: Sit) -> None:
    async with small_desk() as me:
        slot(me, 1170)
        id = put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        await calendar(me)
        await me.press("right", "up", "up", "space", "down")
        assert "Sel 24 Nov 12.00" in me.foot  # No slot at noon: the usual hour.
        await me.press("down")
        assert "Sel 24 Nov 19.30" in me.foot
        await me.press("enter")
        assert at(me, id) == "24 19.30"


@run
async def test_escape_lets_go_and_nothing_has_moved(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        screen = await calendar(me)
        await me.press("right", "up", "up", "space", "right", "right", "escape")
        assert me.screen is screen
        assert at(me, id) == "24 09.00"
        await me.press("space")  # Nothing is lifted there: nothing happens.
        assert at(me, id) == "24 09.00"


@run
async def test_the_past_and_a_taken_slot_refuse_with_a_reason(small_desk: Sit) -> None:
    async with small_desk() as me:
        first = put(me, "Pertama", NOW + DAY, state="scheduled", approved=True)
        second = put(me, "Kedua", NOW + DAY + 3 * HOUR, state="scheduled", approved=True)
        await calendar(me)
        await me.press("right", "up", "up")
        assert chosen(me) == "Pertama"
        await me.press("space", "left", "space")
        assert "lewat" in me.foot + me.panel
        assert at(me, first) == "24 09.42"
        await choose(me, "Pertama")
        await me.press(*["}"] * 12)
        assert at(me, first) == "24 12.27"
        assert at(me, second) == "24 12.42"
        stored = me.desk.store.repo("posts", Post).get(3)
        assert stored
        assert stored.state == "approved"


@run
async def test_what_is_out_does_not_move(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Sudah tayang", NOW - HOUR, state="published", approved=True)
        await calendar(me)
        await choose(me, "Sudah tayang")
        await me.press("space")
        assert "tayang" in me.foot
        await me.press(")")
        assert at(me, id) == "23 08.42"


@run
async def test_a_copy_is_a_draft_of_its_own(small_desk: Sit) -> None:
    async with small_desk() as me:
        put(me, "Sudah tayang", NOW - HOUR, state="published", approved=True)
        await calendar(me)
        await choose(me, "Sudah tayang")
        await me.press("y", "right", "space")
        made = [one for one in me.desk.store.repo("posts", Post).all() if one.title == "Sudah tayang"]
        assert [one.state for one in made] == ["approved", "draft"]
        last = max(one.id for one in me.desk.store.repo("variants", Variant).all())
        assert at(me, last) == "24 08.42"
        assert chosen(me) == "Sudah tayang"
        await me.press("u")
        assert len(me.desk.store.repo("posts", Post)) == 3


@run
async def test_several_that_are_marked_shift_together(small_desk: Sit) -> None:
    async with small_desk() as me:
        first, second = put(me, "Satu", NOW + DAY), put(me, "Dua", NOW + DAY + 2 * HOUR)
        await calendar(me)
        for title in ("Satu", "Dua"):
            await choose(me, title)
            await me.press("x")
        assert "2 ditandai" in me.text
        await me.press(")")
        assert [at(me, id) for id in (first, second)] == ["25 09.42", "25 11.42"]
        assert chosen(me) == "Dua"
        await me.press("u")
        assert [at(me, id) for id in (first, second)] == ["24 09.42", "24 11.42"]
        await me.press("escape")
        assert "ditandai" not in me.text
        assert isinstance(me.screen, CalendarScreen)


@run
async def test_the_next_free_slot_for_what_is_chosen_and_for_what_is_lifted(small_desk: Sit) -> None:
    async with small_desk() as me:
        slot(me, 720)
        id = put(me, "Satu", NOW + DAY)
        await calendar(me)
        await choose(me, "Satu")
        await me.press("]")
        assert at(me, id) == "24 12.00"
        assert chosen(me) == "Satu"
        await me.press("space", "]")
        assert "Rab 25 Nov 12.00" in me.foot
        await me.press("space")
        assert at(me, id) == "25 12.00"


@run
async def test_slots_set_in_the_settings_are_there_when_one_comes_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await calendar(me)
        await me.press("g", "p")
        assert me.place == "SettingsScreen"
        slot(me, 1140)
        me.app.spread({"slots": {1}})
        await me.press("q")
        assert "19.00 IG +" in me.text
        await me.press("g", "h")
        assert me.place == "TodayScreen"


@run
async def test_weeks_turn_and_home_is_today(small_desk: Sit) -> None:
    async with small_desk() as me:
        put(me, "Pekan depan", NOW + 7 * DAY)
        await calendar(me)
        await me.press(">")
        assert "pekan 49" in me.text
        assert "Pekan depan" in me.text
        await me.press("<", "<")
        assert "pekan 47" in me.text
        await me.press("home")
        assert "pekan 48" in me.text
        await me.press("left")
        assert "pekan 47" in me.text  # Over the edge of the week.
        await me.press("end")
        assert chosen(me) == "Pekan depan"


@run
async def test_three_days_on_a_small_terminal(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as me:
        put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        await calendar(me)
        assert "Rab 25" in me.text
        assert "Kam 26" not in me.text
        await me.press("right", "right", "right")
        assert "Kam 26" in me.text


@run
async def test_enter_opens_the_post_and_a_free_slot_asks_for_one(small_desk: Sit) -> None:
    async with small_desk() as me:
        slot(me, 1140)
        await calendar(me)
        await choose(me, "Konten 2")
        await me.press("enter")
        assert isinstance(me.screen, EditorScreen)
        await me.press("escape")
        await me.press("right", "down", "down", "down")
        await me.press("enter")
        assert "19.00" in me.foot
        await me.type("Malam minggu")
        await me.press("enter")
        assert chosen(me) == "Malam minggu"
        assert at(me, 3) == "24 19.00"


@run
async def test_a_month_has_every_day_and_moves_a_post_by_days(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Besok pagi", NOW + DAY - 42 * MINUTE)
        await calendar(me)
        await me.press("v")
        assert "Nov 2026" in me.text
        assert "HUT KORPRI" in me.text
        await me.press("right")
        assert chosen(me) == "Besok pagi"
        await me.press("space", "down")
        assert "Sel 1 Des 09.00" in me.foot
        await me.press("space")
        assert at(me, id) == "01 09.00"
        assert "Des 2026" in me.text
        await me.press("v")
        assert "pekan 49" in me.text
        assert chosen(me) == "Besok pagi"


@run
async def test_in_a_month_the_posts_of_a_day_are_gone_through(small_desk: Sit) -> None:
    async with small_desk() as me:
        await calendar(me)
        await me.press("v")
        assert chosen(me) == "Konten 2"  # What comes next.
        await me.press("tab")
        assert chosen(me) == "Konten 1"
        await me.press("tab")
        assert chosen(me) == "Konten 2"


@run
async def test_some_accounts_only(small_desk: Sit) -> None:
    async with small_desk() as me:
        put(me, "Di X", NOW + HOUR, account=2)
        await calendar(me)
        await me.fill("l", "x")
        assert "hanya X" in me.text
        assert "Di X" in me.text
        assert "Konten 2" not in me.text
        await me.fill("l", "youtube")
        assert "Tak ada akun" in me.foot
        await me.press("escape")
        assert "Konten 2" in me.text


@run
async def test_what_is_worth_knowing_opens_its_rows(small_desk: Sit) -> None:
    async with small_desk() as me:
        put(me, "Terlalu dekat", NOW + HOUR + 20 * MINUTE)
        await calendar(me)
        await me.press("=")
        assert "hanya berjarak 20 menit" in me.panel
        row = next(line for line in me.panel.splitlines() if "berjarak 20" in line)
        await me.press(row.strip(" │")[0])
        assert "2 ditandai" in me.text
        assert chosen(me) == "Konten 2"


@run
async def test_another_desk_moves_a_post_and_my_place_stays_with_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Besok pagi", NOW + DAY)
        await calendar(me)
        await choose(me, "Besok pagi")
        with me.desk.store.transaction() as tx:
            tx.update("variants", id, {"slot_at": NOW + 2 * DAY})
        me.app.spread({"variants": {id}}, by_others=True)
        await me.settle()
        assert chosen(me) == "Besok pagi"
        assert "Rab 25 Nov 09.42" in me.text


@run
async def test_an_empty_store_has_an_empty_week(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")
        await calendar(me)
        assert "Sen 23" in me.text
        for words in ("Belum ada rencana.", "a menulis konten pertama", "i mengimpor kalender konten", "g p"):
            assert words in me.text
        await me.press("space", "enter")
        assert "konten" in me.foot
        await me.press("escape", "v", "=")
        assert me.panel


@pytest.mark.parametrize("size", [(50, 12), (60, 15), (200, 50)])
def test_it_stands_at_every_size(small_desk: Sit, size: tuple[int, int]) -> None:
    @run
    async def story() -> None:
        async with small_desk(size=size) as me:
            put(me, "Besok \x1b[2J pagi", NOW + DAY)
            await calendar(me)
            for key in ("down", "right", "v", "right", "v", ">", "home"):
                await me.press(key)
            assert "\x1b" not in me.text

    story()


@run
async def test_what_has_no_time_waits_at_the_foot_and_is_given_one(small_desk: Sit) -> None:
    async with small_desk() as me:
        id = put(me, "Gagasan", 0)
        await calendar(me)
        assert "belum ada jam" in me.text
        await me.press(*["down"] * 12)
        assert chosen(me) == "Gagasan"
        await me.press("space", *["up"] * 1, "right")
        await me.press("space")
        assert at(me, id) == "24 19.00"


@run
async def test_the_days_score_is_not_reckoned_behind_the_calendar(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with small_desk() as me:
        id = put(me, "Besok pagi", NOW + DAY)
        await calendar(me)
        reckoned: list[date] = []
        real = score.Ledger.score

        def noted(ledger: score.Ledger, day: date) -> Score:
            reckoned.append(day)
            return real(ledger, day)

        monkeypatch.setattr(score.Ledger, "score", noted)
        await choose(me, "Besok pagi")
        await me.press(")")
        assert at(me, id) == "25 09.42"
        assert reckoned == []
        await me.press("escape")
        assert reckoned


@run
async def test_a_year_at_a_glance_leads_to_a_month(small_desk: Sit) -> None:
    async with small_desk() as me:
        put(me, "Sudah tayang", NOW - 40 * DAY, state="published", approved=True)
        put(me, "Desember", NOW + 20 * DAY)
        await calendar(me)
        await me.press("V")
        assert me.place == "YearScreen"
        assert "1 tayang" in me.text
        rows = me.text.splitlines()
        december = next(at for at, row in enumerate(rows) if "Des 2026" in row)
        assert "1 terencana" in rows[december]
        assert "Hari Raya Natal" in rows[december + 1]
        await me.press("j", "enter")
        assert "Kalender › Des 2026" in me.text
        await me.press("V", ">")
        assert "2027" in me.text
        await me.press("v")
        assert me.place == "CalendarScreen"
