"""The calendar as far as it is looked at: what is shown, what is chosen, and how both stay when the plan changes."""

import asyncio
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk.day import QueueItem
from desk.planning import Board, Day, Entry, Planner, Survey
from domain.planning import at_of
from domain.slots import PARTS, minute_of, part_of
from domain.times import day_of
from screens import calendar_rows as rows
from screens.foot import place_at
from screens.verbs import PostVerbs
from screens.work import start
from widgets import bar
from widgets.bar import Bar
from widgets.calendar import Cell, Spot, Week
from widgets.month import Month
from widgets.page import Page
from wording import _, figures

WIDE = 110
"""From so many columns on a whole week is shown."""
REST = 0.3
"""Seconds the keys rest before the whole plan is looked at."""
AROUND = frozenset({"accounts", "targets", "slots", "occasions", "holidays", "programmes", "settings"})
"""Tables that the plan stands in, beside the posts."""
SETTLED = ("published", "withdrawn", "cancelled")


class Lifted:
    """A post that is carried to another place: the variant, or a copy of it."""

    def __init__(self, entry: Entry, *, copy: bool) -> None:
        self.entry = entry
        self.copy = copy


class CalendarView(PostVerbs):
    """Days side by side, or a month of weeks."""

    def __init__(self) -> None:
        super().__init__()
        self._month = False
        self._first = date.min
        self._day = date.min
        self._band = 0
        self._chosen_id = ""
        self._at = 0
        self._accounts: set[int] = set()
        self._marked: set[int] = set()
        self._lifted: Lifted | None = None
        self._survey: Survey | None = None
        self._board: Board | None = None
        self._stale = False

    # Layout

    def compose(self) -> ComposeResult:
        """Where we are; how the plan stands; the days; what is chosen."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Week(id="week")
        yield Month(id="month")
        yield Page(id="calendar-detail")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """This week, at what comes next."""
        self.planner = Planner(self.session.desk, self.session.plan)
        self._place()
        self.to_now()
        self.ready()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self._board is not None:
            self._place()
            self._go_to(self._day)
            self.show()

    @property
    def _columns(self) -> int:
        return self.size.width or self.app.size.width

    @property
    def _span(self) -> int:
        """Days that are seen at once."""
        if not self._month:
            return 7 if self._columns >= WIDE else 3
        return (self._month_last - self._month_first).days + 1

    @property
    def _month_first(self) -> date:
        first = self._day.replace(day=1)
        return first - timedelta(days=first.weekday())

    @property
    def _month_last(self) -> date:
        last = self._day.replace(day=monthrange(self._day.year, self._day.month)[1])
        return last + timedelta(days=6 - last.weekday())

    @property
    def _today(self) -> date:
        return day_of(self.session.desk.now(), self.session.plan.zone)

    def _part_now(self) -> int:
        minute = minute_of(self.session.desk.now(), self.session.plan.zone)
        return PARTS.index(part_of(minute))

    def _place(self) -> None:
        columns, height = self.size if self.size.area else self.app.size
        below = 0 if height < 18 else 4 if height < 30 else 5
        board = Region(0, 2, columns, height - 3 - below)
        regions = {
            "header": Region(0, 0, columns, 1),
            "stand": Region(0, 1, columns, 1),
            "week": Region() if self._month else board,
            "month": board if self._month else Region(),
            "calendar-detail": Region(0, 2 + board.height, columns, below),
            "footer": Region(0, height - 1, columns, 1),
        }
        for name, region in regions.items():
            place_at(self.query_one(f"#{name}"), region)

    def _go_to(self, day: date) -> None:
        """Let that day be seen, with its week where a week is shown."""
        self._day = day
        if self._month:
            self._first = self._month_first
        elif self._span == 7:
            self._first = day - timedelta(days=day.weekday())
        elif not 0 <= (day - self._first).days < self._span:
            self._first = day

    def to_now(self) -> None:
        """Today, at the post that comes next, else at this part of the day."""
        self._chosen_id, self._band, self._at = "", self._part_now(), 0
        self._go_to(self._today)
        self.show()
        now, day = self.session.desk.now(), self._day_shown()
        coming = [one for one in day.entries if one.post and one.at >= now] if day else []
        if coming:
            self._chosen_id = rows.entry_id(coming[0])
            self._choose_again()
            self._show_days()
            self._show_detail()
            self.show_footer()

    # What is shown

    def show(self) -> None:
        """Look at the plan and draw it."""
        board = self.planner.board(self._first, self._span, self._accounts, free=not self._month)
        self._board = board
        self._choose_again()
        self._show_lines()
        self._show_days()
        self._show_detail()
        self.show_footer()
        self._take_a_survey()

    def _show_lines(self) -> None:
        if self._board is None:
            return
        zone, now = self.session.plan.zone, self.session.desk.now()
        name = figures.month(self._day) if self._month else _("week {n}").format(n=self._day.isocalendar().week)
        left = [bar.Part(f" Meja Humas › {_('Calendar')} › "), bar.Part(name, "bright", True)]
        clock = f"{figures.short_day(now, zone)} · {figures.clock(now, zone)} "
        self.query_one("#header", Bar).show(left, [bar.Part(clock, "foreground")])
        told = rows.stand(self._board, self.planner, self._accounts)
        if self._marked:
            words = _("{n} marked").format(n=len(self._marked))
            told += [bar.Part(words + "   ", "accent", True)]
        right = rows.reach(self.planner, self._survey) if self._survey else []
        self.query_one("#stand", Bar).show(told, right)

    def _take_a_survey(self) -> None:
        """How the plan stands as a whole, once the keys rest: at a large store that takes a moment."""
        planner, session = self.planner, self.session

        async def run() -> None:
            await asyncio.sleep(REST)
            self._survey = await session.in_background(planner.survey)
            self._show_lines()

        start(self, run, "survey", exclusive=True)

    @property
    def _week(self) -> Week:
        return self.query_one("#week", Week)

    def _show_days(self) -> None:
        board, today = self._board, self._today
        if board is None:
            return
        if self._month:
            month = self.query_one("#month", Month)
            signs, first = month.signs, self._day.replace(day=1)
            days = [rows.month_day(self.planner, day, first, today, signs, self._marked) for day in board.days]
            names = [figures.weekday(day) for day in range(7)]
            month.show(names, days, (self._day - self._first).days, self._chosen_id)
            return
        week = self._week
        heads = [rows.head(day, today, self.session.plan.zone) for day in board.days]
        cells: dict[tuple[int, int], Sequence[Cell]] = {}
        for place in range(self._span):
            for band in range(len(PARTS) + 1):
                if entries := self._entries(place, band):
                    cells[place, band] = [rows.cell(self.planner, one, week.signs, self._marked) for one in entries]
        week.show(heads, rows.bands(board), cells, self._spot(), carrying=self._lifted is not None)

    def _show_detail(self) -> None:
        page = self.query_one("#calendar-detail", Page)
        if page.display and self._board is not None:
            blocks = rows.detail(self.planner, self._entry(), self._day_shown(), wide=self._columns >= WIDE)
            page.show(blocks, keep_place=True)

    # What is chosen

    def _entries(self, place: int, band: int) -> Sequence[Entry]:
        """What stands in a part of a day; in the last part what has no time, dealt out over the days."""
        board = self._board
        if board is None or not 0 <= place < len(board.days):
            return ()
        if band == len(PARTS):
            return board.untimed[place :: self._span]
        return [one for one in board.days[place].entries if one.part == PARTS[band]]

    def _bands(self) -> int:
        return len(PARTS) + bool(self._board and self._board.untimed and not self._month)

    @property
    def _column(self) -> int:
        return (self._day - self._first).days

    def _day_shown(self) -> Day | None:
        board = self._board
        return board.days[self._column] if board and 0 <= self._column < len(board.days) else None

    def _of_day(self) -> list[Entry]:
        """In a month: the posts of the chosen day."""
        day = self._day_shown()
        return [one for one in day.entries if one.post] if day else []

    def _spot(self) -> Spot:
        return Spot(self._column, self._band, self._at)

    def _entry(self) -> Entry | None:
        """The chosen entry; None on an empty place."""
        if self._month:
            return next((one for one in self._of_day() if rows.entry_id(one) == self._chosen_id), None)
        entries = self._entries(self._column, self._band)
        return entries[self._at] if 0 <= self._at < len(entries) else None

    def _choose_again(self) -> None:
        """After a change: the same entry wherever it stands now, else what stands where it stood."""
        if self._month:
            found = self._of_day()
            if found and self._chosen_id not in [rows.entry_id(one) for one in found]:
                self._chosen_id = rows.entry_id(found[0])
            elif not found:
                self._chosen_id = ""
            return
        if self._find():
            return
        self._band = min(self._band, self._bands() - 1)
        self._at = max(0, min(self._at, len(self._entries(self._column, self._band)) - 1))
        self._remember()

    def _stands_here(self, day: date) -> bool:
        """Choose the remembered entry, which is to stand on that day, where what is shown has it."""
        if not self._month:
            return self._find()
        self._day = day
        return any(rows.entry_id(one) == self._chosen_id for one in self._of_day())

    def _find(self) -> bool:
        """Choose the remembered entry where it stands now, its own day first. Whether it stands here at all."""
        for column in (self._column, *range(self._span)):
            for band in range(self._bands()):
                for at, one in enumerate(self._entries(column, band)):
                    if rows.entry_id(one) == self._chosen_id:
                        self._day, self._band, self._at = self._first + timedelta(days=column), band, at
                        return True
        return False

    def _remember(self) -> None:
        one = self._entry()
        self._chosen_id = rows.entry_id(one) if one else ""

    def _moved(self) -> None:
        """The cursor stands elsewhere on the same days."""
        self._remember()
        self._week.choose(self._spot())
        self._show_detail()
        self.show_footer()

    def chosen_item(self) -> QueueItem | None:
        """The post the verbs are for."""
        one = self._entry()
        if one is None or one.post is None:
            return None
        plan = self.session.plan
        return QueueItem(
            post=one.post,
            variant=one.variant,
            account=plan.accounts.get(one.account),
            moment=one.moment,
            today=True,
            delivery=plan.delivery(one.variant),
        )

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        item = None if self._lifted else self.chosen_item()
        variant = item.variant if item else None
        return State(
            place="calendar",
            chosen=item is not None,
            post_state=item.post.state if item else "",
            variant_state=variant.state if variant else "",
            published=bool(variant and variant.state in SETTLED),
            has_variant=variant is not None,
            at_once=self.session.plan.may_go_now(item),
            by_api=bool(self.session.plan.by_api),
            by_itself=bool(item and item.delivery),
            lifted=self._lifted is not None,
            marked=len(self._marked),
            locked=self.session.locked,
        )

    # What happens elsewhere

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Posts, slots, days or accounts were changed, by this desk or another."""
        if not changes.keys() & {*AROUND, "posts", "variants", "deliveries"}:
            return
        if self.app.screen is not self:
            self._stale = True
            return
        if changes.keys() & AROUND:
            self.planner.load()
        self.planner.taken()
        self._marked &= {one.id for one in self.session.plan.variants}
        self.show()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """It is looked at again: what was changed meanwhile is shown."""
        if self._stale:
            self._stale = False
            self.changed({table: set() for table in AROUND})

    def tick(self, now: int) -> None:
        """A minute has turned: something is due, or missed."""
        self.planner.taken()
        self.show()

    def _follow(self, variant: int) -> None:
        """Choose that variant wherever it stands."""
        one = next((each for each in self.session.plan.variants if each.id == variant), None)
        if one is None:
            return
        self._chosen_id = f"v{variant}"
        day = day_of(at_of(one), self.planner.zone_of(one.account)) if at_of(one) else self._day
        here = 0 <= (day - self._first).days < self._span and (not self._month or day.month == self._day.month)
        if here and self._stands_here(day):
            self._show_lines()
            self._show_days()
            self._show_detail()
            self.show_footer()
        else:
            self._go_to(day)
            self.show()
