"""XLSX whose cells are texts and whole numbers: no formula, no link, whatever a text looks like."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from channels.exporters.values import Row, Words, cell, worded

ROWS_LIMIT = 1_048_576 - 1
"""Rows of a worksheet below its heading (Excel specifications and limits)."""
CELL_LIMIT = 32_767
"""Characters of a cell, as UTF-16 counts them (the same)."""
_WIDTH, _WIDE = 16, 60
"""Of a column, in characters; a text is given the wide one."""
_TEXTS = frozenset({"text", "caption", "reply", "before", "after"})


class TooManyRows(Exception):
    """A worksheet has no room for them."""


def fitting(text: str) -> str:
    """A text as long as a cell may be; a longer one ends in "…"."""
    if 2 * len(text) <= CELL_LIMIT or len(units := text.encode("utf-16-le")) <= 2 * CELL_LIMIT:
        return text
    return units[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


def write(file: BinaryIO, columns: Mapping[str, str], rows: Iterable[Row], words: Words, title: str) -> int:
    """Write a heading and the rows; how many rows.

    Raises:
        TooManyRows: more than `ROWS_LIMIT`.
    """
    from xlsxwriter import Workbook

    # In memory: a library's temporary files would hold personal data where nobody looks for it.
    workbook = Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet(title)
    heading = workbook.add_format({"bold": True})
    for place, (code, name) in enumerate(columns.items()):
        sheet.set_column(place, place, _WIDE if code in _TEXTS else _WIDTH)
        sheet.write_string(0, place, name, heading)
    sheet.freeze_panes(1, 0)
    said = worded(columns, words)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > ROWS_LIMIT:
            raise TooManyRows
        for place, value in enumerate(said(row)):
            if isinstance(value, int):
                sheet.write_number(count, place, value)
            elif written := fitting(cell(value)):
                sheet.write_string(count, place, written)
    workbook.close()
    return count
