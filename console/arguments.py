"""Types of arguments that several commands take. They raise argparse.ArgumentTypeError, which says what is wanted."""

import argparse
from datetime import date

from domain.accounts import PLATFORMS, SHORT
from domain.times import UnknownZone, zone
from wording import _


def day(text: str) -> date:
    """A date as ISO 8601 writes it, of the years 1970 to 2200."""
    try:
        found = date.fromisoformat(text.strip())
        if not 1970 <= found.year <= 2200:
            raise ValueError(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a date such as 2026-11-22")) from None
    return found


def platform(text: str) -> str:
    """A platform by its name or its letters: ``instagram``, ``ig``."""
    short = {code.casefold(): name for name, code in SHORT.items()}
    found = short.get(text.casefold(), text.casefold())
    if found not in PLATFORMS:
        raise argparse.ArgumentTypeError(_("one of {platforms}").format(platforms=", ".join(PLATFORMS)))
    return found


def zone_name(text: str) -> str:
    """The name of a time zone, as it was written: WIB, WITA, WIT or an IANA name."""
    try:
        zone(text)
    except UnknownZone:
        raise argparse.ArgumentTypeError(_("WIB, WITA, WIT or an IANA name")) from None
    return text
