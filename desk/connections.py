"""The agency's accounts as they are connected to their platforms."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from channels.platforms import OFFERED, token_key
from channels.tokens import TokenFile
from desk.desk import Desk
from domain.accounts import Account, Platform
from domain.connections import BY_HAND, Ability, Capabilities, Connection, Cost, able
from domain.times import day_of

if TYPE_CHECKING:
    from channels.contract import Connector


COUNTED: dict[Platform, Literal["units", "micros"]] = {"youtube": "units", "x": "micros"}
"""The platforms whose interface costs something, and which part of a `Cost` that is."""


def connections(desk: Desk) -> dict[int, Connection]:
    """How accounts are connected, by account; those that are not are absent."""
    return {one.account: one for one in desk.store.repo("connections", Connection).all()}


def capabilities(desk: Desk) -> dict[int, Capabilities]:
    """What each account can do, and how, by account. Asks nobody."""
    known = connections(desk)
    return {one.id: able(known.get(one.id), OFFERED.get(one.platform, BY_HAND)) for one in desk.accounts()}


def by_api(desk: Desk, ability: Ability) -> set[int]:
    """The accounts that do this through their platform's interface."""
    return {id for id, can in capabilities(desk).items() if getattr(can, ability) == "api"}


def with_token(desk: Desk, tokens: TokenFile) -> dict[int, Account]:
    """The connected accounts whose token is in this user's file, by id.

    Raises:
        channels.tokens.TokensRefused: the file cannot be used.
    """
    keys, known = tokens.keys(), connections(desk)
    mine = (one for one in desk.accounts() if one.id in known)
    return {one.id: one for one in mine if key_of(one, known[one.id]) in keys}


def connectors(desk: Desk, tokens: TokenFile, ability: Ability) -> "dict[int, Connector]":
    """The connectors of all accounts that do this through the interface and whose token is in this user's file.

    Raises:
        channels.tokens.TokensRefused: the file cannot be used.
    """
    from channels.platforms import connect

    able, known = by_api(desk, ability), connections(desk)
    return {
        id: connect(account.platform, known[id].subject, known[id].server, tokens, desk.now)
        for id, account in with_token(desk, tokens).items()
        if id in able
    }


def spent_today(desk: Desk, account: Account, connection: Connection) -> Cost:
    """What asking for an account has cost on this day, which begins where the platform accounts for it."""
    if connection.spent == Cost():
        return connection.spent
    from channels.youtube import PACIFIC

    today = day_of(desk.now(), PACIFIC if account.platform == "youtube" else "UTC").isoformat()
    return connection.spent if connection.spent_on == today else Cost()


def key_of(account: Account, connection: Connection) -> str:
    """What the file of secrets knows the account by."""
    return token_key(account.platform, connection.subject, connection.server)


def token_file(folder: Path) -> TokenFile:
    """The user's file of secrets, in their folder of settings."""
    return TokenFile(folder / "tokens.json")


def connection_of(desk: Desk, account: Account) -> Connection | None:
    """How this account is connected; None: it is not."""
    return connections(desk).get(account.id)
