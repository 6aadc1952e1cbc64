"""Reads a batch of documents in one child process with limits, and finds the one that breaks them.

Starting a child costs more than reading ten feeds, so it reads document after document; each has its own ten seconds.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from feeds import parse_child
from feeds.document import Document, Parsed
from feeds.failures import Failed

# Isolated (-I): neither the environment nor the current folder decides what the child imports.
_START = "import sys; sys.path.append(sys.argv[1]); from feeds import parse_child; parse_child.main()"


def parse(documents: Iterable[Document]) -> list[Parsed | Failed]:
    """What each document holds, in their order.

    A document that makes the child crash or run out of time or memory is `unreadable`; the others are not hurt.
    """
    results: list[Parsed | Failed] = []
    child: _Child | None = None
    try:
        for document in documents:
            child = child or _Child()
            result = child.read(document)
            if result is None:
                child.close()
                child = None
            results.append(result or Failed(code="unreadable"))
    finally:
        if child:
            child.close()
    return results


class _Child:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(Path(__file__).parent.parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            # A ctrl+c at the terminal is for us to answer.
            start_new_session=True,
        )

    def read(self, document: Document) -> Parsed | Failed | None:
        """What the document holds; None when the child did not survive it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            parse_child.send(self._process.stdin, msgspec.msgpack.encode(document))
            answer = parse_child.receive(self._process.stdout)
        except BrokenPipeError:
            return None
        return msgspec.msgpack.decode(answer, type=Parsed | Failed) if answer else None

    def close(self) -> None:
        self._process.kill()
        with self._process:
            pass
