"""`meja count`: how long a text is on each platform."""

import io
import json
from typing import Any

import pytest

from tests.console.conftest import Meja


def say(monkeypatch: pytest.MonkeyPatch, *lines: Any) -> None:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_a_line_for_each_text_with_every_platform(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"id": "a", "text": "é 👍🏽 https://sumberrejo.go.id/ktp #KTP @warga"}, "", {"id": 2, "text": ""})
    said = meja("count")
    first, second = said.data
    assert (first["id"], first["hashtags"], first["mentions"]) == ("a", 1, 1)
    assert first["x"] == {"length": 1 + 1 + 2 + 1 + 23 + 1 + 4 + 1 + 6, "limit": 280, "over": 0}
    assert first["instagram"] == {"length": 47, "limit": 2_200, "over": 0}
    assert first["bluesky"]["length"] == 44
    assert second["youtube"] == {"length": 0, "limit": 5_000, "over": 0}
    assert (said.code, said.err) == (0, "")


def test_one_platform_and_what_the_text_is(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"id": 1, "text": "a" * 151})
    assert meja("count", "--platform", "tiktok", "--for", "comment").data == [
        {"id": 1, "tiktok": {"length": 151, "limit": 150, "over": 1}, "hashtags": 0, "mentions": 0}
    ]
    say(monkeypatch, {"id": 1, "text": "a"})
    assert meja("count", "--platform", "x", "--for", "title").data[0]["x"] == {"length": 1, "limit": None, "over": 0}


def test_a_line_that_is_none_is_named(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"id": 1, "text": "a"}, "bukan JSON")
    said = meja("count")
    assert said.code == 1
    assert "2" in said.err
