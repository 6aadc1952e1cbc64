"""How X, Mastodon and Bluesky count a text. What they count, and the sources, are in `domain.counting`."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from domain.links import spans

ADDRESS = 23
"""What X and Mastodon count for an address, however long it is."""

# Weights of X (twitter-text, config v3): one for these, two for every other character and for every emoji.
_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")

# Emoji as UTS #51 builds them. _BASE is Emoji_Modifier_Base (emoji-data.txt): what a skin tone belongs to.
_TONE = "[\U0001f3fb-\U0001f3ff]"
_BASE = (
    "[☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👦-👸👼💁-💃💅-💇💏💑💪🕴🕵🕺🖐🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌🤌🤏🤘-🤟🤦🤰-🤹🤼-🤾🥷🦵🦶🦸🦹🦻🧍-🧏🧑-🧝"
    "\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8]"
)
_PICTURE = (
    "[‼⁉™ℹ↔-↪⌚-⏺Ⓜ▪-◾☀-➿⤴⤵⬅-⭕〰〽㊗㊙\U0001f004-\U0001f0cf\U0001f170-\U0001f1e5\U0001f200-\U0001f3fa"
    "\U0001f400-\U0001f7f0\U0001f900-\U0001faff]"
)
# What stands after a joiner in standard sequences (emoji-zwj-sequences.txt): persons, what they do, signs, colours.
_JOINED = (
    f"(?:[👦-👩🧑🧒🤝\U0001faf2]{_TONE}?|[♀♂⚕⚖✈☠⚧❄❤⬛➡↔↕🗨🌫]\ufe0f?"
    "|[🌾🍳🍼🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦯🦼🦽🎄🐾🐦🦺🔥🩹🌈💨💫💥💋🦰-🦳🟩🟫])"
)
_EMOJI = re.compile(
    "[#*0-9]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{2}|🏴[\U000e0020-\U000e007e]+\U000e007f|[©®]\ufe0f"
    f"|(?:{_BASE}{_TONE}|{_PICTURE}\ufe0f?)(?:\u200d{_JOINED})*+"
)
_REMOTE = re.compile(r"(?<![\w@/.])@(\w+)@[\w-]+(?:\.[\w-]+)+")


def _weighted(text: str) -> int:
    """As X: composed first (NFC), then addresses, then emoji, then each character by its weight."""
    text = unicodedata.normalize("NFC", text)
    more, text = _without_addresses(text)
    if text.isascii():
        return more + len(text)
    text = _EMOJI.sub("ee", text)
    return more + len(text) + len(_HEAVY.findall(text))


def _tooted(text: str) -> int:
    """As Mastodon: graphemes, an address is 23, and the server of who is mentioned counts nothing."""
    more, text = _without_addresses(text, bare=False)
    return more + _graphemes(_REMOTE.sub(r"@\1", text))


def _without_addresses(text: str, *, bare: bool = True) -> tuple[int, str]:
    """The text with one character for each address, and what they count beyond that."""
    if "." not in text:
        return 0, text
    kept, last, found = [], 0, 0
    for start, end in spans(text, bare=bare):
        kept.append(text[last:start])
        last, found = end, found + 1
    return found * (ADDRESS - 1), "a".join([*kept, text[last:]])


def _graphemes(text: str) -> int:
    """Characters as readers see them: the clusters of UAX #29 (but for its rule about Indic conjuncts)."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    total, before, flags, pictured = 0, "", 0, False
    for char in text:
        kind = _kind(char)
        joined = (
            (kind in ("extend", "zwj", "spacing") and before not in ("", "control", "return"))
            or (before == "prepend" and kind not in ("control", "return"))
            or (before == "return" and char == "\n")
            or (before == "zwj" and pictured and kind == "picture")
            or (before == "flag" and kind == "flag" and flags % 2 == 1)
            or (before, kind) in _HANGUL
        )
        total += not joined
        flags = flags + 1 if kind == "flag" else 0
        pictured = kind == "picture" or (pictured and kind in ("extend", "zwj"))
        before = kind
    return total


_HANGUL = {("l", other) for other in ("l", "v", "lv", "lvt")}
_HANGUL |= {(one, other) for one in ("v", "lv") for other in ("v", "t")} | {("lvt", "t"), ("t", "t")}
_PICTURED = re.compile(f"[©®]|{_PICTURE}").fullmatch
_PREPENDED = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd]").fullmatch


@lru_cache(maxsize=4_096)
def _kind(char: str) -> str:
    """What a character does to those beside it: its Grapheme_Cluster_Break, roughly."""
    code, category = ord(char), unicodedata.category(char)
    if char == "\r":
        return "return"
    if char == "\u200d":
        return "zwj"
    if category in ("Mn", "Me") or char in "\u200c\uff9e\uff9f" or 0xE0020 <= code <= 0xE007F:
        return "extend"
    if 0x1F3FB <= code <= 0x1F3FF:
        return "extend"
    if category == "Mc" or char in "\u0e33\u0eb3":
        return "spacing"
    if _PREPENDED(char):
        return "prepend"
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return "control"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"
    if 0xAC00 <= code <= 0xD7A3:
        return "lvt" if (code - 0xAC00) % 28 else "lv"
    if 0x1100 <= code <= 0x11FF:
        return "l" if code < 0x1160 else "v" if code < 0x11A8 else "t"
    return "picture" if _PICTURED(char) else "other"


COUNTERS: dict[str, Callable[[str], int]] = {"x": _weighted, "mastodon": _tooted, "bluesky": _graphemes}
