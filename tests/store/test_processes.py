"""Several processes at work on one store, some of them killed."""

import signal
from pathlib import Path

import pytest

from tests.store.conftest import Opener, contents, insert, process

WORKER = """
import sys, store
desk = store.open(sys.argv[1], sys.argv[2])
for number in range(10**6):
    with desk.transaction() as tx:
        id = tx.insert("comments", {"text": f"{sys.argv[2]} {number}"})
        tx.insert("audit", {"of": id, "by": sys.argv[2]})
    print(id, flush=True)
    if number % 20 == 19:
        desk.compact()
"""

COUNTER = """
import sys, store
desk = store.open(sys.argv[1], sys.argv[2])
done = 0
while done < int(sys.argv[3]):
    stored = desk.get("counters", 1)
    try:
        with desk.transaction() as tx:
            tx.update("counters", 1, {"value": stored["value"] + 1}, rev=stored["rev"])
        done += 1
    except store.Conflict as conflict:
        assert conflict.theirs["rev"] > stored["rev"]
        assert conflict.theirs == desk.get("counters", 1)
"""


def test_nothing_acknowledged_is_lost_when_writers_are_killed(opened: Opener, folder: Path) -> None:
    desk = opened()
    acknowledged: list[int] = []
    for kill in range(10):
        workers = [process(WORKER, folder, name) for name in ("budi", "tono")]
        for worker in workers:
            assert worker.stdout
            acknowledged += [int(worker.stdout.readline()) for _ in range(3 + kill * 4)]
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            assert worker.stdout
            acknowledged += [int(line) for line in worker.stdout.read().splitlines(keepends=True) if line[-1] == "\n"]
            with worker:
                pass
        desk.poll()
        insert(desk, text="sari")
        fresh = opened("reader")
        assert fresh.fault is None
        assert contents(fresh) == contents(desk)
    assert len(acknowledged) > 400
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= desk.documents("comments").keys()
    written = {id for id, comment in contents(desk)["comments"].items() if comment and comment["text"] != "sari"}
    audited = [str(entry["of"]) for entry in contents(desk)["audit"].values() if entry]
    assert sorted(map(str, written)) == sorted(audited), "half a transaction"
    assert len(written) - len(acknowledged) <= 20, "more than what each victim had under way"


@pytest.mark.parametrize("writers", [3])
def test_no_increment_is_lost_or_made_twice(opened: Opener, folder: Path, writers: int) -> None:
    desk = opened()
    insert(desk, "counters", value=0)
    others = [process(COUNTER, folder, number, 40) for number in range(writers)]
    assert [other.wait(60) for other in others] == [0] * writers
    for other in others:
        with other:
            pass
    desk.poll()
    assert desk.get("counters", 1) == {"value": 40 * writers, "rev": 40 * writers + 1}
