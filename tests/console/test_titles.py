"""`meja titles`: which titles look like clickbait, and why."""

import io
import json

import pytest

from tests.console.conftest import Meja


def test_a_line_for_each_title_with_score_flag_and_reasons(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = ["Viral! Netizen heboh, ternyata begini nasibnya...", "Pemkab resmikan jembatan Kali Progo", ""]
    lines = "\n".join(json.dumps({"id": place, "title": title}) for place, title in enumerate(titles))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8"))
    said = meja("titles")
    assert [set(one) for one in said.data] == [{"id", "score", "flag", "reasons"}] * 3
    assert [one["flag"] for one in said.data] == ["clickbait", "normal", "normal"]
    assert said.data[0]["reasons"]
    assert not said.data[1]["reasons"]
    assert (said.code, said.err) == (0, "")
