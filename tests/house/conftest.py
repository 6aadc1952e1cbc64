"""What the house rules look at: the repository's files as they lie in the working tree, parsed once."""

import ast
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_MADE_BY_TOOLS = {"__pycache__", "build", "dist"}


def _is_ours(folder: Path) -> bool:
    """Not what git or a tool keeps (dot folders, .ci apart), nor a virtual environment under any name."""
    named = folder.name in _MADE_BY_TOOLS or (folder.name.startswith(".") and folder.name != ".ci")
    return not named and not (folder / "pyvenv.cfg").exists()


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file of the repository, relative to its root."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if _is_ours(Path(folder, name))]
        found += [Path(folder, name).relative_to(ROOT) for name in names]
    return sorted(found)


@pytest.fixture(scope="session")
def modules(files: list[Path]) -> dict[Path, ast.Module]:
    """The syntax tree of every Python file, by its path relative to the root."""
    return {path: ast.parse((ROOT / path).read_bytes(), str(path)) for path in files if path.suffix == ".py"}


def nothing(found: list[str]) -> None:
    """Fail with every finding on a line of its own."""
    assert not found, "\n" + "\n".join(found)
