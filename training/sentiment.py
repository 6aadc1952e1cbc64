"""`python -m training.sentiment --data DIR [--out FILE] [--train-only]`: the weights of the sentiment.

DIR holds `smsa/`, `nusax/` and `nusatranslation/` as tab-separated files with a header line: reviews and tweets
labelled positif, netral or negatif. Our own invented comments come from the repository. First the model is fitted on
the training rows and judged on the validation rows, where its temperature is chosen; then it is fitted on both and
written, with a card beside it. Another BLAS gives other last digits, never other figures.

The model is a softmax regression over hashed words, negated words, pairs and pieces of words, and over what the rules
of `language.sentiment` say. Tweets are labelled positive or negative only, also those that are neither, so most of
their weight asks only which of the two.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from domain.comments import SENTIMENTS
from language import learned, sentiment
from language.words import scan
from training.judging import Answer, figures
from training.kinship import kinship
from training.rows import DATA, LABELS, Row, invented, load

# What a feature weighs before anything is fitted: a larger one is trusted sooner.
SCALES = {"word": 2.0, "negated": 3.0, "pair": 3.0, "piece": 0.8}
RULES = 0.15
RARITY = 0.5
"""The power of the inverse document frequency that a feature is multiplied with."""
SEEN_AT_LEAST = {"word": 1, "negated": 1, "pair": 2, "piece": 2}
FIT = 0.0215
"""How much the data counts against small weights."""
COUNTS = {"smsa": 1.0, "nusax": 1.3, "tweets": 0.1, "desk": 1.0}
"""What a text of each source counts."""
TWEET_OPEN = 0.25
"""The share of that in which a tweet also says that it is not neutral."""
NEUTRAL = 0.15
"""Added to the score of neutral: the reviews have fewer neutral texts than what is to be read."""
STEPS = 60
DESK_SCALES = {"desk_word": 2.0, "desk_piece": 0.6}
DESK_FIT = 0.1
DESK_COUNTS = {"desk": 2.0, "tweets": 0.3, "smsa": 1.0, "nusax": 1.0}
"""What a text of each source counts where comments for a desk are told from others."""


class Texts:
    """Rows as sparse counts: of distinct words, of pairs and of negated words, and what the rules say of them."""

    def __init__(self, rows: Sequence[Row], data: Path) -> None:
        texts = [row.text for row in rows]
        numbers: dict[str, int] = {}
        words: list[list[int]] = []
        negated: list[list[int]] = []
        pairs: list[list[int]] = []
        for text in texts:
            forms = [learned.normal(token) for token in learned.tokens(text)]
            words.append([numbers.setdefault(form, len(numbers)) for form in forms])
            digests = [learned.digest(form) for form in forms]
            negated.append([learned.digest(form) & learned.mask("negated") for form in learned.negated(forms)])
            pairs.append([learned.pair(*two) & learned.mask("pair") for two in pairwise([0, *digests])])
        self.kin = kinship(rows, words, numbers, data)
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
        own = sparse.hstack([scaled["word"], scaled["piece"]], "csr", np.float32)
        self.taken_over = (texts.kin @ own).tocsr()
        self.word_buckets = texts.counts["word"].indices
        self.features = (own + self.taken_over).tocsr()
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
        # What a word takes over from its kin is its own when it is read.
        np.add.at(found["word"], self.word_buckets, self.taken_over @ weights[: self.features.shape[1]])
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


Parts = tuple[learned.Settings, dict[str, tuple[bytes, ...]]]
"""What `learned.pack` makes a file of."""


def parts_of(tables: dict[str, np.ndarray], bias: np.ndarray, desk: tuple[np.ndarray, float]) -> Parts:
    """The parts of the file. Of three weights that add up to nothing, two are kept, each as a byte."""
    scales: dict[str, tuple[float, float]] = {}
    planes: dict[str, tuple[bytes, ...]] = {}
    for name in learned.TABLES:
        found = [_quantised(_two(tables[name])[:, column]) for column in range(2)]
        scales[name] = (found[0][0], found[1][0])
        planes[name] = (found[0][1], found[1][1])
    polarity, neutrality = _two(bias[None])[0].tolist()
    step, plane = _quantised(desk[0])
    split = 1 << learned.BITS["desk_word"]
    planes |= {"desk_word": (plane[:split],), "desk_piece": (plane[split:],)}
    settings = learned.Settings(
        bias=(polarity, neutrality + NEUTRAL),
        rules=[tuple(two) for two in _two(tables["rules"]).tolist()],
        scales=scales,
        temperature=1.0,
        desk=(desk[1], step),
    )
    return settings, planes


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


def tempered(scores: np.ndarray, labels: np.ndarray) -> float:
    """The temperature at which the chances are most honest: of twenty between 0.7 and 1.65, that of the least loss."""
    tried = np.arange(0.7, 1.7, 0.05)
    losses = [-np.log(softmax(scores / heat)[np.arange(len(labels)), labels] + 1e-9).mean() for heat in tried]
    return round(float(tried[int(np.argmin(losses))]), 2)


def trained(rows: Sequence[Row], data: Path) -> Parts:
    """The parts of the file, fitted on these rows."""
    texts = Texts(rows, data)
    every = np.arange(len(rows))
    matrix = Matrix(texts, every)
    labels = np.array([row.label for row in rows])
    counting = np.array([COUNTS[row.source] for row in rows], np.float32)
    weights, bias = fit(matrix, labels, counting, np.array([row.source == "tweets" for row in rows]))
    desk = fit_desk(texts, every, [row.source for row in rows])
    return parts_of(matrix.tables(weights), bias, desk)


def judged(file: bytes, rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """The best temperature on these rows, and their figures, by the words alone without the conventions of the desk."""
    scores = scores_of(learned.Model(file), [row.text for row in rows])
    three_way = [at for at, row in enumerate(rows) if row.source != "tweets"]
    labels = np.array([row.label for row in rows])
    temperature = tempered(scores[three_way], labels[three_way])
    chances = softmax(scores / temperature)
    answers = [Answer(SENTIMENTS[one.argmax()], float(one.max())) for one in chances]
    return temperature, figures(rows, answers)


def card(file: bytes, rows: Sequence[Row], validation: dict[str, float]) -> dict[str, object]:
    """What stands beside the file: what it was made of, under which licences, and how well it did."""
    counted = {name: sum(row.source == name for row in rows) for name in DATA}
    return {
        "what": "sentiment of comments in Indonesian and its regional languages: a hashed softmax regression, int8",
        "licence": "CC-BY-SA-4.0",
        "data": {name: {"rows": counted[name], **about} if counted[name] else about for name, about in DATA.items()},
        "validation": {
            "note": "fitted on the training rows alone, judged on the validation rows; the file is fitted on both",
            **{name: round(figure, 4) for name, figure in validation.items()},
        },
        "bytes": len(file),
        "sha256": hashlib.sha256(file).hexdigest(),
    }


def main() -> None:
    """Judge on the validation rows, fit on all, write."""
    parser = argparse.ArgumentParser(description="Trains the weights of the sentiment.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=learned.WEIGHTS)
    parser.add_argument("--train-only", action="store_true", help="write what is fitted on the training rows alone")
    arguments = parser.parse_args()
    rows = load(arguments.data) + invented("train")
    train, valid = ([row for row in rows if row.split == split] for split in ("train", "valid"))
    settings, planes = trained(train, arguments.data)
    temperature, validation = judged(learned.pack(settings, planes), valid)
    print(f"temperature {temperature}", *(f"{name} {figure:.3f}" for name, figure in validation.items()), sep="\n")
    if not arguments.train_only:
        settings, planes = trained(rows, arguments.data)
    file = learned.pack(msgspec.structs.replace(settings, temperature=temperature), planes)
    arguments.out.write_bytes(file)
    arguments.out.with_suffix(".json").write_text(
        json.dumps(card(file, train if arguments.train_only else rows, validation), indent=2) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
