"""The front door: the Textual App, signals, wiring."""

import os

# Read by Textual when it is imported: nothing moves by itself, since every motion is bytes on the wire.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import asyncio
import gc
import select
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from textual import events
from textual.app import App

import store
import wording
from console.places import places
from desk import restraint
from desk.day import Plan, QueueItem
from desk.desk import Desk, ReadOnlyDesk
from desk.due import Due
from desk.inbox import Inbox
from desk.leases import Leases
from desk.presence import Presence
from desk.watch import Watch
from domain.accounts import SHORT
from domain.incoming import FileRefused
from domain.news import Feed
from domain.preferences import NO_COLOUR, Choice, Preferences
from domain.text import clean
from domain.times import DAY, HOUR, MINUTE
from screens.base import DeskScreen
from screens.calm import Calm
from screens.rising_watch import RisingWatch
from screens.today import TodayScreen
from screens.work import start
from widgets.belt import install_belt
from widgets.text import ascii_only
from widgets.theme import ASCII_SIGNS, THEMES, UNICODE_SIGNS
from wording import _, crisis, labels, publishing, replies, results

if TYPE_CHECKING:
    from desk.example import Latecomers
    from desk.mappings import Preview
    from desk.outbox import News
    from desk.recap import Recap
    from desk.rising import Rising
    from screens.conflict import ConflictDialog
    from screens.macros import Recording
    from screens.verbs import Deed

POLL = 0.25
"""Seconds between looks at what other desks have stored."""
ROLL_CALL = 20
"""Every so many looks it is found out whose desk was killed."""
FEEDS_EVERY = 10 * MINUTE
SYNC_EVERY = 5_000
"""Milliseconds between two looks whether a platform is to be read or an answer to be sent."""
AT_ONCE = 2_000
"""So many changed comments are read on the spot."""
ALL_TABLES: dict[str, set[int]] = {
    table: set()
    for table in ("comments", "replies", "posts", "accounts", "topics", "crises", "clarifications", "dismissals")
}
_SAVE_TITLE, _RESTORE_TITLE = "\x1b[22;2t", "\x1b[23;2t"
LAST_WORDS = 0.9
"""Seconds after a hang-up within which the desk is gone, saved or not."""

Result = TypeVar("Result")


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


class DeskApp(App[str]):
    """One admin's desk.

    Attributes:
        desk: the store, the admin, the clock.
        inbox: the comments, in order.
        plan: posts, accounts, targets.
        touched: listed comments among the last changes.
        writer: the one thread that writes to the store.
        locked: no files of the user's choosing.
        preferences: what the admin chose: language, theme, bell and the like.
        first_run: nothing was ever stored.
        notices: what is to be told first.
        unsettled: a change of ours that met a colleague's, until the admin has decided.
        last_deed: what was last done to a comment, for doing it again.
        recording: what is done until it is kept as a macro.
        leases: who answers which comment.
        calm: what was read in this sitting that insults.
        presence: who sits at the other desks.
        rising: which issues rise.
        alarm: what every place says in its first line, in a crisis; else empty.
        trouble: what ended the desk, if it did not end well.
        leaving: taken for good by whoever makes the desk leave at once.
    """

    TITLE = "Meja Humas"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - keys are the screens' own

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
        self.locked = locked
        fault = desk.store.fault
        self.first_run = desk.store.seq == 0 and fault is None
        self.notices = [*([results.trouble(fault)] if fault else []), *notices]
        self.unsettled: ConflictDialog | None = None
        self.last_deed: Deed | None = None
        self.recording: Recording | None = None
        self.leases = Leases(desk)
        self.calm = Calm()
        self.presence = Presence(desk.store.path, desk.actor)
        self._replies: News | None = None
        self.inbox = Inbox(desk)
        self.inbox.load()
        self.plan = Plan(desk)
        self.rising = RisingWatch(self, self._tell_issues)
        self.alarm = self._crisis_line()
        self.touched: set[int] = set()
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.trouble: Exception | None = None
        self._minute = desk.now() // MINUTE
        self._looks = 0
        self._feeds_tried = 0
        self._kept_house = 0
        self._backup_tried = 0
        self.settings_folder = places().config
        self._synced, self._syncing, self._sync_trouble = 0, False, ""
        self._backup_trouble = self._backup_news = ""
        self._warned = ""
        self._latecomers: Latecomers | None = None
        self._watch = Watch(self.inbox, desk.actor, desk.now())
        self._due = Due(desk.now())
        self._waiting: list[QueueItem] = []
        self._titled = False
        self._issue_rang = 0
        self.leaving = threading.Lock()

    @property
    def ascii(self) -> bool:
        """ASCII signs only."""
        return self.preferences.ascii

    def on_mount(self) -> None:
        """Listen for signals and for other desks."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._leave_at_once, 128 + number)
        if not self.is_headless:
            # In this context, since the places look for their app.
            watch = threading.Thread(target=copy_context().run, args=(self._outlive_the_terminal,), daemon=True)
            watch.start()
        # Textual takes every SIGCONT for the end of a suspension, and starts its driver beside the one that runs.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        loop.add_signal_handler(signal.SIGCONT, self.refresh)
        if self.preferences.title:
            self._to_terminal(_SAVE_TITLE)
            self._show_title()
        self.push_screen(TodayScreen())
        self.call_after_refresh(_let_the_collector_in)
        self.call_after_refresh(self._sit_down)
        self.set_interval(POLL, self._look_around)

    def _sit_down(self) -> None:
        """Let the other desks know of this one."""
        if not self.desk.read_only:
            self.presence.arrive()
        start(self, self._open_outbox, "outbox")
        self._call_by_name()
        self._see_who_is_here()

    def _call_by_name(self) -> None:
        from desk import admins

        if labels.use_names(admins.display_names(self.desk)):
            for place in self._places:
                place.redraw()

    @property
    def _places(self) -> list[DeskScreen]:
        """The open places. One that is only being made is none yet: it will look for itself."""
        return [screen for screen in self.screen_stack if isinstance(screen, DeskScreen) and screen.is_mounted]

    # What others do, and what time does

    def _look_around(self) -> None:
        try:
            changes = self.desk.store.poll()
        except store.StoreError as error:
            self._tell(results.trouble(error))
            return
        if changes is not None:
            found = ALL_TABLES if changes.reset else {table: set(ids) for table, ids in changes.items()}
            self.spread(found, by_others=True)
        now = self.desk.now()
        turned = now // MINUTE != self._minute
        self._looks += 1
        self._see_who_is_here(thorough=self._looks % ROLL_CALL == 0)
        if turned:
            self._minute = now // MINUTE
            self.inbox.recount()
            for place in self._places[-1:]:
                place.tick(now)
            self.rising.look()
            self._let_latecomers_in()
            self._heed_warning()
            self._keep_house(now)
            self._keep_a_backup(now)
            self._waiting += self._due.fallen(self.plan, now)
        self._tell_what_is_due()
        self._ring(now)
        self._keep_feeds_fresh(now)
        self._keep_channels(now)

    def _tell_what_is_due(self) -> None:
        """At its minute a post is announced, as soon as the admin is at rest; what nobody approved is told loudly."""
        place = self._places[-1] if self._places else None
        if not self._waiting or place is None or not place.at_rest:
            return
        now, ids = self.desk.now(), {one.variant.id for one in self._waiting if one.variant}
        out = {one.id for one in self.plan.variants if one.id in ids and self.plan.stands(one, now) == "published"}
        told, self._waiting = [one for one in self._waiting if one.variant and one.variant.id not in out], []
        if not told:
            return
        named = [(SHORT[one.account.platform] if one.account else "", one.post.title) for one in told]
        unapproved = [name for name, one in zip(named, told, strict=True) if one.post.state != "approved"]
        if not unapproved:
            place.say(publishing.due(named), (ASCII_SIGNS if self.ascii else UNICODE_SIGNS).moment["due"], "accent")
            return
        place.say(publishing.due_unapproved(unapproved), "!", "error")
        if self.preferences.bell == "urgent":
            self.bell()

    def _see_who_is_here(self, *, thorough: bool = False) -> None:
        if self.presence.look(thorough=thorough):
            for place in self._places:
                place.changed({})

    def _let_latecomers_in(self) -> None:
        """On the example desk citizens go on writing."""
        if not self.desk.example:
            return

        async def run() -> None:
            from desk.example import Latecomers

            if self._latecomers is None:
                self._latecomers = Latecomers(self.desk)
            changed = await asyncio.get_running_loop().run_in_executor(self.writer, self._latecomers.arrive)
            self.spread({table: set(ids) for table, ids in changed.items()}, by_others=True)

        start(self, run, "latecomers")

    def spread(self, changes: dict[str, set[int]], *, by_others: bool = False) -> None:
        """Tell every open place what was changed, by this desk or another.

        A table without ids was changed as a whole. So many comments that reading them would be felt are read in the
        background.
        """
        comments = changes.get("comments", set())
        if "comments" in changes and (not comments or len(comments) > AT_ONCE):
            start(self, self._catch_up, "catch_up", exclusive=True)
        elif comments:
            self.touched = self.inbox.take(comments)
            self._watch.arrive(comments, self.desk.now(), known=not by_others)
        self.plan.take(changes)
        if "settings" in changes:
            self._call_by_name()
        if comments or "dismissals" in changes:
            self.rising.look()
        if "crises" in changes:
            self._show_alarm()
        for place in self._places:
            place.changed(changes)
        self._tell_of_colleagues(changes, by_others=by_others)

    async def _open_outbox(self) -> None:
        def work() -> "News":
            from desk.outbox import News

            return News(self.desk)

        self._replies = await self.in_background(work)

    def _tell_of_colleagues(self, changes: dict[str, set[int]], *, by_others: bool) -> None:
        """Whoever took a comment over from this admin, or gave one, says so to them."""
        told = []
        if "leases" in changes:
            told = [results.taken_over(one.by, one.comment) for one in self.leases.taken_over(changes["leases"])]
        if by_others and (entries := changes.get("audit")):
            from desk import admins

            told += [results.handed(one.by, one.comments) for one in admins.handed(self.desk, sorted(entries))]
        if by_others and self._replies and "replies" in changes:
            told += replies.all_news(self._replies.of(changes["replies"]))[:3]
        for place in self._places[-1:] if told else ():
            place.say("   ".join(told), "!", "warning")

    def _crisis_line(self) -> str:
        on = restraint.crisis(self.desk)
        return crisis.line(on, self.desk.now(), self.plan.zone) if on else ""

    def _show_alarm(self) -> None:
        """Say in the first line of every place that crisis mode is on, or no more."""
        self.alarm = self._crisis_line()
        for place in self._places:
            for header in place.query("#header"):
                header.refresh()

    def _tell_issues(self, new: "Sequence[Rising]") -> None:
        """Other issues rise than before: the list of comments says so; of new ones every place, once."""
        for place in self._places:
            place.changed({"issues": set()})
        for place in self._places[-1:]:
            if new and place.at_rest and not isinstance(place, TodayScreen):
                place.say(crisis.rising(new[0].label, new[0].comments), "▲", "warning")
        now = self.desk.now()
        if new and self.preferences.bell == "urgent" and now - self._issue_rang >= MINUTE:
            self._issue_rang = now
            self.bell()

    async def _catch_up(self) -> None:
        await self.in_background(self.inbox.catch_up)
        self._watch.arrive(self.inbox.rows, self.desk.now())
        for place in self._places:
            place.changed({"comments": set()})
        self.rising.look()

    # The bell, and the terminal's title

    def _ring(self, now: int) -> None:
        """Something urgent: say so, ring, and let the title tell until the next key."""
        alarm = self._watch.alarm(now)
        if alarm is None:
            return
        words = results.alarm(alarm.arrived, alarm.overdue)
        for place in self._places[-1:]:
            place.say(words, "!", "error")
        if self.preferences.bell == "urgent":
            self.bell()
        self._show_title(f"! {words}")

    def _show_title(self, words: str = "") -> None:
        if self.preferences.title:
            text = clean(" - ".join(filter(None, [words, "Meja Humas", self.plan.agency])), limit=120)
            self._to_terminal(f"\x1b]2;{ascii_only(text) if self.ascii else text}\x1b\\")
            self._titled = bool(words)

    def _to_terminal(self, codes: str) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write(codes)

    async def on_event(self, event: events.Event) -> None:
        """The admin is there: the title has told."""
        if self._titled and isinstance(event, events.Key):
            self._show_title()
        await super().on_event(event)

    def on_unmount(self) -> None:
        """Be gone for the other desks; give the terminal back the title it had."""
        self.presence.leave()
        if self.preferences.title:
            self._to_terminal(_RESTORE_TITLE)

    # What the admin chooses

    def choose(self, name: Choice, value: str) -> None:
        """Let another choice hold from now on, and keep it for the next time."""
        from console import choices

        self.preferences = msgspec.structs.replace(self.preferences, **{name: value})
        if name == "language":
            wording.use(value)
        elif name == "theme":
            self.theme = value
        for place in self._places:
            place.redraw()

        async def keep() -> None:
            try:
                await self.in_background(lambda: choices.keep(name, value))
            except OSError as error:
                self._tell(_("The choice could not be kept: {error}").format(error=error.strerror or error))

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

    def _tell(self, sentence: str) -> None:
        for place in self._places[-1:]:
            place.say(sentence, "!", "error")

    def _progress(self, words: str) -> None:
        for place in self._places:
            if isinstance(place, TodayScreen):
                place.progress(words)

    def refresh_feeds(self, *, force: bool = False) -> None:
        """Ask the feeds for news; one desk of the store does so at a time."""

        def work() -> None:
            from desk import news_apart

            news_apart.refresh(self.desk, force=force)

        async def run() -> None:
            self._progress(_("fetching news"))
            try:
                await self.in_background(work)
            except Exception as error:
                self.note_trouble(error)
                self._tell(results.trouble(error))
            finally:
                self._progress("")
            self.spread({"headlines": set(), "feeds": set()})

        start(self, run, "feeds", exclusive=True)

    def _keep_channels(self, now: int) -> None:
        """Let in what citizens wrote and out what we answered: in a process of its own, for one desk at a time."""
        if now - self._synced < SYNC_EVERY or self._syncing or not self.desk.store.documents("connections"):
            return
        self._synced, self._syncing = now, True

        def work() -> str:
            from channels.tokens import TokensRefused
            from desk import connections, sync

            tokens = connections.token_file(self.settings_folder)
            try:
                if sync.due(self.desk, tokens) and not sync.start(self.desk, tokens.path):
                    return _("Reading from the platforms failed. meja sync tells why.")
            except TokensRefused as error:
                return results.refused(f"tokens_{error.reason}", {"path": str(tokens.path)})
            return ""

        async def run() -> None:
            try:
                trouble = await self.in_background(work)
            except Exception as error:
                self.note_trouble(error)
                trouble = results.trouble(error)
            finally:
                self._syncing = False
            if trouble and trouble != self._sync_trouble:
                self._tell(trouble)
            self._sync_trouble = trouble

        start(self, run, "channels")

    def _keep_feeds_fresh(self, now: int) -> None:
        if now - self._feeds_tried < FEEDS_EVERY or self.desk.example or self.desk.read_only:
            return
        self._feeds_tried = now
        if len(self.desk.store.repo("feeds", Feed)):
            self.refresh_feeds()

    def _heed_warning(self) -> None:
        """Say once what somebody should see to before it hurts."""
        warning = self.desk.store.warning
        if warning and warning != self._warned:
            self._tell(results.warning(warning))
        self._warned = warning

    def _keep_house(self, now: int) -> None:
        """Once a day, where the settings say so: old comments into the archives, and out of the store."""
        desk = self.desk
        if now - self._kept_house < DAY or desk.read_only or desk.store.fault or self.first_run:
            return
        self._kept_house = now

        def work() -> bool:
            from desk import housekeeping

            return not housekeeping.due(desk) or housekeeping.start(desk)

        async def run() -> None:
            if not await self.in_background(work):
                self._tell(_("Archives or retention could not be seen to. meja store archive tells why."))

        start(self, run, "house", exclusive=True)

    def _keep_a_backup(self, now: int) -> None:
        """Every hour: make today's backup if nobody has. Why it could not be made is told once, in a quiet moment."""
        self._tell_of_backup()
        if now - self._backup_tried < HOUR:
            return
        self._backup_tried = now

        async def run() -> None:
            from desk import backups

            trouble = ""
            try:
                await self.in_background(lambda: backups.daily(self.desk))
            except backups.NotMade as error:
                from wording.store import no_backup

                trouble = no_backup(error.code, error.detail, error.folder)
            except Exception as error:
                self.note_trouble(error)
                trouble = results.trouble(error)
            if trouble != self._backup_trouble:
                self._backup_trouble = self._backup_news = trouble
            self._tell_of_backup()

        start(self, run, "backup", exclusive=True)

    def _tell_of_backup(self) -> None:
        if self._backup_news and all(place.at_rest for place in self._places[-1:]):
            self._tell(self._backup_news)
            self._backup_news = ""

    async def _ask_for_columns(self, path: Path) -> bool:
        """A table that no format knows: let the admin say what its columns hold. Whether it is a table."""

        def work() -> "tuple[bytes, Preview]":
            from channels import importers
            from desk import mappings

            data = importers.load(str(path))
            return data, mappings.preview(data)

        try:
            data, seen = await self.in_background(work)
        except FileRefused:
            return False
        from screens.mapping import MappingScreen

        self.push_screen(MappingScreen(path.name, data, seen))
        return True

    def import_file(self, name: str) -> None:
        """Bring in a file; say how many rows came in."""
        path = Path(name.strip()).expanduser()

        def work() -> str:
            from channels import importers
            from desk import receive
            from wording import refusals

            report = receive.import_file(self.desk, importers.load(str(path)), path.name)
            return "\n".join([refusals.report_line(report), *refusals.remarks(report)])

        async def run() -> None:
            self._progress(_("reading the file"))
            try:
                words = await self.in_background(work)
            except FileRefused as error:
                if error.reason == "unknown_format" and await self._ask_for_columns(path):
                    return
                from wording import refusals

                self._tell(refusals.file_refused(error, path.name))
                return
            except Exception as error:
                self.note_trouble(error)
                self._tell(results.trouble(error))
                return
            finally:
                self._progress("")
            self.spread(ALL_TABLES)
            for place in self._places[-1:]:
                place.say(words)

        if name.strip():
            start(self, run, "import")

    def recap_text(self, found: "Recap") -> str:
        """A recap as Markdown."""
        from console.recap_files import markdown
        from desk.recap.telling import Teller

        return "\n".join(markdown(Teller(self.desk, found), found))

    def save_recap(self, found: "Recap") -> None:
        """Write a recap into the folder for exports; say where it is."""

        def work() -> str:
            from console.places import places
            from console.recap_files import save_in
            from desk.recap.telling import Teller

            return str(save_in(places().exports, Teller(self.desk, found), found))

        async def run() -> None:
            from channels.exporters.saving import NotSaved
            from wording import exports

            try:
                path = await self.in_background(work)
            except NotSaved as error:
                self._tell(exports.not_saved(error.reason, error.params))
            except Exception as error:
                self.note_trouble(error)
                self._tell(results.trouble(error))
            else:
                for place in self._places[-1:]:
                    place.say(_("Written: {file}").format(file=path))

        start(self, run, "export")

    def export(self, line: str) -> None:
        """Write what the line names into the folder for exports; say where it is."""

        def work() -> str:
            from console.export import read_line, shape_of
            from console.places import places
            from desk import export
            from wording import exports

            wanted = read_line(line, self.desk)
            path, rows = export.save_in(self.desk, wanted, shape_of(wanted.what, "xlsx"), places().exports)
            return exports.exported(wanted.what, rows, str(path))

        async def run() -> None:
            from channels.exporters.saving import NotSaved
            from console.export import NotReadable
            from wording import exports

            self._progress(_("writing the file"))
            try:
                words = await self.in_background(work)
            except NotReadable:
                self._tell(_("Export what? comments, posts or audit; then today, or 2026-11-01 2026-11-30"))
                return
            except NotSaved as error:
                self._tell(exports.not_saved(error.reason, error.params))
                return
            except Exception as error:
                self.note_trouble(error)
                self._tell(results.trouble(error))
                return
            finally:
                self._progress("")
            for place in self._places[-1:]:
                place.say(words, fg="accent")

        if line.strip():
            start(self, run, "export")

    # Leaving

    def _outlive_the_terminal(self) -> None:
        """Wait until there is no terminal, and leave: who waits for us (make, a wrapper) may keep SIGHUP to itself.

        In a thread of its own, since the loop may be waiting for a terminal that takes no more.
        """
        line = select.poll()
        line.register(sys.stdin, 0)  # Nothing but its end.
        line.poll()
        self._leave_at_once(128 + signal.SIGHUP)

    def _leave_at_once(self, code: int) -> None:
        """The line is cut or the system wants us gone: keep what was typed, restore the terminal, go."""
        if not self.leaving.acquire(blocking=False):
            return
        watchdog = threading.Timer(LAST_WORDS, os._exit, (code,))
        watchdog.daemon = True
        watchdog.start()
        # In a thread, since another desk may hold the store; in this context, since the places look for their app.
        keeper = threading.Thread(target=copy_context().run, args=(self._keep_drafts,), daemon=True)
        keeper.start()
        keeper.join(LAST_WORDS / 2)
        with suppress(RuntimeError):  # The loop is closed: the desk was left just now.
            self.exit(return_code=code)

    def _keep_drafts(self) -> None:
        for place in self._places:
            try:
                place.keep_drafts()
            except Exception as error:
                self.note_trouble(error)

    def note_trouble(self, error: Exception) -> None:
        """Keep an unexpected failure for the log."""
        if not isinstance(error, (store.StoreError, ReadOnlyDesk)):
            from console import house

            house.log_crash(error)

    def _fatal_error(self) -> None:
        """A crash: leave the terminal usable and show no local variables. Replaces Textual's, which prints them all."""
        self.trouble = self._exception if isinstance(self._exception, Exception) else RuntimeError()
        self._close_messages_no_wait()


def open_workspace(open_desk: Callable[[], Desk], options: dict[str, Any]) -> int | None:
    """Open the desk and stay until it is left; the exit code, or None when the admin asked for the demo desk.

    Args:
        open_desk: gives the desk; it may have begun to open already.
        options: what `DeskApp` takes beside the desk.
    """
    app = DeskApp(open_desk(), **options)
    install_belt(ascii=app.ascii, colours=app.preferences.theme != NO_COLOUR)
    result = app.run()
    app.leaving.acquire(blocking=False)  # Nobody need make it leave any more; another desk may follow.
    app.writer.shutdown(wait=True)
    app.desk.store.close()
    if app.trouble is not None:
        from console import house

        return house.tell_crash(app.trouble)
    return None if result == "demo" else app.return_code or 0
