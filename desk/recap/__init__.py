"""The recap of a day, a week or a month: what was published, how it fared, how citizens fared, and what is open."""

from datetime import date
from statistics import mean

import msgspec

from desk.desk import Desk
from desk.recap import publishing
from desk.recap.citizens import Citizens
from desk.recap.publishing import Fared
from desk.recap.span import Span
from domain import targets
from domain.accounts import Account
from domain.clarifications import Clarification, overdue
from domain.metrics import Band, Formula, band, middle
from domain.outcomes import Outcome
from domain.recap import Feelings, Figure, Review, Section, feelings
from domain.targets import Period
from domain.text import storable
from domain.times import day_of

TOPICS = 5
_NOTE = 2_000


class Hot(msgspec.Struct, frozen=True, kw_only=True):
    """A topic of the press."""

    topic: int
    title: str
    outlets: int
    headlines: int
    """Within the period."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """How an account fared, in a row."""

    account: Account
    score: float | None
    """The mean of its days."""
    days: int
    published: int
    target: int | None
    in_time: float | None
    """In per cent, `decided` citizens."""
    decided: int
    rate: float | None
    formula: Formula | None
    rated: int
    feelings: Feelings
    followers: int | None
    band: Band | None


class Recap(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    period: Period
    first: date
    last: date
    """Of a period that is not over, today."""
    whole: date
    """The last day of the whole period."""
    account: Account | None
    score: float | None
    """The mean of the days."""
    scores: list[float | None]
    """Of each day, the first one first."""
    sections: list[Section]
    topics: list[Hot]
    fared: list[Fared]
    best: list[Fared]
    worst: list[Fared]
    rows: list[Row]
    note: str
    """What was decided after the week; empty: nothing yet."""
    note_by: str

    def figures(self) -> list[Figure]:
        """All of them."""
        return [figure for section in self.sections for figure in section.figures]


def recap(desk: Desk, period: Period, day: date, account: int = 0) -> Recap:
    """The recap of the period that day lies in. Goes through all comments: not for the event loop.

    Args:
        account: an account's id; 0: all.
    """
    span = Span(desk, period, day, account)
    ledger = span.ledger
    citizens = Citizens(span)
    found = publishing.fared(span)
    best, worst = publishing.best_and_worst(found)
    each = ledger.values(span.first, span.last, account)
    told = [value for value in each if value is not None]
    week = review_of(desk, span.first) if period == "week" else None
    return Recap(
        period=period,
        first=span.first,
        last=span.last,
        whole=span.whole,
        account=ledger.plan.accounts.get(account),
        score=mean(told) if told else None,
        scores=each,
        sections=[
            publishing.posts(span),
            publishing.mix(span),
            publishing.reach(span, found),
            citizens.replies(),
            citizens.sentiment(),
            citizens.referrals(),
            citizens.asked(),
            _clarifications(span),
        ],
        topics=_topics(span),
        fared=found,
        best=best,
        worst=worst,
        rows=_by_account(span, citizens, found),
        note=week.note if week else "",
        note_by=week.by if week else "",
    )


def _by_account(span: Span, citizens: Citizens, found: list[Fared]) -> list[Row]:
    ledger = span.ledger
    rows = []
    for id in span.ids:
        account = ledger.plan.accounts.get(id)
        if account is None:
            continue
        scores = [value for value in ledger.values(span.first, span.last, id) if value is not None]
        cases = ledger.cases.get(id, [])
        start, end = span.bounds(id)
        in_time = sum(one.replied_at <= one.due_at and start <= one.replied_at < end for one in cases)
        late = sum(one.replied_at > one.due_at and start <= one.due_at < end for one in cases)
        own = [one for one in found if one.variant.account == id]
        rates = [one.rate for one in own if one.rate is not None]
        followers = ledger.followers(id, span.last)
        written = [one for one in citizens.written if one.row.account == id]
        rows.append(
            Row(
                account=account,
                score=mean(scores) if scores else None,
                days=len(scores),
                published=len(own),
                target=ledger.wanted(id, span.period, span.first),
                in_time=100 * in_time / (in_time + late) if in_time + late else None,
                decided=in_time + late,
                rate=middle(rates),
                formula=next((one.formula for one in own if one.rate is not None), None),
                rated=len(rates),
                feelings=feelings((one.row.sentiment, bool(one.row.sentiment_by)) for one in written),
                followers=followers,
                band=band(followers),
            )
        )
    return rows


def _topics(span: Span) -> list[Hot]:
    """The hottest topics of the press that were told within the period."""
    from desk.topics import hottest

    start, end = span.bounds(0)
    found = []
    for one in hottest(span.desk, end - 1):
        told = sum(start <= headline.published_at < end for headline in one.headlines)
        if told:
            found.append(Hot(topic=one.topic.id, title=one.topic.title, outlets=one.heat.outlets, headlines=told))
    return found[:TOPICS]


def _clarifications(span: Span) -> Section:
    start, end = span.bounds(0)
    sheets = list(span.desk.store.repo("clarifications", Clarification).all())
    opened = [one.id for one in sheets if start <= one.opened_at < end]
    out = [one.id for one in sheets if start <= one.published_at < end]
    waiting = [one for one in sheets if one.state in ("open", "verified") and one.opened_at < end]
    late = [one.id for one in waiting if overdue(one, end)]
    names = ("clarifications_opened", opened), ("clarifications_out", out), ("clarifications_overdue", late)
    counts = (("clarifications_open", [one.id for one in waiting]), *names)
    figures = [Figure(code=code, value=len(ids), table="clarifications", rows=tuple(ids)) for code, ids in counts]
    return Section(part="clarifications", figures=tuple(figures))


# The week's review


def review_of(desk: Desk, day: date) -> Review | None:
    """What was decided after the week of that day."""
    week = targets.span("week", day)[0].isoformat()
    return next((one for one in desk.store.repo("reviews", Review).all() if one.week == week), None)


def decide(desk: Desk, day: date, note: str, *, rev: int | None = None) -> Outcome:
    """Keep the one decision note of the week of that day; an empty one takes it away."""
    week = targets.span("week", day)[0]
    with desk.step("recap.note", week=week.isoformat()) as step:
        if week > day_of(step.at, desk.zone()):
            step.refuse("in_the_future")
        kept = review_of(desk, day)
        text = storable(note.strip(), _NOTE)
        fields = {"note": text, "by": desk.actor, "at": step.at}
        if kept is None and text:
            step.insert("reviews", Review(week=week.isoformat(), note=text, by=desk.actor, at=step.at))
        elif kept is not None and kept.note != text:
            step.update("reviews", kept.id, fields, rev)
    return step.outcome


__all__ = ["Fared", "Hot", "Recap", "Row", "Span", "decide", "recap", "review_of"]
