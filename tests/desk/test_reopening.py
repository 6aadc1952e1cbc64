"""A citizen writes again in a thread of theirs: what was closed or put aside waits for us once more."""

import json
from typing import Any

import pytest

from channels import importers
from desk.desk import Desk
from desk.history import History, undo
from desk.receive import receive
from domain.audit import AuditEntry
from domain.comments import CITIZEN_WRITES, Comment, CommentState, Reply
from domain.incoming import FileReport
from domain.outcomes import Refused
from domain.times import HOUR
from tests.desk.conftest import NOW, comment_of, put, put_account, put_comment

LATER = "2026-11-23T02:30:00.000Z"
"""Twelve minutes before now."""


def bring(desk: Desk, parent: str, by: str = "warga", id: str = "n1", **options: Any) -> FileReport:
    record = {
        "id": id,
        "text": "Belum juga, Kak",
        "ownerUsername": by,
        "timestamp": LATER,
        "postUrl": "https://www.instagram.com/p/Abc/",
        "repliesToId": parent,
    }
    head = record | {"id": parent, "text": "Lampu jalan mati", "ownerUsername": "warga"}
    answer = {key: value for key, value in record.items() if key not in ("postUrl", "repliesToId")}
    head.pop("repliesToId")
    return receive(desk, importers.read(json.dumps([head | {"replies": [answer]}]).encode()), "a.json", **options)


@pytest.fixture
def thread(desk: Desk) -> int:
    put_account(desk)
    return put_comment(desk, platform_id="c1")


@pytest.mark.parametrize("state", ["answered", "no_reply", "done"])
def test_what_was_closed_is_open_again_and_due_anew(desk: Desk, thread: int, state: CommentState) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": state, "state_reason": "no_question", "assignee": "rina"})
    before = comment_of(desk, thread)
    assert bring(desk, "c1").new == 1
    after = comment_of(desk, thread)
    assert (after.state, after.state_reason, after.assignee) == ("in_progress", "", "rina")
    assert before.reply_due is not None
    assert after.reply_due is not None
    assert after.reply_due > before.reply_due
    assert bring(desk, "c1").new == 0
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "done"})
    bring(desk, "c1")  # The same message is no new one.
    assert comment_of(desk, thread).state == "done"


@pytest.mark.parametrize("until", [CITIZEN_WRITES, NOW + HOUR])
def test_what_was_put_aside_wakes_and_its_deadline_stays(desk: Desk, thread: int, until: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "triaged", "snoozed_until": until})
    due = comment_of(desk, thread).reply_due
    bring(desk, "c1")
    after = comment_of(desk, thread)
    assert (after.state, after.snoozed_until, after.reply_due) == ("triaged", 0, due)


def test_the_trail_says_why_and_nobody_takes_it_back_by_accident(desk: Desk, thread: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "done"})
    bring(desk, "c1")
    (entry,) = desk.store.repo("audit", AuditEntry).all()
    assert (entry.verb, entry.params["reopened"]) == ("comment.import", 1)
    assert {(one.table, one.id) for one in entry.changes} == {("comments", thread)}
    assert [one.id for one in History(desk).deeds("comments", thread)] == [entry.id]
    assert undo(desk) == Refused(reason="nothing_to_undo", params={})


def test_somebody_elses_message_opens_nothing(desk: Desk, thread: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "done"})
    bring(desk, "c1", by="tetangga")
    assert comment_of(desk, thread).state == "done"


def test_a_message_of_the_one_who_wrote_below_opens_that_one(desk: Desk, thread: int) -> None:
    below = put_comment(desk, platform_id="c2", parent="c1", handle="tetangga", state="done")
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "done"})
    bring(desk, "c1", by="tetangga")
    assert (comment_of(desk, thread).state, comment_of(desk, below).state) == ("done", "in_progress")


def test_a_word_back_to_our_reply_opens_what_we_replied_to(desk: Desk, thread: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "answered"})
    put(
        desk,
        "replies",
        Reply(
            comment=thread, account=1, platform="instagram", platform_id="r1", parent="c1", text="Baik", state="sent"
        ),
    )
    bring(desk, "r1")
    assert comment_of(desk, thread).state == "in_progress"


def test_what_was_closed_as_spam_stays_closed(desk: Desk, thread: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "no_reply", "state_reason": "spam"})
    bring(desk, "c1")
    assert comment_of(desk, thread).state == "no_reply"


def test_counting_a_file_opens_nothing(desk: Desk, thread: int) -> None:
    with desk.store.transaction() as tx:
        tx.update("comments", thread, {"state": "done"})
    assert bring(desk, "c1", dry_run=True).new == 1
    assert comment_of(desk, thread).state == "done"
    assert len(desk.store.repo("comments", Comment)) == 1
