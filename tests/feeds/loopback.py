"""A server on this machine that answers as a test tells it to, byte by byte, and remembers what it was asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[socket.socket], None]


class Loopback:
    """Listens on 127.0.0.1; each path has its answer, anything else is 404."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked: list[str] = []
        """The head of every request, in order."""
        self.answers: dict[str, Answer] = {}

    def says(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> str:
        """Let the path answer so; its address."""
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if "Content_Length" not in headers:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode("latin-1")
        return self.sends(path, head + body)

    def sends(self, path: str, raw: bytes) -> str:
        """Let the path send these bytes and close; its address."""
        return self.acts(path, lambda connection: connection.sendall(raw))

    def acts(self, path: str, answer: Answer) -> str:
        """Let the path do this with the connection; its address."""
        self.answers[path] = answer
        return self.origin + path

    def serve(self) -> None:
        """Answer until the listening socket is closed."""
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(20)
            head = b""
            try:
                # A TLS greeting has no end we could see.
                while b"\r\n\r\n" not in head and head[:1] != b"\x16" and (more := connection.recv(65536)):
                    head += more
                self.asked.append(head.decode("latin-1"))
                path = self.asked[-1].split(" ")[1] if head.startswith(b"GET ") else ""
                if path in self.answers:
                    self.answers[path](connection)
                else:
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                # Closing with unread bytes would reset the connection and lose the answer.
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                return


@contextmanager
def running() -> Iterator[Loopback]:
    """A server for the length of a block."""
    server = Loopback()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)
