"""A post is announced once, at its minute."""

from desk.day import Plan
from desk.desk import Desk
from desk.due import Due
from domain.deliveries import Delivery, DeliveryState
from domain.outbox import STUCK_AFTER
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, put, put_account, put_variant


def titles(due: Due, desk: Desk) -> list[str]:
    return [item.post.title for item in due.fallen(Plan(desk), desk.now())]


def test_what_falls_due_is_told_once(opened: Opened, clock: Clock) -> None:
    desk = opened("rina")
    account = put_account(desk).id
    put_variant(desk, account, title="dua", slot_at=NOW + 2 * MINUTE)
    put_variant(desk, account, title="satu", slot_at=NOW + MINUTE, state="scheduled")
    put_variant(desk, account, title="kini", slot_at=NOW)
    put_variant(desk, account, title="ditunda", slot_at=NOW + MINUTE, state="postponed")
    due = Due(NOW)
    assert titles(due, desk) == []
    clock.now += MINUTE
    assert titles(due, desk) == ["satu"]
    assert titles(due, desk) == []
    clock.now += 5 * MINUTE
    assert titles(due, desk) == ["dua"]


def test_what_was_slept_through_is_missed_not_due(opened: Opened, clock: Clock) -> None:
    desk = opened("rina")
    put_variant(desk, put_account(desk).id, slot_at=NOW + MINUTE)
    due = Due(NOW)
    clock.now += HOUR
    assert titles(due, desk) == []


def test_in_a_crisis_nothing_is_due(opened: Opened, clock: Clock) -> None:
    desk = opened("rina")
    put_variant(desk, put_account(desk).id, slot_at=NOW + MINUTE)
    put(desk, "crises", {"reason": "banjir", "since": NOW - HOUR})
    due = Due(NOW)
    clock.now += MINUTE
    assert titles(due, desk) == []


def put_going(desk: Desk, title: str, state: DeliveryState = "queued", retry_at: int = 0) -> None:
    """Due in a minute, by itself."""
    account = put_account(desk).id
    variant = put_variant(desk, account, title=title, slot_at=NOW + MINUTE, state="scheduled")
    way = Delivery(variant=variant, post=1, account=account, platform="facebook", state=state, retry_at=retry_at)
    id = put(desk, "deliveries", way)
    with desk.store.transaction() as tx:
        tx.update("variants", variant, {"delivery": id})


def test_what_goes_out_by_itself_waits_for_nobody_unless_it_failed_or_no_desk_is_at_it(
    opened: Opened, clock: Clock
) -> None:
    desk = opened("rina")
    put_going(desk, "sendiri")
    put_going(desk, "dicoba lagi", retry_at=NOW + HOUR)
    put_going(desk, "terkirim?", "unknown")
    put_going(desk, "sedang", "sending")
    put_going(desk, "gagal", "failed")
    due = Due(NOW)
    clock.now += MINUTE
    assert titles(due, desk) == ["gagal"]
    clock.now += STUCK_AFTER
    assert titles(due, desk) == []
    clock.now += MINUTE
    assert titles(due, desk) == ["sendiri"]
    clock.now += MINUTE
    assert titles(due, desk) == []
