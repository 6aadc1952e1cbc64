"""What the sentiment has learned from labelled comments: weights of words, pairs and pieces of words, added up.

Every feature falls into a bucket of its table by CRC-32 and has two weights there: towards *positive* rather than
*negative*, and towards *neutral*. Two more tables tell comments under an agency's posts from the reviews and tweets
that most was learned from. The file comes from `training.sentiment`; how it is laid out stands at `pack`.
"""

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

import msgspec

WEIGHTS = Path(__file__).with_name("weights") / "sentiment.bin"

TABLES = ("word", "negated", "pair", "piece")
DESK_TABLES = ("desk_word", "desk_piece")
BITS = {"word": 19, "negated": 15, "pair": 20, "piece": 21, "desk_word": 15, "desk_piece": 16}
"""A table has two to the power of so many buckets."""

PLUS, POWER = 2, 0.4
"""The sum of a text is divided by this power of its tokens and a few more: long texts say less a word."""
SHORTEST, LONGEST = 3, 6
"""Letters of the pieces of a word; its edges count as letters."""
REACH = 3
"""So many words behind a negator are negated."""
_CUT = 40
"""Letters of a word that are looked at."""
_REMEMBERED = 32_768
"""Words whose sums are kept; more of them, and all are forgotten. About 10 MB."""

_TOKEN = re.compile(
    r"https?://\S{1,200}|www\.\S{1,200}|@\w{1,60}"
    r"|[^\W\d_]{1,60}(?:['’‘ʼ`][^\W\d_]{1,60}){0,3}['’‘ʼ`]?|\d{1,40}|[?!]{1,40}|[.,;:]{1,40}|[^\w\s]"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_QUOTES = str.maketrans("’‘ʼ`", "''''")
_STOPS = frozenset(".,;:?!")
NEGATORS = frozenset(
    """
    tidak tdk tak tk nggak ngga enggak engga gak ga gk g ndak ndk nda kagak kaga bukan bkn jangan jgn tiada tanpa belum
    blm ora ra gaora mboten boten dudu ojo durung dereng teu henteu moal lain sanes ulah tong can tacan acan ta' bo'
    banne enja' ja' lo' indak indaak bukannyo alun kada kadada not no never dont don't isn't wasn't doesn't didn't
    can't cannot won't nothing without nor hana han bukon tusing nenten ndang unang dang degage de' tenna jaton
    """.split()
)
"""They turn the next words round. Not those of the rules: these are the data's languages, without words that are
ordinary ones in Indonesian."""


def tokens(text: str) -> list[str]:
    """The words and signs of a text, as they are written. A clitic set apart (`tempat nya`) goes with its word."""
    found: list[str] = _TOKEN.findall(text.replace(" nya ", "nya "))
    return found


def normal(token: str) -> str:
    """The form of a token that is weighed."""
    if token[0] == "@":
        return "<u>"
    word = token.lower().translate(_QUOTES)
    if word.startswith(("http://", "https://", "www.")) or word == "url":
        return "<l>"
    if word[0].isdigit():
        return f"<n{min(len(word), 4)}>"
    return _STRETCHED.sub(r"\1\1", word)[:_CUT]


def pieces(word: str) -> list[str]:
    """Runs of 3 to 6 letters of a word with its edges, never the whole of it."""
    if not word[0].isalpha():
        return []
    edged = f"<{word}>"
    size = len(edged)
    return [
        edged[at : at + length]
        for length in range(SHORTEST, min(LONGEST, size - 1) + 1)
        for at in range(size - length + 1)
    ]


def digest(feature: str) -> int:
    """The number a feature is known by; its low bits name the bucket."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


def mask(table: str) -> int:
    """The bits of a number that name a bucket of that table."""
    return (1 << BITS[table]) - 1


def pair(first: int, second: int) -> int:
    """The number of two neighbours by their own."""
    return first * 31 + second


ORDINARY, SIGN, STOP, NEGATOR = range(4)


def role(form: str) -> int:
    """What a form does to its neighbours: only words are negated, and a stop ends a negation."""
    if form in NEGATORS:
        return NEGATOR
    return STOP if form[0] in _STOPS else ORDINARY if form[0].isalpha() else SIGN


def negated(forms: list[str]) -> list[str]:
    """The words that stand behind a negator."""
    found = []
    left = 0
    for form in forms:
        kind = role(form)
        if kind == STOP:
            left = 0
        elif left and kind != SIGN:
            left -= 1
            found.append(form)
        if kind == NEGATOR:
            left = REACH
    return found


class Settings(msgspec.Struct, frozen=True):
    """What the file holds besides the tables."""

    bias: tuple[float, float]
    rules: list[tuple[float, float]]
    """The weights of each signal of the rules."""
    scales: dict[str, tuple[float, float]]
    """What one step of a table's weights is worth."""
    temperature: float
    desk: tuple[float, float]
    """Bias, and what one step of the weights in `DESK_TABLES` is worth."""


class Weighed(NamedTuple):
    """What the weights say of a text."""

    polarity: float
    neutrality: float
    desk: float
    """How likely it is a comment under an agency's post, 0 to 1."""
    tokens: list[str]
    polarities: list[float]
    """What each token brings, before it is multiplied with `by`."""
    neutralities: list[float]
    by: float


_Entry = tuple[float, float, float, int, float, float, int]
"""Of a token: polarity, neutrality, desk, number; polarity and neutrality added behind a negator; role."""

MAGIC = b"MHSW"
VERSION = 1
_HEADER = struct.Struct("<4sHHII")
"""Magic, version, length of the settings, length of all that follows, its CRC-32."""
_NOWHERE = 0
"""The number of what stands before the first token."""


class Damaged(ValueError):
    """The file of weights is not what training wrote."""


def pack(settings: Settings, tables: Mapping[str, tuple[bytes, ...]]) -> bytes:
    """The file: header, settings as JSON, then zlib-packed for each of `TABLES` its polarities and its neutralities,
    and the `DESK_TABLES`, a signed byte a bucket.
    """
    told = msgspec.json.encode(settings)
    planes = b"".join(plane for name in (*TABLES, *DESK_TABLES) for plane in tables[name])
    body = told + zlib.compress(planes, 9)
    return _HEADER.pack(MAGIC, VERSION, len(told), len(body), zlib.crc32(body)) + body


class Model:
    """The weights, ready to weigh texts. Threads may share one."""

    def __init__(self, file: bytes) -> None:
        """Raises `Damaged` unless the file is whole and of this version."""
        try:
            magic, version, told, length, checksum = _HEADER.unpack_from(file)
            body = file[_HEADER.size :]
            if (magic, version, length, checksum) != (MAGIC, VERSION, len(body), zlib.crc32(body)):
                raise Damaged("header or checksum")
            self.settings = msgspec.json.decode(body[:told], type=Settings)
            planes = memoryview(zlib.decompress(body[told:])).cast("b")
        except (struct.error, zlib.error, msgspec.DecodeError) as error:
            raise Damaged(str(error)) from error
        if len(planes) != sum(1 << BITS[name] for name in (*TABLES, *TABLES, *DESK_TABLES)):
            raise Damaged("length")
        self._polarity: dict[str, memoryview[int]] = {}
        self._neutrality: dict[str, memoryview[int]] = {}
        self._desk: dict[str, memoryview[int]] = {}
        for name in TABLES:
            size = 1 << BITS[name]
            self._polarity[name], self._neutrality[name] = planes[:size], planes[size : 2 * size]
            planes = planes[2 * size :]
        for name in DESK_TABLES:
            self._desk[name], planes = planes[: 1 << BITS[name]], planes[1 << BITS[name] :]
        self._known: dict[str, _Entry] = {}

    def weigh(self, text: str, signals: Sequence[float]) -> Weighed:
        """What a text and each of its tokens bring. The signals are those of the rules, see `sentiment.signals`."""
        known = self._known
        pair_polarity, pair_neutrality = self._polarity["pair"], self._neutrality["pair"]
        one, other = self.settings.scales["pair"]
        last = (1 << BITS["pair"]) - 1
        before, left, desk = _NOWHERE, 0, 0.0
        polarities, neutralities = [], []
        found = tokens(text)
        for token in found:
            entry = known.get(token) or self._learn(token)
            polarity, neutrality, belongs, number, more_polarity, more_neutrality, role = entry
            desk += belongs
            bucket = (before * 31 + number) & last
            polarity += pair_polarity[bucket] * one
            neutrality += pair_neutrality[bucket] * other
            if left and role != SIGN:
                if role == STOP:
                    left = 0
                else:
                    left -= 1
                    polarity += more_polarity
                    neutrality += more_neutrality
            if role == NEGATOR:
                left = REACH
            before = number
            polarities.append(polarity)
            neutralities.append(neutrality)
        by = 1 / (len(found) + PLUS) ** POWER
        polarity, neutrality = self.settings.bias
        polarity += sum(polarities) * by
        neutrality += sum(neutralities) * by
        for signal, (one, other) in zip(signals, self.settings.rules, strict=True):
            polarity += signal * one
            neutrality += signal * other
        doubt = min(30.0, -self.settings.desk[0] - desk * by)
        return Weighed(polarity, neutrality, 1 / (1 + exp(doubt)), found, polarities, neutralities, by)

    def chances(self, polarity: float, neutrality: float) -> tuple[float, float, float]:
        """How likely positive, neutral and negative are."""
        by = 1 / self.settings.temperature
        scores = ((polarity - neutrality / 2) * by, neutrality * by, (-polarity - neutrality / 2) * by)
        most = max(scores)
        one, two, three = (exp(score - most) for score in scores)
        total = one + two + three
        return one / total, two / total, three / total

    def _learn(self, token: str) -> _Entry:
        form = normal(token)
        number = digest(form)
        first, second = self._polarity["piece"], self._neutrality["piece"]
        here = self._desk["desk_piece"]
        last, last_here = mask("piece"), mask("desk_piece")
        one = other = 0
        desk = self._desk["desk_word"][number & mask("desk_word")]
        for piece in pieces(form):
            found = digest(piece)
            bucket = found & last
            one += first[bucket]
            other += second[bucket]
            desk += here[found & last_here]
        by, other_by = self.settings.scales["piece"]
        polarity, neutrality = self._at("word", number)
        entry = (
            *(polarity + one * by, neutrality + other * other_by, desk * self.settings.desk[1], number),
            *(*self._at("negated", number), role(form)),
        )
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = entry
        return entry

    def _at(self, table: str, number: int) -> tuple[float, float]:
        bucket = number & mask(table)
        one, other = self.settings.scales[table]
        return self._polarity[table][bucket] * one, self._neutrality[table][bucket] * other


@cache
def model() -> Model | None:
    """The weights that are shipped, read at the first call; None where the file is missing or damaged."""
    try:
        return Model(WEIGHTS.read_bytes())
    except (OSError, Damaged):
        return None
