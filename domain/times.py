"""Zones and instants. Stored times are integer UTC milliseconds; `now` is always passed in."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

ZONES: dict[str, str] = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
DEFAULT_ZONE = "WIB"

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)[:.](\d\d)(?:[:.](\d\d)(?:\.(\d{1,9}))?)?)?\s*"
    r"(Z|[+-]\d\d:?\d\d|WIB|WITA|WIT)?",
    re.IGNORECASE,
)


class UnknownZone(ValueError):
    """The zone is neither WIB, WITA, WIT nor an IANA name."""


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        UnknownZone: it is neither WIB, WITA, WIT nor an IANA name.
    """
    try:
        return ZoneInfo(ZONES.get(name.upper(), name))
    except (KeyError, OSError, ValueError) as error:
        raise UnknownZone(name) from error


def zone_label(name: str) -> str:
    """The short name people write: WIB for Asia/Jakarta."""
    short = {iana: label for label, iana in ZONES.items()}
    return short.get(name, name.upper() if name.upper() in ZONES else name)


def to_ms(moment: datetime, zone_name: str = DEFAULT_ZONE) -> int:
    """Milliseconds since 1970 UTC; a moment without an offset is read in `zone_name`."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name))
    return round((aware - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def local(ms: int, zone_name: str = DEFAULT_ZONE) -> datetime:
    """The instant as the zone's clocks show it. Instants outside the calendar are clamped to its ends."""
    clamped = min(max(ms, -62_100_000_000_000), 253_370_000_000_000)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=clamped)).astimezone(zone(zone_name))


def iso(ms: int, zone_name: str = DEFAULT_ZONE) -> str:
    """ISO 8601 with offset, to the second."""
    return local(ms, zone_name).isoformat(timespec="seconds")


def day_of(ms: int, zone_name: str = DEFAULT_ZONE) -> date:
    """The date the zone's calendars show at that instant."""
    return local(ms, zone_name).date()


def day_bounds(day: date, zone_name: str = DEFAULT_ZONE) -> tuple[int, int]:
    """First instant of the day and of the next, in that zone."""
    start = datetime(day.year, day.month, day.day)
    return to_ms(start, zone_name), to_ms(start + timedelta(days=1), zone_name)


def at_minute(day: date, minute: int, zone_name: str = DEFAULT_ZONE) -> int:
    """The instant so many minutes after that day's midnight, as the zone's clocks show it."""
    return to_ms(datetime(day.year, day.month, day.day, minute // 60, minute % 60), zone_name)


def parse_iso(text: str, zone_name: str = DEFAULT_ZONE) -> int:
    """An ISO 8601 date or instant; without an offset it is in `zone_name`.

    Raises:
        ValueError: it is not one.
    """
    found = _ISO.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    moment = moment.replace(microsecond=int((fraction or "0").ljust(6, "0")[:6]))
    if offset is None:
        return to_ms(moment, zone_name)
    if offset.upper() in ZONES:
        return to_ms(moment, offset)
    if offset in "Zz":
        return to_ms(moment.replace(tzinfo=UTC))
    return to_ms(datetime.strptime(f"{moment:%Y-%m-%dT%H:%M:%S.%f}{offset}", "%Y-%m-%dT%H:%M:%S.%f%z"))
