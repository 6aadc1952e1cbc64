"""Numbers that need a source, and those that claim nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import numbers


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Sudah 1.204 warga mencoba", ["1.204 warga"]),
        ("Anggaran Rp 12,5 miliar cair", ["Rp 12,5 miliar cair"]),
        ("Stunting turun 5% dan 12 persen", ["5% dan", "12 persen"]),
        ("tahun 2026 ada 3 titik", ["3 titik"]),
        ("10 dari 12 kecamatan", ["10 dari", "12 kecamatan"]),
    ],
)
def test_a_number_is_told_with_its_words(text: str, claims: list[str]) -> None:
    assert numbers(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Mulai 24 November 2026",
        "tanggal 3, Senin 23/11/2026, 2026-11-23",
        "pukul 09.00-12.00 WIB, jam 7 pagi, buka 08.00",
        "Hubungi 112 atau 0812-3456-7890",
        "SE 470/112/2026 tahun 2026",
        "1. KTP\n2. KK",
        "https://a.example/12 #HUT81 @rt5 antrean.example/5 warga12@a.example",
        "Perbup Nomor 41, RT 3 RW 5, Jalan Merdeka No. 17",
        "",
    ],
)
def test_dates_times_addresses_and_lists_claim_nothing(text: str) -> None:
    assert numbers(text) == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(any(char.isdigit() for char in claim) for claim in numbers(text))


@pytest.mark.parametrize("piece", ["a.", "@", "1.", "1/", "1 ", "\n", "jam ", "-", "a", "0"])
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    start = time.perf_counter()
    numbers(piece * 20_000)
    assert time.perf_counter() - start < 2
