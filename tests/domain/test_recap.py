"""The rules behind a recap's figures, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import calendar_of
from domain.recap import Feelings, extremes, feelings, turns, worked
from domain.times import HOUR, MINUTE, parse_iso


def at(text: str, zone: str = "+07:00") -> int:
    return parse_iso(f"2026-11-{text}{zone}")


def test_sentiment_with_its_counts() -> None:
    told = [("positive", True)] * 3 + [("neutral", False)] * 4 + [("negative", False)] * 5 + [("unsure", False)] * 8
    found = feelings(told)  # type: ignore[arg-type]
    assert found == Feelings(3, 4, 5, 8, 3)
    assert found.n == 12
    assert found.net == pytest.approx((3 - 5) / 12)
    assert found.pleased == pytest.approx(3 / 8)
    assert found.checked_share == pytest.approx(3 / 20)


def test_of_nobody_there_is_no_sentiment() -> None:
    assert (feelings([]).net, feelings([]).pleased, feelings([]).checked_share) == (None, None, None)
    only_unsure = feelings([("unsure", False)])
    assert (only_unsure.net, only_unsure.checked_share) == (None, 0.0)


def test_before_and_after_our_reply() -> None:
    found = turns(
        [
            (1, "negative", "neutral"),
            (2, "negative", "positive"),
            (3, "neutral", "neutral"),
            (4, "positive", "negative"),
            (5, "unsure", "positive"),
            (6, "negative", "unsure"),
        ]
    )
    assert found == ((1, 2), (3,), (4,))


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("23T09:00", "23T10:30", 1.5),  # Monday
        ("23T11:30", "23T13:30", 1.0),  # over the break
        ("27T11:29", "27T13:01", 2 / 60),  # Friday: until 11.30, from 13.00
        ("27T16:00", "30T08:30", 1.5),  # over the weekend: half an hour on Friday, an hour on Monday
        ("28T08:00", "29T20:00", 0.0),  # Saturday and Sunday
        ("23T20:00", "24T06:00", 0.0),  # the night
        ("23T07:30", "24T07:30", 7.5),
        ("23T10:00", "23T10:00", 0.0),
    ],
)
@pytest.mark.parametrize(("zone", "offset"), [("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00")])
def test_working_time_between_two_instants(since: str, until: str, hours: float, zone: str, offset: str) -> None:
    calendar = calendar_of((), (), zone)
    assert worked(calendar, at(since, offset), at(until, offset), zone) == pytest.approx(hours * HOUR)


def test_holidays_are_no_working_time() -> None:
    calendar = calendar_of((), ())
    christmas = parse_iso("2026-12-25T08:00:00+07:00")
    assert worked(calendar, christmas, christmas + 3 * HOUR, "WIB") == 0


@given(st.integers(0, 14 * 24 * 60), st.integers(0, 5 * 24 * 60))
def test_working_time_is_no_longer_than_the_clock(start: int, length: int) -> None:
    since = at("16T00:00") + start * MINUTE
    found = worked(calendar_of((), ()), since, since + length * MINUTE, "WIB")
    assert 0 <= found <= length * MINUTE


@pytest.mark.parametrize(
    ("count", "best", "worst"),
    [(0, [], []), (1, [1], []), (2, [1], [2]), (3, [1, 2], [3]), (6, [1, 2, 3], [6, 5, 4]), (9, [1, 2, 3], [9, 8, 7])],
)
def test_the_best_and_the_worst_are_never_the_same(count: int, best: list[int], worst: list[int]) -> None:
    assert extremes([(10.0 - id, id) for id in range(1, count + 1)]) == (best, worst)
