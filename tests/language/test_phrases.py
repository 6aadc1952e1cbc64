"""A label of what several texts that say the same are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.phrases import label


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["Min air PDAM di rumah saya keruh", "Air PDAM keruh min", "kok air PDAM keruh lagi"], "Air PDAM keruh"),
        (["Kapan bansos cair min?"], "Kapan bansos cair"),
        (["katanya vaksin bikin mandul, benar?", "min katanya vaksin bikin mandul ya"], "katanya vaksin bikin mandul"),
        (["@dinas cek https://hoaks.example/abc jalan Sukamaju rusak"], "cek jalan Sukamaju rusak"),
        (["KTP saya 3578010101900001 hilang"], "KTP hilang"),
        (["KTP saya 3578••••••••0001 hilang, hubungi s•••@mail.example"], "KTP hilang hubungi"),
        (["min", "kak"], ""),
        (["👍👍"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_it_reads_like_a_headline(texts: list[str], words: str) -> None:
    assert label(texts) == words


def test_it_is_short() -> None:
    long = "Jalan raya provinsi penghubung antarkecamatan berlubang dalam membahayakan pengendara motor setiap malam"
    assert label([long]) == "Jalan raya provinsi penghubung antarkecamatan"
    assert len(label(["x" * 500])) == 48


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_texts_have_one(texts: list[str]) -> None:
    found = label(texts)
    assert len(found) <= 48
    assert found == found.strip()
