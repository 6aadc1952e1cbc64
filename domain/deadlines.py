"""When a citizen is due an answer: promises in working hours, on the calendar of an office.

A working hour counts only while the office works, a working day is one on which it does. What comes outside of working
time counts from the next working moment on.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.agency import Holiday, WorkingHours
from domain.calendar import HOLIDAYS, WORKING_HOURS
from domain.comments import Kind
from domain.times import DEFAULT_ZONE, HOUR, MINUTE, day_of, to_ms
from domain.week import Span

_LONGEST_CLOSED = 366
"""Days. A calendar that knows no working day for a year knows none."""


class Promise(NamedTuple):
    """How soon something is due, in milliseconds; or in whole working days."""

    clock: int = 0
    work: int = 0
    days: int = 0


FIRST_REPLY: dict[Kind, Promise] = {
    "emergency": Promise(clock=15 * MINUTE),
    "personal_data": Promise(clock=30 * MINUTE),
    "hoax": Promise(clock=60 * MINUTE),
    "gambling_spam": Promise(work=1 * HOUR),
    "complaint": Promise(work=2 * HOUR),
    "question": Promise(work=2 * HOUR),
    "aspiration": Promise(work=8 * HOUR),
    "suggestion": Promise(work=8 * HOUR),
    "criticism": Promise(work=8 * HOUR),
    "provocation": Promise(work=8 * HOUR),
    "abuse": Promise(work=8 * HOUR),
    "praise": Promise(work=16 * HOUR),
    "other": Promise(work=16 * HOUR),
}
"""The first reply, the hiding of an advertisement, or the review of an insult."""

FOLLOW_UP: dict[Kind, Promise] = {
    "hoax": Promise(clock=3 * HOUR),
    "complaint": Promise(days=5),
    "question": Promise(days=5),
    "aspiration": Promise(days=5),
}
"""When the matter itself is to be settled: a rumour cleared up within three hours (Jabar Saber Hoaks, 2019), the rest
as LAPOR! promises it (2018). Kinds that are not here have no such date."""

SETTLE_WITHIN: tuple[int, ...] = (5, 14, 60)
"""Working days that LAPOR! gives a complaint (2018): a plain one, one without and one with a look at the place."""


class Deadlines(NamedTuple):
    """UTC milliseconds; None: there is none."""

    reply_due: int
    follow_up_due: int | None


class WorkingCalendar:
    """When an office works, in its zone.

    Args:
        hours: those of a span of dates come before the others; of several the one that begins last.
        holidays: days on which nobody works.
        zone: WIB, WITA, WIT or an IANA name.
    """

    def __init__(self, hours: Iterable[WorkingHours], holidays: Iterable[date] = (), zone: str = DEFAULT_ZONE) -> None:
        self._hours = sorted(hours, key=lambda one: (bool(one.until), one.since), reverse=True)
        self._holidays = frozenset(holidays)
        self._zone = zone
        self._days: dict[date, tuple[tuple[int, int], ...]] = {}

    def worked(self, day: date) -> tuple[tuple[int, int], ...]:
        """The working time of a day: from and until, in UTC milliseconds."""
        known = self._days.get(day)
        if known is None:
            known = tuple((self._at(day, span.start), self._at(day, span.end)) for span in self._spans(day))
            self._days[day] = known
        return known

    def _at(self, day: date, minute: int) -> int:
        return to_ms(datetime(day.year, day.month, day.day) + timedelta(minutes=minute), self._zone)

    def _spans(self, day: date) -> tuple[Span, ...]:
        if day in self._holidays:
            return ()
        text = day.isoformat()
        for one in self._hours:
            if one.since <= text and (not one.until or text <= one.until):
                return next((each.spans for each in one.days if day.weekday() in each.weekdays), ())
        return ()

    def _ahead(self, at: int) -> Iterator[tuple[int, int]]:
        """The working time from `at` on."""
        closed = 0
        for ordinal in range(day_of(at, self._zone).toordinal(), date.max.toordinal()):
            spans = self.worked(date.fromordinal(ordinal))
            closed = 0 if spans else closed + 1
            if closed > _LONGEST_CLOSED:
                return
            for start, end in spans:
                if end > at:
                    yield max(start, at), end

    def after(self, at: int, work: int) -> int:
        """The instant when so much working time has passed; by the clock where the office never works."""
        left = work
        for start, end in self._ahead(at):
            if left <= end - start:
                return start + left
            left -= end - start
        return at + work

    def days_after(self, at: int, days: int) -> int:
        """The end of work on the so manieth working day after the one on which `at`, or the work after it, falls."""
        last, counted, end_of_day = None, -1, at
        for start, end in self._ahead(at):
            day = day_of(start, self._zone)
            if day != last:
                if counted == days:
                    return end_of_day
                last, counted = day, counted + 1
            end_of_day = end
        return at + days * 24 * HOUR

    def off_duty(self, at: int) -> tuple[int, int]:
        """From the end of that day's work, or `at` where it is over or there is none, to the next beginning of work.

        A day from then where the office never works.
        """
        spans = self.worked(day_of(at, self._zone))
        since = max(at, spans[-1][1]) if spans else at
        return since, next((start for start, _end in self._ahead(since)), since + 24 * HOUR)


def calendar_of(
    hours: Sequence[WorkingHours], holidays: Sequence[Holiday], zone: str = DEFAULT_ZONE
) -> WorkingCalendar:
    """The calendar of an agency that has stored those hours and holidays.

    Where it has none, the usual hours hold, and the holidays that were announced; hours between two dates have the
    usual ones behind them.
    """
    always = any(not one.since and not one.until for one in hours)
    days = holidays or [one for one in HOLIDAYS if not one.tentative]
    return WorkingCalendar(
        hours if always else [*hours, WORKING_HOURS[0]], (date.fromisoformat(one.day) for one in days), zone
    )


def deadlines(kind: Kind, at: int, calendar: WorkingCalendar, days: int = 0) -> Deadlines:
    """When a comment of that kind, written at that instant, is due its first reply and its settlement.

    Args:
        days: working days until a complaint is to be settled, where an admin said how many; 0: nobody did.
    """
    follow_up = Promise(days=days) if days and kind == "complaint" else FOLLOW_UP.get(kind)
    return Deadlines(due(FIRST_REPLY[kind], at, calendar), due(follow_up, at, calendar) if follow_up else None)


def due(promise: Promise, at: int, calendar: WorkingCalendar) -> int:
    """When what was promised at that instant is due."""
    if promise.days:
        return calendar.days_after(at, promise.days)
    return calendar.after(at, promise.work) if promise.work else at + promise.clock
