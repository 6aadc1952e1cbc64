"""What belongs to a comment: its thread, and what its writer said before. Both go through all comments."""

import msgspec

from desk.desk import Desk
from domain.comments import Comment, Reply


class _Place(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    parent: str = ""


class _Writer(msgspec.Struct, gc=False):
    platform: str = ""
    handle: str = ""
    author: str = ""
    written_at: int = 0


def thread(desk: Desk, comment: Comment) -> list[Comment | Reply]:
    """The comment at the head, all that answers it, and our replies, oldest first."""
    comments, replies = desk.store.repo("comments", Comment), desk.store.repo("replies", Reply)
    head = comment.parent or comment.platform_id
    found: list[Comment | Reply] = []
    for id, row in comments.rows(_Place):
        if row.platform == comment.platform and head in (row.platform_id, row.parent):
            member = comments.get(id)
            if member:
                found.append(member)
    members = {one.platform_id for one in found}
    ids = {one.id for one in found}
    for reply in replies.all():
        if reply.comment in ids or (reply.platform == comment.platform and reply.parent and reply.parent in members):
            found.append(reply)
    return sorted(found, key=lambda one: one.written_at)


def earlier(desk: Desk, comment: Comment) -> list[Comment]:
    """Other comments of the same writer on the same platform, newest first."""
    comments = desk.store.repo("comments", Comment)
    name = comment.handle or comment.author
    if not name:
        return []
    same = [
        (row.written_at, id)
        for id, row in comments.rows(_Writer)
        if id != comment.id and row.platform == comment.platform and (row.handle or row.author) == name
    ]
    found = (comments.get(id) for _at, id in sorted(same, reverse=True)[:20])
    return [one for one in found if one]
