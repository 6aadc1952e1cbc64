"""What the fakes of all platforms share: a server on this machine that remembers what it was told, and misbehaves
when asked to."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
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


class Shown(msgspec.Struct, frozen=True):
    """A picture that was handed over: what is in it, or its address."""

    what: bytes | str
    alt_text: str = ""


class Posted(msgspec.Struct, kw_only=True):
    """A post that went out through the fake's interface."""

    id: str
    url: str
    text: str
    at: int
    pictures: list[Shown] = []


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


Wants = Callable[[Asked], bool]


class Status(Exception):
    """Answer with an error."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers or {}


class Fake:
    """A platform with one account of ours, a post of it, and any number of citizens.

    Attributes:
        said: all comments, oldest first.
        posted: the posts that the public sees beside the first, oldest first.
        uploads: what was handed over, by id.
        log: method and path of every request, and the status it got.
        token: the access token that is taken now.
        page_size: comments on a page, whatever a request asks for.
        seen_by_spec: request and answer pairs, for the check against the published specification.
    """

    ours, our_name = "kominfo.cendana", "Kominfo Cendana"
    post = "post-1"
    publishing = ""
    """How the path ends of the call that publishes a post."""

    def __init__(self) -> None:
        self.now = START
        self.said: list[Said] = []
        self.posted: list[Posted] = []
        self.uploads: dict[str, Shown] = {}
        self.log: list[tuple[str, str, int]] = []
        self.pairs: list[tuple[Asked, int, Any]] = []
        self.token, self.refresh_token, self.renewals = "token-0-canary", "refresh-canary", 0
        self.page_size = 20
        self._number = 0
        self._faults: list[tuple[Callable[[Asked], None], Wants]] = []
        self._cut_after: list[Wants] = []
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
                post=post or next((other.post for other in self.said if other.id == parent), self.post),
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

    def put_up(self, text: str, uploads: Iterable[str] = (), id: str = "") -> Posted:
        """We publish a post with what was handed over before."""
        with self._lock:
            self._number += 1
            self.now += SECOND
            id, url = self.new_post(self._number) if not id else (id, self.url_of(id))
            shown = [self.uploads.pop(one) for one in uploads]
            self.posted.append(Posted(id=id, url=url, text=text, at=self.now, pictures=shown))
            return self.posted[-1]

    def hand_over(self, what: bytes | str, alt_text: str = "") -> str:
        """Take a picture; its id."""
        self._number += 1
        id = str(770_000 + self._number)
        self.uploads[id] = Shown(what, alt_text)
        return id

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

    def next(self, fault: Callable[[Asked], None], *, writing: bool = False, publishing: bool = False) -> None:
        """The next request, or the next that writes or publishes, meets this instead."""
        self._faults.append((fault, self._publishes if publishing else _writes if writing else _any))

    def _publishes(self, asked: Asked) -> bool:
        return _writes(asked) and self.publishing in asked.path

    def fail_next(
        self,
        status: int,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        writing: bool = False,
        publishing: bool = False,
    ) -> None:
        """The next request, or the next that writes or publishes, is answered so, and nothing is done."""

        def fault(asked: Asked) -> None:
            raise Status(status, body if body is not None else {"error": {"message": "x", "code": 2}}, headers)

        self.next(fault, writing=writing, publishing=publishing)

    def cut_next(self, *, done: bool, publishing: bool = False) -> None:
        """The connection of the next request that writes, or publishes, breaks before or after it was done."""
        if done:
            self._cut_after.append(self._publishes if publishing else _writes)
        else:

            def fault(asked: Asked) -> None:
                raise ConnectionError

            self.next(fault, writing=True, publishing=publishing)

    # What a platform is

    def new_id(self, number: int, parent: str) -> str:
        """An id as this platform makes them."""
        return f"c{number}"

    def new_post(self, number: int) -> tuple[str, str]:
        """Id and address of a new post."""
        id = f"p{number}"
        return id, self.url_of(id)

    def url_of(self, id: str) -> str:
        """Where the public sees a post."""
        raise NotImplementedError

    def post_by(self, id: str) -> Posted | None:
        """A post, the first one too; None: it is none of ours."""
        first = Posted(id=self.post, url=self.url_of(self.post), text="Jadwal", at=START)
        return next((one for one in (first, *self.posted) if one.id == id), None)

    def posts(self) -> list[Posted]:
        """All posts, the newest first."""
        first = self.post_by(self.post)
        assert first
        return [*reversed(self.posted), first]

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
            body = _body(kind, raw)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.command, parts.path, dict(parse_qsl(parts.query, True)), headers, body)
        extra: dict[str, str] = {}
        try:
            if self._faults and self._faults[0][1](asked):
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
        if self._cut_after and self._cut_after[0](asked):
            self._cut_after.pop(0)
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


def _any(asked: Asked) -> bool:
    return True


def _writes(asked: Asked) -> bool:
    return asked.method != "GET"


def _body(kind: str, raw: bytes) -> Any:
    """JSON, the fields of a form (the files of one as bytes), or bytes."""
    if kind.startswith("application/json"):
        return json.loads(raw)
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(raw.decode(), True))
    if not kind.startswith("multipart/form-data"):
        return raw
    fields: dict[str, Any] = {}
    for part in message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw).walk():
        if name := part.get_param("name", header="content-disposition"):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            fields[str(name)] = content if part.get_filename() else content.decode()
    return fields


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
