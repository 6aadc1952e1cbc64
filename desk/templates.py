"""Reply templates with what is known about a comment filled in."""

import re
from collections.abc import Iterator

from desk import clarifications, restraint
from desk.desk import Desk
from domain.agency import Agency, Template
from domain.comments import Comment
from domain.posts import Post, Variant
from domain.replies import name_of
from domain.templates import fill

_LINK = re.compile(r"https?://\S+")


CRISIS, CLARIFICATION = "krisis", "klarifikasi"
"""The codes of the message of the crisis that is on, and of what is true about the claim a comment makes."""


def listed(desk: Desk, comment: Comment | None = None) -> list[Template]:
    """The agency's templates by code. Before them the approved message of a crisis, and what a verified clarification
    sheet says about the claim that this comment's group makes.
    """
    first = {CRISIS: restraint.message(desk), CLARIFICATION: _finding(desk, comment) if comment else ""}
    ready = [Template(code=code, text=text) for code, text in first.items() if text]
    kept = sorted(desk.store.repo("templates", Template).all(), key=lambda one: one.code)
    return [*ready, *(one for one in kept if not first.get(one.code))]


def _finding(desk: Desk, comment: Comment) -> str:
    """With the address of the post that tells it, where it is out."""
    sheet = clarifications.about(desk, group=comment.group or comment.id)
    if sheet is None or sheet.state == "open":
        return ""
    variants = desk.store.repo("variants", Variant).all() if sheet.post else ()
    urls = {one.account: one.url for one in variants if one.post == sheet.post and one.url}
    address = urls.get(comment.account) or sheet.address or next(iter(urls.values()), "")
    return " ".join(filter(None, (sheet.finding, address)))


def filled(desk: Desk, template: Template, comment: Comment) -> str:
    """The template's text for the writer of that comment; what is not known stays in braces."""
    return fill(template.text, known(desk, comment))


def known(desk: Desk, comment: Comment, text: str = "") -> dict[str, str]:
    """What the fields of a template stand for: only those that are known, and of `text` only those it has."""
    referral = comment.referral
    values = {
        "nama": name_of(comment),
        "opd": referral.name if referral else "",
        "tiket": referral.ticket if referral else "",
        "tautan": next(_links(desk, comment), "") if not text or "tautan" in text.casefold() else "",
    }
    return {field: value for field, value in values.items() if value}


def _links(desk: Desk, comment: Comment) -> Iterator[str]:
    """Where the citizen can read on: the agency it was referred to, the post's sources, the post itself."""
    store = desk.store
    referral = comment.referral
    agency = store.repo("agencies", Agency).get(referral.agency) if referral else None
    yield from _LINK.findall(agency.contact if agency else "")
    post = store.repo("posts", Post).get(comment.post) if comment.post else None
    for source in post.sources if post else ():
        yield from _LINK.findall(source)
    variants = store.repo("variants", Variant).all() if post else ()
    yield from (one.url for one in variants if (one.post, one.account) == (comment.post, comment.account) and one.url)
    yield from _LINK.findall(comment.post_ref)
