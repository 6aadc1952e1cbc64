"""How quick the desk is on a terminal, against a bare Textual app measured in the same run, and while others work.

`python -m bench.desk [--json] [--comments 100000] [--starts 7]` prints each figure with its limit; exit code 1 when one
is missed. Wall times vary with the machine: trust the ratios, of pairs taken in turns, and the bytes.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import busy
from bench.filling import filled
from bench.report import Limit, report
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
DOWN, UP = "\x1b[B", "\x1b[A"
STEPS, ROUNDS = 15, 10
"""Steps down and up again, within the first page of both programs."""
LIMITS = {
    "start_to_bare": Limit(most=2),
    "step_bytes": Limit(most=600),
    "step_p95_to_bare": Limit(most=1.2),
    "idle_bytes": Limit(most=0),
    "rss_mb": Limit(most=182),
    "term_s": Limit(most=1),
    "today_s": Limit(most=0.5),
    **busy.LIMITS,
}

BARE = [sys.executable, "-m", "bench.yardsticks.three_panes"]


def opened(command: list[str]) -> tuple[Terminal, float]:
    """The program, once a row with an author is on its screen; the seconds that took."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    start = time.perf_counter()
    terminal = Terminal(command, cwd=ROOT, environment=environment, emulated=False)
    terminal.hear(b"warga")
    return terminal, time.perf_counter() - start


def starts(desk: list[str], count: int) -> tuple[list[float], list[float]]:
    """Seconds until the first comment is seen: of the desk, and of the bare app, taken in turns."""
    found: tuple[list[float], list[float]] = ([], [])
    for turn in range(count + 1):
        for command, seconds in zip((desk, BARE), found, strict=True):
            terminal, took = opened(command)
            with terminal:
                terminal.hush()
            if turn:  # The first pair warms the disk's cache.
                seconds.append(took)
    return found


def steps(terminal: Terminal) -> tuple[list[float], list[int]]:
    """Seconds until the program answers a step within the page, and the bytes of the whole answer."""
    seconds, sizes = [], []
    terminal.hush(1.0)
    for key in ([DOWN] * STEPS + [UP] * STEPS) * ROUNDS:
        before = len(terminal.received)
        start = time.perf_counter()
        terminal.type(key)
        terminal.hear()
        seconds.append(time.perf_counter() - start)
        terminal.hush(0.03)
        sizes.append(len(terminal.received) - before)
    return seconds, sizes


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def resident(pid: int) -> float:
    """MB of memory the process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000


def sitting(desk: list[str], idle: float) -> dict[str, float]:
    """The figures of a desk that stays open. It begins with a minute, so that no clock turns while it is idle."""
    with opened([*desk, "--now", "2026-11-23T09:00:01"])[0] as terminal:
        terminal.hush(1.0)
        before = len(terminal.received)
        terminal.hush(idle, within=4 * idle)
        figures = {"idle_bytes": float(len(terminal.received) - before)}
        seconds, sizes = steps(terminal)
        figures["rss_mb"] = resident(terminal.process.pid)
        start = time.perf_counter()
        terminal.process.terminate()
        terminal.leave()
        figures["term_s"] = time.perf_counter() - start
    with opened(BARE)[0] as terminal:
        bare_seconds, bare_sizes = steps(terminal)
    return figures | {
        "step_bytes": statistics.median(sizes),
        "step_bytes_bare": statistics.median(bare_sizes),
        "step_p95_ms": p95(seconds) * 1000,
        "step_p95_to_bare": p95(seconds) / p95(bare_seconds),
    }


def today(desk: list[str]) -> float:
    """Seconds of one `meja today`."""
    start = time.perf_counter()
    subprocess.run([*desk, "today"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(comments: int, starts_taken: int, idle: float, folder: Path) -> dict[str, float]:
    """All figures, for a store of so many comments."""
    filled(folder / "store", comments).close()
    desk = [sys.executable, "-m", "cli", "--store", str(folder / "store")]
    ours, bare = starts(desk, starts_taken)
    return {
        "start_ms": statistics.median(ours) * 1000,
        "start_to_bare": statistics.median(ours) / statistics.median(bare),
        **sitting(desk, idle),
        "today_s": statistics.median(today(desk) for _ in range(5)),
        **busy.busy(folder / "store", folder),
    }


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--comments", type=int, default=100_000, metavar="N")
    parser.add_argument("--starts", type=int, default=7, metavar="N", help="pairs of starts")
    parser.add_argument("--idle", type=float, default=10.0, metavar="S", help="seconds without a key")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.comments, options.starts, options.idle, Path(folder))
    return report(figures, LIMITS, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
