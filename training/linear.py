"""Trains a hashed linear model, rounds its weights to int8, and writes it as `language.linear` reads it."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from language.linear import Linear

Matrix = Any
"""A sparse matrix, or an array, of numpy and scipy."""

WEIGHTS = Path(__file__).parents[1] / "language" / "weights"
_UNIT = 0.25
"""What one occurrence of a feature counts while training; with it a penalty of about 1 fits."""


def matrix(texts: Iterable[Iterable[bytes]], bits: int) -> Matrix:
    """A row a text: how often each bucket is hit."""
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for features in texts:
        hits = Counter(zlib.crc32(feature) & ((1 << bits) - 1) for feature in features)
        places += hits
        values += [_UNIT * count for count in hits.values()]
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(ends) - 1, 1 << bits))


class Fitted:
    """A logistic regression over the buckets that were hit."""

    def __init__(
        self, rows: Matrix, truth: Sequence[str], strength: float, importance: Sequence[float] | None = None
    ) -> None:
        hit = np.unique(rows.indices)
        model = LogisticRegression(C=strength, max_iter=500, tol=1e-7)
        model.fit(rows[:, hit], truth, sample_weight=importance)
        # Of two labels only the second has weights.
        self.labels = [str(label) for label in model.classes_][-len(model.intercept_) :]
        self.bias = model.intercept_
        self.weights = np.zeros((len(self.labels), rows.shape[1]))
        self.weights[:, hit] = model.coef_

    def scores(self, rows: Matrix) -> Matrix:
        """A row a text, a column a label."""
        return rows @ self.weights.T + self.bias

    def packed(self, temperature: float = 1.0) -> bytes:
        """The model as a file, its weights rounded to int8 on a scale for each label."""
        limit = np.abs(self.weights).max(axis=1)
        whole = np.clip(np.round(self.weights / limit[:, None] * 127), -127, 127).astype(np.int16) + 128
        head = {
            "labels": self.labels,
            "bits": int(np.log2(self.weights.shape[1])),
            "bias": [round(float(value), 5) for value in self.bias],
            "scale": [float(f"{value * _UNIT / 127:.6g}") for value in limit],
            "temperature": round(temperature, 3),
        }
        return json.dumps(head).encode() + b"\n" + zlib.compress(whole.astype(np.uint8).tobytes(), 9)


def shipped_scores(data: bytes, texts: Iterable[Iterable[bytes]], labels: Sequence[str]) -> Matrix:
    """The scores that the packed model gives these texts: a row a text, a column for each of the labels."""
    model = Linear(data)
    order = [model.labels.index(label) for label in labels]
    return np.array([model.scores(model.sum(features)) for features in texts])[:, order]


def temperature(scores: Matrix, truth: Sequence[int]) -> float:
    """The temperature at which held-out scores (a row a text, a column a label) are neither too sure nor too unsure."""
    best = (float("inf"), 1.0)
    for value in np.arange(0.3, 3.0, 0.05):
        warm = scores / value
        warm -= warm.max(axis=1, keepdims=True)
        loss = np.log(np.exp(warm).sum(axis=1)) - warm[np.arange(len(truth)), truth]
        best = min(best, (float(loss.mean()), float(value)))
    return best[1]
