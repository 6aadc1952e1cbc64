"""Set-up, import, feeds, help: the other places of the desk."""

from pathlib import Path

import pytest

from desk import news
from domain.accounts import Account, Target
from domain.comments import Comment
from domain.news import Feed
from domain.outcomes import Done
from tests.feeds.loopback import running
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run

FILES = Path(__file__).parents[1] / "channels" / "files"


def accounts(me: Sitting) -> list[tuple[str, str]]:
    return [(one.platform, one.handle) for one in me.desk.store.repo("accounts", Account).all()]


# Set-up


@run
async def test_the_first_run_asks_and_stores_what_was_filled_in(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        assert me.place == "SetupScreen"
        await me.type("Kecamatan Ngadirejo")
        await me.press("enter", "backspace", "backspace", "backspace")
        await me.type("wita")
        await me.press("enter")
        await me.type("@kec.ngadirejo")
        await me.press("enter")
        await me.type("2")
        await me.press("enter", "enter", "enter")
        await me.type("ngadirejo_x")
        await me.press("f2")
        assert me.place == "TodayScreen"
        assert (me.desk.setting("agency"), me.desk.setting("zone")) == ("Kecamatan Ngadirejo", "wita")
        assert accounts(me) == [("instagram", "kec.ngadirejo"), ("x", "ngadirejo_x")]
        assert [(one.account, one.count) for one in me.desk.store.repo("targets", Target).all()] == [(1, 2)]
        assert "Kecamatan Ngadirejo" in me.frame[0]
        assert "IG 0/2!" in me.frame[1]
        assert "10.42 WITA" in me.frame[0]


@run
async def test_every_step_can_be_skipped_by_enter_alone(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        for _ in range(30):
            if me.place == "SetupScreen":
                await me.press("enter")
        assert me.place == "TodayScreen"
        assert accounts(me) == []


@run
async def test_leaving_the_form_stores_nothing(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.type("Kecamatan")
        await me.press("escape")
        assert me.place == "TodayScreen"
        assert me.desk.store.seq == 0
        assert "g a" in me.frame[1]


@run
async def test_after_help_the_form_has_the_keys_again(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("f1", "escape")
        await me.type("Kecamatan")
        await me.press("f2")
        assert me.desk.setting("agency") == "Kecamatan"


@run
async def test_a_zone_nobody_knows_is_told_where_the_eye_is(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.press("down", "backspace", "backspace", "backspace")
        await me.type("WIBB")
        await me.press("f2")
        assert me.place == "SetupScreen"
        assert "WIBB bukan zona" in me.words
        assert me.desk.setting("zone") == ""


@run
@pytest.mark.parametrize("way", ["r", "e", "m", "d", "k", "c", "s", "o", "l", "t"])
async def test_from_every_place_the_desk_and_the_settings_are_two_keys_away(small_desk: Sit, way: str) -> None:
    async with small_desk() as me:
        await me.press("g", way)
        place = me.place
        assert place != "TodayScreen"
        await me.press("g", "p")
        assert me.place == "SettingsScreen"
        await me.press("q")
        assert me.place == place
        await me.press("g", "a", "g", "k", "g", "h")
        assert me.place == "TodayScreen"
        await me.press("g", "h")
        assert me.place == "TodayScreen"


@run
async def test_a_store_with_records_opens_at_once_and_its_accounts_are_in_the_settings(small_desk: Sit) -> None:
    async with small_desk() as me:
        assert me.place == "TodayScreen"
        await me.press("g", "a")
        assert me.place == "SettingsScreen"
        assert "kec.ngadirejo" in me.text
        seq = me.desk.store.seq
        await me.press("escape", "escape")
        assert me.place == "TodayScreen"
        assert me.desk.store.seq == seq


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15)])
@run
async def test_the_form_shows_all_its_fields(empty_desk: Sit, size: tuple[int, int]) -> None:
    async with empty_desk(size=size) as me:
        for word in ("Instagram", "Facebook", "TikTok", "YouTube", "zona"):
            assert word in me.text


# Import


@run
async def test_importing_a_file_from_the_desk(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.paste("i", str(FILES / "apify_instagram_comments.json"))
        await me.press("enter")
        assert "3 baru" in me.foot
        assert "3 baru ↓" in me.pane("inbox-title")[0]
        assert len(me.desk.store.repo("comments", Comment)) == 6
        assert me.chosen == 1
        await me.press("R")
        assert len(me.today.inbox_list.order) == 6


@run
async def test_a_calendar_fills_the_queue(empty_desk: Sit) -> None:
    async with empty_desk() as me:
        await me.paste("escape i", str(FILES / "kalender_konten.csv"))
        await me.press("enter")
        assert "3 baru" in me.foot
        assert len(me.posts()) == 3


@pytest.mark.parametrize("name", ["tidak-ada.csv", "notulen.txt"])
@run
async def test_a_file_that_cannot_come_in_is_told_why(small_desk: Sit, name: str) -> None:
    async with small_desk() as me:
        seq = me.desk.store.seq
        await me.paste("i", str(FILES / name))
        await me.press("enter")
        assert f"{name} tidak" in me.foot
        assert me.desk.store.seq == seq


@run
async def test_a_forced_command_imports_nothing(small_desk: Sit) -> None:
    async with small_desk(locked=True) as me:
        await me.press("i")
        assert me.screen.focused is None


# Feeds


@run
async def test_a_feed_is_added_fetched_and_removed(small_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    real = news.add_feed
    monkeypatch.setattr(news, "add_feed", lambda desk, url: real(desk, url, allow_private=True))
    document = (
        b"<rss version='2.0'><channel><title>Kabar Desa</title><item><title>Jembatan dibuka</title>"
        b"<link>https://desa.example/1</link><pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"
    )
    with running() as server:
        url = server.says("/umpan", document)
        async with small_desk() as me:
            await me.press("3")
            assert "Belum ada sumber berita" in me.text
            await me.press("g", "f")
            assert "Belum ada sumber berita" in me.text
            await me.fill("a", url)
            assert [feed.title for feed in me.desk.store.repo("feeds", Feed).all()] == ["Kabar Desa"]
            assert "Kabar Desa" in me.text
            assert url in me.frame[1]
            await me.press("escape")
            assert "Jembatan dibuka" in "\n".join(me.pane("topics"))
            await me.press("g", "f", "w")
            assert len(me.desk.store.repo("feeds", Feed)) == 0


@run
async def test_an_address_that_is_none_is_told_why(small_desk: Sit) -> None:
    async with small_desk() as me:
        await me.press("g", "f")
        await me.fill("a", "bukan alamat")
        assert me.foot.startswith("!")
        assert len(me.desk.store.repo("feeds", Feed)) == 0


@run
async def test_feeds_in_trouble_say_since_when_and_why(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        feeds = list(me.desk.store.repo("feeds", Feed).all())
        feed = next(feed for feed in feeds if not feed.error)
        with me.desk.step("feed.test") as step:
            fields = {
                "error": "http_status",
                "error_params": {"status": "503"},
                "failing_since": me.clock.now - 7_200_000,
            }
            step.update("feeds", feed.id, fields)
        assert isinstance(step.outcome, Done)
        await me.press("g", "f")
        assert "07.42" in me.text
        assert f"{1 + sum(bool(feed.error) for feed in feeds)} bermasalah" in me.frame[1]
        await me.press("j", "k", "pagedown", "pageup", "down")
        await me.fill("/", "zzz")
        assert "Tidak ada yang cocok" in me.foot


@run
async def test_the_feeds_are_walked_through_to_both_ends(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "f")
        await me.press("G")
        names = [line for line in me.frame if "›" in line[:3]]
        assert "Periksa Kabar" in names[0]
        await me.press("g", "g")
        names = [line for line in me.frame if "›" in line[:3]]
        assert "Warta Sumberrejo" in names[0]
