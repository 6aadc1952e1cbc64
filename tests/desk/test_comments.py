"""What an admin does to a comment, each guard, and two admins at once."""

from collections.abc import Callable

import pytest

from desk import comments as use
from desk.desk import Desk
from desk.history import undo
from desk.replies import draft_of
from desk.score import closed_since, first_replies
from domain.audit import AuditEntry
from domain.comments import (
    KINDS,
    NO_REPLY_REASONS,
    SENTIMENTS,
    CommentState,
    Kind,
    Reading,
    Reply,
    Sentiment,
)
from domain.deadlines import FOLLOW_UP, calendar_of, deadlines
from domain.outcomes import Decision, Outcome, Refused
from domain.times import HOUR, MINUTE
from tests.desk.conftest import NOW, Clock, Opened, comment_of, conflict, done, put_comment, reason

OPEN: tuple[CommentState, ...] = ("new", "triaged", "in_progress")
HANDLED: tuple[CommentState, ...] = ("answered", "referred", "no_reply", "done")


def replies(desk: Desk) -> list[Reply]:
    return list(desk.store.repo("replies", Reply).all())


# Reading corrected


@pytest.mark.parametrize("sentiment", SENTIMENTS)
def test_the_admins_word_goes_before_the_engines_which_stays(desk: Desk, sentiment: Sentiment) -> None:
    read = Reading(sentiment="negative", confidence=0.4)
    id = put_comment(desk, reading=read)
    done(use.tag_sentiment(desk, id, sentiment, rev=1))
    comment = comment_of(desk, id)
    assert (comment.sentiment, comment.sentiment_by, comment.state) == (sentiment, "rina", "triaged")
    assert comment.reading == read


@pytest.mark.parametrize("kind", KINDS)
def test_the_deadlines_follow_the_kind(desk: Desk, kind: Kind) -> None:
    id = put_comment(desk)
    done(use.tag_kind(desk, id, kind))
    comment = comment_of(desk, id)
    assert (comment.kind, comment.kind_by) == (kind, "rina")
    assert (comment.reply_due, comment.follow_up_due) == deadlines(kind, comment.written_at, calendar_of((), ()))
    assert (comment.follow_up_due is not None) is (kind in FOLLOW_UP)


@pytest.mark.parametrize("state", [*OPEN, *HANDLED])
def test_judging_a_comment_takes_only_a_new_one_on(desk: Desk, state: CommentState) -> None:
    id = put_comment(desk, state=state)
    use.tag_kind(desk, id, "praise")
    use.tag_sentiment(desk, id, "positive")
    use.assign(desk, id, "budi")
    assert comment_of(desk, id).state == ("triaged" if state == "new" else state)


def test_a_comment_is_taken_and_given_back(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.assign(desk, id, "rina"))
    assert (comment_of(desk, id).assignee, comment_of(desk, id).state) == ("rina", "triaged")
    done(use.assign(desk, id, ""))
    assert comment_of(desk, id).assignee == ""


def test_giving_back_a_new_comment_does_not_judge_it(desk: Desk) -> None:
    id = put_comment(desk, assignee="budi")
    done(use.assign(desk, id, ""))
    assert comment_of(desk, id).state == "new"


# Notes


def test_a_note_says_who_and_when(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.add_note(desk, id, "  sudah ditelepon \n"))
    (note,) = comment_of(desk, id).notes
    assert (note.at, note.by, note.text) == (NOW, "rina", "sudah ditelepon")
    assert comment_of(desk, id).state == "new"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_note_is_refused(desk: Desk, text: str) -> None:
    id = put_comment(desk)
    assert reason(use.add_note(desk, id, text)) == "empty_text"


def test_notes_of_two_admins_add_up(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.add_note(budi, id, "dari budi"))
    done(use.add_note(rina, id, "dari rina"))  # Rina's desk has not looked at the store since.
    assert [(note.by, note.text) for note in comment_of(rina, id).notes] == [
        ("budi", "dari budi"),
        ("rina", "dari rina"),
    ]


def test_a_text_that_cannot_be_stored_is_mended_on_entry(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.add_note(desk, id, "a\ud800b" + "x" * 3_000))
    text = comment_of(desk, id).notes[0].text
    assert text.startswith("a\ufffdb")
    assert len(text) == 2_000


# No reply needed


@pytest.mark.parametrize("why", NO_REPLY_REASONS)
@pytest.mark.parametrize("state", OPEN)
def test_an_open_comment_may_stay_without_a_reply_for_a_reason(desk: Desk, state: CommentState, why: str) -> None:
    id = put_comment(desk, state=state)
    done(use.no_reply(desk, id, why))  # type: ignore[arg-type]
    assert (comment_of(desk, id).state, comment_of(desk, id).state_reason) == ("no_reply", why)


def test_a_reason_has_to_be_a_listed_one(desk: Desk) -> None:
    id = put_comment(desk)
    assert reason(use.no_reply(desk, id, "malas")) == "no_reason"  # type: ignore[arg-type]
    assert reason(use.no_reply(desk, id, "")) == "no_reason"  # type: ignore[arg-type]
    assert comment_of(desk, id).state == "new"


@pytest.mark.parametrize("state", HANDLED)
def test_what_is_not_open_cannot_be_left_without_a_reply(desk: Desk, state: CommentState) -> None:
    outcome = use.no_reply(desk, put_comment(desk, state=state), "spam")
    assert outcome == Refused(reason="not_open", params={"state": state})


# Done


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("new", "no_answer_yet"),
        ("triaged", "no_answer_yet"),
        ("in_progress", "no_answer_yet"),
        ("referred", "agency_not_relayed"),
        ("done", "already_done"),
    ],
)
def test_closing_needs_an_answer_or_a_reason(desk: Desk, state: CommentState, why: str) -> None:
    id = put_comment(desk, state=state)
    assert reason(use.finish(desk, id)) == why
    assert comment_of(desk, id).state == state


@pytest.mark.parametrize("state", ["answered", "no_reply"])
def test_what_was_answered_can_be_closed(desk: Desk, state: CommentState) -> None:
    id = put_comment(desk, state=state)
    done(use.finish(desk, id))
    assert comment_of(desk, id).state == "done"


def test_a_comment_that_is_gone_is_refused_by_every_verb(desk: Desk) -> None:
    gone = comment_of(desk, put_comment(desk))
    gone.id = 99
    outcomes = [
        use.tag_sentiment(desk, 99, "positive"),
        use.tag_kind(desk, 99, "praise"),
        use.assign(desk, 99, "rina"),
        use.add_note(desk, 99, "a"),
        use.no_reply(desk, 99, "spam"),
        use.finish(desk, 99),
        use.mark_sent(desk, gone, "Baik"),
    ]
    assert [reason(one) for one in outcomes] == ["gone"] * 7
    assert replies(desk) == []


# Drafts and replies


def test_a_draft_is_kept_changed_and_removed_without_a_word(desk: Desk, clock: Clock) -> None:
    comment = comment_of(desk, put_comment(desk))
    done(use.save_draft(desk, comment, "Baik"))
    clock.now += MINUTE
    done(use.save_draft(desk, comment, "Baik, Kak"))
    (draft,) = replies(desk)
    assert (draft.text, draft.state, draft.by, draft.written_at) == ("Baik, Kak", "draft", "rina", NOW + MINUTE)
    assert (draft.comment, draft.parent) == (comment.id, comment.platform_id)
    seq = desk.store.seq
    use.save_draft(desk, comment, "Baik, Kak")
    assert desk.store.seq == seq
    done(use.save_draft(desk, comment, "  \n"))
    assert replies(desk) == []
    assert (list(desk.store.repo("audit", AuditEntry).all()), desk.done) == ([], [])
    assert comment_of(desk, comment.id).rev == 1


def test_an_empty_draft_is_not_begun(desk: Desk) -> None:
    comment = comment_of(desk, put_comment(desk))
    assert done(use.save_draft(desk, comment, " ")).changed == {}
    assert replies(desk) == []


def test_each_admin_has_a_draft_of_their_own(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    comment = comment_of(rina, put_comment(rina))
    done(use.save_draft(rina, comment, "dari rina"))
    done(use.save_draft(budi, comment, "dari budi"))
    rina.store.poll()
    mine, theirs = draft_of(rina, comment.id), draft_of(budi, comment.id)
    assert mine is not None
    assert theirs is not None
    assert (mine.text, theirs.text) == ("dari rina", "dari budi")
    assert draft_of(rina, comment.id + 1) is None


def test_sending_makes_the_draft_a_reply_and_answers_the_comment(desk: Desk) -> None:
    comment = comment_of(desk, put_comment(desk))
    use.save_draft(desk, comment, "Baik")
    done(use.mark_sent(desk, comment, "Baik, Kak", rev=comment.rev))
    (reply,) = replies(desk)
    assert (reply.state, reply.text, reply.sent_at, reply.sent_by) == ("sent", "Baik, Kak", NOW, "rina")
    after = comment_of(desk, comment.id)
    assert (after.state, after.assignee) == ("answered", "rina")
    assert draft_of(desk, comment.id) is None


def test_sending_needs_no_draft_before_it(desk: Desk) -> None:
    comment = comment_of(desk, put_comment(desk, assignee="budi"))
    done(use.mark_sent(desk, comment, "Baik"))
    (reply,) = replies(desk)
    assert (reply.comment, reply.platform, reply.parent, reply.state) == (comment.id, "instagram", "c1", "sent")
    assert comment_of(desk, comment.id).assignee == "budi"


@pytest.mark.parametrize("state", HANDLED)
def test_another_word_to_a_handled_comment_does_not_open_it(desk: Desk, state: CommentState) -> None:
    comment = comment_of(desk, put_comment(desk, state=state))
    done(use.mark_sent(desk, comment, "Tambahan"))
    assert comment_of(desk, comment.id).state == state


@pytest.mark.parametrize("state", ["answered", "done"])
def test_a_further_reply_changes_nothing_of_how_the_comment_was_answered(
    desk: Desk, clock: Clock, state: CommentState
) -> None:
    id = put_comment(desk)
    done(use.mark_sent(desk, comment_of(desk, id), "Buka jam 8"))
    if state == "done":
        done(use.finish(desk, id))
    before, closed = comment_of(desk, id), closed_since(desk, 0)
    clock.now = NOW + 2 * HOUR
    done(use.save_draft(desk, before, "Maaf, ralat: jam 9"))
    done(use.mark_sent(desk, before, "Maaf, ralat: jam 9", rev=before.rev))
    after = comment_of(desk, id)
    assert (after.state, after.assignee, after.reply_due) == (state, "rina", before.reply_due)
    assert [(one.text, one.sent_at) for one in replies(desk)] == [
        ("Buka jam 8", NOW),
        ("Maaf, ralat: jam 9", clock.now),
    ]
    assert first_replies(desk) == {id: NOW}
    assert closed_since(desk, 0) == closed
    done(undo(desk))
    assert [one.state for one in replies(desk)] == ["sent", "draft"]
    assert comment_of(desk, id).state == state


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_reply_is_not_sent(desk: Desk, text: str) -> None:
    comment = comment_of(desk, put_comment(desk))
    assert reason(use.mark_sent(desk, comment, text)) == "empty_text"
    assert comment_of(desk, comment.id).state == "new"


def test_a_reply_may_be_as_long_as_the_platform_takes(desk: Desk) -> None:
    comment = comment_of(desk, put_comment(desk, platform="tiktok"))
    outcome = use.mark_sent(desk, comment, "a" * 151)
    assert outcome == Refused(reason="too_long", params={"length": 151, "limit": 150})
    assert replies(desk) == []
    done(use.mark_sent(desk, comment, "a" * 150))


# Two admins at once


def test_two_judgements_of_one_comment_end_in_a_conflict(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(budi, id, "hoax", rev=1))
    clash = conflict(use.tag_kind(rina, id, "praise", rev=1))
    assert (clash.by, clash.theirs["kind"], clash.mine["kind"]) == ("budi", "hoax", "praise")
    assert comment_of(rina, id).kind == "hoax"
    done(use.tag_kind(rina, id, "praise", rev=clash.theirs["rev"]))
    budi.store.poll()
    assert comment_of(budi, id).kind == "praise"


def test_every_verb_with_a_revision_goes_together_with_what_a_colleague_did_elsewhere(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina, state="answered")
    done(use.add_note(budi, id, "a"))
    verbs: list[Callable[[], Outcome]] = [
        lambda: use.tag_sentiment(rina, id, "positive", rev=1),
        lambda: use.assign(rina, id, "rina", rev=1),
        lambda: use.tag_kind(rina, id, "praise", rev=1),
        lambda: use.finish(rina, id, rev=1),
    ]
    for verb in verbs:
        budi.store.poll()
        done(use.add_note(budi, id, "lagi"))  # Whoever stored last is whom it was merged with.
        assert done(verb()).params["merged_with"] == "budi"
    now = comment_of(rina, id)
    assert (now.sentiment, now.assignee, now.kind, now.state) == ("positive", "rina", "praise", "done")
    assert len(now.notes) == 5


def test_what_rests_on_the_same_field_is_a_conflict(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.assign(budi, id, "budi"))
    assert conflict(use.assign(rina, id, "rina", rev=1)).clashes == ("assignee",)
    done(use.tag_sentiment(budi, id, "negative"))
    assert conflict(use.tag_sentiment(rina, id, "positive", rev=1)).clashes == ("sentiment",)
    assert done(use.tag_sentiment(rina, id, "negative", rev=1)).audit == 0  # They agree.


def test_the_admins_choice_goes_together_with_what_did_not_clash(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(budi, id, "hoax"))
    done(use.add_note(budi, id, "sudah ditelepon"))
    clash = conflict(use.tag_kind(rina, id, "praise", rev=1))
    assert clash.base is not None
    assert (clash.clashes, clash.base["kind"]) == (("kind",), "complaint")
    mine = Decision(table="comments", id=id, rev=clash.theirs["rev"], mine=frozenset({"kind"}))
    with rina.decided([mine]):
        assert done(use.tag_kind(rina, id, "praise", rev=1)).params["merged_with"] == "budi"
    now = comment_of(rina, id)
    assert (now.kind, now.kind_by, now.notes[0].text) == ("praise", "rina", "sudah ditelepon")
    assert conflict(use.tag_kind(rina, id, "other", rev=1)).clashes == ("kind",)  # It was decided once, not for ever.


def test_their_version_chosen_leaves_theirs(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(budi, id, "hoax"))
    clash = conflict(use.tag_kind(rina, id, "praise", rev=1))
    with rina.decided([Decision(table="comments", id=id, rev=clash.theirs["rev"])]):
        assert done(use.tag_kind(rina, id, "praise", rev=1)).audit == 0
    assert (comment_of(rina, id).kind, comment_of(rina, id).kind_by) == ("hoax", "budi")


def test_a_choice_holds_for_the_version_that_was_looked_at(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(budi, id, "hoax"))
    clash = conflict(use.tag_kind(rina, id, "praise", rev=1))
    done(use.tag_kind(budi, id, "question"))
    mine = Decision(table="comments", id=id, rev=clash.theirs["rev"], mine=frozenset({"kind"}))
    with rina.decided([mine]):
        assert conflict(use.tag_kind(rina, id, "praise", rev=1)).theirs["kind"] == "question"


def test_a_second_answer_is_sent_only_when_chosen(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    seen = comment_of(rina, put_comment(rina))
    done(use.save_draft(rina, seen, "dari rina"))
    done(use.tag_kind(budi, seen.id, "question"))  # No hindrance: it is still open.
    done(use.mark_sent(budi, seen, "dari budi", rev=seen.rev))
    clash = conflict(use.mark_sent(rina, seen, "dari rina", rev=seen.rev))
    assert clash.clashes == ("state",)
    theirs = Decision(table="comments", id=seen.id, rev=clash.theirs["rev"])
    with rina.decided([theirs]):
        assert reason(use.mark_sent(rina, seen, "dari rina", rev=seen.rev)) == "theirs_kept"
    assert [(one.by, one.state) for one in replies(rina)] == [("rina", "draft"), ("budi", "sent")]
    with rina.decided([Decision(table="comments", id=seen.id, rev=clash.theirs["rev"], mine=frozenset({"state"}))]):
        done(use.mark_sent(rina, seen, "dari rina", rev=seen.rev))
    assert [(one.by, one.state) for one in replies(rina)] == [("rina", "sent"), ("budi", "sent")]


def test_a_reply_goes_out_beside_a_colleagues_new_kind(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    seen = comment_of(rina, put_comment(rina))
    done(use.tag_kind(budi, seen.id, "question"))
    assert done(use.mark_sent(rina, seen, "Baik, Kak", rev=seen.rev)).params["merged_with"] == "budi"
    assert (comment_of(rina, seen.id).state, comment_of(rina, seen.id).kind) == ("answered", "question")


def test_of_two_replies_one_is_sent_and_the_other_stays_a_draft(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    seen = comment_of(rina, put_comment(rina))
    done(use.save_draft(rina, seen, "dari rina"))
    done(use.mark_sent(budi, seen, "dari budi", rev=seen.rev))
    clash = conflict(use.mark_sent(rina, seen, "dari rina", rev=seen.rev))
    assert (clash.table, clash.theirs["state"], clash.by) == ("comments", "answered", "budi")
    assert [(one.by, one.state) for one in replies(rina)] == [("rina", "draft"), ("budi", "sent")]
    mine = draft_of(rina, seen.id)
    assert mine is not None
    assert mine.text == "dari rina"


def test_a_draft_survives_what_a_colleague_does(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    seen = comment_of(rina, put_comment(rina))
    done(use.tag_kind(budi, seen.id, "hoax", rev=1))
    done(use.save_draft(rina, seen, "dari rina"))
    assert [one.text for one in replies(rina)] == ["dari rina"]


def test_sending_taken_back_leaves_draft_and_open_comment(desk: Desk) -> None:
    comment = comment_of(desk, put_comment(desk))
    use.save_draft(desk, comment, "Baik")
    use.mark_sent(desk, comment, "Baik, Kak")
    done(undo(desk))
    (reply,) = replies(desk)
    assert (reply.state, reply.text, reply.sent_by) == ("draft", "Baik", "")
    after = comment_of(desk, comment.id)
    assert (after.state, after.assignee) == ("new", "")


def test_ones_own_last_word_holds_where_the_keys_were_faster_than_the_disk(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.tag_kind(rina, id, "hoax", rev=1))
    assert "merged_with" not in done(use.tag_kind(rina, id, "praise", rev=1)).params
    assert comment_of(rina, id).kind == "praise"
    done(use.tag_kind(budi, id, "question"))
    done(use.add_note(rina, id, "a"))
    assert conflict(use.tag_kind(rina, id, "other", rev=3)).theirs["kind"] == "question"


def test_ones_own_answer_is_not_sent_twice_by_accident(desk: Desk) -> None:
    seen = comment_of(desk, put_comment(desk))
    done(use.mark_sent(desk, seen, "Baik", rev=seen.rev))
    assert conflict(use.mark_sent(desk, seen, "Baik", rev=seen.rev)).clashes == ("state",)


def test_nobody_adds_to_an_answer_without_having_seen_what_a_colleague_added(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.mark_sent(rina, comment_of(rina, id), "Buka jam 8"))
    seen = comment_of(rina, id)
    done(use.mark_sent(budi, seen, "Ralat: jam 9", rev=seen.rev))
    clash = conflict(use.mark_sent(rina, seen, "Maaf, jam 9", rev=seen.rev))
    assert (clash.by, clash.clashes) == ("budi", ("further",))
    assert len(replies(rina)) == 2
    now = comment_of(rina, id)
    done(use.mark_sent(rina, now, "Terima kasih, Budi benar", rev=now.rev))
    assert len(replies(rina)) == 3


def test_who_decides_to_say_it_as_well_says_it(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_comment(rina)
    done(use.mark_sent(rina, comment_of(rina, id), "Buka jam 8"))
    seen = comment_of(rina, id)
    done(use.mark_sent(budi, seen, "Ralat: jam 9", rev=seen.rev))
    clash = conflict(use.mark_sent(rina, seen, "Maaf, jam 9", rev=seen.rev))
    mine = Decision(table="comments", id=id, rev=clash.theirs["rev"], mine=frozenset(clash.clashes))
    with rina.decided([mine]):
        done(use.mark_sent(rina, seen, "Maaf, jam 9", rev=seen.rev))
    assert [one.text for one in replies(rina)] == ["Buka jam 8", "Ralat: jam 9", "Maaf, jam 9"]


def test_the_same_key_twice_adds_one_reply(desk: Desk) -> None:
    id = put_comment(desk)
    done(use.mark_sent(desk, comment_of(desk, id), "Buka jam 8"))
    seen = comment_of(desk, id)
    done(use.mark_sent(desk, seen, "Ralat: jam 9", rev=seen.rev))
    assert conflict(use.mark_sent(desk, seen, "Ralat: jam 9", rev=seen.rev)).clashes == ("further",)
    assert len(replies(desk)) == 2


def test_two_holding_replies_to_a_referred_comment_are_a_conflict_too(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    seen = comment_of(rina, put_comment(rina, state="referred", unheard=True))
    done(use.mark_sent(budi, seen, "Kami teruskan", rev=seen.rev))
    assert conflict(use.mark_sent(rina, seen, "Sudah kami teruskan", rev=seen.rev)).by == "budi"
