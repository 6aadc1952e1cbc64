"""How the columns of a table that no format knows are to be read: said once by an admin, kept under a name."""

from typing import Literal, get_args

import msgspec

from domain.accounts import Platform

Field = Literal["text", "author", "handle", "date", "time", "id", "parent", "url", "post", "likes", "platform"]
FIELDS: tuple[Field, ...] = get_args(Field)
NEEDED: tuple[frozenset[Field], ...] = (
    frozenset({"text"}),
    frozenset({"date"}),
    frozenset({"author", "handle"}),
)
"""Of each of these at least one has to have a column."""


class Mapping(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Which column of a table holds what."""

    id: int = 0
    rev: int = 0
    name: str = ""
    columns: dict[Field, str] = {}
    """The name of each field's column, as the table's header writes it."""
    platform: Platform | None = None
    """Where the comments were written, unless a column tells."""
    month_first: bool | None = None
    """Of dates such as 11/12/2026; None: as the dates themselves suggest, else the day first."""


def lacks(mapping: Mapping) -> tuple[Field, ...]:
    """What still has no column and must have one; of two that would do the first."""
    absent = (needed for needed in NEEDED if not needed & mapping.columns.keys())
    return tuple(min(needed) for needed in absent)
