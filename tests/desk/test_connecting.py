"""Keeping a connection: with its account and its secrets, or not at all."""

from pathlib import Path

import pytest

from channels.contract import Token
from channels.tokens import Secrets, TokenFile
from desk import connecting
from desk.accounts import add_account
from desk.connecting import Found
from desk.connections import connections
from desk.desk import Desk
from domain.accounts import Account
from domain.outcomes import Done, Refused
from store import StoreError

FOUND = Found(token=Token(subject="1", handle="kominfo"), secrets=Secrets(access="baru-canary"), server="")
OLD = Secrets(access="lama-canary")


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "meja" / "tokens.json")


def test_a_new_account_comes_with_its_connection_in_one_step(desk: Desk, tokens: TokenFile) -> None:
    outcome = connecting.keep(desk, Account(platform="mastodon", handle="kominfo"), FOUND, tokens)
    assert isinstance(outcome, Done)
    assert outcome.verb == "connection.made"
    (account,) = desk.accounts()
    assert (account.handle, account.configured, list(connections(desk))) == ("kominfo", True, [account.id])
    assert tokens.get("mastodon:1") == FOUND.secrets


def test_an_account_that_a_file_met_without_a_handle_is_taken_over(desk: Desk, tokens: TokenFile) -> None:
    with desk.step("test") as step:
        step.insert("accounts", Account(platform="mastodon", configured=False))
    assert isinstance(connecting.keep(desk, Account(platform="mastodon", handle="kominfo"), FOUND, tokens), Done)
    (account,) = desk.accounts()
    assert (account.handle, list(connections(desk))) == ("kominfo", [account.id])


@pytest.mark.parametrize("before", [None, OLD])
def test_what_cannot_be_kept_leaves_the_secrets_as_they_were(
    desk: Desk, tokens: TokenFile, before: Secrets | None
) -> None:
    if before:
        tokens.put("mastodon:1", before)
    outcome = connecting.keep(desk, Account(id=99, platform="mastodon", handle="kominfo"), FOUND, tokens)
    assert isinstance(outcome, Refused)
    assert tokens.get("mastodon:1") == before


def test_a_store_that_takes_nothing_leaves_no_secret_behind(
    desk: Desk, tokens: TokenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(desk, "mastodon", "kominfo")
    (account,) = desk.accounts()

    def fails(*words: object, **more: object) -> None:
        raise StoreError

    monkeypatch.setattr(desk, "step", fails)
    with pytest.raises(StoreError):
        connecting.keep(desk, account, FOUND, tokens)
    assert tokens.get("mastodon:1") is None
