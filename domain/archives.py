"""What of the old may leave the live store, and how the desk still knows it afterwards."""

import hashlib
import re
from base64 import urlsafe_b64encode
from calendar import monthrange
from datetime import datetime

import msgspec

from domain.times import local, to_ms

FINISHED: frozenset[str] = frozenset({"answered", "no_reply", "done"})
"""States in which nobody waits any more; of a referred comment the agency's answer is still to come."""

USUAL_MONTHS = 12
"""A finished comment is archived after so many months, where nothing else was said."""
MOST_MONTHS = 1_200

_SPAN = re.compile(r"(\d{1,4}) *([a-z]*)", re.IGNORECASE)
_UNITS = {"": 1, "m": 1, "b": 1, "bulan": 1, "month": 1, "months": 1, "y": 12, "t": 12, "tahun": 12, "years": 12}


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A record in an archive: its id, and a hash of what it is known by."""

    id: int
    key: str


class ArchivedMonth(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What of one month is in the archives. What is live again counts as live."""

    id: int = 0
    rev: int = 0
    month: str
    """"2025-11", in the agency's zone."""
    comments: list[Known] = []
    replies: list[Known] = []


def key_of(platform: str, platform_id: str) -> str:
    """What a comment or reply is known by, in eleven characters (64 bits of BLAKE2b)."""
    digest = hashlib.blake2b(f"{platform}\n{platform_id}".encode("utf-8", "replace"), digest_size=8).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def read_months(text: str) -> int:
    """A number of months: ``12``, ``12m``, ``12 bulan``, ``2y``, ``2 tahun``.

    Raises:
        ValueError: it is none from 1 to 1,200.
    """
    found = _SPAN.fullmatch(text.strip())
    unit = _UNITS.get(found[2].casefold()) if found else None
    months = int(found[1]) * unit if found and unit else 0
    if not 1 <= months <= MOST_MONTHS:
        raise ValueError(text)
    return months


def months_before(now: int, months: int, zone: str) -> int:
    """The same day and time so many months ago on the zone's calendar; the last day of a shorter month."""
    at = local(now, zone).replace(tzinfo=None)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = min(at.day, monthrange(max(year, 1), month + 1)[1])
    return to_ms(datetime(max(year, 1), month + 1, day, at.hour, at.minute, at.second, at.microsecond), zone)


def month_of(ms: int, zone: str) -> str:
    """The month an instant lies in: "2025-11"."""
    return f"{local(ms, zone):%Y-%m}"
