"""The child that reads hostile documents: ten seconds for each, half a gigabyte for all, then it is gone."""

import resource
import signal
import sys
from typing import IO

import msgspec

from feeds import document
from feeds.failures import Failed

SECONDS = 10
"""For one document, by the wall clock: no document's work lies elsewhere than in the child."""
MEMORY = 512 * 1024 * 1024
"""Address space of the child, in bytes."""


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message: its length in eight bytes, then itself."""
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message; empty when the other side is gone."""
    length = int.from_bytes(stream.read(8), "big")
    message = stream.read(length)
    return message if len(message) == length else b""


def main() -> None:
    """Read documents from stdin and write what they hold to stdout until stdin ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The alarm's own action ends the process, whatever a parser is doing.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while message := receive(sys.stdin.buffer):
        signal.alarm(SECONDS)
        send(sys.stdout.buffer, msgspec.msgpack.encode(_read(message)))
        signal.alarm(0)


def _read(message: bytes) -> document.Parsed | Failed:
    try:
        return document.read(msgspec.msgpack.decode(message, type=document.Document))
    except Exception:
        # feedparser raises whatever its parsers raise, MemoryError and UnicodeError among them.
        return Failed(code="unreadable")
