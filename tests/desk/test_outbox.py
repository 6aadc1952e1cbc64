"""The outbox: each state and what follows it, every guard, and two desks that send."""

from collections.abc import Callable

import pytest

from channels.contract import ChannelError, Sent
from desk import comments, outbox, referrals, sending
from desk.desk import Desk
from desk.history import redo, undo
from desk.replies import draft_of
from desk.sending import Report
from domain.accounts import Setting
from domain.agency import Agency
from domain.audit import AuditEntry
from domain.comments import Comment, CommentState, Reply
from domain.connections import Connection
from domain.outbox import ATTEMPTS, PAUSES, SETTLE, is_to_be_asked
from domain.outcomes import Outcome
from domain.times import HOUR, MINUTE
from store import lock
from tests.desk.conftest import NOW, Clock, Opened, comment_of, conflict, done, put, put_account, put_comment, reason
from tests.desk.platform import Fake

SECOND = 1_000


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def seen(desk: Desk) -> Comment:
    """A complaint under an account that is connected."""
    put(desk, "connections", Connection(account=put_account(desk, platform="youtube").id))
    return another(desk)


def another(desk: Desk) -> Comment:
    return comment_of(desk, put_comment(desk, platform="youtube"))


def replies(desk: Desk) -> list[Reply]:
    desk.store.poll()
    return list(desk.store.repo("replies", Reply).all())


def only(desk: Desk) -> Reply:
    (found,) = replies(desk)
    return found


def send(desk: Desk, fake: Fake) -> Report:
    return sending.send_due(desk, {1: fake}, desk.now())


def listed(desk: Desk) -> list[Reply]:
    """What the outbox lists; there are no posts here."""
    return [one for one in outbox.listed(desk) if isinstance(one, Reply)]


def verbs(desk: Desk) -> list[str]:
    return [one.verb for one in desk.store.repo("audit", AuditEntry).all()]


# The way out


def test_a_reply_is_queued_and_sent(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    done(comments.save_draft(desk, seen, "Baik"))
    done(outbox.queue(desk, seen, "Baik, Kak", rev=seen.rev))
    waiting = only(desk)
    assert (waiting.state, waiting.text, waiting.by, waiting.queued_at) == ("queued", "Baik, Kak", "rina", NOW)
    assert len(waiting.send_key) == 32
    held = comment_of(desk, seen.id)
    assert (held.state, held.assignee, held.outbound) == ("in_progress", "rina", waiting.id)
    assert draft_of(desk, seen.id) is None
    clock.now += SECOND
    report = send(desk, fake)
    assert (report.replies.sent, report.busy, fake.taken) == (1, False, [("c1", "Baik, Kak")])
    assert report.changed["replies"] == {waiting.id}
    reply, after = only(desk), comment_of(desk, seen.id)
    assert (reply.state, reply.platform_id, reply.url) == ("sent", "r1", "https://ig.example/r1")
    assert (reply.sent_at, reply.sent_by) == (NOW + SECOND, "rina")
    assert (after.state, after.outbound) == ("answered", 0)
    assert verbs(desk) == ["reply.queued", "reply.sent"]
    assert send(desk, fake).replies.sent == 0
    assert fake.asked == 1


def test_the_longest_waiting_goes_first(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    second = another(desk)
    done(outbox.queue(desk, second, "kedua"))
    clock.now += SECOND
    done(outbox.queue(desk, seen, "pertama"))
    send(desk, fake)
    assert fake.taken == [("c2", "kedua"), ("c1", "pertama")]


def test_what_was_pasted_along_unseen_does_not_go_out(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik,\n\u202eKak\u200b 👩\u200d🚒"))
    send(desk, fake)
    assert fake.taken == [("c1", "Baik,\nKak 👩\u200d🚒")]


def test_what_is_for_another_account_is_left_alone(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    assert sending.send_due(desk, {2: fake}, NOW).replies.sent == 0
    assert only(desk).state == "queued"


@pytest.mark.parametrize("wished", [None, {"reply": "manual"}])
def test_without_an_interface_it_goes_by_hand(desk: Desk, fake: Fake, wished: dict[str, str] | None) -> None:
    account = put_account(desk, platform="youtube")
    if wished:
        put(desk, "connections", Connection(account=account.id, wished=wished))  # type: ignore[arg-type]
    one = another(desk)
    assert reason(outbox.queue(desk, one, "Baik")) == "by_hand_only"
    assert replies(desk) == []


def test_what_was_put_in_by_hand_is_answered_by_hand(desk: Desk, seen: Comment) -> None:
    one = comment_of(desk, put_comment(desk, platform="youtube", platform_id="tempel:ab12"))
    assert reason(outbox.queue(desk, one, "Baik")) == "by_hand_only"
    assert not outbox.goes_by_api(desk, one)
    assert outbox.goes_by_api(desk, seen)


@pytest.mark.parametrize(
    ("text", "why"), [(" \n", "empty_text"), ("Halo {nama}", "unfilled"), ("a" * 10_001, "too_long")]
)
def test_what_must_not_go_out_is_refused_with_the_reason(desk: Desk, seen: Comment, text: str, why: str) -> None:
    assert reason(outbox.queue(desk, seen, text)) == why
    assert replies(desk) == []
    assert comment_of(desk, seen.id).rev == seen.rev


def test_nobody_answers_beside_a_reply_that_is_on_its_way(opened: Opened, desk: Desk, seen: Comment) -> None:
    budi = opened("budi")
    done(outbox.queue(desk, seen, "dari rina", rev=seen.rev))
    budi.store.poll()
    for work in (outbox.queue, comments.mark_sent):
        told = work(budi, comment_of(budi, seen.id), "dari budi")
        assert reason(told) == "under_way"
    assert reason(outbox.queue(desk, seen, "lagi")) == "under_way"
    assert len(replies(desk)) == 1


def test_a_colleagues_answer_in_between_is_a_conflict(opened: Opened, desk: Desk, seen: Comment) -> None:
    done(comments.mark_sent(opened("budi"), seen, "dari budi"))
    assert conflict(outbox.queue(desk, seen, "dari rina", rev=seen.rev)).by == "budi"
    assert [one.state for one in replies(desk)] == ["sent"]


# Taking back


def test_a_queued_reply_is_pulled_back_until_it_is_sent(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(comments.save_draft(desk, seen, "Baik"))
    done(outbox.queue(desk, seen, "Baik, Kak", rev=seen.rev))
    done(undo(desk))
    assert (only(desk).state, only(desk).text, comment_of(desk, seen.id).outbound) == ("draft", "Baik", 0)
    assert send(desk, fake).replies.sent == 0
    done(redo(desk))
    assert send(desk, fake).replies.sent == 1
    assert reason(undo(desk)) == "reply_gone_out"
    assert only(desk).state == "sent"


def test_a_reply_that_was_put_off_is_pulled_back_as_well(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [ChannelError("unreachable")]
    send(desk, fake)
    done(undo(desk))
    assert (replies(desk), comment_of(desk, seen.id).state) == ([], "new")


def test_pulling_back_makes_a_draft_again(desk: Desk, seen: Comment) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    done(outbox.pull_back(desk, only(desk).id))
    assert (only(desk).state, only(desk).send_key, comment_of(desk, seen.id).outbound) == ("draft", "", 0)
    assert reason(outbox.pull_back(desk, only(desk).id)) == "not_in_outbox"


def test_what_is_being_sent_is_nobodys_to_touch(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    refusals: list[str] = []

    def reply(key: str, parent: str, post_ref: str, text: str) -> object:
        id = only(desk).id
        refusals.extend(
            reason(work(desk, id)) for work in (outbox.pull_back, outbox.again, outbox.record_sent, _undone)
        )
        return Fake.reply(fake, key, parent, post_ref, text)

    fake.reply = reply  # type: ignore[method-assign,assignment]
    send(desk, fake)
    assert refusals == ["being_sent"] * 3 + ["reply_gone_out"]
    assert only(desk).state == "sent"


def _undone(desk: Desk, _id: int) -> Outcome:
    return undo(desk)


# What a platform may say


@pytest.mark.parametrize("why", ["limited", "unreachable"])
def test_what_was_certainly_not_taken_is_tried_again_later(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock, why: str
) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    for pause in PAUSES[:3]:
        fake.errors = [ChannelError(why, detail="not now")]  # type: ignore[arg-type]
        assert send(desk, fake).replies.put_off == 1
        reply = only(desk)
        assert (reply.state, reply.error, reply.error_detail) == ("queued", why, "not now")
        assert reply.retry_at == clock.now + pause
        clock.now += pause - 1
        assert send(desk, fake).replies.put_off == 0
        clock.now += 1
    assert (send(desk, fake).replies.sent, fake.asked) == (1, 4)
    assert (only(desk).error, len(fake.taken)) == ("", 1)


def test_the_time_a_platform_tells_is_kept_to_by_all_of_the_account(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock
) -> None:
    done(outbox.queue(desk, seen, "satu"))
    done(outbox.queue(desk, another(desk), "dua"))
    fake.errors = [ChannelError("limited", NOW + 3 * HOUR)]
    send(desk, fake)
    assert {one.retry_at for one in replies(desk)} == {NOW + 3 * HOUR}
    clock.now = NOW + 3 * HOUR - 1
    send(desk, fake)
    assert fake.asked == 1
    clock.now += 1
    assert send(desk, fake).replies.sent == 2


def test_trying_ends_and_somebody_hears_of_it(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    for _attempt in range(ATTEMPTS):
        fake.errors = [ChannelError("unreachable")]
        send(desk, fake)
        clock.now += HOUR
    assert (only(desk).state, only(desk).error, fake.asked) == ("failed", "unreachable", ATTEMPTS)
    assert outbox.counts(desk).failed == 1


def test_what_is_refused_has_failed_and_says_why(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [ChannelError("refused", detail="not summoned", code="not_summoned")]
    assert send(desk, fake).replies.failed == 1
    reply = only(desk)
    assert (reply.state, reply.error, reply.error_detail) == ("failed", "not_summoned", "not summoned")
    assert send(desk, fake).replies.failed == 0
    assert comment_of(desk, seen.id).state == "in_progress"
    done(outbox.again(desk, reply.id))
    assert only(desk).send_key == reply.send_key
    assert send(desk, fake).replies.sent == 1


def test_a_token_that_has_ended_fails_all_of_the_account_at_once(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "satu"))
    done(outbox.queue(desk, another(desk), "dua"))
    fake.errors = [ChannelError("expired")]
    assert (send(desk, fake).replies.failed, fake.asked) == (2, 1)
    assert [(one.state, one.error) for one in replies(desk)] == [("failed", "expired")] * 2


def test_after_a_failure_it_goes_by_hand_or_becomes_a_draft(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [ChannelError("refused")]
    send(desk, fake)
    done(outbox.record_sent(desk, only(desk).id))
    assert (only(desk).state, only(desk).by_api, comment_of(desk, seen.id).state) == ("sent", False, "answered")
    done(undo(desk))
    assert only(desk).state == "failed"
    done(outbox.pull_back(desk, only(desk).id))
    assert draft_of(desk, seen.id) == only(desk)


def test_an_answer_that_got_lost_is_asked_for_and_found(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.loses = True
    assert (send(desk, fake).replies.sent, fake.asked, fake.looked) == (1, 1, 1)
    assert (only(desk).state, only(desk).platform_id) == ("sent", "r1")


def test_where_the_platform_cannot_say_an_admin_decides(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.loses = fake.mute = True
    assert send(desk, fake).replies.unknown == 1
    assert (only(desk).state, only(desk).error, outbox.counts(desk).unknown) == ("unknown", "cannot_tell", 1)
    clock.now += 24 * HOUR
    assert send(desk, fake).replies.sent == 0
    assert (fake.asked, fake.looked) == (1, 1)
    assert reason(outbox.queue(desk, comment_of(desk, seen.id), "lagi")) == "under_way"
    done(outbox.record_sent(desk, only(desk).id))
    assert comment_of(desk, seen.id).state == "answered"
    assert len(fake.taken) == 1


def test_what_the_platform_certainly_has_not_got_is_sent_again(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock
) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [ChannelError("unknown")]
    assert send(desk, fake).replies.unknown == 1
    key = only(desk).send_key
    clock.now += SETTLE - 1  # It may still be at work on it.
    assert send(desk, fake).replies.sent == 0
    assert (only(desk).state, fake.asked) == ("unknown", 1)
    clock.now += 1
    assert (send(desk, fake).replies.sent, fake.asked, list(fake.keys)) == (1, 2, [key])


def test_a_platform_that_does_not_answer_the_question_is_asked_less_and_less(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [ChannelError("unknown")]
    looked = 0

    def find_reply(*_words: object) -> None:
        nonlocal looked
        looked += 1
        raise ChannelError("unreachable")

    monkeypatch.setattr(fake, "find_reply", find_reply)
    for _round in range(500):
        send(desk, fake)
        clock.now += MINUTE
    assert (only(desk).state, fake.asked) == ("unknown", 1)
    assert looked == 6


def test_a_connector_that_breaks_leaves_an_unknown_reply(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    fake.errors = [KeyError("id")]
    fake.mute = True
    report = send(desk, fake)
    assert isinstance(report.trouble, KeyError)
    assert only(desk).state == "unknown"


# What somebody left behind


def left_behind(desk: Desk, seen: Comment, clock: Clock) -> Reply:
    """A reply whose sender died after it had said on disk that it sends."""
    done(outbox.queue(desk, seen, "Baik"))
    with desk.store.transaction() as tx:
        tx.update("replies", only(desk).id, {"state": "sending", "sending_at": clock.now})
    return only(desk)


def test_what_a_dead_sender_left_is_asked_for(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    reply = left_behind(desk, seen, clock)
    fake.reply(reply.send_key, reply.parent, "", reply.text)
    assert send(desk, fake).replies.sent == 1
    assert (only(desk).state, fake.asked, len(fake.taken)) == ("sent", 1, 1)


def test_what_never_reached_the_platform_is_sent_once_that_is_certain(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock
) -> None:
    left_behind(desk, seen, clock)
    assert (send(desk, fake).replies.sent, only(desk).state) == (0, "unknown")
    clock.now += SETTLE
    assert (send(desk, fake).replies.sent, only(desk).state) == (1, "sent")


def test_who_has_no_access_to_the_account_only_says_that_nobody_knows(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock
) -> None:
    left_behind(desk, seen, clock)
    assert sending.send_due(desk, {}, clock.now).replies.unknown == 1
    assert only(desk).state == "unknown"
    fake.keys[only(desk).send_key] = Sent(platform_id="r7")
    clock.now += SECOND
    assert is_to_be_asked(only(desk), clock.now)
    assert send(desk, fake).replies.sent == 1
    assert only(desk).platform_id == "r7"


def test_while_another_process_sends_nothing_is_cleared_up_or_sent(
    desk: Desk, seen: Comment, fake: Fake, clock: Clock
) -> None:
    left_behind(desk, seen, clock)
    with lock.sole(desk.store.path, sending.LOCK) as alone:
        assert alone
        assert send(desk, fake).busy
    assert (only(desk).state, fake.looked, fake.asked) == ("sending", 0, 0)


def test_two_desks_send_each_reply_once(opened: Opened, desk: Desk, seen: Comment, fake: Fake) -> None:
    budi = opened("budi")
    done(outbox.queue(desk, seen, "Baik"))
    assert send(budi, fake).replies.sent == 1
    assert send(desk, fake).replies.sent == 0
    (entry,) = [one for one in desk.store.repo("audit", AuditEntry).all() if one.verb == "reply.sent"]
    assert (entry.by, only(desk).sent_by) == ("budi", "rina")
    assert budi.done == []


# What changed between queueing and sending


@pytest.mark.parametrize("state", ["answered", "no_reply", "done"])
def test_whoever_handled_the_comment_meanwhile_has_made_it_superfluous(
    desk: Desk, seen: Comment, fake: Fake, state: CommentState
) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    with desk.store.transaction() as tx:
        tx.update("comments", seen.id, {"state": state})
    assert send(desk, fake).replies.failed == 1
    assert (only(desk).error, fake.asked) == ("handled_meanwhile", 0)


def test_another_word_to_an_answered_comment_goes_out(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(comments.mark_sent(desk, seen, "Baik"))
    done(outbox.queue(desk, comment_of(desk, seen.id), "Tambahan"))
    assert send(desk, fake).replies.sent == 1


def test_nobody_queues_a_word_more_without_having_seen_a_colleagues(
    opened: Opened, desk: Desk, seen: Comment, fake: Fake
) -> None:
    done(comments.mark_sent(desk, seen, "Baik"))
    done(comments.finish(desk, seen.id))
    known, budi = comment_of(desk, seen.id), opened("budi")
    done(outbox.queue(budi, known, "Tambahan", rev=known.rev))
    assert reason(outbox.queue(desk, known, "Tambahan juga", rev=known.rev)) == "under_way"
    assert send(desk, fake).replies.sent == 1
    assert conflict(outbox.queue(desk, known, "Tambahan juga", rev=known.rev)).clashes == ("further",)
    assert comment_of(desk, seen.id).state == "done"


def test_a_comment_that_is_gone_is_not_answered(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    with desk.store.transaction() as tx:
        tx.delete("comments", seen.id)
    send(desk, fake)
    assert (only(desk).state, only(desk).error, fake.asked) == ("failed", "gone", 0)


def test_the_agencys_answer_is_passed_on_by_it(desk: Desk, seen: Comment, fake: Fake) -> None:
    agency = put(desk, "agencies", Agency(name="Dinas PU"))
    done(referrals.refer(desk, seen.id, agency))
    done(outbox.queue(desk, comment_of(desk, seen.id), "Sudah kami teruskan"))
    send(desk, fake)
    after = comment_of(desk, seen.id)
    assert (after.state, after.unheard) == ("referred", False)
    done(referrals.record_answer(desk, seen.id, "Lampu diganti besok", NOW))
    done(outbox.queue(desk, comment_of(desk, seen.id), "Lampu diganti besok"))
    send(desk, fake)
    after = comment_of(desk, seen.id)
    assert after.state == "answered"
    assert after.referral
    assert after.referral.relayed_at


# A second person


@pytest.fixture
def careful(desk: Desk) -> None:
    put(desk, "settings", Setting(key="second_approval", value="on"))


@pytest.mark.usefixtures("careful")
def test_a_colleague_agrees_and_it_is_sent(opened: Opened, desk: Desk, seen: Comment, fake: Fake) -> None:
    budi = opened("budi")
    done(comments.add_note(budi, seen.id, "lihat"))
    assert done(outbox.queue(desk, seen, "Baik")).verb == "reply.awaiting"
    assert (only(desk).state, comment_of(desk, seen.id).outbound) == ("awaiting", only(desk).id)
    assert send(desk, fake).replies.sent == 0
    assert reason(outbox.approve(desk, only(desk).id)) == "needs_other_reply"
    budi.store.poll()
    assert (outbox.counts(budi).awaiting, outbox.counts(desk).awaiting) == (1, 0)
    done(outbox.approve(budi, only(desk).id))
    assert (only(desk).state, only(desk).approved_by, only(desk).own_approval) == ("queued", "budi", False)
    assert send(desk, fake).replies.sent == 1
    assert (only(desk).sent_by, fake.taken) == ("rina", [("c1", "Baik")])


def test_a_further_reply_passes_every_guard_and_leaves_the_comment_answered(
    opened: Opened, desk: Desk, seen: Comment, fake: Fake
) -> None:
    budi = opened("budi")
    done(comments.add_note(budi, seen.id, "lihat"))
    done(comments.mark_sent(desk, seen, "Buka jam 8"))
    put(desk, "settings", Setting(key="second_approval", value="on"))
    known = comment_of(desk, seen.id)
    assert reason(outbox.queue(desk, known, "Halo {nama}")) == "unfilled"
    assert done(outbox.queue(desk, known, "Ralat: jam 9", rev=known.rev)).verb == "reply.awaiting"
    _first, further = replies(desk)
    assert (further.state, further.first, comment_of(desk, seen.id).state) == ("awaiting", False, "answered")
    budi.store.poll()
    done(outbox.approve(budi, further.id))
    assert send(desk, fake).replies.sent == 1
    after = comment_of(desk, seen.id)
    assert (after.state, after.outbound, after.further) == ("answered", 0, further.id)


@pytest.mark.usefixtures("careful")
def test_what_was_agreed_to_may_be_posted_by_hand_but_no_other_text(opened: Opened, desk: Desk, seen: Comment) -> None:
    budi = opened("budi")
    done(comments.add_note(budi, seen.id, "lihat"))
    assert done(comments.mark_sent(desk, seen, "Baik")).verb == "reply.awaiting"
    done(outbox.approve(budi, only(desk).id))
    assert (only(desk).state, only(desk).approved_by, comment_of(desk, seen.id).outbound) == ("draft", "budi", 0)
    assert [one.id for one in listed(desk)] == [only(desk).id]
    desk.store.poll()
    done(comments.save_draft(desk, seen, "Baik, Kak"))
    assert only(desk).approved_by == ""
    assert done(comments.mark_sent(desk, seen, "Baik, Kak")).verb == "reply.awaiting"
    done(outbox.approve(budi, only(desk).id))
    desk.store.poll()
    assert done(comments.mark_sent(desk, seen, "Baik, Kak")).verb == "comment.answered"
    assert comment_of(desk, seen.id).state == "answered"


@pytest.mark.usefixtures("careful")
def test_a_reply_is_returned_with_a_reason(opened: Opened, desk: Desk, seen: Comment) -> None:
    budi = opened("budi")
    done(outbox.queue(desk, seen, "Baik"))
    assert reason(outbox.send_back(budi, only(desk).id, " ")) == "no_reason"
    done(outbox.send_back(budi, only(desk).id, "sebut harinya"))
    reply = only(desk)
    assert (reply.state, reply.returned_by, reply.return_reason) == ("draft", "budi", "sebut harinya")
    assert reason(outbox.approve(budi, reply.id)) == "not_awaiting"
    assert draft_of(desk, seen.id) == reply


@pytest.mark.usefixtures("careful")
def test_who_is_alone_agrees_to_their_own_and_it_is_marked(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    assert done(outbox.approve(desk, only(desk).id)).params["own_reply"]
    assert only(desk).own_approval
    assert send(desk, fake).replies.sent == 1


def test_what_was_queued_before_a_second_person_was_needed_waits_for_one(desk: Desk, seen: Comment, fake: Fake) -> None:
    done(outbox.queue(desk, seen, "Baik"))
    put(desk, "settings", Setting(key="second_approval", value="on"))
    assert send(desk, fake).replies.sent == 0
    assert (only(desk).state, fake.asked) == ("awaiting", 0)


@pytest.mark.parametrize("work", [outbox.approve, outbox.pull_back, outbox.again, outbox.record_sent])
def test_a_reply_that_is_gone_is_refused(desk: Desk, work: Callable[[Desk, int], Outcome]) -> None:
    assert reason(work(desk, 99)) == "gone"


# What there is


def test_what_needs_somebody_comes_first(desk: Desk, seen: Comment, fake: Fake) -> None:
    others = [another(desk) for _ in range(3)]
    for one in (seen, *others):
        done(outbox.queue(desk, one, "Baik"))
    ids = [one.id for one in replies(desk)]
    with desk.store.transaction() as tx:
        tx.update("replies", ids[1], {"state": "failed"})
        tx.update("replies", ids[2], {"state": "unknown"})
        tx.update("replies", ids[3], {"state": "awaiting", "by": "budi"})
    assert [one.id for one in listed(desk)] == [ids[2], ids[1], ids[3], ids[0]]
    stands = outbox.counts(desk)
    assert (stands.awaiting, stands.queued, stands.failed, stands.unknown) == (1, 1, 1, 1)


@pytest.mark.usefixtures("careful")
def test_what_was_asked_for_at_once_is_agreed_to_at_once(
    opened: Opened, desk: Desk, seen: Comment, clock: Clock
) -> None:
    budi = opened("budi")
    for one in (seen, another(desk)):
        done(outbox.queue(desk, one, "Baik"))
    clock.now += SECOND
    done(outbox.queue(desk, another(desk), "Lain"))
    budi.store.poll()
    first = listed(budi)[0]
    assert len(outbox.alike(budi, first)) == 2
    assert done(outbox.with_all_alike(budi, first)).params["many"] == 2
    assert [one.state for one in replies(desk)] == ["queued", "queued", "awaiting"]
    done(undo(budi))
    assert {one.state for one in replies(desk)} == {"awaiting"}


def test_what_failed_in_the_same_way_is_sent_again_at_once(desk: Desk, seen: Comment, fake: Fake) -> None:
    for one in (seen, another(desk)):
        done(outbox.queue(desk, one, "Baik"))
    fake.errors = [ChannelError("expired")]
    send(desk, fake)
    assert done(outbox.with_all_alike(desk, listed(desk)[0])).params["many"] == 2
    assert send(desk, fake).replies.sent == 2


@pytest.mark.usefixtures("careful")
def test_what_came_back_is_counted_for_its_writer(opened: Opened, desk: Desk, seen: Comment) -> None:
    budi = opened("budi")
    done(comments.mark_sent(desk, seen, "Baik"))
    done(outbox.send_back(budi, only(desk).id, "sebut harinya"))
    desk.store.poll()
    assert (outbox.counts(desk).back, outbox.counts(budi).back) == (1, 0)


def test_each_admin_hears_once_of_what_is_theirs_to_see_to(
    opened: Opened, desk: Desk, seen: Comment, fake: Fake
) -> None:
    budi = opened("budi")
    mine, theirs = outbox.News(desk), outbox.News(budi)
    done(outbox.queue(desk, seen, "Baik"))
    assert mine.of(()) == []
    fake.errors = [ChannelError("refused")]
    send(budi, fake)
    desk.store.poll()
    assert [one.state for one in mine.of({only(desk).id})] == ["failed"]
    assert mine.of(()) == []
    assert theirs.of(()) == []
    done(outbox.again(desk, only(desk).id))
    assert mine.of(()) == []
    fake.errors = [ChannelError("refused")]
    send(budi, fake)
    desk.store.poll()
    assert [one.state for one in mine.of(())] == ["failed"]
    put(desk, "settings", Setting(key="second_approval", value="on"))
    done(outbox.queue(desk, another(desk), "Baik"))
    budi.store.poll()
    assert [one.state for one in theirs.of(())] == ["awaiting"]
    done(outbox.send_back(budi, budi.unsent.all()[-1].id, "sebut harinya"))
    desk.store.poll()
    assert [one.return_reason for one in mine.of(())] == ["sebut harinya"]


def test_nobody_presses_a_platform_that_wants_a_pause(desk: Desk, seen: Comment, fake: Fake, clock: Clock) -> None:
    done(outbox.queue(desk, seen, "satu"))
    fake.errors = [ChannelError("limited", NOW + HOUR)]
    send(desk, fake)
    id = only(desk).id
    assert reason(outbox.again(desk, id)) == "platform_rests"
    done(outbox.queue(desk, another(desk), "dua"))
    assert send(desk, fake).replies.sent == 0
    done(outbox.pull_back(desk, id))
    done(outbox.queue(desk, comment_of(desk, seen.id), "satu lagi"))
    send(desk, fake)
    assert fake.asked == 1
    clock.now += HOUR
    assert send(desk, fake).replies.sent == 2
    assert {one.error for one in replies(desk)} == {""}
