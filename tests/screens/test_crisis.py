"""Crisis mode at the keys: confirmed, told on every screen, one message, a log, an end with a note."""

import pytest

from desk import agency, restraint
from desk.editing import schedule
from domain.outcomes import Refused
from domain.preferences import NO_COLOUR, Preferences
from domain.restraint import PoliticalPeriod
from tests.screens.conftest import Sit
from tests.screens.sitting import run


@run
async def test_it_is_started_told_and_ended(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "c")
        assert "Mode krisis tidak menyala." in me.text
        await me.fill("!", "Tanggul jebol")
        assert "y" in me.panel
        assert "nyalakan mode krisis" in me.panel
        assert restraint.crisis(me.desk) is None
        await me.press("escape")
        assert restraint.crisis(me.desk) is None
        await me.fill("!", "Tanggul jebol")
        await me.press("y")
        assert "MODE KRISIS, antrean dibekukan: Tanggul jebol · saat krisis sejak 09.42" in me.frame[0]
        await me.fill("n", "BPBD di lokasi")
        assert "BPBD di lokasi" in me.text
        await me.fill("r", "Warga sudah diungsikan.")
        await me.press("p")
        assert "Belum ada pesan yang disetujui" in me.foot
        await me.press("s", "s")
        assert restraint.message(me.desk) == "Warga sudah diungsikan."
        await me.press("p")
        assert me.app.clipboard == "Warga sudah diungsikan."
        await me.press("escape", "c", "c")
        assert "pascakrisis" in me.frame[0]
        for keys in ("g p", "g s", "g i", "g l", "g o"):
            await me.press(*keys.split())
            assert "MODE KRISIS" in me.frame[0], keys
            await me.press("escape", "escape")
        await me.press("g", "c")
        await me.fill("e", "")
        assert "catatan penutup" in me.words
        await me.fill("e", "Air surut")
        assert restraint.crisis(me.desk) is None
        assert "MODE KRISIS" not in me.frame[0]
        assert "Air surut" in me.text
        await me.press("u")
        assert "MODE KRISIS" in me.frame[0]


@run
async def test_without_a_reason_it_does_not_start(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "c")
        await me.fill("!", " ")
        assert restraint.crisis(me.desk) is None
        assert not me.panel or "nyalakan" not in me.panel


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@run
async def test_every_desk_says_so_and_the_queue_is_frozen(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as me:
        budi = me.colleague()
        restraint.start(budi, "Tanggul jebol")
        await me.look_around()
        assert me.frame[0].startswith(" MODE KRISIS, antrean dibekukan: Tanggul jebol · saat krisis sejak 09.42")
        refused = schedule(me.desk, 1)
        assert isinstance(refused, Refused)
        assert refused.reason == "frozen"
        await me.press("1")
        assert "dibekukan" in me.text
        restraint.end(budi, "surut")
        await me.look_around()
        assert "MODE KRISIS" not in me.frame[0]
        assert "dibekukan" not in me.text


@run
async def test_without_colours_and_in_ascii_it_is_told_too(small_desk: Sit) -> None:
    async with small_desk(preferences=Preferences(theme=NO_COLOUR, ascii=True)) as me:
        restraint.start(me.desk, "Tanggul jebol")
        me.app.spread({"crises": set()})
        await me.settle()
        assert "MODE KRISIS, antrean dibekukan: Tanggul jebol" in me.frame[0]
        (strip, *_) = me.app.screen._compositor.render_strips()
        assert next(iter(strip)).style.reverse  # type: ignore[union-attr]


@run
async def test_a_hostile_reason_is_harmless(small_desk: Sit) -> None:
    async with small_desk() as me:
        restraint.start(me.desk, "banjir \x1b[31m\u202e merah")
        me.app.spread({"crises": set()})
        await me.settle()
        assert "\x1b" not in me.text
        assert "\u202e" not in me.text


@run
async def test_the_editor_of_a_post_says_frozen_too(small_desk: Sit) -> None:
    async with small_desk() as me:
        restraint.start(me.desk, "Tanggul jebol")
        me.app.spread({"crises": set()})
        await me.press("1", "enter")
        assert me.place == "EditorScreen"
        assert "dibekukan" in me.text


@run
async def test_politics_in_the_message_is_told_before_it_is_approved(small_desk: Sit) -> None:
    async with small_desk() as me:
        period = PoliticalPeriod(name="Pilkada", since="2026-11-01", until="2026-12-09", words=("Budi Santoso",))
        agency.keep(me.desk, period)
        restraint.start(me.desk, "Tanggul jebol")
        restraint.write_message(me.desk, "Terima kasih Budi  Santoso sudah datang.")
        await me.press("g", "c", "s")
        assert "Budi Santoso" in me.panel.replace("Budi  Santoso", "")
