"""Many comments at once, and what puts a comment aside, names it, hides it."""

from collections.abc import Callable

import pytest

from desk import comments as use
from desk import triage
from desk.desk import Desk
from desk.history import redo, undo
from desk.trail import verify
from domain.audit import AuditEntry
from domain.comments import CITIZEN_WRITES, HIDE_REASONS, OPEN_STATES, CommentState
from domain.outcomes import Outcome, Refused
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put_comment, reason

OPEN = sorted(OPEN_STATES)
HANDLED: list[CommentState] = ["answered", "referred", "no_reply", "done"]


def entries(desk: Desk) -> list[AuditEntry]:
    return list(desk.store.repo("audit", AuditEntry).all())


def seen(desk: Desk, *ids: int) -> dict[int, int | None]:
    return {id: comment_of(desk, id).rev for id in ids}


def finishing(desk: Desk) -> Callable[[int, int | None], Outcome]:
    return lambda id, rev: use.finish(desk, id, rev=rev)


# Many at once


def test_many_comments_change_in_one_step_and_are_taken_back_as_one(desk: Desk) -> None:
    ids = [put_comment(desk) for _ in range(5)]
    outcome = done(triage.to_each(desk, seen(desk, *ids), lambda id, rev: use.no_reply(desk, id, "duplicate", rev=rev)))
    assert (outcome.verb, outcome.params["many"], set(outcome.changed["comments"])) == ("comment.no_reply", 5, set(ids))
    assert {comment_of(desk, id).state for id in ids} == {"no_reply"}
    (entry,) = entries(desk)
    assert (entry.verb, entry.params, len(entry.changes)) == ("comment.no_reply", {"reason": "duplicate", "many": 5}, 5)
    assert done(undo(desk)).params["others"] == 4
    assert {comment_of(desk, id).state for id in ids} == {"new"}
    done(redo(desk))
    assert {comment_of(desk, id).state for id in ids} == {"no_reply"}


def test_what_a_guard_refuses_is_left_out_and_told(desk: Desk) -> None:
    states: list[CommentState] = ["answered", "new", "no_reply", "referred", "done", "triaged"]
    ids = [put_comment(desk, state=state) for state in states]
    outcome = done(triage.to_each(desk, {**seen(desk, *ids), 99: 1}, finishing(desk)))
    assert outcome.params["many"] == 2
    assert outcome.params["left_out"] == {
        "no_answer_yet": [ids[1], ids[5]],
        "agency_not_relayed": [ids[3]],
        "already_done": [ids[4]],
        "gone": [99],
    }
    assert [comment_of(desk, id).state for id in ids] == ["done", "new", "done", "referred", "done", "triaged"]


def test_where_none_can_be_changed_nothing_is_written(desk: Desk) -> None:
    ids = [put_comment(desk) for _ in range(3)]
    before = desk.store.seq
    outcome = triage.to_each(desk, seen(desk, *ids), finishing(desk))
    assert outcome == Refused(reason="all_left_out", params={"left_out": {"no_answer_yet": ids}})
    assert (desk.store.seq, entries(desk)) == (before, [])


def test_a_colleagues_change_meanwhile_is_merged_or_left_out(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    clash, beside, alone = (put_comment(rina) for _ in range(3))
    as_seen = seen(rina, clash, beside, alone)
    budi.store.poll()
    done(use.tag_kind(budi, clash, "hoax"))
    done(use.add_note(budi, beside, "sudah ditelepon"))
    outcome = done(triage.to_each(rina, as_seen, lambda id, rev: use.tag_kind(rina, id, "question", rev=rev)))
    assert outcome.params["left_out"] == {"changed": [clash]}
    assert (outcome.params["many"], outcome.params["merged_with"]) == (2, "budi")
    assert [comment_of(rina, id).kind for id in (clash, beside, alone)] == ["hoax", "question", "question"]
    assert comment_of(rina, beside).notes[0].by == "budi"


def test_after_many_at_once_a_step_is_a_step_again(desk: Desk) -> None:
    id = put_comment(desk)
    triage.to_each(desk, seen(desk, id), finishing(desk))
    assert done(use.tag_kind(desk, id, "hoax", rev=1)).audit


def test_many_at_once_that_fail_leave_nothing(desk: Desk) -> None:
    id = put_comment(desk)

    def work(id: int, rev: int | None) -> Outcome:
        use.tag_kind(desk, id, "hoax")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        triage.to_each(desk, seen(desk, id), work)
    assert comment_of(desk, id).kind == "complaint"
    assert done(use.tag_kind(desk, id, "praise", rev=1)).audit


def test_the_chain_of_the_trail_holds_over_steps_with_many_parts(desk: Desk) -> None:
    ids = [put_comment(desk) for _ in range(3)]
    triage.to_each(desk, seen(desk, *ids), lambda id, rev: use.assign(desk, id, "rina", rev=rev))
    undo(desk)
    assert not verify(desk.store).finding


# Put aside


@pytest.mark.parametrize("state", OPEN)
def test_an_open_comment_is_put_aside_and_its_clock_goes_on(desk: Desk, state: CommentState) -> None:
    id = put_comment(desk, state=state)
    due = comment_of(desk, id).reply_due
    done(triage.snooze(desk, id, NOW + HOUR))
    after = comment_of(desk, id)
    assert (after.snoozed_until, after.reply_due) == (NOW + HOUR, due)
    assert after.state == ("triaged" if state == "new" else state)
    done(undo(desk))
    assert (comment_of(desk, id).snoozed_until, comment_of(desk, id).state) == (0, state)


@pytest.mark.parametrize("state", HANDLED)
def test_what_is_handled_is_not_put_aside(desk: Desk, state: CommentState) -> None:
    outcome = triage.snooze(desk, put_comment(desk, state=state), NOW + HOUR)
    assert outcome == Refused(reason="not_open", params={"state": state})


def test_a_comment_is_put_aside_until_a_time_to_come(desk: Desk) -> None:
    id = put_comment(desk)
    assert reason(triage.snooze(desk, id, NOW)) == "snooze_past"
    done(triage.snooze(desk, id, CITIZEN_WRITES))
    done(triage.snooze(desk, id, NOW + MINUTE))
    assert comment_of(desk, id).snoozed_until == NOW + MINUTE


def test_it_is_taken_up_again(desk: Desk, clock: Clock) -> None:
    id = put_comment(desk)
    assert reason(triage.wake(desk, id)) == "not_snoozed"
    done(triage.snooze(desk, id, NOW + HOUR))
    done(triage.wake(desk, id))
    assert comment_of(desk, id).snoozed_until == 0
    done(triage.snooze(desk, id, NOW + HOUR))
    clock.now += 2 * HOUR
    assert reason(triage.wake(desk, id)) == "not_snoozed"


def test_what_a_colleague_answered_is_not_put_aside(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    budi.store.poll()
    done(use.no_reply(budi, id, "spam"))
    assert reason(triage.snooze(rina, id, NOW + HOUR, rev=1)) == "not_open"


# Labels


@pytest.mark.parametrize(
    ("line", "added", "removed"),
    [
        ("jalan", ("jalan",), ()),
        ("#Jalan, PDAM -banjir", ("jalan", "pdam"), ("banjir",)),
        ("jalan jalan", ("jalan",), ()),
        ("", (), ()),
        ("rt-04 -#rw_2", ("rt-04",), ("rw_2",)),
    ],
)
def test_a_line_of_labels(line: str, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    assert triage.read_labels(line) == (added, removed)


@pytest.mark.parametrize("word", ["-", "#", "a/b", "x" * 31, "_a", "\u202ejalan", "--a"])
def test_words_that_are_no_labels(word: str) -> None:
    assert triage.read_labels(f"jalan {word}") == word


def test_labels_are_put_on_and_taken_off(desk: Desk) -> None:
    id = put_comment(desk)
    done(triage.label(desk, id, triage.Labelling(("jalan", "pdam"), ())))
    outcome = done(triage.label(desk, id, triage.Labelling(("banjir", "jalan"), ("pdam",))))
    assert comment_of(desk, id).labels == ("jalan", "banjir")
    assert outcome.params["labels"] == "+banjir +jalan −pdam"
    assert comment_of(desk, id).state == "new"
    assert reason(triage.label(desk, id, triage.Labelling((), ()))) == "no_label"
    assert reason(triage.label(desk, id, triage.Labelling(("nik3571016505900003",), ()))) == "personal_label"
    many = tuple(f"label{n}" for n in range(triage.MOST_LABELS + 1))
    assert reason(triage.label(desk, id, triage.Labelling(many, ()))) == "too_many_labels"


def test_labels_of_two_admins_add_up(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina, labels=("lama",))
    budi.store.poll()
    done(triage.label(budi, id, triage.Labelling(("dari_budi",), ("lama",))))
    done(triage.label(rina, id, triage.Labelling(("dari_rina",), ()), rev=1))
    assert set(comment_of(rina, id).labels) == {"dari_budi", "dari_rina"}


def test_the_labels_in_use_the_most_used_first(desk: Desk) -> None:
    for labels in (("jalan",), ("pdam", "jalan"), (), ("banjir", "jalan", "pdam")):
        put_comment(desk, labels=labels)
    assert triage.labels_in_use(desk) == ["jalan", "pdam", "banjir"]


# Hidden


def test_hiding_is_recorded_with_its_reason_and_taken_back(desk: Desk) -> None:
    id = put_comment(desk)
    for why in HIDE_REASONS:
        done(triage.hide(desk, id, why))
        assert (comment_of(desk, id).hidden, comment_of(desk, id).hidden_reason) == (True, why)
    assert comment_of(desk, id).state == "triaged"
    assert reason(triage.hide(desk, id, "other")) == "already_hidden"
    done(triage.unhide(desk, id))
    assert (comment_of(desk, id).hidden, comment_of(desk, id).hidden_reason) == (False, "")
    assert reason(triage.unhide(desk, id)) == "not_hidden"
    assert reason(triage.hide(desk, id, "malas")) == "no_reason"  # type: ignore[arg-type]


def test_hiding_closes_nothing(desk: Desk) -> None:
    answered = put_comment(desk, state="answered")
    done(triage.hide(desk, answered, "abuse"))
    assert comment_of(desk, answered).state == "answered"
    assert reason(use.finish(desk, put_comment(desk, hidden=True))) == "no_answer_yet"


def test_of_two_who_hide_it_the_first_ones_reason_stands(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    budi.store.poll()
    done(triage.hide(budi, id, "abuse"))
    assert done(triage.hide(rina, id, "spam", rev=1)).params["merged_with"] == "budi"
    assert comment_of(rina, id).hidden_reason == "abuse"
