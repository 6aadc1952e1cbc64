"""Limiting the inbox at the keys: the list narrows while typing, the very place again afterwards, views on digits."""

import threading
from collections.abc import Callable, Iterator

import pytest

import wording
from desk import comments as use
from desk import views
from desk.finding import Listing
from domain.filters import CODES, Query, read
from domain.times import HOUR
from screens.settings_sections import SECTIONS
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import NOW, Sitting, run
from wording import figures


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    wording.use("id")


def listed(me: Sitting) -> list[int]:
    return list(me.today.inbox_list.order)


def offered(me: Sitting) -> str:
    """The line above the one that is typed."""
    return me.frame[-2].strip()


def title(me: Sitting) -> str:
    return me.pane("inbox-title")[0]


@run
async def test_the_list_narrows_while_a_query_is_typed(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        everything = listed(me)
        await me.press("l")
        assert offered(me).startswith("kelas:")
        await me.type("kel")
        assert offered(me).startswith("kelas:   ") or offered(me).split()[0] == "kelas:"
        await me.press("tab")
        await me.type("ad")
        assert listed(me) == everything  # What is not a value yet narrows nothing, and is no mistake.
        assert offered(me).split()[0] == "aduan"
        await me.press("tab")
        complaints = listed(me)
        assert 0 < len(complaints) < len(everything)
        assert {me.comment(id).kind for id in complaints} == {"complaint"}
        assert f"{figures.number(len(complaints))} cocok" in me.foot
        await me.type(" platform:ig")
        assert set(listed(me)) < set(complaints)
        narrow = listed(me)
        await me.press("enter")
        assert listed(me) == narrow
        assert "kelas:aduan platform:ig" in title(me)
        assert me.chosen == narrow[0]
        await me.press("escape")
        assert listed(me) == everything
        assert "cocok" not in title(me)


@run
async def test_escape_leads_back_to_the_very_place(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press(*"j" * 40)
        rows, before = me.today.inbox_list, listed(me)
        place, frame = (rows.chosen, rows.above, rows.cursor), me.pane("inbox")
        assert rows.above != rows.cursor  # It has scrolled.
        await me.press("l")
        await me.type("kelas:aduan")
        assert listed(me) != before
        await me.press("escape")
        assert (rows.chosen, rows.above, rows.cursor) == place
        assert (listed(me), me.pane("inbox")) == (before, frame)
        assert not me.app.inbox.filter
        await me.fill("l", "kelas:hoaks umur:>99minggu")
        assert me.chosen == 0
        assert "Tidak ada yang cocok" in me.text
        await me.press("escape")  # Clears the filter.
        assert (rows.chosen, rows.above) == place[:2]


@run
async def test_words_are_searched_for_and_misspelt_ones_stand_below(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("l")
        await me.type("kelas:aduan lmapu")
        assert listed(me) == [1]
        assert "0 cocok · 1 mirip" in me.foot
        await me.press("enter")
        assert listed(me) == [1]
        await me.fill("l", "")  # The same again.
        assert "kelas:aduan lmapu" in title(me)


@run
async def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("l")
        await me.type("kelas:adun ")
        assert "kelas tidak mengenal adun — maksudnya aduan?" in offered(me)
        assert listed(me) == [1, 2, 3]
        await me.type("pdam")
        await me.press("enter")
        assert "maksudnya aduan?" in offered(me)
        field = me.today.prompt.field
        assert (field.value, field.cursor_position) == ("kelas:adun pdam", 10)
        await me.press("backspace", "backspace")
        await me.type("uan")
        assert field.value == "kelas:aduan pdam"
        await me.press("escape")
        assert (listed(me), me.app.inbox.filter) == ([1, 2, 3], Query())


@run
async def test_tab_goes_from_one_to_the_next_that_fits(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("l")
        await me.type("kelas:a")
        values = []
        for _turn in range(4):
            await me.press("tab")
            values.append(me.today.prompt.field.value)
        assert values == ["kelas:aduan", "kelas:aspirasi", "kelas:apresiasi", "kelas:aduan"]
        await me.press("tab", "tab")
        assert listed(me) == [3]


@run
async def test_people_and_accounts_are_offered(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("@", "l")
        await me.type("petugas:")
        assert offered(me).split()[:4] == ["saya", "kosong", "ada", "rina"]
        await me.type("saya")
        assert listed(me) == [1]
        await me.press("escape", "l")
        await me.type("akun:ng")
        assert offered(me).split()[0] == "ngadirejo"


@run
async def test_a_search_goes_on_within_the_filter_and_escape_goes_back_step_by_step(small_desk: Sit) -> None:
    async with small_desk() as me:
        put = put_comment(me.desk, text="Lampu taman mati", kind="question")
        me.app.spread({"comments": {put}})
        await me.press("R")
        await me.fill("l", "kelas:tanya")
        assert sorted(listed(me)) == [2, put]
        await me.press("/")
        await me.type("lampu")
        assert listed(me) == [put]
        await me.press("enter")
        assert "kelas:tanya · cari: lampu" in title(me)
        await me.press("R")
        assert listed(me) == [put]
        await me.press("escape")
        assert sorted(listed(me)) == [2, put]
        await me.press("escape")
        assert sorted(listed(me)) == [1, 2, 3, put]


@run
async def test_new_ones_that_belong_to_the_filter_are_announced(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("l", "kelas:aduan")
        new, other = put_comment(me.desk, kind="complaint"), put_comment(me.desk, kind="praise")
        me.app.spread({"comments": {new, other}})
        await me.settle()
        assert listed(me) == [1]
        assert "1 baru" in title(me)
        await me.press("R")
        assert sorted(listed(me)) == [1, new]
        assert "kelas:aduan" in title(me)


@run
async def test_marking_all_marks_what_the_filter_means(small_desk: Sit) -> None:
    async with small_desk() as me:
        done = put_comment(me.desk, state="done")
        me.app.spread({"comments": {done}})
        await me.fill("l", "status:selesai")
        await me.press("X")
        assert me.today._triage.marked.keys() == {done}
        await me.press("escape", "escape")
        await me.fill("l", "kelas:aduan,tanya")
        await me.press("c", "r", "X")  # The first is praise now, and still listed.
        assert me.today._triage.marked.keys() == {2}


@run
async def test_orders(small_desk: Sit) -> None:
    async with small_desk() as me:
        old = put_comment(me.desk, kind="praise", written_at=NOW - 9 * HOUR, reply_due=NOW + 9 * HOUR, likes=3)
        me.app.spread({"comments": {old}})
        await me.press("R")
        titles, firsts = [], []
        for _turn in range(4):
            await me.press("o")
            titles.append(title(me))
            firsts.append(listed(me)[0])
        assert [("tenggat" in one, "terlama" in one, "suka" in one) for one in titles[:3]] == [
            (True, False, False),
            (False, True, False),
            (False, False, True),
        ]
        assert "menurut prioritas" in titles[3]
        assert (firsts[1], firsts[2]) == (old, old)
        assert sorted(listed(me)) == [1, 2, 3, old]
        await me.fill("l", "kelas:aduan,apresiasi urut:!umur")
        assert listed(me)[-1] == old
        await me.press("o", "o", "o", "o")
        assert "kelas:aduan,apresiasi urut:umur" in title(me)
        assert listed(me)[0] == old


@run
async def test_a_search_is_put_in_order_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        liked = put_comment(me.desk, text="Lampu taman", kind="praise", likes=9)
        me.app.spread({"comments": {liked}})
        await me.fill("/", "lampu")
        assert listed(me) == [1, liked]
        await me.press("o", "o", "o")
        assert "suka" in title(me)
        assert "cari: lampu" in title(me)
        assert listed(me) == [liked, 1]
        await me.press("escape")
        assert "cari" not in title(me)
        assert sorted(listed(me)) == [1, 2, 3, liked]
        await me.press("escape")
        assert "menurut prioritas" in title(me)


@run
async def test_an_answer_that_comes_late_is_not_shown(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:
        finder, late = me.app.inbox.finder, threading.Event()
        honest = finder.find

        def find(query: Query, search: str = "", dropped: Callable[[], bool] = lambda: False) -> Listing | None:
            if query.words == ("k",):
                late.wait(20)
                assert dropped()
            return honest(query, search, dropped)

        monkeypatch.setattr(finder, "find", find)
        await me.pilot.press("l", "k")
        await me.press("backspace", *"lampu")
        assert listed(me) == [1]
        late.set()
        await me.settle()
        assert listed(me) == [1]
        await me.press("escape")
        assert listed(me) == [1, 2, 3]


@run
async def test_keys_typed_ahead_are_for_what_was_found(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("l", *"kantor", "enter", "@")
        assert (listed(me), me.comment(2).assignee) == ([2], "rina")


# Views


@run
async def test_the_views_there_are_with_their_counts(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("v")
        counts = me.app.inbox.counts
        for words in (
            f"belum dijawab {counts.unanswered}",
            f"lewat tenggat {counts.overdue}",
            f"ditinjau {counts.unsure}",
        ):
            assert words in me.words
        await me.press("2")
        assert len(listed(me)) == counts.overdue
        assert "status:belum_dijawab tenggat:lewat" in title(me)
        await me.press("v", "1")
        assert len(listed(me)) == counts.unanswered
        await me.press("escape")
        assert "cocok" not in title(me)


@run
async def test_a_view_of_ones_own_and_of_everybody(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("v", "s")
        assert "tidak disaring" in me.foot
        await me.fill("l", "kelas:tanya")
        await me.fill("v S", "pertanyaan")  # The first free digit stands there already.
        assert "v6 pertanyaan" in me.foot
        await me.fill("l", " petugas:kosong")
        await me.press("v", "s")
        me.today.prompt.field.value = "6 punyaku"
        await me.press("enter", "escape", "v")
        assert "punyaku 1" in me.words
        await me.press("6")
        assert "kelas:tanya petugas:kosong" in title(me)
        budi = me.colleague()
        assert views.shown(budi)[6] == views.Shown("pertanyaan", read("kind:question", CODES)[0])
        await me.press("u", "v", "6")
        assert "petugas" not in title(me)
        await me.press("v", "s")
        me.today.prompt.field.value = "12"
        await me.press("enter")
        assert "1 sampai 9" in me.foot
        await me.fill("v s", "8 tanya saja")  # What is typed takes the place of the digit that is offered.
        assert "v8 tanya saja" in me.foot


@run
async def test_views_stand_in_the_settings(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("l", "kelas:tanya")
        await me.fill("v S", "pertanyaan")
        await me.press("g", "p")
        for _turn in range([one.id for one in SECTIONS].index("views")):
            await me.press("j")
        await me.press("enter")
        assert "v6 pertanyaan" in me.words
        assert "kelas:tanya" in me.words
        await me.press("enter", "tab", "tab")
        await me.press(*["backspace"] * 5)
        await me.type("adun")
        await me.press("enter")
        assert "maksudnya aduan?" in me.words
        await me.press(*["backspace"] * 4)
        await me.type("saran")
        await me.press("enter")
        assert views.shown(me.desk)[6].query == read("kind:suggestion", CODES)[0]
        await me.press("w")
        assert 6 not in views.shown(me.desk)


@run
async def test_in_english_and_on_a_small_screen(demo_desk: Sit) -> None:
    async with demo_desk(size=(80, 24)) as me:
        me.app.choose("language", "en")
        await me.press("l")
        await me.type("ki")
        assert offered(me).split()[0] == "kind:"
        await me.press("tab")
        await me.type("complain")
        await me.press("tab", "enter")
        assert {me.comment(id).kind for id in listed(me)} == {"complaint"}
        assert "2 Comments" in me.frame[1] or "2 Comments" in me.text
        me.app.choose("language", "id")
        await me.press("l")
        assert me.today.prompt.field.value == "kelas:aduan"
        await me.press("escape", "v")
        assert "lewat tenggat" in me.words


@run
async def test_typed_in_one_go_nothing_stays_over_the_list(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("l", *"kelas:tanya", "enter")
        assert listed(me) == [2]
        assert "kelas:" not in "".join(me.frame[-3:])


@run
async def test_marks_are_there_again_after_escape(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("x", "x")
        marked = me.today.marks
        assert marked.keys() == {1, 2}
        for key, words in (("l", "kelas:tanya"), ("/", "kantor")):
            await me.press(key)
            await me.type(words)
            assert listed(me) == [2]
            await me.press("escape")
            assert me.today.marks == marked
        await me.fill("l", "kelas:tanya")
        assert me.today.marks.keys() == {2}  # What is out of sight is not marked.


@run
async def test_a_long_filter_is_cut_before_the_count_is(small_desk: Sit) -> None:
    for size in ((120, 36), (80, 24)):
        async with small_desk(size=size) as me:
            await me.fill(
                "l", "kelas:tanya,aduan,saran,kritik,apresiasi,lainnya sentimen:!positif,netral umur:<99minggu"
            )
            title = me.pane("inbox-title")[0] if size == (120, 36) else me.frame[2]
            assert "3 cocok" in title
            assert "kelas:tanya,aduan" in title
            assert "…" in title


@run
async def test_what_is_typed_ahead_is_completed_from_the_names_once_they_are_known(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.assign(me.colleague(), 2, "budi")
        await me.look_around()
        await me.pilot.press("l", *"petugas:b")
        await me.settle()
        assert offered(me).split()[0] == "budi"
        await me.press("tab", "enter")
        assert listed(me) == [2]
