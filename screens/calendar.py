"""Kalender: the plan by week and month. Posts are lifted, put down, copied and shifted by keys; none moves itself."""

import asyncio
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import editing, planning
from desk.day import QueueItem
from desk.planning import Board, Day, Entry, Planner, Survey
from domain.accounts import SHORT, plain_handle
from domain.outcomes import Done, Outcome, Refused
from domain.planning import Advice, at_of
from domain.slots import PART_HOURS, PARTS, Part, minute_of, open_among, part_of, shifted
from domain.times import MINUTE, day_bounds, day_of, to_ms
from screens import calendar_rows as rows
from screens.foot import place_at
from screens.verbs import PostVerbs
from screens.work import start
from widgets import bar
from widgets.bar import Bar
from widgets.calendar import Cell, Clicked, Month, Spot, Week
from widgets.page import Page
from wording import _, figures, results

WIDE = 110
"""From so many columns on a whole week is shown."""
QUARTER = 15
REST = 0.3
"""Seconds the keys rest before the whole plan is looked at."""
USUAL: dict[Part, int] = {"morning": 9, "noon": 12, "evening": 19}
"""The hour at which a post is put down in a part of the day where its account has no slot."""
SETTLED = ("published", "withdrawn", "cancelled")


class Lifted:
    """A post that is carried to another place: the variant, or a copy of it."""

    def __init__(self, entry: Entry, *, copy: bool) -> None:
        self.entry = entry
        self.copy = copy


class CalendarScreen(PostVerbs):
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
        self._day = self._today
        self._band = self._part_now()
        self._go_to(self._today)
        self._place()
        self.show()
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
            page.show(rows.detail(self.planner, self._entry(), self._day_shown(), wide=self._columns >= WIDE))

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
        account = self.session.plan.accounts.get(one.account)
        return QueueItem(post=one.post, variant=one.variant, account=account, moment=one.moment, today=True)

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
            lifted=self._lifted is not None,
            marked=len(self._marked),
            locked=self.session.locked,
        )

    # What happens elsewhere

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Posts, slots, days or accounts were changed, by this desk or another."""
        if changes.keys() & {"slots", "occasions", "holidays", "programmes", "settings"}:
            self.planner.load()
        elif changes.keys() & {"posts", "variants", "accounts", "targets"}:
            self.planner.taken()
        else:
            return
        self._marked &= {one.id for one in self.session.plan.variants}
        self.show()

    def tick(self, now: int) -> None:
        """A minute has turned: something is due, or missed."""
        self.planner.taken()
        self.show()

    def on_clicked(self, event: Clicked) -> None:
        """A click chooses."""
        spot = event.spot
        if self._month:
            self._to_day(self._first + timedelta(days=spot.day))
        else:
            self._day = self._first + timedelta(days=spot.day)
            self._band, self._at = spot.band, spot.at
            self._moved()

    # Moving about

    def verb_down(self) -> None:
        """To the next entry below; in a month a week on."""
        self._step(1)

    def verb_up(self) -> None:
        """To the entry above; in a month a week back."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._month:
            self._to_day(self._day + timedelta(days=7 * step))
            return
        at = self._at + step
        entries = self._entries(self._column, self._band)
        if 0 <= at < len(entries):
            self._at = at
        elif 0 <= self._band + step < self._bands():
            self._band += step
            self._at = 0 if step > 0 else max(0, len(self._entries(self._column, self._band)) - 1)
        self._moved()

    def verb_calendar_left(self) -> None:
        """To the day before."""
        self._to_day(self._day - timedelta(days=1))

    def verb_calendar_right(self) -> None:
        """To the next day."""
        self._to_day(self._day + timedelta(days=1))

    def _to_day(self, day: date) -> None:
        """To another day, the same part of it; what is seen moves only where it must."""
        before, clock = (self._first, self._span), self._clock_here()
        outside = not 0 <= (day - self._first).days < self._span
        if self._month:
            outside = outside or day.month != self._day.month
            self._chosen_id = ""
        if outside:
            self._go_to(day)
        else:
            self._day = day
        if (self._first, self._span) != before or self._month:
            self._band = min(self._band, len(PARTS))
            self._chosen_id = ""
            if outside:
                self.show()
            else:
                self._choose_again()
                self._show_days()
                self._show_detail()
                self.show_footer()
            return
        self._at = self._nearest_to(clock)
        self._moved()

    def _clock_here(self) -> int:
        one = self._entry()
        return one.clock if one else PART_HOURS[PARTS[self._band]][0] * 60 if self._band < len(PARTS) else 0

    def _nearest_to(self, clock: int) -> int:
        entries = self._entries(self._column, self._band)
        return min(range(len(entries)), key=lambda at: abs(entries[at].clock - clock), default=0)

    def verb_calendar_next(self) -> None:
        """The days, or the month, after."""
        self._turn(1)

    def verb_calendar_previous(self) -> None:
        """The days, or the month, before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._chosen_id = ""
        if self._month:
            month = self._day.month - 1 + step
            year, month = self._day.year + month // 12, month % 12 + 1
            if not 1 < year < 9998:
                return
            self._go_to(self._day.replace(year=year, month=month, day=min(self._day.day, monthrange(year, month)[1])))
        else:
            days = timedelta(days=self._span * step)
            self._first += days
            self._day += days
        self.show()

    def verb_top(self) -> None:
        """To today."""
        self._chosen_id = ""
        self._band, self._at = self._part_now(), 0
        self._go_to(self._today)
        self.show()

    def verb_bottom(self) -> None:
        """To the last post that is planned."""
        last = max(
            (one for one in self.session.plan.variants if one.slot_at), key=lambda one: one.slot_at, default=None
        )
        if last:
            self._follow(last.id)

    def verb_calendar_entry(self) -> None:
        """To the day's next post."""
        if not self._month:
            self.verb_down()
            return
        found = [rows.entry_id(one) for one in self._of_day()]
        if found:
            self._chosen_id = (
                found[(found.index(self._chosen_id) + 1) % len(found)] if self._chosen_id in found else found[0]
            )
            self._show_days()
            self._show_detail()
            self.show_footer()

    def verb_calendar_view(self) -> None:
        """A week, or a month; the day and the post stay chosen."""
        self._month = not self._month
        self._go_to(self._day)
        self._place()
        self.show()

    def verb_back(self) -> None:
        """Let go of what is lifted, then of marks, then of the limit; then leave."""
        if self._lifted:
            self._let_go()
        elif self._marked:
            self._marked.clear()
            self.show()
        elif self._accounts:
            self._accounts.clear()
            self.show()
        else:
            self.verb_quit()

    def verb_go_calendar(self) -> None:
        """Here already."""

    # Opening and writing

    def verb_calendar_open(self) -> None:
        """Open the post; where nothing stands, write one for that time."""
        one = self._entry()
        if one is not None and one.post is not None:
            self._open(one.post.id, one.variant.id if one.variant else 0)
        else:
            self.verb_add()

    def _open(self, post: int, variant: int = 0) -> None:
        from screens.editor import EditorScreen

        self.app.push_screen(EditorScreen(post, variant))

    def verb_add(self) -> None:
        """Plan a post at the chosen place, from one line."""
        from desk import posts

        desk, plan, one = self.session.desk, self.session.plan, self._entry()
        account = plan.accounts.get(one.account) if one else None
        accounts = [account] if account and one and one.post is None else list(plan.accounts.values())
        name = SHORT[account.platform].casefold() if account else "ig"
        here = self._time_here(one)
        clock = figures.clock(here, self.planner.zone_of(one.account if one else 0))
        before = f"{name} {clock} {self._day.day}/{self._day.month}/{self._day.year} "

        def answer(text: str) -> None:
            quick = posts.read_quick_post(text, accounts, desk.now(), plan.zone)
            self.carry_out(lambda _rev: posts.add_post(desk, quick), then=self._follow_new)

        self.ask(_("new post"), answer, value=before, hint=_("account, time, day, then the title"), selected=False)

    def _follow_new(self, done: Done) -> None:
        for id in done.changed.get("variants", ()):
            self._follow(id)

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

    # Lifting and putting down

    def verb_calendar_lift(self) -> None:
        """Lift the chosen post."""
        one = self._entry()
        if one is None or one.variant is None:
            self.warn(_("It has no channel yet: enter opens it, there it gets one."))
        elif one.variant.state in SETTLED:
            code = "already_published" if one.variant.state == "published" else "off_plan"
            self.warn(results.refused(code, {}))
        else:
            self._lift(one, copy=False)

    def verb_calendar_copy(self) -> None:
        """Lift a copy of it."""
        one = self._entry()
        if one is None or one.variant is None:
            self.warn(_("It has no channel yet: enter opens it, there it gets one."))
        else:
            self._lift(one, copy=True)

    def _lift(self, entry: Entry, *, copy: bool) -> None:
        self._lifted = Lifted(entry, copy=copy)
        self._tell_lifted()

    def _tell_lifted(self) -> None:
        """Where it would be put down, and what is to know of that."""
        if self._lifted is None or self._lifted.entry.post is None:
            return
        title, at = self._lifted.entry.post.title, self._target()
        zone = self.planner.zone_of(self._lifted.entry.account)
        time = f"{figures.short_day(at, zone)} {figures.clock(at, zone)}"
        words = _("Copy of {title}: {time}") if self._lifted.copy else _("{title}: {time}")
        shown = words.format(title=title[:40], time=time)
        if warnings := self._warnings(self._lifted, at):
            shown += "  " + "; ".join(warnings)
        self.said = [
            bar.Part(f" {self._week.signs.chosen} ", "accent", True),
            bar.Part(shown, "warning" if warnings else "bright"),
            bar.Part("   " + _("space") + " ", "accent", True),
            bar.Part(_("put down")),
            bar.Part("   esc ", "accent", True),
            bar.Part(_("let go")),
        ]
        self.show_footer()

    def _warnings(self, lifted: Lifted, at: int) -> list[str]:
        variant = lifted.entry.variant
        if variant is None:
            return []
        told = []
        if at <= self.session.desk.now():
            told.append(_("that time is gone by"))
        near = self.planner.near(variant, at)
        if lifted.copy and near is None and abs(at_of(variant) - at) < 60 * MINUTE:
            told.append(_("beside the original"))
        if near:
            told.append(rows.gap_words(self.planner, near.minutes, near.variant.account))
        if not self.planner.prime_time(at, lifted.entry.account):
            told.append(_("outside of prime time"))
        return told

    def _let_go(self) -> None:
        self._lifted = None
        self.said = None
        self.show_footer()

    def _time_here(self, one: Entry | None) -> int:
        """The time that the chosen place means, where nothing is lifted."""
        if one is not None and one.at:
            return one.at
        band = min(self._band, len(PARTS) - 1)
        hour = USUAL[PARTS[band]]
        start, _end = day_bounds(self._day, self.session.plan.zone)
        return start + hour * 60 * MINUTE

    def _target(self) -> int:
        """When what is lifted would go out here.

        On a free slot of its account at that slot; else at its own time of day, if that is in this part of the day;
        else at the account's first slot there that is free, or its first one, or the usual hour.
        """
        lifted, here = self._lifted, self._entry()
        if lifted is None:
            return 0
        entry, day = lifted.entry, self._day
        zone = self.planner.zone_of(entry.account)
        if here and here.post is None and here.account == entry.account and not self._month:
            return here.at
        part = PARTS[self._band] if self._band < len(PARTS) and not self._month else None
        clock = entry.clock if entry.at else USUAL["morning"] * 60
        if part is None or (entry.at and part_of(clock) == part):
            return _at(day, clock, zone)
        slots = [at for at in self.planner.usual_times(entry.account, day) if part_of(minute_of(at, zone)) == part]
        taken = sorted(at_of(one) for one in self.session.plan.variants if one.account == entry.account and at_of(one))
        free = open_among(slots, taken)
        return free[0] if free else slots[0] if slots else _at(day, USUAL[part] * 60, zone)

    def verb_calendar_drop(self) -> None:
        """Put it down here."""
        lifted, at = self._lifted, self._target()
        if lifted is None or (variant := lifted.entry.variant) is None:
            return
        desk = self.session.desk
        warnings = self._warnings(lifted, at)

        def work(rev: int | None) -> Outcome:
            return (
                planning.copy(desk, variant.id, at) if lifted.copy else planning.move(desk, {variant.id: at}, rev=rev)
            )

        self._lifted = None
        self.carry_out(
            work, None if lifted.copy else variant.rev, then=lambda done: self._put_down(done, variant.id, warnings)
        )

    def _put_down(self, done: Done, variant: int, warnings: Sequence[str]) -> None:
        self._follow(int(done.params.get("variant", variant)))
        if warnings:
            self.say(results.done(done) + "  " + "; ".join(warnings), "!", "warning")

    def verb_calendar_free(self) -> None:
        """With something lifted: to the next slot of its account that is free."""
        lifted = self._lifted
        if lifted is None or (variant := lifted.entry.variant) is None:
            return
        zone = self.planner.zone_of(lifted.entry.account)
        found = editing.next_free(self.session.desk, replace(variant, slot_at=self._target()), zone)
        if not found:
            self.warn(results.refused("no_free_slot", {}))
            return
        self._go_to(day_of(found, zone))
        self._chosen_id = f"s{lifted.entry.account}@{found}"
        minute = minute_of(found, zone)
        self._band, self._at = PARTS.index(part_of(minute)), 0
        self.show()
        self._tell_lifted()

    def key(self, event: events.Key) -> None:
        """While something is lifted the foot tells where it would stand."""
        super().key(event)
        if self._lifted and not self.prefix:
            self._tell_lifted()

    # Shifting

    def verb_post_slot(self) -> None:
        """Give the chosen post its account's next free slot."""
        one = self._entry()
        desk = self.session.desk
        if one is None or (variant := one.variant) is None:
            return
        zone = self.planner.zone_of(one.account)

        def work(rev: int | None) -> Outcome:
            slot = editing.next_free(desk, variant, zone)
            return planning.move(desk, {variant.id: slot}, rev=rev) if slot else Refused(reason="no_free_slot")

        self.carry_out(work, variant.rev, then=lambda _done: self._follow(variant.id))

    def verb_calendar_earlier(self) -> None:
        """A day back."""
        self._shift(days=-1)

    def verb_calendar_later(self) -> None:
        """A day on."""
        self._shift(days=1)

    def verb_calendar_sooner(self) -> None:
        """A quarter of an hour back."""
        self._shift(minutes=-QUARTER)

    def verb_calendar_after(self) -> None:
        """A quarter of an hour on."""
        self._shift(minutes=QUARTER)

    def _shift(self, *, days: int = 0, minutes: int = 0) -> None:
        """Shift what is marked, else what is chosen; all of it or nothing."""
        desk, one = self.session.desk, self._entry()
        chosen = one.variant if one else None
        ids = self._marked or ({chosen.id} if chosen else set())
        found = [each for each in self.session.plan.variants if each.id in ids and each.slot_at]
        if not found:
            self.warn(results.refused("no_slot", {}))
            return
        slots = {
            each.id: shifted(each.slot_at, self.planner.zone_of(each.account), days=days, minutes=minutes)
            for each in found
        }
        rev = found[0].rev if len(found) == 1 else None

        def then(_done: Done) -> None:
            if chosen and chosen.id in slots:
                self._follow(chosen.id)
            self._tell_near(slots)

        self.carry_out(lambda seen: planning.move(desk, slots, rev=seen), rev, then=then)

    def _tell_near(self, slots: dict[int, int]) -> None:
        """After a shift: what stands too near now."""
        for each in self.session.plan.variants:
            if each.id in slots and (near := self.planner.near(each, each.slot_at)):
                self.warn(
                    _("Moved; {warning}").format(warning=rows.gap_words(self.planner, near.minutes, each.account))
                )
                return

    def verb_calendar_mark(self) -> None:
        """Mark it, or take its mark away."""
        one = self._entry()
        if one is None or one.variant is None:
            return
        self._marked ^= {one.variant.id}
        self._show_lines()
        self._show_days()
        self.show_footer()

    # Limits and advice

    def verb_calendar_limit(self) -> None:
        """Show some accounts only."""
        plan = self.session.plan

        def answer(text: str) -> None:
            words = text.replace(",", " ").split()
            found = {id for id in plan.accounts for word in words if self._is_called(id, word)}
            if words and not found:
                self.warn(_("No account is called {name}.").format(name=text))
                return
            self._accounts = found
            self.show()

        self.ask(_("accounts"), answer, hint=_("ig fb, or a handle; empty: all"))

    def _is_called(self, id: int, word: str) -> bool:
        account, wanted = self.session.plan.accounts[id], plain_handle(word)
        return wanted in (SHORT[account.platform].casefold(), account.platform, plain_handle(account.handle) or None)

    def verb_calendar_advice(self) -> None:
        """What is thin, near or missing; a digit opens its rows."""
        planner, session = self.planner, self.session

        async def run() -> None:
            told = await session.in_background(planner.advice)
            blocks = rows.advice_blocks(planner, told)
            keys: dict[str, Callable[[], None]] = {
                str(number): partial(self._open_rows, one) for number, one in enumerate(told[: rows.MOST_ADVICE], 1)
            }
            self.open_panel(_("Worth knowing of the plan"), blocks, columns=84, rows=len(blocks) + 4, keys=keys)
            self.ready()

        self.hold()
        start(self, run, "advice_panel", exclusive=True)

    def _open_rows(self, one: Advice) -> None:
        """Mark the rows an advice speaks of and go to the first; a post without a time is opened.

        A thin plan opens at the first day that lacks a post, its account alone.
        """
        if one.code == "cover":
            self._accounts, self._chosen_id = {one.params["account"]}, ""
            self._go_to(self._today + timedelta(days=one.params["days"]))
            self.show()
            return
        variants = [each for each in self.session.plan.variants if each.id in one.variants or each.post in one.posts]
        timed = sorted((each for each in variants if at_of(each)), key=at_of)
        if timed:
            now = self.session.desk.now()
            self._marked = {each.id for each in timed}
            self._follow(next((each for each in timed if at_of(each) >= now), timed[-1]).id)
        elif one.posts:
            self._open(one.posts[0])
        else:
            self.verb_go_ideas()

    def verb_import(self) -> None:
        """Import a content calendar."""
        self.ask(_("file"), self.session.import_file, hint=_("path of a CSV, XLSX or JSON file"))


def _at(day: date, minute: int, zone: str) -> int:
    return to_ms(datetime(day.year, day.month, day.day, minute // 60, minute % 60), zone)
