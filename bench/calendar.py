"""How quick the calendar is on a terminal: a month of 600 variants in a store of 5,000 posts and many comments.

`python -m bench.calendar [--json] [--comments 100000]` prints each figure with its limit; exit code 1 when one is
missed. A month is open, and a post moved, when the terminal was told so; a move is on disk before. CPU counts all that
follows, a look at the whole plan included. The yardstick is a step of the bare Textual app, measured in the same run:
ratios and CPU outlast a busy machine, wall times do not.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

import store
from bench.desk import BARE, ROOT, opened, p95, steps
from bench.filling import filled
from bench.report import Limit, report
from domain.accounts import PLATFORMS, Account, Target
from domain.agency import Programme, Slot
from domain.posts import FORMATS, PILLARS, Post, Variant
from domain.times import DAY, HOUR, day_bounds
from tests.terminal import Terminal

POSTS = 5_000
MONTH = 600
"""Variants of the month that is looked at."""
TURNS = 15
LIMITS = {
    "month_median_ms": Limit(most=200),
    "month_cpu_ms": Limit(most=200),
    "month_to_bare_step": Limit(most=25),
    "move_median_ms": Limit(most=50),
    "move_cpu_ms": Limit(most=50),
    "move_to_bare_step": Limit(most=15),
    "today_s": Limit(most=0.5),
    "queue_s": Limit(most=0.5),
}


def next_month() -> date:
    """Its first day: all of it can still be planned."""
    return (date.today().replace(day=1) + timedelta(days=32)).replace(day=1)


def plan(folder: Path) -> None:
    """Ten accounts with slots; 600 variants in the next month, the other posts in the two years before."""
    rng, opened_store = Random(7), store.open(folder, "bench")
    first = day_bounds(next_month(), "WIB")[0]
    with opened_store.transaction() as tx:
        accounts = [
            tx.insert("accounts", Account(platform=PLATFORMS[number % 5], handle=f"akun{number}"))
            for number in range(10)
        ]
        for account in accounts:
            tx.insert("targets", Target(account=account, count=2))
            for minute in (480, 720, 1140):
                tx.insert("slots", Slot(account=account, minute=minute))
        programmes = [tx.insert("programmes", Programme(name=f"Program {number}")) for number in range(8)]
        for number in range(POSTS):
            in_month = number < MONTH // 2
            at = first + (number * 29 * DAY // (MONTH // 2) if in_month else -(number * 600 * DAY // POSTS))
            at -= at % HOUR
            post = Post(
                title=f"Konten {number} tentang layanan warga",
                gist="Satu kalimat tentang layanan",
                caption="Kalimat pertama. " * 20,
                format=rng.choice(FORMATS),
                pillar=rng.choice(PILLARS),
                programme=rng.choice(programmes),
                state="approved",
                created_at=at - DAY,
            )
            id = tx.insert("posts", post)
            for account in rng.sample(accounts, 2):
                out = {} if in_month else {"state": "published", "published_at": at}
                tx.insert("variants", Variant(post=id, account=account, slot_at=at, **out))  # type: ignore[arg-type]
    opened_store.close()


def timed(terminal: Terminal, key: str, words: bytes) -> float:
    """Seconds until the program has told of it; then it may fall silent."""
    start = time.perf_counter()
    terminal.type(key)
    terminal.hear(words)
    took = time.perf_counter() - start
    terminal.hush(0.15)
    return took


def cpu(terminal: Terminal) -> float:
    """Seconds of CPU the program has taken."""
    fields = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sitting(desk: list[str]) -> dict[str, float]:
    """Of opening the month, and of a move in it: seconds until it is told, and of CPU all that followed included."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    months, moves = [], []
    with Terminal([*desk, "--lang", "en"], cwd=ROOT, environment=environment, emulated=False) as terminal:
        terminal.hear(b"Meja Humas")
        terminal.hush(1.0)
        timed(terminal, "g", b"")
        timed(terminal, "k", b"Calendar")
        name = next_month().strftime("%b").encode()
        timed(terminal, "v", b"")
        timed(terminal, ">", name)
        terminal.hush(0.5)
        month_cpu = 0.0
        for _ in range(TURNS):
            timed(terminal, "v", b"week")
            terminal.hush(0.6)
            before = cpu(terminal)
            months.append(timed(terminal, "v", name))
            terminal.hush(0.6)
            month_cpu += cpu(terminal) - before
        before = cpu(terminal)
        for turn in range(2 * TURNS):  # A day on, a quarter of an hour on, and back.
            moves.append(timed(terminal, ")}({"[turn % 4], b"Saved"))
            terminal.hush(0.6)
        return {
            "month_median_ms": statistics.median(months) * 1000,
            "month_p95_ms": p95(months) * 1000,
            "month_cpu_ms": month_cpu / TURNS * 1000,
            "move_median_ms": statistics.median(moves) * 1000,
            "move_p95_ms": p95(moves) * 1000,
            "move_cpu_ms": (cpu(terminal) - before) / (2 * TURNS) * 1000,
        }


def command(desk: list[str], *words: str) -> float:
    """Seconds of one command, the median of five."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run([*desk, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    return statistics.median(once() for _ in range(5))


def measure(comments: int, folder: Path) -> dict[str, float]:
    """All figures."""
    filled(folder / "store", comments).close()
    plan(folder / "store")
    desk = [sys.executable, "-m", "cli", "--store", str(folder / "store")]
    figures = sitting(desk)
    with opened(BARE)[0] as terminal:
        bare, _sizes = steps(terminal)
    step = statistics.median(bare)
    return {
        **figures,
        "bare_step_ms": step * 1000,
        "month_to_bare_step": figures["month_median_ms"] / 1000 / step,
        "move_to_bare_step": figures["move_median_ms"] / 1000 / step,
        "today_s": command(desk, "today"),
        "queue_s": command(desk, "queue", "--week"),
    }


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--comments", type=int, default=100_000, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.comments, Path(folder))
    return report(figures, LIMITS, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
