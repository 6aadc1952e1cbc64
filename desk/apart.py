"""Work of an open desk in a process of its own, never in the way of who works: what starter and `main` share."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import store
from desk.desk import Desk, wall_clock
from desk.witness import SOCKET, Witness

if TYPE_CHECKING:
    import subprocess


def run(module: str, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a module with those words, and wait for its end: not for the thread that draws. What it printed is kept."""
    import subprocess  # It costs start-up time.

    home = str(Path(__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-P", "-m", module, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )


@contextmanager
def desk_at(path: str, actor: str, now: Callable[[], int] = wall_clock) -> Iterator[Desk]:
    """The desk of such a process, whose audit entries the host's log learns of as the open desk's.

    Raises:
        store.StoreError, OSError: it cannot be opened.
    """
    with store.open(path, actor, create=False) as opened:
        socket = os.environ.get("MEJA_WITNESS", SOCKET)
        witness = Witness(path, socket) if socket else None
        try:
            yield Desk(opened, now=now, witness=witness)
        finally:
            if witness:
                witness.close()
