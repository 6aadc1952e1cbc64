"""Retention: comments older than the agency keeps them are removed or anonymised, wherever the store has them."""

from typing import Any

import msgspec

from desk.desk import Desk, ReadOnlyDesk
from desk.erasure import RETENTION, Cut, carry_out, holding, new_order, records, resume, telling
from domain.accounts import SETTING_CHOICES
from domain.archives import months_before, read_months
from domain.audit import AuditEntry
from domain.comments import OPEN_STATES
from domain.erasure import DEEDS, NAMELESS, Deed, Person
from domain.times import DAY
from store.disk import Disk

EVERY = 7 * DAY
"""How often an open desk does it. Each run replaces the backups that hold what had to go: not every day's."""


class Report(msgspec.Struct, kw_only=True):
    """What went, or would go.

    Attributes:
        deed: what is done to it.
        before: the instant (UTC milliseconds) before which comments were written.
        comments: on the desk; `still_open` of them nobody has answered; `archived` in the archives only.
        replies: ours to them, drafts included.
        audit: entries of the trail that quote them.
        backups: files of backups that hold some of them.
        changed: ids of live records that were changed, by table.
    """

    deed: Deed
    before: int
    comments: int = 0
    still_open: int = 0
    archived: int = 0
    replies: int = 0
    audit: int = 0
    backups: list[str] = []
    changed: dict[str, set[int]] = {}

    @property
    def empty(self) -> bool:
        """Nothing is that old."""
        return not (self.comments or self.archived)


class _Old(msgspec.Struct, gc=False):
    platform: str = ""
    platform_id: str = ""
    handle: str = ""
    author: str = ""
    url: str = ""
    written_at: int = 0
    received_at: int = 0
    state: str = "new"


class _Answer(msgspec.Struct, gc=False):
    platform: str = ""
    parent: str = ""
    comment: int = 0


def months_kept(desk: Desk) -> int:
    """For how many months comments are kept; 0: for ever."""
    try:
        return read_months(desk.setting("retention_months"))
    except ValueError:
        return 0


def deed_of(desk: Desk) -> Deed:
    """What becomes of older ones."""
    said = desk.setting("retention_deed")
    return next((one for one in DEEDS if one == said), _USUAL)


_USUAL: Deed = next(one for one in DEEDS if one == SETTING_CHOICES["retention_deed"][0])


def kept_since(desk: Desk) -> int:
    """The instant before which no comment is kept, and none comes in; 0: all are."""
    months = months_kept(desk)
    return months_before(desk.now(), months, desk.zone()) if months else 0


def run(desk: Desk, months: int, deed: Deed, *, dry_run: bool = False, disk: Disk | None = None) -> Report:
    """Remove or anonymise comments that were written more than so many months ago, in whatever state they are.

    Our replies and drafts to them, what the trail quotes of them, archives and backups are part of it. Off the event
    loop. An erasure that was cut off is finished first.

    Raises:
        StoreError, OSError: it is not complete; the next run goes on with it.
    """
    if not dry_run:
        if desk.read_only:
            raise ReadOnlyDesk
        resume(desk)
    report = Report(deed=deed, before=months_before(desk.now(), months, desk.zone()))
    old = _old(desk, report.before, deed)
    person, called = _people(desk, old)
    live = old.keys() & desk.store.documents("comments").keys()
    report.comments, report.archived, report.replies = len(live), len(old) - len(live), len(person.replies)
    report.still_open = sum(old[id].state in OPEN_STATES for id in live)
    if not old:
        return report
    counts = {"comments": len(old), "replies": len(person.replies), "months": months}
    order = new_order(desk, person, deed, RETENTION, **counts)
    order.called = called
    cut = Cut(order)
    report.audit, report.backups = len(telling(desk, cut)), holding(desk, cut)
    if not dry_run:
        report.changed = carry_out(desk, order, disk=disk)
    return report


def _old(desk: Desk, before: int, deed: Deed) -> dict[int, _Old]:
    """Comments that are too old, live and archived; those of which nothing personal is left are none."""
    found: dict[int, Any] = {}
    for (_table, id), row in records(desk, "comments", _Old):
        nameless = not (row.handle or row.author or row.url) and row.platform_id.startswith(NAMELESS)
        if (row.written_at or row.received_at) < before and not (deed == "anonymise" and nameless):
            found.setdefault(id, row)
    return found


def _people(desk: Desk, old: dict[int, _Old]) -> tuple[Person, dict[int, tuple[str, str]]]:
    keys = {(row.platform, row.platform_id): id for id, row in old.items() if row.platform_id}
    called: dict[int, tuple[str, str]] = {}
    replies = set()
    for (_table, number), reply in records(desk, "replies", _Answer):
        id = reply.comment if reply.comment in old else keys.get((reply.platform, reply.parent), 0)
        if id:
            replies.add(number)
            called[reply.comment] = (old[id].handle, old[id].author)
    return Person(comments=sorted(old), replies=sorted(replies), keys=sorted(keys)), called


def due(desk: Desk) -> bool:
    """Whether an open desk should do it now: it is wished for, and was not done for a week."""
    if not months_kept(desk) or desk.read_only or desk.store.fault:
        return False
    audit = desk.store.repo("audit", AuditEntry)
    last = next((one for id in reversed(audit.ids()) if (one := audit.get(id)) and one.verb == RETENTION), None)
    return last is None or desk.now() - last.at >= EVERY
