"""Dates and times as they stand in files."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.importers import moments
from channels.importers.cells import RowRefused
from domain.times import zone

WIB, WITA = zone("WIB"), zone("WITA")


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2026-11-18 22:41:57", datetime(2026, 11, 18, 22, 41, 57), "second"),
        ("2026-11-18T22:41", datetime(2026, 11, 18, 22, 41), "minute"),
        ("2026-11-16T03:24:20.000Z", datetime(2026, 11, 16, 3, 24, 20, tzinfo=UTC), "second"),
        ("2026-11-16T10:24:20+0700", datetime(2026, 11, 16, 10, 24, 20, tzinfo=timezone(timedelta(hours=7))), "second"),
        ("18/11/2026 22.41 WIB", datetime(2026, 11, 18, 22, 41, tzinfo=WIB), "minute"),
        ("18.11.26 22:41:57", datetime(2026, 11, 18, 22, 41, 57), "second"),
        ("23 November 2026", datetime(2026, 11, 23), "day"),
        ("Senin, 23 Nopember 2026 pukul 08.00 WITA", datetime(2026, 11, 23, 8, tzinfo=WITA), "minute"),
        ("Jum'at, 27 Nov 2026", datetime(2026, 11, 27), "day"),
        ("3 Agt 2026", datetime(2026, 8, 3), "day"),
        ("Nov 15, 2026, 7:05 PM", datetime(2026, 11, 15, 19, 5), "minute"),
        ("23/11/2026 - 25/11/2026", datetime(2026, 11, 23), "day"),
        ("2026-11-18 12:00 am", datetime(2026, 11, 18), "minute"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, expected: datetime, precision: str) -> None:
    found = moments.moment(text)
    assert found == (expected, precision)
    assert found[0].utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "kemarin",
        "31/02/2026",
        "00/11/2026",
        "-1",
        "1970-01-01",
        "9999-12-31",
        "0001-01-01",
        "23 Fooember 2026",
        "2026-11-18 25:00",
        "2026-11-18 13:00 pm",
        "Lifetime",
        "2026-11-18 " * 20,
        "٢٣/١١/٢٠٢٦ x",
    ],
)
def test_what_is_no_date_of_ours_is_not_read(text: str) -> None:
    assert moments.moment(text) is None


def test_the_month_comes_first_only_where_a_column_cannot_be_read_otherwise() -> None:
    assert moments.month_first(["11/03/2026", "11/23/2026"])
    assert not moments.month_first(["11/03/2026", "23/11/2026", "11/23/2026"])
    assert not moments.month_first(["03/11/2026", "2026-11-23"])
    assert moments.moment("11/23/2026 08:00", us=True) == (datetime(2026, 11, 23, 8), "minute")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08.00 WIB", time(8, tzinfo=WIB)),
        ("19.00", time(19)),
        ("7:00 pm", time(19)),
        ("pukul 07.30 WITA", time(7, 30, tzinfo=WITA)),
        ("19.00 - 20.00", time(19)),
        ("09.00 s.d. selesai", time(9)),
        ("9", time(9)),
        ("24.00", None),
        ("pagi", None),
    ],
)
def test_a_time_of_day(text: str, expected: time | None) -> None:
    found = moments.clock(text)
    assert found == expected
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1 / 3, time(8)), (0.0, time(0)), (19.0, time(19)), (8.3, time(8, 30)), (8.75, None), (25.0, None), (-1.0, None)],
)
def test_a_number_in_a_column_of_times(value: float, expected: time | None) -> None:
    assert moments.clock_of_number(value) == expected


@pytest.mark.parametrize("value", [1794301200.0, 1794301200000])
def test_seconds_and_milliseconds_since_1970(value: float) -> None:
    assert moments.written(value) == (datetime(2026, 11, 10, 9, tzinfo=UTC), "second")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "no_date"),
        ("  ", "no_date"),
        (-5, "bad_date"),
        (1e300, "bad_date"),
        (0, "bad_date"),
        ("besok", "bad_date"),
        ([], "bad_date"),
        (date(1900, 1, 1), "bad_date"),
        (datetime(2500, 1, 1), "bad_date"),
    ],
)
def test_a_row_needs_a_date_that_can_be(value: object, reason: str) -> None:
    with pytest.raises(RowRefused) as refusal:
        moments.written(value)
    assert refusal.value.reason == reason


def test_the_zone_of_a_header() -> None:
    assert moments.zone_named("Jam (WITA)") == WITA
    assert moments.zone_named("Waktu tayang") is None


@given(st.datetimes(min_value=datetime(2004, 1, 1), max_value=datetime(2100, 12, 31)))
def test_every_iso_date_is_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert moments.moment(moment.isoformat(sep=" ")) == (moment, "second")


@given(st.text(max_size=80))
def test_any_text_is_a_date_within_the_years_or_none(text: str) -> None:
    found = moments.moment(text)
    assert found is None or 2004 <= found[0].year <= 2100
    moments.clock(text)
