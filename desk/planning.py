"""The plan over weeks and months: what stands where, what is free, what is worth knowing; and moving a post in time."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

import msgspec

from desk.day import Plan
from desk.desk import Desk
from domain import planning as rules
from domain.accounts import SHORT, label
from domain.agency import Holiday, Programme, Slot
from domain.calendar import HOLIDAYS
from domain.ideas import Idea, bank, suggested
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion, is_theme, on, themes
from domain.planning import Advice, Near, at_of, stands
from domain.posts import HORIZONS, Horizon, Moment, Pillar, Post, Variant
from domain.readiness import GAP
from domain.slots import (
    Part,
    PrimeTime,
    in_prime_time,
    minute_of,
    open_among,
    part_of,
    read_prime_time,
    slots_on,
)
from domain.targets import wanted
from domain.times import DAY, day_bounds, local
from domain.week import NotAWeek

UNSEEN = ("cancelled",)
"""States of a variant that the calendar does not show."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at a time: a variant, a press conference, or, without a post, a free slot of the account."""

    at: int
    """UTC milliseconds; 0: it has no time yet."""
    account: int
    part: Part | None
    """None: it has no time yet."""
    clock: int
    """Minutes after midnight where the account is."""
    variant: Variant | None = None
    post: Post | None = None
    moment: Moment = "planned"
    conference: bool = False
    """It is the post's press conference: no account's, and in the agency's zone."""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the calendar, in each account's own zone."""

    day: date
    entries: tuple[Entry, ...]
    """By time."""
    planned: int
    """Variants that go out or have gone out."""
    target: int | None
    """What the accounts should publish; None: nothing was said."""
    occasions: tuple[Occasion, ...]
    holiday: str
    """Its name; empty: the agency works."""


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The days that are looked at."""

    days: tuple[Day, ...]
    slots: int
    """Slots of the accounts on these days."""
    filled: int
    """Those that a post stands at, less than an hour away."""
    untimed: tuple[Entry, ...]
    """What has no time yet; what has no channel either has neither account nor variant."""
    themes: tuple[Occasion, ...]


def _prime_time(setting: str) -> PrimeTime:
    """The hours as they were set; the usual ones where another program has put something else there."""
    try:
        return read_prime_time(setting)
    except NotAWeek:
        return read_prime_time("")


class MonthOf(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the year, in each account's own zone."""

    first: date
    published: int
    planned: int
    """Still to come."""
    missed: int
    themes: tuple[str, ...]
    days: tuple[str, ...]
    holidays: tuple[str, ...]

    @property
    def total(self) -> int:
        """All that stands in it."""
        return self.published + self.planned + self.missed


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """How the plan stands as a whole."""

    covers: dict[int, int]
    """For how many days the plan holds each account's targets."""
    thinnest: Pillar
    advice: tuple[Advice, ...]


class Planner:
    """The plan with the slots, days and programmes around it. Read anew when the store has changed.

    Attributes:
        plan: posts, variants, accounts, targets.
        occasions: days and themes; the ready ones where the agency has stored none.
        prime: the hours people are there.
    """

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self.plan = plan
        self.load()

    def load(self) -> None:
        """Read the agency's slots, days and programmes."""
        read = self._desk.store.repo
        slots: dict[int, list[Slot]] = defaultdict(list)
        for slot in read("slots", Slot).all():
            slots[slot.account].append(slot)
        self.slots: Mapping[int, Sequence[Slot]] = slots
        # What does not change with a move, by day.
        self._usual: dict[tuple[int, date], list[int]] = {}
        self._targets: dict[tuple[int, date], int | None] = {}
        self._special: dict[date, tuple[Occasion, ...]] = {}
        self.occasions: Sequence[Occasion] = tuple(read("occasions", Occasion).all()) or NATIONAL_DAYS
        self.programmes = list(read("programmes", Programme).all())
        holidays = list(read("holidays", Holiday).all()) or [one for one in HOLIDAYS if not one.tentative]
        self._holidays = {one.day: one.name for one in holidays}
        self.prime = _prime_time(self._desk.setting("prime_time"))
        self.taken()

    def taken(self) -> None:
        """Posts or variants have changed: what was made of them is made anew."""
        for made in ("_stretch", "_names", "_conferences"):
            self.__dict__.pop(made, None)

    @property
    def now(self) -> int:
        """The desk's clock."""
        return self._desk.now()

    def zone_of(self, account: int) -> str:
        """The zone of an account, else the agency's."""
        return self.plan.zone_of(self.plan.accounts.get(account))

    def called(self, account: int) -> str:
        """An account in a few letters: "IG"; where there are several of the platform, "IG @kominfo"."""
        return self._names.get(account, "–")

    @cached_property
    def _names(self) -> dict[int, str]:
        accounts = self.plan.accounts
        several = Counter(one.platform for one in accounts.values())
        return {
            id: f"{SHORT[one.platform]} {label(one)}" if several[one.platform] > 1 else SHORT[one.platform]
            for id, one in accounts.items()
        }

    # What stands where

    def board(self, first: date, days: int, accounts: Collection[int] = (), *, free: bool = True) -> Board:
        """So many days from `first` on, of these accounts (none: all); `free`: with their free slots as entries."""
        now = self._desk.now()
        chosen = [id for id in self.plan.accounts if not accounts or id in accounts]
        dates = [first + timedelta(days=ahead) for ahead in range(days)]
        bounds = {id: self._bounds(id, first, dates[-1]) for id in chosen}
        by_day, untimed, taken = self._placed(bounds, now)
        for one in [] if accounts else self._conferences:
            held = local(one.at, self.plan.zone).date()
            if first <= held <= dates[-1]:
                by_day[held].append(one)
        slots = filled = 0
        for day in dates:
            for id in chosen:
                usual = self.usual_times(id, day)
                left = open_among(usual, taken[id])
                slots += len(usual)
                filled += len(usual) - len(left)
                by_day[day] += [self._free(at, id) for at in left if free and at > now]
        return Board(
            days=tuple(self._day(day, by_day, chosen) for day in dates),
            slots=slots,
            filled=filled,
            untimed=(*untimed, *([] if accounts else self._without_channel())),
            themes=tuple(themes(self.occasions, first, dates[-1])),
        )

    def _placed(
        self, bounds: Mapping[int, tuple[int, int]], now: int
    ) -> tuple[dict[date, list[Entry]], list[Entry], dict[int, list[int]]]:
        """What stands within each account's bounds by day, what has no time, and the times that keep slots from being
        free, ascending, by account."""
        by_day: dict[date, list[Entry]] = defaultdict(list)
        untimed: list[Entry] = []
        taken: dict[int, list[int]] = {id: [] for id in bounds}
        earliest = min((start for start, _end in bounds.values()), default=0) - GAP
        latest = max((end for _start, end in bounds.values()), default=0) + GAP
        for one in self.plan.variants:
            at = one.published_at or one.slot_at
            if at and not earliest < at < latest:
                continue  # Most of a large store, so it is asked first.
            span = bounds.get(one.account)
            if span is None or one.state in UNSEEN or one.post not in self.plan.posts:
                continue
            if span[0] - GAP < at < span[1] + GAP and stands(one):
                taken[one.account].append(at)
            if span[0] <= at < span[1]:
                there = local(at, self.zone_of(one.account))
                by_day[there.date()].append(self._entry(one, there.hour * 60 + there.minute, now))
            elif not at and one.state == "planned":
                untimed.append(self._entry(one, None, now))
        for line in taken.values():
            line.sort()
        return by_day, untimed, taken

    @cached_property
    def _conferences(self) -> list[Entry]:
        """All press conferences that have a time."""
        found = []
        for post in self.plan.posts.values():
            if post.conference and (at := post.conference.held_at):
                clock = minute_of(at, self.plan.zone)
                found.append(Entry(at=at, account=0, part=part_of(clock), clock=clock, post=post, conference=True))
        return found

    def _without_channel(self) -> list[Entry]:
        with_one = {one.post for one in self.plan.variants}
        drafts = (post for id, post in self.plan.posts.items() if id not in with_one)
        return [Entry(at=0, account=0, part=None, clock=0, post=post) for post in drafts]

    def _bounds(self, account: int, first: date, last: date) -> tuple[int, int]:
        zone = self.zone_of(account)
        return day_bounds(first, zone)[0], day_bounds(last, zone)[1]

    def _entry(self, one: Variant, clock: int | None, now: int) -> Entry:
        return Entry(
            at=at_of(one),
            account=one.account,
            part=None if clock is None else part_of(clock),
            clock=clock or 0,
            variant=one,
            post=self.plan.posts[one.post],
            moment=self.plan.stands(one, now),
        )

    def _free(self, at: int, account: int) -> Entry:
        clock = minute_of(at, self.zone_of(account))
        return Entry(at=at, account=account, part=part_of(clock), clock=clock)

    def _day(self, day: date, by_day: Mapping[date, Sequence[Entry]], accounts: Sequence[int]) -> Day:
        entries = sorted(by_day.get(day, ()), key=lambda one: (one.clock, one.account, one.variant is None))
        told = [one for id in accounts if (one := self._target(id, day)) is not None]
        return Day(
            day=day,
            entries=tuple(entries),
            planned=sum(one.variant is not None and stands(one.variant) for one in entries),
            target=sum(told) if told else None,
            occasions=self._on(day),
            holiday=self._holidays.get(day.isoformat(), ""),
        )

    def _target(self, account: int, day: date) -> int | None:
        if (account, day) not in self._targets:
            self._targets[account, day] = wanted(self.plan.targets, account, "day", day)
        return self._targets[account, day]

    def _on(self, day: date) -> tuple[Occasion, ...]:
        if day not in self._special:
            self._special[day] = tuple(on(self.occasions, day))
        return self._special[day]

    def usual_times(self, account: int, day: date) -> list[int]:
        """The account's slots on a day."""
        known = self._usual.get((account, day))
        if known is None:
            known = self._usual[account, day] = slots_on(self.slots.get(account, ()), day, self.zone_of(account))
        return known

    def year(self, year: int, accounts: Collection[int] = ()) -> list[MonthOf]:
        """The twelve months of a year, of these accounts (none: all)."""
        now, counts = self._desk.now(), Counter[tuple[int, str]]()
        chosen = [id for id in self.plan.accounts if not accounts or id in accounts]
        bounds = {id: self._bounds(id, date(year, 1, 1), date(year, 12, 31)) for id in chosen}
        for one in self.plan.variants:
            span, at = bounds.get(one.account), at_of(one)
            if span and span[0] <= at < span[1] and stands(one):
                state = self.plan.stands(one, now)
                kind = state if state in ("published", "missed") else "planned"
                counts[local(at, self.zone_of(one.account)).month, kind] += 1
        return [self._month(year, month, counts) for month in range(1, 13)]

    def _month(self, year: int, month: int, counts: Mapping[tuple[int, str], int]) -> MonthOf:
        days = [date(year, month, day + 1) for day in range(monthrange(year, month)[1])]
        special = [one for day in days for one in self._on(day)]
        return MonthOf(
            first=days[0],
            published=counts[month, "published"],
            planned=counts[month, "planned"],
            missed=counts[month, "missed"],
            themes=tuple(dict.fromkeys(one.name for one in special if is_theme(one))),
            days=tuple(dict.fromkeys(one.name for one in special if not is_theme(one))),
            holidays=tuple(dict.fromkeys(filter(None, (self._holidays.get(day.isoformat()) for day in days)))),
        )

    def horizons(self) -> dict[Horizon, int]:
        """How many posts that are not out yet are planned for the week, the month and the year."""
        out = {one.post for one in self.plan.variants if one.state == "published"}
        counts = Counter(post.horizon for id, post in self.plan.posts.items() if id not in out)
        return {horizon: counts[horizon] for horizon in HORIZONS}

    # What is worth knowing

    def near(self, variant: Variant, at: int) -> Near | None:
        """The post of the same account that is less than an hour away from `at`."""
        return rules.nearest(variant, at, self.plan.variants)

    def prime_time(self, at: int, account: int) -> bool:
        """Whether people are there then."""
        return in_prime_time(at, self.zone_of(account), self.prime)

    @cached_property
    def _stretch(self) -> list[Variant]:
        """What the rules look at: 28 days back, and everything ahead."""
        since = self._desk.now() - rules.MIX_OVER * DAY
        return [one for one in self.plan.variants if at_of(one) >= since]

    def covers(self) -> dict[int, int]:
        """For how many days from today on the plan holds each account's targets; accounts without any are left out."""
        now, targets = self._desk.now(), self.plan.targets
        ahead: dict[int, list[Variant]] = {id: [] for id in self.plan.accounts}
        for one in self._stretch:
            if at_of(one) >= now - DAY and one.account in ahead:
                ahead[one.account].append(one)
        found = {id: rules.cover(targets, id, own, self.zone_of(id), now) for id, own in ahead.items()}
        return {id: days for id, days in found.items() if days is not None}

    def thinnest(self) -> Pillar:
        """The pillar that needs a post most."""
        counts = rules.pillars(self.plan.posts, self._stretch, self._desk.now())
        return rules.thinnest(counts, self.plan.wished)

    def survey(self) -> Survey:
        """All of it together. At a large store it takes some tens of milliseconds."""
        covers, pillar = self.covers(), self.thinnest()
        return Survey(covers=covers, thinnest=pillar, advice=tuple(self._advice(covers, pillar)))

    def advice(self) -> list[Advice]:
        """All that is worth knowing of the plan, what presses most first."""
        return self._advice(self.covers(), self.thinnest())

    def _advice(self, covers: Mapping[int, int], pillar: Pillar) -> list[Advice]:
        now, posts, stretch = self._desk.now(), self.plan.posts, self._stretch
        found: list[Advice] = []
        thin = {id: days for id, days in covers.items() if days < rules.THIN_COVER}
        for id, days in sorted(thin.items(), key=lambda pair: (pair[1], pair[0])):
            found.append(Advice(code="cover", params={"account": id, "days": days}))
        if thin:
            idea = suggested(bank(self._desk.store.repo("ideas", Idea).all(), posts.values()), pillar)
            params = {"pillar": pillar, "idea": idea.idea.text if idea else ""}
            found.append(Advice(code="pillar", params=params, posts=self._waiting(pillar)))
        found += rules.clashes(stretch, now)
        found += rules.same_formats(posts, stretch, now)
        found += rules.silent(self.programmes, posts, self.plan.variants, now)
        found += rules.past_theme(posts, stretch, self.occasions, self.zone_of, now)
        more = rules.off_prime(stretch, self.prime, self.zone_of, now), rules.themeless(posts, stretch, now)
        return found + [one for one in more if one]

    def _waiting(self, pillar: Pillar) -> tuple[int, ...]:
        """Drafts of that pillar that have no time yet: what could fill the gap."""
        timed = {one.post for one in self.plan.variants if at_of(one) or one.state != "planned"}
        return tuple(id for id, post in self.plan.posts.items() if post.pillar == pillar and id not in timed)
