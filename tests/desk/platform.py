"""A platform that lives in memory: it takes replies, refuses them, loses its answer on the way back."""

from collections.abc import Sequence

from channels.contract import CannotTell, ChannelError, Metric, Page, Sent, Token
from domain.connections import Capabilities, Cost


class Unable:
    """What a connector has beside replies: nothing of it is asked for."""

    spent = Cost()
    every = 60_000
    zone = "WIB"

    def check(self) -> Token:
        raise NotImplementedError

    def pull(self, cursor: str) -> Page:
        raise NotImplementedError

    def hide(self, platform_id: str, hidden: bool) -> None:
        raise NotImplementedError

    def publish(self, key: str, text: str, media: Sequence[str] = (), at: int = 0) -> Sent:
        raise NotImplementedError

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        raise NotImplementedError


class Fake(Unable):
    """A connector of an account there.

    Attributes:
        taken: what the public sees: parent and text, in order.
        asked: how often it was given a reply.
        looked: how often it was asked what became of one.
        errors: raised one after the other instead of taking what is given.
        loses: it takes the next reply, and its answer does not arrive.
        mute: it cannot say what became of a reply.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.keys: dict[str, int] = {}
        self.asked = self.looked = 0
        self.errors: list[Exception] = []
        self.loses = self.mute = False

    def capabilities(self) -> Capabilities:
        return Capabilities(read="api", reply="api")

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        self.taken.append((parent, text))
        self.keys[key] = len(self.taken)
        if self.loses:
            self.loses = False
            raise ChannelError("unknown", detail="timed out")
        return self._sent(key)

    def _sent(self, key: str) -> Sent:
        return Sent(platform_id=f"r{self.keys[key]}", url=f"https://ig.example/r{self.keys[key]}")

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        self.looked += 1
        if self.mute:
            raise CannotTell
        return self._sent(key) if key in self.keys else None
