"""What was measured: readings of an account by day and of a variant by the time they were read, and rates made of them.

What was not measured is None and stays so: a blank is no zero, and no rate is made of one.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal, get_args

import msgspec

from domain.accounts import Platform
from domain.times import DAY

Measure = Literal[
    "followers",
    "follows",
    "reach",
    "views",
    "impressions",
    "likes",
    "comments",
    "shares",
    "saves",
    "reposts",
    "interactions",
    "clicks",
    "visits",
]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Match = Literal["", "address", "caption", "hand"]
"""How a row of an export found its variant; empty: it did not, or was written down at the desk."""
Formula = Literal["erf", "err", "erv"]
FORMULAS: tuple[Formula, ...] = get_args(Formula)
BASES: dict[Formula, Measure] = {"erf": "followers", "err": "reach", "erv": "views"}
"""What each engagement rate divides by."""
Measured = Literal["early", "measured", "unmeasured"]
Band = Literal["under_1k", "1k_10k", "10k_100k", "over_100k"]
BANDS: tuple[Band, ...] = get_args(Band)

FIRST_READING = DAY
"""A variant is to be measured this long after it went out."""
MOST = 10**12
"""Larger counts are mistakes."""

_ENGAGING: tuple[Measure, ...] = ("likes", "comments", "shares", "saves")
_NOT_THERE: dict[Platform, frozenset[Measure]] = {
    "facebook": frozenset({"saves"}),
    "youtube": frozenset({"saves"}),
    "mastodon": frozenset({"saves", "reach", "views"}),
    "bluesky": frozenset({"saves", "reach", "views"}),
    "matrix": frozenset({"saves", "reach", "views", "shares"}),
}
"""What a platform does not tell: its absence is no blank."""


class Metrics(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One reading: of an account on a day, or of what was published, as it stood when it was read."""

    id: int = 0
    rev: int = 0
    account: int = 0
    variant: int = 0
    """0: of the account itself, or of a publication that no variant was found for."""
    day: str = ""
    """Of an account's reading: the date there, ISO 8601."""
    read_at: int = 0
    read_by: str = ""
    source: str = ""
    """The format of the export; empty: written down by an admin."""
    match: Match = ""
    ref: str = ""
    """The platform's id of the publication."""
    url: str = ""
    title: str = ""
    """How the publication begins, so that a person can tell which one it is."""
    published_at: int = 0
    followers: int | None = None
    follows: int | None = None
    """Who began to follow: that day, or because of the publication."""
    reach: int | None = None
    views: int | None = None
    impressions: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    reposts: int | None = None
    interactions: int | None = None
    clicks: int | None = None
    visits: int | None = None


Values = dict[Measure, int]
"""What was measured; what was not is absent."""


def known(reading: Metrics) -> Values:
    """What the reading has."""
    return {name: value for name in MEASURES if (value := getattr(reading, name)) is not None}


def asked_of(platform: Platform) -> tuple[Measure, ...]:
    """What is to be written down of a publication there."""
    absent = _NOT_THERE.get(platform, frozenset())
    return tuple(name for name in ("reach", "views", *_ENGAGING) if name not in absent)


def engaging(platform: Platform) -> tuple[Measure, ...]:
    """What engagement consists of there: likes, comments, shares, and saves where the platform tells them."""
    absent = _NOT_THERE.get(platform, frozenset())
    return tuple(name for name in _ENGAGING if name not in absent)


def engagement(values: Mapping[Measure, int], platform: Platform) -> int | None:
    """likes + comments + shares + saves; None where one of them is blank that the platform tells."""
    if any(name not in values for name in engaging(platform)):
        return None
    return sum(values.get(name, 0) for name in _ENGAGING)


def rate(values: Mapping[Measure, int], platform: Platform, formula: Formula, followers: int | None) -> float | None:
    """The engagement rate in per cent: engagement ÷ followers (ERF), ÷ reach (ERR) or ÷ views (ERV) × 100.

    None where an input is blank, or the divisor is 0 (businesstechnet; clickanalytic).

    Args:
        followers: of the account when the values were read, where the values do not tell.
    """
    told = engagement(values, platform)
    base = values.get(BASES[formula])
    if formula == "erf" and followers is not None:
        base = followers
    return None if told is None or not base else 100 * told / base


def after_a_day(readings: Iterable[Metrics], published_at: int) -> tuple[Values, int]:
    """Of each measure the first value that was read 24 hours after publication or later; and when it was first read.

    Nothing, and 0, where there is no such reading.
    """
    values: Values = {}
    first = 0
    for reading in sorted(readings, key=lambda one: (one.read_at, one.id)):
        if reading.read_at >= published_at + FIRST_READING and (found := known(reading)):
            first = first or reading.read_at
            values = found | values
    return values, first


def latest(readings: Iterable[Metrics]) -> Values:
    """Of each measure the last value that was read."""
    values: Values = {}
    for reading in sorted(readings, key=lambda one: (one.read_at, one.id)):
        values |= known(reading)
    return values


def measured(readings: Iterable[Metrics], published_at: int, now: int) -> Measured:
    """Whether a publication was measured 24 hours later; derived, never stored."""
    if now < published_at + FIRST_READING:
        return "early"
    told = [one for one in readings if one.read_at <= now]
    return "measured" if after_a_day(told, published_at)[1] else "unmeasured"


def band(followers: int | None) -> Band | None:
    """Accounts are compared among those of like size: engagement falls as followers rise (an ITB study)."""
    if followers is None:
        return None
    return BANDS[(followers >= 1_000) + (followers >= 10_000) + (followers > 100_000)]


def middle(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return median(values) if values else None


def read_count(text: str) -> int | None:
    """A count as an admin types it: ``9803``, ``9.803``, ``9,8 rb``, ``1.2k``; None where nothing was typed.

    Raises:
        ValueError: it is no count.
    """
    typed = "".join(text.split()).casefold()
    if typed in ("", "-", "–"):
        return None
    digits, scale = typed, 1
    for ending, times in (("ribu", 1_000), ("rb", 1_000), ("k", 1_000), ("juta", 10**6), ("jt", 10**6), ("m", 10**6)):
        if typed.endswith(ending):
            digits, scale = typed.removesuffix(ending), times
            break
    try:
        found = _whole(digits) if scale == 1 else round(float(digits.replace(",", ".")) * scale)
    except (ValueError, OverflowError):
        raise ValueError(text) from None
    if not 0 <= found < MOST:
        raise ValueError(text)
    return found


def _whole(digits: str) -> int:
    """A whole number, its thousands grouped or not."""
    for mark in ".,":
        groups = digits.split(mark)
        if len(groups) > 1 and 1 <= len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]):
            digits = "".join(groups)
            break
    if not digits.isascii() or not digits.isdecimal():
        raise ValueError(digits)
    return int(digits)
