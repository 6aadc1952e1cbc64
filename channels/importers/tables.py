"""CSV files and worksheets as tables: a header that a format knows, and the numbered rows below it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

import msgspec

from channels.importers.cells import ROWS_LIMIT, Cell, heading
from domain.incoming import FileRefused

HEADER_WITHIN = 15
"""Title rows may stand above the header; it is one of the first rows."""

_HEAD = 1 << 16
"""Characters among which a header must end."""
DELIMITERS = (",", ";", "\t", "|")
_LAST_ROW = "\x1e end of the file \x1e"

Row = tuple[int, Sequence[Cell]]
Columns = dict[str, int]
"""Where a format's fields stand."""
Aliases = dict[str, str]
"""From a column's name, as `cells.heading` gives it, to the field it holds."""


class Fields(msgspec.Struct, frozen=True):
    """The cells of a row by what they mean; an empty text where the row or the file has none."""

    columns: Columns
    cells: Sequence[Cell]

    def __getitem__(self, field: str) -> Cell:
        place = self.columns.get(field, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a file that a format knows."""

    header: Sequence[Cell]
    columns: Columns
    above: str
    """What stands above the header, and the sheet's name."""
    rows: Iterator[tuple[int, Fields]]


def columns(header: Sequence[Cell], aliases: Aliases) -> Columns:
    """Where the fields stand; of columns with one meaning the first counts."""
    found: Columns = {}
    for place, cell in enumerate(header):
        if field := aliases.get(heading(cell)):
            found.setdefault(field, place)
    return found


def table(rows: Iterable[Row], aliases: Aliases, fits: Callable[[Columns], bool], above: str = "") -> Table | None:
    """The table whose header fits; None when none of the first rows is one."""
    numbered = iter(rows)
    for _, header in islice(numbered, HEADER_WITHIN):
        found = columns(header, aliases)
        if fits(found):
            return Table(header=header, columns=found, above=above, rows=_filled(numbered, header, found))
        above = " ".join([above, *(str(cell)[:200] for cell in header if cell != "")])[:2_000]
    return None


def _filled(rows: Iterator[Row], header: Sequence[Cell], columns: Columns) -> Iterator[tuple[int, Fields]]:
    """Neither empty rows nor the header again, as files put together from several have it."""
    filled = 0
    for line, row in rows:
        if row == header or not any(cell != "" for cell in row):
            continue
        filled += 1
        if filled > ROWS_LIMIT:
            raise FileRefused("too_many_rows")
        yield line, Fields(columns, row)


def csv_table(text: str, aliases: Aliases, fits: Callable[[Columns], bool]) -> Table | None:
    """The table of a CSV file, whichever delimiter its header fits with."""
    for delimiter in DELIMITERS:
        try:
            known = table(csv_rows(text[:_HEAD], delimiter), aliases, fits)
        except FileRefused:  # Broken before any header, read with this delimiter: it is not the one.
            continue
        if known:
            return table(csv_rows(text, delimiter), aliases, fits)
    return None


def csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows with the line each begins on.

    Raises:
        FileRefused: `damaged`, when a quoted cell is never closed: it would swallow all that follows.
    """
    csv.field_size_limit(max(len(text), 131_072))
    lines = chain(io.StringIO(text, newline=""), ["\n", _LAST_ROW])
    reader = csv.reader(lines, delimiter=delimiter)
    begins = 1
    for row in reader:
        if row == [_LAST_ROW]:
            return
        if row and row[-1].endswith(_LAST_ROW):
            break
        yield begins, row
        begins = reader.line_num + 1
    raise FileRefused("damaged", line=begins)


def decode(data: bytes) -> str:
    """The text of a file: UTF-16 or UTF-8 by their marks or their looks, else cp1252. It never fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:400]
    if len(head) >= 8 and not any(head[1::2]):
        return data.decode("utf-16-le", "replace")
    if len(head) >= 8 and not any(head[0::2]):
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _broken(data)


def _broken(data: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; a text that is mostly not is cp1252."""
    read = data.decode("utf-8-sig", "replace")
    broken = read.count("�")
    beyond_ascii = sum(char > "\x7f" for char in read)
    return read if beyond_ascii > 2 * broken else data.decode("cp1252", "replace")
