"""Whether an address can be that of a post on a platform."""

from urllib.parse import urlsplit

HOSTS: dict[str, tuple[str, ...]] = {
    "instagram": ("instagram.com", "instagr.am"),
    "facebook": ("facebook.com", "fb.com", "fb.watch", "fb.me"),
    "x": ("x.com", "twitter.com", "t.co"),
    "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com", "youtu.be"),
    "bluesky": ("bsky.app",),
    "matrix": ("matrix.to",),
}
"""Under which names platforms show posts. Mastodon lives anywhere."""


def platform_of(address: str) -> str:
    """The platform an address belongs to; "" where it is none we know."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return next((name for name, hosts in HOSTS.items() for one in hosts if host == one or host.endswith(f".{one}")), "")


def hindrance(address: str, platform: str) -> str:
    """The code of what makes it no address of a post there; "" where nothing does.

    An unknown host is taken at the admin's word: platforms take new names, and agencies shorten addresses.
    """
    try:
        parts = urlsplit(address)
        known = platform_of(address)
    except ValueError:
        return "bad_address"
    readable = address.isprintable() and not any(char.isspace() for char in address)
    if parts.scheme not in ("http", "https") or not parts.hostname or not readable:
        return "bad_address"
    if known and known != platform:
        return "other_platform"
    return "no_post_address" if known and not parts.path.strip("/") and not parts.query and not parts.fragment else ""
