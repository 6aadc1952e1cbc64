"""meja accounts connect, check, can, limit, disconnect, and meja sync, against fakes."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
import store
import wording
from channels.tokens import TokenFile
from desk.desk import wall_clock
from domain.accounts import Account, Platform
from domain.comments import Comment
from domain.times import day_of
from tests.channels.fakes.graph import PAGE, FakeFacebook
from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.platform import Asked, running
from tests.channels.fakes.youtube import CHANNEL, FakeYouTube

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    yield tmp_path / "store"
    wording.use("id")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "Typed":
    return Typed(monkeypatch)


class Typed:
    """What is on the standard input of the next command."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *lines: str) -> None:
        self._monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def meja(*words: str) -> int:
    try:
        return cli.run([words[0], "--lang", "en", *words[1:]])
    except SystemExit as left:
        return int(str(left.code))


def tokens(home: Path) -> TokenFile:
    return TokenFile(home / ".config/meja/tokens.json")


@pytest.fixture
def youtube() -> Iterator[FakeYouTube]:
    with running(FakeYouTube()) as fake:
        assert isinstance(fake, FakeYouTube)
        fake.now = wall_clock() - 60_000
        yield fake


@pytest.fixture
def mastodon() -> Iterator[FakeMastodon]:
    with running(FakeMastodon()) as fake:
        assert isinstance(fake, FakeMastodon)
        fake.now = wall_clock() - 60_000
        yield fake


@pytest.mark.parametrize("pasted", ["{code}", "http://127.0.0.1:8765/?code={code}&scope=x"])
def test_a_channel_is_connected_and_read(
    youtube: FakeYouTube, typed: Typed, capsys: Captured, own_home: Path, folder: Path, pasted: str
) -> None:
    youtube.citizen("Kapan mobil vaksin datang?")
    typed("client", "secret-canary", pasted.format(code=youtube.code))
    assert meja("accounts", "connect", "yt", "@kominfocendana", "--server", youtube.url) == 0
    said = capsys.readouterr().err
    assert "accounts.google.com" in said
    assert "canary" not in said
    assert tokens(own_home).keys() == {f"youtube:{CHANNEL}@{youtube.url}"}
    assert meja("sync", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told[0]["platform"], told[0]["new"], told[0]["error"]) == ("youtube", 1, None)
    nothing = {"sent": 0, "put_off": 0, "failed": 0, "unknown": 0}
    assert told[1] == {"posts": nothing, "replies": nothing}
    with store.open(folder, "uji", create=False) as opened:
        assert [one.text for one in opened.repo("comments", Comment).all()] == ["Kapan mobil vaksin datang?"]


def test_an_address_of_another_attempt_is_not_taken(
    youtube: FakeYouTube, typed: Typed, capsys: Captured, own_home: Path
) -> None:
    typed("client", "secret-canary", f"http://127.0.0.1:8765/?code={youtube.code}&state=lain")
    assert meja("accounts", "connect", "yt", "@kominfocendana", "--server", youtube.url) == 1
    assert "another attempt" in capsys.readouterr().err
    assert tokens(own_home).keys() == set()


def test_what_a_token_may_do_is_asked_of_the_platform(mastodon: FakeMastodon, typed: Typed, capsys: Captured) -> None:
    typed(mastodon.token)
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 0
    capsys.readouterr()
    assert meja("accounts", "check", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["good"], told["scopes"], told["missing"], told["ends_at"]) == (True, ["read", "write"], [], None)
    assert told["can"]["reply"] == "api"
    assert told["can"]["hide"] == "manual"
    mastodon.expire()
    assert meja("accounts", "check", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["good"], told["error"]) == (False, "expired")
    assert meja("accounts", "check", "lain") == 1


def test_a_page_is_found_among_those_a_user_manages(typed: Typed, capsys: Captured, own_home: Path) -> None:
    class Managed(FakeFacebook):
        def respond(self, asked: Asked) -> tuple[int, object, dict[str, str]]:
            if asked.path.endswith("/oauth/access_token"):
                assert asked.body["fb_exchange_token"] == "pengguna-canary"
                return 200, {"access_token": "panjang-canary", "token_type": "bearer"}, {}
            if asked.path.endswith("/me/permissions"):
                return 200, {"data": [{"permission": "pages_manage_posts", "status": "granted"}]}, {}
            if asked.path.endswith("/me/accounts"):
                assert asked.bearer == "panjang-canary"
                others = {"id": "5", "name": "Lain", "access_token": "lain-canary"}
                page = {"id": PAGE, "name": self.our_name, "username": "pemkotcendana", "access_token": self.token}
                return 200, {"data": [others, page]}, {}
            return super().respond(asked)

    with running(Managed()) as fake:
        typed("123", FakeFacebook.secret, "pengguna-canary")
        assert meja("accounts", "connect", "fb", "@pemkotcendana", "--server", fake.url) == 0
        kept = tokens(own_home).get(f"facebook:{PAGE}@{fake.url}")
        assert kept is not None
        assert (kept.access, kept.client_secret) == (fake.token, FakeFacebook.secret)
        capsys.readouterr()
        assert meja("accounts", "check") == 0
        assert "pages_read_engagement" in capsys.readouterr().out
        typed("123", FakeFacebook.secret, "pengguna-canary")
        assert meja("accounts", "connect", "fb", "@bukan.kita", "--server", fake.url) == 1


def test_a_token_for_another_account_is_not_kept(
    mastodon: FakeMastodon, typed: Typed, capsys: Captured, own_home: Path
) -> None:
    typed(mastodon.token)
    assert meja("accounts", "connect", "mastodon", "dishub", "--server", mastodon.url) == 1
    assert "kominfo" in capsys.readouterr().err
    assert tokens(own_home).keys() == set()


def accounts(folder: Path) -> list[tuple[str, str]]:
    """Those that are set up; where there is no store there are none."""
    if not folder.exists():
        return []
    with store.open(folder, "uji", create=False) as opened:
        return [(one.platform, one.handle) for one in opened.repo("accounts", Account).all()]


def test_nothing_said_is_nothing_kept(mastodon: FakeMastodon, typed: Typed, own_home: Path, folder: Path) -> None:
    typed("")
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    assert mastodon.log == []
    assert not tokens(own_home).path.exists()
    assert not folder.exists()


@pytest.mark.parametrize("trouble", ["wrong token", "other account", "down"])
def test_an_account_that_could_not_be_connected_is_not_set_up(
    mastodon: FakeMastodon, typed: Typed, capsys: Captured, folder: Path, trouble: str
) -> None:
    handle = "dishub" if trouble == "other account" else "kominfo"
    typed("salah-canary" if trouble == "wrong token" else mastodon.token)
    if trouble == "down":
        mastodon.fail_next(503)
    assert meja("accounts", "connect", "mastodon", handle, "--server", mastodon.url) == 1
    assert accounts(folder) == []
    typed(mastodon.token)
    assert meja("accounts", "connect", "mastodon", "@Kominfo", "--server", mastodon.url) == 0
    assert accounts(folder) == [("mastodon", "Kominfo")]


def test_a_line_that_is_cut_sets_nothing_up(youtube: FakeYouTube, typed: Typed, own_home: Path, folder: Path) -> None:
    youtube.cut_next(done=True)
    typed("client", "secret-canary", youtube.code)
    assert meja("accounts", "connect", "yt", "@kominfocendana", "--server", youtube.url) == 1
    assert accounts(folder) == []
    assert tokens(own_home).keys() == set()


def test_who_stops_halfway_has_set_nothing_up(
    mastodon: FakeMastodon, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    class Interrupted:
        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 130
    assert accounts(folder) == []


def test_a_token_is_not_kept_where_the_connection_cannot_be(
    mastodon: FakeMastodon, typed: Typed, own_home: Path, folder: Path
) -> None:
    folder.write_text("a file where the store should be")
    typed(mastodon.token)
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    assert tokens(own_home).keys() == set()


def test_an_account_that_was_there_stays_as_it_was(mastodon: FakeMastodon, typed: Typed, folder: Path) -> None:
    assert meja("accounts", "add", "mastodon", "kominfo", "--name", "Kominfo Cendana") == 0
    typed("salah-canary")
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    assert accounts(folder) == [("mastodon", "kominfo")]


def test_the_place_of_the_secrets_is_looked_at_before_anybody_is_asked(
    mastodon: FakeMastodon, typed: Typed, capsys: Captured, own_home: Path
) -> None:
    path = tokens(own_home).path
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_text("a file where the folder should be")
    typed(mastodon.token)
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert "token:" not in said
    path.parent.unlink()
    path.parent.mkdir()
    path.write_text("{}")
    path.chmod(0o644)
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    said = capsys.readouterr().err
    assert "chmod 600" in said
    assert "token:" not in said
    assert mastodon.log == []


def test_with_another_present_nobody_is_asked(mastodon: FakeMastodon, typed: Typed, capsys: Captured) -> None:
    assert meja("accounts", "add", "mastodon", "kominfo") == 0
    typed(mastodon.token)
    words = ("mastodon", "kominfo", "--server", mastodon.url, "--now", "2026-11-22T08:00")
    assert meja("accounts", "connect", *words) == 1
    assert "only shows" in capsys.readouterr().err
    assert mastodon.log == []


@pytest.mark.parametrize("words", [("tiktok", "kominfo"), ("mastodon", "kominfo", "--server", "http://x.example")])
def test_what_cannot_be_connected_says_why(words: tuple[str, ...], capsys: Captured) -> None:
    assert meja("accounts", "connect", *words) == 1
    assert capsys.readouterr().err.strip()


def test_how_things_are_done_and_what_they_may_cost(
    mastodon: FakeMastodon, typed: Typed, capsys: Captured, own_home: Path
) -> None:
    typed(mastodon.token)
    meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url)
    assert meja("accounts", "can", "mastodon", "kominfo", "reply", "manual") == 0
    assert meja("accounts", "can", "mastodon", "kominfo", "hide", "api") == 1
    assert meja("accounts", "can", "mastodon", "kominfo", "terbang", "api") == 2
    capsys.readouterr()
    assert meja("accounts", "list", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["connected"], told["can"]["reply"], told["can"]["read"]) == (True, "manual", "api")
    assert meja("accounts", "disconnect", "mastodon", "kominfo") == 0
    assert tokens(own_home).keys() == set()
    assert meja("accounts", "disconnect", "mastodon", "kominfo") == 1


def connected(folder: Path, platform: Platform, **fields: object) -> None:
    """An account as if it had been connected."""
    assert meja("accounts", "add", platform, "kominfo") == 0
    with store.open(folder, "uji", create=False) as opened, opened.transaction() as tx:
        account = next(one.id for one in opened.repo("accounts", Account).all() if one.platform == platform)
        tx.insert("connections", {"account": account, "subject": "1", **fields})


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        ("youtube", "counts units of a daily quota"),
        ("x", "counts dollars"),
        ("mastodon", "nothing to limit"),
        ("facebook", "nothing to limit"),
    ],
)
def test_only_what_a_platform_counts_can_be_limited(
    capsys: Captured, folder: Path, platform: Platform, said: str
) -> None:
    connected(folder, platform)
    units, dollars = (
        meja("accounts", "limit", platform, "kominfo", *one) for one in (("--units", "5"), ("--usd", "1.5"))
    )
    assert (units, dollars) == {"youtube": (0, 1), "x": (1, 0)}.get(platform, (1, 1))
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [(), ("--units", "-5"), ("--units", "1.5"), ("--usd", "inf"), ("--usd", "nan"), ("--usd", "1", "--units", "5")],
)
def test_a_limit_that_is_none_is_misused(folder: Path, words: tuple[str, ...]) -> None:
    connected(folder, "youtube")
    assert meja("accounts", "limit", "youtube", "kominfo", *words) == 2


def test_accounts_tell_what_was_spent_today_and_what_is_left(capsys: Captured, folder: Path) -> None:
    now = wall_clock()
    pacific, utc = (day_of(now, zone).isoformat() for zone in ("America/Los_Angeles", "UTC"))
    connected(folder, "youtube", spent={"units": 1350}, spent_on=pacific, budget={"units": 5000})
    connected(folder, "x", spent={"micros": 420_000}, spent_on=utc, budget={"micros": 400_000})
    connected(folder, "mastodon")
    capsys.readouterr()
    assert meja("accounts") == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["YT"].endswith("connected, 1,350 units today, 3,650 units left of 5,000 units")
    assert lines["X"].endswith("connected, US$0.420 today, US$0.000 left of US$0.400")
    assert lines["MD"].endswith("connected")
    assert meja("accounts", "--json") == 0
    told = {one["platform"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["youtube"]["spent"] == {"units": 1350, "usd": 0.0}
    assert told["youtube"]["limit"] == {"units": 5000, "usd": 0.0}
    assert (told["x"]["spent"]["usd"], told["x"]["limit"]["usd"]) == (0.42, 0.4)
    assert told["mastodon"]["limit"] is None


def test_what_was_spent_another_day_is_not_todays(capsys: Captured, folder: Path) -> None:
    connected(folder, "youtube", spent={"units": 1350}, spent_on="2026-01-01")
    capsys.readouterr()
    assert meja("accounts") == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("connected")
    assert meja("accounts", "limit", "yt", "kominfo", "--units", "5000") == 0
    capsys.readouterr()
    assert meja("accounts") == 0
    assert "0 units today, 5,000 units left" in capsys.readouterr().out


def test_a_file_of_secrets_that_others_can_read_is_not_used(
    mastodon: FakeMastodon, typed: Typed, capsys: Captured, own_home: Path
) -> None:
    typed(mastodon.token)
    meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url)
    tokens(own_home).path.chmod(0o644)
    for words in (("sync",), ("accounts", "check")):
        assert meja(*words) == 1
        assert "chmod 600" in capsys.readouterr().err


def test_a_sync_tells_what_needs_a_person_by_its_code(mastodon: FakeMastodon, typed: Typed, capsys: Captured) -> None:
    typed(mastodon.token)
    meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url)
    mastodon.fail_next(503)
    assert meja("sync") == 0  # It passes by itself.
    mastodon.expire()
    assert meja("sync", "--force") == 1
    assert "connect the account again" in capsys.readouterr().err
    assert meja("sync", "--account", "lain") == 1


def test_without_connections_there_is_nothing_to_do(capsys: Captured) -> None:
    assert meja("accounts", "add", "ig", "kominfo") == 0
    assert meja("sync") == 0
    assert meja("accounts", "check") == 0
    assert "No account is connected" in capsys.readouterr().err
