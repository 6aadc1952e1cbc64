"""How good readings are: the figures that published models of the same data are known by."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.comments import SENTIMENTS, Sentiment
from training.rows import NUSAX, TWEETS, Row

MAIN = NUSAX[:6]
"""The languages that count for coverage and calibration, beside SmSA."""
_BINS = 10
_COVERED = 0.8


class Answer(NamedTuple):
    """What a text was read as."""

    sentiment: Sentiment
    confidence: float


def figures(rows: Sequence[Row], answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of one; what no row speaks of is left out.

    Accuracy and macro-F1 of SmSA, macro-F1 of each language of NusaX and their mean, of the tweets (labelled positive
    or negative only, so that an answer of neutral is wrong), accuracy of the surest 80 % and expected calibration error
    (ten equal bins) over SmSA and the six main languages of NusaX, and accuracy on our own comments.
    """
    both = list(zip(rows, answers, strict=True))
    found: dict[str, float] = {}
    if smsa := [pair for pair in both if pair[0].source == "smsa"]:
        found |= {"smsa_accuracy": accuracy(smsa), "smsa_f1": macro_f1(smsa, SENTIMENTS)}
    languages = {}
    for language in NUSAX:
        if nusax := [pair for pair in both if pair[0].source == "nusax" and pair[0].language == language]:
            languages[f"{language}_f1"] = macro_f1(nusax, SENTIMENTS)
    if languages:
        found |= languages | {"mean_of_12_f1": sum(languages.values()) / len(languages)}
    for language in TWEETS:
        if tweets := [pair for pair in both if pair[0].source == "tweets" and pair[0].language == language]:
            found[f"tweets_{language}_f1"] = macro_f1(tweets, ("positive", "negative"))
    if main := [pair for pair in both if pair[0].source == "smsa" or (pair[0].source, pair[0].language) in _MAIN]:
        found |= {"covered_80_accuracy": covered_accuracy(main), "calibration_error": calibration_error(main)}
    if desk := [pair for pair in both if pair[0].source == "desk"]:
        found["desk_accuracy"] = accuracy(desk)
    return found


_MAIN = {("nusax", language) for language in MAIN}
Pairs = Sequence[tuple[Row, Answer]]


def right(row: Row, answer: Answer) -> bool:
    """Whether the answer is what the row is labelled."""
    return SENTIMENTS[row.label] == answer.sentiment


def accuracy(pairs: Pairs) -> float:
    """The share of right answers."""
    return sum(right(*pair) for pair in pairs) / len(pairs)


def macro_f1(pairs: Pairs, labels: Sequence[Sentiment]) -> float:
    """The mean over the labels of 2 · right ÷ (labelled so + answered so)."""
    scores = []
    for label in labels:
        labelled = sum(SENTIMENTS[row.label] == label for row, _ in pairs)
        answered = sum(answer.sentiment == label for _, answer in pairs)
        hits = sum(right(row, answer) and answer.sentiment == label for row, answer in pairs)
        scores.append(2 * hits / (labelled + answered) if labelled + answered else 0.0)
    return sum(scores) / len(scores)


def covered_accuracy(pairs: Pairs) -> float:
    """Accuracy of the surest four fifths."""
    surest = sorted(pairs, key=lambda pair: -pair[1].confidence)[: int(len(pairs) * _COVERED)]
    return accuracy(surest)


def calibration_error(pairs: Pairs) -> float:
    """How far confidence and accuracy lie apart, over bins of equal width weighted by what they hold."""
    error = 0.0
    for number in range(_BINS):
        within = [pair for pair in pairs if number < pair[1].confidence * _BINS <= number + 1]
        if within:
            mean = sum(answer.confidence for _, answer in within) / len(within)
            error += abs(mean - accuracy(within)) * len(within) / len(pairs)
    return error
