"""Apify's Instagram comment scrapers: a list of comments, replies inside them or beside them. Times are UTC."""

from collections.abc import Iterator
from typing import Any

from channels.importers import cells, links, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records, items
from channels.importers.gathering import gather
from domain.accounts import Platform
from domain.incoming import ImportedFile, IncomingComment

FORMAT = "apify-instagram"

_PARENT = ("parentCommentId", "parentId", "parent_comment_id", "repliedToCommentId")


def fits(record: object) -> bool:
    """A comment of theirs; their posts, which also have an owner, have a shortCode."""
    return isinstance(record, dict) and record.keys() >= {"text", "ownerUsername"} and "shortCode" not in record


def read(records: Records, platform: Platform | None) -> ImportedFile:
    """The comments of the list, and the replies inside them."""

    def comment(line: int, found: tuple[Any, Any]) -> IncomingComment:
        return _comment(line, *found, platform or "instagram")

    return gather(FORMAT, _threads(records), comment)


def _threads(records: Records) -> Iterator[tuple[int, tuple[Any, Any]]]:
    """Every record with the comment it is a reply to, if it stands inside one."""
    for line, record in records:
        waiting: list[tuple[Any, Any]] = [(record, None)]
        while waiting:
            record, parent = waiting.pop()
            yield line, (record, parent)
            if isinstance(record, dict):
                waiting.extend((reply, record) for reply in reversed(items(record.get("replies"))))


def _comment(line: int, record: Any, parent: Any, platform: Platform) -> IncomingComment:
    if isinstance(record, RowRefused):
        raise record
    if not isinstance(record, dict):
        raise RowRefused("not_a_comment")
    id = cells.identifier(record.get("id"))
    url = cells.name(record.get("commentUrl"))
    link = links.read(url)
    post_url = cells.name(record.get("postUrl") or (parent or {}).get("postUrl"))
    post = links.read(post_url) or link
    parent_id = (parent or {}).get("id") or next((record[key] for key in _PARENT if record.get(key)), "")
    owner = record.get("owner")
    written, precision = moments.written(record.get("timestamp"))
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=id,
        parent=cells.name(parent_id) or (link.parent if link else ""),
        post_ref=post.post if post else post_url,
        url=url,
        author=cells.name(record.get("ownerFullName") or (owner.get("full_name") if isinstance(owner, dict) else "")),
        handle=cells.name(record["ownerUsername"] if record.get("ownerUsername") else "").lstrip("@"),
        text=cells.text(record.get("text")),
        written=written,
        written_precision=precision,
        likes=cells.count(record.get("likesCount")),
        account_handle=post.handle if post else "",
    )
