"""An account's slots on the days of a plan, parts of the day, prime time, and shifting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency import Slot
from domain.slots import (
    PART_HOURS,
    in_prime_time,
    minute_of,
    open_among,
    part_of,
    read_prime_time,
    shifted,
    slots_on,
)
from domain.times import HOUR, MINUTE, local, parse_iso
from domain.week import NotAWeek

MONDAY = date(2026, 11, 23)
NINE = parse_iso("2026-11-23T09:00+07:00")
SLOTS = [Slot(account=1, minute=540), Slot(account=1, minute=720, weekdays=(0, 1)), Slot(account=1, minute=1140)]


def test_every_minute_has_one_part_of_the_day() -> None:
    told = [part_of(minute) for minute in range(24 * 60)]
    assert [told.index(part) // 60 for part in PART_HOURS] == [0, 11, 18]
    assert told == sorted(told, key=list(PART_HOURS).index)


def test_slots_fall_on_their_weekdays_in_the_zone_of_the_account() -> None:
    assert [local(at).strftime("%H.%M") for at in slots_on(SLOTS, MONDAY, "WIB")] == ["09.00", "12.00", "19.00"]
    assert len(slots_on(SLOTS, date(2026, 11, 28), "WIB")) == 2
    assert slots_on(SLOTS, MONDAY, "WIB")[0] - slots_on(SLOTS, MONDAY, "WIT")[0] == 2 * HOUR


def test_a_slot_is_open_unless_a_post_stands_less_than_an_hour_from_it() -> None:
    slots = slots_on(SLOTS, MONDAY, "WIB")
    assert open_among(slots, []) == slots
    assert open_among(slots, [NINE + 59 * MINUTE]) == slots[1:]
    assert open_among(slots, [NINE + 60 * MINUTE]) == slots
    assert open_among(slots, [NINE - 30 * MINUTE, NINE + 4 * HOUR, NINE + 10 * HOUR]) == slots[1:2]


@given(st.lists(st.integers(0, 1439)), st.lists(st.integers(0, 1439)))
def test_open_slots_as_one_would_find_them_by_looking_at_every_post(slots: list[int], taken: list[int]) -> None:
    times, busy = [one * MINUTE for one in slots], sorted(one * MINUTE for one in taken)
    assert open_among(times, busy) == [at for at in times if all(abs(at - one) >= HOUR for one in busy)]


def test_the_usual_prime_time_is_from_six_to_four_and_from_six_to_nine() -> None:
    hours = read_prime_time("")
    inside = [hour for hour in range(24) if in_prime_time(NINE + (hour - 9) * HOUR, "WIB", hours)]
    assert inside == [*range(6, 16), *range(18, 21)]


def test_prime_time_by_weekday() -> None:
    hours = read_prime_time("Sen–Jum 06.00–09.00 19.00–21.00, Sab 08.00–12.00")
    assert not in_prime_time(NINE, "WIB", hours)
    assert in_prime_time(shifted(NINE, "WIB", days=5), "WIB", hours)
    assert not in_prime_time(shifted(NINE, "WIB", days=6), "WIB", hours)
    with pytest.raises(NotAWeek):
        read_prime_time("sore sekali")


@given(st.integers(-400, 400), st.sampled_from(["WIB", "WIT", "Europe/Amsterdam"]))
def test_a_shift_by_days_keeps_the_time_on_the_clock(days: int, zone: str) -> None:
    moved = shifted(NINE, zone, days=days)
    assert minute_of(moved, zone) == minute_of(NINE, zone)
    assert (local(moved, zone).date() - local(NINE, zone).date()).days == days


def test_a_shift_by_minutes() -> None:
    assert shifted(NINE, "WIB", minutes=-30) == NINE - 30 * MINUTE
    assert shifted(NINE, "WIB", days=10**7) == NINE
