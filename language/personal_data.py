"""Finds what identifies a person in a text, and hides it.

Places are in characters of the text as received; looked through is what the eye sees of it. Digits of every script and
dress count, and so do numbers with blanks, dots, dashes or anything invisible between the digits. An NIK or KK number
has 16 digits: province, regency, district (2 each), day (of a woman's NIK: + 40), month, year (2 each), a serial of 4.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from domain.comments import PersonalDataType, Span
from domain.text import clean

_AROUND = 40
"""So many characters before a number say what it is."""
_CLOSE = 12
"""So many behind a telephone number say whose it is."""

_APART = r"\s\x00-\x1f\x7f\ufffd.\-‐-―_/()~·•・*|➖"
_BETWEEN = rf"[{_APART},;:=+'\"]{{0,12}}+"
_ODD = re.compile(r"[,;:=+'\"]")
"""Between digits these are as often the marks of a list: they part a number only right after its name."""
_RUN = re.compile(r"\d(?:" + _BETWEEN + r"\d)*+")
_GROUP = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_NINE_DIGITS = re.compile(r"\d(?:\D{0,12}\d){8}")

_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 "
    "91 92 93 94 95 96 97".split()
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NPWP_WRITTEN = re.compile(r"\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}")
_MOBILE = re.compile(r"(?:0|62|0062)8[1235789]\d{7,10}")
_MOBILE_CUT = re.compile(r"8[1235789]\d{8,10}")
"""Without the 0; only where a phone is spoken of."""
_LANDLINE = re.compile(r"0[2-79]\d{7,10}")
_SHORTEST_PHONE = 9
_TIME = r"(?:[0-2]?\d[.:][0-5]\d|\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d)"
_TIMES = rf"{_TIME}(?:[\s–\-]+(?:{_TIME}|\d\d?))*"
"""A row of times and dates, the last perhaps cut off: `08.00 09.00 10`."""
_LOCAL = r"(?<![\w.+\-/])[\w.+\-]{1,64}+"
_LABEL = r"[\w\-]{1,63}"
_DOT = r"(?:\.|\s?[(\[{](?:dot|titik|\.)[)\]}]\s?|\s(?:dot|titik|\.)\s)"
_HOSTS = r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|icloud|proton|protonmail|aol|mail)"
_ENDS = r"(?:com|co|id|net|org|example|ac|sch|web|my)"
_EMAIL = re.compile(
    rf"{_LOCAL}(?:@|\s?[(\[{{<](?:at|a|@)[)\]}}>]\s?)(?:{_LABEL}{_DOT}){{1,4}}[^\W\d_]{{2,12}}"
    rf"|{_LOCAL}\s{{0,2}}(?:@|\bat\b)\s{{0,2}}(?:{_HOSTS}|(?<=@)\s?{_LABEL}){_DOT}{_ENDS}(?:{_DOT}{_ENDS})?\b",
    re.IGNORECASE,
)
_PUBLIC_EMAIL = re.compile(r"\.(?:go|desa|mil)\.id$", re.IGNORECASE)

_AREAS = "[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRSTW]|E[ABD]|K[BHTU]|P[ABGST]"  # Perpol 7/2021
_PLATE = re.compile(rf"(?<![\w.])(?:{_AREAS})[ .\-]?(\d{{1,4}})[ .\-]?([A-Z]{{1,3}})(?!\w)", re.IGNORECASE)
_UNITS = frozenset("RB JT KM KG CM MM ML GB MB TB PCS RW RT WIB WIT HP PK KK SD SMP SMA TH THN M X AM PM MAX".split())

_STREET = (
    r"\b(?:jl|jln|jalan|gg|gang|perum\w{0,10}|komp(?:leks?)?|blok|dusun|dsn|dukuh|kampung|kp|lorong|griya|desa|ds|"
    r"kelurahan|kel)\b"
)
_HOUSE = r"\bno(?:mor|mer)?\b[.: ]{0,3}\d{1,4}(?!\d)[a-z]?\b"
_QUARTER = r"\brt[.: ]{0,3}\d{1,3}\s{0,2}[,/]?\s{0,2}(?:rw[.: ]{0,3})?\d{1,3}"
_ADDRESS = re.compile(
    rf"{_STREET}[^\n;!?]{{1,45}}?"
    rf"(?:{_HOUSE}(?P<quarter>[^\n;!?\d]{{0,20}}{_QUARTER})?|{_QUARTER}(?P<house>[ ,.]{{0,3}}{_HOUSE})?)",
    re.IGNORECASE,
)

_BARE_ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang)\b\.?\s{0,2}(?:[^\W\d_]{2,20}\.?\s{1,2}){1,4}\d{1,3}[a-z]?\b(?!\s?(?:rusak|m\b|meter|km|orang))",
    re.IGNORECASE,
)
"""A street and a number without the word for it; only right after the words for a home."""


# What stands around a number is looked at seldom: patterns as text, which `re` compiles when the first is needed.


def _just_before(words: str, between: str = r"\D{0,25}") -> str:
    """Finds words close before the end of what it is given."""
    return rf"(?i)\b(?:{words})\b{between}$"


_SAYS_KK = _just_before("n?kk|k\\.k|kartu keluarga")
_CALLED_KK = r"(?i)[^\w\n]{0,3}(?:itu|ini|adalah|nomor|no|nomer|\s){0,6}(?:kk|kartu keluarga)\b"
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
_SAYS_CODE = _just_before(
    "resi|invoice|order|pesanan|transaksi|trx|kode|va|virtual account|tiket|token|meter|id ?pel|pelanggan|barcode|imei|"
    "isbn|rek|rekening|norek|"
    "(?:no|nomor|nomer)\\.? (?:laporan|aduan|registrasi|urut|antre\\w*|surat|sk|polisi|rangka|mesin)",
    r"\D{0,18}",
)
_SAYS_PHONE = _just_before(
    "wa|whatsapp|hp|hape|telp?|tlp|telpon|telepon|phone|ponsel|kontak|cp|hub|hubungi|call|nomor|nomer|no|sms|japri|chat",
    r"[^.!?\d]{0,15}",
)
_SAYS_PUBLIC = (
    r"(?i)\b(?:kantor|dinas|damkar|pemadam|pdam|pln|polsek|polres|rsud|rumah sakit|puskesmas|posko|hotline|call|sar|"
    r"bpbd|kecamatan|kelurahan|samsat|layanan|pengaduan|ambulans?)\b"
)
_SAYS_OWN = _just_before(
    "saya|sy|aku|ku|pribadi|rumah|omah|istri|suami|ibu|bapak|anak|kulo|abdi|gue|gw", r"[^.!?\d]{0,30}"
)
_SAYS_VEHICLE = _just_before(
    "plat|nopol|no\\.? ?pol|motor|montor|mobil|truk|truck|bus|bis|angkot|pick ?up|polisi", r"[^.!?]{0,25}"
)
_SAYS_NO_PLATE = _just_before(
    "rute|trayek|jurusan|antre\\w*|antri\\w*|ruang\\w*|blok|kamar|los|lantai|kelas|loket|kursi|gerbong|kereta|tipe|seri|"
    "no urut|nomor urut|kios|gate|pintu|halaman|vitamin|kode",
    r"[ :.]{0,3}",
)
_CALLED_VEHICLE = (
    r"(?i)[^\w\n]{0,3}(?:\w{1,12} ){0,2}(?:plat|nopol|motor|mobil|truk|bus|angkot|ngebut|parkir|nyerempet|nabrak)\b"
)
_CALLED_HOME = r"(?i)[ ,.]{0,3}(?:itu |ini |adalah )?(?:rumah|alamat|omah|imah)(?:ku|e|na)?\b"
_AT_HOME = _just_before(
    "alamat\\w{0,3}|rumah(?:ku| saya| kami| sy)?|omahku|imah abdi|tinggal di|domisili|kirim ke|dikirim ke|antar ke",
    r"[ :,di]{0,6}",
)
_SAYS_HOME = (
    r"(?i)\b(?:rumah|rmh|omah|griyo|imah|bumi|roma|alamat|almt|tinggal|domisili|kirim|a\.?n\.?|saya|sy|aku|kulo|abdi|"
    r"nama)\b"
)
_SAYS_OFFICE = (
    r"(?i)\b(?:kantor|dinas|puskesmas|rsud|rumah sakit|sekolah|toko|kelurahan|kecamatan|balai|gedung|posko|pasar|"
    r"masjid|loket)\b"
)


_ACCOUNT = re.compile(
    r"\b(?:norek|rek|rekening|bca|bri|bni|btn|bsi|mandiri)\b(?:(?!listrik|air|pdam|pln|telepon|koran|rp)\D){0,25}?"
    r"(?<![\d.,])(?P<number>\d(?:[ .\-]{0,2}\d){7,17})(?![\d,])",
    re.IGNORECASE,
)
_ACCOUNT_AT = re.compile(
    r"(?<![\d.,])(?P<number>\d(?:[ .\-]{0,2}\d){7,17})[\s(,:/\-]{1,4}"
    r"(?:(?:bank|rek|ke|di) )?(?:bca|bri|bni|btn|bsi|mandiri)\b",
    re.IGNORECASE,
)
"""The number first: `1234567890 (BCA)`."""

_WITHHELD = re.compile(
    r"\b(?:nik|n?kk|ktp|npwp|rek(?:ening)?)\b\D{0,14}(?!(?:19|20)\d\d\D)\d{2,12}[ .\-]?"
    r"(?:[xX*•#]{2,}|\.{2,}|…)[\dxX*•#.…]*",
    re.IGNORECASE,
)


def find(text: str) -> tuple[Span, ...]:
    """The personal data of a text, in order and without overlap; places in characters, the end exclusive."""
    seen, places = _as_seen(text)
    found = _emails(seen)
    digits = _LOOKS_LIKE_DIGIT.sub(_as_digits, seen)
    if _DIGIT.search(digits):
        found += [*_numbers(digits), *_plates(digits), *_addresses(seen), *_accounts(digits)]
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(Span(span.type, places[span.start], places[span.end - 1] + 1) for span in apart)


class _Eye(dict[int, str]):
    """What the eye sees in a character: nothing, a digit, or the plain character that it dresses up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if char.isascii() else unicodedata.normalize("NFKC", clean(char))
        if (digit := unicodedata.digit(char, -1)) >= 0:
            plain = str(digit)
        elif len(plain) > 1:
            plain = char
        if len(self) < _REMEMBERED:
            self[code] = plain
        return plain


_REMEMBERED = 20_000
"""Most characters kept in the table, so that a flood of rare ones cannot fill the memory."""
_EYE = _Eye()


def _as_seen(text: str) -> tuple[str, Sequence[int]]:
    """The text without what is invisible or only dress, and where each of its characters stands in the text."""
    if text.isascii():
        return text, range(len(text))
    seen = text.translate(_EYE)
    if len(seen) == len(text):
        return seen, range(len(text))
    return seen, [place for place, char in enumerate(text) if _EYE[ord(char)]]


_LOOKS_LIKE_DIGIT = re.compile(
    r"(?<![^\W_])[oO](?=8\d{2})|(?<=\d)[oOIl]{1,4}(?=\d)|(?<=\d{3})[oO](?![^\W_])|(?<=\d{3}[oOIl])[oO](?![^\W_])"
)


def _as_digits(letters: re.Match[str]) -> str:
    """Letters in the place of digits."""
    return "".join("0" if letter in "oO" else "1" for letter in letters.group())


def withheld(text: str) -> str:
    """The piece of a text that gives a number but for its last digits (`NIK 35xx…`), which hides nobody; or empty."""
    match = _WITHHELD.search(text)
    return match.group() if match else ""


def _before(text: str, start: int) -> str:
    return text[max(0, start - _AROUND) : start]


@lru_cache(maxsize=64)
def _says(words: str, before: str) -> bool:
    """Whether these words stand there; each number is tried with more and more digits, and asks again."""
    return bool(re.search(words, before))


def _numbers(text: str) -> list[Span]:
    if not _NINE_DIGITS.search(text):
        return []
    pages = [page.span() for page in _PAGE.finditer(text)] if "://" in text else []
    spans = []
    for run in _RUN.finditer(text):
        if any(start <= run.start() < end for start, end in pages):
            continue
        groups = [match.span() for match in _GROUP.finditer(text, run.start(), run.end())]
        first, is_code = 0, False
        while first < len(groups):
            if not first or _ODD.search(text, groups[first - 1][1], groups[first][0]):
                is_code = bool(re.search(_SAYS_CODE, _before(text, groups[first][0])))
            found = _number_at(text, groups, first, is_code)
            if found:
                type_, first_after = found
                start = groups[first][0]
                start -= text[max(0, start - 1) : start] == "+"
                spans.append(Span(type_, start, groups[first_after - 1][1]))
                first = first_after
            else:
                first += 1
    return spans


_PAGE = re.compile(r"https?://(?!(?:wa\.me|api\.whatsapp\.com)/)\S{1,300}", re.IGNORECASE)


def _number_at(
    text: str, groups: list[tuple[int, int]], first: int, is_code: bool
) -> tuple[PersonalDataType, int] | None:
    """What the groups of digits from `first` on are together, and the group behind them."""
    start, end = groups[first]
    before = _before(text, start)
    other = _says(_SAYS_OTHER_NUMBER, before) or _says(_SAYS_NPWP, before)
    if end - start in _MISTYPED and not other and (type_ := _said(before)):
        return type_, first + 1
    digits = ""
    phone_end = 0
    odd = False
    for last in range(first, len(groups)):
        odd = odd or bool(last > first and _ODD.search(text, end, groups[last][0]))
        begin, end = groups[last]
        digits += text[begin:end]
        if len(digits) > 16 or (odd and not _said(before)):
            break
        after = text[end : end + _AROUND]
        type_ = _identity(digits, before, text[start:end], after) if len(digits) >= 15 else None
        if type_:
            return type_, last + 1
        # A lone digit behind a number is rather a count ("0812 3456 7890 2 hari"), unless all digits stand alone.
        whole = end - begin > 1 or last == first or len(digits) == last - first + 1
        if whole and not odd and _is_phone(digits, before, after, last > first):
            phone_end = last + 1
    if not phone_end or is_code or _says(_SAYS_HOTLINE, before):
        return None
    return None if re.fullmatch(_TIMES, text[start : groups[phone_end - 1][1]]) else ("phone", phone_end)


_MISTYPED = (14, 15, 17, 18)
"""Digits of an NIK or a KK number with one or two too few or too many: it still tells who it is."""


def _said(before: str) -> PersonalDataType | None:
    """Whether an NIK or a KK number was announced, and which of them last."""
    kk, nik = re.search(_SAYS_KK, before), re.search(_SAYS_NIK, before)
    if kk and (not nik or kk.start() > nik.start()):
        return "kk"
    return "nik" if nik else None


def _is_phone(digits: str, before: str, after: str, parted: bool) -> bool:
    """A mobile number, or a line's with its area code apart or a word for it, unless an office is spoken of."""
    if len(digits) < _SHORTEST_PHONE:
        return False
    if _MOBILE.fullmatch(digits):
        return True
    if _MOBILE_CUT.fullmatch(digits):
        return _says(_SAYS_PHONE, before)
    if not _LANDLINE.fullmatch(digits):
        return False
    return _says(_SAYS_OWN, before) or (
        not re.search(_SAYS_PUBLIC, before + "\n" + after[:_CLOSE]) and (parted or _says(_SAYS_PHONE, before))
    )


def _identity(digits: str, before: str, piece: str, after: str) -> PersonalDataType | None:
    """Which number of 15 or 16 digits it is: by the word before it or behind it, or by its build."""
    if _NPWP_WRITTEN.fullmatch(piece) or _says(_SAYS_NPWP, before):
        return "npwp"
    if len(digits) != 16:
        return None
    if said := _said(before):
        return said
    if _has_a_date(digits) and re.match(_CALLED_KK, after):
        return "kk"
    if _has_a_date(digits) and not _says(_SAYS_OTHER_NUMBER, before) and not _is_a_row_of_prices(piece):
        return "nik"
    return None


def _has_a_date(digits: str) -> bool:
    """Whether the digits could be an NIK or a KK number: a known province and a possible date."""
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= 40 * (day > 40)
    return digits[:2] in _PROVINCES and digits[2:4] != "00" and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _is_a_row_of_prices(piece: str) -> bool:
    first, *behind = _GROUP.findall(piece)
    return len(first) <= 3 and bool(behind) and all(len(group) == 3 for group in behind)


_MAY_SAY_AT = re.compile(r"[(\[{<]at?[)\]}>]|\bat\b", re.IGNORECASE)


def _accounts(text: str) -> list[Span]:
    """Numbers of bank accounts have no form of their own; the word or the bank beside them tells."""
    return [
        Span("account", *match.span("number"))
        for match in (*_ACCOUNT.finditer(text), *_ACCOUNT_AT.finditer(text))
        if not _is_a_row_of_prices(match["number"])
    ]


def _emails(text: str) -> list[Span]:
    if "@" not in text and not _MAY_SAY_AT.search(text):
        return []
    return [Span("email", *match.span()) for match in _EMAIL.finditer(text) if not _PUBLIC_EMAIL.search(match.group())]


def _plates(text: str) -> list[Span]:
    """Plates as they are printed; short or lower-case ones only where a vehicle is spoken of."""
    spans = []
    for match in _PLATE.finditer(text):
        digits, letters = match.groups()
        before, after = _before(text, match.start()), text[match.end() : match.end() + _AROUND]
        printed = len(digits) >= 3 and match.group().isupper() and not re.search(_SAYS_NO_PLATE, before)
        spoken_of = re.search(_SAYS_VEHICLE, before) or re.match(_CALLED_VEHICLE, after)
        if letters.upper() not in _UNITS and (printed or (spoken_of and not re.search(_SAYS_NO_PLATE, before))):
            spans.append(Span("plate", *match.span()))
    return spans


def _addresses(text: str) -> list[Span]:
    """A street with house number and neighbourhood; with one of the two only where somebody's home is spoken of."""
    spans = []
    for match in _ADDRESS.finditer(text):
        before, after = _before(text, match.start()), text[match.end() : match.end() + _AROUND]
        whole = match["quarter"] or match["house"]
        if (whole or re.search(_SAYS_HOME, before) or re.match(_CALLED_HOME, after)) and not re.search(
            _SAYS_OFFICE, before
        ):
            spans.append(Span("address", *match.span()))
    bare = (match for match in _BARE_ADDRESS.finditer(text) if re.search(_AT_HOME, _before(text, match.start())))
    return spans + [Span("address", *match.span()) for match in bare]
