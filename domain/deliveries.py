"""A post on its way to a platform by itself: from being scheduled until it is published, or a person has to see to it.

``queued → sending → published``, and then the record is gone: the variant tells the rest. From `sending` also back to
`queued`, to `failed` or to `unknown`, as replies go (`domain.outbox`). What is to come waits for the variant's slot,
which may be moved as ever; what could not go out while it was due waits for a person.
"""

from typing import Literal, get_args

import msgspec

from domain import outbox
from domain.accounts import Platform
from domain.posts import DUE_FOR, Format, Media, Post, Variant

DeliveryState = Literal["queued", "sending", "failed", "unknown"]
DELIVERY_STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)
Standing = Literal["queued", "put_off", "sending", "failed", "unknown", "stuck"]
"""What an admin is told of it: put off, it is tried again; stuck, no desk is at it. Derived, never stored."""

BY_HAND: frozenset[Format] = frozenset({"video", "short_video", "live", "podcast", "press_release"})
"""What a person publishes everywhere: films, broadcasts, and what goes to journalists."""


class Delivery(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A variant that is published through the interface of its platform."""

    id: int = 0
    rev: int = 0
    variant: int
    post: int
    account: int
    platform: Platform
    state: DeliveryState = "queued"
    at_once: bool = False
    """It goes out as soon as it can, whatever its slot."""
    by: str = ""
    """Who let it go out."""
    queued_at: int = 0
    text: str = ""
    """What the platform is given, from the first attempt on."""
    media: tuple[Media, ...] = ()
    send_key: str = ""
    """The same in every attempt to publish it, and in none to publish another."""
    sending_at: int = 0
    """When the last attempt began."""
    tries: int = 0
    """Attempts that certainly failed, or questions what became of it."""
    retry_at: int = 0
    """Not tried, and the platform not asked, before this; 0: as soon as it is its turn."""
    error: str = ""
    """Why it is not out yet: a reason or code of `channels.contract.ChannelError`, or a code of the desk's own."""
    error_detail: str = ""
    """The platform's own words. Outside text."""


def turn_of(delivery: Delivery, variant: Variant) -> int:
    """When it may go out at the earliest, in UTC milliseconds."""
    return delivery.queued_at if delivery.at_once else variant.slot_at


def is_due(delivery: Delivery, variant: Variant, now: int) -> bool:
    """It is to be published now, or was to be."""
    return outbox.is_due(delivery, now) and turn_of(delivery, variant) <= now


def lapses_at(delivery: Delivery, variant: Variant) -> int:
    """After this it does not go out any more without a person's word, also where that word was "at once"."""
    return turn_of(delivery, variant) + DUE_FOR


def is_stuck(delivery: Delivery, variant: Variant, now: int) -> bool:
    """It should be out, and no desk is at it: none that is open has the account's token."""
    return (
        outbox.is_due(delivery, now) and now - max(turn_of(delivery, variant), delivery.retry_at) > outbox.STUCK_AFTER
    )


def standing(delivery: Delivery, variant: Variant, now: int) -> Standing:
    """How it stands at `now`."""
    if is_stuck(delivery, variant, now):
        return "stuck"
    waits = delivery.state == "queued" and delivery.error and turn_of(delivery, variant) <= now
    return "put_off" if waits else delivery.state


def kept_back(post: Post, variant: Variant) -> str:
    """Why it must not go out as it stands, as a code; "" where nothing of post and variant speaks against it."""
    if variant.state != "scheduled":
        return "not_scheduled"
    return "" if post.state == "approved" else "not_approved"
