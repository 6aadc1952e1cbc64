"""What the store warns of is said once, while all goes on."""

import pytest

import store
from domain.times import MINUTE
from tests.screens.conftest import Sit
from tests.screens.sitting import run

WARNING = "makin lambat dibuka"


@run
async def test_a_store_that_is_not_compacted_is_told_once(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small_desk() as me:

        async def a_minute_later() -> bool:
            me.clock.now += MINUTE
            await me.look_around()
            return WARNING in me.words

        assert not await a_minute_later()
        monkeypatch.setattr(store.Store, "warning", "not_compacted")
        assert await a_minute_later()
        await me.press("j")
        assert not await a_minute_later()
        monkeypatch.setattr(store.Store, "warning", "")
        await a_minute_later()
        monkeypatch.setattr(store.Store, "warning", "not_compacted")
        assert await a_minute_later()
