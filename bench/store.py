"""How quick the shared store is, against yardsticks measured in the same run.

`python -m bench.store [--json] [--comments 100000]` prints each figure with its limit; exit code 1 when one is missed.
Wall times vary with the machine; the ratios are of pairs taken in turns.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

import store
from domain.comments import Comment, CommentRow, Reading, Word

PAIRS = 200
LIMITS = {
    "commit_to_raw": 1.5,
    "commit_p99_to_raw": 3.0,
    "commit_cpu_ms": 0.3,
    "commit_large_to_small": 1.3,
    "open_to_parse": 2.0,
    "open_full_journal_to_empty": 3.0,
    "open_rss_to_snapshot": 1.5,
    "poll_idle_us": 10.0,
    "rows_ms_per_100k": 150.0,
}
"""The most each figure may be."""

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


def comment(number: int) -> Comment:
    """A comment of about 600 bytes."""
    return Comment(
        platform="instagram",
        account=1,
        platform_id=str(10**15 + number),
        post_ref=f"https://example.id/p/{number % 60}",
        author=f"Nama Warga {number}",
        handle=f"warga{number}",
        text="Selamat pagi, jalan di depan rumah kami rusak sejak bulan lalu, mohon diperbaiki. " * 2,
        written_at=1_700_000_000_000 + number,
        received_at=1_700_000_000_000 + number,
        reading=Reading(sentiment="negative", confidence=0.7, unsure=False, words=(Word("rusak", -1.5),)),
        kind="complaint",
        sentiment="negative",
        reply_due=1_700_000_000_000 + number,
    )


def filled(folder: Path, count: int) -> store.Store:
    """A store of so many comments, compacted."""
    desk = store.open(folder, "bench")
    for start in range(1, count + 1, 500):
        with desk.transaction() as tx:
            for number in range(start, min(start + 500, count + 1)):
                tx.insert("comments", comment(number))
    while not desk.compact():
        time.sleep(0.05)
    return desk


def commits(desk: store.Store, count: int, raw: Path) -> tuple[list[float], list[float], float]:
    """Wall seconds of commits and of appending as many bytes with fdatasync, in turns; CPU seconds of a commit."""
    line = b"x" * 199 + b"\n"
    fd = os.open(raw, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC)
    ours, theirs, cpu = [], [], 0.0
    for turn in range(PAIRS):
        rev = (desk.get("comments", turn % count + 1) or {})["rev"]
        start, before = time.perf_counter(), time.process_time()
        with desk.transaction() as tx:
            tx.update("comments", turn % count + 1, {"state": "done", "assignee": f"budi{turn}"}, rev)
        cpu += time.process_time() - before
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        os.write(fd, line)
        os.fdatasync(fd)
        theirs.append(time.perf_counter() - start)
    os.close(fd)
    return ours, theirs, cpu / PAIRS


def opening(folder: Path) -> tuple[float, int]:
    """CPU seconds and bytes of opening; the best of three."""
    command = [sys.executable, "-c", OPENING, str(folder)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    runs = [subprocess.run(command, env=env, capture_output=True, text=True, check=True) for _ in range(3)]
    seconds, resident = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    return min(seconds), int(min(resident))


def parsing(path: Path) -> float:
    """CPU seconds of parsing a file's JSON into dicts, the garbage collector off."""
    data = path.read_bytes()
    gc.disable()
    start = time.process_time()
    msgspec.json.decode(data)
    seconds = time.process_time() - start
    gc.enable()
    return seconds


def edited(desk: store.Store, count: int, size: int) -> None:
    """Edits with their audit entries until the journal holds so many bytes; nothing is made durable."""
    sync = desk._disk.sync_data
    desk._disk.sync_data = lambda fd: None  # type: ignore[method-assign]
    written = 0
    while written < size:
        with desk.transaction() as tx:
            for _ in range(50):
                number = written // 350 % count + 1
                tx.update("comments", number, {"state": "done", "assignee": f"budi{written}"})
                tx.insert("audit", {"at": written, "by": "bench", "verb": "comment.done", "params": {"id": number}})
                written += 350
    desk._disk.sync_data = sync  # type: ignore[method-assign]


def measure(count: int, folder: Path) -> dict[str, float]:
    """All figures, for a store of `count` comments."""
    small, large = filled(folder / "small", 1000), filled(folder / "large", count)
    snapshot = folder / "large" / "snapshot.json"
    seconds, resident = opening(folder / "large")
    figures = {
        "open_cpu_ms": seconds * 1000,
        "open_to_parse": seconds / parsing(snapshot),
        "open_rss_mb": resident / 1e6,
        "open_rss_to_snapshot": resident / snapshot.stat().st_size,
    }
    start = time.process_time()
    rows = sum(1 for _ in large.repo("comments", Comment).rows(CommentRow))
    figures["rows_ms_per_100k"] = (time.process_time() - start) * 1e8 / rows
    start = time.process_time()
    for _ in range(10_000):
        large.poll()
    figures["poll_idle_us"] = (time.process_time() - start) * 100
    ours, theirs, cpu = commits(large, count, folder / "raw")
    small_ours, small_theirs, _ = commits(small, 1000, folder / "raw")
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    small_ratio = statistics.median(a / b for a, b in zip(small_ours, small_theirs, strict=True))
    figures |= {
        "commit_ms": statistics.median(ours) * 1000,
        "commit_to_raw": ratio,
        "commit_p99_to_raw": statistics.quantiles(ours, n=100)[98] / statistics.quantiles(theirs, n=100)[98],
        "commit_cpu_ms": cpu * 1000,
        "commit_large_to_small": ratio / small_ratio,
    }
    edited(large, count, store.store.LEAST_COMPACTED - (1 << 20))
    figures["open_full_journal_to_empty"] = opening(folder / "large")[0] / seconds
    start = time.process_time()
    large.compact()
    figures["compaction_cpu_ms"] = (time.process_time() - start) * 1000
    return figures


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--comments", type=int, default=100_000, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.comments, Path(folder))
    missed = [name for name, limit in LIMITS.items() if figures[name] > limit]
    if options.json:
        print(json.dumps({"figures": figures, "limits": LIMITS, "missed": missed}))
    else:
        for name, figure in figures.items():
            limit = f"≤ {LIMITS[name]:g}" if name in LIMITS else ""
            print(f"{name:28} {figure:10.3f}  {limit:8} {'MISSED' if name in missed else ''}".rstrip())
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
