"""What a transaction is made of."""

import msgspec


class Op(msgspec.Struct, array_like=True, gc=False):
    """One change.

    Kinds: `p` put a whole document, `m` merge fields into it, `d` delete it, `x` drop a table, `t` make a table.

    Attributes:
        document: what is put or merged, with its new revision as `rev`; of a deleted document the revision it had.
    """

    kind: str
    table: str
    id: int = 0
    document: msgspec.Raw = msgspec.Raw(b"null")

    @property
    def expected(self) -> int | None:
        """The revision the document must have for this to be done, 0: it must not be there; None: any."""
        if not self.id:
            return None
        return int(bytes(self.document)) if self.kind == "d" else revision(self.document) - 1


class Commit(msgspec.Struct, omit_defaults=True, gc=False):
    """One transaction as everybody sees it.

    Attributes:
        n: its place in the sequence of all; they are numbered from 1 without gaps.
        t: when, in UTC milliseconds, by the clock of whoever committed it; a wrong clock does not change the order.
        tx: its id, chosen before it was tried.
        by: who committed.
    """

    n: int
    t: int
    tx: str
    by: str
    ops: list[Op] = []


class _Revised(msgspec.Struct, gc=False):
    rev: int = 0


_revised = msgspec.json.Decoder(_Revised).decode


def revision(document: msgspec.Raw) -> int:
    """The revision of a stored document."""
    return _revised(document).rev
