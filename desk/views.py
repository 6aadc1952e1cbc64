"""Kept filters of the inbox: an admin's own stand before everybody's, those before what the program brings."""

from typing import NamedTuple

from desk.desk import Desk
from domain.filters import CODES, Query, read, written
from domain.outcomes import Outcome
from domain.text import storable
from domain.views import DIGITS, SHIPPED, View

_NAME = 60
LONGEST = 500
"""Characters of a query that is kept."""


class Shown(NamedTuple):
    """What a digit stands for.

    Attributes:
        name: as an admin called it; of a view the program brings the code of its name.
        shipped: the program brings it.
    """

    name: str
    query: Query
    shipped: bool = False


def listed(desk: Desk) -> list[View]:
    """Everybody's views and this admin's own, by digit."""
    views = desk.store.repo("views", View).all()
    return sorted((one for one in views if one.owner in ("", desk.actor)), key=lambda one: (one.digit, one.owner))


def shown(desk: Desk) -> dict[int, Shown]:
    """What each digit stands for, for this admin."""
    found = {digit: Shown(name, read(query, CODES)[0], shipped=True) for digit, (name, query) in SHIPPED.items()}
    found |= {one.digit: Shown(one.name, read(one.query, CODES)[0]) for one in listed(desk)}
    return dict(sorted(found.items()))


def keep(
    desk: Desk, digit: int, name: str, query: Query, *, everybody: bool = False, id: int = 0, rev: int | None = None
) -> Outcome:
    """Keep a filter under a digit, in the place of the one that stands there for the same people.

    Args:
        id: the view that is changed; 0: the one under that digit, or a new one.
    """
    name = storable(" ".join(name.split()), _NAME)
    text = written(query, CODES)
    with desk.step("view.keep", digit=digit, name=name) as step:
        if digit not in DIGITS:
            step.refuse("bad_digit", digit=digit)
        if not name:
            step.refuse("no_name")
        if not query:
            step.refuse("no_filter")
        if len(text) > LONGEST:
            step.refuse("too_long", length=len(text), limit=LONGEST)
        changed = step.read("views", View, id) if id else None
        owner = changed.owner if changed else "" if everybody else desk.actor
        there = next((one for one in listed(desk) if (one.digit, one.owner) == (digit, owner)), None)
        if changed and there and there.id != changed.id:
            step.refuse("digit_taken", digit=digit, name=there.name)
        kept = changed or there
        if kept is None:
            step.insert("views", View(digit=digit, name=name, query=text, owner=owner))
        elif (kept.digit, kept.name, kept.query) != (digit, name, text):
            step.update("views", kept.id, {"digit": digit, "name": name, "query": text}, rev)
    return step.outcome


def remove(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Take a view off its digit; what stood there before it stands there again."""
    with desk.step("view.remove") as step:
        kept = step.read("views", View, id)
        step.params["name"], step.params["digit"] = kept.name, kept.digit
        step.delete("views", id, rev)
    return step.outcome
