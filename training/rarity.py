"""`python -m training.rarity --data DIR`: how common words are in Indonesian news titles, as `feeds.rarity` reads it.

DIR holds `stream*.jsonl` and `clickbait-train.jsonl`, one JSON object a line with `title` and `source`, from CLICK-ID
(doi 10.1016/j.dib.2020.106231, CC BY 4.0). `--from DAY` leaves out what the stream has of earlier days, to judge the
table by days it does not know.
"""

import argparse
import hashlib
import json
import zlib
from collections import Counter
from pathlib import Path

from feeds import rarity
from feeds.rarity import TABLE, packed
from feeds.words import words

UNKNOWN_FROM = "2019-09-13"
"""Two days and a half after the labelled hours nobody writes of their stories any more."""


def titles(data: Path, since: str = "") -> set[tuple[str, str]]:
    """Every title of the files, with its outlet."""
    found = set()
    for path in sorted([*data.glob("stream*.jsonl"), data / "clickbait-train.jsonl"]):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("published", "9") >= since:
                found.add((row["title"], row["source"]))
    return found


def fitted(found: set[tuple[str, str]]) -> bytes:
    """The table of these titles. What two titles have says nothing of the others."""
    count = Counter(word for title, outlet in found for word in words(title, outlet)[0])
    return packed((word, times / len(found)) for word, times in count.items() if times > 2)


def without_labelled_day(data: Path) -> None:
    """From now on the table in use is one that does not know the labelled day, as it will not know tomorrow."""
    table = zlib.decompress(fitted(titles(data, UNKNOWN_FROM)))
    rarity.table = lambda: table  # type: ignore[assignment]


def main() -> None:
    """Write the table and its card."""
    parser = argparse.ArgumentParser(description="How common words are in news titles.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--from", dest="since", default="", metavar="DAY")
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    found = titles(arguments.data, arguments.since)
    table = fitted(found)
    arguments.out.write_bytes(table)
    card = {
        "what": "share of Indonesian news titles that have a word, by the word's hash",
        "data": "titles of CLICK-ID, William & Sari 2020, doi 10.1016/j.dib.2020.106231",
        "data_licence": "CC-BY-4.0",
        "rows": len(found),
        "sha256": hashlib.sha256(table).hexdigest(),
    }
    arguments.out.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
