"""What whoever sits at the desk next has to know, gathered from all its corners."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from desk import clarifications, outbox, referrals, restraint, revealing, rising
from desk.day import Plan, QueueItem
from desk.desk import Desk
from desk.revealing import hidden
from domain.accounts import SHORT
from domain.audit import record_name
from domain.comments import Comment, CommentRow, overdue, owed
from domain.deliveries import Delivery, turn_of
from domain.handover import Handover, Part, Row, Told
from domain.posts import Variant, moment
from domain.referrals import to_be_relayed
from domain.restraint import Crisis
from domain.times import HOUR

MOST = 50
"""Rows of a part that are told; the others are counted."""


def gather(desk: Desk, plan: Plan | None = None) -> Handover:
    """The note as of now. Goes through all comments: off the event loop."""
    now, plan = desk.now(), plan or Plan(desk)
    calendar = desk.calendars.of(0)
    since, until = calendar.off_duty(now)
    comments = dict(desk.store.repo("comments", Comment).rows(CommentRow))
    queue = plan.queue()
    parts = [
        _posts(plan, "missed", [one for one in queue if one.moment == "missed"]),
        _posts(plan, "frozen", [one for one in queue if one.moment == "frozen"]),
        _rising(desk, plan, comments),
        _overdue(desk, plan, comments, now),
        _posts(plan, "evening", _evening(plan, now, since, until)),
        _approval(plan),
        _outbox(desk, plan),
        _clarifications(desk, plan),
        _referrals(desk, plan, comments),
        _snoozed(desk, plan, comments, now),
    ]
    return Handover(now, until, plan.zone, plan.agency, _crisis(desk), [one for one in parts if one.total])


def _crisis(desk: Desk) -> Crisis | None:
    """The crisis that is on, personal data in its texts hidden."""
    on = restraint.crisis(desk)
    if on is None:
        return None
    log = tuple(replace(one, text=hidden(one.text)) for one in on.log)
    return replace(on, reason=hidden(on.reason), message=hidden(on.message), log=log)


# Posts


def _evening(plan: Plan, now: int, since: int, until: int) -> list[QueueItem]:
    """What goes out when nobody is at work: from then to the next beginning of work."""
    found = []
    for one in plan.variants:
        post, account, state = plan.posts.get(one.post), plan.accounts.get(one.account), moment(one, now)
        if post and account and state in ("planned", "scheduled") and max(now, since) <= one.slot_at < until:
            found.append(QueueItem(post=post, variant=one, account=account, moment=state, today=True))
    return found


def _approval(plan: Plan) -> Told:
    """Posts that wait for somebody's approval, by when their first channel goes out."""
    waiting = {id: post for id, post in plan.posts.items() if post.state == "review"}
    slots: dict[int, Variant] = {}
    for one in plan.variants:
        if one.post in waiting and one.slot_at and one.state in ("planned", "scheduled"):
            earlier = slots.get(one.post)
            slots[one.post] = one if earlier is None or one.slot_at < earlier.slot_at else earlier
    items = [
        QueueItem(
            post=post,
            variant=slots.get(id),
            account=plan.accounts.get(slots[id].account) if id in slots else None,
            moment="planned",
            today=True,
        )
        for id, post in waiting.items()
    ]
    return _posts(plan, "approval", items)


def _posts(plan: Plan, part: Part, items: Iterable[QueueItem]) -> Told:
    rows = [_post_row(plan, one, part) for one in items]
    rows.sort(key=lambda row: (not row.at, row.at, row.id))
    return Told(part, len(rows), rows[:MOST])


def _post_row(plan: Plan, item: QueueItem, part: Part) -> Row:
    post, variant, account = item.post, item.variant, item.account
    return Row(
        table="posts",
        id=post.id,
        name=record_name("posts", post.id),
        at=variant.slot_at if variant else 0,
        zone=plan.zone_of(account),
        place=SHORT[account.platform] if account else "",
        text=post.title,
        state=post.state if item.moment == "planned" or part == "approval" else item.moment,
        who=post.owner,
    )


# Comments


def _overdue(desk: Desk, plan: Plan, comments: dict[int, CommentRow], now: int) -> Told:
    late = [(row.reply_due or 0, id) for id, row in comments.items() if overdue(row, now)]
    return _comments(desk, plan, "overdue", [id for _due, id in sorted(late)], lambda one: one.reply_due or 0)


def _rising(desk: Desk, plan: Plan, comments: dict[int, CommentRow]) -> Told:
    found = rising.rising(desk, comments)
    rows = [
        Row(
            table="issues",
            id=one.group,
            name=record_name("comments", one.group),
            at=one.rise.start + HOUR,
            zone=plan.zone,
            place="",
            text=one.label,
            state=str(one.comments),
            who="",
        )
        for one in found
    ]
    return Told("rising", len(rows), rows[:MOST])


def _snoozed(desk: Desk, plan: Plan, comments: dict[int, CommentRow], now: int) -> Told:
    aside = [(row.snoozed_until, id) for id, row in comments.items() if owed(row) and row.snoozed_until > now]
    return _comments(desk, plan, "snoozed", [id for _until, id in sorted(aside)], lambda one: one.snoozed_until)


def _referrals(desk: Desk, plan: Plan, comments: dict[int, CommentRow]) -> Told:
    """What other agencies have to answer, and what they answered and the citizen does not know yet."""
    waiting = referrals.waiting(desk, (id for id, row in comments.items() if row.state == "referred"))
    waiting.sort(key=lambda one: (not to_be_relayed(one.referral), one.referral.due if one.referral else 0))
    rows = []
    for one in waiting[:MOST]:
        told = one.referral
        state = "to_be_relayed" if to_be_relayed(told) else "awaited"
        row = _comment_row(plan, one, told.due if told else 0)
        rows.append(row._replace(place=told.name if told else "", state=state))
    return Told("referrals", len(waiting), rows)


def _comments(desk: Desk, plan: Plan, part: Part, ids: list[int], at: Callable[[Comment], int]) -> Told:
    found = map(desk.store.repo("comments", Comment).get, ids[:MOST])
    return Told(part, len(ids), [_comment_row(plan, one, at(one)) for one in found if one])


def _comment_row(plan: Plan, one: Comment, at: int) -> Row:
    return Row(
        table="comments",
        id=one.id,
        name=record_name("comments", one.id),
        at=at,
        zone=plan.zone_of(plan.accounts.get(one.account)),
        place=SHORT[one.platform],
        text=revealing.text(one),
        state=one.kind,
        who=one.assignee,
    )


def _outbox(desk: Desk, plan: Plan) -> Told:
    """Replies and posts that did not reach the public: what needs somebody first, then those that wait."""
    found = outbox.listed(desk)
    rows = []
    for reply in found[:MOST]:
        if isinstance(reply, Delivery):
            rows.append(_delivery_row(desk, plan, reply))
            continue
        comment = desk.store.repo("comments", Comment).get(reply.comment)
        if comment:
            state = "returned" if reply.returned_by else "agreed" if reply.state == "draft" else reply.state
            row = _comment_row(plan, comment, reply.queued_at)
            rows.append(row._replace(text=hidden(reply.text), state=state, who=reply.by))
    return Told("outbox", len(found), rows)


def _delivery_row(desk: Desk, plan: Plan, one: Delivery) -> Row:
    post, variant = plan.posts.get(one.post), desk.store.repo("variants", Variant).get(one.variant)
    return Row(
        table="posts",
        id=one.post,
        name=record_name("posts", one.post),
        at=turn_of(one, variant) if variant else one.queued_at,
        zone=plan.zone_of(plan.accounts.get(one.account)),
        place=SHORT[one.platform],
        text=hidden(post.title) if post else "",
        state=one.state,
        who=one.by,
    )


def _clarifications(desk: Desk, plan: Plan) -> Told:
    sheets = clarifications.unsettled(desk)
    rows = [
        Row(
            "clarifications",
            one.id,
            f"L{one.id}",
            one.publish_due,
            plan.zone,
            "",
            hidden(one.claim),
            one.state,
            one.owner,
        )
        for one in sheets[:MOST]
    ]
    return Told("clarifications", len(sheets), rows)
