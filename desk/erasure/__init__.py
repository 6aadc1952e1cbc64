"""Erasing a citizen's data wherever the store keeps them (UU PDP, Law 27/2022): found, counted, taken out for good.

One erasure is: the live tables, the audit trail and the index of archives in one transaction; then the archives; then
a compaction, so that no journal holds the old texts; then what was cut off or kept from before; then the backups in the
store's folder. What is to be done lies in `erasing.json` until all of it is done, so a run that was killed is finished
by the next one. Afterwards `erasures.jsonl` holds salted hashes of the erased keys, so that no import and no older
backup brings them back.
"""

import os
from typing import Any

import msgspec

from desk.archive import archives_of
from desk.desk import Desk, ReadOnlyDesk
from desk.erasure.carrying import in_an_archive, in_the_store, live
from desk.erasure.copies import holding, one_erasure, sweep
from desk.erasure.known import KEYS, barred, erased, remember
from desk.erasure.order import ERASE, RETENTION, Cut, Order
from desk.erasure.people import Ours, Several, Writer, find, gathered, records
from domain.accounts import plain_handle
from domain.erasure import Deed, Person, salted
from domain.posts import Post
from store.archive import Archives
from store.disk import Disk
from store.journal import write_new

UNDER_WAY = "erasing.json"

_encode = msgspec.json.encode
_decode = msgspec.json.decode


class Inventory(msgspec.Struct, kw_only=True):
    """Everything there is of a person.

    Attributes:
        live: ids of their comments on the desk, `archived` of those in archives only.
        replies: ids of our replies and drafts to them.
        mentioned: ids of other comments whose text, notes or replies name or quote them.
        audit: ids of audit entries that name or quote them.
        backups: files of backups that hold something of them.
        posts: ids of posts that name them; those are the agency's publications and stay.
    """

    person: Person
    live: list[int] = []
    archived: list[int] = []
    replies: list[int] = []
    mentioned: list[int] = []
    audit: list[int] = []
    backups: list[str] = []
    posts: list[int] = []

    @property
    def empty(self) -> bool:
        """There is nothing."""
        return not (self.live or self.archived or self.mentioned or self.audit or self.backups)


def inventory(desk: Desk, person: Person, deed: Deed = "remove") -> Inventory:
    """All there is of a person, counted and numbered. Off the event loop; reads everything, backups too."""
    cut = Cut(new_order(desk, person, deed, ERASE))
    found = Inventory(person=person, replies=person.replies)
    ids = set(person.comments)
    found.live = sorted(ids.intersection(desk.store.documents("comments")))
    found.archived = sorted(ids.difference(found.live))
    mentioned: set[int] = set()
    archives = archives_of(desk)
    sources = [live(desk), *(archives.read(name).items() for name in archives.names())]
    for source in sources:
        for key, document in source:
            if key[1] in ids and key[0] == "comments":
                continue
            plain = _decode(document)
            if cut.after(key, plain) != plain and not (key[0] == "replies" and key[1] in cut.replies):
                mentioned.add(key[1] if key[0] == "comments" else int(plain.get("comment", 0)))
    found.mentioned = sorted(mentioned - ids - {0})
    found.audit = telling(desk, cut)
    found.posts = [
        id
        for id, post in ((one.id, one) for one in desk.store.repo("posts", Post).all())
        if cut.veil and cut.veil.hits(msgspec.to_builtins(post), near=False)
    ]
    found.backups = holding(desk, cut)
    return found


def telling(desk: Desk, cut: Cut) -> list[int]:
    """Audit entries that name or quote what the order is about."""
    entries = sorted(desk.store.documents("audit").copy().items())
    return [id for id, document in entries if any(cut.told_in(_decode(document)))]


# Carrying it out


def new_order(desk: Desk, person: Person, deed: Deed, verb: str, **params: Any) -> Order:
    """An order, to be carried out."""
    salt = next((one.salt for one in erased(desk)), "") or os.urandom(16).hex()
    request = os.urandom(8).hex()
    return Order(request=request, verb=verb, deed=deed, at=desk.now(), salt=salt, person=person, params=params)


def erase(desk: Desk, person: Person, deed: Deed, *, disk: Disk | None = None) -> dict[str, set[int]]:
    """Erase a person for good; nothing takes it back. Off the event loop.

    Returns:
        Ids of live records that were changed, by table.

    Raises:
        StoreError, OSError: it is not complete, and the next erasure, or `resume`, goes on with it.
        ReadOnlyDesk: nothing can be written.
    """
    order = new_order(desk, gathered(desk, person), deed, ERASE)
    order.params |= {"comments": len(order.person.comments), "replies": len(order.person.replies)}
    return carry_out(desk, order, disk=disk)


def under_way(desk: Desk) -> Order | None:
    """The erasure that was begun and is not complete."""
    try:
        with open(os.path.join(desk.store.path, UNDER_WAY), "rb") as file:
            return _decode(file.read(), type=Order)
    except FileNotFoundError:
        return None


def resume(desk: Desk) -> bool:
    """Finish an erasure that was cut off; whether there was one. Raises as `erase`."""
    if desk.read_only or under_way(desk) is None:
        return False
    with one_erasure(desk.store.path):
        order = under_way(desk)
        if order is not None:
            _carry_out(desk, order, Disk())
    return order is not None


def carry_out(desk: Desk, order: Order, *, disk: Disk | None = None) -> dict[str, set[int]]:
    """All steps of an erasure; one that was cut off before is finished first. Raises as `erase`."""
    if desk.read_only:
        raise ReadOnlyDesk
    if desk.store.fault:
        raise desk.store.fault
    with one_erasure(desk.store.path):
        unfinished = under_way(desk)
        if unfinished is not None:
            _carry_out(desk, unfinished, Disk())
        return _carry_out(desk, order, disk or Disk())


def _carry_out(desk: Desk, order: Order, disk: Disk) -> dict[str, set[int]]:
    """The steps, in an order in which each can be done again."""
    folder = desk.store.path
    note = os.path.join(folder, UNDER_WAY)
    write_new(folder, note, _encode(order), disk)
    cut, archives = Cut(order), Archives(folder, disk)
    with archives.alone():
        if order.verb == ERASE:
            remember(folder, order, disk)
        changed = in_the_store(desk, cut)
        for name in archives.names():
            in_an_archive(archives, name, cut)
    sweep(desk, cut, disk)
    disk.unlink(note)
    disk.sync_folder(folder)
    return changed


def reapply(desk: Desk) -> int:
    """After a restore: erase again what was erased since that backup was made; how many comments that were.

    Raises as `erase`.
    """
    resume(desk)
    count = 0
    for one in erased(desk):
        known = frozenset(one.keys)
        rows = {id: row for (_table, id), row in records(desk, "comments", Writer)}
        again = {id: row for id, row in rows.items() if salted(one.salt, row.platform, row.platform_id) in known}
        if not again:
            continue
        person = Person(
            handles=sorted({plain_handle(row.handle) for row in again.values()} - {""}),
            names=sorted({row.author for row in again.values()} - {""}),
            texts=sorted({row.text for row in again.values()} - {""}),
            comments=sorted(again),
            keys=sorted((row.platform, row.platform_id) for row in again.values()),
        )
        order = new_order(desk, _only(desk, person), one.deed, ERASE, comments=len(again), again=True)
        carry_out(desk, order)
        count += len(again)
    return count


def _only(desk: Desk, person: Person) -> Person:
    """Those very comments with their replies and threads: what the writer said after the erasure is not in it."""
    nameless = msgspec.structs.replace(person, handles=[], names=[])
    whole = gathered(desk, nameless)
    return msgspec.structs.replace(whole, handles=person.handles, names=person.names)


__all__ = [
    "ERASE",
    "KEYS",
    "RETENTION",
    "Cut",
    "Inventory",
    "Order",
    "Ours",
    "Several",
    "barred",
    "carry_out",
    "erase",
    "erased",
    "find",
    "gathered",
    "holding",
    "inventory",
    "new_order",
    "reapply",
    "records",
    "resume",
    "telling",
    "under_way",
]
