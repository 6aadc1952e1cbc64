"""Planning a post from one line, recording where it went out, drafts of topics."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.desk import Desk
from desk.posts import (
    QuickPost,
    add_post,
    correct_publication,
    read_publication,
    read_quick_post,
    record_published,
)
from domain.accounts import Account
from domain.posts import Post, Variant, VariantState
from domain.times import DAY, HOUR, MINUTE, ZONES, iso, local, parse_iso
from tests.desk.conftest import NOW, Clock, Opened, conflict, done, put, put_account, put_variant, reason, variant_of

IG = Account(id=1, platform="instagram", handle="Kominfo.Smbr")
X = Account(id=2, platform="x", handle="kominfo_x")
FB = Account(id=3, platform="facebook")
ACCOUNTS = [IG, FB, X]


def read(line: str, zone: str = "WIB", now: int = NOW, accounts: list[Account] = ACCOUNTS) -> tuple[int, str, str]:
    """Account, slot ("" for none) and title, of the line typed on that Monday at 09.42."""
    quick = read_quick_post(line, accounts, now, zone)
    slot = iso(quick.slot_at, zone)[:16] if quick.slot_at else ""
    return quick.account.id if quick.account else 0, slot, quick.title


# Reading the line


@pytest.mark.parametrize(
    ("line", "account", "slot", "title"),
    [
        ("ig 10.30 Antrean KTP daring", 1, "2026-11-23T10:30", "Antrean KTP daring"),
        ("IG 10:30 Antrean", 1, "2026-11-23T10:30", "Antrean"),
        ("10.30 ig Antrean", 1, "2026-11-23T10:30", "Antrean"),
        ("besok fb 8.05 Apel", 3, "2026-11-24T08:05", "Apel"),
        ("tomorrow x 08.05 Apel", 2, "2026-11-24T08:05", "Apel"),
        ("facebook 23.59 Apel", 3, "2026-11-23T23:59", "Apel"),
        ("@kominfo.smbr 10.30 Apel", 1, "2026-11-23T10:30", "Apel"),
        ("KOMINFO_X 10.30 Apel", 2, "2026-11-23T10:30", "Apel"),
        ("x 09.42 Apel", 2, "2026-11-23T09:42", "Apel"),
        ("x 09.41 Apel", 2, "2026-11-24T09:41", "Apel"),  # gone by: tomorrow's
        ("x 00.00 Apel", 2, "2026-11-24T00:00", "Apel"),
        ("x sen 09.00 Apel", 2, "2026-11-23T09:00", "Apel"),  # the day was said
        ("x sel 09.00 Apel", 2, "2026-11-24T09:00", "Apel"),
        ("x min 09.00 Apel", 2, "2026-11-29T09:00", "Apel"),
        ("x Jumat 09.00 Apel", 2, "2026-11-27T09:00", "Apel"),
        ("x 24/11 09.00 Apel", 2, "2026-11-24T09:00", "Apel"),
        ("x 1/12 09.00 Apel", 2, "2026-12-01T09:00", "Apel"),
        ("x 1/2/2027 09.00 Apel", 2, "2027-02-01T09:00", "Apel"),
        ("x 2/1 09.00 Apel", 2, "2027-01-02T09:00", "Apel"),  # the next such day
        ("tt 10.30 Apel", 0, "2026-11-23T10:30", "tt 10.30 Apel"),
        ("Antrean KTP daring", 0, "", "Antrean KTP daring"),
        ("ig Antrean", 1, "", "Antrean"),
        ("ig besok Antrean", 1, "", "Antrean"),
        ("", 0, "", ""),
        ("ig 10.30", 1, "2026-11-23T10:30", ""),
        ("ig 10.30 12.00 sampai 13.00", 1, "2026-11-23T10:30", "12.00 sampai 13.00"),
        ("ig 24.00 Apel", 1, "", "24.00 Apel"),
        ("ig 9.5 Apel", 1, "", "9.5 Apel"),
        ("ig 31/2 Apel", 1, "", "31/2 Apel"),
        ("  ig   10.30   dua   kata ", 1, "2026-11-23T10:30", "dua kata"),
    ],
)
def test_a_line_says_account_time_and_title(line: str, account: int, slot: str, title: str) -> None:
    if line.startswith("tt "):  # No such account: the rest is the title, and the account is missing.
        assert read(line) == (0, "", title)
    else:
        assert read(line) == (account, slot, title)


@pytest.mark.parametrize(
    "title", ["Senam pagi", "Rabies gratis", "Sabun cair", "Mini konser", "Kampus merdeka", "Seni tari", "Minta saran"]
)
def test_a_word_that_begins_like_a_weekday_is_a_title(title: str) -> None:
    assert read(f"ig 10.30 {title}") == (1, "2026-11-23T10:30", title)


def test_the_only_account_needs_no_name() -> None:
    assert read("10.30 Apel", accounts=[FB]) == (3, "2026-11-23T10:30", "Apel")
    assert read("10.30 Apel", accounts=[]) == (0, "2026-11-23T10:30", "Apel")


def test_an_account_without_a_handle_is_not_met_by_an_empty_word() -> None:
    assert read("@ 10.30 Apel") == (0, "", "@ 10.30 Apel")


@pytest.mark.parametrize(("zone", "utc"), [("WIB", "03:30"), ("WITA", "02:30"), ("WIT", "01:30")])
def test_the_time_is_the_agencys(zone: str, utc: str) -> None:
    now = parse_iso("2026-11-23T00:00Z")
    quick = read_quick_post("ig 10.30 Apel", ACCOUNTS, now, zone)
    assert iso(quick.slot_at, "UTC") == f"2026-11-23T{utc}:00+00:00"


def test_an_accounts_own_zone_goes_before_the_agencys() -> None:
    sentani = Account(id=4, platform="youtube", handle="sentani", zone="WIT")
    late = parse_iso("2026-11-23T22:30", "WIB")  # There it is half past midnight already.
    for line in ("yt 09.00 Apel", "09.00 yt Apel", "sel 09.00 yt Apel"):
        quick = read_quick_post(line, [*ACCOUNTS, sentani], late, "WIB")
        assert iso(quick.slot_at, "WIT") == "2026-11-24T09:00:00+09:00"
    assert iso(read_quick_post("besok 09.00 yt Apel", [sentani], late, "WIB").slot_at, "WIT")[:10] == "2026-11-25"


@given(st.sampled_from(sorted(ZONES)), st.integers(0, 23), st.integers(0, 59), st.integers(0, 3 * DAY))
def test_a_time_alone_is_the_next_such_time(zone: str, hour: int, minute: int, later: int) -> None:
    now = NOW + later
    slot = read_quick_post(f"ig {hour}.{minute:02} Apel", ACCOUNTS, now, zone).slot_at
    at = local(slot, zone)
    assert (at.hour, at.minute, at.second) == (hour, minute, 0)
    assert now <= slot < now + DAY


@given(st.text(max_size=40))
def test_any_line_can_be_read(line: str) -> None:
    quick = read_quick_post(line, ACCOUNTS, NOW, "WIB")
    assert set(quick.title.split()) <= set(line.split())


def test_one_line_names_several_accounts() -> None:
    quick = read_quick_post("ig x 10.30 ig Apel pagi", ACCOUNTS, NOW, "WIB")
    assert quick.account
    assert (quick.account.platform, [one.platform for one in quick.others]) == ("instagram", ["x"])
    assert quick.title == "Apel pagi"


# Planning


def plan(desk: Desk, **fields: Any) -> Any:
    return add_post(desk, QuickPost(**{"account": IG, "slot_at": NOW + HOUR, "title": "Apel pagi", **fields}))


def test_a_planned_post_has_one_variant_on_its_account(desk: Desk) -> None:
    account = put_account(desk)
    outcome = done(plan(desk, account=account, title=" Apel pagi "))
    (post,) = desk.store.repo("posts", Post).all()
    (variant,) = desk.store.repo("variants", Variant).all()
    assert (post.title, post.owner, post.created_at, post.state) == ("Apel pagi", "rina", NOW, "draft")
    assert (variant.post, variant.account, variant.slot_at) == (post.id, account.id, NOW + HOUR)
    assert outcome.params["post"] == post.id


def test_a_post_goes_out_on_all_that_are_named(desk: Desk) -> None:
    first, other = put_account(desk), put_account(desk, platform="x")
    done(plan(desk, account=first, others=(other,)))
    variants = list(desk.store.repo("variants", Variant).all())
    assert [(one.post, one.account, one.slot_at) for one in variants] == [
        (1, first.id, NOW + HOUR),
        (1, other.id, NOW + HOUR),
    ]


def test_a_post_may_be_planned_without_a_time(desk: Desk) -> None:
    done(plan(desk, account=put_account(desk), slot_at=0))
    assert variant_of(desk, 1).slot_at == 0


def test_a_post_needs_a_title_and_an_account(desk: Desk) -> None:
    assert reason(plan(desk, account=None)) == "no_accounts"
    put_account(desk)
    assert reason(plan(desk, account=None)) == "no_account"
    assert reason(plan(desk, title="  ")) == "no_title"
    assert len(desk.store.repo("posts", Post)) == 0


# Publication


@pytest.mark.parametrize(
    ("line", "at", "url"),
    [
        ("09.02 https://ig.example/p/1", "09:02", "https://ig.example/p/1"),
        ("9:02 https://ig.example/p/1", "09:02", "https://ig.example/p/1"),
        ("https://ig.example/p/1", "09:42", "https://ig.example/p/1"),
        ("09.02 instagram.com/p/1", "09:02", "https://instagram.com/p/1"),
        ("09.02 -", "09:02", ""),
        ("09.02 tanpa url", "09:02", ""),
        ("Tanpa URL", "09:42", ""),
        ("no url", "09:42", ""),
        ("-", "09:42", ""),
    ],
)
@pytest.mark.parametrize("zone", sorted(ZONES))
def test_a_line_says_when_and_where_it_went_out(line: str, at: str, url: str, zone: str) -> None:
    now = parse_iso("2026-11-23T09:42", zone)
    assert read_publication(line, now, zone) == (parse_iso(f"2026-11-23T{at}", zone), url)


def test_after_midnight_a_late_hour_is_last_nights() -> None:
    now = parse_iso("2026-11-24T00:10", "WIB")
    assert read_publication("23.50 -", now, "WIB") == (parse_iso("2026-11-23T23:50", "WIB"), "")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("kemarin 19.02 -", "2026-11-22T19:02"),
        ("Min 19.02 -", "2026-11-22T19:02"),
        ("sen 9.02 -", "2026-11-23T09:02"),
        ("sel 9.02 -", "2026-11-17T09:02"),
        ("20/11 19.02 -", "2026-11-20T19:02"),
        ("24/12 19.02 -", "2025-12-24T19:02"),
        ("20/11/2026 19.02 -", "2026-11-20T19:02"),
    ],
)
def test_what_went_out_on_another_day_is_recorded_as_of_then(line: str, at: str) -> None:
    assert read_publication(line, NOW, "WIB") == (parse_iso(at, "WIB"), "")


@pytest.mark.parametrize(
    "line",
    [
        *("", "  ", "09.02", "kemarin", "kemarin -", "31/2 09.00 -", "25.00 -", "09.02 ig/p/1"),
        *("09.02 https://a b", "https://a 09.02", "besok 09.00 -"),
    ],
)
def test_a_line_that_says_neither_is_not_guessed_at(line: str) -> None:
    assert read_publication(line, NOW, "WIB") is None


def test_a_publication_is_recorded_with_time_place_and_admin(desk: Desk) -> None:
    id = put_variant(desk, 1, slot_at=NOW - HOUR)
    done(record_published(desk, id, NOW - 40 * MINUTE, "https://ig.example/p/1", rev=1))
    after = variant_of(desk, id)
    assert (after.state, after.published_at, after.published_by) == ("published", NOW - 40 * MINUTE, "rina")
    assert after.url == "https://ig.example/p/1"


def test_a_publication_may_have_no_address(desk: Desk) -> None:
    id = put_variant(desk, 1)
    done(record_published(desk, id, NOW, ""))
    assert (variant_of(desk, id).state, variant_of(desk, id).url) == ("published", "")


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("https://www.instagram.com/p/DKx1/", ""),
        ("https://instagram.com/kominfo.smbr/reel/DKx1", ""),
        ("https://s.id/abc", ""),
        ("https://instagram.com", "no_post_address"),
        ("https://www.instagram.com/?", "no_post_address"),
        ("https://x.com/kominfo/status/1", "other_platform"),
        ("https://youtu.be/abc", "other_platform"),
        ("https://notinstagram.com/p/1", ""),
        ("http://[::1", "bad_address"),
        ("https://instagram.com/p/\x1b[2J", "bad_address"),
        ("https://instagram.com/p/\u202e1", "bad_address"),
        ("https://a b", "bad_address"),
        ("https://", "bad_address"),
    ],
)
def test_an_address_is_a_posts_on_that_platform(desk: Desk, url: str, refusal: str) -> None:
    id = put_variant(desk, put_account(desk).id)
    outcome = record_published(desk, id, NOW, url)
    assert reason(outcome) == refusal if refusal else done(outcome)


def test_an_address_that_another_post_has_is_told(desk: Desk) -> None:
    account = put_account(desk).id
    first, second = put_variant(desk, account), put_variant(desk, account)
    assert "same_as" not in done(record_published(desk, first, NOW, "https://instagram.com/p/1")).params
    assert done(record_published(desk, second, NOW, "https://instagram.com/p/1")).params["same_as"] == "P1"


def test_what_was_recorded_wrongly_is_corrected(desk: Desk) -> None:
    id = put_variant(desk, put_account(desk).id)
    assert reason(correct_publication(desk, id, NOW, "")) == "not_published"
    done(record_published(desk, id, NOW, ""))
    assert reason(correct_publication(desk, id, NOW + 1, "")) == "in_the_future"
    assert reason(correct_publication(desk, id, NOW, "https://tiktok.com/@a/video/1")) == "other_platform"
    done(correct_publication(desk, id, NOW - HOUR, "https://instagram.com/p/1"))
    assert (variant_of(desk, id).published_at, variant_of(desk, id).url) == (NOW - HOUR, "https://instagram.com/p/1")


def test_what_went_out_before_it_was_approved_is_told(opened: Opened, clock: Clock) -> None:
    desk = opened("rina")
    post = put(desk, "posts", Post(title="x", state="approved", approved_at=NOW))
    for minutes, told in ((-30, True), (0, False)):
        id = put(desk, "variants", Variant(post=post, account=put_account(desk).id))
        assert ("unapproved" in done(record_published(desk, id, NOW + minutes * MINUTE, "")).params) is told


@pytest.mark.parametrize("url", ["javascript://alert(1)", "file:///etc/passwd", "ig.example/p/1", "ftp://ig.example/a"])
def test_an_address_is_one_of_the_web(desk: Desk, url: str) -> None:
    id = put_variant(desk, 1)
    assert reason(record_published(desk, id, NOW, url)) == "bad_address"
    assert variant_of(desk, id).state == "planned"


def test_nothing_was_published_in_the_future(desk: Desk) -> None:
    id = put_variant(desk, 1)
    assert reason(record_published(desk, id, NOW + 1, "")) == "in_the_future"
    done(record_published(desk, id, NOW, ""))


def test_a_publication_is_recorded_once(desk: Desk) -> None:
    id = put_variant(desk, 1)
    done(record_published(desk, id, NOW - HOUR, ""))
    assert reason(record_published(desk, id, NOW, "https://ig.example/p/2")) == "already_published"
    assert variant_of(desk, id).published_at == NOW - HOUR
    assert reason(record_published(desk, 99, NOW, "")) == "gone"


@pytest.mark.parametrize("state", ["planned", "scheduled", "postponed"])
def test_what_was_not_out_yet_can_go_out(desk: Desk, state: VariantState) -> None:
    id = put_variant(desk, 1, state=state)
    done(record_published(desk, id, NOW, ""))


def test_two_admins_do_not_record_one_publication_twice(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_variant(rina, 1)
    done(record_published(budi, id, NOW - HOUR, "https://ig.example/p/1", rev=1))
    assert reason(record_published(rina, id, NOW, "", rev=1)) == "already_published"
    with budi.step("variant.test") as step:
        step.update("variants", id, {"state": "planned"})
    assert conflict(record_published(rina, id, NOW, "", rev=1)).by == "budi"
