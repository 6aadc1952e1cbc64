"""The agency's accounts, its daily targets and its settings."""

from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from domain.week import EVERY_DAY, Weekdays

Platform = Literal["instagram", "facebook", "x", "tiktok", "youtube", "mastodon", "bluesky", "matrix"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)
COMMON: tuple[Platform, ...] = PLATFORMS[:5]
"""Where nearly every agency is: the first run asks about these."""

SHORT: dict[str, str] = {
    "instagram": "IG",
    "facebook": "FB",
    "x": "X",
    "tiktok": "TT",
    "youtube": "YT",
    "mastodon": "MD",
    "bluesky": "BL",
    "matrix": "MX",
}
"""How a platform is written where there are three cells for it."""

NAMES: dict[str, str] = {
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "matrix": "Matrix",
}


class Account(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One account of the agency on one platform."""

    id: int = 0
    rev: int = 0
    platform: Platform
    handle: str = ""
    """As the platform writes it, without the leading @. Empty: not set up yet."""
    name: str = ""
    zone: str = ""
    """WIB, WITA, WIT or an IANA name. Empty: the agency's."""
    configured: bool = True
    """False: an import met it and nobody has set it up."""


class Target(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How many posts an account should publish in a period."""

    id: int = 0
    rev: int = 0
    account: int
    period: Literal["day", "week", "month"] = "day"
    count: int = 1
    weekdays: Weekdays = EVERY_DAY
    """For a day's target: the weekdays it is for."""


class Setting(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One agency-wide setting."""

    id: int = 0
    rev: int = 0
    key: str
    value: str = ""


SETTINGS: tuple[str, ...] = (
    *("agency", "zone", "pillars", "prime_time", "limits"),
    *("archive_months", "archive_daily", "retention_months", "retention_deed"),
    *("backup_days", "backup_folder", "picture_folder"),
    *("second_approval", "crisis_minutes"),
    *("needs", "response_target", "engagement"),
)
"""The keys `meja set` knows: the agency's name, its zone, the wished shares of the pillars ("50 30 20", per cent),
the hours when people are there ("06.00–16.00 18.00–21.00", by weekday too), the lengths of texts where a platform
allows the agency others ("x.caption=25000");
after how many months finished comments may be archived, and whether open desks do it ("on"); for how many months
comments are kept at all (empty: for ever), and what then becomes of them ("remove", "anonymise"); for how many days a
day's backup is kept (0: none are made), and in which folder (empty: one in the store); the folder
of which alone pictures go out with posts (empty: any that the Unix user can read, unless several people share it);
whether replies and posts always need a second person's approval ("on"), and how many minutes the first reply to a
comment about a crisis may take; what audiences look for ("49 43 8", per cent: entertainment, information, other), how
many per cent of the citizens are to be answered in time, and by which formula engagement is scored."""

SETTING_CHOICES: dict[str, tuple[str, ...]] = {
    "engagement": ("erf", "err", "erv"),
    "archive_daily": ("off", "on"),
    "retention_deed": ("anonymise", "remove"),
    "second_approval": ("off", "on"),
}
"""What some settings may be; the first is what holds where nothing was said."""


def target_on(targets: Iterable[Target], account: int, weekday: int) -> int | None:
    """What the account should publish on such a day (0: Monday); None where nothing was said."""
    days = (one for one in targets if one.account == account and one.period == "day" and weekday in one.weekdays)
    return next((one.count for one in days), None)


def plain_handle(handle: str) -> str:
    """A handle as it is compared: no @, no case, no surrounding space."""
    return handle.strip().lstrip("@").casefold()


def label(account: Account) -> str:
    """What the screen calls the account: its handle, else its name, else its platform."""
    return f"@{account.handle}" if account.handle else account.name or NAMES[account.platform]
