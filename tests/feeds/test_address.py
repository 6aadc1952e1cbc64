import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import address
from feeds.failures import FeedError


def code_of(url: str, base: str = "") -> str:
    try:
        address.target(url, address.target(base) if base else None)
    except FeedError as error:
        return error.failed.code
    return ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desa.example/feed",
        "file:///etc/passwd",
        "gopher://desa.example/",
        "javascript:alert(1)",
        "http://",
        "http:///feed",
        "http://desa.example:99999/",
        "http://desa.example:x/",
        "http://[::1/",
        "http://desa .example/",
        "http://desa.example/a b",
        "http://desa.example/\r\nX-Lain: 1",
        "http://desa.example/\x00",
        "http://desa..example/",
        "http://" + "a" * 64 + ".example/",
        "http://desa.example/" + "a" * 2000,
        "http://\u202edesa.example/",
    ],
)
def test_what_is_no_http_address_is_refused(url: str) -> None:
    assert code_of(url) == "bad_address"


@pytest.mark.parametrize(
    "url", ["http://rina@desa.example/", "https://rina:rahasia@desa.example/", "http://:@desa.example/"]
)
def test_an_address_with_a_password_is_refused(url: str) -> None:
    assert code_of(url) == "password_in_address"


def test_an_address_is_taken_apart() -> None:
    asked = address.target("HTTPS://Desa.Example/umpan?a=b&c=d#bagian")
    assert (asked.scheme, asked.host, asked.port) == ("https", "desa.example", 443)
    assert asked.path == "/umpan?a=b&c=d"
    assert asked.origin == "https://desa.example:443"
    assert asked.host_header == "desa.example"


def test_letters_beyond_ascii_travel_encoded() -> None:
    asked = address.target("http://désa.example/kabár?q=é")
    assert asked.host == "xn--dsa-bma.example"
    assert asked.path == "/kab%C3%A1r?q=%C3%A9"
    assert asked.path.isascii()


def test_an_ipv6_host_keeps_its_brackets_where_they_belong() -> None:
    asked = address.target("http://[2001:db8::1]:8080/")
    assert asked.host == "2001:db8::1"
    assert asked.host_header == "[2001:db8::1]:8080"


def test_a_relative_redirect_is_seen_from_where_it_came() -> None:
    base = address.target("https://desa.example/lama/umpan.xml")
    assert address.target("../baru.xml", base).url == "https://desa.example/baru.xml"
    assert address.target("//lain.example/x", base).url == "https://lain.example/x"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://desa.example/", "http://["]))
def test_any_text_is_an_address_or_refused(text: str, before: str) -> None:
    asked = None
    with suppress(FeedError):
        asked = address.target(before + text)
    if asked:
        assert asked.path.isascii()
        assert asked.path.isprintable()
        assert " " not in asked.path
        assert asked.host.isascii()


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
    ],
)
def test_addresses_of_this_side_are_not_public(ip: str) -> None:
    assert not address.is_public(ip)


@pytest.mark.parametrize("ip", ["1.1.1.1", "103.10.66.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert address.is_public(ip)


def answers(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if not ips:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "1.1.1.1", "10.0.0.5")
    with pytest.raises(FeedError, match="private_address") as caught:
        address.resolve(address.target("http://desa.example/"), "", 5)
    assert caught.value.failed.params == {"host": "desa.example"}


def test_all_public_addresses_are_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "1.1.1.1", "1.0.0.1", "1.1.1.1")
    assert address.resolve(address.target("http://desa.example/"), "", 5) == ["1.1.1.1", "1.0.0.1"]


def test_a_name_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    with pytest.raises(FeedError, match="no_such_host"):
        address.resolve(address.target("http://desa.example/"), "", 5)


@pytest.mark.parametrize(
    ("allowed", "fits"),
    [
        ("http://intranet.example:8080", True),
        ("https://intranet.example:8080", False),
        ("http://intranet.example:80", False),
        ("http://lain.example:8080", False),
        ("", False),
    ],
)
def test_only_the_allowed_origin_may_be_private(monkeypatch: pytest.MonkeyPatch, allowed: str, fits: bool) -> None:
    answers(monkeypatch, "10.0.0.5")
    asked = address.target("http://intranet.example:8080/umpan")
    if fits:
        assert address.resolve(asked, allowed, 5) == ["10.0.0.5"]
    else:
        with pytest.raises(FeedError, match="private_address"):
            address.resolve(asked, allowed, 5)
