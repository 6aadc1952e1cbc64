"""What Facebook and Instagram have in common: Meta's Graph API."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import msgspec

from channels.access import Access, Renew
from channels.answers import bare, count, dig, instant, rows, same_text, word
from channels.answers import text as words
from channels.contract import PAGES, SKEW, CannotTell, ChannelError, absent
from channels.importers import links
from channels.pictures import Upload
from channels.tokens import TokenFile
from channels.transport import Answer, Transport, told
from domain.times import DAY, MINUTE

VERSION = "v25.0"
FACEBOOK, INSTAGRAM = "https://graph.facebook.com", "https://graph.instagram.com"

_LIMITED = frozenset({4, 9, 17, 32, 341, 368, 613, *range(80000, 80015)})
"""Codes for too many calls, of the app, the user, the page or the business; 9: for too many posts in a day."""
_EXPIRED = frozenset({102, 190, 463, 467})
_DUPLICATE = 506


class Graph:
    """Questions to the Graph API with an account's token."""

    def __init__(self, tokens: TokenFile, key: str, server: str, now: Callable[[], int]) -> None:
        self.now = now
        self._web = Transport(server, now, judge=_judge)
        self._access = Access(tokens, key, self._web)

    def renews(self, renew: Renew, early: int) -> None:
        """Have the token renewed so long before it ends."""
        self._access.renew, self._access.early = renew, early

    @property
    def access(self) -> Access:
        """The account's secrets."""
        return self._access

    @property
    def web(self) -> Transport:
        """The door itself."""
        return self._web

    def get(self, path: str, **asked: str) -> Any:
        """Ask for something."""
        return self._access.ask(
            lambda headers: self._web.read(f"/{VERSION}/{path}", asked | self._proof(), headers=headers)
        ).json()

    def post(self, path: str, told: dict[str, str], *, again: bool = False) -> Any:
        """Have something done; `again`: it may be done twice without harm."""
        return self._access.ask(
            lambda headers: self._web.write(
                "POST", f"/{VERSION}/{path}", form=told | self._proof(), headers=headers, again=again
            )
        ).json()

    def upload(self, path: str, told: dict[str, str], picture: Upload) -> Any:
        """Hand over a picture."""
        return self._access.ask(
            lambda headers: self._web.upload(
                f"/{VERSION}/{path}", picture, "source", form=told | self._proof(), headers=headers
            )
        ).json()

    def _proof(self) -> dict[str, str]:
        """What apps may demand beside the token: that we know the app's secret (docs: Securing requests)."""
        held = self._access.secrets()
        if not held.client_secret:
            return {}
        found = proof(held.client_secret, held.access)
        self._web.keep_secret(found)
        return {"appsecret_proof": found}


def proof(secret: str, token: str) -> str:
    """That who has the token knows the app's secret too."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _judge(answer: Answer, now: int) -> ChannelError | None:
    """The platform's own numbers for what went wrong."""
    if answer.status < 400:
        return None
    code = count(answer.json(), "error", "code")
    if code in _LIMITED:
        return ChannelError("limited", _regained(answer, now), told(answer))
    if code in _EXPIRED:
        return ChannelError("expired", detail=told(answer))
    if code == _DUPLICATE:
        return ChannelError("unknown", detail=told(answer), code="duplicate")  # An earlier attempt may have arrived.
    if code == 10 or (code is not None and 200 <= code < 300):
        return ChannelError("refused", detail=told(answer), code="scope")
    if answer.status < 500 and dig(answer.json(), "error", "is_transient") is True:
        return ChannelError("unknown", detail=told(answer))
    return None


def _regained(answer: Answer, now: int) -> int | None:
    """Until when, as the headers about usage estimate it."""
    minutes = []
    for header in ("x-business-use-case-usage", "x-app-usage", "x-page-usage"):
        try:
            found = msgspec.json.decode(answer.headers.get(header, "{}"))
        except msgspec.DecodeError:
            continue
        entries = (
            [one for some in found.values() if isinstance(some, list) for one in some]
            if isinstance(found, dict)
            else []
        )
        minutes += [found for one in entries if (found := count(one, "estimated_time_to_regain_access"))]
    return now + min(max(minutes) * MINUTE, DAY) if minutes else None


def after(answer: Any) -> str:
    """Where the next page begins; "" after the last."""
    return word(answer, "paging", "cursors", "after", limit=2000) if dig(answer, "paging", "next") else ""


def own_post(graph: Graph, path: str, names: tuple[str, str, str], text: str, since: int) -> dict[str, Any] | None:
    """The post with this text among an account's own since then; None: there certainly is none.

    `names` are the fields that hold the text, the address and the time.

    Raises:
        CannotTell: it has no text to know it by, or there are too many posts to look through.
    """
    if not bare(text):
        raise CannotTell
    page, at = "", since
    for _ in range(PAGES):
        more = {"after": page} if page else {}
        found = graph.get(path, fields=",".join(("id", *names)), limit="50", **more)
        for one in rows(found, "data"):
            at = instant(one, names[2])
            if at >= since - SKEW and same_text(words(one, names[0]), text):
                return one
        page = after(found)
        if not page or at < since - SKEW:
            absent(since, graph.now())
            return None
    raise CannotTell


def gone(error: ChannelError) -> bool:
    """Whether what was asked for is not there any more, or was never ours to see: the account itself may go on."""
    return error.reason == "refused" and error.code != "scope"


def post_address(permalink: str) -> str:
    """A post's address as the desk compares it."""
    link = links.read(permalink)
    return link.post if link and link.post else permalink
