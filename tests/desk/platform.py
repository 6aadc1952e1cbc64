"""A platform that lives in memory: it takes replies and posts, refuses them, loses its answer on the way back."""

from collections.abc import Sequence

from channels.contract import CannotTell, ChannelError, Metric, Page, Picture, Sent, Token
from domain.connections import Capabilities, Cost


class Unable:
    """What a connector has beside replies and posts: nothing of it is asked for."""

    spent = Cost()
    every = 60_000
    zone = "WIB"

    def check(self) -> Token:
        raise NotImplementedError

    def pull(self, cursor: str) -> Page:
        raise NotImplementedError

    def hide(self, platform_id: str, hidden: bool) -> None:
        raise NotImplementedError

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        raise NotImplementedError

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        raise NotImplementedError

    def metrics(self, posts: Sequence[str] = ()) -> list[Metric]:
        raise NotImplementedError


class Fake(Unable):
    """A connector of an account there.

    Attributes:
        taken: the replies that the public sees: parent and text, in order.
        published: the posts that it sees: text and places of pictures, in order.
        asked: how often it was given a reply or a post.
        looked: how often it was asked what became of one.
        errors: raised one after the other instead of taking what is given.
        loses: it takes the next one, and its answer does not arrive.
        mute: it cannot say what became of one.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.published: list[tuple[str, tuple[str, ...]]] = []
        self.keys: dict[str, Sent] = {}
        self.asked = self.looked = 0
        self.errors: list[Exception] = []
        self.loses = self.mute = False

    def capabilities(self) -> Capabilities:
        return Capabilities(read="api", reply="api", publish="api")

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        self._refuse()
        self.taken.append((parent, text))
        return self._take(key, f"r{len(self.taken)}")

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        self._refuse()
        self.published.append((text, tuple(one.place for one in media)))
        return self._take(key, f"p{len(self.published)}")

    def _refuse(self) -> None:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)

    def _take(self, key: str, id: str) -> Sent:
        self.keys[key] = Sent(platform_id=id, url=f"https://ig.example/{id}")
        if self.loses:
            self.loses = False
            raise ChannelError("unknown", detail="timed out")
        return self.keys[key]

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        self.looked += 1
        if self.mute:
            raise CannotTell
        return self.keys.get(key)

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        return self.find_reply(key, "", text, since)
