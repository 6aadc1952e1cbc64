"""The outside witness: what the log hears, how often, and what is read of it again."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desk import witness
from desk.witness import BURST, EVERY, Witness, read
from domain.chain import Head


class Log:
    """A log that listens on a socket of its own."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._socket.setblocking(False)

    def lines(self) -> list[str]:
        """What came since the last look."""
        lines = []
        while True:
            try:
                lines.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return lines

    def entries(self) -> list[int]:
        return [head.entry for head in read(self.lines(), "/srv/meja").ours]

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    listening = Log(tmp_path / "log")
    yield listening
    listening.close()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


CHAIN = "0123456789abcdef" * 4


def test_a_head_is_a_line_that_is_read_again(log: Log, tmp_path: Path) -> None:
    folder = str(tmp_path / "rak buku=1")
    tell = Witness(folder, log.path)
    tell(812, CHAIN)
    (line,) = log.lines()
    assert line.startswith("<85>meja[")
    assert line.endswith(f"]: meja audit head store={tmp_path}/rak%20buku%3D1 entry=812 chain={CHAIN}")
    assert read([line], folder) == ((Head(812, CHAIN),), 0)
    assert read([line], "/elsewhere") == ((), 1)
    tell.close()
    assert log.lines() == []


def test_one_store_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "store")
    monkeypatch.chdir(tmp_path)
    assert witness.name_of("store/") == witness.name_of(str(tmp_path / "link")) == str(tmp_path / "store")


def test_a_folder_whose_name_is_no_text_has_a_name(log: Log) -> None:
    Witness("/srv/\udcff", log.path)(1, CHAIN)
    assert "store=/srv/%FF entry=1" in log.lines()[0]


def test_a_flood_is_told_by_its_first_heads_and_its_last(log: Log) -> None:
    clock = Clock()
    tell = Witness("/srv/meja", log.path, clock)
    for entry in range(1, 201):
        tell(entry, CHAIN)
    assert log.entries() == list(range(1, BURST + 1))
    clock.now += EVERY
    tell(201, CHAIN)
    tell(202, CHAIN)
    assert log.entries() == [201]
    tell.close()
    assert log.entries() == [202]


def test_steps_of_a_person_are_told_at_once(log: Log) -> None:
    clock = Clock()
    tell = Witness("/srv/meja", log.path, clock)
    for entry in range(1, 100):
        tell(entry, CHAIN)
        assert log.entries() == [entry]
        clock.now += EVERY


def test_a_host_without_a_log_disturbs_nobody(tmp_path: Path) -> None:
    for nowhere in (tmp_path / "none", tmp_path, ""):
        tell = Witness("/srv/meja", str(nowhere))
        tell(1, CHAIN)
        tell.close()


def fill(log: Log) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as noise, suppress(BlockingIOError):
        while True:
            noise.sendto(b"noise", log.path)


def test_a_log_that_is_full_is_not_waited_for_and_hears_the_last_head_later(log: Log) -> None:
    clock = Clock()
    tell = Witness("/srv/meja", log.path, clock)
    fill(log)
    tell(7, CHAIN)
    assert 7 not in log.entries()
    tell.close()
    assert log.entries() == [7]


@pytest.mark.parametrize(
    "line",
    [
        f"Nov 22 09:42:00 host meja[712]: meja audit head store=/srv/meja entry=7 chain={CHAIN}",
        f"meja audit head store=/srv/meja entry=7 chain={CHAIN}\r",
        f"7:{CHAIN}",
        f" 7:{CHAIN[:16].upper()} ",
    ],
)
def test_as_logs_print_them(line: str) -> None:
    ours, others = read([line], "/srv/meja")
    assert (ours[0].entry, CHAIN.startswith(ours[0].chain), len(ours), others) == (7, True, 1, 0)


@pytest.mark.parametrize(
    "line", ["", "-- Boot 4711 --", "7:abc", f"audit head store=/srv/meja entry= chain={CHAIN}", f"x7:{CHAIN}"]
)
def test_what_is_no_head(line: str) -> None:
    assert read([line], "/srv/meja") == ((), 0)
