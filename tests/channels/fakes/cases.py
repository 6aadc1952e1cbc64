"""The connectors beside the fakes they are held against."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from channels.contract import Connector
from channels.tokens import Secrets, TokenFile
from channels.youtube import YouTube
from tests.channels.fakes.platform import Fake
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


def tokens_in(folder: Path) -> TokenFile:
    """An empty file of secrets."""
    return TokenFile(folder / "tokens.json")


def youtube(fake: Fake, tokens: TokenFile) -> Connector:
    """A channel whose token can be renewed."""
    held = Secrets(access=fake.token, refresh=fake.refresh_token, client_id="id", client_secret="secret-canary")
    tokens.put(f"youtube:{CHANNEL}", held)
    return YouTube(CHANNEL, tokens, fake.clock, fake.url)


CASES = [Case("youtube", FakeYouTube, youtube, FakeYouTube.post_ref)]
