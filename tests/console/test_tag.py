"""`meja tag`: a line in, a line out."""

import io
import json

import pytest

from console.tag import WORTH_SHARING
from tests.console.conftest import Meja, Said


def tag(meja: Meja, monkeypatch: pytest.MonkeyPatch, text: bytes, *words: str) -> Said:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    return meja("tag", *words)


def test_a_sentiment_a_line_in_order(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tag(meja, monkeypatch, b"pelayanan buruk sekali\nterima kasih, mantap!\n")
    labels = [line.split("\t") for line in said.out.splitlines()]
    assert [label for label, _confidence in labels] == ["negatif", "positif"]
    assert all(0 <= float(confidence) <= 1 for _label, confidence in labels)
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b"", 0),
        (b"\n", 1),
        (b"a\n\nb", 3),
        (b"a\r\nb\n", 2),
        (b"a\x0bb\x0cc\xc2\x85d\xe2\x80\xa8e\n", 1),
        (b"\xff\xfe\n", 1),
    ],
)
def test_only_a_line_feed_ends_a_line(meja: Meja, monkeypatch: pytest.MonkeyPatch, text: bytes, lines: int) -> None:
    assert tag(meja, monkeypatch, text).out.count("\n") == lines
    assert len(tag(meja, monkeypatch, text, "--json").data) == lines


def test_json_tells_why_in_codes(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "min tolong, NIK saya 3599010101900000 kok ditolak, jelek pelayanannya"
    (found,) = tag(meja, monkeypatch, text.encode(), "--json").data
    assert found["sentiment"] == "negative"
    assert set(found) >= {"sentiment", "confidence", "words", "kind", "second_kind", "reasons", "personal_data", "spam"}
    (span,) = found["personal_data"]
    assert (span["type"], text[span["start"] : span["end"]]) == ("nik", span["text"])


def test_many_lines_are_shared_out_and_come_back_in_order(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {
        "lampu jalan mati seminggu": "complaint",
        "jam berapa buka kak?": "question",
        "kebakaran, tolong!": "emergency",
    }
    lines = [text for _ in range(WORTH_SHARING // 3 + 1) for text in kinds]
    found = tag(meja, monkeypatch, "\n".join(lines).encode(), "--json").data
    assert [one["kind"] for one in found] == [kinds[line] for line in lines]


def test_a_bank_account_is_no_type_of_the_seven(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = tag(meja, monkeypatch, b"rek BRI 0012 01 012345 50 1 an Budi", "--json").data
    assert (found["kind"], found["personal_data"]) == ("personal_data", [])
    assert "012345" not in json.dumps(found["reasons"])


def test_hostile_lines_give_no_control_characters(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\x1b[31mburuk\x1b[0m sekali \u202e\x07\n".encode()
    for words in ((), ("--json",)):
        out = tag(meja, monkeypatch, text, *words).out
        assert "\x1b" not in out
        assert "\x07" not in out
    assert json.loads(tag(meja, monkeypatch, text, "--json").out)
