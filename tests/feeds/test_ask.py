import threading

import pytest

from feeds import ask as asking
from feeds.ask import News, Question, ask
from feeds.failures import Failed
from feeds.fetch import Fetched, Request, Unchanged
from tests.feeds.loopback import Loopback

NOW = 1_795_300_000_000


def question(url: str, feed: int = 1, origin: str = "", **known: str) -> Question:
    return Question(feed=feed, request=Request(url=url, allow_private=origin, **known), zone="WIB")


def rss(title: str) -> bytes:
    return f"<rss version='2.0'><channel><title>{title}</title><item><title>a</title></item></channel></rss>".encode()


def test_each_question_gets_its_answer(server: Loopback) -> None:
    server.says("/satu", rss("Satu"), ETag='"1"')
    server.says("/dua", b"<html></html>")
    server.says("/tiga", status="304 Not Modified")
    one, two, three, four = ask(
        [
            question(server.origin + "/satu", 7, server.origin),
            question(server.origin + "/dua", 8, server.origin),
            question(server.origin + "/tiga", 9, server.origin, etag='"3"'),
            question("ftp://desa.example/", 10),
        ],
        NOW,
    )
    assert isinstance(one, News)
    assert (one.parsed.title, one.etag, [h.feed for h in one.parsed.headlines]) == ("Satu", '"1"', [7])
    assert (two, three, four) == (Failed(code="html_page"), Unchanged(), Failed(code="bad_address"))


def test_a_damaged_document_is_asked_for_whole_next_time(server: Loopback) -> None:
    server.says("/umpan", rss("Desa") + b" ", ETag='"1"', Content_Length="999")
    (answer,) = ask([question(server.origin + "/umpan", origin=server.origin)], NOW)
    assert isinstance(answer, News)
    assert (answer.parsed.damaged, answer.etag) == (True, "")


def test_one_question_at_a_time_for_a_host_and_several_hosts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = ["a.example", "b.example", "c.example"]
    all_here = threading.Barrier(len(hosts), timeout=10)
    busy: dict[str, int] = dict.fromkeys(hosts, 0)

    def fetch(request: Request, _now: int) -> Fetched | Unchanged | Failed:
        host, _, path = request.url.removeprefix("http://").partition("/")
        busy[host] += 1
        assert busy[host] == 1
        if path == "0":
            all_here.wait()
        busy[host] -= 1
        return Failed(code="http_status", params={"status": path})

    monkeypatch.setattr(asking, "fetch", fetch)
    answers = ask([question(f"http://{host}/{n}") for n in range(3) for host in hosts], NOW)
    assert [one.params["status"] for one in answers if isinstance(one, Failed)] == list("000111222")


def test_a_host_that_is_down_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fetch(request: Request, _now: int) -> Failed:
        asked.append(request.url)
        host = "down.example" if "down" in request.url else "elsewhere.example"
        return Failed(code="http_status" if "up" in request.url else "no_connection", params={"host": host})

    monkeypatch.setattr(asking, "fetch", fetch)
    urls = [f"http://{host}.example/{n}" for host in ("down", "moved", "up") for n in range(3)]
    answers = ask([question(url) for url in urls], NOW)
    assert [one.code for one in answers if isinstance(one, Failed)] == ["no_connection"] * 6 + ["http_status"] * 3
    assert sorted(asked) == [urls[0], *urls[3:]], "of where a redirect led nothing follows for the host itself"


def test_nothing_to_ask() -> None:
    assert ask([], NOW) == []
