"""The connectors beside the fakes they are held against."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from channels.bluesky import Bluesky
from channels.contract import Connector
from channels.facebook import Facebook
from channels.instagram import Instagram
from channels.mastodon import Mastodon
from channels.matrix import Matrix
from channels.tokens import Secrets, TokenFile
from channels.x import X
from channels.youtube import YouTube
from domain.accounts import Platform
from domain.incoming import IncomingComment
from domain.times import DAY
from tests.channels.fakes.bluesky import FakeBluesky
from tests.channels.fakes.graph import ACCOUNT, PAGE, FakeFacebook, FakeInstagram
from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.matrix import FakeMatrix
from tests.channels.fakes.platform import Fake
from tests.channels.fakes.x import ME as X_ME
from tests.channels.fakes.x import FakeX, FakeXOfPosts
from tests.channels.fakes.youtube import CHANNEL, FakeYouTube


class Case(NamedTuple):
    """One platform."""

    name: str
    fake: Callable[[], Fake]
    connect: Callable[[Fake, TokenFile], Connector]
    post_ref: str
    """What comments on the fake's post say they stand under."""
    knows_keys: bool = False
    """The platform does a thing with the same key once only."""
    tells_deletion: bool = False
    hides: bool = True
    renews: bool = True

    @property
    def platform(self) -> Platform:
        """Which it is."""
        name: Platform = self.name.partition(" ")[0]  # type: ignore[assignment]
        return name


def tokens_in(folder: Path) -> TokenFile:
    """An empty file of secrets."""
    return TokenFile(folder / "tokens.json")


def youtube(fake: Fake, tokens: TokenFile) -> Connector:
    """A channel whose token can be renewed."""
    held = Secrets(access=fake.token, refresh=fake.refresh_token, client_id="id", client_secret="secret-canary")
    tokens.put(f"youtube:{CHANNEL}@{fake.url}", held)
    return YouTube(CHANNEL, tokens, fake.clock, fake.url)


def mastodon(fake: Fake, tokens: TokenFile) -> Connector:
    """An account on a server; its token is for ever."""
    tokens.put(f"mastodon:1@{fake.url}", Secrets(access=fake.token))
    return Mastodon("1", tokens, fake.clock, fake.url)


def matrix(fake: Fake, tokens: TokenFile) -> Connector:
    """A user on a homeserver."""
    tokens.put(f"matrix:{fake.ours}@{fake.url}", Secrets(access=fake.token))
    return Matrix(fake.ours, tokens, fake.clock, fake.url)


def facebook(fake: Fake, tokens: TokenFile) -> Connector:
    """A page; its token is for ever."""
    tokens.put(f"facebook:{PAGE}@{fake.url}", Secrets(access=fake.token, client_secret=FakeFacebook.secret))
    return Facebook(PAGE, tokens, fake.clock, fake.url)


def instagram(fake: Fake, tokens: TokenFile) -> Connector:
    """A professional account whose token ends in a month."""
    held = Secrets(access=fake.token, client_secret=FakeInstagram.secret, ends_at=fake.now + 30 * DAY)
    tokens.put(f"instagram:{ACCOUNT}@{fake.url}", held)
    return Instagram(ACCOUNT, tokens, fake.clock, fake.url)


def x(fake: Fake, tokens: TokenFile) -> Connector:
    """An account whose token can be renewed, each time with another right to renew."""
    tokens.put(f"x:{X_ME}@{fake.url}", Secrets(access=fake.token, refresh=fake.refresh_token, client_id="id"))
    return X(X_ME, tokens, fake.clock, fake.url)


def bluesky(fake: Fake, tokens: TokenFile) -> Connector:
    """An account in a session."""
    tokens.put(f"bluesky:{fake.ours}@{fake.url}", Secrets(access=fake.token, refresh=fake.refresh_token))
    return Bluesky(fake.ours, tokens, fake.clock, fake.url)


CASES = [
    Case("youtube", FakeYouTube, youtube, FakeYouTube.post_ref),
    Case("facebook", FakeFacebook, facebook, FakeFacebook.post_ref, renews=False),
    Case("instagram", FakeInstagram, instagram, FakeInstagram.post_ref),
    Case("x", FakeX, x, FakeX.post_ref),
    Case("x of posts", FakeXOfPosts, x, FakeXOfPosts.post_ref),
    Case("bluesky", FakeBluesky, bluesky, FakeBluesky.post_ref, knows_keys=True),
    Case("mastodon", FakeMastodon, mastodon, FakeMastodon.post_ref, knows_keys=True, hides=False, renews=False),
    Case(
        *("matrix", FakeMatrix, matrix, FakeMatrix.post_ref),
        knows_keys=True,
        tells_deletion=True,
        hides=False,
        renews=False,
    ),
]


class Meeting:
    """A connector and the fake it talks to."""

    def __init__(self, case: Case, fake: Fake, tokens: TokenFile) -> None:
        self.case, self.fake, self.tokens = case, fake, tokens
        self.connector: Connector = case.connect(fake, tokens)
        self.cursor = ""
        self.gone: set[str] = set()
        self.hidden: dict[str, bool] = {}

    def read(self) -> dict[str, IncomingComment]:
        """Everything up to where there is no more."""
        found: dict[str, IncomingComment] = {}
        for _ in range(200):
            page = self.connector.pull(self.cursor)
            found |= {one.platform_id: one for one in page.comments}
            self.gone |= set(page.gone)
            self.hidden |= page.hidden
            self.cursor = page.cursor
            if not page.more:
                return found
        raise AssertionError("it never comes to an end")

    def asked(self) -> int:
        """Requests so far."""
        return len(self.fake.log)
