"""youtube-comment-downloader: one comment a line, or all in one list. Times are counted back from "11 days ago"."""

import re
from typing import Any

from channels.importers import cells, links, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records, items
from channels.importers.gathering import gather
from channels.importers.moments import Precision
from domain.accounts import Platform
from domain.incoming import ImportedFile, IncomingComment

FORMAT = "youtube-comment-downloader"

_FINE_UNITS: dict[str, Precision] = {
    "second": "second",
    "detik": "second",
    "minute": "minute",
    "menit": "minute",
    "hour": "hour",
    "jam": "hour",
}
"""What a time was counted back in; days, weeks, months and years are no better than a day."""


def unpack(records: Records) -> Records:
    """The comments of the tool's indented output, which is one object that holds them all."""
    if len(records) == 1 and isinstance(whole := records[0][1], dict) and isinstance(whole.get("comments"), list):
        return list(enumerate(items(whole["comments"]), start=1))
    return records


def fits(record: object) -> bool:
    """A comment of theirs."""
    return isinstance(record, dict) and record.keys() >= {"cid", "text", "author"}


def read(records: Records, platform: Platform | None) -> ImportedFile:
    """The comments and replies of the file."""
    return gather(FORMAT, records, lambda line, record: _comment(line, record, platform or "youtube"))


def _comment(line: int, record: Any, platform: Platform) -> IncomingComment:
    if isinstance(record, RowRefused):
        raise record
    if not isinstance(record, dict):
        raise RowRefused("not_a_comment")
    id = cells.identifier(record.get("cid"))
    written, _ = moments.written(record.get("time_parsed"))
    author = cells.name(record.get("author"))
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=id,
        parent=links.youtube_parent(id),
        author=author,
        handle=author[1:] if author.startswith("@") else "",
        text=cells.text(record.get("text")),
        written=written,
        written_precision=_precision(cells.name(record.get("time"))),
        likes=cells.count(record.get("votes")),
    )


def _precision(ago: str) -> Precision:
    found = re.search(r"\d+\s*([a-z]+?)s?\b", ago.casefold())
    return _FINE_UNITS.get(found[1], "day") if found else "day"
