"""How rare a word is: in the news at large, and in that of the last three days.

The table of the news at large holds no words: the crc32 of a word names a byte, and that byte how many in ten thousand
titles have it. It is made by `training.rarity`.
"""

import math
import zlib
from collections import Counter, deque
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "rarity.bin"
BITS = 18
STEPS = 24.0
"""Of a byte, for each doubling of how often a word is there."""
SMALLEST = 1e-4
"""The share of titles that byte 1 stands for; byte 0: no word known to be there that often."""

_FEWEST = 200
"""A handful of headlines must not make every word look common."""
_RAREST = math.log(1 / 30_000)


class Window:
    """The headlines of the last hours, as they come, and how rare each of their words is among them and elsewhere."""

    def __init__(self, length: int) -> None:
        """An empty one.

        Args:
            length: of the window, in milliseconds.
        """
        self._length = length
        self._known = table()
        self._held: deque[tuple[int, list[str]]] = deque()
        self._count: Counter[str] = Counter()
        self._scale = math.log(_FEWEST)

    def take(self, words: list[str], at: int) -> None:
        """Let one more headline in; what is too old goes."""
        while self._held and self._held[0][0] < at - self._length:
            self._count.subtract(self._held.popleft()[1])
        self._held.append((at, words))
        self._count.update(words)
        self._scale = math.log(max(len(self._held), _FEWEST))

    def rarity(self, word: str) -> float:
        """How rare a word is, by the commoner of its two shares: 1 for one that all have, 1 more for each e-fold."""
        count = self._count[word]
        here = math.log(count) - self._scale if count else -math.inf
        return 1 - max(here, _at_large(word, self._known), _RAREST)


def unit(vector: dict[str, float]) -> dict[str, float]:
    """The vector at length 1."""
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def bucket(word: str) -> int:
    """The place of a word in the table."""
    return zlib.crc32(word.encode("utf-8", "replace")) & ((1 << BITS) - 1)


def packed(shares: Iterable[tuple[str, float]]) -> bytes:
    """The table of these words and the share of titles that have them, as its file holds it."""
    found = bytearray(1 << BITS)
    for word, share in shares:
        if share >= SMALLEST:
            step = min(255, 1 + round(STEPS * math.log2(share / SMALLEST)))
            found[bucket(word)] = max(found[bucket(word)], step)
    return zlib.compress(bytes(found), 9)


@lru_cache(maxsize=1)
def table() -> bytes:
    """The shipped table."""
    return zlib.decompress(TABLE.read_bytes())


@lru_cache(maxsize=1 << 15)
def _at_large(word: str, known: bytes) -> float:
    """The logarithm of the share of titles with that word."""
    step = known[bucket(word)]
    return math.log(SMALLEST) + (step - 1) / STEPS * math.log(2) if step else -math.inf
