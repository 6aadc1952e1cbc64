"""meja tag: reads comments from stdin, one a line, and prints a sentiment a line."""

import argparse
import sys

from console import house
from domain.comments import Reading
from wording import _

_TYPES = frozenset({"nik", "kk", "phone", "email", "npwp", "plate", "address"})
"""Those that have a form of their own. A bank account is only known by the word before it: screens hide it too."""
_WORDS = {"positive": "positif", "neutral": "netral", "negative": "negatif"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line, codes in English"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order. Only LF ends a line; an empty comment is one too."""
    import language

    text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        reading = language.read(line)
        if args.json:
            house.emit(_as_json(line, reading))
        else:
            print(f"{_WORDS[reading.sentiment]}\t{reading.confidence:.2f}")
    return house.DONE


def _as_json(text: str, reading: Reading) -> dict[str, object]:
    return {
        "sentiment": reading.sentiment,
        "confidence": round(reading.confidence, 4),
        "words": [word.text for word in reading.words],
        "kind": reading.kind,
        "second_kind": reading.second_kind,
        "reasons": list(reading.reasons),
        "personal_data": [
            {"type": span.type, "start": span.start, "end": span.end, "text": text[span.start : span.end]}
            for span in reading.personal_data
            if span.type in _TYPES
        ],
        "spam": reading.spam,
    }
