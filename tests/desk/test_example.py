"""The example week in a throw-away store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import demo
import store
from desk import example, topics
from desk.day import Plan
from desk.desk import Desk
from desk.inbox import Inbox
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.posts import Variant
from domain.times import MINUTE, to_ms
from tests.desk.conftest import NOW, Clock


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Filled once: that takes longer than the tests."""
    folder = tmp_path_factory.mktemp("example") / "store"
    with store.open(folder, "rina") as opened:
        example.fill(Desk(opened, now=lambda: NOW, example=True))
    return folder


@pytest.fixture
def filled(week: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with store.open(shutil.copytree(week, tmp_path / "example"), "rina") as opened:
        yield Desk(opened, now=clock, example=True)


def test_example_data_never_enter_a_real_store(desk: Desk) -> None:
    with pytest.raises(ValueError, match="example desks only"):
        example.fill(desk)
    assert desk.store.seq == 0


def test_the_whole_week_is_there_and_hangs_together(filled: Desk) -> None:
    week = demo.week(NOW)
    comments = list(filled.store.repo("comments", Comment).all())
    assert len(comments) == len(week.comments)
    accounts = {account.id: account for account in filled.accounts()}
    posts = {variant.url: variant.post for variant in filled.store.repo("variants", Variant).all() if variant.url}
    for stored, made in zip(comments, week.comments, strict=True):
        account = accounts[stored.account]
        assert (stored.text, account.platform, account.handle) == (made.text, made.platform, made.account_handle)
        assert stored.post == posts.get(made.post_ref, 0)
        assert stored.written_at == to_ms(made.written)
    known = {(one.platform, one.platform_id): one for one in comments}
    replies = list(filled.store.repo("replies", Reply).all())
    assert len(replies) == len(week.replies)
    for reply in replies:
        assert reply.state == "sent"
        assert known[reply.platform, reply.parent].id == reply.comment
    assert len(list(filled.store.repo("audit", AuditEntry).all())) == 0


def test_what_colleagues_did_is_there(filled: Desk) -> None:
    stored = {one.platform_id: one for one in filled.store.repo("comments", Comment).all()}
    for work in demo.week(NOW).work:
        comment = stored[work.platform_id]
        assert (comment.state, comment.assignee, comment.notes) == (work.state, work.assignee, work.notes)
        if work.kind:
            assert (comment.kind, comment.kind_by) == (work.kind, work.by)


def test_the_desk_opens_on_a_full_day(filled: Desk) -> None:
    inbox, plan = Inbox(filled), Plan(filled)
    inbox.load()
    assert inbox.counts.open == len(inbox.order) == 214
    assert inbox.counts.overdue >= 3
    assert {item.moment for item in plan.queue()} >= {"published", "missed", "due", "planned"}
    assert plan.agency
    assert len(topics.topics(filled, NOW)) > 20


def test_latecomers_come_in_their_own_time(filled: Desk, clock: Clock) -> None:
    late = example.Latecomers(filled)
    coming = demo.latecomers(NOW)
    assert late.arrive() == {}
    before = len(filled.store.repo("comments", Comment))
    clock.now = to_ms(coming[1].written)
    assert len(late.arrive()["comments"]) == 2
    assert late.arrive() == {}
    clock.now = to_ms(coming[-1].written) + MINUTE
    ids = late.arrive()["comments"]
    assert len(filled.store.repo("comments", Comment)) == before + len(coming)
    newest = filled.store.repo("comments", Comment).get(max(ids))
    assert newest is not None
    assert (newest.text, newest.state) == (coming[-1].text, "new")
