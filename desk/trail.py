"""The audit trail as it is read: searched, and told field by field with personal data masked."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

import store
from desk.desk import Desk
from domain import chain
from domain.audit import AuditEntry, Change
from domain.chain import Head, Report
from domain.comments import masked
from domain.corrections import DIGESTS
from domain.merge import FOLLOWERS, value
from domain.times import day_bounds, day_of
from language import personal_data

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_UNTOLD = frozenset({"rev", "reading"}) | DIGESTS
"""What the engine said of a text quotes the text."""
_RECORD = re.compile(r"([kpl])(\d+)", re.IGNORECASE)
_NAMED = {"k": "comments", "p": "posts", "l": "clarifications"}


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after, as JSON has it; `UNSET`: the record was not there."""

    field: str
    before: Any
    after: Any


def verify(opened: store.Store, heads: Sequence[Head] = ()) -> Report:
    """Whether the whole trail is as it was written. About 6 µs an entry; off the loop.

    Args:
        heads: where an outside witness saw the chain stand.
    """
    next_id = opened.next_id("audit")  # First, since others may be adding entries.
    return chain.verify(opened.documents("audit").copy(), next_id, heads)


def verify_anew(desk: Desk) -> Report:
    """The same of what lies on the disk; what this desk remembers of its own last step is a witness to it.

    Raises:
        store.StoreError: it cannot be read, or was damaged.
    """
    with store.open(desk.store.path, desk.actor, create=False) as opened:
        if opened.fault and not isinstance(opened.fault, store.ReadOnly):
            raise opened.fault
        report = verify(opened, [Head(*desk.head)] if desk.head else ())
        return msgspec.structs.replace(report, witnessed=0)  # This desk is no outside witness.


class _Touched(msgspec.Struct, gc=False):
    table: str = ""
    id: int = 0


class _Params(msgspec.Struct, frozen=True, gc=False):
    of: Any = None
    record: Any = None


class _Entry(msgspec.Struct, gc=False):
    """What a search looks at."""

    at: int = 0
    by: str = ""
    verb: str = ""
    params: _Params = _Params()
    changes: tuple[_Touched, ...] = ()


class _Reply(msgspec.Struct, gc=False):
    comment: int = 0


class _OfPost(msgspec.Struct, gc=False):
    post: int = 0


def entries(desk: Desk) -> list[int]:
    """Ids of all entries, the newest first."""
    return desk.store.repo("audit", AuditEntry).ids()[::-1]


def matching(desk: Desk, query: str, verbs: Callable[[str], Iterable[str]]) -> list[int]:
    """Ids of the entries that every word of `query` fits, the newest first. Goes through the whole trail: off the loop.

    A word is a record (``K812`` with its replies, ``P41`` with its variants), a day in the agency's zone (``22/11``,
    the last such day where no year is given), part of an admin's name, or of a verb.

    Args:
        verbs: the codes of the verbs a word may mean.
    """
    tests = [_test(desk, word, verbs) for word in query.casefold().split()]
    found = [id for id, entry in desk.store.repo("audit", AuditEntry).rows(_Entry) if all(one(entry) for one in tests)]
    return found[::-1]


def _test(desk: Desk, word: str, verbs: Callable[[str], Iterable[str]]) -> Callable[[_Entry], bool]:
    if named := _RECORD.fullmatch(word):
        records = _with_its_parts(desk, _NAMED[named[1]], int(named[2]))
        name = word.upper()
        return lambda entry: entry.params.record == name or any((one.table, one.id) in records for one in entry.changes)
    if (dated := _DAY.fullmatch(word)) and (day := _last_such_day(dated, day_of(desk.now(), desk.zone()))):
        start, end = day_bounds(day, desk.zone())
        return lambda entry: start <= entry.at < end
    codes = frozenset(verbs(word))
    return lambda entry: word in entry.by.casefold() or entry.verb in codes or entry.params.of in codes


def _with_its_parts(desk: Desk, table: str, id: int) -> set[tuple[str, int]]:
    records = {(table, id)}
    if table == "comments":
        replies = desk.store.repo("replies", _Reply).rows(_Reply)
        return records | {("replies", number) for number, one in replies if one.comment == id}
    if table == "clarifications":
        return records
    for part in ("variants", "deliveries"):
        rows = desk.store.repo(part, _OfPost).rows(_OfPost)
        records |= {(part, number) for number, one in rows if one.post == id}
    return records


def _last_such_day(found: re.Match[str], today: date) -> date | None:
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        return day if found[3] or day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None


def field_changes(change: Change) -> list[FieldChange]:
    """The fields that a change really changed, with personal data masked: a default that was only written down is none.
    Those that follow another one (who said so) come last."""
    before, after = change.before, change.after
    following = {one for followers in FOLLOWERS.get(change.table, {}).values() for one in followers}
    names = dict.fromkeys([*(after or {}), *(before or {})])
    ordered = sorted((name for name in names if name not in _UNTOLD), key=lambda name: name in following)
    told = [
        FieldChange(field=name, before=_told(change.table, before, name), after=_told(change.table, after, name))
        for name in ordered
    ]
    return [one for one in told if one.before != one.after]


def _told(table: str, document: dict[str, Any] | None, field: str) -> Any:
    return msgspec.UNSET if document is None else discreet(value(table, document, field))


def discreet(found: Any) -> Any:
    """A stored value with the personal data in its texts hidden."""
    if isinstance(found, str):
        return masked(found, personal_data.find(found))
    if isinstance(found, list):
        return [discreet(one) for one in found]
    if isinstance(found, dict):
        return {key: discreet(one) for key, one in found.items()}
    return found
