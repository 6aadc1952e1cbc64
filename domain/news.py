"""Feeds, their headlines, and the topics headlines make together."""

from typing import Literal

import msgspec


class Feed(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One RSS, Atom or JSON feed, with what its last fetches told."""

    id: int = 0
    rev: int = 0
    url: str
    title: str = ""
    kind: Literal["url", "document"] = "url"
    zone: str = ""
    allow_private: str = ""
    """scheme://host:port that may be private for this feed; empty: none."""
    added_at: int = 0
    etag: str = ""
    modified: str = ""
    fetched_at: int = 0
    """Last time it answered well."""
    tried_at: int = 0
    failing_since: int = 0
    error: str = ""
    """Code of the last failure; empty: healthy."""
    error_params: dict[str, str] = {}
    retry_at: int = 0
    failures: int = 0
    undated: int = 0
    """Entries of the last document whose date could not be read."""
    moved_to: str = ""


class Headline(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One entry of a feed."""

    id: int = 0
    rev: int = 0
    feed: int
    key: str
    """A hash of the entry's own id, link or title: the same entry has the same key."""
    title: str
    summary: str = ""
    link: str = ""
    outlet: str = ""
    published_at: int = 0
    dated: bool = True
    """False: the entry had no date, and published_at is when it was first seen."""
    seen_at: int = 0
    traffic: int = 0
    """approx_traffic of a search-trend entry."""
    story: int = 0
    """The event it tells of: one of its topic's stories. Headlines of one story have the same number."""
    topic: int = 0


class Topic(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Headlines of one event, as one row. Its members are the headlines that name it."""

    id: int = 0
    rev: int = 0
    title: str
    first_at: int = 0
    last_at: int = 0
    outlets: int = 0
    """Different outlets that told of it."""
    headlines: int = 0
    """All that there were; those older than 14 days are not kept."""
    watched_by: tuple[str, ...] = ()
    """Admins who are told when it jumps."""
    owner: str = ""
    """Who sees to it."""


class Heat(msgspec.Struct, frozen=True, kw_only=True):
    """How hot a topic is, and every factor of it."""

    value: float
    outlets: int
    """Different outlets in 24 hours."""
    headlines: int
    """Headlines in 24 hours."""
    recent: int
    """Headlines in 6 hours."""
    rise: float
    """Against its usual: 2.1 means 2.1 times."""
    direction: Literal["rising", "steady", "fading"]
    warmth: float = 0.0
    """What its headlines give by their age, those of one outlet less and less."""
    searches: int = 0
    """The most approx_traffic of its search-trend entries."""
    searched: float = 0.0
    """What these searches add to the heat."""
