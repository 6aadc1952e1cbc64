"""A power cut at any moment: nothing acknowledged is lost, no transaction is halved, and the store goes on.

The judge is judged too: a store that forgot one of its syncs, or did two things in the wrong order, is found out.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from store.archive import Archives
from store.disk import Disk
from tests.store.campaign import LONG, SEED, Tally
from tests.store.conftest import contents, in_memory
from tests.store.powercut import (
    Contents,
    Entry,
    Image,
    Killed,
    Log,
    Machine,
    Recorder,
    Rewrite,
    clears_away_too_early,
    tells_too_early,
    turns_page_too_early,
    without,
)

CHANCES = 40 if LONG else 3
"""Images made by the dice at each entry of the log, besides the four certain ones."""


GONE = b"4194304"
"""No process has this number: Linux counts to one less."""


MONTH = "comments-2026-01"


class QuickDisk(Disk):
    """For looking at an image: nobody cuts the power then."""

    def sync_data(self, fd: int) -> None: ...

    def sync(self, fd: int) -> None: ...

    def sync_folder(self, path: str) -> None: ...


class Play:
    """Several processes at work on one store, all their changes in one log."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.folder = folder
        before: Contents = {}
        if folder.exists():
            with store.open(folder, "before", disk=QuickDisk()) as desk:
                before = contents(desk)
        self.log = Log(folder, before)
        self.disks = [Recorder(self.log), Recorder(self.log)]
        self.desks = [
            store.open(folder, name, disk=disk) for name, disk in zip(("sari", "budi"), self.disks, strict=True)
        ]

    def commit_long(self) -> None:
        """A transaction over several sectors."""
        self.commit(self.dice.randint(500, 1500))

    def commit(self, size: int = 10) -> None:
        """A transaction of two records that must agree; now and then an older pair goes or is changed."""
        desk = self.dice.choice(self.desks)
        text = "x" * size
        self.log.note("begin", at=len(self.log.states))
        with desk.transaction() as tx:
            id = self.pair(tx, text)
            other = self.dice.randint(1, id)
            if tx.get("comments", other) is not None and self.dice.random() < 0.4:
                for table in ("comments", "audit"):
                    if self.dice.random() < 0.5 and other != id:
                        tx.update(table, other, {"text": text[::-1] + "!"})
                if self.dice.random() < 0.3 and other != id:
                    tx.delete("comments", other)
                    tx.delete("audit", other)
        self.done(desk)

    def archive(self) -> None:
        """The older half of the comments moves to the archive: written there first, then removed here."""
        disk = self.dice.choice(self.disks)
        desk = self.desks[self.disks.index(disk)]
        desk.poll()
        old = dict(list(desk.documents("comments").items())[::2])
        archives = Archives(str(self.folder), disk)
        with archives.alone() as alone:
            assert alone
            archives.add(MONTH, {("comments", id): document for id, document in old.items()})
            self.log.note("begin", at=len(self.log.states))
            with desk.transaction() as tx:
                for id in old:
                    tx.delete("comments", id)
        self.done(desk, set(old))

    def done(self, desk: store.Store, archived: set[int] | None = None, told: bool = True) -> None:
        """A transaction has been acknowledged, if `told`."""
        self.log.states.append(contents(desk))
        self.log.archived.append(self.log.archived[-1] | (archived or set()))
        if told:
            self.log.note("ack", at=len(self.log.states) - 1)

    def pair(self, tx: store.Transaction, text: str) -> int:
        """Two records that must agree."""
        id = tx.insert("comments", {"text": text})
        tx.insert("audit", {"of": id, "text": text}, id)
        return id

    def victim(self) -> tuple[store.Store, Recorder]:
        """A third process, which will be killed: nobody runs under its number."""
        disk = Recorder(self.log)
        sign = disk.overwrite

        def overwrite(fd: int, data: bytes, offset: int) -> None:
            sign(fd, data.replace(b"%d" % os.getpid(), GONE), offset)

        disk.overwrite = overwrite  # type: ignore[method-assign]
        return store.open(self.folder, "victim", disk=disk), disk

    def tear(self) -> None:
        """A process is killed in the middle of writing its line, or when that is not durable yet."""
        victim, disk = self.victim()
        write, share = disk.write, self.dice.random()
        whole = share > 0.7

        def stop(fd: int, data: bytes) -> None:
            write(fd, data if whole else data[: 1 + int(share * len(data))])
            raise Killed

        disk.write = stop  # type: ignore[method-assign]
        if whole:
            self.log.note("begin", at=len(self.log.states))
        try:
            with victim.transaction() as tx:
                self.pair(tx, "y" * self.dice.choice((10, 700)))
        except Killed:
            victim.close()
        if whole:
            self.desks[0].poll()
            self.done(self.desks[0], told=False)

    def fill(self) -> None:
        """The disk is full for one transaction."""
        disk = self.dice.choice(self.disks)
        disk.room = self.dice.randint(0, 900)
        with pytest.raises(store.StoreFull), self.desks[self.disks.index(disk)].transaction() as tx:
            tx.insert("comments", {"text": "z" * 900})
        disk.room = None

    def compact(self) -> None:
        """Turn the page."""
        assert self.dice.choice(self.desks).compact()

    def compact_killed(self) -> None:
        """A process that is killed while it compacts."""
        victim, disk = self.victim()
        disk.left = self.dice.randint(1, 24)
        try:
            victim.compact()
        except Killed:
            victim.close()

    def close(self) -> None:
        """All go home."""
        for desk in self.desks:
            desk.close()


def usual(folder: Path, seed: int) -> Log:
    """A bit of everything."""
    play = Play(folder, seed)
    for step in ("commit", "commit", "tear", "commit", "fill", "commit_long", "compact", "commit", "compact_killed"):
        getattr(play, step)()
    for step in ("tear", "commit_long", "archive", "fill", "commit_long", "archive", "compact", "commit"):
        getattr(play, step)()
    play.close()
    return play.log


def eventful(folder: Path, seed: int) -> Log:
    """Whatever the dice say."""
    play = Play(folder, seed)
    for _ in range(14):
        play.dice.choice(
            [
                *[play.commit, play.commit_long] * 2,
                play.tear,
                play.fill,
                play.compact,
                play.compact_killed,
                play.archive,
            ]
        )()
    play.commit()
    play.close()
    return play.log


def images(entries: list[Entry], log: Log, seed: int) -> Iterator[tuple[int, str, Image, int, int]]:
    """Every image of every moment once: where, which losses, the files, and how much was acknowledged and begun."""
    machine = Machine(log)
    seen: set[tuple[int, int, int]] = set()
    acked = begun = 0
    for place, entry in enumerate(entries):
        machine.take(entry)
        acked = entry.at if entry.kind == "ack" else acked
        begun = entry.at if entry.kind == "begin" else begun
        dice = random.Random(f"{seed} {place}")
        found = [*machine.certain(), *((f"chance {number}", machine.chance(dice)) for number in range(CHANCES))]
        for losses, image in found:
            mark = hash(frozenset(image.items())), acked, begun
            if mark not in seen:
                seen.add(mark)
                yield place, losses, image, acked, begun


def judge(image: Image, log: Log, acked: int, begun: int, folder: Path) -> str:
    """What is wrong with an image; nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in image.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    try:
        desk = store.open(folder, "after", disk=QuickDisk())
    except store.StoreError as error:
        return f"does not open: {error!r}"
    with desk:
        if desk.fault is not None:
            return f"is read-only: {desk.fault!r}"
        found = contents(desk)
        if found not in log.states[acked : begun + 1]:
            return "lost or halved"
        archived = log.archived[log.states.index(found, acked)]
        try:
            if not archived <= {id for _, id in Archives(str(folder), QuickDisk()).read(MONTH)}:
                return "lost on the way to the archive"
        except store.StoreError as error:
            return f"the archive cannot be read: {error!r}"
        last = max((id for state in log.states[: acked + 1] for id in state.get("comments", {})), default=0)
        with desk.transaction() as tx:
            if tx.insert("comments", {"text": "after"}) <= last:
                return "gives an id again"
        if not desk.compact() or any(".tmp" in path.name for path in folder.iterdir()):
            return "does not compact"
        with store.open(folder, "later", disk=QuickDisk()) as later:
            if contents(later) != contents(desk):
                return "is another one when opened again"
    return ""


def verdicts(entries: list[Entry], log: Log, seed: int, folder: Path, tally: Tally) -> Iterator[str]:
    """All that is wrong."""
    for place, losses, image, acked, begun in images(entries, log, seed):
        tally.add(images=1)
        wrong = judge(image, log, acked, begun, folder)
        if wrong:
            yield f"seed {seed}, after entry {place} ({entries[place].kind} {entries[place].path}), {losses}: {wrong}"


@pytest.fixture(scope="module")
def recorded() -> Log:
    """The log of the usual day."""
    with in_memory() as folder:
        return usual(folder / "store", SEED)


def test_nothing_is_lost_whenever_the_power_goes(recorded: Log, memory: Path, tally: Tally) -> None:
    tally.add(entries=len(recorded.entries), acknowledged=len(recorded.states) - 1)
    assert list(verdicts(recorded.entries, recorded, SEED, memory / "image", tally)) == []


@pytest.mark.parametrize(
    "forgetful",
    [
        pytest.param(without("sync_data"), id="no fdatasync of a commit"),
        pytest.param(without("sync", "snapshot"), id="no fsync of the snapshot"),
        pytest.param(without("sync", "journal"), id="no fsync of a new journal, or after a cut"),
        pytest.param(without("folder"), id="no fsync of the folder"),
        pytest.param(tells_too_early, id="says done before the sync"),
        pytest.param(turns_page_too_early, id="names a journal that is not durable"),
        pytest.param(without("sync", "archive"), id="no fsync of an archive"),
        pytest.param(clears_away_too_early, id="removes journals before the snapshot is durable"),
    ],
)
def test_a_store_that_forgets_something_is_found_out(
    recorded: Log, memory: Path, forgetful: Rewrite, tally: Tally
) -> None:
    entries = forgetful(recorded.entries)
    assert entries != recorded.entries
    wrong = next(verdicts(entries, recorded, SEED, memory / "image", tally), "")
    assert wrong
    tally.add(caught=1)


@pytest.mark.parametrize("turn", range(20 if LONG else 2))
def test_nothing_is_lost_on_any_day(memory: Path, turn: int, tally: Tally) -> None:
    log = eventful(memory / "store", SEED + turn)
    tally.add(entries=len(log.entries), acknowledged=len(log.states) - 1)
    assert list(verdicts(log.entries, log, SEED + turn, memory / "image", tally)) == []
