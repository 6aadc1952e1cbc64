"""How quick the store is for one process, against yardsticks whose edits are taken in turns with its own."""

import gc
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import orjson

import store
from bench.filling import filled
from bench.report import Limit
from bench.yardsticks.stores import Edit, raw_append, sqlite, stock_tinydb
from domain.comments import Comment, CommentRow
from store.disk import Disk

PAIRS = 200
SIZES = (1_000, 10_000, 100_000)
LONG_JOURNAL = 7 << 20
"""Bytes; just before a compaction begins."""
LIMITS = {
    "commit_to_raw": Limit(most=1.5),
    "commit_p99_to_raw": Limit(most=3.0),
    "commit_cpu_ms": Limit(most=0.3),
    "open_to_parse": Limit(most=2.0),
    "poll_idle_us": Limit(most=10.0),
}
"""For every size."""
LARGE = {
    10_000: {"stock_to_commit": Limit(least=20)},
    100_000: {
        "stock_to_commit": Limit(least=100),
        "commit_to_small": Limit(most=1.3),
        "open_rss_to_snapshot": Limit(most=1.5),
        "rows_ms_per_100k": Limit(most=150.0),
        "open_full_journal_to_empty": Limit(most=3.0),
    },
}
"""Only from that size on they say something."""

OPENING = """
import sys, time, store
from domain.comments import CommentRow
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024
before, start = resident(), time.process_time()
desk = store.open(sys.argv[1], "bench", create=False)
print(time.process_time() - start, resident() - before)
"""
"""Opening is measured in a process of its own: CPU seconds and bytes of memory it takes."""


def our_edit(view: store.Store, count: int) -> Edit:
    """An edit of a comment with its expected revision; of a store of `count` comments."""
    edits = iter(range(1, 1 << 30))

    def edit(id: int) -> None:
        id = id % count + 1
        rev = (view.get("comments", id) or {})["rev"]
        with view.transaction() as tx:
            tx.update("comments", id, {"state": "done", "assignee": f"budi{next(edits)}"}, rev)

    return edit


def in_turns(ours: Edit, other: Edit, rounds: int, count: int) -> tuple[list[float], list[float], float]:
    """Wall seconds of either edit, taken in turns, and the CPU seconds of one of ours."""
    mine, others, cpu = [], [], 0.0
    for turn in range(rounds):
        id = turn * 7919 % count + 1
        start, before = time.perf_counter(), time.process_time()
        ours(id)
        cpu += time.process_time() - before
        mine.append(time.perf_counter() - start)
        start = time.perf_counter()
        other(id)
        others.append(time.perf_counter() - start)
    return mine, others, cpu / rounds


def ratio(above: list[float], below: list[float]) -> float:
    """The median ratio of pairs."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def p99(seconds: list[float]) -> float:
    """The 99th of a hundred."""
    return statistics.quantiles(seconds, n=100)[98]


def opening(folder: Path) -> tuple[float, int]:
    """CPU seconds and bytes of opening; the best of three."""
    command = [sys.executable, "-c", OPENING, str(folder)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    runs = [subprocess.run(command, env=env, capture_output=True, text=True, check=True) for _ in range(3)]
    seconds, resident = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    return min(seconds), int(min(resident))


def parsing(path: Path) -> float:
    """CPU seconds of parsing a file's JSON into dicts, the garbage collector off; the best of three."""
    data = path.read_bytes()
    gc.disable()
    found = []
    for _ in range(3):
        start = time.process_time()
        orjson.loads(data)
        found.append(time.process_time() - start)
    gc.enable()
    return min(found)


def edited(folder: Path, count: int, size: int) -> None:
    """Edits with their audit entries until the journal holds so many bytes; nothing is made durable."""
    view = store.open(folder, "bench", disk=Careless())
    written = 0
    while written < size:
        with view.transaction() as tx:
            for _ in range(50):
                number = written // 350 % count + 1
                tx.update("comments", number, {"state": "done", "assignee": f"budi{written}"})
                tx.insert("audit", {"at": written, "by": "bench", "verb": "comment.done", "params": {"id": number}})
                written += 350
    view.close()


class Careless(Disk):
    """Makes nothing durable, to fill a journal quickly."""

    def sync_data(self, fd: int) -> None:
        """Nothing."""


def measure(count: int, folder: Path) -> dict[str, float]:
    """All figures of a store of `count` comments."""
    view = filled(folder / "store", count)
    small = our_edit(filled(folder / "small", SIZES[0]), SIZES[0])
    documents = view.documents("comments").copy()
    snapshot = folder / "store" / "snapshot.json"
    seconds, resident = opening(folder / "store")
    figures = {
        "open_cpu_ms": seconds * 1000,
        "open_to_parse": seconds / parsing(snapshot),
        "open_rss_mb": resident / 1e6,
        "open_rss_to_snapshot": resident / snapshot.stat().st_size,
        **reading(view),
    }
    ours = our_edit(view, count)

    def beside(edit: Edit, rounds: int = PAIRS) -> tuple[list[float], list[float], float]:
        return in_turns(ours, edit, rounds, count)

    commits, raw, cpu = beside(raw_append(folder / "raw"))
    figures |= {
        "commit_ms": statistics.median(commits) * 1000,
        "commit_cpu_ms": cpu * 1000,
        "commit_to_raw": ratio(commits, raw),
        "commit_p99_to_raw": p99(commits) / p99(raw),
    }
    commits, others, _ = beside(small)
    figures["commit_to_small"] = ratio(commits, others)
    commits, others, _ = beside(sqlite(folder / "base.sqlite", documents))
    figures["sqlite_to_commit"] = ratio(others, commits)
    commits, others, _ = beside(stock_tinydb(folder / "stock.json", documents), max(3, 50_000 // count))
    figures["stock_to_commit"] = ratio(others, commits)
    view.close()
    edited(folder / "store", count, LONG_JOURNAL)
    figures["open_full_journal_to_empty"] = opening(folder / "store")[0] / seconds
    return figures


def reading(view: store.Store) -> dict[str, float]:
    """Going over all rows, and looking for what others did when they did nothing."""
    start = time.process_time()
    rows = sum(1 for _ in view.repo("comments", Comment).rows(CommentRow))
    per_100k = (time.process_time() - start) * 1e8 / rows
    start = time.process_time()
    for _ in range(10_000):
        view.poll()
    return {"rows_ms_per_100k": per_100k, "poll_idle_us": (time.process_time() - start) * 100}
