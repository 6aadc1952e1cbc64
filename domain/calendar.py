"""The working calendar to begin with: hours and holidays of Indonesian civil servants. All of it can be changed."""

from domain.agency import DayHours, Holiday, WorkingHours
from domain.week import Span

_MON_THU, _FRI = (0, 1, 2, 3), (4,)


def _spans(*times: int) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in zip(times[::2], times[1::2], strict=True))


def _hours(name: str, since: str, until: str, usual: tuple[Span, ...], friday: tuple[Span, ...]) -> WorkingHours:
    days = (DayHours(weekdays=_MON_THU, spans=usual), DayHours(weekdays=_FRI, spans=friday))
    return WorkingHours(name=name, since=since, until=until, days=days)


_FASTING = (_spans(480, 720, 750, 900), _spans(480, 690, 750, 930))

WORKING_HOURS: tuple[WorkingHours, ...] = (
    _hours("Jam kerja", "", "", _spans(450, 720, 780, 960), _spans(450, 690, 780, 990)),
    _hours("Ramadan 1448 H", "2027-02-08", "2027-03-09", *_FASTING),
)
"""Perpres 21/2023: begin 07.30, 37.5 hours a week, a break of 60 minutes (Friday 90); Ramadan begin 08.00, 32.5 hours,
a break of 30 minutes (Friday 60). How the hours are spread over the day is ours; the dates of Ramadan are reckoned."""


def _days(year: int, lines: str, *, tentative: bool) -> list[Holiday]:
    found = []
    for line in lines.strip().splitlines():
        day, _, name = line.strip().partition(" ")
        found.append(Holiday(day=f"{year}-{day}", name=name, tentative=tentative))
    return found


_2026 = """
01-01 Tahun Baru Masehi
01-16 Isra Mikraj
02-16 Cuti bersama Imlek
02-17 Tahun Baru Imlek
03-18 Cuti bersama Nyepi
03-19 Hari Suci Nyepi
03-20 Cuti bersama Idulfitri
03-21 Idulfitri 1447 H
03-22 Idulfitri 1447 H
03-23 Cuti bersama Idulfitri
03-24 Cuti bersama Idulfitri
04-03 Wafat Yesus Kristus
04-05 Kebangkitan Yesus Kristus
05-01 Hari Buruh Internasional
05-14 Kenaikan Yesus Kristus
05-15 Cuti bersama Kenaikan Yesus Kristus
05-27 Iduladha 1447 H
05-28 Cuti bersama Iduladha
05-31 Hari Raya Waisak
06-01 Hari Lahir Pancasila
06-16 Tahun Baru Islam 1448 H
08-17 Hari Kemerdekaan
08-25 Maulid Nabi Muhammad
12-24 Cuti bersama Natal
12-25 Hari Raya Natal
"""

_2027_FIXED = """
01-01 Tahun Baru Masehi
03-26 Wafat Yesus Kristus
03-28 Kebangkitan Yesus Kristus
05-01 Hari Buruh Internasional
05-06 Kenaikan Yesus Kristus
06-01 Hari Lahir Pancasila
08-17 Hari Kemerdekaan
12-25 Hari Raya Natal
"""

_2027_RECKONED = """
01-05 Isra Mikraj
02-06 Tahun Baru Imlek
03-08 Hari Suci Nyepi
03-10 Idulfitri 1448 H
03-11 Idulfitri 1448 H
05-17 Iduladha 1448 H
05-20 Hari Raya Waisak
06-06 Tahun Baru Islam 1449 H
08-15 Maulid Nabi Muhammad
12-26 Isra Mikraj
"""

HOLIDAYS: tuple[Holiday, ...] = tuple(
    sorted(
        [
            *_days(2026, _2026, tentative=False),
            *_days(2027, _2027_FIXED, tentative=False),
            *_days(2027, _2027_RECKONED, tentative=True),
        ],
        key=lambda holiday: holiday.day,
    )
)
"""National holidays, and for 2026 the common leave, as three ministers announced them for 2026 (written down from
memory: to be checked against the decree). For 2027 the dates that hang on the moon are reckoned and marked, and
common leave is left out. Nothing of it holds until an admin takes it over."""
