"""Who may import whom. Rooms know only what lies below them, so each can be read, tested and replaced alone."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.conftest import ROOT, nothing

BELOW_THE_DESK = {"domain", "language", "store", "feeds", "channels"}
PRINTING = BELOW_THE_DESK | {"desk", "demo", "commands", "wording"}
ON_SCREEN = PRINTING | {"widgets", "screens", "textual", "rich"}

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "language": {"domain", "rapidfuzz"},
    "store": {"domain", "rapidfuzz", "tinydb"},
    "feeds": {"domain", "language", "feedparser"},
    "channels": {"domain", "language", "httpx", "python_calamine", "xlsxwriter"},
    "desk": BELOW_THE_DESK | {"demo"},
    "demo": {"domain"},
    "wording": {"domain"},
    "commands": {"domain", "wording", "rapidfuzz"},
    "widgets": {"domain", "commands", "wording", "textual", "rich"},
    "screens": {"desk", "widgets", "commands", "domain", "wording", "textual"},
    "console": PRINTING | {"rapidfuzz"},
    "sitting": ON_SCREEN | {"console"},
    "app": ON_SCREEN | {"console", "sitting"},
    "cli": ON_SCREEN | {"console", "sitting", "app"},
}
"""The rooms of the house and what each may import beyond the standard library, itself and msgspec's records."""

TOOLS = {Path("wording/catalogue.py")}
"""What lies in a room for the developers and is not in the wheel."""

NOT_ROOMS = {"bench", "tools", "training", "tests"}
"""Python that is not part of the program: free to import what it measures, makes or tests."""

THE_MACHINE = {
    *("asyncio", "concurrent", "glob", "http", "io", "locale", "logging", "multiprocessing", "os", "random"),
    *("secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile"),
    *("threading", "time", "uuid"),
}
"""Standard modules through which a rule would meet the clock, the disk, chance or another process."""

NOT_HERE: dict[str, set[str]] = {
    "domain": THE_MACHINE | {"importlib", "pathlib"},
    "language": THE_MACHINE,
    "widgets": {"glob", "http", "os", "pathlib", "shutil", "socket", "sqlite3", "ssl", "subprocess", "tempfile"},
}


def room_of(path: Path) -> str:
    return "tools" if path in TOOLS else path.parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the top-level name of every import, wherever in the file it stands; "." for a relative one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." if node.level else (node.module or "").partition(".")[0]


def imports_in(room: str, modules: dict[Path, ast.Module]) -> list[tuple[str, str]]:
    return [
        (f"{path}:{line}", name)
        for path, tree in modules.items()
        if room_of(path) == room
        for line, name in imported(tree)
    ]


def test_every_room_is_in_the_table(modules: dict[Path, ast.Module]) -> None:
    there = {room_of(path) for path in modules}
    assert there - NOT_ROOMS == set(MAY_IMPORT)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room: str, modules: dict[Path, ast.Module]) -> None:
    allowed = sys.stdlib_module_names | MAY_IMPORT[room] | {"msgspec"} | ({room} - {"app", "cli"})
    nothing([f"{where} imports {name}" for where, name in imports_in(room, modules) if name not in allowed])


@pytest.mark.parametrize("room", NOT_HERE)
def test_a_pure_room_does_not_meet_the_machine(room: str, modules: dict[Path, ast.Module]) -> None:
    nothing([f"{where} imports {name}" for where, name in imports_in(room, modules) if name in NOT_HERE[room]])


def test_the_workspace_is_loaded_only_by_the_command_that_opens_it(modules: dict[Path, ast.Module]) -> None:
    """What cli.py imports at its top every command pays for: nothing but the standard library and the domain."""
    tree = modules[Path("cli.py")]
    top = ast.Module(
        body=[node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], type_ignores=[]
    )
    assert {name for _, name in imported(top)} <= sys.stdlib_module_names | {"domain"}


def test_rooms_are_named_where_they_are_imported(modules: dict[Path, ast.Module]) -> None:
    """No import by a computed name, which the table above could not see; the command line picks among its own."""
    computed = [
        f"{path}:{node.lineno} imports by a computed name"
        for path, tree in modules.items()
        if room_of(path) in MAY_IMPORT.keys() - {"console"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__"))
    ]
    nothing(computed)


def test_the_command_line_picks_among_its_own_modules() -> None:
    from console.main import COMMANDS

    places = [module.split(".") for module, _help in COMMANDS.values()]
    nothing(
        [
            ".".join(place)
            for place in places
            if place[0] != "console" or not (ROOT / "/".join(place)).with_suffix(".py").exists()
        ]
    )
