"""What the desk does without being asked is heard of when it fails, once."""

import pytest

from desk import housekeeping, sync
from domain.connections import Connection
from domain.times import DAY, MINUTE
from sitting.chores import SYNC_EVERY
from tests.screens.conftest import Sit
from tests.screens.sitting import run


@run
async def test_platforms_that_cannot_be_read_are_told_once_until_they_could(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([False, False, True, False])
    monkeypatch.setattr(sync, "due", lambda desk, tokens: True)
    monkeypatch.setattr(sync, "start", lambda desk, tokens: next(outcomes))
    told = "Membaca dari kanal gagal"
    async with small_desk() as sitting:
        with sitting.desk.store.transaction() as tx:
            tx.insert("connections", Connection(account=1))
        for expected in (True, False, False, True):
            sitting.clock.now += SYNC_EVERY
            await sitting.look_around()
            assert (told in sitting.words) == expected
            await sitting.press("escape", "j")
        await sitting.look_around()  # Not yet time again.
        assert list(outcomes) == []


@run
async def test_archives_are_seen_to_once_a_day_and_a_failure_is_told(
    small_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([False, True])
    monkeypatch.setattr(housekeeping, "due", lambda desk: True)
    monkeypatch.setattr(housekeeping, "start", lambda desk: next(outcomes))
    async with small_desk() as sitting:
        for wait, expected in ((MINUTE, True), (MINUTE, False), (DAY, False)):
            sitting.clock.now += wait
            await sitting.look_around()
            assert ("masa simpan tidak bisa dikerjakan" in sitting.words) == expected
            await sitting.press("escape", "j")
        assert list(outcomes) == []


@run
async def test_the_demo_desk_says_why_it_fetches_no_news(demo_desk: Sit) -> None:
    async with demo_desk() as sitting:
        await sitting.press("g", "f", "F")
        assert "Meja contoh tidak mengambil berita" in sitting.words
