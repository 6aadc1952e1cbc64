"""The feeds a web page announces: `<link rel="alternate" type="application/rss+xml" href="…">` (RSS Advisory Board,
RSS Autodiscovery; WHATWG HTML, link type "alternate"), and where sites usually keep one."""

import html
import re

from feeds.address import Target, target
from feeds.failures import FeedError

USUAL = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
"""Paths that are tried where a page announces none."""
MOST = 5

_READ = 300_000
"""Bytes of a page that are looked at: announcements stand in its head."""
_LINK = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_FIELD = re.compile(r"([a-z-]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))", re.I)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_NOT_NEWS = re.compile(r"/comments?/|comments?[-_]?feed|oembed|wp-json", re.IGNORECASE)


def announced(body: bytes, page: Target) -> list[str]:
    """The addresses of the feeds a page announces, those of comments last."""
    found: dict[str, bool] = {}
    for link in _LINK.finditer(body[:_READ].decode("utf-8", "replace")):
        fields = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _FIELD.findall(link[1])}
        is_feed = fields.get("type", "").split(";")[0].strip().lower() in _TYPES
        if is_feed and "alternate" in fields.get("rel", "").lower().split():
            try:
                url = target(fields.get("href", "").strip(), page).url
            except FeedError:
                continue
            found.setdefault(url, bool(_NOT_NEWS.search(url)))
    return sorted(found, key=lambda url: found[url])[:MOST]


def usual(page: Target) -> list[str]:
    """Where a site may keep its feed; asked of its first page alone: elsewhere a page may be a login in front of it."""
    if page.path != "/":
        return []
    return [f"{page.scheme}://{page.host_header}{path}" for path in USUAL]
