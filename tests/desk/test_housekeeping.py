"""Once a day: only what was wished for, or was begun and not finished."""

from contextlib import suppress

import pytest

from desk import archive, erasure, housekeeping
from desk.desk import Desk
from desk.settings import set_setting
from tests.desk.conftest import NOW, Opened, done, put_comment
from tests.desk.test_archive import live, old
from tests.store.test_archive import Stops


def test_nothing_is_seen_to_unless_it_was_wished_for(desk: Desk) -> None:
    old(desk)
    assert not housekeeping.due(desk)
    housekeeping.keep(desk)
    assert len(live(desk)) == 1


def test_what_was_wished_for(desk: Desk) -> None:
    first, second = old(desk), put_comment(desk)
    done(set_setting(desk, "archive_daily", "on"))
    assert housekeeping.due(desk)
    assert housekeeping.start(desk)
    desk.store.poll()
    assert live(desk) == {second}
    assert archive.month_with(desk, first)
    done(set_setting(desk, "archive_daily", "off"))
    assert not housekeeping.due(desk)


def test_an_erasure_that_was_cut_off_is_finished(desk: Desk, opened: Opened) -> None:
    put_comment(desk, handle="siti.aminah92")
    for stop in range(5, 30):
        with suppress(KeyboardInterrupt):
            erasure.erase(desk, erasure.find(desk, "siti.aminah92"), "remove", disk=Stops(stop))
        if erasure.under_way(desk):
            break
    assert housekeeping.due(desk)
    assert housekeeping.main(desk.store.path, "sari", NOW) == 0
    assert erasure.under_way(desk) is None


@pytest.mark.parametrize("example", [True, False])
def test_an_example_keeps_no_house(desk: Desk, example: bool) -> None:
    done(set_setting(desk, "archive_daily", "on"))
    assert housekeeping.due(Desk(desk.store, now=desk.now, example=example)) is not example
