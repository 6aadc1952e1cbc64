"""Skor Harian, part by part, against sheets reckoned by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.posts import DUE_FOR, Variant
from domain.score import (
    CODES,
    NEVER,
    WEIGHTS,
    Case,
    Part,
    Rated,
    Score,
    complete,
    engaged,
    on_time,
    published,
    response,
    together,
    well_mixed,
)
from domain.times import DAY, HOUR, MINUTE, parse_iso

START = parse_iso("2026-11-23T00:00:00+07:00")
END = START + DAY
NOON = START + 12 * HOUR


def score(**shares: float | None) -> Score:
    parts = tuple(Part(code=code, share=shares.get(code)) for code in CODES)
    return Score(day="2026-11-23", account=0, parts=parts)


def test_the_weights_make_100_and_40_30_30() -> None:
    assert list(WEIGHTS.values()) == [25, 15, 10, 10, 10, 15, 10, 5]
    assert sum(WEIGHTS.values()) == 100


def test_everything_well_is_100_and_nothing_well_0() -> None:
    assert score(**dict.fromkeys(CODES, 1.0)).value == 100
    assert score(**dict.fromkeys(CODES, 0.0)).value == 0


def test_a_whole_day_by_hand() -> None:
    """25·3/4 + 15·2/3 + 10·1/2 + 10·(1−12/30) + 10·0,8 + 15·9/10 + 10·6/8 + 5·(1−1/2) = 71,25."""
    found = score(
        published=3 / 4,
        on_time=2 / 3,
        complete=1 / 2,
        mix=0.6,
        engagement=0.8,
        in_time=0.9,
        closed=0.75,
        not_overdue=0.5,
    )
    assert found.value == pytest.approx(71.25)
    assert sum(found.points(part) or 0 for part in found.parts) == pytest.approx(71.25)


def test_what_has_no_denominator_drops_out_and_the_rest_rescales() -> None:
    """Only 25·1/2, 15·1 and 15·2/3 count, of 55: (12,5 + 15 + 10) ÷ 55 × 100."""
    found = score(published=0.5, on_time=1.0, in_time=2 / 3)
    assert found.weight == 55
    assert found.value == pytest.approx(68.181818, abs=1e-6)
    assert found.points(found["on_time"]) == pytest.approx(27.272727, abs=1e-6)
    assert found.points(found["mix"]) is None


def test_a_day_without_anything_has_no_score() -> None:
    assert score().value is None


@given(st.fixed_dictionaries({code: st.none() | st.floats(0, 1) for code in CODES}))
def test_a_score_lies_between_0_and_100(shares: dict[str, float | None]) -> None:
    value = score(**shares).value
    assert value is None or -1e-9 <= value <= 100 + 1e-9


# Quantity


def test_more_than_the_target_is_no_more_than_all_of_it() -> None:
    assert published([1, 2, 3], 2).share == 1.0
    assert published([1, 2, 3], 4).share == 0.75
    assert published([], 4).share == 0.0
    assert published([1], 0).share is None
    assert published([1], None).share is None


def variant(id: int, slot: int, state: str = "published", late: int | None = 0) -> Variant:
    out = slot + late if slot and late is not None else 0
    return Variant(id=id, post=1, account=1, slot_at=slot, state=state, published_at=out)  # type: ignore[arg-type]


def test_on_time_is_until_15_minutes_after_the_slot() -> None:
    nine = START + 9 * HOUR
    out = [
        variant(1, nine),
        variant(2, nine, late=DUE_FOR),
        variant(3, nine, late=DUE_FOR + 1),
        variant(4, nine, late=-HOUR),
        variant(5, nine - DAY, late=DAY),
        Variant(id=6, post=1, account=1, state="published", published_at=nine),  # at nobody's time: it was not planned
    ]
    found = on_time(out)
    assert (found.rows, found.others) == ((1, 2, 4), (3, 5))
    assert found.share == 3 / 5
    assert on_time([]).share is None
    assert on_time(out[5:]).share is None


# Quality


def test_complete_posts() -> None:
    found = complete({1: True, 2: False, 3: True})
    assert (found.share, found.rows, found.others) == (2 / 3, (1, 3), (2,))
    assert complete({}).share is None


@pytest.mark.parametrize(("deviation", "share"), [(0, 1), (12, 0.6), (30, 0), (50, 0), (None, None)])
def test_the_mix_earns_nothing_from_30_points_on(deviation: float | None, share: float | None) -> None:
    assert well_mixed(deviation, (1, 2)).share == (share if share is None else pytest.approx(share))


def test_engagement_is_measured_by_the_accounts_own_median() -> None:
    """(3 ÷ 2 + 1 ÷ 4) ÷ 2 = 0,875; what was not measured, or has no median, does not count."""
    today = [Rated(1, END, 3.0), Rated(2, END, 1.0), Rated(3, END, None), Rated(4, END, 2.0), Rated(5, END, 2.0)]
    found = engaged(today, {1: 2.0, 2: 4.0, 3: 2.0, 4: None, 5: 0.0})
    assert found.share == pytest.approx(0.875)
    assert (found.rows, found.others) == ((1, 2), (3, 4, 5))
    assert engaged(today[2:], {3: 2.0}).share is None
    assert engaged([Rated(1, END, 9.0)], {1: 2.0}).share == 1.0


# Response


def case(
    id: int,
    written: float,
    due: float,
    replied: float | None = None,
    closed: float | None = None,
    dropped: float | None = None,
) -> Case:
    """Hours of the day; None: never."""

    def at(hours: float | None) -> int:
        return NEVER if hours is None else START + round(hours * HOUR)

    return Case(id, 1, at(written), at(due), at(replied), at(closed), at(dropped))


def test_each_citizen_is_judged_once() -> None:
    cases = [
        case(1, 8, 10, 9, 9),  # in time
        case(2, 8, 10, 11, 11),  # late: judged at 10
        case(3, 8, 10),  # late, still open
        case(4, 8, 13),  # undecided at noon
        case(5, -20, -10, 9, 9),  # was late yesterday
        case(6, -2, 2, -1, -1),  # in time yesterday
        case(7, -2, 30, 11, 11),  # long before its time
        case(8, 13, 15),  # not written yet
    ]
    found = response(cases, START, NOON + 1)
    assert found.in_time == (1, 7)
    assert found.late == (2, 3)
    in_time, closed, not_overdue = found.parts
    assert in_time.share == 1 / 2
    assert found.closed == (1, 2, 5, 7)
    assert (found.new, found.carried) == ((1, 2, 3, 4), (5, 7))
    assert closed.share == 4 / 6
    assert (found.open, found.overdue) == ((3, 4), (3,))
    assert not_overdue.share == 1 / 2


def test_the_next_day_carries_what_is_left() -> None:
    cases = [case(1, 8, 10, 9, 9), case(3, 8, 10), case(4, 8, 26, 25, 25)]
    found = response(cases, END, END + DAY)
    assert (found.in_time, found.late) == ((4,), ())
    assert (found.new, found.carried, found.closed) == ((), (3, 4), (4,))
    assert (found.open, found.overdue) == ((3,), (3,))


def test_without_citizens_the_parts_drop_out() -> None:
    assert [part.share for part in response([], START, END).parts] == [None, None, None]


def test_everybody_answered_leaves_nobody_open() -> None:
    in_time, closed, not_overdue = response([case(1, 8, 10, 9, 9)], START, END).parts
    assert (in_time.share, closed.share, not_overdue.share) == (1.0, 1.0, None)


def test_closing_without_a_reply_earns_nothing() -> None:
    """One is answered; whether the other is left open or closed without a word, that day is worth the same."""
    answered = case(1, 8, 10, 9, 9)
    for due in (10, 20, 40):
        left = response([answered, case(2, 8, due)], START, END).parts
        dropped = response([answered, case(2, 8, due, dropped=9.5)], START, END).parts
        assert [part.share for part in left] == [part.share for part in dropped]


def test_who_waits_for_another_agency_and_knows_it_is_neither_open_nor_closed() -> None:
    found = response([case(1, 8, 10, 9, dropped=9)], START, END)
    assert (found.in_time, found.new, found.closed, found.open) == ((1,), (1,), (), ())
    assert response([case(1, 8, 10, 9, dropped=9)], END, END + DAY).carried == ()


def test_accounts_are_put_together() -> None:
    one, other = response([case(1, 8, 10, 9, 9)], START, END), response([case(2, 8, 10)], START, END)
    both = together([one, other])
    assert (both.in_time, both.late, both.new) == ((1,), (2,), (1, 2))
    assert both == response([case(1, 8, 10, 9, 9), case(2, 8, 10)], START, END)


hours = st.integers(-60, 60)
maybe = st.none() | hours


@st.composite
def a_case(draw: st.DrawFn) -> Case:
    written = draw(hours)
    replied = draw(st.none() | st.integers(written, 80))
    fate = draw(st.sampled_from(("closed", "dropped", "open"))) if replied is not None else "open"
    closed = replied if fate == "closed" else None
    dropped = draw(st.integers(written, 80)) if fate == "dropped" else None
    if fate == "open":
        replied = None
    return case(draw(st.integers(1, 10**6)), written, written + draw(st.integers(0, 40)), replied, closed, dropped)


@given(st.lists(a_case(), max_size=12))
def test_over_the_days_nobody_is_judged_twice(cases: list[Case]) -> None:
    days = [response(cases, START + step * DAY, START + (step + 1) * DAY) for step in range(-4, 6)]
    judged = [id for day in days for id in (*day.in_time, *day.late)]
    assert sorted(judged) == sorted(one.comment for one in cases)
    for day in days:
        assert set(day.closed) | set(day.open) <= {*day.new, *day.carried}
        assert set(day.overdue) <= set(day.open)


@given(st.lists(a_case(), max_size=12))
def test_what_is_over_counts_for_nothing_any_more(cases: list[Case]) -> None:
    kept = [one for one in cases if one.over_at >= START]
    assert response(kept, START, END) == response(cases, START, END)


def test_a_minute_to_midnight() -> None:
    late = case(1, 8, 23.99)
    assert response([late], START, END).late == (1,)
    assert response([late], START, START + 23 * HOUR + 59 * MINUTE).late == ()
