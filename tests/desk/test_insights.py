"""Insights find their variants and accounts: by address, else by time and text, never by a guess."""

from pathlib import Path

import pytest

from channels import importers
from desk.day import Plan
from desk.desk import Desk
from desk.metrics import sheet
from desk.receive import receive
from desk.score import Ledger
from domain.incoming import FileReport
from domain.metrics import Metrics, known
from domain.posts import Post, Variant
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Clock, put, put_account

FILES = Path(__file__).parent.parent / "channels" / "files"
AT = parse_iso("2026-11-16T09:05:00+07:00")


def bring_in(desk: Desk, name: str, **options: object) -> FileReport:
    return receive(desk, importers.read((FILES / name).read_bytes()), name, **options)  # type: ignore[arg-type]


def published(desk: Desk, account: int, caption: str, at: int, url: str = "", title: str = "Konten") -> int:
    post = put(desk, "posts", Post(title=title, caption=caption, state="approved"))
    fields = {"state": "published", "published_at": at, "slot_at": at, "url": url}
    return put(desk, "variants", Variant(post=post, account=account, **fields))  # type: ignore[arg-type]


def stored(desk: Desk) -> list[Metrics]:
    return list(desk.store.repo("metrics", Metrics).all())


@pytest.fixture
def account(desk: Desk) -> int:
    return put_account(desk, handle="kominfo.cendana").id


def test_rows_find_their_variants_by_address(desk: Desk, account: int) -> None:
    first = published(desk, account, "apa saja", AT + 3 * DAY, "https://instagram.com/p/DXcendana01/?igsh=x")
    second = published(desk, account, "apa saja", AT, "https://www.instagram.com/kominfo.cendana/reel/DXcendana02")
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert (report.new, report.changed, report.same, report.matched) == (3, 0, 0, {"address": 2})
    assert [(one.line, one.several) for one in report.unmatched] == [(7, False)]
    found = {one.variant: one for one in stored(desk)}
    assert known(found[first])["reach"] == 9803
    assert known(found[second])["views"] == 48211
    assert (found[first].match, found[first].read_at, found[first].source) == ("address", NOW, "meta-content")
    assert known(found[0]) == {"likes": 41, "shares": 0, "comments": 2, "saves": 1}
    assert found[0].account == account


def test_a_second_time_nothing_is_new(desk: Desk, account: int, clock: Clock) -> None:
    published(desk, account, "apa saja", AT, "https://www.instagram.com/p/DXcendana01/")
    bring_in(desk, "meta_instagram_konten.csv")
    before, clock.now = stored(desk), NOW + DAY
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert (report.new, report.changed, report.same) == (0, 0, 3)
    assert stored(desk) == before


def test_other_numbers_are_another_reading(desk: Desk, account: int, clock: Clock) -> None:
    variant = published(desk, account, "apa saja", AT, "https://www.instagram.com/p/DXcendana01/")
    bring_in(desk, "meta_instagram_konten.csv")
    clock.now = NOW + DAY
    data = (FILES / "meta_instagram_konten.csv").read_bytes().replace(b",612,", b",640,")
    report = receive(desk, importers.read(data), "lagi.csv")
    assert (report.new, report.changed, report.same) == (0, 1, 2)
    readings = [one for one in stored(desk) if one.variant == variant]
    assert [(one.read_at, one.likes) for one in readings] == [(NOW, 612), (NOW + DAY, 640)]
    older = bring_in(desk, "meta_instagram_konten.csv")
    assert (older.new, older.changed, older.same) == (0, 0, 3)


def test_what_was_recorded_later_takes_what_was_kept_aside(desk: Desk, account: int, clock: Clock) -> None:
    assert len(bring_in(desk, "meta_instagram_konten.csv").unmatched) == 3
    variant = published(desk, account, "apa saja", AT, "https://www.instagram.com/p/DXcendana01/")
    clock.now = NOW + DAY
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert (report.new, report.changed, report.same, len(report.unmatched)) == (0, 1, 2, 2)
    (reading,) = [one for one in stored(desk) if one.variant == variant]
    assert (reading.read_at, reading.match, reading.likes) == (NOW, "address", 612)


def test_what_was_recorded_later_counts_at_once(desk: Desk, account: int) -> None:
    """Without another import: the address tells whose the reading is."""
    bring_in(desk, "meta_instagram_konten.csv")
    assert len(sheet(desk, Plan(desk)).aside) == 3
    variant = published(desk, account, "apa saja", AT, "https://www.instagram.com/p/DXcendana01/")
    assert len(sheet(desk, Plan(desk)).aside) == 2
    assert [known(one)["likes"] for one in Ledger(desk).readings[variant]] == [612]
    assert [one.variant for one in stored(desk)] == [0, 0, 0]


CAPTION = "Besok Posyandu serentak di 12 balai RW! Pukul 08.00-11.00 WIB."


def test_without_an_address_time_and_text_decide_and_are_told(desk: Desk, account: int) -> None:
    variant = published(desk, account, CAPTION, AT + 5 * MINUTE)
    report = bring_in(desk, "meta_instagram_konten.csv")
    post = next(one.post for one in desk.store.repo("variants", Variant).all() if one.id == variant)
    assert report.matched == {"caption": 1}
    assert report.by_caption == ((2, post),)
    assert [one.match for one in stored(desk) if one.variant == variant] == ["caption"]


@pytest.mark.parametrize(
    ("caption", "at"),
    [
        ("Jadwal SIM keliling pekan ini di pasar baru", AT),  # other words
        (CAPTION, AT + 3 * DAY),  # the same words, another week
        ("Besok", AT),  # too little to tell
    ],
)
def test_nobody_guesses(desk: Desk, account: int, caption: str, at: int) -> None:
    published(desk, account, caption, at)
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert (report.matched, len(report.unmatched)) == ({}, 3)


def test_two_that_fit_are_listed_as_such(desk: Desk, account: int) -> None:
    for step in (0, 1):
        published(desk, account, CAPTION, AT + step * HOUR)
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert next((one.line, one.several) for one in report.unmatched) == (2, True)
    assert all(one.variant == 0 for one in stored(desk))


def test_of_a_post_that_is_repeated_the_one_of_that_hour_is_meant(desk: Desk, account: int) -> None:
    yesterday, today = (published(desk, account, CAPTION, at) for at in (AT - DAY, AT))
    bring_in(desk, "meta_instagram_konten.csv")
    assert next(one.variant for one in stored(desk)) == today
    assert yesterday != today


def test_what_is_not_published_is_never_matched(desk: Desk, account: int) -> None:
    post = put(desk, "posts", Post(title="x", caption=CAPTION))
    put(desk, "variants", Variant(post=post, account=account, slot_at=AT, state="scheduled"))
    assert bring_in(desk, "meta_instagram_konten.csv").matched == {}


def test_another_accounts_post_is_not_meant(desk: Desk, account: int) -> None:
    other = put_account(desk, handle="dinkes.cendana").id
    published(desk, other, CAPTION, AT)
    assert bring_in(desk, "meta_instagram_konten.csv").matched == {}


def test_times_are_those_of_the_page(desk: Desk) -> None:
    east = put_account(desk, handle="kominfo.cendana", zone="WIT").id
    variant = published(desk, east, CAPTION, parse_iso("2026-11-16T09:05:00+09:00"))
    report = bring_in(desk, "meta_instagram_konten.csv")
    assert report.zones == {"WIT": "account"}
    assert [one.published_at for one in stored(desk) if one.variant == variant] == [AT - 2 * HOUR]


def test_a_date_alone_is_any_time_of_that_day(desk: Desk) -> None:
    x = put_account(desk, platform="x", handle="kominfocendana").id
    late = published(
        desk, x, "Posko dan nomor darurat banjir Cendana: #SiagaBanjir", parse_iso("2026-11-15T23:30+07:00")
    )
    bring_in(desk, "x_analytics_konten.csv")
    assert [one.variant for one in stored(desk)] == [late]


def test_days_of_an_account_come_in_once_and_beside_what_is_known(desk: Desk) -> None:
    page = put_account(desk, platform="facebook", handle="pemkotcendana").id
    put(desk, "metrics", Metrics(account=page, day="2026-11-14", followers=40_100))
    report = bring_in(desk, "meta_harian_facebook_follows.csv")
    assert (report.new, report.changed, report.same) == (6, 1, 0)
    first = next(one for one in stored(desk) if one.day == "2026-11-14")
    assert known(first) == {"followers": 40_100, "follows": 12}
    assert next(one.follows for one in stored(desk) if one.day == "2026-11-16") == 0
    again = bring_in(desk, "meta_harian_facebook_follows.csv")
    assert (again.new, again.changed, again.same) == (0, 0, 7)


def test_of_two_pages_the_named_one_is_meant(desk: Desk) -> None:
    put_account(desk, platform="facebook", handle="satu")
    two = put_account(desk, platform="facebook", handle="dua").id
    unsaid = bring_in(desk, "meta_harian_facebook_follows.csv")
    assert (unsaid.new, {one.reason for one in unsaid.refused}, stored(desk)) == (0, {"which_account"}, [])
    bring_in(desk, "meta_harian_facebook_follows.csv", account="@dua")
    assert {one.account for one in stored(desk)} == {two}


def test_a_page_is_known_by_its_name(desk: Desk) -> None:
    put_account(desk, platform="facebook", handle="satu")
    named = put_account(desk, platform="facebook", handle="lain", name="Pemerintah Kota Cendana").id
    bring_in(desk, "meta_facebook_konten.csv")
    assert {one.account for one in stored(desk)} == {named}


def test_a_dry_run_writes_nothing(desk: Desk, account: int) -> None:
    report = bring_in(desk, "meta_instagram_konten.csv", dry_run=True)
    assert (report.new, len(report.unmatched), stored(desk)) == (3, 3, [])


def test_an_import_is_no_deed_to_be_taken_back(desk: Desk, account: int) -> None:
    bring_in(desk, "meta_instagram_konten.csv")
    assert desk.done == []
