"""A program on a pseudo-terminal, and what a person would see there."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
import pytest

PATIENCE = 30.0
"""Seconds a busy machine may take for what needs one or two."""


class Terminal:
    """Runs the command as the leader of a session on a terminal of its own, as a login over SSH would.

    Attributes:
        screen: what the terminal shows, as pyte understood it.
        received: every byte the program wrote.
    """

    def __init__(
        self,
        command: list[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        columns: int = 120,
        lines: int = 36,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.received = b""
        self._stream = pyte.ByteStream(self.screen)
        self._end, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        leader = ["setsid", "--ctty", *command]  # becomes the command: the process is not a group leader yet
        self.process = subprocess.Popen(leader, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=environment)
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._end)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def see(self, shown: Callable[[str], bool], *, within: float = PATIENCE) -> None:
        """Read until the screen's text satisfies `shown`; fail when it does not `within` that many seconds."""
        deadline = time.monotonic() + within
        while not shown(self.text):
            if not self._read(deadline):
                pytest.fail(f"never seen; the screen at last:\n{self.text}")

    def leave(self, *, within: float = PATIENCE) -> int:
        """Wait for the program to end; its exit code, as `subprocess` gives it."""
        deadline = time.monotonic() + within
        while self._read(deadline):
            pass
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pytest.fail(f"still running; the screen at last:\n{self.text}")

    def _read(self, deadline: float) -> bool:
        """Take in what the program wrote; False when it ended or the time is up."""
        ready, _, _ = select.select([self._end], [], [], max(0.0, deadline - time.monotonic()))
        try:
            got = os.read(self._end, 65536) if ready else b""
        except OSError:  # how Linux reports that nobody holds the other side any more
            got = b""
        self.received += got
        self._stream.feed(got)
        return bool(got)
