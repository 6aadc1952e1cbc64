"""A planned post, its variant for each account, and the rules about their states."""

from typing import Literal, get_args

import msgspec

from domain.times import MINUTE

Format = Literal[
    "text",
    "picture",
    "carousel",
    "infographic",
    "video",
    "short_video",
    "live",
    "podcast",
    "quiz",
    "press_release",
]
FORMATS: tuple[Format, ...] = get_args(Format)
Purpose = Literal["followers", "engagement", "positive_response", "sustainability"]
Pillar = Literal["core", "supporting", "complementary"]
PILLARS: tuple[Pillar, ...] = get_args(Pillar)
Need = Literal["entertainment", "information", "other"]
MessageType = Literal["policy", "plan", "achievement", "service", "other"]
PostState = Literal["draft", "review", "returned", "approved"]
VariantState = Literal["planned", "scheduled", "published", "postponed", "cancelled", "withdrawn"]
Moment = Literal["planned", "due", "missed", "published", "postponed", "cancelled", "withdrawn"]

DUE_FOR = 15 * MINUTE
"""A slot is due for this long, then missed."""

PILLAR_TARGETS: dict[Pillar, int] = {"core": 50, "supporting": 30, "complementary": 20}
"""Wished shares in per cent."""


class Media(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture or video of a post: where it lies, and what it shows in words."""

    path: str
    alt_text: str = ""


class Post(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is to be told. Shown as P41; each account has its own variant of it."""

    id: int = 0
    rev: int = 0
    title: str = ""
    gist: str = ""
    """One sentence, at most 140 characters."""
    caption: str = ""
    format: Format | None = None
    purpose: Purpose | None = None
    pillar: Pillar | None = None
    need: Need | None = None
    message_type: MessageType | None = None
    programme: int = 0
    theme: str = ""
    plan_mode: Literal["thematic", "random"] | None = None
    horizon: Literal["week", "month", "year"] | None = None
    event_at: int = 0
    sources: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    hashtags: tuple[str, ...] = ()
    owner: str = ""
    verification: Literal["unverified", "in_progress", "verified"] = "unverified"
    ai_assisted: bool = False
    topic: int = 0
    note: str = ""
    origin: str = ""
    """What an import knows it by; empty: written at the desk."""
    state: PostState = "draft"
    created_at: int = 0


class Variant(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A post as it goes out on one account."""

    id: int = 0
    rev: int = 0
    post: int
    account: int
    caption: str = ""
    """Empty: the post's."""
    slot_at: int = 0
    """When it is to go out; 0: no slot yet."""
    state: VariantState = "planned"
    url: str = ""
    published_at: int = 0
    published_by: str = ""
    reason: str = ""


def moment(variant: Variant, now: int) -> Moment:
    """Where a variant stands at `now`. Due and missed are derived, never stored."""
    if variant.state != "planned" and variant.state != "scheduled":
        return variant.state
    if not variant.slot_at or now < variant.slot_at:
        return "planned"
    return "due" if now - variant.slot_at <= DUE_FOR else "missed"


def caption_of(post: Post, variant: Variant) -> str:
    """What is published there: the variant's own caption, else the post's; the hashtags follow."""
    text = variant.caption or post.caption
    absent = [tag for tag in post.hashtags if tag.casefold() not in text.casefold()]
    return "\n\n".join(part for part in (text, " ".join(absent)) if part)
