"""Skor Harian of what is stored, against a sheet reckoned by hand."""

from datetime import date, timedelta

import pytest

from desk.comments import finish, no_reply
from desk.desk import Desk
from desk.score import Ledger
from domain.accounts import Setting, Target
from domain.comments import Reply
from domain.metrics import Metrics
from domain.posts import Post, Variant
from domain.referrals import Referral
from domain.score import Score
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Clock, done, put, put_account, put_comment

TODAY = date(2026, 11, 23)
EIGHT = parse_iso("2026-11-23T08:00:00+07:00")


def whole_post(desk: Desk, pillar: str | None = "core", **fields: object) -> int:
    known = {
        "title": "Pasar murah",
        "gist": "Pasar murah di alun-alun",
        "caption": "Datang ke pasar murah besok pagi",
        "purpose": "engagement",
        "pillar": pillar,
        "need": "information",
        "state": "approved",
    }
    return put(desk, "posts", Post(**{**known, **fields}))  # type: ignore[arg-type]


def out(desk: Desk, account: int, at: int, *, slot: int = 0, post: int = 0, **fields: object) -> int:
    known = {"state": "published", "published_at": at, "slot_at": slot or at}
    record = Variant(post=post or whole_post(desk), account=account, **{**known, **fields})  # type: ignore[arg-type]
    return put(desk, "variants", record)


def read(desk: Desk, variant: int, at: int, **values: int) -> None:
    put(desk, "metrics", Metrics(account=1, variant=variant, read_at=at, **values))  # type: ignore[arg-type]


def answer(desk: Desk, comment: int, at: int) -> None:
    put(desk, "replies", Reply(comment=comment, platform="instagram", text="ya", state="sent", sent_at=at))


def shares(score: Score) -> dict[str, float | None]:
    return {part.code: part.share for part in score.parts}


@pytest.fixture
def account(desk: Desk) -> int:
    account = put_account(desk).id
    put(desk, "targets", Target(account=account, count=3))
    return account


def test_the_sheet(desk: Desk, account: int) -> None:
    """25·2/3 + 15·1/2 + 10·1/2 + 10·(1 − 10/30) + 10·0,75 + 15·2/3 + 10·2/4 + 5·1/2, of 100.

    = 16,6667 + 7,5 + 5 + 6,6667 + 7,5 + 10 + 5 + 2,5 = 60,8333
    """
    out(desk, account, EIGHT)
    out(desk, account, EIGHT + HOUR, slot=EIGHT, post=whole_post(desk, "supporting", purpose=None))  # late, incomplete
    # The mix of 28 days: 18 core, 6 supporting, 6 complementary: 60/20/20, so 10 points.
    for place in range(28):
        pillar = "core" if place < 17 else "supporting" if place < 22 else "complementary"
        post = whole_post(desk, pillar)
        put(desk, "variants", Variant(post=post, account=account, state="published", published_at=EIGHT - 20 * DAY))
    # Yesterday's at 08.00 was measured at 08.30 today: 30 of 1.000 is 3 %, its median of before 4 %: 0,75.
    put(desk, "metrics", Metrics(account=account, day="2026-11-01", followers=1_000))
    for back, likes in ((1, 24), (3, 30), (4, 34), (5, 34), (40, 900)):
        variant = out(desk, account, EIGHT - back * DAY, post=whole_post(desk, None))
        read(desk, variant, EIGHT - back * DAY + DAY + 30 * MINUTE, likes=likes, comments=1, shares=2, saves=3)
        read(desk, variant, EIGHT - back * DAY + HOUR, likes=9_000, comments=1, shares=2, saves=3)
        read(desk, variant, NOW, likes=5_000)
    # Citizens: two in time, one late; two of four closed; one of the two open ones is overdue.
    for written, due, replied in ((-30, 2, 1), (1, 3, 1.5)):
        at = EIGHT + round(replied * HOUR)
        asked = {"written_at": EIGHT + written * HOUR, "reply_due": EIGHT + due * HOUR, "state": "answered"}
        answer(desk, put_comment(desk, account=account, **asked), at)
    put_comment(desk, account=account, written_at=EIGHT - HOUR, reply_due=EIGHT)
    put_comment(desk, account=account, written_at=EIGHT, reply_due=NOW + 1)
    put_comment(desk, account=account, kind="praise", reply_due=EIGHT)
    ledger = Ledger(desk)
    score = ledger.score(TODAY)
    assert shares(score) == {
        "published": pytest.approx(2 / 3),
        "on_time": 1 / 2,
        "complete": 1 / 2,
        "mix": pytest.approx(2 / 3),
        "engagement": pytest.approx(0.75),
        "in_time": pytest.approx(2 / 3),
        "closed": 1 / 2,
        "not_overdue": 1 / 2,
    }
    assert score.value == pytest.approx(60.833333, abs=1e-6)
    assert ledger.score(TODAY, account) == Score(day="2026-11-23", account=account, parts=score.parts)


def test_an_empty_store_has_no_score(desk: Desk) -> None:
    assert Ledger(desk).score(TODAY).value is None


def test_without_a_target_anywhere_one_a_day_is_expected(desk: Desk) -> None:
    put_account(desk)
    assert Ledger(desk).score(TODAY).value == 0


def test_under_12_posts_the_mix_drops_out(desk: Desk, account: int) -> None:
    for _ in range(11):
        out(desk, account, EIGHT)
    assert Ledger(desk).score(TODAY)["mix"].share is None
    out(desk, account, EIGHT)
    assert Ledger(desk).score(TODAY)["mix"].over == pytest.approx(50)


def test_the_agencys_own_shares_of_the_pillars_hold(desk: Desk, account: int) -> None:
    put(desk, "settings", Setting(key="pillars", value="100 0 0"))
    for _ in range(12):
        out(desk, account, EIGHT)
    assert Ledger(desk).score(TODAY)["mix"].share == 1.0


def test_a_blank_is_no_zero(desk: Desk, account: int) -> None:
    """A reading without its saves makes no rate, and a variant nobody measured counts for nothing."""
    put(desk, "metrics", Metrics(account=account, day="2026-11-01", followers=100))
    for back in (1, 2):
        variant = out(desk, account, EIGHT - back * DAY)
        read(desk, variant, EIGHT - back * DAY + DAY, likes=5, comments=1, shares=1)
    out(desk, account, EIGHT - DAY)
    part = Ledger(desk).score(TODAY)["engagement"]
    assert (part.share, len(part.others)) == (None, 2)


def test_without_followers_the_rate_is_by_reach(desk: Desk, account: int) -> None:
    for back, likes in ((1, 10), (2, 20)):
        variant = out(desk, account, EIGHT - back * DAY)
        read(desk, variant, EIGHT - back * DAY + DAY, likes=likes, comments=0, shares=0, saves=0, reach=100)
    ledger = Ledger(desk)
    formula, _today, before = ledger.rates(account, TODAY)
    assert (formula, before) == ("err", [20.0])
    assert ledger.score(TODAY)["engagement"].share == 0.5


# Citizens


def test_closing_or_hiding_without_a_reply_earns_nothing(desk: Desk, account: int, clock: Clock) -> None:
    first = put_comment(desk, account=account, reply_due=NOW - MINUTE)
    put_comment(desk, account=account, reply_due=NOW + HOUR)
    before = Ledger(desk).score(TODAY)
    done(no_reply(desk, first, "not_ours"))
    put_comment(desk, account=account, reply_due=NOW - MINUTE, hidden=True, state="no_reply")
    after = Ledger(desk).score(TODAY)
    assert shares(before) == shares(after)
    clock.now = NOW + DAY
    assert Ledger(desk).score(TODAY + timedelta(days=1))["not_overdue"].of == 1


def test_an_answer_closes_and_a_referral_does_not(desk: Desk, account: int) -> None:
    fields = {"agency": 1, "name": "DLH", "ticket": "D-1", "by": "rina", "due": NOW}
    heard = put_comment(
        desk,
        account=account,
        state="referred",
        referral=Referral(at=NOW - 20 * MINUTE, **fields),  # type: ignore[arg-type]
    )
    answer(desk, heard, NOW - 10 * MINUTE)
    put_comment(desk, account=account, state="referred", unheard=True, referral=Referral(at=NOW - 1, **fields))  # type: ignore[arg-type]
    relayed = Referral(at=NOW - 5 * DAY, relayed_at=NOW - 1, **fields)  # type: ignore[arg-type]
    told = put_comment(
        desk, account=account, state="answered", referral=relayed, written_at=NOW - 6 * DAY, reply_due=NOW - 5 * DAY
    )
    answer(desk, told, NOW - 5 * DAY - 1)
    found = Ledger(desk).response(TODAY, [account])
    assert (found.in_time, found.closed, found.carried) == ((heard,), (told,), (told,))
    assert found.open == (told - 1,)


def test_what_was_closed_yesterday_is_not_carried(desk: Desk, account: int, clock: Clock) -> None:
    asked = put_comment(desk, account=account, written_at=NOW - 2 * HOUR, reply_due=NOW + HOUR)
    answer(desk, asked, NOW - HOUR)
    with desk.store.transaction() as tx:
        tx.update("comments", asked, {"state": "answered"})
    done(finish(desk, asked))
    dropped = put_comment(desk, account=account, written_at=NOW - 2 * HOUR, reply_due=NOW + HOUR)
    done(no_reply(desk, dropped, "duplicate"))
    clock.now = NOW + DAY
    tomorrow = Ledger(desk, since=TODAY)
    assert tomorrow.response(TODAY, [account]).carried == ()
    assert tomorrow.response(TODAY, [account]).new == (asked, dropped)
    assert tomorrow.response(TODAY, [account]).closed == (asked,)
    assert tomorrow.response(TODAY + timedelta(days=1), [account]).carried == ()


def test_each_account_has_its_own_midnight(desk: Desk, clock: Clock) -> None:
    west = put_account(desk, handle="barat").id
    east = put_account(desk, platform="x", handle="timur", zone="WIT").id
    late = parse_iso("2026-11-23T22:30:00+07:00")  # 00.30 of the 24th in WIT
    out(desk, west, late)
    out(desk, east, late)
    put_comment(desk, account=east, platform="x", written_at=late, reply_due=late + HOUR)
    clock.now = late + HOUR
    ledger = Ledger(desk)
    assert ledger.score(TODAY)["published"].over == 1
    assert ledger.score(TODAY, west)["published"].over == 1
    assert ledger.response(TODAY, [east]).new == ()
    assert ledger.score(TODAY + timedelta(days=1), east)["published"].over == 1


def test_a_missed_slot_costs_the_target_and_nothing_more(desk: Desk, account: int) -> None:
    out(desk, account, EIGHT)
    put(desk, "variants", Variant(post=whole_post(desk), account=account, slot_at=EIGHT, state="scheduled"))
    score = Ledger(desk).score(TODAY)
    assert score["published"].share == pytest.approx(1 / 3)
    assert score["on_time"].share == 1.0


# Days and the board


def test_days_gone_by_are_told_as_they_were(desk: Desk, account: int, clock: Clock) -> None:
    out(desk, account, EIGHT)
    open_ = put_comment(desk, account=account, written_at=EIGHT, reply_due=EIGHT + HOUR)
    clock.now = NOW + 2 * DAY
    ledger = Ledger(desk, since=TODAY)
    trend = [ledger.score(TODAY + timedelta(days=step)) for step in range(3)]
    assert [score.day for score in trend] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert [score["published"].over for score in trend] == [1, 0, 0]
    assert [score["in_time"].others for score in trend] == [(open_,), (), ()]
    assert [score["not_overdue"].others for score in trend] == [(open_,)] * 3
    assert ledger.values(TODAY - timedelta(days=1), TODAY) == [None, trend[0].value]


def test_the_board_compares_accounts_of_like_size(desk: Desk) -> None:
    sizes = {"kecil": 800, "besar": 52_000, "sedang": 4_000, "sedang2": 9_999, "entah": None}
    ids = {name: put_account(desk, handle=name).id for name in sizes}
    for name, followers in sizes.items():
        if followers is not None:
            put(desk, "metrics", Metrics(account=ids[name], day="2026-11-20", followers=followers))
    out(desk, ids["sedang2"], EIGHT)
    found = [(one.account.handle, one.band, one.score.value) for one in Ledger(desk).board(TODAY)]
    assert found == [
        ("besar", "10k_100k", 0.0),
        ("sedang2", "1k_10k", 100.0),
        ("sedang", "1k_10k", 0.0),
        ("kecil", "under_1k", 0.0),
        ("entah", None, 0.0),
    ]


def test_comments_of_an_account_nobody_knows_count_for_the_agency(desk: Desk, account: int) -> None:
    put_comment(desk, account=99, reply_due=NOW - MINUTE)
    assert Ledger(desk).score(TODAY)["in_time"].share == 0.0
    assert Ledger(desk).score(TODAY, account)["in_time"].share is None
