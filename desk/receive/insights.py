"""Insights of the platforms: each row to its variant or its account's day, once, however often a file is imported.

A row is known by the address or the number of the publication; without either by when it went out and what it says,
and that is told. What fits nothing, or more than one thing, is kept aside and listed: nobody guesses.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any, NamedTuple

from channels.importers import post_codes
from desk.desk import Desk
from desk.receive.owners import Owners
from desk.receive.steps import Tally, Writes
from domain.accounts import Account, plain_handle
from domain.incoming import IncomingReading, Refusal, Unmatched
from domain.metrics import Match, Metrics, known
from domain.posts import Post, Variant, caption_of
from domain.text import storable
from domain.times import DAY, HOUR, MINUTE, to_ms
from language.folding import fold

NEAR = 2 * HOUR
"""A publication is likely the one that went out so close to it."""
FAR = 36 * HOUR
"""Files write times in zones of their own: with the same words it may be so far off."""
_SAME_WORDS = 0.8
_LIKE_WORDS = 0.5
_LIKE_NEAR = 30 * MINUTE
_FEWEST = 3
_TITLE = 200
_WORD = re.compile(r"[^\W_]{2,}")


class _Known(NamedTuple):
    """A variant that went out, as rows are compared with it."""

    variant: Variant
    codes: frozenset[str]
    words: frozenset[str]
    title: frozenset[str]


class Readings:
    """Brings readings into the store.

    Attributes:
        matched: how many rows found their variant, and by what.
        by_caption: line and post of those that were matched by time and text.
        unmatched: rows that no variant was found for.
        refused: days that may be those of more than one account.
    """

    def __init__(self, desk: Desk, owners: Owners, tally: Tally, source: str, rows: Sequence[IncomingReading]) -> None:
        self._desk = desk
        self._owners = owners
        self._source = source
        self._rows = rows
        self.tally = tally
        self.matched: dict[Match, int] = {}
        self.by_caption: list[tuple[int, int]] = []
        self.unmatched: list[Unmatched] = []
        self.refused: list[Refusal] = []

    def load(self) -> None:
        """Learn what the store holds."""
        self._owners.load()
        read = self._desk.store.repo
        accounts = {one.id: one for one in self._desk.accounts()}
        posts = {one.id: one for one in read("posts", Post).all()}
        self._accounts = accounts
        self._known = [
            _known(posts[one.post], one)
            for one in read("variants", Variant).all()
            if one.state in ("published", "withdrawn") and one.post in posts and one.account in accounts
        ]
        self._variants = {one.variant.id: one.variant for one in self._known}
        self._by_time = sorted((one.variant.published_at, place) for place, one in enumerate(self._known))
        self._by_code: dict[str, set[int]] = defaultdict(set)
        for place, one in enumerate(self._known):
            for code in one.codes:
                self._by_code[code].add(place)
        self._of_variant: dict[int, list[Metrics]] = defaultdict(list)
        self._aside: dict[str, list[Metrics]] = defaultdict(list)
        self._of_day: dict[tuple[int, str], Metrics] = {}
        self._said: dict[str, int] = {}
        for reading in read("metrics", Metrics).all():
            if reading.variant:
                self._of_variant[reading.variant].append(reading)
                self._said |= dict.fromkeys(_keys(reading), reading.variant) if reading.source else {}
            elif reading.day:
                self._of_day[reading.account, reading.day] = reading
            else:
                for key in _keys(reading):
                    self._aside[key].append(reading)
        self._taken = {at for row in self._rows if (at := self._by_address(row)) is not None}

    def prepare(self, items: Sequence[IncomingReading]) -> None:
        """Nothing: rows are few."""

    def take(self, step: Writes, item: IncomingReading) -> None:
        """Bring one row in."""
        if item.day is not None:
            self._day(step, item, item.day.isoformat())
        else:
            self._publication(step, item)

    # An account's day

    def _day(self, step: Writes, item: IncomingReading, day: str) -> None:
        account = self._owner(step, item)
        if account is None:
            self.refused.append(Refusal(item.line, "which_account"))
            return
        kept = self._of_day.get((account.id, day))
        if kept is None:
            told: dict[str, Any] = dict(item.values.items())
            reading = Metrics(account=account.id, day=day, read_at=step.at, source=self._source, **told)
            reading.id = step.insert("metrics", reading)
            self._of_day[account.id, day] = reading
            self.tally.new += 1
            return
        fields: dict[str, Any] = {name: count for name, count in item.values.items() if getattr(kept, name) != count}
        if not fields:
            self.tally.same += 1
            return
        step.update("metrics", kept.id, {**fields, "read_at": step.at, "source": self._source})
        for name, count in fields.items():
            setattr(kept, name, count)
        self.tally.changed += 1

    def _owner(self, step: Writes, item: IncomingReading) -> Account | None:
        """The account a row is about, where that is beyond doubt."""
        of_platform = [one for one in self._accounts.values() if one.platform == item.platform]
        name = item.account_name.strip().casefold()
        for one in of_platform:
            if name and one.name.strip().casefold() == name:
                return one
        if item.account_handle or self._owners.is_named or len(of_platform) < 2:
            return self._owners.of(step, item.platform, item.account_handle)
        return None

    # A publication

    def _publication(self, step: Writes, item: IncomingReading) -> None:
        match, found, several = self._found(item)
        if found is None and (said := self._said_before(item)):
            match, found = said
        if found is None:
            self.unmatched.append(
                Unmatched(line=item.line, title=storable(item.title, _TITLE), url=item.url, several=several)
            )
            self._put(step, item, self._owner(step, item), None, "")
            return
        self.matched[match] = self.matched.get(match, 0) + 1
        if match == "caption":
            self.by_caption.append((item.line, found.post))
        self._put(step, item, self._accounts[found.account], found, match)

    def _put(
        self, step: Writes, item: IncomingReading, account: Account | None, variant: Variant | None, match: Match
    ) -> None:
        """Store what is new of it. What was kept aside of the same publication goes with it."""
        reading = self._made(step, item, account, variant, match)
        aside = {one.id: one for key in _keys(reading) for one in self._aside.get(key, ())}
        if variant:
            for one in aside.values():
                step.update("metrics", one.id, {"variant": variant.id, "account": variant.account, "match": match})
                self._of_variant[variant.id].append(one)
                for key in _keys(one):
                    self._aside.pop(key, None)
        kept = self._of_variant[variant.id] if variant else list(aside.values())
        if any(known(one) == item.values and one.source == self._source for one in kept):
            if variant and aside:
                self.tally.changed += 1
            else:
                self.tally.same += 1
            return
        if any(one.source == self._source for one in kept):
            self.tally.changed += 1
        else:
            self.tally.new += 1
        reading.id = step.insert("metrics", reading)
        if variant:
            kept.append(reading)
        else:
            for key in _keys(reading):
                self._aside[key].append(reading)

    def _made(
        self, step: Writes, item: IncomingReading, account: Account | None, variant: Variant | None, match: Match
    ) -> Metrics:
        told: dict[str, Any] = dict(item.values.items())
        return Metrics(
            account=account.id if account else 0,
            variant=variant.id if variant else 0,
            read_at=step.at,
            source=self._source,
            match=match,
            ref=item.ref,
            url=storable(item.url, 2_000),
            title=storable(item.title, _TITLE),
            published_at=self._owners.instant(item.published, account) if item.published and account else 0,
            **told,
        )

    # Which variant

    def _found(self, item: IncomingReading) -> tuple[Match, Variant | None, bool]:
        """By what it was found, the variant, and whether more than one would fit."""
        if (place := self._by_address(item)) is not None:
            return "address", self._known[place].variant, False
        fitting = self._by_caption(item)
        if len(fitting) == 1:
            self._taken.add(fitting[0])
            return "caption", self._known[fitting[0]].variant, False
        return "", None, len(fitting) > 1

    def _said_before(self, item: IncomingReading) -> tuple[Match, Variant] | None:
        """What an admin, or an earlier import, has found it to be."""
        keys = _keys(Metrics(source=self._source, ref=item.ref, url=item.url)) if item.ref or item.url else ()
        ids = {self._said[key] for key in keys if key in self._said}
        found = next((self._variants[id] for id in ids if id in self._variants), None)
        return ("hand", found) if found else None

    def _by_address(self, item: IncomingReading) -> int | None:
        if item.day is not None:
            return None
        codes = post_codes.of_address(item.url) | post_codes.of_number(item.platform, item.ref)
        found = {place for code in codes for place in self._by_code.get(code, ())}
        return found.pop() if len(found) == 1 else None

    def _by_caption(self, item: IncomingReading) -> list[int]:
        """Those that went out about then and say the same; one that is much nearer in time goes before the others."""
        said = _words(item.title)
        if len(said) < _FEWEST or item.published is None:
            return []
        fitting: list[tuple[int, int]] = []
        # In UTC or in the zone farthest from it: nothing that may fit lies farther off.
        about = to_ms(item.published.replace(tzinfo=UTC))
        first = bisect_left(self._by_time, (about - FAR - DAY, 0))
        last = bisect_right(self._by_time, (about + FAR + 2 * DAY, len(self._known)))
        for _at, place in self._by_time[first:last]:
            one = self._known[place]
            account = self._accounts[one.variant.account]
            if place in self._taken or not _may_be(account, item):
                continue
            apart = self._apart(item, one.variant, account)
            alike = max(_alike(said, one.words), _alike(said, one.title) if len(one.title) >= _FEWEST else 0.0)
            if (alike >= _SAME_WORDS and apart <= FAR) or (alike >= _LIKE_WORDS and apart <= _LIKE_NEAR):
                fitting.append((apart, place))
        near = [place for apart, place in sorted(fitting, key=lambda pair: pair[1]) if apart <= NEAR]
        return near if near else [place for _apart, place in fitting]

    def _apart(self, item: IncomingReading, variant: Variant, account: Account) -> int:
        """Milliseconds between the two; from a date alone none within that day."""
        if item.published is None:
            return FAR + 1
        at = self._owners.instant(item.published, account)
        if item.precise:
            return abs(variant.published_at - at)
        return max(0, at - variant.published_at, variant.published_at - at - DAY)


def _known(post: Post, variant: Variant) -> _Known:
    said = _words(f"{caption_of(post, variant)} {post.title} {post.gist}")
    return _Known(variant, post_codes.of_address(variant.url), said, _words(post.title))


def _keys(reading: Metrics) -> frozenset[str]:
    """By what a publication is known again that no variant tells the address of."""
    keys = post_codes.of_address(reading.url)
    if reading.ref:
        keys |= {f"{reading.source}:{reading.ref}"}
    return keys or frozenset({f"{reading.source}:{reading.published_at}:{reading.title}"})


def _may_be(account: Account, item: IncomingReading) -> bool:
    """Whether a row can be about that account: of its platform, and not of another handle."""
    if account.platform != item.platform:
        return False
    handle = plain_handle(item.account_handle)
    return not handle or not account.handle or handle == plain_handle(account.handle)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(re.sub(r"https?://\S+", " ", text))))


def _alike(said: Iterable[str], other: frozenset[str]) -> float:
    """How much of the shorter of two texts is in the other, by words."""
    one = frozenset(said)
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _FEWEST else 0.0
