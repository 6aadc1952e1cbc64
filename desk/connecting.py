"""Connecting an account to its platform, step by step, and what the connection may do. Each is asked of the platform
before anything is kept."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import msgspec

from channels.platforms import OFFERED, WISHED, connect, token_key
from channels.tokens import Secrets, TokenFile, TokensRefused
from desk.accounts import add_account
from desk.connections import COUNTED, connections, key_of
from desk.desk import Desk, Step
from domain.accounts import Account, Platform, label, plain_handle
from domain.connections import ABILITIES, MEANS, Ability, Connection, Cost, Means
from domain.outcomes import Done, Outcome, Refused
from domain.text import storable

if TYPE_CHECKING:
    from channels.contract import ChannelError, Token
    from channels.granting import Setup as Setup

_NEW = "new"
"""Under this key of their own secrets lie until it is known whose they are."""


class Checked(msgspec.Struct, kw_only=True):
    """What a token may do, as its platform told just now."""

    account: Account
    token: "Token | None" = None
    error: str = ""
    """A reason of `ChannelError`, `no_token`, `other_account`; empty: it is good."""
    detail: str = ""


def connectable() -> tuple[Platform, ...]:
    """The platforms that have an interface for us."""
    return tuple(OFFERED)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform told of the account whose token it gave."""

    token: "Token"
    secrets: Secrets
    server: str


def begin(account: Account, tokens: TokenFile, now: Callable[[], int], server: str = "") -> "Setup | Refused":
    """What is to be asked of the admin, one after the other.

    Args:
        account: one of the desk's, or one that is not stored yet: then `finish` stores it, too.
        server: where the interface is, if not where it is for everybody.

    Refused as `no_interface`, `no_handle`, `bad_server`, or `tokens_not_private` and so on, since what the platform
    gives for an answer is good once only.
    """
    from channels.granting import Setup as Setup
    from channels.transport import BadServer

    if account.platform not in OFFERED:
        return Refused(reason="no_interface", params={"platform": account.platform})
    if not account.id and not plain_handle(account.handle):
        return Refused(reason="no_handle")
    try:
        tokens.ready()
        return Setup(account.platform, account.handle, now, server)
    except BadServer:
        return Refused(reason="bad_server", params={"server": server})
    except (TokensRefused, OSError) as error:
        return _unusable(tokens, error)


def answer(setup: "Setup", text: str) -> "Refused | None":
    """Take what the admin said of what is asked for now. Refused as `nothing_said` or `bad_server`."""
    from channels.transport import BadServer

    try:
        return None if setup.answer(text) else Refused(reason="nothing_said")
    except BadServer:
        return Refused(reason="bad_server", params={"server": text.strip()})


def finish(desk: Desk, account: Account, setup: "Setup", tokens: TokenFile) -> Outcome:
    """`ask` and `keep` in one, unless whoever answered has left meanwhile: refused as `given_up`."""
    found = ask(account, setup, tokens, desk.now)
    if isinstance(found, Refused):
        return found
    return Refused(reason="given_up") if setup.given_up else keep(desk, account, found, tokens)


def ask(account: Account, setup: "Setup", tokens: TokenFile, now: Callable[[], int]) -> Found | Refused:
    """Get the token, and ask the platform whose it is. Takes as long as the platform does; keeps nothing.

    Refused as `channel_refused`, `channel_expired` and so on with the platform's words, `other_account`, or
    `tokens_not_private` and so on.
    """
    from channels.contract import ChannelError

    try:
        grant = setup.grant()
        fresh = token_key(account.platform, _NEW, grant.server)
        tokens.put(fresh, grant.secrets)
        try:
            token = connect(account.platform, _NEW, grant.server, tokens, now).check()
            secrets = tokens.get(fresh) or grant.secrets
        finally:
            tokens.remove(fresh)
    except ChannelError as error:
        return _told(error)
    except (TokensRefused, OSError) as error:
        return _unusable(tokens, error)
    if not _belongs(token, account):
        return _other(token, account)
    return Found(token=token, secrets=secrets, server=grant.server)


def keep(desk: Desk, account: Account, found: Found, tokens: TokenFile) -> Outcome:
    """Keep the secrets and the connection, and the account where it is new; all of it or nothing."""
    key = token_key(account.platform, found.token.subject, found.server)
    try:
        before = tokens.get(key)
        tokens.put(key, found.secrets)
        outcome: Outcome | None = None
        try:
            outcome = _keep(desk, account, found.token, found.server)
        finally:
            if not isinstance(outcome, Done):
                tokens.put(key, before) if before else tokens.remove(key)
        return outcome
    except (TokensRefused, OSError) as error:
        return _unusable(tokens, error)


def _unusable(tokens: TokenFile, error: TokensRefused | OSError) -> Refused:
    if isinstance(error, TokensRefused):
        return Refused(reason=f"tokens_{error.reason}", params={"path": str(tokens.path)})
    return Refused(reason="tokens_unwritable", params={"path": str(tokens.path), "error": error.strerror or ""})


def _other(token: "Token", account: Account) -> Refused:
    found = storable(token.handle or token.name or token.subject, 100)
    return Refused(reason="other_account", params={"found": found, "wanted": label(account)})


def _told(error: "ChannelError") -> Refused:
    known = ("no_such_page", "other_attempt", "denied")
    reason = error.code if error.code in known else f"channel_{error.reason}"
    return Refused(reason=reason, params={"detail": error.detail})


def _belongs(token: "Token", account: Account) -> bool:
    """Whether the token is for the account of that handle. Pages may have a name alone."""
    if not token.subject:
        return False
    wanted = plain_handle(account.handle)
    told = plain_handle(token.handle)
    short = told.partition("@")[0].partition(":")[0]
    return not wanted or not told or wanted in (told, short, plain_handle(token.name), plain_handle(token.subject))


def _keep(desk: Desk, account: Account, token: "Token", server: str) -> Outcome:
    with desk.step("connection.made", audit="always", platform=account.platform) as step:
        kept = step.read("accounts", Account, account.id or _added(desk, step, account))
        step.params["account"] = label(kept)
        before = connections(desk).get(kept.id)
        fresh = Connection(
            account=kept.id, subject=storable(token.subject, 200), server=server, made_at=step.at, made_by=desk.actor
        )
        if before and (before.subject, before.server) == (fresh.subject, server):
            fields = {"error": "", "error_detail": "", "failures": 0, "retry_at": 0, "made_by": desk.actor}
            step.update("connections", before.id, fields)
        else:
            if before:
                step.delete("connections", before.id)
            fresh.wished = dict(WISHED.get(account.platform, {}))
            step.insert("connections", fresh)
        if not kept.handle and token.handle:
            step.update("accounts", kept.id, {"handle": storable(token.handle, 100), "configured": True})
        if not kept.name and token.name:
            step.update("accounts", kept.id, {"name": storable(token.name, 100)})
    return step.outcome


def _added(desk: Desk, step: Step, account: Account) -> int:
    """Store the account as part of the step; its id."""
    with desk.joined(step):
        added = add_account(desk, account.platform, account.handle)
    if not isinstance(added, Done):
        step.give_up(added)
    same = (one for one in step.repo("accounts", Account).all() if one.platform == account.platform)
    return next(one.id for one in same if plain_handle(one.handle) == plain_handle(account.handle))


def disconnect(desk: Desk, account: int, tokens: TokenFile) -> Outcome:
    """Forget an account's token and how far reading had come. What came in stays."""
    with desk.step("connection.ended", audit="always") as step:
        kept = step.read("accounts", Account, account)
        step.params["account"] = label(kept)
        before = connections(desk).get(account)
        if before is None:
            step.refuse("not_connected", name=label(kept))
        try:
            tokens.remove(key_of(kept, before))
        except TokensRefused as error:
            step.refuse(f"tokens_{error.reason}", path=str(tokens.path))
        step.delete("connections", before.id)
    return step.outcome


def set_means(desk: Desk, account: int, ability: Ability, means: Means) -> Outcome:
    """Say how something is done on an account: through the interface, by hand, or from files."""
    with desk.step("connection.means", audit="always", ability=ability, means=means) as step:
        kept = step.read("accounts", Account, account)
        step.params["account"] = label(kept)
        if ability not in ABILITIES or means not in MEANS:
            step.refuse("bad_means")
        before = connections(desk).get(account)
        if before is None:
            step.refuse("not_connected", name=label(kept))
        if means == "api" and getattr(OFFERED[kept.platform], ability) != "api":
            step.refuse("not_offered", platform=kept.platform, ability=ability)
        step.update("connections", before.id, {"wished": {**before.wished, ability: means}})
        step.tell("connections", before.id)
    return step.outcome


def set_budget(desk: Desk, account: int, budget: Cost) -> Outcome:
    """Say how much may be spent on reading an account a day; nothing: as much as it takes.

    Refused as `nothing_to_limit`, `limit_units` or `limit_dollars` where the platform does not count that.
    """
    with desk.step("connection.budget", audit="always", units=budget.units, micros=budget.micros) as step:
        kept = step.read("accounts", Account, account)
        step.params["account"] = label(kept)
        counted = COUNTED.get(kept.platform)
        if counted is None:
            step.refuse("nothing_to_limit", platform=kept.platform)
        if counted == "units" and budget.micros:
            step.refuse("limit_units", platform=kept.platform)
        if counted == "micros" and budget.units:
            step.refuse("limit_dollars", platform=kept.platform)
        before = connections(desk).get(account)
        if before is None:
            step.refuse("not_connected", name=label(kept))
        step.update("connections", before.id, {"budget": budget})
    return step.outcome


def check(
    desk: Desk, tokens: TokenFile, only: Collection[int] = (), *, told: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """Ask every platform what the token may do, one after the other; each is `told` as it is known.

    Raises:
        TokensRefused: the file of secrets cannot be used.
    """
    keys, known, found = tokens.keys(), connections(desk), []
    for account in desk.accounts():
        connection = known.get(account.id)
        if connection is None or (only and account.id not in only):
            continue
        one = _checked(desk, account, connection, tokens, key_of(account, connection) in keys)
        found.append(one)
        told(one)
    return found


def _checked(desk: Desk, account: Account, connection: Connection, tokens: TokenFile, here: bool) -> Checked:
    from channels.contract import ChannelError

    if not here:
        return Checked(account=account, error="no_token", detail=connection.made_by)
    try:
        token = connect(account.platform, connection.subject, connection.server, tokens, desk.now).check()
    except ChannelError as error:
        return Checked(account=account, error=error.reason, detail=error.detail)
    other = token.subject != connection.subject
    return Checked(account=account, token=token, error="other_account" if other else "")
