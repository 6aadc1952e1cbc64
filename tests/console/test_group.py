"""`meja group`: which comments ask or say the same."""

import io
import json

import pytest

from tests.console.conftest import Meja, Said


def group(meja: Meja, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Said:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()), encoding="utf-8"))
    return meja("group")


def test_a_line_for_each_comment_with_the_first_of_its_group(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Kapan bansos cair min?", "kpn bansos cair", "jalan di Cibodas rusak parah", "Kapan bansos cair??"]
    lines = [json.dumps({"id": f"K{place}", "text": text}) for place, text in enumerate(texts)]
    said = group(meja, monkeypatch, *lines)
    assert said.data == [
        {"id": "K0", "group": "K0"},
        {"id": "K1", "group": "K0"},
        {"id": "K2", "group": "K2"},
        {"id": "K3", "group": "K0"},
    ]
    assert (said.code, said.err) == (0, "")


def test_empty_lines_are_passed_over_and_nothing_gives_nothing(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    assert group(meja, monkeypatch).out == ""
    assert len(group(meja, monkeypatch, "", '{"id": 1, "text": ""}', "", '{"id": 2, "text": ""}').data) == 2


@pytest.mark.parametrize(
    "line", ["no JSON", "[1]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "[" * 100_000]
)
def test_a_line_that_cannot_be_read_is_named(meja: Meja, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    said = group(meja, monkeypatch, '{"id": 1, "text": "a"}', line)
    assert (said.code, said.out) == (1, "")
    assert "2" in said.err
