"""Which comments a filter means: all of them by the index, one by its fields."""

import operator
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from desk.desk import Desk
from domain.accounts import plain_handle
from domain.agency import Agency
from domain.comments import OPEN_STATES, OPTIONAL_REPLY, Comment, CommentRow, owed, priorities, waits
from domain.filters import ANY, LATE, ME, NAMED, NONE, Bound, Query, Term
from domain.leases import Lease, holder
from store.index import Ids, Index

Names = Mapping[str, set[Hashable]]
Rows = Mapping[int, CommentRow]

COLUMNS = {
    **{name: name for name in ("kind", "sentiment", "platform", "assignee", "account", "post")},
    "label": "labels",
    "agency": "referral",
}
"""Fields whose values stand in a column of the index, by their name there."""
_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_ABOVE_ALL = 1e9
"""More than any priority."""
_USUAL = (Term("status", ("open",)), Term("status", ("snoozed",), True))
"""What holds where nothing is said of the status, or of an agency: the open comments, as the list has them."""


class Test(NamedTuple):
    """A term with what its names stand for in this store now."""

    field: str
    values: frozenset[Hashable]
    bounds: tuple[Bound, ...] = ()
    negated: bool = False


class To(msgspec.Struct, frozen=True, gc=False):
    """Whom a comment was referred to, as the index has it."""

    agency: int = 0
    name: str = ""


class _Title(msgspec.Struct, gc=False):
    title: str = ""


def resolve(desk: Desk, query: Query, index: Index[Any]) -> tuple[Test, ...]:
    """What the terms of a query mean here, for who sits at the desk. Not for the event loop.

    A name means who or what is called so; where nothing is, what begins so; else what has it anywhere in its name.
    """
    said = any(term.field in ("status", "agency") for term in query.terms)
    return tuple(_test(desk, term, index) for term in (*query.terms, *(() if said else _USUAL)))


def _test(desk: Desk, term: Term, index: Index[Any]) -> Test:
    bounds = tuple(value for value in term.values if isinstance(value, Bound))
    values: set[Hashable] = {value for value in term.values if isinstance(value, str)}
    if term.field == "opened":
        values = _opened(desk, frozenset(map(str, values)))
    elif term.field in NAMED:
        known, special = _names(desk, term.field, index)
        values = set().union(*(special[code] if code in special else _called(code, known) for code in map(str, values)))
    return Test(term.field, frozenset(values), bounds, term.negated)


def _names(desk: Desk, field: str, index: Index[Any]) -> tuple[Names, Names]:
    """The values of a column by the names people gave, and by the codes that stand in the place of one."""
    found: defaultdict[str, set[Hashable]] = defaultdict(set)
    if field == "account":
        for account in desk.accounts():
            found[plain_handle(account.handle) or account.name.casefold()].add(account.id)
        return found, {}
    if field == "post":
        for id, row in desk.store.repo("posts", _Title).rows(_Title):
            found[row.title.casefold()].add(id)
            found[f"p{id}"].add(id)
        return found, {NONE: {0}}
    if field == "agency":
        short = {one.id: one.short for one in desk.store.repo("agencies", Agency).all()}
        for to in index.values(COLUMNS[field]):
            if isinstance(to, To):
                found[to.name.casefold()].add(to)
                if name := short.get(to.agency):
                    found[name.casefold()].add(to)
        return found, {NONE: {None}, ANY: set().union(*found.values())}
    values = index.values(COLUMNS[field])
    for value in values:
        for name in value if isinstance(value, tuple) else filter(None, [person(str(value))]):
            found[name.casefold()].add(value)
    if field == "assignee":
        for actor, name in _display_names(desk).items():
            if actor in values:
                found[name.casefold()].add(actor)
    everybody = set().union(*found.values())
    if field == "label":
        return found, {NONE: {()}, ANY: everybody}
    return found, {ME: {desk.actor}, NONE: {""}, ANY: everybody}


def _display_names(desk: Desk) -> dict[str, str]:
    from desk.admins import display_names  # It needs the names of this module.

    return display_names(desk)


def _opened(desk: Desk, names: frozenset[str]) -> set[Hashable]:
    """The ids of the comments that those admins have open now; leases are no columns of the index."""
    live = [(one.id, who) for one in desk.store.repo("leases", Lease).all() if (who := holder(one, desk.now()))]
    known: defaultdict[str, set[Hashable]] = defaultdict(set)
    for id, who in live:
        known[person(who).casefold()].add(id)
    mine = {id for id, who in live if who == desk.actor}
    special: Names = {ME: {*mine}, ANY: {id for id, _who in live}}
    return set().union(*(special[name] if name in special else _called(name, known) for name in names))


def _called(name: str, known: Names) -> set[Hashable]:
    if name in known:
        return known[name]
    begun = [one for one in known if one.startswith(name)] or [one for one in known if name in one]
    return set().union(*(known[one] for one in begun))


def person(actor: str) -> str:
    """The name of who acts, without the Unix user it may stand behind."""
    return actor.rpartition(":")[2]


def known_names(desk: Desk, index: Index[Any]) -> dict[str, tuple[str, ...]]:
    """The names there are for each field that has names, to be offered. Not for the event loop."""
    return {
        "assignee": tuple(sorted({*_names(desk, "assignee", index)[0], person(desk.actor)})),
        "opened": tuple(sorted({person(one.by) for one in desk.store.repo("leases", Lease).all()})),
        "agency": tuple(sorted(_names(desk, "agency", index)[0])),
        "account": tuple(sorted(_names(desk, "account", index)[0])),
        "label": tuple(sorted(_names(desk, "label", index)[0])),
    }


def open_ids(index: Index[Any]) -> Ids:
    """The comments whose citizen has not heard from us; see `domain.comments.owed`."""
    return index.ids("state", *OPEN_STATES) | index.ids("unheard", True)


# All comments


def select(tests: Iterable[Test], index: Index[Any], rows: Rows, now: int) -> list[int]:
    """The ids of the comments that pass all tests, ascending. Not for the event loop."""
    ids, measured = index.every(), []
    for test in tests:
        if test.field in COLUMNS:
            found = index.ids(COLUMNS[test.field], *test.values)
        elif test.field == "status":
            found = _standing(test, index, rows, now)
        elif test.field == "opened":
            found = ids.only(id for id in test.values if isinstance(id, int))
        else:
            measured.append(test)
            continue
        ids = ids - found if test.negated else ids & found
    left = [id for id in ids if id in rows]
    for test in measured:
        left = _measured(test, left, rows, now)
    return left


def _standing(test: Test, index: Index[Any], rows: Rows, now: int) -> Ids:
    """The comments in one of those states, or that stand so."""
    states = test.values.difference(("open", "unanswered", "snoozed", "all"))
    found = index.every() if "all" in test.values else index.ids("state", *states)
    open_ = open_ids(index)
    if "open" in test.values:
        found |= open_
    if "unanswered" in test.values:
        found |= open_ - index.ids("kind", *OPTIONAL_REPLY)
    if "snoozed" in test.values:
        found |= open_.only(id for id in open_ if (row := rows.get(id)) and row.snoozed_until > now)
    return found


def _measured(test: Test, ids: list[int], rows: Rows, now: int) -> list[int]:
    """Those of the comments that have one of the amounts."""
    if len(test.bounds) == 1 and not test.values and not test.negated:
        return _within(test.field, test.bounds[0], ids, rows, now)
    held: set[int] = set()
    for bound in test.bounds:
        held.update(_within(test.field, bound, ids, rows, now))
    if test.values:
        held.update(id for id in ids if (row := rows.get(id)) and _due(row, test.values, now))
    return [id for id in ids if (id in held) != test.negated]


def _within(field: str, bound: Bound, ids: list[int], rows: Rows, now: int) -> list[int]:
    """Those of the comments whose amount is of that size. Written out for speed, as 100,000 may be looked at."""
    get, compared, amount = rows.get, _COMPARED[bound.sign], bound.amount
    if field == "age":
        return [id for id in ids if (row := get(id)) and compared(now - row.written_at, amount)]
    if field == "likes":
        return [id for id in ids if (row := get(id)) and row.likes is not None and compared(row.likes, amount)]
    return [id for id in ids if (row := get(id)) and _left(row, bound.sign, amount, now)]


def _left(row: CommentRow | Comment, sign: str, amount: int, now: int) -> bool:
    """Whether an open comment has that much time left."""
    due = row.reply_due
    return due is not None and owed(row) and _COMPARED[sign](due - now, amount)


def _due(row: CommentRow | Comment, codes: frozenset[Hashable], now: int) -> bool:
    """Whether it is overdue, or is due at no time."""
    if row.reply_due is None:
        return NONE in codes
    return LATE in codes and owed(row) and row.reply_due < now


# One comment


def passes(comment: Comment, tests: Iterable[Test], now: int) -> bool:
    """Whether a comment passes all tests: what `select` finds for all at once."""
    return all(_holds(test, comment, now) != test.negated for test in tests)


def _holds(test: Test, comment: Comment, now: int) -> bool:
    if test.field == "opened":
        return comment.id in test.values
    if test.field == "agency":
        referral = comment.referral
        return (To(referral.agency, referral.name) if referral else None) in test.values
    if test.field in COLUMNS:
        return getattr(comment, COLUMNS[test.field]) in test.values
    if test.field == "status":
        return any(_stands(comment, str(code), now) for code in test.values)
    if test.field == "deadline":
        return _due(comment, test.values, now) or any(_left(comment, *bound, now) for bound in test.bounds)
    amount = now - comment.written_at if test.field == "age" else comment.likes
    return amount is not None and any(_COMPARED[sign](amount, limit) for sign, limit in test.bounds)


def _stands(comment: Comment, code: str, now: int) -> bool:
    standing = {
        "all": True,
        "open": owed(comment),
        "unanswered": waits(comment, now),
        "snoozed": owed(comment) and comment.snoozed_until > now,
    }
    return standing.get(code, comment.state == code)


# Order


def arranged(ids: Iterable[int], rows: Rows, query: Query, now: int) -> list[int]:
    """The comments in the order a query asks for: the open ones first, of each part those without an amount last."""
    known = [id for id in ids if id in rows]
    down = query.reverse != (query.order in ("", "priority", "likes"))
    if query.order in ("", "priority"):
        ranks = dict(zip(known, priorities(map(rows.__getitem__, known), now), strict=True))
        if not down:  # What was handled ranks below zero, which is last only where the highest come first.
            ranks = {id: rank + _ABOVE_ALL * (rank < 0) for id, rank in ranks.items()}
        return sorted(known, key=ranks.__getitem__, reverse=down)
    field = {"deadline": "reply_due", "age": "written_at", "likes": "likes"}[query.order]
    amounts = {id: getattr(rows[id], field) for id in known}
    parts: tuple[list[int], ...] = ([], [], [], [])
    for id, amount in amounts.items():
        parts[2 * (not owed(rows[id])) + (amount is None)].append(id)
    for part in (parts[0], parts[2]):
        part.sort(key=amounts.__getitem__, reverse=down)
    return [id for part in parts for id in part]
