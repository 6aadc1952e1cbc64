"""The metric sheet: what is still to be measured, what an admin writes down, and which publication a reading is of."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from desk.day import Plan
from desk.desk import Desk, Step
from desk.matching import found_since
from domain.accounts import Account
from domain.metrics import FIRST_READING, MEASURES, Measure, Metrics, Values, after_a_day, asked_of, known, read_count
from domain.outcomes import Outcome
from domain.posts import Variant
from domain.times import DAY, day_of

ASKED_FOR = 28 * DAY
"""A publication is asked about this long."""
OF_A_DAY: tuple[Measure, ...] = ("followers", "reach", "views")
"""What is to be written down of an account every day."""

Typed = Mapping[Measure, int | None]
"""What stands in the fields; None: it was left blank."""


class Blank(NamedTuple):
    """What is still to be measured of a publication, or of an account's day."""

    account: Account
    variant: Variant | None
    day: str
    """Of an account's day."""
    asked: tuple[Measure, ...]
    known: Values
    """What there is already."""


class Sheet(NamedTuple):
    """The metric sheet."""

    days: list[Blank]
    """Of each account today."""
    publications: list[Blank]
    """The latest first."""
    aside: list[Metrics]
    """Readings that no publication of the desk was found for."""


def sheet(desk: Desk, plan: Plan) -> Sheet:
    """What is missing: today's followers of each account, and readings of what went out 24 hours ago or more."""
    now = desk.now()
    readings: dict[int, list[Metrics]] = defaultdict(list)
    days: dict[tuple[int, str], Metrics] = {}
    aside = []
    for one in desk.store.repo("metrics", Metrics).all():
        if one.variant:
            readings[one.variant].append(one)
        elif one.day:
            days[one.account, one.day] = one
        else:
            aside.append(one)
    since = found_since(aside, plan.variants, plan.accounts)
    for one in aside:
        if one.id in since:
            readings[since[one.id]].append(one)
    publications = []
    for variant in plan.variants:
        account = plan.accounts.get(variant.account)
        age = now - variant.published_at
        if account is None or variant.state != "published" or not FIRST_READING <= age < ASKED_FOR:
            continue
        asked = asked_of(account.platform)
        values, _at = after_a_day(readings[variant.id], variant.published_at)
        if any(name not in values for name in asked):
            publications.append(Blank(account, variant, "", asked, values))
    publications.sort(key=lambda one: -(one.variant.published_at if one.variant else 0))
    return Sheet(_days(plan, days, now), publications, [one for one in aside if one.id not in since])


def _days(plan: Plan, days: Mapping[tuple[int, str], Metrics], now: int) -> list[Blank]:
    found = []
    for account in plan.accounts.values():
        day = day_of(now, plan.zone_of(account)).isoformat()
        kept = days.get((account.id, day))
        values = known(kept) if kept else {}
        if any(name not in values for name in OF_A_DAY):
            found.append(Blank(account, None, day, OF_A_DAY, values))
    return found


def read_typed(typed: Mapping[str, str]) -> dict[Measure, int | None]:
    """What was typed into the fields, by measure.

    Raises:
        ValueError: one of them holds no count; its argument is the text.
    """
    return {name: read_count(typed[name]) for name in MEASURES if name in typed}


def record_day(desk: Desk, account: int, day: str, values: Typed) -> Outcome:
    """Write down an account's day, beside what is known of it. Blanks stay blank."""
    with desk.step("metrics.day", day=day) as step:
        step.read("accounts", Account, account)
        told = _told(step, values)
        kept = next((one for one in _of(desk, account) if one.day == day and not one.variant), None)
        if kept is None:
            fields: dict[str, Any] = {**told, "read_at": step.at, "read_by": desk.actor}
            step.insert("metrics", Metrics(account=account, day=day, **fields))
        else:
            _correct(step, kept, values)
    return step.outcome


def record_reading(desk: Desk, variant: int, values: Typed) -> Outcome:
    """Write down how a publication fares now. What this admin wrote down of it in the last hour is corrected."""
    with desk.step("metrics.reading") as step:
        stored = step.read("variants", Variant, variant)
        if stored.state not in ("published", "withdrawn") or not stored.published_at:
            step.refuse("not_published")
        told = _told(step, values)
        step.params["post"] = stored.post
        mine = [
            one
            for one in desk.store.repo("metrics", Metrics).all()
            if one.variant == variant and not one.source and one.read_by == desk.actor
        ]
        kept = max(mine, key=lambda one: one.read_at, default=None)
        if kept and step.at - kept.read_at < DAY // 24 and _same_side(kept, stored, step.at):
            _correct(step, kept, values)
        else:
            fields: dict[str, Any] = {**told, "read_at": step.at, "read_by": desk.actor}
            step.insert("metrics", Metrics(account=stored.account, variant=variant, **fields))
    return step.outcome


def _same_side(kept: Metrics, variant: Variant, now: int) -> bool:
    """Both readings are before the 24 hours are over, or both after."""
    due = variant.published_at + FIRST_READING
    return (kept.read_at >= due) == (now >= due)


def _of(desk: Desk, account: int) -> list[Metrics]:
    return [one for one in desk.store.repo("metrics", Metrics).all() if one.account == account]


def _told(step: Step, values: Typed) -> dict[str, Any]:
    """What was not left blank; refuses where all of it was."""
    told: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    if not told:
        step.refuse("no_values")
    return told


def _correct(step: Step, kept: Metrics, values: Typed) -> None:
    fields: dict[str, Any] = {name: value for name, value in values.items() if getattr(kept, name) != value}
    if fields:
        step.update("metrics", kept.id, fields)


def match(desk: Desk, reading: int, variant: int) -> Outcome:
    """Say which publication a reading is of that was kept aside; other readings of the same address go with it."""
    with desk.step("metrics.match") as step:
        kept = step.read("metrics", Metrics, reading)
        if kept.variant or kept.day:
            step.refuse("matched_already")
        stored = step.read("variants", Variant, variant)
        step.params["post"] = stored.post
        if stored.state not in ("published", "withdrawn"):
            step.refuse("not_published")
        if kept.account and kept.account != stored.account:
            step.refuse("other_account")
        for one in desk.store.repo("metrics", Metrics).all():
            if one.id == kept.id or (_same_publication(one, kept)):
                step.update("metrics", one.id, {"variant": variant, "account": stored.account, "match": "hand"})
    return step.outcome


def _same_publication(one: Metrics, other: Metrics) -> bool:
    if one.variant or one.day or one.source != other.source:
        return False
    return bool((one.ref and one.ref == other.ref) or (one.url and one.url == other.url))
