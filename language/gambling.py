"""How much a text sounds like what gambling sites have written under other people's videos.

A linear model over pieces of words, after folding, and over how the words are dressed: `training.judol` makes it. It
knows campaigns that the lists in `spam` do not, and gives way to them where somebody speaks against gambling.
"""

import re
import unicodedata
from functools import cache, lru_cache

from language.folding import fold, joined, spelt_out, unhide
from language.linear import Linear, Sum, load, pieces

_WORD = re.compile(r"\S{1,40}")
_WORDS_READ = 400
_LONGEST_SPELT = 80
_PIECES = (3, 4)
_STRETCHED = re.compile(r"(.)\1\1")
_BRAND = re.compile(r"[^\W\d_]{2,}\d{2,4}\W*|[^\W\d_]{2,}\dd\W*")
_EDGES = ".,!?:;\"'()[]*#-"


def chance(text: str) -> float:
    """How likely the text advertises gambling, 0 to 1."""
    model = _model()
    words = _words(text.lower())
    return model.chances(sum(map(_word_sum, words)) + model.sum((_length(words),)))[0]


def telling(text: str, at_most: int) -> tuple[str, ...]:
    """The words of the text that speak most for gambling, in their order."""
    model = _model()
    shares = {word: model.share(_word_sum(word.lower()), 0) for word in _words(text)}
    strongest = sorted((word for word in shares if shares[word] > 0), key=lambda word: -shares[word])[:at_most]
    return tuple(word for word in shares if word in strongest)


def features(text: str) -> list[bytes]:
    """All features of a text: what the model is trained on."""
    words = _words(text.lower())
    return [*(feature for word in words for feature in _features(word)), _length(words)]


def is_dressed(character: str) -> bool:
    """A letter or digit from another alphabet that reads as a plain one, or a mark laid over one."""
    if character < "\u0250" or "\U0001f1e6" <= character <= "\U0001f1ff":
        # Accents, and the letters of flags.
        return False
    plain = fold(character)
    return unicodedata.combining(character) > 0 or (plain.isascii() and plain.isalnum())


def _words(text: str) -> list[str]:
    """The words of a text, each once, and those that are written letter by letter as one."""
    spelt = (piece[:_LONGEST_SPELT] for piece in spelt_out(text))
    words = [word.strip(_EDGES) or word for word in _WORD.findall(text)]
    return list(dict.fromkeys([*words, *spelt]))[:_WORDS_READ]


def _length(words: list[str]) -> bytes:
    return b"len:%d" % len(words).bit_length()


def _features(word: str) -> list[bytes]:
    folded = fold(joined(word) if " " in word else word)
    plain = folded if folded.isalpha() and not _STRETCHED.search(folded) else unhide(folded)
    found = pieces(plain, _PIECES)
    found.append(b"w:" + plain.encode("utf-8", "replace"))
    brand = b"brand" if _BRAND.fullmatch(plain) else b""
    if brand:
        found.append(brand)
    if " " in word:
        found += (b"spelt", b"spelt:" + brand)
    if plain != folded:
        found.append(b"hidden")
    if not word.isascii() and sum(map(is_dressed, word)) >= 3:
        found += (b"dressed", b"dressed:" + brand)
    return found


@cache
def _model() -> Linear:
    return load("judol")


@lru_cache(maxsize=32_768)
def _word_sum(word: str) -> Sum:
    return _model().sum(_features(word))
