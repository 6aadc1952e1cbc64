"""What the desk tells of a plan: reach, thin pillars, posts too near, formats that repeat, programmes gone silent."""

from collections.abc import Sequence
from typing import Any

import pytest

from domain.accounts import Target
from domain.agency import Programme
from domain.occasions import Occasion
from domain.planning import (
    clashes,
    cover,
    nearest,
    off_prime,
    past_theme,
    pillars,
    same_formats,
    silent,
    themeless,
    thinnest,
)
from domain.posts import PILLAR_TARGETS, Format, Post, Variant
from domain.slots import read_prime_time
from domain.times import DAY, HOUR, MINUTE, parse_iso

NOW = parse_iso("2026-11-23T09:42+07:00")  # A Monday.
NINE = parse_iso("2026-11-23T09:00+07:00")


def variant(id: int, at: int, account: int = 1, state: Any = "planned", post: int = 0) -> Variant:
    published = at if state in ("published", "withdrawn") else 0
    return Variant(id=id, post=post or id, account=account, slot_at=at, state=state, published_at=published)


def ids(found: Sequence[Any]) -> list[tuple[int, ...]]:
    return [advice.variants for advice in found]


# Too near


def test_posts_of_an_account_less_than_an_hour_apart_are_told() -> None:
    plan = [variant(1, NOW + HOUR), variant(2, NOW + HOUR + 59 * MINUTE), variant(3, NOW + 3 * HOUR)]
    (told,) = clashes(plan, NOW)
    assert (told.code, told.variants, told.params["minutes"]) == ("near", (1, 2), 59)


def test_an_hour_is_enough_and_another_account_is_no_matter() -> None:
    assert clashes([variant(1, NOW + HOUR), variant(2, NOW + 2 * HOUR), variant(3, NOW + HOUR, account=2)], NOW) == []


def test_two_posts_at_one_time_clash() -> None:
    (told,) = clashes([variant(1, NOW + HOUR), variant(2, NOW + HOUR, state="scheduled")], NOW)
    assert (told.code, told.params["minutes"]) == ("clash", 0)


def test_what_has_gone_out_counts_as_it_went_out_and_alone_is_no_warning() -> None:
    out = variant(1, NOW - 10 * MINUTE, state="published")
    assert ids(clashes([out, variant(2, NOW + 20 * MINUTE)], NOW)) == [(1, 2)]
    assert clashes([out, variant(2, NOW - 5 * MINUTE, state="published")], NOW) == []


@pytest.mark.parametrize("state", ["cancelled", "withdrawn", "postponed"])
def test_what_will_not_go_out_takes_no_time(state: str) -> None:
    assert clashes([variant(1, NOW + HOUR, state=state), variant(2, NOW + HOUR)], NOW) == []


def test_the_nearest_post_of_a_place_in_time() -> None:
    plan = [variant(1, NOW), variant(2, NOW + 2 * HOUR), variant(3, NOW + HOUR, account=2)]
    near = nearest(plan[0], NOW + 100 * MINUTE, plan)
    assert near
    assert (near.variant.id, near.minutes) == (2, 20)
    assert nearest(plan[0], NOW + HOUR, plan) is None
    assert nearest(plan[1], NOW + 2 * HOUR, plan) is None  # It does not stand in its own way.


# Reach


def test_the_plan_covers_the_days_that_reach_their_target() -> None:
    targets = [Target(account=1, count=2, weekdays=(0, 1, 2)), Target(account=1, count=1, weekdays=(3, 4, 5, 6))]
    plan = [
        variant(1, NINE, state="published"),
        variant(2, NOW + HOUR),
        variant(3, NINE + DAY),
        variant(4, NINE + DAY + 2 * HOUR),
        variant(5, NINE + 2 * DAY),
    ]
    assert cover(targets, 1, plan, "WIB", NOW) == 2
    assert cover(targets, 1, [*plan, variant(6, NINE + 2 * DAY + HOUR)], "WIB", NOW) == 3


def test_what_was_missed_covers_nothing_and_days_without_a_target_need_nothing() -> None:
    targets = [Target(account=1, count=1, weekdays=(0, 1, 2, 3, 4)), Target(account=1, count=0, weekdays=(5, 6))]
    missed = variant(1, NINE)
    assert cover(targets, 1, [missed], "WIB", NOW) == 0
    week = [variant(day + 2, NINE + HOUR + day * DAY) for day in range(5)]
    assert cover(targets, 1, week, "WIB", NOW) == 7


def test_an_account_without_targets_has_no_cover_and_no_plan_covers_nothing() -> None:
    assert cover([Target(account=2, count=1)], 1, [], "WIB", NOW) is None
    assert cover([Target(account=1, period="week", count=5)], 1, [], "WIB", NOW) is None
    assert cover([Target(account=1, count=1)], 1, [], "WIB", NOW) == 0


def test_days_are_the_accounts_own() -> None:
    targets = [Target(account=1, count=1)]
    late = [variant(1, parse_iso("2026-11-23T23:30+07:00"))]
    assert cover(targets, 1, late, "WIB", NOW) == 1
    assert cover(targets, 1, late, "WIT", NOW) == 0  # There it is Tuesday already.


# Pillars


def posts(**fields: Sequence[Any]) -> dict[int, Post]:
    ((name, values),) = fields.items()
    return {id: Post(id=id, **{name: value}) for id, value in enumerate(values, 1)}


def test_pillars_of_28_days_and_of_what_is_still_to_come_each_post_once() -> None:
    known = posts(pillar=["core", "core", "supporting", "complementary", None])
    plan = [
        variant(1, NOW - 27 * DAY, state="published", post=1),
        variant(2, NOW - 27 * DAY, account=2, state="published", post=1),
        variant(3, NOW - 29 * DAY, state="published", post=2),
        variant(4, NOW + DAY, post=3),
        variant(5, NOW - HOUR, post=4),
        variant(6, NOW + HOUR, post=5),
    ]
    assert pillars(known, plan, NOW) == {"core": 1, "supporting": 1}


def test_the_thinnest_pillar_is_furthest_below_its_wished_share() -> None:
    assert (
        thinnest({"core": 5, "supporting": 3, "complementary": 2}, PILLAR_TARGETS) == "core"
    )  # All even: the most wished.
    assert thinnest({"core": 8, "supporting": 2}, PILLAR_TARGETS) == "complementary"
    assert thinnest({"core": 8, "complementary": 2}, PILLAR_TARGETS) == "supporting"
    assert thinnest({}, PILLAR_TARGETS) == "core"


# Variety


def row(formats: Sequence[Format | None], start: int = NOW) -> tuple[dict[int, Post], list[Variant]]:
    return posts(format=formats), [variant(id, start + id * 2 * HOUR) for id in range(1, len(formats) + 1)]


FOUR: list[Format | None] = ["carousel"] * 4
OTHER: list[Format | None] = ["video"]
ENDED = [FOUR, [*FOUR, *OTHER, *FOUR], [*FOUR, None, *FOUR]]


def test_five_posts_of_one_format_in_a_row_are_told() -> None:
    known, plan = row([*OTHER, *FOUR, *FOUR[:1], *OTHER])
    (told,) = same_formats(known, plan, NOW)
    assert told.params == {"account": 1, "format": "carousel", "n": 5}
    assert told.variants == (2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    "formats",
    ENDED,
)
def test_four_are_no_row_and_anything_between_ends_it(formats: Sequence[Format | None]) -> None:
    assert same_formats(*row(formats), NOW) == []


def test_a_row_that_is_over_is_told_only_while_nothing_follows() -> None:
    known, plan = row(["picture"] * 5, start=NOW - 20 * HOUR)
    for one in plan:
        one.state, one.published_at = "published", one.slot_at
    assert len(same_formats(known, plan, NOW)) == 1
    known[6] = Post(id=6, format="video")
    assert same_formats(known, [*plan, variant(6, NOW + HOUR)], NOW) == []


# Programmes


def test_a_programme_without_a_post_in_14_days_is_told_with_what_comes_next() -> None:
    programmes = [Programme(id=1, name="UMKM"), Programme(id=2, name="Stunting"), Programme(id=3, name="Jalan")]
    known = posts(programme=[1, 2, 2])
    plan = [
        variant(1, NOW - 13 * DAY, state="published"),
        variant(2, NOW - 14 * DAY, state="published"),
        variant(3, NOW + DAY),
    ]
    told = silent(programmes, known, plan, NOW)
    assert [(one.params["name"], one.params["last_at"], one.params["next_at"]) for one in told] == [
        ("Stunting", NOW - 14 * DAY, NOW + DAY),
        ("Jalan", 0, 0),
    ]
    assert told[0].posts == (2, 3)


# Hours and themes


def test_what_is_planned_outside_of_prime_time_is_told_in_the_accounts_zone() -> None:
    hours = read_prime_time("")
    plan = [
        variant(1, parse_iso("2026-11-24T05:30+07:00")),
        variant(2, parse_iso("2026-11-24T08:00+07:00")),
        variant(3, parse_iso("2026-11-24T05:30+07:00"), account=2),
        variant(4, parse_iso("2026-11-22T03:00+07:00"), state="published"),
    ]
    told = off_prime(plan, hours, lambda account: "WIT" if account == 2 else "WIB", NOW)
    assert told
    assert told.variants == (1,)
    assert off_prime(plan[1:], hours, lambda account: "WIT" if account == 2 else "WIB", NOW) is None


def test_thematic_posts_name_their_theme_and_stay_within_its_days() -> None:
    known = {
        1: Post(id=1, plan_mode="thematic"),
        2: Post(id=2, plan_mode="thematic", theme="pekan  adminduk"),
        3: Post(id=3, plan_mode="random"),
        4: Post(id=4, plan_mode="thematic", theme="Pekan Adminduk"),
    }
    plan = [variant(1, NOW + HOUR), variant(2, NOW + 8 * DAY), variant(3, NOW + HOUR), variant(4, NOW + DAY)]
    told = themeless(known, plan, NOW)
    assert told
    assert told.posts == (1,)
    theme = Occasion(name="Pekan Adminduk", since="2026-11-23", until="2026-11-29")
    assert ids(past_theme(known, plan, [theme], lambda _account: "WIB", NOW)) == [(2,)]
