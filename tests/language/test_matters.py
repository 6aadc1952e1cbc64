"""Other words for one matter meet; other places, numbers and denials keep matters apart."""

import pytest

from language.matters import akin, gathered, gist


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lampu jalan mati di RT 5", "lampu jalan di RT 5 mati total sudah seminggu"),
        ("lampu jalan RT 5 mati min", "PJU jalan RT 5 padam semua, gelap gulita"),
        ("air PDAM keruh", "kenapa air PDAM keruh dan bau dari pagi ya min"),
        ("banyu PDAM butek", "air PDAM keruh kayak kopi susu"),
        ("bansos belum cair", "bansos PKH blm cair dari Januari"),
        ("pohon tumbang di jalan Diponegoro", "jl diponegoro ditutup pohon tumbang"),
    ],
)
def test_one_matter_in_other_words(one: str, other: str) -> None:
    assert akin(gist(one), gist(other))
    assert akin(gist(other), gist(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lampu jalan mati di RT 5", "lampu jalan mati di RT 9"),
        ("jalan Sukamaju rusak parah", "jalan Mekarsari rusak parah banyak lubang"),
        ("lampu jalan RT 5 nyala", "lampu jalan RT 5 belum nyala juga"),
        ("pungutan di SMPN 3", "ada pungutan di SMPN 5 wali murid bayar"),
        ("pelayanan RSUD lambat", "pelayanan RSUD bagus dan cepat"),
        ("mantap min", "mantap min lanjutkan"),
        ("tidak benar", "jalan desa tidak benar pengerjaannya"),
        ("", "lampu jalan mati"),
        (
            "jalan rusak",
            "jalan rusak di desa kami bikin truk pasir susah lewat, pedagang sayur rugi, anak sekolah jatuh",
        ),
    ],
)
def test_two_matters(one: str, other: str) -> None:
    assert not akin(gist(one), gist(other))


def test_what_is_gathered_never_wanders() -> None:
    said = {
        1: "lampu jalan mati di RT 5",
        2: "lampu jalan mati",
        3: "lampu jalan mati di RT 9",
        4: "air PDAM keruh",
    }
    gists = {id: gist(text) for id, text in said.items()}
    assert gathered(gists) == [[1, 2]]
    assert gathered({id: gists[id] for id in (2, 1, 3, 4)}) == [[2, 1, 3]]
    assert gathered({}) == []
