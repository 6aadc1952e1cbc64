import os
import subprocess
import sys
from pathlib import Path

import pytest

from feeds import parse as parsing
from feeds import parse_child
from feeds.document import Document, Parsed
from feeds.failures import Failed

NOW = 1_795_300_000_000


def feed(title: str, extra: str = "") -> Document:
    body = f"<rss version='2.0'><channel><title>{title}</title>{extra}<item><title>a</title></item></channel></rss>"
    return Document(body=body.encode(), zone="WIB", now=NOW)


def titles(results: list[Parsed | Failed]) -> list[str]:
    return [one.title if isinstance(one, Parsed) else one.code for one in results]


# Its parser takes minutes over this; the alarm is set low.
SLOW = feed("lambat", "".join(f"<x{n}:a xmlns:x{n}='u{n}'/>" for n in range(60_000)))


def test_a_batch_is_read_in_its_order() -> None:
    assert titles(parsing.parse([feed("satu"), Document(body=b"", zone="WIB", now=NOW), feed("tiga")])) == [
        "satu",
        "empty",
        "tiga",
    ]


def test_one_child_reads_the_whole_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    class Counted(parsing._Child):
        def __init__(self) -> None:
            started.append(self)
            super().__init__()

    monkeypatch.setattr(parsing, "_Child", Counted)
    parsing.parse([feed(str(n)) for n in range(5)])
    assert len(started) == 1
    parsing.parse([])
    assert len(started) == 1


def test_the_guilty_document_is_left_out_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient = parsing._START.replace("parse_child.main", "parse_child.SECONDS = 1; parse_child.main")
    monkeypatch.setattr(parsing, "_START", impatient)
    assert titles(parsing.parse([feed("satu"), SLOW, feed("tiga"), SLOW])) == [
        "satu",
        "unreadable",
        "tiga",
        "unreadable",
    ]


def test_a_child_that_dies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = "import os, sys; sys.stdin.buffer.read(8); os.abort()"
    monkeypatch.setattr(parsing, "_START", deadly)
    assert titles(parsing.parse([feed("satu"), feed("dua")])) == ["unreadable", "unreadable"]


def test_the_child_has_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = parsing._START.replace(
        "parse_child.main()",
        "parse_child.document.read = lambda _: bytearray(600 * 2**20) and None; parse_child.main()",
    )
    monkeypatch.setattr(parsing, "_START", greedy)
    assert titles(parsing.parse([feed("satu")])) == ["unreadable"]


def test_neither_the_environment_nor_the_folder_decides_what_the_child_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("feedparser.py", "msgspec.py", "feeds.py"):
        (tmp_path / name).write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert titles(parsing.parse([feed("satu")])) == ["satu"]


def test_the_child_ends_with_its_parent() -> None:
    child = parsing._Child()
    child.read(feed("satu"))
    child.close()
    assert child._process.poll() is not None


def test_the_limits_are_those_of_the_design() -> None:
    assert (parse_child.SECONDS, parse_child.MEMORY) == (10, 512 * 2**20)


def test_the_parent_never_loads_the_parser() -> None:
    code = "import sys, feeds.parse, feeds.fetch; sys.exit('feedparser' in sys.modules)"
    root = str(Path(parsing.__file__).parent.parent)
    assert (
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, check=False).returncode
        == 0
    )
