"""Comments that a desk exported, brought in as they were: by another desk, or again."""

from collections.abc import Callable
from typing import Any

from channels.exporters import columns
from channels.exporters.csv_files import unguarded
from channels.exporters.values import restored
from channels.importers import cells, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records
from channels.importers.gathering import gather
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import NAMES, Platform
from domain.incoming import ImportedFile, IncomingComment

FORMAT = "meja"

ALIASES = {cells.heading(heading): code for code, heading in columns.COMMENTS.items()}

_TOLD = frozenset({"platform", "platform_id", "text", "written_at", "personal_data", "received"})
_PLATFORMS: dict[str, Platform] = {word.casefold(): code for code in NAMES for word in (code, NAMES[code])}  # type: ignore[misc]


def fits(known: Columns) -> bool:
    """A header is ours when it has what an export always has."""
    return known.keys() >= _TOLD


def fits_record(record: object) -> bool:
    """A line is ours when it has what an export always has."""
    return isinstance(record, dict) and record.keys() >= _TOLD


def read(table: Table, platform: Platform | None, *, guarded: bool = False) -> ImportedFile:
    """The comments of a table with their header; `guarded`: as CSV is written."""

    def comment(line: int, row: Fields) -> IncomingComment:
        def field(code: str) -> Any:
            value = row[code]
            return unguarded(value) if guarded and isinstance(value, str) else value

        return _comment(line, field, platform)

    return gather(FORMAT, table.rows, comment)


def read_records(records: Records, platform: Platform | None) -> ImportedFile:
    """The comments of a file of JSON lines."""

    def comment(line: int, record: Any) -> IncomingComment:
        if isinstance(record, RowRefused):
            raise record
        if not fits_record(record):
            raise RowRefused("not_a_comment")
        return _comment(line, record.get, platform)

    return gather(FORMAT, records, comment)


def _comment(line: int, field: Callable[[str], Any], platform: Platform | None) -> IncomingComment:
    platform = platform or _PLATFORMS.get(cells.name(field("platform")).casefold())
    if platform is None:
        raise RowRefused("unknown_platform")
    written, precision = moments.written(field("written_at"))
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=cells.identifier(field("platform_id")),
        parent=cells.name(field("parent")),
        post_ref=cells.name(field("post_ref")),
        url=cells.name(field("url")),
        author=cells.name(field("author")),
        handle=cells.name(field("handle")),
        text=cells.text(restored(cells.text(field("text")), cells.name(field("received")))),
        written=written,
        written_precision=precision,
        likes=cells.count(field("likes")),
        account_handle=cells.name(field("account")),
        exported=True,
    )
