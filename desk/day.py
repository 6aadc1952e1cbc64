"""How the day stands: targets per account, the queue, who waits. Read by the desk and by `meja today`."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec

from desk import clarifications, restraint
from desk.connections import by_api
from desk.desk import Desk
from domain.accounts import Account, Target
from domain.afterwards import left_to_do
from domain.agency import read_shares
from domain.counting import read_limits
from domain.deliveries import Delivery
from domain.metrics import FIRST_READING
from domain.posts import DUE_FOR, PILLAR_TARGETS, PILLARS, Moment, Pillar, Post, Variant, moment, stands_at
from domain.restraint import holds
from domain.targets import wanted
from domain.times import DAY, HOUR, day_bounds, day_of
from store import Repository

LATE_FOR = 3 * DAY
"""A missed variant stays in the queue this long after its slot."""
READINGS = 2_000
"""So many of the latest readings are looked at for what was measured."""
MIX_OVER = 28 * DAY

Record = TypeVar("Record", bound=msgspec.Struct)


class QueueItem(msgspec.Struct, frozen=True, kw_only=True):
    """A row of today's queue. A draft without an account has neither variant nor account."""

    post: Post
    variant: Variant | None
    account: Account | None
    moment: Moment
    today: bool
    to_measure: bool = False
    """It went out 24 hours ago, and nobody has measured it."""
    conference_at: int = 0
    """When the post's press conference is today, where the row stands for that; 0: it does not."""
    delivery: Delivery | None = None
    """How far it is on its way through the platform's interface; None: a person publishes it."""


class _Reading(msgspec.Struct, gc=False):
    """Which variant was read, and when."""

    variant: int = 0
    read_at: int = 0


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """An account's day against its target."""

    account: Account
    published: int
    target: int | None
    behind: bool
    """What is published and what is still to come do not reach the target."""


class Mix(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the pillars over the posts of 28 days, in per cent; `posts` is how many have one."""

    posts: int
    shares: dict[Pillar, int]


class Plan:
    """Posts and variants in memory, read again only when they changed.

    Attributes:
        targets: of all accounts and periods.
        wished: the shares of the pillars the agency wishes for, in per cent.
        limits: how long captions may be, where the agency has limits of its own.
        by_api: the accounts that publish through their platform's interface.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.load()

    def load(self) -> None:
        """Read posts, variants, those on their way, accounts and targets."""
        read = self._desk.store.repo
        self.posts = {post.id: post for post in read("posts", Post).all()}
        self._variants = {variant.id: variant for variant in read("variants", Variant).all()}
        self.variants = list(self._variants.values())
        self._deliveries = {one.id: one for one in read("deliveries", Delivery).all()}
        self._near: list[Variant] | None = None
        self._near_at = 0
        self._readings: set[int] | None = None
        self._load_agency()

    def take(self, changes: Mapping[str, Collection[int]]) -> None:
        """Read what was changed: ids by table; of a table without ids everything."""
        if any(table in changes and not changes[table] for table in ("posts", "variants", "deliveries")):
            self.load()
            return
        read = self._desk.store.repo
        if "posts" in changes:
            self.posts = _renewed(self.posts, read("posts", Post), changes["posts"])
        if changes.keys() & {"metrics", "variants"}:
            self._readings = None
        if "variants" in changes:
            self._variants = _renewed(self._variants, read("variants", Variant), changes["variants"])
            self.variants = list(self._variants.values())
            self._near = None
        if "deliveries" in changes:
            self._deliveries = _renewed(self._deliveries, read("deliveries", Delivery), changes["deliveries"])
            self._near = None
        if "connections" in changes:
            self.by_api = by_api(self._desk, "publish")
        if changes.keys() & {"accounts", "targets", "settings", "crises", "clarifications"}:
            self._load_agency()

    def _load_agency(self) -> None:
        self.accounts = {account.id: account for account in self._desk.accounts()}
        self.targets = list(self._desk.store.repo("targets", Target).all())
        self.agency = self._desk.setting("agency")
        self.zone = self._desk.zone()
        self.wished = _wished(self._desk.setting("pillars"))
        self._crisis = restraint.crisis(self._desk)
        self._released = clarifications.released(self._desk) if self._crisis else frozenset()
        self.limits = read_limits(self._desk.setting("limits"))
        self.by_api = by_api(self._desk, "publish")

    def _lately(self, now: int) -> list[Variant]:
        """The variants that today may have to do with, so that a look at today is not one at two years."""
        if self._near is None or not self._near_at <= now < self._near_at + HOUR:
            first, last = now - LATE_FOR - 2 * DAY, now + 2 * DAY
            self._near_at = now
            self._near = [
                one
                for one in self.variants
                if first < one.slot_at < last
                or first < one.published_at < last
                or not (one.slot_at or one.published_at)
                or self._is_on_its_way(one)
            ]
        return self._near

    def delivery(self, variant: Variant | None) -> Delivery | None:
        """How far a variant is on its way through the platform's interface; None: a person publishes it."""
        return self._deliveries.get(variant.delivery) if variant and variant.delivery else None

    def may_go_now(self, item: QueueItem | None) -> bool:
        """Whether the next step of an approved post is to publish it through the platform's interface: it is
        scheduled, or has no time to come."""
        variant = item.variant if item else None
        if item is None or variant is None or variant.account not in self.by_api or item.post.state != "approved":
            return False
        return variant.state == "scheduled" or (variant.state == "planned" and variant.slot_at <= self._desk.now())

    def _is_on_its_way(self, variant: Variant) -> bool:
        """It is being sent, failed, or may be out: the queue shows it whatever its slot."""
        delivery = self.delivery(variant)
        return delivery is not None and delivery.state != "queued"

    def zone_of(self, account: Account | None) -> str:
        """The zone of the account, else the agency's."""
        return (account.zone if account else "") or self.zone

    def queue(self) -> list[QueueItem]:
        """Today's variants and press conferences by time, what was missed in the days before them first, drafts
        without a time last."""
        now = self._desk.now()
        start, end = self._bounds(self.zone, now)
        todays = {id: self._today(account, now) for id, account in self.accounts.items()}
        items = [item for one in self._lately(now) if (item := self._item(one, todays.get(one.account), now))]
        planned, listed = {variant.post for variant in self.variants}, {item.post.id for item in items}
        for post in self.posts.values():
            # What is left to be done about a post keeps it in the queue, whenever it went out.
            task = left_to_do(post, now) if post.asked or post.contest else None
            held_at = post.conference.held_at if post.conference else 0
            at = held_at if start <= held_at < end else 0
            if at or post.id not in planned or (task and post.id not in listed):
                items.append(
                    QueueItem(post=post, variant=None, account=None, moment="planned", today=True, conference_at=at)
                )
        return sorted(items, key=_by_time)

    def _today(self, account: Account, now: int) -> tuple[int, int]:
        return self._bounds(self.zone_of(account), now)

    @staticmethod
    def _bounds(zone: str, now: int) -> tuple[int, int]:
        return day_bounds(day_of(now, zone), zone)

    def _item(self, variant: Variant, bounds: tuple[int, int] | None, now: int) -> QueueItem | None:
        """A row of the queue; None: the variant is none of today's. `bounds`: of its account's day."""
        if bounds is None:
            return None
        (start, end), slot, out = bounds, variant.slot_at, variant.published_at
        today = start <= stands_at(variant) < end or start <= out < end or not (slot or out)
        if not today and variant.state == "published":
            return self._item_to_measure(variant, start, now)
        under_way = self._is_on_its_way(variant)
        if not (today or under_way or now - LATE_FOR <= slot < start):
            return None
        state, post = self.stands(variant, now), self.posts.get(variant.post)
        if post is None or not (today or under_way or state in ("missed", "frozen")):
            return None
        return QueueItem(
            post=post,
            variant=variant,
            account=self.accounts[variant.account],
            moment=state,
            today=today,
            delivery=self.delivery(variant),
        )

    def _item_to_measure(self, variant: Variant, start: int, now: int) -> QueueItem | None:
        """A row for what became 24 hours old today, as long as nobody has measured it."""
        post = self.posts.get(variant.post)
        if post is None or not start <= variant.published_at + FIRST_READING <= now or variant.id in self._measured():
            return None
        account = self.accounts[variant.account]
        return QueueItem(post=post, variant=variant, account=account, moment="published", today=False, to_measure=True)

    def _measured(self) -> set[int]:
        """The variants that were read 24 hours after they went out, or later."""
        if self._readings is None:
            repo = self._desk.store.repo("metrics", _Reading)
            found = (repo.get(id) for id in repo.ids()[-READINGS:])
            self._readings = {one.variant for one in found if one and self._is_late(one)}
        return self._readings

    def _is_late(self, reading: "_Reading") -> bool:
        variant = self._variants.get(reading.variant)
        return variant is not None and reading.read_at >= variant.published_at + FIRST_READING

    def stands(self, variant: Variant, now: int) -> Moment:
        """Where it stands; what fell due in a crisis is held back, unless it is what the crisis waits for."""
        state, crisis = moment(variant, now), self._crisis
        held = state in ("due", "missed") and crisis and holds(crisis, variant.slot_at, DUE_FOR)
        return "frozen" if held and variant.post not in self._released else state

    def progress(self) -> list[Progress]:
        """Each account's day, in the order of the platforms."""
        now = self._desk.now()
        return [self._progress(account, now) for account in self.accounts.values()]

    def _progress(self, account: Account, now: int) -> Progress:
        today = day_of(now, self.zone_of(account))
        start, end = self._today(account, now)
        own = [one for one in self._lately(now) if one.account == account.id]
        published = sum(one.state == "published" and start <= one.published_at < end for one in own)
        ahead = sum(start <= one.slot_at < end and moment(one, now) in ("planned", "scheduled", "due") for one in own)
        target = wanted(self.targets, account.id, "day", today, set_up=account.configured)
        behind = bool(target) and published + ahead < (target or 0)
        return Progress(account=account, published=published, target=target, behind=behind)

    def mix(self) -> Mix:
        """The pillars of the posts that went out in 28 days."""
        since = self._desk.now() - MIX_OVER
        out = {one.post for one in self.variants if one.state == "published" and one.published_at >= since}
        seen = Counter(post.pillar for id in out if (post := self.posts.get(id)) and post.pillar)
        total = seen.total()
        shares = {pillar: round(100 * seen[pillar] / total) if total else 0 for pillar in PILLARS}
        return Mix(posts=total, shares=shares)


def _renewed(known: dict[int, Record], repo: Repository[Record], ids: Collection[int]) -> dict[int, Record]:
    """A new table: another thread may be going through the old one."""
    renewed = dict(known)
    for id in ids:
        record = repo.get(id)
        if record is None:
            renewed.pop(id, None)
        else:
            renewed[id] = record
    return renewed


def _wished(setting: str) -> dict[Pillar, int]:
    """The wished shares of the pillars: the agency's own, else the usual ones."""
    return dict(zip(PILLARS, read_shares(setting), strict=True)) if setting else PILLAR_TARGETS


def _by_time(item: QueueItem) -> tuple[bool, int, int]:
    at = stands_at(item.variant) if item.variant else item.conference_at
    return (not at, at, item.post.id)
