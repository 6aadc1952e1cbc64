"""Files as other programs and offices write them, and as they arrive after some accidents."""

import csv
import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from channels import importers
from channels.importers import mapped, tables
from domain.incoming import FileRefused, ImportedFile, IncomingComment
from domain.times import parse_iso, zone

FILES = Path(__file__).parent / "files"
HEADER = "Name,Username,Profile ID,Date,Likes,Comment,User Verified,Comment ID,Profile URL,Comment URL"
ROW = "Siti,siti,52,2026-11-18 22:41:57,{likes},{text},no,{id},,https://www.instagram.com/p/DX1/c/{id}"


def sample(name: str) -> ImportedFile:
    return importers.read((FILES / name).read_bytes())


def export(*rows: str, header: str = HEADER, ends: str = "\n") -> bytes:
    return ends.join((header, *rows, "")).encode()


def row(id: str = "1", text: str = "min", likes: str = "3") -> str:
    return ROW.format(id=id, text=text, likes=likes)


def refused(data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refusal:
        importers.read(data)
    return refusal.value


def by_id(found: ImportedFile) -> dict[str, IncomingComment]:
    return {comment.platform_id: comment for comment in found.comments}


# The formats


def test_exportcomments() -> None:
    found = sample("exportcomments_instagram.csv")
    assert (found.format, len(found.comments), found.same, found.refused) == ("exportcomments", 3, 1, [])
    first, _, spam = found.comments
    assert first.platform == "instagram"
    assert (first.line, first.platform_id, first.author, first.handle) == (
        2,
        "18067000000000001",
        "Siti Rahma",
        "siti.rahma_",
    )
    assert first.written == datetime(2026, 11, 18, 22, 41, 57)
    assert (first.likes, first.post_ref) == (3, "https://www.instagram.com/p/DXcendana02/")
    assert spam.author == '=HYPERLINK("http://x.example")'
    assert spam.text.endswith("\u200b")


@pytest.mark.parametrize(
    ("platform", "url", "parent", "account"),
    [
        ("tiktok", "https://www.tiktok.com/@kominfo.cendana/video/7400?cid=1", "", "kominfo.cendana"),
        ("youtube", "https://www.youtube.com/watch?v=abc&lc=Ugz1.Xy", "Ugz1", ""),
        ("facebook", "https://www.facebook.com/pemkot/posts/9?comment_id=5&reply_comment_id=6", "5", "pemkot"),
        ("x", "https://x.com/warga/status/77", "", ""),
    ],
)
def test_exportcomments_of_other_platforms(platform: str, url: str, parent: str, account: str) -> None:
    header = "Name,Date,Likes,Comment,Comment ID,Comment URL"
    (comment,) = importers.read(export(f"@warga,18/11/2026 22.41,1.2K,halo,Ab.9,{url}", header=header)).comments
    assert comment.platform == platform
    assert comment.parent == parent
    assert comment.account_handle == account
    assert (comment.likes, comment.written_precision) == (1200, "minute")


def test_exportcomments_without_an_id_column_has_it_in_the_address() -> None:
    header = "Name,Date,Likes,Comment,Comment URL"
    rows = (
        "A,2026-11-18,1,satu,https://www.instagram.com/p/D/c/42",
        "B,2026-11-18,1,dua,https://www.instagram.com/p/D/",
    )
    found = importers.read(export(*rows, header=header))
    assert [(one.platform_id, one.written_precision) for one in found.comments] == [("42", "day")]
    assert [(one.line, one.reason) for one in found.refused] == [(3, "no_id")]


def test_apify() -> None:
    found = sample("apify_instagram_comments.json")
    comments = by_id(found)
    assert (found.format, len(comments), found.refused) == ("apify-instagram", 3, [])
    assert comments["18093000000000001"].written == datetime(2026, 11, 16, 3, 24, 20, tzinfo=UTC)
    assert comments["18093000000000002"].parent == "18093000000000001"
    assert comments["18093000000000002"].handle == "kominfo.cendana"
    assert comments["18093000000000002"].post_ref == "https://www.instagram.com/p/DXcendana01/"
    assert comments["18093000000000003"].text == ""


def test_apify_with_replies_beside_their_comments() -> None:
    records = [
        {"id": "1", "text": "halo", "ownerUsername": "a", "timestamp": "2026-11-16T03:24:20.000Z", "replies": None},
        {
            "id": 2,
            "text": "ya",
            "ownerUsername": None,
            "timestamp": "2026-11-16T03:25:20.000Z",
            "commentUrl": "https://www.instagram.com/p/D/c/1/r/2",
        },
        {
            "id": "3",
            "text": "ok",
            "ownerUsername": "c",
            "timestamp": "2026-11-16T03:26:20.000Z",
            "parentCommentId": "1",
            "replies": "bukan daftar",
        },
        {"url": "https://www.instagram.com/p/D/", "error": "no_items"},
        "bukan komentar",
    ]
    found = importers.read(json.dumps(records).encode())
    assert {id: one.parent for id, one in by_id(found).items()} == {"1": "", "2": "1", "3": "1"}
    assert [(one.line, one.reason) for one in found.refused] == [(4, "no_id"), (5, "not_a_comment")]


def test_youtube_comment_downloader() -> None:
    found = sample("youtube_comment_downloader.jsonl")
    assert found.format == "youtube-comment-downloader"
    comment, reply = found.comments
    assert (comment.platform_id, comment.parent, comment.likes) == ("UgzCendana0001", "", 12)
    assert (reply.parent, reply.likes, reply.handle) == ("UgzCendana0001", 1200, "kominfocendana")
    assert (comment.written, comment.written_precision) == (datetime(2026, 11, 10, 9, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("ago", "precision"),
    [
        ("5 seconds ago", "second"),
        ("1 minute ago (edited)", "minute"),
        ("3 jam yang lalu", "hour"),
        ("2 weeks ago", "day"),
        ("1 tahun yang lalu", "day"),
        ("", "day"),
    ],
)
def test_a_time_counted_back_is_as_precise_as_its_unit(ago: str, precision: str) -> None:
    record = {"cid": "a", "text": "t", "author": "@a", "votes": "0", "time": ago, "time_parsed": 1794301200.0}
    (comment,) = importers.read(json.dumps(record).encode()).comments
    assert comment.written_precision == precision


MADE = datetime(2026, 11, 20, 10, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "back", "precision"),
    [
        ("11 days ago", timedelta(days=11), "day"),
        ("2 weeks ago (edited)", timedelta(days=14), "day"),
        ("11 hari yang lalu", timedelta(days=11), "day"),
        ("2 minggu yang lalu (diedit)", timedelta(days=14), "day"),
        ("1 bulan yang lalu", timedelta(days=30), "day"),
        ("1 year ago", timedelta(days=365), "day"),
        ("3\u00a0jam yang lalu", timedelta(hours=3), "hour"),
        ("12 minutes ago", timedelta(minutes=12), "minute"),
        ("1 second ago", timedelta(seconds=1), "second"),
    ],
)
@pytest.mark.parametrize("parsed", [{}, {"time_parsed": None}, {"time_parsed": ""}])
def test_words_alone_are_counted_back_from_when_the_file_was_made(
    ago: str, back: timedelta, precision: str, parsed: dict[str, object]
) -> None:
    record = {"cid": "a", "text": "t", "author": "@a", "votes": "0", "time": ago, **parsed}
    (comment,) = importers.read(json.dumps(record).encode(), None, MADE).comments
    assert comment.written == MADE.replace(microsecond=0) - back
    assert comment.written_precision == precision


@pytest.mark.parametrize(
    ("ago", "reason"), [("hace 11 días", "bad_date"), ("999 years ago", "bad_date"), ("", "no_date")]
)
def test_words_that_tell_no_time_are_refused(ago: str, reason: str) -> None:
    record = {"cid": "a", "text": "t", "author": "@a", "votes": "0", "time": ago}
    assert [one.reason for one in importers.read(json.dumps(record).encode(), None, MADE).refused] == [reason]


def test_the_time_of_a_file_is_never_still_to_come(tmp_path: Path) -> None:
    path = tmp_path / "komentar.json"
    path.write_text("[]")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    now = parse_iso("2026-11-20T10:00:00+00:00")
    assert importers.made(str(path), now) == datetime.fromtimestamp(1_000_000_000, UTC)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert importers.made(str(path), now) == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert importers.made(str(tmp_path / "tidak ada"), now) == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_the_indented_output_of_youtube_comment_downloader() -> None:
    lines = (FILES / "youtube_comment_downloader.jsonl").read_text(encoding="utf-8").splitlines()
    whole = json.dumps({"comments": [json.loads(line) for line in lines]}, indent=4)
    assert importers.read(whole.encode()).comments == sample("youtube_comment_downloader.jsonl").comments
    as_list = json.dumps([json.loads(line) for line in lines])
    assert importers.read(as_list.encode()).comments == sample("youtube_comment_downloader.jsonl").comments


def test_facebook_scraper() -> None:
    found = sample("facebook_scraper_post.json")
    comment, reply = found.comments
    assert (found.format, comment.platform, comment.handle, comment.likes) == (
        "facebook-scraper",
        "facebook",
        "agus.s",
        4,
    )
    assert (comment.own, reply.own, reply.parent) == (False, True, "2900000001")
    assert comment.written == datetime(2026, 11, 17, 10, 12)


def test_facebook_scraper_in_its_other_shapes() -> None:
    post = json.loads((FILES / "facebook_scraper_post.json").read_text(encoding="utf-8"))
    without = {**post, "post_id": "2", "comments_full": None}
    expected = [one.platform_id for one in sample("facebook_scraper_post.json").comments]
    for shape in ([post, without], post["comments_full"], [without, post]):
        assert [one.platform_id for one in importers.read(json.dumps(shape).encode()).comments] == expected
    lines = "\n".join(json.dumps(one) for one in (post, without)).encode()
    assert [one.platform_id for one in importers.read(lines).comments] == expected


@pytest.mark.parametrize("name", ["kalender_konten.csv", "kalender_konten_agensi.xlsx"])
def test_content_calendar(name: str) -> None:
    found = sample(name)
    assert (found.format, found.refused, found.same) == ("content-calendar", [], 0)
    assert [(post.title, post.platforms, post.state) for post in found.posts] == [
        ("Syarat KIA online", ("instagram", "facebook"), "approved"),
        ("Pilah sampah dari rumah", ("tiktok",), "draft"),
        ("Hari Guru Nasional", ("instagram",), "returned"),
    ]
    assert [(post.slot, post.slot.tzinfo) for post in found.posts] == [
        (datetime(2026, 11, 23, 8, tzinfo=zone("WIB")), zone("WIB")),
        (datetime(2026, 11, 24, 19), None),
        (datetime(2026, 11, 25, 7, tzinfo=zone("WITA")), zone("WITA")),
    ]
    first = found.posts[0]
    assert (first.format, first.theme, first.hashtags) == ("carousel", "Layanan Publik", ("#CendanaMelayani", "#KIA"))
    assert (first.owner, first.asset, found.posts[1].note) == ("Dewi", "https://drive.example/a1", "nunggu voice over")


# Calendars of other offices


def calendar(*rows: str, header: str = "Tanggal;Jam (WITA);Platform;Judul;Status;Link Posting") -> ImportedFile:
    return importers.read("\n".join((header, *rows)).encode())


def test_a_calendar_with_titles_above_weeks_between_and_the_header_again() -> None:
    header = "Hari/Tanggal\tPukul\tMedia Sosial\tMateri\tTakarir"
    text = "\n".join(
        [
            "KALENDER KONTEN NOVEMBER\t\t\t\t",
            "\t\t\t\t",
            header,
            "MINGGU I\t\t\t\t",
            "Senin, 23 November 2026\t7:00 pm\tReels\t\tSelamat pagi Cendana",
            header,
            "MINGGU II\t\t\t\t",
            "30/11/2026\tmenyesuaikan\tFB Reels & X\tSudah beres\t",
            "1/12/2026\t\t\t\t",
        ]
    )
    found = importers.read(text.encode())
    assert found.refused == []
    assert [(post.line, post.title, post.platforms, post.slot, post.has_time) for post in found.posts] == [
        (5, "Selamat pagi Cendana", ("instagram",), datetime(2026, 11, 23, 19), True),
        (8, "Sudah beres", ("facebook", "x"), datetime(2026, 11, 30), False),
    ]


def test_the_zone_of_the_header_holds_where_a_row_names_none() -> None:
    found = calendar("23/11/2026;08.00;IG;A;;", "23/11/2026;08.00 WIB;IG;B;;")
    assert [post.slot.tzinfo for post in found.posts] == [zone("WITA"), zone("WIB")]


@pytest.mark.parametrize(
    ("status", "url", "state"),
    [
        ("Draft", "", ("draft", "planned")),
        ("", "", ("draft", "planned")),
        ("Belum tayang", "", ("draft", "planned")),
        ("Siap tayang", "", ("approved", "planned")),
        ("Menunggu ACC", "", ("review", "planned")),
        ("REVISI 2", "", ("returned", "planned")),
        ("ACC", "", ("approved", "planned")),
        ("Terjadwal", "", ("approved", "scheduled")),
        ("Sudah Tayang", "", ("approved", "published")),
        ("Posted", "", ("approved", "published")),
        ("Done", "", ("approved", "planned")),
        ("Done", "https://www.instagram.com/p/D/", ("approved", "published")),
        ("", "https://www.instagram.com/p/D/", ("approved", "published")),
        ("", "https://drive.example/a", ("draft", "planned")),
        ("Batal tayang", "", ("draft", "cancelled")),
        ("Ditunda", "", ("draft", "postponed")),
    ],
)
def test_status_words(status: str, url: str, state: tuple[str, str]) -> None:
    (post,) = calendar(f"23/11/2026;08.00;IG;A;{status};{url}").posts
    assert (post.state, post.variant_state) == state


@pytest.mark.parametrize(
    ("clock", "slot"),
    [
        ("24.00", datetime(2027, 1, 1, tzinfo=zone("WITA"))),
        ("24:00", datetime(2027, 1, 1, tzinfo=zone("WITA"))),
        ("24", datetime(2027, 1, 1, tzinfo=zone("WITA"))),
        ("pukul 24.00 WIT", datetime(2027, 1, 1, tzinfo=zone("WIT"))),
        ("24.00 - 01.00", datetime(2027, 1, 1, tzinfo=zone("WITA"))),
        ("20.00 - 24.00", datetime(2026, 12, 31, 20, tzinfo=zone("WITA"))),
        ("00.00", datetime(2026, 12, 31, tzinfo=zone("WITA"))),
    ],
)
def test_at_24_00_the_next_day_begins(clock: str, slot: datetime) -> None:
    (post,) = calendar(f"31/12/2026;{clock};IG;A;;").posts
    assert (post.slot, post.slot.tzinfo) == (slot, slot.tzinfo)


def test_at_24_00_beside_a_date_the_next_day_begins() -> None:
    (post,) = importers.read(b"Tanggal;Platform;Judul\n23/11/2026 24.00;IG;A\n").posts
    assert post.slot == datetime(2026, 11, 24)
    assert [one.reason for one in calendar("23/11/2026;24.01;IG;A;;").refused] == ["bad_time"]


@pytest.mark.parametrize("value", [24, 24.0, 1])
def test_at_24_00_in_a_workbook_the_next_day_begins(value: float) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet, hours = book.add_worksheet(), book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, ["Tanggal", "Jam", "Platform", "Judul"])
        sheet.write_row(1, 0, ["23/11/2026", "", "IG", "A"])
        sheet.write_number(1, 1, value, hours if value == 1 else None)
    (post,) = importers.read(held.getvalue()).posts
    assert post.slot == datetime(2026, 11, 24)


@pytest.mark.parametrize("cell", ["Semua platform", "All", "SEMUA MEDSOS", "all platforms", "Seluruh kanal"])
def test_all_platforms_are_those_of_the_agency(cell: str) -> None:
    (post,) = calendar(f"23/11/2026;08.00;{cell};A;;").posts
    assert (post.platforms, post.everywhere) == ((), True)


def test_all_platforms_are_those_that_are_named_beside_and_none_with_an_exception() -> None:
    (post,) = calendar("23/11/2026;08.00;Semua medsos (IG, FB);A;;").posts
    assert (post.platforms, post.everywhere) == (("instagram", "facebook"), False)
    assert [one.reason for one in calendar("23/11/2026;08.00;Semua kecuali X;A;;").refused] == ["unknown_platform"]


def test_media_are_what_is_shown_or_where_nothing_else_tells_it_where() -> None:
    shown = calendar("23/11/2026;IG;A;https://drive.example/a", header="Tanggal;Platform;Judul;Media").posts[0]
    assert (shown.platforms, shown.asset) == (("instagram",), "https://drive.example/a")
    told = "Tanggal;Platform;Judul;Media;Link Aset"
    both = calendar("23/11/2026;IG;A;Video;https://drive.example/a", header=told).posts[0]
    assert both.asset == "https://drive.example/a"
    ticked = calendar("23/11/2026;v;A;poster.jpg", header="Tanggal;IG;Judul;Media").posts[0]
    assert (ticked.platforms, ticked.asset) == (("instagram",), "poster.jpg")
    where = calendar("23/11/2026;08.00;IG, FB;A;Draft", header="Tanggal;Jam;Media;Judul;Status").posts[0]
    assert (where.platforms, where.asset) == (("instagram", "facebook"), "")


def test_rows_of_a_calendar_that_cannot_come_in() -> None:
    found = calendar(
        "23/11/2026;08.00;Website;A;;",
        "23/11/2026;08.00;;B;;",
        ";08.00;IG;C;;",
        "kapan-kapan;08.00;IG;D;;",
        "23/11/2026;25.70;IG;E;;",
        "23/11/2026;08.00;IG;;;",
        "23/11/2026;08.00;IG;F;;",
        "23/11/2026;08.00;IG;F;;",
    )
    assert [(one.line, one.reason) for one in found.refused] == [
        (2, "unknown_platform"),
        (3, "no_platform"),
        (4, "no_date"),
        (5, "bad_date"),
        (6, "bad_time"),
        (7, "no_title"),
    ]
    assert ([post.title for post in found.posts], found.same) == (["F"], 1)


@pytest.mark.parametrize(
    ("day", "clock", "slot"),
    [
        ("23-Nov-26", "pagi", (23, 7, 30)),
        ("Senin / 23 November 2026", "19.00 WIB", (23, 19, 0)),
        ("Jum’at, 27 November 2026", "Siang", (27, 12, 0)),
        ("23-25 November 2026", "0800", (23, 8, 0)),
        ("1 Desember 2026 (Selasa)", "9 pagi", (1, 9, 0)),
        ("46349", "7 malam", (23, 19, 0)),
        ("24 Nov", "07.30/19.00", (24, 7, 30)),
        ("Rabu, 25/11", "sore", (25, 16, 0)),
        ("26", "±09.00", (26, 9, 0)),
    ],
)
def test_days_and_times_as_offices_write_them(day: str, clock: str, slot: tuple[int, int, int]) -> None:
    title = "KALENDER KONTEN NOVEMBER 2026;;;"
    found = importers.read(f"{title}\n\nTanggal;Jam;Platform;Judul\n{day};{clock};IG;A\n".encode())
    assert found.refused == []
    at = found.posts[0].slot
    assert (at.day, at.hour, at.minute, at.year) == (*slot, 2026)


def test_a_month_in_the_middle_of_a_table_heads_what_follows() -> None:
    lines = ["Tgl;Platform;Judul", "NOVEMBER 2026;;", "30;IG;A", "DESEMBER 2026;;", "1;IG;B", "2 Jan;IG;C"]
    found = importers.read("\n".join(lines).encode())
    assert [f"{post.slot:%d/%m/%Y}" for post in found.posts] == ["30/11/2026", "01/12/2026", "02/01/2026"]


def test_a_year_that_other_rows_tell_and_a_date_that_none_can_fill_in() -> None:
    told = importers.read(b"Tanggal;Platform;Judul\n23 Nov;IG;A\n24/11/2026;IG;B\n")
    assert [f"{post.slot:%d/%m/%Y}" for post in told.posts] == ["23/11/2026", "24/11/2026"]
    untold = importers.read(b"Tanggal;Platform;Judul\n23 Nov;IG;A\n24;IG;B\n")
    assert [(one.line, one.reason) for one in untold.refused] == [(2, "bad_date"), (3, "bad_date")]


def test_platforms_in_columns_of_their_own() -> None:
    rows = [
        "Tanggal,Judul,IG,FB,Twitter,TikTok",
        "23/11/2026,A,v,-,✓,",
        "24/11/2026,B,,,,",
        "25/11/2026,C,FALSE,ya,tidak,0",
    ]
    found = importers.read("\n".join(rows).encode())
    assert [(post.title, post.platforms) for post in found.posts] == [("A", ("instagram", "x")), ("C", ("facebook",))]
    assert [(one.line, one.reason) for one in found.refused] == [(3, "no_platform")]


def test_a_workbook_with_a_sheet_for_each_month_and_merged_days() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, day in (("November 2026", 30), ("Des 2026", 1)):
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 0, 0, 3, "KALENDER KONTEN")
        sheet.write_row(2, 0, ["Tgl", "Jam", "Kanal", "Judul Konten"])
        sheet.merge_range(3, 0, 4, 0, day)
        sheet.write_row(3, 1, [0.375, "IG", "pagi hari"])
        sheet.write_row(4, 1, ["malam", "TikTok", "malam hari"])
    book.add_worksheet("Petunjuk").write_row(0, 0, ["Isi tiap Senin", "oleh Dewi"])
    book.close()
    found = importers.read(file.getvalue())
    assert found.refused == []
    assert [(post.title, f"{post.slot:%d/%m/%Y %H.%M}", post.platforms) for post in found.posts] == [
        ("pagi hari", "30/11/2026 09.00", ("instagram",)),
        ("malam hari", "30/11/2026 19.00", ("tiktok",)),
        ("pagi hari", "01/12/2026 09.00", ("instagram",)),
        ("malam hari", "01/12/2026 19.00", ("tiktok",)),
    ]


@given(st.text(max_size=40), st.text(max_size=20))
def test_whatever_stands_in_the_cells_of_a_day_a_row_comes_in_or_is_refused(day: str, clock: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["Tanggal", "Jam", "Platform", "Judul"], [day, clock, "IG", "A"]])
    found = importers.read(file.getvalue().encode("utf-8", "replace"))
    assert len(found.posts) + len(found.refused) == 1


def test_the_zone_after_a_span_of_hours_is_that_of_its_beginning() -> None:
    for clock in ("20.00–21.00 WITA", "20.00 - 21.00 WITA", "8 malam WITA"):
        (post,) = calendar(f"23/11/2026;{clock};IG;A", header="Tanggal;Jam;Platform;Judul").posts
        assert post.slot.isoformat() == "2026-11-23T20:00:00+08:00"


def test_a_calendar_for_every_platform_the_desk_knows() -> None:
    (post,) = calendar("23/11/2026;08.00;Mastodon, Bluesky & Matrix;A;;").posts
    assert post.platforms == ("mastodon", "bluesky", "matrix")
    (post,) = calendar("11/23/2026,09:00,Facebook,Isi", header="Publish Date,Publish Time,Network,Post copy").posts
    assert (post.platforms, post.slot) == (("facebook",), datetime(2026, 11, 23, 9))
    (post,) = calendar("23/11/2026;v;;Satu", header="Tanggal;Mastodon;IG;Tema/Judul").posts
    assert (post.platforms, post.title) == (("mastodon",), "Satu")


def test_a_calendar_in_the_american_order_of_dates() -> None:
    found = calendar("11/03/2026;08.00;IG;A;;", "11/23/2026;08.00;IG;B;;")
    assert [(post.slot.month, post.slot.day) for post in found.posts] == [(11, 3), (11, 23)]


# Encodings and tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = (FILES / "exportcomments_instagram.csv").read_text(encoding="utf-8")
    assert importers.read(text.encode(encoding)).comments == sample("exportcomments_instagram.csv").comments


def test_an_old_windows_file() -> None:
    (comment,) = importers.read(export(row(text="café “baik” – ya")).decode().encode("cp1252")).comments
    assert comment.text == "café “baik” – ya"


def test_a_few_broken_bytes_do_not_spoil_the_others() -> None:
    data = export(row("1", "macet 😩😩 é"), row("2", "rusak XX")).replace(b"XX", b"\xf0\x9f\x98")
    assert [one.text for one in importers.read(data).comments] == ["macet 😩😩 é", "rusak �"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(ends: str, delimiter: str) -> None:
    rows = [line.replace(",", delimiter) for line in (HEADER, row("1"), row("2"))]
    found = importers.read((ends.join(rows)).encode())
    assert [(one.line, one.platform_id) for one in found.comments] == [(2, "1"), (3, "2")]


def test_lines_are_counted_over_cells_of_several_lines_and_mixed_ends() -> None:
    data = export(row("1", '"satu\r\ndua\n\ntiga"'), "", row("2"), row("x y")).replace(b"no,2", b"no,2")
    found = importers.read(data)
    assert [(one.line, one.platform_id) for one in found.comments] == [(2, "1"), (7, "2")]
    assert found.comments[0].text == "satu\r\ndua\n\ntiga"
    assert [(one.line, one.reason) for one in found.refused] == [(8, "bad_id")]


def test_nul_bytes_and_hostile_texts_are_kept_as_received() -> None:
    hostile = "\x1b]52;c;eA==\x07 [@click=app.quit]x[/] \u202egnp\x00\x9b2J"
    (comment,) = importers.read(export(row(text=hostile))).comments
    assert comment.text == hostile


def test_of_columns_with_one_name_the_first_counts() -> None:
    header = "Name,Date,Comment,Comment ID,Name,Comment,Comment URL"
    url = "https://www.instagram.com/p/D/c/1"
    (comment,) = importers.read(export(f"Siti,2026-11-18,halo,1,Bukan,bukan,{url}", header=header)).comments
    assert (comment.author, comment.text) == ("Siti", "halo")


def test_rows_that_cannot_come_in() -> None:
    found = importers.read(
        export(
            row(""),
            row("1.8067E+16"),
            row("1"),
            row("2").replace("2026-11-18 22:41:57", ""),
            row("3").replace("2026-11-18 22:41:57", "kemarin"),
            row("4").replace("2026-11-18", "-2026-11-18"),
            row("5").replace("2026-11-18", "99999-11-18"),
            row("6", "koma, tanpa kutip"),
            row("7", ""),
        )
    )
    assert [(one.line, one.reason) for one in found.refused] == [
        (2, "no_id"),
        (3, "rounded_id"),
        (5, "no_date"),
        (6, "bad_date"),
        (7, "bad_date"),
        (8, "bad_date"),
        (9, "too_many_cells"),
    ]
    assert {id: one.text for id, one in by_id(found).items()} == {"1": "min", "7": ""}


def test_of_a_repeated_row_the_last_counts() -> None:
    found = importers.read(export(row("1", "lama"), row("2"), row("1", "baru"), row("1", "baru")))
    assert (found.same, len(found.comments), by_id(found)["1"].text) == (2, 2, "baru")


def test_a_cell_that_is_never_closed_is_damage_and_swallows_nothing() -> None:
    refusal = refused(export(row("1"), row("2", '"tidak ditutup'), row("3")))
    assert (refusal.reason, refusal.params) == ("damaged", {"line": 3})


def test_the_platform_is_asked_for_where_nothing_tells_it() -> None:
    data = export("Siti,2026-11-18,halo,1", header="Name,Date,Comment,Comment ID")
    assert refused(data).reason == "no_platform"
    assert importers.read(data, "tiktok").comments[0].platform == "tiktok"


# JSON that is not as it should be


def youtube(**fields: Any) -> dict[str, Any]:
    return {"cid": "a", "text": "t", "author": "@a", "votes": "1", "time": "1 day ago", "time_parsed": 1.8e9, **fields}


def test_ids_beyond_the_range_of_a_float_survive_exactly() -> None:
    text = json.dumps([youtube(cid=0)]).replace('"cid": 0', '"cid": 18067000000000000000001')
    assert importers.read(text.encode()).comments[0].platform_id == "18067000000000000000001"
    rounded = json.dumps([youtube(cid=0), youtube()]).replace('"cid": 0', '"cid": 1.8067e16')
    assert [one.reason for one in importers.read(rounded.encode()).refused] == ["rounded_id"]


def test_numbers_of_five_thousand_digits() -> None:
    text = json.dumps([youtube(cid=0), youtube(votes=0)])
    data = text.replace('"cid": 0', '"cid": ' + "7" * 5000).replace('"votes": 0', '"votes": ' + "7" * 5000).encode()
    found = importers.read(data)
    assert [one.reason for one in found.refused] == ["bad_id"]
    assert [one.likes for one in found.comments] == [None]


def test_lone_surrogates_are_replaced() -> None:
    (comment,) = importers.read(b'{"cid":"a","text":"x\\ud83dy","author":"\\udc00","time_parsed":1794301200}').comments
    assert (comment.text, comment.author) == ("x�y", "�")


def test_long_texts_are_cut() -> None:
    (comment,) = importers.read(json.dumps(youtube(text="x" * 50_000)).encode()).comments
    assert len(comment.text) == 20_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b'[{"cid":"a","cid":"b","text":"","author":""}]', "repeated_key"),
        (b'[{"cid":"a","text":"","author":"","votes":NaN}]', "damaged"),
        (b'[{"cid":"a","text":"","author":"","votes":-Infinity}]', "damaged"),
        (b'{"cid": "a", "text', "damaged"),
        (b"[]", "unknown_format"),
        (b"{}", "unknown_format"),
        (b"[1, 2]", "unknown_format"),
        (b"nama,komentar\nSiti,halo\n", "unknown_format"),
        (b"<!DOCTYPE html><html><title>Masuk</title>", "unknown_format"),
        (bytes(range(256)) * 40, "unknown_format"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unknown_format"),
        (b"PK\x03\x04 dan seterusnya", "damaged"),
        (b"x" * (importers.SIZE_LIMIT + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_as_a_whole(data: bytes, reason: str) -> None:
    assert refused(data).reason == reason


def test_a_file_that_breaks_off_is_damaged() -> None:
    for name in ("apify_instagram_comments.json", "facebook_scraper_post.json"):
        data = (FILES / name).read_bytes()
        assert refused(data[: len(data) // 2]).reason == "damaged"


def test_a_broken_line_does_not_stop_the_others() -> None:
    lines = (FILES / "youtube_comment_downloader.jsonl").read_bytes().splitlines(keepends=True)
    twice = b'{"cid":"b","cid":"c","text":"","author":""}\n'
    found = importers.read(lines[0] + b'{"cid": "x", NaN}\n' + twice + lines[1][:50])
    assert [one.platform_id for one in found.comments] == ["UgzCendana0001"]
    assert [(one.line, one.reason) for one in found.refused] == [
        (2, "damaged_row"),
        (3, "damaged_row"),
        (4, "damaged_row"),
    ]


def test_what_an_archive_has_are_our_own_answers() -> None:
    found = sample("youtube_takeout_comments.csv")
    assert (found.format, len(found.comments), found.refused) == ("youtube-takeout", 2, [])
    first, second = found.comments
    assert (first.platform, first.platform_id, first.parent) == ("youtube", "UgzCendana0001.Abc", "UgzCendana0001")
    assert first.text == "Halo Kak Rini, KIA bisa diambil di kelurahan ya 🙏"
    assert first.post_ref == "https://www.youtube.com/watch?v=cEnDaNa0001"
    assert (first.written.tzinfo, first.written.minute) == (UTC, 14)
    assert second.text == "Sesi tanya jawab mulai 09.30 WIB\nSilakan tulis di sini"
    assert all(one.own for one in found.comments)


@pytest.mark.parametrize(
    "header",
    [
        "Comment ID,Channel ID,Time created,Parent comment ID,Video ID,Comment text",
        "comment id,channel id,comment create timestamp,price,parent comment id,video id,comment text",
    ],
)
def test_takeout_has_had_other_columns(header: str) -> None:
    cells = {"comment id": "Ugz1.b", "channel id": "UC1", "parent comment id": "Ugz1", "video id": "v1", "price": "0"}
    cells |= {"comment text": '"{""text"":""halo""}"'}
    row = ",".join(cells.get(name.casefold(), "2026-11-11T02:14:09+00:00") for name in header.split(","))
    (comment,) = importers.read(f"{header}\n{row}\n".encode()).comments
    assert (comment.platform_id, comment.parent, comment.text, comment.own) == ("Ugz1.b", "Ugz1", "halo", True)


@pytest.mark.parametrize("name", ["tweets", "tweet"])
def test_the_archive_of_x_is_read_and_never_run(name: str) -> None:
    text = (FILES / "x_archive_tweets.js").read_text().replace("YTD.tweets.part0", f"YTD.{name}.part0")
    found = importers.read(text.encode())
    assert (found.format, len(found.comments)) == ("x-archive", 1)
    (answer,) = found.comments
    assert (answer.platform_id, answer.parent, answer.own) == ("1990000000000000777", "1990000000000000555", True)
    assert answer.written == datetime(2026, 11, 15, 2, 31, 12, tzinfo=UTC)
    assert refused(text.replace("full_text", "text_full").encode()).reason == "unknown_format"
    assert refused(b"window.YTD.tweets.part0 = [alert(1)]").reason == "damaged"


def test_entities_and_short_addresses_of_x_become_what_was_meant() -> None:
    urls = [{"url": "https://t.co/abc1", "expanded_url": "https://cendana.example.go.id/banjir"}]
    told = {"id_str": "7", "in_reply_to_status_id_str": "5", "created_at": "Sun Nov 15 02:31:12 +0000 2026"}
    tweet = {"tweet": told | {"full_text": "Posko &amp; info https://t.co/abc1", "entities": {"urls": urls}}}
    (answer,) = importers.read(f"window.YTD.tweets.part0 = {json.dumps([tweet])}".encode()).comments
    assert answer.text == "Posko & info https://cendana.example.go.id/banjir"


@pytest.mark.parametrize("path", [("Comment",), ("Your Activity", "Comment"), ("Activity",)])
def test_the_archive_of_tiktok_in_its_layouts(path: tuple[str, ...]) -> None:
    one = {"date": "2026-11-13 13:02:11", "comment": "Terima kasih, Kak.", "photo": "N/A", "url": ""}
    archive: dict[str, Any] = {"Comments": {"CommentsList": [one]}}
    for name in reversed(path):
        archive = {name: archive}
    archive["Profile"] = {"Profile Info": {"ProfileMap": {"userName": "kominfo.cendana"}}}
    found = importers.read(json.dumps(archive).encode())
    again = importers.read(json.dumps(archive).encode())
    assert (found.format, len(found.comments)) == ("tiktok-archive", 1)
    assert found.comments[0].own
    assert found.comments[0].account_handle == "kominfo.cendana"
    assert found.comments[0].platform_id == again.comments[0].platform_id


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    misnamed = tmp_path / "laporan.xlsx"
    misnamed.write_bytes((FILES / "exportcomments_instagram.csv").read_bytes())
    assert importers.read(importers.load(str(misnamed))).format == "exportcomments"


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "ada.csv").touch()
    loop = tmp_path / "putar"
    loop.symlink_to(loop)
    for path, reason in (
        (tmp_path / "tidak-ada.csv", "no_file"),
        (tmp_path / "ada.csv" / "x.csv", "no_file"),
        ("a\x00b", "no_file"),
        (tmp_path, "a_folder"),
        (loop, "unreadable"),
    ):
        with pytest.raises(FileRefused, match=reason):
            importers.load(str(path))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        importers.read(data)


@given(st.lists(st.tuples(st.integers(0, 5), st.text(max_size=60)), max_size=12))
def test_every_row_is_counted_once(rows: list[tuple[int, str]]) -> None:
    records = [youtube(cid=f"c{id}", text=text) for id, text in rows]
    if not records:
        return
    found = importers.read("\n".join(map(json.dumps, records)).encode())
    assert len(found.comments) + found.same + len(found.refused) == len(records)
    assert len({one.platform_id for one in found.comments}) == len(found.comments)


def test_the_zone_in_the_header_of_dates_holds() -> None:
    (comment,) = importers.read(export(row(), header=HEADER.replace("Date", "Date (UTC)"))).comments
    assert comment.written == datetime(2026, 11, 18, 22, 41, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        b"[" + b"1," * 1_000_001 + b"1]",
        b"{}\n" * 1_000_001,
        b"[" + b"{}," * 5_000_001 + b"1]",
    ],
    ids=["list", "lines", "objects"],
)
def test_more_rows_than_anybody_has_do_not_fill_the_memory(data: bytes) -> None:
    assert refused(data).reason == "too_many_rows"


def test_a_table_has_a_last_row_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_LIMIT", 3)
    assert len(importers.read(export(row("1"), row("2"), row("3"))).comments) == 3
    assert refused(export(row("1"), row("2"), "", row("3"), row("4"))).reason == "too_many_rows"


def test_one_endless_row_is_soon_given_up() -> None:
    assert refused(b"," * 30_000_000).reason == "unknown_format"


def test_the_words_of_a_register_of_complaints_are_guessed() -> None:
    register = "Nomor;Waktu Masuk;Pelapor;Isi Laporan;Kanal\n1;20/11/2026 08.30;Siti;Jalan rusak;IG\n"
    guessed = mapped.preview(register.encode()).guess.columns
    assert guessed == {"text": "Isi Laporan", "author": "Pelapor", "date": "Waktu Masuk", "platform": "Kanal"}
