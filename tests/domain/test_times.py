"""Zones, days that turn at midnight, and instants as people and files write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.times import (
    DAY,
    HOUR,
    MINUTE,
    ZONES,
    UnknownZone,
    day_bounds,
    day_of,
    iso,
    local,
    parse_iso,
    to_ms,
    zone,
    zone_label,
)

instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: to_ms(at.replace(tzinfo=UTC)))


@pytest.mark.parametrize(("name", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9), ("wita", 8), ("Asia/Jayapura", 9)])
def test_zones_go_by_their_indonesian_or_iana_name(name: str, hours: int) -> None:
    assert local(0, name).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "WIBB", "Asia/Sumberrejo", "../etc/passwd", "/etc/localtime", "\x00"])
def test_a_zone_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone(name)


def test_zones_are_written_as_people_write_them() -> None:
    assert [zone_label(name) for name in ("Asia/Jakarta", "wit", "Asia/Tokyo")] == ["WIB", "WIT", "Asia/Tokyo"]


@pytest.mark.parametrize(("name", "turns"), [("WIB", "17:00"), ("WITA", "16:00"), ("WIT", "15:00")])
def test_the_day_turns_at_midnight_of_the_zone(name: str, turns: str) -> None:
    midnight = parse_iso(f"2026-11-22T{turns}:00Z")
    assert day_of(midnight - 1, name) == date(2026, 11, 22)
    assert day_of(midnight, name) == date(2026, 11, 23)
    assert day_bounds(date(2026, 11, 23), name) == (midnight, midnight + DAY)


@given(instants, st.sampled_from(sorted(ZONES)))
def test_an_instant_lies_within_its_day(at: int, name: str) -> None:
    start, end = day_bounds(day_of(at, name), name)
    assert start <= at < end
    assert day_of(start - 1, name) < day_of(start, name)


@given(instants, st.sampled_from([*ZONES, "America/St_Johns"]))
def test_what_is_written_is_read_again(at: int, name: str) -> None:
    assert parse_iso(iso(at, name)) == at - at % 1000
    assert to_ms(local(at, name)) == at


NOON = parse_iso("2026-11-22T12:00:00Z")


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22T12:00:00Z",
        "2026-11-22T19:00:00+07:00",
        "2026-11-22 19:00 +0700",
        "2026-11-22 19.00 WIB",
        "2026-11-22 20:00:00 wita",
        "2026-11-22T21:00:00.000 WIT",
        "2026-11-22T19:00",  # in the zone given
        " 2026-11-22T12:00:00z ",
    ],
)
def test_one_instant_in_many_spellings(written: str) -> None:
    assert parse_iso(written, "WIB") == NOON


def test_without_an_offset_the_zone_given_holds() -> None:
    assert parse_iso("2026-11-22T12:00", "WIT") == NOON - 9 * HOUR
    assert parse_iso("2026-11-22", "WITA") == NOON - 20 * HOUR
    assert parse_iso("2026-11-22T12:00:00.250Z") == NOON + 250
    assert parse_iso("2026-11-22T12:00:00-03:30") == NOON + 210 * MINUTE


@pytest.mark.parametrize(
    "written", ["", "kemarin", "2026-13-01", "2026-02-30", "2026-11-22T24:00", "22/11/2026", "2026-11-22T19:00 WIBB"]
)
def test_what_is_no_instant_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_iso(written)


def test_instants_outside_the_calendar_are_shown_at_its_ends() -> None:
    assert iso(-(10**18), "WIT") == iso(-(10**17), "WIT")
    assert local(-(10**18), "WIT").year < 10
    assert local(10**18, "WIT").year > 9990
