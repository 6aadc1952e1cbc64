"""XLSX files, opened only once it is known that they are no bomb."""

import io
import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from channels.importers.cells import Cell
from channels.importers.tables import Row
from domain.incoming import FileRefused

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNPACKED_LIMIT = 256 * 1024 * 1024
RATIO_LIMIT = 250
"""How many times larger than packed a part of more than a megabyte may be. Tables reach some 30."""
CELLS_LIMIT = 10_000_000
"""A sheet is laid out from its first to its last cell, so two cells far apart would fill the memory."""
CHARACTERS_LIMIT = 256 * 1024 * 1024
"""Of all cells together: one long text may stand in every cell."""

MERGED_LIMIT = 1_000
"""Rows over which one merged cell is taken to hold."""

_CHUNK = 1 << 20
_PIECE = 1 << 16
_ADDRESS_LENGTH = 40
_LOCAL_HEADER = struct.Struct("<26xHH")
_CELL_AT = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")


def is_workbook(data: bytes) -> bool:
    """Whether it is a ZIP archive with a workbook inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused("damaged", line=0) from None


def sheets(data: bytes) -> Iterator[Iterator[Row]]:
    """The rows of each sheet that can be seen, as `named_sheets`."""
    return (rows for _name, rows in named_sheets(data))


def named_sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    """The name and the rows of each sheet that can be seen, numbered as there; cells merged downwards repeat.

    Raises:
        FileRefused: `damaged`, or `too_large` once unpacked.
    """
    _check(data)
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    with _reading():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for entry in workbook.sheets_metadata:
            if entry.visible == SheetVisibleEnum.Visible:
                yield entry.name, _rows(workbook.get_sheet_by_name(entry.name))


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever the reader says against a file, a panic of its Rust half included, is that the file is damaged."""
    try:
        yield
    except (FileRefused, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:
        raise FileRefused("damaged", line=0) from None


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    below = _merged_downwards(sheet)
    merged: dict[tuple[int, int], Cell] = {}
    left = CHARACTERS_LIMIT
    with _reading():
        for place, row in enumerate(sheet.iter_rows()):
            left -= sum(len(cell) for cell in row if isinstance(cell, str))
            if left < 0:
                raise FileRefused("too_large")
            for column, last in below.get(place, ()):
                merged.update(((further, column), row[column]) for further in range(place + 1, last + 1))
            for column in range(len(row)) if merged else ():
                row[column] = merged.pop((place, column), row[column])
            yield place + 1, row


def _merged_downwards(sheet: "CalamineSheet") -> dict[int, list[tuple[int, int]]]:
    """For a row, the columns where cells merged over further rows begin, and the last of those rows."""
    offset = sheet.start[1] if sheet.start else 0
    below: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if 0 < bottom - top < MERGED_LIMIT and 0 <= left - offset < sheet.width:
            below[top].append((left - offset, bottom))
    return below


def _check(data: bytes) -> None:
    """Unpack without keeping anything, to know what a reader would meet: a ZIP's own figures can lie."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    for entry in entries:
        size, extent = 0, _Extent()
        for chunk in _unpacked(data, entry):
            size += len(chunk)
            total += len(chunk)
            if total > UNPACKED_LIMIT or (size > 2 * _CHUNK and size > RATIO_LIMIT * max(entry.compress_size, 1)):
                raise FileRefused("too_large")
            if entry.filename.casefold().endswith(".xml"):
                extent.take(chunk)
        if extent.cells > CELLS_LIMIT:
            raise FileRefused("too_large")


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of the archive, a chunk at a time, however much of it there is."""
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused("damaged", line=0)
    start = entry.header_offset + _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header))
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            waiting: bytes | memoryview = packed[at : at + _PIECE]
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, _CHUNK)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error:
        raise FileRefused("damaged", line=0) from None


class _Extent:
    """How many cells a sheet is laid out over, read off its cells' addresses."""

    def __init__(self) -> None:
        self._rest = b""
        self._columns: set[bytes] = set()
        self._first, self._last = 1 << 30, 0

    def take(self, chunk: bytes) -> None:
        for column, row in set(_CELL_AT.findall(self._rest + chunk)):
            self._columns.add(column)
            self._first, self._last = min(self._first, int(row)), max(self._last, int(row))
        self._rest = chunk[-_ADDRESS_LENGTH:]

    @property
    def cells(self) -> int:
        numbers = [_column_number(column) for column in self._columns]
        return (self._last - self._first + 1) * (max(numbers) - min(numbers) + 1) if numbers else 0


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
