"""What was published, how it was mixed, and how it fared."""

from datetime import timedelta
from typing import NamedTuple

from desk.recap.span import Span
from desk.targets import wished_needs
from domain import score as rules
from domain import targets
from domain.metrics import BASES, FORMULAS, Formula, Values, after_a_day, engagement, latest, middle
from domain.posts import Post, Variant
from domain.recap import Figure, Section, extremes
from domain.times import DAY


class Fared(NamedTuple):
    """How a publication fared."""

    variant: Variant
    values: Values
    """As they were last read."""
    rate: float | None
    """Engagement rate by its 24-hour reading, in per cent."""
    formula: Formula | None
    ratio: float | None
    """The rate ÷ the median of its account's 28 days."""


def posts(span: Span) -> Section:
    """Published, planned, missed, on time; per account against its target."""
    plan, now = span.ledger.plan, span.ledger.now
    out = span.published
    slotted = [one for one in plan.variants if one.slot_at and span.holds(one.slot_at, one.account)]
    missed = [one.id for one in slotted if plan.stands(one, now) == "missed"]
    withdrawn = [
        one.id for one in plan.variants if one.state == "withdrawn" and span.holds(one.published_at, one.account)
    ]
    kept = rules.on_time(out)
    figures = [
        Figure(code="published", value=len(out), table="variants", rows=tuple(one.id for one in out)),
        _count("posts_out", "posts", sorted({one.post for one in out})),
        _share("on_time", "variants", [*kept.rows], [*kept.others]),
        _count("missed", "variants", missed),
        _count("withdrawn", "variants", withdrawn),
    ]
    for id in span.ids:
        if id in plan.accounts:
            own = [one.id for one in out if one.account == id]
            aim = span.ledger.wanted(id, span.period, span.first)
            figures.append(
                Figure(code="account_out", about=str(id), value=len(own), of=aim, table="variants", rows=tuple(own))
            )
    return Section(part="posts", figures=tuple(figures))


def _count(code: str, table: str, rows: list[int], about: str = "") -> Figure:
    return Figure(code=code, about=about, value=len(rows), table=table, rows=tuple(rows))


def _share(code: str, table: str, good: list[int], others: list[int]) -> Figure:
    n = len(good) + len(others)
    share = 100 * len(good) / n if n else None
    return Figure(code=code, value=share, unit="per_cent", n=n, table=table, rows=(*good, *others))


def mix(span: Span) -> Section:
    """Pillars and needs: of the month, or of the 28 days that end with the period."""
    plan = span.ledger.plan
    if span.period == "month":
        ids = {one.post for one in span.published}
        out = [plan.posts[id] for id in sorted(ids) if id in plan.posts]
    else:
        out = list(_of_28_days(span).values())
    figures = []
    for name, found in (
        ("pillar", targets.mix(out, plan.wished)),
        ("need", targets.mix(out, wished_needs(span.desk), "need")),
    ):
        every = tuple(id for ids in found.ids.values() for id in ids)
        figures.append(
            Figure(
                code=f"{name}_deviation",
                value=found.deviation,
                unit="points",
                n=found.posts,
                table="posts",
                rows=every,
            )
        )
        figures += [
            Figure(
                code=f"{name}_share",
                about=value,
                value=found.shares[value] if found.posts else None,
                unit="per_cent",
                n=found.posts,
                of=found.wished[value],
                table="posts",
                rows=found.ids[value],
            )
            for value in found.shares
        ]
    return Section(part="mix", figures=tuple(figures))


def _of_28_days(span: Span) -> dict[int, Post]:
    plan, found = span.ledger.plan, dict[int, Post]()
    of = targets.by_account(plan.variants)
    for id in span.ids:
        end = span.bounds(id)[1]
        first = targets.bounds(span.last, span.last, span.ledger.zone(id))[0] - (targets.MIX_OVER - 1) * DAY
        found |= {one.id: one for one in targets.went_out(plan.posts, of(id), first, end)}
    return found


# How it fared


def fared(span: Span) -> list[Fared]:
    """How each publication of the period fared, in the order they went out."""
    by_account = {id: _usual(span, id) for id in {one.account for one in span.published}}
    return [_fared(span, one, *by_account[one.account]) for one in span.published]


def _usual(span: Span, account: int) -> tuple[Formula | None, float | None]:
    formula, today, before = span.ledger.rates(account, span.last)
    told = [*before, *(one.rate for one in today if one.rate is not None)]
    return formula, middle(told)


def _fared(span: Span, one: Variant, usual: Formula | None, median: float | None) -> Fared:
    values = latest(span.ledger.readings.get(one.id, ()))
    order = sorted(span.ledger.formulas, key=lambda formula: formula != usual)
    for formula in order:
        rate = span.ledger.rated(one, formula).rate
        if rate is not None:
            ratio = rate / median if median and formula == usual else None
            return Fared(one, values, rate, formula, ratio)
    return Fared(one, values, None, None, None)


def reach(span: Span, found: list[Fared]) -> Section:
    """Sums of what was last read, medians of the rates after 24 hours, followers; each with how many tell it."""
    out = [one.variant for one in found]
    due = [one for one in out if one.published_at + DAY <= span.ledger.now]
    measured = [one.id for one in due if after_a_day(span.ledger.readings.get(one.id, ()), one.published_at)[1]]
    rest = [one.id for one in due if one.id not in set(measured)]
    figures = [_share("measured", "variants", measured, rest)]
    for name in ("reach", "views"):
        told = [one for one in found if name in one.values]
        figures.append(_sum(name, sum(one.values[name] for one in told), [one.variant.id for one in told]))
    engaged = [(one.variant.id, count) for one in found if (count := _engagement(span, one)) is not None]
    figures.append(_sum("engagement", sum(count for _id, count in engaged), [id for id, _count in engaged]))
    for formula in FORMULAS:
        rates = {one.id: rate for one in out if (rate := span.ledger.rated(one, formula).rate) is not None}
        figures.append(
            Figure(
                code=formula,
                about=BASES[formula],
                value=middle(list(rates.values())),
                unit="per_cent",
                n=len(rates),
                table="variants",
                rows=tuple(rates),
            )
        )
    return Section(part="reach", figures=(*figures, *_followers(span)))


def _engagement(span: Span, one: Fared) -> int | None:
    return engagement(one.values, span.ledger.plan.accounts[one.variant.account].platform)


def _sum(code: str, value: int, rows: list[int]) -> Figure:
    return Figure(code=code, value=value if rows else None, n=len(rows), table="variants", rows=tuple(rows))


def _followers(span: Span) -> list[Figure]:
    """Of each account its followers at the end; `of` is how many there were before, where they were counted since."""
    found, ledger = [], span.ledger
    for id in span.ids:
        last = ledger.followers(id, span.last)
        if id in ledger.plan.accounts and last is not None:
            before = ledger.followers(id, span.first - timedelta(days=1))
            of = before if ledger.counted(id, span.first, span.last) else None
            found.append(Figure(code="followers", about=str(id), value=last, of=of))
    return found


def best_and_worst(found: list[Fared]) -> tuple[list[Fared], list[Fared]]:
    """The three that fared best and worst, each against its own account's median; else by the rate."""
    told = {one.variant.id: one for one in found if one.rate is not None}
    ranked = [(one.rate or 0.0 if one.ratio is None else one.ratio, id) for id, one in told.items()]
    best, worst = extremes(ranked)
    return [told[id] for id in best], [told[id] for id in worst]
