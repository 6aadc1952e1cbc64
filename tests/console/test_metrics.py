"""`meja metrics`: what was measured, blanks left out, and what is missing."""

from pathlib import Path

import pytest

import store
from domain.accounts import Account
from domain.posts import Post, Variant
from domain.times import DAY, parse_iso
from tests.console.conftest import Meja

FILES = Path(__file__).parent.parent / "channels" / "files"
NOW = "2026-11-23T09:42:00+07:00"


@pytest.fixture
def agency(opened: store.Store) -> None:
    with opened.transaction() as tx:
        ig = tx.insert("accounts", Account(platform="instagram", handle="kominfo.cendana", zone="WITA"))
        for code, title in (("DXcendana01", "Posyandu"), ("lain", "NIK 3571012309870003")):
            post = tx.insert("posts", Post(title=title))
            at = parse_iso(NOW) - 3 * DAY
            url = f"https://www.instagram.com/p/{code}/"
            tx.insert("variants", Variant(post=post, account=ig, state="published", published_at=at, url=url))


def test_an_import_tells_what_it_found_and_the_numbers_are_there(meja: Meja, agency: None) -> None:
    (report,) = meja("import", "--json", str(FILES / "meta_instagram_konten.csv")).data
    assert (report["format"], report["new"], report["matched"]) == ("meta-content", 3, {"address": 1})
    assert [one["line"] for one in report["unmatched"]] == [6, 7]
    said = meja("import", str(FILES / "meta_instagram_konten.csv"))
    assert "0 new, 0 changed, 3 the same" in said.out
    assert "2 rows fit no post: 6 “Perbaikan Jalan Melati" in said.err
    assert "WITA, the account's" in said.err
    first, second, third = meja("metrics", "--json").data
    assert (first["post"], first["reach"], first["views"], first["saves"]) == ("P1", 9803, 15420, 55)
    assert first["published_at"] == "2026-11-16T09:05:00+08:00"
    assert (second["post"], second["id"], second["likes"]) == (None, "18011000000000002", 1904)
    assert (third["shares"], "reach" in third, "views" in third) == (0, False, False)


def test_what_is_missing(meja: Meja, agency: None) -> None:
    said = meja("metrics", "--now", NOW)
    assert said.code == 0
    assert "IG  @kominfo.cendana  2026-11-23  followers, reach, views" in said.out
    assert "P1" in said.out
    assert "3571012309870003" not in said.out


def test_days_of_an_account(meja: Meja, agency: None) -> None:
    meja("import", str(FILES / "meta_harian_facebook_follows.csv"))
    found = meja("metrics", "--json").data
    assert [(one["day"], one["follows"]) for one in found][:3] == [
        ("2026-11-14", 12),
        ("2026-11-15", 9),
        ("2026-11-16", 0),
    ]
    assert "new followers 12" in meja("metrics", "--all").out
