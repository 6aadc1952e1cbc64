"""Skor Harian from what is stored: of a day, of an account or of all, with the rows each part rests on."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import msgspec

from desk.day import Plan
from desk.desk import Desk
from desk.matching import found_since
from domain import score as rules
from domain import targets
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.comments import OPEN_STATES, OPTIONAL_REPLY, Comment, CommentState, Kind, Reply
from domain.metrics import FIRST_READING, FORMULAS, Band, Formula, Metrics, after_a_day, band, middle, rate
from domain.posts import Post, Variant
from domain.readiness import readiness
from domain.score import NEVER, Case, Code, Part, Rated, Response, Score
from domain.targets import Period
from domain.times import DAY, day_bounds, day_of

TABLES: dict[Code, str] = {
    "published": "variants",
    "on_time": "variants",
    "complete": "posts",
    "mix": "posts",
    "engagement": "variants",
    "in_time": "comments",
    "closed": "comments",
    "not_overdue": "comments",
}
"""What the rows of each part are."""
_SLICE = 500


class _Referral(msgspec.Struct, gc=False):
    at: int = 0
    relayed_at: int = 0


class Asked(msgspec.Struct, gc=False):
    """The fields of a comment that tell what became of its citizen."""

    kind: Kind = "other"
    state: CommentState = "new"
    account: int = 0
    written_at: int = 0
    reply_due: int | None = None
    unheard: bool = False
    referral: _Referral | None = None


class _Sent(msgspec.Struct, gc=False):
    comment: int = 0
    state: str = "draft"
    sent_at: int = 0


class _Changed(msgspec.Struct, gc=False):
    table: str = ""
    id: int = 0
    after: dict[str, msgspec.Raw] | None = None


class _Entry(msgspec.Struct, gc=False):
    at: int = 0
    changes: tuple[_Changed, ...] = ()


class Standing(NamedTuple):
    """An account on the board."""

    account: Account
    score: Score
    followers: int | None
    band: Band | None
    rate: float | None
    """Median engagement rate of 28 days in per cent, by `formula`."""
    formula: Formula | None
    rated: int
    """Publications it rests on."""


class Ledger:
    """Everything scores are made of, read once; goes through all comments: not for the event loop.

    Attributes:
        plan: posts, variants, accounts, targets.
        now: the instant it was read.
        today: the date in the agency's zone.
        replied: when comments were first answered.
        cases: the citizens who were to be answered, by account.

    Args:
        since: the first day that will be asked for; None: today.
    """

    def __init__(self, desk: Desk, since: date | None = None, plan: Plan | None = None) -> None:
        self._desk = desk
        self.plan = plan or Plan(desk)
        self.now = desk.now()
        self.today = day_of(self.now, self.plan.zone)
        first = day_bounds(min(since or self.today, self.today), self.plan.zone)[0] - DAY
        self._variants = targets.by_account(self.plan.variants)
        self.cases: dict[int, list[Case]] = defaultdict(list)
        self._rated: dict[tuple[int, Formula], Rated] = {}
        self.replied = first_replies(desk)
        for case in cases(desk, first, self.replied):
            self.cases[case.account].append(case)

    @staticmethod
    def day_of(desk: Desk) -> date:
        """Today, in the agency's zone."""
        return day_of(desk.now(), desk.zone())

    def zone(self, account: int) -> str:
        """The zone an account lives in."""
        return self.plan.zone_of(self.plan.accounts.get(account))

    def variant(self, id: int) -> Variant | None:
        """A variant, by its id."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[int, Variant]:
        return {one.id: one for one in self.plan.variants}

    def bounds(self, account: int, day: date) -> tuple[int, int]:
        """First instant of an account's day and of the next; of today the present."""
        start, end = day_bounds(day, self.zone(account))
        return start, max(start, min(end, self.now + 1))

    def _of(self, account: int) -> list[int]:
        """The accounts that are meant: one, or 0 for all, those of comments nobody knows the account of included."""
        return [account] if account else sorted({*self.plan.accounts, *self.cases})

    def score(self, day: date, account: int = 0) -> Score:
        """The score of a day in each account's own zone; 0: of all accounts."""
        ids = self._of(account)
        parts = (
            self._published(day, ids),
            rules.on_time(self.out(day, ids)),
            self._complete(day, ids),
            self._mixed(day, ids),
            self._engaged(day, ids),
            *self.response(day, ids).parts,
        )
        return Score(day=day.isoformat(), account=account, parts=parts)

    def begun(self, account: int = 0) -> date:
        """The day of the first post, or of the first citizen who matters here; today where there is none."""
        firsts = []
        for id in self._of(account):
            firsts += [day_of(at, self.zone(id)) for at in self._earliest(id)]
        return min([*firsts, self.today])

    def _earliest(self, account: int) -> list[int]:
        posts = [at for one in self._variants(account) if (at := one.published_at or one.slot_at)]
        asked = [one.written_at for one in self.cases.get(account, ())]
        return [min(all_of) for all_of in (posts, asked) if all_of]

    def values(self, first: date, last: date, account: int = 0) -> list[float | None]:
        """The value of each day's score; of days before `begun` there is none."""
        begun = self.begun(account)
        return [self.score(day, account).value if begun <= day else None for day in targets.days(first, last)]

    def wanted(self, account: int, period: Period, day: date) -> int | None:
        """What an account should publish in the period that day lies in."""
        set_up = self.plan.accounts[account].configured
        return targets.wanted(self.plan.targets, account, period, day, set_up=set_up)

    # Quantity

    def out(self, day: date, ids: Iterable[int]) -> Iterator[Variant]:
        """The variants that went out on the day."""
        for id in ids:
            start, end = self.bounds(id, day)
            for one in self._variants(id):
                if one.state == "published" and start <= one.published_at < end:
                    yield one

    def _published(self, day: date, ids: list[int]) -> Part:
        aims = {id: self.wanted(id, "day", day) for id in ids if id in self.plan.accounts}
        aimed = [id for id, aim in aims.items() if aim is not None]
        return rules.published([one.id for one in self.out(day, aimed)], sum(aims[id] or 0 for id in aimed))

    # Quality

    def _complete(self, day: date, ids: list[int]) -> Part:
        out: dict[int, list[Variant]] = defaultdict(list)
        for one in self.out(day, ids):
            out[one.post].append(one)
        posts = {id: self.plan.posts[id] for id in sorted(out) if id in self.plan.posts}
        return rules.complete({id: not self.lacks(post, out[id]) for id, post in posts.items()})

    def lacks(self, post: Post, variants: Iterable[Variant]) -> list[str]:
        """Codes of what the post's metadata lack: what a review would ask for."""
        fresh = [msgspec.structs.replace(one, state="planned") for one in variants]
        found = readiness(post, fresh, self.plan.accounts, (), self.now, self.plan.limits)
        return [one.code for one in found if one.weight == "missing"]

    def mix(self, day: date, ids: Iterable[int]) -> targets.Mix:
        """The pillars of what went out in the 28 days that end with the day."""
        posts: dict[int, Post] = {}
        for id in ids:
            start = day_bounds(day - timedelta(days=targets.MIX_OVER - 1), self.zone(id))[0]
            end = self.bounds(id, day)[1]
            posts |= {one.id: one for one in targets.went_out(self.plan.posts, self._variants(id), start, end)}
        return targets.mix(posts.values(), self.plan.wished)

    def _mixed(self, day: date, ids: list[int]) -> Part:
        found = self.mix(day, ids)
        return rules.well_mixed(found.deviation, (id for group in found.ids.values() for id in group))

    @cached_property
    def _measured(self) -> tuple[dict[int, list[Metrics]], dict[int, tuple[list[str], list[int]]]]:
        """The readings of each variant; of each account the days its followers were counted, and how many they were."""
        readings: dict[int, list[Metrics]] = defaultdict(list)
        told: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        aside: list[Metrics] = []
        for one in self._desk.store.repo("metrics", Metrics).all():
            if one.day and not one.variant:
                if one.followers is not None:
                    told[one.account].append((one.day, one.read_at, one.followers))
            elif one.read_at <= self.now:
                (readings[one.variant] if one.variant else aside).append(one)
        since = found_since(aside, self.plan.variants, self.plan.accounts)
        for one in aside:
            if one.id in since:
                readings[since[one.id]].append(one)
        ordered = {id: sorted(all_of) for id, all_of in told.items()}
        return readings, {
            id: ([one[0] for one in all_of], [one[2] for one in all_of]) for id, all_of in ordered.items()
        }

    @property
    def readings(self) -> dict[int, list[Metrics]]:
        """The readings of each variant, up to now."""
        return self._measured[0]

    @property
    def _followers(self) -> dict[int, tuple[list[str], list[int]]]:
        return self._measured[1]

    def followers(self, account: int, day: date) -> int | None:
        """The followers of an account on a day: as they were last counted until then."""
        days, counts = self._followers.get(account, ([], []))
        place = bisect_right(days, day.isoformat())
        return counts[place - 1] if place else None

    def counted(self, account: int, first: date, last: date) -> bool:
        """Whether the followers of an account were counted within those days."""
        days, _counts = self._followers.get(account, ([], []))
        return bisect_left(days, first.isoformat()) < bisect_right(days, last.isoformat())

    def rated(self, variant: Variant, formula: Formula) -> Rated:
        """A variant's engagement rate by its reading of 24 hours."""
        known = self._rated.get((variant.id, formula))
        if known:
            return known
        account = self.plan.accounts[variant.account]
        values, read_at = after_a_day(self.readings.get(variant.id, ()), variant.published_at)
        followers = self.followers(account.id, day_of(read_at, self.zone(account.id))) if read_at else None
        due_at = variant.published_at + FIRST_READING
        found = Rated(variant.id, due_at, rate(values, account.platform, formula, followers))
        self._rated[variant.id, formula] = found
        return found

    def rates(self, account: int, day: date) -> tuple[Formula | None, list[Rated], list[float]]:
        """By which formula; what fell due to be read that day; and the rates of the 28 days before it.

        The formula is the agency's, or the next one for which there are inputs on both sides.
        """
        start, end = self.bounds(account, day)
        since = day_bounds(day - timedelta(days=targets.MIX_OVER), self.zone(account))[0]
        out = [one for one in self._variants(account) if one.state == "published" and one.published_at]
        due = [one for one in out if since <= one.published_at + FIRST_READING < end]
        told: tuple[Formula | None, list[Rated], list[float]] = None, [], []
        for formula in self.formulas:
            all_of = [self.rated(one, formula) for one in due]
            today = [one for one in all_of if one.due_at >= start]
            before = [one.rate for one in all_of if one.due_at < start and one.rate is not None]
            if before and any(one.rate is not None for one in today):
                return formula, today, before
            if told[0] is None and (before or not told[1]):
                told = formula if before else None, today, before
        return told

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The agency's formula of engagement first."""
        chosen = self._desk.setting("engagement")
        return tuple(sorted(FORMULAS, key=lambda one: one != chosen))

    def _engaged(self, day: date, ids: list[int]) -> Part:
        due: list[Rated] = []
        medians: dict[int, float | None] = {}
        for id in ids:
            if id in self.plan.accounts:
                _formula, today, before = self.rates(id, day)
                due += today
                medians |= {one.variant: middle(before) for one in today}
        return rules.engaged(due, medians)

    # Response

    def response(self, day: date, ids: Iterable[int]) -> Response:
        """What became of the citizens of those accounts on the day."""
        return rules.together(rules.response(self.cases.get(id, ()), *self.bounds(id, day)) for id in ids)

    # The board

    def board(self, day: date) -> list[Standing]:
        """Every account, those of like size together, the best score first."""
        found = [self._standing(account, day) for account in self.plan.accounts.values()]
        order = {name: place for place, name in enumerate(("over_100k", "10k_100k", "1k_10k", "under_1k"))}

        def rank(one: Standing) -> tuple[int, float, int]:
            value = one.score.value
            return order.get(one.band or "", len(order)), -1.0 if value is None else -value, one.account.id

        return sorted(found, key=rank)

    def _standing(self, account: Account, day: date) -> Standing:
        followers = self.followers(account.id, day)
        formula, today, before = self.rates(account.id, day)
        all_of = [*before, *(one.rate for one in today if one.rate is not None)]
        score = self.score(day, account.id)
        return Standing(account, score, followers, band(followers), middle(all_of), formula, len(all_of))


def cases(desk: Desk, since: int, replied: Mapping[int, int]) -> Iterator[Case]:
    """The citizens who were to be answered, as far as they matter from `since` on; `replied` as `first_replies`."""
    closed = closed_since(desk, since)
    for id, row in desk.store.repo("comments", Comment).rows(Asked):
        if row.kind in OPTIONAL_REPLY:
            continue
        case = case_of(id, row, replied.get(id, NEVER), closed.get(id, 0))
        if case.over_at >= since:
            yield case


def first_replies(desk: Desk) -> dict[int, int]:
    """When comments were first answered."""
    found: dict[int, int] = {}
    for _id, reply in desk.store.repo("replies", Reply).rows(_Sent):
        if reply.state == "sent" and reply.comment:
            found[reply.comment] = min(reply.sent_at, found.get(reply.comment, NEVER))
    return found


def case_of(id: int, row: Asked, replied_at: int, settled_at: int) -> Case:
    """What became of a citizen.

    Args:
        id: of the comment.
        row: its fields.
        replied_at: our first reply, or `NEVER`.
        settled_at: when it was closed, where that is not long ago.
    """
    due = NEVER if row.reply_due is None else row.reply_due
    closed = dropped = NEVER
    if row.state in OPEN_STATES or row.unheard:
        replied_at = NEVER
    elif row.state == "referred":
        dropped = max(row.referral.at if row.referral else 0, replied_at if replied_at < NEVER else 0)
    elif row.state in ("answered", "done") and replied_at < NEVER:
        relayed = row.referral.relayed_at if row.referral else 0
        closed = max(relayed, replied_at)
    else:
        dropped = settled_at
    return Case(id, row.account, row.written_at, due, replied_at, closed, dropped)


def closed_since(desk: Desk, since: int) -> dict[int, int]:
    """When comments were last closed, by the trail's entries from `since` on."""
    repo = desk.store.repo("audit", AuditEntry)
    ids = repo.ids()
    found: dict[int, int] = {}
    for end in range(len(ids), 0, -_SLICE):
        entries = [entry for _id, entry in repo.rows(_Entry, ids[max(0, end - _SLICE) : end])]
        for entry in reversed(entries):
            if entry.at < since:
                return found
            for change in entry.changes:
                if change.table == "comments" and change.id not in found and _closes(change):
                    found[change.id] = entry.at
    return found


def _closes(change: _Changed) -> bool:
    return change.after is not None and bytes(change.after.get("state", b"")) in (b'"no_reply"', b'"done"')
