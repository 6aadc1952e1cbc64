import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from desk import headlines, news, news_apart, topics
from desk.desk import Desk, ReadOnlyDesk
from desk.headlines import KEPT
from desk.history import undo
from domain.accounts import Setting
from domain.audit import AuditEntry
from domain.news import Feed, Headline, Topic
from domain.outcomes import Done, Refused
from domain.times import DAY, HOUR, MINUTE, iso, parse_iso
from feeds import ask as asking
from feeds.failures import Failed
from feeds.fetch import Fetched, Request, Unchanged
from tests.feeds.loopback import Loopback, running

START = parse_iso("2026-11-22T12:00+07:00")


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    opened = store.open(tmp_path / "store", "rina")
    yield Desk(opened, now=clock)
    opened.close()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with running() as loopback:
        yield loopback


def rss(*titles: str, feed: str = "Desa", hours_ago: float | None = 1, links: str = "desa.example") -> bytes:
    date = "" if hours_ago is None else f"<pubDate>{iso(START - int(hours_ago * HOUR))}</pubDate>"
    items = "".join(
        f"<item><title>{title}</title><link>https://{links}/{title.replace(' ', '-')}</link>{date}</item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>".encode()


def add(
    desk: Desk, server: Loopback, path: str, *titles: str, hours_ago: float = 1, links: str = "desa.example"
) -> int:
    body = rss(*titles, hours_ago=hours_ago, links=links)
    outcome = news.add_feed(desk, server.says(path, body), allow_private=True)
    assert isinstance(outcome, Done), outcome
    id = outcome.params["feed"]
    assert isinstance(id, int)
    return id


def feed_of(desk: Desk, id: int) -> Feed:
    found = desk.store.repo("feeds", Feed).get(id)
    assert found is not None
    return found


def titles(desk: Desk) -> list[str]:
    return sorted(one.title for one in desk.store.repo("headlines", Headline).all())


def verbs(desk: Desk) -> list[str]:
    return [one.verb for one in desk.store.repo("audit", AuditEntry).all()]


def test_adding_a_feed_keeps_it_with_its_title_and_headlines(desk: Desk, server: Loopback) -> None:
    url = server.says("/umpan", rss("Jalan desa rusak", "Pasar murah dibuka", feed="Kabar Desa"), ETag='"1"')
    outcome = news.add_feed(desk, url, zone="WITA", allow_private=True)
    assert isinstance(outcome, Done)
    assert outcome.params == {"title": "Kabar Desa", "url": url, "headlines": 2, "feed": 1}
    (feed,) = news.feeds(desk)
    assert (feed.title, feed.url, feed.zone, feed.etag, feed.error) == ("Kabar Desa", url, "WITA", '"1"', "")
    assert (feed.added_at, feed.fetched_at, feed.allow_private) == (START, START, server.origin)
    assert titles(desk) == ["Jalan desa rusak", "Pasar murah dibuka"]
    assert {one.feed for one in desk.store.repo("headlines", Headline).all()} == {feed.id}
    assert verbs(desk) == ["feed.add"]


def test_adding_can_be_undone(desk: Desk, server: Loopback) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    assert isinstance(undo(desk), Done)
    assert news.feeds(desk) == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("desa.example/feed", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("https://rina:rahasia@desa.example/", "password_in_address"),
        ("http://127.0.0.1/feed", "private_address"),
        ("http://[::1]:8080/", "private_address"),
    ],
)
def test_an_unsafe_address_is_refused_and_nothing_is_kept(desk: Desk, url: str, reason: str) -> None:
    outcome = news.add_feed(desk, url)
    assert isinstance(outcome, Refused)
    assert outcome.reason == reason
    assert "rahasia" not in str(outcome)
    assert (news.feeds(desk), verbs(desk)) == ([], [])


def test_a_site_leads_to_its_feed(desk: Desk, server: Loopback) -> None:
    link = b'<html><head><link rel="alternate" type="application/rss+xml" href="/umpan"></head></html>'
    page = server.says("/", link)
    server.says("/umpan", rss("Jalan desa rusak"))
    outcome = news.add_feed(desk, page, allow_private=True)
    assert isinstance(outcome, Done)
    (feed,) = news.feeds(desk)
    assert feed.url.endswith("/umpan")
    assert titles(desk) == ["Jalan desa rusak"]
    assert news.add_feed(desk, page, allow_private=True) == Refused(reason="feed_exists")


def test_a_list_of_feeds_comes_in_and_goes_out(desk: Desk) -> None:
    body = b'<opml><body><outline xmlUrl="https://a.example/rss" text="A"/><outline xmlUrl="exec:x"/></body></opml>'
    outcome = news.import_list(desk, body)
    assert isinstance(outcome, Done)
    assert outcome.params["n"] == 1
    assert [(feed.url, feed.title) for feed in news.feeds(desk)] == [("https://a.example/rss", "A")]
    assert news.import_list(desk, body) == Refused(reason="nothing_new")
    assert news.import_list(desk, b"kabar") == Refused(reason="not_opml")
    assert 'xmlUrl="https://a.example/rss"' in news.export_list(desk)
    undo(desk)
    assert news.feeds(desk) == []


def test_what_does_not_answer_as_a_feed_is_refused(desk: Desk, server: Loopback) -> None:
    page = news.add_feed(desk, server.says("/laman", b"<html></html>"), allow_private=True)
    assert page == Refused(reason="html_page")
    missing = news.add_feed(desk, server.origin + "/tiada", allow_private=True)
    assert missing == Refused(reason="http_status", params={"status": "404"})
    assert news.feeds(desk) == []


def test_a_feed_is_added_once(desk: Desk, server: Loopback) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    again = news.add_feed(desk, server.origin.replace("http", "HTTP") + "/umpan#bagian", allow_private=True)
    assert again == Refused(reason="feed_exists")
    assert len(server.asked) == 1


def test_an_unknown_zone_is_refused_before_anybody_is_asked(desk: Desk, server: Loopback) -> None:
    outcome = news.add_feed(desk, server.origin + "/umpan", zone="Atlantis", allow_private=True)
    assert outcome == Refused(reason="unknown_zone", params={"zone": "Atlantis"})
    assert server.asked == []


def test_removing_a_feed_keeps_its_headlines(desk: Desk, server: Loopback) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    outcome = news.remove_feed(desk, id)
    assert isinstance(outcome, Done)
    assert outcome.params["title"] == "Desa"
    assert (news.feeds(desk), titles(desk)) == ([], ["Jalan desa rusak"])
    assert news.remove_feed(desk, id) == Refused(reason="gone")


def test_a_feed_is_found_by_id_or_address(desk: Desk, server: Loopback) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    for word in (str(id), server.origin + "/umpan"):
        found = news.find_feed(desk, word)
        assert found is not None
        assert found.id == id
    assert news.find_feed(desk, "99") is None


def test_refreshing_brings_what_is_new_and_says_so(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", rss("Pasar murah dibuka", "Jalan desa rusak"))
    clock.now += HOUR
    done = news.refresh(desk)
    assert [(one.feed, one.title, one.new, one.error) for one in done.feeds] == [(id, "Desa", 1, "")]
    assert done.new == 1
    assert titles(desk) == ["Jalan desa rusak", "Pasar murah dibuka"]
    assert feed_of(desk, id).fetched_at == clock.now
    assert verbs(desk) == ["feed.add"]


def test_an_unchanged_feed_costs_one_small_write(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/umpan", *(f"Berita {n} dari desa" for n in range(50)))
    before = desk.store.seq
    written = {one.id: one.rev for one in desk.store.repo("headlines", Headline).all()}
    clock.now += HOUR
    assert news.refresh(desk).new == 0
    assert desk.store.seq == before + 1
    assert {one.id: one.rev for one in desk.store.repo("headlines", Headline).all()} == written
    entry = desk.store.get("feeds", id)
    assert entry is not None
    assert entry["fetched_at"] == clock.now


def test_the_validators_are_sent_back_and_304_keeps_everything(desk: Desk, server: Loopback, clock: Clock) -> None:
    url = server.says("/umpan", rss("Jalan desa rusak"), ETag='W/"1"', Last_Modified="Sun, 22 Nov 2026 00:00:00 GMT")
    news.add_feed(desk, url, allow_private=True)
    server.says("/umpan", status="304 Not Modified")
    clock.now += HOUR
    (one,) = news.refresh(desk).feeds
    assert (one.new, one.error) == (0, "")
    assert 'If-None-Match: W/"1"\r\nIf-Modified-Since: Sun, 22 Nov 2026 00:00:00 GMT\r\n' in server.asked[-1]
    assert (feed_of(desk, 1).etag, feed_of(desk, 1).fetched_at) == ('W/"1"', clock.now)
    assert titles(desk) == ["Jalan desa rusak"]


def test_a_failing_feed_keeps_what_it_gave_and_tells_since_when_and_why(
    desk: Desk, server: Loopback, clock: Clock
) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", status="500 Oops")
    clock.now = failed_at = START + HOUR
    (one,) = news.refresh(desk).feeds
    assert (one.error, one.params, one.new) == ("http_status", {"status": "500"}, 0)
    clock.now += DAY
    news.refresh(desk)
    feed = feed_of(desk, id)
    assert (feed.failing_since, feed.fetched_at, feed.failures) == (failed_at, START, 2)
    assert (feed.error, feed.error_params) == ("http_status", {"status": "500"})
    assert titles(desk) == ["Jalan desa rusak"]
    server.says("/umpan", rss("Pasar murah dibuka"))
    clock.now += DAY
    news.refresh(desk)
    feed = feed_of(desk, id)
    assert (feed.failing_since, feed.error, feed.error_params, feed.failures, feed.retry_at) == (0, "", {}, 0, 0)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<rss><channel><item><ti"])
def test_an_answer_that_is_no_feed_keeps_what_was_there(
    desk: Desk, server: Loopback, clock: Clock, body: bytes
) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", body)
    clock.now += HOUR
    news.refresh(desk)
    assert feed_of(desk, id).error in ("empty", "html_page", "damaged")
    assert (feed_of(desk, id).title, titles(desk)) == ("Desa", ["Jalan desa rusak"])


def test_a_document_that_breaks_off_gives_its_whole_entries_and_a_mark(
    desk: Desk, server: Loopback, clock: Clock
) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", rss("Pasar murah dibuka", "Jalan desa rusak")[:-30], ETag='"2"')
    clock.now += HOUR
    assert news.refresh(desk).new == 1
    feed = feed_of(desk, id)
    assert (feed.error, feed.failing_since, feed.etag, feed.fetched_at) == ("damaged", clock.now, "", clock.now)


def test_a_healthy_feed_is_asked_every_quarter_of_an_hour(desk: Desk, server: Loopback, clock: Clock) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    clock.now += 15 * MINUTE - 1
    assert news.refresh(desk).feeds == ()
    clock.now += 1
    assert len(news.refresh(desk).feeds) == 1
    assert len(news.refresh(desk, force=True).feeds) == 1


def test_a_failing_feed_is_left_alone_for_longer_each_time(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", status="500 Oops")
    waits = []
    for _ in range(8):
        clock.now = max(clock.now + HOUR, feed_of(desk, id).retry_at)
        news.refresh(desk)
        waits.append(feed_of(desk, id).retry_at - clock.now)
        asked = len(server.asked)
        clock.now = feed_of(desk, id).retry_at - 1
        assert news.refresh(desk).feeds == ()
        assert len(server.asked) == asked
    assert 2 * MINUTE < waits[0] < 8 * MINUTE
    assert 2 * HOUR < waits[-1] < 10 * HOUR
    assert len(news.refresh(desk, force=True).feeds) == 1


def test_a_server_that_says_when_to_come_back_is_never_asked_before(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", status="503 Busy", Retry_After="7200")
    clock.now += HOUR
    news.refresh(desk)
    assert feed_of(desk, id).retry_at == clock.now + 2 * HOUR
    clock.now += 2 * HOUR - 1
    assert news.refresh(desk, force=True).feeds == ()
    clock.now += 1
    assert len(news.refresh(desk).feeds) == 1


def test_a_feed_that_is_gone_is_not_asked_again(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", status="410 Gone")
    clock.now += HOUR
    (one,) = news.refresh(desk).feeds
    assert (one.error, one.retry_at) == ("gone_for_good", 0)
    clock.now += 30 * DAY
    assert news.refresh(desk, force=True).feeds == ()
    assert feed_of(desk, id).failing_since == START + HOUR


def test_one_failing_feed_does_not_hurt_the_others(desk: Desk, server: Loopback, clock: Clock) -> None:
    add(desk, server, "/satu", "Jalan desa rusak")
    add(desk, server, "/dua", "Pasar murah dibuka")
    server.says("/satu", b"\x00\xff" * 100)
    server.says("/dua", rss("Banjir di kota"))
    clock.now += HOUR
    assert [(one.new, one.error) for one in news.refresh(desk).feeds] == [(0, "not_a_feed"), (1, "")]


def test_a_permanent_move_is_told_not_followed_in_silence(desk: Desk, server: Loopback, clock: Clock) -> None:
    id = add(desk, server, "/lama", "Jalan desa rusak")
    server.says("/baru", rss("Pasar murah dibuka"))
    server.says("/lama", status="301 Moved", Location="/baru")
    clock.now += HOUR
    assert news.refresh(desk).new == 1
    assert (feed_of(desk, id).url, feed_of(desk, id).moved_to) == (server.origin + "/lama", server.origin + "/baru")


def test_undated_entries_keep_the_time_they_were_first_seen(desk: Desk, server: Loopback, clock: Clock) -> None:
    body = rss("Jalan desa rusak", hours_ago=None)
    outcome = news.add_feed(desk, server.says("/umpan", body), allow_private=True)
    assert isinstance(outcome, Done)
    clock.now += HOUR
    news.refresh(desk)
    (one,) = desk.store.repo("headlines", Headline).all()
    assert (one.published_at, one.dated, feed_of(desk, 1).undated) == (START, False, 1)


def test_headlines_of_several_outlets_become_one_topic_across_refreshes(
    desk: Desk, server: Loopback, clock: Clock
) -> None:
    add(desk, server, "/a", "Banjir bandang terjang Desa Sukamaju", links="a.example", hours_ago=3)
    (before,) = topics.topics(desk, clock.now)
    server.says("/b", rss("Desa Sukamaju diterjang banjir bandang", links="b.example"))
    news.add_feed(desk, server.origin + "/b", allow_private=True)
    server.says(
        "/a", rss("Banjir bandang terjang Sukamaju, warga mengungsi", "Persatuan menang telak", links="a.example")
    )
    clock.now += HOUR
    news.refresh(desk, force=True)
    first, second = topics.topics(desk, clock.now)
    assert first.topic.id == before.topic.id
    assert (len(first.headlines), first.heat.outlets, first.topic.first_at) == (3, 2, START - 3 * HOUR)
    assert second.topic.title == "Persatuan menang telak"
    assert first.heat.value > second.heat.value
    assert [one.published_at for one in first.headlines] == sorted(
        (one.published_at for one in first.headlines), reverse=True
    )


def test_topics_that_prove_to_be_one_keep_the_older_id(desk: Desk) -> None:
    def bring(*told: str) -> None:
        seen = len(titles(desk))
        new = [
            Headline(feed=1, key=f"{seen + n}", title=title, outlet=f"{seen + n}", published_at=START + seen)
            for n, title in enumerate(told)
        ]
        with desk.step("feeds.refresh", audit="none") as step:
            headlines.keep(desk, step, new)

    bring("Gempa guncang kota tua, pasar roboh")
    bring("Warga berhamburan saat getaran kuat magnitudo lima")
    assert len(topics.topics(desk, START)) == 2
    bring("Gempa magnitudo lima guncang kota tua, warga berhamburan saat getaran kuat, pasar roboh")
    (only,) = topics.topics(desk, START + 10)
    assert only.topic.id == 1
    assert len(only.headlines) == 3
    assert [one.id for one in desk.store.repo("topics", Topic).all()] == [1]
    assert {one.story for one in only.headlines} == {1}


def test_old_headlines_and_their_topics_are_forgotten(desk: Desk, server: Loopback, clock: Clock) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak", "Pasar murah dibuka")
    server.says("/umpan", rss("Pasar murah dibuka"))
    clock.now = START + KEPT - 2 * HOUR
    news.refresh(desk)
    assert titles(desk) == ["Jalan desa rusak", "Pasar murah dibuka"]
    clock.now = START + KEPT + HOUR
    news.refresh(desk)
    assert titles(desk) == ["Pasar murah dibuka"], "what the feed still lists stays"
    assert [one.topic.title for one in topics.hottest(desk, clock.now)] == ["Pasar murah dibuka"]


def test_a_failing_feeds_headlines_are_not_forgotten(desk: Desk, server: Loopback, clock: Clock) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", status="500 Oops")
    clock.now = START + KEPT + DAY
    news.refresh(desk)
    assert titles(desk) == ["Jalan desa rusak"]


def test_a_document_is_read_once_and_again_when_added_again(desk: Desk) -> None:
    first = news.add_document(desk, "umpan.xml", rss("Jalan desa rusak"))
    assert isinstance(first, Done)
    assert news.refresh(desk, force=True).feeds == ()
    again = news.add_document(desk, "umpan.xml", rss("Jalan desa rusak", "Pasar murah dibuka"))
    assert isinstance(again, Done)
    (feed,) = news.feeds(desk)
    assert (feed.kind, feed.url, feed.title, feed.error) == ("document", "umpan.xml", "Desa", "")
    assert titles(desk) == ["Jalan desa rusak", "Pasar murah dibuka"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "empty"), (b"kabar", "not_a_feed"), (b"<alert", "not_a_feed"), (b" " * 5_242_881, "too_large")],
)
def test_a_document_that_is_no_feed_is_refused(desk: Desk, body: bytes, reason: str) -> None:
    assert news.add_document(desk, "umpan.xml", body) == Refused(reason=reason)
    assert news.feeds(desk) == []


def test_dates_without_a_zone_are_in_the_feeds_else_the_agencys(desk: Desk) -> None:
    with desk.step("setting") as step:
        step.insert("settings", Setting(key="zone", value="WIT"))
    item = "<item><title>{}</title><pubDate>20 Nov 2026 10:00</pubDate></item>"
    for name, zone in (("agensi", ""), ("sendiri", "WITA")):
        body = f"<rss><channel><title>a</title>{item.format(name)}</channel></rss>".encode()
        assert isinstance(news.add_document(desk, name, body, zone=zone), Done)
    times = {one.title: iso(one.published_at, "UTC")[11:16] for one in desk.store.repo("headlines", Headline).all()}
    assert times == {"agensi": "01:00", "sendiri": "02:00"}


def test_only_one_process_asks_at_a_time(desk: Desk, server: Loopback) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    asked = len(server.asked)
    other = os.open(desk.store.path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    assert news.refresh(desk, force=True) == news.Refreshed(busy=True)
    assert len(server.asked) == asked
    os.close(other)
    assert not news.refresh(desk, force=True).busy


def test_a_feed_removed_while_it_was_asked_is_not_brought_back(
    desk: Desk, server: Loopback, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = add(desk, server, "/umpan", "Jalan desa rusak")

    def fetch(_request: Request, _now: int) -> Fetched | Unchanged | Failed:
        news.remove_feed(desk, id)
        return Fetched(body=rss("Pasar murah dibuka"))

    monkeypatch.setattr(asking, "fetch", fetch)
    clock.now += HOUR
    news.refresh(desk)
    assert news.feeds(desk) == []


def test_an_example_desk_asks_nobody(tmp_path: Path) -> None:
    opened = store.open(tmp_path / "contoh", "rina")
    desk = Desk(opened, now=lambda: START, example=True)
    with desk.step("example", audit="none") as step:
        step.insert("feeds", Feed(url="https://warta.example/rss.xml"))
    assert news.refresh(desk, force=True) == news.Refreshed()
    opened.close()


def test_a_desk_that_only_looks_asks_nobody(desk: Desk, server: Loopback) -> None:
    desk.read_only = True
    with pytest.raises(ReadOnlyDesk):
        news.refresh(desk)
    with pytest.raises(ReadOnlyDesk):
        news.add_feed(desk, server.origin + "/umpan", allow_private=True)
    assert server.asked == []


def test_hostile_titles_are_kept_as_they_came(desk: Desk) -> None:
    told = ["[@click=app.quit]Klik[/]", "\u202egpj.exe", "=1+1", "Ko\u200bminfo"]
    assert isinstance(news.add_document(desk, "umpan.xml", rss(*told)), Done)
    assert titles(desk) == sorted(told)
    assert {one.topic.title for one in topics.topics(desk, START)} == set(told)


def test_a_process_of_its_own_asks_the_feeds_and_the_desk_sees_it(desk: Desk, server: Loopback, clock: Clock) -> None:
    add(desk, server, "/umpan", "Jalan desa rusak")
    server.says("/umpan", rss("Jalan desa rusak", "Pasar murah dibuka"))
    clock.now += HOUR
    news_apart.refresh(desk)
    desk.store.poll()
    assert titles(desk) == ["Jalan desa rusak", "Pasar murah dibuka"]
    (feed,) = news.feeds(desk)
    assert 0 <= feed.fetched_at - clock.now < HOUR, "its clock is ours"
