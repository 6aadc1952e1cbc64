"""Asking for labels: those in use are offered while the admin types, tab completes the word that was begun."""

import re
from collections.abc import Callable

from desk import triage
from screens.base import DeskScreen
from screens.work import start
from wording import _, results

_BEGUN = re.compile(r"[^\s,#-][^\s,]*$|$")
OFFERED = 6
"""So many labels are shown at once."""


def ask_for_labels(place: DeskScreen, answer: Callable[[str], None]) -> None:
    """Ask for labels to put on and to take off, as `triage.read_labels` reads them."""
    desk = place.session.desk
    hint = _("jalan pdam   -jalan takes one off")
    known: list[str] = []

    def offered(text: str) -> list[str]:
        begun = _begun(text).casefold()
        return [one for one in known if one.startswith(begun) and one != begun]

    def typed(text: str) -> None:
        place.prompt.hint(" ".join(offered(text)[:OFFERED]) or hint)

    def complete(text: str) -> str:
        found = offered(text) if _begun(text) else []
        return f"{text.removesuffix(_begun(text))}{found[0]} " if found else text

    def submitted(text: str) -> None:
        labels = triage.read_labels(text)
        if isinstance(labels, str):
            place.warn(results.refused("bad_label", {"word": labels}))
        elif text.strip():
            answer(text.strip())

    async def read() -> None:
        known.extend(await place.session.in_background(lambda: triage.labels_in_use(desk)))
        if place.focused is not None:
            typed(place.prompt.field.value)

    place.ask(_("labels"), submitted, typed=typed, complete=complete, hint=hint)
    place.call_later(start, place, read, "labels", exclusive=True)  # Once the prompt is there.


def _begun(text: str) -> str:
    """The word that is being typed, without its sign."""
    found = _BEGUN.search(text)
    return found.group() if found else ""
