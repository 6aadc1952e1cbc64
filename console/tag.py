"""meja tag: reads comments from stdin, one a line, and prints a sentiment a line."""

import argparse
import os
import sys

import language
from console import house
from domain.comments import Reading
from wording import _

_TYPES = frozenset({"nik", "kk", "phone", "email", "npwp", "plate", "address"})
"""Those that have a form of their own. A bank account is only known by the word before it: screens hide it too."""
WORTH_SHARING, _SHARE, _PROCESSES = 2_000, 500, 4
"""From so many lines on they are dealt out, so many at a time, to at most so many processes."""
_WORDS = {"positive": "positif", "neutral": "netral", "negative": "negatif"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line, codes in English"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order. Only LF ends a line; an empty comment is one too."""
    lines = sys.stdin.buffer.read().decode("utf-8", errors="replace").split("\n")
    if not lines[-1]:
        lines.pop()
    answer = _in_json if args.json else _in_words
    processes = len(os.sched_getaffinity(0))
    if len(lines) < WORTH_SHARING or processes == 1:
        for line in lines:
            print(answer(line))
        return house.DONE
    # What is loaded is loaded once: the others begin as copies of this process.
    language.read("-")
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(processes, _PROCESSES), get_context("fork")) as pool:
        for told in pool.map(answer, lines, chunksize=_SHARE):
            print(told)
    return house.DONE


def _in_words(text: str) -> str:
    reading = language.read(text)
    return f"{_WORDS[reading.sentiment]}\t{reading.confidence:.2f}"


def _in_json(text: str) -> str:
    return house.as_json(_as_data(text, language.read(text)))


def _as_data(text: str, reading: Reading) -> dict[str, object]:
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
