"""Gambling and adverts, however dressed; and what only looks like them."""

from collections.abc import Callable

import pytest

from language.gambling import chance, telling
from language.spam import spam

Dress = Callable[[str], str]


def row(first: int) -> Dress:
    """Letters of another row of Unicode, both cases alike."""
    return lambda text: "".join(chr(first + ord(c) - 97) if "a" <= c <= "z" else c for c in text.lower())


def parted(sign: str) -> Dress:
    """Words written letter by letter."""
    return lambda text: "  ".join(sign.join(word) for word in text.split())


def marked(mark: str) -> Dress:
    return lambda text: "".join(c + mark if c.isalpha() else c for c in text)


DRESSES: list[Dress] = [
    *map(row, (0x1D586, 0x1D552, 0x24D0, 0x1F150, 0x1F130, 0x1F170, 0x249C, 0x1F1E6)),
    *map(parted, (" ", ".", "·", "🔥", "~")),
    *map(marked, ("\u0336", "\u0332", "\u0301", "\u200d", "\u2060")),
    lambda text: text.translate(str.maketrans("aeopcyx", "аеорсух")),
    lambda text: text.translate(str.maketrans("abdeghilmnorstu", "ᴀʙᴅᴇɢʜɪʟᴍɴᴏʀꜱᴛᴜ")),
    lambda text: text.translate(str.maketrans("aiueogts", "41u3o97s")),
    lambda text: "".join(c * 4 if c in "aiueo" else c for c in text),
]
ADVERTS = """
    slot gacor malam ini; auto maxwin terus; togel online terpercaya; scatter hitam kakek zeus; link gacor hari ini;
    bandar judi terpercaya; situs slot gampang menang; bonus new member langsung wd; main slot modal receh jadi jutaan
""".strip().split("; ")
GREETINGS = """
    Selamat Hari Raya; Selamat Tahun Baru 2027; Lebaran 2026; Happy Birthday; Dirgahayu Indonesia; Sugeng Riyadi;
    Mohon maaf lahir dan batin; Marhaban ya Ramadhan; Wilujeng tepang taun; Selamat ulang tahun ke 77; HUT RI 81;
    Rahajeng Galungan lan Kuningan; Terima kasih banyak pak; Bangga jadi warga sini; Salam sehat selalu
""".strip().split("; ")


def test_gambling_is_told_in_nearly_every_dress() -> None:
    told = [spam(dress(advert))[0] == "gambling" for dress in DRESSES for advert in ADVERTS]
    assert sum(told) >= 0.95 * len(told)


def test_greetings_are_no_spam_in_nearly_any_dress() -> None:
    called = [spam(dress(greeting) + " 🎉")[0] is not None for dress in DRESSES for greeting in GREETINGS]
    assert sum(called) <= 0.02 * len(called)


def test_campaigns_are_known_by_what_they_say_without_their_names() -> None:
    text = "awalnya cuma iseng eh sekarang tiap hari dapat kemenangan di sini, pelayanannya ramah dan pasti dibayar"
    assert spam(text)[0] == "gambling"
    assert chance("terima kasih pak lurah jalannya sudah bagus") < 0.05 < 0.95 < chance("slot gacor depo wd maxwin")
    assert set(telling("Selamat pagi, slot gacor malam ini", 2)) == {"slot", "gacor"}


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
