"""The agency's accounts, and how much and when each publishes."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from desk.desk import Desk, Step
from desk.settings import check_zone
from domain.accounts import Account, Platform, Target, label, plain_handle
from domain.agency import Slot
from domain.outcomes import Outcome
from domain.targets import Period, read_periods
from domain.text import storable
from domain.week import EVERY_DAY, NotAWeek, Weekdays, grouped, read_count, read_times, read_week

_NAME = 120
_TEXT = 2_000

Row = TypeVar("Row", Target, Slot)
Value = TypeVar("Value")


def add_account(
    desk: Desk,
    platform: Platform,
    handle: str,
    *,
    zone: str = "",
    name: str = "",
    targets: str | None = None,
    slots: str | None = None,
) -> Outcome:
    """Add an account, or set up the one of that handle (or the one an import met without a handle).

    `targets` and `slots` are lines as `set_targets` and `set_slots` take them; None leaves them as they are.
    """
    handle = storable(handle.strip().lstrip("@"), 100)
    with desk.step("account.add", platform=platform, handle=handle) as step:
        if not handle:
            step.refuse("no_handle")
        if zone:
            check_zone(step, zone)
        same = [account for account in desk.accounts() if account.platform == platform]
        kept = next((one for one in same if plain_handle(one.handle) == plain_handle(handle)), None)
        kept = kept or next((one for one in same if not one.configured and not one.handle), None)
        name = storable(name.strip(), _NAME)
        if kept:
            id = kept.id
            fields = {"handle": handle, "configured": True, "zone": zone or kept.zone, "name": name or kept.name}
            step.update("accounts", id, fields)
        else:
            id = step.insert("accounts", Account(platform=platform, handle=handle, zone=zone, name=name))
        if targets is not None:
            _put_targets(desk, step, id, targets)
        if slots is not None:
            _put_slots(desk, step, id, slots)
    return step.outcome


def change_account(desk: Desk, id: int, *, handle: str, name: str, zone: str, rev: int | None = None) -> Outcome:
    """Change what an account is called and its zone (empty: the agency's)."""
    handle = storable(handle.strip().lstrip("@"), 100)
    with desk.step("account.change", handle=handle) as step:
        kept = step.read("accounts", Account, id)
        if not handle:
            step.refuse("no_handle")
        if zone:
            check_zone(step, zone)
        others = [one for one in desk.accounts() if one.platform == kept.platform and one.id != id]
        if any(plain_handle(one.handle) == plain_handle(handle) for one in others):
            step.refuse("exists", name=handle)
        fields = {"handle": handle, "name": storable(name.strip(), _NAME), "zone": zone, "configured": True}
        step.change("accounts", kept, fields, rev)
    return step.outcome


class _AccountOf(msgspec.Struct):
    account: int = 0


def _rows_of(desk: Desk, table: str, account: int) -> list[int]:
    """Ids of the rows of a table that stand under an account."""
    rows = desk.store.repo(table, _AccountOf).rows(_AccountOf)
    return [id for id, row in rows if row.account == account]


def refuse_in_use(desk: Desk, step: Step, account: int) -> None:
    """Refuse where posts or comments stand under the account: without it nobody could tell where they are."""
    posts, comments = (len(_rows_of(desk, table, account)) for table in ("variants", "comments"))
    if posts or comments:
        step.refuse("account_in_use", posts=posts, comments=comments)


def remove_account(desk: Desk, id: int, *, rev: int | None = None) -> Outcome:
    """Remove an account with its targets and slots. Refused while posts or comments stand under it."""
    with desk.step("account.remove") as step:
        kept = step.read("accounts", Account, id)
        step.params["handle"] = label(kept)
        refuse_in_use(desk, step, id)
        for table in ("targets", "slots", "connections"):
            for number in _rows_of(desk, table, id):
                step.delete(table, number)
        step.delete("accounts", id, rev)
    return step.outcome


# Targets and slots


def set_targets(desk: Desk, account: int, line: str) -> Outcome:
    """What an account should publish: ``Sen–Jum 2, Sab 1, pekan 12, bulan 40``. An empty line: no target.

    Refused with a code of `domain.week.NotAWeek` when the line cannot be read.
    """
    with desk.step("targets", line=line.strip()) as step:
        step.params["account"] = label(step.read("accounts", Account, account))
        _put_targets(desk, step, account, line, whole=True)
    return step.outcome


def set_slots(desk: Desk, account: int, line: str) -> Outcome:
    """When an account usually publishes, by weekday: ``Sen–Jum 07.30 12.00, Sab pagi``. An empty line: no slots.

    Refused with a code of `domain.week.NotAWeek` when the line cannot be read.
    """
    with desk.step("slots", line=line.strip()) as step:
        step.params["account"] = label(step.read("accounts", Account, account))
        _put_slots(desk, step, account, line)
    return step.outcome


def _put_targets(desk: Desk, step: Step, account: int, line: str, *, whole: bool = False) -> None:
    """`whole`: a week's or a month's target that the line does not tell goes."""
    try:
        periods, line = read_periods(line)
    except NotAWeek as error:
        step.refuse(error.reason, word=error.word)
    wanted = {count: days for days, count in _read(step, line, read_count)}
    own = [one for one in desk.store.repo("targets", Target).all() if one.account == account]
    _put_periods(step, account, own, periods, whole)
    kept = [one for one in own if one.period == "day"]
    for count, days in _put(step, "targets", ((one, one.count) for one in kept), wanted):
        step.insert("targets", Target(account=account, count=count, weekdays=days))


def _put_periods(step: Step, account: int, own: Iterable[Target], wanted: Mapping[Period, int], whole: bool) -> None:
    kept = {one.period: one for one in own if one.period != "day"}
    for period, one in kept.items():
        if period not in wanted:
            if whole:
                step.delete("targets", one.id)
        elif one.count != wanted[period]:
            step.update("targets", one.id, {"count": wanted[period]})
    for name, count in wanted.items():
        if name not in kept:
            step.insert("targets", Target(account=account, period=name, count=count))


def _put_slots(desk: Desk, step: Step, account: int, line: str) -> None:
    wanted: dict[int, Weekdays] = {}
    for days, minutes in _read(step, line, read_times):
        for minute in minutes:
            wanted[minute] = tuple(sorted((*wanted.get(minute, ()), *days)))
    kept = [one for one in desk.store.repo("slots", Slot).all() if one.account == account]
    for minute, days in _put(step, "slots", ((one, one.minute) for one in kept), wanted):
        step.insert("slots", Slot(account=account, minute=minute, weekdays=days))


def _read(step: Step, line: str, read: Callable[[str], Value]) -> list[tuple[Weekdays, Value]]:
    try:
        return read_week(storable(line, _TEXT), read)
    except NotAWeek as error:
        step.refuse(error.reason, word=error.word)


def _put(
    step: Step, table: str, kept: Iterable[tuple[Row, int]], wanted: dict[int, Weekdays]
) -> list[tuple[int, Weekdays]]:
    """Keep the stored rows whose value is wanted, on the wanted days, and remove the others; what is left to add."""
    new = dict(wanted)
    for one, value in kept:
        days = new.pop(value, None)
        if days is None:
            step.delete(table, one.id)
        elif days != one.weekdays:
            step.update(table, one.id, {"weekdays": days})
    return list(new.items())


def targets_of(desk: Desk, account: int) -> list[tuple[Weekdays, int]]:
    """What an account should publish a day, by weekday."""
    targets = [one for one in desk.store.repo("targets", Target).all() if one.period == "day"]
    counts = {day: one.count for one in targets if one.account == account for day in one.weekdays}
    return grouped(counts)


def periods_of(desk: Desk, account: int) -> dict[Period, int]:
    """What an account should publish a week and a month, where that was said."""
    targets = desk.store.repo("targets", Target).all()
    return {one.period: one.count for one in targets if one.account == account and one.period != "day"}


def slots_of(desk: Desk, account: int) -> list[tuple[Weekdays, tuple[int, ...]]]:
    """When an account usually publishes, by weekday: minutes after midnight in its zone, ascending."""
    slots = [one for one in desk.store.repo("slots", Slot).all() if one.account == account]
    times = {day: tuple(sorted(one.minute for one in slots if day in one.weekdays)) for day in EVERY_DAY}
    return grouped({day: minutes for day, minutes in times.items() if minutes})
