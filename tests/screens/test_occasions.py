"""Setelan: themes and days, as they are listed, typed and taken over."""

from desk import agency
from desk.desk import Desk
from desk.settings import set_setting
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from domain.outcomes import Done, Refused
from screens.settings_section import Section
from screens.settings_sections import SECTIONS
from tests.screens.conftest import Sit
from tests.screens.sitting import run


def section() -> Section:
    return next(one for one in SECTIONS if one.id == "occasions")


def listed(desk: Desk) -> list[str]:
    return [one.name for one in agency.listed(desk, Occasion)]


@run
async def test_a_theme_is_typed_changed_and_removed(small_desk: Sit) -> None:
    async with small_desk() as me:
        desk, kept = me.desk, section()
        assert kept.rows(desk) == []
        typed = {"days": "23/11/2026–29/11/2026", "name": "Pekan Adminduk", "source": ""}
        assert isinstance(kept.store(desk, None, typed, None), Done)
        assert len(kept.rows(desk)) == len(NATIONAL_DAYS) + 1
        row = next(one for one in kept.rows(desk) if one.what.name == "Pekan Adminduk")
        assert [entry.value for entry in kept.entries(desk, row)] == ["23/11/2026–29/11/2026", "Pekan Adminduk", ""]
        changed = {"days": "24/11/2026–29/11/2026", "name": "Pekan KTP", "source": "SK Bupati"}
        assert isinstance(kept.store(desk, row, changed, row.rev), Done)
        assert "Pekan KTP" in listed(desk)
        row = next(one for one in kept.rows(desk) if one.what.name == "Pekan KTP")
        assert isinstance(kept.remove(desk, row, row.rev), Done)
        assert "Pekan KTP" not in listed(desk)


@run
async def test_what_is_no_day_is_refused(small_desk: Sit) -> None:
    async with small_desk() as me:
        for typed in ("31/2", "besok", "29/11/2026–23/11/2026", ""):
            outcome = section().store(me.desk, None, {"days": typed, "name": "x", "source": ""}, None)
            assert isinstance(outcome, Refused)
            assert outcome.reason == "bad_date"


@run
async def test_prime_time_is_shown_as_it_usually_is_and_set(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "p")
        assert "06.00–16.00 18.00–21.00" in me.text
        outcome = set_setting(me.desk, "prime_time", "Sen–Jum 06.00–09.00")
        assert isinstance(outcome, Done)
        me.app.spread({"settings": {1}})
        await me.settle()
        assert "Sen–Jum 06.00–09.00" in me.text
