"""`meja accounts` and `meja set`."""

from pathlib import Path

import pytest

import store
from domain.accounts import Account
from tests.console.conftest import Meja


def test_setting_up_and_listing(meja: Meja, shared: Path) -> None:
    said = meja("accounts", "add", "ig", "@kominfo", "--zone", "WITA", "--target", "2", "--name", "Kominfo")
    assert (said.code, said.out) == (0, "")
    assert "@kominfo is set up" in said.err
    assert meja("accounts", "add", "youtube", "Kanal").code == 0
    first, second = meja("accounts", "--json").data
    wanted = {"id": 1, "platform": "instagram", "handle": "kominfo", "name": "Kominfo", "zone": "WITA"}
    assert {key: first[key] for key in wanted} == wanted
    assert first["configured"] is True
    assert (second["platform"], second["zone"]) == ("youtube", "WIB")
    listed = meja("accounts", "list").out
    assert "IG  @kominfo  WITA" in listed
    assert "YT  @Kanal  WIB" in listed


def test_an_account_an_import_met_is_marked(meja: Meja, opened: store.Store) -> None:
    with opened.transaction() as tx:
        tx.insert("accounts", Account(platform="facebook", configured=False))
    assert "not set up" in meja("accounts").out
    assert meja("accounts", "--json").data[0]["configured"] is False


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("x", "@"), "handle"),
        (("x", "@a", "--zone", "WIBB"), "WIBB"),
        (("x", "@a", "--target", "101"), "100"),
        (("x", "@a", "--target", "-1"), "100"),
    ],
)
def test_what_cannot_be_is_refused_in_words(meja: Meja, shared: Path, words: tuple[str, ...], told: str) -> None:
    said = meja("accounts", "add", *words)
    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert meja("accounts").out == ""


def test_settings(meja: Meja, shared: Path) -> None:
    assert meja("set", "agency", "Dinas Kominfo").err == "agency is now Dinas Kominfo\n"
    assert meja("set", "zone", "WIT").code == 0
    assert meja("set").out.startswith("agency = Dinas Kominfo\nzone = WIT\n")
    assert meja("set", "zone").out == "zone = WIT\n"
    (found,) = meja("set", "--json").data
    assert (found["agency"], found["zone"]) == ("Dinas Kominfo", "WIT")


def test_settings_that_cannot_be(meja: Meja, shared: Path) -> None:
    said = meja("set", "zone", "WIBB")
    assert said.code == 1
    assert "WIBB" in said.err
    assert meja("set", "agensi", "x").code == 1
    assert meja("set", "agency", "x").code == 0
    said = meja("set", "agensi")
    assert said.code == 2
    assert "agency, zone" in said.err
