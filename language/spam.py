"""Gambling and other adverts that have nothing to do with us, however they are dressed."""

import re
from typing import Literal

from language import gambling
from language.folding import fold, joined, spelt_out, unhide
from language.lexicon import WEIGHTS

Spam = Literal["gambling", "other"]

# Patterns on folded and unhidden text, parted by semicolons, under their weight; two make an advert.
_GAMBLING: dict[float, str] = {
    2.0: r"""
    maxwin; max win; scatter; pragmatic; pg ?soft; sbobet; olympus; starlight princess; mahjong ?wins?;
    mahjong ways; sweet bonanza; gates of; bonus new ?member; new member; freebet; free ?spin; anti rungka[dt];
    rungkad terus; (?:situs|link|agen|bandar) (?:slot|judi|toto|togel|gacor);
    slot ?(?:gacor|online|deposit|depo|dana|pulsa|terpercaya); slot\d{2,}; gacor\d{2,};
    \w{0,12}(?:toto|togel|slot|bet|hoki|jp|jepe|wd|win)\d{2,4}; (?<!@)[^\W\d_]{3,14}(?:777|4d);
    auto (?:wd|jp|maxwin|cuan|sultan|withdraw); jp (?:paus|besar|terus|mulu|gede); jepe; bola tangkas; casino;
    kasino; sabung ayam; petir merah;
    modal (?:receh|kecil|\d+ ?(?:k|rb|ribu)) (?:jadi|bisa|auto|dapat|dapet|cuan);
    gampang (?:menang|maxwin|jp|wd); link (?:alternatif|gacor|login); rtp; pola gacor; turnover
    """,
    1.4: r"""
    (?<!@)[^\W\d_]{3,14}(?:77|88|888|99|69|138|303)
    """,
    1.2: r"""
    jackpot; jekpot; jepey; slot; gacor; togel; toto; zeus; kakek zeus; judi; judol; taruhan; parlay; poker;
    domino; roulette; jp; spin; bandar; gachor; mahjong; depo; wd
    """,
    0.7: r"""
    deposit; rezeki; rejeki; nagih; tross; gaskeun; gasken; bonus; kemenangan; withdraw; hoki; cuan;
    menang; daftar; situs; link; bio; klik; login; main; terpercaya; modal; jutaan; sultan; pola; auto;
    terbukti; malam ini; hari ini; gampang; pecah; gas; bet; akun; profil; profile; google; cari; ketik; pasti;
    dibayar; rungkad; receh; server
    """,
}

_ADVERT: dict[float, str] = {
    2.0: r"""
    pinjaman (?:online|dana|uang|tanpa|cepat); pinjol (?:cepat|cair|legal|resmi);
    dana (?:tunai|cepat|talangan) (?:tanpa|cair|proses); tanpa (?:jaminan|agunan|bi checking);
    (?:jual|tambah|beli|jasa|nambah) (?:followers?|folowers?|subscribers?|like|likes|views?|viewers?);
    followers? (?:aktif|murah|permanen|indo); open ?bo; vcs;
    jasa (?:hack|sadap|pembuatan sim|sim tembak|skripsi); obat (?:kuat|pembesar|pelangsing|aborsi); pelangsing;
    peninggi badan; ready stock?; minat (?:wa|dm|hub|hubungi|chat|inbox|japri);
    (?:cek|lihat|kunjungi|mampir)(?: ke)? (?:ig|toko|lapak|katalog|shopee|tokopedia|olshop) (?:kami|kita|saya|ku);
    (?:kerja|penghasilan|passive income) (?:dari rumah|sampingan|online);
    (?:investasi|trading|forex|crypto|kripto|robot trading).{0,40}(?:profit|cuan|untung|persen|%);
    selamat anda (?:menang|terpilih|mendapat); anda (?:terpilih|memenangkan|mendapatkan hadiah);
    klaim (?:hadiah|bonus|saldo|voucher); saldo dana gratis; dana kaget; dukun; pesugihan; pelet; penglaris;
    uang gaib; penggandaan uang; verifikasi akun anda; akun anda (?:akan )?(?:diblokir|dibekukan);
    (?:data|rekening|pin|otp) anda (?:di|ke) (?:link|tautan)
    """,
    0.8: r"""
    promo; diskon; cashback; gratis ongkir; cod; order; harga (?:mulai|cuma|hanya|termurah); murah; termurah; hub;
    hubungi; wa; whatsapp; japri; dm; inbox; link di bio; klik link; link bio; cek bio; cair; tenor; bunga;
    syarat ktp; ktp saja; bisnis; join; gabung; grup telegram; telegram; profit; cuan; hadiah; jutaan; juta;
    proses cepat; open order; po; garansi; https?://\S{1,80}
    """,
}

_AGAINST = r"""
    berantas; blokir; diblokir; tutup; ditutup; lapor\w*; korban; bahaya; stop; larang; dilarang; marak;
    tangkap; ditangkap; hapus; resah; meresahkan; kecanduan; ketagihan; jangan; hindari; waspada; awas; polisi;
    komdigi; kominfo; haram; dosa; merusak; razia; gerebek; slot (?:parkir|waktu|vaksin|kuota); kuota;
    banyak akun; banyak spam; komen(?:tar)? judi; ojo; ulah; dibasmi; basmi; diberantas; pelaku; adik;
    suami; tetangga; anak; bandarnya; kenapa; jalur; sukses; ditertibkan; tertibkan
    """
"""Who writes these speaks about gambling or adverts, mostly against them."""

_FESTIVE = frozenset(
    """
    selamat hari raya tahun baru natal idul fitri adha ramadhan ramadan puasa dirgahayu merdeka indonesia
    republik hut ri jadi happy birthday new year merry christmas eid mubarak minal aidin wal faizin maaf lahir
    batin sugeng wilujeng warsa enggal ulang pagi malam bismillah alhamdulillah masyaallah aamiin kota
    kabupaten desa dan yang untuk semua nusantara bangsa pahlawan jaya bersatu maju lebaran imlek gong xi fa cai
    nyepi galungan kuningan waisak paskah riyadi hut dirgahayu hari milad haul maulid isra miraj muharram syawal
    """.split()
)
"""Words that people decorate without selling anything; those with feeling are in the lexicon."""
_FESTIVE_STARTS = tuple(word for word in _FESTIVE if len(word) >= 3)

_BRAND = re.compile(r"[a-z]{2,}(?:\d{2,4}|\dd)$")
_ENOUGH = 2.0
_RESISTANCE = 2.5
"""So much more it takes where somebody seems to speak against adverts."""
_CONCEIVABLE, _LIKELY, _SURE = 0.004, 0.6, 0.97
"""From these chances on the lists are asked, the learned weights decide, and decide even against that resistance."""
_EXCERPT = 40
_SHOWN = 4
_LONGEST_SPELT = 120
_EDGES = ".,!?:;\"'()[]*#-"
_WORD = re.compile(r"\S{1,60}")


def _any_of(patterns: str) -> re.Pattern[str]:
    alternatives = "|".join(pattern.strip() for pattern in patterns.split(";"))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


_GAMBLING_CUES = {weight: _any_of(patterns) for weight, patterns in _GAMBLING.items()}
_ADVERT_CUES = {weight: _any_of(patterns) for weight, patterns in _ADVERT.items()}
_AGAINST_CUE = _any_of(_AGAINST)
_NAMES = re.compile(r"slot|gacor|maxwin|togel|toto|judi|zeus|scatter|jackpot|casino|mahjong|hoki|bet$|win$")


def spam(text: str) -> tuple[Spam | None, tuple[str, ...]]:
    """Whether a text is an advert, of gambling or of anything else, and the pieces of the text that tell."""
    folded = fold(text)
    chance = gambling.chance(text)
    if chance >= _CONCEIVABLE:
        words = by_rules(text)
        if words:
            return "gambling", words
        if chance >= _LIKELY and (chance >= _SURE or not _AGAINST_CUE.search(unhide(folded))):
            return "gambling", gambling.telling(text, _SHOWN)
    score, words = _weigh(folded, _ADVERT_CUES)
    if score >= _ENOUGH and (score >= _ENOUGH + _RESISTANCE or not _AGAINST_CUE.search(folded)):
        return "other", _pieces(text, words)
    return None, ()


def by_rules(text: str) -> tuple[str, ...]:
    """The pieces of a text that show by the lists alone that it is an advert of gambling; empty: it is none."""
    plain = unhide(fold(text))
    brands = _spelt_names(text) if text.isascii() else [*_dressed_names(text), *_spelt_names(text)]
    score, words = _weigh(plain, _GAMBLING_CUES, 2.0 if brands else 0.0)
    if words and _NAMES.search(plain) and not _NAMES.search(text.lower()):
        # Whoever hides the word knows why.
        score += 1.5
    if score < _ENOUGH or (score < _ENOUGH + _RESISTANCE and _AGAINST_CUE.search(plain)):
        return ()
    return tuple(dict.fromkeys([*brands, *_pieces(text, words)])) or (text[:_EXCERPT],)


def _pieces(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the plain text as they stand in the text itself, where they can be told apart there."""
    sought = {part for word in words for part in word.split()}
    return tuple(dict.fromkeys(piece for piece in _WORD.findall(text) if _bare(piece) in sought))


def _bare(piece: str) -> str:
    return unhide(fold(piece)).strip(_EDGES)


def _weigh(plain: str, cues: dict[float, re.Pattern[str]], head_start: float = 0.0) -> tuple[float, tuple[str, ...]]:
    words: dict[str, float] = {}
    for weight, pattern in cues.items():
        for match in pattern.finditer(plain):
            words.setdefault(match.group(), weight)
    # Many weak words are no advert without one that names the thing.
    if not head_start and max(words.values(), default=0.0) <= 1:
        return 0.0, ()
    return head_start + sum(words.values()), tuple(words)


def _spelt_names(text: str) -> list[str]:
    """Words written letter by letter that are the thing itself or a name with a number; agencies spell short ones."""
    names = ((spelt, unhide(fold(joined(spelt)))) for spelt in spelt_out(text) if len(spelt) <= _LONGEST_SPELT)
    return [spelt for spelt, name in names if len(name) >= 4 and (_NAMES.search(name) or _is_brand(name))]


def _is_brand(name: str) -> bool:
    return len(name) >= 6 and bool(_BRAND.search(name)) and not name.startswith(_FESTIVE_STARTS)


def _dressed_names(text: str) -> list[str]:
    """Names in decorated letters amid plain text, or with a number: the way gambling sites sign.

    A greeting decorated as a whole, or word by word, is none.
    """
    words = _WORD.findall(text)
    dressed = [word for word in words if not word.isascii() and sum(map(gambling.is_dressed, word)) >= 3]
    names = [word for word in dressed if _could_be_a_name(_bare(word))]
    numbered = [word for word in names if _BRAND.search(_bare(word))]
    if numbered or (names and 4 <= len(words) >= len(dressed) * 3):
        return numbered or names
    return []


def _could_be_a_name(plain: str) -> bool:
    letters = sum("a" <= c <= "z" for c in plain)
    foreign = any(c.isalnum() and not c.isascii() for c in plain)
    return letters >= 3 and not foreign and plain not in _FESTIVE and plain not in WEIGHTS
