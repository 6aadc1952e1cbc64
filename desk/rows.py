"""Rows behind a figure, in a line each: what was said, what was published. Personal data are hidden."""

from desk import revealing
from desk.desk import Desk
from domain.accounts import SHORT, Account
from domain.audit import record_name
from domain.clarifications import Clarification
from domain.comments import Comment
from domain.posts import Post, Variant
from domain.text import clean

_LINE = 160


def hidden(text: str) -> str:
    """A text in one line, its personal data hidden."""
    return clean(revealing.hidden(text), limit=_LINE)


def name_of(desk: Desk, table: str, id: int) -> str:
    """How admins call a row: K812, P41; a variant by its post and where it went out."""
    if table != "variants":
        return f"L{id}" if table == "clarifications" else record_name(table, id)
    variant = desk.store.repo("variants", Variant).get(id)
    account = desk.store.repo("accounts", Account).get(variant.account) if variant else None
    return f"P{variant.post if variant else 0} {SHORT[account.platform] if account else '–'}"


def line_of(desk: Desk, table: str, id: int) -> str:
    """What a row says; empty where there is no such row any more."""
    if table == "comments":
        comment = desk.store.repo("comments", Comment).get(id)
        if comment is None:
            return ""
        at = "@" if comment.handle else ""
        return clean(f"{at}{revealing.name(comment)}: {revealing.text(comment)}", limit=_LINE)
    if table == "clarifications":
        sheet = desk.store.repo("clarifications", Clarification).get(id)
        return hidden(sheet.claim) if sheet else ""
    if table == "variants":
        variant = desk.store.repo("variants", Variant).get(id)
        id = variant.post if variant else 0
    post = desk.store.repo("posts", Post).get(id)
    return hidden(post.title) if post else ""


def text_of(desk: Desk, comment: int) -> str:
    """What a comment says, without who wrote it."""
    found = desk.store.repo("comments", Comment).get(comment)
    return hidden(found.text) if found else ""
