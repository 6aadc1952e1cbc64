"""What the desk does without being asked: news, platforms, archives, backups."""

import asyncio
from typing import TYPE_CHECKING

from domain.news import Feed
from domain.times import DAY, HOUR, MINUTE
from screens.session import Session
from screens.work import start
from wording import _, results

if TYPE_CHECKING:
    from desk.example import Latecomers

FEEDS_EVERY = 10 * MINUTE
SYNC_EVERY = 5_000
"""Milliseconds between two looks whether a platform is to be read or an answer to be sent."""


class Chores:
    """Does each in the background when its time has come, for one desk of the store at a time.

    What fails every time is told once.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._desk = session.desk
        self._feeds_tried = self._kept_house = self._backup_tried = self._synced = 0
        self._syncing = False
        self._warned = self._sync_trouble = self._backup_trouble = self._backup_news = ""
        self._latecomers: Latecomers | None = None

    def look(self, now: int) -> None:
        """Do what is due within seconds."""
        self._keep_feeds_fresh(now)
        self._keep_channels(now)

    def minute(self, now: int) -> None:
        """A minute has turned: do what is due once an hour, or a day."""
        self._let_latecomers_in()
        self._heed_warning()
        self._keep_house(now)
        self._keep_a_backup(now)

    # News and platforms

    def refresh_feeds(self, *, force: bool = False) -> None:
        """Ask the feeds for news; one desk of the store does so at a time."""
        session = self._session
        if self._desk.example:
            session.tell(_("The demo desk asks nobody for news; it has its own."), "!", "warning")
            return

        def work() -> None:
            from desk import news_apart

            news_apart.refresh(self._desk, force=force)

        async def run() -> None:
            session.progress(_("fetching news"))
            try:
                await session.in_background(work)
            except Exception as error:
                session.tell_trouble(error)
            finally:
                session.progress("")
            session.spread({"headlines": set(), "feeds": set()})

        start(session, run, "feeds", exclusive=True)

    def _keep_feeds_fresh(self, now: int) -> None:
        if now - self._feeds_tried < FEEDS_EVERY or self._desk.example or self._desk.read_only:
            return
        self._feeds_tried = now
        if len(self._desk.store.repo("feeds", Feed)):
            self.refresh_feeds()

    def _keep_channels(self, now: int) -> None:
        """Let in what citizens wrote and out what we answered: in a process of its own, for one desk at a time."""
        session, desk = self._session, self._desk
        if now - self._synced < SYNC_EVERY or self._syncing or not desk.store.documents("connections"):
            return
        self._synced, self._syncing = now, True

        def work() -> str:
            from channels.tokens import TokensRefused
            from desk import connections, sync

            tokens = connections.token_file(session.settings_folder)
            try:
                if sync.due(desk, tokens) and not sync.start(desk, tokens.path):
                    return _("Reading from the platforms failed. meja sync tells why.")
            except TokensRefused as error:
                return results.refused(f"tokens_{error.reason}", {"path": str(tokens.path)})
            return ""

        async def run() -> None:
            try:
                trouble = await session.in_background(work)
            except Exception as error:
                session.note_trouble(error)
                trouble = results.trouble(error)
            finally:
                self._syncing = False
            if trouble and trouble != self._sync_trouble:
                session.tell_trouble(trouble)
            self._sync_trouble = trouble

        start(session, run, "channels")

    def _let_latecomers_in(self) -> None:
        """On the example desk citizens go on writing."""
        if not self._desk.example:
            return

        async def run() -> None:
            from desk.example import Latecomers

            if self._latecomers is None:
                self._latecomers = Latecomers(self._desk)
            changed = await asyncio.get_running_loop().run_in_executor(self._session.writer, self._latecomers.arrive)
            self._session.spread({table: set(ids) for table, ids in changed.items()}, by_others=True)

        start(self._session, run, "latecomers")

    # The store

    def _heed_warning(self) -> None:
        """Say once what somebody should see to before it hurts."""
        warning = self._desk.store.warning
        if warning and warning != self._warned:
            self._session.tell_trouble(results.warning(warning))
        self._warned = warning

    def _keep_house(self, now: int) -> None:
        """Once a day, where the settings say so: old comments into the archives, and out of the store."""
        session, desk = self._session, self._desk
        if now - self._kept_house < DAY or desk.read_only or desk.store.fault or session.first_run:
            return
        self._kept_house = now

        def work() -> bool:
            from desk import housekeeping

            return not housekeeping.due(desk) or housekeeping.start(desk)

        async def run() -> None:
            if not await session.in_background(work):
                session.tell_trouble(_("Archives or retention could not be seen to. meja store archive tells why."))

        start(session, run, "house", exclusive=True)

    def _keep_a_backup(self, now: int) -> None:
        """Every hour: make today's backup if nobody has. Why it could not be made is told once, in a quiet moment."""
        session = self._session
        self._tell_of_backup()
        if now - self._backup_tried < HOUR:
            return
        self._backup_tried = now

        async def run() -> None:
            from desk import backups

            trouble = ""
            try:
                await session.in_background(lambda: backups.daily(self._desk))
            except backups.NotMade as error:
                from wording.store import no_backup

                trouble = no_backup(error.code, error.detail, error.folder)
            except Exception as error:
                session.note_trouble(error)
                trouble = results.trouble(error)
            if trouble != self._backup_trouble:
                self._backup_trouble = self._backup_news = trouble
            self._tell_of_backup()

        start(session, run, "backup", exclusive=True)

    def _tell_of_backup(self) -> None:
        if self._backup_news and all(place.at_rest for place in self._session.places[-1:]):
            self._session.tell_trouble(self._backup_news)
            self._backup_news = ""
