"""Setting up the agency: its settings, its accounts, what and when each publishes, and the lists others work with."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec
from msgspec.structs import asdict, replace

from desk.backups import MOST_DAYS, read_days
from desk.desk import Desk, Step
from domain.accounts import SETTING_CHOICES, SETTINGS, Account, Platform, Setting, Target, label, plain_handle
from domain.agency import (
    Agency,
    Holiday,
    Keyword,
    Programme,
    Slot,
    Template,
    WorkingHours,
    is_code,
    read_date,
    read_shares,
)
from domain.archives import read_months
from domain.calendar import HOLIDAYS, WORKING_HOURS
from domain.counting import LIMITS, read_limits
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from domain.outcomes import Outcome
from domain.posts import Post
from domain.restraint import MOST_MINUTES, PoliticalPeriod
from domain.slots import read_prime_time
from domain.targets import Period, read_periods
from domain.text import storable
from domain.times import UnknownZone, zone
from domain.week import EVERY_DAY, NotAWeek, Weekdays, grouped, read_count, read_times, read_week

Listed = Programme | Agency | Template | Holiday | WorkingHours | Keyword | PoliticalPeriod | Occasion
"""A row of one of the agency's lists."""

TABLES: dict[type[msgspec.Struct], str] = {
    Programme: "programmes",
    Agency: "agencies",
    Template: "templates",
    Holiday: "holidays",
    WorkingHours: "hours",
    Keyword: "keywords",
    PoliticalPeriod: "periods",
    Occasion: "occasions",
}
READY: dict[type[msgspec.Struct], tuple[Listed, ...]] = {
    Holiday: HOLIDAYS,
    WorkingHours: WORKING_HOURS,
    Occasion: NATIONAL_DAYS,
}
"""Lists that can be taken over as they are, to be changed afterwards."""

_NAME = 120
_TEXT = 2_000
_MOST_POSTS = 1_000

Row = TypeVar("Row", Target, Slot)
Value = TypeVar("Value")
Anyone = TypeVar("Anyone", bound=Listed)


def set_setting(desk: Desk, key: str, value: str) -> Outcome:
    """Change an agency-wide setting. An empty value gives the usual one back; the zone has to be one."""
    value = storable(value.strip(), 200)
    with desk.step("setting", key=key, value=value) as step:
        if key not in SETTINGS:
            step.refuse("unknown_setting", key=key, known=", ".join(SETTINGS))
        if key == "zone":
            _check_zone(step, value)
        if key in ("pillars", "needs") and value:
            _check_shares(step, value)
        if key == "response_target" and value and not (value.isascii() and value.isdecimal() and 0 < int(value) <= 100):
            step.refuse("bad_share", value=value)
        if key == "limits":
            _check_limits(step, value)
        if key == "prime_time":
            _check_hours(step, value)
        if key in ("archive_months", "retention_months"):
            value = step.params["value"] = _months(step, value)
        if key in ("backup_days", "backup_folder") and value:
            _check_backups(step, key, value)
        if key == "crisis_minutes" and value:
            _check_minutes(step, value)
        if key in SETTING_CHOICES:
            value = step.params["value"] = _choice(step, value, SETTING_CHOICES[key])
        kept = next((item for item in desk.store.repo("settings", Setting).all() if item.key == key), None)
        if kept is None:
            step.insert("settings", Setting(key=key, value=value))
        elif kept.value != value:
            step.update("settings", kept.id, {"value": value})
    return step.outcome


def _check_shares(step: Step, value: str) -> None:
    try:
        read_shares(value)
    except ValueError:
        step.refuse("bad_shares", value=value)


def _check_limits(step: Step, value: str) -> None:
    try:
        read_limits(value)
    except ValueError as error:
        step.refuse("bad_limit", value=str(error), known=", ".join(LIMITS))


def _check_hours(step: Step, value: str) -> None:
    try:
        read_prime_time(value)
    except NotAWeek as error:
        step.refuse(error.reason, word=error.word)


def _check_backups(step: Step, key: str, value: str) -> None:
    if key == "backup_folder" and not (value.startswith("/") and value.isprintable()):
        step.refuse("bad_folder", value=value)
    if key == "backup_days":
        try:
            read_days(value)
        except ValueError:
            step.refuse("bad_days", value=value, most=MOST_DAYS)


def _check_minutes(step: Step, value: str) -> None:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_MINUTES):
        step.refuse("bad_minutes", value=value, most=MOST_MINUTES)


def _months(step: Step, value: str) -> str:
    try:
        return str(read_months(value)) if value else ""
    except ValueError:
        step.refuse("bad_months", value=value)


def _choice(step: Step, value: str, choices: tuple[str, ...]) -> str:
    value = value.casefold()
    if value and value not in choices:
        step.refuse("bad_choice", value=value, known=", ".join(choices))
    return value


def _check_zone(step: Step, name: str) -> None:
    try:
        zone(name)
    except UnknownZone:
        step.refuse("unknown_zone", zone=name)


# Accounts


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
            _check_zone(step, zone)
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
            _check_zone(step, zone)
        others = [one for one in desk.accounts() if one.platform == kept.platform and one.id != id]
        if any(plain_handle(one.handle) == plain_handle(handle) for one in others):
            step.refuse("exists", name=handle)
        fields = {"handle": handle, "name": storable(name.strip(), _NAME), "zone": zone, "configured": True}
        _change(step, "accounts", kept, fields, rev)
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


# Lists


def listed(desk: Desk, kind: type[Anyone]) -> list[Anyone]:
    """The rows of a list, by name; holidays by day."""
    return sorted(desk.store.repo(TABLES[kind], kind).all(), key=lambda one: name_of(one).casefold())


def name_of(record: Listed) -> str:
    """What a row is known by: no two of a list have the same."""
    if isinstance(record, Template):
        return record.code
    if isinstance(record, Holiday):
        return record.day
    if isinstance(record, Occasion):
        return f"{record.since} {record.name}"
    return record.word if isinstance(record, Keyword) else record.name


def _title(record: Listed) -> str:
    """What an admin calls a row."""
    return record.name if isinstance(record, Holiday | Occasion) else name_of(record)


def keep(desk: Desk, record: Listed, *, rev: int | None = None) -> Outcome:
    """Add a row to its list, or change the one that has its id."""
    table = TABLES[type(record)]
    with desk.step("list.change" if record.id else "list.add", table=table) as step:
        record = _checked(step, record)
        step.params["name"] = _title(record)
        same = (one for one in listed(desk, type(record)) if name_of(one).casefold() == name_of(record).casefold())
        if any(one.id != record.id for one in same):
            step.refuse("exists", name=_title(record))
        if record.id:
            _change(step, table, step.read(table, type(record), record.id), asdict(record), rev)
        else:
            _take_days_along(desk, step, record)
            step.insert(table, record)
    return step.outcome


def _take_days_along(desk: Desk, step: Step, record: Listed) -> None:
    """The ready days hold while no other is stored: with the first one they are stored, too, so that none vanishes."""
    if isinstance(record, Occasion) and not listed(desk, Occasion):
        for one in NATIONAL_DAYS:
            if name_of(one).casefold() != name_of(record).casefold():
                step.insert(TABLES[Occasion], one)


def _change(step: Step, table: str, kept: Account | Listed, fields: Mapping[str, object], rev: int | None) -> None:
    """Store the fields that differ."""
    before = asdict(kept)
    differ = {name: value for name, value in fields.items() if name not in ("id", "rev") and before[name] != value}
    if differ:
        step.update(table, kept.id, differ, rev)


def _checked(step: Step, record: Listed) -> Listed:
    """The row as it may be stored; refuses what it cannot be."""
    if isinstance(record, Template):
        code, text = record.code.strip().lstrip(";").casefold(), storable(record.text.strip(), _TEXT)
        if not is_code(code):
            step.refuse("bad_code", code=code)
        if not text:
            step.refuse("empty_text")
        return replace(record, code=code, text=text)
    if isinstance(record, Holiday):
        try:
            day = read_date(record.day)
        except ValueError:
            step.refuse("bad_date", word=record.day)
        return replace(record, day=day, name=_named(step, record.name))
    if isinstance(record, Keyword):
        return replace(record, word=_named(step, record.word))
    if isinstance(record, Occasion):
        return replace(record, name=_named(step, record.name), source=storable(record.source.strip(), _NAME))
    if isinstance(record, Programme):
        if not 0 <= record.monthly <= _MOST_POSTS:
            step.refuse("bad_monthly", most=_MOST_POSTS)
        words = tuple(storable(word, _NAME) for word in record.words)
        return replace(record, name=_named(step, record.name), words=words)
    if isinstance(record, PoliticalPeriod):
        return _checked_period(step, record)
    if isinstance(record, WorkingHours):
        if record.until and record.until < record.since:
            step.refuse("ends_before")
        return replace(record, name=_named(step, record.name))
    short, liaison, contact = (storable(one.strip(), _NAME) for one in (record.short, record.liaison, record.contact))
    return replace(record, name=_named(step, record.name), short=short, liaison=liaison, contact=contact)


def _checked_period(step: Step, record: PoliticalPeriod) -> PoliticalPeriod:
    days = []
    for day in (record.since, record.until):
        try:
            days.append(read_date(day))
        except ValueError:
            step.refuse("bad_date", word=day)
    if days[1] < days[0]:
        step.refuse("ends_before")
    words = tuple(dict.fromkeys(kept for word in record.words if (kept := storable(" ".join(word.split()), _NAME))))
    return replace(record, name=_named(step, record.name), since=days[0], until=days[1], words=words)


def _named(step: Step, name: str) -> str:
    name = storable(name.strip(), _NAME)
    if not name:
        step.refuse("no_name")
    return name


def remove(desk: Desk, kind: type[Anyone], id: int, *, rev: int | None = None) -> Outcome:
    """Remove a row from its list. A programme that posts belong to stays."""
    table = TABLES[kind]
    with desk.step("list.remove", table=table) as step:
        step.params["name"] = _title(step.read(table, kind, id))
        if kind is Programme:
            posts = sum(post.programme == id for post in desk.store.repo("posts", Post).all())
            if posts:
                step.refuse("programme_in_use", posts=posts)
        step.delete(table, id, rev)
    return step.outcome


def take_over(desk: Desk, kind: type[Listed]) -> Outcome:
    """Add the rows of the ready list that are not there yet; what is there stays as it is."""
    with desk.step("list.take", table=TABLES[kind]) as step:
        known = {name_of(one) for one in listed(desk, kind)}
        new = [one for one in READY.get(kind, ()) if name_of(one) not in known]
        if not new:
            step.refuse("nothing_new")
        for one in new:
            step.insert(TABLES[kind], one)
        step.params["n"] = len(new)
    return step.outcome
