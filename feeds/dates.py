"""Dates as feeds write them: RFC 822, ISO 8601, and what Indonesian sites write instead of either.

feedparser reads 2 of 7 Indonesian forms and takes "13:00 WIB" for 13:00 UTC, so the raw text is read here.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from domain.times import DAY, ZONES, to_ms, zone

OLDEST = to_ms(datetime(1995, 1, 1), "UTC")
"""No feed is older than the web's first ones; a date before is a defect."""

_LONGEST = 200

# English and Indonesian month names, with the spellings and abbreviations newsrooms use.
_MONTH_NAMES = (
    "jan januari january",
    "feb peb februari pebruari february",
    "mar mrt maret march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "agu agt ags agus agust agustus aug august",
    "sep sept september",
    "okt oct oktober october",
    "nov nop november nopember",
    "des dec desember december",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

# Hours from UTC. The North American ones are RFC 822 §5.1; any other name says nothing, and the feed's own zone holds.
_OFFSETS = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_OFFSETS |= {"pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1, "sgt": 8, "myt": 8, "jst": 9}

_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=t\d|\s|$)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s\-/.]{{0,3}}(?P<name>{_NAME})[\s\-/.,']{{1,3}}(?P<year>\d{{4}}|\d\d)(?!\d|[:.]\d)",
        rf"\b(?P<name>{_NAME})\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>\d{{4}})(?!\d)",
        rf"\b(?P<name>{_NAME})\s{{1,3}}(?P<day>\d{{1,2}})\s(?=.{{0,30}}?\b(?P<year>\d{{4}})$)",
        r"(?<!\d)(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)",
    )
)
_CLOCK = re.compile(
    r"(?<![\d+\-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|(?:^|t)(?P<hour2>\d\d)(?P<minute2>\d\d)(?P<second2>\d\d)?(?=z|$|[+\-])"
)
_ZONE = re.compile(
    r"^\W{0,3}(?:(?:gmt|utc)?(?P<sign>[+\-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?|(?P<word>[a-z]{1,5}))\b"
)


def read(text: str, zone_name: str, now: int) -> int | None:
    """The instant a feed's date means, in UTC milliseconds; None where it means none.

    A date without a time is midnight; a date without a zone is in `zone_name`. The weekday is not believed. What lies
    in the future is now (newsrooms schedule, and clocks are wrong); what lies before 1995 or more than a year ahead
    is a defect, not a date.

    Args:
        text: the date as the feed has it.
        zone_name: the feed's zone, WIB, WITA, WIT or an IANA name.
        now: UTC milliseconds.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().strip()
    for pattern in _DATES:
        if found := pattern.search(text):
            break
    else:
        return None
    try:
        moment = _moment(found, text, zone_name)
        instant = to_ms(moment)
    except (ValueError, OverflowError):
        return None
    return min(instant, now) if OLDEST <= instant <= now + 366 * DAY else None


def _moment(found: re.Match[str], text: str, zone_name: str) -> datetime:
    parts = found.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
    if month > 12 >= day:
        # 11/16/2026 can only be American; 11/10/2026 is read as Indonesians write it.
        month, day = day, month
    rest = text[found.end() :]
    clock = _CLOCK.search(rest) or _CLOCK.search(text[: found.start()])
    if clock is None:
        return datetime(year, month, day, tzinfo=zone(zone_name))
    hour = int(clock["hour"] or clock["hour2"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] == "p" else 0)
    minute = int(clock["minute"] or clock["minute2"])
    second = min(int(clock["second"] or clock["second2"] or 0), 59)
    midnight_after = timedelta(days=1) if (hour, minute) == (24, 0) else timedelta()
    moment = datetime(year, month, day, hour % 24 if midnight_after else hour, minute, second)
    return (moment + midnight_after).replace(tzinfo=_zone(clock.string[clock.end() :], zone_name))


def _zone(after_clock: str, zone_name: str) -> tzinfo:
    found = _ZONE.match(after_clock)
    if found is None:
        return zone(zone_name)
    if found["sign"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        return timezone(offset if found["sign"] == "+" else -offset)
    word = found["word"].upper()
    if word in ZONES:
        return zone(word)
    hours = _OFFSETS.get(found["word"])
    return zone(zone_name) if hours is None else UTC if hours == 0 else timezone(timedelta(hours=hours))
