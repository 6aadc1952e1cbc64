"""Giving comments to a colleague: known admins are offered while the name is typed, tab completes it."""

from collections.abc import Callable

from desk import admins
from screens.base import DeskScreen
from screens.work import start
from wording import _

OFFERED = 6
"""So many names are shown at once."""


def ask_for_admin(place: DeskScreen, answer: Callable[[str], None]) -> None:
    """Ask for an admin by name; `answer` is told the actor."""
    desk, session = place.session.desk, place.session
    known: dict[str, str] = {}

    def offered(text: str) -> list[str]:
        return [known[one] for one in (admins.called(text, known) if text.strip() else known)]

    def typed(text: str) -> None:
        place.prompt.hint(" ".join(offered(text)[:OFFERED]))

    def complete(text: str) -> str:
        found = offered(text)
        return found[0] if found else text

    def submitted(text: str) -> None:
        found = admins.called(text, known)
        if len(found) == 1:
            answer(found[0])
        elif found:
            place.warn(_("Which one? {names}").format(names=", ".join(known[one] for one in found)))
        elif text.strip():
            told = _("Nobody called {name} was here yet. Known: {names}")
            place.warn(told.format(name=text.strip(), names=", ".join(known.values())))

    async def ask() -> None:
        others = session.presence.others
        try:
            found = await session.in_background(lambda: admins.known(desk, others))
            known.update(admins.names(desk, found))
        finally:
            place.ask(_("give to"), submitted, typed=typed, complete=complete, hint=" ".join(offered("")[:OFFERED]))

    place.hold()
    start(place, ask, "admins", exclusive=True)
