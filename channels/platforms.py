"""The platforms that have a connector, and what each interface offers."""

import re
from collections.abc import Callable, Sequence

import msgspec

from channels.contract import Connector, Picture
from channels.tokens import TokenFile
from domain.accounts import Platform
from domain.connections import Ability, Capabilities, Means
from domain.times import MINUTE

Make = Callable[[str, TokenFile, Callable[[], int], str], Connector]

OFFERED: dict[Platform, Capabilities] = {
    "youtube": Capabilities(read="api", reply="api", hide="api", metrics="api"),
    "facebook": Capabilities(read="api", reply="api", hide="api", publish="api", metrics="api"),
    "instagram": Capabilities(read="api", reply="api", hide="api", publish="api", metrics="api"),
    "x": Capabilities(read="api", reply="api", hide="api", publish="api", metrics="api"),
    "bluesky": Capabilities(read="api", reply="api", hide="api", publish="api", metrics="api"),
    "mastodon": Capabilities(read="api", reply="api", publish="api", metrics="api"),
    "matrix": Capabilities(read="api", reply="api", publish="api", metrics="api"),
}
"""What the desk does through the interface of a connected account. The desk keeps the time of a post itself, so nothing
is scheduled at a platform. What is not here is worked by hand and with files."""


class Taken(msgspec.Struct, frozen=True):
    """Which pictures a platform's interface takes from us with one post."""

    most: int
    kinds: str
    """The endings of their names."""
    size: int = 0
    """Bytes that the file of one may have; 0: no file is taken."""
    least: int = 0
    addresses: bool = False
    """We fetch nothing from an address that somebody wrote down: the platform has to."""


TAKEN: dict[Platform, Taken] = {
    "facebook": Taken(10, "jpg jpeg png gif", 4_000_000, addresses=True),
    "instagram": Taken(10, "jpg jpeg mp4 mov", least=1, addresses=True),
    "x": Taken(4, "jpg jpeg png webp", 5_000_000),
    "bluesky": Taken(4, "jpg jpeg png webp gif", 1_000_000),
    "mastodon": Taken(4, "jpg jpeg png webp gif", 16_000_000),
    "matrix": Taken(1, "jpg jpeg png webp gif", 10_000_000),
}
"""Of November 2026. Others take videos too, in pieces or another way: a person does that. Bluesky's lexicon allows
twice as much now, older servers do not. Matrix servers have a limit of their own; Synapse begins with 50 MB."""

_ADDRESS = re.compile(r"https://[^/?#\s]+/[^?#\s]*\.(\w+)(?:\?\S*)?")
_FILE = re.compile(r"/.*\.(\w+)", re.DOTALL)

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


def unpublishable(platform: Platform, media: Sequence[Picture] = ()) -> str:
    """Why a person has to publish a post with these pictures; empty: the interface takes it. Asks nobody.

    `no_interface`; `needs_picture`, where text alone is not taken; `too_many_pictures`; `not_a_picture`: by its name it
    is none that is taken; `needs_public_address`, where a file of this machine is not taken; `needs_file`, where an
    address is not.
    """
    taken = TAKEN.get(platform)
    if taken is None:
        return "no_interface"
    if len(media) < taken.least:
        return "needs_picture"
    if len(media) > taken.most:
        return "too_many_pictures"
    return next((why for one in media if (why := _why_not(one.place, taken))), "")


def _why_not(place: str, taken: Taken) -> str:
    file, address = _FILE.fullmatch(place), _ADDRESS.fullmatch(place)
    named = address or file
    if named is None or named[1].casefold() not in taken.kinds.split():
        return "not_a_picture"
    if file and not taken.size:
        return "needs_public_address"
    return "needs_file" if address and not taken.addresses else ""


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
