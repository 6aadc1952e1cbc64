"""By what a publication is known again: the platform's own code in its address, or its number. Nothing is fetched."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from domain.accounts import Platform

_HOSTS: tuple[tuple[str, Platform], ...] = (
    ("instagram.com", "instagram"),
    ("facebook.com", "facebook"),
    ("fb.com", "facebook"),
    ("twitter.com", "x"),
    ("x.com", "x"),
    ("tiktok.com", "tiktok"),
    ("youtube.com", "youtube"),
    ("youtu.be", "youtube"),
)
_IN_PATH: dict[Platform, re.Pattern[str]] = {
    "instagram": re.compile(r"/(?:p|reels?|tv)/([\w-]{4,40})"),
    "x": re.compile(r"/status(?:es)?/(\d{4,25})"),
    "tiktok": re.compile(r"/(?:video|photo)/(\d{4,25})"),
    "youtube": re.compile(r"^/(?:shorts|live|embed|v)/([\w-]{6,20})"),
    "facebook": re.compile(r"(?<=/)(\d{8,25}|pfbid\w{4,120})(?=/|$)"),
}
_IN_QUERY: dict[Platform, tuple[str, ...]] = {"youtube": ("v",), "facebook": ("story_fbid", "fbid", "v")}


def of_address(url: str) -> frozenset[str]:
    """All the codes an address tells, each with its platform: ``instagram:DXabc``; and the bare address itself."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("web.")
    except ValueError:
        return frozenset()
    if parts.scheme not in ("http", "https") or not host:
        return frozenset()
    platform = next((one for name, one in _HOSTS if host == name or host.endswith(f".{name}")), None)
    if platform is None:
        return frozenset({f"{host}{parts.path.rstrip('/')}"})
    return frozenset(f"{platform}:{code}" for code in _codes(platform, host, parts.path, parts.query))


def _codes(platform: Platform, host: str, path: str, query: str) -> Iterator[str]:
    if host == "youtu.be":
        yield path.strip("/")
        return
    if platform == "facebook":
        path = "/" + path.lstrip("/").partition("/")[2]  # The first piece is whose page it is.
    yield from (found[1] for found in _IN_PATH[platform].finditer(path))
    asked = parse_qs(query, max_num_fields=20) if len(query) < 2_000 else {}
    for name in _IN_QUERY.get(platform, ()):
        yield from asked.get(name, ())[:1]


def of_number(platform: Platform, number: str) -> frozenset[str]:
    """The code of a publication the platform numbers so; Facebook writes that of the page before it."""
    bare = number.rpartition("_")[2] if platform == "facebook" else number
    return frozenset({f"{platform}:{bare}"}) if bare else frozenset()
