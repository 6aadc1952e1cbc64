"""Posts that go out by themselves: which can, and what an admin does about them. How they are sent: `desk.sending`."""

import secrets
from typing import TYPE_CHECKING, Any

import msgspec

from channels.platforms import unpublishable
from desk.connections import by_api
from desk.desk import Desk, Step
from desk.pictures import forbidden, pictures
from desk.restraint import refuse_frozen, second_approval
from domain import deliveries as rules
from domain import outbox
from domain.accounts import Account
from domain.counting import read_limits
from domain.deliveries import Delivery
from domain.outcomes import Outcome
from domain.posts import Post, Variant
from domain.readiness import is_sealed, over

if TYPE_CHECKING:
    from desk.receive.steps import Writes


def hindrance(desk: Desk, post: Post, variant: Variant, by: str = "") -> str:
    """Why a person has to publish it there, as a code; "": it can go out through the platform's interface.

    `by`: who lets it go out; empty: this admin.
    """
    if variant.account not in by_api(desk, "publish"):
        return "no_interface"
    if post.format in rules.BY_HAND:
        return "format_by_hand"
    account = desk.store.repo("accounts", Account).get(variant.account)
    if account is None:
        return "no_interface"
    if over(post, variant, account, read_limits(desk.setting("limits"))):
        return "caption_long"
    found = pictures(desk, post.media)
    return unpublishable(account.platform, found) or forbidden(desk, by or desk.actor, found)


def unapproved(desk: Desk, post: Post) -> str:
    """Why the approval of a post is not enough to let it go out now, as a code; "": it is."""
    siblings = [one for one in desk.store.repo("variants", Variant).all() if one.post == post.id]
    if not is_sealed(post, siblings):
        return "not_approved"
    if not post.approved_by:
        return "approved_elsewhere"
    return "needs_second" if post.own_approval and second_approval(desk) else ""


def unsent(desk: Desk) -> list[Delivery]:
    """All that go out by themselves and are not out."""
    return list(desk.store.repo("deliveries", Delivery).all())


def due(desk: Desk, accounts: set[int], now: int) -> bool:
    """Whether anything is to be published on these accounts now, or a platform is to be asked about one."""
    variants = desk.store.repo("variants", Variant)
    for one in unsent(desk):
        if one.account not in accounts:
            continue
        if one.state == "sending" or outbox.is_to_be_asked(one, now):
            return True
        variant = variants.get(one.variant)
        if outbox.is_due(one, now) and (variant is None or rules.turn_of(one, variant) <= now):
            return True
    return False


# Inside other steps


def attach(step: Step, desk: Desk, variant: Variant, *, at_once: bool = False) -> dict[str, Any]:
    """Let a variant go out by itself; the variant's fields that say so.

    Refused while it is being sent, or where it may be out already; what failed before is forgotten.
    """
    let_go(step, variant)
    account = step.read("accounts", Account, variant.account)
    delivery = Delivery(
        variant=variant.id,
        post=variant.post,
        account=account.id,
        platform=account.platform,
        at_once=at_once,
        by=desk.actor,
        queued_at=step.at,
        send_key=secrets.token_hex(16),
    )
    return {"delivery": step.insert("deliveries", delivery)}


def let_go(step: Step, variant: Variant, *, if_unsent: bool = False, is_out: bool = False) -> dict[str, Any]:
    """A person sees to this variant from now on, or nobody; its fields that say so.

    Refused while it is being sent, and where nobody knows whether it is out unless somebody says that it `is_out`; with
    `if_unsent` what the platform may have already stays on its way instead.
    """
    kept = step.get("deliveries", variant.delivery) if variant.delivery else None
    if kept is None:
        return {}
    state = kept.get("state", "queued")
    if if_unsent and state in ("sending", "unknown"):
        return {}
    if state == "sending":
        step.refuse("being_sent")
    if state == "unknown" and not is_out:
        step.refuse("may_be_out")
    step.delete("deliveries", variant.delivery)
    return {"delivery": 0}


def told_out(desk: Desk, step: "Writes", variant: Variant) -> dict[str, Any]:
    """A file says that this variant is out: it goes out by itself no more; its fields that say so."""
    if not variant.delivery or desk.store.repo("deliveries", Delivery).get(variant.delivery) is None:
        return {}
    step.delete("deliveries", variant.delivery)
    return {"delivery": 0}


def rearm(step: Step, variant: Variant) -> None:
    """It has another time, and waits for it: what failed is tried again then, and "at once" holds no more."""
    if not _is_kept(step, variant):
        return
    kept = step.read("deliveries", Delivery, variant.delivery)
    fields: dict[str, Any] = {"at_once": False}
    if kept.state == "failed":
        fields |= {"state": "queued", "tries": 0, "retry_at": 0, "error": "", "error_detail": ""}
    step.change("deliveries", kept, fields)


def brought_back(step: Step, kept: dict[str, Any]) -> dict[str, Any]:
    """What was on its way when somebody recorded it as out, now that the record is taken back.

    Where its time has come, nobody knows whether it is out: it must not go out beside what a person published.
    """
    delivery, variant = msgspec.convert(kept, Delivery), step.read("variants", Variant, kept["variant"])
    if rules.turn_of(delivery, variant) > step.at:
        return kept
    return kept | {"state": "unknown", "retry_at": 0, "error": "taken_back", "error_detail": ""}


def _is_kept(step: Step, variant: Variant) -> bool:
    return bool(variant.delivery) and step.get("deliveries", variant.delivery) is not None


# What an admin does


def publish_now(desk: Desk, variant: int, *, rev: int | None = None) -> Outcome:
    """Let an approved variant go out through the platform's interface as soon as it can, whatever its slot."""
    with desk.step("variant.at_once") as step:
        stored = step.read("variants", Variant, variant)
        post = step.read("posts", Post, stored.post)
        if stored.state not in ("planned", "scheduled", "postponed"):
            step.refuse("already_published" if stored.state == "published" else "off_plan")
        if post.state != "approved":
            step.refuse("not_approved")
        refuse_frozen(desk, step, post.id)
        if why := unapproved(desk, post):
            step.refuse(why)
        if why := hindrance(desk, post, stored):
            step.refuse("by_hand_there", why=why)
        fields: dict[str, Any] = {"state": "scheduled", "slot_at": stored.slot_at or step.at, "reason": ""}
        if _is_kept(step, stored):
            kept = step.read("deliveries", Delivery, stored.delivery)
            if kept.state == "unknown":
                step.refuse("may_be_out")
            _at_once(desk, step, kept)
        else:
            fields |= attach(step, desk, stored, at_once=True)
        step.update("variants", variant, fields, rev, relies_on=("state", "caption"))
    return step.outcome


def at_its_time(desk: Desk, variant: int, *, rev: int | None = None) -> Outcome:
    """Let what is scheduled go out by itself when its slot comes: it was scheduled before its account could."""
    with desk.step("variant.by_itself") as step:
        stored = step.read("variants", Variant, variant)
        post = step.read("posts", Post, stored.post)
        if stored.state != "scheduled" or _is_kept(step, stored):
            step.refuse("not_by_hand")
        if stored.slot_at <= step.at:
            step.refuse("slot_past")
        refuse_frozen(desk, step, post.id)
        if why := unapproved(desk, post) or hindrance(desk, post, stored):
            step.refuse("by_hand_there", why=why)
        step.update("variants", variant, attach(step, desk, stored), rev, relies_on=("state", "caption", "slot_at"))
    return step.outcome


def again(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Publish now what failed, or what nobody knows of; it keeps its key: a platform that knows such keys takes it
    once only."""
    with desk.step("variant.again") as step:
        delivery = step.read("deliveries", Delivery, id)
        refuse_frozen(desk, step, delivery.post)
        _at_once(desk, step, delivery, rev)
    return step.outcome


def _at_once(desk: Desk, step: Step, delivery: Delivery, rev: int | None = None) -> None:
    if delivery.state == "sending":
        step.refuse("being_sent")
    if outbox.must_rest(delivery, step.at):
        step.refuse("platform_rests")
    fields = {"state": "queued", "at_once": True, "queued_at": step.at, "by": desk.actor}
    fields |= {"tries": 0, "retry_at": 0, "error": "", "error_detail": ""}
    step.update("deliveries", delivery.id, fields, rev, relies_on=("state",))


def by_hand(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """A person publishes it: it does not go out by itself any more."""
    with desk.step("variant.by_hand") as step:
        delivery = step.read("deliveries", Delivery, id)
        if delivery.state == "sending":
            step.refuse("being_sent")
        step.delete("deliveries", id, rev)
        if step.get("variants", delivery.variant) is not None:
            step.update("variants", delivery.variant, {"delivery": 0})
    return step.outcome


# What there is


def is_stuck(desk: Desk, delivery: Delivery) -> bool:
    """It should be out, and no desk is at it."""
    variant = desk.store.repo("variants", Variant).get(delivery.variant)
    return variant is not None and rules.is_stuck(delivery, variant, desk.now())


def listed(desk: Desk) -> list[Delivery]:
    """What the outbox tells of: what failed, what nobody knows of, what is being sent, and what should be out."""
    now, variants = desk.now(), desk.store.repo("variants", Variant)
    found = []
    for one in unsent(desk):
        variant = variants.get(one.variant)
        if one.state != "queued" or variant is None or rules.turn_of(one, variant) <= now:
            found.append(one)
    return found
