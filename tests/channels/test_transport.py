"""The door to the platforms: to one origin, bounded, honest about what may have happened, silent about secrets."""

import gzip
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels import transport
from channels.contract import ChannelError
from channels.pictures import Upload
from channels.transport import BadServer, Transport, asked_to_wait, backoff, origin
from domain.times import DAY, HOUR, MINUTE

NOW = 1_795_000_000_000
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def answering(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says these things, one a connection; what it heard."""
    door = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                heard.append(line.recv(65536))
                if callable(answer):
                    answer(line)
                else:
                    line.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}", heard
    finally:
        door.close()


def door_to(url: str) -> Transport:
    found = Transport(url, lambda: NOW)
    found.keep_secret("token-canary")
    return found


ASKED = {"access_token": "token-canary"}
BEARER = {"Authorization": "Bearer token-canary"}


@pytest.mark.parametrize(
    "url",
    [
        "http://sosial.example",
        "ftp://127.0.0.1",
        "https://user:pw@sosial.example",
        "https://sosial.example/?a=b",
        "https://",
        "file:///etc/passwd",
        "https://sosial.example:0",
        "https://a b",
        "https://sosial.example\\@evil.example",
        "http://127.0.0.1.evil.example",
        "",
    ],
)
def test_a_secret_goes_nowhere_else(url: str) -> None:
    with pytest.raises(BadServer):
        origin(url)


@pytest.mark.parametrize(
    "url", ["https://sosial.example/", "http://127.0.0.1:8008", "http://localhost:1", "http://[::1]:9"]
)
def test_where_it_may_go(url: str) -> None:
    assert origin(url) == url.rstrip("/")


@given(st.text(max_size=60))
def test_any_text_is_an_origin_or_none(text: str) -> None:
    with suppress(BadServer):
        assert origin(text).startswith(("https://", "http://"))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_it_is_not_sent_elsewhere(status: int) -> None:
    away = f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:9/x\r\nContent-Length: 0\r\n\r\n".encode()
    with answering(away, away) as (url, heard):
        with pytest.raises(ChannelError) as reading:
            door_to(url).read("/x", headers=BEARER)
        with pytest.raises(ChannelError) as writing:
            door_to(url).write("POST", "/x", headers=BEARER, json={})
    assert (reading.value.reason, writing.value.reason) == ("unreachable", "refused")
    assert len(heard) == 2


def test_a_line_that_breaks_leaves_only_writing_open() -> None:
    def close(line: socket.socket) -> None:
        line.close()

    with answering(close, close, close) as (url, _heard):
        door = door_to(url)
        reasons = []
        for call in (
            partial(door.read, "/x"),
            partial(door.write, "POST", "/x", json={}),
            partial(door.write, "POST", "/x", json={}, again=True),
        ):
            with pytest.raises(ChannelError) as caught:
                call()
            reasons.append(caught.value.reason)
        assert reasons == ["unreachable", "unknown", "unreachable"]


def test_writing_never_takes_a_line_that_was_kept() -> None:
    """A kept connection may be dead, and then nobody knows whether the words were taken."""

    def twice(line: socket.socket) -> None:
        line.sendall(OK)
        line.settimeout(0.5)
        with suppress(TimeoutError):
            assert line.recv(10) == b""

    with answering(twice, OK) as (url, heard):
        door = door_to(url)
        door.read("/x")
        door.write("POST", "/x", json={})
    assert len(heard) == 2


def test_an_answer_that_does_not_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "DEADLINE", 0.4)

    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            try:
                line.sendall(b"X-A: b\r\n")
            except OSError:
                return
            time.sleep(0.05)

    with answering(drip) as (url, _heard):
        begun = time.monotonic()
        with pytest.raises(ChannelError) as caught:
            door_to(url).read("/x")
    assert caught.value.detail == "timed out"
    assert time.monotonic() - begun < 3


def test_a_picture_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "DEADLINE", 0.1)
    picture = Upload(place="/a.jpg", content=b"x" * 100_000, kind="image/jpeg", name="picture.jpg")

    def slowly(line: socket.socket) -> None:
        line.settimeout(0.3)
        with suppress(TimeoutError):
            while line.recv(65536):
                pass
        line.sendall(OK)

    with answering(slowly, slowly) as (url, heard):
        assert door_to(url).upload("/x", picture, "source", form={"published": "false"}).json() == {}
        assert door_to(url).upload("/x", picture).json() == {}
    head = heard[1].partition(b"\r\n\r\n")[0].lower()
    assert b"content-type: image/jpeg" in head
    monkeypatch.setattr(transport, "UPLOADING", 0.1)
    with answering(slowly) as (url, _heard), pytest.raises(ChannelError) as caught:
        door_to(url).upload("/x", picture)
    assert (caught.value.reason, caught.value.detail) == ("unreachable", "timed out")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_BYTES", 100_000)
    packed = gzip.compress(b" " * 50_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    with answering(head + packed) as (url, _heard), pytest.raises(ChannelError) as caught:
        door_to(url).read("/x")
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        (400, "refused", "refused"),
        (401, "expired", "expired"),
        (403, "refused", "refused"),
        (404, "refused", "refused"),
        (408, "unreachable", "unknown"),
        (429, "limited", "limited"),
        (500, "unreachable", "unknown"),
        (503, "unreachable", "unknown"),
    ],
)
def test_what_a_status_means(status: int, reading: str, writing: str) -> None:
    answer = f"HTTP/1.1 {status} X\r\nContent-Length: 2\r\n\r\n{{}}".encode()
    with answering(answer, answer) as (url, _heard):
        door = door_to(url)
        with pytest.raises(ChannelError) as one:
            door.read("/x")
        with pytest.raises(ChannelError) as other:
            door.write("POST", "/x", json={})
    assert (one.value.reason, other.value.reason) == (reading, writing)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "120"}, 2 * MINUTE),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "999999999"}, DAY),
        ({"retry-after": "soon"}, None),
        ({"x-rate-limit-reset": str(NOW // 1000 + 600), "x-rate-limit-remaining": "0"}, 10 * MINUTE),
        ({"x-rate-limit-reset": str(NOW // 1000 + 600), "x-rate-limit-remaining": "3"}, None),
        ({"ratelimit-reset": str(NOW // 1000 - 600), "ratelimit-remaining": "0"}, 0),
        ({"x-ratelimit-reset": "2026-11-18T12:06:40Z", "x-ratelimit-remaining": "0"}, None),
        ({}, None),
    ],
)
def test_until_when(headers: dict[str, str], wait: int | None) -> None:
    found = asked_to_wait(headers, NOW)
    if "x-ratelimit-reset" in headers:
        assert found is not None
        return
    assert found == (None if wait is None else NOW + wait)


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_passed_over(text: str) -> None:
    found = asked_to_wait({"retry-after": text}, NOW)
    assert found is None or NOW <= found <= NOW + DAY


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_patience_grows_to_a_limit(failures: int, jitter: float) -> None:
    wait = backoff(failures, jitter, MINUTE, 2 * HOUR)
    assert MINUTE // 2 <= wait <= 3 * HOUR
    assert wait <= backoff(failures + 1, 1.0, MINUTE, 2 * HOUR)


@pytest.mark.parametrize(
    "text",
    [
        "token-canary",
        "Bearer abc.def-canary",
        'access_token=canary&x="1"',
        '{"refresh_token": "canary"}',
        "client_secret : canary",
        "?code=canary",
    ],
)
def test_what_looks_like_a_secret_is_not_said(text: str) -> None:
    assert "canary" not in door_to("https://sosial.example").clean(f"gagal {text} ya")


def test_plain_words_are_said() -> None:
    told = "Token has been expired or revoked. The password is wrong; code 190"
    assert door_to("https://sosial.example").clean(told) == told


def test_a_judge_cannot_leave_reading_open() -> None:
    odd = b"HTTP/1.1 400 X\r\nContent-Length: 2\r\n\r\n{}"
    with answering(odd, odd, odd) as (url, _heard):
        door = Transport(url, lambda: NOW, judge=lambda _answer, _now: ChannelError("unknown"))
        reasons = []
        for call in (
            partial(door.read, "/x"),
            partial(door.write, "POST", "/x", json={}, again=True),
            partial(door.write, "POST", "/x", json={}),
        ):
            with pytest.raises(ChannelError) as caught:
                call()
            reasons.append(caught.value.reason)
    assert reasons == ["unreachable", "unreachable", "unknown"]


def test_no_trace_of_an_error_has_the_address_or_the_token() -> None:
    with pytest.raises(ChannelError) as caught:
        door_to("http://127.0.0.1:1").read("/x", ASKED, headers=BEARER)
    told = "".join(traceback.format_exception(caught.value))
    assert "canary" not in told
    assert caught.value.__cause__ is None
