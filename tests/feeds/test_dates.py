from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.times import DAY, iso, parse_iso, to_ms
from feeds import dates

NOW = parse_iso("2026-11-22T12:00+07:00")


def read(text: str, zone: str = "WIB") -> str | None:
    instant = dates.read(text, zone, NOW)
    return None if instant is None else iso(instant, "UTC").removesuffix(":00+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 16 Nov 2026 10:00:00 +0700",
        "Tue, 16 Nov 2026 10:00:00 +0700",
        "16 Nov 26 10:00 +0700",
        "Mon, 16 Nov 2026 03:00:00 GMT",
        "Mon, 16 Nov 2026 03:00 UT",
        "Sun, 15 Nov 2026 22:00:00 EST",
        "Mon, 16 Nov 2026 10:00:00 GMT+7",
        "2026-11-16T10:00:00+07:00",
        "2026-11-16T10:00:00.250+0700",
        "2026-11-16T10:00+07",
        "2026-11-16T03:00:00Z",
        "2026-11-16t03:00:00z",
        "20261116T030000Z",
        "2026-11-16 10:00:00",
        "2026/11/16 10:00",
        "Senin, 16 November 2026 10:00 WIB",
        "Senin, 16 November 2026 | 10.00 WIB",
        "Senin (16/11/2026) pukul 10.00 WIB",
        "Mon, 16 Nopember 2026 10:00:00 +0700",
        "16 Nop 2026, 11:00 WITA",
        "16 Nov 2026 12.00 WIT",
        "16-11-2026 10:00",
        "16.11.2026 10.00 WIB",
        "10:00 WIB, 16 November 2026",
        "November 16, 2026 10:00 AM",
        "Mon Nov 16 10:00:00 2026",
        "Mon Nov 16 03:00:00 UTC 2026",
        "11/16/2026 10:00",
        "１６ Ｎｏｖ ２０２６ １０:００",
    ],
)
def test_one_instant_written_in_many_ways(text: str) -> None:
    assert read(text) == "2026-11-16T03:00"


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("Januari", 1), ("Jan", 1), ("Februari", 2), ("Pebruari", 2), ("Peb", 2), ("Maret", 3), ("April", 4)),
        *(("Mei", 5), ("May", 5), ("Juni", 6), ("Juli", 7), ("Agustus", 8), ("Agt", 8), ("Agu", 8), ("Aug", 8)),
        *(("September", 9), ("Sept", 9), ("Oktober", 10), ("Okt", 10), ("Oct", 10)),
    ],
)
def test_month_names_of_both_languages(name: str, month: int) -> None:
    assert read(f"05 {name} 2026 07:00 WIB") == f"2026-{month:02}-05T00:00"
    assert read(f"05 {name.upper()} 2026 07:00 WIB") == f"2026-{month:02}-05T00:00"
    assert read(f"5-{name}-2025") == f"2025-{month:02}-04T17:00"


def test_november_and_december_have_their_old_spellings() -> None:
    assert read("5 Nopember 2025 07:00") == "2025-11-05T00:00"
    assert read("5 Des 2025 07:00") == read("5 Desember 2025 07:00") == "2025-12-05T00:00"


def test_a_date_alone_is_midnight_in_the_feeds_zone() -> None:
    assert read("05 Agustus 2026") == read("5/8/2026") == read("2026-08-05") == "2026-08-04T17:00"
    assert read("05 Agustus 2026", "WIT") == "2026-08-04T15:00"
    assert read("05 Agustus 2026", "UTC") == "2026-08-05T00:00"


def test_a_time_without_a_zone_is_in_the_feeds_zone() -> None:
    assert read("16 Nov 2026 10:00", "WITA") == "2026-11-16T02:00"
    assert read("16 Nov 2026 10:00 XYZ", "WITA") == "2026-11-16T02:00"
    assert read("16 Nov 2026 10:00 WIB", "WITA") == "2026-11-16T03:00"


def test_the_day_comes_before_the_month() -> None:
    assert read("03/04/2026", "UTC") == "2026-04-03T00:00"


def test_midnight_may_be_written_as_24() -> None:
    assert read("16 Nov 2026 24:00 GMT") == "2026-11-17T00:00"


def test_half_days() -> None:
    assert read("16 Nov 2026 12:30 AM", "UTC") == "2026-11-16T00:30"
    assert read("16 Nov 2026 12:30 p.m.", "UTC") == "2026-11-16T12:30"


def test_the_future_is_now() -> None:
    assert dates.read("2026-11-22T12:00:01+07:00", "WIB", NOW) == NOW
    assert dates.read("Sen, 23 Nov 2026 08:00 WIB", "WIB", NOW) == NOW


@pytest.mark.parametrize(
    "text",
    [
        *("", "besok", "2 jam lalu", "Fri, 31 Dec 9999 23:59:59 +0000", "Mon, 01 Jan 1900 00:00:00 GMT"),
        *("Sun, 31 Feb 2026 10:00:00 +0700", "32/01/2026", "16 Nov 2026 25:00", "0000-00-00", "Nov 2026", "1518478934"),
        *("16 Nov 2026 10:00 +99:99", "2026-13-45T00:00:00Z", "16 Nov 10.30 WIB"),
    ],
)
def test_what_means_no_date(text: str) -> None:
    assert read(text) is None


@given(st.text())
@example("9999-12-31T24:00:00+00:01")
@example("0001-01-01")
@example("²/²/2026")
@example("१६ Nov २०२६")
def test_any_text_is_a_past_instant_or_none(text: str) -> None:
    instant = dates.read(text, "WIB", NOW)
    assert instant is None or dates.OLDEST <= instant <= NOW


PARTS = st.sampled_from(
    [
        *"0123456789:./-+ ,T",
        "16",
        "11",
        "2026",
        "Nov",
        "Senin",
        "WIB",
        "GMT",
        "10:00",
        "+0700",
        "24",
        "00",
        "pukul",
        "Z",
    ]
)


@given(st.lists(PARTS, max_size=14).map("".join))
def test_anything_made_of_dates_is_a_past_instant_or_none(text: str) -> None:
    instant = dates.read(text, "WIB", NOW)
    assert instant is None or dates.OLDEST <= instant <= NOW


@given(st.datetimes(datetime(1995, 1, 2), datetime(2026, 11, 20)))
def test_the_standard_forms_of_any_past_moment_are_read_exactly(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    expected = to_ms(moment)
    assert dates.read(format_datetime(moment), "WIT", NOW) == expected
    assert dates.read(format_datetime(moment, usegmt=True), "WIT", NOW) == expected
    assert dates.read(moment.isoformat(), "WIT", NOW) == expected
    assert dates.read(f"{moment:%Y-%m-%dT%H:%M:%SZ}", "WIT", NOW) == expected
    assert dates.read(f"{moment:%d/%m/%Y %H.%M}", "UTC", NOW) == expected - moment.second * 1000


@given(st.datetimes(datetime(1970, 1, 1), datetime(2099, 1, 1)))
def test_a_year_ahead_is_a_defect_and_less_is_now(moment: datetime) -> None:
    read_as = dates.read(moment.isoformat(timespec="seconds"), "UTC", NOW)
    at = to_ms(moment.replace(microsecond=0), "UTC")
    assert read_as == (min(at, NOW) if dates.OLDEST <= at <= NOW + 366 * DAY else None)
