"""Words of a watchlist are found however they are dressed, and never inside other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.watchlist import found

WORDS = ("Budi Santoso", "Partai Maju", "Anis", "02", "PMI")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dukung Budi Santoso!", ("Budi Santoso",)),
        ("BUDI  SANTOSO menang", ("Budi Santoso",)),
        ("budi-santoso", ("Budi Santoso",)),
        ("#BudiSantoso hadir", ("Budi Santoso",)),
        ("𝐁𝐮𝐝𝐢 𝐒𝐚𝐧𝐭𝐨𝐬𝐨", ("Budi Santoso",)),
        ("Budi dan Santoso", ()),
        ("manis sekali, organisasi", ()),
        ("kata Anis kemarin", ("Anis",)),
        ("partai maju terus, Anis!", ("Partai Maju", "Anis")),
        ("coblos 02", ("02",)),
        ("coblos no. 2", ("02",)),
        ("paslon nomor urut 2", ("02",)),
        ("#Coblos02", ("02",)),
        ("buka jam 02.00", ()),
        ("antrean nomor 2 di loket 2", ()),
        ("2", ()),
        ("", ()),
        ("KPMI", ()),
    ],
)
def test_whole_words_however_they_are_written(text: str, told: tuple[str, ...]) -> None:
    assert found(WORDS, text) == told


@given(st.text(max_size=200))
def test_an_empty_entry_is_never_found(text: str) -> None:
    assert found(("", "  ", "!!"), text) == ()


@given(st.text(alphabet="abcdefghij", min_size=1, max_size=8), st.text(alphabet="klmnop", min_size=1, max_size=4))
def test_an_entry_is_not_found_inside_a_longer_word(entry: str, more: str) -> None:
    assert found((entry,), f"x {entry}{more} {more}{entry} y") == ()
