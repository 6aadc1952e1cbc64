"""The same comment by two roads: put in by hand, and in a file. A hand knows no id of the platform, so it is told by
platform, writer, text and time."""

import hashlib
from datetime import date

from domain.accounts import Platform, plain_handle
from domain.comments import MADE_UP

PREFIX = MADE_UP
"""How the ids of comments begin that were put in by hand."""


def text_key(text: str) -> str:
    """A text as it is compared: pages break its lines elsewhere."""
    return " ".join(text.split()).casefold()


def names(author: str, handle: str) -> frozenset[str]:
    """What a writer may be called; platforms show the name, the handle, or both."""
    return frozenset({" ".join(plain_handle(author).split()), plain_handle(handle)} - {""})


def are_one(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two writers may be the same: a name in common, or none on either side."""
    return not one.isdisjoint(other) or one == other


def made_up_id(platform: Platform, author: str, handle: str, text: str, day: date) -> str:
    """A stable id for a comment that came without one."""
    name = plain_handle(handle) or " ".join(plain_handle(author).split())
    told = "\n".join((platform, name, day.isoformat(), text_key(text)))
    return PREFIX + hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()
