"""How the desk answers keys while others work: twenty commits a second, and 15,000 comments that arrive at once.

A step is measured until the row it leads to is drawn again, so that what else the desk writes meanwhile is no answer.
The place is kept when row, order and cursor are afterwards as they were.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from bench.report import Limit
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
BURST = 15_000
WRITER_PAUSE = 0.05
"""Seconds between two commits of the colleague."""
LIVE_STEPS = 300
COLUMNS, LINES = 120, 36
LIMITS = {
    "burst_step_p95_ms": Limit(most=100),
    "burst_place_lost": Limit(most=0),
    "live_step_p95_ms": Limit(most=100),
}

_COMMENT = re.compile(r"│.*?\b(warga\d+)\b")
_WORDS = ("jalan", "lampu", "air", "sampah", "macet", "pasar", "bansos", "ktp", "parkir", "banjir", "sekolah", "obat")


def burst(file: Path, at: float) -> None:
    """Comments of 15,000 citizens, in the last hour before `at` (seconds since 1970), one in eight the same words."""
    with file.open("w") as out:
        for n in range(BURST):
            words = " ".join(_WORDS[(n * k) % len(_WORDS)] for k in (1, 5, 7))
            text = "air mati lagi min tolong" if n % 8 == 0 else f"{words} di rt {n} kapan diperbaiki min"
            who = {"cid": f"Ug{n:08}", "author": f"@penulis{n}", "votes": str(n % 9)}
            out.write(json.dumps({**who, "text": text, "time": "1 hour ago", "time_parsed": at - n % 3600}) + "\n")


class Reader:
    """Somebody who goes up and down the first page of the inbox."""

    def __init__(self, terminal: Terminal) -> None:
        terminal.hush(1.0, within=60)
        self.rows = _COMMENT.findall(_screen(terminal))
        if len(self.rows) < 10:
            raise SystemExit(f"too few comments in sight:\n{_screen(terminal)}")
        self._terminal = terminal
        self._at, self._step = 0, 1

    def step(self) -> float:
        """One row on; the seconds until that row was drawn."""
        if not 0 <= self._at + self._step < len(self.rows) - 2:
            self._step = -self._step
        self._at += self._step
        start = time.perf_counter()
        self._terminal.type("j" if self._step > 0 else "k")
        self._terminal.hear(self.rows[self._at].encode(), within=10)
        return time.perf_counter() - start

    def steps_while(self, going: Callable[[], bool]) -> list[float]:
        """The seconds of each step, ten or so a second, as long as it goes on."""
        found = []
        while going():
            found.append(self.step())
            self._terminal.listen(0.08)
        return found

    def place_lost(self) -> bool:
        """Whether another row is chosen, or another stands first, than keys alone account for."""
        self._terminal.hush(1.0, within=30)
        shown = _screen(self._terminal)
        chosen = [line for line in shown.split("\n") if "│›" in line]
        return self.rows[: len(self.rows) - 2] != _COMMENT.findall(shown)[: len(self.rows) - 2] or not (
            len(chosen) == 1 and self.rows[self._at] in chosen[0]
        )


def _screen(terminal: Terminal) -> str:
    """What the terminal shows, made of all that was received: nothing is emulated while times are measured."""
    screen = pyte.Screen(COLUMNS, LINES)
    pyte.ByteStream(screen).feed(terminal.received)
    return "\n".join("".join(screen.buffer[y][x].data for x in range(COLUMNS)) for y in range(LINES))


def busy(store: Path, folder: Path) -> dict[str, float]:
    """The figures of a desk on that store, which is full and will be fuller afterwards."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    desk = [sys.executable, "-m", "cli", "--store", str(store), "--lang", "id"]
    subprocess.run(
        [*desk[:-2], "accounts", "add", "youtube", "@dinas"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    with Terminal(desk, cwd=ROOT, environment=environment, columns=COLUMNS, lines=LINES, emulated=False) as terminal:
        terminal.hear(b"warga")
        reader = Reader(terminal)
        idle = [reader.step() for _ in range(LIVE_STEPS // 3)]
        command = [sys.executable, "-m", "bench.several", str(store), "1e9", str(WRITER_PAUSE)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as writer:
            try:
                left = iter(range(LIVE_STEPS))
                live = reader.steps_while(lambda: next(left, None) is not None)
            finally:
                writer.kill()
        file = folder / "burst.jsonl"
        burst(file, time.time())
        start = time.perf_counter()
        with subprocess.Popen([*desk, "import", str(file)], cwd=ROOT, stdout=subprocess.DEVNULL) as importing:
            flooded = reader.steps_while(lambda: importing.poll() is None)
        took = time.perf_counter() - start
        flooded += [reader.step() for _ in range(20)]
        lost = reader.place_lost()
        if importing.returncode or "15.000 baru" not in _screen(terminal):
            raise SystemExit(f"the burst is not told:\n{_screen(terminal)}")
    return {
        "idle_step_p95_ms": p95(idle),
        "live_step_p95_ms": p95(live),
        "burst_seconds": took,
        "burst_step_p95_ms": p95(flooded),
        "burst_step_worst_ms": max(flooded) * 1000,
        "burst_place_lost": float(lost),
    }


def p95(seconds: list[float]) -> float:
    """Of so many seconds, in milliseconds."""
    return statistics.quantiles(seconds, n=20)[18] * 1000
