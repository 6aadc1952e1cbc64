"""What every platform is to the desk: one connector for each account that has access to its interface.

Connectors block, so they are called in worker threads or in processes of their own. Ids are strings everywhere.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from domain.connections import Capabilities, Cost
from domain.incoming import IncomingComment
from domain.times import MINUTE

Reason = Literal["refused", "limited", "expired", "unreachable", "unknown"]


class ChannelError(Exception):
    """A platform did not do what it was asked.

    Attributes:
        reason: `refused`: it said no, and would again. `limited`: too much at the moment; wait until `retry_at`.
            `expired`: the token is not taken any more. `unreachable`: it was certainly not done; try later.
            `unknown`: nobody can say whether it was done, and only here: ask before trying again.
        retry_at: in UTC milliseconds, where the platform said it; else None.
        detail: the platform's own words, short and without secrets. Outside text.
        code: what connectors know the refusal by, for example ``not_summoned``; empty: no more is known.
    """

    def __init__(self, reason: Reason, retry_at: int | None = None, detail: str = "", code: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.retry_at = retry_at
        self.detail = detail
        self.code = code


class CannotTell(Exception):
    """The platform has no way to find out whether something was sent."""


SETTLES = 3 * MINUTE
"""What was taken may stay out of a platform's lists this long."""


SKEW = 10 * MINUTE
"""How far our clock may be from a platform's when we look for a post: the same words do not go out twice so soon."""
PAGES = 20
"""Of our own posts that are looked through for one. Nobody publishes so many in the minutes that count."""


def absent(since: int, now: int) -> None:
    """To be called before saying that something is not there: a platform's lists need time to show it.

    Raises:
        ChannelError: `limited`, until then.
    """
    if now < since + SETTLES:
        raise ChannelError("limited", since + SETTLES, "not listed yet")


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What the platform took."""

    platform_id: str
    url: str = ""
    at: int = 0
    """When, in UTC milliseconds; 0: it did not say."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, or a video, that goes out with a post."""

    place: str
    """A public https address, or the absolute path of a file on this machine."""
    alt_text: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some comments, and how to go on."""

    comments: list[IncomingComment] = []
    """Ours among them, marked `own`: they are replies."""
    gone: tuple[str, ...] = ()
    """Ids that the platform says were deleted. What is merely absent is not among them."""
    hidden: dict[str, bool] = {}
    """By id, where the platform tells: whether the public does not see it."""
    cursor: str = ""
    """To be given to the next `pull`, and kept. The connector's own words."""
    more: bool = False
    """There is more to read now; else the next `pull` can wait."""
    cost: Cost = Cost()
    """What this page cost."""


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the account or of a post. What the platform does not tell is absent, never 0."""

    post: str = ""
    """Address of the post; empty: the account's own."""
    name: str
    """`followers`, `posts`, `views`, `reach`, `likes`, `comments`, `shares`, `saves`, `clicks`."""
    value: int


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a token may do, as the platform tells; nothing of the token itself."""

    subject: str
    """The platform's id of the account it is for."""
    handle: str = ""
    name: str = ""
    scopes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Scopes without which something the desk does is impossible."""
    ends_at: int = 0
    """In UTC milliseconds; 0: it does not end, or the platform does not say."""
    renews: bool = False
    """The desk renews it by itself."""


class Connector(Protocol):
    """One account on one platform. Every call may raise `ChannelError`; none tries again by itself.

    Attributes:
        spent: what all calls of this object have cost so far.
        zone: in which the day begins that the platform accounts by.
    """

    spent: Cost
    zone: str

    def capabilities(self) -> Capabilities:
        """What the interface offers this account. Asks nobody."""

    def check(self) -> Token:
        """What the token may do, and when it ends."""

    def pull(self, cursor: str) -> Page:
        """The next page of comments, the newest first; "" begins anew. Reading the same again does no harm."""

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        """Answer a comment in public.

        Args:
            key: of this one reply, the same in every attempt; platforms that know such keys do it once only.
            parent: id of the comment; empty: the post itself.
            post_ref: the post it stands under, as `IncomingComment.post_ref` has it.
        """

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        """Whether an answer whose outcome is unknown is there; None: it certainly is not.

        Args:
            since: when it was first tried, in UTC milliseconds.

        Raises:
            CannotTell: the platform has no way to say.
        """

    def hide(self, platform_id: str, hidden: bool) -> None:
        """Take a comment out of the public's sight, or bring it back."""

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        """Publish a post, now. What `platforms.unpublishable` names is refused with its code before anything is asked.

        Pictures are handed over first, which nobody sees: what fails there leaves nothing open.

        Args:
            key: as of `reply`.
        """

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        """Whether a post of ours whose outcome is unknown is there; as `find_reply`."""

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        """The account's numbers, and those of the posts with these addresses."""
