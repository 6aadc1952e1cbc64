"""Bytes flipped anywhere, tails torn anywhere with anything behind them: refused or repaired, never silently wrong."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

import store
from tests.store.campaign import LONG, SEED, Tally
from tests.store.conftest import contents, insert
from tests.store.powercut import Contents
from tests.store.reread import reread

FLIPS: tuple[Callable[[int], int], ...] = (
    *(lambda byte, bit=bit: byte ^ 1 << bit for bit in range(8)),
    lambda byte: byte ^ 0xFF,
    lambda byte: 0 if byte else 1,
    lambda byte: 10 if byte != 10 else 13,
    lambda byte: (byte + 1) % 256,
)
"""What becomes of a byte: each bit, all of them, nothing, the end of a line, its neighbour."""

GARBAGE: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "nothing": lambda dice, line: b"",
    "zeros": lambda dice, line: bytes(dice.randint(1, 700)),
    "noise": lambda dice, line: dice.randbytes(dice.randint(1, 60)).replace(b"\n", b"\r"),
    "letters": lambda dice, line: b"x" * dice.randint(1, 60),
    "the beginning of a line": lambda dice, line: line[: dice.randrange(1, len(line) - 1)],
    "zeros and the end of a line": lambda dice, line: bytes(dice.randint(8, 700)) + line[-dice.randrange(1, 20) :],
}
"""What stands behind the place where an unfinished write stops."""


@pytest.fixture
def written(memory: Path) -> tuple[Path, list[Contents]]:
    """A store with a snapshot and some transactions in its journal; what it held after each of these."""
    folder = memory / "store"
    with store.open(folder, "sari") as desk:
        for number in range(3):
            insert(desk, text=f"sebelum {number} 🙏")
        desk.compact()
        states = [contents(desk)]
        for number in range(5):
            with desk.transaction() as tx:
                id = tx.insert("comments", {"text": f"jalan rusak {number} \n J*bu", "likes": number})
                tx.insert("audit", {"of": id})
                tx.update("comments", 1 + number % 3, {"state": "done", "by": number})
            states.append(contents(desk))
    return folder, states


def reopened(folder: Path) -> store.Store | None:
    """The store; None when it refuses to open."""
    try:
        return store.open(folder, "budi")
    except (store.Corrupt, store.NewerFormat):
        return None


def some(things: list[int], number: int) -> list[int]:
    """All of them in the long form, else so many."""
    return things if LONG else random.Random(SEED).sample(things, min(number, len(things)))


def test_a_flipped_byte_in_the_journal(written: tuple[Path, list[Contents]], tally: Tally) -> None:
    folder, states = written
    journal = folder / "journal-00000002.jsonl"
    whole = journal.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 10]
    for place in some(list(range(len(whole))), 120):
        for flip in FLIPS:
            damaged = bytearray(whole)
            damaged[place] = flip(damaged[place])
            if damaged == whole:
                continue
            journal.write_bytes(damaged)
            desk = reopened(folder)
            tally.add(flips=1)
            if desk is None:
                assert place < ends[0]
                continue
            with desk:
                good = sum(end <= place for end in ends)
                assert isinstance(desk.fault, store.Corrupt), (place, damaged[place])
                assert (desk.fault.path, desk.fault.offset) == (str(journal), ends[good - 1])
                assert contents(desk) == states[good - 1]
                with pytest.raises(store.Corrupt):
                    insert(desk, text="on")
                with pytest.raises(store.Corrupt):
                    desk.compact()
            assert journal.read_bytes() == damaged


def test_a_flipped_byte_in_the_snapshot(written: tuple[Path, list[Contents]], tally: Tally) -> None:
    folder, _ = written
    snapshot = folder / "snapshot.json"
    whole = snapshot.read_bytes()
    for place in some(list(range(len(whole))), 150):
        for flip in FLIPS:
            damaged = bytearray(whole)
            damaged[place] = flip(damaged[place])
            if damaged != whole:
                snapshot.write_bytes(damaged)
                assert reopened(folder) is None, (place, damaged[place])
                assert snapshot.read_bytes() == damaged
                tally.add(flips=1)
    for size in some(list(range(len(whole))), 60):
        snapshot.write_bytes(whole[:size])
        assert reopened(folder) is None, size
        tally.add(shortened=1)


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_torn_tail(written: tuple[Path, list[Contents]], tally: Tally, kind: str) -> None:
    folder, states = written
    journal = folder / "journal-00000002.jsonl"
    whole = journal.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 10]
    dice = random.Random(SEED)
    others = {path.name: path.read_bytes() for path in folder.iterdir()}
    for place in some(list(range(ends[-3] + 1, len(whole) + 1)), 100):
        for path in folder.iterdir():
            path.unlink()
        for name, data in others.items():
            (folder / name).write_bytes(data)
        torn = whole[:place] + GARBAGE[kind](dice, whole[ends[-2] : ends[-1]])
        journal.write_bytes(torn)
        good = sum(end <= place for end in ends)
        tally.add(torn=1)
        with store.open(folder, "budi") as desk:
            assert contents(desk) == states[good - 1]
            assert journal.read_bytes() == torn, "reading changed the file"
            if desk.fault is not None:
                assert place == ends[good] - 1, "only a line that is whole but for its end may be taken for damage"
                assert isinstance(desk.fault, store.Corrupt)
                tally.add(refused=1)
                continue
            id = insert(desk, text="on")
            assert id == max(states[good - 1]["comments"]) + 1
            assert reread(folder) == (desk.seq, contents(desk))
        if len(torn) > ends[good - 1]:
            assert (folder / f"torn-00000002-{ends[good - 1]}").read_bytes() == torn[ends[good - 1] :]
