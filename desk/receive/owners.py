"""Whose account a row belongs to, and in which zone its times are."""

from datetime import datetime

from desk.desk import Desk
from desk.receive.steps import Writes
from domain import times
from domain.accounts import Account, Platform, plain_handle
from domain.incoming import IncomingComment, ZoneSource
from domain.text import storable


class Owners:
    """The agency's accounts as an import sees them.

    Attributes:
        zones: the zones in which times without one were read, and whose they are.
        made: accounts that nobody had set up.
    """

    def __init__(self, desk: Desk, *, account: str = "", zone: str = "") -> None:
        if zone:
            times.zone(zone)
        self._desk = desk
        self._wanted = account.strip().lstrip("@")
        self._zone = zone
        self.zones: dict[str, ZoneSource] = {}
        self.made: list[Account] = []
        self.load()

    def load(self) -> None:
        """Learn which accounts there are."""
        self._agency_zone = self._desk.setting("zone")
        self._accounts: list[Account] = []
        self._by_handle: dict[tuple[Platform, str], Account] = {}
        self._first: dict[Platform, Account] = {}
        for account in sorted(self._desk.accounts(), key=lambda account: account.id):
            self._add(account)
        self._to_make = "" if self._named() else self._wanted

    def _add(self, account: Account) -> None:
        self._accounts.append(account)
        self._first.setdefault(account.platform, account)
        if account.handle:
            self._by_handle.setdefault((account.platform, plain_handle(account.handle)), account)

    def of(self, step: Writes, platform: Platform, handle: str = "") -> Account:
        """The account a row belongs to; made, as not set up, where there is none.

        It is the one the caller named, else the one of the file's `handle`, else the first of the platform.
        """
        for account in self._named():
            if account.platform == platform:
                return account
        wanted = self._to_make or handle
        known = self._by_handle.get((platform, plain_handle(wanted))) if wanted else self._first.get(platform)
        if known is None:
            known = Account(platform=platform, handle=storable(wanted, 100), configured=False)
            known.id = step.insert("accounts", known)
            self._add(known)
            self.made.append(known)
        return known

    @property
    def is_named(self) -> bool:
        """The caller has said whose the rows are."""
        return bool(self._wanted)

    def _named(self) -> list[Account]:
        """The accounts, of any platform, that the caller named by id or handle."""
        if not self._wanted:
            return []
        handle = plain_handle(self._wanted)
        by_id = [account for account in self._accounts if str(account.id) == self._wanted]
        return by_id or [account for account in self._accounts if plain_handle(account.handle) == handle]

    def wrote(self, comment: IncomingComment) -> bool:
        """Whether an account of ours wrote it."""
        handle = plain_handle(comment.handle)
        if comment.own or not handle:
            return comment.own
        ours = (plain_handle(comment.account_handle), plain_handle(self._to_make))
        return handle in ours or (comment.platform, handle) in self._by_handle

    def instant(self, moment: datetime, account: Account) -> int:
        """The moment in UTC milliseconds. Without a zone it is in the caller's, the account's, the agency's, or WIB."""
        if moment.tzinfo is not None:
            return times.to_ms(moment)
        zone, source = self._zone_of(account)
        self.zones[zone] = source
        return times.to_ms(moment, zone)

    def _zone_of(self, account: Account) -> tuple[str, ZoneSource]:
        if self._zone:
            return self._zone, "given"
        if account.zone:
            return account.zone, "account"
        return (self._agency_zone, "agency") if self._agency_zone else (times.DEFAULT_ZONE, "default")
