"""What the agency has measured: followers by day, and how publications fared; as everywhere, not all of it."""

from datetime import timedelta
from random import Random
from typing import Any

from demo.posts import ZONE, Plan
from domain.accounts import Platform
from domain.metrics import FIRST_READING, Metrics, asked_of
from domain.posts import Variant
from domain.times import DAY, HOUR, MINUTE, day_of

DAYS = 35
_FOLLOWERS: dict[Platform, tuple[int, int]] = {
    "instagram": (12_380, 21),
    "facebook": (41_250, 12),
    "x": (6_840, 4),
    "tiktok": (8_910, 38),
    "youtube": (940, 2),
}
"""Of each account: how many there were at first, and about how many a day were added."""
_VIEWED: dict[Platform, float] = {"instagram": 0.55, "facebook": 0.2, "x": 0.35, "tiktok": 1.4, "youtube": 0.6}
"""Views of a publication, of the account's followers."""
_ENGAGED = {"likes": 0.028, "comments": 0.0018, "shares": 0.0035, "saves": 0.0022}
"""Of a publication's views."""


def metrics(rng: Random, plan: Plan, now: int) -> list[Metrics]:
    """The readings up to `now`, oldest first."""
    found = [*_days(rng, plan, now)]
    for one in plan.variants:
        if one.state == "published" and one.published_at + FIRST_READING + 40 * MINUTE <= now:
            found += _readings(rng, plan, one, now)
    found.sort(key=lambda one: one.read_at)
    return found


def _days(rng: Random, plan: Plan, now: int) -> list[Metrics]:
    found = []
    today = day_of(now, ZONE)
    for account in plan.accounts:
        count, added = _FOLLOWERS[account.platform]
        for back in range(DAYS, 0, -1):
            more = max(0, round(rng.gauss(added, added / 2)))
            count += more
            if rng.random() < 0.08:
                continue  # Nobody looked that day.
            day = today - timedelta(days=back)
            known: dict[str, Any] = {"followers": count, "follows": more}
            read_at = now - (back - 1) * DAY - rng.randint(30, 90) * MINUTE
            found.append(Metrics(account=account.id, day=day.isoformat(), read_at=read_at, read_by="sari", **known))
    return found


def _readings(rng: Random, plan: Plan, variant: Variant, now: int) -> list[Metrics]:
    """After a day, and after a week once more; one in eight nobody has measured yet, and a few have blanks."""
    if rng.random() < 0.12:
        return []
    platform = plan.accounts[variant.account - 1].platform
    views = _FOLLOWERS[platform][0] * _VIEWED[platform] * rng.lognormvariate(0, 0.5)
    lively = rng.lognormvariate(0, 0.35)
    told: dict[str, float] = {"views": views, "reach": views * rng.uniform(0.6, 0.85)}
    told |= {name: views * share * lively * rng.uniform(0.7, 1.3) for name, share in _ENGAGED.items()}
    values: dict[str, Any] = {name: round(told[name]) for name in asked_of(platform) if name in told}
    if rng.random() < 0.1:
        values.pop("reach")
    first = variant.published_at + FIRST_READING + rng.randint(5, 40) * MINUTE
    found = [Metrics(account=variant.account, variant=variant.id, read_at=first, read_by="sari", **values)]
    later = variant.published_at + 7 * DAY + rng.randint(0, 5) * HOUR
    if later <= now:
        grown: dict[str, Any] = {name: round(count * rng.uniform(1.1, 1.5)) for name, count in values.items()}
        found.append(Metrics(account=variant.account, variant=variant.id, read_at=later, read_by="sari", **grown))
    return found
