"""The inbox as the screen reads it: which comments, in which order, and how many wait."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable

import msgspec

from desk import filters
from desk.desk import Desk
from desk.finding import Finder, Listing
from domain.accounts import Platform
from domain.comments import (
    OPEN_STATES,
    OPTIONAL_REPLY,
    Comment,
    CommentRow,
    CommentState,
    Feeling,
    Kind,
    is_open,
    owed,
)
from domain.filters import Query
from store.index import Index
from store.search import never

REVIEW = "~"
"""How the list of those to be reviewed is called in the place of a search."""
ONE_BY_ONE = 200
"""So many changed comments are read to see whether a filter means them; of more the index knows sooner."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How the citizens' side of the day stands."""

    open: int = 0
    unanswered: int = 0
    overdue: int = 0
    unsure: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            open=self.open + other.open,
            unanswered=self.unanswered + other.unanswered,
            overdue=self.overdue + other.overdue,
            unsure=self.unsure + other.unsure,
        )

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            open=self.open - other.open,
            unanswered=self.unanswered - other.unanswered,
            overdue=self.overdue - other.overdue,
            unsure=self.unsure - other.unsure,
        )


def count(rows: Iterable[CommentRow], now: int) -> Counts:
    """The four figures over those comments."""
    open_ = unanswered = late = unsure = 0
    for row in rows:
        if row.state in OPEN_STATES or row.unheard:
            open_ += 1
            unsure += row.sentiment == "unsure"
            if row.kind not in OPTIONAL_REPLY:
                unanswered += 1
                late += row.reply_due is not None and row.reply_due < now
    return Counts(open=open_, unanswered=unanswered, overdue=late, unsure=unsure)


class _Filed(msgspec.Struct, gc=False):
    state: CommentState = "new"
    assignee: str = ""
    sentiment: Feeling = "unsure"
    kind: Kind = "other"
    account: int = 0
    post: int = 0
    platform: Platform = "x"
    labels: tuple[str, ...] = ()
    reply_due: int | None = None
    unheard: bool = False
    referral: filters.To | None = None


class _Revised(msgspec.Struct, gc=False):
    rev: int = 0


class Inbox:
    """The open comments by priority, as they were when the admin last asked for order; or what `finder` found.

    The list changes only when it is asked to: what arrives in between waits in `arrived`, what was handled stays in its
    place.

    Attributes:
        rows: the ordering fields of every comment of the store.
        listing: what is listed.
        arrived: open comments that are not in the list yet; none while searching.
        counts: how many wait, over all comments.
        index: all comments by state, assignee, sentiment, kind, account, post, platform, labels and the agency they
            were referred to, and by when a reply is due.
        finder: which comments a filter means.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.index = Index(desk.store, "comments", _Filed, due="reply_due")
        self._repo = desk.store.repo("comments", Comment)
        self.finder = Finder(desk, self.index)
        self.rows: dict[int, CommentRow] = {}
        self.listing = Listing("", [])
        self.arrived: set[int] = set()
        self.counts = Counts()
        self._listed: set[int] = set()
        self._followers: Counter[int] = Counter()
        self._aside: set[int] | None = None
        self._changed: set[int] = set()

    @property
    def order(self) -> list[int]:
        """Ids in the order of the list."""
        return self.listing.order

    @property
    def query(self) -> str:
        """The search the list is limited to; empty: none."""
        return self.listing.query

    @property
    def filter(self) -> Query:
        """What the list is limited to, searches aside."""
        return self.listing.filter

    def load(self) -> None:
        """Read every comment's ordering fields and list the open ones."""
        self._read_rows()
        self.recount()
        self._list(self.finder.by_priority())

    def catch_up(self) -> None:
        """Read every comment's ordering fields again; the list stays as it is. For when a great many have changed."""
        self._read_rows()
        self.index.catch_up()
        self.recount()
        self._changed = set(self.rows)
        self.show(self.listing._replace(order=[id for id in self.order if id in self.rows]))

    def _read_rows(self) -> None:
        self.rows = self.finder.rows = dict(self._repo.rows(CommentRow))
        self._aside = None
        self._followers = Counter(row.group for row in self.rows.values() if row.group)

    def show(self, listing: Listing) -> None:
        """List those comments."""
        self._list(listing)
        if not self.query:
            self.arrived = self._missing()

    def _missing(self) -> set[int]:
        """What would be listed too, had the list been made now. In a filtered list only what was changed can be."""
        if not self.filter:
            now = self._desk.now()
            return {id for id, row in self.rows.items() if is_open(row, now)}.difference(self._listed)
        candidates = self._changed.difference(self._listed)
        if len(candidates) <= ONE_BY_ONE:
            return set(filter(self._belongs, candidates))
        if self.filter.words or self.filter.without:
            return set()
        return candidates.intersection(filters.select(self.listing.tests, self.index, self.rows, self._desk.now()))

    def _belongs(self, id: int) -> bool:
        """Whether the comment belongs to what is listed. Of a search, or a filter with words, nobody knows at once."""
        row, now = self.rows.get(id), self._desk.now()
        if row is None or self.query:
            return False
        if not self.filter:
            return is_open(row, now)
        if self.filter.words or self.filter.without:
            return False
        comment = self._repo.get(id)
        return comment is not None and filters.passes(comment, self.listing.tests, now)

    def refresh(self) -> None:
        """Bring in what has arrived and let go of what was handled. Not for the event loop."""
        before = self.listing
        if before.review:
            self._list(self.to_review())
        elif before.group:
            self._list(self.alike(before.group))
        else:
            self._list(self.search(self.query) or self.unsearched())
        self._changed.clear()

    def _list(self, listing: Listing) -> None:
        self.listing, self._listed, self.arrived = listing, set(listing.order), set()

    def _wake(self, now: int) -> None:
        """What was put aside until now arrives again, unless the list still has it."""
        if self._aside is None:
            self._aside = {id for id, row in self.rows.items() if row.snoozed_until}
        over = {id for id in self._aside if (row := self.rows.get(id)) is None or row.snoozed_until <= now}
        self._aside -= over
        if not self.query:
            known = over.difference(self._listed) & self.rows.keys()
            self.arrived |= set(filter(self._belongs, known))

    def meant(self) -> list[int]:
        """What of the list would be listed again: not what only holds similar words, and what was handled since."""
        listing, now = self.listing, self._desk.now()
        wanted = listing.order[: len(listing.order) - listing.similar]
        if self.query:
            return wanted
        if self.filter:
            left = set(filters.select(listing.tests, self.index, self.rows, now))
            return [id for id in wanted if id in left]
        return [id for id in wanted if (row := self.rows.get(id)) and is_open(row, now)]

    # Groups

    def count_alike(self, comment: Comment) -> int:
        """How many comments ask or say the same as this one, itself among them."""
        return self._followers[comment.group or comment.id] + 1

    def alike(self, group: int) -> Listing:
        """The comments that ask or say the same; `group` is the first of them."""
        ids = [id for id, row in self.rows.items() if group in (id, row.group)]
        order = self.finder.arranged(ids)
        return self.listing._replace(query=f"K{group}", order=order, similar=0, group=group, review=False)

    # Review

    def is_to_review(self, id: int) -> bool:
        """Whether the comment is open and its sentiment uncertain."""
        row = self.rows.get(id)
        return row is not None and owed(row) and row.sentiment == "unsure"

    def to_review(self) -> Listing:
        """The open comments, also those put aside, that a person should look at."""
        order = self.finder.arranged(filter(self.is_to_review, self.rows))
        return self.listing._replace(query=REVIEW, order=order, similar=0, group=0, review=True)

    # Searching in what is listed

    def find(self, words: str, dropped: Callable[[], bool] = never) -> Listing | None:
        """Those of the filter that hold all these words. As `Finder.find`; also None where there are no words."""
        return self.finder.find(self.filter, words, dropped) if self.finder.has_words(words) else None

    def search(self, words: str) -> Listing | None:
        """The same with those that hold similar words."""
        return self.finder.whole(self.filter, words) if self.finder.has_words(words) else None

    def unsearched(self) -> Listing:
        """What is listed when nothing is searched: what the filter means, or the open comments."""
        return self.finder.whole(self.filter)

    # What changes, and what waits

    def take(self, changed: Collection[int]) -> set[int]:
        """Note that these comments were changed; the ids among them that are in the list."""
        now = self._desk.now()
        before = [row for id in changed if (row := self.rows.get(id))]
        for id in changed:
            comment = self._repo.get(id)
            if (old := self.rows.get(id)) and old.group:
                self._followers[old.group] -= 1
            if comment is None:
                self.rows.pop(id, None)
                self.arrived.discard(id)
                continue
            row = self.rows[id] = _row(comment)
            if self._aside is not None and row.snoozed_until > now:
                self._aside.add(id)
            if row.group:
                self._followers[row.group] += 1
            self._changed.add(id)
            if id not in self._listed and self._belongs(id):
                self.arrived.add(id)
            else:
                self.arrived.discard(id)
        self.counts += count((row for id in changed if (row := self.rows.get(id))), now) - count(before, now)
        return self._listed.intersection(changed)

    def comment(self, id: int) -> Comment | None:
        """The whole comment."""
        return self._repo.get(id)

    def revisions(self, ids: Iterable[int]) -> dict[int, int]:
        """The revisions of those of the comments that are there."""
        return {id: row.rev for id, row in self._repo.rows(_Revised, ids)}

    def recount(self) -> None:
        """Count over all comments: time alone makes them overdue, and ends what was put aside."""
        now, index = self._desk.now(), self.index
        self._wake(now)
        if not index.ready:
            self.counts = count(self.rows.values(), now)
            return
        open_ = filters.open_ids(index)
        unanswered = open_ - index.ids("kind", *OPTIONAL_REPLY)
        self.counts = Counts(
            open=len(open_),
            unanswered=len(unanswered),
            overdue=len(unanswered & index.due_before(now)),
            unsure=len(open_ & index.ids("sentiment", "unsure")),
        )


def _row(comment: Comment) -> CommentRow:
    return CommentRow(**{field: getattr(comment, field) for field in CommentRow.__struct_fields__})
