"""What holds for the files themselves: explained, complete, at home on any machine."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.conftest import ROOT, nothing
from tests.house.test_imports import MAY_IMPORT, room_of

WRITTEN = {"", ".md", ".py", ".pyi", ".toml", ".txt", ".po", ".pot", ".yml", ".yaml", ".cfg", ".sh", ".tcss"}
"""Kinds of file we write ourselves; recorded input (feeds, exports, hostile text) may say what it likes."""

ELSEWHERE = re.compile(
    r"(?<![\w.-])/(?:[w]ork|[h]ome|[r]oot|[U]sers)/(?!\.)|\.\./[s]hared|\b[s]hared/(?:data|design|tools)"
)
REGISTRY = re.compile(r"pypi\.[a-z]+|files\.python[h]osted|--(?:extra-)?index[-]url|--find[-]links", re.IGNORECASE)


def test_every_module_of_the_rooms_says_what_it_is(modules: dict[Path, ast.Module]) -> None:
    silent = [
        str(path) for path, tree in modules.items() if room_of(path) in MAY_IMPORT and not ast.get_docstring(tree)
    ]
    nothing(silent)


@pytest.mark.parametrize("room", ["desk", "screens", "sitting"])
def test_a_large_room_says_where_everything_is(modules: dict[Path, ast.Module], room: str) -> None:
    told = re.findall(r"`(\w+)`", ast.get_docstring(modules[Path(room) / "__init__.py"]) or "")
    there = {path.parts[1].removesuffix(".py") for path in modules if path.parts[0] == room} - {"__init__"}
    assert sorted(told) == sorted(there)


def test_tests_are_no_package(files: list[Path]) -> None:
    assert [str(path) for path in files if path.parts[0] == "tests" and path.name == "__init__.py"] == []


def test_no_file_names_a_place_on_somebodys_machine(files: list[Path]) -> None:
    nothing(lines_with(ELSEWHERE, files))


def test_no_file_names_a_package_registry(files: list[Path]) -> None:
    """pip asks wherever its own configuration says; hashes make every answer the same."""
    nothing(lines_with(REGISTRY, files))


def test_every_locked_package_has_hashes() -> None:
    for lock in ("runtime", "dev", "training"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements" / f"{lock}.txt").read_text())
        assert len(entries) > 10
        assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_what_the_users_run() -> None:
    runtime, dev = (pins(ROOT / "requirements" / f"{lock}.txt") for lock in ("runtime", "dev"))
    assert runtime.items() <= dev.items()


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in files
        if path.suffix in WRITTEN
        for number, line in enumerate((ROOT / path).read_text("utf-8", errors="replace").split("\n"), start=1)
        if pattern.search(line)
    ]
