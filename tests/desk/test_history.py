"""Taking back and doing again: one's own last step, never a colleague's work; and what happened to a record."""

from collections.abc import Callable

from desk import comments as use
from desk import triage
from desk.desk import Desk
from desk.history import History, redo, undo
from desk.posts import QuickPost, add_post, record_published
from desk.replies import draft_of
from domain.accounts import Setting
from domain.audit import AuditEntry
from domain.outcomes import Outcome, Refused
from domain.posts import Post, Variant
from domain.times import parse_iso
from tests.desk.conftest import (
    NOW,
    Clock,
    Opened,
    comment_of,
    done,
    put,
    put_account,
    put_comment,
    put_variant,
    reason,
    variant_of,
)


def fields(desk: Desk, id: int) -> dict[str, object]:
    """The comment as stored, its revision apart."""
    document = desk.store.get("comments", id)
    assert document is not None
    return {name: value for name, value in document.items() if name != "rev"}


def test_what_was_done_is_taken_back_to_the_letter(desk: Desk) -> None:
    id = put_comment(desk, labels=("air",))
    before = fields(desk, id)
    verbs: list[Callable[[], Outcome]] = [
        lambda: use.tag_kind(desk, id, "hoax"),
        lambda: use.tag_sentiment(desk, id, "negative"),
        lambda: use.assign(desk, id, "rina"),
        lambda: use.add_note(desk, id, "catatan"),
        lambda: use.no_reply(desk, id, "spam"),
    ]
    for verb in verbs:
        done(verb())
        assert fields(desk, id) != before
        done(undo(desk))
        assert fields(desk, id) == before
    assert comment_of(desk, id).rev == 11  # Taking back is an edit too: colleagues notice it.


def test_a_step_that_changed_nothing_does_not_stand_in_the_way(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(triage.label(desk, id, triage.Labelling((), ("banjir",))))
    assert done(undo(desk)).params["of"] == "comment.kind"
    assert comment_of(desk, id).kind == "complaint"
    assert reason(undo(desk)) == "nothing_to_undo"
    done(redo(desk))
    assert comment_of(desk, id).kind == "hoax"
    assert reason(redo(desk)) == "nothing_to_redo"


def test_steps_are_taken_back_one_by_one_last_first(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(use.tag_kind(desk, id, "praise"))
    done(undo(desk))
    assert comment_of(desk, id).kind == "hoax"
    done(undo(desk))
    assert comment_of(desk, id).kind == "complaint"
    assert undo(desk) == Refused(reason="nothing_to_undo")


def test_the_entry_says_what_it_takes_back(desk: Desk) -> None:
    id = put_comment(desk)
    first = done(use.tag_kind(desk, id, "hoax"))
    second = done(undo(desk))
    assert second.params == {"of": "comment.kind", "record": f"K{id}"}
    entry = desk.store.repo("audit", AuditEntry).get(second.audit)
    assert entry is not None
    assert (entry.verb, entry.undoes) == ("undo", first.audit)


def test_a_restart_forgets_nothing_of_the_day(opened: Opened, clock: Clock) -> None:
    id = put_comment(first := opened("rina"))
    before = fields(first, id)
    done(use.tag_kind(first, id, "hoax"))
    done(use.tag_kind(first, id, "praise"))
    done(undo(first))
    assert reason(undo(opened("budi"))) == "nothing_to_undo"
    again = opened("rina")
    assert (len(again.done), len(again.undone)) == (1, 1)
    done(redo(again))
    assert comment_of(again, id).kind == "praise"
    done(undo(again))
    done(undo(opened("rina")))
    again.store.poll()
    assert fields(again, id) == before
    assert reason(undo(again)) == "nothing_to_undo"


def test_the_day_ends_at_midnight_in_the_agencys_zone(desk: Desk, clock: Clock) -> None:
    put(desk, "settings", Setting(key="zone", value="WIT"))
    id = put_comment(desk)
    midnight = parse_iso("2026-11-24T00:00:00+09:00")
    clock.now = midnight - 1
    done(use.tag_kind(desk, id, "hoax"))
    assert len(desk.done) == 1
    clock.now = midnight
    assert reason(undo(desk)) == "nothing_to_undo"
    done(use.tag_kind(desk, id, "praise"))
    assert len(desk.done) == 1


def test_what_was_taken_back_is_done_again_in_turn(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(use.add_note(desk, id, "a"))
    after = fields(desk, id)
    done(undo(desk))
    done(undo(desk))
    outcome = done(redo(desk))
    assert (outcome.params["of"], outcome.params["record"]) == ("comment.kind", f"K{id}")
    assert comment_of(desk, id).kind == "hoax"
    done(redo(desk))
    assert fields(desk, id) == after
    assert reason(redo(desk)) == "nothing_to_redo"
    assert done(undo(desk)).params["of"] == "comment.note"  # What was done again can be taken back again.


def test_whatever_is_done_anew_ends_the_doing_again(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, "hoax"))
    done(undo(desk))
    assert len(desk.undone) == 1
    done(use.tag_sentiment(desk, id, "negative"))
    assert reason(redo(desk)) == "nothing_to_redo"


def test_what_a_colleague_changed_since_is_not_done_again(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(rina, id, "hoax"))
    done(undo(rina))
    done(use.tag_kind(budi, id, "praise"))
    assert redo(rina) == Refused(reason="changed_since", params={"who": "budi", "field": "kind", "record": f"K{id}"})
    assert reason(redo(rina)) == "nothing_to_redo"
    assert comment_of(rina, id).kind == "praise"


def test_many_records_are_one_step(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    ids = [put_comment(rina) for _ in range(500)]
    before = [fields(rina, id) for id in ids]
    with rina.step("comment.kind", kind="gambling_spam") as step:
        for id in ids:
            step.update("comments", id, {"kind": "gambling_spam", "kind_by": "rina"})
    assert len(rina.done) == 1
    outcome = done(undo(rina))
    assert (outcome.params["record"], outcome.params["others"]) == ("K1", 499)
    assert [fields(rina, id) for id in ids] == before
    done(redo(rina))
    done(use.tag_kind(budi, ids[250], "praise"))
    refused = undo(rina)  # All or nothing: a colleague's one change keeps the whole.
    assert isinstance(refused, Refused)
    assert refused.params["record"] == "K251"
    assert {comment_of(rina, id).kind for id in ids} == {"gambling_spam", "praise"}


def test_ones_own_note_is_taken_back_from_among_the_others(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.add_note(rina, id, "dari rina"))
    done(use.add_note(budi, id, "dari budi"))
    done(undo(rina))
    assert [note.text for note in comment_of(rina, id).notes] == ["dari budi"]
    done(redo(rina))
    assert [note.text for note in comment_of(rina, id).notes] == ["dari rina", "dari budi"]


def test_a_judgement_is_taken_back_though_a_colleague_has_answered(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(rina, id, "hoax"))
    done(use.mark_sent(budi, comment_of(rina, id), "Baik"))
    done(undo(rina))
    assert (comment_of(rina, id).kind, comment_of(rina, id).state) == ("complaint", "answered")


def test_an_answer_taken_back_says_that_the_public_has_it(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.save_draft(desk, comment_of(desk, id), "Baik, Kak"))
    done(use.mark_sent(desk, comment_of(desk, id), "Baik, Kak"))
    outcome = done(undo(desk))
    assert (outcome.params["of"], outcome.params["public"]) == ("comment.answered", True)
    kept = draft_of(desk, id)
    assert kept is not None
    assert (kept.text, comment_of(desk, id).state) == ("Baik, Kak", "new")
    assert "public" not in done(redo(desk)).params
    assert comment_of(desk, id).state == "answered"


def test_a_publication_taken_back_is_named_by_its_post(desk: Desk) -> None:
    id = put_variant(desk, put_account(desk).id)
    done(record_published(desk, id, NOW, "https://ig.example/p/1"))
    outcome = done(undo(desk))
    assert (outcome.params["record"], outcome.params["public"]) == ("P1", True)
    assert variant_of(desk, id).state == "planned"


def test_what_was_removed_comes_back_under_its_number(desk: Desk) -> None:
    id = put_comment(desk, labels=("air",))
    before = fields(desk, id)
    with desk.step("comment.test") as step:
        step.delete("comments", id)
    done(undo(desk))
    assert fields(desk, id) == before
    done(redo(desk))
    assert desk.store.get("comments", id) is None
    assert put_comment(desk) == id + 1


def test_a_colleagues_change_of_the_same_field_stays(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(rina, id, "hoax"))
    done(use.tag_kind(budi, id, "praise"))
    assert reason(undo(rina)) == "changed_since"
    assert comment_of(rina, id).kind == "praise"
    assert comment_of(rina, id).kind_by == "budi"


def test_a_colleagues_change_of_another_field_is_no_hindrance(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina, state="triaged")
    done(use.tag_kind(rina, id, "hoax"))
    done(use.add_note(budi, id, "sudah ditelepon"))
    done(undo(rina))
    after = comment_of(rina, id)
    assert (after.kind, after.notes[0].text) == ("complaint", "sudah ditelepon")


def test_a_step_that_cannot_be_taken_back_does_not_bar_the_way_to_earlier_ones(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    first, second = put_comment(rina), put_comment(rina)
    done(use.tag_kind(rina, first, "hoax"))
    done(use.tag_kind(rina, second, "hoax"))
    done(use.tag_kind(budi, second, "praise"))
    assert reason(undo(rina)) == "changed_since"
    done(undo(rina))
    assert (comment_of(rina, first).kind, comment_of(rina, second).kind) == ("complaint", "praise")


def test_what_was_removed_meanwhile_cannot_be_taken_back(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(rina, id, "hoax"))
    with budi.step("comment.test") as step:
        step.delete("comments", id)
    assert reason(undo(rina)) == "gone"


def plan(desk: Desk) -> Outcome:
    return add_post(desk, QuickPost(account=put_account(desk), slot_at=NOW, title="Apel"))


def test_a_new_post_is_taken_back_whole(desk: Desk) -> None:
    done(plan(desk))
    done(undo(desk))
    assert (len(desk.store.repo("posts", Post)), len(desk.store.repo("variants", Variant))) == (0, 0)


def test_a_new_post_stays_once_a_colleague_has_worked_on_it(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    done(plan(rina))
    budi.store.poll()
    done(record_published(budi, 1, NOW, "https://ig.example/p/1"))
    assert reason(undo(rina)) == "changed_since"
    assert variant_of(rina, 1).state == "published"
    assert len(rina.store.repo("posts", Post)) == 1


def test_the_history_of_a_record_grows_with_it(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("budi")
    one, other = put_comment(rina), put_comment(rina)
    history = History(rina)
    assert history.of("comments", one) == []
    done(use.tag_kind(rina, one, "hoax"))
    clock.now += 1
    done(use.add_note(budi, one, "a"))
    done(use.tag_kind(budi, other, "praise"))
    rina.store.poll()
    assert [(entry.by, entry.verb, entry.at - NOW) for entry in history.of("comments", one)] == [
        ("rina", "comment.kind", 0),
        ("budi", "comment.note", 1),
    ]
    assert [entry.verb for entry in history.of("comments", other)] == ["comment.kind"]
    assert history.of("posts", one) == []
