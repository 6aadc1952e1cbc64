"""A post is announced once, at its minute."""

from desk.day import Plan
from desk.desk import Desk
from desk.due import Due
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
