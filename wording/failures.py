"""Why a feed could not be read, and what would help. The codes and their parameters: `feeds.failures.CODES`."""

from collections.abc import Mapping

from domain.text import clean
from wording import N_, _

FAILURES: dict[str, str] = {
    "bad_address": N_("An address begins with http:// or https://."),
    "password_in_address": N_("The address holds a user name or a password. Leave it out: none is ever sent."),
    "private_address": N_("{host} is not on the public internet. If it is yours, add it with --allow-private."),
    "no_such_host": N_("There is no host {host}. Is the address spelt right?"),
    "no_connection": N_("Nobody answers there."),
    "tls": N_("The encrypted connection failed: the site's certificate is not valid."),
    "timed_out": N_("It took too long to answer."),
    "too_large": N_("The answer is too large for a feed."),
    "bad_answer": N_("The server's answer makes no sense."),
    "bad_packing": N_("The answer is packed in a way that cannot be opened."),
    "bad_redirect": N_("The server points to an address that must not be asked."),
    "redirect_loop": N_("The server keeps pointing elsewhere."),
    "http_status": N_("The server answered {status}."),
    "told_to_wait": N_("The server answered {status} and asks to wait."),
    "gone_for_good": N_("The feed is gone for good and is not asked any more. Remove it, or add its new address."),
    "empty": N_("The document is empty."),
    "html_page": N_("This is a web page, not a feed. Look for its RSS address."),
    "not_opml": N_("That file is no list of feeds (OPML)."),
    "no_feed_there": N_("No feed is announced at that address. Look for “RSS” on the site, or ask who runs it."),
    "not_a_feed": N_("This is no feed: neither RSS, Atom nor JSON Feed."),
    "damaged": N_("The document breaks off; what came whole is kept."),
    "unreadable": N_("The document could not be read within its limits."),
    "no_file": N_("{file} cannot be opened."),
    "feed_exists": N_("This feed is there already."),
    "no_such_feed": N_("There is no feed {feed}."),
    "refresh_running": N_("The feeds are being asked already."),
}


def failure(code: str, params: Mapping[str, str]) -> str:
    """The failure in one sentence. A code of a newer version is shown as it is."""
    if code not in FAILURES:
        return clean(code, limit=60)
    return _(FAILURES[code]).format_map({name: clean(str(value), limit=200) for name, value in params.items()})
