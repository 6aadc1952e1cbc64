"""How dangerous a topic is to take up: by lists of words that anybody can read, always with the word that said so.

Nothing here is learned or measured. The lists err on the careful side: a flag takes a second key, it forbids nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from domain.news import Headline
from domain.topics import FORBIDDING, Concern, Gate, Reason
from language import titles

SHARE = 0.2
"""Of a topic's headlines that must speak of something for the topic to be about it."""
BAIT = 0.8
"""Score of a title from which it is clickbait, for what only one outlet tells."""

_OFFICIAL = (
    r"gubernur|wagub|bupati|wabup|wali ?kota|wawali|menteri|menko|presiden|wapres|kades|lurah|camat|sekda|kadis|"
    r"kepala (?:dinas|desa|badan)|anggota (?:dprd?|dpd)|ketua (?:dprd?|dpd)|pejabat|asn|pns|kapolres\w*|kapolda|"
    r"jaksa|hakim"
)
_CRIME = (
    r"korupsi|suap|disuap|gratifikasi|pungli|tersangka|terdakwa|ditangkap|ditahan|ott|diperiksa|digeledah|dicopot|"
    r"narkoba|(?:pen)?cabul\w*|perselingkuhan|selingkuh|mesum|pelecehan|penganiayaan"
)

_WORDS: dict[Concern, str] = {
    "disaster": (
        r"(?<!simulasi )gempa|tsunami|banjir(?! (?:gol|pujian|promo|hadiah|diskon|orderan|job|kritik\w*|dukungan|"
        r"pesanan|air mata|pengunjung|penonton|peminat|pembeli|pendaftar|peserta|bonus|produk|tawaran|medali|hujatan|"
        r"komentar|ucapan|rezeki|kartu))|"
        r"banjir(?= bandang)|longsor|tanah bergerak|erupsi|meletus|awan panas|lahar|gunung api|puting beliung|"
        r"angin kencang|cuaca ekstrem|hujan lebat|badai(?! (?:cedera|kritik\w*|pujian|phk|pasti))|kekeringan|"
        r"kebakaran(?! jenggot)|terbakar(?! (?:cemburu|emosi|api cemburu|asmara))|karhutla|kabut asap|"
        r"(?<!mitigasi )(?<!tangguh )(?<!simulasi )bencana|mengungsi|pengungsi|siaga (?:i|ii|iii|iv|darurat)|wabah|"
        r"klb|keracunan|gelombang tinggi|hanyut|terseret (?:arus|ombak)|kapal terbalik|karam|"
        r"pesawat (?:jatuh|hilang)|jembatan (?:roboh|ambruk)|ambruk|peringatan dini"
    ),
    "death": (
        r"tewas\w*|t(?:ak|idak) bernyawa|meninggal(?! dunia maya)|wafat|tutup usia|berpulang|mangkat|jenazah|mayat|"
        r"jasad|korban jiwa|bunuh diri|gantung diri|pembunuhan|dibunuh|membunuh|mutilasi|dimakamkan|pemakaman|"
        r"(?<!suka )duka(?: cita)?|belasungkawa|"
        r"kecelakaan maut|tabrakan maut|meregang nyawa|hilang nyawa|dimutilasi|hukuman mati|ditembak mati|"
        r"gugur (?:dalam|saat|ketika) (?:ber)?tugas|sekarat|tenggelam"
    ),
    "politics": (
        r"pilkada|pilpres|pileg|pemilu(?:kada)?|pilgub|pilbup|pilwalkot|pilwali|pilkades|capres|cawapres|caleg|cagub|"
        r"cawagub|cabup|cawabup|cawalkot|cawali|paslon|bacaleg|bakal calon|nomor urut|elektabilitas|elektoral|"
        r"quick count|hitung cepat|koalisi|oposisi|parpol|partai(?! (?:final|puncak|pembuka|tunda|besar|semifinal|"
        r"perempat))|politik\w*|politisi|pdip|pdi perjuangan|gerindra|golkar|nasdem|pkb|pks|demokrat|hanura|perindo|"
        r"ppp|psi|kpu|kpud|bawaslu|panwaslu|timses|tim sukses|debat (?:publik|cagub|cabup|capres|kandidat)|makzul\w*|"
        r"pemakzulan|hak angket|interpelasi|kudeta|reshuffle|revisi uu|dpr|netralitas asn|"
        r"kampanye(?= (?:hitam|akbar|terbuka|damai))"
    ),
    "sara": (
        r"(?:isu|konflik|berbau|ujaran|unsur|bermuatan) sara|penistaan|menista\w*|penoda\w*|intoleran\w*|rasis\w*|"
        r"rasial|diskriminasi|"
        r"radikal(?! bebas)\w*|teroris\w*|terorisme|"
        r"bom(?! waktu)|(?:bentrok|konflik|kerusuhan|serang\w*) (?:antar)?(?:suku|agama|etnis|ormas|warga|umat)|"
        r"antarsuku|antaragama|antarumat|pribumi|kafir|sesat|aliran sesat|murtad|syiah|ahmadiyah|khilafah|hti|isis|"
        r"(?:tolak|penolakan|pembubaran|bubarkan|segel|penyegelan|perusakan|bakar) (?:\w+ ){0,2}(?:gereja|masjid|"
        r"musala|pura|wihara|vihara|klenteng|rumah ibadah|ibadah)|separatis\w*|kkb|opm|referendum"
    ),
    "protest": (
        r"demo(?! masak\w*| produk| memasak)|demonstra\w+|unjuk rasa|aksi massa|mogok|ricuh|rusuh|kerusuhan|bentrok\w*|"
        r"tawuran|blokade|blokir jalan|gas air mata|amuk massa|dihakimi massa|perang sarung|penjarahan"
    ),
    "crime": (
        rf"(?:{_OFFICIAL})\b.{{0,60}}\b(?:{_CRIME})|(?:{_CRIME})\b.{{0,60}}\b(?:{_OFFICIAL})|"
        r"ott kpk|kpk (?:tangkap|tahan|geledah|tetapkan|periksa)\w*"
    ),
    "hoax": (
        r"hoaks?|hoax|disinformasi|misinformasi|kabar bohong|berita bohong|klarifikasi\w*|cek fakta|tidak benar|"
        r"viral\w*|deepfake|rekayasa video|penipuan|modus|catut|dicatut|pencatutan"
    ),
}
_FACT_CHECKERS = ("turnbackhoax", "cekfakta", "mafindo", "jalahoaks", "saberhoaks", "klinikhoaks")

_SERVICES: tuple[tuple[str, str], ...] = (
    ("quake", r"gempa|tsunami"),
    ("weather", r"banjir|longsor|puting beliung|angin|cuaca|hujan|badai|gelombang|kekeringan|peringatan dini"),
    ("volcano", r"erupsi|meletus|awan panas|lahar|gunung api"),
    ("fire", r"kebakaran|terbakar|karhutla|kabut asap"),
    ("health", r"wabah|klb|keracunan"),
    ("rescue", r"."),
)
"""What of disasters people need to know first; the last one for all others."""


def gate(members: Sequence[Headline], watched: Sequence[str] = ()) -> Gate:
    """How dangerous the topic of these headlines is, and why. One fact-check, or one word of a list, is enough.

    Args:
        members: its headlines.
        watched: words of a political period that stand in it.
    """
    found = Counter[Concern]()
    said = defaultdict[Concern, Counter[str]](Counter)
    for one in members:
        told = _found(one.title)
        found.update({concern for concern, _word in told})
        for concern, word in told:
            said[concern][word] += 1
        if any(name in one.outlet.lower().replace(" ", "") for name in _FACT_CHECKERS):
            found["fact_check"] = len(members)
            said["fact_check"][one.outlet] += 1
    if watched:
        found["watchlist"], said["watchlist"] = len(members), Counter([", ".join(watched)])
    if bait := _bait(members):
        found["bait"], said["bait"] = len(members), Counter([bait])
    reasons = tuple(
        Reason(concern=concern, word=said[concern].most_common(1)[0][0])
        for concern in (*_WORDS, "fact_check", "watchlist", "bait")
        if found[concern] and found[concern] >= SHARE * len(members)
    )
    if not reasons:
        return Gate()
    forbidden = any(one.concern in FORBIDDING for one in reasons)
    disasters = said["disaster"] if any(one.concern == "disaster" for one in reasons) else ()
    service = [code for code, pattern in _SERVICES if any(re.match(pattern, word) for word in disasters)][:1]
    return Gate(
        danger="forbidden" if forbidden else "caution",
        reasons=reasons,
        service=(*service, "emergency") if service else (),
    )


@lru_cache(maxsize=8192)
def _found(title: str) -> tuple[tuple[Concern, str], ...]:
    text = " ".join(re.findall(r"\w+", title.casefold()))
    return tuple((concern, hit[0]) for concern, pattern in _patterns().items() for hit in pattern.finditer(text))


@lru_cache(maxsize=1)
def _patterns() -> dict[Concern, re.Pattern[str]]:
    return {concern: re.compile(rf"\b(?:{words})\b") for concern, words in _WORDS.items()}


def _bait(members: Sequence[Headline]) -> str:
    """The title, where one outlet alone tells it, and as clickbait."""
    if len({one.outlet for one in members}) > 1:
        return ""
    return next((one.title for one in members if titles.check(one.title).score >= BAIT), "")
