"""Choosing documents by their fields, in an order that can be continued: what any engine answers the same way."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any

import msgspec

from store.tables import Documents

Where = Mapping[str, Collection[Any]]
"""By field, the values it may have; a field that is not stored counts as None."""
Place = tuple[Any, ...]
"""Where a page ends: the values it is ordered by, and the id."""


class Page(msgspec.Struct, frozen=True):
    """Documents in order.

    Attributes:
        rows: ids and documents.
        after: what to ask for next; None: there are no more.
    """

    rows: list[tuple[int, msgspec.Raw]]
    after: Place | None = None


def page(documents: Documents, where: Where, order: Sequence[str], after: Place | None, limit: int) -> Page:
    """The first `limit` documents behind `after`.

    Args:
        documents: what to choose from.
        where: which ones.
        order: fields, ascending, each of one type; those without one come last. The id decides between equals.
        after: where the page before ended; a document that is gone by now is no hindrance.
        limit: so many.
    """
    documents = documents.copy()
    found = ((_place(id, row, order), id) for id, row in _chosen(documents, where, order))
    start = None if after is None else _ranked(after)
    first = nsmallest(limit + 1, (each for each in found if start is None or each[0] > start))
    rows = [(id, documents[id]) for _, id in first[:limit]]
    more = len(first) > limit
    return Page(rows, tuple(value for _, value in first[limit - 1][0]) if more else None)


def count(documents: Documents, where: Where, by: str) -> dict[Any, int]:
    """How many documents there are for each value of the field `by`, which holds no lists or objects."""
    return dict(Counter(getattr(row, by) for _, row in _chosen(documents.copy(), where, [by])))


def _chosen(documents: Documents, where: Where, fields: Sequence[str]) -> Iterator[tuple[int, msgspec.Struct]]:
    kind = msgspec.defstruct("Fields", [(name, Any, None) for name in {*where, *fields}])
    decode = msgspec.json.Decoder(kind).decode
    for id, document in documents.items():
        row = decode(document)
        if all(getattr(row, field) in values for field, values in where.items()):
            yield id, row


def _place(id: int, row: msgspec.Struct, order: Sequence[str]) -> tuple[tuple[bool, Any], ...]:
    return _ranked((*(getattr(row, field) for field in order), id))


def _ranked(place: Place) -> tuple[tuple[bool, Any], ...]:
    # None compares with nothing: it is told by the first half, the second one is then equal.
    return tuple((value is None, value) for value in place)
