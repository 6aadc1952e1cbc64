"""Whether a post is ready: what it lacks for review, what to be wary of, and the guards of every change of state.

A finding is a code with parameters; its words are in `wording.readiness`. Guards answer the code of their refusal, or
"" where nothing stands in the way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

import msgspec

from domain import counting
from domain.accounts import Account
from domain.afterwards import Contest
from domain.agency import Slot
from domain.claims import numbers
from domain.posts import Post, Variant, caption_of
from domain.press import Press, shut, unanswered
from domain.times import DAY, HOUR, MINUTE, local, to_ms

GIST_LIMIT = 140
TAGS = 5
"""More hashtags than this are warned of."""
LAG = 24 * HOUR
"""What goes out later than this after its event is old news, and told."""
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

_CALL = (
    r"\?|\b(?:ambil|ayo|baca|bagikan|bawa|catat|cek|ceritakan|coba|daftar|datang|dengarkan|gunakan|hubungi|ikuti|ingat|"
    r"jangan|jawab|kirim|klik|komentar|kunjungi|laporkan|lihat|manfaatkan|mari|mohon|pastikan|pilih|saksikan|sampaikan|"
    r"siapkan|silakan|simak|simpan|tandai|tanya|tonton|tulis|unduh|yuk)(?:kan|lah|i)?\b"
)
_SAYS_AI = r"\bAI\b|(?i:kecerdasan\s+(?:buatan|artifisial))"

_ON_PLAN = ("planned", "scheduled")
_STANDING = (*_ON_PLAN, "published")
_SETTLED = ("published", "cancelled", "withdrawn")
INTERNAL = frozenset({"owner", "note", "topic", "conference", "asked", "contest"})
"""Fields that say nothing of what is published: changing them leaves an approval as it is."""
_RECORDED = frozenset(
    {"id", "rev", "state", "submitted_by", "approved_by", "approved_at", "own_approval", "seal", "return_reason"}
    | {"pictures", "created_at", "idea", "origin"}
)
CONTENT = frozenset(Post.__struct_fields__) - INTERNAL - _RECORDED
"""Fields that are approved: who approves has to have seen them as they are."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something a post lacks, or something to be wary of."""

    code: str
    params: dict[str, Any] = {}
    weight: Literal["missing", "approval", "warning"] = "missing"
    """What it lacks for review; for approval only; what to be wary of."""


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
    post: Post,
    variants: Sequence[Variant],
    accounts: Mapping[int, Account],
    taken: Iterable[Variant],
    now: int,
    limits: counting.Limits | None = None,
) -> list[Finding]:
    """What the post lacks for review, then for approval, then what to be wary of.

    Args:
        post: the post.
        variants: its own.
        accounts: the agency's, by id.
        taken: variants of all posts, for their slots.
        now: UTC milliseconds.
        limits: the agency's own, see `domain.counting`.
    """
    open_ = [one for one in variants if one.state not in _SETTLED]
    found = [*_missing(post, open_), *_not_accepted(post, open_, accounts, limits), *_bare(post, open_)]
    return [*found, *_not_approvable(post), *_warnings(open_, taken, now), *_wary(post, open_)]


def _missing(post: Post, variants: Sequence[Variant]) -> list[Finding]:
    found = [Finding(code=f"no_{name}") for name in ("purpose", "pillar", "need") if not getattr(post, name)]
    found += [Finding(code=f"no_{name}") for name in ("title", "gist") if not getattr(post, name).strip()]
    if len(post.gist) > GIST_LIMIT:
        found.append(Finding(code="gist_long", params={"over": len(post.gist) - GIST_LIMIT}))
    if not post.caption.strip() and not (variants and all(one.caption.strip() for one in variants)):
        found.append(Finding(code="no_caption"))
    return found


def _not_accepted(
    post: Post, variants: Sequence[Variant], accounts: Mapping[int, Account], limits: counting.Limits | None
) -> list[Finding]:
    """What the platforms would refuse."""
    found = []
    for variant in variants:
        account = accounts.get(variant.account)
        if account is None:
            continue
        platform, caption = account.platform, caption_of(post, variant)
        params = {"platform": platform}
        if more := over(post, variant, account, limits):
            found.append(Finding(code="caption_long", params={**params, "over": more}))
        if more := counting.over(platform, post.title, "title", limits):
            found.append(Finding(code="title_long", params={**params, "over": more}))
        if platform == "youtube" and any(sign in caption + post.title for sign in "<>"):
            found.append(Finding(code="bad_signs", params=params))
        for what, told in (("hashtags", counting.hashtags(caption)), ("mentions", counting.mentions(caption))):
            most = counting.limit(platform, what, limits)
            if most and len(told) > most:
                found.append(Finding(code=f"{what}_over", params={**params, "n": len(told), "limit": most}))
    return found


def _bare(post: Post, variants: Sequence[Variant]) -> list[Finding]:
    """Pictures without words, numbers without a source."""
    found = []
    if post.format in PICTURED and not post.media:
        found.append(Finding(code="no_picture"))
    if bare := [one.path for one in post.media if not one.alt_text.strip()]:
        found.append(Finding(code="no_alt_text", params={"path": bare[0], "n": len(bare)}))
    if not post.sources and (told := claims(post, variants)):
        found.append(Finding(code="no_source", params={"claim": told[0], "n": len(told)}))
    return found


def _not_approvable(post: Post) -> list[Finding]:
    """What a press release lacks before anybody may approve it."""
    if post.format != "press_release":
        return []
    press = post.press or Press()
    found = [Finding(code="no_answer", params={"question": one}) for one in unanswered(press)]
    found += [Finding(code="gate_shut", params={"gate": one}) for one in shut(press)]
    return [msgspec.structs.replace(one, weight="approval") for one in found]


def _wary(post: Post, variants: Sequence[Variant]) -> list[Finding]:
    """How it might be told better, or more openly."""
    found: list[Finding] = []
    captions = [caption_of(post, one) for one in variants] or [post.caption]
    tags = max(len(post.hashtags), *(len(counting.hashtags(one)) for one in captions))
    if tags > TAGS:
        found.append(Finding(code="many_tags", params={"n": tags, "limit": TAGS}))
    if post.topic and post.verification != "verified":
        found.append(Finding(code="unverified"))
    first = min((one.slot_at for one in variants if one.slot_at), default=0)
    if post.event_at and first - post.event_at > LAG:
        found.append(Finding(code="event_lag", params={"hours": (first - post.event_at) // HOUR}))
    if post.purpose == "engagement" and post.caption.strip() and not re.search(_CALL, post.caption, re.IGNORECASE):
        found.append(Finding(code="no_call"))
    if post.ai_assisted and post.caption.strip() and not re.search(_SAYS_AI, post.caption):
        found.append(Finding(code="ai_unsaid"))
    if post.format == "infographic" and not post.dataset.strip():
        found.append(Finding(code="no_dataset"))
    if post.format == "quiz":
        found += _contest(post.contest or Contest(), first)
    return [msgspec.structs.replace(one, weight="warning") for one in found]


def _contest(contest: Contest, first: int) -> list[Finding]:
    """What those who take part will ask. `first`: when the post goes out; 0: nobody knows yet."""
    found = []
    if not contest.rules.strip():
        found.append(Finding(code="no_rules"))
    if not contest.deadline_at:
        found.append(Finding(code="no_deadline"))
    elif contest.deadline_at <= first:
        found.append(Finding(code="deadline_first"))
    return found


def _warnings(variants: Sequence[Variant], taken: Iterable[Variant], now: int) -> list[Finding]:
    found: list[Finding] = []
    if not variants:
        found.append(Finding(code="no_channel"))
    slots: dict[int, list[tuple[int, int]]] = {one.account: [] for one in variants}
    for one in taken if slots else ():
        if one.account in slots and one.state in _STANDING and (at := one.published_at or one.slot_at):
            slots[one.account].append((one.id, at))
    for variant in variants:
        params: dict[str, Any] = {"account": variant.account}
        others = (at for id, at in slots[variant.account] if id != variant.id)
        near = min((abs(variant.slot_at - at) for at in others), default=GAP)
        if not variant.slot_at:
            found.append(Finding(code="no_slot", params=params))
        elif variant.slot_at <= now:
            found.append(Finding(code="slot_past", params=params))
        elif near < MINUTE:
            found.append(Finding(code="slot_taken", params=params))
        elif near < GAP:
            found.append(Finding(code="slot_near", params={**params, "minutes": near // MINUTE}))
    return [msgspec.structs.replace(one, weight="warning") for one in found]


# Slots


def slots_of(account: int, variants: Iterable[Variant], *, apart_from: int = 0) -> list[int]:
    """When the account publishes or has published, other than by that variant."""
    return [
        one.published_at or one.slot_at
        for one in variants
        if one.account == account
        and one.id != apart_from
        and one.state in _STANDING
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


def may_approve(post: Post, actor: str, *, alone: bool, second: bool = False) -> str:
    """Review to approved: by somebody else than who sent it, unless there is nobody else.

    With `second` (a crisis, a political period, or the agency's wish) being alone is no way round it.
    """
    if post.state != "review":
        return "not_in_review"
    if post.submitted_by != actor:
        return ""
    return "needs_second" if second else "" if alone else "needs_other"


def seal(post: Post, variants: Iterable[Variant]) -> str:
    """A mark of what is approved: the post's content and the captions of its channels, with a blank between them."""
    from hashlib import blake2b

    def mark(value: object) -> str:
        return blake2b(msgspec.json.encode(value), digest_size=8).hexdigest()

    content = [(name, getattr(post, name)) for name in sorted(CONTENT)]
    return " ".join([mark(content), *sorted(mark((one.account, one.caption)) for one in variants)])


def is_sealed(post: Post, variants: Iterable[Variant]) -> bool:
    """Whether post and captions are as they were approved; a channel that was taken off is no change."""
    if not post.seal:
        return True  # It was approved before seals were kept.
    content, *captions = post.seal.split()
    now, *others = seal(post, variants).split()
    return content == now and set(others) <= set(captions)


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
    return post.state == "approved" and not out and not set(fields) <= INTERNAL
