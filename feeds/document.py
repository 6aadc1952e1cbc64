"""A feed document's bytes to its headlines. Runs in the limited child: parsers meet hostile bytes only there."""

import hashlib
import re
from html.entities import html5
from io import BytesIO
from typing import Any

import msgspec

from domain.news import Headline
from domain.text import storable
from feeds import dates, warnings
from feeds.failures import Failed, FeedError
from feeds.markup import plain
from feeds.warnings import Told

MAX_ENTRIES = 500
MAX_TITLE = 300
MAX_SUMMARY = 1000
MAX_LINK = 2000


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A body, and what its reading depends on."""

    body: bytes
    feed: int = 0
    """The id its headlines carry."""
    zone: str
    """For dates without one."""
    now: int
    cut: bool = False
    """The connection ended before the body did."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True, tag="parsed"):
    """What a document holds."""

    title: str
    headlines: list[Headline]
    """In the document's order, each entry once."""
    undated: int = 0
    damaged: bool = False
    """The document breaks off; these are the entries that came whole."""


_UTF16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.\-]+:)?([\w.\-]+))[\s/>]")
_ENTRY_END = re.compile(r"</(?:[\w.\-]+:)?(?:item|entry)\s*>")
_XML_NAMES = ("amp", "lt", "gt", "quot", "apos")
# XML 1.0 §2.2 allows none of these, neither raw nor as a reference; feedparser raises on some.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?:#[xX]([0-9a-fA-F]{1,8});|#(\d{1,8});|(\w{1,30});)?", re.DOTALL
)


def read(document: Document) -> Parsed | Failed:
    """Read RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, CAP or BMKG's earthquakes; anything else is refused with a code.

    Whatever an entry holds, its headline has a bounded plain title and summary, an http(s) link or none, a hashed key
    and a date no later than now.
    """
    try:
        text = decode(document.body).lstrip("\ufeff \t\r\n\0")
        if not text:
            raise FeedError("empty")
        return _json_feed(text, document) if text.startswith("{") else _xml_feed(text, document)
    except FeedError as error:
        return error.failed


def decode(body: bytes) -> str:
    """The text of a body, by its bytes alone: UTF-16, UTF-8, else Windows-1252.

    What the server and the document claim is not asked: claims are often wrong, may name any codec Python has, and
    bytes that are UTF-8 by accident do not occur. Single broken characters become "�".
    """
    for mark, name in _UTF16:
        if body.startswith(mark):
            return body.decode(name, "replace")
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken <= beyond_ascii - broken else body.decode("cp1252", "replace")


def _xml_feed(text: str, document: Document) -> Parsed:
    text, root, kind = _from_root(text)
    if kind == "html":
        raise FeedError("html_page")
    if kind == "alert":
        return _warnings(*warnings.alert(_REFERENCE.sub(_mended, _NOT_XML.sub("\ufffd", text))), document)
    if kind == "infogempa":
        return _warnings(_BMKG, warnings.quakes(_REFERENCE.sub(_mended, _NOT_XML.sub("\ufffd", text))), document)
    if kind not in ("rss", "feed", "rdf"):
        raise FeedError("not_a_feed")
    text, damaged = _whole_entries(text, root, kind)
    text = _REFERENCE.sub(_mended, _NOT_XML.sub("\ufffd", text))
    found = _feedparser(text)
    news = _news_items(text) if "news_item" in text else []
    outlet = plain(_string(found["feed"].get("title")), MAX_TITLE)
    headlines: dict[str, Headline] = {}
    for place, entry in enumerate(found["entries"][:MAX_ENTRIES]):
        headline = _headline(entry, outlet, document, news[place] if place < len(news) else [])
        if headline is not None:
            headlines.setdefault(headline.key, headline)
    return _parsed(outlet, headlines, damaged or document.cut)


_BMKG = "BMKG"


def _warnings(sender: str, told: list[Told], document: Document) -> Parsed:
    sender = plain(sender, 100)
    headlines: dict[str, Headline] = {}
    for one in told[:MAX_ENTRIES]:
        headline = _entry(
            document,
            own_id=one.own_id,
            title=one.title,
            summary=one.summary,
            link=one.link,
            outlet="" if "://" in sender else sender,
            channel=outlet_of(sender, sender),
            written=[one.written],
        )
        if headline is not None:
            headlines.setdefault(headline.key, headline)
    return _parsed(sender, headlines, document.cut)


def _parsed(title: str, headlines: dict[str, Headline], damaged: bool) -> Parsed:
    if damaged and not headlines:
        raise FeedError("damaged")
    kept = list(headlines.values())
    return Parsed(title=title, headlines=kept, undated=sum(not one.dated for one in kept), damaged=damaged)


def _from_root(text: str) -> tuple[str, str, str]:
    """The text from its root element on, the root's name and that name without prefix, in lower case.

    What stands before goes: the declaration (the text is decoded already), entity definitions, and warnings a broken
    site prints in front of its feed.
    """
    text = text[max(text.find("<?xml", 0, 2000), 0) :]
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    root = _ROOT.match(text, place)
    if root is None:
        raise FeedError("not_a_feed")
    return text[place:], root[1], root[2].lower()


def _whole_entries(text: str, root: str, kind: str) -> tuple[str, bool]:
    """The text up to its last whole entry, at most `MAX_ENTRIES` of them, and whether the document breaks off."""
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    damaged = text.rfind(f"</{root}") < (ends[-1] if ends else 1)
    if not damaged and len(ends) <= MAX_ENTRIES:
        return text, False
    if not ends:
        raise FeedError("damaged")
    closing = f"</channel></{root}>" if kind == "rss" else f"</{root}>"
    return text[: ends[:MAX_ENTRIES][-1]] + closing, damaged


def _mended(found: re.Match[str]) -> str:
    """A reference XML knows, an HTML one as its character, and a bare ampersand as what was meant."""
    cdata, hexadecimal, decimal, name = found.groups()
    if cdata or name in _XML_NAMES:
        return found[0]
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return "\ufffd" if code > 0x10FFFF or _NOT_XML.match(chr(code)) else found[0]
    if name and f"{name};" in html5:
        return html5[f"{name};"]
    return "&amp;" + found[0][1:]


_FIELDS = ("id", "title", "summary", "link", "published", "updated", "created", "ht_approx_traffic")


def _feedparser(text: str) -> Any:
    import feedparser

    # A stream, never a string: feedparser opens strings as files and addresses.
    return feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _headline(entry: dict[str, Any], outlet: str, document: Document, news: list[tuple[str, str]]) -> Headline | None:
    # dict.get, because feedparser's own finds `published` where `updated` is asked for.
    fields = {name: _string(dict.get(entry, name)) for name in _FIELDS}
    source = dict.get(entry, "source")
    return _entry(
        document,
        own_id=fields["id"],
        title=fields["title"],
        summary=" · ".join(title for title, _url in news) or fields["summary"],
        link=next((url for _title, url in news if _link(url)), "") or fields["link"],
        outlet=outlet if news else plain(_string(source.get("title")), 100) if isinstance(source, dict) else "",
        channel=outlet,
        written=[fields["published"], fields["updated"], fields["created"]],
        traffic=_traffic(fields["ht_approx_traffic"]),
    )


def _entry(
    document: Document,
    *,
    own_id: str,
    title: str,
    summary: str,
    link: str,
    outlet: str,
    channel: str,
    written: list[str],
    traffic: int = 0,
) -> Headline | None:
    summary = plain(summary, MAX_SUMMARY)
    title = plain(title, MAX_TITLE) or storable(summary, MAX_TITLE) or storable(link, MAX_TITLE)
    if not title:
        return None
    published = next((at for text in written if (at := dates.read(text, document.zone, document.now))), None)
    link = _link(link)
    return Headline(
        feed=document.feed,
        key=hashlib.sha256((own_id or link or title).encode("utf-8", "replace")).hexdigest()[:20],
        title=title,
        summary="" if summary == title else summary,
        link=link,
        outlet=outlet or outlet_of(link, channel),
        published_at=document.now if published is None else published,
        dated=published is not None,
        seen_at=document.now,
        traffic=traffic,
    )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _link(link: str) -> str:
    """The link, where it is a plain http(s) address; else none."""
    link = link.strip()
    fits = re.fullmatch(r"https?://[^\s/@\\?#]+(?:[/?#]\S*)?", link, re.IGNORECASE)
    return link if fits and len(link) <= MAX_LINK and link.isprintable() else ""


_SHARED_HOSTS = frozenset("youtube.com reddit.com facebook.com instagram.com x.com tiktok.com google.com".split())
_SECOND_LEVELS = frozenset("ac co desa go mil my or ponpes sch web com net org gov".split())


def outlet_of(link: str, channel: str) -> str:
    """Who speaks: the domain of the link, so that the sections of one newspaper are one outlet; else the channel."""
    host = re.sub(r"^https?://|[/:?#].*$", "", link.lower())
    labels = host.split(".")
    length = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS else 2
    domain = ".".join(labels[-length:])
    return storable(channel if domain in _SHARED_HOSTS or "." not in domain else domain, 100)


_TIMES = {"k": 1000, "rb": 1000, "m": 1_000_000, "jt": 1_000_000}


def _traffic(text: str) -> int:
    """ "20.000+" is 20,000 and "2M+" two million: the separators follow the reader's country."""
    found = re.match(r"\s*(\d[\d.,]{0,14})\s*(k|m|rb|jt)?", text.lower())
    if not found:
        return 0
    return min(int(re.sub(r"\D", "", found[1])) * _TIMES.get(found[2] or "", 1), 10**9)


def _news_items(text: str) -> list[list[tuple[str, str]]]:
    """For each item its `news_item`s as (title, address): feedparser keeps only the last of them."""
    from xml.etree import ElementTree

    try:
        # No entity can be defined: `_from_root` took the document type away.
        tree = ElementTree.fromstring(text)
    except (ElementTree.ParseError, RecursionError):
        return []
    items: list[list[tuple[str, str]]] = []
    for item in tree.iter("item"):
        parts = [
            {_local(field.tag): field.text or "" for field in news} for news in item if _local(news.tag) == "news_item"
        ]
        items.append([(part.get("news_item_title", ""), part.get("news_item_url", "")) for part in parts])
    return items


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _json_feed(text: str, document: Document) -> Parsed:
    try:
        feed = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        looks_like_one = "jsonfeed.org/version" in text[:1000]
        raise FeedError("damaged" if looks_like_one else "not_a_feed") from error
    if isinstance(feed, dict) and "Infogempa" in feed:
        return _warnings(_BMKG, warnings.quakes_of_json(feed), document)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version" not in _string(feed.get("version")):
        raise FeedError("not_a_feed")
    channel = plain(_string(feed.get("title")), MAX_TITLE)
    headlines: dict[str, Headline] = {}
    for item in items[:MAX_ENTRIES]:
        texts = {name: _string(value) for name, value in item.items()} if isinstance(item, dict) else {}
        headline = _entry(
            document,
            own_id=texts.get("id", ""),
            title=texts.get("title", ""),
            summary=texts.get("summary") or texts.get("content_text") or texts.get("content_html", ""),
            link=texts.get("url") or texts.get("external_url", ""),
            outlet="",
            channel=channel,
            written=[texts.get("date_published", ""), texts.get("date_modified", "")],
        )
        if headline is not None:
            headlines.setdefault(headline.key, headline)
    return _parsed(channel, headlines, document.cut)
