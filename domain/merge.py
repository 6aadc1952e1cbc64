"""Two versions of a record that came from one: what can stand together, and what somebody has to choose."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from domain.comments import OPEN_STATES
from domain.tables import RECORDS

Document = Mapping[str, Any]
"""A record as JSON has it; a field that is missing, or `msgspec.UNSET`, has its default."""

LISTS = frozenset({"notes", "labels", "sources", "hashtags", "log", "groups", "evidence"})
"""Fields whose entries add up: what one adds and another removes can both be had."""

FOLLOWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "comments": {
        "kind": ("kind_by", "reply_due", "follow_up_days", "follow_up_due"),
        "follow_up_days": ("follow_up_due",),
        "sentiment": ("sentiment_by",),
        "state": ("state_reason", "unheard"),
        "hidden": ("hidden_reason",),
    },
    "posts": {
        "state": ("submitted_by", "approved_by", "approved_at", "own_approval", "seal", "pictures", "return_reason"),
    },
    "variants": {"state": ("published_by", "delivery")},
    "deliveries": {"state": ("at_once", "queued_at", "sending_at", "tries", "retry_at", "error", "error_detail")},
    "replies": {"state": ("send_key", "queued_at", "sending_at", "tries", "retry_at", "error", "error_detail")},
}
"""By table: fields that mean nothing without another one, and go where it goes."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be stored over their version, and what stays open."""

    fields: dict[str, Any]
    """New values; where nothing clashes theirs and ours are both in the record afterwards."""
    clashes: tuple[str, ...] = ()
    """Fields that are different in all three versions, or that ours rests on and they changed."""


def merge(
    table: str,
    base: Document | None,
    theirs: Document,
    mine: Document,
    *,
    take: Collection[str] = (),
    relies_on: Collection[str] = (),
) -> Merged:
    """Bring the fields we wanted to store (`mine`) together with what somebody stored since we looked.

    A field that only one side changed has that side's value, lists of `LISTS` have what each side added and lack what
    each removed. Where both sides agree nothing is to be done.

    Args:
        table: the record's.
        base: the record both started from; None: not known, so whatever differs clashes.
        theirs: the record as it is stored now.
        mine: only the fields we wanted to store.
        take: clashing fields that become ours. The others stay theirs.
        relies_on: fields ours makes sense with only as they were.
    """
    fields: dict[str, Any] = {}
    clashes: list[str] = []
    ours = {field: given if given is msgspec.UNSET else _plain(given) for field, given in mine.items()}
    for field, followers in _units(table, ours).items():
        unit = (field, *followers)
        our_value, their_value = value(table, ours, field), value(table, theirs, field)
        if base is not None and _same(table, base, ours, unit):
            continue
        if base is not None and _same(table, base, theirs, unit):
            fields |= {name: ours[name] for name in unit}
        elif our_value == their_value:
            continue
        elif base is not None and field in LISTS:
            fields[field] = _joined(value(table, base, field) or [], their_value or [], our_value or [])
        elif base is not None and _only_noticed(table, field, base, ours):
            continue
        elif base is not None and _only_noticed(table, field, base, theirs):
            fields |= {name: ours[name] for name in unit}
        else:
            clashes.append(field)
            if field in take:
                fields |= {name: ours[name] for name in unit}
    for field in relies_on:
        if field not in clashes and (base is None or value(table, base, field) != value(table, theirs, field)):
            clashes.append(field)
    return Merged(fields=fields, clashes=tuple(clashes))


def value(table: str, document: Document, field: str) -> Any:
    """The value of a field, its default where the document does not hold it."""
    found = document.get(field, msgspec.UNSET)
    return _defaults(table).get(field, msgspec.UNSET) if found is msgspec.UNSET else found


def _units(table: str, fields: Document) -> dict[str, tuple[str, ...]]:
    """The fields that are decided about, each with those that follow it."""
    known = FOLLOWERS.get(table, {})
    led = {field: tuple(one for one in known.get(field, ()) if one in fields) for field in fields}
    following = {one for followers in led.values() for one in followers}
    return {field: followers for field, followers in led.items() if field not in following}


def _same(table: str, one: Document, other: Document, fields: Collection[str]) -> bool:
    return all(value(table, one, field) == value(table, other, field) for field in fields)


def _only_noticed(table: str, field: str, base: Document, other: Document) -> bool:
    """Whether a comment only went from one open state to another, which is in nobody's way."""
    if (table, field) != ("comments", "state"):
        return False
    return value(table, base, field) in OPEN_STATES and value(table, other, field) in OPEN_STATES


def _joined(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    removed = [entry for entry in base if entry not in mine]
    added = [entry for entry in mine if entry not in base and entry not in theirs]
    return [*(entry for entry in theirs if entry not in removed), *added]


def _plain(given: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(given))


@lru_cache
def _defaults(table: str) -> dict[str, Any]:
    kind = RECORDS.get(table)
    fields = msgspec.structs.fields(kind) if kind else ()
    return {one.name: _plain(one.default) for one in fields if one.default is not msgspec.NODEFAULT}
