import gzip
import socket
import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.times import DAY, MINUTE
from feeds import fetch as fetching
from feeds.failures import Failed
from feeds.fetch import MAX_BYTES, Fetched, Request, Unchanged, backoff, fetch, retry_after
from tests.feeds.loopback import Loopback

NOW = 1_795_300_000_000
BODY = b"<rss version='2.0'><channel><title>Desa</title></channel></rss>"


def ask(url: str, *, allow: bool = True, deadline: float = 10, **known: str) -> Fetched | Unchanged | Failed:
    origin = "/".join(url.split("/")[:3]) if allow else ""
    return fetch(Request(url=url, allow_private=origin, **known), NOW, deadline)


def code(answer: object) -> str:
    assert isinstance(answer, Failed), answer
    return answer.code


def test_a_body_with_what_to_say_next_time(server: Loopback) -> None:
    url = server.says("/umpan", BODY, ETag='W/"a b"', Last_Modified="Sun, 22 Nov 2026 00:00:00 GMT")
    assert ask(url) == Fetched(body=BODY, etag='W/"a b"', modified="Sun, 22 Nov 2026 00:00:00 GMT")


def test_the_validators_go_back_byte_for_byte_and_304_says_unchanged(server: Loopback) -> None:
    url = server.says("/umpan", status="304 Not Modified")
    assert ask(url, etag='W/"a b"', modified="besok pagi") == Unchanged()
    assert 'If-None-Match: W/"a b"\r\n' in server.asked[0]
    assert "If-Modified-Since: besok pagi\r\n" in server.asked[0]


def test_unchanged_without_a_question_is_no_answer(server: Loopback) -> None:
    assert code(ask(server.says("/umpan", status="304 Not Modified"))) == "bad_answer"


def test_nothing_of_ours_is_given_away(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.says("/lanjut", BODY)
    url = server.says("/umpan", status="302 Found", Location="/lanjut", Set_Cookie="lacak=1")
    assert isinstance(ask(url), Fetched)
    for head in server.asked:
        names = {line.partition(":")[0].lower() for line in head.split("\r\n")[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_validator_that_could_break_a_request_is_forgotten(server: Loopback) -> None:
    folded = b'HTTP/1.1 200 OK\r\nETag: "a"\r\n X-Lain: 1\r\nConnection: close\r\n\r\n'
    answer = ask(server.sends("/umpan", folded + BODY))
    assert isinstance(answer, Fetched)
    assert answer.etag == ""


def test_gzip_is_unpacked(server: Loopback) -> None:
    assert ask(server.says("/umpan", gzip.compress(BODY), Content_Encoding="gzip")) == Fetched(body=BODY)


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (BODY, "gzip"),
        (gzip.compress(BODY * 100)[:-20], "gzip"),
        (gzip.compress(gzip.compress(BODY)), "gzip, gzip"),
        (BODY, "br"),
    ],
    ids=["not packed", "cut off", "packed twice", "another way"],
)
def test_packing_that_lies_or_was_not_asked_for(server: Loopback, body: bytes, packing: str) -> None:
    assert code(ask(server.says("/umpan", body, Content_Encoding=packing))) == "bad_packing"


def test_a_bomb_is_stopped_at_the_limit_of_unpacked_bytes(server: Loopback) -> None:
    bomb = gzip.compress(b"A" * (MAX_BYTES + 1))
    assert len(bomb) < 10_000
    assert code(ask(server.says("/umpan", bomb, Content_Encoding="gzip"))) == "too_large"


def test_a_body_of_exactly_the_limit_comes_through(server: Loopback) -> None:
    answer = ask(server.says("/umpan", gzip.compress(b"A" * MAX_BYTES, 1), Content_Encoding="gzip"))
    assert isinstance(answer, Fetched)
    assert len(answer.body) == MAX_BYTES


def test_an_endless_body_is_stopped(server: Loopback) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + b"A" * 65536 + b"\r\n")

    assert code(ask(server.acts("/umpan", endless))) == "too_large"


def test_endless_headers_are_stopped(server: Loopback) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-A: " + b"a" * 1000 + b"\r\n")

    assert code(ask(server.acts("/umpan", endless))) == "bad_answer"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_the_deadline_is_for_everything_however_steadily_bytes_drip(server: Loopback, start: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"a")
            time.sleep(0.02)

    began = time.monotonic()
    assert code(ask(server.acts("/umpan", drip), deadline=0.3)) == "timed_out"
    assert time.monotonic() - began < 5


def test_a_name_service_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    assert code(fetch(Request(url="http://desa.example/"), NOW, 0.05)) == "timed_out"


def test_a_body_that_ends_before_its_length_is_marked(server: Loopback) -> None:
    answer = ask(server.says("/umpan", BODY, Content_Length=str(len(BODY) + 9)))
    assert answer == Fetched(body=BODY, cut=True)


def test_a_chunked_body_that_breaks_off_is_marked(server: Loopback) -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n9\r\nfgh"
    assert ask(server.sends("/umpan", raw)) == Fetched(body=b"abcdefgh", cut=True)


def test_redirects_are_followed_and_a_permanent_one_is_told(server: Loopback) -> None:
    server.says("/baru", BODY)
    assert ask(server.says("/lama", status="301 Moved", Location="/baru")) == Fetched(
        body=BODY, moved_to=server.origin + "/baru"
    )
    server.says("/sementara", status="302 Found", Location="/lama")
    assert ask(server.origin + "/sementara") == Fetched(body=BODY)


def test_five_redirects_and_no_more(server: Loopback) -> None:
    for hop in range(6):
        server.says(f"/{hop}", status="302 Found", Location=f"/{hop + 1}")
    server.says("/6", BODY)
    assert code(ask(server.origin + "/0")) == "redirect_loop"
    assert isinstance(ask(server.origin + "/1"), Fetched)


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://rina:rahasia@127.0.0.1/", "http://[::1\x01 x/%zz", "", "ftp://127.0.0.1/"],
)
def test_a_redirect_to_what_may_not_be_asked(server: Loopback, location: str) -> None:
    assert code(ask(server.says("/umpan", status="302 Found", Location=location))) == "bad_redirect"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0"])
def test_a_redirect_never_reaches_another_service_of_this_side(
    server: Loopback, decoy: Loopback, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(name: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        found = "::ffff:127.0.0.1" if ":" in name else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    port = decoy.origin.rpartition(":")[2]
    url = server.says("/umpan", status="302 Found", Location=f"http://{host}:{port}/rahasia")
    assert code(ask(url)) == "private_address"


def test_a_private_address_is_not_asked(decoy: Loopback) -> None:
    assert ask(decoy.origin + "/umpan", allow=False) == Failed(code="private_address", params={"host": "127.0.0.1"})


def test_the_name_is_looked_up_once_so_a_second_answer_cannot_lead_inside(
    decoy: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(decoy.origin.rpartition(":")[2])
    names = iter(["192.0.2.1", "127.0.0.1"])
    reached: list[str] = []

    def look_up(host: str, _port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(names), port))]

    def connect(where: tuple[str, int], **_: object) -> socket.socket:
        reached.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr("feeds.address.is_public", lambda ip: ip == "192.0.2.1")
    assert code(ask(f"http://desa.example:{port}/", allow=False)) == "no_connection"
    assert reached == ["192.0.2.1"]


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert code(ask(f"http://127.0.0.1:{port}/")) == "no_connection"


def test_an_encrypted_question_to_a_plain_server(server: Loopback) -> None:
    assert code(ask(server.origin.replace("http:", "https:") + "/umpan")) == "tls"


@pytest.mark.parametrize("raw", [b"", b"apa?\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x16\x03\x01", b"SSH-2.0-x\r\n"])
def test_what_is_no_http(server: Loopback, raw: bytes) -> None:
    assert code(ask(server.sends("/umpan", raw))) in ("bad_answer", "no_connection")


@pytest.mark.parametrize("status", [204, 206, 400, 401, 404, 500])
def test_other_statuses_are_named(server: Loopback, status: int) -> None:
    answer = ask(server.says("/umpan", BODY, status=f"{status} X", WWW_Authenticate='Basic realm="x"'))
    assert answer == Failed(code="http_status", params={"status": str(status)})
    assert len(server.asked) == 1


def test_gone_is_for_good(server: Loopback) -> None:
    assert code(ask(server.says("/umpan", status="410 Gone"))) == "gone_for_good"


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_a_server_that_says_when_to_come_back(server: Loopback, status: str) -> None:
    answer = ask(server.says("/umpan", status=status, Retry_After="30"))
    assert answer == Failed(code="told_to_wait", params={"status": status[:3]}, wait=30_000)
    assert code(ask(server.says("/umpan", status=status))) == "http_status"


def test_retry_after_in_both_forms_and_capped() -> None:
    assert retry_after("30", NOW) == 30_000
    assert retry_after(formatdate(NOW / 1000 + 120, usegmt=True), NOW) == 120_000
    assert retry_after("99999999999", NOW) == DAY
    assert retry_after(formatdate(NOW / 1000 + 999_999, usegmt=True), NOW) == DAY
    assert retry_after(formatdate(NOW / 1000 - 60, usegmt=True), NOW) == 0
    assert [retry_after(junk, NOW) for junk in ("-5", "besok", "", "1e9", "٣٠")] == [0] * 5


@given(st.text(max_size=60))
def test_any_retry_after_is_a_wait_within_a_day(value: str) -> None:
    assert 0 <= retry_after(value, NOW) <= DAY


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_back_off_grows_spreads_and_ends(failures: int, jitter: float) -> None:
    wait = backoff(failures, jitter)
    assert 2.5 * MINUTE <= wait <= 9 * 60 * MINUTE
    assert backoff(failures, 0) <= wait <= backoff(failures, 1)
    assert backoff(failures, jitter) <= backoff(failures + 1, jitter)


def test_the_limits_are_those_of_the_design() -> None:
    assert (MAX_BYTES, fetching.DEADLINE, fetching.MAX_REDIRECTS) == (5 * 2**20, 15, 5)
