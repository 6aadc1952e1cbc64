"""One answer to many citizens."""

import pytest

from desk import answering, comments, outbox, sending
from desk.desk import Desk
from desk.history import undo
from desk.replies import draft_of
from domain.accounts import Setting
from domain.comments import Comment, Reply
from domain.connections import Connection
from domain.outcomes import Done
from tests.desk.conftest import Opened, comment_of, done, put, put_account, put_comment, reason
from tests.desk.platform import Fake


@pytest.fixture
def crowd(desk: Desk) -> list[Comment]:
    """Four citizens who ask the same under one post, of an account that is connected."""
    put(desk, "connections", Connection(account=put_account(desk, platform="youtube").id))
    names = (("ani", "Ani"), ("budi.s", "Budi S"), ("", "Citra"), ("dodi", ""))
    return [
        comment_of(desk, put_comment(desk, platform="youtube", handle=handle, author=author, post_ref="v1"))
        for handle, author in names
    ]


def ids(crowd: list[Comment]) -> list[int]:
    return [one.id for one in crowd]


def seen(crowd: list[Comment]) -> dict[int, int | None]:
    return {one.id: one.rev for one in crowd}


def sent(desk: Desk) -> dict[int, str]:
    return {one.comment: one.text for one in desk.store.repo("replies", Reply).all() if one.state == "sent"}


def test_each_citizen_is_addressed_properly(desk: Desk, crowd: list[Comment]) -> None:
    outcome = answering.answer(desk, crowd[0], "@ani Baik {nama}", seen(crowd), through_api=False)
    assert done(outcome).params["many"] == 4
    assert sent(desk) == {
        1: "@ani Baik Ani",
        2: "@budi.s Baik Budi S",
        3: "Citra Baik Citra",
        4: "@dodi Baik @dodi",
    }
    assert {comment_of(desk, id).state for id in ids(crowd)} == {"answered"}


def test_it_is_one_step_and_taken_back_as_one(desk: Desk, crowd: list[Comment]) -> None:
    done(answering.save_draft(desk, crowd[0], ids(crowd), "Baik {nama}"))
    done(answering.answer(desk, crowd[0], "Baik {nama}", seen(crowd), through_api=False))
    assert answering.draft_among(desk, 1) is None
    done(undo(desk))
    assert sent(desk) == {}
    assert {comment_of(desk, id).state for id in ids(crowd)} == {"new"}
    draft = answering.draft_among(desk, 3)
    assert draft
    assert (draft.text, list(draft.among)) == ("Baik {nama}", [1, 2, 3, 4])


def test_the_outbox_sends_each_of_them(desk: Desk, crowd: list[Comment]) -> None:
    done(answering.answer(desk, crowd[0], "Baik {nama}", seen(crowd), through_api=True))
    fake = Fake()
    assert sending.send_due(desk, {1: fake}, desk.now()).replies.sent == 4
    assert fake.taken == [("c1", "Baik Ani"), ("c2", "Baik Budi S"), ("c3", "Baik Citra"), ("c4", "Baik @dodi")]


def test_one_by_one_by_hand_until_nobody_is_left(desk: Desk, crowd: list[Comment]) -> None:
    done(answering.save_draft(desk, crowd[0], ids(crowd), "Baik {nama}"))
    for number, one in enumerate(crowd, 1):
        draft = answering.draft_among(desk, one.id)
        assert draft
        done(answering.answer(desk, crowd[0], draft.text, {one.id: one.rev}, through_api=False))
        assert len(sent(desk)) == number
    assert answering.draft_among(desk, 1) is None
    done(undo(desk))
    draft = answering.draft_among(desk, 4)
    assert draft
    assert list(draft.among) == [4]


def test_what_cannot_be_answered_is_left_out_and_told(opened: Opened, desk: Desk, crowd: list[Comment]) -> None:
    nameless = comment_of(desk, put_comment(desk, platform="youtube", handle="", post_ref="v1"))
    budi = opened("budi")
    done(comments.mark_sent(budi, crowd[1], "dari budi"))
    done(outbox.queue(budi, crowd[2], "dari budi"))
    with desk.store.transaction() as tx:
        tx.delete("comments", crowd[3].id)
    all_five = [*crowd, nameless]
    done(answering.save_draft(desk, crowd[0], ids(all_five), "Baik {nama}"))
    outcome = done(answering.answer(desk, crowd[0], "Baik {nama}", seen(all_five), through_api=False))
    assert outcome.params["many"] == 1
    assert outcome.params["left_out"] == {"changed": [2], "under_way": [3], "gone": [4], "unfilled": [5]}
    draft = answering.draft_among(desk, 5)
    assert draft
    assert list(draft.among) == [2, 3, 4, 5]
    assert sent(desk) == {1: "Baik Ani", 2: "dari budi"}


def test_a_second_person_is_asked_about_each(desk: Desk, crowd: list[Comment]) -> None:
    put(desk, "settings", Setting(key="second_approval", value="on"))
    assert done(answering.answer(desk, crowd[0], "Baik {nama}", seen(crowd), through_api=True)).verb == "reply.awaiting"
    assert {one.state for one in outbox.listed(desk)} == {"awaiting"}


def test_a_draft_to_many_is_nobodys_draft_to_one(desk: Desk, crowd: list[Comment]) -> None:
    done(answering.save_draft(desk, crowd[0], ids(crowd), "Baik {nama}"))
    assert draft_of(desk, 1) is None
    done(comments.mark_sent(desk, crowd[0], "Khusus untuk Ani"))
    assert answering.draft_among(desk, 2)
    done(answering.save_draft(desk, crowd[0], ids(crowd), " "))
    assert answering.draft_among(desk, 2) is None


def test_it_is_known_beforehand_what_will_not_do(desk: Desk, crowd: list[Comment]) -> None:
    by_hand = comment_of(desk, put_comment(desk, platform="tiktok", account=9))
    among = [*ids(crowd), by_hand.id, 99]
    found = answering.check(desk, crowd[0], "{opd} Baik", among)
    assert {id: why.reason for id, why in found.hindered.items()} == dict.fromkeys(among[:-1], "unfilled") | {
        99: "gone"
    }
    found = answering.check(desk, crowd[0], "Baik", among)
    assert (set(found.hindered), found.same) == ({99}, 4)
    assert answering.check(desk, crowd[0], "Baik {nama}", among).same == 1


def test_the_same_words_under_one_post_are_counted(desk: Desk, crowd: list[Comment]) -> None:
    assert answering.same_words(desk, "Baik", crowd[0]) == 0
    for one in crowd[:2]:
        assert isinstance(comments.mark_sent(desk, one, f"@{one.handle} baik"), Done)
    assert answering.same_words(desk, "Baik", crowd[2]) == 2
    elsewhere = comment_of(desk, put_comment(desk, platform="youtube", post_ref="v2"))
    assert answering.same_words(desk, "Baik", elsewhere) == 0
    assert answering.check(desk, crowd[2], "Baik", [3, 4]).same == 4


def test_nothing_left_to_answer_is_refused(desk: Desk, crowd: list[Comment]) -> None:
    assert reason(answering.answer(desk, crowd[0], "{opd}", seen(crowd), through_api=True)) == "all_left_out"
