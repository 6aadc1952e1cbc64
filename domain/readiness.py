"""Whether a post is ready: what it lacks for review, what to be wary of, and the guards of every change of state.

A finding is a code with parameters; its words are in `wording.readiness`. Guards answer the code of their refusal, or
"" where nothing stands in the way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

import msgspec

from domain import counting
from domain.accounts import Account
from domain.agency import Slot
from domain.claims import numbers
from domain.posts import Post, Variant, caption_of
from domain.times import DAY, HOUR, MINUTE, local, to_ms

GIST_LIMIT = 140
TAGS = 5
"""More hashtags than this are warned of."""
GAP = 60 * MINUTE
"""Posts of one account that stand closer than this are warned of."""
DAYTIME = (8, 20)
"""The first and the last hour of the day that is offered as a free slot."""
LOOK_AHEAD = 60 * DAY
"""A free slot is looked for this far ahead."""
PICTURED = frozenset({"picture", "carousel", "infographic"})
"""Formats that are nothing without a picture."""
PHOTOS = frozenset({"picture", "carousel"})
"""Formats that some platforms allow another caption."""

_ON_PLAN = ("planned", "scheduled")
_SETTLED = ("published", "cancelled", "withdrawn")
_INTERNAL = frozenset({"owner", "note"})
"""Fields that say nothing of what is published: changing them leaves an approval as it is."""
_RECORDED = frozenset(
    {"id", "rev", "state", "submitted_by", "approved_by", "own_approval", "return_reason", "created_at"}
)
CONTENT = frozenset(Post.__struct_fields__) - _INTERNAL - _RECORDED
"""Fields that are approved: who approves has to have seen them as they are."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something a post lacks, or something to be wary of."""

    code: str
    params: dict[str, Any] = {}
    weight: Literal["missing", "warning"] = "missing"


def kind_of_caption(post: Post) -> str:
    """Which limit of `domain.counting` holds for the post's caption."""
    return "photo" if post.format in PHOTOS else "caption"


def over(post: Post, variant: Variant, account: Account, limits: counting.Limits | None = None) -> int:
    """How many characters the variant's caption is too long for its platform; 0 where it fits."""
    return counting.over(account.platform, caption_of(post, variant), kind_of_caption(post), limits)


def claims(post: Post, variants: Iterable[Variant] = ()) -> list[str]:
    """The numbers the post tells, in the words around them."""
    texts = [post.title, post.gist, post.caption, *(variant.caption for variant in variants)]
    return list(dict.fromkeys(claim for text in texts for claim in numbers(text)))


def readiness(
    post: Post, variants: Sequence[Variant], accounts: Mapping[int, Account], taken: Iterable[Variant], now: int
) -> list[Finding]:
    """What the post lacks for review, then what to be wary of.

    Args:
        post: the post.
        variants: its own.
        accounts: the agency's, by id.
        taken: variants of all posts, for their slots.
        now: UTC milliseconds.
    """
    open_ = [one for one in variants if one.state not in _SETTLED]
    return [*_missing(post, open_, accounts), *_warnings(post, open_, list(taken), now)]


def _missing(post: Post, variants: Sequence[Variant], accounts: Mapping[int, Account]) -> list[Finding]:
    found = [Finding(code=f"no_{name}") for name in ("purpose", "pillar", "need") if not getattr(post, name)]
    found += [Finding(code=f"no_{name}") for name in ("title", "gist") if not getattr(post, name).strip()]
    if len(post.gist) > GIST_LIMIT:
        found.append(Finding(code="gist_long", params={"over": len(post.gist) - GIST_LIMIT}))
    if not post.caption.strip() and not (variants and all(one.caption.strip() for one in variants)):
        found.append(Finding(code="no_caption"))
    for variant in variants:
        account = accounts.get(variant.account)
        if account and (more := over(post, variant, account)):
            found.append(Finding(code="caption_long", params={"platform": account.platform, "over": more}))
    if post.format in PICTURED and not post.media:
        found.append(Finding(code="no_picture"))
    if bare := [one.path for one in post.media if not one.alt_text.strip()]:
        found.append(Finding(code="no_alt_text", params={"path": bare[0], "n": len(bare)}))
    if not post.sources and (told := claims(post, variants)):
        found.append(Finding(code="no_source", params={"claim": told[0], "n": len(told)}))
    return found


def _warnings(post: Post, variants: Sequence[Variant], taken: list[Variant], now: int) -> list[Finding]:
    found: list[Finding] = []
    if not variants:
        found.append(Finding(code="no_channel"))
    for variant in variants:
        params: dict[str, Any] = {"account": variant.account}
        others = slots_of(variant.account, taken, apart_from=variant.id)
        near = min((abs(variant.slot_at - slot) for slot in others), default=GAP)
        if not variant.slot_at:
            found.append(Finding(code="no_slot", params=params))
        elif variant.slot_at <= now:
            found.append(Finding(code="slot_past", params=params))
        elif near < MINUTE:
            found.append(Finding(code="slot_taken", params=params))
        elif near < GAP:
            found.append(Finding(code="slot_near", params={**params, "minutes": near // MINUTE}))
    if len(post.hashtags) > TAGS:
        found.append(Finding(code="many_tags", params={"n": len(post.hashtags), "limit": TAGS}))
    return [msgspec.structs.replace(one, weight="warning") for one in found]


# Slots


def slots_of(account: int, variants: Iterable[Variant], *, apart_from: int = 0) -> list[int]:
    """When the account publishes or has published, other than by that variant."""
    return [
        one.published_at or one.slot_at
        for one in variants
        if one.account == account
        and one.id != apart_from
        and one.state in (*_ON_PLAN, "published")
        and (one.published_at or one.slot_at)
    ]


def free_slot(taken: Iterable[int], after: int, zone: str, usual: Sequence[Slot] = ()) -> int:
    """The next of the usual times, in that zone, an hour or more from every taken slot; 0 where there is none.

    Where no times are usual, it is the next such full hour of the day.
    """
    busy = list(taken)
    times = _usual_times(usual, after, zone) if usual else _full_hours(after, zone)
    return next((slot for slot in times if all(abs(slot - one) >= GAP for one in busy)), 0)


def _usual_times(usual: Sequence[Slot], after: int, zone: str) -> Iterator[int]:
    today = local(after, zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    for ahead in range(LOOK_AHEAD // DAY + 1):
        day = today + timedelta(days=ahead)
        for minute in sorted(one.minute for one in usual if day.weekday() in one.weekdays):
            slot = to_ms(day + timedelta(minutes=minute), zone)
            if slot > after:
                yield slot


def _full_hours(after: int, zone: str) -> Iterator[int]:
    slot = to_ms(local(after, zone).replace(minute=0, second=0, microsecond=0)) + HOUR
    while slot <= after + LOOK_AHEAD:
        if DAYTIME[0] <= local(slot, zone).hour <= DAYTIME[1]:
            yield slot
        slot += HOUR


# Guards


def may_submit(post: Post) -> str:
    """Draft to review; what the post lacks is told by `readiness`."""
    return {"review": "in_review_already", "approved": "approved_already", "returned": "returned_first"}.get(
        post.state, ""
    )


def may_approve(post: Post, actor: str, *, alone: bool) -> str:
    """Review to approved: by somebody else than who sent it, unless there is nobody else."""
    if post.state != "review":
        return "not_in_review"
    return "needs_other" if post.submitted_by == actor and not alone else ""


def may_return(post: Post, reason: str) -> str:
    """Review to returned, with a reason."""
    if post.state != "review":
        return "not_in_review"
    return "" if reason.strip() else "no_reason"


def may_schedule(post: Post, variant: Variant, taken: Iterable[Variant], now: int) -> str:
    """Planned to scheduled: an approved post, a slot that is still to come and that no other post has."""
    if variant.state not in ("planned", "postponed"):
        return "not_planned"
    if post.state != "approved":
        return "not_approved"
    if not variant.slot_at:
        return "no_slot"
    if variant.slot_at <= now:
        return "slot_past"
    others = slots_of(variant.account, taken, apart_from=variant.id)
    return "slot_taken" if any(abs(variant.slot_at - one) < MINUTE for one in others) else ""


def may_publish(variant: Variant, published_at: int, now: int) -> str:
    """To published: by a person's word, so any variant that is still on the plan."""
    if variant.state == "published":
        return "already_published"
    if variant.state in ("cancelled", "withdrawn"):
        return "off_plan"
    return "in_the_future" if published_at > now else ""


def may_leave(variant: Variant, to: Literal["postponed", "cancelled", "withdrawn"], reason: str) -> str:
    """Sideways: postponed and cancelled before it went out, withdrawn after; each with a reason."""
    if to == "withdrawn" and variant.state != "published":
        return "not_published"
    if to != "withdrawn" and variant.state in _SETTLED:
        return "already_published" if variant.state == "published" else "off_plan"
    return "" if reason.strip() else "no_reason"


def may_remove(variant: Variant) -> str:
    """A channel is taken off only while nothing has happened there."""
    return "" if variant.state == "planned" else "channel_used"


def voids(post: Post, variants: Iterable[Variant], fields: Iterable[str]) -> bool:
    """Whether changing those fields of the post, or ``caption`` of a variant, takes its approval back.

    A post that is out everywhere has nothing left to be approved.
    """
    states = {one.state for one in variants}
    out = "published" in states and states <= set(_SETTLED)
    return post.state == "approved" and not out and not set(fields) <= _INTERNAL
