"""Moving posts in time: put elsewhere, shifted, copied, planned from one line. Nothing moves by itself."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from desk.deliveries import rearm
from desk.desk import Desk, Step
from desk.posts import QuickPost, add_post
from domain.outcomes import Done, Outcome, Refused
from domain.posts import Post, Variant
from domain.readiness import CONTENT, may_schedule
from domain.slots import open_among, shifted

MOST_MOVED = 500
"""Variants that are moved in one step."""


def move(desk: Desk, slots: Mapping[int, int], *, rev: int | None = None) -> Outcome:
    """Give variants other times, all of them or none: by id, UTC milliseconds.

    Nothing moves into the past, and what has gone out or was cancelled does not move. What was postponed is planned
    again. A scheduled one needs a free slot; approval and schedule stay, since only the time changes. `rev`: of the
    only variant.
    """
    with desk.step("variant.slot") as step:
        _put(desk, step, [step.read("variants", Variant, id) for id in slots], slots, rev)
    return step.outcome


def shift(desk: Desk, ids: Collection[int], *, days: int = 0, minutes: int = 0) -> Outcome:
    """Give variants times so much later than they have now, by the clocks of their accounts; otherwise as `move`.

    It goes from where they stand when it is done, so keys that are quicker than the disk add up.
    """
    with desk.step("variant.slot") as step:
        zones = {one.id: desk.zone(one) for one in desk.accounts()}
        stored = [step.read("variants", Variant, id) for id in ids]
        timed = [one for one in stored if one.slot_at]
        if not timed:
            step.refuse("no_slot")
        slots = {
            one.id: shifted(one.slot_at, zones.get(one.account) or desk.zone(), days=days, minutes=minutes)
            for one in timed
        }
        _put(desk, step, timed, slots, None)
    return step.outcome


def _put(desk: Desk, step: Step, stored: Sequence[Variant], slots: Mapping[int, int], rev: int | None) -> None:
    if len(slots) > MOST_MOVED:
        step.refuse("too_many", most=MOST_MOVED)
    scheduled = any(one.state == "scheduled" for one in stored)
    neighbours = _neighbours(desk, slots) if scheduled else []
    for one in stored:
        fields = _moved(step, one, slots[one.id], neighbours)
        if slots[one.id] != one.slot_at or len(fields) > 1:
            step.update("variants", one.id, fields, rev)
            rearm(step, one)
    step.params["n"] = len(slots)


class _Standing(msgspec.Struct, gc=False):
    slot_at: int = 0
    published_at: int = 0


def _neighbours(desk: Desk, slots: Mapping[int, int]) -> list[Variant]:
    """Every variant that stands near one of those times, those that move where they move to."""
    repo, places = desk.store.repo("variants", Variant), sorted(slots.values())
    near = [id for id, one in repo.rows(_Standing) if not open_among([one.published_at or one.slot_at], places)]
    found = (repo.get(id) for id in {*near, *slots})
    return [replace(one, slot_at=slots.get(one.id, one.slot_at)) for one in found if one]


def _moved(step: Step, variant: Variant, slot_at: int, everywhere: Sequence[Variant]) -> dict[str, Any]:
    if variant.state not in ("planned", "scheduled", "postponed"):
        step.refuse("already_published" if variant.state == "published" else "off_plan")
    if slot_at <= step.at:
        step.refuse("slot_past")
    if variant.state == "postponed":
        return {"slot_at": slot_at, "state": "planned", "reason": ""}
    if variant.state == "scheduled":
        post = step.read("posts", Post, variant.post)
        as_planned = replace(variant, slot_at=slot_at, state="planned")
        if refusal := may_schedule(post, as_planned, everywhere, step.at):
            step.refuse(refusal)
    return {"slot_at": slot_at}


def plan_post(desk: Desk, quick: QuickPost, theme: str = "") -> Outcome:
    """Plan a post from one line, as `desk.posts.add_post`; in a theme it is thematic and names it."""
    with desk.step("post.add", title=quick.title) as step:
        with desk.joined(step):
            outcome = add_post(desk, quick)
        if isinstance(outcome, Refused):
            step.refuse(outcome.reason, **outcome.params)
        if isinstance(outcome, Done):
            step.params |= outcome.params
            if theme:
                step.update("posts", int(outcome.params["post"]), {"theme": theme, "plan_mode": "thematic"})
    return step.outcome


def copy(desk: Desk, id: int, slot_at: int) -> Outcome:
    """A new draft with all that the post of a variant says, for the same account at another time.

    It has to be approved anew; the outcome's params have its id as ``post``.
    """
    with desk.step("post.copy") as step:
        variant = step.read("variants", Variant, id)
        post = step.read("posts", Post, variant.post)
        if slot_at and slot_at <= step.at:
            step.refuse("slot_past")
        content = {name: getattr(post, name) for name in CONTENT & set(Post.__struct_fields__) - {"origin"}}
        made = Post(**content, owner=desk.actor, created_at=step.at)
        step.params |= {"title": post.title, "post": step.insert("posts", made)}
        new = Variant(post=step.params["post"], account=variant.account, caption=variant.caption, slot_at=slot_at)
        step.params["variant"] = step.insert("variants", new)
    return step.outcome
