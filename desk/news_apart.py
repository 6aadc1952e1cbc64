"""Asking the feeds in a process of its own, so that neither parsing nor grouping delays a key of the desk."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from desk.desk import Desk, wall_clock

# Isolated (-I): neither the environment nor the current folder decides what the child imports.
_START = "import sys; sys.path.append(sys.argv[1]); from desk import news_apart; news_apart.main(sys.argv[2:])"
_NICER = 10


class RefreshFailed(Exception):
    """The process that asked the feeds ended badly; its last line says why."""


def refresh(desk: Desk, *, force: bool = False) -> None:
    """`desk.news.refresh`, in a child that ends with us. Slow: run it off the event loop.

    Raises:
        RefreshFailed: it ended badly.
    """
    if desk.example or desk.read_only:
        return
    root = str(Path(__file__).parent.parent)
    arguments = [root, str(desk.store.path), desk.actor, str(desk.now()), "force" if force else "due"]
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={},
        start_new_session=True,
    )
    with child:
        assert child.stderr is not None
        told = child.stderr.read().decode("utf-8", "replace").strip().splitlines()
    if child.returncode:
        raise RefreshFailed(told[-1] if told else str(child.returncode))


def main(arguments: list[str]) -> None:
    """Ask the feeds of a store as that actor; the clock goes on from the given instant."""
    import store
    from desk import news

    path, actor, now, force = arguments
    os.nice(_NICER)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    ahead = int(now) - wall_clock()
    opened = store.open(path, actor)
    try:
        news.refresh(Desk(opened, now=lambda: wall_clock() + ahead), force=force == "force")
    finally:
        opened.close()


def _end_with_parent() -> None:
    """The desk holds the other end of our stdin: when it is gone, so are we. The store bears that at any instant."""
    while os.read(0, 1):
        pass
    os._exit(1)
