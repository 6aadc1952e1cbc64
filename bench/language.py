"""How well comments and titles are read: against labelled texts, and how quick and small that is.

`python -m bench.language [--data DIR] [--json]`. With the folder of labelled texts (`training.rows`) the weights are
fitted anew on its training rows, which takes the dependency group `training` and a few minutes, and judged on its
validation rows: the shipped file has seen those. Where `clickbait-train.jsonl` lies in it, or in a folder `headlines`
in it or beside it, the check of titles is fitted and judged over five folds. Comments are read by `language.read`, as
the desk does it. Without the folder only our own comments are read. Exit code 1 when a limit is missed.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import language
from bench import duplicates
from bench.report import Limit, report
from language import learned, sentiment, titles
from language.words import scan
from training.judging import MAIN, Answer, figures
from training.rows import EXAMPLES, TWEETS, Row, invented, load

ROUNDS = 5
QUALITY = {
    "smsa_accuracy": (0.83, 0.86),
    "smsa_f1": (0.78, 0.822),
    "indonesian_f1": (0.835, 0.86),
    "javanese_f1": (0.83, 0.856),
    "sundanese_f1": (0.805, 0.83),
    "madurese_f1": (0.78, 0.81),
    "minangkabau_f1": (0.825, 0.84),
    "english_f1": (0.785, 0.81),
    "mean_of_12_f1": (0.80, 0.815),
    **{f"tweets_{name}_f1": (0.67, 0.73) for name in TWEETS},
    "covered_80_accuracy": (0.89, 0.91),
}
"""What must be reached, and what we strive for."""
SMALL = {f"{language}_f1" for language in MAIN}
SWING = 0.04
"""The error of a figure over a hundred texts."""
ERROR = (0.05, 0.03)
OWN = (0.8, 0.9)
KINDS = {
    "kind_first": (Limit(least=0.65), Limit(least=0.80)),
    "kind_first_or_second": (Limit(least=0.80), Limit(least=0.90)),
    "emergency_recall": (Limit(least=0.90), Limit(least=0.95)),
    "personal_data_recall": (Limit(least=0.90), Limit(least=0.95)),
}
"""Of about thirty comments each; one more or less is three points."""
TITLES = {
    "title_accuracy": (Limit(least=0.80), Limit(least=0.82)),
    "title_f1": (Limit(least=0.74), Limit(least=0.77)),
    "title_warned_precision": (Limit(least=0.93), Limit(least=0.95)),
}
COST = {
    "title_us": (Limit(most=60), Limit(most=30)),
    "sentiment_per_second": (Limit(least=8_000), Limit(least=15_000)),
    "load_ms": (Limit(most=50), Limit(most=30)),
    "weights_kb": (Limit(most=2_000), Limit(most=1_500)),
    "tag_10000_s": (Limit(most=3), Limit(most=2)),
}

# In CPU time, since the start of a process on a busy machine says more about its neighbours.
LOADING = """
import time
import domain.comments
start = time.process_time()
from language import learned, sentiment, words
assert learned.model() is not None
print((time.process_time() - start) * 1000)
"""


def read(rows: list[Row]) -> dict[str, float]:
    """The figures of these rows, as the desk reads them."""
    readings = [language.read(row.text) for row in rows]
    return figures(rows, [Answer(reading.sentiment, reading.confidence) for reading in readings])


def refitted(data: Path) -> bool:
    """Fit the weights on the training rows alone and read by them from now on; False where numpy is missing."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sentiment.bin"
        command = [sys.executable, "-m", "training.sentiment", "--data", str(data), "--train-only", "--out", str(out)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
            return False
        learned.WEIGHTS = out
        learned.model.cache_clear()
        return learned.model() is not None


def per_second(texts: list[str]) -> float:
    """Texts a second whose sentiment is judged, from the text on; the median of some rounds, words known already."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts:
            scanned = scan(text)
            sentiment.judge(scanned, sentiment.feel(scanned))
        spent.append(time.perf_counter() - start)
    return len(texts) / statistics.median(spent[1:])


def costs(texts: list[str]) -> dict[str, float]:
    """Speed, start and size."""
    loads = [subprocess.run([sys.executable, "-c", LOADING], stdout=subprocess.PIPE, check=True) for _ in range(ROUNDS)]
    given = "\n".join(text.replace("\n", " ") for text in (texts * (10_000 // len(texts) + 1))[:10_000])
    titles.check(texts[0])
    begun = time.process_time()
    for text in texts:
        titles.check(text[:90])
    judged = time.process_time() - begun
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "cli", "tag"], input=given.encode(), stdout=subprocess.DEVNULL, check=True)
    tagged = time.perf_counter() - start
    return {
        "title_us": judged / len(texts) * 1e6,
        "sentiment_per_second": per_second(texts),
        "load_ms": min(float(done.stdout) for done in loads),
        "weights_kb": learned.WEIGHTS.stat().st_size / 1000,
        "tag_10000_s": tagged,
    }


def kinds() -> dict[str, float]:
    """What our own test comments are, as the desk reads them."""
    rows = [line.split("\t") for line in (EXAMPLES / "test.tsv").read_text("utf-8").splitlines()[1:]]
    readings = [(kind, language.read(text)) for kind, _second, _sentiment, _language, text in rows]
    first = [kind == reading.kind for kind, reading in readings]
    either = [kind in (reading.kind, reading.second_kind) for kind, reading in readings]
    found = {"kind_first": statistics.mean(first), "kind_first_or_second": statistics.mean(either)}
    for wanted in ("emergency", "personal_data"):
        found[f"{wanted}_recall"] = statistics.mean(
            reading.kind == wanted for kind, reading in readings if kind == wanted
        )
    return found


def judged_titles(data: Path) -> dict[str, float]:
    """The figures of the check of titles over five folds; nothing where the titles or numpy are missing."""
    places = (data, data / "headlines", data.parent / "headlines")
    folder = next((place for place in places if (place / "clickbait-train.jsonl").exists()), None)
    if folder is None:
        return {}
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "training.titles", "--data", str(folder), "--out", out]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            return {}
        told = json.loads((Path(out) / "titles.json").read_text())["five_folds"]
    return {name: told[name.removeprefix("title_")] for name in TITLES}


def main() -> int:
    """Measure, tell, judge."""
    parser = argparse.ArgumentParser(description="How well and how quickly comments and titles are read.")
    parser.add_argument("--data", type=Path, help="folder of labelled texts")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    own = invented("test")
    found = {"own_comments_accuracy": read(own)["desk_accuracy"]}
    limits: dict[str, tuple[Limit, Limit]] = {"own_comments_accuracy": (Limit(least=OWN[0]), Limit(least=OWN[1]))}
    found |= kinds()
    limits |= KINDS
    found |= duplicates.measure()
    limits |= {name: (limit, limit) for name, limit in duplicates.LIMITS.items()}
    if arguments.data and (told := judged_titles(arguments.data)):
        found |= told
        limits |= TITLES
    else:
        print("left out: titles (no clickbait-train.jsonl, or they could not be fitted)", file=sys.stderr)
    rows = [row for row in load(arguments.data) if row.split == "valid"] if arguments.data else []
    found |= costs([row.text for row in rows or own])
    limits |= COST
    if not rows:
        print("left out: SmSA, NusaX, NusaTranslation (no --data DIR)", file=sys.stderr)
    elif not refitted(arguments.data):
        print("left out: SmSA, NusaX, NusaTranslation (the weights could not be fitted)", file=sys.stderr)
    else:
        found |= read(rows)
        limits |= {
            name: (Limit(least=must - (SWING if name in SMALL else 0)), Limit(least=best))
            for name, (must, best) in QUALITY.items()
        }
        limits["calibration_error"] = (Limit(most=ERROR[0]), Limit(most=ERROR[1]))
    code = report(found, {name: must for name, (must, _) in limits.items()}, as_json=arguments.json)
    reached = [name for name, (_, best) in limits.items() if best.least <= found[name] <= best.most]
    print(f"{len(reached)} of {len(limits)} reach what we strive for: {', '.join(reached)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
