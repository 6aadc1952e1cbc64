"""Titles that promise more than they tell, and those that serve."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import titles

SERVICE = """
Cara urus KTP hilang|5 syarat membuat paspor baru|Jadwal SIM keliling hari ini|Begini cara cek penerima bansos
Syarat dan biaya balik nama STNK|Cara daftar antrean online puskesmas|Jadwal imunisasi posyandu bulan ini
Alur pengaduan warga lewat kantor kecamatan|Lokasi pasar murah pekan ini|Bagaimana cara pindah domisili?
3 dokumen untuk mengurus akta kelahiran|Kapan pendaftaran PPDB dibuka?|Ini jadwal pelayanan samsat keliling
Cara bikin surat keterangan domisili|Info vaksinasi gratis di puskesmas|Biaya uji KIR kendaraan terbaru
Cara lapor pajak UMKM|Berapa tarif retribusi sampah?|Mau nikah di KUA? Ini syaratnya|Panduan cetak kartu kuning AK1
"""
BAIT = """
Viral! Netizen heboh lihat kelakuan kepala desa ini|Wow, 5 fakta mengejutkan jembatan baru yang bikin haru
Tak disangka! Begini nasib petugas kebersihan ini sekarang...|Ternyata ini alasan warga menangis di kantor camat
Heboh! Bupati lakukan ini di depan warga, netizen: bikin merinding|Intip potret cantik istri pejabat, bikin pangling
"""


def lines(text: str) -> list[str]:
    return [title for line in text.strip().splitlines() for title in line.split("|")]


@pytest.mark.parametrize("title", lines(SERVICE))
def test_a_service_title_is_left_alone(title: str) -> None:
    assert titles.check(title).flag == "normal"


@pytest.mark.parametrize("title", lines(BAIT))
def test_bait_is_told_with_the_piece_that_shows_it(title: str) -> None:
    found = titles.check(title)
    assert found.flag == "clickbait"
    assert found.reasons
    assert all(reason.piece in title for reason in found.reasons if reason.code not in ("long", "wording"))


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from("Ini Viral 5 fakta cara ... ! ? KTP bikin yang".split())).map(" ".join)
)
def test_every_flag_has_a_reason_and_no_other_has(title: str) -> None:
    found = titles.check(title)
    assert 0 <= found.score <= 1
    assert bool(found.reasons) == (found.flag != "normal")
    assert found.flag == ("clickbait" if found.score >= 0.8 else "perhaps" if found.score >= 0.5 else "normal")


def test_the_card_belongs_to_the_weights() -> None:
    from hashlib import sha256

    weights = files("language") / "weights"
    card = json.loads((weights / "titles.json").read_text())
    assert sha256((weights / "titles.bin").read_bytes()).hexdigest() == card["sha256"]
    assert card["five_folds"]["accuracy"] >= 0.80
