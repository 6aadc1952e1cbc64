"""Real servers, started on this machine and thrown away: they take longer than `make test` may.

`make test-e2e` and `make e2e-bluesky` install what they need and name it in the environment; without that the tests are
skipped, and say by which target they run.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

import store
from channels.contract import Connector
from desk.connections import connectors, token_file
from desk.desk import Desk

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until somebody listens there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def process(command: list[str], port: int, log: Path, **told: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A server on that port; what it says goes into `log`. `told`: more for `subprocess.Popen`."""
    with open(log, "wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, **told)
    try:
        wait_for(port, running, log)
        yield running
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


class Cut:
    """A line to a server that breaks when it is told to: after the words went there, before the answer comes back."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.wanted = b""
        self.cuts = 0
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"http://127.0.0.1:{self.port}"

    def after(self, words: bytes) -> None:
        """Break the next connection on which these words are sent, once the server has answered them."""
        self.wanted = words

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to))
        except OSError:
            near.close()
            return
        doomed = threading.Event()

        def there() -> None:
            with suppress(OSError):
                while words := near.recv(65536):
                    if self.wanted and self.wanted in words:
                        self.wanted = b""
                        doomed.set()
                    far.sendall(words)

        def back() -> None:
            with suppress(OSError):
                while words := far.recv(65536):
                    if doomed.is_set():
                        self.cuts += 1
                        break
                    near.sendall(words)
            for end in (near, far):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

        threading.Thread(target=there, daemon=True).start()
        back()

    def close(self) -> None:
        """No more connections."""
        self._door.close()


@contextmanager
def line_to(port: int) -> Iterator[Cut]:
    """A line that can be cut."""
    line = Cut(port)
    try:
        yield line
    finally:
        line.close()


@contextmanager
def connected(folder: Path, home: Path) -> Iterator[Connector]:
    """The connector of the only account of a store, as the desk makes it."""
    with store.open(folder, "uji", create=False) as opened:
        (found,) = connectors(Desk(opened), token_file(home / ".config/meja"), "publish").values()
        yield found


def meja(*words: str, typed: str = "", check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run the command line, with these words on its standard input."""
    command = [sys.executable, "-m", "cli", "--lang", "en", *words]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(os.environ),
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if check and done.returncode:
        pytest.fail(f"meja {' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done
