"""Rows behind a figure, in a line each: what was said, what was published."""

from desk.desk import Desk
from domain.comments import Comment, masked
from domain.text import clean


def comment_line(desk: Desk, id: int) -> str:
    """Who wrote what, personal data hidden; empty where there is no such comment any more."""
    comment = desk.store.repo("comments", Comment).get(id)
    if comment is None:
        return ""
    who = f"@{comment.handle}" if comment.handle else comment.author
    spans = comment.reading.personal_data
    if not comment.reading.engine:
        from language.personal_data import find

        spans = find(comment.text)
    return clean(f"{who}: {masked(comment.text, spans)}", limit=160)
