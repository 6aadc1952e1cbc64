"""What an import really loads. Start-up time is a feature: a command pays for what it uses, when it uses it."""

import os
import subprocess
import sys

import pytest

from tests.house.conftest import ROOT

ON_SCREEN = {"textual", "rich"}
HEAVY = {"feedparser", "httpx", "python_calamine", "xlsxwriter"}
NOT_LOADED = {
    "domain": ON_SCREEN | HEAVY | {"tinydb", "asyncio"},
    "language": ON_SCREEN | HEAVY | {"tinydb", "asyncio"},
    "store": ON_SCREEN | HEAVY | {"tinydb"},
    "feeds": ON_SCREEN | HEAVY | {"tinydb"},
    "channels": ON_SCREEN | HEAVY | {"tinydb"},
    "desk": ON_SCREEN | HEAVY,
    "demo": ON_SCREEN | HEAVY,
    "commands": ON_SCREEN | HEAVY | {"tinydb"},
    "wording": ON_SCREEN | HEAVY | {"tinydb"},
    "console": ON_SCREEN | HEAVY,
    "cli": ON_SCREEN | HEAVY | {"tinydb", "asyncio", "msgspec"},
}


@pytest.mark.parametrize("room", NOT_LOADED)
def test_importing_a_room_leaves_the_heavy_libraries_alone(room: str) -> None:
    program = f"import sys, {room}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert set(run.stdout.split()) & NOT_LOADED[room] == set()
