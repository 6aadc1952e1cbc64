"""Which comments ask or say the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.duplicates import Groups


def together(*texts: str) -> list[int]:
    groups = Groups()
    return [groups.add(id, text) for id, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Kapan bansos cair min?", "kpn bansos cair", "min, bansos kapan cairnya ya?", "BANSOSSS KAPAN CAIR"),
        ("Jam berapa puskesmas Cibodas buka?", "jm berapa puskesmas cibodas buka kak 🙏"),
        ("perpanjang KTP di dinas atau bisa di kecamatan?", "Kak perpanjang ktp di dinas atau bs di kecamatan"),
        ("situs zeus88 paling gacor scatter langsung pecah", "s1tus naga777 paling g4cor scatter langsung pecah"),
        ("tolak tambang di hulu sungai https://x.id/a1", "Tolak tambang di hulu sungai!! https://x.id/b2"),
        ("Air PDAM keruh min", "air pdam keruh lagi", "kok Air PDAM keruh bgt ya", "air PDAM keruh terus"),
        ("👍👍", "👍👍"),
        ("min", "min"),
    ],
)
def test_spelling_courtesy_and_order_do_not_part(texts: tuple[str, ...]) -> None:
    assert set(together(*texts)) == {1}


@pytest.mark.parametrize(
    "texts",
    [
        ("kapan jalan Sukamaju diperbaiki", "kapan jalan Sukamakmur diperbaiki"),
        ("kapan lampu jalan desa Wonosari nyala lagi", "kapan lampu jalan desa Wonokerto nyala lagi"),
        ("bansos tahap 2 kapan cair", "bansos tahap 3 kapan cair"),
        ("lampu mati di RT 03 RW 05", "lampu mati di RT 04 RW 05"),
        ("bansos kami sudah cair pak", "bansos kami belum cair pak"),
        ("pelayanan di kantor ini bagus", "pelayanan di kantor ini tidak bagus"),
        ("", ""),
        ("  ", "\u200b"),
    ],
)
def test_places_numbers_and_yes_or_no_part(texts: tuple[str, ...]) -> None:
    assert len(set(together(*texts))) == len(texts)


def test_a_group_does_not_wander_off_word_by_word() -> None:
    words = "petugas loket pajak kendaraan kota melayani warga dengan sabar sampai sore hari tadi".split()
    others = "dokter poli gigi rumah sakit memeriksa anak saya sangat teliti hingga malam kemarin".split()
    texts = [" ".join(others[:changed] + words[changed:]) for changed in range(len(words) + 1)]
    groups = together(*texts)
    assert groups[0] != groups[-1]


def test_a_text_that_left_counts_no_more_and_an_edited_one_finds_its_new_group() -> None:
    groups = Groups()
    first = groups.add(7, "kapan bansos cair")
    assert groups.add(8, "kpn bansos cair min") == first
    assert groups.size(first) == 2
    groups.discard(7)
    groups.discard(7)
    assert (groups.size(first), groups.members(first), groups.of(7)) == (1, [8], 0)
    other = groups.add(8, "jalan rusak")
    assert other != first
    assert groups.add(9, "kapan bansos cair") == first
    assert dict(groups.items()) == {8: other, 9: first}


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_texts_find_a_group_and_the_same_text_the_same(texts: list[str]) -> None:
    groups = Groups()
    found = {id: groups.add(id, text) for id, text in enumerate(texts)}
    assert dict(groups.items()) == found
    for id, text in enumerate(texts):
        again = groups.add(len(texts) + id, text)
        if any(sign.isalnum() for sign in text):
            assert groups.size(again) >= 2


def test_the_order_of_arrival_changes_little() -> None:
    texts = [
        f"kapan jalan {place} diperbaiki {courtesy}" for place in ("Sukamaju", "Cibodas") for courtesy in ("", "min")
    ]
    shuffled = texts[:]
    random.Random(3).shuffle(shuffled)
    assert len(set(together(*texts))) == len(set(together(*shuffled))) == 2
