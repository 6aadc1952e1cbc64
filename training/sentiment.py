"""`python -m training.sentiment --data DIR [--out FILE] [--valid-only]`: the weights of the sentiment.

DIR holds `smsa/`, `nusax/` and `nusatranslation/` as tab-separated files with a header line: reviews and tweets
labelled positif, netral or negatif. Our own invented comments come from the repository. First the model is fitted on
the training rows and judged on the validation rows, where its temperature is chosen; then it is fitted on both and
written, with a card beside it. Another BLAS gives other last digits, never other figures.

The model is a softmax regression over hashed words, negated words, pairs and pieces of words, and over what the rules
of `language.sentiment` say. Tweets are labelled positive or negative only, also those that are neither, so most of
their weight asks only which of the two.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from domain.comments import SENTIMENTS
from language import learned, sentiment
from language.words import scan

EXAMPLES = Path(__file__).parents[1] / "language" / "examples"
LABELS = {"positif": 0, "netral": 1, "negatif": 2}
NUSAX = (
    *("indonesian", "javanese", "sundanese", "madurese", "minangkabau", "english", "acehnese", "balinese", "banjarese"),
    *("buginese", "ngaju", "toba_batak"),
)
TWEETS = ("jav", "sun", "mad", "min", "bew")
ORIGINALS = ("jav", "sun", "mad", "min")


class Row(NamedTuple):
    """One labelled text."""

    source: str
    """smsa, nusax or tweets."""
    language: str
    split: str
    id: str
    text: str
    label: int


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def load(data: Path) -> list[Row]:
    """All labelled rows. The Indonesian originals of training tweets are found by their ids and take their labels."""
    rows = []
    for split, name in (("train", "train.clean"), ("valid", "valid")):
        for number, (label, text) in enumerate(_lines(data / "smsa" / f"{name}.tsv")):
            rows.append(Row("smsa", "indonesian", split, f"{split}{number}", text, LABELS[label]))
        for language in NUSAX:
            for id, label, text in _lines(data / "nusax" / f"{language}.{split}.tsv"):
                rows.append(Row("nusax", language, split, id, text, LABELS[label]))
        for language in TWEETS:
            for id, label, text in _lines(data / "nusatranslation" / f"senti.{language}.{split}.tsv"):
                rows.append(Row("tweets", language, split, id, text, LABELS[label]))
    labels = {row.id: row.label for row in rows if row.source == "tweets" and row.split == "train"}
    originals = {}
    for language in ORIGINALS:
        for id, original, _ in _lines(data / "nusatranslation" / f"mt.ind-{language}.train.tsv"):
            if id in labels:
                originals[id] = Row("tweets", "indonesian", "train", id, original, labels[id])
    return rows + list(originals.values())


def invented(name: str) -> list[Row]:
    """Our own comments under an agency's posts, `train` or `test`, labelled by the conventions of the desk."""
    lines = _lines(EXAMPLES / f"{name}.tsv")
    return [
        Row("desk", language, name, f"{name}{number}", text, SENTIMENTS.index(sentiment))
        for number, (_, _, sentiment, language, text) in enumerate(lines)
    ]


# What a feature weighs before anything is fitted: a larger one is trusted sooner.
SCALES = {"word": 2.0, "negated": 2.0, "pair": 2.0, "piece": 0.9}
RULES = 0.3
RARITY = 0.5
"""The power of the inverse document frequency that a feature is multiplied with."""
SEEN_AT_LEAST = {"word": 1, "negated": 1, "pair": 2, "piece": 2}
FIT = 0.0215
"""How much the data counts against small weights."""
DESK = 1.0
TWEET = 0.1
"""What a tweet counts, a review counting 1."""
TWEET_OPEN = 0.12
"""The share of that in which a tweet also says that it is not neutral."""
STEPS = 60
DESK_SCALES = {"desk_word": 2.0, "desk_piece": 0.6}
DESK_FIT = 0.1
DESK_COUNTS = {"desk": 2.0, "tweets": 0.3, "smsa": 1.0, "nusax": 1.0}
"""What a text of each source counts where comments for a desk are told from others."""


class Texts:
    """Texts as sparse counts: of distinct words, of pairs and of negated words, and what the rules say of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        words: list[list[int]] = []
        negated: list[list[int]] = []
        pairs: list[list[int]] = []
        for text in texts:
            forms = [learned.normal(token) for token in learned.tokens(text)]
            words.append([numbers.setdefault(form, len(numbers)) for form in forms])
            digests = [learned.digest(form) for form in forms]
            negated.append([learned.digest(form) & learned.mask("negated") for form in learned.negated(forms)])
            pairs.append([learned.pair(*two) & learned.mask("pair") for two in pairwise(digests)])
        self.words = counts(words, len(numbers))
        self.counts = {
            "word": counts([[learned.digest(form) & learned.mask("word")] for form in numbers], "word"),
            "piece": counts(
                [[learned.digest(piece) & learned.mask("piece") for piece in learned.pieces(form)] for form in numbers],
                "piece",
            ),
            "negated": counts(negated, "negated"),
            "pair": counts(pairs, "pair"),
        }
        self.desk = sparse.hstack(
            [DESK_SCALES[name] * folded(self.counts[name.removeprefix("desk_")], name) for name in learned.DESK_TABLES],
            "csr",
            np.float32,
        )
        self.by = np.array([(len(row) + learned.PLUS) ** -learned.POWER for row in words], np.float32)
        scans = [scan(text) for text in texts]
        self.rules = np.array([sentiment.signals(one, sentiment.feel(one)) for one in scans], np.float32)


def counts(rows: list[list[int]], width: int | str) -> sparse.csr_matrix:
    """How often each column stands in each row; as many columns as given, or as the table of that name has buckets."""
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], np.int32)
    shape = (len(rows), 1 << learned.BITS[width] if isinstance(width, str) else width)
    matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=shape)
    matrix.sum_duplicates()
    return matrix


def folded(matrix: sparse.csr_matrix, table: str) -> sparse.csr_matrix:
    """The same counts in the fewer buckets of another table."""
    found = matrix.tocoo()
    columns = found.col & learned.mask(table)
    return sparse.csr_matrix((found.data, (found.row, columns)), shape=(matrix.shape[0], 1 << learned.BITS[table]))


class Matrix:
    """The features of some texts, as a product: texts by words, words by their own features."""

    def __init__(self, texts: Texts, rows: np.ndarray, like: "Matrix | None" = None) -> None:
        """`like` is the matrix of the training texts; without it, these are the training texts."""
        by = sparse.diags(texts.by[rows])
        words = texts.words[rows]
        self.kept: dict[str, np.ndarray] = like.kept if like else {}
        self.factors: dict[str, np.ndarray] = like.factors if like else {}
        if not like:
            seen = np.bincount(words.indices, minlength=words.shape[1])
            for name in learned.TABLES:
                table = texts.counts[name]
                often = (
                    seen @ table
                    if name in ("word", "piece")
                    else np.bincount(table[rows].indices, minlength=table.shape[1])
                )
                self.kept[name] = np.flatnonzero(often >= SEEN_AT_LEAST[name])
                rarity = np.log((1 + len(rows)) / (1 + np.minimum(often[self.kept[name]], len(rows)))) + 1
                self.factors[name] = (SCALES[name] * rarity**RARITY).astype(np.float32)
            self.factors["rules"] = RULES / np.abs(texts.rules[rows]).mean(0)
        scaled = {
            name: (texts.counts[name][:, self.kept[name]] @ sparse.diags(self.factors[name])).tocsr()
            for name in learned.TABLES
        }
        self.features = sparse.hstack([scaled["word"], scaled["piece"]], "csr", np.float32)
        self.words = (by @ words).astype(np.float32)
        self.others = sparse.hstack(
            [
                by @ scaled["negated"][rows],
                by @ scaled["pair"][rows],
                sparse.csr_matrix(texts.rules[rows] * self.factors["rules"]),
            ],
            "csr",
            np.float32,
        )
        self.width = self.features.shape[1] + self.others.shape[1]
        self._turned = [part.T.tocsr() for part in (self.features, self.words, self.others)]

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """What each text scores for each label, without the bias."""
        split = self.features.shape[1]
        scores: np.ndarray = self.words @ (self.features @ weights[:split]) + self.others @ weights[split:]
        return scores

    def gradient(self, errors: np.ndarray) -> np.ndarray:
        """Of the weights, by the errors of the scores."""
        features, words, others = self._turned
        return np.vstack([features @ (words @ errors), others @ errors])

    def tables(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """The weights by table and bucket, as they are added up when a text is read; and those of the rules."""
        found: dict[str, np.ndarray] = {}
        start = 0
        for name in ("word", "piece", "negated", "pair", "rules"):
            factors = self.factors[name]
            effective = weights[start : start + len(factors)] * factors[:, None]
            start += len(factors)
            if name == "rules":
                found[name] = effective
                break
            found[name] = np.zeros((1 << learned.BITS[name], 3), np.float32)
            found[name][self.kept[name]] = effective
        return found


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities, a row a text."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    probabilities: np.ndarray = raised / raised.sum(1, keepdims=True)
    return probabilities


def fit(matrix: Matrix, labels: np.ndarray, counting: np.ndarray, tweets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (a row a feature, a column a label) and bias.

    `counting` says how much each text counts. Of the `tweets` only a share asks for all three labels, the rest leaves
    neutral out.
    """
    every = np.arange(len(labels))
    wanted = np.zeros((len(labels), 3), np.float32)
    wanted[every, labels] = 1
    open_share = np.where(tweets, TWEET_OPEN, 1.0).astype(np.float32)[:, None]
    shut = np.where(tweets[:, None] & (np.arange(3) == LABELS["netral"]), -1e4, 0.0).astype(np.float32)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = point[:-3].reshape(-1, 3).astype(np.float32), point[-3:].astype(np.float32)
        scores = matrix.scores(weights) + bias
        total, errors = 0.0, np.zeros_like(scores)
        for share, masked in ((open_share, scores), (1 - open_share, scores + shut)):
            probabilities = softmax(masked)
            each = share[:, 0] * counting
            total -= float(each @ np.log(np.maximum(probabilities[every, labels], 1e-9)))
            errors += each[:, None] * (probabilities - wanted)
        slope = np.concatenate([(FIT * matrix.gradient(errors) + weights).ravel(), FIT * errors.sum(0)])
        return FIT * total + 0.5 * float((point[:-3] ** 2).sum()), slope.astype(np.float64)

    start = np.zeros(3 * matrix.width + 3)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    return found[:-3].reshape(-1, 3).astype(np.float32), found[-3:].astype(np.float32)


def fit_desk(texts: Texts, rows: np.ndarray, sources: Sequence[str]) -> tuple[np.ndarray, float]:
    """A weight for each bucket of `learned.DESK_TABLES` and a bias: the logit of a text being one of the desk's."""
    words = (sparse.diags(texts.by[rows]) @ texts.words[rows]).tocsr().astype(np.float32)
    turned, features = words.T.tocsr(), texts.desk.T.tocsr()
    wanted = np.array([source == "desk" for source in sources], np.float32)
    counting = np.array([DESK_COUNTS[source] for source in sources], np.float32)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        logits = words @ (texts.desk @ point[:-1].astype(np.float32)) + point[-1]
        errors = (counting * (1 / (1 + np.exp(-logits)) - wanted)).astype(np.float32)
        total = DESK_FIT * float(counting @ (np.logaddexp(0, logits) - wanted * logits))
        slope = np.append(DESK_FIT * (features @ (turned @ errors)) + point[:-1], DESK_FIT * errors.sum())
        return total + 0.5 * float((point[:-1] ** 2).sum()), slope.astype(np.float64)

    start = np.zeros(texts.desk.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    split = 1 << learned.BITS["desk_word"]
    scales = np.where(np.arange(len(found) - 1) < split, DESK_SCALES["desk_word"], DESK_SCALES["desk_piece"])
    return (found[:-1] * scales).astype(np.float32), float(found[-1])


def file_of(
    tables: dict[str, np.ndarray], bias: np.ndarray, desk: tuple[np.ndarray, float], temperature: float
) -> bytes:
    """The file of weights. Of three weights that add up to nothing, two are kept, each as a byte."""
    scales: dict[str, tuple[float, float]] = {}
    planes: dict[str, tuple[bytes, ...]] = {}
    for name in learned.TABLES:
        found = [_quantised(_two(tables[name])[:, column]) for column in range(2)]
        scales[name] = (found[0][0], found[1][0])
        planes[name] = (found[0][1], found[1][1])
    step, plane = _quantised(desk[0])
    split = 1 << learned.BITS["desk_word"]
    planes |= {"desk_word": (plane[:split],), "desk_piece": (plane[split:],)}
    settings = learned.Settings(
        bias=tuple(_two(bias[None])[0].tolist()),
        rules=[tuple(two) for two in _two(tables["rules"]).tolist()],
        scales=scales,
        temperature=temperature,
        desk=(desk[1], step),
    )
    return learned.pack(settings, planes)


def _two(weights: np.ndarray) -> np.ndarray:
    """Polarity and neutrality: positive is polarity less half the neutrality, negative the same of minus polarity."""
    return np.stack([(weights[:, 0] - weights[:, 2]) / 2, weights[:, 1]], 1)


def _quantised(plane: np.ndarray) -> tuple[float, bytes]:
    step = float(np.quantile(np.abs(plane[plane != 0]), 0.9999)) / 127
    return step, np.clip(np.round(plane / step), -127, 127).astype(np.int8).tobytes()


def scores_of(model: learned.Model, texts: Sequence[str]) -> np.ndarray:
    """What the file says of texts, read as the desk reads them: a score a label."""
    found = []
    for text in texts:
        seen = scan(text)
        polarity, neutrality, *_ = model.weigh(text, sentiment.signals(seen, sentiment.feel(seen)))
        found.append((polarity - neutrality / 2, neutrality, -polarity - neutrality / 2))
    return np.array(found, np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=learned.WEIGHTS)
    parser.add_argument("--valid-only", action="store_true", help="fit the training rows alone, to judge a change")
    arguments = parser.parse_args()
    rows = load(arguments.data) + invented("train")
    texts = Texts([row.text for row in rows])
    labels = np.array([row.label for row in rows])
    tweets = np.array([row.source == "tweets" for row in rows])
    counting = np.where(tweets, TWEET, 1.0).astype(np.float32)
    counting[[row.source == "desk" for row in rows]] = DESK
    splits = np.array([row.split for row in rows])
    train = np.flatnonzero(splits == "train")
    if not arguments.valid_only:
        train = np.arange(len(rows))
    matrix = Matrix(texts, train)
    weights, bias = fit(matrix, labels[train], counting[train], tweets[train])
    desk = fit_desk(texts, train, [rows[at].source for at in train])
    written = file_of(matrix.tables(weights), bias, desk, 1.0)
    arguments.out.write_bytes(written)
    print(len(written))


if __name__ == "__main__":
    main()
