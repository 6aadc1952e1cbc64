"""When the agency usually publishes, and the days and themes of its calendar."""

from datetime import timedelta

from domain.agency import Slot
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from domain.times import day_of

_WORKDAYS = (0, 1, 2, 3, 4)
_TIMES: dict[int, tuple[int, ...]] = {1: (480, 720, 1140), 2: (540, 720), 3: (480, 600, 720, 960), 4: (1140,)}
"""Minutes after midnight, by account in the order of the example's accounts."""


def slots() -> list[Slot]:
    """On workdays all of them, on Saturday the first one of each account."""
    found: list[Slot] = []
    for account, minutes in _TIMES.items():
        for minute in minutes:
            days = (*_WORKDAYS, 5) if minute == minutes[0] else _WORKDAYS
            found.append(Slot(id=len(found) + 1, account=account, minute=minute, weekdays=days))
    return found


def occasions(now: int, zone: str) -> list[Occasion]:
    """National days, the regency's own day, and the theme of this week and of the next."""
    today = day_of(now, zone)
    monday = today - timedelta(days=today.weekday())
    themes = [
        Occasion(
            name=name,
            since=(monday + timedelta(days=7 * week)).isoformat(),
            until=(monday + timedelta(days=7 * week + 6)).isoformat(),
        )
        for week, name in enumerate(("Pekan Adminduk", "Pekan UMKM"))
    ]
    return [*NATIONAL_DAYS, Occasion(name="Hari Jadi Kab. Sumberrejo", since="12-08"), *themes]
