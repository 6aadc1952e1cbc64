"""Finds what identifies a person in a text, and hides it.

Places are in characters of the text as received. Digits of every script count, and so do numbers with blanks, dots,
dashes or invisible characters between the digits. An NIK or KK number is 16 digits: province, regency, district
(2 each), day (an NIK of a woman: + 40), month, year (2 each), and a serial of 4 (UU 24/2013; Permendagri 2/2016).
"""

import re
import unicodedata

from domain.comments import PersonalDataType, Span

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_BETWEEN = r"[ \t.\-–—_/()\u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000．－" + _INVISIBLE + "]{0,6}+"
_RUN = re.compile(r"\+?[(]?\d(?:" + _BETWEEN + r"\d)*+")
_GROUP = re.compile(r"\d+")
_MANY_DIGITS = re.compile(r"\d(?:\D{0,6}\d){8}")

_PROVINCES = frozenset(
    map(
        str,
        (*range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)),
    )
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_KK_BEFORE = re.compile(r"\b(?:n[o0]\W{0,2})?(?:kk|k\.k|kartu keluarga)\b\D{0,25}$", re.I)
_NIK_BEFORE = re.compile(r"\b(?:nik|n\.i\.k|ktp|e-?ktp|nomor induk(?: kependudukan)?)\b\D{0,25}$", re.I)
_NPWP_BEFORE = re.compile(r"\bnpwp\b\D{0,25}$", re.I)
_NOT_A_PERSON = re.compile(
    r"\b(?:rp|idr|harga|tiket|resi|invoice|order|pesanan|pesenan|transaksi|trx|kode|va|virtual account|aduan|laporan|lapor|"
    r"tagihan|pelanggan|id pel|idpel|meter|token|voucher|isbn|imei|barcode|sk|surat|perda|perbup|uu)\b\D{0,18}$",
    re.I,
)
_HOTLINE_BEFORE = re.compile(
    r"\b(?:hotline|call ?cent(?:er|re)|(?:nomor|no|nomer|wa|whatsapp|telp?|telepon|kontak)\.? (?:resmi|pengaduan|layanan|darurat|aduan|"
    r"posko|admin|kantor|damkar|bpbd|puskesmas|pelayanan|pdam|pln|dinas)|wa center|posko|layanan (?:pengaduan|darurat|wa|whatsapp))\b\D{0,20}$",
    re.I,
)
_OWN_BEFORE = re.compile(
    r"\b(?:saya|sy|aku|ku|pribadi|rumah|omah|istri|suami|ibu|bapak|anak|kulo|abdi|bule'|gue|gw)\b[^.!?\d]{0,30}$", re.I
)
_LANDLINE = re.compile(r"0[2-9]\d{7,10}")
_MOBILE = re.compile(r"(?:0|62|0062)8[1235789]\d{7,10}")
_NPWP_DOTTED = re.compile(r"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")

_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-"
    + _INVISIBLE
    + r"]{1,64}+(?:[@＠]|\s?[(\[]at[)\]]\s?)(?:[\w\-"
    + _INVISIBLE
    + r"]{1,63}\.){1,4}+[^\W\d_]{2,12}",
    re.I,
)
_PUBLIC_MAIL = re.compile(r"\.(?:go|desa|mil)\.id$", re.I)

_AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|"
    "DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|PT"
)
_PLATE = re.compile(rf"(?<![\w.])(?:{_AREAS})[ .\-]?\d{{1,4}}[ .\-]?[A-Z]{{1,3}}(?!\w)")
_PLATE_ANY_CASE = re.compile(_PLATE.pattern, re.I)
_VEHICLE_BEFORE = re.compile(
    r"\b(?:plat|nopol|no\.? ?pol|motor|mobil|truk|truck|bus|bis|angkot|pick ?up|montor|sepeda|avanza|polisi)\b[^.!?]{0,25}$",
    re.I,
)
_UNITS = frozenset(
    "RB JT KM KG CM MM ML GB MB TB PCS RW RT WIB WIT WITA HP PK KK SD SMP SMA TH THN M X AM PM MAX".split()
)

_STREET = r"\b(?:jl|jln|jalan|gg|gang|perum\w*|kompleks?|komp|blok|dusun|dsn|dukuh|kampung|kp|lorong|griya)\b"
_HOUSE = r"\b(?:no(?:mor|mer)?\b[.: ]{0,3}|nr )\d{1,4}(?!\d)[a-z]?\b"
_NEIGHBOURHOOD = r"\brt\b[.: ]{0,3}\d{1,3}\s{0,2}[,/]?\s{0,2}(?:rw\b[.: ]{0,3})?\d{1,3}"
_ADDRESS = re.compile(
    rf"{_STREET}[^\n;!?]{{1,45}}?{_HOUSE}(?:[ ,.]{{0,3}}{_NEIGHBOURHOOD})?|{_STREET}[^\n;!?]{{1,45}}?{_NEIGHBOURHOOD}(?:[ ,.]{{0,3}}{_HOUSE})",
    re.I,
)
_LIVES = re.compile(
    r"\b(?:rumah|rmh|omah|griyo|imah|bumi|roma|alamat|almt|tinggal|domisili|kirim|a\.?n\.?|saya|sy|aku|kulo|abdi|nama|namanya|milik)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:kantor|dinas|puskesmas|rsud|rumah sakit|sekolah|toko|kelurahan|kecamatan|balai|gedung|posko|pasar|masjid|loket|alamat resmi)\b",
    re.I,
)
_AROUND = 40


def find(text: str) -> tuple[Span, ...]:
    """The personal data of a text, in order and without overlap; places in characters, the end exclusive."""
    found = [*_numbers(text), *_emails(text), *_plates(text), *_addresses(text)]
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


_KEPT: dict[PersonalDataType, tuple[int, int]] = {
    "nik": (4, 4),
    "kk": (4, 4),
    "npwp": (2, 3),
    "phone": (4, 2),
    "plate": (1, 0),
    "address": (3, 0),
}
"""How many characters stay readable at the start and the end."""


def mask(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the middle of each span hidden, so that it can still be told apart: `3571••••••••0003`.

    The length stays the same, so the spans still fit the result.
    """
    for span in spans:
        piece = text[span.start : span.end]
        head, tail = (1, len(piece) - max(piece.find("@"), 1)) if span.type == "email" else _KEPT[span.type]
        if head + tail >= len(piece):
            head = tail = 0
        hidden = piece[:head] + "•" * (len(piece) - head - tail) + piece[len(piece) - tail :]
        text = text[: span.start] + hidden + text[span.end :]
    return text


def _numbers(text: str) -> list[Span]:
    if not _MANY_DIGITS.search(text):
        return []
    spans = []
    for run in _RUN.finditer(text):
        groups = [(match.start(), match.end()) for match in _GROUP.finditer(text, run.start(), run.end())]
        first = 0
        while first < len(groups):
            type_, after = _number_at(text, groups, first)
            if type_:
                start = groups[first][0]
                start -= text[max(0, start - 1) : start] == "+"
                spans.append(Span(type_, start, groups[after - 1][1]))
            first = after
    return spans


def _number_at(text: str, groups: list[tuple[int, int]], first: int) -> tuple[PersonalDataType | None, int]:
    """What the groups of digits from `first` on are, and the group behind it."""
    digits = ""
    phone_end = 0
    start = groups[first][0]
    before = text[max(0, start - _AROUND) : start]
    for last in range(first, len(groups)):
        begin, end = groups[last]
        digits += "".join(str(unicodedata.digit(c)) for c in text[begin:end])
        if len(digits) > 16:
            break
        if len(digits) in (15, 16):
            type_ = _identity(digits, before, text[start:end])
            if type_:
                return type_, last + 1
        if _MOBILE.fullmatch(digits) and (end - begin >= 2 or begin == start or len(digits) == last - first + 1):
            phone_end = last + 1
        elif _LANDLINE.fullmatch(digits) and not digits.startswith("08") and _OWN_BEFORE.search(before):
            phone_end = last + 1
    if phone_end and not _HOTLINE_BEFORE.search(before):
        return "phone", phone_end
    return None, first + 1


def _identity(digits: str, before: str, piece: str) -> PersonalDataType | None:
    if _NPWP_DOTTED.fullmatch(piece) or _NPWP_BEFORE.search(before):
        return "npwp"
    if len(digits) != 16:
        return None
    kk, nik = _KK_BEFORE.search(before), _NIK_BEFORE.search(before)
    if kk and (not nik or kk.start() > nik.start()):
        return "kk"
    if nik:
        return "nik"
    return "nik" if _dated(digits) and not _NOT_A_PERSON.search(before) and not _is_price_list(piece) else None


def _dated(digits: str) -> bool:
    """Whether the digits could be an NIK or KK number: a known province and a possible date."""
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= 40 * (day > 40)
    return digits[:2] in _PROVINCES and digits[2:4] != "00" and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _is_price_list(piece: str) -> bool:
    return all(len(group) == 3 for group in _GROUP.findall(piece)[1:]) and len(piece) > 16


def _emails(text: str) -> list[Span]:
    if "@" not in text and "＠" not in text and "at" not in text:
        return []
    return [Span("email", *match.span()) for match in _EMAIL.finditer(text) if not _PUBLIC_MAIL.search(match.group())]


def _plates(text: str) -> list[Span]:
    spans = []
    for match in _PLATE_ANY_CASE.finditer(text):
        piece = match.group()
        digits = sum(map(str.isdigit, piece))
        letters = piece.upper().rstrip("0123456789 .-")
        tail = re.split(r"\d+[ .\-]?", letters)[-1]
        if tail in _UNITS:
            continue
        before = text[max(0, match.start() - _AROUND) : match.start()]
        if (digits >= 3 and _PLATE.fullmatch(piece)) or _VEHICLE_BEFORE.search(before):
            spans.append(Span("plate", *match.span()))
    return spans


def _addresses(text: str) -> list[Span]:
    spans = []
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        inside = match.group().lower()
        if _OFFICE.search(before):
            continue
        if "rt" in inside and re.search(_HOUSE, inside) or _LIVES.search(before):
            spans.append(Span("address", *match.span()))
    return spans
