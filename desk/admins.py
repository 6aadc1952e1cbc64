"""The agency's admins, as far as the store knows them, and what one of them gave another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from desk.desk import Desk
from desk.filters import person
from domain.accounts import Setting
from domain.audit import AuditEntry
from domain.comments import Comment
from domain.outcomes import Outcome
from domain.text import storable


class _By(msgspec.Struct, gc=False):
    by: str = ""


class _Assigned(msgspec.Struct, gc=False):
    assignee: str = ""


def known(desk: Desk, here: Iterable[str] = ()) -> list[str]:
    """The actors who did anything, have a comment, or are `here`; this desk's own too, by name. Not for the event loop.

    Of a name that stands behind several Unix users each is an admin.
    """
    found = {desk.actor, *here}
    found |= {row.by for _id, row in desk.store.repo("audit", _By).rows(_By)}
    found |= {row.assignee for _id, row in desk.store.repo("comments", Comment).rows(_Assigned)}
    return sorted(found - {""}, key=lambda actor: (person(actor).casefold(), actor))


_KEY = "name:"
_NAME = 30
_LATELY = 500


def called(name: str, names: Mapping[str, str]) -> list[str]:
    """Those an admin means by a name, of all who have one: who is called so, else who begins so; nobody for none."""
    wanted = name.strip().removeprefix("@").casefold()
    exact = [one for one, own in names.items() if wanted in (own.casefold(), person(one).casefold(), one.casefold())]
    begun = [one for one, own in names.items() if own.casefold().startswith(wanted) or _begins(one, wanted)]
    return exact or (begun if wanted else [])


def _begins(actor: str, wanted: str) -> bool:
    return person(actor).casefold().startswith(wanted)


def names(desk: Desk, actors: Iterable[str]) -> dict[str, str]:
    """What each is called: by display name or short name; by the whole of it where two are called alike."""
    shown, among = display_names(desk), list(actors)
    short = {one: shown.get(one) or person(one) for one in among}
    alike = Counter(one.casefold() for one in short.values())
    return {one: one if alike[name.casefold()] > 1 else name for one, name in short.items()}


# Display names


def display_names(desk: Desk) -> dict[str, str]:
    """What admins want to be called, by actor."""
    settings = desk.store.repo("settings", Setting).all()
    return {one.key.removeprefix(_KEY): one.value for one in settings if one.key.startswith(_KEY) and one.value}


def lately(desk: Desk) -> list[str]:
    """This admin, those with a display name, and those who did anything in the last few hundred steps, in order."""
    last = desk.store.next_id("audit")
    rows = desk.store.repo("audit", _By).rows(_By, range(max(1, last - _LATELY), last))
    return sorted({desk.actor, *display_names(desk), *(row.by for _id, row in rows)} - {""})


def set_name(desk: Desk, actor: str, name: str, *, rev: int | None = None) -> Outcome:
    """Call an admin so on every desk; an empty name gives the usual one back."""
    name = storable(" ".join(name.split()), _NAME)
    with desk.step("admin.name", admin=actor, name=name or person(actor)) as step:
        if not actor:
            step.refuse("no_name")
        if any(name.casefold() == one.casefold() for who, one in display_names(desk).items() if who != actor):
            step.refuse("exists", name=name)
        kept = next((one for one in desk.store.repo("settings", Setting).all() if one.key == _KEY + actor), None)
        if kept:
            step.update("settings", kept.id, {"value": name}, rev)
        elif name:
            step.insert("settings", Setting(key=_KEY + actor, value=name))
    return step.outcome


# What was given


class Handed(NamedTuple):
    """Comments that a colleague gave to this admin in one step."""

    by: str
    comments: tuple[int, ...]


def handed(desk: Desk, entries: Iterable[int]) -> list[Handed]:
    """What colleagues gave to this admin in those steps, by the ids of their entries on the trail."""
    trail, found = desk.store.repo("audit", AuditEntry), []
    for entry in map(trail.get, entries):
        if entry is None or entry.by == desk.actor:
            continue
        given = tuple(
            one.id for one in entry.changes if one.table == "comments" and _given(one.before, one.after, desk.actor)
        )
        if given:
            found.append(Handed(entry.by, given))
    return found


def _given(before: dict[str, object] | None, after: dict[str, object] | None, actor: str) -> bool:
    return (after or {}).get("assignee") == actor != (before or {}).get("assignee")
