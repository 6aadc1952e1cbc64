"""The labelled texts that the sentiment is trained and judged on; standard library only."""

from pathlib import Path
from typing import NamedTuple

from domain.comments import SENTIMENTS

EXAMPLES = Path(__file__).parents[1] / "language" / "examples"
DATA = {
    "smsa": {
        "from": "IndoNLP/indonlu, dataset/smsa_doc-sentiment-prosa; rows that stand in NusaX or test splits removed",
        "commit": "ce728f6926a36174b9923dfe49d6a6839b6e9bb7",
        "licence": "Apache-2.0",
    },
    "nusax": {
        "from": "IndoNLP/nusax, datasets/sentiment and datasets/lexicon",
        "commit": "75b0be5d982348332509f296e10d9bf9cb66d60f",
        "licence": "CC-BY-SA-4.0",
    },
    "tweets": {
        "from": "IndoNLP/nusa-writes, data/nusa_kalimat-senti and, for Indonesian originals, -mt; handles masked",
        "commit": "b337f511185cd44c9c57ff906ecef1af6165adbc",
        "licence": "Apache-2.0",
    },
    "spellings": {
        "from": "haryoa/indo-collex, dict",
        "commit": "df626e812cd5924794fabf40003368a69f4e953c",
        "licence": "MIT",
    },
    "desk": {"from": "language/examples/train.tsv, invented for this program", "licence": "Apache-2.0"},
}
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


def lines(path: Path) -> list[list[str]]:
    """The fields of every line but the first."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def load(data: Path) -> list[Row]:
    """All labelled rows. The Indonesian originals of training tweets are found by their ids and take their labels."""
    rows = []
    for split, name in (("train", "train.clean"), ("valid", "valid")):
        for number, (label, text) in enumerate(lines(data / "smsa" / f"{name}.tsv")):
            rows.append(Row("smsa", "indonesian", split, f"{split}{number}", text, LABELS[label]))
        for language in NUSAX:
            for id, label, text in lines(data / "nusax" / f"{language}.{split}.tsv"):
                rows.append(Row("nusax", language, split, id, text, LABELS[label]))
        for language in TWEETS:
            for id, label, text in lines(data / "nusatranslation" / f"senti.{language}.{split}.tsv"):
                rows.append(Row("tweets", language, split, id, text, LABELS[label]))
    labels = {row.id: row.label for row in rows if row.source == "tweets" and row.split == "train"}
    originals = {}
    for language in ORIGINALS:
        for id, original, _ in lines(data / "nusatranslation" / f"mt.ind-{language}.train.tsv"):
            if id in labels:
                originals[id] = Row("tweets", "indonesian", "train", id, original, labels[id])
    return rows + list(originals.values())


def invented(name: str) -> list[Row]:
    """Our own comments under an agency's posts, `train` or `test`, labelled by the conventions of the desk."""
    comments = lines(EXAMPLES / f"{name}.tsv")
    return [
        Row("desk", language, name, f"{name}{number}", text, SENTIMENTS.index(sentiment))
        for number, (_, _, sentiment, language, text) in enumerate(comments)
    ]
