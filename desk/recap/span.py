"""From when to when a recap looks, each account in its own zone."""

from datetime import date, timedelta
from functools import cached_property

from desk.desk import Desk
from desk.score import Ledger
from domain import targets
from domain.posts import Variant
from domain.targets import MIX_OVER, Period


class Span:
    """A period of some accounts.

    Attributes:
        ledger: what scores are made of, from 28 days before the period on.
        period: day, week or month.
        first: its first day, `last` its last one; of the present period today.
        accounts: ids; all where one of them is 0.
    """

    def __init__(self, desk: Desk, period: Period, day: date, account: int = 0) -> None:
        today = Ledger.day_of(desk)
        self.desk = desk
        self.period = period
        self.first, self.whole = targets.span(period, day)
        self.last = min(self.whole, max(today, self.first))
        self.ledger = Ledger(desk, since=min(self.first, self.last - timedelta(days=MIX_OVER - 1)))
        self.account = account

    @cached_property
    def ids(self) -> list[int]:
        """The accounts, those of comments that nobody knows the account of included."""
        return [self.account] if self.account else sorted({*self.ledger.plan.accounts, *self.ledger.cases})

    def bounds(self, account: int) -> tuple[int, int]:
        """First instant, and the one after the last, in the account's zone; never later than now."""
        return self._bounds.get(account) or self._reckoned(account)

    @cached_property
    def _bounds(self) -> dict[int, tuple[int, int]]:
        return {id: self._reckoned(id) for id in {*self.ids, *self.ledger.plan.accounts}}

    def _reckoned(self, account: int) -> tuple[int, int]:
        start, end = targets.bounds(self.first, self.last, self.ledger.zone(account))
        return start, max(start, min(end, self.ledger.now + 1))

    def holds(self, at: int, account: int) -> bool:
        """Whether an account's instant lies within it."""
        if self.account and account != self.account:
            return False
        start, end = self.bounds(account)
        return start <= at < end

    @cached_property
    def published(self) -> list[Variant]:
        """The variants that went out within it and were not withdrawn, oldest first."""
        found = [
            one
            for one in self.ledger.plan.variants
            if one.state == "published" and one.account in self.ledger.plan.accounts
            if self.holds(one.published_at, one.account)
        ]
        return sorted(found, key=lambda one: (one.published_at, one.id))
