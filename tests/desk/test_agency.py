"""Setting up: name, zone, accounts, daily targets."""

from typing import Any

import pytest

from desk.agency import add_account, set_setting
from desk.desk import Desk
from desk.history import undo
from domain.accounts import Account, Setting, Target
from tests.desk.conftest import done, put_account, reason


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
    done(add_account(desk, "instagram", " @kominfo ", zone="WIT", target=2, name="Kominfo"))
    assert accounts(desk) == [("instagram", "kominfo", "WIT", True)]
    assert targets(desk) == [(1, 2)]
    done(undo(desk))
    assert (accounts(desk), targets(desk)) == ([], [])


def test_an_account_of_the_same_handle_is_set_up_again(desk: Desk) -> None:
    done(add_account(desk, "instagram", "kominfo", zone="WIT", target=2, name="Kominfo"))
    done(add_account(desk, "instagram", "@Kominfo"))
    assert accounts(desk) == [("instagram", "Kominfo", "WIT", True)]
    assert desk.accounts()[0].name == "Kominfo"
    done(add_account(desk, "instagram", "kominfo", target=3))
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


@pytest.mark.parametrize("target", [-1, 101])
def test_a_target_is_a_number_of_posts_a_day(desk: Desk, target: int) -> None:
    assert reason(add_account(desk, "x", "kominfo", target=target)) == "bad_target"
    assert accounts(desk) == []


@pytest.mark.parametrize("options", [{"target": 0}, {"target": 100}, {}])
def test_a_target_may_be_nothing_or_unsaid(desk: Desk, options: dict[str, Any]) -> None:
    done(add_account(desk, "x", "kominfo", **options))
    assert targets(desk) == ([(1, options["target"])] if options else [])


def test_a_weekly_target_is_left_alone(desk: Desk) -> None:
    with desk.store.transaction() as tx:
        tx.insert("accounts", Account(platform="x", handle="kominfo"))
        tx.insert("targets", Target(account=1, period="week", count=9))
    done(add_account(desk, "x", "kominfo", target=2))
    assert targets(desk) == [(1, 9), (1, 2)]
