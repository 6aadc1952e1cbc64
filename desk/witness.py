"""The outside witness: the host's log learns where the audit chain stands.

Whoever can write the store can compute the whole chain anew, or cut off its end. Lines in the log they cannot take
back, unless they administer the host as well.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from domain.chain import Head

SOCKET = "/dev/log"
"""Where syslog listens; under systemd journald does."""
BURST = 10
EVERY = 6.0
"""An admin's steps are told at once. Of a flood (an import) ten heads, and then one in so many seconds: each proves all
entries before it."""
_NOTICE = 10 << 3 | 5
"""Facility authpriv, severity notice."""

_TOLD = re.compile(r"audit head store=(\S+) entry=(\d{1,18}) chain=([0-9a-f]{64})\b")
_BARE = re.compile(r"\s*(\d{1,18}):([0-9a-fA-F]{16,64})\s*")


def name_of(folder: str) -> str:
    """How a store is called in the log: its place on this host."""
    from urllib.parse import quote

    return quote(os.path.realpath(os.fsencode(folder)))


class Witness:
    """Tells the log about one store. Never waits and never fails: a host without a log has no witness.

    Args:
        folder: the store's.
        socket: path of the log's datagram socket.
        clock: seconds that only go forward.
    """

    def __init__(self, folder: str, socket: str = SOCKET, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = os.path.abspath(folder)
        self._socket = socket
        self._clock = clock
        self._allowed = float(BURST)
        self._then = clock()
        self._untold: tuple[int, str] | None = None
        self._lock = threading.Lock()

    def __call__(self, entry: int, chain: str) -> None:
        """There is a new head. May be called in any thread."""
        with self._lock:
            self._untold = entry, chain
            now = self._clock()
            self._allowed = min(BURST, self._allowed + (now - self._then) / EVERY)
            self._then = now
            if self._allowed >= 1:
                self._allowed -= 1
                self._tell()

    def close(self) -> None:
        """Tell the last head, if it was not told yet."""
        with self._lock:
            self._tell()

    def _tell(self) -> None:
        import socket

        if self._untold is None:
            return
        entry, chain = self._untold
        head = f"meja audit head store={name_of(self._folder)} entry={entry} chain={chain}"
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as log:
                log.sendto(f"<{_NOTICE}>meja[{os.getpid()}]: {head}".encode(), self._socket)
        except OSError:
            return
        self._untold = None


class Heads(NamedTuple):
    """What was read of a log.

    Attributes:
        ours: heads of this store.
        others: how many are of other stores.
    """

    ours: "tuple[Head, ...]"
    others: int


def read(lines: Iterable[str], folder: str) -> Heads:
    """The heads in lines of a log, as journalctl and syslog print them, or noted as ``812:9f2c…``."""
    from domain.chain import Head

    ours, others, name = [], 0, name_of(folder)
    for line in lines:
        if bare := _BARE.fullmatch(line):
            ours.append(Head(int(bare[1]), bare[2].lower()))
        elif (told := _TOLD.search(line)) and told[1] == name:
            ours.append(Head(int(told[2]), told[3]))
        elif told:
            others += 1
    return Heads(tuple(ours), others)
