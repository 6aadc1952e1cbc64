"""Keeps an eye on rising issues: looked for in the background when comments came in and when a minute has turned."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.session import Session
from screens.work import OneAtATime

if TYPE_CHECKING:
    from desk.rising import Rising

PAUSE = 3.0
"""Seconds between two looks at the least, however many comments come in."""


class RisingWatch:
    """The issues that rise now.

    Attributes:
        issues: the largest first.
    """

    def __init__(self, session: Session, tell: "Callable[[list[Rising]], None]") -> None:
        """`tell` is told when other issues rise than before, with those that are new."""
        self._session = session
        self._tell = tell
        self._looking = OneAtATime(session, self._look, "rising", PAUSE)
        self._known: set[int] | None = None
        self.issues: list[Rising] = []

    def look(self) -> None:
        """Look soon; one look at a time."""
        self._looking.ask()

    async def _look(self) -> None:
        session = self._session

        def work() -> "list[Rising]":
            from desk.rising import rising  # Not on the way to the first paint.

            return rising(session.desk, session.inbox.rows)

        found = await session.in_background(work)
        # What rises already when the desk opens stands in its list of comments, and is no news.
        groups = {one.group: {one.group, *one.others} for one in found}
        new = [one for one in found if self._known is not None and self._known.isdisjoint(groups[one.group])]
        self._known = (self._known or set()).union(*groups.values())
        if found != self.issues:
            self.issues = found
            self._tell(new)
