"""The lists the agency keeps for those who work: programmes, agencies, templates, holidays, hours, words, days."""

from typing import TypeVar

import msgspec
from msgspec.structs import asdict, replace

from desk.desk import Desk, Step
from domain.agency import Agency, Holiday, Keyword, Programme, Template, WorkingHours, is_code, read_date
from domain.calendar import HOLIDAYS, WORKING_HOURS
from domain.national_days import NATIONAL_DAYS
from domain.occasions import Occasion
from domain.outcomes import Outcome
from domain.posts import Post
from domain.restraint import PoliticalPeriod
from domain.text import storable

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

Anyone = TypeVar("Anyone", bound=Listed)


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
            step.change(table, step.read(table, type(record), record.id), asdict(record), rev)
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
