"""The one door to the platforms: bounded in bytes and time, to one origin only, and with no secret in any word it says.

httpx is used here and nowhere else, and only loaded once something is asked.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import msgspec

from channels.contract import ChannelError
from domain import __version__
from domain.text import storable
from domain.times import DAY, parse_iso, to_ms

if TYPE_CHECKING:
    import httpx

    from channels.pictures import Upload

MAX_BYTES = 8 * 1024 * 1024
"""Of an answer, after unpacking."""
DEADLINE = 30.0
"""Seconds for one question and its whole answer."""
UPLOADING = 240.0
"""The same, with a picture in it: 16 MB over half a megabit would take as long."""
LONGEST_WAIT = DAY
"""A platform that asks for more patience is asked again after this."""

_DETAIL = 300
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECRET = re.compile(r"(?i)((?:token|secret|password|code|jwt|proof)[\"']?\s*[=:]\s*[\"']?|\bbearer\s+)[^\s\"'&,}]+")

Method = Literal["GET", "POST", "PUT", "DELETE"]
Judge = Callable[["Answer", int], ChannelError | None]
"""Told the answer and the time."""


class Answer(msgspec.Struct, frozen=True):
    """What a server said. Header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; an empty object where it is none."""
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            return {}


class BadServer(ValueError):
    """An address that nothing secret may be sent to."""


def origin(url: str) -> str:
    """The address without a final slash: https, or http on this machine alone.

    Raises:
        BadServer: it is neither, or has a name and password, or a question in it.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise BadServer from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    plain = url.isprintable() and not set(url.strip()) & set(" \\")
    if not safe or not parts.hostname or parts.username or parts.query or parts.fragment or not plain or port == 0:
        raise BadServer
    return url.strip().rstrip("/")


class Transport:
    """Questions to one server, in one thread at a time.

    Attributes:
        base: the address that all paths are below.
        now: the clock, in UTC milliseconds.
    """

    def __init__(self, base: str, now: Callable[[], int], *, judge: Judge | None = None) -> None:
        """`judge`: what a platform's own answers mean, asked before the status is looked at."""
        self.base = origin(base)
        self.now = now
        self._judge = judge
        self._client: httpx.Client | None = None
        self._stream: Any = None
        self._secrets: set[str] = set()

    def keep_secret(self, *secrets: str) -> None:
        """Words that are in no error from now on."""
        self._secrets.update(one for one in secrets if len(one) >= 4)

    def clean(self, text: str) -> str:
        """Outside words without anything that is, or looks like, a secret; cut to one line."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "•••")
        return storable(" ".join(_SECRET.sub(r"\1•••", text).split()), _DETAIL)

    def read(
        self, path: str, params: Mapping[str, str] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask for something; a failure leaves nothing open."""
        return self._ask("GET", path, params=params, headers=headers, writes=False)

    def write(
        self,
        method: Method,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        json: Any = None,
        again: bool = False,
    ) -> Answer:
        """Have something done. `again`: it may be done twice without harm, so no failure leaves anything open."""
        body = {"data": dict(form)} if form is not None else {"json": json} if json is not None else {}
        return self._ask(method, path, params=params, headers=headers, writes=not again, **body)

    def upload(
        self,
        path: str,
        picture: "Upload",
        field: str = "",
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Hand over a picture, which nobody sees before it is published: it may be done twice without harm.

        Args:
            field: of a form, which the picture is; empty: it is the whole body.
            form: the other fields.
        """
        told: dict[str, Any] = {"content": picture.content}
        if field:
            told = {"data": dict(form or {}), "files": {field: (picture.name, picture.content, picture.kind)}}
        else:
            headers = {**(headers or {}), "Content-Type": picture.kind}
        return self._ask("POST", path, params=params, headers=headers, writes=False, seconds=UPLOADING, **told)

    def close(self) -> None:
        """Let go of the connection."""
        if self._client:
            self._client.close()
            self._client = None

    def _ask(
        self,
        method: Method,
        path: str,
        *,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        writes: bool,
        seconds: float = 0.0,
        **body: Any,
    ) -> Answer:
        import httpx  # Costs start-up time.

        if writes:
            self.close()  # A kept connection may be dead already, and nobody could tell whether it took the words.
        over = threading.Event()
        seconds = seconds or DEADLINE
        watch = threading.Timer(seconds, self._cut, [over])
        watch.daemon = True
        watch.start()
        try:
            answer = self._send(method, path, params, headers, seconds, **body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol):
            self.close()
            raise ChannelError("unreachable", detail="no connection") from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, _TooLarge) as error:
            self.close()
            detail = "timed out" if over.is_set() or isinstance(error, httpx.TimeoutException) else _plain(error)
            raise ChannelError("unknown" if writes else "unreachable", detail=detail) from None
        finally:
            watch.cancel()
        if trouble := self._trouble(answer, writes):
            raise trouble
        return answer

    def _send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        seconds: float,
        **body: Any,
    ) -> Answer:
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                verify=_tls(),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(15.0, connect=8.0),
                headers={"User-Agent": f"meja-humas/{__version__}", "Accept": "application/json"},
            )
        until = time.monotonic() + seconds
        url = self.base + path
        with self._client.stream(
            method, url, params=params, headers=headers, extensions={"trace": self._trace}, **body
        ) as response:
            received = bytearray()
            for chunk in response.iter_bytes(65536):
                received += chunk
                if len(received) > MAX_BYTES or time.monotonic() > until:
                    raise _TooLarge
            return Answer(response.status_code, dict(response.headers.items()), bytes(received))

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember what to cut when the time is over: httpx's own limits hold for single reads only."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._stream = info.get("return_value")

    def _cut(self, over: threading.Event) -> None:
        over.set()
        line = self._stream.get_extra_info("socket") if self._stream is not None else None
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _trouble(self, answer: Answer, writes: bool) -> ChannelError | None:
        if self._judge and (judged := self._judge(answer, self.now())):
            open_ = judged.reason != "unknown" or writes
            reason = judged.reason if open_ else "unreachable"
            return ChannelError(reason, judged.retry_at, self.clean(judged.detail), judged.code)
        status = answer.status
        if status < 300:
            return None
        retry_at = asked_to_wait(answer.headers, self.now())
        detail = self.clean(f"{status} {told(answer)}".strip())
        reason = "refused"
        if status == 429:
            reason = "limited"
        elif status == 401:
            reason = "expired"
        elif status >= 500 or status in (408, 425):
            reason = "unknown" if writes else "unreachable"
        elif status < 400:
            reason, detail = ("refused" if writes else "unreachable"), f"{status} moved elsewhere"
        return ChannelError(reason, retry_at, detail)


class _TooLarge(Exception):
    """More than is taken in."""


def told(answer: Answer) -> str:
    """What a server says of an error, in whichever of the usual places it says so."""
    found = answer.json()
    error = found.get("error", found) if isinstance(found, dict) else ""
    if isinstance(error, dict):
        words = (error.get(name) for name in ("message", "error_description", "detail", "title", "error"))
        return next((word for word in words if isinstance(word, str) and word), "")
    described = found.get("error_description") or found.get("message") or error
    return described if isinstance(described, str) else ""


def asked_to_wait(headers: Mapping[str, str], now: int) -> int | None:
    """Until when a server wants to be left alone, in UTC milliseconds; None: it says nothing that can be read.

    `Retry-After` in both forms; `x-rate-limit-reset` and `ratelimit-reset` as seconds since 1970 or from now, or as
    ISO time, which count once nothing is left.
    """
    if wait := _instant(headers.get("retry-after", ""), now):
        return wait
    for prefix in ("x-rate-limit", "x-ratelimit", "ratelimit"):
        if (reset := headers.get(f"{prefix}-reset")) and headers.get(f"{prefix}-remaining", "0") == "0":
            return _instant(reset, now)
    return None


def _instant(value: str, now: int) -> int | None:
    value = value.strip()
    if value.isascii() and value.replace(".", "", 1).isdigit():
        seconds = float(value[:15])
        at = int(seconds * 1000) if seconds > 1_000_000_000 else now + int(seconds * 1000)
    else:
        try:
            at = to_ms(parsedate_to_datetime(value), "UTC")
        except (ValueError, TypeError, IndexError, OverflowError):
            try:
                at = parse_iso(value, "UTC")
            except (ValueError, OverflowError):
                return None
    return min(max(at, now), now + LONGEST_WAIT)


def backoff(failures: int, jitter: float, first: int, most: int) -> int:
    """Milliseconds to leave a failing platform alone: `first`, doubled with each failure, at most `most`.

    Args:
        failures: how often it failed in a row, from 1.
        jitter: 0 to 1; spreads the wait from half to one and a half, so that agencies do not ask in step.
    """
    return int(min(first * 2 ** min(failures - 1, 20), most) * (0.5 + jitter))


def _plain(error: Exception) -> str:
    """What kind of failure it was; messages of libraries hold addresses, and those may hold secrets."""
    return "answer too large or too slow" if isinstance(error, _TooLarge) else "connection broke"


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    # Not create_default_context(), which writes session keys where SSLKEYLOGFILE points.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context
