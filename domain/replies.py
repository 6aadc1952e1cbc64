"""The text of a reply: what must not reach a citizen, how it will appear, whom it addresses, what is said too often."""

import re
from typing import Any, NamedTuple

from domain.accounts import Platform
from domain.comments import Comment
from domain.counting import Limits, length, limit, over
from domain.templates import unfilled
from domain.text import clean

SAME = 3
"""The third reply of the same words under one post is warned of: it looks like a machine's."""

FOLDS: dict[Platform, tuple[int, int]] = {
    "instagram": (240, 4),
    "facebook": (400, 5),
    "x": (280, 99),
    "tiktok": (150, 4),
    "youtube": (280, 4),
    "mastodon": (500, 99),
    "bluesky": (300, 99),
    "matrix": (10_000, 99),
}
"""Characters and lines of a comment a reader sees before "more". Judged on the apps in November 2026; they change."""

NAMED: frozenset[Platform] = frozenset({"x", "tiktok", "mastodon", "bluesky", "matrix"})
"""Platforms that say above or before a reply whom it answers; on the others it stands under the comment."""
PUT_IN_FRONT: dict[Platform, str] = {"instagram": "@{handle} ", "facebook": "{name} ", "youtube": "@{handle} "}
"""What the app itself puts in front when an admin taps Reply; through the interface nothing is. On YouTube only where
the comment is an answer itself."""

_TO_SOMEBODY = re.compile(r"(?:@[\w.·-]+[\s,:]*)+")
_NO_NAME = re.compile(
    r"://|\bwww\.|@|\.(?:com|net|org|info|xyz|site|link|top|vip|online|bet|win|gg|io|me|co|id|ly)\b|\d{5,}",
    re.IGNORECASE,
)
_LONGEST_NAME = 40


class Hindrance(NamedTuple):
    """Why a text cannot go out; a code with what its wording needs."""

    reason: str
    params: dict[str, Any]


def hindrance(text: str, platform: Platform, own: Limits | None = None) -> Hindrance | None:
    """Why this text cannot be a reply there; None: it can. `own`: the agency's own limits."""
    if not text.strip():
        return Hindrance("empty_text", {})
    if missing := unfilled(text):
        return Hindrance("unfilled", {"fields": ", ".join(missing)})
    if over(platform, text, "comment", own):
        size, most = length(platform, text, "comment"), limit(platform, "comment", own)
        return Hindrance("too_long", {"length": size, "limit": most})
    return None


class Appearance(NamedTuple):
    """How a reply will stand on its platform.

    Attributes:
        to: whom the platform says it answers; empty: it does not say.
        shown: what everybody sees, with what the app puts in front.
        folded: what is seen after "more".
    """

    to: str
    shown: str
    folded: str
    twice: bool = False
    """The app puts in front what the text begins with as well."""


def appearance(text: str, comment: Comment, *, by_api: bool) -> Appearance:
    """How the reply to that comment will appear, sent through the interface or by hand in the app."""
    handle = comment.handle.lstrip("@")
    front = "" if by_api else PUT_IN_FRONT.get(comment.platform, "")
    if comment.platform == "youtube" and not comment.parent:
        front = ""
    name = comment.author or handle
    front = front.format(handle=handle, name=name) if (handle if "{handle}" in front else name) else ""
    to = (f"@{handle}" if handle else comment.author) if comment.platform in NAMED else ""
    whole = front + text
    twice = bool(front.strip()) and text.lstrip().casefold().startswith(front.strip().casefold())
    characters, lines = FOLDS[comment.platform]
    end = characters
    for found in re.finditer("\n", whole):
        lines -= 1
        if not lines:
            end = min(end, found.start())
            break
    if end < len(whole) and (blank := whole.rfind(" ", end - 20, end)) > 0:
        end = blank
    return Appearance(to, whole[:end], whole[end:], twice)


def bare(text: str) -> str:
    """A text as it is compared with others: whom it addresses in front, case and blanks make no difference."""
    return " ".join(_TO_SOMEBODY.sub("", text.lstrip(), count=1).split()).casefold()


def name_of(comment: Comment) -> str:
    """How a reply may address the citizen: the name they show, unless it is an advertisement or the like; else the
    handle. Empty: neither is known."""
    name = " ".join(clean(comment.author, limit=200).split())
    if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name):
        return name
    return f"@{comment.handle.lstrip('@')}" if comment.handle else ""


def readdressed(text: str, written_to: Comment, to: Comment) -> str:
    """A text that was written to one citizen, for another: their @handle in place of the first one's."""
    old, new = written_to.handle.lstrip("@"), to.handle.lstrip("@")
    if not old or old == new:
        return text
    return re.sub(rf"(?<![\w.])@{re.escape(old)}(?![\w])", f"@{new}" if new else "{nama}", text, flags=re.IGNORECASE)


def names_one(text: str, comment: Comment) -> str:
    """The name of the one citizen a text was written to, where it stands in it: others would read it, too."""
    name = comment.author.strip()
    if len(name) < 3 or not re.search(rf"(?<![\w@]){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        return ""
    return name
