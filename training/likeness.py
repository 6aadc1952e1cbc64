"""`python -m training.likeness --data DIR`: weights that tell whether two headlines with summaries are of one event.

DIR is as `training.stream` has it. A logistic regression over what `feeds.likeness.shared` gives of each pair of
labelled headlines, as the engine sees them when they come. The pairs of a story count together as much as its members,
or the day's biggest story would decide alone. The plain library is enough: there are five numbers to find.
"""

import argparse
import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from pathlib import Path

from domain.times import parse_iso
from feeds.likeness import MODEL, Look, look, shared
from feeds.rarity import Window
from feeds.stories import WINDOW
from training.rarity import without_labelled_day
from training.stream import Row, load

Weights = list[float]
"""Four, and the bias."""

_PENALTY = 1.0
"""Half of it for each squared weight; the bias has none."""
_STEPS = 12
"""Of Newton's method; it stands still after eight."""


def fitted(rows: Sequence[Row], without: Collection[str] = ()) -> dict[str, Weights]:
    """The model, from all labelled headlines but those of the topics left out.

    Where only one of two headlines has a summary is learned with every other summary, by chance, taken away.
    """
    chance = random.Random(5)
    some = {row.id for row in rows if row.cluster and chance.random() < 0.5}
    return {
        "one_summary": _weights(_pairs(rows, some, without, both=False)),
        "both_summaries": _weights(_pairs(rows, {row.id for row in rows}, without, both=True)),
    }


class _Pair:
    __slots__ = ("counts", "same", "values")

    def __init__(self, values: Sequence[float], same: bool, counts: float) -> None:
        self.values, self.same, self.counts = (*values, 1.0), same, counts


def _pairs(rows: Sequence[Row], summaries: Collection[str], without: Collection[str], *, both: bool) -> list[_Pair]:
    size = Counter(row.cluster for row in rows)
    seen = [(row, looks) for row, looks in _looks(rows, summaries) if row.cluster and row.topic not in without]
    found = []
    for (row, looks), (other_row, other) in combinations(seen, 2):
        if (looks.told and other.told) if both else (looks.told != other.told):
            *values, _ = shared(looks, other)
            same = row.cluster == other_row.cluster
            # Two words in common are the least that two headlines of different events can be mistaken by.
            if same or values[3]:
                found.append(_Pair(values, same, 2 / (size[row.cluster] - 1) if same else 1.0))
    return found


def _looks(rows: Sequence[Row], summaries: Collection[str]) -> list[tuple[Row, Look]]:
    window = Window(WINDOW)
    last = max(row.published for row in rows if row.cluster)
    return [
        (row, look(window, row.title, row.source, row.summary if row.id in summaries else "", parse_iso(row.published)))
        for row in sorted(rows, key=lambda row: (parse_iso(row.published), row.id))
        if row.published <= last
    ]


def _weights(pairs: list[_Pair]) -> Weights:
    """The logistic regression that fits, by Newton's method."""
    weights = [0.0] * len(pairs[0].values)
    places = range(len(weights))
    for _ in range(_STEPS):
        slope = [-_PENALTY * weight for weight in weights[:-1]] + [0.0]
        bend = [[_PENALTY if one == other < len(weights) - 1 else 0.0 for other in places] for one in places]
        for pair in pairs:
            likely = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, pair.values, strict=True))))
            miss, spread = pair.counts * (pair.same - likely), pair.counts * likely * (1 - likely)
            for one in places:
                slope[one] += miss * pair.values[one]
                for other in places:
                    bend[one][other] += spread * pair.values[one] * pair.values[other]
        weights = [weight + step for weight, step in zip(weights, _solved(bend, slope), strict=True)]
    return [round(weight, 3) for weight in weights]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small system of equations, by elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place, pivot in enumerate(rows):
        for row in rows:
            if row is not pivot:
                factor = row[place] / pivot[place]
                row[:] = [value - factor * top for value, top in zip(row, pivot, strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]


def main() -> None:
    """Write the model and its card."""
    parser = argparse.ArgumentParser(description="How likely two headlines with summaries are of one event.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    rows = load(arguments.data)
    without_labelled_day(arguments.data)
    labelled = [row for row in rows if row.cluster]
    card = {
        "what": "weights of shared(), then the bias: whether two headlines with summaries are of one event",
        "data": "headlines of 10 September 2019 in CLICK-ID, William & Sari 2020, doi 10.1016/j.dib.2020.106231",
        "data_licence": "CC-BY-4.0",
        "rows": len(labelled),
        "data_sha256": hashlib.sha256(json.dumps([[row.id, row.cluster] for row in labelled]).encode()).hexdigest(),
    }
    arguments.out.write_text(json.dumps(card | fitted(rows), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
