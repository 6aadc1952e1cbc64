"""Finds names, parties and numbers of a list in a text: whole words, however they are dressed."""

import re
from collections.abc import Iterable
from itertools import pairwise

from language.folding import fold

_WORD = re.compile(r"[^\W_]+")
_HASHTAG = re.compile(r"[#＃](\w+)")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_BEFORE_A_NUMBER = frozenset(
    "urut paslon pasangan calon caleg capres cagub cabup cawali cawalkot coblos nyoblos pilih "
    "mencoblos memilih dukung partai salam kandidat".split()
)
"""A number alone means a candidate only after one of these."""


def found(words: Iterable[str], text: str) -> tuple[str, ...]:
    """The entries of the list that stand in the text, in the order of the list.

    Upper case, accents and look-alikes do not matter, nor do signs between words; `nomor urut 02` is `no. urut 2`
    too. An entry is found as whole words only, in hashtags by their parts (`#PilihBudi`); one that is only a number
    (`02`) after a word for a candidate, so that "jam 02.00" is none.
    """
    told = f" {' '.join(_tokens(text))} "
    return tuple(dict.fromkeys(word for word in words if _stands(word, told)))


def _tokens(text: str) -> list[str]:
    tokens = [_plain(word) for word in _WORD.findall(fold(text))]
    for tag in _HASHTAG.findall(text):
        pieces = [_plain(fold(piece)) for piece in _PIECE.findall(tag)]
        if len(pieces) > 1:
            tokens += ["#", *pieces]
    return tokens


def _plain(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    return {"no": "nomor", "nmr": "nomor", "nomer": "nomor"}.get(word, word)


def _stands(entry: str, told: str) -> bool:
    wanted = [_plain(word) for word in _WORD.findall(fold(entry))]
    if not wanted:
        return False
    if not wanted[0].isdigit() or len(wanted) > 1:
        return f" {' '.join(wanted)} " in told
    said = [word for word in told.split() if word != "nomor"]
    return any(word == wanted[0] and before in _BEFORE_A_NUMBER for before, word in pairwise(said))
