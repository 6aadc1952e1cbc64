"""How the writer feels: the weights of words, emoji and emoticons added up, and said with honest doubt."""

from math import exp, log1p, sqrt, tanh
from typing import NamedTuple

from domain.comments import SENTIMENTS, Sentiment, Word
from language import learned
from language.lexicon import ACCLAIM, CONTRASTS, EMOJI, EMOTICONS, INTENSIFIERS, NEGATORS, PHRASES, WEIGHTS
from language.words import STOPS, Place, Scan, form

ENGINE = "learned-1"
"""Name and version of the engine; another version may read the same text otherwise."""
UNSURE_BELOW = 0.63
"""Below this confidence a person should look."""

_NEGATION_REACH = 3
_NEGATED = -0.7
"""A negated word says the opposite, but less of it."""
_BEFORE_CONTRAST = 0.5
_IRONIC = -0.8
_MOCKING = frozenset("👏🙃🤡🤣😂")
_ALWAYS_MOCKING = frozenset("🙃🤡")
_WORSENING = frozenset("makin semakin tambah tambih tetep tetap malah maken".split())
_SIGNS_AT_MOST = 3.0
"""What all emoji of one sign weigh together at most."""
_SHOWN = 5
_LEANING = 2.0
"""What a convention of the desk weighs at most."""
_FOREIGN, _OURS = 0.35, 0.75
"""Likelier than the second to be a comment for a desk, its conventions hold; less than the first, not at all."""
_LEAST = 0.05
"""A word that brings less did not decide."""
_RULED = 0.6
"""About what a step of the rules brings to a text of one word."""

_NEUTRAL_WITHIN = 0.75
_SIGN: dict[Sentiment, float] = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}
_PHRASES = {tuple(map(form, phrase)): weight for phrase, weight in PHRASES.items()}
_PHRASE_STARTS = frozenset(phrase[0] for phrase in _PHRASES)
_LONGEST_PHRASE = max(map(len, _PHRASES))


class Feeling(NamedTuple):
    """What the words of a text weigh together."""

    score: float
    """Positive: the writer is pleased."""
    doubt: float
    """What speaks against the score's sign."""
    weights: list[tuple[Place, float]]
    ironic: bool
    """Praise that is meant the other way round."""
    denied: float = 0.0
    """What the negated bad words make good: "tidak mengecewakan"."""

    def words(self, scan: Scan, sentiment: Sentiment) -> tuple[Word, ...]:
        """The words that decided for that sentiment, strongest first."""
        if sentiment == "neutral":
            return ()
        sign = 1 if sentiment == "positive" else -1
        towards: dict[str, float] = {}
        for place, weight in self.weights:
            if weight * sign > 0:
                piece = scan.piece(place)
                towards[piece] = max(towards.get(piece, 0.0), weight * sign)
        strongest = sorted(towards.items(), key=lambda item: -item[1])[:_SHOWN]
        return tuple(Word(piece, round(weight, 2)) for piece, weight in strongest)


def feel(scan: Scan) -> Feeling:
    """Adds up what the words, emoji and emoticons of a text weigh."""
    weights: list[tuple[Place, float]] = []
    signs: list[tuple[Place, float]] = []
    forms = scan.forms
    negated_until = -1
    denied = 0.0
    place = 0
    while place < len(forms):
        word = forms[place]
        end, weight = _weigh(forms, place)
        if word in EMOJI or word in EMOTICONS:
            signs.append(((place, end), weight))
        elif weight:
            weight *= _stress(forms, place, end)
            if place <= negated_until:
                weight *= _NEGATED
                denied += max(weight, 0.0)
            weights.append(((place, end), weight))
        elif word in NEGATORS:
            # "tidak tidak baik" is rare; a second negator only prolongs the first.
            negated_until = place + _NEGATION_REACH
        elif word in STOPS:
            negated_until = -1
        elif word in CONTRASTS:
            weights = [(earlier, old * _BEFORE_CONTRAST) for earlier, old in weights]
        place = end
    ironic = _is_ironic(scan, weights)
    if ironic:
        weights = [(where, weight * _IRONIC if weight > 0 else weight) for where, weight in weights]
        signs = [(where, weight * _IRONIC if forms[where[0]] in _MOCKING else weight) for where, weight in signs]
    weights += _bounded(forms, signs)
    above = sum(weight for _, weight in weights if weight > 0)
    below = -sum(weight for _, weight in weights if weight < 0)
    return Feeling(above - below, min(above, below), weights, ironic, denied)


def signals(scan: Scan, feeling: Feeling) -> tuple[float, ...]:
    """What the rules tell the learned weights of a text; training weighs each."""
    forms = scan.forms
    size = sqrt(len(forms)) + 1
    above = sum(weight for _, weight in feeling.weights if weight > 0)
    below = above - feeling.score
    return (
        above / size,
        below / size,
        feeling.score / size,
        tanh(feeling.score / 3),
        feeling.doubt / size,
        float(not feeling.weights),
        float(feeling.ironic),
        feeling.denied / size,
        float("?" in forms),
        log1p(len(forms)) / 3,
    )


class Judgement(NamedTuple):
    """What a text feels, and why."""

    sentiment: Sentiment
    confidence: float
    """0 to 1; calibrated where the weights were there."""
    words: tuple[Word, ...]
    """Those that decided, strongest first."""
    engine: str
    taught: float = 0.0
    """What the admins' corrections brought to that sentiment."""


def judge(
    scan: Scan,
    feeling: Feeling,
    leaning: tuple[float, float] = (0.0, 0.0),
    taught: tuple[float, float] = (0.0, 0.0),
) -> Judgement:
    """By the learned weights, to which the rules are one voice; by the rules alone where the weights are damaged.

    `leaning` (towards positive rather than negative, and towards neutral; 1 is clear) is what the conventions of the
    desk say; it counts as far as this is a comment for a desk. `taught` is what corrections add: `language.overlay`.
    """
    model = learned.model()
    if model is None:
        sentiment, confidence = by_rules(feeling)
        return Judgement(sentiment, confidence, feeling.words(scan, sentiment), "rules-1")
    weighed = model.weigh(scan.text, signals(scan, feeling))
    if feeling.weights and not any(token[0].isalpha() for token in weighed.tokens):
        # No labelled text has an emoji: what is nothing but signs is the rules' to read.
        sentiment, confidence = by_rules(feeling)
        return Judgement(sentiment, confidence, feeling.words(scan, sentiment), ENGINE)
    lent = _LEANING * min(1.0, max(0.0, (weighed.desk - _FOREIGN) / (_OURS - _FOREIGN)))
    polarity, neutrality = weighed.polarity + taught[0], weighed.neutrality + taught[1]
    chances = model.chances(polarity + lent * leaning[0], neutrality + lent * leaning[1])
    confidence = max(chances)
    sentiment = SENTIMENTS[chances.index(confidence)]
    words = _decisive(scan, feeling, weighed, sentiment)
    # What rests on no word rests on what is usual.
    if not (words or any(leaning) or any(taught)):
        confidence = min(confidence, 0.5)
    sign = _SIGN[sentiment]
    brought = sign * taught[0] - taught[1] / 2 if sign else taught[1]
    return Judgement(sentiment, confidence, words, ENGINE, round(brought, 2) + 0.0)


def _decisive(scan: Scan, feeling: Feeling, weighed: learned.Weighed, sentiment: Sentiment) -> tuple[Word, ...]:
    """The tokens that brought most to that sentiment, what the rules know of them included."""
    sign = _SIGN[sentiment]
    # Of the neutrality two halves are lacking elsewhere.
    one, other = sign * weighed.by, (-0.5 if sign else 1.0) * weighed.by
    least = _LEAST
    towards: dict[str, float] = {}
    for token, polarity, neutrality in zip(weighed.tokens, weighed.polarities, weighed.neutralities, strict=True):
        share = one * polarity + other * neutrality
        if share > least and share > towards.get(token, 0.0) and token[0].isalpha():
            towards[token] = share
    if sign:
        by = sign * _RULED / (sqrt(len(scan.forms)) + 1)
        for place, weight in feeling.weights:
            piece = scan.piece(place)
            towards[piece] = towards.get(piece, 0.0) + weight * by
    strongest = sorted(towards.items(), key=lambda item: -item[1])[:_SHOWN]
    if strongest:
        least = max(least, strongest[0][1] / 5)
    return tuple(Word(piece, round(share, 2)) for piece, share in strongest if share >= least)


def by_rules(feeling: Feeling) -> tuple[Sentiment, float]:
    """The sentiment and how sure it is, 0 to 1; figures fitted by hand on reviews and tweets of five languages."""
    strength = abs(feeling.score)
    if not feeling.weights:
        return "neutral", 0.5
    if strength < _NEUTRAL_WITHIN:
        return "neutral", 0.4
    sureness = 0.93 - 0.55 * exp(-strength / 3.5) - 0.04 * min(feeling.doubt, 5.0)
    return ("positive" if feeling.score > 0 else "negative"), round(sureness, 2)


def _weigh(forms: list[str], place: int) -> tuple[int, float]:
    """Where the word or phrase at that place ends, and what it weighs."""
    word = forms[place]
    if word in _PHRASE_STARTS:
        for length in range(_LONGEST_PHRASE, 1, -1):
            phrase = tuple(forms[place : place + length])
            if phrase in _PHRASES:
                return place + len(phrase), _PHRASES[phrase]
    weight = WEIGHTS.get(word) or EMOJI.get(word) or EMOTICONS.get(word) or 0.0
    return place + 1, weight


def _stress(forms: list[str], start: int, end: int) -> float:
    before = INTENSIFIERS.get(forms[start - 1], 1.0) if start else 1.0
    after = INTENSIFIERS.get(forms[end], 1.0) if end < len(forms) else 1.0
    return before if before != 1.0 else after


def _bounded(forms: list[str], signs: list[tuple[Place, float]]) -> list[tuple[Place, float]]:
    """Each emoji once, and all of one direction together no more than a strong word."""
    once: dict[str, tuple[Place, float]] = {}
    for where, weight in signs:
        once.setdefault(forms[where[0]], (where, weight))
    left = {True: _SIGNS_AT_MOST, False: _SIGNS_AT_MOST}
    bounded = []
    for where, weight in once.values():
        kept = min(abs(weight), left[weight > 0])
        left[weight > 0] -= kept
        bounded.append((where, kept if weight > 0 else -kept))
    return bounded


def _is_ironic(scan: Scan, weights: list[tuple[Place, float]]) -> bool:
    """Acclaim at the start, or applause anywhere, for what is plainly bad: "mantap, macet lagi"."""
    forms = scan.forms
    if not _ALWAYS_MOCKING.isdisjoint(forms):
        return True
    applause = not _MOCKING.isdisjoint(forms)
    if "mended" in scan.cues or not (CONTRASTS.isdisjoint(forms) or applause):
        return False
    worse = any(weight <= -2 and where[0] > 1 and forms[where[0] - 1] in _WORSENING for where, weight in weights)
    if worse and any(weight > 0 and where[0] <= 1 for where, weight in weights):
        # "Terima kasih, jalannya makin hancur": nobody gives thanks for that.
        return True
    acclaim = [where[0] for where, weight in weights if weight > 0 and forms[where[0]] in ACCLAIM]
    if not acclaim:
        return applause and bool(weights) and all(weight < 0 for _, weight in weights)
    first = acclaim[0]
    blamed = any(weight <= -2 and where[0] > first for where, weight in weights)
    return (blamed and (first <= 2 or applause)) or (first <= 2 and applause and "blame" in scan.cues)
