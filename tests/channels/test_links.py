"""What the addresses of comments and posts tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.importers import links
from channels.importers.links import Link


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.instagram.com/p/DXcendana02/c/18067000000000001",
            Link(platform="instagram", post="https://www.instagram.com/p/DXcendana02/", comment="18067000000000001"),
        ),
        (
            "https://www.instagram.com/kominfo.cendana/reel/DX1/c/111/r/222/?img=3",
            Link(
                platform="instagram",
                handle="kominfo.cendana",
                post="https://www.instagram.com/reel/DX1/",
                comment="222",
                parent="111",
            ),
        ),
        ("https://www.instagram.com/siti.rahma_", Link(platform="instagram", handle="siti.rahma_")),
        (
            "https://www.youtube.com/watch?v=cEnDaNa0001&lc=Ugz1.Abc",
            Link(
                platform="youtube",
                post="https://www.youtube.com/watch?v=cEnDaNa0001",
                comment="Ugz1.Abc",
                parent="Ugz1",
            ),
        ),
        ("https://youtu.be/cEnDaNa0001", Link(platform="youtube", post="https://www.youtube.com/watch?v=cEnDaNa0001")),
        ("https://www.youtube.com/@kominfocendana", Link(platform="youtube", handle="kominfocendana")),
        (
            "https://www.facebook.com/pemkotcendana/posts/pfbid0?comment_id=1&reply_comment_id=2",
            Link(
                platform="facebook",
                handle="pemkotcendana",
                post="https://www.facebook.com/pemkotcendana/posts/pfbid0",
                comment="2",
                parent="1",
            ),
        ),
        ("https://facebook.com/profile.php?id=100", Link(platform="facebook")),
        (
            "https://www.tiktok.com/@kominfo.cendana/video/7400?x=1",
            Link(
                platform="tiktok",
                handle="kominfo.cendana",
                post="https://www.tiktok.com/@kominfo.cendana/video/7400",
            ),
        ),
        (
            "https://x.com/warga/status/19900",
            Link(platform="x", handle="warga", post="https://x.com/warga/status/19900"),
        ),
    ],
)
def test_an_address_on_a_platform(url: str, expected: Link) -> None:
    assert links.read(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://instagram.com.evil.example/p/1",
        "https://notx.com/a",
        "javascript://x.com/a",
        "x.com/a",
        "http://[",
        "https://www.youtube.com/watch?" + "&".join(f"a{n}=1" for n in range(50)),
    ],
)
def test_any_other_address_tells_nothing(url: str) -> None:
    assert links.read(url) is None


@given(st.text().map("https://www.facebook.com/{}".format))
def test_no_address_is_too_odd(url: str) -> None:
    links.read(url)


@pytest.mark.parametrize(
    "address",
    [
        "https://vt.tiktok.com/ZSabc/",
        "https://www.tiktok.com/t/ZTabc/",
        "https://fb.watch/a1b2/",
        "https://www.facebook.com/events/1",
        "https://www.instagram.com/share/p/abc",
        "https://twitter.com/intent/tweet",
    ],
)
def test_a_short_address_is_nobodys_and_no_post(address: str) -> None:
    found = links.read(address)
    assert found is not None
    assert (found.handle, found.post) == ("", "")
