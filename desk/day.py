"""How the day stands: targets per account, the queue, who waits. Read by the desk and by `meja today`."""

from collections import Counter

import msgspec

from desk.desk import Desk
from domain.accounts import Account, Target, target_on
from domain.agency import read_shares
from domain.posts import PILLAR_TARGETS, PILLARS, Moment, Pillar, Post, Variant, moment
from domain.times import DAY, day_bounds, day_of

LATE_FOR = 3 * DAY
"""A missed variant stays in the queue this long after its slot."""
MIX_OVER = 28 * DAY


class QueueItem(msgspec.Struct, frozen=True, kw_only=True):
    """A row of today's queue. A draft without an account has neither variant nor account."""

    post: Post
    variant: Variant | None
    account: Account | None
    moment: Moment
    today: bool


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
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.load()

    def load(self) -> None:
        """Read posts, variants, accounts and targets."""
        read = self._desk.store.repo
        self.posts = {post.id: post for post in read("posts", Post).all()}
        self.variants = list(read("variants", Variant).all())
        self.accounts = {account.id: account for account in self._desk.accounts()}
        self.targets = list(read("targets", Target).all())
        self.agency = self._desk.setting("agency")
        self.zone = self._desk.zone()
        self.wished = _wished(self._desk.setting("pillars"))

    def zone_of(self, account: Account | None) -> str:
        """The zone of the account, else the agency's."""
        return (account.zone if account else "") or self.zone

    def queue(self) -> list[QueueItem]:
        """Today's variants by time, what was missed in the days before them first, drafts without a time last."""
        now = self._desk.now()
        items = [item for variant in self.variants if (item := self._item(variant, now))]
        planned = {variant.post for variant in self.variants}
        for post in self.posts.values():
            if post.id not in planned:
                items.append(QueueItem(post=post, variant=None, account=None, moment="planned", today=True))
        return sorted(items, key=_by_time)

    def _item(self, variant: Variant, now: int) -> QueueItem | None:
        post, account = self.posts.get(variant.post), self.accounts.get(variant.account)
        if post is None or account is None:
            return None
        zone, state = self.zone_of(account), moment(variant, now)
        moments = [at for at in (variant.slot_at, variant.published_at) if at]
        today = not moments or day_of(now, zone) in [day_of(at, zone) for at in moments]
        late = state == "missed" and now - variant.slot_at <= LATE_FOR
        if not (today or late):
            return None
        return QueueItem(post=post, variant=variant, account=account, moment=state, today=today)

    def progress(self) -> list[Progress]:
        """Each account's day, in the order of the platforms."""
        now = self._desk.now()
        return [self._progress(account, now) for account in self.accounts.values()]

    def _progress(self, account: Account, now: int) -> Progress:
        today = day_of(now, self.zone_of(account))
        start, end = day_bounds(today, self.zone_of(account))
        own = [variant for variant in self.variants if variant.account == account.id]
        published = sum(variant.state == "published" and start <= variant.published_at < end for variant in own)
        ahead = sum(moment(one, now) in ("planned", "scheduled", "due") and start <= one.slot_at < end for one in own)
        target = target_on(self.targets, account.id, today.weekday())
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


def _wished(setting: str) -> dict[Pillar, int]:
    """The wished shares of the pillars: the agency's own, else the usual ones."""
    return dict(zip(PILLARS, read_shares(setting), strict=True)) if setting else PILLAR_TARGETS


def _by_time(item: QueueItem) -> tuple[bool, int, int]:
    at = item.variant.slot_at or item.variant.published_at if item.variant else 0
    return (not at, at, item.post.id)
