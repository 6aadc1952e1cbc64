"""Which comments a filter means and a search finds, in the order of the list."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from desk import filters
from desk.desk import Desk
from domain.comments import CommentRow, is_open
from domain.filters import Query
from language.folding import fold
from store.index import Index
from store.search import Dropped, TextIndex, never

OPEN = Query()
"""No filter: the open comments, by priority."""
_NUMBER = re.compile(r"k(\d{1,15})", re.IGNORECASE)


class _Searched(msgspec.Struct, gc=False):
    text: str = ""
    author: str = ""
    handle: str = ""
    labels: tuple[str, ...] = ()


class Listing(NamedTuple):
    """What a list shows.

    Attributes:
        query: the search it is limited to; empty: none, the open comments.
        order: ids in the order of the list. Of a search: first those that hold all its words, then those that hold
            them as parts of words, at last those that hold similar ones; each part open first, by priority.
        similar: so many at the end hold only words similar to those searched.
        group: the first of the comments that say the same, where those are listed.
        review: those are listed whose sentiment is uncertain.
        filter: what the list was limited to before anything was searched in it.
        tests: what that means here.
    """

    query: str
    order: list[int]
    similar: int = 0
    group: int = 0
    review: bool = False
    filter: Query = OPEN
    tests: tuple[filters.Test, ...] = ()

    @property
    def words(self) -> str:
        """What was searched for; empty where nothing was."""
        return "" if self.group or self.review else self.query


class Finder:
    """Goes through all comments: not for the event loop.

    `dropped` is asked every millisecond or so whether nobody waits for the answer any more; then it is None.

    Attributes:
        rows: the ordering fields of every comment. Whoever reads them anew puts them here.
    """

    def __init__(self, desk: Desk, index: Index[Any]) -> None:
        self.rows: dict[int, CommentRow] = {}
        self._desk = desk
        self._index = index
        self._texts = TextIndex(desk.store, "comments", _Searched, fold)

    def read_texts(self, dropped: Callable[[], bool] = never) -> None:
        """Read what all comments say, so that the first search need not."""
        with suppress(Dropped):
            self._texts.warm(dropped)

    def forget_texts(self) -> None:
        """Give back the memory that searches take; the next one reads the texts again."""
        self._texts.forget()

    def has_words(self, search: str) -> bool:
        """Whether there is anything in it to search for."""
        return bool(self._texts.words(search))

    def by_priority(self) -> Listing:
        """The open comments in the order in which they want an answer."""
        now = self._desk.now()
        return Listing("", self.arranged([id for id, row in self.rows.items() if is_open(row, now)]))

    def arranged(self, ids: Iterable[int], query: Query = OPEN) -> list[int]:
        """The open ones first, each part in the order the query asks for."""
        return filters.arranged(ids, self.rows, query, self._desk.now())

    def whole(self, query: Query, search: str = "") -> Listing:
        """All that `find` and `widened` find."""
        found = self.find(query, search)
        return (found and self.widened(found)) or self.by_priority()

    def find(self, query: Query, search: str = "", dropped: Callable[[], bool] = never) -> Listing | None:
        """The comments a filter means, and of these the ones whose text or writer holds all words of `search`, or that
        are called so (``K812``); without filter and search the open ones.
        """
        if not (query or search):
            return self.by_priority()
        words = _asked(search, query)
        try:
            within, tests = self._within(query, dropped) if query else (self.rows, ())
            if not self._texts.words(words):
                return Listing(search, self.arranged(within, query), filter=query, tests=tests)
            found = self._texts.find(words, dropped)
            named = self._named(words, dropped)
        except Dropped:
            return None
        among = set(within) if query else self.rows
        parts = [named, [id for id in found.exact if id not in named], [id for id in found.part if id not in named]]
        order = [id for part in parts for id in self.arranged(filter(among.__contains__, part), query)]
        return Listing(search, order, filter=query, tests=tests)

    def widened(self, found: Listing, dropped: Callable[[], bool] = never) -> Listing | None:
        """The same with those below that hold similar words: one may have been misspelt."""
        try:
            similar = set(self._texts.similar(_asked(found.query, found.filter), dropped)).difference(found.order)
            if similar and found.filter:
                similar.intersection_update(self._within(found.filter, dropped)[0])
        except Dropped:
            return None
        more = self.arranged(sorted(similar), found.filter)
        return found._replace(order=found.order + more, similar=len(more))

    def number(self, query: Query, dropped: Callable[[], bool] = never) -> int | None:
        """How many comments a filter means, similar words aside."""
        try:
            within, _tests = self._within(query, dropped)
            words = _asked("", query)
            if not self._texts.words(words):
                return len(within)
            found = self._texts.find(words, dropped)
        except Dropped:
            return None
        return len(set(within).intersection({*found.exact, *found.part, *self._named(words, dropped)}))

    def _within(self, query: Query, dropped: Callable[[], bool]) -> tuple[list[int], tuple[filters.Test, ...]]:
        """The comments a filter means as far as it is not about words they hold, and what that means here.

        Raises:
            Dropped: nobody waits any more.
        """
        tests = filters.resolve(self._desk, query, self._index)
        if dropped():
            raise Dropped
        found = filters.select(tests, self._index, self.rows, self._desk.now())
        for word in query.without:
            if self._texts.words(words := _phrase(word)):
                held = set(self._texts.find(words, dropped).exact)
                found = [id for id in found if id not in held]
        if dropped():
            raise Dropped
        return found, tests

    def _named(self, query: str, dropped: Callable[[], bool]) -> list[int]:
        """The comment of that number, if the other words are in it."""
        words = query.split()
        numbers = [int(number[1]) for word in words if (number := _NUMBER.fullmatch(word))]
        if len(numbers) != 1 or numbers[0] not in self.rows:
            return []
        others = " ".join(word for word in words if not _NUMBER.fullmatch(word))
        found = self._texts.find(others, dropped)
        return numbers if not self._texts.words(others) or numbers[0] in {*found.exact, *found.part} else []


def _asked(search: str, query: Query) -> str:
    """The words that are searched: those of the filter, and those searched within it."""
    return " ".join([*map(_phrase, query.words), search]).strip()


def _phrase(words: str) -> str:
    """Words that have to stand together, as the texts are searched for them."""
    return "_".join(words.split())
