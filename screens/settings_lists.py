"""The lists among the sections: programmes, other agencies, templates, the working calendar, keywords."""

import re
from typing import Generic, TypeVar

from desk import agency
from desk.desk import Desk
from domain.agency import (
    Agency,
    DayHours,
    Holiday,
    Keyword,
    Programme,
    Template,
    WorkingHours,
    read_date,
    unknown_fields,
)
from domain.occasions import Occasion, is_theme, on, read_days, written
from domain.outcomes import Outcome, Refused
from domain.referrals import MOST_DAYS, USUAL_DAYS
from domain.restraint import PoliticalPeriod, in_force
from domain.times import day_of, parse_iso
from domain.week import NotAWeek, read_spans, read_week
from screens.settings_section import Row, Section, Values
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _, figures, n_, week

Kind = TypeVar("Kind", bound=agency.Listed)


class _List(Section, Generic[Kind]):
    """Rows of one list of the agency."""

    kind: type[Kind]
    adds = True

    def rows(self, desk: Desk) -> list[Row]:
        table = agency.TABLES[self.kind]
        return [Row(self.pair(desk, one), one, ((table, one.id),), one.rev) for one in agency.listed(desk, self.kind)]

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        return self.asked(row.what if row else None)

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        try:
            record = self.read({name: value.strip() for name, value in values.items()})
        except NotAWeek as error:
            return Refused(reason=error.reason, params={"word": error.word})
        record.id = row.what.id if row else 0
        return agency.keep(desk, record, rev=rev)

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        return agency.remove(desk, self.kind, row.what.id, rev=rev)

    def pair(self, desk: Desk, one: Kind) -> Pair:
        """How a row reads. To be overridden."""
        raise NotImplementedError

    def asked(self, one: Kind | None) -> list[Entry]:
        """What is asked for. To be overridden."""
        raise NotImplementedError

    def read(self, values: Values) -> Kind:
        """The record that was typed. To be overridden.

        Raises:
            NotAWeek: it cannot be read.
        """
        raise NotImplementedError


class _Programmes(_List[Programme]):
    id, title, kind = "programmes", N_("Programmes"), Programme
    purpose = N_("What the agency wants to be heard of. A post names its programme; one that posts belong to stays.")
    empty = N_("No programme yet.")

    def pair(self, desk: Desk, one: Programme) -> Pair:
        monthly = _("{n} posts a month").format(n=one.monthly) if one.monthly else ""
        return Pair(one.name, "  ".join(filter(None, (monthly, ", ".join(one.words)))))

    def asked(self, one: Programme | None) -> list[Entry]:
        return [
            Entry("name", _("name"), one.name if one else ""),
            Entry("monthly", _("posts a month"), str(one.monthly or "") if one else "", _("empty: no target")),
            Entry("words", _("words"), ", ".join(one.words) if one else "", _("it is known by, between commas")),
        ]

    def read(self, values: Values) -> Programme:
        monthly = values["monthly"] or "0"
        if not re.fullmatch(r"\d{1,4}", monthly, re.ASCII):
            raise NotAWeek("bad_count", monthly)
        words = tuple(word for one in values["words"].split(",") if (word := one.strip()))
        return Programme(name=values["name"], monthly=int(monthly), words=words)


class _Agencies(_List[Agency]):
    id, title, kind = "agencies", N_("Agencies for referral"), Agency
    purpose = N_("Whom citizens are referred to, and who answers there.")
    empty = N_("No other agency yet.")

    def pair(self, desk: Desk, one: Agency) -> Pair:
        return Pair(one.short or one.name, "  ".join(filter(None, (one.short and one.name, one.liaison, one.contact))))

    def asked(self, one: Agency | None) -> list[Entry]:
        one = one or Agency(name="")
        return [
            Entry("name", _("name"), one.name),
            Entry("short", _("short name"), one.short, _("as you write it every day")),
            Entry("liaison", _("liaison"), one.liaison, _("who answers there")),
            Entry("contact", _("contact"), one.contact, _("telephone, address")),
            Entry("days", _("answers within"), str(one.days), _("working days, 1 to {most}").format(most=MOST_DAYS)),
        ]

    def read(self, values: Values) -> Agency:
        name, short, liaison, contact = (values[one] for one in ("name", "short", "liaison", "contact"))
        days = values["days"] or str(USUAL_DAYS)
        if not re.fullmatch(r"\d{1,3}", days, re.ASCII) or not 1 <= int(days) <= MOST_DAYS:
            raise NotAWeek("bad_working_days", days)
        return Agency(name=name, short=short, liaison=liaison, contact=contact, days=int(days))


class _Templates(_List[Template]):
    id, title, kind = "templates", N_("Reply templates"), Template
    purpose = N_("Replies ready to be filled in, by a short code. Their fields: {nama} {opd} {tautan} {tiket}.")
    empty = N_("No template yet.")

    def pair(self, desk: Desk, one: Template) -> Pair:
        return Pair(f";{one.code}", one.text, "warning" if unknown_fields(one.text) else "foreground")

    def asked(self, one: Template | None) -> list[Entry]:
        return [
            Entry("code", _("code"), one.code if one else "", _("one short word: ktp")),
            Entry("text", _("text"), one.text if one else "", _("Hello {nama}, thank you …")),
        ]

    def note(self, values: Values, row: Row | None) -> str:
        names = unknown_fields(values["text"])
        shown = ", ".join(f"{{{name}}}" for name in names)
        return _("No such field: {names}. It would reach the citizen as it is.").format(names=shown) if names else ""

    def read(self, values: Values) -> Template:
        return Template(code=values["code"], text=values["text"])


class _Holidays(_List[Holiday]):
    id, title, kind = "holidays", N_("Holidays"), Holiday
    purpose = N_(
        "Days on which the agency does not work. Check the ready list against the decree: some dates are reckoned."
    )
    empty = N_("No holiday yet.")
    ready = Holiday

    def rows(self, desk: Desk) -> list[Row]:
        today = day_of(desk.now(), desk.zone()).isoformat()
        return sorted(super().rows(desk), key=lambda row: row.what.day < today)

    def pair(self, desk: Desk, one: Holiday) -> Pair:
        past = one.day < day_of(desk.now(), desk.zone()).isoformat()
        name = _("{name}, reckoned").format(name=one.name) if one.tentative else one.name
        return Pair(_day(one.day), name, "muted" if past else "warning" if one.tentative else "foreground")

    def asked(self, one: Holiday | None) -> list[Entry]:
        return [
            Entry("day", _("day"), _typed_day(one.day) if one else "", "25/12/2026"),
            Entry("name", _("name"), one.name if one else ""),
        ]

    def note(self, values: Values, row: Row | None) -> str:
        return _("This date was reckoned; storing it confirms it.") if row and row.what.tentative else ""

    def read(self, values: Values) -> Holiday:
        return Holiday(day=_read_day(values["day"]), name=values["name"])


class _Hours(_List[WorkingHours]):
    id, title, kind = "hours", N_("Working hours"), WorkingHours
    purpose = N_(
        "When the agency works. Hours between two dates (Ramadan) come before the others. See Perpres 21/2023."
    )
    empty = N_("No working hours yet.")
    ready = WorkingHours

    def pair(self, desk: Desk, one: WorkingHours) -> Pair:
        between = f"{_day(one.since)} – {_day(one.until)}" if one.since else ""
        hours = week.spans((each.weekdays, each.spans) for each in one.days)
        return Pair(one.name, "  ".join(filter(None, (hours or "–", between))))

    def asked(self, one: WorkingHours | None) -> list[Entry]:
        one = one or WorkingHours(name="")
        between = f"{_typed_day(one.since)} – {_typed_day(one.until)}" if one.since else ""
        hours = week.spans((each.weekdays, each.spans) for each in one.days)
        return [
            Entry("name", _("name"), one.name),
            Entry("between", _("from – until"), between, _("empty: always; 8/2/2027 – 9/3/2027")),
            Entry("hours", _("hours"), hours, _("Mon–Thu 07.30–12.00 13.00–16.00, Fri 07.30–11.30")),
        ]

    def read(self, values: Values) -> WorkingHours:
        since, until = _read_days(values["between"]) if values["between"] else ("", "")
        days = tuple(DayHours(weekdays=days, spans=spans) for days, spans in read_week(values["hours"], read_spans))
        return WorkingHours(name=values["name"], since=since, until=until, days=days)


def _day(iso: str) -> str:
    return f"{figures.short_day(parse_iso(iso))} {iso[:4]}"


def _typed_day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def _read_days(text: str) -> tuple[str, str]:
    """The first and the last day: ``8/2/2027 – 9/3/2027``; one day alone is both."""
    first, _dash, last = re.sub(r"\s+[-–—]\s+|[–—]", "|", text).partition("|")
    return _read_day(first), _read_day(last or first)


def _read_day(text: str) -> str:
    try:
        return read_date(text)
    except ValueError:
        raise NotAWeek("bad_date", text) from None


class _Keywords(_List[Keyword]):
    id, title, kind = "keywords", N_("Keywords and places"), Keyword
    purpose = N_("Words and places that concern the agency wherever they are read.")
    empty = N_("No word yet.")

    def pair(self, desk: Desk, one: Keyword) -> Pair:
        return Pair(one.word, _("place") if one.sort == "place" else _("word"), "muted")

    def asked(self, one: Keyword | None) -> list[Entry]:
        place = one is not None and one.sort == "place"
        return [
            Entry("word", _("word"), one.word if one else ""),
            Entry("sort", _("word or place"), (_("place") if place else _("word")) if one else "", _("place")),
        ]

    def read(self, values: Values) -> Keyword:
        is_place = values["sort"].casefold() in ("place", "tempat", _("place"))
        return Keyword(word=values["word"], sort="place" if is_place else "word")


class _Periods(_List[PoliticalPeriod]):
    id, title, kind = "periods", N_("Political periods"), PoliticalPeriod
    purpose = N_(
        "Days on which ASN keep out of politics (SKB 2/2022): replies and posts need a second person's approval, and "
        "names, parties and numbers of the list are told wherever they are written."
    )
    empty = N_("No political period yet.")

    def rows(self, desk: Desk) -> list[Row]:
        return sorted(super().rows(desk), key=lambda row: row.what.since, reverse=True)

    def pair(self, desk: Desk, one: PoliticalPeriod) -> Pair:
        today = day_of(desk.now(), desk.zone()).isoformat()
        words = n_("{n} word", "{n} words", len(one.words)).format(n=len(one.words))
        ink = "warning" if in_force(one, today) else "muted" if one.until < today else "foreground"
        return Pair(one.name, f"{_day(one.since)} – {_day(one.until)}  {words}", ink)

    def asked(self, one: PoliticalPeriod | None) -> list[Entry]:
        between = f"{_typed_day(one.since)} – {_typed_day(one.until)}" if one else ""
        words = ", ".join(one.words) if one else ""
        return [
            Entry("name", _("name"), one.name if one else "", _("Regional election 2029")),
            Entry("between", _("from – until"), between, "25/9/2029 – 30/11/2029"),
            Entry("words", _("words"), words, _("names, parties, numbers, between commas: Budi Santoso, 02")),
        ]

    def read(self, values: Values) -> PoliticalPeriod:
        since, until = _read_days(values["between"])
        words = tuple(word for one in values["words"].split(",") if (word := one.strip()))
        return PoliticalPeriod(name=values["name"], since=since, until=until, words=words)


class _Occasions(_List[Occasion]):
    id, title, kind = "occasions", N_("Themes and days"), Occasion
    purpose = N_(
        "What the calendar shows: days worth a post, and themes from one day to another. The ready list holds until "
        "the first row is stored. Days that move with the moon are holidays, or yours to add."
    )
    empty = N_("The ready list of national days holds.")
    ready = Occasion

    def pair(self, desk: Desk, one: Occasion) -> Pair:
        today = on([one], day_of(desk.now(), desk.zone()))
        fg = "accent" if is_theme(one) else "foreground"
        return Pair(written(one), "  ".join(filter(None, (one.name, one.source))), "success" if today else fg)

    def asked(self, one: Occasion | None) -> list[Entry]:
        days = written(one) if one else ""
        return [
            Entry("days", _("day, or from – until"), days, _("25/11: every year; 23/11/2026–29/11/2026")),
            Entry("name", _("name"), one.name if one else ""),
            Entry("source", _("source"), one.source if one else "", _("a decree; may stay empty")),
        ]

    def read(self, values: Values) -> Occasion:
        try:
            since, until = read_days(values["days"])
        except ValueError:
            raise NotAWeek("bad_date", values["days"]) from None
        return Occasion(since=since, until=until, name=values["name"], source=values["source"])


LISTS: tuple[Section, ...] = (
    _Programmes(),
    _Agencies(),
    _Templates(),
    _Occasions(),
    _Holidays(),
    _Hours(),
    _Keywords(),
    _Periods(),
)
