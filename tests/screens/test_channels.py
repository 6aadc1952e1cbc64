"""Accounts connected at the keys, and tables whose columns an admin says."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import wording
from channels.tokens import TokenFile
from desk import mappings
from desk.accounts import add_account
from desk.connections import capabilities, connections
from desk.desk import Desk
from domain.accounts import Account, Platform
from domain.comments import Comment
from domain.connections import Cost
from domain.times import DAY, parse_iso
from screens.connecting import ConnectingScreen
from screens.mapping import MappingScreen
from screens.settings import SettingsScreen
from screens.settings_connections import LIMIT
from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.platform import Asked, running
from tests.screens.conftest import Sit
from tests.screens.sitting import PATIENCE, Sitting, run
from tests.screens.test_settings import open_section
from widgets.panel import Panel
from widgets.typing import Field

TABLE = """No;Nama Warga;Tanggal;Jam;Isi Komentar;Suka;Link
1;Siti Rahma;17/11/2026;08.15;Jalan di RT 05 masih berlubang, kapan diperbaiki min?;3;https://www.instagram.com/p/A/c/1806
2;Agus;18/11/2026;21.40;Terima kasih petugas damkar;12;https://www.instagram.com/p/A/c/1807
"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    wording.use("en")
    yield
    wording.use("id")


@pytest.fixture
def fake() -> Iterator[FakeMastodon]:
    with running(FakeMastodon()) as found:
        assert isinstance(found, FakeMastodon)
        yield found


def mastodon(desk: Desk) -> Account:
    return next(one for one in desk.accounts() if one.platform == "mastodon")


async def open_connection(sitting: Sitting, platform: Platform) -> None:
    """Add an account and press enter on it, among the connections."""
    add_account(sitting.desk, platform, "kominfo")
    screen = await open_section(sitting, "connections")
    at = [getattr(row.what, "platform", "") for row in screen._rows].index(platform)
    await sitting.press(*["j"] * at, "enter")
    assert isinstance(sitting.app.screen, ConnectingScreen)


async def connect(sitting: Sitting, server: str, token: str) -> None:
    """Answer what is asked."""
    await open_connection(sitting, "mastodon")
    for text in (server, token):
        await say(sitting, text)
    assert "canary" not in sitting.text


async def say(sitting: Sitting, text: str) -> None:
    """Answer what is asked for now."""
    sitting.app.screen.query_one(Field).value = text
    await sitting.press("enter")


@run
async def test_an_account_is_connected_step_by_step(small_desk: Sit, fake: FakeMastodon, own_home: Path) -> None:
    async with small_desk() as sitting:
        await connect(sitting, fake.url, fake.token)
        assert isinstance(sitting.app.screen, SettingsScreen)
        account = mastodon(sitting.desk)
        link = connections(sitting.desk)[account.id]
        assert (link.subject, link.server) == ("1", fake.url)
        assert capabilities(sitting.desk)[account.id].reply == "api"
        assert "not read yet" in sitting.text
    assert (own_home / ".config/meja/tokens.json").stat().st_mode & 0o777 == 0o600


@run
async def test_a_token_that_is_not_taken_keeps_nothing(small_desk: Sit, fake: FakeMastodon, own_home: Path) -> None:
    async with small_desk() as sitting:
        await connect(sitting, fake.url, "salah-canary")
        assert "does not take that token" in sitting.words
        assert connections(sitting.desk) == {}
    assert b"canary" not in (own_home / ".config/meja/tokens.json").read_bytes()


@run
async def test_an_account_is_disconnected_once_it_was_asked(
    small_desk: Sit, fake: FakeMastodon, own_home: Path
) -> None:
    async with small_desk() as sitting:
        await connect(sitting, fake.url, fake.token)
        await sitting.press("w")
        assert "its token is forgotten" in sitting.panel
        await sitting.press("escape")
        assert len(connections(sitting.desk)) == 1
        await sitting.press("w", "enter")
        assert connections(sitting.desk) == {}
        assert "not connected any more" in sitting.text
        await sitting.press("w")
        assert "Nothing to remove here" in sitting.text
    assert b"canary" not in (own_home / ".config/meja/tokens.json").read_bytes()


@run
async def test_a_server_without_encryption_is_told_nothing(small_desk: Sit, fake: FakeMastodon) -> None:
    async with small_desk() as sitting:
        await open_connection(sitting, "mastodon")
        await say(sitting, "http://sosial.example")
        assert "begins with https://" in sitting.words
        assert sitting.app.screen.query_one(Field).value == "http://sosial.example"
        assert connections(sitting.desk) == {}
    assert fake.log == []


@run
async def test_a_mistake_costs_the_last_answer_alone(small_desk: Sit, fake: FakeMastodon) -> None:
    async with small_desk() as sitting:
        await connect(sitting, fake.url, "salah-canary")
        field = sitting.app.screen.query_one(Field)
        assert (field.value, field.password) == ("", True)
        assert fake.url in sitting.words
        await say(sitting, fake.token)
        assert isinstance(sitting.app.screen, SettingsScreen)
        assert connections(sitting.desk)


@run
async def test_what_could_not_be_asked_is_asked_again_with_the_same_answer(small_desk: Sit, fake: FakeMastodon) -> None:
    async with small_desk() as sitting:
        fake.fail_next(503)
        await connect(sitting, fake.url, fake.token)
        assert "cannot be reached" in sitting.words
        assert sitting.app.screen.query_one(Field).value == fake.token
        assert fake.token not in sitting.text
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, SettingsScreen)
        assert connections(sitting.desk)


@run
async def test_escape_goes_back_an_answer_and_from_the_first_away(small_desk: Sit, fake: FakeMastodon) -> None:
    async with small_desk() as sitting:
        await open_connection(sitting, "mastodon")
        await say(sitting, "https://salah.example")
        await sitting.press("escape")
        field = sitting.app.screen.query_one(Field)
        assert (field.value, field.password) == ("https://salah.example", False)
        await sitting.type("x")
        assert field.value == "x"
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, SettingsScreen)
    assert fake.log == []


@run
async def test_after_help_the_answer_goes_on(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_connection(sitting, "mastodon")
        await sitting.type("sosial")
        await sitting.press("f1")
        assert sitting.app.screen.query_one(Panel).display
        await sitting.press("escape")
        await sitting.type(".example")
        assert sitting.app.screen.query_one(Field).value == "sosial.example"


@run
async def test_who_leaves_before_the_platform_answers_has_connected_nothing(
    small_desk: Sit, fake: FakeMastodon, own_home: Path
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(_: Asked) -> None:
        asked.set()
        answer.wait(10)

    fake.next(slow)
    kept = TokenFile(own_home / ".config/meja/tokens.json")
    async with small_desk() as sitting:
        await open_connection(sitting, "mastodon")
        await say(sitting, fake.url)
        sitting.app.screen.query_one(Field).value = fake.token
        await sitting.pilot.press("enter")
        await wait_for(sitting, asked.is_set)
        await sitting.pilot.press("escape")
        assert isinstance(sitting.app.screen, SettingsScreen)
        answer.set()
        await wait_for(sitting, lambda: not kept.keys())
        assert connections(sitting.desk) == {}


async def wait_for(sitting: Sitting, holds: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await sitting.pilot.pause(0.001)


@run
async def test_a_platform_without_an_interface_says_so(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        await open_connection(sitting, "tiktok")
        assert "TikTok has no interface" in sitting.words
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, SettingsScreen)


@run
async def test_at_the_example_desk_nothing_is_connected(demo_desk: Sit, own_home: Path) -> None:
    async with demo_desk() as sitting:
        await open_connection(sitting, "mastodon")
        assert "only for looking" in sitting.words
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, SettingsScreen)
    assert not (own_home / ".config/meja/tokens.json").exists()


@run
async def test_how_a_thing_is_done_can_be_said(small_desk: Sit, fake: FakeMastodon) -> None:
    async with small_desk() as sitting:
        await connect(sitting, fake.url, fake.token)
        screen = sitting.app.screen
        assert isinstance(screen, SettingsScreen)
        account = mastodon(sitting.desk)
        at = [row.what for row in screen._rows].index((account, "reply"))
        screen.rows.choose(at)
        await sitting.press("enter", "ctrl+u")
        await sitting.type("manual")
        await sitting.press("enter")
        assert capabilities(sitting.desk)[account.id].reply == "manual"
        screen.rows.choose(at)
        await sitting.press("enter", "ctrl+u")
        await sitting.type("terbang")
        await sitting.press("enter")
        assert "api, manual or import" in sitting.words


@run
async def test_what_reading_may_cost_can_be_said_where_it_costs_something(small_desk: Sit) -> None:
    async with small_desk() as sitting:
        desk = sitting.desk
        platforms: tuple[Platform, ...] = ("youtube", "x", "mastodon")
        for platform in platforms:
            add_account(desk, platform, "uji")
        accounts = {one.platform: one for one in desk.accounts() if one.handle == "uji"}
        with desk.store.transaction() as tx:
            for one in accounts.values():
                tx.insert("connections", {"account": one.id, "subject": "1"})
        screen = await open_section(sitting, "connections")
        found = [row.what for row in screen._rows]
        assert (accounts["mastodon"], LIMIT) not in found
        said: tuple[tuple[Platform, str, Cost], ...] = (
            ("youtube", "5.000", Cost(units=5000)),
            ("x", "1,50", Cost(micros=1_500_000)),
            ("x", "banyak", Cost(micros=1_500_000)),
            ("x", "", Cost()),
        )
        for platform, typed, budget in said:
            account = accounts[platform]
            screen.rows.choose(found.index((account, LIMIT)))
            await sitting.press("enter", "ctrl+u")
            if typed:
                await sitting.type(typed)
            await sitting.press("enter")
            assert connections(desk)[account.id].budget == budget
            if typed == "banyak":
                assert "An amount" in sitting.words
                await sitting.press("escape")


@run
async def test_a_table_no_format_knows_is_read_as_the_admin_says(small_desk: Sit, tmp_path: Path) -> None:
    path = tmp_path / "rekap.csv"
    path.write_text(TABLE)
    async with small_desk() as sitting:
        sitting.app.files.import_file(str(path))
        await sitting.settle()
        screen = sitting.app.screen
        assert isinstance(screen, MappingScreen)
        assert "Isi Komentar" in sitting.text
        await sitting.press("0")
        assert "still without a column: text" in sitting.text
        await sitting.press("f2")
        assert isinstance(sitting.app.screen, MappingScreen)
        while screen._columns.get("text") != "Isi Komentar":
            await sitting.press("right")
        await sitting.press("f2")
        await sitting.type("Rekap")
        await sitting.press("enter")
        assert not isinstance(sitting.app.screen, MappingScreen)
        found = [one.author for one in sitting.desk.store.repo("comments", Comment).all() if one.author]
        assert found == ["Siti Rahma", "Agus"]
        assert [one.name for one in mappings.saved(sitting.desk)] == ["Rekap"]


@run
async def test_help_over_the_columns_takes_the_keys(small_desk: Sit, tmp_path: Path) -> None:
    path = tmp_path / "rekap.csv"
    path.write_text(TABLE)
    async with small_desk() as sitting:
        sitting.app.files.import_file(str(path))
        await sitting.settle()
        screen = sitting.app.screen
        assert isinstance(screen, MappingScreen)
        await sitting.press("question_mark")
        assert screen.query_one(Panel).display
        await sitting.press("escape")
        assert not screen.query_one(Panel).display
        assert sitting.app.screen is screen
        await sitting.press("escape")
        assert sitting.app.screen is not screen


@run
async def test_a_time_in_words_counts_from_when_the_file_was_made(small_desk: Sit, tmp_path: Path) -> None:
    path = tmp_path / "unduhan.jsonl"
    path.write_text('{"cid": "Ugz1", "text": "Kapan diperbaiki?", "author": "@rini", "time": "2 days ago"}\n')
    made = parse_iso("2026-11-20T10:00:00+07:00")
    os.utime(path, (made / 1000, made / 1000))
    async with small_desk() as sitting:
        sitting.app.files.import_file(str(path))
        await sitting.settle()
        (comment,) = [one for one in sitting.desk.store.repo("comments", Comment).all() if one.platform == "youtube"]
        assert (comment.written_at, comment.written_precision) == (made - 2 * DAY, "day")


@run
async def test_a_text_is_no_table(small_desk: Sit, tmp_path: Path) -> None:
    path = tmp_path / "notulen.txt"
    path.write_text("Notulen rapat humas\n")
    async with small_desk() as sitting:
        sitting.app.files.import_file(str(path))
        await sitting.settle()
        assert not isinstance(sitting.app.screen, MappingScreen)
        assert "did not come in" in sitting.words
