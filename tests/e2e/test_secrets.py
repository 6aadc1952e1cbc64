"""What opens an account is in one file and nowhere else: no process's words, store, log, export or crash has it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.channels.fakes.mastodon import FakeMastodon
from tests.channels.fakes.platform import Asked, running
from tests.channels.fakes.youtube import FakeYouTube
from tests.e2e.conftest import ROOT
from tests.terminal import Terminal

CANARY = b"canary"
"""All secrets of the fakes have it in them."""


def meja(*words: str, typed: str = "") -> "subprocess.CompletedProcess[bytes]":
    """Run the command line."""
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.run(command, cwd=ROOT, input=typed.encode(), capture_output=True, timeout=120, check=False)


@pytest.fixture
def mastodon() -> Iterator[FakeMastodon]:
    with running(FakeMastodon()) as fake:
        assert isinstance(fake, FakeMastodon)
        fake.now = int(time.time() * 1000) - 60_000
        yield fake


@pytest.fixture
def youtube() -> Iterator[FakeYouTube]:
    with running(FakeYouTube()) as fake:
        assert isinstance(fake, FakeYouTube)
        fake.now = int(time.time() * 1000) - 60_000
        yield fake


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mastodon: FakeMastodon, youtube: FakeYouTube) -> Path:
    """Two connected accounts with a comment each."""
    monkeypatch.setenv("MEJA_STORE", str(tmp_path / "store"))
    for fake in (mastodon, youtube):
        fake.citizen("Jalan berlubang, kapan diperbaiki?")
    done = [
        meja("accounts", "connect", "mastodon", "kominfo", "--server", mastodon.url, typed=f"{mastodon.token}\n"),
        meja(
            *("accounts", "connect", "youtube", "kominfocendana", "--server", youtube.url),
            typed=f"id\nsecret-canary\nhttp://127.0.0.1:8765/?code={youtube.code}\n",
        ),
    ]
    assert [one.returncode for one in done] == [0, 0], done
    assert all(CANARY not in one.stdout + one.stderr for one in done)
    return tmp_path / "store"


def holding(folder: Path) -> set[str]:
    """The files below a folder that hold a secret."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.name for path in files if CANARY in path.read_bytes()}


def told_by(pid: int) -> Iterator[bytes]:
    """What the system tells everybody, and the user's own programs, of a process and its children."""
    for what in ("cmdline", "environ", "comm"):
        try:
            yield Path(f"/proc/{pid}/{what}").read_bytes()
        except OSError:
            continue
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from told_by(int(child))


@contextmanager
def watched(pid: int) -> Iterator[list[bytes]]:
    """All that is told of it inside the block."""
    seen: list[bytes] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            seen.extend(told_by(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def slow(asked: Asked) -> None:
    """Long enough to be looked at."""
    time.sleep(1.0)


def test_the_file_is_the_only_place(store: Path, own_home: Path, tmp_path: Path) -> None:
    for words in (("sync", "--json"), ("accounts", "check"), ("accounts", "--json"), ("today",)):
        done = meja(*words)
        assert done.returncode == 0, done.stderr
        assert CANARY not in done.stdout + done.stderr
    assert meja("export", "comments", "--format", "csv", "-o", str(tmp_path / "keluar.csv")).returncode == 0
    assert meja("export", "audit", "--format", "jsonl", "-o", str(tmp_path / "jejak.jsonl")).returncode == 0
    meja("store", "backup", str(tmp_path / "cadangan.tar.gz"))
    assert holding(store) == set()
    assert holding(tmp_path) == set()
    assert holding(own_home) == {"tokens.json"}
    kept = own_home / ".config/meja/tokens.json"
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_no_process_shows_it(store: Path, mastodon: FakeMastodon, youtube: FakeYouTube) -> None:
    for fake in (mastodon, youtube):
        for _ in range(2):
            fake.next(slow)
    process = subprocess.Popen([sys.executable, "-m", "cli", "sync"], cwd=ROOT, stdout=-1, stderr=-1)
    with watched(process.pid) as seen:
        process.communicate(timeout=60)
    assert len(seen) > 10
    assert not any(CANARY in one for one in seen)


def test_the_desk_and_its_reader_do_not_show_it(
    store: Path, own_home: Path, mastodon: FakeMastodon, youtube: FakeYouTube
) -> None:
    for fake in (mastodon, youtube):
        fake.next(slow)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with Terminal([sys.executable, "-m", "cli", "--lang", "en"], cwd=ROOT, environment=environment) as desk:
        with watched(desk.process.pid) as seen:
            desk.see("1 new", within=60)
            desk.type("R")
            desk.see("berlubang", within=60)
        assert CANARY not in desk.received
    assert any(b"desk.sync" in one for one in seen)
    assert not any(CANARY in one for one in seen)
    assert holding(own_home) == {"tokens.json"}


def test_what_a_platform_says_back_is_not_passed_on(store: Path, mastodon: FakeMastodon, own_home: Path) -> None:
    mastodon.fail_next(422, {"error": f"token {mastodon.token} access_token={mastodon.token} is odd"})
    done = meja("sync", "--account", "kominfo", "--force")
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    mastodon.expire()
    done = meja("accounts", "check")
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    assert holding(store) == set()


def test_a_crash_tells_no_values(store: Path, own_home: Path, tmp_path: Path) -> None:
    program = tmp_path / "rusak.py"
    program.write_text(
        "import sys\n"
        "from channels import mastodon\n"
        "def broken(self, cursor):\n"
        "    token = self._access.secrets().access\n"
        "    raise RuntimeError(token)\n"
        "mastodon.Mastodon.pull = broken\n"
        "import cli\n"
        "sys.argv = ['meja', *sys.argv[1:]]\n"
        "sys.exit(cli.main())\n"
    )
    command = [sys.executable, str(program), "sync", "--force"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    assert b"RuntimeError" in done.stderr
    assert CANARY not in done.stdout + done.stderr
    assert holding(store) == set()
    assert holding(own_home) == {"tokens.json"}
