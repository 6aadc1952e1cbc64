"""The first place: three panes, their verbs, and a reader whose place is sacred."""

import pytest
from textual import events

from desk import comments as use
from domain.comments import OPEN_STATES
from domain.times import HOUR, MINUTE
from tests.screens.conftest import Sit, put_comment
from tests.screens.sitting import SIZES, run

# Opening


@run
async def test_it_opens_on_the_inbox_by_priority(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        assert me.today.active == "inbox"
        assert me.today.inbox_list.cursor == 0
        assert me.comment().kind == "emergency"
        assert "CONTOH" in me.frame[0]
        assert "Senin 23 Nov · 09.42 WIB · rina" in me.frame[0]
        assert "belum dijawab" in me.frame[1]
        rows = me.pane("inbox")
        assert rows[0].startswith("› ")
        assert "darurat" in rows[0]
        assert me.comment().text.split()[0] in "\n".join(me.pane("detail"))
        assert "214" in me.pane("inbox-title")[0]
        assert "sekarang" in "\n".join(me.pane("queue"))
        assert me.pane("topics")[0].strip()


@pytest.mark.parametrize("size", SIZES)
@run
async def test_at_every_size_each_row_is_exactly_as_wide_as_the_terminal(demo_desk: Sit, size: tuple[int, int]) -> None:
    from widgets.text import width

    async with demo_desk(size=size) as me:
        for keys in ((), ("1",), ("3",), ("4",), ("2", "?"), ("escape", "c"), ("escape", "enter")):
            await me.press(*keys)
            assert len(me.frame) == size[1]
            assert {width(row) for row in me.frame} == {size[0]}


@run
async def test_one_pane_at_a_time_where_it_is_narrow(demo_desk: Sit) -> None:
    async with demo_desk(size=(80, 24)) as me:
        assert [me.screen.query_one(f"#{name}").display for name in ("queue", "inbox", "topics")] == [
            False,
            True,
            False,
        ]
        assert "1 Antrean" in me.frame[2]
        assert "3 Topik" in me.frame[2]
        await me.press("1")
        assert me.screen.query_one("#queue").display
        assert not me.screen.query_one("#inbox").display
        assert "sekarang" in me.text
        await me.press("tab", "tab")
        assert me.screen.query_one("#topics").display


@run
async def test_too_small_a_terminal_says_what_it_needs_and_still_answers(demo_desk: Sit) -> None:
    async with demo_desk(size=(50, 12)) as me:
        assert "60 × 15" in me.text
        assert "50 × 12" in me.text
        first = me.chosen
        await me.press("j")
        assert me.chosen != first
        await me.pilot.resize_terminal(120, 36)
        await me.until(lambda: "60 × 15" not in me.text)
        assert "Komentar" in me.text
        await me.pilot.resize_terminal(50, 12)
        await me.until(lambda: "60 × 15" in me.text)
        await me.press("q")
        assert me.app.return_code == 0
        assert not me.app.is_running


# Moving


@run
async def test_moving_in_the_inbox(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        listed = me.today.inbox_list
        order = list(listed.order)
        page = listed.page
        places = []
        for keys in ("j", "j", "k", "down", "up", "pagedown", "pageup", "G", "k", "home", "k", "end", "g g", "space"):
            await me.press(*keys.split())
            places.append(listed.cursor)
        last = len(order) - 1
        assert places == [1, 2, 1, 2, 1, page, 1, last, last - 1, 0, 0, last, 0, page - 1]
        assert list(listed.order) == order


@run
async def test_the_detail_follows_the_cursor_once_it_rests(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("j")
        await me.until(lambda: "Kantor buka jam berapa?" in "\n".join(me.pane("detail")))
        assert "@warga_dua" in me.pane("detail-title")[0]


@run
async def test_panes_by_number_and_tab(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        seen = []
        for key in ("1", "3", "4", "2", "tab", "tab", "tab", "shift+tab"):
            await me.press(key)
            seen.append(me.today.active)
        assert seen == ["queue", "topics", "detail", "inbox", "topics", "detail", "queue", "detail"]
        await me.press("escape")
        assert me.today.active == "queue"  # The detail showed the queue's post: back to its list.


@run
async def test_moving_in_the_queue_steps_over_the_present(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("1", "g", "g")
        queue = me.today.queue_list
        titles = []
        for _ in range(len(queue.rows)):
            assert queue.chosen is not None
            titles.append(queue.chosen.title)
            await me.press("j")
        assert titles == [row.title for row in queue.rows]


@run
async def test_a_click_chooses_a_row_and_its_pane(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.pilot.click("#inbox", offset=(20, 3))
        await me.settle()
        assert me.today.inbox_list.cursor == 3
        await me.pilot.click("#topics", offset=(5, 2))
        await me.settle()
        assert (me.today.active, me.today.topic_list.cursor) == ("topics", 1)
        await me.pilot.click("#inbox-title")
        await me.settle()
        assert me.today.active == "inbox"


# Verbs on the chosen comment


@run
async def test_kind_and_sentiment_in_one_or_two_keys(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        id, before = me.chosen, me.comment()
        await me.press("c")
        assert "d darurat" in me.text
        assert "h hoaks" in me.text
        await me.press("h")
        assert (me.comment(id).kind, me.comment(id).kind_by, me.chosen) == ("hoax", "rina", id)
        assert "Kelas: hoaks" in me.foot
        assert "u urung" in me.foot
        assert "hoaks" in me.pane("inbox")[0]
        for key, sentiment, word in (
            ("+", "positive", "positif"),
            ("0", "neutral", "netral"),
            ("-", "negative", "negatif"),
        ):
            await me.press(key)
            assert me.comment(id).sentiment == sentiment
            assert f"Sentimen: {word}" in me.foot
        await me.press("u", "u", "u", "u")
        assert (me.comment(id).kind, me.comment(id).sentiment) == (before.kind, before.sentiment)
        assert "u urung" not in me.foot
        await me.press("u")
        assert me.comment(id).rev == before.rev + 8


@run
async def test_keys_typed_faster_than_the_disk_do_not_get_in_each_others_way(small_desk: Sit) -> None:
    async with small_desk() as me:
        for key, letter in (("plus", "+"), ("c", "c"), ("h", "h"), ("at", "@"), ("b", "b"), ("j", "j"), ("e", "e")):
            me.app.post_message(events.Key(key, letter))
        await me.settle()
        comment = me.comment(1)
        assert me.panel == ""
        assert (comment.sentiment, comment.kind, comment.assignee) == ("positive", "hoax", "rina")
        assert comment.state in ("no_reply", "done")  # Whether e finds it handled already is up to the disk.
        assert comment.state_reason == "spam"


@run
async def test_a_chord_that_leads_nowhere_is_forgotten(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("c", "z")
        await me.press("h")  # Not a verb by itself: the chord is over.
        assert me.comment().kind == "complaint"
        await me.press("c", "escape", "h")
        assert me.comment().kind == "complaint"


@run
async def test_no_reply_for_a_reason(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("b")
        assert "t tidak bertanya" in me.text
        await me.press("t")
        assert (me.comment(1).state, me.comment(1).state_reason) == ("no_reply", "no_question")
        assert "Tanpa balasan: tidak bertanya" in me.foot
        assert me.chosen == 2
        assert "ditutup" in me.pane("inbox")[0]  # It keeps its place until R.
        await me.press("k", "e")
        assert me.comment(1).state == "done"
        await me.press("u", "u")
        assert me.comment(1).state == "new"


@run
async def test_done_needs_an_answer_and_says_so(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("e")
        assert me.comment(1).state == "new"
        assert "Belum ada yang menjawab" in me.foot


@run
async def test_done_and_next(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("b", "t", "k", "E")
        assert me.comment(1).state == "done"
        assert me.chosen == 2


@run
async def test_a_note_for_the_others(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("n", "sudah ditelepon")
        (note,) = me.comment(1).notes
        assert (note.by, note.text) == ("rina", "sudah ditelepon")
        assert "sudah ditelepon" in "\n".join(me.pane("detail"))
        await me.press("n", "escape")
        assert len(me.comment(1).notes) == 1
        await me.press("n", "enter")
        assert len(me.comment(1).notes) == 1
        assert "Belum ada teks" in me.foot


@run
async def test_verbs_while_typing_are_letters(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("n", "b t q c h : ? j")
        assert me.comment(1).notes[0].text == "b t q c h : ? j"
        assert (me.comment(1).state, me.comment(1).kind, me.chosen) == ("new", "complaint", 1)


@run
async def test_taking_a_comment_and_giving_it_back(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("@")
        assert me.comment(1).assignee == "rina"
        assert "rina" in me.pane("inbox")[0]
        await me.press("@")
        assert me.comment(1).assignee == ""


@run
async def test_copying_the_address(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("y")
        assert me.app.clipboard == "https://ig.example/c/1"
        assert "https://ig.example/c/1" in me.panel
        await me.press("escape")
        assert me.panel == ""


# What others do


@run
async def test_new_comments_wait_and_never_move_the_cursor(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("j", "j")
        id, shown = me.chosen, me.pane("inbox")
        budi = me.colleague()
        for n in range(12):
            put_comment(budi, kind="emergency", text=f"kebakaran {n}")
        await me.look_around()
        assert (me.chosen, me.pane("inbox")) == (id, shown)
        assert "12 baru ↓" in me.pane("inbox-title")[0]
        await me.press("R")
        assert me.chosen == id
        assert "baru" not in me.pane("inbox-title")[0]
        assert len(me.today.inbox_list.order) == 226
        await me.press("home")
        assert "kebakaran" in "".join(me.pane("inbox")[:4])


@run
async def test_the_chosen_row_stays_where_it_stands_on_the_screen(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("pagedown", "pagedown", "k", "k")
        row = next(at for at, text in enumerate(me.pane("inbox")) if text.startswith("›"))
        budi = me.colleague()
        for n in range(3):
            put_comment(budi, kind="emergency", text=f"kebakaran {n}")
        await me.look_around()
        await me.press("R")
        assert me.pane("inbox")[row].startswith("›")


@run
async def test_a_colleagues_change_shows_in_its_row(small_desk: Sit) -> None:
    async with small_desk() as me:
        budi = me.colleague()
        use.assign(budi, 2, "budi")
        use.no_reply(budi, 1, "spam")
        await me.look_around()
        assert "budi" in me.pane("inbox")[1]
        assert (me.chosen, me.today.inbox_list.order) == (1, [1, 2, 3])
        assert "1 belum dijawab" in me.frame[1]
        detail = "\n".join(me.pane("detail"))
        assert "budi" in detail


@run
async def test_other_desks_are_looked_at_without_being_asked(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    import app

    monkeypatch.setattr(app, "POLL", 0.01)
    async with small_desk() as me:
        put_comment(me.colleague(), text="baru")
        await me.until(lambda: "1 baru" in me.pane("inbox-title")[0])


@run
async def test_a_conflict_shows_both_versions_and_stores_neither_by_itself(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.tag_kind(me.colleague(), 1, "hoax", rev=1)
        await me.press("c", "r")  # This desk has not noticed yet.
        assert "Dua admin mengubah komentar ini" in me.panel
        assert "budi, tersimpan" in me.panel
        assert "Anda, belum" in me.panel
        row = next(row for row in me.panel.splitlines() if "kelas" in row)
        assert "hoaks" in row
        assert "apresiasi" in row
        assert "beda" in row
        assert me.comment(1).kind == "hoax"


@pytest.mark.parametrize(("key", "kind"), [("g", "praise"), ("b", "hoax"), ("escape", "hoax")])
@run
async def test_the_admin_chooses_between_the_versions(small_desk: Sit, key: str, kind: str) -> None:
    async with small_desk() as me:
        use.tag_kind(me.colleague(), 1, "hoax", rev=1)
        await me.press("c", "r")
        await me.press(key)
        assert me.panel == ""
        assert me.comment(1).kind == kind
        word = "apresiasi" if kind == "praise" else "hoaks"
        await me.look_around()
        assert word in me.pane("inbox")[0]


@run
async def test_undo_never_takes_back_a_colleagues_work(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("c", "r")
        use.tag_kind(me.colleague(), 1, "hoax")
        await me.press("u")
        assert me.comment(1).kind == "hoax"
        assert "budi sudah mengubah K1" in me.words


# Time


@run
async def test_the_turn_of_the_minute_moves_clock_and_time_left_and_nothing_else(small_desk: Sit) -> None:
    async with small_desk() as me:
        before = me.frame
        assert "1 j" in me.pane("inbox")[0]
        me.clock.now += MINUTE - 1
        await me.look_around()
        assert me.frame == before
        me.clock.now += 42 * MINUTE + 1
        await me.look_around()
        assert "10.25" in me.frame[0]
        assert "57 m" in me.pane("inbox")[0]
        me.clock.now += HOUR
        await me.look_around()
        assert "2 lewat tenggat" in me.frame[1]


@run
async def test_the_day_rolls_over_with_the_desk_open(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("1 a", "ig besok 09.00 Konten esok")
        assert "Konten esok" not in "\n".join(me.pane("queue"))
        me.clock.now += 15 * HOUR
        await me.look_around()
        assert "Selasa 24 Nov" in me.frame[0]
        assert "Konten esok" in "\n".join(me.pane("queue"))


# Search


@run
async def test_searching_the_inbox_and_clearing_it(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.fill("/", "pdam")
        found = me.today.inbox_list.order
        assert found
        assert all(
            "pdam" in (one := me.comment(id)).text.casefold() + one.handle + one.author.casefold() for id in found
        )
        assert any(me.comment(id).state not in OPEN_STATES for id in found)  # All are searched, not the open alone.
        assert "pdam" in me.pane("inbox-title")[0]
        await me.press("escape")
        assert len(me.today.inbox_list.order) == 214


@run
async def test_a_search_that_finds_nothing_says_how_to_leave_it(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("/", "zzz")
        assert "Tidak ada yang cocok" in me.text
        assert me.chosen == 0
        await me.press("r", "e", "c", "y", "enter")  # Nothing is chosen: nothing happens.
        await me.press("escape", "escape")
        assert me.today.inbox_list.order == [1, 2, 3]


@run
async def test_leaving_the_prompt_searches_nothing(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("/")
        await me.type("kantor")
        await me.press("escape")
        assert me.today.inbox_list.order == [1, 2, 3]
        assert me.app.inbox.query == ""


@run
async def test_searching_queue_and_topics_goes_to_the_next_title(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.fill("1 /", "damkar")
        chosen = me.today.queue_list.chosen
        assert chosen is not None
        assert "damkar" in chosen.title
        await me.fill("3 /", "gempa")
        topic = me.today.topic_list.chosen
        assert topic is not None
        assert "Gempa" in topic.title
        await me.fill("/", "zzz")
        assert "Tidak ada yang cocok" in me.foot


# Queue


@run
async def test_a_post_in_one_line(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "a")
        await me.type("x 10.30 Apel pagi")
        assert "@ngadirejo · 10.30 · Apel pagi" in me.foot
        await me.press("enter")
        post, variant = me.posts()[-1], me.variants()[-1]
        assert (post.title, post.owner, variant.account) == ("Apel pagi", "rina", 2)
        assert variant.slot_at == me.clock.now + 48 * MINUTE
        assert "Apel pagi" in me.foot
        chosen = me.today.queue_list.chosen
        assert chosen is not None
        assert chosen.title == "Apel pagi"
        await me.press("u")
        assert len(me.posts()) == 2
        assert "Apel pagi" not in "\n".join(me.pane("queue"))


@run
async def test_a_line_without_account_or_title_is_told_why(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill("1 a", "10.30 Apel")
        assert "Akun mana?" in me.foot
        await me.fill("a", "ig 10.30")
        assert "Judul" in me.foot
        await me.press("a", "escape")
        assert len(me.posts()) == 2


@run
async def test_the_caption_is_shown_and_copied(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "g", "g", "p")
        assert me.app.clipboard == "Isi konten 1"
        assert "Isi konten 1" in me.panel


@run
async def test_a_publication_is_recorded_with_time_and_address(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "g", "g")
        await me.fill("t", "09.40 https://ig.example/p/1")
        variant = me.variants()[0]
        assert (variant.state, variant.url, variant.published_by) == ("published", "https://ig.example/p/1", "rina")
        assert variant.published_at == me.clock.now - 2 * MINUTE
        assert "IG 1/2" in me.frame[1]
        await me.press("t")  # Once is enough: now it can be corrected only.
        assert "23/11/2026 09.40 https://ig.example/p/1" in me.foot
        await me.press("escape", "y")
        assert me.app.clipboard == "https://ig.example/p/1"


@pytest.mark.parametrize(
    ("line", "told"),
    [("kemarin", "Jam dan alamat"), ("23.00 -", "belum tiba"), ("javascript://x", "http")],
)
@run
async def test_a_publication_that_cannot_be_is_told_why(small_desk: Sit, line: str, told: str) -> None:
    async with small_desk() as me:
        await me.press("1", "g", "g")
        await me.fill("t", line)
        assert me.variants()[0].state == "planned"
        assert told in me.foot


@run
async def test_a_post_whole_on_a_place_of_its_own(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("1", "g", "g", "enter")
        assert me.place != "TodayScreen"
        assert "Konten 1" in me.frame[0]
        assert "Isi konten 1" in me.text
        await me.press("escape")
        assert me.place == "TodayScreen"
        assert len(me.posts()) == 2


# Topics


@run
async def test_a_topic_and_its_draft(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        before = len(me.posts())
        await me.press("3", "j", "enter")
        assert me.place == "TopicsScreen"
        topic = me.today.topic_list.chosen
        assert topic is not None
        (chosen,) = [line for line in me.frame if line.startswith("›")]
        assert topic.title[:20] in chosen
        await me.press("y")
        assert me.app.clipboard.startswith("https://")
        await me.press("escape", "a", *(["Y"] if topic.flag in ("awas", "larang") else []))
        draft = me.posts()[-1]
        assert (draft.title, draft.topic, len(me.posts())) == (topic.title, topic.id, before + 1)
        await me.press("escape", "a", *(["Y"] if topic.flag in ("awas", "larang") else []))
        assert len(me.posts()) == before + 1
        assert "draf" in me.foot
        await me.press("1")
        assert draft.title[:20] in "\n".join(me.pane("queue"))


# Places


@run
async def test_going_places_and_back(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        id = me.chosen
        for keys, place in (("g t", "TopicsScreen"), ("g f", "FeedsScreen"), ("g a", "SettingsScreen")):
            await me.press(*keys.split())
            assert me.place == place
            await me.press("escape")
            await me.press("g", "h")
            assert me.place == "TodayScreen"
        assert me.chosen == id


@run
async def test_q_leaves(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("q")
        assert not me.app.is_running
        assert me.app.return_code == 0


# Palette, help


@run
async def test_the_palette_offers_only_what_is_possible(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press(":")
        await me.type("selesai")
        assert "selesai" not in me.panel.replace("Setiap", "")
        await me.press("escape")
        assert me.panel == ""
        await me.press("b", "t", "k", ":")
        await me.type("selesai")
        assert "selesai" in me.panel
        await me.press("enter")
        assert me.comment(1).state == "done"
        assert me.panel == ""


@run
async def test_the_palette_finds_and_does_a_verb(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.fill(":", "hoaks")
        assert me.comment(1).kind == "hoax"
        await me.fill("ctrl+p", "zzzzqqqq")
        assert "tidak ada di sini" in me.foot
        assert me.panel == ""


@run
async def test_help_shows_the_keys_that_work_here(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("?")
        assert "balas" in me.panel
        assert "selesai" not in me.panel
        await me.press("escape", "1", "?")
        assert "balas" not in me.panel
        await me.press("?")
        assert me.panel == ""


# Empty


@run
async def test_empty_panes_say_what_to_do_first(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")  # The set-up of the first run.
        assert "Belum ada komentar" in me.text
        assert "Belum ada rencana hari ini" in me.text
        assert "Belum ada sumber berita" in me.text
        for key in ("r", "e", "@", "n", "y", "enter", "+", "j", "k", "pagedown", "G", "R", "u"):
            await me.press(key)
            assert me.place == "TodayScreen"
        await me.press("1", "p", "t", "enter", "3", "enter")
        assert me.place == "TodayScreen"
        assert me.desk.store.seq == 0
        await me.press("2", "D")
        assert me.app.return_value == "demo"


@run
async def test_the_first_comments_come_in_by_themselves(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("escape")
        put_comment(me.colleague(), text="yang pertama", handle="warga")
        await me.look_around()
        assert "yang pertama" in me.pane("inbox")[0]


@run
async def test_everyone_answered_is_said(small_desk: Sit) -> None:
    async with small_desk() as me:
        for _ in range(3):
            await me.press("b", "t")
        await me.press("R")
        assert "Semua sudah dijawab" in me.text


@run
async def test_those_who_ask_the_same_are_one_key_away_and_so_is_the_way_back(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        inbox = me.today.session.inbox
        many = next(id for id in inbox.order if inbox.count_alike(me.comment(id)) > 3)
        while me.chosen != many:
            await me.press("j")
        count = inbox.count_alike(me.comment(many))
        assert f"×{count} " in me.text
        await me.press("*")
        assert len(inbox.order) == count
        assert me.chosen == many
        await me.press("escape")
        assert len(inbox.order) > count
        assert me.chosen == many
