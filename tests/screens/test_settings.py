"""Setelan at the keys: an agency set up, its lists kept, mistakes told and taken back, hostile text harmless."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import wording
from desk import agency, restraint
from desk.accounts import add_account
from desk.desk import Desk
from desk.settings import set_setting
from domain.accounts import Target
from domain.agency import Agency, Holiday, Keyword, Programme, Slot, Template, WorkingHours
from domain.outcomes import Done
from domain.restraint import PoliticalPeriod
from domain.times import parse_iso
from screens.settings import SettingsScreen
from screens.settings_sections import SECTIONS
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run

HOSTILE = [
    json.loads(line)["text"] for line in (Path(__file__).parents[1] / "hostile-text.jsonl").open(encoding="utf-8")
]
SIZES = [(120, 36), (80, 24)]


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    wording.use("en")
    yield
    wording.use("id")


async def open_section(sitting: Sitting, id: str) -> SettingsScreen:
    """The rows of a section, with the keys."""
    if not isinstance(sitting.app.screen, SettingsScreen):
        await sitting.press("g", "p")
    screen = sitting.app.screen
    assert isinstance(screen, SettingsScreen)
    while screen._in_rows:
        await sitting.press("escape")
    await sitting.press("home", *["j"] * [one.id for one in SECTIONS].index(id), "enter")
    assert screen.section.id == id
    return screen


async def fill(sitting: Sitting, *values: str) -> None:
    """Type into one field after the other."""
    for value in values:
        await sitting.press("ctrl+u")
        await sitting.type(value)
        await sitting.press("enter")


def targets(desk: Desk) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(one.account, one.count, one.weekdays) for one in desk.store.repo("targets", Target).all()]


@pytest.mark.parametrize("size", SIZES)
@run
async def test_an_agency_is_set_up_by_keys_alone(empty_desk: Sit, size: tuple[int, int]) -> None:
    async with empty_desk(size=size) as sitting:
        await sitting.press("escape")  # the form of the first run
        await open_section(sitting, "agency")
        await sitting.press("enter")
        await fill(sitting, "Dinas Kominfo")
        await sitting.press("j", "enter")
        await fill(sitting, "WIBB")
        assert "WIBB is no zone" in sitting.text
        await fill(sitting, "WITA")
        await open_section(sitting, "accounts")
        for platform, handle in (("ig", "@kominfo"), ("Facebook", "kominfo"), ("x", "kominfo_x")):
            await sitting.press("a")
            await fill(sitting, platform, handle, "Kominfo", "")
        assert [(one.platform, one.handle) for one in sitting.desk.accounts()] == [
            ("instagram", "kominfo"),
            ("facebook", "kominfo"),
            ("x", "kominfo_x"),
        ]
        await open_section(sitting, "plan")
        await sitting.press("enter")
        await fill(sitting, "Sen-Jum 2, Sab 1")
        await sitting.press("j", "enter")
        await fill(sitting, "Mon-Fri pagi malam")
        assert "Mon–Fri 2, Sat 1" in sitting.text
        assert "Mon–Fri 07:30 19:00" in sitting.text
        assert targets(sitting.desk) == [(1, 2, (0, 1, 2, 3, 4)), (1, 1, (5,))]
        assert [one.minute for one in sitting.desk.store.repo("slots", Slot).all()] == [450, 1140]
        assert sitting.desk.setting("agency") == "Dinas Kominfo"
        assert sitting.app.plan.progress()[0].target == 2


ADDED: list[tuple[str, list[str], agency.Listed]] = [
    (
        "programmes",
        ["Posyandu", "4", "posyandu, balita"],
        Programme(name="Posyandu", monthly=4, words=("posyandu", "balita")),
    ),
    (
        "agencies",
        ["Dinas PU", "PUPR", "Bu Ani", "0812", ""],
        Agency(name="Dinas PU", short="PUPR", liaison="Bu Ani", contact="0812"),
    ),
    ("templates", ["ktp", "Halo {nama}"], Template(code="ktp", text="Halo {nama}")),
    ("holidays", ["25/12/2026", "Natal"], Holiday(day="2026-12-25", name="Natal")),
    ("keywords", ["Sumberrejo", "place"], Keyword(word="Sumberrejo", sort="place")),
    (
        "periods",
        ["Pilkada", "25/9/2029 - 30/11/2029", "Budi Santoso, 02, "],
        PoliticalPeriod(name="Pilkada", since="2029-09-25", until="2029-11-30", words=("Budi Santoso", "02")),
    ),
]


@pytest.mark.parametrize(("section", "values", "record"), ADDED, ids=[one for one, _, _ in ADDED])
@run
async def test_a_row_is_added_told_and_taken_back(
    small_desk: Sit, section: str, values: list[str], record: agency.Listed
) -> None:
    async with small_desk(size=(80, 24)) as sitting:
        screen = await open_section(sitting, section)
        await sitting.press("a")
        await fill(sitting, *values)
        (row,) = agency.listed(sitting.desk, type(record))
        assert replace(row, id=0, rev=0) == record
        assert "added a row" in sitting.text
        await sitting.press("w")
        assert agency.listed(sitting.desk, type(record)) == []
        await sitting.press("u")
        assert len(screen._rows) == 1
        await sitting.press("u")
        assert screen._rows == []


@run
async def test_approval_and_the_clock_of_a_crisis(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "restraint")
        assert "30" in sitting.text
        await sitting.press("enter")
        await fill(sitting, "On")
        assert restraint.second_approval(sitting.desk)
        await sitting.press("j", "enter")
        await fill(sitting, "soon")
        assert "is no number of minutes" in sitting.text
        await fill(sitting, "15")
        assert sitting.desk.setting("crisis_minutes") == "15"


@run
async def test_hours_are_typed_as_they_are_read(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "hours")
        await sitting.press("i")
        before = agency.listed(sitting.desk, WorkingHours)
        assert "Mon–Thu 07:30–12:00 13:00–16:00, Fri 07:30–11:30 13:00–16:30" in sitting.text
        for row in ("k", "j"):
            await sitting.press(row, "enter", "f2")
        assert agency.listed(sitting.desk, WorkingHours) == before
        await sitting.press("enter", "enter", "enter")
        await fill(sitting, "Sen 08.00-07.00")
        assert "is no part of the day" in sitting.text


@run
async def test_the_ready_holidays_come_with_one_key_and_go_with_one(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        screen = await open_section(sitting, "holidays")
        await sitting.press("i")
        assert "Thu 24 Dec 2026" in sitting.text  # the next one first
        assert "Isra Mikraj, reckoned" in sitting.text
        await sitting.press("j", "j", "j", "enter", "f2")
        reckoned = [one.name for one in agency.listed(sitting.desk, Holiday) if one.tentative]
        assert reckoned.count("Isra Mikraj") == 1  # storing it confirmed the first
        await sitting.press("u", "u")
        assert screen._rows == []


@run
async def test_a_new_holiday_offers_to_reckon_deadlines_again(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        before = [sitting.comment(id).reply_due for id in (1, 2, 3)]
        await open_section(sitting, "holidays")
        await sitting.press("a")
        await fill(sitting, "23/11/2026", "Hari jadi")
        assert "3 comments are due at other times now; d reckons anew" in sitting.foot
        assert [sitting.comment(id).reply_due for id in (1, 2, 3)] == before
        await sitting.press("d")
        assert "Deadlines reckoned again: 3 comments" in sitting.foot
        assert sitting.comment(1).reply_due == parse_iso("2026-11-24T09:30")
        await sitting.press("u")
        assert [sitting.comment(id).reply_due for id in (1, 2, 3)] == before
        await sitting.press("u", "d")
        assert "Every deadline stands" in sitting.foot


@run
async def test_the_offer_to_reckon_is_in_nobodys_way(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as sitting:
        await open_section(sitting, "holidays")
        for day, name in (("23/11/2026", "Libur"), ("24/11/2026", "Lagi")):
            await sitting.pilot.press("a", *day, "enter", *name, "enter")
        await sitting.settle()
        assert [one.day for one in agency.listed(sitting.desk, Holiday)] == ["2026-11-23", "2026-11-24"]
        assert "d reckons anew" in sitting.foot
        assert sitting.panel == ""


@run
async def test_a_refused_form_keeps_what_was_typed(small_desk: Sit) -> None:
    async with small_desk(size=(80, 24)) as sitting:
        screen = await open_section(sitting, "templates")
        await sitting.press("a")
        await fill(sitting, "dua kata", "Halo {nma}")
        assert "A code is one short word" in sitting.text
        assert screen.form.values == {"code": "dua kata", "text": "Halo {nma}"}
        await sitting.type("!")
        assert "No such field: {nma}" in sitting.text
        await sitting.press("escape")
        assert not screen.form.display
        assert agency.listed(sitting.desk, Template) == []


@run
async def test_keys_typed_ahead_reach_the_next_row(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "keywords")
        await sitting.pilot.press("a", *"pdam", "enter", "enter", "a", *"bansos", "enter", "enter")
        await sitting.settle()
        assert [one.word for one in agency.listed(sitting.desk, Keyword)] == ["bansos", "pdam"]


@run
async def test_an_account_in_use_stays_and_says_why(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "accounts")
        await sitting.press("w")
        assert "2 planned posts and 3 comments stand under it" in sitting.text
        await sitting.press("j", "w")
        assert [one.platform for one in sitting.desk.accounts()] == ["instagram"]
        await sitting.press("u", "j", "enter")
        await fill(sitting, "lain", "Kecamatan", "WIT")
        assert sitting.desk.accounts()[1].zone == "WIT"
        assert "ngadirejo → lain" in sitting.text


@run
async def test_a_row_is_found_in_another_section(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        assert isinstance(agency.keep(sitting.desk, Agency(name="Dinas Perhubungan", short="Dishub")), Done)
        screen = await open_section(sitting, "accounts")
        await sitting.press("slash")
        await sitting.type("perhub")
        await sitting.press("enter")
        assert (screen.section.id, screen.rows.cursor) == ("agencies", 0)
        await sitting.press("g", "a")
        assert screen.section.id == "accounts"
        await sitting.press("g", "h")
        assert not isinstance(sitting.app.screen, SettingsScreen)


@run
async def test_a_colleagues_change_is_seen_and_not_overwritten(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        agency.keep(sitting.desk, Template(code="salam", text="Halo"))
        screen = await open_section(sitting, "templates")
        await sitting.press("enter", "enter")
        agency.keep(sitting.colleague(), Template(id=1, code="salam", text="Hai"))
        await fill(sitting, "Selamat pagi")
        assert agency.listed(sitting.desk, Template)[0].text == "Hai"
        assert "budi" in sitting.panel
        await sitting.press("escape")
        assert screen.form.values["text"] == "Selamat pagi"  # nothing typed is lost


@pytest.mark.parametrize("size", SIZES)
@run
async def test_hostile_text_is_shown_harmlessly_in_every_section(small_desk: Sit, size: tuple[int, int]) -> None:
    async with small_desk(size=size) as sitting:
        desk = sitting.desk
        for number, text in enumerate(HOSTILE[::9]):
            set_setting(desk, "agency", text)
            add_account(desk, "tiktok", f"{text[:60]}{number}", name=text)
            agency.keep(desk, Programme(name=f"{number} {text}", words=(text,)))
            agency.keep(desk, Agency(name=f"{number} {text}", short=text, liaison=text, contact=text))
            agency.keep(desk, Template(code=f"t{number}", text=text))
            agency.keep(desk, Holiday(day=f"2027-{number % 12 + 1:02}-{number % 28 + 1:02}", name=text))
            agency.keep(desk, WorkingHours(name=f"{number} {text}"))
            agency.keep(desk, Keyword(word=f"{number} {text}"))
        for section in SECTIONS:
            await open_section(sitting, section.id)
            await sitting.press("pagedown", "end")
            assert all(char.isprintable() for row in sitting.frame for char in row), section.id
            assert {len(row) > 0 for row in sitting.frame} == {True}
            if section.id not in ("feeds", "mine") and sitting.app.screen._rows:  # type: ignore[attr-defined]
                await sitting.press("enter")
                assert all(char.isprintable() for row in sitting.frame for char in row), section.id
                await sitting.press("escape")


@run
async def test_own_choices_are_made_here_too(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_section(sitting, "mine")
        await sitting.press("j", "enter")
        assert sitting.app.preferences.theme == "siang"
        assert "light theme" in sitting.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15), (50, 12)])
@run
async def test_it_stands_at_every_size(demo_desk: Sit, size: tuple[int, int]) -> None:
    async with demo_desk(size=size) as sitting:
        for section in SECTIONS[:-2]:
            await open_section(sitting, section.id)
            assert {len(row) for row in sitting.frame if row} <= {size[0]} or size[0] < 60
