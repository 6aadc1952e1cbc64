"""The numbers a text claims: those that need a source. Dates, times, addresses and telephone numbers claim nothing."""

import re

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|agt|"
    "aug(?:ust)?|sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|des(?:ember)?|dec(?:ember)?"
)
_NO_CLAIM = (
    r"https?://\S+|\S{1,60}@\S+|[#@]\w+|\b(?:[\w-]{1,40}\.){1,5}[\w-]{1,40}/\S*",  # addresses, hashtags, handles
    rf"\b\d{{1,2}}(?:\s*(?:-|–|s\.?d\.?|sampai|dan)\s*\d{{1,2}})?\s+(?:{_MONTHS})\b\.?(?:\s+\d{{4}}\b)?",
    r"\b(?:tanggal|tgl\.?)\s+\d{1,2}\b|\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b\d{4}-\d\d-\d\d\b",
    r"\b\d+(?:/\w+){2,5}\b",  # the number of a letter: 470/112/2026
    r"\b(?:tahun|thn\.?|ta|no\.?|nomor|pasal|ayat|jalan|jl\.?|rt|rw|km)\s*\.?\s*\d+(?:/\d+)*\b",
    r"\b(?:pukul|jam|pk\.?)\s*\d{1,2}(?:[.:]\d\d)?(?:\s*(?:-|–|s\.?d\.?|sampai)\s*\d{1,2}(?:[.:]\d\d)?)?",
    r"\b(?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s*(?:-|–)\s*(?:[01]?\d|2[0-3])[.:][0-5]\d)?(?:\s*(?:wib|wita|wit)\b)?(?![.,]?\d)",
    r"(?:\+62|\b0)[\d\s-]{7,15}\d\b",  # telephone numbers
    r"\b(?:telepon|telp\.?|hubungi|panggil|call center|wa|whatsapp)\s+\d{3,}\b",
    r"(?m:^[ \t]*\d{1,2}[.)]\s)",  # the numbers of a list
    r"\b(?:19|20)\d\d\b(?![.,]\d)",  # a year
)
_SILENT = "|".join(f"(?:{pattern})" for pattern in _NO_CLAIM)
_UNIT = r"(?:\s*(?:persen|ribu|juta|miliar|triliun|rb|jt)\b|\s*%)?"
_FIGURE = rf"(?<![\w.,])(?:rp\.?\s*)?\d+(?:[.,]\d+)*{_UNIT}(?:\s+[^\W\d_]+)?"


def numbers(text: str) -> list[str]:
    """The claims with a number in them, each with the word that follows: ``1.204 warga``, ``85 persen``."""
    told = re.sub(_SILENT, " · ", text[:20_000], flags=re.IGNORECASE)
    return [found.group().strip() for found in re.finditer(_FIGURE, told, re.IGNORECASE)]
