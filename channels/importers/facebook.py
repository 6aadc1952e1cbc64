"""facebook-scraper: posts with all their comments, or the comments of one post. Times have no zone."""

from collections.abc import Iterator
from typing import Any

from channels.importers import cells, links, moments
from channels.importers.cells import RowRefused
from channels.importers.documents import Records, items
from channels.importers.gathering import gather
from domain.accounts import Platform
from domain.incoming import ImportedFile, IncomingComment

FORMAT = "facebook-scraper"

_OWNER_MARKS = frozenset({"penulis", "author", "pengarang", "pemilik"})
"""What Facebook shows beside the name of the one whose post it is."""


def fits(record: object) -> bool:
    """A post with its comments, or one of the comments."""
    return isinstance(record, dict) and ("comments_full" in record or record.keys() >= {"comment_id", "comment_text"})


def read(records: Records, platform: Platform | None) -> ImportedFile:
    """The comments of all posts, and the replies inside them."""

    def comment(line: int, found: tuple[Any, str, dict[str, Any]]) -> IncomingComment:
        return _comment(line, *found, platform or "facebook")

    return gather(FORMAT, _threads(records), comment)


def _threads(records: Records) -> Iterator[tuple[int, tuple[Any, str, dict[str, Any]]]]:
    """Every comment with the id of the one it answers, and its post. They are numbered through the whole file."""
    number = 0
    for line, record in records:
        post = record if isinstance(record, dict) and "comments_full" in record else {}
        waiting: list[tuple[Any, str]] = [(one, "") for one in reversed(items(post.get("comments_full")))]
        if not post:
            waiting = [(record, "")]
        while waiting:
            comment, parent = waiting.pop()
            number += 1
            yield (number if post else line), (comment, parent, post)
            if isinstance(comment, dict):
                id = cells.name(comment.get("comment_id"))
                waiting.extend((reply, id) for reply in reversed(items(comment.get("replies"))))


def _comment(line: int, record: Any, parent: str, post: dict[str, Any], platform: Platform) -> IncomingComment:
    if isinstance(record, RowRefused):
        raise record
    if not isinstance(record, dict):
        raise RowRefused("not_a_comment")
    id = cells.identifier(record.get("comment_id"))
    url = cells.name(record.get("comment_url"))
    profile = links.read(cells.name(record.get("commenter_url")))
    page = links.read(cells.name(post.get("post_url")))
    writer, owner = cells.name(record.get("commenter_id")), cells.name(post.get("page_id") or post.get("user_id"))
    written, precision = moments.written(record.get("comment_time"))
    return IncomingComment(
        line=line,
        platform=platform,
        platform_id=id,
        parent=parent,
        post_ref=cells.name(post.get("post_url") or post.get("post_id")),
        url=url,
        author=cells.name(record.get("commenter_name")),
        handle=profile.handle if profile else "",
        text=cells.text(record.get("comment_text")),
        written=written,
        written_precision=precision,
        likes=cells.count(record.get("comment_reaction_count")),
        own=cells.name(record.get("commenter_meta")).casefold() in _OWNER_MARKS or (writer == owner != ""),
        account_handle=page.handle if page else "",
    )
