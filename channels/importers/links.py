"""What the address of a comment, a post or a profile tells. Nothing is fetched."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, urlsplit

import msgspec

from domain.accounts import Platform

_HOSTS: dict[str, Platform] = {
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.watch": "facebook",
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "bsky.app": "bluesky",
}
_NO_HANDLE = frozenset(
    {"p", "reel", "reels", "tv", "stories", "profile.php", "permalink.php", "story.php", "photo.php", "photo", "watch"}
    | {"groups", "people", "pages", "share", "i", "channel", "c", "user", "video", "shorts", "live", "home", ""}
    | {"events", "media", "hashtag", "explore", "search", "intent", "sharer", "sharer.php"}
)
_INSTAGRAM = re.compile(r"/(?:([^/]+)/)?(p|reel|reels|tv)/([^/]+)(?:/c/(\d+)(?![\w.])(?:/r/(\d+)(?![\w.]))?)?")
_HANDLE = re.compile(r"/@?([^/]+)")
_PROFILE = "/profile/"
_HANDLE_AND_POST = re.compile(r"/@?([^/]+)/(?:posts|videos|photos|reel|video|photo|status)/[^/]+")


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of an address on one of the platforms; empty where it does not tell."""

    platform: Platform
    handle: str = ""
    """Whose profile, or whose post: without @."""
    post: str = ""
    """Address of the post, without what points into it."""
    comment: str = ""
    parent: str = ""
    """The comment that `comment` answers."""


@lru_cache(maxsize=4096)
def read(url: str) -> Link | None:
    """What the address tells; None when it belongs to none of the platforms."""
    try:
        parts = urlsplit(url.strip())
        return _link(parts, (parts.hostname or "").casefold())
    except ValueError:
        return None


def _link(parts: SplitResult, host: str) -> Link | None:
    platform = _HOSTS.get(".".join(host.split(".")[-2:]))
    if parts.scheme not in ("http", "https") or platform is None:
        return None
    if platform == "bluesky":
        return _bluesky(parts)
    found = _HANDLE_AND_POST.match(parts.path) or _HANDLE.match(parts.path)
    handle = found[1] if found and found[1].casefold() not in _NO_HANDLE else ""
    if platform == "instagram":
        return _instagram(parts, handle)
    if platform in ("youtube", "tiktok") and not parts.path.startswith("/@"):
        handle = ""  # vt.tiktok.com/ZSabc is short for a video, of whom it does not tell.
    if platform == "youtube":
        return _youtube(parts, handle)
    if platform == "facebook":
        return _facebook(parts, handle)
    post = _bare(parts) if _HANDLE_AND_POST.match(parts.path) else ""
    return Link(platform=platform, handle=handle, post=post)


def _instagram(parts: SplitResult, handle: str) -> Link:
    found = _INSTAGRAM.match(parts.path)
    if not found or found[1] == "share":  # The code of a shared address is not the post's.
        return Link(platform="instagram", handle=handle)
    owner, kind, code, comment, reply = found.groups()
    post = f"https://www.instagram.com/{kind}/{code}/"
    parent = comment if reply else ""
    return Link(
        platform="instagram", handle=owner or "", post=post, comment=reply or comment or "", parent=parent or ""
    )


def _youtube(parts: SplitResult, handle: str) -> Link:
    query = parse_qs(parts.query, max_num_fields=20)
    video = query.get("v", [""])[0] or (parts.path.strip("/") if parts.hostname == "youtu.be" else "")
    comment = query.get("lc", [""])[0]
    return Link(
        platform="youtube",
        handle=handle,
        post=f"https://www.youtube.com/watch?v={video}" if video else "",
        comment=comment,
        parent=youtube_parent(comment),
    )


def youtube_parent(comment: str) -> str:
    """A YouTube reply is named parent.reply."""
    parent, dot, _ = comment.partition(".")
    return parent if dot else ""


def _facebook(parts: SplitResult, handle: str) -> Link:
    query = parse_qs(parts.query, max_num_fields=20)
    comment, reply = query.get("comment_id", [""])[0], query.get("reply_comment_id", [""])[0]
    return Link(
        platform="facebook",
        handle="" if handle.isdecimal() or parts.hostname == "fb.watch" else handle,
        post=_bare(parts) if _HANDLE_AND_POST.match(parts.path) else "",
        comment=reply or comment,
        parent=comment if reply else "",
    )


def _bluesky(parts: SplitResult) -> Link:
    handle, _, rest = parts.path.removeprefix(_PROFILE).partition("/")
    known = parts.path.startswith(_PROFILE)
    post = _bare(parts) if known and rest.startswith("post/") else ""
    return Link(platform="bluesky", handle=handle if known else "", post=post)


def _bare(parts: SplitResult) -> str:
    return parts._replace(query="", fragment="").geturl()
