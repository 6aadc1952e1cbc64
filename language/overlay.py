"""What the admins' corrections add to the engine: an answer for the same text, and small steps for its words.

The weights that are shipped never change. An `Overlay` is made from the corrections of a store, in the order in which
they were said, and lies over them: without a correction it is as if that had never been said. It holds digests, no
text.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import msgspec

from domain.comments import SENTIMENTS, Reading
from domain.corrections import Correction, Field
from language import learned
from language.folding import fold

STEP = 0.5
"""How far one correction moves the words of its text. Of a stream of labelled texts whose errors were corrected one by
one, the second half was read better by this: regional tweets in 80 of 100 cases where it had been 70 to 74, Indonesian
in 89 where it had been 88, our own examples in 89 and 88, reviews in 89 where it had been 90. A step of 2 gives less of
it, one of 10 unlearns.
"""
SUREST = 0.95
"""More than that no reading counts for, so that every correction is a step."""
MOST = 1.0
"""What all corrections together add to a word at most, in the scale of the engine's scores."""

WEIGHED = 2_000
"""Characters whose words are learned."""

_UNTOLD = re.compile(r"[^\w\s?]+(?<![^\x00-\u2bff])|_")
"""Signs that change nothing; a question mark does, and emoji do."""
_STRETCHED = re.compile(r"(.)\1{2,}")
_NEGATED = "¬"
_PLAIN = frozenset(
    """
    yang yg di ke dari dan atau ini itu ada untuk utk dengan dgn pada oleh dalam akan sudah sdh udah telah juga jg saja
    aja sih kok ya nya pun lah kah deh dong nih tuh saya aku kami kita kamu anda dia mereka pak bu bapak ibu kak min
    admin mas mbak bang tolong mohon karena krn kalau kalo jika bila agar supaya jadi lagi lg masih bisa bs dapat
    sangat banget bgt sekali the a an is are of to in and it this that
    """.split()
)
"""Words every text has: they learn nothing."""


class Lesson(NamedTuple):
    """What a correction keeps of a text."""

    key: str
    """Digest of its plain form; empty: there is nothing to know it by."""
    words: tuple[int, ...]
    """Digests of its words, those behind a negator apart from the others; ascending, each once."""


def key(text: str) -> str:
    """The digest by which the same text is known, however it is spaced, stretched, dressed and punctuated."""
    from hashlib import blake2b  # OpenSSL is slow to load, and few have corrected anything

    plain = _STRETCHED.sub(r"\1", " ".join(_UNTOLD.sub(" ", fold(text)).split()))
    return blake2b(plain.encode("utf-8", "replace"), digest_size=16).hexdigest() if plain else ""


def words(text: str) -> tuple[int, ...]:
    """The digests of the words of a text, of its first `WEIGHED` characters."""
    found = set()
    left = 0
    for token in learned.tokens(text[:WEIGHED]):
        plain, negated, role = _known(token)
        if role == learned.STOP:
            left = 0
            continue
        told = negated if left and role != learned.SIGN else plain
        if told:
            found.add(told)
        if role == learned.NEGATOR:
            left = learned.REACH
        elif left and role != learned.SIGN:
            left -= 1
    return tuple(sorted(found))


@lru_cache(maxsize=16_384)
def _known(token: str) -> tuple[int, int, int]:
    """The digest of a token's form, its digest behind a negator (0: it is not told), and its role."""
    form = learned.normal(token)
    if form in _PLAIN or form[0] == "<":
        return 0, 0, learned.role(form)
    return learned.digest(form), learned.digest(_NEGATED + form), learned.role(form)


def lesson(text: str) -> Lesson:
    """What a correction keeps of that text."""
    return Lesson(key(text), words(text))


class Overlay:
    """What the corrections of a store teach. Never changed once it is made; threads may share it."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._answers: dict[tuple[Field, str], Correction] = {}
        for one in sorted(corrections, key=lambda one: (one.at, one.id)):
            if one.text_key:
                # The last word on a text is the one that counts, and it counts last.
                self._answers.pop((one.field, one.text_key), None)
                self._answers[one.field, one.text_key] = one
        self._weights: dict[int, tuple[float, float]] = {}
        for one in self._answers.values():
            if one.field == "sentiment":
                self._step(one)

    def __bool__(self) -> bool:
        return bool(self._answers)

    def _step(self, correction: Correction) -> None:
        """One step of gradient descent from what the engine said to what the admin said."""
        if correction.answer not in SENTIMENTS or correction.said not in SENTIMENTS or not correction.word_keys:
            return
        sure = min(correction.confidence, SUREST)
        wanted = {
            one: (one == correction.answer) - (sure if one == correction.said else (1 - sure) / 2) for one in SENTIMENTS
        }
        by = STEP * _share(correction.word_keys)
        polarity = by * (wanted["positive"] - wanted["negative"])
        neutrality = by * (wanted["neutral"] - (wanted["positive"] + wanted["negative"]) / 2)
        for word in correction.word_keys:
            one, other = self._weights.get(word, (0.0, 0.0))
            self._weights[word] = _capped(one + polarity), _capped(other + neutrality)

    def lean(self, text: str) -> tuple[float, float]:
        """What the words of the text add to its polarity and to its neutrality, see `language.learned`."""
        if not self._weights:
            return 0.0, 0.0
        of_text = words(text)
        known = [self._weights[word] for word in of_text if word in self._weights]
        by = _share(of_text)
        return sum(one for one, _ in known) * by, sum(other for _, other in known) * by

    def touches(self, text: str) -> bool:
        """Whether the text is read otherwise than by the engine alone, or may be."""
        return ("sentiment", key(text)) in self._answers or self.lean(text) != (0.0, 0.0)

    def corrected(self, text: str, reading: Reading) -> Reading:
        """The reading with what an admin has said of the very same text."""
        if not self._answers:
            return reading
        of_text = key(text)
        sentiment, kind = self._answers.get(("sentiment", of_text)), self._answers.get(("kind", of_text))
        if sentiment is not None:
            reading = msgspec.structs.replace(
                reading,
                sentiment=sentiment.answer,
                confidence=1.0,
                unsure=False,
                words=(),
                sentiment_from=sentiment.by,
            )
        if kind is not None:
            reading = msgspec.structs.replace(
                reading, kind=kind.answer, kind_confidence=1.0, second_kind=None, reasons=(), kind_from=kind.by
            )
        return reading


def _share(of_text: tuple[int, ...]) -> float:
    """What one word counts among so many, as in `language.learned`."""
    return 1 / float((len(of_text) + learned.PLUS) ** learned.POWER)


def _capped(weight: float) -> float:
    return max(-MOST, min(MOST, weight))


NONE = Overlay()
"""Nobody has corrected anything."""
