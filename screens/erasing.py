"""Erasing a citizen's data from the desk: who, then all there is of them, then the name once more, then for good."""

from collections.abc import Callable
from functools import partial

from desk import erasure
from domain.accounts import SHORT
from domain.erasure import Deed
from domain.outcomes import Done
from domain.text import clean
from screens.base import DeskScreen
from screens.work import start
from widgets.bar import Part
from widgets.page import Block, Fact, Words
from wording import _, deeds, figures, results

_SHOWN = 6


def begin(place: DeskScreen) -> None:
    """Ask whose data."""
    place.ask(_("erase whose data?"), partial(_look, place), hint=_("handle or display name"))


def _look(place: DeskScreen, who: str) -> None:
    desk = place.session.desk
    if not who.strip():
        return

    async def run() -> None:
        try:
            found = await place.session.in_background(lambda: erasure.inventory(desk, erasure.find(desk, who)))
        except erasure.Ours:
            place.warn(_("That is an account of the agency, not a citizen's."))
        except erasure.Several as several:
            names = ", ".join(f"{SHORT[platform]} @{clean(handle)}" for platform, handle in several.people)
            place.warn(_("Several people have that name: {names}. Name one by the handle.").format(names=names))
        except Exception as error:
            place.session.note_trouble(error)
            place.say(results.trouble(error), "!", "error")
        else:
            _tell(place, who.strip(), found)

    place.say(_("looking through everything …"), fg="accent")
    start(place, run, "erasing", exclusive=True)


def _tell(place: DeskScreen, who: str, found: erasure.Inventory) -> None:
    if found.empty:
        place.warn(_("Nothing of that name is stored."))
        return
    called = ", ".join([*(f"@{one}" for one in found.person.handles), *found.person.names])
    facts = [
        _fact(_("on the desk"), found.live, "K"),
        _fact(_("in archives"), found.archived, "K"),
        _fact(_("replies"), found.replies, ""),
        _fact(_("named at"), found.mentioned, "K"),
        _fact(_("on the trail"), found.audit, ""),
        _fact(_("in posts"), found.posts, "P"),
        Fact(_("backups"), (Part(figures.number(len(found.backups)), "foreground"),)),
    ]
    blocks: list[Block] = [
        None,
        Words(called, "bright", True),
        None,
        *facts,
        None,
        Words(_("This is for good: u does not bring it back, nor does any backup in the store's folder."), "warning"),
        None,
        Fact("h", (Part(_("remove: comments and our replies go"), "bright"),)),
        Fact("a", (Part(_("anonymise: texts stay, without name and personal data"), "bright"),)),
        Fact("esc", (Part(_("leave everything as it is"), "bright"),)),
    ]
    keys: dict[str, Callable[[], None]] = {
        "h": partial(_ask_again, place, who, found, "remove"),
        "a": partial(_ask_again, place, who, found, "anonymise"),
    }
    place.say(_("h, a or esc?"), fg="accent")
    place.open_panel(_("Erase a citizen's data"), blocks, columns=76, rows=len(blocks) + 6, keys=keys)


def _fact(label: str, ids: list[int], letter: str) -> Fact:
    shown = (
        "  " + ", ".join(f"{letter}{id}" for id in ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "") if letter else ""
    )
    return Fact(label, (Part(figures.number(len(ids)), "foreground"), Part(shown if ids else "")))


def _ask_again(place: DeskScreen, who: str, found: erasure.Inventory, deed: Deed) -> None:
    def answer(typed: str) -> None:
        if typed.strip() == who:
            _erase(place, found, deed)
        else:
            place.warn(_("Nothing was erased."))

    label = _("type the name once more") if deed == "remove" else _("to anonymise, type the name once more")
    place.ask(label, answer, hint=clean(who, limit=60))


def _erase(place: DeskScreen, found: erasure.Inventory, deed: Deed) -> None:
    desk = place.session.desk

    async def run() -> None:
        try:
            changed = await place.session.in_background(lambda: erasure.erase(desk, found.person, deed))
        except Exception as error:
            place.session.note_trouble(error)
            place.say(results.trouble(error), "!", "error")
            return
        place.session.spread({table: ids for table, ids in changed.items() if ids})
        counts = {"comments": len(found.live) + len(found.archived), "replies": len(found.replies)}
        place.say(deeds.done(Done(verb="person.erase", params=counts)), fg="accent")

    place.say(_("erasing …"), fg="accent")
    start(place, run, "erasing", exclusive=True)
