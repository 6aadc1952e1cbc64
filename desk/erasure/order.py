"""What an erasure is to do, and what it makes of each record and each entry of the trail."""

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.accounts import plain_handle
from domain.erasure import HIDDEN, NAMELESS, PERSONAL, Deed, Person, Veil, anonymised, salted
from language import personal_data
from store.archive import Key

ERASE = "person.erase"
RETENTION = "comment.retention"

HIDDEN_IN: dict[str, tuple[str, ...]] = {
    "comments": ("text", "reading", "notes", "labels", "state_reason", "hidden_reason", "referral"),
    "replies": ("text", "error_detail", "return_reason"),
    "corrections": (),
    "clarifications": ("claim", "evidence", "finding", "closing"),
    "crises": ("reason", "message", "log", "closing"),
    "dismissals": ("label",),
}
"""By table: fields in which somebody else may be named or quoted."""
_OURS = frozenset({"clarifications", "crises", "dismissals"})
"""Tables of what our admins wrote of a matter, which may quote a citizen's words."""
_QUOTED_IN = frozenset({"notes", "labels", "referral"})
"""Of other citizens' comments, what our admins wrote."""

_encode = msgspec.json.encode


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
        if table == "corrections":  # Digests of what they wrote: whatever becomes of the text, they go.
            return None if plain.get("comment") in self.comments else plain
        if table in _OURS:
            texts = {field: plain[field] for field in HIDDEN_IN[table] if field in plain}
            return {**plain, **self.veil.hidden(texts, near=False)} if self.veil else plain
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
            for field in HIDDEN_IN[table]:
                if field in after:
                    quotes = table == "replies" or theirs or field in _QUOTED_IN
                    after[field] = self.veil.hidden(after[field], near=near, quotes=quotes)
        return after

    def _without_its_writer(self, table: str, plain: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        """Fields in which the writer of this one comment is named, without the name."""
        handle, name = str(plain.get("handle", "")), str(plain.get("author", ""))
        if table == "replies":
            handle, name = self.order.called.get(int(plain.get("comment", 0)), ("", ""))
        told = {field: after[field] for field in HIDDEN_IN[table] if field in after}
        words = _encode(told).decode().casefold()
        if not any(one and one.casefold().split()[0] in words for one in (handle.strip(), name.strip())):
            return {}
        veil = Veil(Person(handles=[plain_handle(handle)], names=[name]))
        return {field: veil.hidden(value, near=True) for field, value in told.items()}

    def quotes(self, change: Mapping[str, Any]) -> bool:
        """Whether a change on the audit trail names or quotes them."""
        table, id = str(change.get("table")), change.get("id")
        touched = {**(change.get("before") or {}), **(change.get("after") or {})}
        if table == "corrections":
            return touched.get("comment") in self.comments
        if table == "comments" and id in self.comments and not PERSONAL.isdisjoint(touched):
            return True
        if table == "replies" and id in self.replies and not {"text", "parent"}.isdisjoint(touched):
            return True
        if self.veil is None or table not in HIDDEN_IN:
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
