"""Views: filters under digits, one's own before everybody's before what the program brings; kept, changed, removed."""

import pytest

from desk import history, views
from domain.audit import AuditEntry
from domain.filters import CODES, Query, read
from domain.views import SHIPPED, View
from tests.desk.conftest import Opened, conflict, done, reason


def query(line: str) -> Query:
    found, faults = read(line, CODES)
    assert faults == []
    return found


ASKED = query("kind:complaint age:>2hr pdam")


def test_what_the_program_brings_can_be_read(opened: Opened) -> None:
    shown = views.shown(opened("rina"))
    assert list(shown) == [1, 2, 3, 4, 5]
    for digit, one in shown.items():
        assert (one.name, one.shipped) == (SHIPPED[digit][0], True)
        assert one.query == query(SHIPPED[digit][1]) != Query()


def test_ones_own_stands_before_everybodys_and_that_before_what_the_program_brings(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(views.keep(budi, 3, "air", ASKED, everybody=True))
    own = done(views.keep(rina, 3, "punyaku", query("assignee:me pdam")))
    rina.store.poll(), budi.store.poll()
    assert views.shown(rina)[3] == views.Shown("punyaku", query("assignee:me pdam"))
    assert views.shown(budi)[3] == views.Shown("air", ASKED)
    done(views.remove(rina, own.changed["views"][0]))
    assert views.shown(rina)[3] == views.Shown("air", ASKED)
    done(history.undo(rina))
    assert views.shown(rina)[3].name == "punyaku"


def test_a_digit_holds_one_for_the_same_people(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    first = done(views.keep(rina, 6, "air", ASKED))
    again = done(views.keep(rina, 6, "air mati", query("pdam")))
    assert first.changed == again.changed
    assert [one.name for one in views.listed(rina)] == ["air mati"]
    budi.store.poll()
    assert views.listed(budi) == []
    done(views.keep(budi, 6, "air", ASKED))
    rina.store.poll()
    assert [one.name for one in views.listed(rina)] == ["air mati"]


def test_changing_one_and_the_digit_it_stands_on(opened: Opened) -> None:
    rina = opened("rina")
    id = done(views.keep(rina, 6, "air", ASKED, everybody=True)).changed["views"][0]
    done(views.keep(rina, 7, "jalan", ASKED, everybody=True))
    assert reason(views.keep(rina, 7, "air", ASKED, id=id)) == "digit_taken"
    done(views.keep(rina, 8, "air", query("pdam"), id=id))
    (one,) = [one for one in views.listed(rina) if one.id == id]
    assert (one.digit, one.owner, one.query) == (8, "", "pdam")


def test_two_who_change_the_same_one_meet(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = done(views.keep(rina, 6, "air", ASKED, everybody=True)).changed["views"][0]
    budi.store.poll()
    done(views.keep(rina, 6, "air keruh", ASKED, id=id, rev=1))
    assert conflict(views.keep(budi, 6, "air mati", ASKED, id=id, rev=1)).theirs["name"] == "air keruh"


@pytest.mark.parametrize(
    ("digit", "name", "line", "refused"),
    [
        (0, "air", "pdam", "bad_digit"),
        (10, "air", "pdam", "bad_digit"),
        (6, "  ", "pdam", "no_name"),
        (6, "air", "", "no_filter"),
        (6, "air", "x" * 501, "too_long"),
    ],
)
def test_what_cannot_be_kept(opened: Opened, digit: int, name: str, line: str, refused: str) -> None:
    rina = opened("rina")
    assert reason(views.keep(rina, digit, name, query(line))) == refused
    assert views.listed(rina) == []


def test_it_is_on_the_trail_and_names_are_made_storable(opened: Opened) -> None:
    rina = opened("rina")
    done(views.keep(rina, 6, " air\n  mati\ud800 ", ASKED))
    done(views.keep(rina, 6, "x" * 500, ASKED))
    entries = list(rina.store.repo("audit", AuditEntry).all())
    assert [(one.verb, one.params["digit"]) for one in entries] == [("view.keep", 6)] * 2
    assert entries[0].params["name"] == "air mati\ufffd"
    assert len(views.listed(rina)[0].name) == 60


def test_one_that_cannot_be_read_any_more_asks_for_what_is_left_of_it(opened: Opened) -> None:
    rina = opened("rina")
    with rina.store.transaction() as tx:
        tx.insert("views", View(digit=6, name="dari versi baru", query="kind:complaint moon:full"))
    assert views.shown(rina)[6].query == query("kind:complaint")
