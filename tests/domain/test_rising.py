"""What makes a rising issue: three times the usual hour, five citizens, counted hour by hour over fourteen days."""

from hypothesis import given
from hypothesis import strategies as st

from domain.rising import AUTHORS, SPAN, TOLD_FOR, Rise, Said, by_hour, usual_hour
from domain.rising import rise as risen
from domain.times import DAY, HOUR, MINUTE

NOW = 1_800_000_000_000


def said(*ages: int, authors: int = 1_000) -> list[Said]:
    """Comments of so long ago, by that many citizens in turn."""
    return sorted(Said(NOW - age, f"warga{at % authors}") for at, age in enumerate(ages))


def rise(comments: list[Said], now: int) -> Rise | None:
    return risen([one for one in comments if one.at > now - TOLD_FOR - HOUR], [one.at for one in comments], now)


def steadily(each_hour: int, *, days: int = 14, until: int = HOUR) -> list[int]:
    """Ages of so many comments in every hour of those days, none in the last one."""
    start = until + days * DAY
    return [age + MINUTE * (at + 1) for age in range(until, start, HOUR) for at in range(each_hour)]


def test_five_citizens_within_an_hour_about_something_new() -> None:
    ages = [minutes * MINUTE for minutes in (1, 10, 20, 30, 59)]
    found = rise(said(*ages), NOW)
    assert found
    assert (found.comments, found.authors, found.usual) == (5, 5, 0)
    assert rise(said(*ages[:4]), NOW) is None


def test_five_comments_of_four_citizens_are_none() -> None:
    assert rise(said(*(minutes * MINUTE for minutes in (1, 2, 3, 4, 5)), authors=4), NOW) is None


def test_what_is_spread_over_more_than_an_hour_is_none() -> None:
    assert rise(said(0, 15 * MINUTE, 30 * MINUTE, 45 * MINUTE, HOUR), NOW) is None
    assert rise(said(0, 15 * MINUTE, 30 * MINUTE, 45 * MINUTE, HOUR - 1), NOW)


def test_three_times_as_many_as_usual_and_no_fewer() -> None:
    usual = steadily(4)
    assert usual_hour([one.at for one in said(*usual)], NOW - HOUR) == 4
    assert rise(said(*usual, *range(0, 11 * MINUTE, MINUTE)), NOW) is None, "eleven are less than three times four"
    found = rise(said(*usual, *range(0, 12 * MINUTE, MINUTE)), NOW)
    assert found
    assert (found.comments, found.usual) == (12, 4)


def test_a_group_younger_than_the_span_counts_zeros() -> None:
    ages = [*steadily(4, days=3), *range(0, 6 * MINUTE, MINUTE)]
    found = rise(said(*ages), NOW)
    assert found
    assert found.usual == 0
    older = [*steadily(4, days=8), *range(0, 6 * MINUTE, MINUTE)]
    assert rise(said(*older), NOW) is None, "more than half of the hours had four"


def test_it_is_told_for_a_day_and_by_its_largest() -> None:
    early = [20 * HOUR + at * MINUTE for at in range(8)]
    late = [HOUR + at * MINUTE for at in range(6)]
    found = rise(said(*early, *late), NOW)
    assert found
    assert found.comments == 8
    later = rise(said(*early, *late), NOW + 5 * HOUR)
    assert later
    assert later.comments == 6
    assert rise(said(*early, *late), NOW + TOLD_FOR) is None


def test_what_is_still_to_come_is_not_counted() -> None:
    assert rise(said(*(-at * MINUTE for at in range(1, 9))), NOW) is None


@given(st.lists(st.integers(0, SPAN + TOLD_FOR + HOUR), max_size=60), st.integers(1, 9))
def test_a_rise_keeps_its_promises(ages: list[int], authors: int) -> None:
    found = rise(said(*ages, authors=authors), NOW)
    if found:
        inside = [one for one in said(*ages, authors=authors) if found.start < one.at <= found.start + HOUR]
        assert found.comments == len(inside) >= 3 * found.usual
        assert found.authors == len({one.author for one in inside}) >= AUTHORS
        assert NOW - TOLD_FOR < found.start + HOUR <= NOW


def test_hours_for_a_sparkline() -> None:
    times = [one.at for one in said(0, 1, HOUR - 1, HOUR, 3 * HOUR - 1, 3 * HOUR)]
    assert by_hour(times, NOW, 3) == [1, 1, 3]
    assert by_hour([], NOW, 2) == [0, 0]
