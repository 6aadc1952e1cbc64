"""Cuts a comment into words, brings each to the form the lists know, and finds the phrases of the lists in it."""

import re
from functools import lru_cache
from typing import NamedTuple

from language.cues import CUES
from language.folding import fold, unhide
from language.lexicon import CONTRASTS, EMOJI, EMOTICONS, INTENSIFIERS, NEGATORS, WEIGHTS

_EMOTICON = "|".join(re.escape(sign) for sign in sorted(EMOTICONS, key=len, reverse=True))
_TOKEN = re.compile(
    r"https?://\S{1,200}|www\.\S{1,200}|(?<!\w)@[\w.]{1,40}"
    r"|(?<!\w)(?:" + _EMOTICON + r")(?!\w)"
    r"|[^\W_][\w'’‘ʼ`\u00ad\u0300-\u036f\u200b-\u200f\u2060]{0,60}"
    r"|[" + "".join(EMOJI) + r"]|[?!.,;\n]"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(?<=[^\W\d_]{2})[2²]$")
_QUOTES = str.maketrans("’‘ʼ`", "''''")

STOPS = frozenset("?!.,;\n")
ADDRESS = "<>"
"""The form of a web address or of a name with @."""

_ENDINGS = frozenset("nya ipun keun lah kah pun tah nyo kan ne na ku mu an e i t".split())
"""Indonesian, Javanese, Sundanese and Minangkabau endings, and a slangy t, that leave the sense of a word as it is."""

Place = tuple[int, int]
"""First token and the one after the last."""

_SINGLE = frozenset(phrase[0] for phrase in CUES if len(phrase) == 1)
_KNOWN = frozenset(WEIGHTS) | NEGATORS | CONTRASTS | frozenset(INTENSIFIERS) | _SINGLE


class Scan(NamedTuple):
    """A text as the rules see it."""

    text: str
    places: list[Place]
    """Of each token, in characters of the text; the end is exclusive."""
    forms: list[str]
    cues: dict[str, list[Place]]
    """Name of a list in `cues` -> where its words stand, in tokens."""

    def piece(self, place: Place) -> str:
        """The text between the tokens of a place, as the citizen wrote it."""
        return self.text[self.places[place[0]][0] : self.places[place[1] - 1][1]]


def scan(text: str) -> Scan:
    """Reads the text once, for all rules."""
    places = []
    forms = []
    for match in _TOKEN.finditer(text):
        places.append(match.span())
        forms.append(form(match.group()))
    return Scan(text, places, forms, _find_cues(forms))


def _find_cues(forms: list[str]) -> dict[str, list[Place]]:
    cues: dict[str, list[Place]] = {}
    for start, first in enumerate(forms):
        for phrase, names in _PHRASES.get(first, ()):
            end = start + len(phrase)
            if end == start + 1 or tuple(forms[start:end]) == phrase:
                for name in names:
                    cues.setdefault(name, []).append((start, end))
    return cues


@lru_cache(maxsize=32_768)
def form(token: str) -> str:
    """The known word a token stands for (stretched letters, endings and dress removed), else its plain lower case."""
    if token in EMOTICONS or token in EMOJI or token in STOPS:
        return token
    if token.startswith(("http://", "https://", "www.", "@")):
        return ADDRESS
    word = fold(token.translate(_QUOTES))
    if word in _KNOWN:
        return word
    shorter = _DOUBLED.sub("", word)
    if not word.isalpha():
        shorter = unhide(shorter)
    spellings = [word] if shorter == word else [word, shorter]
    if _STRETCHED.search(shorter):
        spellings += (_STRETCHED.sub(r"\1", shorter), _STRETCHED.sub(r"\1\1", shorter))
    return next((known for known in map(_known, spellings) if known), word)


def _known(word: str) -> str:
    if word in _KNOWN:
        return word
    bare = word.replace("'", "")
    if bare in _KNOWN:
        return bare
    for size in range(min(4, len(bare) - 3), 0, -1):
        if bare[-size:] in _ENDINGS and bare[:-size] in _KNOWN:
            return bare[:-size]
    return ""


# Words that stand only inside phrases are brought to their form like those of a text.
_PHRASES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _phrase, _names in CUES.items():
    _forms = _phrase if len(_phrase) == 1 else tuple(_known(_word) or _word for _word in _phrase)
    _PHRASES.setdefault(_forms[0], []).append((_forms, _names))
