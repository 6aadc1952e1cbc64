"""The platforms that have a connector, and what each interface offers."""

from collections.abc import Callable

from channels.contract import Connector
from channels.tokens import TokenFile
from domain.accounts import Platform
from domain.connections import Ability, Capabilities, Means
from domain.times import MINUTE

Make = Callable[[str, TokenFile, Callable[[], int], str], Connector]

OFFERED: dict[Platform, Capabilities] = {
    "youtube": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "facebook": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "instagram": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "x": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "bluesky": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "mastodon": Capabilities(read="api", reply="api", metrics="api"),
    "matrix": Capabilities(read="api", reply="api", metrics="api"),
}
"""What the desk does through the interface of a connected account. Some publish, too; at the desk a person does.
A platform that is not here is worked by hand and with files."""

PAUSES: dict[Platform, int] = {
    "youtube": 2 * MINUTE,
    "facebook": 3 * MINUTE,
    "instagram": 3 * MINUTE,
    "x": 15 * MINUTE,
    "bluesky": 2 * MINUTE,
    "mastodon": 2 * MINUTE,
    "matrix": MINUTE,
}
"""Milliseconds between two readings where nothing is hurried: what a reading costs decides."""


WISHED: dict[Platform, dict[Ability, Means]] = {"x": {"reply": "manual"}}
"""How a new connection does things in another way than the interface offers: on X hardly any answer is let through."""


def token_key(platform: Platform, subject: str, server: str = "") -> str:
    """What the file of secrets knows an account by."""
    return "@".join(filter(None, (f"{platform}:{subject}", server)))


def connect(platform: Platform, subject: str, server: str, tokens: TokenFile, now: Callable[[], int]) -> Connector:
    """The connector of an account.

    Raises:
        KeyError: the platform has none.
        BadServer: nothing secret may be sent to that server.
    """
    return _kind(platform)(subject, tokens, now, server)


def _kind(platform: Platform) -> Make:
    """The class; each is loaded when it is needed."""
    if platform == "youtube":
        from channels.youtube import YouTube

        return YouTube
    if platform == "facebook":
        from channels.facebook import Facebook

        return Facebook
    if platform == "instagram":
        from channels.instagram import Instagram

        return Instagram
    if platform == "x":
        from channels.x import X

        return X
    if platform == "bluesky":
        from channels.bluesky import Bluesky

        return Bluesky
    if platform == "mastodon":
        from channels.mastodon import Mastodon

        return Mastodon
    if platform == "matrix":
        from channels.matrix import Matrix

        return Matrix
    raise KeyError(platform)
