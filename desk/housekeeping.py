"""What an open desk sees to once a day, where it is to be done: in a process of its own, never in the way of who works.

`python -m desk.housekeeping STORE ACTOR NOW` finishes an erasure that was cut off, lets go of what was kept long
enough, and archives. What it changes reaches the desk as another process's changes do.
"""

import os
import sys

import store
from desk import apart, archiving, erasure, retention
from desk.desk import Desk


def due(desk: Desk) -> bool:
    """Whether there is anything to see to."""
    if desk.example or desk.read_only or desk.store.fault:
        return False
    return erasure.under_way(desk) is not None or retention.due(desk) or desk.setting("archive_daily") == "on"


def start(desk: Desk) -> bool:
    """See to it, and wait for the end; whether it went well. It takes seconds: not for the thread that draws."""
    words = os.path.abspath(desk.store.path), desk.actor, str(desk.now())
    return apart.run("desk.housekeeping", *words).returncode == 0


def keep(desk: Desk) -> None:
    """What is due. Raises as `erasure.erase` and `archiving.run`."""
    erasure.resume(desk)
    if retention.due(desk):
        retention.run(desk, retention.months_kept(desk), retention.deed_of(desk))
    if desk.setting("archive_daily") == "on":
        archiving.run(desk, archiving.months_kept(desk), wait=False)


def main(path: str, actor: str, now: int) -> int:
    """Keep a store's house; the exit code."""
    os.nice(10)
    try:
        with apart.desk_at(path, actor, lambda: now) as desk:
            keep(desk)
    except (store.StoreError, OSError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
