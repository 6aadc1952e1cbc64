"""A planned post, its variant for each account, and the rules about their states."""

from typing import Literal, get_args

import msgspec

from domain.afterwards import Asked, Contest
from domain.press import Conference, Press
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
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Pillar = Literal["core", "supporting", "complementary"]
PILLARS: tuple[Pillar, ...] = get_args(Pillar)
Need = Literal["entertainment", "information", "other"]
NEEDS: tuple[Need, ...] = get_args(Need)
MessageType = Literal["policy", "plan", "achievement", "service", "other"]
MESSAGE_TYPES: tuple[MessageType, ...] = get_args(MessageType)
PlanMode = Literal["thematic", "random"]
PLAN_MODES: tuple[PlanMode, ...] = get_args(PlanMode)
Horizon = Literal["week", "month", "year"]
HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
Verification = Literal["unverified", "in_progress", "verified"]
VERIFICATIONS: tuple[Verification, ...] = get_args(Verification)
PostState = Literal["draft", "review", "returned", "approved"]
VariantState = Literal["planned", "scheduled", "published", "postponed", "cancelled", "withdrawn"]
Moment = Literal["planned", "scheduled", "due", "missed", "frozen", "published", "postponed", "cancelled", "withdrawn"]
"""Where a variant stands; frozen: its slot came while crisis mode held it back."""

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
    plan_mode: PlanMode | None = None
    horizon: Horizon | None = None
    event_at: int = 0
    sources: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    hashtags: tuple[str, ...] = ()
    dataset: str = ""
    """Where the figures can be looked up: an address, or the name of a table."""
    owner: str = ""
    verification: Verification = "unverified"
    verifier: str = ""
    """Who sees to it that what is told is true."""
    ai_assisted: bool = False
    press: Press | None = None
    """What a press release has beyond a post."""
    conference: Conference | None = None
    """When its press conference is, where, and who speaks."""
    asked: tuple[Asked, ...] = ()
    """The questions of its press conference."""
    contest: Contest | None = None
    """What a quiz has beyond a post."""
    topic: int = 0
    idea: str = ""
    """The idea it was made from: its code, or its id."""
    note: str = ""
    origin: str = ""
    """What an import knows it by; empty: written at the desk."""
    state: PostState = "draft"
    submitted_by: str = ""
    """Who sent it to review, or changed it there last. Somebody else has to approve it."""
    approved_by: str = ""
    approved_at: int = 0
    own_approval: bool = False
    """It was approved by who wrote it, for want of another admin."""
    seal: str = ""
    """What was approved; see `domain.readiness.seal`."""
    pictures: str = ""
    """What its files held when it was approved; see `channels.pictures.mark`. Empty: nobody could tell."""
    return_reason: str = ""
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
    delivery: int = 0
    """What tells how far it is on its way through the platform's interface; 0: a person publishes it."""
    reason: str = ""


class Draft(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What an admin is typing into one field of a post and has not left yet. Gone once the field is stored."""

    id: int = 0
    rev: int = 0
    post: int
    field: str
    """``caption``; ``caption:12`` is variant 12's own."""
    text: str = ""
    by: str = ""
    written_at: int = 0


def stands_at(variant: Variant) -> int:
    """Where it stands in its day: at its slot, or earlier where it went out before; 0: neither is known."""
    return min((at for at in (variant.slot_at, variant.published_at) if at), default=0)


def moment(variant: Variant, now: int) -> Moment:
    """Where a variant stands at `now`. Due and missed are derived, never stored."""
    if variant.state != "planned" and variant.state != "scheduled":
        return variant.state
    if not variant.slot_at or now < variant.slot_at:
        return variant.state
    return "due" if now - variant.slot_at <= DUE_FOR else "missed"


def caption_of(post: Post, variant: Variant) -> str:
    """What is published there: the variant's own caption, else the post's; the hashtags follow."""
    text = variant.caption or post.caption
    absent = [tag for tag in post.hashtags if tag.casefold() not in text.casefold()]
    return "\n\n".join(part for part in (text, " ".join(absent)) if part)
