"""Numbers and times as people write them, in the language spoken now: "12.400", "0,58", "09.42", "6 mnt lalu".

Instants are UTC milliseconds, zones are named as in `domain.times`.
"""

from datetime import date as calendar_date
from datetime import datetime

from domain.comments import CITIZEN_WRITES
from domain.times import DAY, DEFAULT_ZONE, HOUR, MINUTE, day_of, local, zone_label
from wording import N_, _, language, n_

_DAYS = (
    (N_("Monday"), N_("Mon")),
    (N_("Tuesday"), N_("Tue")),
    (N_("Wednesday"), N_("Wed")),
    (N_("Thursday"), N_("Thu")),
    (N_("Friday"), N_("Fri")),
    (N_("Saturday"), N_("Sat")),
    (N_("Sunday"), N_("Sun")),
)
_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_SCALES = (
    (1_000, N_("{n}k")),
    (1_000_000, N_("{n}M")),
    (1_000_000_000, N_("{n}B")),
)
_INDONESIAN = str.maketrans(",.", ".,")


def _written(figure: str) -> str:
    """A figure with English separators, with those of the language."""
    return figure.translate(_INDONESIAN) if language() == "id" else figure


def number(n: int) -> str:
    """Every digit: "12.400"."""
    return _written(f"{n:,}")


def decimal(x: float, places: int = 2) -> str:
    """Rounded: "0,58"."""
    return _written(f"{x:,.{places}f}")


def short(n: int) -> str:
    """In at most 7 cells up to a trillion: "987", "1,2 rb", "12 rb", "3 jt"."""
    size = abs(n)
    if size < 1_000:
        return number(n)
    scale, unit = next((pair for pair in _SCALES if size < 999.5 * pair[0]), _SCALES[-1])
    part = n / scale
    shown = number(round(part)) if abs(part) >= 9.95 else decimal(part, 1).removesuffix(_written(".0"))
    return _(unit).format(n=shown)


def size(n: int) -> str:
    """Bytes, in the unit that fits: "512 B", "8,2 MB"."""
    if n < 1_000:
        return f"{number(n)} B"
    for unit in ("kB", "MB", "GB", "TB"):
        n_of, n = n / 1_000, n // 1_000
        if n_of < 999.5 or unit == "TB":
            break
    return f"{number(round(n_of)) if n_of >= 9.95 else decimal(n_of, 1)} {unit}"


def clock(ms: int, zone: str = DEFAULT_ZONE) -> str:
    """Time of day: "09.42"."""
    return _clock(local(ms, zone))


def clock_there(ms: int, zone: str, usual: str) -> str:
    """Time of day in that zone, with its name where it is not the usual one: "09.42", "09.42 WIT"."""
    name = zone_label(zone)
    return clock(ms, zone) if name == zone_label(usual) else f"{clock(ms, zone)} {name}"


def day(ms: int, zone: str = DEFAULT_ZONE) -> str:
    """ "Senin 23 Nov"."""
    at = local(ms, zone)
    return f"{_(_DAYS[at.weekday()][0])} {_date(at)}"


def short_day(ms: int, zone: str = DEFAULT_ZONE) -> str:
    """ "Sen 23 Nov"."""
    at = local(ms, zone)
    return f"{_(_DAYS[at.weekday()][1])} {_date(at)}"


def weekday(day: int) -> str:
    """Of a weekday counted from Monday, 0 to 6: "Sen"."""
    return _(_DAYS[day][1])


def date(ms: int, zone: str = DEFAULT_ZONE) -> str:
    """ "23 Nov 2026"."""
    at = local(ms, zone)
    return f"{_date(at)} {at.year}"


def month(of: calendar_date) -> str:
    """ "Nov 2026"."""
    return f"{_(_MONTHS[of.month - 1])} {of.year}"


def instant(ms: int, zone: str = DEFAULT_ZONE) -> str:
    """All of it: "23 Nov 2026 08.00 WIB"."""
    return f"{date(ms, zone)} {clock(ms, zone)} {zone_label(zone)}"


def when(ms: int, now: int, zone: str = DEFAULT_ZONE) -> str:
    """No more than is needed beside the clock: "09.04" today, "23 Nov 09.04" this year, else "23 Nov 2025 09.04"."""
    at = local(ms, zone)
    if at.date() == day_of(now, zone):
        return _clock(at)
    return f"{_date(at) if at.year == local(now, zone).year else date(ms, zone)} {_clock(at)}"


def until(ms: int, now: int, zone: str = DEFAULT_ZONE) -> str:
    """How long a comment is put aside."""
    return _("until the citizen writes") if ms >= CITIZEN_WRITES else _("until {time}").format(time=when(ms, now, zone))


def _clock(at: datetime) -> str:
    return _("{hour:02}:{minute:02}").format(hour=at.hour, minute=at.minute)


def _date(at: datetime) -> str:
    return f"{at.day} {_(_MONTHS[at.month - 1])}"


def days(n: int) -> str:
    """ "3 hari"."""
    return n_("{n} day", "{n} days", n).format(n=number(n))


def comments(n: int) -> str:
    """ "1.200 komentar"."""
    return n_("{n} comment", "{n} comments", n).format(n=number(n))


def span(ms: int) -> str:
    """A length of time, whole units: "38 m", "2 j", and from two days on "3 h"; less than a minute is "0 m"."""
    if ms < HOUR:
        return _("{n} m").format(n=ms // MINUTE)
    if ms < 2 * DAY:
        return _("{n} h").format(n=ms // HOUR)
    return _("{n} d").format(n=number(ms // DAY))


def time_left(due: int, now: int) -> str:
    """Until `due`: "38 m"; after it "-20 m"."""
    return span(due - now) if due >= now else f"-{span(now - due)}"


def lateness(due: int, now: int) -> str:
    """`time_left` in a sentence: "38 m", after it "lewat 20 m"."""
    return span(due - now) if due >= now else _("{time} late").format(time=span(now - due))


def ago(then: int, now: int, zone: str = DEFAULT_ZONE) -> str:
    """How long it is past: "baru saja", "6 mnt lalu", "2 jam lalu", "kemarin", "3 hari lalu", from a week on a date.

    Hours are counted until the day has turned twice over; an instant still to come is "baru saja" too.
    """
    past = max(0, now - then)
    days = (day_of(now, zone) - day_of(then, zone)).days
    if past < MINUTE:
        return _("just now")
    if past < HOUR:
        return _("{n} min ago").format(n=past // MINUTE)
    if days <= 0 or past < 6 * HOUR:
        return n_("{n} hour ago", "{n} hours ago", past // HOUR).format(n=past // HOUR)
    if days == 1:
        return _("yesterday")
    if days < 7:
        return n_("{n} day ago", "{n} days ago", days).format(n=days)
    at = local(then, zone)
    return _date(at) if at.year == local(now, zone).year else date(then, zone)
