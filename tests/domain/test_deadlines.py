"""Promises in working hours: Perpres 21/2023 hours, Friday, Ramadan, holidays, three zones."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agency import Holiday
from domain.calendar import HOLIDAYS, WORKING_HOURS
from domain.comments import KINDS
from domain.deadlines import FIRST_REPLY, SETTLE_WITHIN, WorkingCalendar, calendar_of, deadlines
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
        # The edges of a day, of breaks, of a week.
        ("complaint", "2026-11-20T12:59", "2026-11-20T15:00"),
        ("complaint", "2026-11-20T14:30", "2026-11-20T16:30"),
        ("complaint", "2026-11-20T14:31", "2026-11-23T07:31"),
        ("question", "2026-11-23T07:29", "2026-11-23T09:30"),
        ("question", "2026-11-23T11:59", "2026-11-23T14:59"),
        ("question", "2026-11-23T12:30", "2026-11-23T15:00"),
        ("question", "2026-11-23T14:00", "2026-11-23T16:00"),
        ("question", "2026-11-23T16:00", "2026-11-24T09:30"),
        ("gambling_spam", "2026-11-20T11:00", "2026-11-20T13:30"),
        ("aspiration", "2026-11-23T10:00", "2026-11-24T10:30"),
        ("criticism", "2026-11-19T15:00", "2026-11-20T16:00"),
        ("abuse", "2026-11-19T16:00", "2026-11-23T08:00"),
        ("other", "2026-11-19T07:30", "2026-11-23T08:30"),
        # The end of a year, and of February.
        ("complaint", "2026-12-31T15:30", "2027-01-01T09:00"),
        ("complaint", "2027-02-26T16:00", "2027-03-01T09:00"),
        ("complaint", "2028-02-28T15:00", "2028-02-29T08:30"),
        ("emergency", "2026-12-31T23:50", "2027-01-01T00:05"),
        ("emergency", "2028-02-29T23:50", "2028-03-01T00:05"),
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
        ("complaint", "2026-02-18T07:59", "2026-02-18T10:00"),
        ("complaint", "2026-02-18T12:15", "2026-02-18T14:30"),
        ("complaint", "2026-02-18T13:01", "2026-02-19T08:01"),
        ("praise", "2026-02-18T08:00", "2026-02-20T11:00"),
        # The last day of Ramadan runs into the usual ones.
        ("complaint", "2026-03-19T14:00", "2026-03-20T08:30"),
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


def test_an_admin_may_give_a_complaint_more_days_and_nothing_else() -> None:
    at, office = parse_iso("2026-11-23T10:00"), calendar()
    told = [deadlines("complaint", at, office, days).follow_up_due for days in SETTLE_WITHIN]
    assert [iso(one)[:16] for one in told if one] == ["2026-11-30T16:00", "2026-12-11T16:30", "2027-02-15T16:00"]
    assert deadlines("question", at, office, 60) == deadlines("question", at, office)
    assert deadlines("praise", at, office, 60).follow_up_due is None


def test_where_nothing_is_stored_the_usual_hours_and_the_announced_holidays_hold() -> None:
    usual = calendar_of((), ())
    assert deadlines("complaint", parse_iso("2026-12-23T15:30"), usual).reply_due == parse_iso("2026-12-28T09:00")
    reckoned = next(one for one in HOLIDAYS if one.tentative and one.day == "2027-03-08")
    monday = parse_iso("2027-03-08T08:00")
    assert deadlines("complaint", monday, usual).reply_due == monday + 2 * HOUR
    assert deadlines("complaint", monday, calendar_of((), [reckoned])).reply_due == parse_iso("2027-03-09T09:30")


def test_stored_holidays_and_hours_are_the_only_ones() -> None:
    stored = calendar_of((), [Holiday(day="2026-11-24")])
    assert deadlines("complaint", parse_iso("2026-11-23T15:30"), stored).reply_due == parse_iso("2026-11-25T09:00")
    assert deadlines("complaint", parse_iso("2026-12-25T08:00"), stored).reply_due == parse_iso("2026-12-25T10:00")
    night = msgspec.structs.replace(WORKING_HOURS[1], since="", until="")
    assert deadlines("complaint", parse_iso("2026-11-23T07:30"), calendar_of([night], ())).reply_due == parse_iso(
        "2026-11-23T10:00"
    )


def test_hours_between_two_dates_come_first_and_have_the_usual_ones_behind_them() -> None:
    office = calendar_of([FASTING], ())
    assert deadlines("complaint", parse_iso("2026-03-12T12:30"), office).reply_due == parse_iso("2026-03-12T14:30")
    assert deadlines("complaint", parse_iso("2026-11-23T07:30"), office).reply_due == parse_iso("2026-11-23T09:30")
    later = msgspec.structs.replace(WORKING_HOURS[0], since="2026-03-01")
    both = calendar_of([WORKING_HOURS[0], later, FASTING], ())
    assert deadlines("complaint", parse_iso("2026-03-02T07:30"), both).reply_due == parse_iso("2026-03-02T10:00")


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59", "9998-12-30T23:59"])
def test_instants_at_the_ends_of_the_calendar_have_deadlines_too(text: str) -> None:
    for kind in KINDS:
        assert deadlines(kind, parse_iso(text), calendar()).reply_due > parse_iso(text)


def test_work_begins_by_the_clock_on_the_wall_on_the_day_the_clocks_change_too() -> None:
    every_day = msgspec.structs.replace(
        WORKING_HOURS[0], days=(msgspec.structs.replace(WORKING_HOURS[0].days[0], weekdays=(6,)),)
    )
    sunday = WorkingCalendar([every_day], (), "Europe/Amsterdam")
    found = deadlines("complaint", parse_iso("2026-10-25T01:00", "Europe/Amsterdam"), sunday)
    assert iso(found.reply_due, "Europe/Amsterdam") == "2026-10-25T09:30:00+01:00"


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
