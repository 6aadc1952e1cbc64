"""Until when the agency has to answer: its hours and holidays as Setelan has them, in the zone of each account."""

from typing import TYPE_CHECKING

from domain.accounts import Account
from domain.agency import Holiday, WorkingHours
from domain.comments import Kind
from domain.deadlines import Deadlines, WorkingCalendar, calendar_of, deadlines
from domain.restraint import Crisis, hastened

if TYPE_CHECKING:
    from desk.desk import Desk


class Calendars:
    """The working calendars of the accounts, as they are stored when they are asked for."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._seq = -1
        self._known: tuple[list[WorkingHours], list[Holiday]] = [], []
        self._zones: dict[int, str] = {}
        self._agency_zone = ""
        self._by_zone: dict[str, WorkingCalendar] = {}
        self._crises: list[Crisis] = []

    def of(self, account: int) -> WorkingCalendar:
        """The calendar of an account; of one that is not stored, the agency's."""
        self._renew()
        zone = self._zones.get(account) or self._agency_zone
        if zone not in self._by_zone:
            self._by_zone[zone] = calendar_of(*self._known, zone)
        return self._by_zone[zone]

    def due(self, kind: Kind, written_at: int, account: int, days: int = 0, *, group: int = 0) -> Deadlines:
        """When a comment to an account is due its first reply and its settlement, as `domain.deadlines.deadlines`.

        The first reply to one about the crisis that is on is due sooner; `group` is the comment's, or its own id where
        it has none.
        """
        due = deadlines(kind, written_at, self.of(account), days)
        first = self.hastened(kind, group, written_at, due.reply_due)
        return due if first is None else due._replace(reply_due=first)

    def hastened(self, kind: Kind, group: int, written_at: int, due: int | None) -> int | None:
        """When the first reply to a comment of that group is due with the crisis that is on; `due` without one."""
        self._renew()
        for crisis in self._crises:
            due = hastened(crisis, kind, group, written_at, due)
        return due

    def _renew(self) -> None:
        """Read what is stored, if anything was stored since."""
        desk = self._desk
        if desk.store.seq == self._seq:
            return
        stored, seq = desk.store, desk.store.seq
        known = list(stored.repo("hours", WorkingHours).all()), list(stored.repo("holidays", Holiday).all())
        if known != self._known:
            self._known, self._by_zone = known, {}
        self._agency_zone = desk.zone()
        self._zones = {one.id: one.zone for one in stored.repo("accounts", Account).all()}
        self._crises = [one for one in stored.repo("crises", Crisis).all() if not one.ended_at]
        self._seq = seq
