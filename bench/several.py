"""How several processes get along on one store: who sees what when, who gets how often a turn, who waits for whom.

`python -m bench.several STORE SECONDS PAUSE` is one of the writers. All processes run on this machine at once, so on a
busy one the wall times say more about the machine than about the store.
"""

import fcntl
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

import store
from bench.filling import filled
from bench.report import Limit

ROOT = Path(__file__).parents[1]
WRITERS = 4
SECONDS = 5.0
HOT = 20
"""So many comments are fought over."""
LOOK = 0.1
"""Seconds between two looks of a desk at what others did."""
LIMITS = {
    "seen_idle_max_ms": Limit(most=300),
    "seen_busy_max_ms": Limit(most=1000),
    "writers_rate_to_one": Limit(least=0.5),
    "slowest_writer_to_mean": Limit(least=0.25),
    "increments_lost": Limit(most=0),
    "compaction_lock_ms": Limit(most=150),
}

COMPACT = "import store, sys; sys.exit(not store.open(sys.argv[1], 'bench', create=False).compact())"


class Tally(msgspec.Struct):
    """What one writer did."""

    commits: int = 0
    conflicts: int = 0


def write(folder: str, seconds: float, pause: float) -> Tally:
    """Add one to the likes of hot comments, revision-checked, and note the instant, until the time is over."""
    view = store.open(folder, f"bench{os.getpid()}", create=False)
    tally = Tally()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        view.poll()
        id = time.monotonic_ns() // 1000 % HOT + 1
        document = view.get("comments", id) or {}
        fields = {"likes": document.get("likes", 0) + 1, "assignee": str(time.monotonic_ns())}
        try:
            with view.transaction() as tx:
                tx.update("comments", id, fields, document["rev"])
            tally.commits += 1
        except store.Conflict:
            tally.conflicts += 1
        time.sleep(pause)
    return tally


def writers(folder: Path, count: int, pause: float = 0.0) -> list[subprocess.Popen[bytes]]:
    """So many writing processes, started."""
    command = [sys.executable, "-m", "bench.several", str(folder), str(SECONDS), str(pause)]
    return [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(count)]


def tallies(running: list[subprocess.Popen[bytes]]) -> list[Tally]:
    """What they did, once all are done."""
    found = [msgspec.json.decode(one.communicate()[0], type=Tally) for one in running]
    if any(one.returncode for one in running):
        raise SystemExit("a writer failed")
    return found


def watched(folder: Path, running: list[subprocess.Popen[bytes]]) -> list[float]:
    """Milliseconds from the beginning of each edit until a desk that looks every `LOOK` seconds shows it."""
    view = store.open(folder, "follower", create=False)
    seen = []
    while any(one.poll() is None for one in running):
        time.sleep(LOOK)
        changes = view.poll()
        now = time.monotonic_ns()
        for id in changes.get("comments", ()) if changes else ():
            document = view.get("comments", id) or {}
            seen.append((now - int(document["assignee"])) / 1e6)
    view.close()
    return seen


def likes(folder: Path) -> int:
    """All likes of the hot comments together."""
    with store.open(folder, "bench", create=False) as view:
        return sum((view.get("comments", id) or {}).get("likes", 0) for id in range(1, HOT + 1))


def lock_held(folder: Path, work: Callable[[], None]) -> float:
    """The longest time, in milliseconds, that the store's lock could not be taken while `work` ran."""
    done = threading.Event()
    longest = 0.0

    def probe() -> None:
        nonlocal longest
        fd = os.open(folder / "LOCK", os.O_RDWR | os.O_CLOEXEC)
        since = 0.0
        while not done.is_set():
            try:
                fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
                fcntl.flock(fd, fcntl.LOCK_UN)
                since = 0.0
            except BlockingIOError:
                now = time.perf_counter()
                since = since or now
                longest = max(longest, now - since)
            time.sleep(0.0002)
        os.close(fd)

    thread = threading.Thread(target=probe)
    thread.start()
    work()
    done.set()
    thread.join()
    return longest * 1000


def compacted(folder: Path) -> dict[str, float]:
    """What a compaction in a process of its own costs the others, and itself."""

    def work() -> None:
        subprocess.run([sys.executable, "-c", COMPACT, str(folder)], cwd=ROOT, check=True)

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    held = lock_held(folder, work)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"compaction_lock_ms": held, "compaction_process_cpu_ms": cpu * 1000}


def measure(count: int, folder: Path) -> dict[str, float]:
    """All figures, on a store of `count` comments."""
    filled(folder, count).close()
    before = likes(folder)
    alone = writers(folder, 1, pause=0.05)
    idle = watched(folder, alone)
    single = writers(folder, 1)
    fighting_alone = tallies(alone) + tallies(single)
    many = writers(folder, WRITERS)
    busy = watched(folder, many)
    fought = tallies(many)
    commits = [one.commits for one in fought]
    acknowledged = sum(one.commits for one in fighting_alone + fought)
    return {
        "seen_idle_p50_ms": sorted(idle)[len(idle) // 2],
        "seen_idle_max_ms": max(idle),
        "seen_busy_p50_ms": sorted(busy)[len(busy) // 2],
        "seen_busy_max_ms": max(busy),
        "one_writer_per_s": fighting_alone[-1].commits / SECONDS,
        "four_writers_per_s": sum(commits) / SECONDS,
        "writers_rate_to_one": sum(commits) / fighting_alone[-1].commits,
        "slowest_writer_to_mean": min(commits) * WRITERS / sum(commits),
        "fastest_to_slowest_writer": max(commits) / min(commits),
        "conflicts_per_commit": sum(one.conflicts for one in fought) / sum(commits),
        "increments_lost": acknowledged - (likes(folder) - before),
        **compacted(folder),
    }


if __name__ == "__main__":
    path, seconds, pause = sys.argv[1:]
    print(msgspec.json.encode(write(path, float(seconds), float(pause))).decode())
