"""The chain of audit entries: each proves what it says and which entry was before it.

An entry's `chain` is the SHA-256, in hex, of the previous entry's chain (ASCII; nothing for the first) and the entry's
skeleton as canonical JSON (UTF-8, keys sorted, no blanks): its fields and its id, with the SHA-256 of their own
canonical JSON in place of the params and of what each change holds beside table and id. So what a citizen may ask to be
erased can go while its digest stays, and the chain goes on proving the rest.

There is no secret in it: whoever can write the store can compute a chain anew. Only a head kept elsewhere tells.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

import msgspec

Document = dict[str, Any]

_canonical = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode

_APART = frozenset({"rev", "prev", "chain", "redacted", "digest", "params", "changes"})
"""What the skeleton does not take over as it is."""
_ERASED = frozenset({"table", "id", "redacted", "digest"})
"""All that a redacted change has."""


class _Link(msgspec.Struct, gc=False):
    chain: str = ""


_decode_link = msgspec.json.Decoder(_Link).decode


def chain_of(stored: msgspec.Raw | None) -> str:
    """The chain that an entry as stored says it has; empty when it has none, or there is no entry."""
    try:
        return _decode_link(stored).chain if stored else ""
    except msgspec.ValidationError:
        return ""


def link(document: Document, id: int, prev: str) -> str:
    """The chain of an entry.

    Args:
        document: the entry as it is stored; `rev`, `prev` and `chain` in it make no difference.
        id: its id.
        prev: the chain of the entry before it; empty for the first of all.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it is not the document of an entry.
    """
    skeleton = {field: value for field, value in document.items() if field not in _APART}
    skeleton["id"] = id
    skeleton["params"] = _params_digest(document)
    skeleton["changes"] = [[one["table"], one["id"], _digest_of(one)] for one in document.get("changes", ())]
    return sha256(prev.encode() + _canonical(skeleton)).hexdigest()


def _params_digest(document: Document) -> str:
    if "redacted" not in document and "digest" not in document:
        return _digest(document.get("params", {}))
    if "redacted" not in document or "params" in document:
        raise ValueError
    return str(document["digest"])


def _digest_of(change: Document) -> str:
    if "redacted" not in change:
        return _digest({field: value for field, value in change.items() if field not in ("table", "id")})
    if change.keys() != _ERASED:
        raise ValueError
    return str(change["digest"])


def _digest(value: object) -> str:
    return sha256(_canonical(value)).hexdigest()


def redact(document: Document, by: int, which: Callable[[str, int], bool], *, params: bool = False) -> Document:
    """What an update of the entry has to store so that parts of it are erased and the chain still holds.

    The erasure's own entry has to name the redacted ones: in its params as `redacted`, a list of audit ids.

    Args:
        document: the entry as it is stored.
        by: audit id of the erasure's own entry.
        which: told a change's table and record id, whether its before and after go.
        params: the entry's params go too.

    Returns:
        The fields to store, `UNSET` for what goes; nothing when there is nothing to erase.
    """
    fields: Document = {}
    changes = [
        {"table": one["table"], "id": one["id"], "redacted": by, "digest": _digest_of(one)}
        if "redacted" not in one and which(one["table"], one["id"])
        else one
        for one in document.get("changes", ())
    ]
    if changes != document.get("changes", []):
        fields["changes"] = changes
    if params and "redacted" not in document:
        fields |= {"params": msgspec.UNSET, "redacted": by, "digest": _params_digest(document)}
    return fields


class Head(msgspec.Struct, frozen=True):
    """What an outside witness knows of the chain: how it stood at an entry."""

    entry: int
    chain: str
    """In hex, or its beginning."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first thing that is not as it was written.

    Kinds: ``changed`` the entry says something else now; ``removed`` entries are missing; ``inserted`` the entry never
    was part of the chain; ``erased`` parts of it were taken out and no erasure names it; ``rewritten`` the chain holds,
    and is not the one that was witnessed at this entry: something at or before it was changed.
    """

    kind: Literal["changed", "removed", "inserted", "erased", "rewritten"]
    entry: int
    until: int = 0
    """The last one missing."""
    after: int = 0
    """Of a rewritten chain, the last entry that is as it was witnessed; 0: none."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at the whole chain gave.

    Attributes:
        entries: how many there are.
        unchained: the last entry from before there was a chain, of which nothing can be proven; 0: none.
        head: where the chain stands now; None: there is none.
        redacted: in how many entries something was erased lawfully.
        witnessed: the last entry at which an outside head agrees; 0: none.
        finding: the first that is wrong; None: all is whole.
        more: how much else is wrong.
    """

    entries: int
    unchained: int
    head: Head | None
    redacted: int
    witnessed: int
    finding: Finding | None
    more: int = 0


class _Seen:
    """An entry as it lies in the store."""

    def __init__(self, id: int, stored: msgspec.Raw) -> None:
        self.id = id
        try:
            self.document = _decode(stored)
        except msgspec.DecodeError:
            self.document = {}
        self.prev, self.chain = (str(self.document.get(field, "")) for field in ("prev", "chain"))
        self.whole = self.is_as(id)

    def is_as(self, id: int) -> bool:
        """Whether it is what was written under that id."""
        try:
            return link(self.document, id, self.prev) == self.chain
        except (ValueError, LookupError, TypeError, AttributeError):
            return False

    def erasures(self) -> set[int]:
        """The audit ids of the erasures that took something out of it."""
        changes = self.document.get("changes")
        parts = [self.document, *(changes if isinstance(changes, list) else ())]
        marks = (one["redacted"] for one in parts if isinstance(one, dict) and "redacted" in one)
        return {mark if isinstance(mark, int) else 0 for mark in marks}


def verify(documents: Mapping[int, msgspec.Raw], next_id: int, heads: Sequence[Head] = ()) -> Report:
    """Go through the chain and name the first entry that is not as it was written. About 6 µs an entry.

    Args:
        documents: all entries by id, as they are stored.
        next_id: the id the next entry will get. Ids are given one after the other and never twice.
        heads: what outside witnesses know.
    """
    walk = _Walk(documents)
    found = [*walk.go(), *walk.unexplained(), *walk.shortened(next_id)]
    witnessed, rewritten = walk.compare(heads)
    found = sorted({*found, *rewritten}, key=lambda one: one.entry)
    return Report(
        entries=len(documents),
        unchained=walk.unchained,
        head=Head(walk.last.id, walk.last.chain) if walk.last else None,
        redacted=len(walk.erased),
        witnessed=witnessed,
        finding=found[0] if found else None,
        more=len(found[1:]),
    )


class _Walk:
    """One way through the chain."""

    def __init__(self, documents: Mapping[int, msgspec.Raw]) -> None:
        self._documents = documents
        self._ids = sorted(documents)
        self.unchained = 0
        self.last: _Seen | None = None
        self.erased: dict[int, set[int]] = {}

    def go(self) -> Iterator[Finding]:
        """The entries at which the chain does not hold."""
        trusted = True
        for place, id in enumerate(self._ids):
            seen = self._see(id)
            if self.last is None and not seen.chain:
                self.unchained = id
                continue
            if self.last is None:
                finding = self._begins(seen)
            else:
                finding = self._continues(self.last, seen, place) if trusted else self._goes_on(seen, place)
            if finding:
                yield finding
            # What follows something wrong is measured by itself, unless that stood between two that fit.
            trusted = seen.whole if seen.chain else finding is not None and finding.kind == "inserted"
            self.last = seen if seen.chain else self.last

    def _see(self, id: int) -> _Seen:
        seen = _Seen(id, self._documents[id])
        if erasures := seen.erasures():
            self.erased[id] = erasures
        return seen

    def _begins(self, first: _Seen) -> Finding | None:
        """The first entry with a chain names none before it."""
        if not first.whole:
            return Finding(kind="changed", entry=first.id)
        if not first.prev:
            return None
        if first.id == self.unchained + 1:
            return Finding(kind="changed", entry=self.unchained)  # It had a chain once.
        return Finding(kind="removed", entry=self.unchained + 1, until=first.id - 1)

    def _continues(self, last: _Seen, seen: _Seen, place: int) -> Finding | None:
        if gap := self._gap(place):
            return gap
        if seen.whole and seen.prev == last.chain:
            return None
        after = self._next_chained(place)
        if not seen.chain:
            # Its chain was taken off, if the next one does not continue from the one before it.
            taken = after is not None and after.prev != last.chain
            return Finding(kind="changed" if taken else "inserted", entry=seen.id)
        if after and after.prev == last.chain and (after.whole or after.is_as(seen.id)):
            # The next one belongs here: this one was put before it, or has changed places with it.
            return Finding(kind="changed" if seen.is_as(after.id) else "inserted", entry=seen.id)
        if seen.whole or seen.is_as(seen.id - 1):
            # It is what it was and names another one before it, or it was moved up to make room for that one.
            return Finding(kind="changed" if seen.whole else "inserted", entry=self._ids[place - 1])
        return Finding(kind="removed" if seen.is_as(seen.id + 1) else "changed", entry=seen.id)

    def _goes_on(self, seen: _Seen, place: int) -> Finding | None:
        return self._gap(place) or (None if seen.whole else Finding(kind="changed", entry=seen.id))

    def _gap(self, place: int) -> Finding | None:
        before, id = self._ids[place - 1], self._ids[place]
        return Finding(kind="removed", entry=before + 1, until=id - 1) if id > before + 1 else None

    def _next_chained(self, place: int) -> _Seen | None:
        following = (_Seen(id, self._documents[id]) for id in self._ids[place + 1 :])
        return next((one for one in following if one.chain), None)

    def unexplained(self) -> list[Finding]:
        """Entries with parts taken out that no erasure after them names."""
        named = {by: self._named(by) for by in set().union(*self.erased.values())}
        return [
            Finding(kind="erased", entry=id)
            for id, erasures in self.erased.items()
            if not all(by > id and id in named[by] for by in erasures)
        ]

    def _named(self, by: int) -> frozenset[int]:
        """What an erasure says that it took parts of."""
        stored = self._documents.get(by)
        params = _Seen(by, stored).document.get("params") if stored is not None else None
        ids = params.get("redacted") if isinstance(params, dict) else None
        return frozenset(id for id in ids if isinstance(id, int)) if isinstance(ids, list) else frozenset()

    def shortened(self, next_id: int) -> Iterator[Finding]:
        """Entries missing at the end."""
        end = self._ids[-1] if self._ids else 0
        if next_id > end + 1:
            yield Finding(kind="removed", entry=end + 1, until=next_id - 1)

    def compare(self, heads: Sequence[Head]) -> tuple[int, list[Finding]]:
        """The last entry before which every witness agrees, and the first at which one does not."""
        agreed, end = 0, self._ids[-1] if self._ids else 0
        for head in sorted(heads, key=lambda one: one.entry):
            if head.entry > end:
                return agreed, [Finding(kind="removed", entry=end + 1, until=max(one.entry for one in heads))]
            stored = self._documents.get(head.entry)
            chain = _Seen(head.entry, stored).chain if stored is not None else ""
            if not chain.startswith(head.chain.lower()):
                return agreed, [Finding(kind="rewritten", entry=head.entry, after=agreed)]
            agreed = head.entry
        return agreed, []
