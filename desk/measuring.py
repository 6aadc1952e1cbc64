"""Numbers by the platforms' interfaces: of an account once a day, of a publication once 24 hours have gone by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from desk.desk import Desk
from domain.accounts import Account
from domain.metrics import MEASURES, Metrics, measured
from domain.posts import Variant
from domain.times import DAY, HOUR, day_of

if TYPE_CHECKING:
    from channels.contract import Metric

EVERY = 6 * HOUR
"""An account is asked for numbers this often."""
SINCE = 8 * DAY
"""Publications older than this are not asked about: what was missed then is asked of an admin."""
AT_ONCE = 50
SOURCE = "api"


def to_be_measured(desk: Desk, account: int) -> list[Variant]:
    """Publications of that account with an address whose 24 hours are over and of which no number is known since."""
    now = desk.now()
    readings: dict[int, list[Metrics]] = defaultdict(list)
    for one in desk.store.repo("metrics", Metrics).all():
        readings[one.variant].append(one)
    found = [
        one
        for one in desk.store.repo("variants", Variant).all()
        if one.account == account and one.state == "published" and one.url and now - one.published_at < SINCE
    ]
    due = [one for one in found if measured(readings[one.id], one.published_at, now) == "unmeasured"]
    return sorted(due, key=lambda one: -one.published_at)[:AT_ONCE]


def keep(desk: Desk, account: Account, connection: int, variants: Sequence[Variant], told: "Iterable[Metric]") -> None:
    """Store what a platform told: the account's day, and a reading of each publication it knew."""
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in told:
        if one.name in MEASURES:
            values[one.post][one.name] = one.value
    day = day_of(desk.now(), desk.zone(account)).isoformat()
    with desk.step("metrics.sync", audit="summary", platform=account.platform, account=account.id) as step:
        kept = desk.store.repo("metrics", Metrics).all()
        today = next((one for one in kept if (one.account, one.day, one.variant) == (account.id, day, 0)), None)
        if (own := values.get("")) and today is None:
            step.insert("metrics", Metrics(account=account.id, day=day, read_at=step.at, source=SOURCE, **own))
        for variant in variants:
            if found := values.get(variant.url):
                reading = Metrics(
                    account=account.id,
                    variant=variant.id,
                    read_at=step.at,
                    source=SOURCE,
                    match="address",
                    url=variant.url,
                    published_at=variant.published_at,
                    **found,
                )
                step.insert("metrics", reading)
        step.update("connections", connection, {"measured_at": step.at})
