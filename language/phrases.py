"""A few words that tell what several texts that say the same are about."""

import re
from collections import Counter
from collections.abc import Sequence

from language.duplicates import COURTESY
from language.folding import fold

_LEFT_OUT = re.compile(r"https?://\S+|www\.\S+|(?<!\w)[@＠][\w.]+|\S*•\S*")
"""Addresses, mentions, and what was masked."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONG_NUMBER = re.compile(r"\d{5,}")
QUIET = COURTESY | frozenset(
    """
    di ke dari pada dan atau yang ini itu ada adalah akan sudah udah sdh belum blm masih lagi sejak dengan dgn karena
    krn sampai kalau klo juga tapi tetapi malah kok sih banget bgt sekali terus trus tadi kemarin hari besok sekarang
    """.split()
)
"""Words that no label begins or ends with."""


def label(texts: Sequence[str], *, words: int = 6, cells: int = 48) -> str:
    """What these texts are about: the words most of them share, as the most typical of them has them, in its order.

    Courtesy, addresses, mentions and long numbers are left out. Empty where there are no words.
    """
    said = [_words(text) for text in texts]
    held = Counter(word for one in said for word in {fold(word) for word in one})
    typical = max(
        said, key=lambda one: sum(held[fold(word)] for word in one) / (len(one) + 2) if one else 0, default=[]
    )
    shared = [word for word in typical if held[fold(word)] * 2 >= len(said)]
    chosen = _trimmed(shared if len(shared) > 1 else typical)
    while len(chosen) > 1 and (len(chosen) > words or len(" ".join(chosen)) > cells):
        chosen = _trimmed(chosen[:-1]) or chosen[:1]
    return " ".join(chosen)[:cells]


def _words(text: str) -> list[str]:
    found = _WORD.findall(_LEFT_OUT.sub(" ", text[:500]))
    return [word for word in found if fold(word) not in COURTESY and not _LONG_NUMBER.search(word)]


def _trimmed(words: list[str]) -> list[str]:
    """Without quiet words at its ends."""
    first, last = 0, len(words)
    while first < last and fold(words[first]) in QUIET:
        first += 1
    while last > first and fold(words[last - 1]) in QUIET:
        last -= 1
    return words[first:last]
