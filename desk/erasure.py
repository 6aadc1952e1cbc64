"""Erasing a citizen's data wherever the store keeps them (UU PDP, Law 27/2022): found, counted, taken out for good.

One erasure is: the live tables, the audit trail and the index of archives in one transaction; then the archives; then
a compaction, so that no journal holds the old texts; then what was cut off or kept from before; then the backups in the
store's folder. What is to be done lies in `erasing.json` until all of it is done, so a run that was killed is finished
by the next one. Afterwards `erasures.jsonl` holds salted hashes of the erased keys, so that no import and no older
backup brings them back.
"""

import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec

import store
from desk.archive import archives_of, months
from desk.desk import Desk, ReadOnlyDesk, Step
from domain.accounts import plain_handle
from domain.archives import Known, key_of
from domain.audit import AuditEntry
from domain.chain import redact
from domain.erasure import HIDDEN, NAMELESS, PERSONAL, Deed, Person, Veil, anonymised, is_theirs, plain_name, salted
from domain.posts import Post
from language import personal_data
from store.archive import Archives, Key, unpacked
from store.disk import Disk
from store.journal import write_new

UNDER_WAY = "erasing.json"
DONE = "erasures.jsonl"
SHELF = "backups"
ERASE = "person.erase"
RETENTION = "comment.retention"
WAIT = 60.0
"""Seconds to wait for another process's compaction."""

_encode = msgspec.json.encode
_decode = msgspec.json.decode
_HIDDEN_IN = {"comments": ("text", "reading", "notes", "labels", "state_reason", "hidden_reason"), "replies": ("text",)}
"""By table: fields in which somebody else may be named or quoted."""
_QUOTED_IN = frozenset({"notes", "labels"})
"""Of other citizens' comments, what our admins wrote."""


class Several(Exception):
    """The name is several people's. `people`: (platform, handle) of each."""

    def __init__(self, people: list[tuple[str, str]]) -> None:
        super().__init__(people)
        self.people = people


class Order(msgspec.Struct, kw_only=True):
    """An erasure that has begun: all that is needed to finish it. Lies in the store's folder until then."""

    request: str
    """Which one it is; stands in its audit entry, too."""
    verb: str
    deed: Deed
    at: int
    salt: str
    person: Person
    params: dict[str, Any] = {}
    """For the audit entry: counts, never names."""
    called: dict[int, tuple[str, str]] = {}
    """Where many people's comments are too old: handle and name of who wrote each, to be hidden in our replies to it.
    Empty: one person's data are erased, and they are hidden wherever they are named."""


class Erased(msgspec.Struct, kw_only=True):
    """A line of `erasures.jsonl`: what an erasure left behind."""

    at: int
    deed: Deed
    salt: str
    keys: list[str]


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


class _Writer(msgspec.Struct, gc=False):
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


# Finding


def find(desk: Desk, who: str, platform: str = "") -> Person:
    """The person of that handle, or of that display name. Reads all comments and archives: off the event loop.

    Raises:
        Several: no handle is like it, and the name is that of several handles.
        StoreError: an archive is damaged, so nobody can say what is in it.
    """
    rows = {id: row for (_table, id), row in records(desk, "comments", _Writer)}
    handle, name = plain_handle(who), plain_name(who.strip().lstrip("@"))
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
    rows = {id: row for (_table, id), row in records(desk, "comments", _Writer)}
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


def inventory(desk: Desk, person: Person, deed: Deed = "remove") -> Inventory:
    """All there is of a person, counted and numbered. Off the event loop; reads everything, backups too."""
    cut = Cut(new_order(desk, person, deed, ERASE))
    found = Inventory(person=person, replies=person.replies)
    ids = set(person.comments)
    found.live = sorted(ids.intersection(desk.store.documents("comments")))
    found.archived = sorted(ids.difference(found.live))
    mentioned: set[int] = set()
    archives = archives_of(desk)
    sources = [_live(desk), *(archives.read(name).items() for name in archives.names())]
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


def telling(desk: Desk, cut: "Cut") -> list[int]:
    """Audit entries that name or quote what the order is about."""
    entries = sorted(desk.store.documents("audit").copy().items())
    return [id for id, document in entries if any(cut.told_in(_decode(document)))]


def holding(desk: Desk, cut: "Cut") -> list[str]:
    """Backups that hold something of what the order is about."""
    return [one for one in _backups(desk) if _holds(one, cut)]


def _live(desk: Desk) -> Iterator[tuple[Key, msgspec.Raw]]:
    for table in _HIDDEN_IN:
        for id, document in desk.store.documents(table).copy().items():
            yield (table, id), document


# What becomes of a record


class Cut:
    """What an order makes of each record."""

    def __init__(self, order: Order) -> None:
        person = order.person
        self.order = order
        self.comments, self.replies, self.threads = set(person.comments), set(person.replies), set(person.threads)
        kept = person if order.deed == "remove" else msgspec.structs.replace(person, texts=[])
        self.veil = Veil(kept) if order.verb == ERASE else None
        self.new_ids = {(one, id): NAMELESS + salted(order.salt, one, id) for one, id in person.keys}

    def after(self, key: Key, plain: dict[str, Any]) -> dict[str, Any] | None:
        """The record as it shall be; None: it goes."""
        table, id = key
        theirs = id in (self.comments if table == "comments" else self.replies)
        if theirs and self.order.deed == "remove":
            return None
        after = dict(plain)
        if table == "comments" and theirs:
            if not str(plain.get("platform_id", "")).startswith(NAMELESS):
                new_id = self.new_ids.get(_key(plain), NAMELESS + salted(self.order.salt, table, str(id)))
                spans = [(one.start, one.end) for one in personal_data.find(str(plain.get("text", "")))]
                after = anonymised(plain, new_id, spans)
                after |= {field: _bare(after[field]) for field in _QUOTED_IN if field in after}
        elif theirs:
            after["text"] = _bare(str(plain.get("text", "")))
        if theirs and not self.veil:
            after |= self._without_its_writer(table, plain, after)
        parent = (str(plain.get("platform", "")), str(plain.get("parent", "")))
        if parent in self.new_ids:
            after["parent"] = self.new_ids[parent]
        if self.veil:
            near = theirs or (id if table == "comments" else plain.get("comment", 0)) in self.threads
            for field in _HIDDEN_IN[table]:
                if field in after:
                    quotes = table == "replies" or theirs or field in _QUOTED_IN
                    after[field] = self.veil.hidden(after[field], near=near, quotes=quotes)
        return after

    def _without_its_writer(self, table: str, plain: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        """Fields in which the writer of this one comment is named, without the name."""
        handle, name = str(plain.get("handle", "")), str(plain.get("author", ""))
        if table == "replies":
            handle, name = self.order.called.get(int(plain.get("comment", 0)), ("", ""))
        told = {field: after[field] for field in _HIDDEN_IN[table] if field in after}
        words = _encode(told).decode().casefold()
        if not any(one and one.casefold().split()[0] in words for one in (handle.strip(), name.strip())):
            return {}
        veil = Veil(Person(handles=[plain_handle(handle)], names=[name]))
        return {field: veil.hidden(value, near=True) for field, value in told.items()}

    def quotes(self, change: Mapping[str, Any]) -> bool:
        """Whether a change on the audit trail names or quotes them."""
        table, id = str(change.get("table")), change.get("id")
        touched = {**(change.get("before") or {}), **(change.get("after") or {})}
        if table == "comments" and id in self.comments and not PERSONAL.isdisjoint(touched):
            return True
        if table == "replies" and id in self.replies and not {"text", "parent"}.isdisjoint(touched):
            return True
        if self.veil is None or table not in _HIDDEN_IN:
            return False
        near = id in self.threads if table == "comments" else touched.get("comment", 0) in self.threads
        return self.veil.hits([change.get("before"), change.get("after")], near=near)

    def told_in(self, entry: Mapping[str, Any]) -> tuple[set[Key], bool]:
        """What of an audit entry names or quotes them: which changes, and whether the params."""
        changes = [one for one in entry.get("changes", ()) if isinstance(one, dict) and "redacted" not in one]
        which = {(str(one["table"]), int(one["id"])) for one in changes if self.quotes(one)}
        return which, bool(self.veil and self.veil.hits(entry.get("params", {}), near=False))


def _key(plain: Mapping[str, Any]) -> tuple[str, str]:
    return str(plain.get("platform", "")), str(plain.get("platform_id", ""))


def _bare(value: Any) -> Any:
    """What we wrote, without personal data."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict):
        return {field: _bare(one) for field, one in value.items()}
    for span in personal_data.find(value) if isinstance(value, str) else ():
        value = value[: span.start] + HIDDEN * (span.end - span.start) + value[span.end :]
    return value


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
    order = under_way(desk)
    if order is None or desk.read_only:
        return False
    carry_out(desk, order)
    return True


def carry_out(desk: Desk, order: Order, *, disk: Disk | None = None) -> dict[str, set[int]]:
    """All steps of an erasure, in an order in which each can be done again. Raises as `erase`."""
    if desk.read_only:
        raise ReadOnlyDesk
    if desk.store.fault:
        raise desk.store.fault
    disk = disk or Disk()
    folder = desk.store.path
    unfinished = under_way(desk)
    if unfinished and unfinished.request != order.request:
        resume(desk)
    note = os.path.join(folder, UNDER_WAY)
    write_new(folder, note, _encode(order), disk)
    cut = Cut(order)
    archives = Archives(folder, disk)
    with archives.alone():
        if order.verb == ERASE:
            _remember(folder, order, disk)
        changed = _in_the_store(desk, cut)
        for name in archives.names():
            _in_an_archive(archives, name, cut)
    _sweep(desk, cut, disk)
    disk.unlink(note)
    disk.sync_folder(folder)
    return changed


def _in_the_store(desk: Desk, cut: Cut) -> dict[str, set[int]]:
    """The live tables, the trail, and what is known of the archives: one transaction.

    All is looked through before; under the lock only what somebody has changed since.
    """
    order = cut.order
    audit = desk.store.repo("audit", AuditEntry)
    told = any(one.verb == order.verb and one.params.get("request") == order.request for one in audit.all())
    scan = _Scan(desk, cut)
    scan.look()
    with desk.step(order.verb, audit="summary" if told else "always", **order.params, request=order.request) as step:
        scan.look()
        step.params["deed"] = order.deed
        for (table, id), fields in scan.fields.items():
            if fields is None:
                step.delete(table, id)
            else:
                step.update(table, id, fields)
        for number, (which, params) in scan.quoting.items():
            document = step.get("audit", number) or {}
            step.update("audit", number, redact(document, step.audit_id, _among(which), params=params))
        step.params["redacted"] = sorted(scan.quoting)
        _forget_archived(desk, step, cut)
    changed = {table: {id for other, id in scan.fields if other == table} for table in _HIDDEN_IN}
    return {**changed, "audit": set(scan.quoting)}


class _Scan:
    """What has to be changed in the live store.

    Attributes:
        fields: by table and id, the fields to store; None: the record goes.
        quoting: by audit id, which changes, and whether the params are to be taken out.
    """

    def __init__(self, desk: Desk, cut: Cut) -> None:
        self._desk = desk
        self._cut = cut
        self._seen: dict[str, dict[int, msgspec.Raw]] = {}
        self.fields: dict[Key, dict[str, Any] | None] = {}
        self.quoting: dict[int, tuple[set[Key], bool]] = {}

    def look(self) -> None:
        """Look through all records; again, only through those that are others by now."""
        for table in (*_HIDDEN_IN, "audit"):
            seen, live = self._seen.get(table, {}), self._desk.store.documents(table).copy()
            for id in [id for id in seen if id not in live]:
                self.fields.pop((table, id), None)
            for id, document in live.items():
                if seen.get(id) is not document:
                    self._look_at(table, id, document)
            self._seen[table] = live

    def _look_at(self, table: str, id: int, document: msgspec.Raw) -> None:
        self.fields.pop((table, id), None)
        plain = _decode(document)
        if table == "audit":
            which, params = self._cut.told_in(plain)
            if which or params:
                self.quoting[id] = which, params
            return
        after = self._cut.after((table, id), plain)
        if after is None:
            self.fields[table, id] = None
        elif after != plain:
            self.fields[table, id] = _differences(plain, after)


def _among(which: set[Key]) -> Any:
    return lambda table, id: (table, id) in which


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    given = {field: value for field, value in after.items() if field != "rev" and before.get(field) != value}
    return {**given, **{field: msgspec.UNSET for field in before if field not in after}}


def _forget_archived(desk: Desk, step: Step, cut: Cut) -> None:
    moved = {key_of(*old): key_of(old[0], new) for old, new in cut.new_ids.items()}
    for month in months(desk):
        fields = {}
        for table, ids in (("comments", cut.comments), ("replies", cut.replies)):
            known: list[Known] = getattr(month, table)
            if cut.order.deed == "remove":
                kept = [one for one in known if one.id not in ids]
            else:
                kept = [Known(one.id, moved.get(one.key, one.key)) if one.id in ids else one for one in known]
            if kept != known:
                fields[table] = kept
        if fields:
            step.update("archives", month.id, fields)


def _in_an_archive(archives: Archives, name: str, cut: Cut) -> None:
    records = archives.read(name)
    after = {}
    for key, document in records.items():
        plain = _decode(document)
        new = cut.after(key, plain) if key[0] in _HIDDEN_IN else plain
        if new is not None:
            after[key] = document if new == plain else msgspec.Raw(_encode(new))
    if after != records:
        archives.write(name, after)


def _sweep(desk: Desk, cut: Cut, disk: Disk) -> None:
    """Let no file of the store's folder hold what was stored before: journals, cut tails, restores, backups.

    Backups that hold something of it go, once a fresh one is made.
    """
    folder = desk.store.path
    deadline = time.monotonic() + WAIT
    while not desk.store.compact():
        if time.monotonic() > deadline:
            raise store.Busy("compact")
        time.sleep(0.05)
    for name in os.listdir(folder):
        if name.startswith("torn-"):
            disk.unlink(os.path.join(folder, name))
        elif name.startswith("before-") and _kept_store_holds(os.path.join(folder, name), cut):
            from shutil import rmtree

            rmtree(os.path.join(folder, name))
    disk.sync_folder(folder)
    old = holding(desk, cut)
    if old:
        from store.backup import back_up

        fresh = back_up(desk.store, os.path.join(folder, SHELF), desk.now()).path
        for path in old:
            if path != fresh:
                disk.unlink(path)
                disk.sync_folder(os.path.dirname(path))


def _backups(desk: Desk) -> list[str]:
    """All files in the store's own folder of backups; where desks put their daily ones elsewhere, those, too."""
    from store.backup import backups

    shelf = os.path.join(desk.store.path, SHELF)
    names = sorted(os.listdir(shelf)) if os.path.isdir(shelf) else []
    found = [path for name in names if os.path.isfile(path := os.path.join(shelf, name))]
    elsewhere = os.path.expanduser(desk.setting("backup_folder"))
    return found + ([one.path for one in backups(elsewhere, desk.store.path)] if elsewhere else [])


def _kept_store_holds(folder: str, cut: Cut) -> bool:
    """Whether the store a restore kept, with its journals, has anything the order is about."""
    from store.check import readable

    try:
        tables, archives = readable(folder).documents, Archives(folder)
        if _any_in(cut, tables) or any(_any_of(cut, archives.read(name)) for name in archives.names()):
            return True
        for name in os.listdir(folder):
            if name.startswith(("journal-", "torn-")):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    if name.startswith("torn-") or (cut.veil and any(cut.veil.hits(line, near=False) for line in file)):
                        return True
    except (store.StoreError, OSError, ValueError):
        return True
    return False


def _any_in(cut: Cut, tables: Mapping[str, Mapping[int, msgspec.Raw]]) -> bool:
    records = {(table, id): one for table in _HIDDEN_IN for id, one in tables.get(table, {}).items()}
    return _any_of(cut, records) or any(any(cut.told_in(_decode(one))) for one in tables.get("audit", {}).values())


def _any_of(cut: Cut, records: Mapping[Key, msgspec.Raw]) -> bool:
    return any(_differs(cut, key, one) for key, one in records.items())


def _holds(path: str, cut: Cut) -> bool:
    """Whether a backup has anything the order is about; one that cannot be read may."""
    from store.backup import SNAPSHOT, members

    try:
        for name, member in members(path):
            data = member.read()
            if name == SNAPSHOT and _any_in(cut, _decode(data, type=dict[str, dict[int, msgspec.Raw]])):
                return True
            if name != SNAPSHOT and _any_of(cut, unpacked(data)):
                return True
    except (store.StoreError, OSError, ValueError):
        return True
    return False


def _differs(cut: Cut, key: Key, document: msgspec.Raw) -> bool:
    plain = _decode(document)
    return key[0] in _HIDDEN_IN and cut.after(key, plain) != plain


# What stays known


def _remember(folder: str, order: Order, disk: Disk) -> None:
    """Note the keys, salted, before anything goes. Said twice it is noted once."""
    keys = sorted(salted(order.salt, *key) for key in order.person.keys)
    line = Erased(at=order.at, deed=order.deed, salt=order.salt, keys=keys)
    known = _erased(folder)
    if keys and line not in known:
        data = b"".join(_encode(one) + b"\n" for one in [*known, line])
        write_new(folder, os.path.join(folder, DONE), data, disk)


def erased(desk: Desk) -> list[Erased]:
    """The erasures of this store, oldest first."""
    return _erased(desk.store.path)


def _erased(folder: str) -> list[Erased]:
    try:
        with open(os.path.join(folder, DONE), "rb") as file:
            return [_decode(line, type=Erased) for line in file.read().splitlines() if line]
    except FileNotFoundError:
        return []


def barred(desk: Desk, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Which of these (platform, platform_id) were erased and stay out; and the id that stands for each."""
    by_salt: dict[str, set[str]] = defaultdict(set)
    for one in erased(desk):
        by_salt[one.salt].update(one.keys)
    hashed = ((key, salted(salt, *key), known) for salt, known in by_salt.items() for key in keys)
    return {key: NAMELESS + digest for key, digest, known in hashed if digest in known}


def reapply(desk: Desk) -> int:
    """After a restore: erase again what was erased since that backup was made; how many comments that were.

    Raises as `erase`.
    """
    resume(desk)
    count = 0
    for one in erased(desk):
        known = frozenset(one.keys)
        rows = {id: row for (_table, id), row in records(desk, "comments", _Writer)}
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
