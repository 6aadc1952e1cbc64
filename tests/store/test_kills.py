"""Writers and compactors killed at any moment: what was acknowledged is there, whole, and the store goes on."""

import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

import store
from tests.store.campaign import LONG, SEED, Tally
from tests.store.conftest import ROOT, Opener, contents
from tests.store.reread import reread

WRITERS = 3 if LONG else 2
ROUNDS = 150 if LONG else 14
SECONDS = 60
"""After so long without a word from a worker something is wrong."""


class Nursery:
    """Workers on one store, and what each of them was told to be done."""

    def __init__(self, folder: Path) -> None:
        pipes = [os.pipe() for _ in range(WRITERS)]
        self._reading = [reading for reading, _ in pipes]
        writing = [writing for _, writing in pipes]
        self._matron = subprocess.Popen(
            [sys.executable, "-m", "tests.store.nursery", str(folder), *map(str, writing)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=writing,
            text=True,
        )
        for descriptor in writing:
            os.close(descriptor)

    def ask(self, *words: object) -> int:
        """Give a command; the answer."""
        assert self._matron.stdin
        assert self._matron.stdout
        print(*words, file=self._matron.stdin, flush=True)
        return int(self._matron.stdout.readline())

    def told(self, slot: int, at_least: int) -> list[int]:
        """Ids that were acknowledged since the last call: those that are there, but so many at least."""
        data = b""
        while select.select([self._reading[slot]], [], [], SECONDS if data.count(b"\n") < at_least else 0)[0]:
            data += os.read(self._reading[slot], 1 << 16)
        return [int(line.split()[0]) for line in data.splitlines()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._matron.communicate()
        for descriptor in self._reading:
            os.close(descriptor)


def batch(nursery: Nursery, dice: random.Random, name: str, how: int) -> Iterator[tuple[str, list[int]]]:
    """Start the writers, end them one after the other; who was told what."""
    inside = dice.random() < 0.5 and how == signal.SIGKILL
    names = [f"{name}-{slot}" for slot in range(WRITERS)]
    changes = [dice.randint(1, 90) if inside else 0 for _ in names]
    pids = [nursery.ask("start", slot, names[slot], dice.randrange(10**6), changes[slot]) for slot in range(WRITERS)]
    for slot, pid in enumerate(pids):
        if inside:
            assert nursery.ask("wait", pid) == signal.SIGKILL
            yield names[slot], nursery.told(slot, 0)
        else:
            first = nursery.told(slot, dice.randint(1, 12))
            assert first
            assert nursery.ask("end", pid, how) == how
            yield names[slot], first + nursery.told(slot, 0)


@pytest.mark.parametrize(("how", "rounds"), [(signal.SIGKILL, ROUNDS), (signal.SIGHUP, ROUNDS // 7)])
def test_nothing_acknowledged_is_lost(opened: Opener, folder: Path, tally: Tally, how: int, rounds: int) -> None:
    dice = random.Random(SEED)
    desk = opened()
    acknowledged: dict[str, list[int]] = {}
    with Nursery(folder) as nursery:
        for number in range(rounds):
            acknowledged |= dict(batch(nursery, dice, f"w{number}", how))
            desk.poll()
            with desk.transaction() as tx:
                id = tx.insert("comments", {"text": "sari"})
                tx.insert("audit", {"of": id, "by": "sari", "gone": 0})
            acknowledged.setdefault("sari", []).append(id)
            tally.add(kills=WRITERS)
            examine(desk, folder, acknowledged)
    tally.add(acknowledged=sum(map(len, acknowledged.values())), lost=0, transactions=desk.seq)
    left = len(contents(desk)["audit"]) - sum(map(len, acknowledged.values()))
    tally.add(written_but_not_acknowledged=left, torn_tails=len(list(folder.glob("torn-*"))))
    gen = max(int(path.stem[-8:]) for path in folder.glob("journal-*.jsonl"))
    tally.add(compactions=gen - 1)
    assert gen > 2


def examine(desk: store.Store, folder: Path, acknowledged: dict[str, list[int]]) -> None:
    """Who was there all the time, who comes now and who reads the bare files agree, and nothing is missing."""
    with store.open(folder, "fresh") as fresh:
        assert fresh.fault is None
        found = contents(fresh)
    assert found == contents(desk)
    assert reread(folder) == (desk.seq, found)
    rows = [row for row in found["audit"].values() if row]
    made, gone = [row["of"] for row in rows], {row["gone"] for row in rows} - {0}
    assert len(made) == len(set(made)), "an id was given twice"
    assert set(made) - gone == found["comments"].keys(), "half a transaction"
    for name, ids in acknowledged.items():
        wrote = {row["of"] for row in rows if row["by"] == name}
        assert set(ids) <= wrote, "lost"
        assert len(wrote) - len(ids) <= (name != "sari"), "more than the one transaction that was under way"
