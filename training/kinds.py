"""Trains `language/weights/kinds.bin` from our own invented comments: python -m training.kinds

Needs no data but the repository. Prints what five-fold cross-validation and the test lines say, and writes the card.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from domain.comments import KINDS
from language.kinds import features
from language.words import scan
from training.linear import WEIGHTS, Fitted, Matrix, matrix, shipped_scores, temperature

EXAMPLES = Path(__file__).parents[1] / "language" / "examples"
_BITS = 15
_STRENGTH = 1.0
_FOLDS = 5
_TOLD_BY_RULES = "personal_data"


class Line(NamedTuple):
    """An invented comment and what it is."""

    kind: str
    second: str
    sentiment: str
    language: str
    text: str

    @property
    def own(self) -> str:
        """The kind without the personal data in it, which rules find."""
        if self.kind != _TOLD_BY_RULES:
            return self.kind
        return "other" if self.second == "-" else self.second


def lines(name: str) -> list[Line]:
    """The rows of examples/<name>.tsv."""
    rows = EXAMPLES.joinpath(f"{name}.tsv").read_text("utf-8").splitlines()[1:]
    return [Line(*row.split("\t")) for row in rows]


def main(arguments: Sequence[str] | None = None) -> None:
    """Validate, train on all training lines, write weights and card."""
    argparse.ArgumentParser(prog="python -m training.kinds", description=__doc__).parse_args(arguments)
    known = lines("train")
    texts = [features(scan(line.text)) for line in known]
    rows = matrix(texts, _BITS)
    truth = [line.own for line in known]
    held_out, labels = _cross_validated(rows, truth)
    where = [labels.index(kind) for kind in truth]
    heat = temperature(held_out, where)
    print(f"{len(known)} lines; temperature {heat:.2f}")
    figures: dict[str, Any] = {"validation": _figures("cross-validation", held_out, where, labels)}
    data = _fitted(rows, truth).packed(heat)
    test = lines("test")
    figures["test"] = _figures(
        "test lines",
        shipped_scores(data, [features(scan(line.text)) for line in test], labels),
        [labels.index(line.own) for line in test],
        labels,
    )
    WEIGHTS.joinpath("kinds.bin").write_bytes(data)
    card = {
        "model": "kinds",
        "data": {"examples/train.tsv": len(known)},
        "licence": "Apache-2.0: the comments are our own",
        "figures": figures,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    WEIGHTS.joinpath("kinds.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _fitted(rows: Matrix, truth: list[str]) -> Fitted:
    """Trained so that a rare kind counts more, by the root of how rare it is."""
    count = Counter(truth)
    return Fitted(rows, truth, _STRENGTH, [(len(truth) / len(count) / count[kind]) ** 0.5 for kind in truth])


def _cross_validated(rows: Matrix, truth: list[str]) -> tuple[Matrix, list[str]]:
    """Scores of each line by a model that has not seen it."""
    fold = np.arange(len(truth)) % _FOLDS
    labels: list[str] = [kind for kind in KINDS if kind in truth]
    scores = np.zeros((len(truth), len(labels)))
    for part in range(_FOLDS):
        seen = np.flatnonzero(fold != part)
        model = _fitted(rows[seen], [truth[at] for at in seen])
        order = [model.labels.index(label) for label in labels]
        scores[fold == part] = model.scores(rows[fold == part])[:, order]
    return scores, labels


def _figures(name: str, scores: Matrix, where: list[int], labels: list[str]) -> dict[str, float]:
    """Share of lines whose kind is the likeliest, or among the two likeliest; prints what is taken for what."""
    order = np.argsort(-scores, axis=1)
    first, two = order[:, 0], order[:, :2]
    right = np.array(where)
    found = {
        "first": round(float((first == right).mean()), 3),
        "first_two": round(float((two == right[:, None]).any(axis=1).mean()), 3),
    }
    print(f"{name}: {found}")
    for at, label in enumerate(labels):
        taken = Counter(labels[one] for one in first[right == at])
        print(f"  {label:14} {taken.pop(label, 0):4} of {(right == at).sum():4}  {dict(taken.most_common(4))}")
    return found


if __name__ == "__main__":
    main()
