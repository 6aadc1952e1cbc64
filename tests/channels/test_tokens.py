"""The file of secrets: its owner's alone, whole at any moment, shared by several processes, quiet in words."""

import os
import threading
from pathlib import Path

import msgspec
import pytest

from channels.access import Access
from channels.contract import ChannelError
from channels.tokens import Secrets, TokenFile, TokensRefused
from channels.transport import Transport
from domain.times import HOUR

HELD = Secrets(access="akses-canary", refresh="perpanjang-canary", client_id="id", client_secret="rahasia-canary")


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "meja" / "tokens.json")


def test_it_belongs_to_its_owner_alone(tokens: TokenFile) -> None:
    before = os.umask(0)
    try:
        tokens.put("youtube:UC1", HELD)
    finally:
        os.umask(before)
    assert tokens.path.stat().st_mode & 0o777 == 0o600
    assert tokens.path.parent.stat().st_mode & 0o777 == 0o700
    assert tokens.get("youtube:UC1") == HELD
    assert [one.name for one in tokens.path.parent.iterdir()] == ["tokens.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_one_that_others_may_read_is_not_used(tokens: TokenFile, mode: int) -> None:
    tokens.put("youtube:UC1", HELD)
    tokens.path.chmod(mode)
    with pytest.raises(TokensRefused, match="not_private"):
        tokens.get("youtube:UC1")
    with pytest.raises(TokensRefused, match="not_private"):
        tokens.put("youtube:UC2", HELD)


def test_a_link_is_not_followed(tokens: TokenFile, tmp_path: Path) -> None:
    other = TokenFile(tmp_path / "lain.json")
    other.put("youtube:UC1", HELD)
    tokens.path.parent.mkdir(mode=0o700)
    tokens.path.symlink_to(other.path)
    with pytest.raises(TokensRefused, match="unreadable"):
        tokens.get("youtube:UC1")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 5}', b"\xff"])
def test_a_damaged_one_is_not_written_over(tokens: TokenFile, content: bytes) -> None:
    tokens.put("youtube:UC1", HELD)
    tokens.path.write_bytes(content)
    with pytest.raises(TokensRefused, match="damaged"):
        tokens.put("youtube:UC2", HELD)
    assert tokens.path.read_bytes() == content


def test_a_pipe_does_not_hold_anybody_up(tokens: TokenFile) -> None:
    tokens.path.parent.mkdir(mode=0o700)
    os.mkfifo(tokens.path, 0o600)
    with pytest.raises(TokensRefused):
        tokens.keys()


def test_it_says_nothing_of_itself() -> None:
    assert "canary" not in f"{HELD!r} {HELD} {HELD.__rich_repr__()}"


def test_several_at_once_lose_nothing(tokens: TokenFile) -> None:
    def put(number: int) -> None:
        for one in range(5):
            TokenFile(tokens.path).put(f"x:{number}-{one}", HELD)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens.keys()) == 20


def test_a_right_to_renew_is_used_once(tokens: TokenFile) -> None:
    tokens.put("x:1", HELD)
    used = []

    def renew(held: Secrets) -> Secrets:
        used.append(held.refresh)
        return msgspec.structs.replace(held, access="baru", refresh="baru")

    threads = [threading.Thread(target=tokens.renew, args=("x:1", HELD, renew)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert used == ["perpanjang-canary"]
    assert tokens.get("x:1") == msgspec.structs.replace(HELD, access="baru", refresh="baru")


def test_a_token_is_renewed_before_it_ends(tokens: TokenFile) -> None:
    now = 1_795_000_000_000
    tokens.put("x:1", msgspec.structs.replace(HELD, ends_at=now + HOUR))
    renewed = []

    def renew(held: Secrets) -> Secrets:
        renewed.append(held.access)
        return msgspec.structs.replace(held, access="baru", ends_at=now + 3 * HOUR)

    access = Access(tokens, "x:1", Transport("https://x.example", lambda: now), renew)
    assert access.secrets().access == "akses-canary"
    access.early = 2 * HOUR
    assert access.secrets().access == "baru"
    assert access.secrets().access == "baru"
    assert renewed == ["akses-canary"]


def test_while_it_is_good_a_failure_to_renew_is_no_failure(tokens: TokenFile) -> None:
    now = 1_795_000_000_000

    def renew(held: Secrets) -> Secrets:
        raise ChannelError("unreachable")

    access = Access(tokens, "x:1", Transport("https://x.example", lambda: now), renew)
    tokens.put("x:1", msgspec.structs.replace(HELD, ends_at=now + 1000))
    assert access.secrets().access == "akses-canary"
    tokens.put("x:1", msgspec.structs.replace(HELD, ends_at=now - 1000))
    with pytest.raises(ChannelError):
        access.secrets()


def test_without_one_it_is_said_so(tokens: TokenFile) -> None:
    access = Access(tokens, "x:1", Transport("https://x.example", lambda: 0))
    with pytest.raises(ChannelError) as caught:
        access.bearer()
    assert (caught.value.reason, caught.value.code) == ("expired", "no_token")
