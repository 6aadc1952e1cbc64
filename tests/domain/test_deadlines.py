"""Promises in working hours: Perpres 21/2023 hours, Friday, Ramadan, holidays, three zones."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WORKING_HOURS
from domain.comments import KINDS
from domain.deadlines import FIRST_REPLY, WorkingCalendar, deadlines
from domain.times import HOUR, MINUTE, iso, parse_iso

FASTING = msgspec.structs.replace(WORKING_HOURS[1], since="2026-02-18", until="2026-03-19")


def calendar(*holidays: str, zone: str = "WIB") -> WorkingCalendar:
    return WorkingCalendar([WORKING_HOURS[0], FASTING], map(date.fromisoformat, holidays), zone)


def due(kind: str, at: str, *holidays: str, zone: str = "WIB") -> tuple[str, str | None]:
    found = deadlines(kind, parse_iso(at, zone), calendar(*holidays, zone=zone))  # type: ignore[arg-type]
    follow_up = None if found.follow_up_due is None else iso(found.follow_up_due, zone)[:16]
    return iso(found.reply_due, zone)[:16], follow_up


@pytest.mark.parametrize(
    ("kind", "at", "reply_due"),
    [
        # 20 November 2026 is a Friday.
        ("complaint", "2026-11-20T11:29", "2026-11-20T14:59"),
        ("complaint", "2026-11-20T11:30", "2026-11-20T15:00"),
        ("complaint", "2026-11-20T12:15", "2026-11-20T15:00"),
        ("complaint", "2026-11-20T16:29", "2026-11-23T09:29"),
        ("complaint", "2026-11-20T16:30", "2026-11-23T09:30"),
        ("question", "2026-11-21T10:00", "2026-11-23T09:30"),
        ("question", "2026-11-23T02:00", "2026-11-23T09:30"),
        ("question", "2026-11-23T11:00", "2026-11-23T14:00"),
        ("question", "2026-11-23T10:00", "2026-11-23T12:00"),
        ("question", "2026-11-23T15:59:30", "2026-11-24T09:29"),
        ("aspiration", "2026-11-23T07:30", "2026-11-24T08:00"),
        ("praise", "2026-11-20T08:00", "2026-11-24T09:00"),
        ("gambling_spam", "2026-11-22T23:59", "2026-11-23T08:30"),
        # By the clock, also at night and on Sundays.
        ("emergency", "2026-11-22T23:50", "2026-11-23T00:05"),
        ("personal_data", "2026-11-22T23:50", "2026-11-23T00:20"),
        ("hoax", "2026-11-22T23:50", "2026-11-23T00:50"),
        # Ramadan: Monday 2 and Friday 6 March 2026.
        ("complaint", "2026-03-02T07:30", "2026-03-02T10:00"),
        ("complaint", "2026-03-02T11:30", "2026-03-02T14:00"),
        ("complaint", "2026-03-02T14:00", "2026-03-03T09:00"),
        ("complaint", "2026-03-06T11:29", "2026-03-06T14:29"),
        # The eve of Ramadan runs into the short hours.
        ("complaint", "2026-02-17T15:00", "2026-02-18T09:00"),
    ],
)
def test_first_replies(kind: str, at: str, reply_due: str) -> None:
    assert due(kind, at)[0] == reply_due


def test_a_holiday_is_skipped_and_so_is_a_long_weekend() -> None:
    assert due("complaint", "2026-12-24T15:00", "2026-12-24", "2026-12-25")[0] == "2026-12-28T09:30"
    assert due("complaint", "2026-12-23T15:00", "2026-12-24", "2026-12-25")[0] == "2026-12-28T08:30"


def test_settlement_is_the_end_of_work_on_the_fifth_working_day() -> None:
    assert due("complaint", "2026-11-23T10:00")[1] == "2026-11-30T16:00"
    assert due("question", "2026-11-20T10:00")[1] == "2026-11-27T16:30"
    assert due("aspiration", "2026-11-21T10:00")[1] == "2026-11-30T16:00"
    assert due("complaint", "2026-11-23T10:00", "2026-11-25")[1] == "2026-12-01T16:00"
    assert due("hoax", "2026-11-22T23:00")[1] == "2026-11-23T02:00"
    assert due("criticism", "2026-11-23T10:00")[1] is None


@pytest.mark.parametrize(("zone", "offset"), [("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00")])
def test_each_zone_has_its_own_morning(zone: str, offset: str) -> None:
    at = parse_iso("2026-11-23T05:00+07:00")
    found = deadlines("complaint", at, calendar(zone=zone))
    assert iso(found.reply_due, zone) == f"2026-11-23T09:30:00{offset}"


def test_an_office_that_never_works_promises_by_the_clock() -> None:
    at = parse_iso("2026-11-23T10:00")
    found = deadlines("complaint", at, WorkingCalendar([]))
    assert found.reply_due == at + 2 * HOUR
    assert found.follow_up_due == at + 120 * HOUR


@given(st.integers(1_760_000_000_000, 1_830_000_000_000), st.sampled_from(KINDS), st.integers(0, 30 * HOUR))
def test_later_comments_are_never_due_earlier_and_working_time_adds_up(at: int, kind: str, work: int) -> None:
    office = calendar("2026-12-25")
    first = deadlines(kind, at, office)  # type: ignore[arg-type]
    second = deadlines(kind, at + 7 * MINUTE, office)  # type: ignore[arg-type]
    assert at < first.reply_due <= second.reply_due
    assert first.reply_due - at >= FIRST_REPLY[kind].work  # type: ignore[index]
    assert office.after(office.after(at, work), HOUR) == office.after(at, work + HOUR)
