"""The calendar's faces: what fits on a row, what is cut, and where a click lands."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip

from widgets.calendar import Cell, Clicked, Head, Spot, Week
from widgets.month import Month, MonthDay

BANDS = [("pagi", "00–11"), ("siang", "11–18"), ("malam", "18–24")]


def cell(number: int, *, free: bool = False) -> Cell:
    return Cell(
        f"v{number}", f"{8 + number % 10:02}.00 IG", "+" if free else "○", "muted", f"Konten {number}", free=free
    )


class Faces(App[None]):
    """A week above a month."""

    CSS = "Week { height: 20; } Month { height: 13; }"

    def compose(self) -> ComposeResult:
        yield Week()
        yield Month()

    def on_mount(self) -> None:
        self.clicked: list[Spot] = []

    def on_clicked(self, event: Clicked) -> None:
        self.clicked.append(event.spot)

    def text(self, kind: type[Week | Month]) -> list[str]:
        face = self.query_one(kind)
        return [face.render_line(y).text.rstrip() for y in range(face.size.height)]


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def heads() -> list[Head]:
    return [Head(f"Hari {day}", "1/2") for day in range(7)]


def test_an_entry_takes_two_rows_and_a_free_slot_one() -> None:
    async def story() -> None:
        app = Faces()
        async with app.run_test(size=(120, 36)) as pilot:
            app.query_one(Week).show(heads(), BANDS, {(0, 0): [cell(1), cell(2, free=True), cell(3)]}, Spot(0, 0, 1))
            await pilot.pause()
            rows = app.text(Week)
            assert [rows[y][6:20].strip() for y in range(3, 8)] == [
                "09.00 IG    ○",
                "Konten 1",
                "›10.00 IG + Ko",
                "11.00 IG    ○",
                "Konten 3",
            ]

    run(story)


def test_a_long_account_leaves_the_columns_where_they_are() -> None:
    async def story() -> None:
        app = Faces()
        async with app.run_test(size=(120, 36)) as pilot:
            long = Cell("v1", "08.00 IG @kominfo.kabupaten.sumberrejo", "○", "muted", "Konten")
            cells = {(day, 0): [long, cell(2, free=True)] for day in range(7)}
            app.query_one(Week).show(heads(), BANDS, cells, Spot(2, 0))
            app.query_one(Month).show(["Sen"] * 7, [MonthDay(Head("23"), [long])] * 42, 3, "v1")
            await pilot.pause()
            rows = app.text(Week)
            assert [rows[3][6 + 16 * day + 12 : 6 + 16 * day + 15].strip() for day in range(7)] == ["○"] * 7
            assert [rows[4][6 + 16 * day : 6 + 16 * day + 8].strip() for day in range(7)] == ["Konten"] * 7
            for face in (Week, Month):
                assert {app.query_one(face).render_line(y).cell_length for y in range(10)} == {120}

    run(story)


def test_the_chosen_place_is_always_in_sight() -> None:
    async def story() -> None:
        app = Faces()
        async with app.run_test(size=(120, 36)) as pilot:
            many = {(0, 0): [cell(number) for number in range(30)], (6, 2): [cell(99)]}
            week = app.query_one(Week)
            for spot in (Spot(0, 0, 0), Spot(0, 0, 29), Spot(6, 2, 0), Spot(3, 1, 0), Spot(0, 0, 5)):
                week.show(heads(), BANDS, many, spot)
                week.choose(spot)
                await pilot.pause()
                assert any("›" in row for row in app.text(Week)), spot

    run(story)


def test_what_was_shown_before_it_had_a_size_is_drawn_as_it_stands() -> None:
    painted: dict[int, str] = {}

    class Painted(Week):
        DEFAULT_CSS = "Painted { height: 20; }"

        def render_line(self, y: int) -> Strip:
            strip = super().render_line(y)
            painted[y] = strip.text
            return strip

    class Hidden(App[None]):
        def compose(self) -> ComposeResult:
            yield Painted()

    async def story() -> None:
        app = Hidden()
        async with app.run_test(size=(80, 24)) as pilot:
            week = app.query_one(Painted)
            many = {(0, 0): [cell(number) for number in range(30)], (6, 2): [cell(99)]}
            for spot in (Spot(6, 2, 0), Spot(0, 0, 0)):
                week.display = False
                await pilot.pause()
                painted.clear()
                week.display = True
                week.show(heads(), BANDS, many, spot)
                await pilot.pause()
                assert any("›" in row for row in painted.values()), spot

    run(story)


@pytest.mark.parametrize(("number", "shown"), [(3, "○○○"), (9, "○○○○○○+3"), (40, "○○○○○+35")])
def test_a_day_of_the_month_shows_a_sign_each_and_counts_what_does_not_fit(number: int, shown: str) -> None:
    async def story() -> None:
        app = Faces()
        async with app.run_test(size=(77, 36)) as pilot:
            day = MonthDay(Head("23", f"{number}/2"), [cell(one) for one in range(number)])
            app.query_one(Month).show(["Sen"] * 7, [day, *[MonthDay(Head("24"))] * 41], 0, "v1")
            await pilot.pause()
            rows = app.text(Month)
            assert rows[1].startswith("›23")
            assert rows[2].split()[0] == shown

    run(story)


def test_a_click_chooses_the_entry_under_it() -> None:
    async def story() -> None:
        app = Faces()
        async with app.run_test(size=(120, 36)) as pilot:
            app.query_one(Week).show(heads(), BANDS, {(1, 0): [cell(1), cell(2)]}, Spot(0, 0))
            await pilot.pause()
            await pilot.click(Week, offset=(6 + 16 + 3, 5))
            await pilot.click(Week, offset=(6 + 16 * 3 + 3, 5))
            assert app.clicked == [Spot(1, 0, 1), Spot(3, 0, 0)]

    run(story)
