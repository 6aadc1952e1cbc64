"""A linear model over hashed features: a few hundred kilobytes, no numpy, and every word's share of a score is known.

A feature is a string of bytes; crc32 of it names one of 2^bits rows of int8 weights, one a label. A row is kept as one
whole number with a lane of 32 bits a label, so that adding a row is one addition, taking it twice one multiplication,
and the sum over a word is a number that a cache can hold. The first lane counts the rows.

A weights file is a line of JSON (labels, bits, bias, scale, temperature) and the table, compressed; `training.linear`
writes it.
"""

import zlib
from collections.abc import Iterable, Sequence
from math import exp
from pathlib import Path

import msgspec

Sum = int
"""Added rows."""

_LANE = 32
_LOWEST = (1 << _LANE) - 1
_OFFSET = 128
"""What makes a weight a natural number."""


class Linear:
    """Weights as trained, ready to be asked."""

    def __init__(self, data: bytes) -> None:
        head, _, table = data.partition(b"\n")
        about = msgspec.json.decode(head)
        self.labels: tuple[str, ...] = tuple(about["labels"])
        self._bias: list[float] = about["bias"]
        self._scale: list[float] = about["scale"]
        self._temperature: float = about["temperature"]
        weights = zlib.decompress(table)
        rows = 1 << about["bits"]
        if len(weights) != rows * len(self.labels):
            raise ValueError("a table of another size than its head says")
        self._mask = rows - 1
        self._rows = _Rows([weights[start : start + rows] for start in range(0, len(weights), rows)])

    def sum(self, features: Iterable[bytes]) -> Sum:
        """The rows of these features, added."""
        return sum(map(self._rows.__getitem__, map(self._mask.__and__, map(zlib.crc32, features))))

    def share(self, total: Sum, label: int) -> float:
        """What the rows of a sum add to the score of one label."""
        weight = (total >> (label + 1) * _LANE) & _LOWEST
        return (weight - _OFFSET * (total & _LOWEST)) * self._scale[label]

    def scores(self, total: Sum) -> list[float]:
        """The score of each label, bias and all."""
        count = _OFFSET * (total & _LOWEST)
        found = []
        for scale, bias in zip(self._scale, self._bias, strict=True):
            total >>= _LANE
            found.append(((total & _LOWEST) - count) * scale + bias)
        return found

    def chances(self, total: Sum) -> list[float]:
        """How likely each label is; together 1. A model with one label says how likely that one is."""
        return chances([score / self._temperature for score in self.scores(total)])


class _Rows(dict[int, int]):
    """The row of each bucket, made when it is first asked for: no text asks for many."""

    def __init__(self, columns: list[bytes]) -> None:
        """`columns`: a byte a bucket, for each label."""
        size, self._stride = len(columns[0]), (1 + len(columns)) * _LANE // 8
        self._lanes = bytearray(size * self._stride)
        self._lanes[0 :: self._stride] = b"\x01" * size
        for label, column in enumerate(columns, 1):
            self._lanes[label * _LANE // 8 :: self._stride] = column

    def __missing__(self, bucket: int) -> int:
        start = bucket * self._stride
        row = self[bucket] = int.from_bytes(self._lanes[start : start + self._stride], "little")
        return row


def pieces(word: str, sizes: Iterable[int]) -> list[bytes]:
    """All pieces of a word of these sizes, in characters; its edges are marked."""
    edged = f"<{word}>"
    if edged.isascii():
        plain = edged.encode()
        return [plain[at : at + size] for size in sizes for at in range(len(plain) - size + 1)]
    return [edged[at : at + size].encode("utf-8", "replace") for size in sizes for at in range(len(edged) - size + 1)]


def chances(scores: Sequence[float]) -> list[float]:
    """Softmax; of a single score the logistic function."""
    if len(scores) == 1:
        return [1 / (1 + exp(-max(-30.0, min(30.0, scores[0]))))]
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def load(name: str) -> Linear:
    """The model of that name in `weights`."""
    return Linear(Path(__file__).with_name("weights").joinpath(f"{name}.bin").read_bytes())
