"""The front door: the Textual App, signals, wiring."""

import os

# Read by Textual when it is imported: nothing moves by itself, since every motion is bytes on the wire.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import asyncio
import gc
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import msgspec
from textual import events

import store
import wording
from console.places import places
from desk.day import Plan
from desk.desk import Desk, ReadOnlyDesk
from desk.inbox import Inbox
from desk.leases import Leases
from desk.presence import Presence
from domain.preferences import NO_COLOUR, Choice, Preferences
from domain.times import MINUTE
from screens.base import DeskScreen
from screens.calm import Calm
from screens.rising_watch import RisingWatch
from screens.session import ALL_TABLES, Session
from screens.today import TodayScreen
from screens.work import start
from sitting.chores import Chores
from sitting.files import Files
from sitting.leaving import Leaving
from sitting.telling import Telling
from sitting.title import Title
from widgets.belt import install_belt
from widgets.theme import THEMES
from wording import _, labels, results

POLL = 0.25
"""Seconds between looks at what other desks have stored."""
ROLL_CALL = 20
"""Every so many looks it is found out whose desk was killed."""
AT_ONCE = 2_000
"""So many changed comments are read on the spot."""

Result = TypeVar("Result")


class DeskApp(Session):
    """One admin's desk.

    Attributes:
        leaving: what ends the desk where nobody pressed a key for it.
        trouble: what ended the desk, if it did not end well.
    """

    TITLE = "Meja Humas"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - keys are the screens' own

    writer: ThreadPoolExecutor
    chores: Chores

    def __init__(
        self,
        desk: Desk,
        *,
        preferences: Preferences = Preferences(),  # noqa: B008 - frozen
        locked: bool = False,
        notices: Sequence[str] = (),
    ) -> None:
        # Without colours Textual has to hear so now: it would turn the terminal's own colours into greys.
        super().__init__(ansi_color=True if preferences.theme == NO_COLOUR else None)
        for known in THEMES:
            self.register_theme(known)
        self.theme = preferences.theme
        self.desk = desk
        self.preferences = preferences
        self.settings_folder = places().config
        self.locked = locked
        fault = desk.store.fault
        self.first_run = desk.store.seq == 0 and fault is None
        self.notices = [*([results.trouble(fault)] if fault else []), *notices]
        self.unsettled = self.last_deed = self.recording = None
        self.unstored = {}
        self.inbox = Inbox(desk)
        self.inbox.load()
        self.plan = Plan(desk)
        self.touched = set()
        self.leases = Leases(desk)
        self.presence = Presence(desk.store.path, desk.actor)
        self.calm = Calm()
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.files = Files(self)
        self.chores = Chores(self)
        self._terminal_title = Title(self)
        self._telling = Telling(self, self._terminal_title)
        self.rising = RisingWatch(self, self._telling.issues)
        self.alarm = self._telling.crisis_line()
        self.leaving = Leaving(self)
        self.trouble: Exception | None = None
        self._minute = desk.now() // MINUTE
        self._looks = 0

    @property
    def ascii(self) -> bool:
        """ASCII signs only."""
        return self.preferences.ascii

    # The desk opens

    def on_mount(self) -> None:
        """Listen for signals and for other desks."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.leaving.at_once, 128 + number)
        if not self.is_headless:
            self.leaving.heed_the_terminal()
        # Textual takes every SIGCONT for the end of a suspension, and starts its driver beside the one that runs.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        loop.add_signal_handler(signal.SIGCONT, self.refresh)
        self._terminal_title.take()
        self.push_screen(TodayScreen())
        self.call_after_refresh(_let_the_collector_in)
        self.call_after_refresh(self._sit_down)
        self.set_interval(POLL, self._look_around)

    def _sit_down(self) -> None:
        """Let the other desks know of this one."""
        if not self.desk.read_only:
            self.presence.arrive()
        self._telling.begin()
        self._call_by_name()
        self._see_who_is_here()

    async def on_event(self, event: events.Event) -> None:
        """A key: the admin is there."""
        if isinstance(event, events.Key):
            self._terminal_title.seen()
        await super().on_event(event)

    # What others do, and what time does

    def _look_around(self) -> None:
        try:
            changes = self.desk.store.poll()
        except store.StoreError as error:
            self.tell_trouble(error)
            return
        if changes is not None:
            found = ALL_TABLES if changes.reset else {table: set(ids) for table, ids in changes.items()}
            self.spread(found, by_others=True)
        self._looks += 1
        self._see_who_is_here(thorough=self._looks % ROLL_CALL == 0)
        now = self.desk.now()
        if now // MINUTE != self._minute:
            self._minute = now // MINUTE
            self.inbox.recount()
            for place in self.places[-1:]:
                place.tick(now)
            self.rising.look()
            self.chores.minute(now)
            self._telling.minute(now)
        self._telling.look(now)
        self.chores.look(now)

    def spread(self, changes: dict[str, set[int]], *, by_others: bool = False) -> None:
        """Tell every open place what was changed, by this desk or another."""
        comments = changes.get("comments", set())
        if "comments" in changes and (not comments or len(comments) > AT_ONCE):
            start(self, self._catch_up, "catch_up", exclusive=True)
        elif comments:
            self.touched = self.inbox.take(comments)
            self._telling.arrived(comments, known=not by_others)
        self.plan.take(changes)
        if "settings" in changes:
            self._call_by_name()
        if comments or "dismissals" in changes:
            self.rising.look()
        if "crises" in changes:
            self._show_alarm()
        for place in self.places:
            place.changed(changes)
        self._telling.colleagues(changes, by_others=by_others)

    async def _catch_up(self) -> None:
        await self.in_background(self.inbox.catch_up)
        self._telling.arrived(self.inbox.rows)
        for place in self.places:
            place.changed({"comments": set()})
        self.rising.look()

    def _see_who_is_here(self, *, thorough: bool = False) -> None:
        if self.presence.look(thorough=thorough):
            for place in self.places:
                place.changed({})

    def _call_by_name(self) -> None:
        from desk import admins

        if labels.use_names(admins.display_names(self.desk)):
            for place in self.places:
                place.redraw()

    def _show_alarm(self) -> None:
        """Say in the first line of every place that crisis mode is on, or no more."""
        self.alarm = self._telling.crisis_line()
        for place in self.places:
            for header in place.query("#header"):
                header.refresh()

    # What is told

    @property
    def places(self) -> list[DeskScreen]:
        """The open places, the one that is seen last. One that is being made is none yet: it will look for itself."""
        return [screen for screen in self.screen_stack if isinstance(screen, DeskScreen) and screen.is_mounted]

    def tell(self, sentence: str, sign: str = "●", fg: str = "success") -> None:
        """Say it in the place that is seen, as a place says what came of something."""
        for place in self.places[-1:]:
            place.say(sentence, sign, fg)

    def tell_trouble(self, trouble: str | Exception) -> None:
        """Say what went wrong; keep an unexpected failure for the log."""
        if isinstance(trouble, Exception):
            self.note_trouble(trouble)
            trouble = results.trouble(trouble)
        self.tell(trouble, "!", "error")

    def note_trouble(self, error: Exception) -> None:
        """Keep an unexpected failure for the log."""
        if not isinstance(error, (store.StoreError, ReadOnlyDesk)):
            from console import house

            house.log_crash(error)

    def progress(self, words: str) -> None:
        """Say in the day line what is being worked on; empty: nothing."""
        for place in self.places:
            if isinstance(place, TodayScreen):
                place.progress(words)

    def to_terminal(self, codes: str) -> None:
        """Write codes that are no part of the screen."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(codes)

    # What the admin chooses

    def choose(self, name: Choice, value: str) -> None:
        """Let another of the admin's choices hold from now on, and keep it for the next time."""
        from console import choices

        self.preferences = msgspec.structs.replace(self.preferences, **{name: value})
        if name == "language":
            wording.use(value)
        elif name == "theme":
            self.theme = value
        for place in self.places:
            place.redraw()

        async def keep() -> None:
            try:
                await self.in_background(lambda: choices.keep(name, value))
            except OSError as error:
                self.tell_trouble(_("The choice could not be kept: {error}").format(error=error.strerror or error))

        start(self, keep, "choices")

    # Work off the loop

    async def in_background(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, from a thread of its own; the desk can be left while it runs."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Result] = loop.create_future()

        def run() -> None:
            try:
                result = work()
            except BaseException as error:
                tell: Callable[[], None] = partial(_settle, found, error=error)
            else:
                tell = partial(_settle, found, result)
            with suppress(RuntimeError):  # The loop is closed: the desk was left.
                loop.call_soon_threadsafe(tell)

        threading.Thread(target=run, daemon=True).start()
        return await found

    # The end

    def on_unmount(self) -> None:
        """Be gone for the other desks; give the terminal back the title it had."""
        self.presence.leave()
        self._terminal_title.give_back()

    def _fatal_error(self) -> None:
        """A crash: leave the terminal usable and show no local variables. Replaces Textual's, which prints them all."""
        self.trouble = self._exception if isinstance(self._exception, Exception) else RuntimeError()
        self._close_messages_no_wait()


def _settle(future: "asyncio.Future[Any]", result: Any = None, *, error: BaseException | None = None) -> None:
    if future.cancelled():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def _let_the_collector_in() -> None:
    """What start-up made stays as long as the desk: the collector need not go through it again and again."""
    gc.freeze()
    gc.enable()


def open_workspace(open_desk: Callable[[], Desk], options: dict[str, Any]) -> int | None:
    """Open the desk and stay until it is left; the exit code, or None when the admin asked for the demo desk.

    Args:
        open_desk: gives the desk; it may have begun to open already.
        options: what `DeskApp` takes beside the desk.
    """
    app = DeskApp(open_desk(), **options)
    install_belt(ascii=app.ascii, colours=app.preferences.theme != NO_COLOUR)
    result = app.run()
    app.leaving.over()
    app.writer.shutdown(wait=True)
    app.desk.store.close()
    if app.trouble is not None:
        from console import house

        return house.tell_crash(app.trouble)
    return None if result == "demo" else app.return_code or 0
