"""Texts of replies: what keeps one back, how it appears, whom it addresses, what is said too often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import PLATFORMS, Platform
from domain.comments import Comment
from domain.replies import (
    FOLDS,
    appearance,
    bare,
    hindrance,
    name_of,
    names_one,
    readdressed,
)


def comment(platform: Platform = "instagram", **fields: str) -> Comment:
    return Comment(platform=platform, account=1, platform_id="c1", **{"handle": "warga_satu", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_has_a_fold(platform: Platform) -> None:
    assert platform in FOLDS
    assert hindrance("Baik", platform) is None


def test_a_reply_may_be_as_long_as_the_platform_takes_or_the_agency_says() -> None:
    assert hindrance("a" * 150, "tiktok") is None
    assert hindrance("a" * 151, "tiktok") == ("too_long", {"length": 151, "limit": 150})
    assert hindrance("a" * 151, "tiktok", {("tiktok", "comment"): 200}) is None


def test_x_counts_in_its_own_way() -> None:
    assert hindrance("https://jdih.example/" + "a" * 300, "x") is None
    assert hindrance("😀" * 141, "x")


def test_what_is_unfilled_is_named() -> None:
    told = hindrance("Halo {nama}, tiket {tiket} {nama}", "x")
    assert told
    assert told.params == {"fields": "{nama}, {tiket}"}


def test_the_app_puts_the_name_in_front_and_the_interface_does_not() -> None:
    one = comment(author="Sari")
    assert appearance("Baik", one, by_api=False).shown == "@warga_satu Baik"
    assert appearance("Baik", one, by_api=True).shown == "Baik"
    assert appearance("Baik", comment("facebook", author="Sari"), by_api=False).shown == "Sari Baik"
    assert appearance("Baik", comment("youtube"), by_api=False).shown == "Baik"
    assert appearance("Baik", comment("youtube", parent="c0"), by_api=False).shown == "@warga_satu Baik"
    assert appearance("Baik", comment(handle=""), by_api=False).shown == "Baik"


def test_a_name_in_front_twice_is_seen() -> None:
    assert appearance("@warga_satu baik", comment(), by_api=False).twice
    assert not appearance("@warga_satu baik", comment(), by_api=True).twice
    assert not appearance("baik", comment(), by_api=False).twice


def test_where_the_platform_says_whom_it_answers() -> None:
    assert appearance("Baik", comment("x"), by_api=True).to == "@warga_satu"
    assert appearance("Baik", comment("instagram"), by_api=True).to == ""


def test_a_long_reply_is_folded_at_a_word() -> None:
    text = "kata " * 100
    shown = appearance(text, comment("youtube"), by_api=True)
    assert shown.shown.endswith("kata")
    assert len(shown.shown) <= FOLDS["youtube"][0]
    assert shown.shown + shown.folded == text
    assert appearance("a\nb\nc\nd\ne", comment("youtube"), by_api=True).folded == "\ne"


@given(st.text(), st.sampled_from(PLATFORMS), st.booleans())
def test_nothing_of_a_reply_is_lost_in_its_appearance(text: str, platform: Platform, by_api: bool) -> None:
    found = appearance(text, comment(platform, author="Sari"), by_api=by_api)
    assert (found.shown + found.folded).endswith(text)


def test_the_same_words_to_somebody_else_are_the_same() -> None:
    assert bare("@ani, Baik  Kak") == bare("@budi baik kak") == "baik kak"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Sari", "Sari"),
        ("H. Budi Santoso, S.Kom", "H. Budi Santoso, S.Kom"),
        ("Drs. Andi M.Si", "Drs. Andi M.Si"),
        ("", "@warga_satu"),
        ("SLOT GACOR www.slot88", "@warga_satu"),
        ("daftar di judi.com", "@warga_satu"),
        ("WA 081234567890", "@warga_satu"),
        ("a" * 41, "@warga_satu"),
        ("hubungi @admin", "@warga_satu"),
        ("Sari\u202e\nDua", "Sari Dua"),
    ],
)
def test_a_citizen_is_called_by_a_name_that_is_one(author: str, name: str) -> None:
    assert name_of(comment(author=author)) == name


def test_a_text_to_one_is_turned_to_another() -> None:
    one, other = comment(handle="ani"), comment(handle="budi.s")
    assert readdressed("@ani @Ani: baik @anita x@ani", one, other) == "@budi.s @budi.s: baik @anita x@ani"
    assert readdressed("Halo @ani", one, comment(handle="")) == "Halo {nama}"
    assert readdressed("Halo", comment(handle=""), other) == "Halo"


def test_the_name_of_one_would_be_read_by_all() -> None:
    one = comment(author="Sari")
    assert names_one("Ibu sari, baik", one) == "Sari"
    assert names_one("Sarinah", one) == ""
    assert names_one("@sari baik", one) == ""
    assert names_one("Baik", comment(author="")) == ""
