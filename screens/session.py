"""What the places need of the app that shows them."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.app import App

from desk.day import Plan
from desk.desk import Desk
from desk.inbox import Inbox
from desk.leases import Leases
from desk.presence import Presence
from domain.preferences import Choice, Preferences

if TYPE_CHECKING:
    from desk.recap import Recap
    from screens.base import DeskScreen
    from screens.calm import Calm
    from screens.conflict import ConflictDialog
    from screens.macros import Recording
    from screens.rising_watch import RisingWatch
    from screens.verbs import Deed

ALL_TABLES: dict[str, set[int]] = {
    table: set()
    for table in (
        *("comments", "replies", "posts", "deliveries", "accounts", "topics"),
        *("crises", "clarifications", "dismissals"),
    )
}
"""The changes to spread where nobody knows what was changed."""

Result = TypeVar("Result")


class Files(Protocol):
    """What is brought in from files and written into them, in the background."""

    def import_file(self, name: str) -> None:
        """Bring in a file; say how many rows came in."""

    def export(self, line: str) -> None:
        """Write what the line names into the folder for exports; say where it is."""

    def recap_text(self, found: "Recap") -> str:
        """A recap as Markdown."""

    def save_recap(self, found: "Recap") -> None:
        """Write a recap into the folder for exports; say where it is."""


class Chores(Protocol):
    """What the desk does without being asked."""

    def refresh_feeds(self, *, force: bool = False) -> None:
        """Ask the feeds for news; one desk of the store does so at a time."""


class Session(App[str]):
    """One admin's sitting at the desk. All but its attributes is for the app to fill in.

    Attributes:
        desk: the store, the admin, the clock.
        inbox: the comments, in order.
        plan: posts, accounts, targets.
        touched: listed comments among the last changes.
        writer: the one thread that writes to the store.
        locked: no files of the user's choosing.
        first_run: nothing was ever stored.
        notices: what is to be told first.
        unsettled: a change of ours that met a colleague's, until the admin has decided.
        unstored: what was written to which comment and could not be stored.
        last_deed: what was last done to a comment, for doing it again.
        recording: what is done until it is kept as a macro.
        leases: who answers which comment.
        calm: what was read in this sitting that insults.
        presence: who sits at the other desks.
        rising: which issues rise.
        alarm: what every place says in its first line, in a crisis; else empty.
        preferences: what this admin chose: language, theme, bell and the like.
        settings_folder: where this user's own settings and secrets lie.
        files: what comes in from files and goes out into them.
        chores: what the desk does without being asked.
    """

    desk: Desk
    inbox: Inbox
    plan: Plan
    touched: set[int]
    writer: Executor
    locked: bool
    first_run: bool
    notices: list[str]
    unsettled: "ConflictDialog | None"
    unstored: dict[int, str]
    last_deed: "Deed | None"
    recording: "Recording | None"
    leases: Leases
    calm: "Calm"
    presence: Presence
    rising: "RisingWatch"
    alarm: str
    preferences: Preferences
    settings_folder: Path
    files: Files
    chores: Chores

    @property
    def places(self) -> "list[DeskScreen]":
        """The open places, the one that is seen last. One that is being made is none yet: it will look for itself."""
        raise NotImplementedError

    def spread(self, changes: dict[str, set[int]], *, by_others: bool = False) -> None:
        """Tell every open place what was changed, by this desk or another.

        A table without ids was changed as a whole. So many comments that reading them would be felt are read in the
        background.
        """
        raise NotImplementedError

    def tell(self, sentence: str, sign: str = "●", fg: str = "success") -> None:
        """Say it in the place that is seen, as a place says what came of something."""
        raise NotImplementedError

    def tell_trouble(self, trouble: str | Exception) -> None:
        """Say what went wrong; keep an unexpected failure for the log."""
        raise NotImplementedError

    def note_trouble(self, error: Exception) -> None:
        """Keep an unexpected failure for the log."""
        raise NotImplementedError

    def progress(self, words: str) -> None:
        """Say in the day line what is being worked on; empty: nothing."""
        raise NotImplementedError

    def to_terminal(self, codes: str) -> None:
        """Write codes that are no part of the screen."""
        raise NotImplementedError

    async def in_background(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, from a thread of its own; the desk can be left while it runs."""
        raise NotImplementedError

    def choose(self, name: Choice, value: str) -> None:
        """Let another of the admin's choices hold from now on, and keep it for the next time."""
        raise NotImplementedError
