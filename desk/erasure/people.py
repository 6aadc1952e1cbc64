"""Who is meant: the person of a handle or a name, and all that is theirs on the desk and in the archives."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from desk.archive import archives_of
from desk.desk import Desk
from domain.accounts import plain_handle
from domain.erasure import Person, is_theirs, plain_name
from language import personal_data
from store.archive import Key


class Several(Exception):
    """The name is several people's. `people`: (platform, handle) of each."""

    def __init__(self, people: list[tuple[str, str]]) -> None:
        super().__init__(people)
        self.people = people


class Ours(Exception):
    """The handle is the agency's own account's: hiding it would deface what citizens write to us."""


class Writer(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""
    handle: str = ""
    author: str = ""
    text: str = ""


class _Answer(msgspec.Struct, gc=False):
    platform: str = ""
    parent: str = ""
    comment: int = 0


def find(desk: Desk, who: str, platform: str = "") -> Person:
    """The person of that handle, or of that display name. Reads all comments and archives: off the event loop.

    Raises:
        Ours: it is an account of the agency.
        Several: no handle is like it, and the name is that of several handles.
        StoreError: an archive is damaged, so nobody can say what is in it.
    """
    rows = {id: row for (_table, id), row in records(desk, "comments", Writer)}
    handle, name = plain_handle(who), plain_name(who.strip().lstrip("@"))
    if handle and any(plain_handle(one.handle) == handle for one in desk.accounts()):
        raise Ours(handle)
    mine = [row for row in rows.values() if not platform or row.platform == platform]
    by_handle = [row for row in mine if handle and plain_handle(row.handle) == handle]
    named = [row for row in mine if plain_name(row.author) == name] if name else []
    if not by_handle:
        people = sorted({(row.platform, row.handle) for row in named if row.handle})
        if len({plain_handle(one) for _platform, one in people}) > 1:
            raise Several(people)
        by_handle = [row for row in mine if people and plain_handle(row.handle) == plain_handle(people[0][1])]
    names = {row.author for row in (by_handle or named)}
    handles = {plain_handle(row.handle) for row in by_handle}
    if not by_handle and not named:  # Nothing was written, but somebody may be named.
        handles, names = {handle}, {who.strip()}
    person = Person(platform=platform, handles=sorted(handles - {""}), names=sorted(filter(plain_name, names)))
    return gathered(desk, person)


def gathered(desk: Desk, person: Person) -> Person:
    """The person with all that is theirs, added to what was known of it."""
    rows = {id: row for (_table, id), row in records(desk, "comments", Writer)}
    ids = {id for id, row in rows.items() if is_theirs(person, row.platform, row.handle, row.author)}
    ids |= set(person.comments) & rows.keys()
    keys = {*map(tuple, person.keys), *((rows[id].platform, rows[id].platform_id) for id in ids)}
    heads = {(rows[id].platform, rows[id].parent or rows[id].platform_id) for id in ids}
    near = {id for id, row in rows.items() if (row.platform, row.parent or row.platform_id) in heads}
    answers = dict(records(desk, "replies", _Answer))
    replies = {id for (_t, id), one in answers.items() if one.comment in ids or (one.platform, one.parent) in keys}
    texts = {row.text for id, row in rows.items() if id in ids}
    return msgspec.structs.replace(
        person,
        texts=sorted({*person.texts, *texts} - {""}),
        pieces=sorted({*person.pieces, *(one for text in texts for one in _pieces(text))}),
        comments=sorted({*person.comments, *ids}),
        replies=sorted({*person.replies, *replies}),
        threads=sorted({*person.threads, *near}),
        keys=sorted((one, other) for one, other in keys if other),
    )


def _pieces(text: str) -> list[str]:
    """The personal data in a text."""
    return [text[one.start : one.end] for one in personal_data.find(text)]


def records(desk: Desk, table: str, kind: type[Any]) -> Iterator[tuple[Key, Any]]:
    """The records of a table, live ones and whatever lies in an archive."""
    decode = msgspec.json.Decoder(kind).decode
    for id, document in desk.store.documents(table).copy().items():
        with suppress(msgspec.ValidationError):
            yield (table, id), decode(document)
    archives = archives_of(desk)
    for name in archives.names():
        for (other, id), document in archives.read(name).items():
            if other == table:
                with suppress(msgspec.ValidationError):
                    yield (table, id), decode(document)
