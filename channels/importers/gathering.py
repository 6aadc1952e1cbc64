"""Collects the rows of one file: what came in, what repeats, what was refused."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from channels.importers.cells import RowRefused
from domain.incoming import ImportedFile, IncomingComment, Refusal

Row = TypeVar("Row")


def gather(format: str, rows: Iterable[tuple[int, Row]], read: Callable[[int, Row], IncomingComment]) -> ImportedFile:
    """The comments that `read` makes of numbered rows. It raises RowRefused for a row that cannot come in.

    Of rows with the same id the last one counts, as files are appended to; the others are the same.
    """
    comments: dict[tuple[str, str], IncomingComment] = {}
    refused: list[Refusal] = []
    same = 0
    for line, row in rows:
        try:
            comment = read(line, row)
        except RowRefused as refusal:
            refused.append(Refusal(line, refusal.reason))
            continue
        key = comment.platform, comment.platform_id
        earlier = comments.get(key)
        if earlier is not None:
            same += 1
            comment.line = earlier.line
            comment.parent = comment.parent or earlier.parent
        comments[key] = comment
    return ImportedFile(format=format, comments=list(comments.values()), refused=refused, same=same)
