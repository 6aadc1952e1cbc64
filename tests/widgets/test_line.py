"""One row out of cleaned text, exactly as wide as it must be."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.line import Line
from widgets.text import width

HOSTILE = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[1] / "hostile-text.jsonl").read_text(encoding="utf-8").splitlines()
]
texts = st.sampled_from(HOSTILE) | st.text(max_size=40)
pieces = st.lists(
    st.tuples(st.sampled_from(("put", "field", "gap")), texts, st.integers(0, 30), st.booleans()), max_size=8
)


@given(pieces, st.integers(1, 60), st.booleans())
def test_any_texts_make_a_row_of_exactly_its_width(
    parts: list[tuple[str, str, int, bool]], cells: int, ascii: bool
) -> None:
    line = Line("malam", cells, ascii=ascii)
    for kind, text, column, right in parts:
        if kind == "put":
            line.put(text)
        elif kind == "field":
            line.field(text, column, right=right)
        else:
            line.gap(column)
        assert 0 <= line.left <= cells
    strip = line.strip()
    assert width(strip.text) == cells
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in strip.text)
    assert not ascii or strip.text.isascii()
    for segment in strip:
        assert segment.style is not None
        assert (segment.style.link, segment.style.meta, segment.control) == (None, {}, None)


@pytest.mark.parametrize(
    ("text", "right", "row"),
    [
        ("abc", False, "abc  |"),
        ("abc", True, "  abc|"),
        ("abcdefg", False, "abcd…|"),
        ("你好吗", False, "你好…|"),
        ("[b]x", False, "[b]x |"),
    ],
)
def test_a_field_is_a_column(text: str, right: bool, row: str) -> None:
    assert Line("malam", 6).field(text, 5, right=right).put("|").strip().text == row


def test_neighbours_of_one_style_are_one_segment() -> None:
    line = Line("malam", 20).field("a", 5, "muted").gap(2, "muted").put("b", "muted").put("c", "accent")
    assert [segment.text for segment in line.strip()] == ["a      b", "c           "]


def test_what_does_not_fit_is_cut_where_the_row_ends() -> None:
    assert Line("malam", 5).put("abcdefg").put("h").strip().text == "abcd…"
    assert Line("malam", 5, ascii=True).put("abcdefg").strip().text == "abc.."
