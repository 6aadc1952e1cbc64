"""The step every use case takes: one transaction, one audit entry, one outcome."""

import pytest

from desk.desk import Desk, ReadOnlyDesk
from domain.audit import AuditEntry
from domain.comments import Comment
from domain.outcomes import Done
from tests.desk.conftest import NOW, Clock, Opened, comment_of, conflict, done, put_account, put_comment, reason


def audit(desk: Desk) -> list[AuditEntry]:
    return list(desk.store.repo("audit", AuditEntry).all())


def test_a_step_is_one_transaction_with_its_entry(desk: Desk, clock: Clock) -> None:
    id = put_comment(desk)
    seq = desk.store.seq
    with desk.step("comment.test", why="uji") as step:
        step.update("comments", id, {"labels": ("air",)})
        other = step.insert("comments", comment_of(desk, id))
        clock.now += 5_000  # The step keeps its instant.
    assert desk.store.seq == seq + 1
    outcome = done(step.outcome)
    assert outcome.changed["comments"] == (id, other)
    (entry,) = audit(desk)
    assert (entry.id, entry.at, entry.by, entry.verb) == (outcome.audit, NOW, "rina", "comment.test")
    assert entry.params == {"why": "uji"}
    first, second = entry.changes
    assert (first.table, first.id, first.before, first.after) == ("comments", id, {}, {"labels": ["air"]})
    assert (second.id, second.before) == (other, None)
    assert second.after is not None
    assert second.after["text"] == "Lampu jalan mati"


def test_a_summary_names_no_fields_and_is_not_undone(desk: Desk) -> None:
    id = put_comment(desk)
    with desk.step("comment.import", audit="summary", file="a.csv") as step:
        step.update("comments", id, {"likes": 3})
    (entry,) = audit(desk)
    assert (entry.verb, entry.params, entry.changes) == ("comment.import", {"file": "a.csv"}, ())
    assert done(step.outcome).audit == entry.id
    assert desk.done == []


def test_without_audit_nothing_is_noted(desk: Desk) -> None:
    id = put_comment(desk)
    with desk.step("reply.draft", audit="none") as step:
        step.update("comments", id, {"likes": 3})
    assert done(step.outcome) == Done(verb="reply.draft", changed={"comments": (id,)})
    assert (audit(desk), desk.done) == ([], [])


def test_a_step_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    id = put_comment(desk, likes=3)
    seq = desk.store.seq
    with desk.step("comment.test") as step:
        step.update("comments", id, {"likes": 3})
    assert done(step.outcome).audit == 0
    assert (desk.store.seq, audit(desk), desk.done) == (seq, [], [])


def test_a_refusal_takes_back_the_whole_step(desk: Desk) -> None:
    id = put_comment(desk)
    seq = desk.store.seq
    with desk.step("comment.test") as step:
        step.update("comments", id, {"likes": 3})
        step.refuse("not_open", state="done")
    assert reason(step.outcome) == "not_open"
    assert (desk.store.seq, comment_of(desk, id).likes, audit(desk)) == (seq, None, [])


def test_a_record_that_is_gone_is_refused(desk: Desk) -> None:
    with desk.step("comment.test") as step:
        step.read("comments", Comment, 99)
    assert reason(step.outcome) == "gone"


def test_a_mistake_of_ours_is_raised_and_nothing_is_written(desk: Desk) -> None:
    id = put_comment(desk)
    seq = desk.store.seq
    with pytest.raises(ZeroDivisionError), desk.step("comment.test") as step:
        step.update("comments", id, {"likes": 1 // 0})
    assert desk.store.seq == seq
    with desk.step("comment.test") as step:  # The store is not left held.
        step.update("comments", id, {"likes": 3})
    done(step.outcome)


def test_a_conflict_tells_both_versions_and_whose_the_other_is(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    with budi.step("comment.test") as step:
        step.update("comments", id, {"kind": "hoax", "state": "triaged"}, 1)
    with rina.step("comment.test") as step:
        step.update("comments", id, {"kind": "praise"}, 1)
    clash = conflict(step.outcome)
    assert (clash.table, clash.id, clash.by, clash.mine) == ("comments", id, "budi", {"kind": "praise"})
    assert (clash.theirs["kind"], clash.theirs["state"], clash.theirs["rev"]) == ("hoax", "triaged", 2)
    assert comment_of(rina, id).kind == "hoax"
    assert rina.done == []


def test_a_record_that_vanished_is_a_conflict_without_their_version(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    with budi.step("comment.test") as step:
        step.delete("comments", id)
    with rina.step("comment.test") as step:
        step.update("comments", id, {"kind": "praise"}, 1)
    assert conflict(step.outcome).theirs == {}


def test_a_desk_that_shows_another_present_writes_nothing(opened: Opened) -> None:
    here = opened("rina")
    there = Desk(here.store, read_only=True)
    with pytest.raises(ReadOnlyDesk):
        there.step("comment.test")


def test_accounts_come_in_the_order_of_the_platforms(desk: Desk) -> None:
    for platform in ("youtube", "x", "instagram", "x"):
        put_account(desk, platform=platform)
    assert [(one.platform, one.id) for one in desk.accounts()] == [
        ("instagram", 3),
        ("x", 2),
        ("x", 4),
        ("youtube", 1),
    ]


def test_a_zone_is_the_accounts_else_the_agencys_else_wib(desk: Desk) -> None:
    from desk.settings import set_setting

    plain, own = put_account(desk), put_account(desk, zone="WIT")
    assert [desk.zone(), desk.zone(plain), desk.zone(own)] == ["WIB", "WIB", "WIT"]
    set_setting(desk, "zone", "WITA")
    assert [desk.zone(), desk.zone(plain), desk.zone(own)] == ["WITA", "WITA", "WIT"]
