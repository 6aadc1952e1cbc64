"""The year at a glance: for each month what goes out, how its slots are filled, its themes and days."""

from collections.abc import Collection, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.strip import Strip

from commands import State
from desk.planning import MonthOf, Planner
from domain.times import day_of
from screens.calendar import CalendarScreen
from screens.framed import ListScreen
from screens.work import start
from widgets.bar import Bar, Part
from widgets.rows import Rows
from wording import _, figures, labels

METER = 24


class Months(Rows):
    """A month in two rows."""

    tall = 2

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.months: Sequence[MonthOf] = ()
        self.active = True
        self.today = date.min

    def count(self) -> int:
        """Twelve, once they were looked at."""
        return len(self.months)

    def show(self, months: Sequence[MonthOf], today: date, chosen: int) -> None:
        """List these months."""
        self.months, self.today = months, today
        self.reset(chosen)

    def item(self, index: int, part: int, chosen: bool) -> Strip:
        """Name, meter, counts, themes; below, its days."""
        one = self.months[index]
        line = self.line("cursor" if chosen else "background")
        now = (one.first.year, one.first.month) == (self.today.year, self.today.month)
        ink = "bright" if chosen else "accent" if now else "foreground"
        if part == 1:
            days = " · ".join(dict.fromkeys([*one.holidays, *one.days]))
            return line.gap(12, ink, bold=chosen).field(days, line.left - 1, "bright" if chosen else "success").strip()
        line.put(f"{self.signs.chosen if chosen else ' '} ", "bright", bold=chosen)
        line.field(figures.month(one.first), 10, ink, bold=chosen or now)
        most = max((each.total for each in self.months), default=0)
        full = round(METER * one.total / most) if most else 0
        line.put(self.signs.full * full, "bright" if chosen else "accent")
        line.put(self.signs.rest * (METER - full), "bright" if chosen else "line")
        counts = [
            (one.published, labels.moment("published"), "success"),
            (one.planned, labels.moment("planned"), "foreground"),
            (one.missed, labels.moment("missed"), "error"),
        ]
        for number, word, colour in counts:
            if number:
                line.put(f"  {figures.number(number)} {word}", "bright" if chosen else colour, bold=chosen)
        if one.themes:
            line.put("   " + _("theme") + " ", "bright" if chosen else "muted", bold=chosen)
            line.field(", ".join(one.themes), line.left - 1, "bright", bold=chosen)
        return line.strip()


class YearScreen(ListScreen):
    """Twelve months; enter goes to one."""

    def __init__(self, calendar: CalendarScreen, planner: Planner, day: date, accounts: Collection[int]) -> None:
        super().__init__()
        self._calendar = calendar
        self._planner = planner
        self._year = day.year
        self._month = day.month
        self._accounts = accounts

    def compose(self) -> ComposeResult:
        """Where we are; what the year has; the months."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Months(id="months")
        yield from self.compose_common()

    @property
    def body(self) -> Months:
        """The months."""
        return self.query_one("#months", Months)

    def on_mount(self) -> None:
        """Look at the year."""
        self.place_frame()
        self.hold()
        self._read()

    def _read(self) -> None:
        planner, year = self._planner, self._year
        chosen = self.body.cursor if self.body.months else self._month - 1

        async def run() -> None:
            found = await self.session.in_background(lambda: planner.year(year, self._accounts))
            today = day_of(self.session.desk.now(), self.session.plan.zone)
            self.body.show(found, today, chosen)
            self.show_path(_("Calendar"), str(year))
            told = _("{out} published, {ahead} still to come").format(
                out=figures.number(sum(one.published for one in found)),
                ahead=figures.number(sum(one.planned for one in found)),
            )
            right = [Part(f"{labels.field('horizon')}: ")] if any(planner.horizons().values()) else []
            for horizon, count in planner.horizons().items():
                if count:
                    right.append(
                        Part(f"{labels.field_value('horizon', horizon)} {figures.number(count)}  ", "foreground")
                    )
            self.query_one("#stand", Bar).show([Part(f" {told}", "foreground")], right)
            self.show_footer()
            self.ready()

        start(self, run, "year", exclusive=True)

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="year", chosen=bool(self.body.months))

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Posts, slots or days were changed."""
        if changes.keys() & {"posts", "variants", "occasions", "holidays", "accounts"}:
            self._read()

    def verb_calendar_month(self) -> None:
        """To that month."""
        self.app.pop_screen()
        self._calendar.open_month(date(self._year, self.body.cursor + 1, 1))

    def verb_calendar_view(self) -> None:
        """Back to the week."""
        self.verb_quit()

    def verb_calendar_next(self) -> None:
        """The next year."""
        self._turn(1)

    def verb_calendar_previous(self) -> None:
        """The year before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if 1970 < self._year + step < 2200:
            self._year += step
            self._read()
