"""The wheel, installed alone in a fresh environment and started from another folder, is the whole program.

The environment holds the packages of the runtime lock and nothing else, so what only a checkout or the tools of the
developers provide is missed here and not by the first user. Nothing is downloaded.
"""

import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from domain import __version__
from tests.house.test_imports import MAY_IMPORT, TOOLS
from tests.terminal import PATIENCE, Terminal

ROOT = Path(__file__).resolve().parents[1]
NOT_SHIPPED = {".po", ".pot", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree without network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def meja(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=True)
    (packages,) = place.glob("lib/python*/site-packages")
    _lend_runtime_packages(packages)
    python = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True, timeout=120
    )
    return place / "bin" / "meja"


def _lend_runtime_packages(packages: Path) -> None:
    """Link what the runtime lock names, and only that, from the environment the tests run in."""
    lock = (ROOT / "requirements" / "runtime.txt").read_text()
    for name, marker in re.findall(r"^([a-z0-9-]+)==\S+(.*)$", lock, re.MULTILINE):
        if "win32" in marker:
            continue
        for file in distribution(name).files or ():
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (packages / top).exists():
                (packages / top).symlink_to(Path(str(distribution(name).locate_file(top))))


def run(meja: Path, *words: str, given: str = "") -> str:
    """What the command prints, started from a folder that is not the checkout's."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(meja), *words]
    done = subprocess.run(
        command,
        cwd=meja.parent,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_holds_the_rooms_and_nothing_else(wheel: Path) -> None:
    shipped = {Path(name) for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {
        path.relative_to(ROOT)
        for room in MAY_IMPORT
        for path in (ROOT / f"{room}.py", *(ROOT / room).rglob("*"))
        if path.is_file() and path.suffix not in NOT_SHIPPED
    }
    assert shipped == expected - TOOLS


def test_depends_on_what_the_lock_names(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    wanted = set(re.findall(r"^Requires-Dist: ([\w-]+)", text, re.MULTILINE))
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / "runtime.txt").read_text(), re.MULTILINE))
    assert wanted
    assert wanted <= locked


def test_version(meja: Path) -> None:
    assert run(meja, "--version") == f"meja {__version__}\n"


def test_keys(meja: Path) -> None:
    assert "?" in run(meja, "keys")


def test_tag(meja: Path) -> None:
    answers = run(meja, "tag", given="terima kasih, pelayanannya bagus sekali\njalan rusak parah, kecewa\n").split("\n")
    assert [answer.split("\t")[0] for answer in answers] == ["positif", "negatif", ""]


def test_demo_opens_and_closes(meja: Path, tmp_path: Path) -> None:
    """And what others set in the environment neither loads code, writes files nor starts a program."""
    traps, trapped = tmp_path / "traps", tmp_path / "trapped"
    traps.mkdir()
    for name in ("www-browser", "xdg-open", "sensible-browser", "vi", "nano", "less", "sh", "trap-editor"):
        (traps / name).write_text(f"#!/bin/sh\necho {name} >> {trapped}\n")
        (traps / name).chmod(0o755)
    environment = {
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PATH": f"{traps}:{os.environ['PATH']}",
        "BROWSER": "trap-editor",
        "EDITOR": "trap-editor",
        "TEXTUAL_DRIVER": "this:Trap",
        "TEXTUAL_LOG": str(trapped),
    }
    with Terminal([str(meja), "demo"], cwd=tmp_path, environment=environment) as terminal:
        terminal.see(lambda screen: "CONTOH" in screen)
        terminal.type("q")
        assert terminal.leave() == 0
    assert b"\x1b[?1049h" in terminal.received
    assert terminal.received.rfind(b"\x1b[?1049l") > terminal.received.rfind(b"\x1b[?1049h")
    assert not trapped.exists()
