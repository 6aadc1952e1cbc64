"""Targets and how far they are: posts in a day, a week, a month; the mix; slots that were kept."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from domain.accounts import Account, Target, target_on
from domain.agency import Slot
from domain.posts import NEEDS, PILLARS, Need, Pillar, Post, Variant, moment
from domain.times import day_bounds, day_of
from domain.week import NotAWeek

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = ("day", "week", "month")

USUAL_TARGET = 1
"""Posts a day of each account, while the agency has set no target at all."""
RESPONSE_TARGET = 90
"""Per cent of the citizens who are to be answered in time."""
NEED_TARGETS: dict[Need, int] = {"entertainment": 49, "information": 43, "other": 8}
"""What audiences look for in per cent (a survey of 2022): told beside the mix, never a quota."""
MIX_OVER = 28
"""Days over which a mix is looked at, and slots are counted."""
ENOUGH = 12
"""Posts below which a mix says nothing."""
GOOD_MIX, FAIR_MIX = 10, 20
"""Points of deviation up to which a mix is well, and up to which it is to be watched."""

MOST = 1_000
"""Posts a week or a month that can be a target."""
_WEEK = r"(?:(?:per |se|se-|a )?pekan(?:an)?|per minggu|seminggu|mingguan|(?:per |a )?week|weekly)"
_MONTH = r"(?:(?:per |se|a )?bulan(?:an)?|(?:per |a )?month|monthly)"
_PERIOD = re.compile(
    rf"(?:(?P<week>{_WEEK})|{_MONTH})\s*:?\s*(?P<count>\d{{1,5}})"
    rf"|(?P<count_before>\d{{1,5}})\s*/?\s*(?:(?P<week_after>{_WEEK})|{_MONTH})",
    re.ASCII,
)

Verdict = Literal["ok", "watch", "off", "few"]


def span(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period a day lies in; weeks begin on Monday."""
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day, day


def bounds(first: date, last: date, zone: str) -> tuple[int, int]:
    """First instant of the first day, and of the day after the last, in that zone."""
    return day_bounds(first, zone)[0], day_bounds(last, zone)[1]


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def wanted(targets: Sequence[Target], account: int, period: Period, day: date, *, set_up: bool = True) -> int | None:
    """How many posts an account should publish in the period that day lies in; None: it has no target.

    A week's or a month's own target goes before the sum of its days. Where the agency has set none at all, each account
    that is set up should publish one a day.
    """
    if not targets:
        return USUAL_TARGET * len(days(*span(period, day))) if set_up else None
    if period != "day":
        own = [one.count for one in targets if one.account == account and one.period == period]
        if own:
            return own[0]
    each = [target_on(targets, account, one.weekday()) for one in days(*span(period, day))]
    told = [count for count in each if count is not None]
    return sum(told) if told else None


def read_periods(line: str) -> tuple[dict[Period, int], str]:
    """The targets of a week and of a month in a line as ``Sen–Jum 2, pekan 12, bulan 40``; and the rest of the line.

    A week's is written pekan, per minggu, seminggu, mingguan or week; *minggu* alone is Sunday.

    Raises:
        NotAWeek: `bad_count`; `day_twice` where a period is told twice.
    """
    found: dict[Period, int] = {}
    rest = []
    for part in re.split("[,;]", line):
        told = _PERIOD.fullmatch(part.strip().casefold())
        if not told:
            rest.append(part)
            continue
        period: Period = "week" if told["week"] or told["week_after"] else "month"
        count = int(told["count"] or told["count_before"])
        if count > MOST:
            raise NotAWeek("bad_count", part.strip())
        if period in found:
            raise NotAWeek("day_twice", part.strip())
        found[period] = count
    return found, ",".join(rest)


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """An account's period against its target."""

    account: int
    period: Period
    target: int | None
    published: tuple[int, ...]
    """Variants that went out in it."""
    ahead: tuple[int, ...]
    """Variants that are still to go out in it."""

    @property
    def behind(self) -> bool:
        """What went out and what is still planned do not reach the target."""
        return len(self.published) + len(self.ahead) < (self.target or 0)


def pace(
    targets: Sequence[Target],
    account: Account,
    variants: Iterable[Variant],
    period: Period,
    day: date,
    zone: str,
    now: int,
) -> Pace:
    """How an account stands in the period that day lies in; `variants` are its own."""
    start, end = bounds(*span(period, day), zone)
    own = list(variants)
    return Pace(
        account=account.id,
        period=period,
        target=wanted(targets, account.id, period, day, set_up=account.configured),
        published=tuple(one.id for one in own if one.state == "published" and start <= one.published_at < end),
        ahead=tuple(
            one.id for one in own if start <= one.slot_at < end and moment(one, now) in ("planned", "scheduled", "due")
        ),
    )


# The mix


class Mix(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the pillars, or of the needs, in per cent; `posts` is how many have one."""

    posts: int
    shares: dict[str, float]
    wished: dict[str, int]
    counts: dict[str, int]
    ids: dict[str, tuple[int, ...]] = {}
    """The posts by what they are."""

    @property
    def deviation(self) -> float | None:
        """½Σ|actual − target| in points; None where there are too few posts to say."""
        if self.posts < ENOUGH:
            return None
        return sum(abs(self.shares[name] - share) for name, share in self.wished.items()) / 2

    @property
    def verdict(self) -> Verdict:
        """What the deviation means. It is told, and stops nobody."""
        found = self.deviation
        if found is None:
            return "few"
        return "ok" if found <= GOOD_MIX else "watch" if found <= FAIR_MIX else "off"


def mix(
    posts: Iterable[Post], wished: Mapping[Pillar, int] | Mapping[Need, int], of: Literal["pillar", "need"] = "pillar"
) -> Mix:
    """The mix of those posts. One that goes out on several accounts is one post."""
    names: Collection[str] = PILLARS if of == "pillar" else NEEDS
    found: dict[str, list[int]] = {name: [] for name in names}
    for post in {one.id: one for one in posts}.values():
        if (value := getattr(post, of)) in found:
            found[value].append(post.id)
    counts = Counter({name: len(ids) for name, ids in found.items()})
    total = counts.total()
    return Mix(
        posts=total,
        shares={name: 100 * counts[name] / total if total else 0.0 for name in names},
        wished=dict(wished.items()),
        counts={name: counts[name] for name in names},
        ids={name: tuple(ids) for name, ids in found.items()},
    )


def went_out(posts: Mapping[int, Post], variants: Iterable[Variant], since: int, until: int) -> list[Post]:
    """The posts of which a variant went out within those instants, and was not withdrawn."""
    ids = {one.post for one in variants if one.state == "published" and since <= one.published_at < until}
    return [posts[id] for id in sorted(ids) if id in posts]


# Slots that were kept


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Slots used of slots planned."""

    used: int
    planned: int
    unused: tuple[int, ...] = ()
    """Variants whose slot went by without them."""

    @property
    def share(self) -> float | None:
        """Consistency, 0 to 1; None where nothing was planned."""
        return self.used / self.planned if self.planned else None


def kept(variants: Iterable[Variant], slots: Sequence[Slot], last: date, zone: str, now: int) -> Kept:
    """Consistency of an account over the 28 days that end with `last`: slots used ÷ slots planned.

    A day's planned slots are the variants that had a time on it, or the usual times of that weekday where those are
    more; used are the variants that went out on that day, as many as were planned. What is still to come counts for
    nothing, and neither do usual times before the account's first post.

    Args:
        variants: of one account.
        slots: its usual times.
    """
    first = last - timedelta(days=MIX_OVER - 1)
    start, end = bounds(first, last, zone)
    planned: Counter[date] = Counter()
    used: Counter[date] = Counter()
    unused, own = [], list(variants)
    for one in own:
        if one.slot_at and start <= one.slot_at < min(end, now) and moment(one, now) != "due":
            planned[day_of(one.slot_at, zone)] += 1
            if one.state != "published":
                unused.append(one.id)
        if one.state == "published" and start <= one.published_at < min(end, now + 1):
            used[day_of(one.published_at, zone)] += 1
    begun = min((day_of(at, zone) for one in own if (at := one.published_at or one.slot_at)), default=last)
    usual = _usual(slots, max(first, begun), last, zone, now)
    each = {day: max(planned[day], usual[day]) for day in {*planned, *usual}}
    return Kept(
        used=sum(min(used[day], count) for day, count in each.items()),
        planned=sum(each.values()),
        unused=tuple(unused),
    )


def _usual(slots: Sequence[Slot], first: date, last: date, zone: str, now: int) -> Counter[date]:
    """How many usual times of each day have gone by."""
    found: Counter[date] = Counter()
    for day in days(first, last) if slots else ():
        start, _end = day_bounds(day, zone)
        gone = [one for one in slots if day.weekday() in one.weekdays and start + one.minute * 60_000 <= now]
        if gone:
            found[day] = len(gone)
    return found


def by_account(variants: Iterable[Variant]) -> Callable[[int], list[Variant]]:
    """The variants of each account."""
    found: dict[int, list[Variant]] = {}
    for one in variants:
        found.setdefault(one.account, []).append(one)
    return lambda account: found.get(account, [])
