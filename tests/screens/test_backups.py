"""The day's backup, as an admin at the desk meets it: not at all, unless it cannot be made."""

from pathlib import Path

import pytest

from desk import backups
from desk.backups import daily
from desk.desk import Desk
from domain.times import DAY, HOUR, MINUTE
from store.backup import backups as shelved
from tests.screens.conftest import Sit
from tests.screens.sitting import NOW, Sitting, run
from tests.screens.test_settings import open_section


async def later(sitting: Sitting, ms: int) -> None:
    sitting.clock.now += ms
    await sitting.look_around()


@run
async def test_a_desk_makes_one_a_day_and_says_nothing(
    small_desk: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "daily", daily)
    async with small_desk() as sitting:
        await later(sitting, 0)
        before = sitting.foot
        for wait in (MINUTE, MINUTE, 2 * HOUR, DAY):
            await later(sitting, wait)
        made = shelved(str(tmp_path / "store" / "backups"))
        assert [one.at // MINUTE for one in made] == [NOW // MINUTE + 1, NOW // MINUTE + 2 + 120 + 1440]
        assert sitting.foot == before


@run
async def test_what_keeps_it_from_being_made_is_told_once(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def fail(desk: Desk) -> bool:
        tries.append(desk.now())
        if len(tries) == 3:
            return True
        raise backups.NotMade("StoreFull", "", "/mnt/\x1bcadangan")

    monkeypatch.setattr(backups, "daily", fail)
    async with small_desk() as sitting:
        told = "cakram penuh. Kosongkan ruang"
        await later(sitting, MINUTE)
        assert told in sitting.words
        assert "\x1b" not in sitting.text
        await sitting.press("escape", "j")
        assert told not in sitting.words
        for wait, words in ((MINUTE, False), (HOUR, False), (HOUR, False), (HOUR, True)):
            await later(sitting, wait)
            assert (told in sitting.words) == words
        assert len(tries) == 4, "once an hour; after one that went well the next failure is news"


@run
async def test_who_is_typing_is_told_later(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(desk: Desk) -> bool:
        raise backups.NotMade("StoreFull", "", "/mnt/cadangan")

    monkeypatch.setattr(backups, "daily", fail)
    async with small_desk() as sitting:
        await sitting.press("slash", "j")
        await later(sitting, MINUTE)
        await later(sitting, MINUTE)
        assert "cakram penuh" not in sitting.words
        await sitting.press("escape")
        await later(sitting, MINUTE)
        assert "cakram penuh" in sitting.words


@run
async def test_how_long_they_are_kept_is_a_setting(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "backups")
        assert "disimpan selama 14" in sitting.words
        await sitting.press("enter")
        await sitting.type("30")
        await sitting.press("enter")
        assert backups.days_kept(sitting.desk) == 30
        assert "disimpan selama 30" in sitting.words
