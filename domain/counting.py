"""How long a text is where it goes out, counted as each platform counts, and how long it may be there.

Limits are data: an agency changes one with the setting `limits` (`read_limits`). What a limit was read from, in
November 2026:

- X: twitter-text 3.1, config v3 (280 weighted; addresses 23). Its published cases of lengths, addresses, hashtags and
  mentions hold; the telling ones are in tests/domain/test_counting.py.
- Instagram: "IG User media" (caption 2,200, 30 hashtags, 20 mentions) and the apps. Facebook: the apps.
- TikTok: Content Posting API, "Direct Post" (2,200 "UTF-16 runes"; photos: title 90, description 4,000).
- YouTube: Data API, "Videos" (title 100 characters, description 5,000 bytes; neither may hold < or >).
- Mastodon: the server's StatusLengthValidator (500; addresses 23; of @name@server only @name counts).
- Bluesky: the lexicon app.bsky.feed.post (300 graphemes). Matrix: ours; a server takes 65,536 bytes of any event.

Where a platform does not say what a character is, UTF-16 units are counted: its own fields do, and no other usual way
counts more.
"""

import re
from collections.abc import Mapping

LIMITS: dict[str, dict[str, int]] = {
    "instagram": {"caption": 2_200, "comment": 2_200, "hashtags": 30, "mentions": 20},
    "facebook": {"caption": 63_206, "comment": 8_000},
    "x": {"caption": 280, "comment": 280},
    "tiktok": {"caption": 2_200, "photo": 4_000, "comment": 150},
    "youtube": {"caption": 5_000, "title": 100, "comment": 10_000},
    "mastodon": {"caption": 500, "comment": 500},
    "bluesky": {"caption": 300, "comment": 300},
    "matrix": {"caption": 10_000, "comment": 10_000},
}
"""How long a caption, a title or a comment may be there (``photo``: the caption of pictures, where it is another), and
how many hashtags and mentions a caption may hold. What is not named has no limit that we know."""

FOLDS: dict[str, tuple[int, int]] = {
    "instagram": (125, 2),
    "facebook": (477, 5),
    "x": (280, 99),
    "tiktok": (100, 2),
    "youtube": (157, 3),
    "mastodon": (500, 99),
    "bluesky": (300, 99),
    "matrix": (10_000, 99),
}
"""Characters and lines of a caption a reader sees before "more". Judged on the apps in November 2026; they change."""
_BACK = 20
"""A fold is moved back so many characters to the end of a word."""

Limits = Mapping[tuple[str, str], int]
"""An agency's own limits, by platform and what is limited."""

_MENTION = (
    r"(?:(?<![A-Za-z0-9_@＠!#$%&*/])|(?<=\b[Rr][Tt]))[@＠]([A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?)"
    r"(?![A-Za-z0-9_@＠\xc0-\u024f]|://)"
)
# Everything but blanks, ASCII and general punctuation, and pictures; one of it has to be a letter.
_TAGGED = r"[^\s\x00-/:-@\[-^`{-~\u2000-\u200b\u200e-\u206f\u3001\u3002！，？：；\u2190-\u2bff\U0001f000-\U0001faff]"
_HASHTAG = rf"(?<![\w&])[#＃](?!https?://)(?=[\d_]*[^\W\d_]){_TAGGED}+"
_LIMIT = r"([a-z]+)\.([a-z]+)=(\d{1,6})"


def length(platform: str, text: str, what: str = "caption") -> int:
    """The characters of a text as the platform counts them; `what` as in `LIMITS`. Linear in the text."""
    if platform == "youtube" and what in ("caption", "photo"):
        return len(text.encode("utf-8", "replace"))
    if platform in ("x", "mastodon", "bluesky"):
        from domain import measures  # Its patterns cost start-up time.

        return measures.COUNTERS[platform](text)
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def limit(platform: str, what: str = "caption", own: Limits | None = None) -> int:
    """How many of them there may be; 0: no limit is known. `own`: the agency's, from `read_limits`."""
    usual = LIMITS.get(platform, {})
    if what == "photo" and what not in usual:
        what = "caption"
    return (own or {}).get((platform, what), usual.get(what, 0))


def over(platform: str, text: str, what: str = "caption", own: Limits | None = None) -> int:
    """How many characters a text is too long; 0 where it fits."""
    most = limit(platform, what, own)
    return max(0, length(platform, text, what) - most) if most else 0


def folded(platform: str, text: str) -> tuple[str, str]:
    """A caption as it is seen there: what stands before "more", and what after; the latter may be empty."""
    characters, lines = FOLDS.get(platform, (len(text), 99))
    end = min(characters, len(text))
    for found in re.finditer("\n", text[:end]):
        lines -= 1
        if not lines:
            end = found.start()
            break
    if end < len(text) and text[end] not in " \n" and (blank := text.rfind(" ", end - _BACK, end)) > 0:
        end = blank
    return text[:end].rstrip(), text[end:].lstrip()


def hashtags(text: str) -> list[str]:
    """The hashtags in a text: # and letters, digits or _, at least one of them a letter; none in an address."""
    if "#" in text and "." in text:
        from domain.links import spans

        for start, end in reversed(list(spans(text))):
            text = f"{text[:start]} {text[end:]}"
    return re.findall(_HASHTAG, text)


def mentions(text: str) -> list[str]:
    """Who is mentioned in a text, without the @. An e-mail address mentions nobody."""
    return re.findall(_MENTION, text)


def read_limits(setting: str) -> dict[tuple[str, str], int]:
    """An agency's own limits, as ``x.caption=25000 tiktok.comment=200``.

    Raises:
        ValueError: a part of it names no limit; it is the argument.
    """
    found: dict[tuple[str, str], int] = {}
    for word in re.sub(r"\s*=\s*", "=", setting.replace(",", " ")).casefold().split():
        named = re.fullmatch(_LIMIT, word)
        if not named or named[2] not in LIMITS.get(named[1], {}) or not int(named[3]):
            raise ValueError(word)
        found[named[1], named[2]] = int(named[3])
    return found
