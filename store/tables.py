"""The live tables: every document as the JSON it is stored as, decoded only when somebody looks."""

from collections import deque
from collections.abc import Iterable

import msgspec

from store.journal import Line, Op

Documents = dict[int, msgspec.Raw]

_encode = msgspec.json.encode
shallow = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
"""The fields of a document, their values still JSON."""
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

    def merge(self, others: "Changes") -> None:
        """Take in what happened after these."""
        for table, ids in others.items():
            self.setdefault(table, set()).update(ids)
        self.reset = self.reset or others.reset


class Tables:
    """All documents by table and id.

    Documents are replaced, never changed in place, so a reader in another thread always sees a whole one.

    Attributes:
        documents: by table name, then id.
        next: the id the next new document of a table gets; ids are never used twice.
        editors: who changed a document last, where that happened since the store was opened.
        replaced: table, id and document of what was replaced last, and who replaced it ("": this process).
    """

    def __init__(self, documents: dict[str, Documents], next: dict[str, int]) -> None:
        self.documents = documents
        self.next = next
        self.editors: dict[str, dict[int, str]] = {}
        self.replaced: deque[tuple[str, int, msgspec.Raw, str]] = deque(maxlen=REMEMBERED)

    def apply(self, line: Line, *, own: bool = False) -> None:
        """Take in one transaction; `own`: of this process."""
        for op in line.ops:
            if op.kind == "x":
                self.documents.pop(op.table, None)
                continue
            documents = self.documents.get(op.table)
            if documents is None:
                documents = self.documents[op.table] = {}
            if op.kind == "t":
                continue
            old = documents.get(op.id)
            if old is None:
                self.next[op.table] = max(self.next.get(op.table, 1), op.id + 1)
            else:
                self.editors.setdefault(op.table, {})[op.id] = line.by
                self.replaced.append((op.table, op.id, old, "" if own else line.by))
            if op.kind == "d":
                documents.pop(op.id, None)
            elif op.kind == "m" and old is not None:
                documents[op.id] = merged(old, op.document)
            else:
                documents[op.id] = op.document

    def earlier(self, table: str, id: int, rev: int) -> tuple[msgspec.Raw | None, frozenset[str]]:
        """A document as it was at that revision, None when that is too long ago; and who else changed it since."""
        since = set()
        for name, number, document, by in reversed(self.replaced):
            if (name, number) == (table, id):
                since.add(by)
                if int(bytes(shallow(document)["rev"])) == rev:
                    return document, frozenset(since - {""})
        return None, frozenset({self.editors.get(table, {}).get(id, "")})


def merged(old: msgspec.Raw, fields: msgspec.Raw) -> msgspec.Raw:
    """A document with some fields replaced."""
    return msgspec.Raw(_encode(shallow(old) | shallow(fields)))
