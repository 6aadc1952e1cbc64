"""Compaction in a process of its own: neither its CPU nor its memory are this desk's."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Compactor:
    """Starts `python -m store.compact` for a journal that has grown long, one at a time.

    A journal on which that failed is tried again when it has grown to twice its size, by each desk for itself. Until
    then nothing is lost: it only takes longer to open.
    """

    def __init__(self, folder: str) -> None:
        self._folder = os.path.abspath(folder)
        self._child = 0
        self._asked = (0, 0)
        self._failed = 0

    def start(self, gen: int, size: int, needed: Callable[[], bool]) -> None:
        """Start it, unless it was just tried or is not needed.

        Args:
            gen: the journal's number.
            size: its bytes.
            needed: what to ask last, as it is not for nothing.
        """
        tried = self._asked[0] == gen and size < 2 * self._asked[1]
        if not self.ended() or tried or not needed():
            return
        self._asked = gen, size
        places = os.pathsep.join(filter(None, [HOME, os.environ.get("PYTHONPATH")]))
        nothing = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
        try:
            self._child = os.posix_spawn(
                sys.executable,
                [sys.executable, "-P", "-m", "store.compact", self._folder],
                {**os.environ, "PYTHONPATH": places},
                file_actions=nothing,
                setsid=True,
            )
        except OSError:
            self._failed = gen

    def ended(self) -> bool:
        """Whether none is at work; takes note of how the last one ended."""
        if self._child:
            with suppress(ChildProcessError):
                child, status = os.waitpid(self._child, os.WNOHANG)
                if not child:
                    return False
                self._failed = self._asked[0] if status else 0
            self._child = 0
        return True

    def failed(self, gen: int) -> bool:
        """Whether this journal should have been compacted, and was not."""
        self.ended()
        return self._failed == gen
