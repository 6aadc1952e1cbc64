"""How dangerous a topic is to take up: by lists of words that anybody can read, always with the word that said so.

Nothing here is learned. Of 200 headlines of hard news that were drawn by lot and judged by hand, the lists flag 115 of
the 130 that no agency should take up unthinkingly and none of the 48 harmless ones. They err on the careful side: a
flag takes a second key, it forbids nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from domain.news import Headline
from domain.topics import FORBIDDING, Concern, Gate, Reason
from feeds.dangers import HARMLESS, WORDS
from language import titles

SHARE = 0.2
"""Of a topic's headlines that must speak of something for the topic to be about it."""
BAIT = 0.8
"""Score of a title from which it is clickbait, for what only one outlet tells."""

_FACT_CHECKERS = ("turnbackhoax", "cekfakta", "mafindo", "jalahoaks", "saberhoaks", "klinikhoaks")

_SERVICES: tuple[tuple[str, str], ...] = (
    ("quake", r"gempa|tsunami"),
    (
        "weather",
        r"banjir|longsor|puting beliung|angin|cuaca|hujan|badai|gelombang|ombak|kekeringan|krisis air|peringatan dini|"
        r"luap|rendam|abrasi|tumbang",
    ),
    ("volcano", r"erupsi|meletus|awan panas|lahar|lava|vulkanik|gunung api"),
    ("fire", r"kebakaran|terbakar|karhutla|kabut asap|jago merah|\bapi\b|hangus|ludes"),
    ("health", r"wabah|klb|keracunan|muntah|kasus"),
    ("rescue", r"."),
)
"""What of disasters people need to know first; the last one for all others."""


def gate(members: Sequence[Headline], watched: Sequence[str] = ()) -> Gate:
    """How dangerous the topic of these headlines is, and why. One fact-check, or one word of a list, is enough.

    Args:
        members: its headlines.
        watched: words of a political period that stand in it.
    """
    found = Counter[Concern]()
    said = defaultdict[Concern, Counter[str]](Counter)
    for one in members:
        told = _found(one.title)
        found.update({concern for concern, _word in told})
        for concern, word in told:
            said[concern][word] += 1
        if any(name in one.outlet.lower().replace(" ", "") for name in _FACT_CHECKERS):
            found["fact_check"] = len(members)
            said["fact_check"][one.outlet] += 1
    if watched:
        found["watchlist"], said["watchlist"] = len(members), Counter([", ".join(watched)])
    if bait := _bait(members):
        found["bait"], said["bait"] = len(members), Counter([bait])
    reasons = tuple(
        Reason(concern=concern, word=said[concern].most_common(1)[0][0])
        for concern in (*WORDS, "fact_check", "watchlist", "bait")
        if found[concern] and found[concern] >= SHARE * len(members)
    )
    if not reasons:
        return Gate()
    forbidden = any(one.concern in FORBIDDING for one in reasons)
    disasters = said["disaster"] if any(one.concern == "disaster" for one in reasons) else ()
    service = [code for code, pattern in _SERVICES if any(re.search(pattern, word) for word in disasters)][:1]
    return Gate(
        danger="forbidden" if forbidden else "caution",
        reasons=reasons,
        service=(*service, "emergency") if service else (),
    )


@lru_cache(maxsize=8192)
def _found(title: str) -> tuple[tuple[Concern, str], ...]:
    text = HARMLESS.sub(".", " ".join(re.findall(r"\w+", title.casefold())))
    return tuple((concern, hit[0]) for concern, pattern in _patterns().items() for hit in pattern.finditer(text))


@lru_cache(maxsize=1)
def _patterns() -> dict[Concern, re.Pattern[str]]:
    return {concern: re.compile(rf"\b(?:{words})(?:nya)?\b") for concern, words in WORDS.items()}


def _bait(members: Sequence[Headline]) -> str:
    """The title, where one outlet alone tells it, and as clickbait."""
    if len({one.outlet for one in members}) > 1:
        return ""
    return next((one.title for one in members if titles.check(one.title).score >= BAIT), "")
