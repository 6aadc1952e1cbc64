"""Short names, what pages announce, and lists of feeds."""

import pytest

from domain.news import Feed
from feeds import discovery, opml
from feeds.address import target
from feeds.failures import FeedError
from feeds.presets import PRESETS, address_of

PAGE = target("https://dinas.example/berita/")


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("antara", "https://www.antaranews.com/rss/terkini.xml"),
        (" Antara ", "https://www.antaranews.com/rss/terkini.xml"),
        ("antara:jatim", "https://jatim.antaranews.com/rss/terkini.xml"),
        ("wordpress:sumberrejo.example/blog", "https://sumberrejo.example/blog/feed/"),
        ("reddit:indonesia", "https://www.reddit.com/r/indonesia/.rss"),
        ("antara:", "antara:"),
        ("antara:a b", "antara:a b"),
        ("wordpress:user@host", "wordpress:user@host"),
        ("https://a.example/rss", "https://a.example/rss"),
    ],
)
def test_a_short_name_stands_for_an_address(word: str, address: str) -> None:
    assert address_of(word) == address


def test_every_preset_can_be_asked() -> None:
    for one in PRESETS:
        assert target(one.url.replace("{}", "contoh")).scheme == "https"
    assert len({one.name for one in PRESETS}) == len(PRESETS)


def test_a_page_tells_its_feeds_those_of_comments_last() -> None:
    body = b"""<html><head>
    <link rel="alternate" type="application/rss+xml" title="Komentar" href="/comments/feed/">
    <LINK REL='alternate' TYPE='application/rss+xml; charset=utf-8' HREF='/feed/?a=1&amp;b=2'/>
    <link href=//lain.example/atom.xml type=application/atom+xml rel=alternate>
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" type="application/rss+xml" href="http://u:p@dinas.example/">
    <link rel="stylesheet" type="application/rss+xml" href="/x">
    <link rel="alternate" type="text/html" href="/y"></head>"""
    assert discovery.announced(body, PAGE) == [
        "https://dinas.example/feed/?a=1&b=2",
        "https://lain.example/atom.xml",
        "https://dinas.example/comments/feed/",
    ]
    assert discovery.announced(b"<link " * 200_000, PAGE) == []
    assert discovery.usual(target("https://dinas.example"))[0] == "https://dinas.example/feed/"
    assert discovery.usual(PAGE) == []


def test_a_list_comes_back_as_it_went() -> None:
    feeds = [
        Feed(url="https://a.example/rss", title='Warta "Kita" & <b>'),
        Feed(url="https://b.example/rss?x=1&y=2"),
        Feed(url="berkas.xml", kind="document"),
    ]
    text = opml.write(feeds, "Dinas & Kominfo")
    assert opml.read(text.encode()) == [
        ("https://a.example/rss", 'Warta "Kita" & <b>'),
        ("https://b.example/rss?x=1&y=2", "https://b.example/rss?x=1&y=2"),
    ]


def test_a_list_of_a_stranger_brings_only_addresses_that_can_be_asked() -> None:
    text = """<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE opml [<!ENTITY a "b">]>
    <OPML version="1.0"><body><outline text="Folder"><outline xmlUrl="http://a.example/x" text="A"/>
    <outline xmlUrl="exec:rm -rf ~" text="B"/><outline xmlUrl="filter:x:http://b.example" text="C"/>
    <outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="http://u:p@c.example/"/>
    <outline XMLURL="http://a.example/x" text="twice"/></outline></body></OPML>"""
    assert opml.read(text.encode()) == [("http://a.example/x", "A")]


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<opml", b"{}", b"\xff\xfe<opml"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError) as refused:
        opml.read(body)
    assert refused.value.failed.code == "not_opml"
