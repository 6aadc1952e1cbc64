"""Text search over one table that answers while its reader types.

The texts are kept folded, in blocks of 256 records: a block is a line of text for each record. A search goes from
block to block, and reads a block (again) only when it gets there, so nothing has to be built before the first answer,
nothing can drift from the store, and a search nobody waits for any more ends within a block. Of each word only the
blocks are kept in which it stands: enough to look for misspelt ones, in far less room than the records would take.

100,000 comments of 600 bytes take about 20 MB, so `forget` gives them back when nobody searches.
"""

import threading
import time
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, compress, repeat
from operator import contains
from typing import NamedTuple

import msgspec

from store.index import BREATH
from store.store import Store
from store.tables import Changes

BLOCK_BITS = 8
BLOCK = 1 << BLOCK_BITS
"""So many ids make a block; one is read in about a millisecond and searched in some ten microseconds."""
IN_ONE_GO = 0.001
"""Seconds after which a search lets other threads have their turn."""
MOST_ALIKE = 24
"""So many words are looked up in the place of a misspelt one, the nearest first."""
COMMON = 16
"""A word that stands in as many blocks is spelt right."""
_LONGEST = 32
"""Letters of a word; nobody misspells what is longer."""
_FEW = 48
"""Lines of a block that are quickly looked at one by one."""
_ALL = range(BLOCK)
_COMPARED = 16_000
"""So many words are compared before another thread gets its turn: about a millisecond."""


class Dropped(Exception):
    """Nobody waits for the answer any more."""


class Found(NamedTuple):
    """Ids of the records that hold all words: as whole words, and somewhere in their text. Ascending."""

    exact: list[int]
    part: list[int]


class _Block(NamedTuple):
    """The texts of 256 ids, a line each, and where each line begins; one start more than there are lines.

    The bytes of the texts in UTF-8 stand as characters: Python finds those twice as fast as bytes, and a text takes no
    more room for a picture in its neighbour.
    """

    text: str
    starts: "array[int]"

    def holding(self, words: Iterable[str], within: Sequence[int] = _ALL) -> Sequence[int]:
        """Those of the lines that hold every word, ascending."""
        lines: list[str] = []
        for word in words:
            if within:
                within = self._holding(word, within, lines)
        return within

    def _holding(self, word: str, within: Sequence[int], lines: list[str]) -> list[int]:
        text, starts = self
        if len(within) <= _FEW:
            return [line for line in within if text.find(word, starts[line], starts[line + 1]) >= 0]
        if lines or text.count(word, 0, len(text) >> 3) > _FEW >> 3:
            # It is common: looking at each line is quicker than going from one to the next.
            lines += [] if lines else text.split("\n")
            looked_at = lines if within is _ALL else map(lines.__getitem__, within)
            return list(compress(within, map(contains, looked_at, repeat(word))))
        found: list[int] = []
        at = text.find(word)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            found.append(line)
            at = text.find(word, starts[line + 1])
        return found if within is _ALL else sorted(set(found).intersection(within))


class _Plain(dict[int, str | None]):
    """A `str.translate` table: what is neither letter, number nor picture becomes a space, an apostrophe nothing."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        plain = " " if category[0] in "PZC" or category == "Sk" else chr(code)
        if len(self) < 5_000:  # A flood of rare ones must not fill the memory.
            self[code] = plain
        return plain


_NOTHING = b"'`"
_PLAIN_ASCII = bytes(32 if code < 128 and not chr(code).isalnum() else code for code in range(256))
_PLAIN = _Plain({code: None if code in _NOTHING else chr(_PLAIN_ASCII[code]) for code in range(128)})
_PLAIN |= dict.fromkeys(map(ord, "‘’ʼ´"))


def never() -> bool:
    """For a search that is always waited for."""
    return False


class TextIndex:
    """The texts of a table. May be asked in any thread, one search at a time."""

    def __init__(self, store: Store, table: str, kind: type[msgspec.Struct], fold: Callable[[str], str]) -> None:
        """Nothing is read before the first search.

        Args:
            kind: its fields, all of them text or several texts, are what is searched.
            fold: gives the plain spelling of a text, in lower case.
        """
        self._repo = store.repo(table, kind)
        self._table = table
        self._kind = kind
        self._fold = fold
        self._turn = threading.RLock()
        self._stale: set[int] = set()
        self._resets = 0
        self._read_at = -1
        self._blocks: dict[int, _Block | None] = {}
        self._bits: dict[int, int] = {}
        self._words: dict[str, int] = {}
        self.close = store.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        if changes.reset:
            self._resets += 1
        self._stale.update({id >> BLOCK_BITS for id in changes.get(self._table, ())})

    def forget(self) -> None:
        """Give the memory back; the next search reads the texts again."""
        with self._turn:
            self._read_at = -1
            self._blocks, self._bits, self._words = {}, {}, {}

    # Reading

    def warm(self, dropped: Callable[[], bool] = never) -> None:
        """Read whatever is not read yet, so that the next search need not."""
        with self._turn:
            for _block in self._read(dropped):
                pass

    def _read(self, dropped: Callable[[], bool]) -> Iterator[tuple[int, _Block]]:
        """Every block with its number, as the store is now.

        Raises:
            Dropped: between two blocks.
        """
        if self._read_at != self._resets:
            resets = self._resets
            self.forget()
            self._blocks = dict.fromkeys(sorted({id >> BLOCK_BITS for id in self._repo.ids()}))
            self._read_at = resets
        for number in self._stale.difference(self._blocks):
            self._blocks[number] = None
        rested = time.perf_counter()
        for number, block in list(self._blocks.items()):
            if dropped():
                raise Dropped
            if time.perf_counter() - rested > IN_ONE_GO:
                time.sleep(BREATH)
                rested = time.perf_counter()
            if block is None or number in self._stale:
                block = self._blocks[number] = self._lines(number)
            yield number, block

    def _lines(self, number: int) -> _Block:
        self._stale.discard(number)  # First, so that what changes meanwhile is read once more.
        first = number << BLOCK_BITS
        lines = [""] * BLOCK
        for id, row in self._repo.rows(self._kind, range(first, first + BLOCK)):
            lines[id - first] = self._plain(" ".join(map(_text, msgspec.structs.astuple(row))))
        text = "\n".join(lines)
        bit = 1 << self._bits.setdefault(number, len(self._bits))
        words = self._words
        for word in set(text.replace("\n", " ").split(" ")):
            if _is_word(word):
                words[word] = words.get(word, 0) | bit
        return _Block(text, array("I", accumulate((len(line) + 1 for line in lines), initial=0)))

    def _plain(self, text: str) -> str:
        """A text as it is kept: folded, spaces for signs, a space at either end; a character for each byte."""
        folded = self._fold(text)
        if folded.isascii():
            return f" {folded.encode().translate(_PLAIN_ASCII, _NOTHING).decode()} "
        return f" {folded.translate(_PLAIN)} ".encode().decode("latin-1")

    def words(self, query: str) -> list[str]:
        """What a query asks for: its words as they are kept. Signs alone ask for nothing."""
        plain = (" ".join(filter(None, self._plain(word).split(" "))) for word in query.split())
        return list(dict.fromkeys(filter(None, plain)))

    # Searching

    def find(self, query: str, dropped: Callable[[], bool] = never) -> Found:
        """The records that hold every word of `query`, in any order. Goes through all texts: not for the event loop.

        Args:
            dropped: asked between blocks whether nobody waits any more.

        Raises:
            Dropped: so it was.
        """
        exact: list[int] = []
        part: list[int] = []
        words = sorted(self.words(query), key=len, reverse=True)
        with self._turn:
            for number, block in self._read(dropped) if words else ():
                held = block.holding(words)
                bit = 1 << self._bits[number]
                stand = all(self._words.get(word, 0) & bit for word in words if _is_word(word))
                whole = block.holding([f" {word} " for word in words], held) if stand else ()
                first = number << BLOCK_BITS
                exact += [first + line for line in whole]
                part += [first + line for line in (sorted(set(held).difference(whole)) if whole else held)]
        return Found(sorted(exact), sorted(part))

    def similar(self, query: str, dropped: Callable[[], bool] = never) -> list[int]:
        """The records that hold every word of `query` or one that is nearly the same, and at least one such. Ascending.

        A word of four to seven letters may differ by one letter too many, too few, wrong or exchanged with its
        neighbour, a longer one by two. What is common in the store is a word of its own, not the other one misspelt.

        Raises:
            Dropped: nobody waits any more.
        """
        found: list[int] = []
        words = self.words(query)
        with self._turn:
            if not any(_edits(word) for word in words):
                return found
            self.warm(dropped)
            alike = [self._alike(word) for word in words]
            if not any(alike):
                return found
            for number, block in self._read(dropped):
                bit = 1 << self._bits[number]
                choices = [
                    [word, *(f" {one} " for one in others if self._words[one] & bit)]
                    for word, others in zip(words, alike, strict=True)
                ]
                if any(len(one) > 1 for one in choices):
                    first = number << BLOCK_BITS
                    found += [first + line for line in _with_similar(block, choices)]
        return sorted(found)

    def _alike(self, word: str) -> list[str]:
        """Words of the store that may be meant by this one, or may be this one misspelt."""
        edits = _edits(word)
        if not edits:
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        known, near, own = list(self._words), [], 0
        for start in range(0, len(known), _COMPARED):
            some = known[start : start + _COMPARED]
            near += extract(word, some, scorer=OSA.distance, score_cutoff=edits, limit=MOST_ALIKE)
            for one in some:
                if word in one:
                    own |= self._words[one]
        blocks = own.bit_count()
        most = blocks // 2 if blocks >= COMMON else len(self._blocks)
        near.sort(key=lambda one: one[1])
        # One that holds the word was found as a part.
        return [one for one, _d, _at in near if word not in one and self._words[one].bit_count() <= most][:MOST_ALIKE]


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _is_word(word: str) -> bool:
    """Whether it is written down in which blocks it stands: Latin letters and nothing else."""
    return word.isalpha() and word.isascii() and len(word) <= _LONGEST


def _edits(word: str) -> int:
    """By how many letters a word may differ and still be meant."""
    if not _is_word(word) or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _with_similar(block: _Block, choices: list[list[str]]) -> list[int]:
    """The lines that hold one of each word's choices, but not all the words themselves: those were found before."""
    held = set.intersection(*({line for word in words for line in block.holding([word])} for words in choices))
    return sorted(held.difference(block.holding([words[0] for words in choices])))
