"""Rows into files that people open elsewhere: CSV, JSON lines, XLSX. Nothing in them acts on whoever opens them."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Literal, get_args

import msgspec

from channels.exporters import csv_files, workbooks
from channels.exporters.values import Row, Words, through_the_door

Format = Literal["csv", "jsonl", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write(
    file: BinaryIO, format: Format, columns: Mapping[str, str], rows: Iterable[Row], words: Words, title: str
) -> int:
    """Write rows into an open file; how many there were.

    Args:
        file: stays open. For XLSX it must be able to seek.
        columns: from each column's code, which is the key in JSON, to its heading in a table.
        rows: the values of a record in the order of the columns.
        words: for a table, what the codes of a column are called.
        title: name of the worksheet.

    Raises:
        TooManyRows: XLSX has no room for them.
    """
    if format == "csv":
        return csv_files.write(file, columns, rows, words)
    if format == "xlsx":
        return workbooks.write(file, columns, rows, words, title)
    return _json_lines(file, columns, rows)


def _json_lines(file: BinaryIO, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        record = dict(zip(columns, map(through_the_door, row), strict=True))
        file.write(msgspec.json.encode(record) + b"\n")
        count += 1
    return count
