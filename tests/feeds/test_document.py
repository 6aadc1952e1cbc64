import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.times import iso, parse_iso
from feeds.document import Document, Parsed, decode, outlet_of, read
from feeds.failures import CODES, Failed

NOW = parse_iso("2026-11-22T18:00+07:00")
DOCUMENTS = Path(__file__).parent / "documents"


def parsed(body: bytes | str, zone: str = "WIB") -> Parsed:
    result = read(Document(body=body if isinstance(body, bytes) else body.encode(), feed=7, zone=zone, now=NOW))
    assert isinstance(result, Parsed), result
    return result


def refused(body: bytes | str) -> str:
    result = read(Document(body=body if isinstance(body, bytes) else body.encode(), zone="WIB", now=NOW))
    assert isinstance(result, Failed), result
    return result.code


def document(name: str) -> Parsed:
    return parsed(next(DOCUMENTS.glob(f"{name}-*")).read_bytes())


def rss(*items: str, before: str = "", channel: str = "<title>Desa</title>") -> str:
    return f'{before}<rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'


def item(title: str = "Jalan", **fields: str) -> str:
    return f"<item><title>{title}</title>{''.join(f'<{name}>{text}</{name}>' for name, text in fields.items())}</item>"


@pytest.mark.parametrize(
    ("name", "entries", "dated", "title", "first"),
    [
        ("01", 12, 12, "KANTOR BERITA CONTOH - Terkini", "2026-11-16T06:00:00+07:00"),
        ("02", 10, 10, "kabarContoh", "2026-11-16T06:00:00+07:00"),
        ("03", 8, 8, "Harian Contoh - Regional", "2026-11-16T06:00:00+07:00"),
        ("04", 6, 6, "Majalah Contoh RSS Feed", "2026-11-16T06:00:00+07:00"),
        ("05", 10, 10, "Kanal Contoh | Nasional", "2026-11-16T06:00:00+07:00"),
        ("06", 5, 5, "Peringatan Dini Cuaca (contoh)", "2026-11-16T06:00:00+07:00"),
        ("08", 10, 10, "Dinas Kominfo Kabupaten Contoh", "2026-11-16T13:00:00+07:00"),
        ("09", 10, 10, "Daily Search Trends", "2026-11-16T21:00:00+07:00"),
        ("10", 15, 15, "Pemkab Contoh TV", "2026-11-22T08:00:00+07:00"),
        ("11", 8, 8, "r/contoh", "2026-11-22T07:00:00+07:00"),
        ("12", 10, 7, "Koran Contoh - Article Feed", "2026-11-16T13:00:00+07:00"),
        ("13", 7, 6, "OPD Contoh", "2026-08-05T00:00:00+07:00"),
        ("14", 4, 0, "Humas & Protokol", "2026-11-22T18:00:00+07:00"),
        ("15", 3, 0, "Arsip “lama”", "2026-11-22T18:00:00+07:00"),
        ("16", 1, 1, "Feedjira Blog", "2014-03-17T07:00:00+07:00"),
        ("17", 2, 2, "Invalid date format feed", "2017-10-16T22:10:00+07:00"),
    ],
)
def test_every_feed_gives_its_entries_with_their_dates(
    name: str, entries: int, dated: int, title: str, first: str
) -> None:
    found = document(name)
    assert (found.title, len(found.headlines), entries - found.undated) == (title, entries, dated)
    assert iso(found.headlines[0].published_at) == first


def test_a_single_warning_is_one_headline_and_an_exercise_says_so() -> None:
    (found,) = document("07").headlines
    assert found.title == "[Latihan] Hujan Lebat disertai Petir di Contoh"
    assert (found.outlet, found.dated) == ("cuaca-contoh.example", True)
    assert iso(found.published_at) == "2026-11-22T15:05:00+07:00"
    assert "Kab. Contoh" in found.summary


QUAKE = """<?xml version="1.0"?><Infogempa><gempa><Tanggal>22 Nov 2026</Tanggal><Jam>15:05:00 WIB</Jam>{more}
<Magnitude>5.1</Magnitude><Kedalaman>10 km</Kedalaman><Potensi>Tidak berpotensi tsunami</Potensi>
<Wilayah>Pusat gempa berada di laut 20 km selatan Contoh</Wilayah></gempa></Infogempa>"""


@pytest.mark.parametrize(
    "body",
    [
        QUAKE.format(more="<DateTime>2026-11-22T08:05:00+00:00</DateTime>"),
        QUAKE.format(more=""),
        '{"Infogempa": {"gempa": {"Tanggal": "22 Nov 2026", "Jam": "15:05:00 WIB", "Magnitude": "5.1",'
        ' "Wilayah": "laut 20 km selatan Contoh", "Potensi": "Tidak berpotensi tsunami"}}}',
    ],
)
def test_earthquakes_of_bmkg_are_headlines(body: str) -> None:
    found = read(Document(body=body.encode(), zone="WIB", now=NOW))
    assert isinstance(found, Parsed)
    (one,) = found.headlines
    assert (one.title, one.outlet) == ("Gempa M 5,1 laut 20 km selatan Contoh", "BMKG")
    assert iso(one.published_at) == "2026-11-22T15:05:00+07:00"
    assert "Tidak berpotensi tsunami" in one.summary


@pytest.mark.parametrize("body", ["<alert/>", "<Infogempa/>", '{"Infogempa": 1}', '{"Infogempa": {"gempa": [1, {}]}}'])
def test_a_broken_warning_is_no_headline(body: str) -> None:
    found = read(Document(body=body.encode(), zone="WIB", now=NOW))
    assert not isinstance(found, Parsed) or len(found.headlines) <= 1


def test_indonesian_dates_of_a_document() -> None:
    assert [iso(one.published_at) if one.dated else "" for one in document("13").headlines] == [
        "2026-08-05T00:00:00+07:00",
        "2026-11-16T10:00:00+07:00",
        "2026-11-16T10:00:00+07:00",
        "2026-11-16T00:00:00+07:00",
        "2026-11-16T10:00:00+07:00",
        "2026-11-16T17:00:00+07:00",
        "",
    ]


def test_titles_and_summaries_are_plain_text() -> None:
    assert document("03").headlines[0].title.endswith('musim hujan: "Ini Untuk Warga"')
    assert document("03").headlines[0].summary.endswith("musim hujan & dampaknya")
    assert document("08").headlines[0].title.endswith("musim hujan – Bagian #0 & Lanjutan")
    first = document("01").headlines[0].summary
    assert first.startswith("Pemkab Sukamaju perbaiki jalan desa")
    assert "<" not in first
    assert document("10").headlines[0].summary == "Baris satu Baris dua #contoh #layanan"


def test_bare_ampersands_and_signs_are_mended_not_lost() -> None:
    first = document("14").headlines[0]
    assert first.title == "Tanya & Jawab 0: biaya < 10 ribu"
    assert first.link == "https://humas.contoh.example/?p=0&lang=id"
    assert first.summary == "R&D tanpa penutup tebal"


def test_a_search_trend_tells_its_news_and_its_searches() -> None:
    first, second = document("09").headlines[:2]
    assert (first.title, first.traffic, second.traffic) == ("jadwal bola", 100, 200)
    assert first.summary == " · ".join(f'Judul {n} tentang topik "0"' for n in range(3))
    assert (first.link, first.outlet) == ("https://media0.example/0", "Daily Search Trends")


@pytest.mark.parametrize(
    ("written", "searches"), [("20.000+", 20_000), ("2,000", 2000), ("200K+", 200_000), ("1 jt+", 10**6), ("banyak", 0)]
)
def test_searches_are_read_whatever_the_separator(written: str, searches: int) -> None:
    traffic = f"<ht:approx_traffic>{written}</ht:approx_traffic>"
    text = f"<rss xmlns:ht='https://trends.google.com/trending/rss'><channel><item><title>a</title>{traffic}</item></channel></rss>"
    assert parsed(text).headlines[0].traffic == searches


def test_an_entry_becomes_a_headline_of_its_feed() -> None:
    (one,) = parsed(rss(item("Jalan", link="https://www.kabar.co.id/a", guid="a1", description="Rusak"))).headlines
    assert (one.feed, one.title, one.summary, one.outlet) == (7, "Jalan", "Rusak", "kabar.co.id")
    assert (one.link, one.seen_at, one.published_at, one.dated) == ("https://www.kabar.co.id/a", NOW, NOW, False)
    assert len(one.key) == 20


def test_an_aggregators_source_is_the_outlet() -> None:
    (one,) = parsed(rss(item(source="Harian Desa", link="https://news.google.com/x"))).headlines
    assert one.outlet == "Harian Desa"


@pytest.mark.parametrize(
    ("link", "outlet"),
    [
        ("https://regional.kompas.example/read/1", "kompas.example"),
        ("https://diskominfo.sukamaju.go.id/berita", "sukamaju.go.id"),
        ("https://kabar.id/a", "kabar.id"),
        ("https://www.youtube.com/watch?v=1", "Kanal"),
        ("", "Kanal"),
    ],
)
def test_an_outlet_is_a_domain_or_the_channel_on_a_shared_host(link: str, outlet: str) -> None:
    assert outlet_of(link, "Kanal") == outlet


def test_the_same_entry_has_the_same_key_and_comes_once() -> None:
    text = rss(item("satu", guid="sama"), item("dua", guid="sama"), item("tiga", guid="g" * 100_000), item("empat"))
    found = parsed(text)
    assert [one.title for one in found.headlines] == ["satu", "tiga", "empat"]
    assert [one.key for one in found.headlines] == [one.key for one in parsed(text).headlines]
    assert {len(one.key) for one in found.headlines} == {20}


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "--version", "../x", "https://go.id@contoh.example/", "http://"),
        *("https://x.example/a b", "https://x.example/" + "a" * 2000, "mailto:a@b.example", "ftp://x.example/"),
    ],
)
def test_a_link_that_is_no_plain_web_address_is_dropped(link: str) -> None:
    (one,) = parsed(rss(item(link=link, guid="1"))).headlines
    assert one.link == ""


def test_an_entry_without_a_title_shows_what_it_has() -> None:
    (one,) = parsed(rss(item("", description="<p>Kabar singkat</p>"))).headlines
    assert one.title == "Kabar singkat"
    assert parsed(rss(item(""))).headlines == []


def test_lengths_and_numbers_are_capped() -> None:
    (one,) = parsed(rss(item("J" * 400_000, description="r" * 400_000))).headlines
    assert (len(one.title), len(one.summary)) == (300, 1000)
    assert len(parsed(rss(*(item(f"berita {n}") for n in range(700)))).headlines) == 500


def test_atom_and_rdf() -> None:
    atom = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Desa</a:title><a:entry><a:id>1</a:id>'
        "<a:title>Jalan</a:title><a:updated>2026-11-16T10:00:00Z</a:updated></a:entry></a:feed>"
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Desa</title></channel><item><title>Jalan</title></item></rdf:RDF>"
    )
    for text in (atom, rdf):
        found = parsed(text)
        assert (found.title, [one.title for one in found.headlines]) == ("Desa", ["Jalan"])
    cut = parsed(atom.replace("</a:feed>", "<a:entry><a:title>Pas"))
    assert (len(cut.headlines), cut.damaged) == (1, True)


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Desa",
        "items": [
            {
                "id": "1",
                "title": "Jalan",
                "url": "https://desa.example/1",
                "date_published": "2026-11-16T10:00:00+07:00",
            },
            {"id": 2, "content_html": "<p>Tanpa judul</p>", "url": ["x"]},
            "bukan",
        ],
    }
    found = parsed(json.dumps(feed))
    assert [(one.title, one.dated) for one in found.headlines] == [("Jalan", True), ("Tanpa judul", False)]
    assert iso(found.headlines[0].published_at) == "2026-11-16T10:00:00+07:00"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\ufeff", "empty"),
        ("<!doctype html><html><title>Masuk</title></html>", "html_page"),
        ("<!-- x --><HTML><body></body></HTML>", "html_page"),
        ("http://127.0.0.1:8080/rahasia", "not_a_feed"),
        ("/etc/passwd", "not_a_feed"),
        ('{"ok": true}', "not_a_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "damaged"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "damaged"),
        ("<opml><body/></opml>", "not_a_feed"),
        ("<urlset/>", "not_a_feed"),
        ("<rss version='2.0'><channel>" + "<a>" * 50_000, "damaged"),
        ("<rss><channel><item><title>Pu", "damaged"),
        (bytes(n * 73 % 256 for n in range(65536)), "not_a_feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(body: bytes | str, code: str) -> None:
    assert refused(body) == code


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parsed(rss()) == Parsed(title="Desa", headlines=[])


def test_a_document_that_breaks_off_keeps_what_came_whole() -> None:
    text = rss(item("satu"), item("dua"), item("tiga"))
    for length in range(text.index("</item>") + 7, text.rindex("</rss>")):
        found = parsed(text[:length])
        assert found.damaged
        assert [one.title for one in found.headlines] == ["satu", "dua", "tiga"][: text[:length].count("</item>")]
    assert not parsed(text).damaged


def test_a_connection_that_ended_early_marks_the_document() -> None:
    result = read(Document(body=rss(item()).encode(), zone="WIB", now=NOW, cut=True))
    assert isinstance(result, Parsed)
    assert result.damaged


def test_what_a_broken_site_prints_before_its_feed_is_passed_over() -> None:
    before = "<br />\n<b>Notice</b>: Undefined index in <b>/var/www</b><br />\n<?xml version='1.0'?>\n"
    assert len(parsed(rss(item(), before=before)).headlines) == 1


def test_entities_are_never_expanded_nor_fetched() -> None:
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (one,) = parsed(rss(item("x &b; &f; y"), before=laughs)).headlines
    assert one.title == "x &b; &f; y"


def test_html_entities_are_read_in_well_formed_feeds_too() -> None:
    (one,) = parsed(
        rss(item("Jalan&nbsp;rusak &ndash; warga", description="<![CDATA[R&D &copy; <b>tebal</b>]]>"))
    ).headlines
    assert (one.title, one.summary) == ("Jalan rusak – warga", "R&D © tebal")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#27;", "&#x1b;", "&#0;", "&#9999999;", "\x1b", "\x00", "\ufffe"])
def test_what_xml_forbids_never_becomes_a_character(reference: str) -> None:
    (one,) = parsed(rss(item(f"a{reference}b"))).headlines
    assert one.title == "a\ufffdb"


@pytest.mark.parametrize("flaw", ["", "<br>", "&", "</x>"])
def test_hostile_titles_arrive_as_they_are_or_harmless(flaw: str) -> None:
    titles = ["\u202egpj.exe", "[@click=app.quit]Klik[/]", "[/]", "=1+1", "Ko\u200bminfo"]
    found = parsed(rss(*(item(one, description=flaw) for one in titles)))
    assert [one.title for one in found.headlines] == titles


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("claim", ["utf-8", "iso-8859-1", "unicode_escape", "x-tidak-ada"])
def test_the_bytes_tell_the_charset_whatever_is_claimed(codec: str, claim: str) -> None:
    text = rss(item("Café “kutip”"), before=f'<?xml version="1.0" encoding="{claim}"?>')
    (one,) = parsed(text.encode(codec)).headlines
    assert one.title == "Café “kutip”"


def test_one_broken_byte_does_not_spoil_the_text() -> None:
    assert decode("Café café ".encode() + b"\xff") == "Café café \ufffd"


@given(st.binary(max_size=300))
def test_any_bytes_decode(body: bytes) -> None:
    assert isinstance(decode(body), str)


PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "<feed>",
            "<channel>",
            "<item>",
            "<title>",
            "</title>",
            "</item>",
            "</channel>",
            "</rss>",
            "</feed>",
        ),
        *(
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml",
            "?>",
            "<!DOCTYPE",
            "[",
            "]",
            ">",
            "&",
            "&#",
            ";",
            "a",
            " ",
            "{",
            "\ud7ff",
        ),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_document_is_read_or_refused(text: str) -> None:
    result = read(Document(body=text.encode(), zone="WIB", now=NOW))
    assert result.code in CODES if isinstance(result, Failed) else len(result.headlines) <= 500
