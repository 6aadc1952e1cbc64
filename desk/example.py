"""Fills a throw-away store with the example week. Example data never enter a real store."""

from collections import Counter
from itertools import islice

import demo
from demo import DemoComment, Week, Work
from desk import headlines
from desk.desk import Desk, Step
from desk.receive.programmes import Programmes
from desk.receive.similar import Similar
from domain.accounts import Setting
from domain.agency import Agency
from domain.comments import Comment, Reply
from domain.incoming import IncomingComment
from domain.outcomes import Done
from domain.posts import Variant
from domain.referrals import Referral
from domain.times import to_ms

BATCH = 500


def fill(desk: Desk) -> None:
    """Store the example week around the desk's present. `desk` must be an example desk on an empty store."""
    if not desk.example:
        raise ValueError("example data are for example desks only")
    week = demo.week(desk.now())
    with desk.step("example", audit="none") as step:
        _plan(step, week)
    accounts = {(account.platform, account.handle): id for id, account in enumerate(week.accounts, 1)}
    work = {one.platform_id: one for one in week.work}
    posts = {variant.url: variant.post for variant in week.variants if variant.url}
    ids: dict[tuple[str, str], int] = {}
    answers = Counter((one.platform, one.parent) for one in week.comments)
    comments, similar, programmes = iter(week.comments), Similar(desk), Programmes(desk)
    while batch := list(islice(comments, BATCH)):
        with desk.step("example", audit="none") as step:
            for one in batch:
                comment = _read(desk, one, accounts[one.platform, one.account_handle], posts.get(one.post_ref, 0))
                comment.answers = answers[one.platform, one.platform_id]
                comment.programme = programmes.of(comment)
                handled = _handled(desk, comment, work.get(one.platform_id))
                ids[one.platform, one.platform_id] = similar.insert(step, handled)
    with desk.step("example", audit="none") as step:
        for reply in week.replies:
            step.insert("replies", _reply(reply, accounts[reply.platform, reply.account_handle], ids))
    with desk.step("example", audit="none") as step:
        headlines.keep(desk, step, week.headlines)


class Latecomers:
    """Comments that arrive while the example desk is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._coming = demo.latecomers(desk.now())

    def arrive(self) -> dict[str, tuple[int, ...]]:
        """Store those whose time has come; the ids that changed, by table."""
        now, desk = self._desk.now(), self._desk
        here = [one for one in self._coming if to_ms(one.written) <= now]
        if not here:
            return {}
        self._coming = self._coming[len(here) :]
        accounts = {(account.platform, account.handle): account.id for account in desk.accounts()}
        posts = {variant.url: variant.post for variant in desk.store.repo("variants", Variant).all() if variant.url}
        similar = Similar(desk)
        with desk.step("example", audit="none") as step:
            for one in here:
                account, post = accounts[one.platform, one.account_handle], posts.get(one.post_ref, 0)
                similar.insert(step, _read(desk, one, account, post))
        return step.outcome.changed if isinstance(step.outcome, Done) else {}


def _plan(step: Step, week: Week) -> None:
    for key, value in week.settings.items():
        step.insert("settings", Setting(key=key, value=value))
    for table, records in (
        ("accounts", week.accounts),
        ("targets", week.targets),
        ("slots", week.slots),
        ("occasions", week.occasions),
        ("agencies", week.agencies),
        ("posts", week.posts),
        ("variants", week.variants),
        ("metrics", week.metrics),
        ("feeds", week.feeds),
    ):
        for record in records:
            step.insert(table, record)


def _read(desk: Desk, one: DemoComment, account: int, post: int) -> Comment:
    reading = desk.lessons.read(one.text)
    written_at = to_ms(one.written)
    return Comment(
        platform=one.platform,
        account=account,
        platform_id=one.platform_id,
        post=post,
        post_ref=one.post_ref,
        parent=one.parent,
        url=one.url,
        author=one.author,
        handle=one.handle,
        text=one.text,
        written_at=written_at,
        received_at=written_at,
        likes=one.likes,
        reading=reading,
        kind=reading.kind,
        sentiment="unsure" if reading.unsure else reading.sentiment,
        **desk.calendars.due(reading.kind, written_at, account)._asdict(),
    )


def _handled(desk: Desk, comment: Comment, work: Work | None) -> Comment:
    """The comment after what colleagues did with it."""
    if work is None:
        return comment
    if work.kind:
        comment.kind, comment.kind_by = work.kind, work.by
        due = desk.calendars.due(work.kind, comment.written_at, comment.account)
        comment.reply_due, comment.follow_up_due = due
    if work.sentiment:
        comment.sentiment, comment.sentiment_by = work.sentiment, work.by
    comment.state, comment.state_reason, comment.assignee = work.state, work.reason, work.assignee
    comment.notes, comment.hidden, comment.hidden_reason = work.notes, work.hidden, work.hidden_reason
    if agency := desk.store.repo("agencies", Agency).get(work.agency):
        comment.referral = Referral(
            agency=agency.id,
            name=agency.name,
            ticket=work.ticket,
            at=work.at,
            by=work.by,
            due=desk.calendars.of(comment.account).days_after(work.at, agency.days),
        )
    return comment


def _reply(one: IncomingComment, account: int, ids: dict[tuple[str, str], int]) -> Reply:
    written_at = to_ms(one.written)
    return Reply(
        comment=ids.get((one.platform, one.parent), 0),
        account=account,
        platform=one.platform,
        platform_id=one.platform_id,
        parent=one.parent,
        post_ref=one.post_ref,
        text=one.text,
        state="sent",
        by=one.author,
        written_at=written_at,
        sent_at=written_at,
        sent_by=one.author,
    )
