"""What the fakes of all platforms share: a server on this machine that remembers what it was told, and misbehaves
when asked to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

START = 1_795_000_000_000
"""The fakes' time, in UTC milliseconds: 18 November 2026. It goes on only when told."""
SECOND = 1000


class Said(msgspec.Struct, kw_only=True):
    """A comment on the fake, ours or a citizen's."""

    id: str
    post: str
    parent: str = ""
    author: str
    name: str
    text: str
    at: int
    edited_at: int = 0
    likes: int = 0
    hidden: bool = False
    deleted: bool = False
    key: str = ""


class Asked(msgspec.Struct):
    """A request, taken apart."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any

    @property
    def bearer(self) -> str:
        """The token it came with."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


class Status(Exception):
    """Answer with an error."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers or {}


class Fake:
    """A platform with one account of ours and any number of citizens.

    Attributes:
        said: all comments, oldest first.
        log: method and path of every request, and the status it got.
        token: the access token that is taken now.
        page_size: comments on a page, whatever a request asks for.
        seen_by_spec: request and answer pairs, for the check against the published specification.
    """

    ours, our_name = "kominfo.cendana", "Kominfo Cendana"
    post = "post-1"

    def __init__(self) -> None:
        self.now = START
        self.said: list[Said] = []
        self.log: list[tuple[str, str, int]] = []
        self.pairs: list[tuple[Asked, int, Any]] = []
        self.token, self.refresh_token, self.renewals = "token-0-canary", "refresh-canary", 0
        self.page_size = 20
        self._number = 0
        self._faults: list[tuple[Callable[[Asked], None], bool]] = []
        self._cut_after = 0
        self._lock = threading.RLock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536  # Headers and body leave together, or each answer waits for an acknowledgement.

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (ConnectionError, ValueError):
                    self.close_connection = True

            def _answer(self) -> None:
                fake._serve(self)

            do_GET = do_POST = do_PUT = do_DELETE = _answer

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    # What the tests do to it

    def clock(self) -> int:
        """The fake's time: also the desk's, in these tests."""
        return self.now

    def citizen(self, text: str, *, parent: str = "", post: str = "", name: str = "Siti", likes: int = 0) -> Said:
        """A citizen comments."""
        return self.add(text, author=name.lower() + "_warga", name=name, parent=parent, post=post, likes=likes)

    def we(self, text: str, *, parent: str = "", post: str = "", key: str = "") -> Said:
        """We comment."""
        return self.add(text, author=self.ours, name=self.our_name, parent=parent, post=post, key=key)

    def add(
        self, text: str, *, author: str, name: str, parent: str = "", post: str = "", likes: int = 0, key: str = ""
    ) -> Said:
        """Somebody comments."""
        with self._lock:
            self._number += 1
            self.now += SECOND
            one = Said(
                id=self.new_id(self._number, parent),
                post=post or self.post,
                parent=parent,
                author=author,
                name=name,
                text=text,
                at=self.now,
                likes=likes,
                key=key,
            )
            self.said.append(one)
            return one

    def edit(self, id: str, text: str) -> None:
        """Its writer changes a comment."""
        one = self.find(id)
        self.now += SECOND
        one.text, one.edited_at = text, self.now

    def delete(self, id: str) -> None:
        """Its writer deletes a comment."""
        self.now += SECOND
        self.find(id).deleted = True

    def our_answers(self, parent: str) -> list[Said]:
        """What we answered that comment, so that everybody sees it."""
        return [one for one in self.said if one.author == self.ours and one.parent == parent and not one.deleted]

    def expire(self) -> None:
        """The token that is in use is not taken any more."""
        self.renewals += 1
        self.token = f"token-{self.renewals}-canary"

    def next(self, fault: Callable[[Asked], None], *, writing: bool = False) -> None:
        """The next request, or the next that writes, meets this instead."""
        self._faults.append((fault, writing))

    def fail_next(
        self, status: int, body: Any = None, headers: dict[str, str] | None = None, *, writing: bool = False
    ) -> None:
        """The next request, or the next that writes, is answered so, and nothing is done."""

        def fault(asked: Asked) -> None:
            raise Status(status, body if body is not None else {"error": {"message": "x", "code": 2}}, headers)

        self.next(fault, writing=writing)

    def cut_next(self, *, done: bool) -> None:
        """The connection of the next request that writes breaks without an answer, before or after it was done."""
        if done:
            self._cut_after += 1
        else:

            def fault(asked: Asked) -> None:
                raise ConnectionError

            self.next(fault, writing=True)

    # What a platform is

    def new_id(self, number: int, parent: str) -> str:
        """An id as this platform makes them."""
        return f"c{number}"

    def respond(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        """Status, body and headers of the answer."""
        raise NotImplementedError

    def refuse_token(self) -> Status:
        """How a token that is not taken is refused."""
        return Status(401, {"error": {"message": "Invalid token"}})

    def find(self, id: str) -> Said:
        """A comment by its id."""
        found = next((one for one in self.said if one.id == id), None)
        if found is None:
            raise Status(404, {"error": {"message": "not found"}})
        return found

    def there(self) -> list[Said]:
        """What was not deleted, oldest first."""
        return [one for one in self.said if not one.deleted]

    def need_token(self, asked: Asked) -> None:
        """Refuse who does not show the token."""
        if asked.bearer != self.token:
            raise self.refuse_token()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        raw = handler.rfile.read(length) if length else b""
        kind = handler.headers.get("Content-Type", "")
        body: Any = None
        if raw:
            body = json.loads(raw) if kind.startswith("application/json") else dict(parse_qsl(raw.decode(), True))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.command, parts.path, dict(parse_qsl(parts.query, True)), headers, body)
        extra: dict[str, str] = {}
        try:
            if self._faults and (asked.method != "GET" or not self._faults[0][1]):
                self._faults.pop(0)[0](asked)
            with self._lock:
                status, answer, extra = self.respond(asked)
                self.pairs.append((asked, status, answer))
        except Status as error:
            status, answer, extra = error.status, error.body, error.headers
        except ConnectionError:
            self.log.append((asked.method, asked.path, 0))
            handler.close_connection = True
            handler.connection.close()
            return
        self.log.append((asked.method, asked.path, status))
        if self._cut_after and asked.method in ("POST", "PUT"):
            self._cut_after -= 1
            handler.close_connection = True
            handler.connection.close()
            return
        content = b"" if answer is None else json.dumps(answer).encode()
        handler.send_response(status)
        for name, value in extra.items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


@contextmanager
def running(fake: Fake) -> Iterator[Fake]:
    """The fake, answering."""
    thread = threading.Thread(target=fake._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake._server.shutdown()
        fake._server.server_close()
        thread.join()


def page_of(items: list[Any], place: str, size: int) -> tuple[list[Any], str]:
    """A page of a list, and where the next begins; "" after the last."""
    start = int(place or 0)
    end = start + size
    return items[start:end], str(end) if end < len(items) else ""
