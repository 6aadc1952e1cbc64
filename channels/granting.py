"""Getting a token, platform by platform: what is asked of the admin, the page they have to open, what the answer is.

None of it needs a browser on this machine: an address is opened on any computer, and what it shows is pasted. What is
asked for, in words: `wording.connecting`.
"""

import secrets as chance
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from channels import graph, youtube
from channels import x as x_api
from channels.access import granted
from channels.answers import count, rows, word
from channels.contract import ChannelError
from channels.tokens import Secrets
from channels.transport import Transport, origin
from domain.accounts import Platform, plain_handle
from domain.times import DAY

BACK = "http://127.0.0.1:8765/"
"""Where the platforms send the browser back to. Nothing listens there: the address is copied from the address bar."""


class Ask(msgspec.Struct, frozen=True):
    """One thing an admin is asked for."""

    name: str
    secret: bool = False
    optional: bool = False


class Grant(msgspec.Struct, frozen=True):
    """What was got: the secrets, and the server they are for ("" where all are on one)."""

    secrets: Secrets
    server: str = ""


ASKS: dict[Platform, tuple[Ask, ...]] = {
    "youtube": (Ask("client_id"), Ask("client_secret", secret=True), Ask("code", secret=True)),
    "facebook": (Ask("client_id"), Ask("client_secret", secret=True), Ask("user_token", secret=True)),
    "instagram": (Ask("client_secret", secret=True, optional=True), Ask("token", secret=True)),
    "x": (Ask("client_id"), Ask("client_secret", secret=True, optional=True), Ask("code", secret=True)),
    "bluesky": (Ask("server", optional=True), Ask("user"), Ask("app_password", secret=True)),
    "mastodon": (Ask("server"), Ask("token", secret=True)),
    "matrix": (Ask("server"), Ask("user"), Ask("password", secret=True)),
}
"""In the order they are asked. What is not here has no interface for us."""


class Setup:
    """One account being set up.

    Attributes:
        platform: which.
        answers: what the admin has said so far, by name, in the order they were asked.
        given_up: whoever answers the asks has left: nothing is kept any more.
    """

    def __init__(self, platform: Platform, handle: str, now: Callable[[], int], server: str = "") -> None:
        """`server`: where the interface is, if not where it is for everybody. Raises `BadServer`."""
        self.platform = platform
        self.answers: dict[str, str] = {}
        self.given_up = False
        self._handle = handle
        self._now = now
        self._server = origin(server) if server else ""
        self._verifier, self._state = chance.token_urlsafe(48), chance.token_urlsafe(12)

    @property
    def next(self) -> Ask | None:
        """What is asked for now; None: nothing more."""
        asks = (one for one in ASKS[self.platform] if one.name not in self.answers)
        return next((one for one in asks if not (one.name == "server" and self._server)), None)

    def answer(self, text: str) -> bool:
        """Take what the admin said of the next ask; False: something has to be said there.

        Raises:
            BadServer: it is a server that may not be told a secret.
        """
        ask, text = self.next, text.strip()
        if ask is None or (not text and not ask.optional):
            return False
        if ask.name == "server":
            _address(text)
        self.answers[ask.name] = text
        return True

    def back(self) -> str | None:
        """Ask for the last answer once more; what it was. None: there is none."""
        return self.answers.popitem()[1] if self.answers else None

    def said(self) -> dict[str, str]:
        """What was answered so far, by name, to be shown: a secret is empty."""
        secret = {ask.name for ask in ASKS[self.platform] if ask.secret}
        return {name: "" if name in secret else told for name, told in self.answers.items()}

    def page(self) -> str:
        """The address the admin opens for the next ask; "" where there is none."""
        ask = self.next
        if ask is None or ask.name != "code":
            return ""
        told = {"client_id": self.answers["client_id"], "redirect_uri": BACK, "response_type": "code"}
        told["state"] = self._state
        challenge = urlsafe_b64encode(sha256(self._verifier.encode()).digest()).rstrip(b"=").decode()
        told |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        if self.platform == "youtube":
            told |= {"scope": youtube.SCOPE, "access_type": "offline", "prompt": "consent"}
            return "https://accounts.google.com/o/oauth2/v2/auth?" + urlencode(told)
        return "https://x.com/i/oauth2/authorize?" + urlencode(told | {"scope": " ".join(x_api.SCOPES)})

    def grant(self) -> Grant:
        """Turn the answers into secrets. Asks the platform.

        Raises:
            ChannelError: it refused; nothing is kept.
            BadServer: the server named is none that may be told a secret.
        """
        server = self._server or _address(self.answers.get("server", ""))
        held = Secrets(client_id=self.answers.get("client_id", ""), client_secret=self.answers.get("client_secret", ""))
        return Grant(_GRANTS[self.platform](self, held, server), server)

    # Platform by platform

    def youtube(self, held: Secrets, server: str) -> Secrets:
        """Google's token for the code that its page shows in the address."""
        web = Transport(server or youtube.OAUTH, self._now)
        return granted(web, "/token", self._code_form(held), held)

    def x(self, held: Secrets, server: str) -> Secrets:
        """The same on X; an app without a secret shows that it asked (PKCE)."""
        web = Transport(server or x_api.API, self._now)
        return granted(web, "/2/oauth2/token", self._code_form(held), held, secret_in_header=True)

    def _code_form(self, held: Secrets) -> dict[str, str]:
        told = {"grant_type": "authorization_code", "client_id": held.client_id, "redirect_uri": BACK}
        return told | {"code": self._code(), "code_verifier": self._verifier}

    def _code(self) -> str:
        """The code: by itself, or in the address the browser was sent to."""
        pasted = self.answers["code"]
        if "?" not in pasted:
            return pasted
        query = parse_qs(urlsplit(pasted).query)
        if query.get("state", [self._state])[0] != self._state:
            raise ChannelError("refused", code="other_attempt")
        if "error" in query:
            raise ChannelError("refused", code="denied")
        return query.get("code", [""])[0]

    def facebook(self, held: Secrets, server: str) -> Secrets:
        """The page's token, which does not end, for a user's token, which ends in an hour."""
        web = Transport(server or graph.FACEBOOK, self._now)
        user = self.answers["user_token"]
        web.keep_secret(user, held.client_secret)
        app = {"grant_type": "fb_exchange_token", "client_id": held.client_id, "client_secret": held.client_secret}
        long = web.write(
            "POST", f"/{graph.VERSION}/oauth/access_token", form=app | {"fb_exchange_token": user}, again=True
        )
        token = word(long.json(), "access_token", limit=2000)
        web.keep_secret(token)
        bearer = {"Authorization": f"Bearer {token}"}
        proof = graph.proof(held.client_secret, token)
        allowed = web.read(f"/{graph.VERSION}/me/permissions", {"appsecret_proof": proof}, headers=bearer).json()
        scopes = tuple(word(one, "permission") for one in rows(allowed, "data") if word(one, "status") == "granted")
        asked = {"fields": "id,name,username,access_token", "limit": "100", "appsecret_proof": proof}
        pages = list(rows(web.read(f"/{graph.VERSION}/me/accounts", asked, headers=bearer).json(), "data"))
        wanted = plain_handle(self._handle)
        named = [
            one for one in pages if wanted in {plain_handle(word(one, name)) for name in ("username", "name", "id")}
        ]
        chosen = named or (pages if len(pages) == 1 else [])
        if not chosen:
            raise ChannelError("refused", code="no_such_page")
        return msgspec.structs.replace(held, access=word(chosen[0], "access_token", limit=2000), scopes=scopes)

    def instagram(self, held: Secrets, server: str) -> Secrets:
        """The token that the app's dashboard shows; it lasts 60 days."""
        return msgspec.structs.replace(held, access=self.answers["token"], ends_at=self._now() + 60 * DAY)

    def mastodon(self, held: Secrets, server: str) -> Secrets:
        """The token that the server's settings show; it does not end."""
        return msgspec.structs.replace(held, access=self.answers["token"])

    def bluesky(self, held: Secrets, server: str) -> Secrets:
        """A session for an app password."""
        from channels.bluesky import SERVER

        web = Transport(server or SERVER, self._now)
        told = {"identifier": self.answers["user"].lstrip("@"), "password": self.answers["app_password"]}
        web.keep_secret(told["password"])
        found = web.write("POST", "/xrpc/com.atproto.server.createSession", json=told, again=True).json()
        access, refresh = word(found, "accessJwt", limit=4000), word(found, "refreshJwt", limit=4000)
        return _whole(msgspec.structs.replace(held, access=access, refresh=refresh))

    def matrix(self, held: Secrets, server: str) -> Secrets:
        """A token for a password, for a device of the desk's own."""
        web = Transport(server, self._now)
        web.keep_secret(self.answers["password"])
        told = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.answers["user"]},
            "password": self.answers["password"],
            "initial_device_display_name": "Meja Humas",
        }
        found = web.write("POST", "/_matrix/client/v3/login", json=told, again=True).json()
        lasts = count(found, "expires_in_ms")
        return _whole(
            msgspec.structs.replace(
                held,
                access=word(found, "access_token", limit=4000),
                refresh=word(found, "refresh_token", limit=4000),
                ends_at=self._now() + lasts if lasts else 0,
            )
        )


_GRANTS: Mapping[str, Callable[[Setup, Secrets, str], Secrets]] = {
    name: getattr(Setup, name) for name in ("youtube", "facebook", "instagram", "x", "bluesky", "mastodon", "matrix")
}


def _whole(held: Secrets) -> Secrets:
    if not held.access:
        raise ChannelError("refused", detail="no token in the answer")
    return held


def _address(typed: str) -> str:
    """A server as it is typed: the scheme may be missing. Raises `BadServer`."""
    if not typed:
        return ""
    return origin(typed if "://" in typed else f"https://{typed}")
