"""The agency's admins, as far as the store knows them, and what one of them gave another."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from desk.desk import Desk
from desk.filters import person
from domain.audit import AuditEntry
from domain.comments import Comment


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


def called(name: str, actors: Iterable[str]) -> list[str]:
    """Those an admin means by a name: who is called so, else who begins so; nobody for an empty one."""
    wanted = name.strip().removeprefix("@").casefold()
    among = list(actors)
    exact = [one for one in among if wanted in (person(one).casefold(), one.casefold())]
    return exact or [one for one in among if wanted and person(one).casefold().startswith(wanted)]


def names(actors: Iterable[str]) -> dict[str, str]:
    """What each is called: by name, by the whole of it where two are called alike."""
    among = list(actors)
    short = [person(one).casefold() for one in among]
    return {one: one if short.count(person(one).casefold()) > 1 else person(one) for one in among}


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
