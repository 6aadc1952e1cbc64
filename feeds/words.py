"""The words of a headline: of its title, and the first of its summary.

Words are brought together that outlets choose between: simple inflection ("ditetapkan", "menetapkan"), numbers spelled
out or grouped ("empat", "4"; "1.000", "1000"), and the newsrooms' synonyms ("eks", "bekas", "mantan").
"""

import re
import unicodedata

from feeds.stopwords import STOPWORDS

SUMMARY_WORDS = 24

_READ_AT_MOST = 400
"""Characters of a title, and of a summary."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_TAIL = re.compile(r"(?<=\S)\s[-–—|]\s([^-–—|]{2,40})$")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)*\.(com|net|org|id|tv|news|info)", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b20\d\d\b")
_DATELINE = re.compile(r"(?:[A-Z][\w.]{0,20}[ ,/]{0,2}){1,6}\s?[-–—]+\s")
"""What a report opens with: "KOMPAS.com, Jakarta - "."""

_SYNONYMS = """
    mantan eks bekas
    tewas meninggal wafat mati
    wapres jk kalla
    senjata senpi
    hoaks hoax
    polisi polri
    mayat jenazah jasad
    bully bullying dibully dibuly pembully perundungan
    kecelakaan laka
    perempuan gadis wanita cewek
    pria lelaki
    sidang persidangan
    narapidana napi
    lawan vs kontra
    anak bocah
    rp rupiah
    dolar dollar
    covid corona korona
    kebakaran terbakar
"""
_ONE_FOR = {word: words[0] for words in map(str.split, _SYNONYMS.splitlines()) for word in words[1:]}
_NUMBERS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
_ONE_FOR |= {word: str(number) for number, word in enumerate(_NUMBERS.split())}

_PREFIXES = (("di", ""), ("meng", ""), ("meny", "s"), ("mem", ""), ("men", ""), ("ber", ""), ("ter", ""))
_PARTICLES = ("nya", "lah", "kah", "pun")


def bare_title(title: str, outlet: str = "") -> str:
    """The title without the outlet's name behind it: "Jalan rusak - Kompas.com" is "Jalan rusak"."""
    found = _TAIL.search(title)
    if found is None:
        return title
    tail = _letters(found[1])
    own = bool(tail) and (tail in _letters(outlet) or (len(outlet) > 3 and _letters(outlet.partition(".")[0]) in tail))
    return title[: found.start()].rstrip() if own or _DOMAIN.fullmatch(found[1].strip()) else title


def words(title: str, outlet: str = "", summary: str = "") -> tuple[list[str], list[str]]:
    """The words of the title, and the first of the summary, each once and in their order."""
    in_summary = _words(without_dateline(_DATE.sub(" ", summary[:_READ_AT_MOST])))[:SUMMARY_WORDS]
    return list(dict.fromkeys(_words(bare_title(title, outlet)))), list(dict.fromkeys(in_summary))


def without_dateline(summary: str) -> str:
    """The summary without what a report opens with: "KOMPAS.com, Jakarta - "."""
    opening = _DATELINE.match(summary)
    return summary[opening.end() :] if opening else summary


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[:_READ_AT_MOST]).casefold()
    found = []
    for token in _TOKEN.findall(folded):
        word = _ONE_FOR.get(token, token)
        if word.isalpha():
            if len(word) > 1 and word not in STOPWORDS:
                found.append(_stem(word))
        else:
            found.append(word.replace(".", "").replace(",", ""))
    return found


def _stem(word: str) -> str:
    """Close enough to a root for words to meet; it need not be one."""
    if len(word) > 5 and word.endswith(_PARTICLES):
        word = word[:-3]
    if len(word) > 6:
        for prefix, instead in _PREFIXES:
            if word.startswith(prefix):
                word = instead + word[len(prefix) :]
                break
        if len(word) > 6 and word.endswith("kan"):
            word = word[:-3]
    return word
