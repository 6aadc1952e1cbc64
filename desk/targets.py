"""What the agency wants and how far it is: pace, mix, slots kept, programmes, answers in time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from desk.desk import Desk
from desk.score import Ledger
from domain import targets
from domain.accounts import Account
from domain.agency import Programme, Slot, read_shares
from domain.posts import NEEDS, Need, Post
from domain.targets import Kept, Mix, Pace
from domain.times import day_bounds


class Promoted(NamedTuple):
    """A programme's month."""

    programme: Programme
    posts: tuple[int, ...]
    """Posts about it that went out this month."""


class Answered(NamedTuple):
    """Citizens whose fate was decided in 28 days."""

    in_time: int
    decided: int
    target: int
    """Per cent of them that should be in time."""

    @property
    def share(self) -> float | None:
        """In per cent; None where nobody was to be answered."""
        return 100 * self.in_time / self.decided if self.decided else None


class Aims(msgspec.Struct, frozen=True, kw_only=True):
    """How the agency stands against what it wants."""

    paces: list[tuple[Account, list[Pace]]]
    """Of each account its day, week and month."""
    pillars: Mix
    needs: Mix
    kept: list[tuple[Account, Kept]]
    programmes: list[Promoted]
    answered: Answered


def aims(desk: Desk, ledger: Ledger, day: date, accounts: Sequence[int] = ()) -> Aims:
    """How the agency, or those of its accounts, stands on that day.

    Args:
        ledger: read from 27 days before on.
        accounts: ids; none: all.
    """
    plan = ledger.plan
    ids = list(accounts) or [*plan.accounts]
    own = [plan.accounts[id] for id in ids if id in plan.accounts]
    of = targets.by_account(plan.variants)
    slots: dict[int, list[Slot]] = {}
    for slot in desk.store.repo("slots", Slot).all():
        slots.setdefault(slot.account, []).append(slot)
    first = day - timedelta(days=targets.MIX_OVER - 1)
    posts: dict[int, Post] = {}
    for id in ids:
        span = targets.bounds(first, day, ledger.zone(id))
        posts |= {one.id: one for one in targets.went_out(plan.posts, of(id), *span)}
    return Aims(
        paces=[
            (
                one,
                [
                    targets.pace(plan.targets, one, of(one.id), period, day, plan.zone_of(one), ledger.now)
                    for period in targets.PERIODS
                ],
            )
            for one in own
        ],
        pillars=targets.mix(posts.values(), plan.wished),
        needs=targets.mix(posts.values(), wished_needs(desk), "need"),
        kept=[
            (one, targets.kept(of(one.id), slots.get(one.id, []), day, plan.zone_of(one), ledger.now)) for one in own
        ],
        programmes=_promoted(desk, ledger, day, ids),
        answered=_answered(desk, ledger, first, day, ids if accounts else [*{*ids, *ledger.cases}]),
    )


def wished_needs(desk: Desk) -> dict[Need, int]:
    """What the agency's audiences look for, in per cent: its own figures, else the survey's."""
    line = desk.setting("needs")
    return dict(zip(NEEDS, read_shares(line), strict=True)) if line else targets.NEED_TARGETS


def response_target(desk: Desk) -> int:
    """Per cent of the citizens who are to be answered in time."""
    line = desk.setting("response_target")
    return int(line) if line else targets.RESPONSE_TARGET


def _promoted(desk: Desk, ledger: Ledger, day: date, ids: Sequence[int]) -> list[Promoted]:
    """The programmes that have a target, or were told of this month."""
    found: dict[int, set[int]] = {}
    of = targets.by_account(ledger.plan.variants)
    for id in ids:
        span = targets.bounds(*targets.span("month", day), ledger.zone(id))
        for post in targets.went_out(ledger.plan.posts, of(id), *span):
            if post.programme:
                found.setdefault(post.programme, set()).add(post.id)
    all_of = desk.store.repo("programmes", Programme).all()
    told = [Promoted(one, tuple(sorted(found.get(one.id, ())))) for one in all_of]
    return [one for one in told if one.programme.monthly or one.posts]


def _answered(desk: Desk, ledger: Ledger, first: date, last: date, ids: Sequence[int]) -> Answered:
    in_time = late = 0
    for id in ids:
        zone = ledger.zone(id)
        start, end = day_bounds(first, zone)[0], min(day_bounds(last, zone)[1], ledger.now + 1)
        for one in ledger.cases.get(id, ()):
            if one.replied_at <= one.due_at:
                in_time += start <= one.replied_at < end
            else:
                late += start <= one.due_at < end
    return Answered(in_time, in_time + late, response_target(desk))
