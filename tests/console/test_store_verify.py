"""`meja store verify`: a whole trail, a trail that somebody touched, and what an outside witness adds."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from desk import comments as use
from desk.desk import Desk
from desk.witness import name_of
from domain.chain import link
from domain.comments import Comment
from store import Transaction
from store.disk import Disk
from store.snapshot import claim_snapshot, publish_snapshot, read_snapshot, write_snapshot
from tests.console.conftest import Meja

Tamper = Callable[[Transaction], object]


@pytest.fixture
def heads(shared: Path) -> list[tuple[int, str]]:
    """Six steps of two admins; every head as a witness hears it."""
    told: list[tuple[int, str]] = []
    with store.open(shared, "rina") as first, store.open(shared, "budi") as second:
        desks = [Desk(one, witness=lambda entry, chain: told.append((entry, chain))) for one in (first, second)]
        with first.transaction() as tx:
            tx.insert("comments", Comment(platform="instagram", account=1, platform_id="a", text="x", written_at=1))
        for number in range(6):
            use.add_note(desks[number % 2], 1, f"catatan {number}")
    return told


def tamper(folder: Path, deed: Tamper) -> None:
    with store.open(folder, "mallory") as opened, opened.transaction() as tx:
        deed(tx)


def rewritten(folder: Path, deed: Callable[[dict[int, msgspec.Raw]], dict[int, msgspec.Raw]]) -> None:
    """A new snapshot with right checksums, whose audit table is what `deed` makes of the old one."""
    disk = Disk()
    with store.open(folder, "mallory") as opened:
        opened.compact()
        meta, documents = read_snapshot(str(folder))
        documents["audit"] = deed(documents["audit"])
        meta.next["audit"] = max(documents["audit"]) + 1
        claimed = claim_snapshot(str(folder), disk)
        assert claimed
        fd, path = claimed
        write_snapshot(fd, meta, documents, disk)
        publish_snapshot(str(folder), path, meta.gen, disk)


def test_a_whole_trail(meja: Meja, heads: list[tuple[int, str]]) -> None:
    said = meja("store", "verify")
    entry, chain = heads[-1]
    assert said.code == 0
    assert said.out.splitlines() == [
        "The trail is whole: 6 entries, chained.",
        f"Head, to be kept elsewhere: {entry}:{chain}",
        "No outside head was compared: whoever can write the store could have computed the chain anew.",
        "No outside witness: this host has no system log (MEJA_WITNESS=).",
    ]
    (found,) = meja("store", "verify", "--json", "--head", f"{entry}:{chain}").data
    assert found == {
        "whole": True,
        "entries": 6,
        "unchained_until": None,
        "redacted": 0,
        "head": {"entry": 6, "chain": chain},
        "heads_compared": 1,
        "heads_of_other_stores": 0,
        "heads_agree_until": 6,
        "witness": False,
        "more": 0,
        "finding": None,
    }


def test_a_store_without_a_trail(meja: Meja, opened: store.Store) -> None:
    said = meja("store", "verify")
    assert (said.code, said.out.splitlines()[0]) == (0, "There is no chained entry yet.")


def renamed(tx: Transaction) -> None:
    tx.update("audit", 3, {"by": "budi"})


def moved_in_time(tx: Transaction) -> None:
    tx.update("audit", 3, {"at": 1})


def retold(tx: Transaction) -> None:
    entry = tx.get("audit", 3) or {}
    entry["changes"][0]["after"]["notes"] = []
    tx.update("audit", 3, {"changes": entry["changes"]})


def retold_with_a_chain_of_its_own(tx: Transaction) -> None:
    entry = {**(tx.get("audit", 3) or {}), "by": "budi"}
    tx.update("audit", 3, {"by": "budi", "chain": link(entry, 3, entry["prev"])})


def put_again(tx: Transaction) -> None:
    entry = tx.get("audit", 3) or {}
    tx.delete("audit", 3)
    tx.insert("audit", {**entry, "verb": "comment.done"}, 3)


@pytest.mark.parametrize("deed", [renamed, moved_in_time, retold, retold_with_a_chain_of_its_own, put_again])
@pytest.mark.usefixtures("heads")
def test_a_changed_entry_is_named(meja: Meja, shared: Path, deed: Tamper) -> None:
    tamper(shared, deed)
    said = meja("store", "verify")
    assert said.code == 1
    first, second = said.out.splitlines()[:2]
    assert first.startswith("Entry 3 was changed")
    assert second.startswith("  touched by mallory on ")
    finding = meja("store", "verify", "--json").data[0]["finding"]
    (touch,) = finding.pop("touched")
    assert finding == {"kind": "changed", "entry": 3, "until": None, "after": None}
    assert (touch["seq"], touch["by"]) == (8, "mallory")


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([1], "Entry 1 was removed."),
        ([4], "Entry 4 was removed."),
        ([2, 3, 5], "Entries 2 to 3 were removed."),
        ([5, 6], "Entries 5 to 6 were removed."),
        ([1, 2, 3, 4, 5, 6], "Entries 1 to 6 were removed."),
    ],
)
@pytest.mark.usefixtures("heads")
def test_removed_entries_are_named(meja: Meja, shared: Path, ids: list[int], told: str) -> None:
    def removed(tx: Transaction) -> None:
        for id in ids:
            tx.delete("audit", id)

    tamper(shared, removed)
    said = meja("store", "verify")
    assert (said.code, said.out.splitlines()[0]) == (1, told)


@pytest.mark.usefixtures("heads")
def test_the_whole_table_dropped(meja: Meja, shared: Path) -> None:
    tamper(shared, lambda tx: tx.drop("audit"))
    said = meja("store", "verify")
    assert said.out.startswith("Entries 1 to 6 were removed.\n  touched by mallory on ")


@pytest.mark.usefixtures("heads")
def test_an_entry_put_in_is_named(meja: Meja, shared: Path) -> None:
    entry: dict[str, Any] = {"at": 1, "by": "rina", "verb": "comment.done"}
    tamper(shared, lambda tx: tx.insert("audit", entry))
    said = meja("store", "verify")
    assert (said.code, said.out.splitlines()[0]) == (1, "Entry 7 was put in: it never was part of the chain.")
    assert said.out.splitlines()[1].endswith("in transaction 8")


def test_a_desk_goes_on_after_a_wreck_and_the_wreck_stays_named(meja: Meja, shared: Path, heads: list[Any]) -> None:
    tamper(shared, lambda tx: tx.update("audit", 6, {"chain": 7, "changes": "?"}))
    with store.open(shared, "rina") as opened:
        use.add_note(Desk(opened), 1, "lagi")
    assert meja("store", "verify").out.startswith("Entry 6 was changed")


@pytest.mark.usefixtures("heads")
def test_a_snapshot_rewritten_with_right_checksums(meja: Meja, shared: Path) -> None:
    def swapped(audit: dict[int, msgspec.Raw]) -> dict[int, msgspec.Raw]:
        return {**audit, 2: audit[5], 5: audit[2]}

    rewritten(shared, swapped)
    said = meja("store", "verify")
    assert (said.code, said.out.splitlines()[0]) == (1, "Entry 2 was changed: it is not what was written.")


def test_only_a_witness_sees_what_was_cut_off(meja: Meja, shared: Path, heads: list[tuple[int, str]]) -> None:
    rewritten(shared, lambda audit: {id: entry for id, entry in audit.items() if id < 5})
    assert meja("store", "verify").code == 0
    said = meja("store", "verify", "--head", f"{heads[3][0]}:{heads[3][1]}", "--head", f"6:{heads[5][1][:16]}")
    assert (said.code, said.out.splitlines()[0]) == (1, "Entries 5 to 6 were removed.")
    assert "The outside heads agree, up to entry 4." in said.out


def test_only_a_witness_sees_a_chain_computed_anew(meja: Meja, shared: Path, heads: list[tuple[int, str]]) -> None:
    def anew(audit: dict[int, msgspec.Raw]) -> dict[int, msgspec.Raw]:
        prev, forged = "", {}
        for id, stored in audit.items():
            entry = {**msgspec.json.decode(stored), "prev": prev}
            entry["by"] = "budi" if id == 3 else entry["by"]
            entry["chain"] = prev = link(entry, id, prev)
            forged[id] = msgspec.Raw(msgspec.json.encode(entry))
        return forged

    rewritten(shared, anew)
    assert meja("store", "verify").code == 0
    log = shared.parent / "log"
    lines = [
        f"Nov 22 09:42:00 host meja[7]: meja audit head store={name_of(str(shared))} entry={entry} chain={chain}"
        for entry, chain in heads
        if entry % 2 == 0
    ]
    log.write_text("\n".join(["-- Boot 1 --", *lines, "meja audit head store=/other entry=9 chain=" + "a" * 64]))
    said = meja("store", "verify", "--heads", str(log))
    assert said.code == 1
    assert "Entry 4 is not the one the witness saw" in said.out
    assert "after 2 on" in said.out
    found = meja("store", "verify", "--heads", str(log), "--json").data[0]
    assert (found["heads_compared"], found["heads_of_other_stores"], found["heads_agree_until"]) == (3, 1, 2)
    assert found["finding"] == {"kind": "rewritten", "entry": 4, "until": None, "after": 2, "touched": []}


def test_heads_from_a_pipe(
    meja: Meja, shared: Path, heads: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def piped(text: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))

    piped("\n".join(f"{entry}:{chain}" for entry, chain in heads).encode() + b"\n\xff\n")
    said = meja("store", "verify", "--heads", "-")
    assert (said.code, "agree, up to entry 6" in said.out) == (0, True)
    piped(b"meja audit head store=/other entry=9 chain=" + b"a" * 64)
    said = meja("store", "verify", "--heads", "-")
    assert (said.code, said.err) == (2, "No line is a head of this store; 1 is one of another store.\n")


@pytest.mark.parametrize(
    "words",
    [("--head", "6"), ("--head", "6:xyz"), ("--head", "6:abcd"), ("--head", "x:" + "a" * 64), ("--heads", "/no")],
)
@pytest.mark.usefixtures("heads")
def test_what_is_no_head_is_refused(meja: Meja, words: tuple[str, str]) -> None:
    said = meja("store", "verify", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err


@pytest.mark.usefixtures("heads")
def test_a_damaged_store_is_not_whole(meja: Meja, shared: Path) -> None:
    journal = next(shared.glob("journal-*"))
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 1
    journal.write_bytes(data)
    said = meja("store", "verify", "--json")
    assert (said.code, said.data[0]["whole"]) == (1, False)
