"""Reading from the platforms and sending to them, against fakes: one at a time, page by page, never the same twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import store
from channels.tokens import TokenFile
from channels.youtube import YouTube
from desk import outbox, sync, triage
from desk.connections import connections
from desk.desk import Desk
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.connections import Connection, Cost
from domain.deliveries import Delivery
from domain.metrics import Metrics
from domain.posts import Post
from domain.times import DAY, HOUR, MINUTE
from store import lock
from tests.channels.fakes.cases import tokens_in, youtube
from tests.channels.fakes.platform import running
from tests.channels.fakes.youtube import CHANNEL, FakeYouTube


@pytest.fixture
def fake() -> Iterator[FakeYouTube]:
    with running(FakeYouTube()) as found:
        assert isinstance(found, FakeYouTube)
        yield found


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return tokens_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, fake: FakeYouTube, tokens: TokenFile) -> Iterator[Desk]:
    youtube(fake, tokens)
    with store.open(tmp_path / "store", "rina") as opened:
        found = Desk(opened, now=fake.clock)
        with found.step("account.add") as step:
            account = step.insert("accounts", Account(platform="youtube", handle="kominfocendana"))
            step.insert(
                "connections", Connection(account=account, subject=CHANNEL, server=fake.url, measured_at=fake.now)
            )
        yield found


def comments(desk: Desk) -> list[Comment]:
    return list(desk.store.repo("comments", Comment).all())


def replies(desk: Desk) -> list[Reply]:
    return list(desk.store.repo("replies", Reply).all())


def link(desk: Desk) -> Connection:
    (found,) = connections(desk).values()
    return found


def test_everything_comes_in_once_the_newest_first(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    said = [fake.citizen(f"Jalan rusak di RT {number}") for number in range(50)]
    done = sync.run(desk, tokens)
    assert [(one.new, one.pages, one.error) for one in done.accounts] == [(50, 3, "")]
    assert [one.platform_id for one in comments(desk)] == [one.id for one in reversed(said)]
    assert {one.account for one in comments(desk)} == {1}
    fake.now += HOUR
    assert [one.new for one in sync.run(desk, tokens).accounts] == [0]
    assert len(comments(desk)) == 50


def test_a_page_is_one_transaction_with_its_cursor(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    for number in range(50):
        fake.citizen(f"Jalan rusak di RT {number}")
    seen = []
    desk.store.subscribe(lambda changes: seen.append({table: len(ids) for table, ids in changes.items()}))
    sync.run(desk, tokens)
    assert seen == [{"comments": n, "connections": 1, "audit": 1} for n in (20, 20, 10)]


def test_a_run_without_news_leaves_no_trace_on_the_trail(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    before = len(desk.store.repo("audit", AuditEntry))
    sync.run(desk, tokens)
    assert len(desk.store.repo("audit", AuditEntry)) == before
    assert link(desk).read_at == fake.now


def test_what_was_cut_off_goes_on(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    for number in range(50):
        fake.citizen(f"Jalan rusak di RT {number}")
    pages = iter([False, False, False, True])
    sync.run(desk, tokens, stop=lambda: next(pages, True))
    assert 0 < len(comments(desk)) < 50
    fake.now += 5 * MINUTE
    sync.run(desk, tokens)
    assert len({one.platform_id for one in comments(desk)}) == len(comments(desk)) == 50


def test_one_process_reads_at_a_time(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    fake.citizen("Kapan?")
    with lock.sole(desk.store.path, sync.LOCK) as alone:
        assert alone
        assert sync.run(desk, tokens).busy
    assert comments(desk) == []


def test_a_failing_platform_is_left_alone_longer_each_time(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    pauses = []
    for _ in range(4):
        fake.fail_next(502)
        (told,) = sync.run(desk, tokens).accounts
        assert told.error == "unreachable"
        pauses.append(link(desk).retry_at - fake.now)
        assert sync.run(desk, tokens).accounts == []
        fake.now = link(desk).retry_at + MINUTE
    assert link(desk).failures == 4
    assert pauses[0] <= 1.5 * sync.FIRST_PAUSE
    assert pauses[3] >= 4 * sync.FIRST_PAUSE
    sync.run(desk, tokens)
    assert (link(desk).error, link(desk).failures, link(desk).retry_at) == ("", 0, 0)


def test_a_platform_that_asked_for_patience_is_not_asked_even_by_force(
    desk: Desk, fake: FakeYouTube, tokens: TokenFile
) -> None:
    fake.fail_next(429, None, {"Retry-After": "3600"})
    sync.run(desk, tokens)
    assert (link(desk).error, link(desk).retry_at) == ("limited", fake.now + HOUR)
    asked = len(fake.log)
    assert sync.run(desk, tokens, force=True).accounts == []
    assert len(fake.log) == asked


def test_no_more_is_spent_than_the_agency_said(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    for number in range(100):
        fake.citizen(f"Jalan rusak di RT {number}")
    with desk.step("connection.changed") as step:
        step.update("connections", 1, {"budget": Cost(units=2)})
    (told,) = sync.run(desk, tokens).accounts
    assert (told.pages, told.error) == (2, "budget")
    assert link(desk).spent == Cost(units=2)
    assert link(desk).retry_at > fake.now
    fake.now += DAY
    (told,) = sync.run(desk, tokens).accounts
    assert told.pages == 2


def test_our_answer_goes_out_and_comes_back_as_the_same(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    said = fake.citizen("Kapan mobil vaksin datang?")
    sync.run(desk, tokens)
    (comment,) = comments(desk)
    outbox.queue(desk, comment, "Besok pukul 08.00, Kak.")
    assert sync.run(desk, tokens).replies.sent == 1
    assert [one.text for one in fake.our_answers(said.id)] == ["Besok pukul 08.00, Kak."]
    fake.now += DAY
    sync.run(desk, tokens)
    assert [(one.state, one.text) for one in replies(desk)] == [("sent", "Besok pukul 08.00, Kak.")]
    assert comments(desk)[0].state == "answered"
    assert link(desk).spent.units > 0


def test_an_answer_that_may_have_arrived_is_known_when_it_is_seen(
    desk: Desk, fake: FakeYouTube, tokens: TokenFile
) -> None:
    said = fake.citizen("Kapan mobil vaksin datang?")
    sync.run(desk, tokens)
    outbox.queue(desk, comments(desk)[0], "Besok pukul 08.00, Kak.")
    fake.cut_next(done=True)
    for _ in range(4):
        sync.run(desk, tokens)
        fake.now += 10 * MINUTE
    assert [one.text for one in fake.our_answers(said.id)] == ["Besok pukul 08.00, Kak."]
    assert [one.state for one in replies(desk)] == ["sent"]
    assert comments(desk)[0].state == "answered"


def test_hiding_is_carried_out_there_and_heard_from_there(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    ours, theirs = fake.citizen("slot gacor maxwin"), fake.citizen("Terima kasih")
    sync.run(desk, tokens)
    by_id = {one.platform_id: one for one in comments(desk)}
    triage.hide(desk, by_id[ours.id].id, "spam")
    theirs.hidden = True
    fake.now += DAY
    sync.run(desk, tokens)
    by_id = {one.platform_id: one for one in comments(desk)}
    assert fake.find(ours.id).hidden
    assert (by_id[ours.id].hidden, by_id[ours.id].platform_hidden, by_id[ours.id].hidden_reason) == (True, True, "spam")
    assert (by_id[theirs.id].hidden, by_id[theirs.id].platform_hidden) == (True, True)
    asked = sum(method == "POST" for method, _path, _status in fake.log)
    fake.now += DAY
    sync.run(desk, tokens)
    assert sum(method == "POST" for method, _path, _status in fake.log) == asked


def test_numbers_are_taken_once_a_day_and_of_posts_after_a_day(
    desk: Desk, fake: FakeYouTube, tokens: TokenFile
) -> None:
    with desk.step("post.add") as step:
        post = step.insert("posts", Post(title="Jadwal"))
        told = {"post": post, "account": 1, "state": "published", "url": fake.post_ref}
        step.insert("variants", {**told, "published_at": fake.now - HOUR})
    fake.now += 7 * HOUR
    for _ in range(3):
        sync.run(desk, tokens, force=True)
    (day,) = desk.store.repo("metrics", Metrics).all()
    assert (day.account, day.variant, day.followers, day.source) == (1, 0, 4210, "api")
    fake.now += DAY
    sync.run(desk, tokens)
    fake.now += 7 * HOUR
    sync.run(desk, tokens)
    readings = [one for one in desk.store.repo("metrics", Metrics).all() if one.variant]
    assert [(one.variant, one.views, one.likes, one.reach) for one in readings] == [(1, 900, 41, None)]


@pytest.mark.parametrize("during", ["pull", "metrics"])
def test_what_has_to_go_out_meanwhile_does_not_wait_for_the_end(
    desk: Desk, fake: FakeYouTube, tokens: TokenFile, monkeypatch: pytest.MonkeyPatch, during: str
) -> None:
    fake.citizen("Kapan?")
    sync.run(desk, tokens)
    fake.now += DAY
    asks = getattr(YouTube, during)

    def slowly(*told: Any) -> Any:
        outbox.queue(desk, comments(desk)[0], "Besok pukul 08.00, Kak.")
        return asks(*told)

    monkeypatch.setattr(YouTube, during, slowly)
    assert sync.run(desk, tokens).replies.sent == 1


def test_nothing_is_due_without_a_connection(tmp_path: Path, tokens: TokenFile) -> None:
    with store.open(tmp_path / "store", "rina") as opened:
        assert not sync.due(Desk(opened), tokens)


def test_there_is_something_due_as_soon_as_somebody_answers(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    fake.citizen("Kapan?")
    assert sync.due(desk, tokens)
    sync.run(desk, tokens)
    assert not sync.due(desk, tokens)
    outbox.queue(desk, comments(desk)[0], "Besok pukul 08.00, Kak.")
    assert sync.due(desk, tokens)


def test_an_answer_deep_in_a_thread_that_may_have_arrived_is_one(
    desk: Desk, fake: FakeYouTube, tokens: TokenFile
) -> None:
    """The platform names the thread's first comment, whichever was answered."""
    top = fake.citizen("Kapan mobil vaksin datang?")
    deep = fake.citizen("Saya juga mau tahu", parent=top.id, name="Rini")
    sync.run(desk, tokens)
    asked = next(one for one in comments(desk) if one.platform_id == deep.id)
    outbox.queue(desk, asked, "Besok pukul 08.00, Kak.")
    fake.cut_next(done=True)
    for _ in range(5):
        sync.run(desk, tokens, force=True)
        fake.now += 10 * MINUTE
    assert [(one.state, one.comment, one.text) for one in replies(desk)] == [
        ("sent", asked.id, "Besok pukul 08.00, Kak.")
    ]
    states = {one.platform_id: one.state for one in comments(desk)}
    assert states == {top.id: "new", deep.id: "answered"}


def test_the_first_reading_does_not_dig_out_the_whole_past(desk: Desk, fake: FakeYouTube, tokens: TokenFile) -> None:
    old = [fake.citizen(f"Dulu sekali {number}") for number in range(60)]
    fake.now += 100 * DAY
    new = [fake.citizen(f"Baru {number}") for number in range(5)]
    sync.run(desk, tokens)
    found = {one.platform_id for one in comments(desk)}
    assert found >= {one.id for one in new}
    assert len(found & {one.id for one in old}) < 20


def test_what_a_dead_sender_left_is_told_by_a_desk_without_the_token(
    desk: Desk, fake: FakeYouTube, tmp_path: Path
) -> None:
    at = desk.now()
    fields = {"variant": 1, "post": 1, "account": 1, "platform": "youtube", "state": "sending", "sending_at": at}
    with desk.store.transaction() as tx:
        tx.insert("deliveries", Delivery(**fields))  # type: ignore[arg-type]
    nobody = TokenFile(tmp_path / "nobody" / "tokens.json")
    assert not sync.due(desk, nobody)
    fake.now += 11 * MINUTE
    assert sync.due(desk, nobody)
    assert sync.run(desk, nobody).posts.unknown == 1
    (one,) = desk.store.repo("deliveries", Delivery).all()
    assert (one.state, one.error) == ("unknown", "left_behind")
    assert not sync.due(desk, nobody)
