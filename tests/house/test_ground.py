"""The ground the tests stand on: what tests/conftest.py promises every test."""

import os
import socket
from pathlib import Path

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_no_test_reaches_another_host(address: str) -> None:
    with socket.socket() as connection, pytest.raises(pytest.fail.Exception, match="tried to reach"):
        connection.connect((address, 80))


def test_no_test_asks_for_a_name() -> None:
    with pytest.raises(pytest.fail.Exception, match="tried to look up"):
        socket.getaddrinfo("feeds.example", 443)


def test_a_test_may_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()


def test_a_home_of_its_own(own_home: Path) -> None:
    assert Path.home() == own_home
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(own_home)
    assert "MEJA_STORE" not in os.environ
    assert list(own_home.iterdir()) == []
