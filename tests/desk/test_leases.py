"""Leases: one admin has a comment's composer open; the clock ends it, a colleague may take over, and both are told."""

import threading

import pytest

from desk import leases as use
from desk.desk import Desk
from desk.leases import Leases, TakenOver
from domain.audit import AuditEntry
from domain.leases import LENGTH, RENEW_AFTER, Lease, to_be_renewed
from domain.outcomes import Done, Refused
from domain.times import MINUTE
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put_comment, reason


def stored(desk: Desk) -> dict[int, Lease]:
    return {one.id: one for one in desk.store.repo("leases", Lease).all()}


def test_a_lease_is_ten_minutes_and_no_change_of_the_comment(desk: Desk) -> None:
    id = put_comment(desk)
    before = comment_of(desk, id)
    done(use.take(desk, id))
    lease = stored(desk)[id]
    assert (lease.by, lease.since, lease.until) == ("rina", NOW, NOW + 10 * MINUTE)
    assert comment_of(desk, id) == before
    assert list(desk.store.repo("audit", AuditEntry).all()) == []
    assert desk.done == []
    done(use.release(desk, id))
    assert stored(desk) == {}


def test_a_colleague_is_refused_until_the_clock_ends_it(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.take(rina, id))
    told = use.take(budi, id)
    assert told == Refused(reason="held", params={"who": "rina"})
    assert Leases(budi).held_by(id) == "rina"
    assert Leases(rina).held_by(id) == ""
    clock.now += LENGTH - 1
    assert reason(use.take(budi, id)) == "held"
    clock.now += 1
    assert Leases(budi).held_by(id) == ""
    assert "taken_from" not in done(use.take(budi, id)).params
    assert stored(budi)[id].by == "budi"


def test_taking_over_says_from_whom_and_tells_both(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    hers = Leases(rina)
    hers.taken_over(done(use.take(rina, id)).changed["leases"])
    assert done(use.take(budi, id, over=True)).params == {"taken_from": "rina"}
    changes = rina.store.poll()
    assert changes is not None
    assert hers.taken_over(changes["leases"]) == [TakenOver(id, "budi")]
    assert hers.taken_over(changes["leases"]) == []
    assert hers.held_by(id) == "budi"
    done(use.release(rina, id))
    assert stored(rina)[id].by == "budi"


def test_what_is_answered_along_is_leased_too_but_for_what_a_colleague_has(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    first, second, third = (put_comment(rina) for _n in range(3))
    done(use.take(budi, third))
    done(use.take(rina, first, beside=(first, second, third, 99)))
    assert {id: one.by for id, one in stored(rina).items()} == {first: "rina", second: "rina", third: "budi"}
    assert reason(use.take(budi, second)) == "held"
    clock.now += LENGTH + MINUTE
    fourth = put_comment(rina)
    done(use.take(rina, fourth, beside=(second, third)))  # What had ended by the clock is taken anew.
    now = ("rina", clock.now)
    assert {id: (one.by, one.since) for id, one in stored(rina).items()} == {second: now, third: now, fourth: now}
    done(use.release(rina, second, fourth))
    assert stored(rina).keys() == {third}


def test_a_restarted_desk_still_knows_what_it_held(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.take(rina, id))
    again = opened("rina")
    hers = Leases(again)
    done(use.take(budi, id, over=True))
    again.store.poll()
    assert hers.taken_over(set()) == [TakenOver(id, "budi")]


def test_typing_makes_it_long_again_once_a_minute_at_most(desk: Desk, clock: Clock) -> None:
    id = put_comment(desk)
    mine = Leases(desk)
    assert mine.due(id)
    done(use.take(desk, id))
    assert not mine.due(id)
    clock.now += RENEW_AFTER - 1
    assert not mine.due(id)
    clock.now += 1
    assert mine.due(id)
    done(use.take(desk, id))
    lease = stored(desk)[id]
    assert (lease.since, lease.until) == (NOW, clock.now + LENGTH)


def test_typing_on_never_takes_it_back_from_a_colleague(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.take(rina, id))
    done(use.take(budi, id, over=True))
    assert reason(use.take(rina, id)) == "held"


def test_two_windows_of_one_admin_share_a_lease(opened: Opened) -> None:
    one, other = opened("rina"), opened("rina")
    id = put_comment(one)
    done(use.take(one, id))
    done(use.take(other, id))
    assert Leases(other).held_by(id) == ""


def test_of_two_desks_that_open_at_once_exactly_one_gets_it(opened: Opened) -> None:
    desks = [opened(name) for name in ("rina", "budi", "sari", "dewi")]
    id = put_comment(desks[0])
    outcomes: list[Done | Refused] = []
    start = threading.Barrier(len(desks))

    def open_composer(desk: Desk) -> None:
        start.wait()
        outcome = use.take(desk, id)
        assert isinstance(outcome, Done | Refused)
        outcomes.append(outcome)

    threads = [threading.Thread(target=open_composer, args=(desk,)) for desk in desks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["Done", "Refused", "Refused", "Refused"]
    (winner,) = [one.params.get("who") for one in outcomes if isinstance(one, Refused)][:1]
    assert stored(desks[0])[id].by == winner


def test_what_ended_by_the_clock_is_cleared_away_by_the_next(desk: Desk, clock: Clock) -> None:
    first, second = put_comment(desk), put_comment(desk)
    done(use.take(desk, first))
    clock.now += LENGTH + 1
    done(use.take(desk, second))
    assert set(stored(desk)) == {second}


def test_a_comment_that_is_gone_has_no_lease(desk: Desk) -> None:
    assert reason(use.take(desk, 7)) == "gone"
    assert use.release(desk, 7) == Done(verb="lease.release")


@pytest.mark.parametrize(
    ("by", "until", "due"),
    [("rina", LENGTH, False), ("rina", LENGTH - RENEW_AFTER, True), ("rina", 0, True), ("budi", LENGTH, True)],
)
def test_when_a_lease_is_to_be_renewed(by: str, until: int, due: bool) -> None:
    assert to_be_renewed(Lease(by=by, since=0, until=NOW + until), "rina", NOW) is due
