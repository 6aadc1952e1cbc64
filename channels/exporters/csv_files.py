"""CSV for spreadsheets, with a guard against texts that a spreadsheet would calculate."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from channels.exporters.values import Row, Words, cell, worded

_SKIPPED = (
    " \x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
"""Blanks and invisible characters, which programs pass over to look at what follows."""
_STARTS = "=+\\-@\t\r＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
"""What begins a formula, wide, small, raised and lowered forms included."""
_FORMULA = f"[{_SKIPPED}']*+[{_STARTS}]"
# A spreadsheet of another language splits at semicolons and then takes every line for a row.
_UNGUARDED = re.compile(rf"(\A|[\n;])(?={_FORMULA})")
_GUARDED = re.compile(rf"(\A|[\n;])'(?={_FORMULA})")


def guarded(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet may see the start of a formula.

    That is at its start, at the start of its lines, and behind a semicolon.
    """
    if not text or (text[0].isalnum() and ";" not in text and "\n" not in text):
        return text  # Most cells: for speed.
    return _UNGUARDED.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return _GUARDED.sub(r"\1", text)


def write(file: BinaryIO, columns: Mapping[str, str], rows: Iterable[Row], words: Words) -> int:
    """Write a heading and the rows (RFC 4180), in UTF-8 with the mark by which Excel knows it; how many rows."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    said = worded(columns, words)
    try:
        table = csv.writer(text)
        table.writerow(columns.values())
        count = 0
        for row in rows:
            table.writerow([guarded(cell(value)) for value in said(row)])
            count += 1
    finally:
        text.detach()
    return count
