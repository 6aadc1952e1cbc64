"""What is worth knowing of a plan: how long it reaches, what is thin, what is too near, what repeats itself.

Every rule answers which variants, posts or programmes it means, so that each can be opened. Nothing moves by itself.
Times are UTC milliseconds; a post counts where it went out, else where it is planned.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import msgspec

from domain.accounts import Target
from domain.agency import Programme
from domain.occasions import Occasion, holds, is_theme
from domain.posts import PILLARS, Pillar, Post, Variant, moment
from domain.readiness import GAP
from domain.slots import PrimeTime, in_prime_time
from domain.targets import wanted
from domain.times import DAY, MINUTE, day_of

COVER_LOOKS = 60
"""Days ahead a plan is followed, at most."""
THIN_COVER = 3
"""A plan that reaches less far, in days, is told, with the pillar that needs a post most."""
SAME_FORMATS = 5
"""So many posts of one format in a row are told."""
SILENCE = 14
"""Days without a post after which a programme is told."""
MIX_OVER = 28
"""Days over which the pillars are weighed."""

_OUT = "published"
_ON_PLAN = ("planned", "scheduled")

Zones = Callable[[int], str]
"""The zone of an account, by its id."""


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to know of the plan: a code, what its words need, and the rows it speaks of."""

    code: Literal["clash", "near", "cover", "pillar", "formats", "programme", "off_prime", "no_theme", "past_theme"]
    params: dict[str, Any] = {}
    variants: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()


class Near(NamedTuple):
    """Another post of the account that stands close: which, and how many minutes away (0: at the same time)."""

    variant: Variant
    minutes: int


def at_of(variant: Variant) -> int:
    """Where a variant stands in time; 0: nowhere."""
    return variant.published_at or variant.slot_at


def stands(variant: Variant) -> bool:
    """It takes up its time: it is on the plan or has gone out."""
    return variant.state in (*_ON_PLAN, _OUT) and bool(at_of(variant))


# Slots


def nearest(variant: Variant, at: int, others: Iterable[Variant]) -> Near | None:
    """The post of the same account less than an hour from `at`, the closest one; None: there is room."""
    found = [
        Near(one, abs(at_of(one) - at) // MINUTE)
        for one in others
        if one.account == variant.account and one.id != variant.id and stands(one) and abs(at_of(one) - at) < GAP
    ]
    return min(found, key=lambda near: (near.minutes, near.variant.id), default=None)


def clashes(variants: Iterable[Variant], now: int) -> list[Advice]:
    """Neighbours of one account that are less than an hour apart, while one of them can still be moved."""
    found = []
    for line in _by_account(variants).values():
        for one, other in pairwise(line):
            apart = at_of(other) - at_of(one)
            movable = any(each.state in _ON_PLAN and each.slot_at > now for each in (one, other))
            if apart < GAP and movable:
                code: Literal["clash", "near"] = "clash" if apart < MINUTE else "near"
                params = {"minutes": apart // MINUTE, "at": at_of(other), "account": one.account}
                found.append(Advice(code=code, params=params, variants=(one.id, other.id)))
    return sorted(found, key=lambda advice: advice.params["at"])


def _by_account(variants: Iterable[Variant]) -> dict[int, list[Variant]]:
    lines: dict[int, list[Variant]] = {}
    for one in sorted((each for each in variants if stands(each)), key=lambda each: (at_of(each), each.id)):
        lines.setdefault(one.account, []).append(one)
    return lines


# How far the plan reaches


def cover(targets: Sequence[Target], account: int, variants: Iterable[Variant], zone: str, now: int) -> int | None:
    """For how many days from today on the plan holds what the account should publish; at most `COVER_LOOKS`.

    A day is covered when its posts, gone out or still to come, reach the day's target; the first that is not ends the
    count. What was missed counts no longer. None: the account has no target for any day.
    """
    days: Counter[int] = Counter()
    today = day_of(now, zone)
    if not any(wanted(targets, account, "day", today + timedelta(days=ahead)) for ahead in range(7)):
        return None
    for one in variants:
        if one.account == account and stands(one) and moment(one, now) != "missed":
            days[(day_of(at_of(one), zone) - today).days] += 1
    for ahead in range(COVER_LOOKS):
        if days[ahead] < (wanted(targets, account, "day", today + timedelta(days=ahead)) or 0):
            return ahead
    return COVER_LOOKS


def pillars(posts: Mapping[int, Post], variants: Iterable[Variant], now: int) -> Counter[Pillar]:
    """Posts by pillar: those of the last 28 days and those still to come, each counted once."""
    since = now - MIX_OVER * DAY
    ids = {one.post for one in variants if stands(one) and at_of(one) >= since and moment(one, now) != "missed"}
    return Counter(post.pillar for id in ids if (post := posts.get(id)) and post.pillar)


def thinnest(counts: Mapping[Pillar, int], wished: Mapping[Pillar, int]) -> Pillar:
    """The pillar that is furthest below its wished share (per cent); of equals the one wished for more."""
    total = sum(counts.values())
    lacking = {one: wished[one] - (100 * counts.get(one, 0) / total if total else 0) for one in PILLARS}
    return max(PILLARS, key=lambda one: (lacking[one], wished[one]))


# What repeats itself, and what falls silent


def same_formats(posts: Mapping[int, Post], variants: Iterable[Variant], now: int) -> list[Advice]:
    """Runs of five and more posts of one format on an account that reach into what is still to come, or end it."""
    since, found = now - MIX_OVER * DAY, []
    for account, line in _by_account(one for one in variants if at_of(one) >= since).items():
        run: list[Variant] = []
        runs = [run]
        for one in line:
            kind = posts[one.post].format if one.post in posts else None
            if kind is None or not run or posts[run[-1].post].format != kind:
                run = []
                runs.append(run)
            if kind is not None:
                run.append(one)
        for each in runs:
            if len(each) >= SAME_FORMATS and (each[-1] is line[-1] or at_of(each[-1]) > now):
                params = {"account": account, "format": posts[each[0].post].format, "n": len(each)}
                found.append(Advice(code="formats", params=params, variants=tuple(one.id for one in each)))
    return found


def silent(
    programmes: Iterable[Programme], posts: Mapping[int, Post], variants: Iterable[Variant], now: int
) -> list[Advice]:
    """Programmes of which nothing has gone out for 14 days. `last_at` 0: never; `next_at` 0: nothing is planned."""
    last: dict[int, int] = {}
    coming: dict[int, int] = {}
    for one in variants:
        of = posts[one.post].programme if one.post in posts else 0
        if one.state == _OUT:
            last[of] = max(last.get(of, 0), at_of(one))
        elif one.state in _ON_PLAN and one.slot_at > now:
            coming[of] = min(coming.get(of, one.slot_at), one.slot_at)
    found = []
    for programme in programmes:
        if now - last.get(programme.id, 0) >= SILENCE * DAY:
            params = {
                "programme": programme.id,
                "name": programme.name,
                "last_at": last.get(programme.id, 0),
                "next_at": coming.get(programme.id, 0),
            }
            its = tuple(id for id, post in posts.items() if post.programme == programme.id)
            found.append(Advice(code="programme", params=params, posts=its))
    return found


# Hours and themes


def off_prime(variants: Iterable[Variant], hours: PrimeTime, zone_of: Zones, now: int) -> Advice | None:
    """What is planned for hours when few people are there, as one advice."""
    found = [one for one in _coming(variants, now) if not in_prime_time(one.slot_at, zone_of(one.account), hours)]
    if not found:
        return None
    return Advice(code="off_prime", params={"n": len(found)}, variants=tuple(one.id for one in found))


def themeless(posts: Mapping[int, Post], variants: Iterable[Variant], now: int) -> Advice | None:
    """Thematic posts still to come that name no theme."""
    found = {
        one.post: one.id
        for one in _coming(variants, now)
        if (post := posts.get(one.post)) and post.plan_mode == "thematic" and not post.theme.strip()
    }
    if not found:
        return None
    return Advice(code="no_theme", params={"n": len(found)}, posts=tuple(found), variants=tuple(found.values()))


def past_theme(
    posts: Mapping[int, Post],
    variants: Iterable[Variant],
    occasions: Sequence[Occasion],
    zone_of: Zones,
    now: int,
) -> list[Advice]:
    """Posts still to come that are of a theme on the calendar, and lie outside its days."""
    known = {_plain(one.name): one for one in occasions if is_theme(one)}
    found = []
    for one in _coming(variants, now):
        theme = known.get(_plain(posts[one.post].theme)) if one.post in posts else None
        if theme and not holds(theme, day_of(one.slot_at, zone_of(one.account))):
            params = {"theme": theme.name, "at": one.slot_at, "account": one.account}
            found.append(Advice(code="past_theme", params=params, variants=(one.id,)))
    return found


def _coming(variants: Iterable[Variant], now: int) -> Iterable[Variant]:
    return (one for one in variants if one.state in _ON_PLAN and one.slot_at > now)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
