"""The plan over weeks and months, and moving posts in time."""

from datetime import date
from typing import Any

import pytest

from desk import history, moving, planning
from desk.day import Plan
from desk.desk import Desk
from desk.planning import Planner
from desk.posts import QuickPost
from domain.accounts import Target
from domain.agency import Holiday, Programme, Slot
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from domain.posts import Post, Variant
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Opened, conflict, done, put, put_account, put_variant, reason, variant_of

MONDAY = date(2026, 11, 23)


def planner(desk: Desk) -> Planner:
    return Planner(desk, Plan(desk))


def times(desk: Desk, day: planning.Day) -> list[tuple[int, str]]:
    return [(one.clock // 60, one.post.title if one.post else "+") for one in day.entries]


# What stands where


def test_a_week_has_its_posts_and_the_slots_that_are_free(desk: Desk) -> None:
    ig = put_account(desk).id
    for minute in (540, 720, 1140):
        put(desk, "slots", Slot(account=ig, minute=minute, weekdays=(0, 1)))
    put_variant(desk, ig, title="besok", slot_at=NOW + DAY - 30 * MINUTE)
    put_variant(desk, ig, title="pekan depan", slot_at=NOW + 7 * DAY)
    put_variant(desk, ig, title="batal", slot_at=NOW + DAY, state="cancelled")
    put_variant(desk, ig, title="tanpa waktu")
    board = planner(desk).board(MONDAY, 7)
    assert times(desk, board.days[0]) == [(12, "+"), (19, "+")]  # 09.00 is gone by.
    assert times(desk, board.days[1]) == [(9, "besok"), (12, "+"), (19, "+")]
    assert (board.slots, board.filled) == (6, 1)
    assert [one.post.title for one in board.untimed if one.post] == ["tanpa waktu"]


def test_days_and_clocks_are_those_of_each_account(desk: Desk) -> None:
    west, east = put_account(desk).id, put_account(desk, platform="x", zone="WIT").id
    late = parse_iso("2026-11-23T23:30+07:00")
    for account in (west, east):
        put_variant(desk, account, title=str(account), slot_at=late)
    board = planner(desk).board(MONDAY, 2)
    assert [times(desk, day) for day in board.days] == [[(23, str(west))], [(1, str(east))]]
    assert [one.part for day in board.days for one in day.entries] == ["evening", "morning"]
    only = planner(desk).board(MONDAY, 2, [east])
    assert [len(day.entries) for day in only.days] == [0, 1]


def test_days_tell_holidays_days_and_themes(desk: Desk) -> None:
    days = planner(desk).board(date(2026, 12, 24), 2).days
    assert [day.holiday for day in days] == ["Cuti bersama Natal", "Hari Raya Natal"]
    assert [one.name for one in planner(desk).board(date(2026, 11, 25), 1).days[0].occasions] == ["Hari Guru Nasional"]
    put(desk, "occasions", Occasion(name="Pekan Adminduk", since="2026-11-23", until="2026-11-29"))
    put(desk, "holidays", Holiday(day="2026-11-26", name="Libur daerah"))
    board = planner(desk).board(MONDAY, 7)
    assert [one.name for one in board.themes] == ["Pekan Adminduk"]
    assert [one.name for one in board.days[2].occasions] == [
        "Pekan Adminduk"
    ]  # What is stored replaces the ready list.
    assert board.days[3].holiday == "Libur daerah"


def test_a_day_counts_what_stands_against_its_targets(desk: Desk) -> None:
    ig, x = put_account(desk).id, put_account(desk, platform="x").id
    put(desk, "targets", Target(account=ig, count=2, weekdays=(0,)))
    put(desk, "targets", Target(account=x, count=1))
    put_variant(desk, ig, slot_at=NOW - HOUR, state="published", published_at=NOW - HOUR)
    put_variant(desk, ig, slot_at=NOW + HOUR)
    put_variant(desk, x, slot_at=NOW + HOUR, state="postponed")
    days = planner(desk).board(MONDAY, 2).days
    assert [(day.planned, day.target) for day in days] == [(2, 3), (0, 1)]


def test_what_was_made_of_the_plan_is_made_anew_when_it_changed(desk: Desk) -> None:
    ig = put_account(desk).id
    put(desk, "slots", Slot(account=ig, minute=720))
    plan = Plan(desk)
    made = Planner(desk, plan)
    assert made.board(MONDAY, 1).filled == 0
    id = put_variant(desk, ig, slot_at=NOW + 2 * HOUR)
    plan.take({"variants": {id}, "posts": {1}})
    made.taken()
    assert made.board(MONDAY, 1).filled == 1


# What is worth knowing


def test_advice_names_its_rows(desk: Desk) -> None:
    ig = put_account(desk).id
    put(desk, "targets", Target(account=ig, count=1))
    umkm = put(desk, "programmes", Programme(name="UMKM"))
    first = put_variant(desk, ig, slot_at=NOW + HOUR)
    second = put_variant(desk, ig, slot_at=NOW + 90 * MINUTE)
    draft = put(desk, "posts", Post(title="gagasan", pillar="core"))
    early = put_variant(desk, ig, slot_at=parse_iso("2026-11-24T04:00+07:00"))
    told = {one.code: one for one in planner(desk).advice()}
    assert told["cover"].params == {"account": ig, "days": 2}
    assert (told["pillar"].params["pillar"], told["pillar"].posts) == ("core", (draft,))
    assert told["near"].variants == (first, second)
    assert told["programme"].params["programme"] == umkm
    assert told["off_prime"].variants == (early,)
    assert list(told) == ["cover", "pillar", "near", "programme", "off_prime"]


def test_a_plan_that_reaches_far_needs_no_pillar(desk: Desk) -> None:
    ig = put_account(desk).id
    put(desk, "targets", Target(account=ig, count=1))
    for ahead in range(3):
        put_variant(desk, ig, slot_at=NOW + HOUR + ahead * DAY)
    assert planner(desk).covers() == {ig: 3}
    assert [one.code for one in planner(desk).advice()] == []


# Moving


def scheduled(desk: Desk, account: int, at: int) -> int:
    id = put_variant(desk, account, slot_at=at, state="scheduled")
    with desk.store.transaction() as tx:
        tx.update("posts", variant_of(desk, id).post, {"state": "approved", "approved_by": "budi"})
    return id


def test_a_scheduled_post_keeps_approval_and_schedule_when_it_moves(desk: Desk) -> None:
    id = scheduled(desk, put_account(desk).id, NOW + HOUR)
    done(moving.move(desk, {id: NOW + DAY}))
    moved = variant_of(desk, id)
    assert (moved.slot_at, moved.state) == (NOW + DAY, "scheduled")
    post = desk.store.repo("posts", Post).get(moved.post)
    assert post
    assert (post.state, post.approved_by) == ("approved", "budi")
    done(history.undo(desk))
    assert variant_of(desk, id).slot_at == NOW + HOUR


@pytest.mark.parametrize(
    ("fields", "to", "why"),
    [
        ({"slot_at": NOW + HOUR}, NOW, "slot_past"),
        ({"slot_at": NOW - HOUR, "state": "published", "published_at": NOW - HOUR}, NOW + HOUR, "already_published"),
        ({"slot_at": NOW + HOUR, "state": "cancelled"}, NOW + DAY, "off_plan"),
        ({"slot_at": NOW - HOUR, "state": "withdrawn"}, NOW + DAY, "off_plan"),
    ],
)
def test_guards_refuse_with_a_reason_and_nothing_changes(desk: Desk, fields: dict[str, Any], to: int, why: str) -> None:
    id = put_variant(desk, put_account(desk).id, **fields)
    before = variant_of(desk, id)
    assert reason(moving.move(desk, {id: to})) == why
    assert variant_of(desk, id) == before


def test_a_scheduled_post_needs_a_free_slot_and_a_planned_one_may_be_put_beside_another(desk: Desk) -> None:
    ig = put_account(desk).id
    one, other = scheduled(desk, ig, NOW + HOUR), put_variant(desk, ig, slot_at=NOW + 2 * HOUR)
    assert reason(moving.move(desk, {one: NOW + 2 * HOUR})) == "slot_taken"
    done(moving.move(desk, {other: NOW + HOUR}))
    near = planner(desk).near(variant_of(desk, other), NOW + HOUR)
    assert near
    assert (near.variant.id, near.minutes) == (one, 0)


def test_many_move_together_or_not_at_all(desk: Desk) -> None:
    ig = put_account(desk).id
    first, second = scheduled(desk, ig, NOW + HOUR), scheduled(desk, ig, NOW + HOUR + DAY)
    # Each takes the place of the next: none of them stands where it stood.
    done(moving.move(desk, {first: NOW + HOUR + DAY, second: NOW + HOUR + 2 * DAY}))
    assert [variant_of(desk, id).slot_at for id in (first, second)] == [NOW + HOUR + DAY, NOW + HOUR + 2 * DAY]
    assert reason(moving.move(desk, {first: NOW + 5 * DAY, second: NOW - DAY})) == "slot_past"
    assert variant_of(desk, first).slot_at == NOW + HOUR + DAY
    done(history.undo(desk))
    assert [variant_of(desk, id).slot_at for id in (first, second)] == [NOW + HOUR, NOW + HOUR + DAY]


def test_shifts_add_up_in_the_accounts_own_zone(desk: Desk) -> None:
    west, east = put_account(desk).id, put_account(desk, platform="x", zone="Europe/Amsterdam").id
    summer = parse_iso("2027-03-27T09:00+01:00")  # The day before the clocks go forward there.
    ids = [put_variant(desk, west, slot_at=summer), put_variant(desk, east, slot_at=summer)]
    for _ in range(2):
        done(moving.shift(desk, ids, days=1))
    assert [variant_of(desk, id).slot_at - summer for id in ids] == [2 * DAY, 2 * DAY - HOUR]
    done(moving.shift(desk, ids, minutes=-15))
    assert variant_of(desk, ids[0]).slot_at == summer + 2 * DAY - 15 * MINUTE
    assert reason(moving.shift(desk, [put_variant(desk, west)], days=1)) == "no_slot"
    assert reason(moving.shift(desk, ids, days=-400)) == "slot_past"


def test_what_was_postponed_is_planned_again(desk: Desk) -> None:
    id = put_variant(desk, put_account(desk).id, state="postponed", reason="menunggu data")
    done(moving.move(desk, {id: NOW + DAY}))
    assert (variant_of(desk, id).state, variant_of(desk, id).reason) == ("planned", "")


def test_two_admins_who_move_one_post_meet(desk: Desk, opened: Opened) -> None:
    id = put_variant(desk, put_account(desk).id, slot_at=NOW + HOUR)
    seen = variant_of(desk, id).rev
    done(moving.move(opened("budi"), {id: NOW + DAY}))
    assert conflict(moving.move(desk, {id: NOW + 2 * DAY}, rev=seen)).clashes == ("slot_at",)


def test_a_post_planned_in_a_theme_is_thematic_in_one_step(desk: Desk) -> None:
    account = put_account(desk)
    quick = QuickPost(account=account, slot_at=NOW + HOUR, title="KTP daring")
    outcome = done(moving.plan_post(desk, quick, "Pekan Adminduk"))
    made = desk.store.repo("posts", Post).get(outcome.params["post"])
    assert made
    assert (made.title, made.theme, made.plan_mode) == ("KTP daring", "Pekan Adminduk", "thematic")
    done(history.undo(desk))
    assert desk.store.repo("posts", Post).get(made.id) is None
    assert reason(moving.plan_post(desk, QuickPost(account=account, slot_at=0, title=" "), "x")) == "no_title"


def test_a_copy_is_a_new_draft_of_the_same_words(desk: Desk) -> None:
    ig = put_account(desk).id
    fields: dict[str, Any] = {"title": "Pasar murah", "pillar": "core", "state": "approved", "approved_by": "budi"}
    post = put(desk, "posts", Post(origin="calendar:x:y", **fields))
    id = put(desk, "variants", Variant(post=post, account=ig, caption="khusus", slot_at=NOW - DAY, state="published"))
    outcome = done(moving.copy(desk, id, NOW + DAY))
    made = desk.store.repo("posts", Post).get(outcome.params["post"])
    assert made
    assert (made.title, made.pillar, made.state, made.approved_by, made.origin, made.owner) == (
        *("Pasar murah", "core", "draft", "", "", "rina"),
    )
    new = variant_of(desk, outcome.params["variant"])
    assert (new.account, new.caption, new.slot_at, new.state, new.url) == (ig, "khusus", NOW + DAY, "planned", "")
    assert reason(moving.copy(desk, id, NOW - 1)) == "slot_past"
    done(history.undo(desk))
    assert desk.store.repo("posts", Post).get(made.id) is None


def test_the_ready_days_show_while_none_is_stored(desk: Desk) -> None:
    assert planner(desk).occasions == NATIONAL_DAYS
