"""One plain spelling for decorated and hidden writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.folding import fold, joined, spelt_out, unhide


@pytest.mark.parametrize(
    "written",
    [
        "SLOT",
        "𝐬𝐥𝐨𝐭",
        "𝕊𝕃𝕆𝕋",
        "Ｓｌｏｔ",
        "ⓢⓛⓞⓣ",
        "🅂🄻🄾🅃",
        "🆂🅻🅾🆃",
        "🅢🅛🅞🅣",
        "ꜱʟᴏᴛ",
        "ѕlоt",
        "s̶l̶o̶t̶",
        "ş\u0323ľöṫ",
        "s\u200bl\u200do\u2060t",
        "s\xadlot",
        "🇸🇱🇴🇹",
    ],
)
def test_dress_is_undone(written: str) -> None:
    assert fold(written) == "slot"


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("g4c0r", "gacor"),
        ("5l0t", "slot"),
        ("m4xw1n", "maxwin"),
        ("sl0tt", "slott"),
        ("s l o t", "slot"),
        ("s.l.o.t", "slot"),
        ("s - l - o - t", "s - l - o - t"),
        ("main s-l-o-t di sini", "main slot di sini"),
        ("ga.cor", "gacor"),
        ("b4ngs4t", "bangsat"),
    ],
)
def test_hiding_is_undone(hidden: str, plain: str) -> None:
    assert unhide(fold(hidden)) == plain


@pytest.mark.parametrize("plain", ["rt 02 rw 05", "sd 2", "toto88", "ke 80", "jam 10", "harga 25.000", "2026"])
def test_numbers_stay_numbers(plain: str) -> None:
    assert unhide(plain) == plain


def test_words_spelt_out_are_told() -> None:
    assert spelt_out("cari P U L A U di sini") == ["P U L A U"]
    assert joined("P.U.L.A.U") == "PULAU"


def test_other_alphabets_are_left_to_read() -> None:
    assert fold("ꦲꦏ꧀ꦱꦫ 警告").startswith("ꦲꦏ")


@given(st.text())
def test_folding_any_text_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text())
def test_any_text_can_be_unhidden(text: str) -> None:
    unhide(fold(text))
