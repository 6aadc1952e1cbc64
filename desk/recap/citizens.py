"""How citizens fared: answers and their times, sentiment, referrals, what was asked most."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

import msgspec

from desk.recap.span import Span
from domain.comments import KINDS, OPTIONAL_REPLY, Comment, Feeling, Kind
from domain.metrics import middle
from domain.recap import Feelings, Figure, Section, feelings, turns, worked
from domain.score import NEVER, Case, together
from domain.score import response as fate
from domain.times import DAY

MOST_ASKED = 5
SOON = 7 * DAY
"""What a citizen writes so soon after our reply may have to do with it."""


class _Referral(msgspec.Struct, gc=False):
    at: int = 0
    due: int = 0
    answered_at: int = 0
    relayed_at: int = 0


class _Row(msgspec.Struct, gc=False):
    kind: Kind = "other"
    state: str = "new"
    account: int = 0
    written_at: int = 0
    sentiment: Feeling = "unsure"
    sentiment_by: str = ""
    platform: str = ""
    handle: str = ""
    group: int = 0
    referral: _Referral | None = None


class Told(NamedTuple):
    """A comment of the period."""

    id: int
    row: _Row


class Citizens:
    """The comments of a period, read once."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self.written: list[Told] = []
        """Written within the period."""
        self.referred: list[Told] = []
        """Referred at any time, before its end."""
        self._later: list[Told] = []
        earliest = min((span.bounds(id)[0] for id in span.ids), default=0)
        for id, row in span.desk.store.repo("comments", Comment).rows(_Row):
            if row.referral is not None and (not span.account or row.account == span.account):
                self.referred.append(Told(id, row))
            if row.written_at >= earliest:
                self._later.append(Told(id, row))
                if span.holds(row.written_at, row.account):
                    self.written.append(Told(id, row))

    @cached_property
    def _cases(self) -> dict[int, list[Case]]:
        return {id: self._span.ledger.cases.get(id, []) for id in self._span.ids}

    def replies(self) -> Section:
        """Who wrote, who was to be answered, who was, and how soon."""
        span = self._span
        asked = [one.id for one in self.written if one.row.kind not in OPTIONAL_REPLY]
        found = together(fate(cases, *span.bounds(id)) for id, cases in self._cases.items())
        answered = [one for id, cases in self._cases.items() for one in cases if span.holds(one.replied_at, id)]
        left = [one for id, cases in self._cases.items() for one in cases if _waits_at(one, span.bounds(id)[1])]
        decided = len(found.in_time) + len(found.late)
        clock = [max(0, one.replied_at - one.written_at) for one in answered]
        work = [self._worked(one) for one in answered]
        ids = tuple(one.comment for one in answered)
        return Section(
            part="replies",
            figures=(
                _rows("written", [one.id for one in self.written]),
                _rows("to_answer", asked),
                _rows("answered", list(ids)),
                Figure(
                    code="in_time",
                    value=100 * len(found.in_time) / decided if decided else None,
                    unit="per_cent",
                    n=decided,
                    table="comments",
                    rows=(*found.in_time, *found.late),
                ),
                Figure(code="reply_work", value=middle(work), unit="ms", n=len(work), table="comments", rows=ids),
                Figure(code="reply_clock", value=middle(clock), unit="ms", n=len(clock), table="comments", rows=ids),
                _rows("open", [one.comment for one in left]),
                _rows("overdue", [one.comment for one in left if one.due_at < span.bounds(one.account)[1]]),
            ),
        )

    def _worked(self, one: Case) -> int:
        calendar = self._span.desk.calendars.of(one.account)
        return worked(
            calendar, one.written_at, max(one.written_at, one.replied_at), self._span.ledger.zone(one.account)
        )

    def feelings(self) -> Feelings:
        """How those who wrote felt."""
        return feelings((one.row.sentiment, bool(one.row.sentiment_by)) for one in self.written)

    def sentiment(self) -> Section:
        """Counts, the net with n, how many a person has checked, and how citizens wrote on after our reply."""
        found = self.feelings()
        of: dict[str, list[int]] = defaultdict(list)
        for one in self.written:
            of[one.row.sentiment].append(one.id)
        every = tuple(one.id for one in self.written if one.row.sentiment != "unsure")
        pleased = found.positive + found.negative
        checked = [one.id for one in self.written if one.row.sentiment_by]
        after = turns(self._pairs())
        answered = sum(map(len, after))
        return Section(
            part="sentiment",
            figures=(
                *(_rows("feeling", of[name], name) for name in ("positive", "neutral", "negative", "unsure")),
                Figure(code="net", value=found.net, unit="ratio", n=found.n, table="comments", rows=every),
                _share("pleased", found.pleased, pleased, (*of["positive"], *of["negative"])),
                _share("checked", found.checked_share, len(self.written), checked),
                *(
                    Figure(code="after_reply", about=name, value=len(ids), n=answered, table="comments", rows=ids)
                    for name, ids in after._asdict().items()
                ),
            ),
        )

    def _pairs(self) -> list[tuple[int, Feeling, Feeling]]:
        """Of who was answered within the period: how they felt in that comment, and in the next one they wrote."""
        writers: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for one in self._later:
            if one.row.handle:
                writers[one.row.platform, one.row.handle].append(one)
        replied = self._span.ledger.replied
        found = []
        for one in self.written:
            at = replied.get(one.id, NEVER)
            said = writers.get((one.row.platform, one.row.handle), ()) if at < NEVER else ()
            soon = (
                told for told in said if at < told.row.written_at <= at + SOON and told.row.account == one.row.account
            )
            next_one = min(soon, key=_written, default=None)
            if next_one:
                found.append((one.id, one.row.sentiment, next_one.row.sentiment))
        return found

    def referrals(self) -> Section:
        """What waits for other agencies at the end of the period, and what was asked and answered within it."""
        span = self._span

        def within(at: Callable[[_Referral], int]) -> list[int]:
            return [
                one.id
                for one in self.referred
                if one.row.referral and span.holds(at(one.row.referral), one.row.account)
            ]

        open_, late = [], []
        for one in self.referred:
            referral, end = one.row.referral, span.bounds(one.row.account)[1]
            if referral is None or referral.at >= end or 0 < referral.relayed_at < end:
                continue
            if one.row.state != "referred" and not referral.relayed_at >= end:
                continue
            open_.append(one.id)
            if not 0 < referral.answered_at < end and referral.due < end:
                late.append(one.id)
        return Section(
            part="referrals",
            figures=(
                _rows("referred", within(lambda one: one.at)),
                _rows("agency_answered", within(lambda one: one.answered_at)),
                _rows("referrals_open", open_),
                _rows("referrals_overdue", late),
            ),
        )

    def asked(self) -> Section:
        """What they wrote, by kind, and what was asked by most."""
        of: dict[str, list[int]] = defaultdict(list)
        groups: Counter[int] = Counter()
        members: dict[int, list[int]] = defaultdict(list)
        for one in self.written:
            of[one.row.kind].append(one.id)
            first = one.row.group or one.id
            groups[first] += 1
            members[first].append(one.id)
        kinds = [_rows("kind", of[kind], kind) for kind in KINDS if of[kind]]
        most = [(first, count) for first, count in groups.most_common() if count > 1][:MOST_ASKED]
        same = [_rows("alike", members[first], str(first)) for first, _count in most]
        return Section(part="asked", figures=(*sorted(kinds, key=lambda one: -(one.value or 0)), *same))


def _waits_at(one: Case, end: int) -> bool:
    return one.written_at < end <= min(one.closed_at, one.dropped_at, one.replied_at)


def _written(told: Told) -> int:
    return told.row.written_at


def _rows(code: str, ids: list[int], about: str = "") -> Figure:
    return Figure(code=code, about=about, value=len(ids), table="comments", rows=tuple(ids))


def _share(code: str, share: float | None, n: int, ids: Iterable[int]) -> Figure:
    """`share` is of 1; the figure is in per cent."""
    value = None if share is None else 100 * share
    return Figure(code=code, value=value, unit="per_cent", n=n, table="comments", rows=tuple(ids))
