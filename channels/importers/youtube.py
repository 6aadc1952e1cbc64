"""youtube-comment-downloader: one comment a line, or all in one list. Times are counted back from "11 days ago"."""

import re
from datetime import datetime
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
_REMARK = re.compile(r"\(.*")
"""That it was edited."""


def unpack(records: Records) -> Records:
    """The comments of the tool's indented output, which is one object that holds them all."""
    if len(records) == 1 and isinstance(whole := records[0][1], dict) and isinstance(whole.get("comments"), list):
        return list(enumerate(items(whole["comments"]), start=1))
    return records


def fits(record: object) -> bool:
    """A comment of theirs."""
    return isinstance(record, dict) and record.keys() >= {"cid", "text", "author"}


def read(records: Records, platform: Platform | None, made: datetime | None = None) -> ImportedFile:
    """The comments and replies of the file; `made`: see `importers.read`."""
    return gather(FORMAT, records, lambda line, record: _comment(line, record, platform or "youtube", made))


def _comment(line: int, record: Any, platform: Platform, made: datetime | None) -> IncomingComment:
    if isinstance(record, RowRefused):
        raise record
    if not isinstance(record, dict):
        raise RowRefused("not_a_comment")
    id = cells.identifier(record.get("cid"))
    ago = _REMARK.sub("", cells.name(record.get("time"))[:60])
    written, precision = _written(record.get("time_parsed"), ago, made)
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
        written_precision=precision,
        likes=cells.count(record.get("votes")),
    )


def _written(parsed: object, ago: str, made: datetime | None) -> tuple[datetime, Precision]:
    """The tool's reckoning, which it leaves out where it cannot read the words; else ours."""
    try:
        return moments.written(parsed)[0], _precision(ago)
    except RowRefused:
        if not ago or made is None:
            raise
    from channels.pasting.times import typed  # It reads with `moments`, so it cannot be loaded before.

    when = typed(ago, made)
    if when is None or not moments.in_range(when.written):
        raise RowRefused("bad_date")
    return when.written.replace(microsecond=0), when.precision


def _precision(ago: str) -> Precision:
    found = re.search(r"\d+\s*([a-z]+?)s?\b", ago.casefold())
    return _FINE_UNITS.get(found[1], "day") if found else "day"
