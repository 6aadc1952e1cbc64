"""A program on a pseudo-terminal, and what a person would see there."""

import fcntl
import os
import re
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
GLANCE = 0.5
"""Seconds between two looks at what is waited for, where the program has nothing to say."""

_OWN = re.compile(
    rb"\x1b\[[\d;]*m|\x1b\[\d+;\d+H|\r\n"  # colours, places, the end of a line
    rb"|\x1b\[\?[\d;]+[hl]|\x1b\[\?\d+\$p|\x1b\[>\d+u|\x1b\[<u"  # modes: alternate screen, mouse, paste, kitty keys …
    rb"|\x1b\]22;default\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # the pointer's shape; the clipboard, in base 64
)
"""All that the desk says to a terminal besides text."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KITTY_ON, _KITTY_OFF = b"\x1b[>1u", b"\x1b[<u"
_ON_AT_FIRST = {7: "no wrapping", 25: "cursor hidden"}


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
        emulated: bool = True,
    ) -> None:
        """`emulated=False`: nothing is drawn, so that measured times are the program's own."""
        self.screen = pyte.Screen(columns, lines)
        self.received = b""
        self._stream = pyte.ByteStream(self.screen) if emulated else None
        self._end, theirs = os.openpty()
        self._set_size(columns, lines)
        self._at_first = termios.tcgetattr(self._end)
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
        self.hang_up()

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        columns, lines = range(self.screen.columns), range(self.screen.lines)
        return "\n".join("".join(self.screen.buffer[y][x].data for x in columns) for y in lines)

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Cut the line: the terminal is no longer there."""
        if self._end >= 0:
            os.close(self._end)
            self._end = -1

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)
        self._set_size(columns, lines)

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def see(self, shown: Callable[[str], bool] | str, *, within: float = PATIENCE) -> None:
        """Read until the screen holds those words, or its text satisfies `shown`; fail after `within` seconds."""
        deadline = time.monotonic() + within
        satisfied = shown if callable(shown) else lambda text: shown in text
        while not satisfied(self.text):
            heard = self._read(min(deadline, time.monotonic() + GLANCE))
            if not heard and (time.monotonic() >= deadline or self.process.poll() is not None):
                pytest.fail(f"never seen: {shown}; the screen at last:\n{self.text}")

    def hear(self, words: bytes = b"", *, within: float = PATIENCE) -> None:
        """Read until the program has written something, or those words, since this was called."""
        deadline, start = time.monotonic() + within, len(self.received)
        while self._read(deadline):
            if words in self.received[max(0, start - len(words)) :]:
                return
        pytest.fail(f"never heard: {words!r}")

    def hush(self, quiet: float = 0.3, *, within: float = PATIENCE) -> None:
        """Read until the program has written nothing for `quiet` seconds."""
        deadline = time.monotonic() + within
        while self._read(min(deadline, time.monotonic() + quiet)):
            if time.monotonic() > deadline:
                pytest.fail("it never falls silent")

    def listen(self, seconds: float) -> None:
        """Read what the program writes for so long."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass

    def leave(self, *, within: float = PATIENCE) -> int:
        """Wait for the program to end; its exit code, as `subprocess` gives it."""
        deadline = time.monotonic() + within
        while self._end >= 0 and self._read(deadline):
            pass
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pytest.fail(f"still running; the screen at last:\n{self.text}")

    def left_on(self) -> set[str]:
        """What the program has switched on at the terminal and not off again; empty: all is as it was."""
        modes = dict.fromkeys(_ON_AT_FIRST, True)
        for found in _MODE.finditer(self.received):
            modes |= dict.fromkeys(map(int, found[1].split(b";")), found[2] == b"h")
        left = {f"mode {number}" for number, on in modes.items() if on and number not in _ON_AT_FIRST}
        left |= {name for number, name in _ON_AT_FIRST.items() if not modes[number]}
        if self.received.count(_KITTY_ON) > self.received.count(_KITTY_OFF):
            left.add("kitty keys")
        if termios.tcgetattr(self._end)[:4] != self._at_first[:4]:
            left.add("raw")
        return left

    def foreign(self) -> list[str]:
        """Control characters among what was received that are not the program's own, each with its surroundings."""
        rest = _OWN.sub(b"", self.received).decode(errors="replace")
        return [rest[max(0, found.start() - 30) : found.end() + 30] for found in _CONTROL.finditer(rest)]

    def _read(self, deadline: float) -> bool:
        """Take in what the program wrote; False when it ended or the time is up."""
        ready, _, _ = select.select([self._end], [], [], max(0.0, deadline - time.monotonic()))
        try:
            got = os.read(self._end, 65536) if ready else b""
        except OSError:  # how Linux reports that nobody holds the other side any more
            got = b""
        self.received += got
        if self._stream:
            self._stream.feed(got)
        return bool(got)
