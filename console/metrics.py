"""meja metrics: what was measured, and what is still to be measured."""

import argparse
from typing import Any

from console import house
from desk.day import Plan
from desk.desk import Desk
from desk.matching import found_since
from desk.metrics import Blank, sheet
from desk.rows import hidden
from domain.accounts import SHORT, label
from domain.metrics import Metrics, known
from domain.text import clean
from domain.times import iso
from wording import _, figures, n_
from wording import score as words


def configure(parser: argparse.ArgumentParser) -> None:
    """What is missing, or every reading."""
    parser.add_argument("--all", action="store_true", help=_("every reading, as they were read"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a reading"))


def run(args: argparse.Namespace) -> int:
    """Print what is missing; with --all or --json the readings."""
    desk = house.open_desk(args)
    plan = Plan(desk)
    if args.json or args.all:
        posts = {one.id: one.post for one in plan.variants}
        readings = list(desk.store.repo("metrics", Metrics).all())
        aside = [one for one in readings if not one.variant and not one.day]
        since = found_since(aside, plan.variants, plan.accounts)
        for one in readings:
            variant = one.variant or since.get(one.id, 0)
            post = f"P{posts[variant]}" if variant in posts else ""
            if args.json:
                house.emit(_as_json(plan, one, post))
            else:
                print(_line(plan, one, post))
        return house.DONE
    _tell_missing(desk, plan)
    return house.DONE


def _as_json(plan: Plan, one: Metrics, post: str) -> dict[str, Any]:
    account = plan.accounts.get(one.account)
    zone = plan.zone_of(account)
    return {
        "account": f"{account.platform} {clean(account.handle)}".strip() if account else None,
        "post": post or None,
        "day": one.day or None,
        "read_at": iso(one.read_at, zone) if one.read_at else None,
        "source": one.source or None,
        "match": one.match or None,
        "id": clean(one.ref) or None,
        "url": clean(one.url) or None,
        "title": hidden(one.title) or None,
        "published_at": iso(one.published_at, zone) if one.published_at else None,
        **dict(known(one).items()),
    }


def _line(plan: Plan, one: Metrics, post: str) -> str:
    account = plan.accounts.get(one.account)
    of = one.day or post or f"“{hidden(one.title or one.url)}”"
    told = ", ".join(f"{words.measure(name)} {figures.number(count)}" for name, count in known(one).items())
    at = figures.instant(one.read_at, plan.zone_of(account)) if one.read_at else "–"
    return f"{SHORT[account.platform] if account else '–':<3} {of}  {at}  {told}"


def _tell_missing(desk: Desk, plan: Plan) -> None:
    found = sheet(desk, plan)
    for one in [*found.days, *found.publications]:
        print(_blank(plan, one))
    if found.aside:
        count = len(found.aside)
        told = n_("{n} reading without a post", "{n} readings without a post", count).format(n=figures.number(count))
        house.say(told)
    if not (found.days or found.publications):
        house.say(_("Everything is measured."))


def _blank(plan: Plan, one: Blank) -> str:
    missing = ", ".join(words.measure(name) for name in one.asked if name not in one.known)
    variant = one.variant
    if variant is None:
        return f"{SHORT[one.account.platform]:<3} {clean(label(one.account))}  {one.day}  {missing}"
    post = plan.posts.get(variant.post)
    at = figures.instant(variant.published_at, plan.zone_of(one.account))
    title = hidden(post.title) if post else ""
    return f"{SHORT[one.account.platform]:<3} P{variant.post}  {at}  {title}  {missing}"
