"""Lists of feeds as other readers keep them: OPML 2.0 (opml.org/spec2.opml)."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from domain.news import Feed
from domain.text import clean, storable
from feeds.address import target
from feeds.document import decode
from feeds.failures import FeedError

MOST = 500
"""Feeds of a list that are taken."""

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,500}(?:\[.{0,5000}?\]\s{0,100})?>", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml.{0,300}?\?>", re.DOTALL)


def read(body: bytes) -> list[tuple[str, str]]:
    """The feeds of a list as (address, title), each once. Only http(s) addresses that can be asked are taken.

    Raises:
        FeedError: `not_opml`.
    """
    # Without a document type no entity can be defined; the text is decoded, so its declaration is wrong by now.
    text = _DOCTYPE.sub("", _DECLARATION.sub("", decode(body).lstrip("\ufeff")), count=1)
    try:
        tree = ElementTree.fromstring(text)
    except (ElementTree.ParseError, RecursionError, ValueError) as error:
        raise FeedError("not_opml") from error
    if tree.tag.lower() != "opml":
        raise FeedError("not_opml")
    found: dict[str, str] = {}
    for outline in tree.iter("outline"):
        fields = {name.lower(): value for name, value in outline.attrib.items()}
        try:
            url = target(fields.get("xmlurl", "").strip()).url
        except FeedError:
            continue
        found.setdefault(url, storable(" ".join((fields.get("title") or fields.get("text") or "").split()), 200))
    return list(found.items())[:MOST]


def write(feeds: Iterable[Feed], title: str) -> str:
    """The feeds that are asked, as a list other readers take."""
    rows = [
        f'    <outline type="rss" text={_quoted(feed.title or feed.url)} xmlUrl={_quoted(feed.url)}/>'
        for feed in feeds
        if feed.kind == "url"
    ]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    head.append(f"  <head><title>{escape(clean(title))}</title></head>")
    return "\n".join([*head, "  <body>", *rows, "  </body>", "</opml>", ""])


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
