"""Whether a title promises more than it tells, and why.

A linear model over words, pairs of words and the shape of the title, trained on the votes of CLICK-ID (15,000 news
titles, William & Sari 2020). Three readers agreed on 57 % of those, so about 0.84 is the most any reader can reach. It
knows news only: titles of public services ("Cara urus KTP hilang") are useful however they look, and are left alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import msgspec

from language.linear import Linear, load

Flag = Literal["normal", "perhaps", "clickbait"]

PERHAPS, CLICKBAIT = 0.5, 0.8
"""From these scores on a title is flagged; 95 in 100 titles above the second were called clickbait by most readers."""
_SERVICE_SCORE = 0.3
"""The most a service title scores."""
BITS = 19
_READ_AT_MOST = 400
"""Characters of a title."""


class Reason(msgspec.Struct, frozen=True):
    """Why a title is flagged: the code of a cue, and the piece of the title that shows it."""

    code: str
    piece: str


class TitleCheck(msgspec.Struct, frozen=True):
    """What is said of a title.

    Attributes:
        score: 0 to 1, how likely readers call it clickbait.
        reasons: the strongest first; never empty for a flagged title.
    """

    score: float
    flag: Flag
    reasons: tuple[Reason, ...] = ()


def check(title: str) -> TitleCheck:
    """Judge a title. Never raises; an empty one is normal."""
    title = title[:_READ_AT_MOST]
    tokens = _TOKEN.findall(title)
    words = [token.lower() for token in tokens if token[0].isalnum()]
    if not words:
        return TitleCheck(0.0, "normal")
    model = _model()
    (score,) = model.chances(model.sum(features(title, tokens)))
    if _is_service(title.lower(), words):
        score = min(score, _SERVICE_SCORE)
    flag: Flag = "clickbait" if score >= CLICKBAIT else "perhaps" if score >= PERHAPS else "normal"
    return TitleCheck(score, flag, () if flag == "normal" else _reasons(title, words, model))


def features(title: str, tokens: list[str] | None = None) -> list[bytes]:
    """What the model knows of a title; `training` uses the same."""
    tokens = _TOKEN.findall(title) if tokens is None else tokens
    marks = ["0" if token[0].isdigit() else token.lower() for token in tokens]
    words = [mark for mark in marks if mark[0].isalnum()]
    found = dict.fromkeys([*_shape(title, tokens, len(words)), *_phrases(marks, words)])
    return [feature.encode("utf-8", "replace") for feature in found]


def _phrases(marks: list[str], words: list[str]) -> Iterator[str]:
    yield from words
    framed = ["<", *words, ">"]
    for first, second in pairwise(framed):
        yield f"{first} {second}"
    for first, third in zip(words, words[2:], strict=False):
        yield f"{first} _ {third}"
    framed = ["<", *marks, ">"]
    for first, second in pairwise(framed):
        if not (first[0].isalnum() and second[0].isalnum()):
            yield f"{first}|{second}"


def _shape(title: str, tokens: list[str], count: int) -> Iterator[str]:
    yield f"#words {min(count, 18)}"
    for sign in "?!:\"',(&-":
        if sign in title:
            yield f"#{sign}"
    if "..." in title or "…" in title:
        yield "#..."
    if title.rstrip()[-1:] in ("?", "!"):
        yield f"#ends {title.rstrip()[-1:]}"
    if any(token[0].isdigit() for token in tokens):
        yield "#number"
    if tokens and tokens[0][0].isdigit():
        yield "#number first"
    alphabetic = [token for token in tokens if token[0].isalpha()]
    yield f"#capitals {min(3, sum(len(token) > 1 and token.isupper() for token in alphabetic))}"
    yield f"#raised {5 * sum(token[0].isupper() for token in alphabetic) // max(1, len(alphabetic))}"
    yield f"#small {min(5, sum(token.islower() for token in alphabetic))}"
    yield f"#long {sum(map(len, alphabetic)) // max(1, len(alphabetic))}"


_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[?!:;,\"'“”‘’()\[\]&/-]|\.{2,}|…")


@lru_cache(maxsize=1)
def _model() -> Linear:
    return load("titles")


def _weight(model: Linear, phrase: str) -> float:
    return model.share(model.sum([phrase.encode("utf-8", "replace")]), 0)


_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("viral", r"\b(?:viral|heboh|geger|gempar|trending)\b"),
        ("withheld", r"^(?:ini|inilah|begini|beginilah|nih|wah|duh|wow|astaga|ternyata|kok)\b(?:\s+\S+){0,2}"),
        ("withheld", r"\b(?:ini dia|begini|seperti ini|hal ini|orang ini|alasannya|faktanya|penyebabnya|rahasianya)\b"),
        ("trailing", r"(?:\.{2,}|…)"),
        ("question", r"[^.!?:,]*\?"),
        ("shouting", r"!+"),
        ("surprise", r"\b(?:ternyata|tak disangka|mengejutkan|kaget|malah|justru|nggak nyangka|terungkap|terkuak)\b"),
        ("feeling", r"\b(?:bikin|buat|mengharukan|haru|nangis|baper|ngeri|merinding|kocak|lucu|sedih|gemas|gemes)\b"),
        ("netizens", r"\b(?:netizen|warganet|netijen)\b"),
        ("list", r"^\d+\s+\S+"),
        (
            "list",
            r"\b(?:\d+)\s+(?:fakta|tips|cara|potret|foto|alasan|hal|momen|artis|cerita|tanda|manfaat|rekomendasi)\b",
        ),
        ("lure", r"\b(?:tips|rahasia|fakta|alasan|cerita|kisah|potret|intip|simak|yuk|cara|momen|deretan|gara-gara)\b"),
        ("lure", r"\b(?:wajib|jangan|dijamin|ampuh|terbaru|ramalan|zodiak|cantik|ganteng|seksi|mesra|mantan|pacar)\b"),
    )
)
"""Cues a reader understands at once; the codes are put in words by the screen."""


def _reasons(title: str, words: list[str], model: Linear) -> tuple[Reason, ...]:
    found: dict[str, Reason] = {}
    for code, cue in _CUES:
        match = cue.search(title)
        if match and match[0].strip() and code not in found:
            found[code] = Reason(code, match[0].strip())
    if not found and len(words) >= 14:
        found["long"] = Reason("long", str(len(words)))
    if not found:
        told = {phrase: _weight(model, phrase) for phrase in _phrases(words, words) if "|" not in phrase}
        best = sorted(told, key=told.__getitem__, reverse=True)[:2]
        pieces = [phrase.replace(" _ ", " … ").strip("<> ") for phrase in best]
        return tuple(Reason("wording", piece) for piece in dict.fromkeys(pieces) if piece)
    return tuple(found.values())


_SERVICE_OPENING = re.compile(
    r"^(?:(?:ini|inilah|begini|simak|cek|info|yuk|catat|berikut)\W+){0,2}(?:\d+\s+)?(?:tata cara|cara|syarat|"
    r"persyaratan|jadwal|biaya|tarif|panduan|alur|langkah|prosedur|dokumen|berkas|lokasi|jam|daftar|link|nomor|kontak|"
    r"layanan|pelayanan|pendaftaran|pengumuman|apa itu|bagaimana|di\s?mana|kapan|berapa|ingin|mau|bayar|urus|bikin|"
    r"perpanjang|lapor)\b"
)
_SERVICE_WORDS = frozenset(
    """
    ktp kk sim skck akta akte paspor bpjs ppdb spmb pbb pajak izin perizinan nib oss imb pbg bansos pkh blt bpnt dtks
    dtsen vaksin vaksinasi imunisasi posyandu puskesmas rsud samsat stnk bpkb npwp umkm halal kia nikah kua cerai
    domisili pindah dukcapil disdukcapil capil antrean antrian layanan pelayanan pengaduan aduan pdam tagihan listrik
    cpns pppk asn beasiswa kip pip sekolah zonasi pendaftaran kelahiran kematian surat keterangan identitas ikd
    kependudukan retribusi uji kir kendaraan bermotor tanah sertifikat ptsl damkar ambulans pemadam darurat banjir
    donor darah stunting lansia disabilitas difabel kelurahan kecamatan kantor loket online daring sampah kerja kuning
    ak1 prakerja pelatihan pupuk subsidi nelayan petani pasar murah
    """.split()
)
_BAIT = re.compile(
    r"viral|heboh|netizen|warganet|ternyata|wow|\.{2,}|…|!{2,}|rahasia|dijamin|artis"
    r"|bikin (?!ktp|kk|sim|akta|paspor|surat|kartu|npwp|nib|skck)"
)


def _is_service(lowered: str, words: list[str]) -> bool:
    """Whether the title tells citizens how, when or where to get something from their government."""
    return bool(not _SERVICE_WORDS.isdisjoint(words) and _SERVICE_OPENING.search(lowered) and not _BAIT.search(lowered))
