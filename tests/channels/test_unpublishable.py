"""Which posts an interface takes, and why a person has to put up the others."""

import pytest

from channels.contract import Picture
from channels.platforms import OFFERED, TAKEN, unpublishable
from domain.accounts import PLATFORMS, Platform

FILE, ADDRESS = "/srv/humas/banjir.jpg", "https://cendana.example.go.id/banjir.jpg"


@pytest.mark.parametrize(
    ("platform", "places", "why"),
    [
        ("facebook", [], ""),
        ("facebook", [FILE, ADDRESS], ""),
        ("facebook", [FILE] * 11, "too_many_pictures"),
        ("instagram", [], "needs_picture"),
        ("instagram", [ADDRESS], ""),
        ("instagram", ["https://cendana.example.go.id/banjir.mp4"], ""),
        ("instagram", ["https://cendana.example.go.id/banjir.png"], "not_a_picture"),
        ("instagram", [FILE], "needs_public_address"),
        ("instagram", [ADDRESS] * 11, "too_many_pictures"),
        ("mastodon", [FILE] * 4, ""),
        ("mastodon", [FILE] * 5, "too_many_pictures"),
        ("mastodon", [FILE, ADDRESS], "needs_file"),
        ("mastodon", ["/srv/humas/banjir.mp4"], "not_a_picture"),
        ("bluesky", [FILE.replace("jpg", "JPG")], ""),
        ("x", [FILE], ""),
        ("matrix", [FILE, FILE], "too_many_pictures"),
        ("youtube", [], "no_interface"),
        ("tiktok", [ADDRESS], "no_interface"),
    ],
)
def test_why_a_person_has_to_publish_it(platform: Platform, places: list[str], why: str) -> None:
    assert unpublishable(platform, [Picture(place=one) for one in places]) == why


@pytest.mark.parametrize(
    "place",
    [
        *("", "banjir.jpg", "foto banjir", "file:///srv/banjir.jpg", "/srv/humas/surat.pdf", "/srv/humas/banjir"),
        *("http://cendana.example.go.id/banjir.jpg", "https://drive.example/file/d/1/view", "https://x.example"),
        *("https:///banjir.jpg", "https://a b/banjir.jpg", "https://x.example/?banjir.jpg"),
    ],
)
def test_what_is_no_picture_goes_nowhere(place: str) -> None:
    assert {unpublishable(one, [Picture(place=place)]) for one in TAKEN} == {"not_a_picture"}


def test_an_address_may_have_a_question_in_it() -> None:
    assert unpublishable("instagram", [Picture(place=f"{ADDRESS}?w=1080&h=1080")]) == ""


def test_only_what_publishes_takes_pictures() -> None:
    assert {one for one in PLATFORMS if one in OFFERED and OFFERED[one].publish == "api"} == set(TAKEN)
