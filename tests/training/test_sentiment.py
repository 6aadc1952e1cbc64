"""Training from a small folder of invented texts: the same twice, learned, written with its card; and the figures."""

import hashlib
import json
import sys
from pathlib import Path

import msgspec
import pytest

from language import learned
from training.judging import Answer, figures
from training.rows import NUSAX, ORIGINALS, TWEETS, Row, invented, load

GOOD, BAD, NEITHER = "bagus ramah cepat", "buruk kasar lambat", "kantor jalan senin"
LABELLED = [("positif", GOOD), ("netral", NEITHER), ("negatif", BAD)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in the shape of the real one, with a few invented rows a file."""
    folder = tmp_path_factory.mktemp("data")

    def write(path: str, *rows: str) -> None:
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(("header", *rows)) + "\n", "utf-8")

    many = [(label, f"{text} {word}") for label, text in LABELLED for word in ("satu", "dua", "tiga", "empat")]
    for split in ("train.clean", "valid"):
        write(f"smsa/{split}.tsv", *(f"{label}\t{text}" for label, text in many))
    for split in ("train", "valid"):
        for language in NUSAX:
            write(
                f"nusax/{language}.{split}.tsv",
                *(f"{at}\t{label}\t{text} {language}" for at, (label, text) in enumerate(many)),
            )
        for language in TWEETS:
            tweets = [one for one in many if one[0] != "netral"]
            write(
                f"nusatranslation/senti.{language}.{split}.tsv",
                *(f"{split}-{at}\t{label}\t{text} {language}" for at, (label, text) in enumerate(tweets)),
            )
    for language in ORIGINALS:
        write(f"nusatranslation/mt.ind-{language}.train.tsv", f"train-0\t{GOOD}\tx", f"held-out\t{BAD}\ty")
    for language in ("javanese", "sundanese", "madurese", "minangkabau", "english"):
        write(f"nusax/lexicon.{language}.tsv", "bagus\tapikx")
    write("indocollex/informal-formal.tsv", "bgus\tbagus")
    return folder


def test_rows_are_read_and_only_training_tweets_lend_their_labels(data: Path) -> None:
    rows = load(data)
    assert {row.source for row in rows} == {"smsa", "nusax", "tweets"}
    originals = [row for row in rows if row.source == "tweets" and row.language == "indonesian"]
    assert [(row.id, row.text, row.label) for row in originals] == [("train-0", GOOD, 0)]


def test_our_own_comments_for_training_and_for_tests_are_different_ones() -> None:
    train, test = ({row.text for row in invented(name)} for name in ("train", "test"))
    assert len(train) >= 800
    assert not train & test


def row(source: str, label: int, language: str = "indonesian") -> Row:
    return Row(source, language, "valid", "1", "text", label)


def test_the_figures_of_a_small_example() -> None:
    rows = [row("smsa", 0), row("smsa", 0), row("smsa", 2), row("tweets", 0, "jav"), row("tweets", 2, "jav")]
    answers = [
        *(Answer("positive", 0.95), Answer("negative", 0.55), Answer("negative", 0.75)),
        *(Answer("positive", 0.9), Answer("neutral", 0.4)),
    ]
    found = figures(rows, answers)
    assert found["smsa_accuracy"] == pytest.approx(2 / 3)
    # Twice 2 · 1 ÷ (1 + 2), and nothing for neutral.
    assert found["smsa_f1"] == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert found["tweets_jav_f1"] == pytest.approx((1 + 0) / 2)
    # The two surest of three.
    assert found["covered_80_accuracy"] == 1
    assert found["calibration_error"] == pytest.approx((0.05 + 0.55 + 0.25) / 3)
    assert "mean_of_12_f1" not in found


def test_training_is_repeatable_and_learns(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy", reason="the dependency group training is not installed")
    from training import sentiment

    out = tmp_path / "weights.bin"
    monkeypatch.setattr(sys, "argv", ["sentiment", "--data", str(data), "--train-only", "--out", str(out)])
    sentiment.main()
    file = out.read_bytes()
    assert json.loads(out.with_suffix(".json").read_text())["sha256"] == hashlib.sha256(file).hexdigest()
    train = [one for one in load(data) + invented("train") if one.split == "train"]
    model = learned.Model(file)
    settings, planes = sentiment.trained(train, data)
    assert learned.pack(msgspec.structs.replace(settings, temperature=model.settings.temperature), planes) == file
    assert [scores.argmax() for scores in sentiment.scores_of(model, [GOOD, NEITHER, BAD])] == [0, 1, 2]
    # A translation and an informal spelling take over what their word has learned.
    signals = [0.0] * len(model.settings.rules)
    known, translated, informal, unknown = (
        model.weigh(word, signals).polarity for word in ("bagus", "apikx", "bgus", "zzqzz")
    )
    assert known > unknown
    assert informal > unknown
    assert translated > unknown
