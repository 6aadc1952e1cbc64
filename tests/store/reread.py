"""A second reader of a store's files, made from their description alone: the judge of the first one."""

import json
import zlib
from pathlib import Path
from typing import Any

Rows = dict[str, dict[int, Any]]


def reread(folder: Path) -> tuple[int, Rows]:
    """The last transaction's number and all documents. Every checksum, number and header on the way has to be right.

    A tail without an end is passed over.
    """
    gen, seq, crc, rows = _snapshot(folder / "snapshot.json")
    while True:
        data = (folder / f"journal-{gen:08d}.jsonl").read_bytes()
        header, *lines = data.split(b"\n")
        assert json.loads(header) == {"format": 1, "gen": gen, "seq": seq, "crc": f"{crc:08x}"}
        turned = False
        for line in lines[:-1]:
            assert not turned, "a line behind the one that leads on"
            crc = zlib.crc32(line[16:], crc)
            assert line[:16] == b'{"c":"%08x",' % crc
            entry = json.loads(line)
            turned = "rot" in entry
            seq += not turned
            assert entry["n"] == seq
            for op in entry.get("ops", []):
                _apply(rows, *op)
        if not turned:
            return seq, rows
        gen += 1
        assert entry["rot"] == gen


def _snapshot(path: Path) -> tuple[int, int, int, Rows]:
    if not path.exists():
        return 1, 0, 0, {}
    data = path.read_bytes()
    tables = json.loads(data)
    meta = tables.pop("_meta")["1"]
    assert meta["crc"] == f"{zlib.crc32(data[32:]):08x}"
    rows = {name: {int(id): document for id, document in table.items()} for name, table in tables.items()}
    return meta["gen"], meta["seq"], int(meta["chain"], 16), rows


def _apply(rows: Rows, kind: str, table: str, id: int, document: Any) -> None:
    if kind == "x":
        rows.pop(table, None)
        return
    documents = rows.setdefault(table, {})
    if kind == "p":
        documents[id] = document
    elif kind == "m":
        documents[id] = {**documents[id], **document}
    elif kind == "d":
        del documents[id]
    else:
        assert kind == "t"
