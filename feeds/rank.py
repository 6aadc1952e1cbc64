"""How hot a topic is, and why (the `heat` of design page topics, section 4)."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from domain.news import Headline, Heat
from domain.times import HOUR

HALF_LIFE = 6 * HOUR
DAY_BACK = 24 * HOUR

CELLS = 8
"""Of a topic's curve, three hours each."""

_LEAP = 1.5
_LOOK_BACK = 3 * HOUR
_RISING = 1.15
# With nothing new a topic cools to 0.71 of itself in three hours.
_FADING = 0.75

_BOILERPLATE = re.compile(
    r"^\W*(?:(?:ter)?populer|sinopsis|jadwal (?:tv|siaran langsung|acara)|ramalan zodiak)\b"
    r"|\b(?:link|live) (?:live )?streaming\b|\bprediksi (?:susunan pemain|skor)\b",
    re.IGNORECASE,
)


def is_boilerplate(title: str) -> bool:
    """Whether it is what outlets bring out by rote: lists of the most read, where to watch, forecasts of a match."""
    return _BOILERPLATE.search(title) is not None


def heat(members: Iterable[Headline], now: int) -> Heat:
    """The heat of a topic, with its factors.

    ``warmth x (1 + 0.5 (outlets - 1)) x sqrt(rise) + 0.5 log10(1 + searches / 1000)``, where warmth is the sum of
    ``2^(-age / 6 h) / k`` over its headlines, k counting those of the same outlet from the newest (so that one outlet
    cannot flood the panel), and rise is today's warmth against yesterday's at this hour, each + 1, between 0.5 and 3.

    Args:
        members: the topic's headlines; boilerplate among them does not count.
        now: UTC milliseconds.
    """
    items = sorted(
        (item for item in members if item.published_at <= now and not is_boilerplate(item.title)),
        key=lambda item: -item.published_at,
    )
    today = [item for item in items if item.published_at > now - DAY_BACK]
    outlets = len({item.outlet for item in today})
    warm = _warmth(items, now)
    rise = min(max((warm + 1) / (_warmth(items, now - DAY_BACK) + 1), 0.5), 3.0)
    searches = max((item.traffic for item in items), default=0)
    searched = 0.5 * math.log10(1 + searches / 1000)
    return Heat(
        value=warm * (1 + 0.5 * (max(outlets, 1) - 1)) * math.sqrt(rise) + searched,
        outlets=outlets,
        headlines=len(today),
        recent=sum(item.published_at > now - HALF_LIFE for item in items),
        rise=rise,
        direction=_direction(warm, _warmth(items, now - _LOOK_BACK)),
        warmth=warm,
        searches=searches,
        searched=searched,
    )


def curve(members: Iterable[Headline], now: int) -> tuple[int, ...]:
    """How many headlines appeared in each three hours of the last 24, the oldest first."""
    counts = [0] * CELLS
    for item in members:
        age = now - item.published_at
        if 0 <= age < DAY_BACK and not is_boilerplate(item.title):
            counts[CELLS - 1 - age * CELLS // DAY_BACK] += 1
    return tuple(counts)


def leaps(members: Iterable[Headline], now: int) -> bool:
    """Whether a topic jumps: warmer by half than an hour ago, by two outlets at least that wrote within it."""
    items = sorted(
        (item for item in members if item.published_at <= now and not is_boilerplate(item.title)),
        key=lambda item: -item.published_at,
    )
    fresh = {item.outlet for item in items if item.published_at > now - HOUR}
    return len(fresh) > 1 and _warmth(items, now) >= _LEAP * _warmth(items, now - HOUR)


def _warmth(newest_first: list[Headline], now: int) -> float:
    seen: Counter[str] = Counter()
    total = 0.0
    for item in newest_first:
        if item.published_at <= now:
            seen[item.outlet] += 1
            total += 2.0 ** ((item.published_at - now) / HALF_LIFE) / seen[item.outlet]
    return total


def _direction(now: float, before: float) -> Literal["rising", "steady", "fading"]:
    if now > before * _RISING:
        return "rising"
    return "fading" if now < before * _FADING else "steady"
