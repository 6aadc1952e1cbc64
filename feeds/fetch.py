"""Ask a server for a feed: bounded in bytes and in total time, every hop checked, nothing of ours given away.

The standard library's sockets and `http.client` parsing, because they let us connect to the very address that was
checked, and put one deadline over the name service, the handshake, the headers and the body together.
"""

import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http.client import HTTPException, HTTPResponse, IncompleteRead

import msgspec

from domain import __version__
from domain.times import DAY, MINUTE, to_ms
from feeds import address
from feeds.address import Target
from feeds.failures import Failed, FeedError

MAX_BYTES = 5 * 1024 * 1024
"""Of a body, after unpacking."""
DEADLINE = 15.0
"""Seconds for everything: name service, all redirects, headers and body."""
MAX_REDIRECTS = 5
MAX_WAIT = DAY
"""A Retry-After is believed up to this."""

_CONNECT = 5.0
_CHUNK = 65536
_AGENT = f"meja-humas/{__version__}"
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask for."""

    url: str
    etag: str = ""
    modified: str = ""
    allow_private: str = ""
    """The one origin (``scheme://host:port``) that may be a private address."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A body, unpacked, and what to say next time to get it only when it changed."""

    body: bytes
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    """Where permanent redirects alone led, for the admin to accept."""
    cut: bool = False
    """The connection ended before the body did."""


class Unchanged(msgspec.Struct, frozen=True):
    """The server says: as you had it."""


def fetch(request: Request, now: int, deadline: float = DEADLINE) -> Fetched | Unchanged | Failed:
    """Fetch one feed. Never raises for what a server does.

    Args:
        request: the address and what is known of its last answer.
        now: UTC milliseconds, against which a Retry-After date is read.
        deadline: seconds for everything together.
    """
    until = time.monotonic() + deadline
    try:
        return _follow(request, now, until)
    except FeedError as error:
        return error.failed
    except ssl.SSLError:
        return Failed(code="tls")
    except TimeoutError:
        return Failed(code="timed_out")
    except (HTTPException, ValueError):
        return Failed(code="bad_answer")
    except OSError:
        return Failed(code="no_connection")


def backoff(failures: int, jitter: float) -> int:
    """Milliseconds to leave a failing feed alone: 5 minutes, doubled with each failure, at most 6 hours.

    Args:
        failures: how often it failed in a row, from 1.
        jitter: 0 to 1; spreads the wait from half to one and a half, so that desks do not ask in step.
    """
    wait = min(5 * MINUTE * 2 ** min(failures - 1, 10), DAY // 4)
    return int(wait * (0.5 + jitter))


def retry_after(value: str, now: int) -> int:
    """Milliseconds a Retry-After header asks for, in seconds or as a date; at most a day; 0: nothing usable."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]) * 1000, MAX_WAIT)
    try:
        return min(max(to_ms(parsedate_to_datetime(value), "UTC") - now, 0), MAX_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0


def _follow(request: Request, now: int, until: float) -> Fetched | Unchanged:
    place = address.target(request.url)
    permanent = True
    for hop in range(MAX_REDIRECTS + 1):
        with _connect(place, request.allow_private, until) as connection:
            answer = _ask(connection, place, request, until)
            if answer.status in _REDIRECTS:
                permanent = permanent and answer.status in _PERMANENT
                place = _next_place(answer, place)
                continue
            moved_to = place.url if hop and permanent else ""
            return _read(answer, request, now, moved_to)
    raise FeedError("redirect_loop")


def _next_place(answer: HTTPResponse, place: Target) -> Target:
    try:
        return address.target(answer.getheader("Location", ""), place)
    except FeedError as error:
        raise FeedError("bad_redirect") from error


def _connect(place: Target, allow_private: str, until: float) -> socket.socket:
    """A connection to one of the addresses just checked: the name is not looked up a second time."""
    problem: OSError | None = None
    for ip in address.resolve(place, allow_private, until - time.monotonic()):
        try:
            plain = socket.create_connection((ip, place.port), timeout=min(_left(until), _CONNECT))
        except OSError as error:
            problem = error
            continue
        if place.scheme == "http":
            return plain
        try:
            plain.settimeout(_left(until))
            return _tls().wrap_socket(plain, server_hostname=place.host)
        except BaseException:
            plain.close()
            raise
    _left(until)
    raise FeedError("no_connection", host=place.host) from problem


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    # Not create_default_context(), which writes session keys where SSLKEYLOGFILE points.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Wire(io.RawIOBase):
    """The receiving half of a connection; no read goes past the deadline, however slowly bytes drip."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection = connection
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._connection.settimeout(_left(self._until))
        return self._connection.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What `HTTPResponse` asks of a socket."""
        return io.BufferedReader(self)


def _ask(connection: socket.socket, place: Target, request: Request, until: float) -> HTTPResponse:
    lines = [
        f"GET {place.path} HTTP/1.1",
        f"Host: {place.host_header}",
        f"User-Agent: {_AGENT}",
        f"Accept: {_ACCEPT}",
        "Accept-Encoding: gzip",
        "Connection: close",
    ]
    lines += [f"If-None-Match: {request.etag}"] if request.etag else []
    lines += [f"If-Modified-Since: {request.modified}"] if request.modified else []
    connection.settimeout(_left(until))
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
    answer = HTTPResponse(_Wire(connection, until), method="GET")  # type: ignore[arg-type]
    answer.begin()
    return answer


def _read(answer: HTTPResponse, request: Request, now: int, moved_to: str) -> Fetched | Unchanged:
    status = answer.status
    if status == 304 and (request.etag or request.modified):
        return Unchanged()
    if status == 410:
        raise FeedError("gone_for_good")
    if status in (429, 503):
        wait = retry_after(answer.getheader("Retry-After", ""), now)
        raise FeedError("told_to_wait" if wait else "http_status", wait=wait, status=str(status))
    if status == 304:
        raise FeedError("bad_answer")
    if status != 200:
        raise FeedError("http_status", status=str(status))
    body, cut = _body(answer)
    return Fetched(
        body=body,
        etag=_validator(answer, "ETag"),
        modified=_validator(answer, "Last-Modified"),
        moved_to=moved_to,
        cut=cut,
    )


def _validator(answer: HTTPResponse, name: str) -> str:
    """Kept byte for byte, unless sending it back could break a request."""
    value = answer.getheader(name, "")
    return value if len(value) <= 1000 and value.isprintable() else ""


def _body(answer: HTTPResponse) -> tuple[bytes, bool]:
    packing = answer.getheader("Content-Encoding", "").strip().lower()
    if packing in ("", "identity"):
        unpacker = None
    elif packing in ("gzip", "x-gzip"):
        unpacker = zlib.decompressobj(wbits=31)
    else:
        raise FeedError("bad_packing")
    body = bytearray()
    cut = False
    try:
        for chunk in _chunks(answer):
            # One byte over the limit is enough to know, so no more is ever unpacked.
            room = MAX_BYTES - len(body) + 1
            body += unpacker.decompress(chunk, room) if unpacker else chunk
            if len(body) > MAX_BYTES:
                raise FeedError("too_large")
    except IncompleteRead:
        cut = True
    except zlib.error as error:
        raise FeedError("bad_packing") from error
    if unpacker and not unpacker.eof:
        raise FeedError("bad_packing")
    return bytes(body), cut or bool(answer.length)


def _chunks(answer: HTTPResponse) -> Iterator[bytes]:
    # read1 gives what came of a chunk that broke off; read alone counts down the Content-Length.
    take = answer.read1 if answer.chunked else answer.read
    received = 0
    while chunk := take(_CHUNK):
        received += len(chunk)
        if received > MAX_BYTES:
            raise FeedError("too_large")
        yield chunk
