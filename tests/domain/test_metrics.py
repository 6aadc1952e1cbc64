"""Readings: blanks stay blank, rates by hand, bands of followers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.metrics import (
    MEASURES,
    Metrics,
    Values,
    after_a_day,
    band,
    engagement,
    known,
    latest,
    measured,
    rate,
    read_count,
)
from domain.times import DAY, HOUR, parse_iso

OUT = parse_iso("2026-11-16T09:05:00+07:00")
WHOLE: Values = {"likes": 612, "comments": 37, "shares": 84, "saves": 55, "reach": 9803, "views": 15420}


def reading(hours: float, **values: int | None) -> Metrics:
    return Metrics(account=1, variant=1, read_at=OUT + round(hours * HOUR), **values)  # type: ignore[arg-type]


def test_the_three_rates_by_hand() -> None:
    assert engagement(WHOLE, "instagram") == 788
    assert rate(WHOLE, "instagram", "erf", 12_400) == pytest.approx(6.354839, abs=1e-6)
    assert rate(WHOLE, "instagram", "err", None) == pytest.approx(8.038356, abs=1e-6)
    assert rate(WHOLE, "instagram", "erv", None) == pytest.approx(5.110246, abs=1e-6)


def test_no_rate_is_made_of_a_blank() -> None:
    for absent in ("likes", "comments", "shares", "saves"):
        values = {name: value for name, value in WHOLE.items() if name != absent}
        assert engagement(values, "instagram") is None
        assert rate(values, "instagram", "err", None) is None
    assert rate(WHOLE, "instagram", "erf", None) is None


def test_what_a_platform_does_not_tell_is_no_blank() -> None:
    values: Values = {"likes": 98, "comments": 31, "shares": 14}
    assert engagement(values, "facebook") == engagement(values, "youtube") == 143
    assert engagement(values, "tiktok") is None


def test_a_zero_is_no_blank() -> None:
    values: Values = {"likes": 0, "comments": 0, "shares": 0, "saves": 0, "reach": 50}
    assert rate(values, "instagram", "err", None) == 0.0
    assert rate({**values, "reach": 0}, "instagram", "err", None) is None


def test_a_days_reading_is_the_first_one_after_24_hours_measure_by_measure() -> None:
    readings = [reading(30, likes=9, reach=100), reading(23.99, likes=1, shares=1), reading(24, likes=7), reading(90)]
    values, first = after_a_day(readings, OUT)
    assert values == {"likes": 7, "reach": 100}
    assert first == OUT + DAY
    assert after_a_day([reading(23)], OUT) == ({}, 0)
    assert latest(readings) == {"likes": 9, "reach": 100, "shares": 1}


@pytest.mark.parametrize(
    ("hours", "stands"), [(23.9, "early"), (24, "unmeasured"), (25, "unmeasured"), (26, "measured"), (400, "measured")]
)
def test_measured_is_derived_from_the_clock(hours: float, stands: str) -> None:
    readings = [reading(1, likes=5), reading(25), reading(26, likes=6)]
    assert measured(readings, OUT, OUT + round(hours * HOUR)) == stands


@pytest.mark.parametrize(
    ("followers", "name"),
    [
        (0, "under_1k"),
        (999, "under_1k"),
        (1_000, "1k_10k"),
        (9_999, "1k_10k"),
        (10_000, "10k_100k"),
        (100_000, "10k_100k"),
        (100_001, "over_100k"),
    ],
)
def test_bands(followers: int, name: str) -> None:
    assert band(followers) == name


def test_unknown_followers_have_no_band() -> None:
    assert band(None) is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("", None),
        ("-", None),
        ("–", None),
        ("0", 0),
        ("9803", 9803),
        ("9.803", 9803),
        ("9,803", 9803),
        ("1.204.300", 1_204_300),
        ("9,8 rb", 9800),
        ("1.2k", 1200),
        ("12 ribu", 12_000),
        ("3 jt", 3_000_000),
        (" 4 100 ", 4100),
    ],
)
def test_counts_as_people_type_them(typed: str, count: int | None) -> None:
    assert read_count(typed) == count


@pytest.mark.parametrize("typed", ["-5", "1,5", "12.40", "abc", "1e9", "٣", "9" * 13, "k", "nan k", "inf k", "1.2.3"])
def test_what_is_no_count(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_count(typed)


@given(st.text(max_size=30))
def test_a_count_is_read_or_refused(typed: str) -> None:
    try:
        found = read_count(typed)
    except ValueError:
        return
    assert found is None or 0 <= found < 10**12


@given(st.dictionaries(st.sampled_from(MEASURES), st.integers(0, 10**9)))
def test_a_reading_has_what_it_was_given(values: Values) -> None:
    assert known(Metrics(account=1, **values)) == values  # type: ignore[arg-type]
