"""Processes beside each other: of two Unix users, stopped ones, many that want the same record, newer programs."""

import os
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from tests.store.campaign import LONG, Tally
from tests.store.conftest import Opener, contents, insert, process
from tests.store.reread import reread

GROUP, USERS = 64900, (64901, 64902)

COLLEAGUE = """
import os, sys, store
from tests.store.conftest import contents, insert
folder, user, group, mask = sys.argv[1], *map(int, sys.argv[2:5])
from store import journal_backend, snapshot, journal, lock
os.setgroups([group])
os.setresgid(user, user, user)
os.setresuid(user, user, user)
os.umask(mask)
desk = store.open(folder, str(user))
for line in sys.stdin:
    if line == "torn\\n":
        name = max(name for name in os.listdir(folder) if name.startswith("journal"))
        with open(f"{folder}/{name}", "ab") as file:
            file.write(b'{"c":"0000')
    elif line == "compact\\n":
        desk.compact()
    else:
        insert(desk, by=user, text="x" * 700)
    print("ok", flush=True)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder of a group, at a place both users can reach."""
    if os.geteuid():
        pytest.skip("needs root, to become two other users")
    with tempfile.TemporaryDirectory() as above:
        os.chmod(above, 0o711)
        folder = Path(above) / "store"
        folder.mkdir()
        os.chown(folder, USERS[0], GROUP)
        folder.chmod(0o2770)
        yield folder


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_two_users_share_a_store(shared: Path, mask: int) -> None:
    both = [process(COLLEAGUE, shared, user, GROUP, mask) for user in USERS]
    for word in ("insert", "torn", "insert", "compact", "insert", "torn", "insert", "compact", "insert"):
        for each in both:
            assert each.stdin
            assert each.stdout
            print(word, file=each.stdin, flush=True)
            assert each.stdout.readline() == "ok\n", word
    for each in both:
        each.communicate()
        assert each.returncode == 0
    seq, found = reread(shared)
    assert seq == len(found["comments"]) == 10
    assert {path.stat().st_uid for path in shared.iterdir()} == set(USERS)
    assert {(path.stat().st_gid, path.stat().st_mode & 0o777) for path in shared.iterdir()} == {(GROUP, 0o660)}


def test_what_root_makes_is_the_owners(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("needs root")
    folder = tmp_path / "store"
    folder.mkdir(0o700)
    os.chown(folder, USERS[0], USERS[0])
    with store.open(folder, "root") as desk:
        insert(desk, text="a")
        (folder / "journal-00000001.jsonl").open("ab").write(b"torn")
        insert(desk, text="b")
        desk.compact()
    assert {(path.stat().st_uid, path.stat().st_mode & 0o777) for path in folder.iterdir()} == {(USERS[0], 0o600)}


HOLDER = """
import sys, store
with store.open(sys.argv[1], "budi") as desk, desk.transaction() as tx:
    tx.insert("comments", {"text": "held"})
    print("in", flush=True)
    sys.stdin.readline()
print("out", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("end", [signal.SIGCONT, signal.SIGKILL])
def test_who_stops_while_holding_the_lock_is_named_and_nobody_else_stops(
    opened: Opener, folder: Path, end: signal.Signals
) -> None:
    desk = opened()
    insert(desk, text="a")
    with process(HOLDER, folder) as other:
        assert other.stdin
        assert other.stdout
        other.stdout.readline()
        other.send_signal(signal.SIGSTOP)
        for attempt in (lambda: insert_within(desk), lambda: desk.compact(timeout=0.02)):
            with pytest.raises(store.Busy) as told:
                attempt()
            assert told.value.holder == f"{other.pid} budi"
        assert desk.poll() is None
        assert contents(opened("reader")) == contents(desk)
        other.send_signal(end)
        if end == signal.SIGCONT:
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "out\n"
        else:
            other.wait()
        assert insert(desk, text="b") == (3 if end == signal.SIGCONT else 2)
        other.kill()
    assert reread(folder)[1] == contents(desk)


def insert_within(desk: store.Store) -> None:
    """A transaction that does not wait long."""
    with desk.transaction(timeout=0.02) as tx:
        tx.insert("comments", {"text": "never"})


COUNTER = """
import sys, time, store
desk = store.open(sys.argv[1], sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
done, conflicts, end = 0, 0, time.monotonic() + float(sys.argv[3])
while time.monotonic() < end:
    id = 1 + (done * 7 + int(sys.argv[2])) % 5
    stored = desk.get("counters", id)
    try:
        with desk.transaction() as tx:
            tx.update("counters", id, {"value": stored["value"] + 1}, rev=stored["rev"])
        done += 1
    except store.Conflict as conflict:
        assert conflict.theirs["rev"] > stored["rev"] and conflict.theirs == desk.get("counters", id)
        conflicts += 1
print(done, conflicts)
"""


def test_four_writers_count_exactly_and_get_their_turns(opened: Opener, folder: Path, tally: Tally) -> None:
    seconds = 6.0 if LONG else 1.0
    desk = opened()
    for _ in range(5):
        insert(desk, "counters", value=0)
    writers = [process(COUNTER, folder, number, seconds) for number in range(4)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    told = [writer.communicate()[0].split() for writer in writers]
    done, conflicts = [int(words[0]) for words in told], sum(int(words[1]) for words in told)
    desk.poll()
    counters = contents(desk)["counters"].values()
    assert [row["rev"] for row in counters if row] == [row["value"] + 1 for row in counters if row]  # type: ignore[operator]
    assert sum(row["value"] for row in counters if row) == sum(done)  # type: ignore[misc]
    assert contents(desk) == contents(opened("reader"))
    assert min(done) >= statistics.mean(done) / (4 if LONG else 20)
    tally.add(commits=sum(done), conflicts=conflicts, fairness_max_by_min=round(max(done) / min(done), 2))


def test_a_follower_that_sleeps_over_compactions_of_others(opened: Opener, folder: Path) -> None:
    program = """
import sys, store
from tests.store.conftest import contents
desk = store.open(sys.argv[1], "asleep")
print("open", flush=True)
for line in sys.stdin:
    changes = desk.poll()
    print(changes is not None and changes.reset, len(contents(desk)["comments"]), desk.fault, flush=True)
"""
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    with process(program, folder) as sleeper:
        assert sleeper.stdin
        assert sleeper.stdout
        sleeper.stdout.readline()
        for compactions, reset in ((2, True), (1, False), (4, True)):
            sleeper.send_signal(signal.SIGSTOP)
            for _ in range(compactions):
                insert(budi, text="b")
                assert sari.compact()
            sleeper.send_signal(signal.SIGCONT)
            print("wake", file=sleeper.stdin, flush=True)
            sari.poll()
            assert sleeper.stdout.readline() == f"{reset} {len(sari.documents('comments'))} None\n"


@pytest.mark.parametrize(
    "header",
    [
        b'{"format":2,"gen":2,"seq":1,"crc":"00000000"}\n',
        b'{"format":10,"gen":2,"seq":1,"crc":"0000000000000000","made":"2027-01-01","by":"a much longer header"}\n',
        b'{"by":"another order","format":2,"chain":{"sha256":"00"}}\n',
    ],
)
def test_a_newer_program_turns_the_page_while_a_desk_is_open(opened: Opener, folder: Path, header: bytes) -> None:
    sari, budi = opened("sari"), opened("budi")
    insert(sari, text="a")
    sari.compact()
    (folder / "journal-00000002.jsonl").write_bytes(header + b"whatever it writes\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOCK"}
    for _ in range(2):
        budi.poll()
        assert isinstance(budi.fault, store.NewerFormat)
        assert budi.get("comments", 1) == {"text": "a", "rev": 1}
        with pytest.raises(store.NewerFormat):
            insert(budi, text="b")
        with pytest.raises(store.NewerFormat):
            budi.compact()
    with pytest.raises(store.NewerFormat):
        opened("tono")
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOCK"}


def test_a_newer_snapshot_is_left_alone(opened: Opener, folder: Path) -> None:
    insert(opened(), text="a")
    opened().compact()
    path = folder / "snapshot.json"
    for newer in (
        path.read_bytes().replace(b'"format":1', b'"format":7', 1),
        b'{"_meta":{"1":{"crc":"00000000","format":7,"gen":"7a","more":[]}},"comments":{"1":{}}}',
        b'{"_meta":{"1":{"crc":"00000000","format":7}},"comments":[1,2,3]}',
    ):
        path.write_bytes(newer)
        with pytest.raises(store.NewerFormat) as told:
            store.open(folder, "budi")
        assert told.value.found == 7
        assert path.read_bytes() == newer


def test_a_clock_that_runs_backwards_changes_no_order(
    opened: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sari, budi = opened("sari"), opened("budi")
    now = 1_800_000_000_000_000_000
    for step in range(6):
        monkeypatch.setattr(time, "time_ns", lambda at=now - step * 3_600_000_000_000: at)
        assert insert((sari, budi)[step % 2], text=str(step)) == step + 1
        if step == 3:
            sari.compact()
    sari.poll()
    assert contents(sari) == reread(folder)[1] == contents(opened("tono"))
    assert [row["text"] for row in contents(sari)["comments"].values() if row] == list("012345")
