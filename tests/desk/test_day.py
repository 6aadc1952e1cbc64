"""How the day stands: the queue, each account's target, the mix; every account lives in its own zone."""

from datetime import date
from typing import Any

import pytest

from desk import editing
from desk.day import LATE_FOR, Plan, QueueItem
from desk.desk import Desk
from domain.accounts import Setting, Target
from domain.connections import Connection
from domain.deliveries import Delivery
from domain.posts import PILLARS, Post, Variant
from domain.times import DAY, HOUR, MINUTE, ZONES, day_bounds, parse_iso
from tests.desk.conftest import NOW, Clock, done, put, put_account, put_variant, variant_of


def queue(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(item.post.title, item.moment, item.today) for item in Plan(desk).queue()]


# The queue


def test_today_by_time_what_was_missed_first_and_drafts_last(desk: Desk) -> None:
    ig = put_account(desk).id
    put_variant(desk, ig, title="nanti", slot_at=NOW + HOUR)
    put_variant(desk, ig, title="kini", slot_at=NOW - 5 * MINUTE)
    put_variant(desk, ig, title="tayang", slot_at=NOW - 2 * HOUR, state="published", published_at=NOW - 2 * HOUR)
    put_variant(desk, ig, title="kemarin", slot_at=NOW - DAY)
    put_variant(desk, ig, title="tanpa waktu")
    put(desk, "posts", Post(title="draf"))
    put_variant(desk, ig, title="besok", slot_at=NOW + DAY)
    put_variant(desk, ig, title="sudah lama", slot_at=NOW - LATE_FOR - 1)
    put_variant(desk, ig, title="tayang kemarin", slot_at=NOW - DAY, state="published", published_at=NOW - DAY)
    put_variant(desk, ig, title="batal kemarin", slot_at=NOW - DAY, state="cancelled")
    assert queue(desk) == [
        ("kemarin", "missed", False),
        ("tayang kemarin", "published", False),
        ("tayang", "published", True),
        ("kini", "due", True),
        ("nanti", "planned", True),
        ("tanpa waktu", "planned", True),
        ("draf", "planned", True),
    ]


def test_what_went_out_before_its_slot_stands_where_it_went_out(desk: Desk, clock: Clock) -> None:
    ig = put_account(desk).id
    put_variant(desk, ig, title="sekarang juga", slot_at=NOW + DAY, state="published", published_at=NOW - HOUR)
    put_variant(desk, ig, title="kini", slot_at=NOW - 5 * MINUTE)
    assert queue(desk) == [("sekarang juga", "published", True), ("kini", "due", True)]
    clock.now += DAY
    assert ("sekarang juga", "published", True) not in queue(desk)


def test_what_went_out_a_day_ago_is_to_be_measured_until_somebody_has(desk: Desk, clock: Clock) -> None:
    account = put_account(desk).id
    out = NOW - DAY + HOUR
    id = put_variant(desk, account, title="kemarin", slot_at=out, state="published", published_at=out)
    plan = Plan(desk)
    assert plan.queue() == []
    clock.now += HOUR
    assert [(item.to_measure, item.today) for item in plan.queue()] == [(True, False)]
    early = put(desk, "metrics", {"account": account, "variant": id, "read_at": out + HOUR, "likes": 3})
    plan.take({"metrics": {early}})
    assert len(plan.queue()) == 1
    late = put(desk, "metrics", {"account": account, "variant": id, "read_at": clock.now, "likes": 5})
    plan.take({"metrics": {late}})
    assert plan.queue() == []
    put_variant(desk, account, title="lama", slot_at=out - DAY, state="published", published_at=out - DAY)
    assert Plan(desk).queue() == []


def test_what_is_left_to_be_done_keeps_a_post_in_the_queue(desk: Desk) -> None:
    old = NOW - 9 * DAY
    id = put_variant(desk, put_account(desk).id, title="konpers", slot_at=old, state="published", published_at=old)
    assert queue(desk) == []
    done(editing.edit(desk, id, "asked:0:question", "Kapan?"))
    assert queue(desk) == [("konpers", "planned", True)]
    done(editing.edit(desk, id, "asked:0:answer", "Besok."))
    assert queue(desk) == []


def test_time_alone_makes_a_slot_due_and_missed(desk: Desk, clock: Clock) -> None:
    put_variant(desk, put_account(desk).id, slot_at=NOW + HOUR)
    plan = Plan(desk)
    stands = []
    for minutes in (0, 60, 75, 76):
        clock.now = NOW + minutes * MINUTE
        stands.append(plan.queue()[0].moment)
    assert stands == ["planned", "due", "due", "missed"]


@pytest.mark.parametrize("zone", sorted(ZONES))
def test_the_day_turns_at_each_accounts_midnight(desk: Desk, clock: Clock, zone: str) -> None:
    account = put_account(desk, zone=zone).id
    _start, midnight = day_bounds(date(2026, 11, 23), zone)
    put_variant(desk, account, title="hari ini", slot_at=midnight - 1)
    put_variant(desk, account, title="besok", slot_at=midnight)
    plan = Plan(desk)
    clock.now = midnight - 1
    assert [item.post.title for item in plan.queue() if item.today] == ["hari ini"]
    clock.now = midnight
    assert [item.post.title for item in plan.queue() if item.today] == ["besok"]


def test_at_one_instant_it_is_another_day_elsewhere(desk: Desk, clock: Clock) -> None:
    put(desk, "settings", Setting(key="zone", value="WIB"))
    west, east = put_account(desk, handle="a").id, put_account(desk, handle="b", zone="WIT").id
    clock.now = parse_iso("2026-11-23T23:00:00+07:00")  # 01.00 of the 24th in WIT
    slot = parse_iso("2026-11-24T06:00:00+07:00")
    put_variant(desk, west, title="barat", slot_at=slot)
    put_variant(desk, east, title="timur", slot_at=slot)
    assert [title for title, _moment, _today in queue(desk)] == ["timur"]


def test_a_variant_without_its_post_or_account_is_left_out(desk: Desk) -> None:
    put(desk, "variants", Variant(post=99, account=put_account(desk).id, slot_at=NOW))
    put_variant(desk, 99, slot_at=NOW)
    assert queue(desk) == []


def test_what_changed_is_read_again_and_nothing_else(desk: Desk) -> None:
    account = put_account(desk).id
    first, second = (put_variant(desk, account, title=title, slot_at=NOW + HOUR) for title in ("satu", "dua"))
    plan = Plan(desk)
    untouched = plan.posts[1]
    third = put_variant(desk, account, title="tiga", slot_at=NOW + HOUR)
    with desk.store.transaction() as tx:
        tx.update("posts", 2, {"title": "dua lagi"})
        tx.update("variants", first, {"slot_at": NOW + 2 * HOUR})
        tx.delete("variants", second)
    plan.take({"posts": {2, 3}, "variants": {first, second, third}})
    assert plan.posts[1] is untouched
    assert [item.post.title for item in plan.queue()] == ["tiga", "satu", "dua lagi"]
    assert (plan.posts, plan.variants) == (Plan(desk).posts, Plan(desk).variants)


def test_a_table_without_ids_is_read_as_a_whole(desk: Desk) -> None:
    account = put_account(desk).id
    plan = Plan(desk)
    put_variant(desk, account, slot_at=NOW)
    put(desk, "targets", Target(account=account, count=2))
    plan.take({"posts": set(), "accounts": set()})
    assert len(plan.queue()) == len(plan.targets) == 1


# Targets


def progress(desk: Desk) -> list[tuple[int, int | None, bool]]:
    return [(one.published, one.target, one.behind) for one in Plan(desk).progress()]


def published(at: int) -> dict[str, Any]:
    return {"slot_at": at, "state": "published", "published_at": at}


def test_behind_is_who_cannot_reach_the_target_with_what_is_planned(desk: Desk) -> None:
    account = put_account(desk).id
    put(desk, "targets", Target(account=account, count=3))
    assert progress(desk) == [(0, 3, True)]
    put_variant(desk, account, **published(NOW - HOUR))
    put_variant(desk, account, slot_at=NOW - 5 * MINUTE)  # due: it can still go out
    assert progress(desk) == [(1, 3, True)]
    put_variant(desk, account, slot_at=NOW + HOUR)
    assert progress(desk) == [(1, 3, False)]
    put_variant(desk, account, slot_at=NOW + HOUR, state="cancelled")
    assert progress(desk) == [(1, 3, False)]


def test_a_missed_slot_and_another_days_do_not_count(desk: Desk) -> None:
    account = put_account(desk).id
    put(desk, "targets", Target(account=account, count=1))
    put_variant(desk, account, slot_at=NOW - HOUR)
    put_variant(desk, account, slot_at=NOW + DAY)
    put_variant(desk, account, **published(NOW - DAY))
    assert progress(desk) == [(0, 1, True)]


def test_what_went_out_late_counts_for_the_day_it_went_out(desk: Desk) -> None:
    account = put_account(desk).id
    put_variant(desk, account, slot_at=NOW - DAY, state="published", published_at=NOW - HOUR)
    assert progress(desk) == [(1, 1, False)]
    assert [item.moment for item in Plan(desk).queue()] == ["published"]


def test_without_a_target_nobody_is_behind(desk: Desk) -> None:
    account = put_account(desk).id
    put(desk, "targets", Target(account=account, period="week", count=9))
    put(desk, "targets", Target(account=put_account(desk, platform="x").id, count=0))
    assert progress(desk) == [(0, None, False), (0, 0, False)]


def test_the_target_is_that_of_the_weekday_where_the_account_is(desk: Desk, clock: Clock) -> None:
    account = put_account(desk, zone="WIT").id
    put(desk, "targets", Target(account=account, count=2, weekdays=(0, 1, 2, 3, 4)))
    put(desk, "targets", Target(account=account, count=1, weekdays=(5,)))
    put(desk, "targets", Target(account=account, period="week", count=9))
    found = []
    _start, midnight = day_bounds(date(2026, 11, 27), "WIT")
    for at in (midnight - 1, midnight, midnight + DAY):  # Friday, Saturday, Sunday
        clock.now = at
        found.append(progress(desk)[0])
    assert found == [(0, 2, True), (0, 1, True), (0, None, False)]


@pytest.mark.parametrize("zone", sorted(ZONES))
def test_the_target_begins_anew_at_the_accounts_midnight(desk: Desk, clock: Clock, zone: str) -> None:
    account = put_account(desk, zone=zone).id
    _start, midnight = day_bounds(date(2026, 11, 23), zone)
    put_variant(desk, account, **published(midnight - 1))
    clock.now = midnight - 1
    assert progress(desk) == [(1, 1, False)]
    clock.now = midnight
    assert progress(desk) == [(0, 1, True)]


# The mix


def test_the_mix_counts_each_post_of_28_days_once(desk: Desk) -> None:
    ig, x = put_account(desk).id, put_account(desk, platform="x").id
    for number, pillar in enumerate([*["core"] * 3, *["supporting"] * 2, "complementary", None]):
        post = put(desk, "posts", Post(title=str(number), pillar=pillar))  # type: ignore[arg-type]
        for account in (ig, x):
            put(desk, "variants", Variant(post=post, account=account, **published(NOW - 28 * DAY)))
    old = put(desk, "posts", Post(title="lama", pillar="core"))
    put(desk, "variants", Variant(post=old, account=ig, **published(NOW - 28 * DAY - 1)))
    planned = put(desk, "posts", Post(title="nanti", pillar="core"))
    put(desk, "variants", Variant(post=planned, account=ig, slot_at=NOW))
    mix = Plan(desk).mix()
    assert (mix.posts, mix.shares) == (6, {"core": 50, "supporting": 33, "complementary": 17})


def test_without_posts_there_are_no_shares(desk: Desk) -> None:
    mix = Plan(desk).mix()
    assert (mix.posts, mix.shares) == (0, dict.fromkeys(PILLARS, 0))


# What goes out by itself


def going(desk: Desk, **fields: Any) -> Delivery:
    account = put_account(desk).id
    variant = put_variant(desk, account, slot_at=fields.pop("slot_at", NOW + HOUR), state="scheduled")
    post = variant_of(desk, variant).post
    id = put(desk, "deliveries", Delivery(variant=variant, post=post, account=account, platform="facebook", **fields))
    with desk.store.transaction() as tx:
        tx.update("variants", variant, {"delivery": id})
    return Delivery(id=id, variant=variant, post=post, account=account, platform="facebook", **fields)


def test_a_row_of_the_queue_knows_how_far_it_is_on_its_way(desk: Desk) -> None:
    by_hand = put_variant(desk, put_account(desk, platform="x").id, slot_at=NOW + 2 * HOUR)
    sent = going(desk)
    plan = Plan(desk)
    assert [item.delivery and item.delivery.variant for item in plan.queue()] == [sent.variant, None]
    with desk.store.transaction() as tx:
        tx.update("deliveries", sent.id, {"state": "failed", "error": "refused"})
    plan.take({"deliveries": {sent.id}})
    told = plan.delivery(variant_of(desk, sent.variant))
    assert told is not None
    assert (told.state, told.error) == ("failed", "refused")
    with desk.store.transaction() as tx:
        tx.delete("deliveries", sent.id)
    plan.take({"deliveries": {sent.id}})
    assert [item.delivery for item in plan.queue()] == [None, None]
    assert plan.delivery(variant_of(desk, by_hand)) is None


@pytest.mark.parametrize(("state", "listed"), [("queued", 0), ("sending", 1), ("failed", 1), ("unknown", 1)])
def test_what_needs_somebody_is_in_the_queue_whatever_its_slot(desk: Desk, state: Any, listed: int) -> None:
    going(desk, slot_at=NOW + 9 * DAY, state=state)
    assert len(queue(desk)) == listed


def test_what_can_go_out_now(desk: Desk, clock: Clock) -> None:
    connected, other = put_account(desk, platform="facebook").id, put_account(desk, platform="tiktok").id
    put(desk, "connections", Connection(account=connected))
    plan = Plan(desk)
    assert plan.by_api == {connected}

    def may(account: int, post: str = "approved", **fields: Any) -> bool:
        variant = variant_of(desk, put_variant(desk, account, **fields))
        at = plan.accounts[account]
        item = QueueItem(
            post=Post(state=post),  # type: ignore[arg-type]
            variant=variant,
            account=at,
            moment="planned",
            today=True,
        )
        return plan.may_go_now(item)

    assert may(connected, state="scheduled", slot_at=NOW + HOUR)
    assert may(connected)
    assert may(connected, slot_at=NOW - HOUR)
    assert not may(connected, slot_at=NOW + HOUR)
    assert not may(connected, "review", state="scheduled", slot_at=NOW + HOUR)
    assert not may(connected, state="published", published_at=NOW)
    assert not may(other, state="scheduled", slot_at=NOW + HOUR)
    with desk.store.transaction() as tx:
        tx.update("connections", 1, {"wished": {"publish": "manual"}})
    plan.take({"connections": {1}})
    assert not may(connected, state="scheduled", slot_at=NOW + HOUR)
