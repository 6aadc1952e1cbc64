"""What an admin is told of a post on its way."""

from typing import Any

import pytest

from domain.deliveries import Delivery, lapses_at, standing
from domain.outbox import STUCK_AFTER
from domain.posts import DUE_FOR, Variant
from domain.times import HOUR, MINUTE

SLOT = 10 * HOUR
VARIANT = Variant(post=1, account=1, slot_at=SLOT)


def delivery(**fields: Any) -> Delivery:
    return Delivery(variant=1, post=1, account=1, platform="facebook", **fields)


@pytest.mark.parametrize(
    ("fields", "after", "told"),
    [
        ({}, -HOUR, "queued"),
        ({}, 0, "queued"),
        ({}, STUCK_AFTER, "queued"),
        ({}, STUCK_AFTER + 1, "stuck"),
        ({"error": "unreachable", "retry_at": SLOT + MINUTE}, 30_000, "put_off"),
        ({"error": "unreachable", "retry_at": SLOT + HOUR}, 50 * MINUTE, "put_off"),
        ({"error": "unreachable", "retry_at": SLOT + MINUTE}, MINUTE + STUCK_AFTER + 1, "stuck"),
        ({"error": "unreachable"}, -HOUR, "queued"),
        ({"at_once": True, "queued_at": SLOT - HOUR}, -HOUR, "queued"),
        ({"at_once": True, "queued_at": SLOT - HOUR}, -HOUR + STUCK_AFTER + 1, "stuck"),
        ({"state": "sending"}, HOUR, "sending"),
        ({"state": "failed", "error": "refused"}, HOUR, "failed"),
        ({"state": "unknown", "error": "cannot_tell"}, HOUR, "unknown"),
    ],
)
def test_how_it_stands(fields: dict[str, Any], after: int, told: str) -> None:
    assert standing(delivery(**fields), VARIANT, SLOT + after) == told


def test_its_time_goes_by_at_once_too() -> None:
    assert lapses_at(delivery(), VARIANT) == SLOT + DUE_FOR
    assert lapses_at(delivery(at_once=True, queued_at=SLOT + HOUR), VARIANT) == SLOT + HOUR + DUE_FOR
