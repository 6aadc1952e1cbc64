"""ExportComments.com: one row a comment, of any platform. Times have no zone, unless the header names one."""

from collections.abc import Iterable

from channels.importers import cells, links, moments
from channels.importers.cells import RowRefused
from channels.importers.gathering import gather
from channels.importers.tables import Columns, Fields, Table
from domain.accounts import Platform
from domain.incoming import FileRefused, ImportedFile, IncomingComment

FORMAT = "exportcomments"

ALIASES = {
    "name": "author",
    "author": "author",
    "username": "handle",
    "user name": "handle",
    "date": "date",
    "likes": "likes",
    "comment": "text",
    "comment text": "text",
    "tweet": "text",
    "comment id": "id",
    "tweet id": "id",
    "parent comment id": "parent",
    "parent id": "parent",
    "reply to": "parent",
    "comment url": "url",
    "comment link": "url",
    "tweet url": "url",
    "link": "url",
    "post url": "post",
    "video url": "post",
    "source url": "post",
    "profile url": "profile",
    "profile link": "profile",
}


def fits(columns: Columns) -> bool:
    """A header is theirs when it tells who wrote what, when, and which comment it is."""
    known = columns.keys()
    return (
        known >= {"text", "date"} and not known.isdisjoint({"author", "handle"}) and not known.isdisjoint({"id", "url"})
    )


def read(table: Table, platform: Platform | None) -> ImportedFile:
    """The comments of a table with their header.

    Raises:
        FileRefused: `no_platform`, when neither the caller nor any address in the file names it.
    """
    rows = list(table.rows)
    platform = platform or _platform(fields for _, fields in rows)
    if platform is None:
        raise FileRefused("no_platform")
    us = moments.month_first(cells.name(fields["date"]) for _, fields in rows)
    zone = moments.zone_named(cells.name(table.header[table.columns["date"]]))
    width = len(table.header)

    def comment(line: int, row: Fields) -> IncomingComment:
        if any(cell != "" for cell in row.cells[width:]):
            raise RowRefused("too_many_cells")
        found = _comment(line, row, platform, us)
        if found.written.tzinfo is None:
            found.written = found.written.replace(tzinfo=zone)
        return found

    return gather(FORMAT, rows, comment)


def _platform(rows: Iterable[Fields]) -> Platform | None:
    addresses = (cells.name(row[field]) for row in rows for field in ("url", "post", "profile"))
    return next((link.platform for address in addresses if (link := links.read(address))), None)


def _comment(line: int, row: Fields, platform: Platform, us: bool) -> IncomingComment:
    url = cells.name(row["url"])
    link = links.read(url) or links.Link(platform=platform)
    post = links.read(cells.name(row["post"])) or link
    profile = links.read(cells.name(row["profile"]))
    id = cells.identifier(row["id"] or link.comment)
    written, precision = moments.written(row["date"], us)
    # The address of an answer on X is its writer's, that of a comment elsewhere the account's.
    told = post is not link or (link.post and platform != "x")
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=id,
        parent=cells.name(row["parent"]) or link.parent or (links.youtube_parent(id) if platform == "youtube" else ""),
        post_ref=post.post or cells.name(row["post"]),
        url=url,
        author=cells.name(row["author"]),
        handle=(cells.name(row["handle"]) or (profile.handle if profile else "")).lstrip("@"),
        text=cells.text(row["text"]),
        written=written,
        written_precision=precision,
        likes=cells.count(row["likes"]),
        account_handle=post.handle if told else "",
    )
