"""A platform on this machine, over HTTP: what is posted is public at once, and posted twice is public twice."""

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec


class Platform:
    """The server and what it shows. Used as a context manager.

    Attributes:
        shown: how often each reply is public, by comment and text.
        busy: it answers so many next requests with 503.
    """

    def __init__(self) -> None:
        self.shown: Counter[tuple[str, str]] = Counter()
        self.busy = 0
        self._ids: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._answer(*platform.take(self.path[1:], text))

            def do_GET(self) -> None:
                address = urlsplit(self.path)
                self._answer(200, platform.find(address.path[1:], parse_qs(address.query)["text"][0]))

            def _answer(self, status: int, found: dict[str, str] | None) -> None:
                body = msgspec.json.encode(found)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True  # Who asked was killed.

            def log_message(self, format: str, *words: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def forget(self) -> None:
        """Nothing was ever posted."""
        with self._lock:
            self.shown.clear()
            self._ids.clear()

    def take(self, parent: str, text: str) -> tuple[int, dict[str, str] | None]:
        """A reply is posted."""
        with self._lock:
            if self.busy:
                self.busy -= 1
                return 503, None
            self.shown[parent, text] += 1
            self._ids.setdefault((parent, text), f"r{len(self._ids) + 1}")
            return 200, {"platform_id": self._ids[parent, text]}

    def find(self, parent: str, text: str) -> dict[str, str] | None:
        """Whether it is public."""
        with self._lock:
            id = self._ids.get((parent, text))
            return {"platform_id": id} if id else None

    def __enter__(self) -> "Platform":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
