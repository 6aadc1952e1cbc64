"""meja store retention: off until it is set, counted before it is done."""

import pytest

import store
from desk.desk import wall_clock
from domain.comments import Comment
from domain.times import DAY
from tests.console.conftest import Meja


@pytest.fixture
def filled(opened: store.Store) -> store.Store:
    known = {"platform": "instagram", "account": 1, "handle": "warga_lama", "text": "Lampu mati", "state": "new"}
    with opened.transaction() as tx:
        for number, days in enumerate((800, 1), 1):
            written = wall_clock() - days * DAY
            tx.insert("comments", {**known, "platform_id": f"c{number}", "written_at": written})
    return opened


def test_off_counted_done(meja: Meja, filled: store.Store) -> None:
    off = meja("store", "retention")
    assert (off.code, "off" in off.err) == (0, True)
    assert meja("store", "retention", "--dry-run", "--json").data == [{"on": False}]
    assert meja("set", "retention_months", "24").code == 0
    counted = meja("store", "retention", "--dry-run", "--json").data[0]
    assert (counted["comments"], counted["still_open"], counted["deed"]) == (1, 1, "anonymise")
    told = meja("store", "retention", "--dry-run")
    assert (told.code, "1 of them is still open" in told.err) == (0, True)
    assert meja("store", "retention", "--remove").code == 0
    filled.poll()
    assert filled.repo("comments", Comment).ids() == [2]
    assert "No comment was written before" in meja("store", "retention").err
    assert meja("store", "verify").code == 0


def test_an_age_of_its_own(meja: Meja, filled: store.Store) -> None:
    assert meja("store", "retention", "--older-than", "12m", "--anonymise").code == 0
    filled.poll()
    kept = filled.repo("comments", Comment).get(1)
    assert kept is not None
    assert (kept.handle, kept.text) == ("", "Lampu mati")
    assert meja("store", "retention", "--older-than", "never").code == 2
