"""Gambling and other adverts that have nothing to do with us, however they are dressed."""

import re
from typing import Literal

from language.folding import fold, unhide

Spam = Literal["gambling", "other"]

_GAMBLING: tuple[tuple[float, str], ...] = (
    (
        2.0,
        r"maxwin|max win|scatter|pragmatic|pg ?soft|sbobet|olympus|starlight princess|mahjong ?wins?|mahjong ways|sweet bonanza|"
        r"gates of|bonus new ?member|new member|freebet|free ?spin|anti rungka[dt]|rungkad terus|(?:situs|link|agen|bandar) (?:slot|judi|toto|togel|gacor)|"
        r"slot ?(?:gacor|online|deposit|depo|dana|pulsa|terpercaya)|slot\d{2,}|gacor\d{2,}|\w*(?:toto|togel|slot|bet|hoki|jp|jepe|wd|win|4d|77|88|138|303)\d{2,4}|"
        r"auto (?:wd|jp|maxwin|cuan|sultan|withdraw)|jp (?:paus|besar|terus|mulu|gede)|jepe|bola tangkas|casino|kasino|sabung ayam|petir merah|"
        r"modal (?:receh|kecil|\d+ ?(?:k|rb|ribu)) (?:jadi|bisa|auto|dapat|dapet|cuan)|gampang (?:menang|maxwin|jp|wd)|"
        r"link (?:alternatif|gacor|login)|rtp|pola gacor|turnover|jackpot",
    ),
    (1.2, r"slot|gacor|togel|toto|zeus|kakek zeus|judi|judol|taruhan|parlay|poker|domino|roulette|jp|spin|bandar|gachor|mahjong"),
    (
        0.7,
        r"depo|deposit|wd|withdraw|bonus|hoki|cuan|menang|daftar|situs|link|bio|klik|login|main|terpercaya|modal|jutaan|sultan|pola|auto|terbukti|"
        r"malam ini|hari ini|gampang|pecah|gas|bet|akun|profil|profile|google|cari|ketik|pasti|dibayar|rungkad|receh|server",
    ),
)

_ADVERT: tuple[tuple[float, str], ...] = (
    (
        2.0,
        r"pinjaman (?:online|dana|uang|tanpa|cepat)|pinjol (?:cepat|cair|legal|resmi)|dana (?:tunai|cepat|talangan) (?:tanpa|cair|proses)|tanpa (?:jaminan|agunan|bi checking)|"
        r"(?:jual|tambah|beli|jasa|nambah) (?:followers?|folowers?|subscribers?|like|likes|views?|viewers?)|followers? (?:aktif|murah|permanen|indo)|"
        r"open ?bo|vcs|jasa (?:hack|sadap|pembuatan sim|sim tembak|skripsi)|obat (?:kuat|pembesar|pelangsing|aborsi)|pelangsing|peninggi badan|"
        r"ready stock?|minat (?:wa|dm|hub|hubungi|chat|inbox|japri)|(?:cek|lihat|kunjungi|mampir)(?: ke)? (?:ig|toko|lapak|katalog|shopee|tokopedia|olshop) (?:kami|kita|saya|ku)|"
        r"(?:kerja|penghasilan|passive income) (?:dari rumah|sampingan|online)|(?:investasi|trading|forex|crypto|kripto|robot trading).{0,40}(?:profit|cuan|untung|persen|%)|"
        r"selamat anda (?:menang|terpilih|mendapat)|anda (?:terpilih|memenangkan|mendapatkan hadiah)|klaim (?:hadiah|bonus|saldo|voucher)|saldo dana gratis|dana kaget|"
        r"dukun|pesugihan|pelet|penglaris|uang gaib|penggandaan uang|cashback|"
        r"verifikasi akun anda|akun anda (?:akan )?(?:diblokir|dibekukan)|(?:data|rekening|pin|otp) anda (?:di|ke) (?:link|tautan)",
    ),
    (
        0.8,
        r"promo|diskon|gratis ongkir|cod|order|harga (?:mulai|cuma|hanya|termurah)|murah|termurah|hub|hubungi|wa|whatsapp|japri|dm|inbox|link di bio|klik link|link bio|cek bio|"
        r"cair|tenor|bunga|syarat ktp|ktp saja|bisnis|join|gabung|grup telegram|telegram|profit|cuan|hadiah|jutaan|juta|proses cepat|open order|po|garansi|https?://\S{1,80}",
    ),
)

_AGAINST = re.compile(
    r"\b(?:berantas|blokir|diblokir|tutup|ditutup|lapor\w*|korban|bahaya|stop|larang|dilarang|marak|tangkap|ditangkap|hapus|resah|meresahkan|kecanduan|ketagihan|"
    r"jangan|hindari|waspada|awas|polisi|komdigi|kominfo|haram|dosa|merusak|razia|gerebek|slot (?:parkir|waktu|vaksin|kuota)|kuota|banyak akun|banyak spam|komen(?:tar)? judi|"
    r"ojo|aja|ulah|dibasmi|basmi|diberantas|pelaku|adik|suami|tetangga|anak|bandarnya|kenapa|kok|ditertibkan|tertibkan)\b"
)
_BRAND = re.compile(r"[^\W\d_]{2,}\d{2,4}(?!\w)")
_ENOUGH = 2.0
_WORD = re.compile(r"\S{1,60}")


def _compiled(lists: tuple[tuple[float, str], ...]) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for weight, words in lists)


_GAMBLING_CUES = _compiled(_GAMBLING)
_ADVERT_CUES = _compiled(_ADVERT)
_NAMES = re.compile(r"slot|gacor|maxwin|togel|toto|judi|zeus|scatter|jackpot|casino")


def spam(text: str) -> tuple[Spam | None, tuple[str, ...]]:
    """Whether a text is an advert, of gambling or of anything else, and the pieces of the text that tell."""
    folded = fold(text)
    plain = unhide(folded)
    against = 2.5 if _AGAINST.search(plain) else 0.0
    gambling, words = _weigh(plain, _GAMBLING_CUES)
    if gambling and _NAMES.search(plain) and not _NAMES.search(text.lower()):
        # Whoever hides the word knows why.
        gambling += 1.5
    brands = [] if text.isascii() else [word for word in _WORD.findall(text) if _is_dressed_brand(word)]
    gambling += 2.0 * bool(brands) - against
    if gambling >= _ENOUGH:
        return "gambling", (*brands, *_pieces(text, words))
    advert, words = _weigh(plain, _ADVERT_CUES)
    return ("other", _pieces(text, words)) if advert - against >= _ENOUGH else (None, ())


def _pieces(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the plain text as they stand in the text itself, where they can be told apart there."""
    sought = {part for word in words for part in word.split()}
    return tuple(dict.fromkeys(piece for piece in _WORD.findall(text) if _bare(piece) in sought))


def _bare(piece: str) -> str:
    return unhide(fold(piece)).strip(".,!?:;\"'()")


def _weigh(plain: str, cues: tuple[tuple[float, re.Pattern[str]], ...]) -> tuple[float, tuple[str, ...]]:
    words: dict[str, float] = {}
    for weight, pattern in cues:
        for match in pattern.finditer(plain):
            words.setdefault(match.group(), weight)
    total = sum(words.values())
    # Many weak words are no advert without one that names the thing.
    return (total if max(words.values(), default=0.0) > 1 else 0.0), tuple(words)


def _is_dressed_brand(word: str) -> bool:
    """A name with a number in decorated letters, such as bold script: the way gambling sites sign."""
    dressed = sum(not c.isascii() and c.isalnum() for c in word)
    return dressed >= 4 and _BRAND.search(fold(word)) is not None
