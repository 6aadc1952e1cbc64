"""Numbers and times in both languages."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from babel.dates import format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

import wording
from domain.times import DAY, HOUR, MINUTE, local, parse_iso, zone
from wording import figures

NOW = parse_iso("2026-11-23T09:42:00+07:00")
instants = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)).map(lambda at: int(at.timestamp() * 1000))
ZONES = st.sampled_from(["WIB", "WITA", "WIT"])


@pytest.fixture(autouse=True)
def speaks_indonesian() -> Iterator[None]:
    wording.use("id")
    yield
    wording.use("id")


@given(st.integers(-(10**12), 10**12))
def test_numbers_are_written_as_babel_writes_them(n: int) -> None:
    for language in wording.LANGUAGES:
        wording.use(language)
        assert figures.number(n) == format_decimal(n, locale=language)


@given(st.integers(-(10**8), 10**8).map(lambda n: n / 100))
def test_decimals_are_written_as_babel_writes_them(x: float) -> None:
    for language in wording.LANGUAGES:
        wording.use(language)
        assert figures.decimal(x) == format_decimal(x, "#,##0.00", locale=language)


@given(instants, ZONES)
def test_days_and_clocks_are_written_as_babel_writes_them(ms: int, name: str) -> None:
    at, tz = local(ms, name), zone(name)
    for language, hours in (("id", "HH.mm"), ("en", "HH:mm")):
        wording.use(language)
        assert figures.day(ms, name) == format_datetime(at, "EEEE d MMM", tz, locale=language)
        assert figures.short_day(ms, name) == format_datetime(at, "EEE d MMM", tz, locale=language)
        assert figures.clock(ms, name) == format_datetime(at, hours, tz, locale=language)
        assert figures.instant(ms, name) == format_datetime(at, f"d MMM y {hours}", tz, locale=language) + f" {name}"


@pytest.mark.parametrize(
    ("n", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_000, "1 rb", "1k"),
        (1_234, "1,2 rb", "1.2k"),
        (9_949, "9,9 rb", "9.9k"),
        (9_950, "10 rb", "10k"),
        (12_400, "12 rb", "12k"),
        (999_499, "999 rb", "999k"),
        (999_500, "1 jt", "1M"),
        (3_460_000, "3,5 jt", "3.5M"),
        (2_000_000_000, "2 M", "2B"),
        (-1_234, "-1,2 rb", "-1.2k"),
    ],
)
def test_large_numbers_are_shortened(n: int, indonesian: str, english: str) -> None:
    assert figures.short(n) == indonesian
    wording.use("en")
    assert figures.short(n) == english


@given(st.integers(-(10**12) + 10**9, 10**12 - 10**9))
def test_a_short_number_is_short_and_near(n: int) -> None:
    wording.use("en")
    shown = figures.short(n)
    value = float(shown.rstrip("kMB")) * {"k": 1e3, "M": 1e6, "B": 1e9}.get(shown[-1], 1)
    assert abs(value - n) <= abs(n) * 0.05
    wording.use("id")
    assert len(figures.short(n).lstrip("-")) <= 7


@pytest.mark.parametrize(
    ("left", "indonesian", "english", "sentence"),
    [
        (0, "0 m", "0 m", "0 m"),
        (38 * MINUTE + 59_999, "38 m", "38 m", "38 m"),
        (2 * HOUR, "2 j", "2 h", "2 j"),
        (2 * DAY - 1, "47 j", "47 h", "47 j"),
        (3 * DAY, "3 h", "3 d", "3 h"),
        (-20 * MINUTE, "-20 m", "-20 m", "lewat 20 m"),
        (-HOUR, "-1 j", "-1 h", "lewat 1 j"),
        (-1_234 * DAY, "-1.234 h", "-1,234 d", "lewat 1.234 h"),
    ],
)
def test_time_left(left: int, indonesian: str, english: str, sentence: str) -> None:
    assert figures.time_left(NOW + left, NOW) == indonesian
    assert figures.lateness(NOW + left, NOW) == sentence
    wording.use("en")
    assert figures.time_left(NOW + left, NOW) == english


@pytest.mark.parametrize(
    ("then", "indonesian", "english"),
    [
        ("2026-11-23T09:41:30+07:00", "baru saja", "just now"),
        ("2026-11-23T10:00:00+07:00", "baru saja", "just now"),
        ("2026-11-23T09:36:00+07:00", "6 mnt lalu", "6 min ago"),
        ("2026-11-23T08:30:00+07:00", "1 jam lalu", "1 hour ago"),
        ("2026-11-23T00:10:00+07:00", "9 jam lalu", "9 hours ago"),
        ("2026-11-22T23:50:00+07:00", "kemarin", "yesterday"),
        ("2026-11-20T23:50:00+07:00", "3 hari lalu", "3 days ago"),
        ("2026-11-16T09:00:00+07:00", "16 Nov", "16 Nov"),
        ("2025-12-31T09:00:00+07:00", "31 Des 2025", "31 Dec 2025"),
    ],
)
def test_how_long_ago(then: str, indonesian: str, english: str) -> None:
    assert figures.ago(parse_iso(then), NOW) == indonesian
    wording.use("en")
    assert figures.ago(parse_iso(then), NOW) == english


def test_shortly_after_midnight_the_evening_is_still_hours_away() -> None:
    late = parse_iso("2026-11-23T00:20:00+07:00")
    assert figures.ago(late - 2 * HOUR, late) == "2 jam lalu"
    assert figures.ago(late - 2 * HOUR, late, "WIT") == "2 jam lalu"


def test_the_zone_decides_which_day_it_is() -> None:
    ms = parse_iso("2026-11-22T23:30:00+07:00")
    assert figures.day(ms, "WIB") == "Minggu 22 Nov"
    assert figures.day(ms, "WIT") == "Senin 23 Nov"
    assert figures.instant(ms, "Asia/Makassar") == "23 Nov 2026 00.30 WITA"


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        ("2026-11-23T09:04:00+07:00", "09.04"),
        ("2026-11-22T09:04:00+07:00", "22 Nov 09.04"),
        ("2025-11-23T09:04:00+07:00", "23 Nov 2025 09.04"),
    ],
)
def test_when_tells_no_more_of_the_date_than_is_needed(then: str, shown: str) -> None:
    assert figures.when(parse_iso(then), NOW) == shown
