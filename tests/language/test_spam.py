"""Gambling and adverts, however dressed; and what only looks like them."""

import pytest

from language.spam import spam


@pytest.mark.parametrize(
    "text",
    [
        "SLOT G4C0R klik link di bio 🎰",
        "s l o t gacor malam ini",
        "ꜱʟᴏᴛ ɢᴀᴄᴏʀ maxwin",
        "ｓｌｏｔ ｇａｃｏｒ",
        "sl0t m4xw1n",
        "depo 10k WD 2 juta, scatter terus",
        "Makasih 𝗞𝗨𝗖𝗜𝗡𝗚𝟴𝟴, keren videonya",
        "lagi ramai M E R A K 8 8 katanya",
        "t0g3l bandar terpercaya",
        "zeus lagi pecah, daftar link di bio",
        "s̶l̶o̶t̶ gacor",
    ],
)
def test_gambling(text: str) -> None:
    assert spam(text)[0] == "gambling"


@pytest.mark.parametrize(
    "text",
    [
        "Pinjaman online tanpa jaminan, cair 5 menit",
        "jual followers aktif murah, minat DM",
        "Selamat anda terpilih, klaim hadiah di link ini",
        "ready stock gamis, cek IG kami",
    ],
)
def test_other_adverts(text: str) -> None:
    assert spam(text)[0] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "✨ 𝓢𝓮𝓵𝓪𝓶𝓪𝓽 𝓗𝓪𝓻𝓲 𝓡𝓪𝔂𝓪 𝓘𝓭𝓾𝓵 𝓕𝓲𝓽𝓻𝓲 ✨",
        "𝐒𝐞𝐥𝐚𝐦𝐚𝐭 𝐓𝐚𝐡𝐮𝐧 𝐁𝐚𝐫𝐮 𝟐𝟎𝟐𝟕 untuk semua warga",
        "ＤＩＲＧＡＨＡＹＵ ＲＩ ＫＥ-８１",
        "🎉 𝕄𝕖𝕣𝕕𝕖𝕜𝕒 🇮🇩🇮🇩🇮🇩",
        "Tolong berantas judi slot online, tetangga saya jadi korban",
        "Slot parkir di pasar penuh terus",
        "Bonus atlet PON kapan cair min?",
        "P.D.A.M mati lagi",
        "Kuota daftar ulang masih ada kak?",
        "Gambar mahjong di mural itu bagus",
        "jalan RT 02 rusak, link laporannya mana",
        "شكرا Pak Lurah",
        "Pendaftaran lewat link di bio ya kak?",
    ],
)
def test_no_spam(text: str) -> None:
    assert spam(text) == (None, ())


def test_the_pieces_that_tell_are_shown_as_written() -> None:
    assert "G4C0R" in spam("SLOT G4C0R di sini")[1]
