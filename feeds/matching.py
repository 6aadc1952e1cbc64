"""Whether a headline speaks of the agency's words and places.

Whole words, never parts of them: "sampah" is not in "Sampai", nor "pati" in "empati" (design figures: `partial_ratio`
finds 372 times "siak" where it stands 13 times). Names of places that mean something else too, "Batu" or "Malang", are
believed only where what stands around them says that a place is meant.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from feeds.places import FOLLOWERS, MARKS, STRONG_MARKS, ambiguous
from feeds.rarity import STEPS, bucket, table
from feeds.stopwords import STOPWORDS

_SHORTEST_TYPO = 6
_LONG = 10
_PARTICLES = ("nya", "lah", "kah", "pun")
_TOKEN = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?:;|–—()\"“”]|(?<=\s)-(?=\s)")

Sort = Literal["word", "place", "programme"]


class Interest(NamedTuple):
    """Something to look for."""

    word: str
    """One or several words. One that begins with "me-" or ends with "*" stands for its forms with me- and di- too."""
    sort: Sort
    name: str
    """What it is told as: the programme's name, the keyword itself."""


class Hit(NamedTuple):
    """Where an interest was found."""

    interest: Interest
    found: str
    """As it stands there."""


class _Token(NamedTuple):
    word: str
    """In lower case, without particles."""
    text: str
    whole: str
    """In lower case."""
    first: bool
    """It begins a sentence, or follows a sign that ends one."""


class Matcher:
    """Finds interests in headlines; made once for many of them."""

    def __init__(self, interests: Iterable[Interest]) -> None:
        self._by_word: defaultdict[str, list[tuple[tuple[str, ...], Interest]]] = defaultdict(list)
        for interest in interests:
            for words in _forms(interest.word):
                self._by_word[words[0]].append((words, interest))
        self._long = [word for word in self._by_word if len(word) >= _SHORTEST_TYPO and word not in ambiguous()]

    def found(self, title: str, summary: str = "") -> tuple[Hit, ...]:
        """The interests a headline speaks of, each once, in the order they stand there."""
        if not self._by_word:
            return ()
        hits = dict[Interest, Hit]()
        sure = set[str]()
        doubtful = list[tuple[Hit, str]]()
        for text in (title, summary):
            tokens = _tokens(text)
            for place in range(len(tokens)):
                for hit in self._at(tokens, place):
                    word = hit.interest.word.casefold()
                    if hit.interest.sort != "place" or word not in ambiguous():
                        hits.setdefault(hit.interest, hit)
                        sure.add(word)
                    elif (meant := _is_place(tokens, place, word)) is not None:
                        if meant:
                            hits.setdefault(hit.interest, hit)
                            sure.add(word)
                        else:
                            doubtful.append((hit, word))
        # Another place of ours beside it: "Batu" where Malang's district is named, too.
        for hit, word in doubtful:
            others = {one.interest.word for one in hits.values() if one.interest.sort == "place"}
            if others - {hit.interest.word} and sure - {word}:
                hits.setdefault(hit.interest, hit)
        return tuple(hits.values())

    def _at(self, tokens: Sequence[_Token], place: int) -> Iterable[Hit]:
        token = tokens[place]
        heads = [token.word] if token.word in self._by_word else [token.whole] if token.whole in self._by_word else []
        if not heads and len(token.whole) >= _SHORTEST_TYPO and self._long:
            heads = self._mistyped(token.whole)
        for head in heads:
            for words, interest in self._by_word[head]:
                there = tokens[place : place + len(words)]
                if len(there) == len(words) and all(
                    word in (one.word, one.whole) for word, one in zip(words[1:], there[1:], strict=True)
                ):
                    yield Hit(interest, " ".join(one.text for one in there))

    def _mistyped(self, word: str) -> list[str]:
        """The keyword a long word nobody writes is a misspelling of."""
        if word in STOPWORDS or table()[bucket(word)] > STEPS:
            return []
        return [one for one in self._long if one[0] == word[0] and _one_slip(one, word)][:1]


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is too many, or in long words wrong or exchanged (what `fuzz.ratio` calls 90 and more)."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(other) - len(one) == 1:
        return one[same:] == other[same + 1 :]
    if len(one) != len(other) or len(one) < _LONG:
        return False
    swapped = one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]
    return one[same + 1 :] == other[same + 1 :] or swapped


def _forms(word: str) -> list[tuple[str, ...]]:
    """The words of an interest; a verb's with me- and di- too, where it is marked by a star."""
    starred = word.rstrip().endswith("*")
    words = tuple(_bare(one.casefold()) for one in _TOKEN.findall(unicodedata.normalize("NFKC", word)))
    if not words:
        return []
    if starred and len(words) == 1:
        return [(form,) for form in dict.fromkeys((words[0], f"di{words[0]}", _active(words[0])))]
    return [words]


def _active(root: str) -> str:
    """The form with me-: "tanam" gives "menanam", "bangun" "membangun"."""
    first, rest = root[0], root[1:]
    if first == "p":
        return f"mem{rest}"
    if first in "bfv":
        return f"mem{root}"
    if first == "t":
        return f"men{rest}"
    if first in "dcjz":
        return f"men{root}"
    if first == "s":
        return f"meny{rest}"
    if first == "k":
        return f"meng{rest}"
    return f"meng{root}" if first in "aiueogh" else f"me{root}"


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[_Token, ...]:
    text = unicodedata.normalize("NFKC", text[:1000])
    found = []
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        first = end == 0 or bool(_STOP.search(between))
        end = match.end()
        whole = match[0].casefold()
        found.append(_Token(_bare(whole), match[0], whole, first))
    return tuple(found)


def _bare(word: str) -> str:
    return word[:-3] if len(word) > 6 and word.endswith(_PARTICLES) else word


def _is_place(tokens: Sequence[_Token], place: int, word: str) -> bool | None:
    """Whether an ambiguous name means the place there: True, False for "nothing says so", None for something else."""
    token, known = tokens[place], ambiguous()[word]
    before = tokens[place - 1].whole if place and not token.first else ""
    second = tokens[place - 2].whole if before and place > 1 and not tokens[place - 1].first else ""
    after = tokens[place + 1].whole if place + 1 < len(tokens) else ""
    if before in known.before or after in known.after or not known.elsewhere.isdisjoint(one.whole for one in tokens):
        return None
    if token.text.islower() and any(one.text[:1].isupper() for one in tokens):
        return None
    if known.plain or before in (STRONG_MARKS if known.verb else MARKS) or (before == "kota" and second == "wali"):
        return True
    if after in FOLLOWERS:
        return True
    # In a text that is not all capitals a capital within a sentence is a name.
    small = sum(one.text.islower() and len(one.text) > 3 for one in tokens)
    named = not token.first and token.text[0].isupper() and not token.text.isupper()
    alone = (not before or tokens[place - 1].text.islower()) and not after[:1].isupper()
    return bool(named and alone and small >= max(3, len(tokens) // 2))
