"""Recaps of what is stored, against figures reckoned by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from desk import history
from desk.desk import Desk
from desk.recap import decide, recap, review_of
from desk.recap.telling import Teller
from domain.accounts import Target
from domain.comments import Reply
from domain.metrics import Metrics
from domain.posts import Post, Variant
from domain.recap import Review
from domain.referrals import Referral
from domain.targets import Period
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Clock, done, put, put_account, put_comment, reason

MONDAY = date(2026, 11, 23)
EIGHT = parse_iso("2026-11-23T08:00:00+07:00")


def figure(desk: Desk, code: str, about: str = "", *, period: Period = "day", day: date = MONDAY) -> Any:
    found = [one for one in recap(desk, period, day).figures() if (one.code, one.about) == (code, about)]
    assert len(found) == 1, (code, about)
    return found[0]


def value(desk: Desk, code: str, about: str = "", *, period: Period = "day", day: date = MONDAY) -> Any:
    return figure(desk, code, about, period=period, day=day).value


def out(desk: Desk, account: int, at: int, title: str = "Pasar murah", **fields: object) -> int:
    post = put(desk, "posts", Post(title=title, state="approved", pillar="core"))
    known = {"state": "published", "published_at": at, "slot_at": at}
    return put(desk, "variants", Variant(post=post, account=account, **{**known, **fields}))  # type: ignore[arg-type]


def answered(desk: Desk, account: int, written: int, replied: int, **fields: object) -> int:
    known = {"written_at": written, "reply_due": written + 2 * HOUR, "state": "answered"}
    id = put_comment(desk, account=account, **{**known, **fields})
    put(desk, "replies", Reply(comment=id, platform="instagram", text="ya", state="sent", sent_at=replied))
    return id


@pytest.fixture
def account(desk: Desk) -> int:
    account = put_account(desk).id
    put(desk, "targets", Target(account=account, count=2))
    return account


# What was published


def test_posts_of_a_day(desk: Desk, account: int) -> None:
    out(desk, account, EIGHT)
    out(desk, account, EIGHT + HOUR, slot_at=EIGHT)
    out(desk, account, EIGHT - DAY)
    put(desk, "variants", Variant(post=1, account=account, slot_at=EIGHT))
    out(desk, account, EIGHT, state="withdrawn")
    assert value(desk, "published") == 2
    assert figure(desk, "account_out", str(account)).of == 2
    assert (value(desk, "missed"), value(desk, "withdrawn")) == (1, 1)
    on_time = figure(desk, "on_time")
    assert (on_time.value, on_time.n) == (50.0, 2)


def test_reach_and_engagement_name_how_many_tell_them(desk: Desk, account: int) -> None:
    put(desk, "metrics", Metrics(account=account, day="2026-11-15", followers=2_000))
    put(desk, "metrics", Metrics(account=account, day="2026-11-22", followers=2_060))
    told = (
        {"likes": 30, "comments": 4, "shares": 3, "saves": 3, "reach": 800, "views": 1_000},  # 40
        {"likes": 50, "comments": 5, "shares": 2, "saves": 3, "views": 3_000},  # 60, no reach
        {"likes": 9, "reach": 500},  # blanks: no engagement
    )
    for place, values in enumerate(told):
        at = EIGHT - (6 - place) * DAY
        put(desk, "metrics", Metrics(account=account, variant=out(desk, account, at), read_at=at + DAY, **values))  # type: ignore[arg-type]
    out(desk, account, EIGHT - 2 * DAY)  # not measured
    out(desk, account, NOW - HOUR)  # too early
    found: Any = {one.code: one for one in recap(desk, "week", MONDAY - timedelta(days=1)).figures() if not one.about}
    rates: Any = {one.code: one for one in recap(desk, "week", MONDAY - timedelta(days=1)).figures() if one.about}
    assert (found["reach"].value, found["reach"].n) == (1_300, 2)
    assert (found["views"].value, found["views"].n) == (4_000, 2)
    assert (found["engagement"].value, found["engagement"].n) == (100, 2)
    assert (found["measured"].value, found["measured"].n) == (75.0, 4)
    assert (rates["erf"].value, rates["erf"].n) == (pytest.approx(2.5), 2)  # of 2 % and 3 %
    assert (rates["err"].value, rates["err"].n) == (pytest.approx(5.0), 1)
    assert (rates["erv"].value, rates["erv"].n) == (pytest.approx(3.0), 2)
    assert (rates["followers"].value, rates["followers"].of) == (2_060, 2_000)


def test_nothing_measured_is_nothing_and_no_zero(desk: Desk, account: int) -> None:
    out(desk, account, EIGHT)
    for code in ("reach", "views", "engagement"):
        assert value(desk, code) is None
    assert value(desk, "erf", "followers") is None


def test_the_best_and_the_worst_against_their_own_accounts(desk: Desk, account: int) -> None:
    small = put_account(desk, platform="x", handle="kecil").id
    for id, followers in ((account, 10_000), (small, 100)):
        put(desk, "metrics", Metrics(account=id, day="2026-11-01", followers=followers))
    ids = []
    # The big one: 1, 2, 4 % (its median 2); the small one: 10, 20, 30 % (its median 20).
    for id, counts in ((account, (100, 200, 400)), (small, (10, 20, 30))):
        for place, likes in enumerate(counts):
            at = EIGHT - (7 - place) * DAY
            ids.append(out(desk, id, at))
            fields = {"likes": likes, "comments": 0, "shares": 0, "saves": 0}
            put(desk, "metrics", Metrics(account=id, variant=ids[-1], read_at=at + DAY, **fields))  # type: ignore[arg-type]
    found: Any = recap(desk, "week", MONDAY - timedelta(days=1))
    assert [(one.variant.id, one.ratio) for one in found.best] == [
        (ids[2], pytest.approx(2.0)),
        (ids[5], pytest.approx(1.5)),
        (ids[1], pytest.approx(1.0)),
    ]
    assert [one.variant.id for one in found.worst] == [ids[3], ids[0], ids[4]]


# How citizens fared


def test_time_to_reply_over_a_weekend(desk: Desk, account: int, clock: Clock) -> None:
    """Friday 16.00 to Monday 08.30 is 1,5 working hours and 64,5 by the clock; 30 minutes are 30 minutes."""
    friday = parse_iso("2026-11-20T16:00:00+07:00")
    answered(desk, account, friday, EIGHT + 30 * MINUTE, reply_due=EIGHT + 90 * MINUTE)
    answered(desk, account, EIGHT, EIGHT + 30 * MINUTE)
    answered(desk, account, EIGHT, EIGHT + 60 * MINUTE)
    work, by_clock = figure(desk, "reply_work"), figure(desk, "reply_clock")
    assert (work.value, work.n) == (60 * MINUTE, 3)
    assert by_clock.value == 60 * MINUTE
    put_comment(desk, account=account, written_at=EIGHT - 5 * DAY, reply_due=EIGHT - 5 * DAY + HOUR)
    assert value(desk, "answered") == 3
    in_time = figure(desk, "in_time")
    assert (in_time.value, in_time.n) == (100.0, 3)


def test_what_is_open_at_the_end(desk: Desk, account: int, clock: Clock) -> None:
    late = put_comment(desk, account=account, written_at=EIGHT, reply_due=EIGHT + HOUR)
    put_comment(desk, account=account, written_at=EIGHT, reply_due=NOW + HOUR)
    put_comment(desk, account=account, written_at=EIGHT, kind="praise")
    answered(desk, account, EIGHT, EIGHT + DAY)
    assert (value(desk, "written"), value(desk, "to_answer"), value(desk, "open")) == (4, 3, 3)
    assert figure(desk, "overdue").rows == (late,)
    clock.now = NOW + DAY
    assert value(desk, "open") == 3
    assert value(desk, "open", day=MONDAY + timedelta(days=1)) == 2


def test_sentiment_of_what_was_written_within(desk: Desk, account: int) -> None:
    for sentiment, by in (("positive", "rina"), ("negative", ""), ("negative", ""), ("unsure", "")):
        put_comment(desk, account=account, sentiment=sentiment, sentiment_by=by)
    put_comment(desk, account=account, sentiment="positive", written_at=EIGHT - DAY)
    net = figure(desk, "net")
    assert (net.value, net.n) == (pytest.approx(-1 / 3), 3)
    assert (value(desk, "pleased"), value(desk, "checked")) == (pytest.approx(100 / 3), 25.0)
    assert value(desk, "feeling", "unsure") == 1


def test_before_and_after_our_reply(desk: Desk, account: int) -> None:
    angry = answered(desk, account, EIGHT, EIGHT + HOUR, sentiment="negative", handle="dwi")
    put_comment(
        desk, account=account, sentiment="positive", handle="dwi", written_at=EIGHT + HOUR + MINUTE, kind="praise"
    )
    put_comment(desk, account=account, sentiment="negative", handle="dwi", written_at=EIGHT + HOUR + 2, kind="praise")
    answered(desk, account, EIGHT, EIGHT + HOUR, sentiment="neutral", handle="joko")
    assert [figure(desk, "after_reply", about).rows for about in ("better", "same", "worse")] == [(), (angry,), ()]


def test_referrals_at_the_end_of_the_period(desk: Desk, account: int, clock: Clock) -> None:
    known = {"agency": 1, "name": "DLH", "ticket": "D-1", "by": "rina"}
    waiting = Referral(at=NOW - HOUR, due=NOW + DAY, **known)  # type: ignore[arg-type]
    late = Referral(at=NOW - 9 * DAY, due=NOW - DAY, **known)  # type: ignore[arg-type]
    told = Referral(at=NOW - 9 * DAY, due=NOW, answered_at=NOW - 2, relayed_at=NOW - 1, **known)  # type: ignore[arg-type]
    one = put_comment(desk, account=account, state="referred", referral=waiting)
    two = put_comment(desk, account=account, state="referred", referral=late)
    three = put_comment(desk, account=account, state="answered", referral=told)
    assert figure(desk, "referred").rows == (one,)
    assert figure(desk, "agency_answered").rows == (three,)
    assert figure(desk, "referrals_open").rows == (one, two)
    assert figure(desk, "referrals_overdue").rows == (two,)
    yesterday = MONDAY - timedelta(days=1)
    assert figure(desk, "referrals_open", day=yesterday).rows == (two, three)


def test_what_was_asked_by_many(desk: Desk, account: int) -> None:
    first = put_comment(desk, account=account, text="Bansos kapan cair? NIK 3571012309870003")
    same = [put_comment(desk, account=account, group=first) for _ in range(2)]
    put_comment(desk, account=account)
    found = figure(desk, "alike", str(first))
    assert (found.value, found.rows) == (3, (first, *same))
    teller = Teller(desk, recap(desk, "day", MONDAY))
    assert "3571012309870003" not in teller.text(found)
    assert all("3571012309870003" not in text for _name, text in teller.rows(found))


def test_each_account_has_its_own_day(desk: Desk, clock: Clock) -> None:
    west, east = put_account(desk, handle="b").id, put_account(desk, platform="x", handle="t", zone="WIT").id
    late = parse_iso("2026-11-23T22:30:00+07:00")
    for id in (west, east):
        out(desk, id, late)
        put_comment(desk, account=id, written_at=late)
    clock.now = late + 2 * HOUR
    assert (value(desk, "published"), value(desk, "written")) == (1, 1)
    tomorrow = MONDAY + timedelta(days=1)
    assert (value(desk, "published", day=tomorrow), value(desk, "written", day=tomorrow)) == (1, 1)
    assert value(desk, "published", period="week") == 2


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("day", "2026-11-30", "2026-11-30"), ("week", "2026-11-30", "2026-12-01"), ("month", "2026-11-01", "2026-11-30")],
)
def test_month_ends(desk: Desk, clock: Clock, period: Period, first: str, last: str) -> None:
    account = put_account(desk).id
    end = parse_iso("2026-12-01T00:00:00+07:00")
    out(desk, account, end - 1)
    out(desk, account, end)
    clock.now = end + 9 * HOUR
    found = recap(desk, period, date(2026, 11, 30))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.figures()[0].value == (2 if period == "week" else 1)


def test_the_score_is_the_mean_of_the_days_from_the_first_post_on(desk: Desk, account: int, clock: Clock) -> None:
    out(desk, account, EIGHT)
    out(desk, account, EIGHT + MINUTE)
    clock.now = NOW + DAY
    found = recap(desk, "week", MONDAY)
    monday, tuesday = found.scores
    assert tuesday == 0.0
    assert monday == pytest.approx(100 * (25 + 15) / 50)  # both out, on time, incomplete
    assert found.score == pytest.approx(40.0)
    assert [(row.published, row.target, row.days) for row in found.rows] == [(2, 14, 2)]


def test_an_empty_store(desk: Desk) -> None:
    found = recap(desk, "month", MONDAY)
    assert (found.score, found.rows, found.best) == (None, [], [])
    assert all(not figure.value for figure in found.figures())


# The decision


def test_a_weeks_decision_is_kept_changed_and_taken_back(desk: Desk) -> None:
    sunday = MONDAY + timedelta(days=6)
    done(decide(desk, MONDAY, "Lebih banyak video pendek"))
    assert recap(desk, "week", MONDAY).note == "Lebih banyak video pendek"
    done(decide(desk, sunday, "Kurangi poster"))
    kept = review_of(desk, MONDAY)
    assert kept is not None
    assert (kept.week, kept.note, kept.by) == ("2026-11-23", "Kurangi poster", "rina")
    done(history.undo(desk))
    assert recap(desk, "week", MONDAY).note == "Lebih banyak video pendek"
    assert len(list(desk.store.repo("reviews", Review).all())) == 1


def test_of_a_week_to_come_nothing_is_decided(desk: Desk) -> None:
    assert reason(decide(desk, MONDAY + timedelta(days=7), "x")) == "in_the_future"
