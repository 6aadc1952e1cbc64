"""What holds for every test: a home of its own, no road to the network, a time zone nobody may lean on."""

import ipaddress
import itertools
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Half an hour off every Indonesian zone: whatever silently reads the host's zone is wrong here.
os.environ["TZ"] = "America/St_Johns"
time.tzset()

# `make test` and CI try the same examples at every run; MEJA_HYPOTHESIS=thorough looks further, for an afternoon.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("MEJA_HYPOTHESIS", "default"))

_FOREIGN_PREFIXES = ("TEXTUAL_", "MEJA_", "XDG_")
_FOREIGN = (
    "PYTHONUNBUFFERED",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "BROWSER",
    "EDITOR",
    "VISUAL",
    "COLUMNS",
    "LINES",
    "LANGUAGE",
)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    base = tmp_path_factory.mktemp("homes")
    numbers = itertools.count()
    return (base / str(number) for number in numbers)


@pytest.fixture(autouse=True)
def own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh HOME with the XDG folders below it; nothing of the developer's own settings reaches a test."""
    home = next(_homes)
    home.mkdir(mode=0o700)
    for name in list(os.environ):
        if name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("MEJA_WITNESS", "")  # The host's log is not for tests.
    for name, folder in {
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for a host other than this machine fails, whatever exceptions the code under test catches."""

    def guard(name: str) -> None:
        real: Callable[..., Any] = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: Any) -> Any:
            _refuse_foreign(self.family, args[-1])
            return real(self, *args)

        monkeypatch.setattr(socket.socket, name, guarded)

    for name in ("connect", "connect_ex", "sendto"):
        guard(name)

    resolve = socket.getaddrinfo

    def getaddrinfo(host: str | bytes | None, *args: Any, **options: Any) -> Any:
        _refuse_name(host)
        return resolve(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def _refuse_foreign(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        pytest.fail(f"a test tried to reach {address[0]}")


def _refuse_name(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name != "localhost" and not _is_address(name):
        pytest.fail(f"a test tried to look up {name}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
