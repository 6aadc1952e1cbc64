"""How a connector shows who it is: its token, renewed in time and kept again, and never in anybody's words."""

from collections.abc import Callable

import msgspec

from channels.contract import ChannelError
from channels.tokens import Secrets, TokenFile, TokensRefused
from channels.transport import Answer, Transport
from domain.times import MINUTE

EARLY = 2 * MINUTE
"""A token is renewed this long before it ends."""

Renew = Callable[[Secrets], Secrets]


class Access:
    """The secrets of one account.

    Attributes:
        key: what the file knows them by.
        renew: how a platform renews them, given those that end; None: it cannot.
        early: how long before their end, in milliseconds.
    """

    early = EARLY

    def __init__(self, tokens: TokenFile, key: str, transport: Transport, renew: Renew | None = None) -> None:
        self._tokens = tokens
        self.key = key
        self._transport = transport
        self.renew = renew

    def secrets(self) -> Secrets:
        """The secrets, renewed where they end.

        Raises:
            ChannelError: `expired` where there are none, or they cannot be renewed.
        """
        held = self._held()
        now = self._transport.now()
        if not held.ends_at or held.ends_at - self.early > now or self.renew is None:
            return held
        try:
            return self.renewed()
        except ChannelError:
            if held.ends_at <= now:
                raise
            return held  # Still good; the next call tries again.

    def renewed(self) -> Secrets:
        """New secrets, whatever the old ones say of their end. Raises as `secrets`."""
        held = self._held()
        if self.renew is None:
            raise ChannelError("expired")
        fresh = self._tokens.renew(self.key, held, self.renew)
        self._transport.keep_secret(*fresh.words())
        return fresh

    def bearer(self) -> dict[str, str]:
        """The header most platforms ask for. Raises as `secrets`."""
        return {"Authorization": f"Bearer {self.secrets().access}"}

    def ask(self, question: Callable[[dict[str, str]], Answer]) -> Answer:
        """Ask with the token; once more with a new one where the platform does not take the old one.

        A platform that refuses the token has done nothing, so even what is written may be tried again.
        """
        try:
            return question(self.bearer())
        except ChannelError as error:
            if error.reason != "expired" or self.renew is None:
                raise
        self.renewed()
        return question(self.bearer())

    def _held(self) -> Secrets:
        try:
            held = self._tokens.get(self.key)
        except TokensRefused as error:
            raise ChannelError("expired", code=f"tokens_{error.reason}") from None
        if held is None:
            raise ChannelError("expired", code="no_token")
        self._transport.keep_secret(*held.words())
        return held


def renewed_by_form(transport: Transport, path: str, held: Secrets, *, secret_in_header: bool = False) -> Secrets:
    """Renew as OAuth 2 says (RFC 6749, 6).

    Raises:
        ChannelError: `expired` where the right to renew has ended too.
    """
    form = {"grant_type": "refresh_token", "refresh_token": held.refresh, "client_id": held.client_id}
    return granted(transport, path, form, held, secret_in_header=secret_in_header)


def granted(
    transport: Transport, path: str, form: dict[str, str], held: Secrets, *, secret_in_header: bool = False
) -> Secrets:
    """What a token endpoint gives for a form, on top of what is held. Raises as `renewed_by_form`."""
    headers = {}
    if held.client_secret and secret_in_header:
        headers["Authorization"] = _basic(held.client_id, held.client_secret)
    elif held.client_secret:
        form = form | {"client_secret": held.client_secret}
    transport.keep_secret(*held.words(), form.get("code", ""), form.get("code_verifier", ""))
    try:
        answer = transport.write("POST", path, form=form, headers=headers, again=True)
    except ChannelError as error:
        if error.reason in ("refused", "expired"):
            raise ChannelError("expired", detail=error.detail) from None
        raise
    found = answer.json()
    access = found.get("access_token") if isinstance(found, dict) else None
    if not isinstance(access, str) or not access:
        raise ChannelError("expired", detail="no token in the answer")
    lasts = found.get("expires_in")
    scope = found.get("scope")
    fresh = msgspec.structs.replace(
        held,
        access=access,
        refresh=found["refresh_token"] if isinstance(found.get("refresh_token"), str) else held.refresh,
        ends_at=transport.now() + int(lasts) * 1000 if isinstance(lasts, int | float) and lasts > 0 else 0,
        scopes=tuple(scope.replace(",", " ").split()) if isinstance(scope, str) else held.scopes,
    )
    transport.keep_secret(*fresh.words())
    return fresh


def _basic(name: str, secret: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()
