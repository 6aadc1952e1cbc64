"""Finds the comments that ask or say the same, one by one as they arrive.

Two texts are one when little but spelling, courtesy and word order tells them apart. Other places, other numbers and
another yes or no keep them apart, however alike the rest is: "kapan jalan Sukamaju diperbaiki" of two villages are two
questions. Figures behind the numbers here: token_sort_ratio 88 and pairs of tokens as blocks were the best of several
measures on 100,000 invented comments (precision 0.97, recall 0.75); 84 lets precision fall to 0.78.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from language.folding import fold, unhide
from language.lexicon import NEGATORS

_ALIKE = 88.0
"""The least token_sort_ratio of two texts of one group."""
_STILL_ALIKE = 80.0
"""The least one of a member and the group's first text, so that a group cannot wander off word by word."""
_VARIANTS = 4
"""Texts of a group that a new one is compared with."""
_RARE = 5
"""So many of its rarest words lead a text to its candidates, two by two."""
_CANDIDATES = 24
"""Groups kept per pair of words, the newest."""
_READ_AT_MOST = 2_000
"""Characters of a text that are compared."""
_SPARE = 12
"""For every so many words one may be another."""

_WORD = re.compile(r"[^\W_]+")
_NOT_SAID = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@[\w.]+|[!?]+(?!\w)")
_CAPITAL = re.compile(r"(?<=[\w,] )[A-Z][a-z]{2,}")
_STRETCHED = re.compile(r"([^\W\d])\1+")
_ENDING = re.compile(r"(?<=\w{4})(?:nya|kah)$")
_VOWELS = re.compile("[aeiou]")
_DIGIT = re.compile(r"\d")
_BRAND = re.compile(r"([^\W\d_]{4,})\d{2,3}")
"""As gambling sites call themselves; the same advertisement goes round under many such names."""

COURTESY = frozenset(
    """
    min mimin admin atmin kak kakak ka pak bapak bu ibu mas mbak mba bang bung om tante gan sis bro bos boss sob lur
    mohon tolong tlg mhn minta please pls plis izin ijin permisi punten maaf maap mf nuwun sewu numpang tanya nanya
    bertanya ingin mau halo hai hallo hi assalamualaikum asalamualaikum assalamu alaikum wr wb salam selamat pagi siang
    sore malam met dong donk sih kok nih deh tuh lah ya yaa iya loh lho kan toh si terima kasih terimakasih makasih
    trims thanks nuhun suwun matur hatur info infonya informasi kasih tau tahu jawab dijawab balas dibalas respon yang
    yg dan di itu ini ke nya pun saya kami aku gue gw sy kulo abdi untuk utk buat juga jg aja saja
    lagi banget terus trus
    """.split()
)
"""Words without which a comment says the same."""

_SPELLINGS = {
    spelling: word
    for word, spellings in {
        "tidak": "tdk tak nggak ngga enggak engga gak ga gk g ndak kagak ora teu henteu mboten",
        "belum": "blm blom blum belom durung dereng tacan",
        "sudah": "sdh udah udh dah uda wis sampun geus parantos",
        "kapan": "kpn kapankah iraha",
        "bagaimana": "bgmn gimana gmn gmana gmn piye pripun kumaha",
        "berapa": "brp brapa piro pinten sabaraha",
        "mengapa": "kenapa knp kenapakah napa naha ngopo",
        "dimana": "dmn dmana mana",
        "dengan": "dgn dg sama sm",
        "kalau": "klo kalo kl klau jika bila apabila",
        "sampai": "smp sampe nyampe smpe",
        "jalan": "jl jln jalanan",
        "bisa": "bs bsa iso tiasa dapat dpt",
        "lagi": "lg lgi",
        "karena": "krn karna krna gara",
        "orang": "org orng",
        "banget": "bgt bngt sangat sekali",
        "rumah": "rmh",
        "desa": "ds",
        "kecamatan": "kec",
        "kelurahan": "kel",
        "kabupaten": "kab",
        "nomor": "no nmr nomer",
        "ribu": "rb rbu",
        "juta": "jt",
        "cair": "cairnya pencairan dicairkan keluar",
        "perbaiki": "diperbaiki dibenerin dibetulkan dibenahi perbaikan benerin didandani",
        "bantuan": "bantuannya",
        "online": "onlen daring",
        "bayar": "byr pembayaran membayar",
    }.items()
    for spelling in spellings.split()
}

_PREPOSITIONS = frozenset({"di", "ke", "dari"})

TURNING = NEGATORS | {"sudah"}
"""What makes the opposite of a sentence."""

_BEFORE_A_PLACE = frozenset(
    """
    jalan desa kelurahan kecamatan kabupaten kota dusun dsn kampung kp gang gg rt rw blok perum perumahan komplek
    kompleks pasar terminal stasiun sd smp sma smk sdn smpn sman smkn mi mts man puskesmas rsud rs jembatan sungai kali
    simpang perempatan pertigaan daerah wilayah dukuh nagari jorong banjar lingkungan pantai gunung pulau kantor
    """.split()
)
"""What follows is a name, and another name is another place."""


class Text(NamedTuple):
    """A text as it is compared: its words in order, those of them that name something, and all sorted as one string."""

    words: tuple[str, ...]
    names: frozenset[str]
    ordered: str


class Groups:
    """The groups of near-duplicates among the texts added so far, numbered from 1 in the order of their first texts.

    For one thread. A group keeps its number when texts are taken out of it.
    """

    def __init__(self) -> None:
        self._groups = 0
        self._group: dict[int, int] = {}
        self._size: Counter[int] = Counter()
        self._texts: dict[int, list[Text]] = {}
        self._exact: dict[str, int] = {}
        self._blocks: dict[tuple[str, str], list[int]] = {}
        self._seen: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._group)

    def add(self, id: int, text: str) -> int:
        """Put a text into its group; its number. One without words is alone unless it is repeated sign by sign.

        A text that was there under that id is taken out first.
        """
        self.discard(id)
        group = self._group[id] = self.join(text)
        self._size[group] += 1
        return group

    def join(self, text: str) -> int:
        """The group a text belongs to, which is known by it from now on; nobody is counted."""
        known = compared(text)
        group = self._exact.get(known.ordered) or self._nearest(known)
        if group is None:
            self._groups += 1
            group = self._groups
        self._remember(group, known)
        return group

    def discard(self, id: int) -> None:
        """Take a text out of its group; what it was like stays known."""
        group = self._group.pop(id, None)
        if group is not None:
            self._size[group] -= 1

    def of(self, id: int) -> int:
        """The group of a text; 0 when it was never added."""
        return self._group.get(id, 0)

    def size(self, group: int) -> int:
        """How many texts a group has now."""
        return self._size[group]

    def members(self, group: int) -> list[int]:
        """The ids of a group's texts, ascending. Goes through all texts."""
        return sorted(id for id, one in self._group.items() if one == group)

    def items(self) -> Iterator[tuple[int, int]]:
        """Each id with its group."""
        return iter(self._group.items())

    def _nearest(self, text: Text) -> int | None:
        best, found = _ALIKE, None
        for group in self._candidates(text):
            first = self._texts[group][0]
            for one in self._texts[group]:
                score = fuzz.ratio(text.ordered, one.ordered, score_cutoff=best)
                if (
                    score
                    and (found is None or score > best)
                    and (one is first or fuzz.ratio(text.ordered, first.ordered) >= _STILL_ALIKE)
                    and _say_the_same(text, one)
                ):
                    best, found = score, group
        return found

    def _candidates(self, text: Text) -> list[int]:
        shared: Counter[int] = Counter()
        for pair in self._pairs(text):
            shared.update(self._blocks.get(pair, ()))
        # Of five words one or two may be written otherwise: that leaves six or three of ten pairs.
        least = 2 if len(text.words) >= _RARE else 1
        return [group for group, count in shared.items() if count >= least]

    def _pairs(self, text: Text) -> Iterator[tuple[str, str]]:
        words = sorted(set(text.words), key=lambda word: (self._seen[word], word))[:_RARE]
        if len(words) == 1:
            return iter([(words[0], "")])
        return combinations(sorted(words), 2)

    def _remember(self, group: int, text: Text) -> None:
        if not text.ordered or text.ordered in self._exact:
            return
        self._exact[text.ordered] = group
        texts = self._texts.setdefault(group, [])
        if len(texts) == _VARIANTS:
            return
        texts.append(text)
        self._seen.update(set(text.words))
        for pair in self._pairs(text):
            block = self._blocks.setdefault(pair, [])
            if group not in block:
                block.append(group)
                del block[:-_CANDIDATES]


def compared(text: str) -> Text:
    """The text as it is compared."""
    said = unhide(_NOT_SAID.sub(" ", fold(text[:_READ_AT_MOST])))
    found = [plain(word) for word in _WORD.findall(said)]
    words = tuple(word for word in found if word not in COURTESY) or tuple(found)
    ordered = " ".join(sorted(words)) or "".join(text.split())
    return Text(words, _names(found) | _capitals(text), ordered)


def _names(words: list[str]) -> frozenset[str]:
    """What follows a word for a place: the name, and what may be its second half."""
    names = set()
    for place, word in enumerate(words):
        if word in _BEFORE_A_PLACE or word in _PREPOSITIONS:
            names.update(words[place + 1 : place + 3])
    return frozenset(names - _BEFORE_A_PLACE)


def _capitals(text: str) -> frozenset[str]:
    """Words with a capital inside a sentence, in a text that is not all capitals."""
    head = text[:_READ_AT_MOST]
    if sum(map(str.isupper, head)) * 3 > len(head):
        return frozenset()
    return frozenset(plain(word.lower()) for word in _CAPITAL.findall(head))


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """The one spelling that stands for a word's many."""
    if _DIGIT.search(word):
        brand = _BRAND.fullmatch(word)
        return "~" if brand and brand[1] not in _BEFORE_A_PLACE else word.lstrip("0") or "0"
    word = _STRETCHED.sub(r"\1", word)
    word = _SPELLINGS.get(word, word)
    return word if word in COURTESY else _SPELLINGS.get(bare := _ENDING.sub("", word), bare)


def _say_the_same(first: Text, second: Text) -> bool:
    """Whether the words that only one of two alike texts has leave what is said as it is."""
    ours = list((Counter(first.words) - Counter(second.words)).elements())
    theirs = list((Counter(second.words) - Counter(first.words)).elements())
    if any(word in TURNING or word.isdigit() for word in ours + theirs):
        return False
    for word in ours[:]:
        named = word in first.names
        twin = next((one for one in theirs if _misspelt(word, one, named or one in second.names)), None)
        if twin is not None:
            ours.remove(word)
            theirs.remove(twin)
    if not first.names.isdisjoint(ours) or not second.names.isdisjoint(theirs):
        return False
    return min(len(ours), len(theirs)) <= min(len(first.words), len(second.words)) // _SPARE


def _misspelt(word: str, other: str, named: bool) -> bool:
    """Whether one is a misspelling of the other. Names often differ by their ends, so there a slip is one inside."""
    if named:
        return (
            min(len(word), len(other)) >= 6
            and word[0] == other[0]
            and word[-2:] == other[-2:]
            and _slips(word, other, 1)
        )
    if min(len(word), len(other)) < 4:
        return _VOWELS.sub("", word) == other or _VOWELS.sub("", other) == word
    return _slips(word, other, 1 + (len(word) >= 8))


def _slips(word: str, other: str, most: int) -> bool:
    return OSA.distance(word, other, score_cutoff=most) <= most
