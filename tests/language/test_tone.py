"""How a reply sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import tone


@pytest.mark.parametrize(
    ("reply", "tones"),
    [
        ("Makanya baca dulu, masa gitu aja tidak tahu", {"insulting"}),
        ("Dasar bodoh, jangan banyak tanya", {"insulting"}),
        ("SUDAH KAMI UMUMKAN DI PAPAN!!!", {"shouting"}),
        ("Itu bukan kewenangan kami.", {"defensive"}),
        ("Kan sudah kami jelaskan berkali-kali, Bapak sendiri yang tidak membaca", {"defensive"}),
        ("Silakan bersurat resmi ke kantor kami", {"bureaucratic"}),
        ("Kami koordinasikan dengan pihak terkait sesuai ketentuan yang berlaku", {"bureaucratic"}),
        ("Baik Kak, akan segera kami perbaiki", {"undated_promise"}),
        ("Mohon bersabar ya, secepatnya kami kabari", {"undated_promise"}),
        ("Semua ini berkat kepemimpinan Bapak Bupati, dukung terus beliau dua periode", {"partisan"}),
        ("Yuk coblos nomor 2", {"partisan"}),
    ],
)
def test_what_may_hurt_evade_or_take_sides_is_named(reply: str, tones: set[str]) -> None:
    assert {one.tone for one in tone.check(reply)} == tones


@pytest.mark.parametrize(
    "reply",
    [
        "Selamat pagi Bu Sri, terima kasih. Petugas kami akan mengecek jalan itu Kamis, 26 November pukul 09.00.",
        "Maaf atas keterlambatannya, Kak. Air akan kami alirkan kembali paling lambat 2 jam lagi.",
        "Syaratnya KTP dan KK asli. Bisa diurus di kecamatan, gratis, selesai hari ini juga.",
        "Jalan itu jalan provinsi; laporan Bapak sudah kami teruskan ke Dinas PU Provinsi (tiket 812).",
        "Terima kasih, Kak! Kami senang bisa membantu 🙏",
        "Akan kami perbaiki besok.",
        "",
    ],
)
def test_a_plain_kind_answer_passes(reply: str) -> None:
    assert tone.check(reply) == ()


@given(st.text(st.characters(), max_size=300))
def test_pieces_lie_in_the_text_in_order(reply: str) -> None:
    found = tone.check(reply)
    assert all(0 <= one.start < one.end <= len(reply) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_a_long_reply_is_read_at_once() -> None:
    reply = "akan segera kami " * 3_000 + "!" * 5_000 + " A B C" * 2_000
    assert tone.check(reply)
