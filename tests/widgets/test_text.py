"""Outside text on the screen: its width, where it is cut, its ASCII form."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._unicode_data import load
from textual.content import Content

from domain.text import clean
from widgets.text import LIST_LIMIT, ascii_only, cut, list_text, shown, width

CORPUS = [
    json.loads(line)["text"]
    for line in Path(__file__, "../../hostile-text.jsonl").resolve().read_text("utf-8").splitlines()
]

outside = st.one_of(
    st.sampled_from(CORPUS),
    st.text(
        st.one_of(
            st.sampled_from(list("👩\u200d👧🔥❤\ufe0f🇮🇩1\u20e3é\u0301ꦲ꧀警가ᄀ\u1161 a…\x1b\u202e")), st.characters()
        )
    ),
)


def in_full(cluster_end: int, text: str) -> bool:
    """Whether the text may be cut there: what follows does not belong to what comes before."""
    if cluster_end >= len(text):
        return True
    following = text[cluster_end]
    joined = following in "\u200d\ufe0f" or unicodedata.category(following).startswith("M")
    return not joined and not text[:cluster_end].endswith("\u200d")


@given(outside, st.integers(0, 30))
def test_a_cut_text_fits_and_ends_after_a_whole_character(text: str, cells: int) -> None:
    text = clean(text)
    result = cut(text, cells)
    assert width(result) <= cells
    if width(text) <= cells:
        assert result == text
    elif cells:
        assert result.endswith("…")
        assert text.startswith(result[:-1])
        assert in_full(len(result) - 1, text)


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("Perpanjang KTP", 10, "Perpanjan…"),
        ("警告地震", 6, "警告…"),
        ("警告地震", 7, "警告地…"),
        ("👨\u200d👩\u200d👧\u200d👦 keluarga", 4, "👨\u200d👩\u200d👧\u200d👦 …"),
        ("a🇮🇩🇮🇩b", 5, "a🇮🇩…"),
        ("a🇮🇩🇮🇩b", 4, "a🇮🇩…"),
        ("cafe\u0301s", 5, "cafe\u0301s"),
        ("cafe\u0301s baru", 5, "cafe\u0301…"),
        ("apa", 0, ""),
    ],
)
def test_where_a_text_is_cut(text: str, cells: int, expected: str) -> None:
    assert cut(text, cells) == expected


def test_the_ellipsis_can_be_two_dots() -> None:
    assert cut("Perpanjang KTP", 10, "..") == "Perpanja.."


@given(outside, outside)
def test_what_is_cleaned_is_as_wide_beside_others_as_alone(left: str, right: str) -> None:
    """No piece reaches out to change its neighbour: a blank between them keeps columns where they are."""
    left, right = clean(left), clean(right)
    assert width(f"{left} {right}") == width(left) + 1 + width(right)
    assert Content(left).cell_length == width(left)


def test_only_signs_that_become_wide_keep_their_emoji_selector() -> None:
    """The desk and the layout agree on which signs VS16 widens."""
    wide = load("latest").narrow_to_wide - set("#*0123456789")
    looked_at = {*map(chr, [*range(0xA0, 0x3300), *range(0x1F000, 0x1FB00)])}
    assert {char for char in looked_at if clean(f"{char}\ufe0f").endswith("\ufe0f")} == wide


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: ascii(text[:20]))
def test_outside_text_is_content_without_markup(text: str) -> None:
    content = shown(text)
    assert content.plain == clean(text)
    assert content.spans == []
    assert shown(text, lines=4).plain.count("\n") <= 3


def test_a_row_of_a_list_is_one_short_line() -> None:
    assert list_text("a" * 9_000) == "a" * (LIST_LIMIT - 1) + "…"
    assert list_text("satu\n\n\n\n\n\ndua\t\t\t\t\ttiga") == "satu   dua   tiga"
    assert list_text("👩🏽\u200d🚒 siaga 🇮🇩") == "👩 siaga [ID]"
    assert list_text("tetap  dua  sela") == "tetap  dua  sela"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“KTP” — dibuka … besok", '"KTP" - dibuka .. besok'),
        ("3571••••0003 · ×14 ÷ 2", "3571****0003 - x14 / 2"),
        ("警告 é e\u0301 🙏", "???? ? e ??"),
        ("satu\ndua", "satu\ndua"),
    ],
)
def test_ascii_replaces_what_it_can_and_marks_the_rest(text: str, expected: str) -> None:
    assert ascii_only(text) == expected


@given(outside)
def test_ascii_is_ascii_and_as_wide(text: str) -> None:
    text = clean(text).replace("…", "")
    assert ascii_only(text).isascii()
    assert len(ascii_only(text)) == width(text)
