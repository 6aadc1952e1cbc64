"""Setting up: settings, accounts, targets and slots by weekday, the lists."""

from typing import Any

import pytest
from msgspec.structs import replace

from desk.accounts import add_account, change_account, periods_of, remove_account, set_slots, set_targets, targets_of
from desk.agency import keep, listed, remove, take_over
from desk.day import Plan
from desk.desk import Desk
from desk.editing import next_free
from desk.history import undo
from desk.settings import set_setting
from domain.accounts import Account, Setting, Target
from domain.agency import Agency, Holiday, Keyword, Programme, Slot, Template, WorkingHours
from domain.outcomes import Refused
from domain.posts import PILLAR_TARGETS, Post
from domain.times import iso, parse_iso
from domain.week import EVERY_DAY
from tests.desk.conftest import (
    Opened,
    conflict,
    done,
    put,
    put_account,
    put_comment,
    put_variant,
    reason,
    variant_of,
)


def accounts(desk: Desk) -> list[tuple[str, str, str, bool]]:
    return [(one.platform, one.handle, one.zone, one.configured) for one in desk.accounts()]


def targets(desk: Desk) -> list[tuple[int, int]]:
    return [(one.account, one.count) for one in desk.store.repo("targets", Target).all()]


def test_settings_are_set_and_changed(desk: Desk) -> None:
    assert desk.setting("agency") == ""
    done(set_setting(desk, "agency", "Dinas Kominfo"))
    done(set_setting(desk, "zone", "wita"))
    done(set_setting(desk, "agency", "Diskominfo"))
    assert (desk.setting("agency"), desk.setting("zone")) == ("Diskominfo", "wita")
    assert len(desk.store.repo("settings", Setting)) == 2
    seq = desk.store.seq
    assert done(set_setting(desk, "agency", "Diskominfo")).audit == 0
    assert desk.store.seq == seq
    done(undo(desk))
    assert desk.setting("agency") == "Dinas Kominfo"


def test_unknown_settings_and_zones_are_refused(desk: Desk) -> None:
    assert reason(set_setting(desk, "agensi", "a")) == "unknown_setting"
    assert reason(set_setting(desk, "zone", "WIBB")) == "unknown_zone"
    assert reason(add_account(desk, "x", "kominfo", zone="WIBB")) == "unknown_zone"
    assert desk.store.seq == 0


def test_an_account_is_added_with_its_target(desk: Desk) -> None:
    done(add_account(desk, "instagram", " @kominfo ", zone="WIT", targets="2", name="Kominfo"))
    assert accounts(desk) == [("instagram", "kominfo", "WIT", True)]
    assert targets(desk) == [(1, 2)]
    done(undo(desk))
    assert (accounts(desk), targets(desk)) == ([], [])


def test_an_account_of_the_same_handle_is_set_up_again(desk: Desk) -> None:
    done(add_account(desk, "instagram", "kominfo", zone="WIT", targets="2", name="Kominfo"))
    done(add_account(desk, "instagram", "@Kominfo"))
    assert accounts(desk) == [("instagram", "Kominfo", "WIT", True)]
    assert desk.accounts()[0].name == "Kominfo"
    done(add_account(desk, "instagram", "kominfo", targets="3"))
    assert targets(desk) == [(1, 3)]
    done(add_account(desk, "facebook", "kominfo"))
    done(add_account(desk, "instagram", "kecamatan"))
    assert [one[:2] for one in accounts(desk)] == [
        ("instagram", "kominfo"),
        ("instagram", "kecamatan"),
        ("facebook", "kominfo"),
    ]


def test_an_account_an_import_met_is_set_up_in_its_place(desk: Desk) -> None:
    met = put_account(desk, handle="", configured=False)
    done(add_account(desk, "instagram", "kominfo"))
    assert accounts(desk) == [("instagram", "kominfo", "", True)]
    assert desk.accounts()[0].id == met.id


def test_one_met_under_another_handle_is_another_account(desk: Desk) -> None:
    put_account(desk, handle="warga", configured=False)
    done(add_account(desk, "instagram", "kominfo"))
    assert [one[1] for one in accounts(desk)] == ["warga", "kominfo"]


@pytest.mark.parametrize("handle", ["", "@", "  @ "])
def test_an_account_needs_a_handle(desk: Desk, handle: str) -> None:
    assert reason(add_account(desk, "x", handle)) == "no_handle"


@pytest.mark.parametrize("target", ["-1", "101", "dua", "2 2"])
def test_a_target_is_a_number_of_posts_a_day(desk: Desk, target: str) -> None:
    assert reason(add_account(desk, "x", "kominfo", targets=target)) in ("bad_count", "bad_day")
    assert reason(add_account(desk, "x", "kominfo", slots="7.30 25.00")) == "bad_time"
    assert accounts(desk) == []


@pytest.mark.parametrize("options", [{"targets": "0"}, {"targets": "100"}, {}])
def test_a_target_may_be_nothing_or_unsaid(desk: Desk, options: dict[str, Any]) -> None:
    done(add_account(desk, "x", "kominfo", **options))
    assert targets(desk) == ([(1, int(options["targets"]))] if options else [])


def test_targets_of_a_week_and_a_month(desk: Desk) -> None:
    done(add_account(desk, "x", "kominfo", targets="Sen–Jum 2, pekan 12, bulan 40"))
    assert periods_of(desk, 1) == {"week": 12, "month": 40}
    done(set_targets(desk, 1, "3, 15 per pekan"))
    assert (targets_of(desk, 1), periods_of(desk, 1)) == ([((0, 1, 2, 3, 4, 5, 6), 3)], {"week": 15})
    done(set_targets(desk, 1, ""))
    assert (targets_of(desk, 1), periods_of(desk, 1)) == ([], {})
    assert reason(set_targets(desk, 1, "pekan 5000")) == "bad_count"


def test_a_weekly_target_is_left_alone(desk: Desk) -> None:
    with desk.store.transaction() as tx:
        tx.insert("accounts", Account(platform="x", handle="kominfo"))
        tx.insert("targets", Target(account=1, period="week", count=9))
    done(add_account(desk, "x", "kominfo", targets="2"))
    assert targets(desk) == [(1, 9), (1, 2)]


# By weekday


def weekly(desk: Desk) -> list[tuple[int, tuple[int, ...]]]:
    return [(one.count, one.weekdays) for one in desk.store.repo("targets", Target).all() if one.period == "day"]


def slots(desk: Desk) -> list[tuple[int, tuple[int, ...]]]:
    return [(one.minute, one.weekdays) for one in desk.store.repo("slots", Slot).all()]


def test_targets_by_weekday_are_typed_in_one_line(desk: Desk) -> None:
    account = put_account(desk).id
    outcome = done(set_targets(desk, account, "Sen–Jum 2, Sab 1, Min 0"))
    assert outcome.params == {"account": "@kominfo.smbr", "line": "Sen–Jum 2, Sab 1, Min 0"}
    assert weekly(desk) == [(2, (0, 1, 2, 3, 4)), (1, (5,)), (0, (6,))]
    done(set_targets(desk, account, "Sen–Jum 2, Sab/Min 3"))
    assert weekly(desk) == [(2, (0, 1, 2, 3, 4)), (3, (5, 6))]
    assert done(set_targets(desk, account, "sen-jum 2, akhir pekan 3")).audit == 0
    done(set_targets(desk, account, ""))
    assert weekly(desk) == []


def test_changed_targets_are_taken_back_whole(desk: Desk) -> None:
    account = put_account(desk).id
    done(set_targets(desk, account, "Sen–Jum 2, Sab 1"))
    before = weekly(desk)
    done(set_targets(desk, account, "4"))
    assert weekly(desk) == [(4, EVERY_DAY)]
    done(undo(desk))
    assert sorted(weekly(desk)) == sorted(before)


def test_slots_by_weekday(desk: Desk) -> None:
    account = put_account(desk).id
    other = put_account(desk, platform="x").id
    done(set_slots(desk, other, "malam"))
    done(set_slots(desk, account, "Sen–Jum pagi siang, Sab 07.30"))
    assert slots(desk) == [(1140, EVERY_DAY), (450, (0, 1, 2, 3, 4, 5)), (720, (0, 1, 2, 3, 4))]
    done(set_slots(desk, account, "09.00"))
    assert slots(desk) == [(1140, EVERY_DAY), (540, EVERY_DAY)]


def test_the_next_free_slot_is_one_of_the_usual_times(desk: Desk) -> None:
    account = put_account(desk, zone="WITA").id
    done(set_slots(desk, account, "Sen–Jum pagi siang, Sab 09.00"))
    mine = variant_of(desk, put_variant(desk, account))
    found = []
    for _ in range(7):
        mine.slot_at = next_free(desk, mine, "WITA")
        found.append(iso(mine.slot_at, "WITA")[5:16])
    days = ["11-23T12:00", *(f"11-{day}T{time}" for day in (24, 25, 26) for time in ("07:30", "12:00"))]
    assert found == days
    put_variant(desk, account, slot_at=parse_iso("2026-11-27T07:30:00+08:00"))
    assert iso(next_free(desk, mine, "WITA"), "WITA")[5:16] == "11-27T12:00"
    mine.slot_at = parse_iso("2026-11-27T13:00:00+08:00")
    assert iso(next_free(desk, mine, "WITA"), "WITA")[5:16] == "11-28T09:00"


@pytest.mark.parametrize(
    ("line", "why"),
    [("Sen 101", "bad_count"), ("hari 2", "bad_day"), ("Sen 1, Sen 2", "day_twice"), ("Sen", "no_value")],
)
def test_a_line_that_cannot_be_read_changes_nothing(desk: Desk, line: str, why: str) -> None:
    account = put_account(desk).id
    seq = desk.store.seq
    assert reason(set_targets(desk, account, line)) == why
    assert reason(set_targets(desk, 99, "2")) == "gone"
    assert desk.store.seq == seq


# Accounts


def test_an_account_is_changed_unless_somebody_was_first(desk: Desk, opened: Opened) -> None:
    kept = put_account(desk)
    put_account(desk, handle="lain")
    done(change_account(desk, kept.id, handle="@baru", name="Kominfo", zone="WIT", rev=1))
    assert accounts(desk)[0] == ("instagram", "baru", "WIT", True)
    clash = conflict(change_account(opened("budi"), kept.id, handle="lagi", name="", zone="", rev=1))
    assert clash.theirs["handle"] == "baru"
    assert reason(change_account(desk, kept.id, handle="LAIN", name="", zone="")) == "exists"
    assert reason(change_account(desk, kept.id, handle=" @ ", name="", zone="")) == "no_handle"
    assert reason(change_account(desk, kept.id, handle="a", name="", zone="WIBB")) == "unknown_zone"


def test_an_account_goes_with_its_targets_and_slots_and_comes_back_with_them(desk: Desk) -> None:
    account = put_account(desk).id
    done(set_targets(desk, account, "2"))
    done(set_slots(desk, account, "pagi malam"))
    done(remove_account(desk, account))
    assert (accounts(desk), weekly(desk), slots(desk)) == ([], [], [])
    done(undo(desk))
    assert (len(accounts(desk)), weekly(desk), len(slots(desk))) == (1, [(2, EVERY_DAY)], 2)


def test_an_account_in_use_stays(desk: Desk) -> None:
    account = put_account(desk).id
    put_comment(desk, account=account)
    put_variant(desk, account)
    refused = remove_account(desk, account)
    assert refused == Refused(reason="account_in_use", params={"posts": 1, "comments": 1})


def test_setting_up_an_account_in_use_is_not_taken_back(desk: Desk) -> None:
    done(add_account(desk, "instagram", "kominfo.smbr"))
    put_comment(desk, account=1)
    assert reason(undo(desk)) == "account_in_use"
    assert len(accounts(desk)) == 1


# Lists


ROWS: list[tuple[Any, Any, str]] = [
    (Programme(name="Posyandu Prima", monthly=4, words=("posyandu",)), {"monthly": 8}, "Posyandu Prima"),
    (Agency(name="Dinas PU", short="PUPR", contact="0812"), {"liaison": "Bu Ani"}, "Dinas PU"),
    (Template(code="salam", text="Halo {nama}"), {"text": "Halo Kak {nama}"}, "salam"),
    (Holiday(day="2026-12-25", name="Natal"), {"tentative": True}, "Natal"),
    (WorkingHours(name="Jam kerja"), {"since": "2026-01-01"}, "Jam kerja"),
    (Keyword(word="bansos"), {"sort": "place"}, "bansos"),
]


@pytest.mark.parametrize(("record", "change", "name"), ROWS, ids=[name for _, _, name in ROWS])
def test_a_row_is_added_changed_removed_and_all_taken_back(desk: Desk, record: Any, change: Any, name: str) -> None:
    kind = type(record)

    def rows() -> list[Any]:
        return [replace(one, rev=0) for one in listed(desk, kind)]

    assert done(keep(desk, record)).params["name"] == name
    added = rows()
    assert added == [replace(record, id=1)]
    done(keep(desk, replace(record, id=1, **change), rev=1))
    changed = rows()
    assert changed == [replace(record, id=1, **change)]
    assert done(keep(desk, replace(record, id=1, **change))).audit == 0
    assert reason(keep(desk, record)) == "exists"
    done(remove(desk, kind, 1))
    assert rows() == []
    done(undo(desk))
    assert rows() == changed
    done(undo(desk))
    assert rows() == added
    done(undo(desk))
    assert rows() == []
    assert reason(remove(desk, kind, 1)) == "gone"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (Programme(name=" "), "no_name"),
        (Programme(name="a", monthly=-1), "bad_monthly"),
        (Agency(name=""), "no_name"),
        (Template(code="dua kata", text="a"), "bad_code"),
        (Template(code="", text="a"), "bad_code"),
        (Template(code="a", text=" "), "empty_text"),
        (Holiday(day="2026-12-25"), "no_name"),
        (WorkingHours(name="a", since="2026-02-02", until="2026-02-01"), "ends_before"),
        (Keyword(word=""), "no_name"),
    ],
)
def test_what_a_row_cannot_be(desk: Desk, record: Any, why: str) -> None:
    assert reason(keep(desk, record)) == why
    assert desk.store.seq == 0


def test_a_row_somebody_changed_first_is_a_conflict(desk: Desk, opened: Opened) -> None:
    done(keep(desk, Template(code="salam", text="Halo")))
    done(keep(opened("budi"), Template(id=1, code="salam", text="Hai"), rev=1))
    desk.store.poll()
    clash = conflict(keep(desk, Template(id=1, code="salam", text="Selamat pagi"), rev=1))
    assert (clash.theirs["text"], clash.mine) == ("Hai", {"text": "Selamat pagi"})


def test_a_programme_with_posts_stays(desk: Desk) -> None:
    done(keep(desk, Programme(name="Posyandu")))
    put(desk, "posts", Post(title="a", programme=1))
    assert reason(remove(desk, Programme, 1)) == "programme_in_use"


def test_ready_lists_add_what_is_not_there(desk: Desk) -> None:
    done(keep(desk, Holiday(day="2026-12-25", name="Libur kami")))
    outcome = done(take_over(desk, Holiday))
    names = {one.day: one.name for one in listed(desk, Holiday)}
    assert outcome.params["n"] == len(names) - 1 > 30
    assert names["2026-12-25"] == "Libur kami"
    assert names["2027-01-01"] == "Tahun Baru Masehi"
    assert reason(take_over(desk, Holiday)) == "nothing_new"
    done(undo(desk))
    assert [one.day for one in listed(desk, Holiday)] == ["2026-12-25"]
    assert reason(take_over(desk, Keyword)) == "nothing_new"


def test_the_shares_of_the_pillars_are_three_that_make_a_hundred(desk: Desk) -> None:
    for wrong in ("50 30", "50 30 30", "a b c", "120 -10 -10"):
        assert reason(set_setting(desk, "pillars", wrong)) == "bad_shares"
    done(set_setting(desk, "pillars", "60 25 15"))
    assert Plan(desk).wished == {"core": 60, "supporting": 25, "complementary": 15}
    done(set_setting(desk, "pillars", ""))
    assert Plan(desk).wished == PILLAR_TARGETS
