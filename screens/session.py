"""What the places need of the app that shows them."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from desk.day import Plan
from desk.desk import Desk
from desk.inbox import Inbox
from desk.leases import Leases
from desk.presence import Presence
from domain.preferences import Choice, Preferences

if TYPE_CHECKING:
    from desk.recap import Recap
    from screens.calm import Calm
    from screens.conflict import ConflictDialog
    from screens.macros import Recording
    from screens.rising_watch import RisingWatch
    from screens.verbs import Deed

Result = TypeVar("Result")


class Session(Protocol):
    """One admin's sitting at the desk.

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
        last_deed: what was last done to a comment, for doing it again.
        recording: what is done until it is kept as a macro.
        leases: who answers which comment.
        calm: what was read in this sitting that insults.
        presence: who sits at the other desks.
        rising: which issues rise.
        preferences: what this admin chose.
        settings_folder: where this user's own settings and secrets lie.
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
    last_deed: "Deed | None"
    recording: "Recording | None"
    leases: Leases
    calm: "Calm"
    presence: Presence
    rising: "RisingWatch"
    preferences: Preferences
    settings_folder: Path

    def spread(self, changes: dict[str, set[int]]) -> None:
        """Tell every open place what was changed, by this desk or another."""

    async def in_background(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, from a thread of its own."""

    def refresh_feeds(self, *, force: bool = False) -> None:
        """Ask the feeds for news."""

    def import_file(self, name: str) -> None:
        """Bring in a file; say how many rows came in."""

    def export(self, line: str) -> None:
        """Write what the line names into the folder for exports; say where it is."""

    def recap_text(self, found: "Recap") -> str:
        """A recap as Markdown."""

    def save_recap(self, found: "Recap") -> None:
        """Write a recap into the folder for exports; say where it is."""

    def note_trouble(self, error: Exception) -> None:
        """Keep an unexpected failure for the log."""

    def choose(self, name: Choice, value: str) -> None:
        """Let another of the admin's choices hold from now on, and keep it."""
