"""Processes that work on a store until they are killed. Started once; each worker is a fork, so that many can die.

`python -m tests.store.nursery FOLDER FD…` reads commands, one a line: `start SLOT NAME SEED CHANGES` answers the
process id (0 changes: it works until it is killed from outside; else it ends at its so-manieth change of the folder),
`end PID SIGNAL` and `wait PID` answer when it is gone. What is acknowledged goes to the slot's descriptor.
"""

import os
import random
import signal
import sys
from typing import Any

import store
from store.disk import Disk


class DeadlyDisk(Disk):
    """Kills its own process just before a certain change."""

    def __init__(self, left: int) -> None:
        self.left = left

    def count(self) -> None:
        """One change more."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _counted(name: str) -> Any:
    real = getattr(Disk, name)

    def operation(self: DeadlyDisk, *arguments: Any) -> Any:
        self.count()
        return real(self, *arguments)

    return operation


for _name in ("write", "overwrite", "sync_data", "sync", "truncate", "replace", "link", "unlink", "sync_folder"):
    setattr(DeadlyDisk, _name, _counted(_name))


def work(folder: str, told: int, name: str, seed: int, changes: int) -> None:
    """Transactions of two records that must agree; some remove an older one; now and then the journal is compacted."""
    dice = random.Random(seed)
    with store.open(folder, name, disk=DeadlyDisk(changes)) as desk:
        mine: list[int] = []
        while True:
            gone = mine.pop(dice.randrange(len(mine))) if mine and dice.random() < 0.3 else 0
            with desk.transaction() as tx:
                id = tx.insert("comments", {"text": name * dice.choice((1, 1, 1, 200))})
                tx.insert("audit", {"of": id, "by": name, "gone": gone})
                if gone:
                    tx.delete("comments", gone)
            os.write(told, b"%d %s\n" % (id, name.encode()))
            mine.append(id)
            if dice.random() < 0.12:
                desk.compact()


def main(folder: str, *slots: str) -> None:
    """Do as told."""
    for line in sys.stdin:
        match line.split():
            case ["start", slot, name, seed, changes]:
                answer = os.fork()
                if not answer:
                    try:
                        work(folder, int(slots[int(slot)]), name, int(seed), int(changes))
                    finally:
                        os._exit(1)
            case ["end", pid, how]:
                os.kill(int(pid), int(how))
                answer = os.waitpid(int(pid), 0)[1]
            case ["wait", pid]:
                answer = os.waitpid(int(pid), 0)[1]
        print(answer, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
