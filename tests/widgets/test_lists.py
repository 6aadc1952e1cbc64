"""The lists: they draw what is visible, keep the chosen row, and say what is to be said in a row."""

import asyncio
from functools import partial
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip

from domain.comments import Comment, Reading, Span, masked
from domain.times import HOUR, MINUTE, parse_iso
from tests.widgets.conftest import Drawing
from widgets.bar import Bar, Part
from widgets.inbox import InboxList
from widgets.page import Fact, Page, Words
from widgets.queue import QueueList, QueueRow
from widgets.theme import COLOURS, ink
from widgets.topics import TopicList, TopicRow

NOW = parse_iso("2026-11-23T09:42:00+07:00")


def comment(**fields: Any) -> Comment:
    known = {"platform": "instagram", "account": 1, "platform_id": "c", "handle": "warga", "text": "Lampu jalan mati"}
    known |= {"id": 1, "kind": "complaint", "reply_due": NOW + HOUR, "sentiment": "negative"}
    return Comment(**(known | fields))  # type: ignore[arg-type]


def shown(one: Comment) -> tuple[str, str]:
    return one.handle or one.author, masked(one.text, one.reading.personal_data)


def rows_of(drawn: Drawing, columns: int, *comments: Comment, rows: int = 4) -> list[Strip]:
    found = {one.id: one for one in comments}
    inbox = InboxList(found.get, shown)
    return drawn(inbox, (columns, rows), lambda: inbox.show(list(found), NOW))


def colours(strip: Strip) -> dict[str, str]:
    """The colour of each segment's text."""
    return {
        segment.text.strip(): segment.style.color.name
        for segment in strip
        if segment.text.strip() and segment.style and segment.style.color
    }


# The inbox


def test_a_row_of_the_inbox(drawn: Drawing) -> None:
    first, second, *_rest = rows_of(drawn, 80, comment(), comment(id=2, assignee="rina:budi", kind="emergency"))
    assert first.text.startswith("› - aduan     warga        Lampu jalan mati")
    assert first.text.endswith("     1 j IG ")
    assert second.text.startswith("  - darurat")
    assert second.text.rstrip().endswith("budi     1 j IG")


@pytest.mark.parametrize(
    ("due", "said", "ink"),
    [
        (NOW + 90 * MINUTE, "1 j", "muted"),
        (NOW + 59 * MINUTE, "59 m", "warning"),
        (NOW - 20 * MINUTE, "-20 m", "error"),
        (NOW + 3 * 24 * HOUR, "3 h", "muted"),
        (None, "–", "muted"),
    ],
)
def test_the_time_left_is_the_urgency(drawn: Drawing, due: int | None, said: str, ink: str) -> None:
    _chosen, strip, *_rest = rows_of(drawn, 80, comment(), comment(id=2, reply_due=due))
    assert strip.text[:-4].rstrip().endswith(" " + said)
    shown = next(colour for text, colour in colours(strip).items() if said in text)
    assert shown == COLOURS["malam"][ink]


def test_what_was_handled_says_so_instead(drawn: Drawing) -> None:
    _chosen, strip, *_rest = rows_of(drawn, 80, comment(), comment(id=2, state="answered"))
    assert " j " not in strip.text
    assert set(colours(strip).values()) <= {COLOURS["malam"]["muted"], COLOURS["malam"]["error"]}


def test_personal_data_insults_and_spam_are_covered(drawn: Drawing) -> None:
    nik = comment(id=2, text="NIK 3599010101900000", reading=Reading(personal_data=(Span("nik", 4, 20),)))
    strips = rows_of(
        drawn,
        90,
        comment(),
        nik,
        comment(id=3, kind="abuse", text="dasar kepala batu"),
        comment(id=4, kind="gambling_spam", text="slot gacor"),
        rows=5,
    )
    text = "\n".join(strip.text for strip in strips)
    assert "3599••••••••0000" in text
    assert "kepala batu" not in text
    assert "gacor" not in text


def test_a_comment_that_is_gone_leaves_its_row(drawn: Drawing) -> None:
    inbox = InboxList(lambda id: None, shown)
    first, *_rest = drawn(inbox, (60, 3), lambda: inbox.show([1], NOW))
    assert "(" in first.text


def test_only_visible_comments_are_read(drawn: Drawing) -> None:
    asked: set[int] = set()

    def fetch(id: int) -> Comment:
        asked.add(id)
        return comment(id=id)

    inbox = InboxList(fetch, shown)
    drawn(inbox, (80, 10), lambda: inbox.show(range(1, 100_001), NOW))
    assert asked <= set(range(1, 13))


def test_the_chosen_comment_stays_where_it_stands(drawn: Drawing) -> None:
    inbox = InboxList(lambda id: comment(id=id), shown)

    def prepare() -> None:
        inbox.show(list(range(1, 101)), NOW)
        inbox.choose(50)
        inbox.choose(48)
        row = inbox.cursor - inbox._top
        inbox.show([*range(200, 230), *range(1, 101)], NOW)
        assert (inbox.chosen, inbox.cursor - inbox._top) == (49, row)
        inbox.show([1, 2, 3], NOW)  # It is gone: the nearest row.
        assert inbox.chosen == 3

    drawn(inbox, (80, 10), prepare)


# The queue


def queue_row(id: int, *, ahead: bool, **fields: Any) -> QueueRow:
    known = {"time": "09.00", "platform": "IG", "sign": "○", "sign_ink": "muted", "title": f"Konten {id}", "word": ""}
    return QueueRow(id=id, ahead=ahead, quiet=False, **(known | fields))


def test_the_present_stands_between_what_was_and_what_comes(drawn: Drawing) -> None:
    queue = QueueList()
    rows = [
        queue_row(1, ahead=False, word="lewat", sign="!", sign_ink="error"),
        queue_row(2, ahead=True, title="Judul yang sangat panjang sekali"),
    ]
    strips = drawn(queue, (37, 6), lambda: queue.show(rows, "09.42"))
    assert strips[0].text.startswith("  09.00 IG ! Konten 1 ")
    assert strips[0].text.rstrip().endswith(" lewat")
    assert strips[1].text.startswith("─ 09.42 sekarang ───")
    assert strips[2].text.startswith("› 09.00 IG ○ Judul yang")
    assert strips[2].text.rstrip().endswith("…")
    assert queue.chosen == rows[1]


def test_the_chosen_post_stays_chosen_when_time_passes_it(drawn: Drawing) -> None:
    queue = QueueList()

    def prepare() -> None:
        queue.show([queue_row(1, ahead=False), queue_row(2, ahead=True), queue_row(3, ahead=True)], "09.42")
        assert queue.chosen is not None
        assert queue.chosen.id == 2
        queue.show([queue_row(1, ahead=False), queue_row(2, ahead=False), queue_row(3, ahead=True)], "10.00")
        assert queue.chosen.id == 2
        queue.move(1)
        assert queue.chosen.id == 3
        queue.move(-1)
        assert queue.chosen.id == 2
        queue.move(-10)
        assert queue.chosen.id == 1

    drawn(queue, (37, 8), prepare)


@pytest.mark.parametrize("ahead", [True, False])
def test_a_queue_all_ahead_or_all_past_can_be_walked(drawn: Drawing, ahead: bool) -> None:
    queue = QueueList()

    def prepare() -> None:
        queue.show([queue_row(1, ahead=ahead), queue_row(2, ahead=ahead)], "09.42")
        seen = set()
        for step in (-5, 1, 1, 1, -1, 5):
            queue.move(step)
            seen.add(queue.chosen.id if queue.chosen else 0)
        assert seen == {1, 2}
        for step, id in ((1_000, 2), (-1_000, 1), (1_000, 2)):
            queue.move(step)
            assert queue.chosen is not None
            assert queue.chosen.id == id

    drawn(queue, (37, 8), prepare)


# Topics


@pytest.mark.parametrize(("rows", "tall"), [(11, 2), (10, 1)])
def test_a_topic_has_two_rows_where_there_is_room(drawn: Drawing, rows: int, tall: int) -> None:
    topics = TopicList()
    listed = [TopicRow(1, "KTP lama ditarik?", 7, 3.04, "rising"), TopicRow(2, "Hujan", 1, 0.5, "fading")]
    strips = drawn(topics, (37, rows), lambda: topics.show(listed))
    assert strips[0].text.startswith("› ▲ KTP lama ditarik?")
    assert strips[tall].text.startswith("  ▼ Hujan")
    assert ("7 media  3,0×" in strips[1].text) is (tall == 2)


# Lines and pages


def test_the_right_end_of_a_line_gives_way_first(drawn: Drawing) -> None:
    right = [Part("satu "), Part("dua "), Part("tiga")]
    for columns, words in (
        (30, ["kiri", "satu", "dua", "tiga"]),
        (16, ["kiri", "dua", "tiga"]),
        (10, ["kiri", "tiga"]),
    ):
        bar = Bar()
        (strip,) = drawn(bar, (columns, 1), partial(bar.show, [Part("kiri")], right))
        assert strip.text.split() == words
        assert strip.text.endswith("tiga ")


def test_a_page_wraps_scrolls_and_keeps_its_place(drawn: Drawing) -> None:
    page = Page()
    blocks = [
        Words(" ".join(f"kata{n}" for n in range(60))),
        None,
        Fact("alasan", (Part("a" * 3), Part(" " + "b" * 40))),
    ]

    def prepare() -> None:
        page.show(blocks)
        page.scroll_rows(3)
        page.show([*blocks, Words("lagi")], keep_place=True)
        assert page.top == 3
        page.scroll_rows(10_000)
        assert page.top == page.rows - page.size.height

    strips = drawn(page, (40, 8), prepare)
    assert all(strip.cell_length == 40 for strip in strips)
    assert strips[-1].text.strip() == "lagi"
    assert any(strip.text.startswith("  alasan     aaa") for strip in strips)


def test_an_unknown_theme_draws_as_the_usual_one() -> None:
    assert ink("textual-dark", "accent", "background") == ink("malam", "accent", "background")


# Another size


def test_the_chosen_row_is_drawn_again_when_the_list_shrinks() -> None:
    painted: dict[int, str] = {}

    class Painted(InboxList):
        def render_line(self, y: int) -> Strip:
            strip = super().render_line(y)
            painted[y] = strip.text
            return strip

    found = {id: comment(id=id) for id in range(1, 41)}

    class Shrinking(App[None]):
        def compose(self) -> ComposeResult:
            yield Painted(found.get, shown)

    async def story() -> None:
        app = Shrinking()
        async with app.run_test(size=(80, 40)) as pilot:
            inbox = app.query_one(Painted)
            inbox.show(list(found), NOW)
            inbox.move(25)
            await pilot.pause()
            painted.clear()
            await pilot.resize_terminal(80, 10)
            await pilot.pause()
            assert any("›" in row for row in painted.values())

    asyncio.run(story())
