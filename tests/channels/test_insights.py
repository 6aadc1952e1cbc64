"""Insights exports of the platforms: right numbers, blanks that stay blank, columns by any name."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from channels import importers
from channels.importers import post_codes
from channels.importers.insights import columns
from domain.accounts import Platform
from domain.incoming import FileRefused, ImportedFile

FILES = Path(__file__).parent / "files"


def sample(name: str) -> ImportedFile:
    return importers.read((FILES / name).read_bytes())


def table(header: str, *rows: str, platform: Platform | None = None) -> ImportedFile:
    return importers.read("\n".join((header, *rows, "")).encode(), platform)


def refused(header: str, *rows: str, platform: Platform | None = None) -> str:
    with pytest.raises(FileRefused) as refusal:
        table(header, *rows, platform=platform)
    return refusal.value.reason


# The samples


def test_meta_instagram() -> None:
    found = sample("meta_instagram_konten.csv")
    assert (found.format, found.refused, found.same) == ("meta-content", [], 0)
    first, second, third = found.readings
    assert first.values == {
        "views": 15420,
        "reach": 9803,
        "likes": 612,
        "shares": 84,
        "follows": 14,
        "comments": 37,
        "saves": 55,
    }
    assert (first.ref, first.url) == ("18011000000000001", "https://www.instagram.com/p/DXcendana01/")
    assert (first.published, first.account_handle) == (datetime(2026, 11, 16, 9, 5), "kominfo.cendana")
    assert first.title.startswith("Besok Posyandu serentak")
    assert second.values["views"] == 48211
    assert third.values == {"likes": 41, "shares": 0, "comments": 2, "saves": 1}  # a blank is no zero


def test_meta_facebook_has_a_comma_in_a_heading() -> None:
    found = sample("meta_facebook_konten.csv")
    first, second = found.readings
    assert (first.platform, first.account_handle, first.account_name) == (
        "facebook",
        "pemkotcendana",
        "Pemerintah Kota Cendana",
    )
    assert first.values == {
        "views": 5120,
        "reach": 4011,
        "interactions": 143,
        "likes": 98,
        "comments": 31,
        "shares": 14,
        "clicks": 220,
    }
    assert (second.line, second.published) == (5, datetime(2026, 11, 19, 13, 0))


def test_meta_daily_chart() -> None:
    found = sample("meta_harian_facebook_follows.csv")
    assert found.format == "meta-daily"
    assert [(one.day, one.values) for one in found.readings] == [
        (date(2026, 11, 14 + step), {"follows": count}) for step, count in enumerate((12, 9, 0, 31, 18, 7, 22))
    ]
    assert {one.platform for one in found.readings} == {"facebook"}


def test_youtube_studio_without_its_total() -> None:
    found = sample("youtube_studio_table_data.csv")
    assert (found.format, found.refused) == ("youtube-studio", [])
    first, second = found.readings
    assert first.values == {
        "follows": 60,
        "likes": 501,
        "shares": 88,
        "comments": 97,
        "views": 12011,
        "impressions": 160400,
    }
    assert (first.ref, first.published, first.precise) == ("cEnDaNa0001", datetime(2026, 11, 10), False)
    assert second.values["likes"] == 303


def test_tiktok_studio() -> None:
    found = sample("tiktok_studio_konten.csv")
    first, second = found.readings
    assert first.values == {"likes": 3000, "comments": 122, "shares": 415, "views": 85000, "saves": 640}
    assert (second.published, second.account_handle) == (datetime(2026, 11, 20, 6, 30), "kominfo.cendana")


def test_x_analytics() -> None:
    (one,) = sample("x_analytics_konten.csv").readings
    assert one.values == {
        "impressions": 22978,
        "views": 22978,
        "likes": 41,
        "interactions": 300,
        "saves": 8,
        "shares": 12,
        "follows": 5,
        "comments": 19,
        "reposts": 12,
        "visits": 129,
        "clicks": 66,
    }
    assert (one.published, one.precise) == (datetime(2026, 11, 15), False)


# Others of their kind

TIKTOK = "Judul video;Tautan video;Waktu posting;Total suka;Total komentar;Total bagikan;Total tayangan;Favorit"


def test_renamed_columns_semicolons_and_numbers_as_indonesians_write_them() -> None:
    rows = (
        "Damkar #x;https://www.tiktok.com/@a.b/video/7400000000000000001;13 November 2026 19.10;1,2 rb;12;4;18.400;",
        ";;;;;;;",
        "CFD;https://www.tiktok.com/@a.b/video/7400000000000000002;20/11/2026 06.30;210;;0;3.300;9",
    )
    first, second = table(TIKTOK, *rows).readings
    assert first.values == {"likes": 1200, "comments": 12, "shares": 4, "views": 18400}
    assert first.published == datetime(2026, 11, 13, 19, 10)
    assert second.values == {"likes": 210, "shares": 0, "views": 3300, "saves": 9}
    assert second.published == datetime(2026, 11, 20, 6, 30)


META = "ID postingan,Nama pengguna akun,Keterangan,Waktu publikasi,Tautan permanen,Tanggal,Tayangan,Jangkauan,Suka"


def test_meta_in_indonesian() -> None:
    row = "18011000000000009,dinkes.x,Vaksin,11/03/2026 14:20,https://www.instagram.com/p/DXaa/,Selamanya,1.204,987,60"
    (one,) = table(META, row).readings
    assert one.values == {"views": 1204, "reach": 987, "likes": 60}
    assert one.published == datetime(2026, 11, 3, 14, 20)  # the month first


def test_what_meta_calls_viewers_is_its_reach_unless_it_tells_both() -> None:
    header = "Post ID,Permalink,Publish time,Date,Views,Viewers,Likes"
    row = "1801,https://www.instagram.com/p/DXaa/,11/23/2026 14:20,Lifetime,900,700,60"
    assert table(header, row).readings[0].values == {"views": 900, "reach": 700, "likes": 60}
    assert table(f"{header},Reach", f"{row},650").readings[0].values["reach"] == 650
    assert table(f"{header} and reactions", row).readings[0].values["likes"] == 60


def test_a_day_beyond_12_shows_that_the_day_comes_first() -> None:
    rows = (
        "1801,a,x,03/11/2026 14:20,https://www.instagram.com/p/DXaa/,Lifetime,1,1,1",
        "1802,a,y,23/11/2026 14:20,https://www.instagram.com/p/DXab/,Lifetime,1,1,1",
    )
    assert [one.published for one in table(META, *rows).readings] == [
        datetime(2026, 11, 3, 14, 20),
        datetime(2026, 11, 23, 14, 20),
    ]


def test_a_row_of_one_day_is_not_taken_for_a_lifetime() -> None:
    found = table(META, "1801,a,x,11/03/2026 14:20,https://www.instagram.com/p/DXaa/,11/04/2026,1,1,1")
    assert (found.readings, [one.reason for one in found.refused]) == ([], ["not_lifetime"])


def test_an_id_that_a_spreadsheet_rounded_does_not_count_beside_an_address() -> None:
    (one,) = table(META, "1.8011E+16,a,x,11/03/2026 14:20,https://www.instagram.com/p/DXaa/,Lifetime,1,1,1").readings
    assert (one.ref, one.url) == ("", "https://www.instagram.com/p/DXaa/")


def test_youtube_in_indonesian_calls_impressions_tayangan() -> None:
    header = (
        "Konten,Judul video,Waktu publikasi video,Tayangan,Rasio klik-tayang (%),Penayangan,Suka,"
        "Suka (vs. tidak suka) (%)"
    )
    rows = ("Total,,,900,4,120,8,99", 'vid00000001,Cara urus KIA,"10 Nov 2026",900,"4,1",120,8,"99,4"')
    (one,) = table(header, *rows).readings
    assert one.platform == "youtube"
    assert one.values == {"impressions": 900, "views": 120, "likes": 8}


def test_shares_in_per_cent_are_no_likes_wherever_they_stand() -> None:
    assert columns(["Content", "Likes (vs. dislikes) (%)", "Likes"]) == {"id": 0, "likes": 2}


def test_x_without_shares_has_its_reposts() -> None:
    header = "Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts,Bookmarks"
    (one,) = table(header, '19900,"Sun, Nov 15, 2026",x,https://x.com/a/status/19900,100,1,2,3,4').readings
    assert one.values == {
        "impressions": 100,
        "views": 100,
        "likes": 1,
        "comments": 2,
        "reposts": 3,
        "shares": 3,
        "saves": 4,
    }


def test_a_publication_told_twice_counts_as_told_last() -> None:
    row = "1801,a,x,11/03/2026 14:20,https://www.instagram.com/p/DXaa/,Lifetime,1,1,{}"
    found = table(META, row.format(1), row.format(2))
    assert found.same == 1
    assert [one.values["likes"] for one in found.readings] == [2]


def test_days_of_an_account() -> None:
    header = "Date,Video Views,Profile Views,Likes,Comments,Shares"
    rows = ("2026-11-20,100,5,9,,0", "2026-11-21,110,,7,2,1", "Total,210,5,16,2,1")
    found = table(header, *rows, platform="tiktok")
    assert found.format == "daily"
    assert [one.values for one in found.readings] == [
        {"views": 100, "visits": 5, "likes": 9, "shares": 0},
        {"views": 110, "likes": 7, "comments": 2, "shares": 1},
    ]
    assert [one.platform for one in table(header, *rows).readings] == ["tiktok", "tiktok"]
    assert refused("Date,Views,Likes", "2026-11-20,100,9") == "no_platform"


@pytest.mark.parametrize(
    ("metric", "measure"),
    [("Instagram reach", "reach"), ("Kunjungan Facebook", "visits"), ("Pengikut baru", "follows")],
)
def test_charts_of_meta_by_their_second_line(metric: str, measure: str) -> None:
    text = f'sep=,\r\n"{metric}"\r\n"Tanggal","Utama"\r\n"2026-11-14T00:00:00","1.204"\r\n"2026-11-15T00:00:00",""\r\n'
    found = importers.read(b"\xff\xfe" + text.encode("utf-16-le"), "facebook")
    assert [(one.day, one.values) for one in found.readings] == [(date(2026, 11, 14), {measure: 1204})]


def test_several_charts_in_one_file() -> None:
    charts = [("Facebook reach", (10, 20)), ("Facebook follows", (1, 0)), ("Estimated earnings", (5, 5))]
    charts.append(("Instagram reach", (7, 8)))
    text = "sep=,\n"
    for name, (first, second) in charts:
        text += f'"{name}"\n"Date","Primary"\n"2026-11-14T00:00:00","{first}"\n"2026-11-15T00:00:00","{second}"\n\n'
    found = importers.read(b"\xff\xfe" + text.encode("utf-16-le"))
    assert [(one.platform, str(one.day), one.values) for one in found.readings] == [
        ("facebook", "2026-11-14", {"reach": 10, "follows": 1}),
        ("facebook", "2026-11-15", {"reach": 20, "follows": 0}),
        ("instagram", "2026-11-14", {"reach": 7}),
        ("instagram", "2026-11-15", {"reach": 8}),
    ]
    assert [one.reason for one in found.refused] == ["unknown_metric"]


def test_days_of_x_are_known_by_their_reposts() -> None:
    header = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Video views"
    (one,) = table(header, '"Sun, Nov 15, 2026",1200,30,44,1,2,3,1,4,5,90').readings
    assert (one.platform, one.day) == ("x", date(2026, 11, 15))
    assert (one.values["views"], one.values["follows"], one.values["comments"]) == (1200, 3, 4)


def test_a_chart_of_something_else_is_named() -> None:
    text = 'sep=,\n"Estimated earnings"\n"Date","Primary"\n"2026-11-14T00:00:00","12"\n'
    with pytest.raises(FileRefused) as refusal:
        importers.read(text.encode(), "facebook")
    assert (refusal.value.reason, refusal.value.params) == ("unknown_metric", {"metric": "Estimated earnings"})


def test_comments_without_ids_are_no_days_of_an_account() -> None:
    assert refused(
        "Name,Username,Profile,Date,Likes,Comment", "Siti,siti,1,2026-11-18,3,min", platform="instagram"
    ) == ("unknown_format")


# Addresses


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.instagram.com/p/DXcendana01/", "instagram:DXcendana01"),
        ("https://instagram.com/kominfo.x/reel/DXcendana01/?igsh=abc", "instagram:DXcendana01"),
        ("https://www.tiktok.com/@a.b/video/7400000000000000001?lang=id", "tiktok:7400000000000000001"),
        ("https://twitter.com/a/status/1990000000000000001/photo/1", "x:1990000000000000001"),
        ("https://mobile.x.com/a/status/1990000000000000001", "x:1990000000000000001"),
        ("https://youtu.be/cEnDaNa0001?si=x", "youtube:cEnDaNa0001"),
        ("https://m.youtube.com/watch?app=desktop&v=cEnDaNa0001", "youtube:cEnDaNa0001"),
        ("https://www.youtube.com/shorts/cEnDaNa0001", "youtube:cEnDaNa0001"),
        ("https://www.facebook.com/100060000000101/posts/pfbid0CENDANA1", "facebook:pfbid0CENDANA1"),
        ("https://web.facebook.com/pemkot/videos/rakor/1827000000000002/", "facebook:1827000000000002"),
        (
            "https://m.facebook.com/story.php?story_fbid=1827000000000002&id=100060000000101",
            "facebook:1827000000000002",
        ),
        ("https://facebook.com/watch/?v=1827000000000002", "facebook:1827000000000002"),
        ("https://portal.example.go.id/berita/5/?utm=x", "portal.example.go.id/berita/5"),
    ],
)
def test_the_code_in_an_address(address: str, code: str) -> None:
    assert post_codes.of_address(address) == {code}


@pytest.mark.parametrize("address", ["", "tanpa url", "ftp://x/y", "https://[", "https://www.instagram.com/kominfo.x/"])
def test_addresses_without_a_code(address: str) -> None:
    assert post_codes.of_address(address) == frozenset()


def test_numbers() -> None:
    assert post_codes.of_number("facebook", "100060000000101_1827000000000002") == {"facebook:1827000000000002"}
    assert post_codes.of_number("x", "1990000000000000001") == {"x:1990000000000000001"}
    assert post_codes.of_number("x", "") == frozenset()


def test_x_analytics_as_it_was_until_2024() -> None:
    header = (
        '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets",'
        '"replies","likes","user profile clicks","url clicks","hashtag clicks","detail expands","permalink clicks"'
    )
    url = "https://twitter.com/pemkotcendana/status/1591234567890123456"
    row = f'"1591234567890123456","{url}","Selamat pagi","2022-11-12 00:15 +0000","1234.0","56.0","0.045","3.0","2.0",'
    (reading,) = table(header, row + '"12.0","1.0","4.0","0.0","10.0","0.0"').readings
    assert (reading.platform, reading.ref, reading.account_handle) == ("x", "1591234567890123456", "pemkotcendana")
    assert reading.published == datetime(2022, 11, 12, 0, 15, tzinfo=UTC)
    told = {"views": 1234, "likes": 12, "comments": 2, "shares": 3, "clicks": 4}
    assert {name: reading.values.get(name) for name in told} == told  # type: ignore[call-overload]


def test_the_days_of_x_analytics_as_they_were_until_2024() -> None:
    header = (
        '"Date","Tweets published","impressions","engagements","engagement rate","retweets","replies","likes",'
        '"user profile clicks","url clicks","hashtag clicks","detail expands","permalink clicks","app opens",'
        '"app installs","follows","email tweet","dial phone","media views","media engagements"'
    )
    found = table(
        header, *(f"2022-11-0{day},3,{1000 + day},56,0.04,3,2,12,1,4,0,10,0,0,0,1,0,0,33,33" for day in (1, 2))
    )
    assert [(one.platform, one.day, one.values["views"]) for one in found.readings] == [
        ("x", date(2022, 11, 1), 1001),
        ("x", date(2022, 11, 2), 1002),
    ]
