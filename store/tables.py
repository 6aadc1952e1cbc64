"""The live tables: every document as the JSON it is stored as, decoded only when somebody looks."""

from collections import deque
from collections.abc import Iterable

import msgspec

from store.errors import Conflict
from store.ops import Commit, Op, revision

Documents = dict[int, msgspec.Raw]

_encode = msgspec.json.encode
_decode = msgspec.json.decode
shallow = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
"""The fields of a document, their values still JSON."""
META = "_meta"
"""The name of a table that belongs to the store itself."""
REMEMBERED = 4_000
"""So many replaced documents are kept in memory, for who still works on one of them."""


class Changes(dict[str, set[int]]):
    """Ids that changed, by table. With `reset`, anything may have changed."""

    reset = False

    def add(self, ops: Iterable[Op]) -> None:
        """Take note of what a transaction touched."""
        for op in ops:
            if op.id:
                self.setdefault(op.table, set()).add(op.id)
            else:
                self.reset = True


class Tables:
    """Documents by table and id: all of them, or those a process holds of a larger store.

    Documents are replaced, never changed in place, so a reader in another thread always sees a whole one.

    Attributes:
        documents: by table name, then id.
        next: the id the next new document of a table gets; ids are never used twice.
        seq: the last transaction taken in.
        editors: who changed a document last, where that happened since the store was opened.
        replaced: table, id and document of what was replaced last, and who replaced it ("": this process).
    """

    def __init__(self, documents: dict[str, Documents], next: dict[str, int], seq: int = 0) -> None:
        self.documents = documents
        self.next = next
        self.seq = seq
        self.editors: dict[str, dict[int, str]] = {}
        self.replaced: deque[tuple[str, int, msgspec.Raw, str]] = deque(maxlen=REMEMBERED)

    def apply(self, commit: Commit, *, own: bool = False) -> None:
        """Take in the next transaction; one that was taken in before is passed over. `own`: of this process."""
        if commit.n <= self.seq:
            return
        for op in commit.ops:
            if op.kind == "x":
                self.documents.pop(op.table, None)
                continue
            documents = self.documents.get(op.table)
            if documents is None:
                documents = self.documents[op.table] = {}
            if op.kind == "t":
                continue
            old = documents.get(op.id)
            if old is not None:
                self.editors.setdefault(op.table, {})[op.id] = commit.by
                self.replaced.append((op.table, op.id, old, "" if own else commit.by))
            elif op.kind == "m":
                continue  # Fields of a document that is not held here.
            else:
                self.next[op.table] = max(self.next.get(op.table, 1), op.id + 1)
            if op.kind == "d":
                documents.pop(op.id, None)
            elif op.kind == "m" and old is not None:
                documents[op.id] = merged(old, op.document)
            else:
                documents[op.id] = op.document
        self.seq = commit.n

    def stale(self, ops: Iterable[Op]) -> Op | None:
        """The first change that was made on another revision than is there."""
        revs: dict[tuple[str, int], int] = {}
        dropped: set[str] = set()
        for op in ops:
            expected = op.expected
            if expected is None:
                if op.kind == "x":
                    dropped.add(op.table)
                    revs = {place: rev for place, rev in revs.items() if place[0] != op.table}
                continue
            found = revs.get((op.table, op.id))
            if found is None:
                document = None if op.table in dropped else self.documents.get(op.table, {}).get(op.id)
                found = 0 if document is None else revision(document)
            if found != expected:
                return op
            revs[op.table, op.id] = 0 if op.kind == "d" else expected + 1
        return None

    def conflict(self, table: str, id: int, rev: int, theirs: msgspec.Raw | None) -> Conflict:
        """What to tell somebody whose change was made on another revision than is there.

        Args:
            table, id: which document.
            rev: the revision it was made on.
            theirs: what is there.
        """
        base, since = self._earlier(table, id, rev)
        return Conflict(
            table,
            id,
            None if theirs is None else _decode(theirs),
            self.editors.get(table, {}).get(id, ""),
            None if base is None else _decode(base),
            since,
        )

    def _earlier(self, table: str, id: int, rev: int) -> tuple[msgspec.Raw | None, frozenset[str]]:
        """A document as it was at that revision, None when that is too long ago; and who else changed it since."""
        since = set()
        for name, number, document, by in reversed(self.replaced):
            if (name, number) == (table, id):
                since.add(by)
                if revision(document) == rev:
                    return document, frozenset(since - {""})
        return None, frozenset({self.editors.get(table, {}).get(id, "")})


def merged(old: msgspec.Raw, fields: msgspec.Raw) -> msgspec.Raw:
    """A document with some fields replaced."""
    return msgspec.Raw(_encode(shallow(old) | shallow(fields)))
