"""Targets, pace, mix and consistency, by hand."""

from datetime import date

import pytest

from domain.accounts import Account, Target
from domain.agency import Slot
from domain.posts import PILLAR_TARGETS, Pillar, Post, Variant
from domain.targets import NEED_TARGETS, kept, mix, pace, read_periods, span, wanted, went_out
from domain.times import DAY, HOUR, MINUTE, parse_iso
from domain.week import NotAWeek

NOW = parse_iso("2026-11-23T09:42:00+07:00")
MONDAY = date(2026, 11, 23)
OURS = Account(id=1, platform="instagram", handle="x")


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        ("2026-11-23", ("2026-11-23", "2026-11-29"), ("2026-11-01", "2026-11-30")),
        ("2026-12-31", ("2026-12-28", "2027-01-03"), ("2026-12-01", "2026-12-31")),
        ("2027-01-01", ("2026-12-28", "2027-01-03"), ("2027-01-01", "2027-01-31")),
        ("2028-02-29", ("2028-02-28", "2028-03-05"), ("2028-02-01", "2028-02-29")),
        ("2026-02-28", ("2026-02-23", "2026-03-01"), ("2026-02-01", "2026-02-28")),
    ],
)
def test_periods(day: str, week: tuple[str, str], month: tuple[str, str]) -> None:
    one = date.fromisoformat(day)
    assert span("day", one) == (one, one)
    assert tuple(each.isoformat() for each in span("week", one)) == week
    assert tuple(each.isoformat() for each in span("month", one)) == month


def test_a_weeks_target_is_the_sum_of_its_days_unless_it_has_its_own() -> None:
    daily = [Target(account=1, count=2, weekdays=(0, 1, 2, 3, 4)), Target(account=1, count=1, weekdays=(5,))]
    assert [wanted(daily, 1, "day", date(2026, 11, 23 + step)) for step in range(7)] == [2, 2, 2, 2, 2, 1, None]
    assert wanted(daily, 1, "week", MONDAY) == 11
    assert wanted(daily, 1, "month", MONDAY) == 2 * 21 + 4  # November 2026: 21 workdays, 4 Saturdays
    assert wanted([*daily, Target(account=1, period="week", count=4)], 1, "week", MONDAY) == 4


def test_where_none_has_a_target_each_should_publish_one_a_day() -> None:
    assert [wanted([], 1, period, MONDAY) for period in ("day", "week", "month")] == [1, 7, 30]
    assert wanted([Target(account=2)], 1, "day", MONDAY) is None
    assert wanted([], 1, "day", MONDAY, set_up=False) is None


def variant(id: int, hours: float, state: str = "published", post: int = 1) -> Variant:
    at = NOW + round(hours * HOUR)
    out = at if state in ("published", "withdrawn") else 0
    return Variant(id=id, post=post, account=1, slot_at=at, state=state, published_at=out)  # type: ignore[arg-type]


def test_pace() -> None:
    own = [variant(1, -2), variant(2, -1), variant(3, -0.5, "withdrawn"), variant(4, 5, "scheduled")]
    own += [variant(5, -1, "planned"), variant(6, 3, "cancelled"), variant(7, -24), variant(8, 30, "planned")]
    found = pace([Target(account=1, count=4)], OURS, own, "day", MONDAY, "WIB", NOW)
    assert (found.target, found.published, found.ahead, found.behind) == (4, (1, 2), (4,), True)
    week = pace([Target(account=1, period="week", count=4)], OURS, own, "week", MONDAY, "WIB", NOW)
    assert (week.target, week.published, week.ahead, week.behind) == (4, (1, 2), (4, 8), False)


def posts(**counts: int) -> list[Post]:
    names = [name for name, count in counts.items() for _ in range(count)]
    return [Post(id=id, pillar=name) for id, name in enumerate(names, 1)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "deviation", "verdict"),
    [
        ({"core": 6, "supporting": 4, "complementary": 2}, 10 / 3, "ok"),  # 50 33,3 16,7
        ({"core": 12}, 50, "off"),
        ({"core": 8, "supporting": 4, "complementary": 8}, 20, "watch"),  # 40 20 40
        ({"core": 8, "supporting": 6, "complementary": 6}, 10, "ok"),  # 40 30 30
        ({"core": 5, "supporting": 3, "complementary": 3}, None, "few"),
        ({}, None, "few"),
    ],
)
def test_the_mix_by_hand(counts: dict[str, int], deviation: float | None, verdict: str) -> None:
    found = mix(posts(**counts), PILLAR_TARGETS)
    assert found.deviation == (deviation if deviation is None else pytest.approx(deviation))
    assert found.verdict == verdict


def test_a_post_on_several_accounts_is_one_and_without_a_pillar_none() -> None:
    twice = [Post(id=1, pillar="core"), Post(id=1, pillar="core"), Post(id=2)]
    assert mix(twice, PILLAR_TARGETS).counts == {"core": 1, "supporting": 0, "complementary": 0}


def test_the_mix_of_needs_has_its_own_wishes() -> None:
    found = mix([Post(id=id, need="information") for id in range(1, 13)], NEED_TARGETS, "need")
    assert found.deviation == pytest.approx((49 + 57 + 8) / 2)


def test_what_went_out_within_a_span() -> None:
    all_of: dict[int, Post] = {id: Post(id=id, pillar="core") for id in (1, 2, 3)}
    variants = [variant(1, -1, post=1), variant(2, -30, post=2), variant(3, -1, "withdrawn", post=3)]
    variants.append(variant(4, -2, post=99))
    assert [one.id for one in went_out(all_of, variants, NOW - DAY, NOW)] == [1]


def test_pillars_are_those_of_the_agency() -> None:
    wished: dict[Pillar, int] = {"core": 100, "supporting": 0, "complementary": 0}
    assert mix(posts(core=12), wished).deviation == 0


def test_consistency_is_slots_used_of_slots_planned() -> None:
    own = [variant(id, -24 * id) for id in range(1, 8)]  # seven days, a post each
    own += [variant(20, -24 * 8, "planned"), variant(21, -24 * 9, "cancelled"), variant(22, 5, "scheduled")]
    found = kept(own, [], MONDAY, "WIB", NOW)
    assert (found.used, found.planned, found.unused) == (7, 9, (20, 21))
    assert found.share == pytest.approx(7 / 9)
    assert kept([], [], MONDAY, "WIB", NOW).share is None


def test_usual_times_that_nobody_used_are_planned_too() -> None:
    slots = [Slot(account=1, minute=9 * 60), Slot(account=1, minute=12 * 60)]
    found = kept([variant(1, -48)], slots, MONDAY, "WIB", NOW)
    # From Saturday on, when the account began: 2 + 2, and today's of 09.00; that of 12.00 is still to come.
    assert (found.used, found.planned) == (1, 5)


def test_slots_older_than_28_days_do_not_count() -> None:
    old = parse_iso("2026-10-26T23:59:00+07:00")
    first = old + MINUTE
    both = [Variant(id=id, post=1, account=1, slot_at=at) for id, at in enumerate((old, first), 1)]
    assert kept(both, [], MONDAY, "WIB", NOW).unused == (2,)


@pytest.mark.parametrize(
    ("line", "periods", "rest"),
    [
        ("Sen–Jum 2, Sab 1, pekan 12, bulan 40", {"week": 12, "month": 40}, "Sen–Jum 2, Sab 1"),
        ("seminggu 3", {"week": 3}, ""),
        ("12 a week, 40 per month, 2", {"week": 12, "month": 40}, " 2"),
        ("minggu 2", {}, "minggu 2"),
        ("per minggu: 2", {"week": 2}, ""),
        ("12 sepekan; 2", {"week": 12}, " 2"),
        ("", {}, ""),
        ("-", {}, "-"),
    ],
)
def test_targets_of_a_week_and_a_month_in_a_line(line: str, periods: dict[str, int], rest: str) -> None:
    assert read_periods(line) == (periods, rest)


@pytest.mark.parametrize(("line", "reason"), [("pekan 1001", "bad_count"), ("pekan 2, seminggu 3", "day_twice")])
def test_what_is_no_target_of_a_period(line: str, reason: str) -> None:
    with pytest.raises(NotAWeek) as refused:
        read_periods(line)
    assert refused.value.reason == reason
