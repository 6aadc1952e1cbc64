"""Texts are as long as the platforms say: the published cases of X, and what the others document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.counting import folded, hashtags, length, limit, mentions, over, read_limits
from domain.links import spans

FAMILY = "👨‍👩‍👧‍👦"
POEM = "故人西辞黄鹤楼，烟花三月下扬州。"


# twitter-text 3.1, conformance/validate.yml, WeightedTweetsCounterTest (configuration 3): the figures it publishes.
@pytest.mark.parametrize(
    ("text", "weighted"),
    [
        ("Hi http://test.co", 26),
        ("http://test.co", 23),
        ("285 chars-" + "xxxxxxxxxx-" * 25, 285),
        ("285 chars- http://www.twitter.com/jack " + "xxxxxxxxxx-" * 24, 299),
        ("https://www.twitter.com/aloha " * 10, 240),
        (POEM * 10, 320),
        ("😷" * 160, 320),
        ("the" + POEM * 10, 323),
        ("A\u0301B", 2),
        ("A\ufb2c", 4),
        ("H🐱☺" + FAMILY, 7),
        ("😷👾😡🔥💩", 10),
        ("🙋🏽👨‍🎤", 4),
        (FAMILY * 140, 280),
        ("1\u20e3", 2),
        ("Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 34),
        ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾", 29),
        ("randomurl" * 7 + "s.com", 68),
        ("あいうえおかきくけこ" * 12 + " http://" + "あいうえおかきくけこ" * 5 + "あいう.com", 358),
        ("あいうえおかきくけこ" * 12 + " http://" + "あいうえおかきくけこ" * 5 + "あい.com", 264),
        ("ABC\u202a\uffffABC\ufffe", 12),
        ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),
    ],
)
def test_x_counts_as_its_published_cases_say(text: str, weighted: int) -> None:
    assert length("x", text) == weighted


@pytest.mark.parametrize(
    ("text", "weighted"),
    [
        ("", 0),
        ("Halo warga", 10),
        ("sumberrejo.go.id", 23),
        ("https://antrean.sumberrejo.example/ktp/daring/2026 ya", 26),
        ("Lihat (kominfo.go.id/ktp).", 6 + 1 + 23 + 2),
        ("humas@kominfo.go.id", 19),
        ("pukul 09.30 s.d. selesai", 24),
        ("日本", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("🚗🏽", 4),
        ("🇮🇩", 2),
        ("👍‍👍", 5),
        ("❤️‍🔥", 2),
        ("👩🏽‍❤️‍💋‍👨🏻", 2),
        ("🏴‍☠️", 2),
        ("©", 1),
        ("©️", 2),
        ("1", 1),
        ("“kutip” – é", 11),
        ("ꦲꦤꦕꦫꦏ", 10),
    ],
)
def test_x_weighs_what_its_cases_leave_out(text: str, weighted: int) -> None:
    assert length("x", text) == weighted


# twitter-text 3.1, conformance/extract.yml, urls.
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://example.com", ["http://example.com"]),
        ("text http://somehost.com:3000", ["http://somehost.com:3000"]),
        ("http://en.wikipedia.org/wiki/Primer_(film)", ["http://en.wikipedia.org/wiki/Primer_(film)"]),
        ("Go to http://example.com/a+ or http://example.com/a-", ["http://example.com/a+", "http://example.com/a-"]),
        ("http://example.com/path.....", ["http://example.com/path"]),
        ("I really like http://t.co/pbY2NfTZ's website", ["http://t.co/pbY2NfTZ"]),
        ("http://t.co/abcdefghijklmnopqrstuvwxyz012345678901234", []),
        ("MLB.tv vine.co twitch.tv t.co", ["MLB.tv", "vine.co", "twitch.tv", "t.co"]),
        ("test ELPAÍS.com", ["ELPAÍS.com"]),
        ("Email me at name.al-lastname@foo.com or name.al+lastname@foo.com", []),
        ("text http://no-tld", []),
        ("http://domain.com-that-you-should-have-put-a-space-after", []),
        ("test http://twitter_underscore.com", []),
        ("test http://sub_domain-dash.twitter.com", ["http://sub_domain-dash.twitter.com"]),
        ("test http://-leadingdash.twitter.com", []),
        ("Hello http://xn--はじめよう.com/index.html", []),
        ("long.test.tar.bz2", []),
        (
            "http://twitter.com/これは日本語です。example.com中国語http://t.co/abcde한국twitter.comテスト",
            ["http://twitter.com/", "example.com", "http://t.co/abcde", "twitter.com"],
        ),
        ("これは日本語です。example.com/path/index.html中国語", ["example.com/path/index.html"]),
    ],
)
def test_addresses_are_found_as_published(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == found


@pytest.mark.parametrize(
    ("platform", "text", "counted"),
    [
        ("instagram", "Halo 👋", 7),
        ("instagram", "Halo 👋🏽", 9),
        ("facebook", "é" * 63_206, 63_206),
        ("tiktok", "日本👍", 4),
        ("youtube", "é 👍", 7),
        ("mastodon", "a" * 476 + " http://" + "b" * 30 + ".com/example", 500),
        ("mastodon", "a" * 475 + " @alice@" + "b" * 30 + ".com", 482),
        ("mastodon", "contoh.id " + FAMILY, 11),
        ("bluesky", FAMILY * 300, 300),
        ("bluesky", "🇮🇩🇮🇩 e\u0301 한글 각", 9),
        ("bluesky", "baris\r\nbaru", 10),
        ("bluesky", "ꦗꦮ ꦥꦸꦫ", 5),
        ("unheard of", "👍", 2),
    ],
)
def test_others_count_by_their_own_measure(platform: str, text: str, counted: int) -> None:
    assert length(platform, text) == counted


def test_a_title_on_youtube_is_counted_in_characters() -> None:
    assert length("youtube", "é" * 100, "title") == limit("youtube", "title") == 100
    assert over("youtube", "é" * 101, "title") == 1
    assert over("youtube", "é" * 2_501) == 2


def test_limits_are_data_an_agency_may_change() -> None:
    own = read_limits("X.caption = 25000, tiktok.comment=200")
    assert over("x", "a" * 300) == 20
    assert over("x", "a" * 300, "caption", own) == 0
    assert limit("tiktok", "comment", own) == 200
    assert (limit("tiktok", "photo"), limit("x", "photo"), limit("x", "title"), limit("?")) == (4_000, 280, 0, 0)
    assert read_limits("") == {}


@pytest.mark.parametrize("setting", ["x=25000", "x.caption", "myspace.caption=3", "x.title=3", "x.caption=0", "hm"])
def test_what_names_no_limit_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_limits(setting)


@pytest.mark.parametrize(
    ("platform", "text", "seen"),
    [
        ("instagram", "pendek", "pendek"),
        ("instagram", "kata " * 40, ("kata " * 25).rstrip()),
        ("instagram", "a" * 200, "a" * 125),
        ("instagram", "Satu\nDua\nTiga", "Satu\nDua"),
        ("x", "Satu\nDua\nTiga", "Satu\nDua\nTiga"),
        ("tiktok", "Satu\n\nDua", "Satu"),
        ("?", "a" * 999, "a" * 999),
    ],
)
def test_a_caption_folds_where_the_app_folds_it(platform: str, text: str, seen: str) -> None:
    shown, rest = folded(platform, text)
    assert shown == seen
    assert "".join((shown + rest).split()) == "".join(text.split())


def test_hashtags_and_mentions_are_told_apart_from_what_looks_like_them() -> None:
    assert hashtags("#KTP #2026 #satu_2, a#b &#x (#dua) ＃tiga") == ["#KTP", "#satu_2", "#dua", "＃tiga"]
    assert hashtags("#महात्मा #ꦗꦮꦶ #http://a.id https://a.id/#bagian #KTP🙏") == ["#महात्मा", "#ꦗꦮꦶ", "#KTP"]
    hidden = mentions("f!@kn @test@example.com @http://a.id の@wargaに @dua.tiga. RT@kota")
    assert hidden == ["warga", "dua.tiga", "kota"]
    assert mentions("@warga, humas@kota.go.id (@dinas.kominfo) .@ibu_rt @") == ["warga", "dinas.kominfo", "ibu_rt"]


@given(st.text(alphabet=st.sampled_from("a.b-_/@:#?()あ한👍🏽\u200d\ufe0fhtps co m\n") | st.characters()))
def test_every_text_has_a_length_and_addresses_in_order(text: str) -> None:
    found = [0, *(end for pair in spans(text) for end in pair), len(text)]
    assert found == sorted(found)
    for platform in ("instagram", "x", "youtube", "mastodon", "bluesky"):
        assert length(platform, text) >= 0
    if not found[1:-1]:
        assert length("x", text) <= 2 * len(text)
        assert length("bluesky", text) <= len(text) <= length("instagram", text)


@pytest.mark.parametrize("piece", ["a.", "あ", "あ.い", "https://a.com/(", "-_", "@a.com", "((", "a@", "👨‍"])
def test_counting_takes_time_in_proportion_to_the_text(piece: str) -> None:
    """20,000 characters, the most that is kept, are counted at once, whatever they are."""
    text = (piece * 20_000)[:20_000]
    for platform in ("x", "mastodon"):
        assert length(platform, text) > 0
