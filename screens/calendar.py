"""Kalender: the plan by week and month. Posts are lifted, put down, copied and shifted by keys; none moves itself."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from desk import moving, posts
from domain.accounts import SHORT, plain_handle
from domain.occasions import is_theme, on
from domain.outcomes import Done
from domain.planning import Advice, at_of
from domain.slots import PART_HOURS, PARTS
from domain.times import day_of
from screens import calendar_rows as rows
from screens.calendar_moves import Carrying
from screens.work import start
from widgets.calendar import Clicked
from wording import _, figures


class CalendarScreen(Carrying):
    """The calendar: going about in it, opening and writing, limits, and what is worth knowing."""

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
        self.to_now()

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

    def verb_calendar_year(self) -> None:
        """The year at a glance."""
        from screens.year import YearScreen

        self.app.push_screen(YearScreen(self, self.planner, self._day, frozenset(self._accounts)))

    def open_month(self, day: date) -> None:
        """Show the month of that day."""
        self._month, self._chosen_id = True, ""
        self._go_to(day)
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

    def on_clicked(self, event: Clicked) -> None:
        """A click chooses."""
        spot = event.spot
        if self._month:
            self._to_day(self._first + timedelta(days=spot.day))
        else:
            self._day = self._first + timedelta(days=spot.day)
            self._band, self._at = spot.band, spot.at
            self._moved()

    # Opening and writing

    def verb_calendar_open(self) -> None:
        """Open the post; where nothing stands, write one for that time."""
        one = self._entry()
        if one is not None and one.post is not None:
            self.edit_post(one.post.id, one.variant.id if one.variant else 0)
        else:
            self.verb_add()

    def verb_add(self) -> None:
        """Plan a post at the chosen place, from one line."""
        desk, plan, one = self.session.desk, self.session.plan, self._entry()
        account = plan.accounts.get(one.account) if one else None
        accounts = [account] if account and one and one.post is None else list(plan.accounts.values())
        name = SHORT[account.platform].casefold() if account else "ig"
        here = self._time_here(one)
        clock = figures.clock(here, self.planner.zone_of(one.account if one else 0))
        before = f"{name} {clock} {self._day.day}/{self._day.month}/{self._day.year} "

        def answer(text: str) -> None:
            quick = posts.read_quick_post(text, accounts, desk.now(), plan.zone)
            theme = self._theme_of(quick)
            self.carry_out(lambda _rev: moving.plan_post(desk, quick, theme), then=self._follow_new)

        self.ask(_("new post"), answer, value=before, hint=_("account, time, day, then the title"), selected=False)

    def _theme_of(self, quick: posts.QuickPost) -> str:
        """The theme of the day a new post is for; "" where it has none, or more than one."""
        if not quick.slot_at:
            return ""
        day = day_of(quick.slot_at, self.planner.zone_of(quick.account.id if quick.account else 0))
        found = [one.name for one in on(self.planner.occasions, day) if is_theme(one)]
        return found[0] if len(found) == 1 else ""

    def _follow_new(self, done: Done) -> None:
        for id in done.changed.get("variants", ()):
            self._follow(id)

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
            self.edit_post(one.posts[0])
        else:
            self.verb_go_ideas()
