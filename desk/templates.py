"""Reply templates with what is known about a comment filled in."""

import re
from collections.abc import Iterator

from desk.desk import Desk
from domain.agency import Agency, Template
from domain.comments import Comment
from domain.posts import Post, Variant
from domain.replies import name_of
from domain.templates import fill

_LINK = re.compile(r"https?://\S+")


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
