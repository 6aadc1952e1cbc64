"""Setelan: what the agency has decided about itself, and the forms to change it."""

from functools import partial
from typing import TYPE_CHECKING

from commands import State
from desk import agency, reckoning
from domain.accounts import Account, label
from domain.outcomes import Done, Outcome
from domain.preferences import CHOICES
from screens.foot import key_for
from screens.settings_section import Row
from screens.settings_sections import SECTIONS
from screens.settings_view import SettingsView
from screens.work import start
from widgets.bar import Part
from widgets.page import Block, Words
from widgets.pairs import Pairs
from widgets.panel import Panel
from wording import _, figures, n_

if TYPE_CHECKING:
    from desk.lessons import Told

CALENDAR = frozenset({"hours", "holidays", "accounts"})
"""Tables that deadlines hang on."""


class SettingsScreen(SettingsView):
    """What the agency has decided about itself.

    Args:
        section: the section to begin with.
    """

    def __init__(self, section: str = "") -> None:
        super().__init__(section)
        self._asked: Row | None = None

    # Verbs

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        if self.form.display:
            return State(place="form")
        chosen = not self._in_rows or self.chosen is not None
        return State(
            place="settings",
            chosen=chosen,
            ready_list=self.section.ready is not None,
            corrections=self.section.id == "corrections" and bool(self._rows),
        )

    def footer_parts(self) -> list[Part]:
        """In the form its own keys."""
        if not self.form.display:
            return super().footer_parts()
        more = len(self.form.fields) > 1
        store = [("enter", _("next field")), ("F2", _("store now"))] if more else [("enter", _("store now"))]
        pairs = (*store, ("esc", _("leave it")))
        return [
            Part(" "),
            *(part for key, words in pairs for part in (Part(key, "accent", True), Part(f" {words}   "))),
        ]

    def verb_open(self) -> None:
        """From the sections to the rows; a row is changed."""
        if not self._in_rows:
            self._turn_to(True)
        elif self.section.id == "feeds":
            self.verb_go_feeds()
        elif self.chosen and isinstance(self.chosen.what, Account) and self.section.id == "connections":
            self._connect(self.chosen.what)
        elif self.chosen and self.section.id == "mine":
            self._choose_next(str(self.chosen.what))
        elif self.chosen and self.section.id == "corrections":
            self._tell_correction(self.chosen.what)
        elif self.chosen:
            self._ask(self.chosen)

    def _tell_correction(self, told: "Told") -> None:
        """The whole text that was corrected."""
        comment = f"K{told.correction.comment}"
        words = Words(told.text or _("The comment is not on the desk any more."), "bright" if told.text else "muted")
        self.open_panel(comment, [None, words], columns=76, rows=min(self.size.height - 4, 6 + len(told.text) // 60))

    def verb_correction_forget_all(self) -> None:
        """Take all corrections back."""
        from desk import lessons

        desk = self.session.desk
        self.carry_out(lambda _rev: lessons.forget_all(desk))

    def _choose_next(self, name: str) -> None:
        """The next of the values a choice can have."""
        held = self.session.preferences
        for choice, values in CHOICES.items():
            if choice != name:
                continue
            if name in held.fixed:
                self.warn(_("{where} says so; it cannot be chosen here.").format(where=held.fixed[name]))
                return
            at = (values.index(getattr(held, name)) + 1) if getattr(held, name) in values else 0
            self._choose(choice, values[at % len(values)])
            self._load()
            self._show_lists()

    def _show_lists(self) -> None:
        said = self.said
        self._show()
        self.said = said
        self.show_footer()

    def _connect(self, account: Account) -> None:
        from screens.connecting import ConnectingScreen

        self.app.push_screen(ConnectingScreen(account, self.session.settings_folder))

    def _disconnect(self, account: Account) -> None:
        """Ask first: a token that is forgotten is not brought back by undo."""
        from desk import connecting
        from desk.connections import token_file

        desk, folder = self.session.desk, self.session.settings_folder
        told = _("{name}: its token is forgotten, and reading stops. What came in stays.").format(name=label(account))
        blocks: list[Block] = [
            None,
            Words(told, "bright"),
            None,
            Words(_("enter disconnects   esc leaves it"), "muted"),
        ]

        def work(_rev: int | None) -> Outcome:
            return connecting.disconnect(desk, account.id, token_file(folder))

        self.open_panel(
            _("Disconnect?"), blocks, columns=72, rows=8, keys={"enter": lambda: self.carry_out(work, slow=True)}
        )

    def verb_add(self) -> None:
        """Add a row to the section."""
        if self.section.id == "feeds":
            self.verb_go_feeds()
        elif not self.section.adds:
            self.warn(_("Nothing to add here: enter changes a row."))
        else:
            self._in_rows = True
            self._ask(None)

    def verb_remove(self) -> None:
        """Remove the chosen row; undo brings it back. A connection is ended."""
        row, section, desk = self.chosen, self.section, self.session.desk
        if section.id == "feeds":
            self.verb_go_feeds()
        elif row and section.id == "connections" and isinstance(row.what, Account) and row.records:
            self._disconnect(row.what)
        elif row is None or not (section.adds or section.removes):
            self.warn(_("Nothing to remove here: enter changes a row."))
        else:
            self.carry_out(lambda rev: section.remove(desk, row, rev), row.rev, self._offer_reckoning)

    def verb_take_over(self) -> None:
        """Add what the ready list has and this section has not."""
        kind, desk = self.section.ready, self.session.desk
        if kind is not None:
            self.carry_out(lambda _rev: agency.take_over(desk, kind), then=self._offer_reckoning)

    def _offer_reckoning(self, done: Done) -> None:
        """Where the working calendar was changed, tell how many deadlines it puts elsewhere, and the key for that."""
        if not (done.changed.keys() & CALENDAR or done.params.get("key") == "zone"):
            return
        desk = self.session.desk

        async def run() -> None:
            if count := len(await self.session.in_background(lambda: reckoning.outdated(desk))):
                told = n_("{n} comment is due at another time now", "{n} comments are due at other times now", count)
                key = _("{key} reckons anew").format(key=key_for("deadlines.reckon"))
                self.warn(f"{told.format(n=figures.number(count))}; {key}")

        start(self, run, "reckoning", exclusive=True)

    def verb_deadlines_reckon(self) -> None:
        """Put the deadlines where the calendar has them."""
        desk = self.session.desk
        self.carry_out(lambda _rev: reckoning.reckon(desk))

    def verb_pane_next(self) -> None:
        """To the rows, and back."""
        self._turn_to(not self._in_rows)

    verb_pane_previous = verb_pane_next

    def verb_back(self) -> None:
        """From the rows to the sections, from there away."""
        if self._in_rows:
            self._turn_to(False)
        else:
            self.verb_quit()

    def verb_go_settings(self, section: str = "") -> None:
        """To a section: these are the settings."""
        self._choose_section([one.id for one in SECTIONS].index(section or "agency"))

    def _list(self) -> Pairs:
        return self.rows if self._in_rows else self.sections

    def verb_down(self) -> None:
        """One row down."""
        self._list().move(1)

    def verb_up(self) -> None:
        """One row up."""
        self._list().move(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self._list().move(self._list().page)

    def verb_page_up(self) -> None:
        """One page up."""
        self._list().move(-self._list().page)

    def verb_top(self) -> None:
        """To the first row."""
        self._list().choose(0)

    def verb_bottom(self) -> None:
        """To the last row."""
        self._list().choose(10_000_000)

    def verb_search(self) -> None:
        """Find a row of this section, then of the others."""
        desk = self.session.desk

        def answer(text: str) -> None:
            wanted = text.casefold()
            places = [self._at, *(at for at in range(len(SECTIONS)) if at != self._at)]
            for at in places:
                rows = SECTIONS[at].rows(desk)
                texts = [f"{row.pair.name} {row.pair.value}".casefold() for row in rows]
                found = next((place for place, one in enumerate(texts) if wanted in one), None)
                if found is not None:
                    self._choose_section(at)
                    self._turn_to(True)
                    self.rows.choose(found)
                    return
            self.warn(_("Nothing matches."))

        self.ask("/", answer)

    # The form

    def _ask(self, row: Row | None) -> None:
        section, desk = self.section, self.session.desk
        self._asked = row
        self.said = None
        title = row.pair.name.strip() if row else _("New: {section}").format(section=_(section.title))
        self.form.open(
            title,
            section.entries(desk, row),
            handed_in=self._store,
            left=self._close_form,
            typed=partial(section.note, row=row),
        )
        self._place()
        self._show()

    def _close_form(self) -> None:
        self.form.close()
        self.set_focus(None)
        self._place()
        self._show()

    def _store(self, values: dict[str, str]) -> None:
        """Store the form; it stays open, with the reason, when it is refused."""
        section, row, desk, typing = self.section, self._asked, self.session.desk, self.focused
        self.set_focus(None)
        self.hold()

        def stored(done: Done) -> None:
            said = self.said
            self._close_form()
            self.said = said
            self._choose_stored(done)
            self._offer_reckoning(done)

        async def run() -> None:
            await self._carry_out(lambda rev: section.store(desk, row, values, rev), row.rev if row else None, stored)
            if self.query_one(Panel).display:
                self.typing_in = typing
            elif self.form.display:
                self.set_focus(typing)
            self.ready()

        start(self, run, "commit")

    def _choose_stored(self, done: Done) -> None:
        """The cursor goes to what was stored."""
        ids = {(table, id) for table, each in done.changed.items() for id in each}
        found = next((at for at, row in enumerate(self._rows) if ids.intersection(row.records)), None)
        if found is not None:
            self.rows.choose(found)
        self.show_footer()

    def warn(self, sentence: str) -> None:
        """Tell why something did not happen: in the form, where one is open."""
        if self.form.display:
            self.form.note(sentence)
        else:
            super().warn(sentence)
