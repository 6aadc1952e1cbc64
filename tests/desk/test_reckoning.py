"""The calendar of an agency: as Setelan has it, in each account's zone; what moves when it is changed."""

import json

from msgspec.structs import replace

from desk import agency, reckoning
from desk import comments as use
from desk.accounts import change_account
from desk.desk import Desk
from desk.history import undo
from desk.receive import import_file
from desk.settings import set_setting
from domain.agency import DayHours, Holiday, WorkingHours
from domain.audit import AuditEntry
from domain.comments import Comment
from domain.deadlines import calendar_of, deadlines
from domain.outcomes import Done
from domain.times import DAY, HOUR, parse_iso
from domain.week import Span
from tests.desk.conftest import NOW, Opened, comment_of, done, put_account, put_comment, reason

TODAY = Holiday(day="2026-11-23", name="Hari jadi kabupaten")
TUESDAY = parse_iso("2026-11-24T07:30")


def dated(desk: Desk, **fields: object) -> int:
    """A comment with the deadlines that the calendar gives it now."""
    id = put_comment(desk, **fields)
    comment = comment_of(desk, id)
    due = desk.calendars.due(comment.kind, comment.written_at, comment.account, comment.follow_up_days)
    with desk.store.transaction() as tx:
        tx.update("comments", id, due._asdict())
    return id


def due_of(desk: Desk, id: int) -> tuple[int | None, int | None]:
    comment = comment_of(desk, id)
    return comment.reply_due, comment.follow_up_due


# The calendar


def test_each_account_has_its_own_zone_and_the_others_that_of_the_agency(desk: Desk) -> None:
    east, home = put_account(desk, zone="WIT").id, put_account(desk, platform="x").id
    sunday = parse_iso("2026-11-22T20:00")
    assert desk.calendars.due("complaint", sunday, east).reply_due == parse_iso("2026-11-23T09:30", "WIT")
    assert desk.calendars.due("complaint", sunday, home).reply_due == parse_iso("2026-11-23T09:30", "WIB")
    done(set_setting(desk, "zone", "WITA"))
    assert desk.calendars.due("complaint", sunday, home).reply_due == parse_iso("2026-11-23T09:30", "WITA")
    assert desk.calendars.due("complaint", sunday, 99).reply_due == parse_iso("2026-11-23T09:30", "WITA")
    done(change_account(desk, east, handle="kominfo", name="", zone="WIB"))
    assert desk.calendars.due("complaint", sunday, east).reply_due == parse_iso("2026-11-23T09:30", "WIB")


def test_hours_and_holidays_hold_as_soon_as_they_are_stored_at_any_desk(desk: Desk, opened: Opened) -> None:
    other = opened("budi")
    assert desk.calendars.due("complaint", NOW, 1).reply_due == NOW + 2 * HOUR
    done(agency.keep(other, TODAY))
    desk.store.poll()
    assert desk.calendars.due("complaint", NOW, 1).reply_due == TUESDAY + 2 * HOUR
    every_day = DayHours(weekdays=tuple(range(7)), spans=(Span(600, 720),))
    done(agency.keep(desk, WorkingHours(name="Piket", days=(every_day,))))
    assert desk.calendars.due("complaint", NOW, 1).reply_due == parse_iso("2026-11-24T12:00")


# Where deadlines are set


def test_what_is_imported_has_both_deadlines_on_the_stored_calendar(desk: Desk) -> None:
    put_account(desk, zone="WITA")
    done(agency.keep(desk, Holiday(day="2026-11-24", name="Libur")))
    record = {"id": "1", "text": "Jalan rusak parah, tolong diperbaiki", "ownerUsername": "warga", "likesCount": 0}
    file = json.dumps([record | {"timestamp": "2026-11-23T06:30:00.000Z"}]).encode()
    assert import_file(desk, file, "a.json", platform="instagram").new == 1
    (comment,) = desk.store.repo("comments", Comment).all()
    assert comment.kind == "complaint"
    assert comment.reply_due == parse_iso("2026-11-25T08:00", "WITA")
    assert comment.follow_up_due == parse_iso("2026-12-01T16:00", "WITA")


def test_another_kind_has_other_deadlines_and_forgets_how_long_a_complaint_may_take(desk: Desk) -> None:
    id = dated(desk)
    done(use.settle_within(desk, id, 60))
    done(use.tag_kind(desk, id, "praise"))
    assert (comment_of(desk, id).follow_up_due, comment_of(desk, id).follow_up_days) == (None, 0)
    done(use.tag_kind(desk, id, "complaint"))
    comment = comment_of(desk, id)
    assert due_of(desk, id) == deadlines("complaint", comment.written_at, calendar_of((), ()))


# How long a complaint may take


def test_an_admin_says_how_long_a_complaint_may_take(desk: Desk) -> None:
    id = dated(desk)
    before = due_of(desk, id)
    done(use.settle_within(desk, id, 14))
    comment = comment_of(desk, id)
    assert comment.follow_up_days == 14
    assert due_of(desk, id) == (before[0], parse_iso("2026-12-11T16:30"))
    done(use.settle_within(desk, id, 60))
    assert (
        comment_of(desk, id).follow_up_due
        == deadlines("complaint", comment.written_at, calendar_of((), ()), 60).follow_up_due
    )
    done(undo(desk))
    assert comment_of(desk, id).follow_up_days == 14
    done(use.tag_kind(desk, id, "complaint"))
    assert comment_of(desk, id).follow_up_days == 14


def test_only_a_complaint_is_given_other_days_and_only_those_there_are(desk: Desk) -> None:
    question, complaint = dated(desk, kind="question"), dated(desk)
    assert reason(use.settle_within(desk, question, 14)) == "not_a_complaint"
    assert reason(use.settle_within(desk, complaint, 15)) == "bad_choice"
    assert reason(use.settle_within(desk, 999, 14)) == "gone"


# Reckoned again


def test_a_new_holiday_moves_the_deadlines_of_what_is_not_settled_in_one_step(desk: Desk) -> None:
    waiting, given = dated(desk), dated(desk, follow_up_days=14)
    answered = dated(desk, state="answered")
    unheard = dated(desk, state="referred", unheard=True)
    hoax = dated(desk, kind="hoax")
    closed = [dated(desk, state=state) for state in ("done", "no_reply")]
    before = {id: due_of(desk, id) for id in (waiting, given, answered, unheard, hoax, *closed)}
    assert reckoning.outdated(desk) == {}
    done(agency.keep(desk, TODAY))
    assert set(reckoning.outdated(desk)) == {waiting, given, answered, unheard}
    assert {id: due_of(desk, id) for id in before} == before

    assert done(reckoning.reckon(desk)).params["n"] == 4
    assert due_of(desk, waiting) == (TUESDAY + 2 * HOUR, parse_iso("2026-12-01T16:00"))
    assert due_of(desk, unheard) == due_of(desk, waiting)
    assert due_of(desk, given) == (TUESDAY + 2 * HOUR, parse_iso("2026-12-14T16:00"))
    assert due_of(desk, answered) == (before[answered][0], parse_iso("2026-12-01T16:00"))
    assert all(due_of(desk, id) == before[id] for id in (hoax, *closed))
    entry = list(desk.store.repo("audit", AuditEntry).all())[-1]
    assert (entry.verb, entry.by, {one.id for one in entry.changes}) == ("comment.reckon", "rina", {1, 2, 3, 4})
    assert reckoning.outdated(desk) == {}

    done(undo(desk))
    assert {id: due_of(desk, id) for id in before} == before
    assert isinstance(undo(desk), Done)
    assert reckoning.outdated(desk) == {}


def test_where_the_deadlines_stand_there_is_nothing_to_reckon(desk: Desk) -> None:
    dated(desk)
    assert reason(reckoning.reckon(desk)) == "deadlines_stand"


def test_comments_of_before_there_was_a_calendar_are_found(desk: Desk) -> None:
    old = put_comment(desk, written_at=NOW - 3 * DAY, reply_due=NOW - 3 * DAY + 2 * HOUR)
    done(reckoning.reckon(desk))
    comment = comment_of(desk, old)
    assert due_of(desk, old) == deadlines("complaint", comment.written_at, calendar_of((), ()))


def test_hours_of_ramadan_hold_between_their_dates(desk: Desk) -> None:
    done(agency.take_over(desk, WorkingHours))
    fasting = next(one for one in agency.listed(desk, WorkingHours) if one.since)
    done(agency.keep(desk, replace(fasting, since="2026-11-23", until="2026-12-22")))
    assert desk.calendars.due("complaint", parse_iso("2026-11-23T07:30"), 1).reply_due == parse_iso("2026-11-23T10:00")


def test_a_holiday_is_a_date(desk: Desk) -> None:
    assert reason(agency.keep(desk, Holiday(day="besok", name="Libur"))) == "bad_date"
    done(agency.keep(desk, Holiday(day="23/11/2026", name="Libur")))
    assert [one.day for one in agency.listed(desk, Holiday)] == ["2026-11-23"]
