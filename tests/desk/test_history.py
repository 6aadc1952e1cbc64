"""Taking back: one's own last step, never a colleague's work; and what happened to a record."""

from collections.abc import Callable

from desk import comments as use
from desk.desk import Desk
from desk.history import History, undo
from desk.posts import QuickPost, add_post, record_published
from domain.audit import AuditEntry
from domain.outcomes import Outcome, Refused
from domain.posts import Post, Variant
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put_account, put_comment, reason, variant_of


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
    assert second.params == {"of": "comment.kind"}
    entry = desk.store.repo("audit", AuditEntry).get(second.audit)
    assert entry is not None
    assert (entry.verb, entry.undoes) == ("undo", first.audit)


def test_nothing_is_taken_back_that_was_done_before_the_desk_opened(opened: Opened) -> None:
    id = put_comment(first := opened("rina"))
    done(use.tag_kind(first, id, "hoax"))
    assert reason(undo(opened("rina"))) == "nothing_to_undo"
    assert reason(undo(opened("budi"))) == "nothing_to_undo"


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
