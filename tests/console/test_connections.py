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
from domain.comments import Comment
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
    assert told[1] == {"replies": {"sent": 0, "put_off": 0, "failed": 0, "unknown": 0}}
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


def test_nothing_said_is_nothing_kept(mastodon: FakeMastodon, typed: Typed, own_home: Path) -> None:
    typed("")
    assert meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url) == 1
    assert mastodon.log == []
    assert not tokens(own_home).path.exists()


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
    assert meja("accounts", "limit", "mastodon", "kominfo", "--usd", "1") == 0
    capsys.readouterr()
    assert meja("accounts", "list", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["connected"], told["can"]["reply"], told["can"]["read"]) == (True, "manual", "api")
    assert meja("accounts", "disconnect", "mastodon", "kominfo") == 0
    assert tokens(own_home).keys() == set()
    assert meja("accounts", "disconnect", "mastodon", "kominfo") == 1


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
