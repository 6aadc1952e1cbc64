"""meja queue: what is planned today, or in a week, and what is worth knowing of it."""

import argparse
from datetime import timedelta
from typing import Any

from console import arguments, house
from desk import restraint
from desk.day import Plan, QueueItem
from desk.desk import Desk
from desk.planning import Board, Day, Entry, Planner
from desk.revealing import hidden
from domain.accounts import SHORT
from domain.deliveries import standing
from domain.occasions import is_theme
from domain.planning import Advice
from domain.text import clean
from domain.times import day_bounds, day_of, iso
from wording import _, crisis, figures, labels, n_, planning, publishing

WEEK = 7


def configure(parser: argparse.ArgumentParser) -> None:
    """Which days."""
    parser.add_argument("--week", action="store_true", help=_("from Monday to Sunday"))
    parser.add_argument(
        "--from", dest="since", metavar="DATE", default=None, type=arguments.day, help=_("another day or its week")
    )
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print the days with their posts and free slots, then what is worth knowing."""
    with house.without_collector():
        return _look(args)


def _look(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    plan = Plan(desk)
    planner = Planner(desk, plan)
    first = args.since or day_of(desk.now(), plan.zone)
    if args.week:
        first -= timedelta(days=first.weekday())
    board = planner.board(first, WEEK if args.week else 1)
    late = [item for item in plan.queue() if not item.today]
    if args.json:
        house.emit(_as_json(desk, planner, board, late))
    else:
        print("\n".join(_lines(desk, planner, board, late)))
    return house.DONE


# For programs


def _as_json(desk: Desk, planner: Planner, board: Board, late: list[QueueItem]) -> dict[str, Any]:
    plan, covers, now = planner.plan, planner.covers(), desk.now()
    return {
        "now": iso(now, plan.zone),
        "agency": plan.agency,
        "frozen": restraint.crisis(desk) is not None,
        "from": board.days[0].day.isoformat(),
        "to": board.days[-1].day.isoformat(),
        "days": [_day_json(planner, day, now) for day in board.days],
        "late": [_item_json(planner, item, now) for item in late],
        "untimed": [_entry_json(planner, one, now) for one in board.untimed],
        "themes": [{"name": one.name, "from": one.since, "to": one.until} for one in board.themes],
        "slots": {"planned": board.slots, "filled": board.filled},
        "cover_days": min(covers.values(), default=None),
        "cover": [{**_account_json(planner, id), "days": days} for id, days in covers.items()],
        "thinnest_pillar": planner.thinnest(),
        "warnings": [_advice_json(planner, one) for one in planner.advice()],
    }


def _day_json(planner: Planner, day: Day, now: int) -> dict[str, Any]:
    return {
        "date": day.day.isoformat(),
        "planned": day.planned,
        "target": day.target,
        "holiday": day.holiday or None,
        "occasions": [one.name for one in day.occasions if not is_theme(one)],
        "queue": [_entry_json(planner, one, now) for one in day.entries if one.post],
        "free_slots": [
            {**_account_json(planner, one.account), "at": iso(one.at, planner.zone_of(one.account))}
            for one in day.entries
            if not one.post
        ],
    }


def _account_json(planner: Planner, id: int) -> dict[str, Any]:
    account = planner.plan.accounts.get(id)
    return {
        "account": id,
        "platform": account.platform if account else None,
        "handle": account.handle if account else "",
    }


def _entry_json(planner: Planner, one: Entry, now: int) -> dict[str, Any]:
    post, variant, zone = one.post, one.variant, planner.zone_of(one.account)
    if post is None:
        return {}
    delivery = planner.plan.delivery(variant)
    return {
        "post": post.id,
        "variant": variant.id if variant else None,
        "title": hidden(post.title),
        **_account_json(planner, one.account),
        "at": iso(one.at, zone) if one.at else None,
        "state": one.moment,
        "conference": one.conference,
        "post_state": post.state,
        "delivery": standing(delivery, variant, now) if delivery and variant else None,
        "format": post.format,
        "pillar": post.pillar,
        "url": variant.url if variant else "",
    }


def _item_json(planner: Planner, item: QueueItem, now: int) -> dict[str, Any]:
    variant = item.variant
    if variant is None:
        return {}
    entry = Entry(
        at=variant.slot_at,
        account=variant.account,
        part=None,
        clock=0,
        variant=variant,
        post=item.post,
        moment=item.moment,
    )
    return _entry_json(planner, entry, now)


def _advice_json(planner: Planner, one: Advice) -> dict[str, Any]:
    params = dict(one.params)
    if "account" in params:
        params |= _account_json(planner, params["account"])
    for name in ("at", "last_at", "next_at"):
        if name in params:
            params[name] = iso(params[name], planner.zone_of(one.params.get("account", 0))) if params[name] else None
    return {"code": one.code, **params, "variants": list(one.variants), "posts": list(one.posts)}


# For people


def _lines(desk: Desk, planner: Planner, board: Board, late: list[QueueItem]) -> list[str]:
    plan, now = planner.plan, desk.now()
    lines = [f"{clean(plan.agency) or 'Meja Humas'}  {_days(board)}", *_standing(planner, board)]
    if on := restraint.crisis(desk):
        lines[:0] = [crisis.line(on, now, plan.zone), ""]
    if late:
        lines += ["", _("Still to be seen to")]
        lines += ["  " + _row(planner, item.variant.slot_at if item.variant else 0, item, now) for item in late]
    for day in board.days:
        lines += ["", _heading(day, plan.zone), *(f"  {_entry(planner, one, now)}" for one in day.entries)]
        if not day.entries:
            lines.append("  " + _("nothing planned"))
    if board.untimed:
        n = len(board.untimed)
        lines += ["", n_("{n} post has no time yet", "{n} posts have no time yet", n).format(n=figures.number(n))]
        lines += [f"  {_entry(planner, one, now)}" for one in board.untimed]
    if told := planner.advice():
        lines += ["", _("Worth knowing")]
        lines += ["  ! " + planning.advice(one, planner.called, planner.zone_of) for one in told]
    return lines


def _days(board: Board) -> str:
    first, last = (day_bounds(day.day, "UTC")[0] for day in (board.days[0], board.days[-1]))
    if first == last:
        return figures.day(first, "UTC")
    week = board.days[0].day.isocalendar().week
    return _("week {n}, {first} – {last}").format(
        n=week, first=figures.date(first, "UTC"), last=figures.date(last, "UTC")
    )


def _standing(planner: Planner, board: Board) -> list[str]:
    parts = []
    if board.themes:
        parts.append(_("theme {names}").format(names=clean(", ".join(one.name for one in board.themes))))
    if board.slots:
        parts.append(_("{filled}/{slots} slots filled").format(filled=board.filled, slots=board.slots))
    if covers := planner.covers():
        parts.append(_("covered for {days}").format(days=figures.days(min(covers.values()))))
    if planner.plan.posts:
        parts.append(_("thinnest pillar: {pillar}").format(pillar=labels.pillar(planner.thinnest())))
    return [" · ".join(parts)] if parts else []


def _heading(day: Day, zone: str) -> str:
    at = day_bounds(day.day, zone)[0]
    target = "–" if day.target is None else day.target
    names = dict.fromkeys([day.holiday, *(one.name for one in day.occasions if not is_theme(one))])
    return f"{figures.short_day(at, zone)}  {day.planned}/{target}  {clean(', '.join(filter(None, names)))}".rstrip()


def _entry(planner: Planner, one: Entry, now: int) -> str:
    if one.post:
        item = QueueItem(
            post=one.post,
            variant=one.variant,
            account=planner.plan.accounts.get(one.account),
            moment=one.moment,
            today=True,
            conference_at=one.at if one.conference else 0,
        )
        return _row(planner, one.at, item, now)
    account = planner.plan.accounts.get(one.account)
    clock = figures.clock_there(one.at, planner.zone_of(one.account), planner.plan.zone)
    return f"{clock} {SHORT[account.platform] if account else '–':<3} + {_('free slot')}"


def _row(planner: Planner, at: int, item: QueueItem, now: int) -> str:
    zone = planner.plan.zone_of(item.account)
    clock = figures.clock_there(at, zone, planner.plan.zone) if at else "–"
    if at and not item.today:
        clock = f"{figures.short_day(at, zone)} {clock}"
    platform = SHORT[item.account.platform] if item.account else "–"
    delivery, state = planner.plan.delivery(item.variant), labels.moment(item.moment, item.post.state)
    state = _("presser") if item.conference_at else state
    told = publishing.on_its_way(delivery, item.variant, now) if delivery and item.variant else ""
    return f"{clock:<5} {platform:<3} {state:<12} {clean(hidden(item.post.title))}  {told}".rstrip()
