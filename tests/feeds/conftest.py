from collections.abc import Iterator

import pytest

from tests.feeds.loopback import Loopback, running


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A scripted server on this machine."""
    with running() as loopback:
        yield loopback


@pytest.fixture
def decoy() -> Iterator[Loopback]:
    """Another service on this machine, which nothing may reach."""
    with running() as loopback:
        yield loopback
        assert loopback.asked == []
