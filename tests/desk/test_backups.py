"""The day's backup: one, by whoever is there, in a process of its own; and why there is none."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from desk import backups
from desk.desk import Desk
from desk.settings import set_setting
from domain.outcomes import Refused
from domain.times import DAY, HOUR
from store.backup import Backup, verify
from store.backup import backups as shelved

NOW = 1_795_366_800_000
"""2026-11-22 17:00 UTC: midnight in Jakarta, 00.00 on the 23rd."""


class Clock:
    """A clock that stands until it is set."""

    now = NOW


@pytest.fixture
def clock() -> Clock:
    """Midnight."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk on a store with something in it."""
    with store.open(tmp_path / "store", "rina") as opened:
        found = Desk(opened, now=lambda: clock.now)
        set_setting(found, "agency", "Kecamatan Ngadirejo")
        yield found


def made(desk: Desk) -> list[Backup]:
    return shelved(backups.folder(desk), desk.store.path)


def test_one_a_day_by_the_calendar_of_the_agency(desk: Desk, clock: Clock) -> None:
    assert backups.daily(desk)
    assert not backups.daily(desk)
    clock.now += 23 * HOUR
    assert not backups.daily(desk)
    clock.now += HOUR
    assert backups.daily(desk)
    assert [one.at for one in made(desk)] == [NOW, NOW + DAY]
    assert all(one.daily for one in made(desk))
    assert verify(made(desk)[0].path).seq == desk.store.seq
    assert Path(made(desk)[0].path).parent == Path(desk.store.path) / "backups"


def test_two_desks_make_one(desk: Desk) -> None:
    with store.open(desk.store.path, "budi") as opened:
        other = Desk(opened, now=desk.now)
        assert [backups.daily(desk), backups.daily(other)] == [True, False]


def test_they_are_kept_as_long_as_is_set(desk: Desk, clock: Clock) -> None:
    set_setting(desk, "backup_days", "3")
    for _ in range(6):
        backups.daily(desk)
        clock.now += DAY
    assert [one.at for one in made(desk)] == [NOW + ago * DAY for ago in (2, 3, 4, 5)]


def test_none_is_made_where_none_is_wished_for_or_possible(desk: Desk, tmp_path: Path) -> None:
    set_setting(desk, "backup_days", "0")
    assert not backups.daily(desk)
    set_setting(desk, "backup_days", "")
    for idle in (
        Desk(desk.store, now=desk.now, example=True),
        Desk(desk.store, now=desk.now, read_only=True),
        Desk(store.open(tmp_path / "empty", "rina"), now=desk.now),
    ):
        assert not backups.daily(idle)
    assert made(desk) == []


def test_another_folder_takes_them(desk: Desk, tmp_path: Path) -> None:
    set_setting(desk, "backup_folder", str(tmp_path / "lain"))
    assert backups.daily(desk)
    assert len(os.listdir(tmp_path / "lain")) == 1


def test_what_keeps_it_from_being_made_is_told(desk: Desk) -> None:
    set_setting(desk, "backup_folder", "/proc/tidak-bisa")
    with pytest.raises(backups.NotMade) as told:
        backups.daily(desk)
    assert (told.value.code, told.value.folder) == ("OSError", "/proc/tidak-bisa")
    assert told.value.detail == os.strerror(2)


def test_a_damaged_store_makes_none(desk: Desk) -> None:
    with store.open(desk.store.path, "budi") as opened:
        set_setting(Desk(opened), "agency", "Kecamatan Parakan")
    journal = Path(desk.store.path) / "journal-00000001.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"Ngadirejo", b"Ngadirojo", 1))
    with pytest.raises(backups.NotMade) as told:
        backups.daily(desk)
    assert told.value.code == "Corrupt"


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("backup_days", "-1", "bad_days"),
        ("backup_days", "dua", "bad_days"),
        ("backup_days", "99999", "bad_days"),
        ("backup_days", "٣", "bad_days"),
        ("backup_folder", "cadangan", "bad_folder"),
        ("backup_folder", "/srv/\x1b[2J", "bad_folder"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(desk: Desk, key: str, value: str, reason: str) -> None:
    outcome = set_setting(desk, key, value)
    assert isinstance(outcome, Refused)
    assert outcome.reason == reason
