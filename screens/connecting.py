"""Connecting an account: what to do on the platform, step by step, and a field for what is asked for now.

Works over SSH: addresses are shown to be opened on any computer, and what they lead to is pasted here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import connecting
from desk.connections import capabilities, connection_of, spent_today, token_file
from domain.accounts import NAMES, Account, label
from domain.connections import ABILITIES, MEANS
from domain.outcomes import Done, Outcome, Refused
from screens.base import DeskScreen
from screens.foot import place_at
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block, Fact, Page, Words
from widgets.typing import Field
from wording import _, deeds, figures, results
from wording import connecting as words

if TYPE_CHECKING:
    from desk.connecting import Setup

LABEL = 26
_WRONG = frozenset(
    {
        "channel_expired",
        "channel_refused",
        "other_attempt",
        "denied",
        "other_account",
        "no_such_page",
        "channel_unknown",
    }
)
"""The last answer was not right, or is used up: it is asked for anew. After anything else it may be given once more."""


class ConnectingScreen(DeskScreen):
    """One account's connection: how it goes, and how to make it.

    Args:
        account: which.
        folder: where this user's secrets lie.
    """

    DEFAULT_CSS = """
    ConnectingScreen Field { border: none; padding: 0 1; height: 1; background: $panel; color: $foreground; }
    ConnectingScreen Field:focus { border: none; background: $cursor; color: $bright; }
    """

    def __init__(self, account: Account, folder: Path) -> None:
        super().__init__()
        self._account = account
        self._tokens = token_file(folder)
        self._setup: Setup | None = None
        self._problem = ""
        self._asking = False

    def compose(self) -> ComposeResult:
        """Where we are, what to do, and the field."""
        yield Bar(on="panel", id="header")
        yield Page(id="page", label=15)
        yield Bar(id="ask")
        yield Field(compact=True, id="field", max_length=4_000, select_on_focus=False)
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Begin with the first thing that is asked for."""
        field = self.query_one(Field)
        field.cursor_blink = False
        field.submitted, field.left = self._answer, self.verb_back
        self._begin()
        self._place()
        self.ready()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted:
            self._place()

    def _begin(self) -> None:
        desk = self.session.desk
        begun: Setup | Refused = Refused(reason="not_here")
        if not (desk.example or desk.read_only):
            # The server is typed anew: whoever can write the store must not say where secrets go.
            begun = connecting.begin(self._account, self._tokens, desk.now)
        if isinstance(begun, Refused):
            self._setup, self._problem = None, results.refused(begun.reason, begun.params)
        else:
            self._setup = begun
        self._show()

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        place_at(self.query_one("#header"), Region(0, 0, columns, 1))
        place_at(self.query_one("#page"), Region(1, 1, columns - 2, rows - 4))
        there = self._setup is not None
        place_at(self.query_one("#ask"), Region(0, rows - 2, LABEL if there else 0, 1))
        place_at(self.query_one("#field"), Region(LABEL, rows - 2, columns - LABEL if there else 0, 1))
        place_at(self.query_one("#footer"), Region(0, rows - 1, columns, 1))

    def _show(self, offered: str = "") -> None:
        """Ask for what is next; `offered` stands in the field and is written over."""
        name = f"{NAMES[self._account.platform]} {label(self._account)}"
        self.show_path(_("Settings"), name)
        self.query_one("#page", Page).show(self._blocks())
        ask = self._setup.next if self._setup else None
        field = self.query_one(Field)
        field.value, field.password = offered, bool(ask and ask.secret)
        field.select_all()
        field.placeholder = _("may stay empty") if ask and ask.optional else ""
        self.query_one("#ask", Bar).show([Part(f" {words.ask(ask.name)}" if ask else "", "bright", True)])
        self.set_focus(field if ask and not self._asking else None)
        self.show_footer()

    def _blocks(self) -> list[Block]:
        blocks: list[Block] = [None]
        setup = self._setup
        page = setup.page() if setup else ""
        if self._asking:
            blocks += [Words(_("asking the platform …"), "accent"), None]
        elif self._problem:
            blocks += [Words(self._problem, "warning"), None]
        elif not (setup and setup.answers):  # What was answered, and what is to be done, need the room.
            blocks += self._standing()
        if setup is not None:
            steps = [] if page else words.steps(self._account.platform)
            blocks += [Words(f"{number}. {step}", "foreground") for number, step in enumerate(steps, 1)]
            blocks.append(None)
            said = setup.said().items()
            blocks += [Fact(words.ask(name), (Part(told or "✓", "success"),)) for name, told in said]
            if page:
                blocks += [None, Words(page, "accent")]
            if setup.next and (hint := words.hint(setup.platform, setup.next.name)):
                blocks += [None, Words(hint, "muted")]
        return blocks

    def _standing(self) -> list[Block]:
        """How the connection goes that is there already."""
        desk = self.session.desk
        known = connection_of(desk, self._account)
        if known is None:
            return []
        zone = desk.zone(self._account)
        blocks: list[Block] = [Fact(_("state"), (Part(words.health(known, desk.now(), zone), _tone(known.error)),))]
        can = capabilities(desk)[self._account.id]
        for means in MEANS:
            done = [words.ability(ability) for ability in ABILITIES if getattr(can, ability) == means]
            if done:
                blocks.append(Fact(words.means(means), (Part(", ".join(done), "foreground"),)))
        blocks.append(Fact(_("received"), (Part(figures.number(known.received), "foreground"),)))
        if price := words.price(self._account.platform):
            blocks.append(Fact(_("costs"), (Part(price, "foreground"),)))
        if spent := words.spending(spent_today(desk, self._account, known), known.budget):
            blocks.append(Fact(_("spent"), (Part(spent, "foreground"),)))
        blocks.append(None)
        return [*blocks, Words(_("To connect it again:"), "muted"), None]

    def state(self) -> State:
        """The form has no verbs."""
        return State(place="form")

    def footer_parts(self) -> list[Part]:
        """What the keys do."""
        pairs = [("enter", _("next"))] if self._setup and not self._asking else []
        if self._setup and self._setup.page():
            pairs.append(("F2", _("copy the address")))
        pairs.append(("esc", _("back")))
        return [
            Part(" "),
            *(part for key, told in pairs for part in (Part(key, "accent", True), Part(f" {told}   "))),
        ]

    def on_key(self, event: events.Key) -> None:
        """What the field leaves: F2 copies the address that is to be opened."""
        if event.key == "f2" and self._setup and (page := self._setup.page()):
            event.stop()
            self.app.copy_to_clipboard(page)
            self.say(_("copied to your terminal's clipboard"), fg="accent")

    def changed(self, changes: dict[str, set[int]]) -> None:
        """How reading goes may have changed."""
        if "connections" in changes:
            self.query_one("#page", Page).show(self._blocks())

    def tick(self, now: int) -> None:
        """A minute older."""
        self.query_one("#page", Page).show(self._blocks())

    def _answer(self) -> None:
        setup, typed = self._setup, self.query_one(Field).value
        if setup is None or self._asking:
            return
        if not_taken := connecting.answer(setup, typed):
            if typed.strip():
                self._problem = results.refused(not_taken.reason, not_taken.params)
                self._show(typed)
            return
        self._problem = ""
        if setup.next is None:
            self._finish(setup)
        self._show()

    def _finish(self, setup: "Setup") -> None:
        desk, account, tokens = self.session.desk, self._account, self._tokens
        self._asking = True

        def work() -> Outcome:
            return connecting.finish(desk, account, setup, tokens)

        async def run() -> None:
            outcome: Outcome | Exception
            try:
                outcome = await self.session.in_background(work)
            except Exception as error:
                self.session.note_trouble(error)
                outcome = error
            self._asking = False
            if isinstance(outcome, Done):
                self._leave(outcome)
            elif self.is_attached:
                self._ask_again(setup, outcome)

        start(self, run, "connecting", exclusive=True)

    def _leave(self, outcome: Done) -> None:
        self.session.spread({table: set(ids) for table, ids in outcome.changed.items()})
        if self.is_current:
            self.app.pop_screen()
        if isinstance(place := self.app.screen, DeskScreen):
            place.say(deeds.done(outcome), fg="accent")

    def _ask_again(self, setup: "Setup", outcome: Outcome | Exception) -> None:
        last = setup.back() or ""
        if isinstance(outcome, Refused):
            self._problem = results.refused(outcome.reason, outcome.params)
            last = "" if outcome.reason in _WRONG else last
        else:
            self._problem = results.trouble(outcome) if isinstance(outcome, Exception) else _("Please try again.")
        self._show(last)

    def verb_back(self) -> None:
        """To the last answer; from the first question away."""
        before = self._setup.back() if self._setup and not self._asking else None
        if before is None:
            self.verb_quit()
        else:
            self._problem = ""
            self._show(before)

    def verb_quit(self) -> None:
        """Away; nothing is kept, also where the platform has not answered yet."""
        if self._setup:
            self._setup.given_up = True
        super().verb_quit()


def _tone(error: str) -> str:
    return "warning" if error else "success"
