"""Days and themes of the calendar: yearly ones, dated ones, and how they are typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion, holds, on, read_days, themes, written

TEACHERS = Occasion(name="Hari Guru", since="11-25")
WEEK = Occasion(name="Pekan Adminduk", since="2026-11-23", until="2026-11-29")
TURN = Occasion(name="Libur akhir tahun", since="12-28", until="01-03")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("25/11", ("11-25", "")),
        ("25/11/2026", ("2026-11-25", "")),
        ("23/11–29/11", ("11-23", "11-29")),
        ("23/11-29/11", ("11-23", "11-29")),
        ("23/11/2026 - 29/11/2026", ("2026-11-23", "2026-11-29")),
        ("2026-11-23 s.d. 2026-11-29", ("2026-11-23", "2026-11-29")),
        ("28/12–3/1", ("12-28", "01-03")),
        ("29/2", ("02-29", "")),
        ("23/11–23/11", ("11-23", "")),
    ],
)
def test_days_as_they_are_typed(typed: str, days: tuple[str, str]) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize(
    "typed",
    ["", "besok", "31/2", "31/4/2026", "23/11–29/11/2026", "29/11/2026–23/11/2026", "1/1/2026–1/2/2027", "1/1 2/1 3/1"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever part of it is wrong
        read_days(typed)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 360), st.booleans())
def test_what_is_written_is_read_again(first: date, more: int, yearly: bool) -> None:
    last = first + timedelta(days=more)
    cut = 5 if yearly else 0
    one = Occasion(name="x", since=first.isoformat()[cut:], until=last.isoformat()[cut:] if more else "")
    since, until = read_days(written(one))
    assert (since, until or since) == (one.since, one.until or one.since)


def test_a_yearly_day_comes_every_year_and_a_dated_one_once() -> None:
    assert [year for year in (2026, 2027) if holds(TEACHERS, date(year, 11, 25))] == [2026, 2027]
    assert [year for year in (2026, 2027) if holds(WEEK, date(year, 11, 25))] == [2026]


def test_a_theme_may_go_over_the_turn_of_the_year() -> None:
    assert [day for day in (27, 28, 31) if holds(TURN, date(2026, 12, day))] == [28, 31]
    assert [day for day in (1, 3, 4) if holds(TURN, date(2027, 1, day))] == [1, 3]


def test_a_day_says_its_theme_first() -> None:
    assert on([TEACHERS, WEEK, TURN], date(2026, 11, 25)) == [WEEK, TEACHERS]


def test_themes_of_a_stretch_of_days_stand_once_in_the_order_they_come() -> None:
    assert themes([TURN, WEEK, TEACHERS], date(2026, 11, 20), date(2026, 12, 31)) == [WEEK, TURN]


def test_the_national_days_are_dates_of_a_year_each_named_once_and_with_their_source() -> None:
    assert len({one.name for one in NATIONAL_DAYS}) == len(NATIONAL_DAYS) >= 60
    for one in NATIONAL_DAYS:
        assert read_days(written(one)) == (one.since, "")
        assert one.name
        assert one.source


@pytest.mark.parametrize(
    ("day", "name"),
    [((2, 9), "Hari Pers Nasional"), ((10, 2), "Hari Batik Nasional"), ((11, 25), "Hari Guru Nasional")],
)
def test_days_everybody_knows(day: tuple[int, int], name: str) -> None:
    assert name in [one.name for one in on(NATIONAL_DAYS, date(2026, *day))]
