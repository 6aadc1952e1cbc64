"""Tables that no format knows: what their columns seem to hold, and the comments in them by an admin's word.

The header is the first row of the table that looks like one: short names, all different, and rows below it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice

import msgspec

from channels.importers import cells, links, moments, tables, workbooks
from channels.importers.cells import Cell, RowRefused
from channels.importers.gathering import gather
from channels.importers.tables import Fields, Row
from domain.accounts import NAMES, PLATFORMS, SHORT, Platform
from domain.incoming import FileRefused, ImportedFile, IncomingComment
from domain.mappings import Field, Mapping, lacks

FORMAT = "mapped"
SHOWN = 8
"""Rows of a preview."""
_SAMPLE = 200
"""Rows by which columns are judged."""
_LEAST = 2
_NAMES: dict[Field, str] = {
    "text": "comment|comments|komentar|isi|isi komentar|teks|text|pesan|message|content|tanggapan|ulasan|review|body|"
    "isi laporan|isi pengaduan|isi aduan|isi pesan|uraian|aduan|pengaduan|keluhan",
    "author": "author|name|nama|nama akun|nama warga|penulis|pengirim|display name|dari|from|nama pengguna|"
    "pelapor|nama pelapor|pengadu",
    "handle": "username|user name|akun|handle|screen name|user|akun warga|id pengguna|profile name",
    "date": "date|tanggal|tgl|waktu|time|created at|created time|timestamp|published at|tanggal komentar|posted at|"
    "datetime|tanggal dan jam|waktu komentar|waktu masuk|tanggal masuk|tanggal laporan|waktu laporan",
    "time": "jam|pukul|hour",
    "id": "id|comment id|id komentar|komentar id|cid|message id",
    "parent": "parent|parent id|parent comment id|reply to|in reply to|balasan untuk|membalas",
    "url": "url|link|tautan|comment url|permalink|link komentar|tautan komentar",
    "post": "post|post url|link post|postingan|konten|video|link konten|media url|post id|tautan konten",
    "likes": "likes|like|suka|jumlah suka|jml suka|jumlah like|jml like|total like|likes count|like count|favorites|"
    "votes",
    "platform": "platform|kanal|channel|media|medsos|media sosial|sumber|source",
}
_ALIASES: dict[str, Field] = {word: field for field, words in _NAMES.items() for word in words.split("|")}
_PLATFORMS: dict[str, Platform] = {
    word.casefold(): code for code in PLATFORMS for word in (code, NAMES[code], SHORT[code])
} | {"twitter": "x", "tik tok": "tiktok"}


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a table, and what its columns seem to hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Mapping
    sheet: str = ""


def preview(data: bytes, platform: Platform | None = None) -> Preview:
    """Look at a table. Raises FileRefused: `no_table`, and as `importers.read`."""
    header, rows = _found(data)
    sample = list(islice(rows, _SAMPLE))
    shown = tuple(tuple(_shown(cell) for cell in row[: len(header)]) for _line, row in sample[:SHOWN])
    guess = Mapping(columns=_guess(header, [row for _line, row in sample]), platform=platform)
    return Preview(header=header, rows=shown, guess=guess)


def fits(data: bytes, mapping: Mapping) -> bool:
    """Whether the table has all the columns that the mapping names."""
    try:
        header, _rows = _found(data)
    except FileRefused:
        return False
    return set(mapping.columns.values()) <= set(header) and not lacks(mapping)


def read(data: bytes, mapping: Mapping, platform: Platform | None = None) -> ImportedFile:
    """The comments of a table as the mapping says.

    Raises:
        FileRefused: `no_table`; `no_column` with its name; `no_platform`; and as `importers.read`.
    """
    header, rows = _found(data)
    absent = [column for column in mapping.columns.values() if column not in header]
    if absent or lacks(mapping):
        raise FileRefused("no_column", column=(absent or list(lacks(mapping)))[0])
    columns: dict[str, int] = {field: header.index(column) for field, column in mapping.columns.items()}
    kept = [(line, Fields(columns, row)) for line, row in rows if any(cell != "" for cell in row)]
    platform = platform or mapping.platform or _platform(fields for _line, fields in kept)
    if platform is None and "platform" not in columns:
        raise FileRefused("no_platform")
    us = mapping.month_first
    if us is None:
        us = moments.month_first(cells.name(fields["date"]) for _line, fields in kept)
    return gather(FORMAT, kept, lambda line, row: _comment(line, row, platform, bool(us)))


# The table


def _found(data: bytes) -> tuple[tuple[str, ...], Iterator[Row]]:
    for rows in _tables(data):
        before: list[Row] = []
        numbered = iter(rows)
        for line, row in islice(numbered, tables.HEADER_WITHIN):
            before.append((line, row))
            names = tuple(cells.name(cell) for cell in row)
            if not _is_header(names):
                continue
            first = list(islice(numbered, 1))
            if first:
                header = names[: max(place for place, name in enumerate(names) if name) + 1]
                return header, chain(first, numbered)
    raise FileRefused("no_table")


def _is_header(names: Sequence[str]) -> bool:
    """Short names, all of them different; at least one that such columns are called."""
    told = [name for name in names if name]
    known = any(cells.heading(name) in _ALIASES for name in told)
    return len(told) >= _LEAST and known and len(set(told)) == len(told) and all(len(name) <= 60 for name in told)


def _tables(data: bytes) -> Iterator[Iterable[Row]]:
    if data.startswith(b"PK\x03\x04") and workbooks.is_workbook(data):
        yield from workbooks.sheets(data)
        return
    text = tables.decode(data)
    if not text.strip():
        raise FileRefused("empty")
    for delimiter in sorted(tables.DELIMITERS, key=lambda one: -_columns(text, one)):
        yield tables.csv_rows(text, delimiter)


def _columns(text: str, delimiter: str) -> int:
    """How many columns the first rows have most often, read so."""
    try:
        widths = [len(row) for _line, row in islice(tables.csv_rows(text[: 1 << 16], delimiter), 30)]
    except FileRefused:
        return 0
    return max(set(widths), key=widths.count, default=0)


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else cells.name(cell)


# What the columns hold


def _guess(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[Field, str]:
    """By their names; then by what is in them, for what is needed and has no column yet."""
    found: dict[Field, str] = {}
    for name in header:
        field = _ALIASES.get(cells.heading(name))
        if field and field not in found:
            found[field] = name
    left = [place for place, name in enumerate(header) if name and name not in found.values()]
    if "date" not in found:
        _take(found, "date", header, left, lambda place: _share(rows, place, _is_date))
    if "text" not in found:
        _take(found, "text", header, left, lambda place: _share(rows, place, lambda cell: len(cells.name(cell)) > 20))
    if "url" not in found:
        _take(found, "url", header, left, lambda place: _share(rows, place, _is_address))
    return found


def _take(
    found: dict[Field, str], field: Field, header: Sequence[str], left: list[int], share: Callable[[int], float]
) -> None:
    scored = [(share(place), -place) for place in left]
    best = max(scored, default=(0.0, 0))
    if best[0] > 0.6:
        found[field] = header[-best[1]]
        left.remove(-best[1])


def _share(rows: Sequence[Sequence[Cell]], place: int, holds: Callable[[Cell], bool]) -> float:
    told = [row[place] for row in rows if place < len(row) and row[place] != ""]
    return sum(map(holds, told)) / len(told) if told else 0.0


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return False
    try:
        moments.written(cell)
    except RowRefused:
        return False
    return True


def _is_address(cell: Cell) -> bool:
    return cells.name(cell).startswith(("http://", "https://"))


# Its rows


def _platform(rows: Iterable[Fields]) -> Platform | None:
    addresses = (cells.name(row[field]) for row in rows for field in ("url", "post"))
    return next((link.platform for address in addresses if (link := links.read(address))), None)


def _comment(line: int, row: Fields, platform: Platform | None, us: bool) -> IncomingComment:
    told = cells.name(row["platform"])
    where = _PLATFORMS.get(told.casefold()) if told else platform
    if where is None:
        raise RowRefused("unknown_platform" if told else "no_platform")
    url = cells.name(row["url"])
    link = links.read(url) or links.Link(platform=where)
    post = links.read(cells.name(row["post"])) or link
    written, precision = moments.written(row["date"], us)
    if (clock := cells.name(row["time"])) and precision == "day":
        written, precision = moments.written(f"{written:%Y-%m-%d} {clock}", us)
    author, handle, text = cells.name(row["author"]), cells.name(row["handle"]).lstrip("@"), cells.text(row["text"])
    if not author and not handle and not text:
        raise RowRefused("not_a_comment")
    told_id = row["id"] if cells.name(row["id"]) else link.comment
    id = cells.identifier(told_id) if told_id else ""
    return IncomingComment(
        line=line,
        platform=where,
        platform_id=id or _made_up(where, handle or author, text, written),
        parent=cells.name(row["parent"]) or link.parent,
        post_ref=post.post or cells.name(row["post"]),
        url=url,
        author=author or handle,
        handle=handle or (author[1:] if author.startswith("@") else ""),
        text=text,
        written=written,
        written_precision=precision,
        likes=cells.count(row["likes"]),
    )


def _made_up(platform: str, name: str, text: str, written: datetime) -> str:
    """The same for the same row whenever the table comes again."""
    told = "\n".join((platform, name.casefold(), written.isoformat(), " ".join(text.split())))
    return "tabel:" + hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()
