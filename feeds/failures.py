"""Why a feed could not be read: codes with parameters; the words for them are in `wording.failures`."""

import msgspec

CODES: dict[str, str] = {
    "bad_address": "Not an http or https address that can be asked (scheme, spaces, control characters, port, length).",
    "password_in_address": "The address carries a user name or password. None is ever sent.",
    "private_address": "{host} resolves, or partly resolves, to an address outside the public internet.",
    "no_such_host": "The name {host} does not resolve.",
    "no_connection": "Nobody answers at that address.",
    "tls": "The certificate does not prove who answers, or the encrypted connection could not be made.",
    "timed_out": "The whole answer did not arrive within the deadline.",
    "too_large": "The answer, unpacked, is larger than the limit.",
    "bad_answer": "What came is not an HTTP answer, or not one to the question asked.",
    "bad_packing": "The answer is packed in a way that was not asked for, or damaged.",
    "bad_redirect": "A redirect without a usable target.",
    "redirect_loop": "More redirects than a feed needs.",
    "http_status": "The server answered {status}.",
    "told_to_wait": "The server answered {status} and said when to come back.",
    "gone_for_good": "The server says the feed is gone for good: it is not asked again.",
    "empty": "The document is empty.",
    "html_page": "A web page, not a feed: often a login or captcha page.",
    "not_opml": "A list of feeds was expected, and it is none.",
    "no_feed_there": "A web page that announces no feed, and none stands where sites usually keep one.",
    "not_a_feed": "Neither RSS, Atom, RDF nor JSON Feed.",
    "damaged": "The document breaks off. Entries that came whole are kept.",
    "unreadable": "Reading it took too long or too much memory.",
    "no_file": "The document {file} cannot be opened.",
}
"""Every code a feed's failure can have, and what it means."""


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """A feed that could not be read."""

    code: str
    """One of `CODES`."""
    params: dict[str, str] = {}
    """What its wording needs."""
    wait: int = 0
    """Milliseconds the server told us to wait; 0: it said nothing."""


class FeedError(Exception):
    """Carries a `Failed` up to the function that returns it."""

    def __init__(self, code: str, *, wait: int = 0, **params: str) -> None:
        super().__init__(code)
        self.failed = Failed(code=code, params=params, wait=wait)
