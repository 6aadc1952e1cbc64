"""The metric sheet asks for what is missing, keeps blanks blank, and lets an admin say what a reading is of."""

import pytest

from desk import history
from desk.day import Plan
from desk.desk import Desk
from desk.metrics import match, read_typed, record_day, record_reading, sheet
from domain.metrics import Metrics, known
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Clock, Opened, done, put, put_account, put_variant, reason


def out(desk: Desk, account: int, at: int, **fields: object) -> int:
    return put_variant(desk, account, **{"state": "published", "published_at": at, **fields})  # type: ignore[arg-type]


def stored(desk: Desk) -> list[Metrics]:
    return list(desk.store.repo("metrics", Metrics).all())


@pytest.fixture
def account(desk: Desk) -> int:
    return put_account(desk).id


def asked(desk: Desk) -> list[int]:
    return [one.variant.id for one in sheet(desk, Plan(desk)).publications if one.variant]


def test_it_asks_24_hours_after_publishing_and_for_28_days(desk: Desk, account: int, clock: Clock) -> None:
    variant = out(desk, account, NOW)
    put_variant(desk, account, slot_at=NOW)
    for after, is_asked in ((DAY - 1, False), (DAY, True), (28 * DAY - 1, True), (28 * DAY, False)):
        clock.now = NOW + after
        assert asked(desk) == ([variant] if is_asked else [])


def test_what_is_known_is_not_asked_again(desk: Desk, account: int) -> None:
    variant = out(desk, account, NOW - 2 * DAY)
    done(
        record_reading(desk, variant, {"likes": 5, "comments": 0, "shares": 1, "saves": None, "reach": 90, "views": 99})
    )
    (blank,) = sheet(desk, Plan(desk)).publications
    assert blank.known == {"likes": 5, "comments": 0, "shares": 1, "reach": 90, "views": 99}
    assert set(blank.asked) - set(blank.known) == {"saves"}
    done(record_reading(desk, variant, {"saves": 0}))
    assert asked(desk) == []


def test_an_early_reading_does_not_answer_for_the_day(desk: Desk, account: int, clock: Clock) -> None:
    variant = out(desk, account, NOW - 2 * HOUR)
    every = {"likes": 1, "comments": 1, "shares": 1, "saves": 1, "reach": 9, "views": 9}
    done(record_reading(desk, variant, every))  # type: ignore[arg-type]
    clock.now = NOW + DAY
    assert asked(desk) == [variant]


def test_a_slip_is_corrected_and_a_later_look_is_another_reading(desk: Desk, account: int, clock: Clock) -> None:
    variant = out(desk, account, NOW - 2 * DAY)
    done(record_reading(desk, variant, {"likes": 50}))
    clock.now = NOW + 10 * MINUTE
    done(record_reading(desk, variant, {"likes": 5, "shares": None}))
    clock.now = NOW + DAY
    done(record_reading(desk, variant, {"likes": 8}))
    assert [(one.read_at, known(one)) for one in stored(desk)] == [(NOW, {"likes": 5}), (NOW + DAY, {"likes": 8})]
    done(history.undo(desk))
    assert [known(one) for one in stored(desk)] == [{"likes": 5}]


def test_colleagues_readings_stay_their_own(desk: Desk, account: int, opened: Opened) -> None:
    variant = out(desk, account, NOW - 2 * DAY)
    done(record_reading(desk, variant, {"likes": 5}))
    colleague = opened("budi")
    done(record_reading(colleague, variant, {"likes": 6}))
    assert [(one.read_by, one.likes) for one in stored(colleague)] == [("rina", 5), ("budi", 6)]


def test_days_of_accounts_in_their_own_zones(desk: Desk, clock: Clock) -> None:
    west, east = put_account(desk, handle="b").id, put_account(desk, platform="x", handle="t", zone="WIT").id
    clock.now = parse_iso("2026-11-23T23:00:00+07:00")
    found = [(one.account.id, one.day) for one in sheet(desk, Plan(desk)).days]
    assert found == [(west, "2026-11-23"), (east, "2026-11-24")]
    done(record_day(desk, west, "2026-11-23", {"followers": 900, "reach": None, "views": None}))
    done(record_day(desk, west, "2026-11-23", {"followers": 901, "reach": 10, "views": 0}))
    assert [known(one) for one in stored(desk)] == [{"followers": 901, "reach": 10, "views": 0}]
    assert [one.account.id for one in sheet(desk, Plan(desk)).days] == [east]


def test_facebook_is_not_asked_for_saves(desk: Desk) -> None:
    page = put_account(desk, platform="facebook", handle="p").id
    out(desk, page, NOW - 2 * DAY)
    (blank,) = sheet(desk, Plan(desk)).publications
    assert blank.asked == ("reach", "views", "likes", "comments", "shares")


def test_what_cannot_be_written_down(desk: Desk, account: int) -> None:
    planned = put_variant(desk, account, slot_at=NOW - 2 * DAY)
    assert reason(record_reading(desk, planned, {"likes": 1})) == "not_published"
    published = out(desk, account, NOW - 2 * DAY)
    assert reason(record_reading(desk, published, {"likes": None})) == "no_values"
    assert reason(record_day(desk, account, "2026-11-23", {})) == "no_values"
    assert reason(record_reading(desk, 99, {"likes": 1})) == "gone"


def test_what_was_typed() -> None:
    typed = {"likes": "1,2 rb", "comments": "", "shares": "0", "nothing": "x"}
    assert read_typed(typed) == {"likes": 1200, "comments": None, "shares": 0}
    with pytest.raises(ValueError, match="abc"):
        read_typed({"likes": "abc"})


def test_a_reading_kept_aside_is_matched_by_hand(desk: Desk, account: int) -> None:
    variant = out(desk, account, NOW - 2 * DAY)
    known_by = {"source": "meta-content", "ref": "1801", "likes": 5}
    ids = [put(desk, "metrics", Metrics(read_at=NOW - step, **known_by)) for step in (1, 2)]  # type: ignore[arg-type]
    put(desk, "metrics", Metrics(read_at=NOW, source="meta-content", ref="1802", likes=6))
    assert len(sheet(desk, Plan(desk)).aside) == 3
    done(match(desk, ids[0], variant))
    assert [(one.ref, one.variant, one.match) for one in stored(desk)] == [
        ("1801", variant, "hand"),
        ("1801", variant, "hand"),
        ("1802", 0, ""),
    ]
    assert reason(match(desk, ids[0], variant)) == "matched_already"
    other = out(desk, put_account(desk, platform="x", handle="t").id, NOW - DAY)
    with desk.store.transaction() as tx:
        tx.update("metrics", 3, {"account": account})
    assert reason(match(desk, 3, other)) == "other_account"
    done(history.undo(desk))
    assert all(one.variant == 0 for one in stored(desk))
