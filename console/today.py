"""meja today: how the day stands, in one look over SSH."""

import argparse
from typing import TYPE_CHECKING, Any

from console import house
from desk import referrals, restraint, rising
from desk.day import Plan, QueueItem
from desk.desk import Desk
from desk.inbox import Counts, count
from desk.revealing import hidden
from domain.accounts import SHORT, label
from domain.afterwards import left_to_do
from domain.comments import Comment, CommentRow
from domain.deliveries import standing
from domain.news import Topic
from domain.posts import stands_at
from domain.referrals import to_be_relayed
from domain.restraint import PoliticalPeriod
from domain.text import clean
from domain.times import day_of, iso, parse_iso, zone_label
from wording import _, figures, labels, publishing
from wording import crisis as pressing
from wording import topics as words

if TYPE_CHECKING:
    from desk.topics import RankedTopic

TOPICS = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print targets, queue, who waits and the top topics."""
    with house.without_collector():
        return _look(args)


def _look(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    plan = Plan(desk)
    rows = dict(desk.store.repo("comments", Comment).rows(CommentRow))
    counts = count(rows.values(), desk.now())
    referred = referrals.waiting(desk, (id for id, row in rows.items() if row.state == "referred"))
    hottest = _hottest(desk)
    issues = rising.rising(desk, rows)[:TOPICS]
    if args.json:
        house.emit(_as_json(desk, plan, counts, referred, hottest) | _restraints_json(desk, plan, issues))
    else:
        print("\n".join([*_restraints(desk, plan, issues), *_lines(desk, plan, counts, referred, hottest)]))
    return house.DONE


def _hottest(desk: Desk) -> "list[RankedTopic]":
    """The hottest topics. What ranks them is loaded only where there are any."""
    if not len(desk.store.repo("topics", Topic)):
        return []
    from desk.topics import topics

    return topics(desk, desk.now())[:TOPICS]


def _as_json(
    desk: Desk, plan: Plan, counts: Counts, referred: list[Comment], hottest: "list[RankedTopic]"
) -> dict[str, Any]:
    return {
        "now": iso(desk.now(), plan.zone),
        "agency": plan.agency,
        "accounts": [
            {
                "platform": one.account.platform,
                "handle": one.account.handle,
                "published": one.published,
                "target": one.target,
                "behind": one.behind,
            }
            for one in plan.progress()
        ],
        "queue": [_queue_json(plan, item, desk.now()) for item in plan.queue()],
        "comments": {
            "open": counts.open,
            "unanswered": counts.unanswered,
            "overdue": counts.overdue,
            "unsure": counts.unsure,
        },
        "referrals": {
            "open": len(referred),
            "overdue": sum(referrals.overdue(one, desk.now()) for one in referred),
            "to_be_relayed": sum(to_be_relayed(one.referral) for one in referred),
        },
        "topics": [
            {
                "title": one.topic.title,
                "outlets": one.heat.outlets,
                "headlines": one.heat.headlines,
                "rise": round(one.heat.rise, 2),
                "danger": one.gate.danger,
                "ours": bool(one.ours),
            }
            for one in hottest
        ],
    }


def _restraints_json(desk: Desk, plan: Plan, issues: list[rising.Rising]) -> dict[str, Any]:
    """What presses, and what asks for restraint."""
    on, period = restraint.crisis(desk), _political(desk)
    return {
        "crisis": on and {"about": on.reason, "phase": on.phase, "since": iso(on.started_at, plan.zone)},
        "political_period": period and {"name": period.name, "since": period.since, "until": period.until},
        "rising": [
            {"group": f"K{one.group}", "label": clean(one.label), "comments": one.comments, "hour": one.rise.comments}
            for one in issues
        ],
    }


def _restraints(desk: Desk, plan: Plan, issues: list[rising.Rising]) -> list[str]:
    """The same in words, above all the rest."""
    on, period, now = restraint.crisis(desk), _political(desk), desk.now()
    lines = [pressing.line(on, now, plan.zone)] if on else []
    if period:
        until = figures.date(parse_iso(period.until))
        lines.append(_("Political period: {name}, until {day}").format(name=clean(period.name), day=until))
    lines += [pressing.rising(one.label, one.comments) for one in issues]
    return [*lines, ""] if lines else []


def _political(desk: Desk) -> PoliticalPeriod | None:
    return restraint.political_period(desk, day_of(desk.now(), desk.zone()))


def _queue_json(plan: Plan, item: QueueItem, now: int) -> dict[str, Any]:
    at = item.variant.slot_at if item.variant else item.conference_at
    return {
        "post": item.post.id,
        "title": hidden(item.post.title),
        "platform": item.account.platform if item.account else None,
        "at": iso(at, plan.zone_of(item.account)) if at else None,
        "state": item.moment,
        "post_state": item.post.state,
        "to_measure": item.to_measure,
        "conference": bool(item.conference_at),
        "left_to_do": task.kind if (task := left_to_do(item.post, now)) else None,
        "approved": item.post.state == "approved",
        "delivery": standing(item.delivery, item.variant, now) if item.delivery and item.variant else None,
    }


def _lines(desk: Desk, plan: Plan, counts: Counts, referred: list[Comment], hottest: "list[RankedTopic]") -> list[str]:
    now = desk.now()
    head = f"{figures.day(now, plan.zone)} · {figures.clock(now, plan.zone)} {zone_label(plan.zone)}"
    lines = [f"{clean(plan.agency) or 'Meja Humas'}  {head}", ""]
    for one in plan.progress():
        target = "–" if one.target is None else one.target
        name = f"{SHORT[one.account.platform]:<3} {clean(label(one.account))}"
        lines.append(f"  {name}  {one.published}/{target}{'!' if one.behind else ''}")
    lines += ["", _("Queue")]
    for item in plan.queue():
        at = stands_at(item.variant) if item.variant else item.conference_at
        zone = plan.zone_of(item.account)
        time = figures.clock_there(at, zone, plan.zone) if at else "–"
        if at and not item.today:
            time = f"{figures.short_day(at, zone)} {time}"
        platform = SHORT[item.account.platform] if item.account else "–"
        state = _("presser") if item.conference_at else labels.moment(item.moment, item.post.state)
        unapproved = item.moment in ("due", "missed") and item.post.state != "approved"
        told = f"  ! {_('not approved')}" if unapproved else f"  {_('measure')}" if item.to_measure else ""
        if item.delivery and item.variant:
            told = f"  {publishing.on_its_way(item.delivery, item.variant, now)}"
        if task := left_to_do(item.post, now):
            told += f"  {publishing.task(*task)}"
        lines.append(f"  {time:<5} {platform:<3} {state:<12} {clean(hidden(item.post.title))}{told}")
    waiting = _("{unanswered} unanswered, {overdue} overdue, {unsure} to review, {open} open")
    lines += [
        "",
        _("Comments"),
        "  "
        + waiting.format(unanswered=counts.unanswered, overdue=counts.overdue, unsure=counts.unsure, open=counts.open),
    ]
    if referred:
        late = sum(referrals.overdue(one, now) for one in referred)
        lines.append("  " + _("{n} wait for other agencies, {late} of them overdue").format(n=len(referred), late=late))
    lines += ["", _("Topics")]
    for topic in hottest:
        told = _("{title} ({outlets} outlets)").format(title=clean(topic.topic.title), outlets=topic.heat.outlets)
        lines.append(f"  {told}" + (f"  {words.danger(topic.gate.danger)}" if topic.gate.danger != "safe" else ""))
    return lines
