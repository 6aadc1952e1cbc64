"""Finds what identifies a person in a text, and hides it.

Places are in characters of the text as received. Digits of every script count, and so do numbers with blanks, dots,
dashes or invisible characters between the digits. An NIK or KK number has 16 digits: province, regency, district
(2 each), day (of a woman's NIK: + 40), month, year (2 each) and a serial of 4.
"""

import re
import unicodedata

from domain.comments import PersonalDataType, Span

_AROUND = 40
"""So many characters before a number say what it is."""

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_BETWEEN = r"[ \t.\-–—_/()\u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000．－" + _INVISIBLE + "]{0,6}+"
_RUN = re.compile(r"\d(?:" + _BETWEEN + r"\d)*+")
_GROUP = re.compile(r"\d+")
_NINE_DIGITS = re.compile(r"\d(?:\D{0,6}\d){8}")

_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 "
    "91 92 93 94 95 96 97".split()
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NPWP_WRITTEN = re.compile(r"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")
_MOBILE = re.compile(r"(?:0|62|0062)8[1235789]\d{7,10}")
_LANDLINE = re.compile(r"0[2-79]\d{7,10}")
_EMAIL = re.compile(
    rf"(?<![\w.+\-/])[\w.+\-{_INVISIBLE}]{{1,64}}+(?:[@＠]|\s?[(\[]at[)\]]\s?)"
    rf"(?:[\w\-{_INVISIBLE}]{{1,63}}\.){{1,4}}[^\W\d_]{{2,12}}",
    re.IGNORECASE,
)
_PUBLIC_EMAIL = re.compile(r"\.(?:go|desa|mil)\.id$", re.IGNORECASE)

_AREAS = "[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRSTW]|E[ABD]|K[BHTU]|P[ABGST]"  # Perpol 7/2021
_PLATE = re.compile(rf"(?<![\w.])(?:{_AREAS})[ .\-]?(\d{{1,4}})[ .\-]?([A-Z]{{1,3}})(?!\w)", re.IGNORECASE)
_UNITS = frozenset("RB JT KM KG CM MM ML GB MB TB PCS RW RT WIB WIT HP PK KK SD SMP SMA TH THN M X AM PM MAX".split())

_STREET = r"\b(?:jl|jln|jalan|gg|gang|perum\w{0,10}|kompleks?|blok|dusun|dsn|dukuh|kampung|kp|lorong|griya)\b"
_HOUSE = r"\bno(?:mor|mer)?\b[.: ]{0,3}\d{1,4}(?!\d)[a-z]?\b"
_QUARTER = r"\brt\b[.: ]{0,3}\d{1,3}\s{0,2}[,/]?\s{0,2}(?:rw\b[.: ]{0,3})?\d{1,3}"
_ADDRESS = re.compile(
    rf"{_STREET}[^\n;!?]{{1,45}}?"
    rf"(?:{_HOUSE}(?P<quarter>[ ,.]{{0,3}}{_QUARTER})?|{_QUARTER}(?P<house>[ ,.]{{0,3}}{_HOUSE})?)",
    re.IGNORECASE,
)


def _just_before(words: str, between: str = r"\D{0,25}") -> re.Pattern[str]:
    """Finds words close before the end of what it is given."""
    return re.compile(rf"\b(?:{words})\b{between}$", re.IGNORECASE)


_SAYS_KK = _just_before("kk|k\\.k|kartu keluarga")
_SAYS_NIK = _just_before("nik|n\\.i\\.k|e-?ktp|ktp|nomor induk(?: kependudukan)?")
_SAYS_NPWP = _just_before("npwp")
_SAYS_OTHER_NUMBER = _just_before(
    "rp|idr|harga|tiket|resi|invoice|order|pesanan|transaksi|trx|kode|va|virtual account|aduan|laporan|lapor|tagihan|"
    "pelanggan|id ?pel|meter|token|voucher|isbn|imei|barcode|sk|surat|perda|perbup|uu",
    r"\D{0,18}",
)
_SAYS_HOTLINE = _just_before(
    "hotline|call ?cent(?:er|re)|wa center|posko|layanan (?:pengaduan|darurat|wa|whatsapp)|"
    "(?:nomor|no|nomer|wa|whatsapp|telp?|telepon|kontak)\\.? (?:resmi|pengaduan|pelayanan|layanan|darurat|aduan|posko|"
    "admin|kantor|damkar|bpbd|puskesmas|pdam|pln|dinas)",
    r"\D{0,20}",
)
_SAYS_OWN = _just_before(
    "saya|sy|aku|ku|pribadi|rumah|omah|istri|suami|ibu|bapak|anak|kulo|abdi|gue|gw", r"[^.!?\d]{0,30}"
)
_SAYS_VEHICLE = _just_before(
    "plat|nopol|no\\.? ?pol|motor|montor|mobil|truk|truck|bus|bis|angkot|pick ?up|polisi", r"[^.!?]{0,25}"
)
_SAYS_HOME = re.compile(
    r"\b(?:rumah|rmh|omah|griyo|imah|bumi|roma|alamat|almt|tinggal|domisili|kirim|a\.?n\.?|saya|sy|aku|kulo|abdi|nama)\b",
    re.IGNORECASE,
)
_SAYS_OFFICE = re.compile(
    r"\b(?:kantor|dinas|puskesmas|rsud|rumah sakit|sekolah|toko|kelurahan|kecamatan|balai|gedung|posko|pasar|masjid|"
    r"loket)\b",
    re.IGNORECASE,
)


_ACCOUNT = re.compile(
    r"\b(?:norek|rek|rekening|gopay|ovo|shopeepay)\b(?=\D{0,25}\d(?:[ .\-]{0,2}\d){7,17})", re.IGNORECASE
)


def find(text: str) -> tuple[Span, ...]:
    """The personal data of a text, in order and without overlap; places in characters, the end exclusive."""
    found = [*_numbers(text), *_emails(text), *_plates(text), *_addresses(text)]
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def account(text: str) -> str:
    """The word that announces a bank or wallet account number standing in the text; empty: there is none.

    Accounts have no form of their own, so they are known by that word alone and give no span.
    """
    match = _ACCOUNT.search(text)
    return match.group() if match else ""


def _before(text: str, start: int) -> str:
    return text[max(0, start - _AROUND) : start]


def _numbers(text: str) -> list[Span]:
    if not _NINE_DIGITS.search(text):
        return []
    spans = []
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, run.start(), run.end())]
        first = 0
        while first < len(groups):
            found = _number_at(text, groups, first)
            if found:
                type_, first_after = found
                start = groups[first][0]
                start -= text[max(0, start - 1) : start] == "+"
                spans.append(Span(type_, start, groups[first_after - 1][1]))
                first = first_after
            else:
                first += 1
    return spans


def _number_at(text: str, groups: list[tuple[int, int]], first: int) -> tuple[PersonalDataType, int] | None:
    """What the groups of digits from `first` on are together, and the group behind them."""
    start = groups[first][0]
    before = _before(text, start)
    digits = ""
    phone_end = 0
    for last in range(first, len(groups)):
        begin, end = groups[last]
        if end - begin > 16:
            break
        digits += "".join(str(unicodedata.digit(c)) for c in text[begin:end])
        if len(digits) > 16:
            break
        type_ = _identity(digits, before, text[start:end]) if len(digits) >= 15 else None
        if type_:
            return type_, last + 1
        # A lone digit behind a number is rather a count ("0812 3456 7890 2 hari"), unless all digits stand alone.
        whole = end - begin > 1 or last == first or len(digits) == last - first + 1
        if whole and (_MOBILE.fullmatch(digits) or (_LANDLINE.fullmatch(digits) and _SAYS_OWN.search(before))):
            phone_end = last + 1
    return ("phone", phone_end) if phone_end and not _SAYS_HOTLINE.search(before) else None


def _identity(digits: str, before: str, piece: str) -> PersonalDataType | None:
    """Which number of 15 or 16 digits it is: by the word before it, or by its build."""
    if _NPWP_WRITTEN.fullmatch(piece) or _SAYS_NPWP.search(before):
        return "npwp"
    if len(digits) != 16:
        return None
    kk, nik = _SAYS_KK.search(before), _SAYS_NIK.search(before)
    if kk and (not nik or kk.start() > nik.start()):
        return "kk"
    if nik or (_has_a_date(digits) and not _SAYS_OTHER_NUMBER.search(before) and not _is_a_row_of_prices(piece)):
        return "nik"
    return None


def _has_a_date(digits: str) -> bool:
    """Whether the digits could be an NIK or a KK number: a known province and a possible date."""
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= 40 * (day > 40)
    return digits[:2] in _PROVINCES and digits[2:4] != "00" and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _is_a_row_of_prices(piece: str) -> bool:
    behind = _GROUP.findall(piece)[1:]
    return bool(behind) and all(len(group) == 3 for group in behind)


def _emails(text: str) -> list[Span]:
    if "@" not in text and "＠" not in text and "at" not in text.lower():
        return []
    return [Span("email", *match.span()) for match in _EMAIL.finditer(text) if not _PUBLIC_EMAIL.search(match.group())]


def _plates(text: str) -> list[Span]:
    """Plates as they are printed; short or lower-case ones only where a vehicle is spoken of."""
    spans = []
    for match in _PLATE.finditer(text):
        digits, letters = match.groups()
        printed = len(digits) >= 3 and match.group().isupper()
        if letters.upper() not in _UNITS and (printed or _SAYS_VEHICLE.search(_before(text, match.start()))):
            spans.append(Span("plate", *match.span()))
    return spans


def _addresses(text: str) -> list[Span]:
    """A street with house number and neighbourhood; with one of the two only where somebody's home is spoken of."""
    spans = []
    for match in _ADDRESS.finditer(text):
        before = _before(text, match.start())
        whole = match["quarter"] or match["house"]
        if (whole or _SAYS_HOME.search(before)) and not _SAYS_OFFICE.search(before):
            spans.append(Span("address", *match.span()))
    return spans
