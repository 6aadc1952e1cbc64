"""What is told of a topic beside its heat: whether it is ours, how dangerous it is, and what is kept out of sight."""

from typing import Literal

import msgspec

Danger = Literal["safe", "caution", "forbidden"]

Concern = Literal[
    "disaster",
    "death",
    "accident",
    "politics",
    "sara",
    "crime",
    "war",
    "protest",
    "hoax",
    "fact_check",
    "bait",
    "watchlist",
]
FORBIDDING: frozenset[Concern] = frozenset({"disaster", "death", "accident", "politics"})
"""What is never suggested."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a topic is dangerous, and the words that say so."""

    concern: Concern
    word: str


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a topic is fit to be taken up. One that is flagged takes a second key."""

    danger: Danger = "safe"
    reasons: tuple[Reason, ...] = ()
    service: tuple[str, ...] = ()
    """What citizens need now instead, as codes: "weather", "quake", "fire", "rescue"."""


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """What of a topic concerns the agency, and by which words."""

    programmes: tuple[str, ...] = ()
    """Names of programmes."""
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def factor(self) -> int:
        """By how much it is more important to the agency: once for the matter, once for the place."""
        return 1 + bool(self.programmes or self.keywords) + bool(self.places)

    def __bool__(self) -> bool:
        return self.factor > 1


class Mute(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Something the agency does not want to see among the topics. What it hides stays stored."""

    id: int = 0
    rev: int = 0
    sort: Literal["topic", "outlet", "word"]
    topic: int = 0
    what: str = ""
    """The outlet, the word; of a topic its title then."""
    by: str = ""
    at: int = 0
