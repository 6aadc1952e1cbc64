"""Which addresses may be asked: http(s) to the public internet, and what an admin allowed by name."""

import ipaddress
import socket
import threading
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from feeds.failures import FeedError

MAX_LENGTH = 2000
"""Characters of an address."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


class Target(msgspec.Struct, frozen=True):
    """An address taken apart."""

    scheme: str
    host: str
    """As it goes into the Host header and the certificate check: lower case, ASCII."""
    port: int
    path: str
    """Path and query, percent-encoded."""

    @property
    def origin(self) -> str:
        """``scheme://host:port``, which is what `--allow-private` exempts."""
        return f"{self.scheme}://{self._host_in_url}:{self.port}"

    @property
    def host_header(self) -> str:
        """The host, and its port where it is not the usual one."""
        return self._host_in_url if self.port == _PORTS[self.scheme] else f"{self._host_in_url}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.host_header}{self.path}"

    @property
    def _host_in_url(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def target(url: str, base: Target | None = None) -> Target:
    """The address taken apart; a relative one is seen from `base`. The fragment is dropped.

    Raises:
        FeedError: `bad_address` or `password_in_address`.
    """
    if not url or len(url) > MAX_LENGTH or not url.isprintable() or " " in url:
        raise FeedError("bad_address")
    try:
        parts = urlsplit(urljoin(base.url, url) if base else url)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FeedError("bad_address") from error
    if parts.username is not None or parts.password is not None:
        raise FeedError("password_in_address")
    if parts.scheme not in _PORTS or not host or not host.isprintable() or set(host) & set(" /?#@\\%"):
        raise FeedError("bad_address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(parts.scheme, host, port, f"{path}?{query}" if query else path)


def is_public(address: str) -> bool:
    """Whether an IP address, and the IPv4 address wrapped inside it, belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner: ipaddress.IPv4Address | None = None
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return all(one.is_global and not one.is_multicast for one in (ip, inner) if one is not None)


def resolve(asked: Target, allow_private: str, seconds: float) -> list[str]:
    """The IP addresses of the host, all of them fit to be asked. Ask these, never the name again.

    Args:
        asked: where to.
        allow_private: the one origin whose addresses may be private.
        seconds: how long the name service may take; it cannot be interrupted, so it is left behind.

    Raises:
        FeedError: `no_such_host`, `timed_out` or `private_address`.
    """
    found: list[str] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    worker = threading.Thread(target=look_up, daemon=True)
    worker.start()
    worker.join(max(seconds, 0))
    if worker.is_alive():
        raise FeedError("timed_out")
    if not found:
        raise FeedError("no_such_host", host=asked.host)
    if asked.origin != allow_private and not all(map(is_public, found)):
        raise FeedError("private_address", host=asked.host)
    return found
