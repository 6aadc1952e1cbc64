"""What every place has: verbs by keys, a footer, a prompt, a panel, and a way to carry out use cases off the loop."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from commands import PREFIXES, Command, State, by_keys, key_of, matching, offered, prefixes
from commands.own import LABELS as OWN_LABELS
from desk import history
from domain.outcomes import Conflict, Done, Outcome, Refused
from domain.preferences import Choice
from screens.session import Session
from screens.work import start
from widgets.bar import Bar, Part
from widgets.line import Drawn
from widgets.page import Block, Both, Page, Words
from widgets.panel import Panel
from widgets.text import width
from widgets.theme import ASCII_SIGNS, UNICODE_SIGNS
from wording import _, labels, results

if TYPE_CHECKING:
    from widgets.prompt import Prompt

Work = Callable[[int | None], Outcome]
"""A use case; its argument is the revision the admin saw, or None to store over what is there."""

KEY_NAMES = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "shift+tab": "s-tab",
    "ctrl+p": "^p",
    "f1": "F1",
}


def key_name(keys: str) -> str:
    """How a key is written on the screen."""
    return " ".join(KEY_NAMES.get(key, key) for key in keys.split())


def key_for(verb: str) -> str:
    """The key a verb has for this admin, as it is written on the screen."""
    return key_name(key_of(verb))


def place_at(widget: Widget, region: Region) -> None:
    """Let a widget stand exactly there; an empty region hides it."""
    widget.display = bool(region.area)
    if region.area:
        widget.styles.offset = (region.x, region.y)
        widget.styles.width = region.width
        widget.styles.height = region.height


class DeskScreen(Screen[None]):
    """A place of the desk."""

    DEFAULT_CSS = """
    DeskScreen { layers: base over; overflow: hidden; background: $background; }
    DeskScreen > * { position: absolute; }
    DeskScreen > #choices { layer: over; display: none; background: $panel; }
    """
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._prefix = ""
        self._said: list[Part] | None = None
        self._held: list[events.Key] | None = []
        self._typing_in: Widget | None = None
        self._panel_keys: dict[str, Callable[[], None]] = {}
        self._panel_moves: dict[str, Callable[[], None]] = {}

    @property
    def session(self) -> Session:
        """The app, as the places know it."""
        return cast(Session, self.app)

    @property
    def at_rest(self) -> bool:
        """Nothing is being typed, read in a panel or asked: what happened elsewhere may be told."""
        return self.focused is None and not self._prefix and not self.query_one(Panel).display

    def compose_common(self) -> ComposeResult:
        """What every place has at its foot and over itself."""
        yield Bar(on="panel", id="footer")
        yield Page(on="dialog", id="choices")
        yield Panel(id="panel")

    # What a place must say of itself

    def state(self) -> State:
        """What the rules of the verbs may look at. To be overridden."""
        raise NotImplementedError

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Records were changed, by this desk or another. To be overridden."""

    def tick(self, now: int) -> None:
        """A minute has turned. To be overridden."""

    def keep_drafts(self) -> None:
        """The line is cut: store what was typed, at once. To be overridden where anything is typed."""

    def chord_begun(self, first: str) -> None:
        """The first key of a chord was pressed, and what may follow is shown. To be overridden."""

    def choice(self, command: Command) -> str:
        """What a verb is called among those that may follow the first key of a chord. To be overridden."""
        return _(command.label)

    def redraw(self) -> None:
        """Another language or theme: say and draw everything again."""
        self.changed({"comments": set(), "posts": set(), "feeds": set()})
        self.show_footer()
        for drawn in self.query(Drawn):
            drawn.refresh()

    def situation(self) -> State:
        """What the rules of the verbs may look at, with what is the same in every place."""
        desk = self.session.desk
        return msgspec.structs.replace(
            self.state(),
            chosen_here=self.session.preferences.chosen(),
            can_undo=bool(desk.done),
            can_repeat=self.session.last_deed is not None,
            can_redo=bool(desk.undone),
            unsettled=self.session.unsettled is not None,
        )

    # Keys

    def ready(self) -> None:
        """The place can take keys: those that came while it was being made first."""
        held, self._held = self._held, None
        for event in held or ():
            target = self.focused or self
            target._forward_event(events.Key(event.key, event.character))

    def _forward_event(self, event: events.Event) -> None:
        """Textual brings every key here that no field takes. Answered at once: the next key finds what this one did."""
        if not isinstance(event, events.Key):
            super()._forward_event(event)
        elif self._held is not None:
            self._held.append(event)
        else:
            self.key(event)

    def on_key(self, event: events.Key) -> None:
        """A key that bubbled up from a field: help works while typing too."""
        if event.key == "f1":
            event.stop()
            self.verb_help()

    def key(self, event: events.Key) -> None:
        """Find the verb those keys mean here and carry it out."""
        token = event.character if event.is_printable and event.character != " " else event.key
        if token is None or self._panel_key(token):
            return
        keys = f"{self._prefix} {token}" if self._prefix else token
        state = self.situation()
        command = by_keys(keys, state)
        was_prefixed, self._prefix = bool(self._prefix), ""
        if command is None and not was_prefixed and token in prefixes(state):
            self._prefix = token
            self.chord_begun(token)
        else:
            self._said = None
        if command is not None:
            self.perform(command)
        self.show_footer()

    def perform(self, command: Command) -> None:
        """Carry out a verb: by the method ``verb_<id>``, or ``verb_<first part>`` with the rest as its argument."""
        first, _dot, rest = command.id.partition(".")
        method = getattr(self, f"verb_{first}_{rest}", None)
        if method is not None:
            method()
        elif (method := getattr(self, f"verb_{first}", None)) is not None:
            method(*([rest] if rest else []))

    # Footer

    def footer_parts(self) -> list[Part]:
        """The verbs that can be used now, by usefulness."""
        state = self.situation()
        if self._prefix:
            return [Part(f" {_(PREFIXES[self._prefix])} … ", "bright", True), Part(_("which one?"))]
        ranked = sorted((one for one in offered(state) if one.rank < 95), key=lambda one: one.rank)
        pairs: list[tuple[str, str]] = []
        for command in ranked:
            if command.rank != 21 and command.keys:
                pairs.append((key_name(command.keys[0]), _(command.label)))
        if feelings := [key_name(command.keys[0]) for command in ranked if command.rank == 21 and command.keys]:
            pairs[1:1] = [(" ".join(feelings), _("sentiment")), ("c", _(PREFIXES["c"]))]
        if "b" in prefixes(state) and state.place != "preview":
            pairs[3:3] = [("b", _(PREFIXES["b"]))]
        return [Part(" ", "muted"), *self._fitting(pairs)]

    def _fitting(self, pairs: list[tuple[str, str]]) -> list[Part]:
        """As many verbs as fit beside the help key; a verb is shown whole or not at all."""
        room = self.size.width - 12
        parts: list[Part] = []
        for pair in pairs:
            more = _key_parts([pair])
            room -= sum(len(part.text) for part in more)
            if room < 0:
                break
            parts += more
        return parts

    def _chord_key(self, command: Command) -> str:
        return next(key.split()[1] for key in command.keys if key.startswith(f"{self._prefix} "))

    def show_footer(self) -> None:
        """Draw the footer: a result until the next key, else the verbs."""
        key = "F1" if self.focused else "?"
        right = [Part(key, "accent", True), Part(" " + _("help"), "muted")]
        self.query_one("#footer", Bar).show(self._said or self.footer_parts(), right)
        self._show_choices()

    def _show_choices(self) -> None:
        """Over the footer, the second keys of a chord that was begun."""
        choices = self.query_one("#choices", Page)
        if not self._prefix:
            choices.display = False
            return
        shown = [
            one for one in offered(self.situation()) if any(key.startswith(f"{self._prefix} ") for key in one.keys)
        ]
        pairs = [(self._chord_key(one), self.choice(one)) for one in shown]
        each = max(width(label) for _key, label in pairs) + 5
        columns = max(1, (self.size.width - 4) // each)
        rows = [pairs[start : start + columns] for start in range(0, len(pairs), columns)]
        choices.show([Both(tuple(part for pair in row for part in _cell(*pair, each))) for row in rows])
        place_at(choices, Region(0, self.size.height - 1 - len(rows), self.size.width, len(rows)))

    def say(self, sentence: str, sign: str = "●", fg: str = "success") -> None:
        """Tell what came of something, where the keys stand, until the next key.

        What has several lines stands in a panel, and so does bad news that is too long for one.
        """
        if "\n" in sentence or (fg != "success" and len(sentence) > self.size.width - 16):
            rows = 5 + sum(1 + len(line) // 66 for line in sentence.split("\n"))
            self.open_panel(_("Message"), [None, Words(sentence, "bright")], columns=74, rows=rows)
        self._said = [Part(f" {sign} ", fg, True), Part(sentence, "bright")]
        if fg == "success":
            desk = self.session.desk
            for verb, entries in (("undo", desk.done), ("redo", desk.undone)):
                if entries:
                    self._said += [Part(f"   {key_for(verb)} ", "accent", True), Part(_(verb))]
        self.show_footer()

    def warn(self, sentence: str) -> None:
        """Tell why something did not happen."""
        self.say(sentence, "!", "warning")

    # Use cases

    def carry_out(
        self,
        work: Work,
        rev: int | None = None,
        then: Callable[[Done], None] | None = None,
        *,
        ended: Callable[[Outcome | None], None] | None = None,
        slow: bool = False,
    ) -> None:
        """Carry out a use case in the writer's thread; say what came of it.

        Args:
            rev: the revision the admin saw.
            then: told when it is done, also after a conflict was decided.
            ended: told at once whatever came of it; None: it failed.
            slow: it waits for the network first.
        """

        async def run() -> None:
            await self._carry_out(work, rev, then, ended=ended, slow=slow)

        start(self, run, "commit")

    async def _carry_out(
        self,
        work: Work,
        rev: int | None,
        then: Callable[[Done], None] | None,
        *,
        ended: Callable[[Outcome | None], None] | None = None,
        quiet: bool = False,
        slow: bool = False,
    ) -> None:
        outcome: Outcome | None = None
        try:
            if slow:
                outcome = await self.session.in_background(lambda: work(rev))
            else:
                outcome = await asyncio.get_running_loop().run_in_executor(self.session.writer, work, rev)
        except Exception as error:
            self.session.note_trouble(error)
            self.say(results.trouble(error), "!", "error")
        if isinstance(outcome, Done):
            self.session.spread({table: set(ids) for table, ids in outcome.changed.items()})
            if not quiet:
                self.say(results.done(outcome))
            if then:
                then(outcome)
        elif isinstance(outcome, Refused):
            self.warn(results.refused(outcome.reason, outcome.params))
        elif outcome:
            self.show_conflict(outcome, work, rev, then)
        if ended:
            ended(outcome)

    def show_conflict(
        self, conflict: Conflict, work: Work, rev: int | None, then: Callable[[Done], None] | None
    ) -> None:
        """Both versions, side by side; the admin chooses. Until then nothing is stored and nothing is lost."""
        from screens.conflict import ConflictDialog

        if not conflict.theirs:
            self.warn(results.refused("gone", {}))
            return
        self.session.unsettled = ConflictDialog(conflict, work, rev, then)
        if self.focused is None:
            self.verb_conflict_open()
        else:  # The letters that are being typed are no answers.
            who = labels.person(conflict.by) or _("another admin")
            self.warn(_("{who} has changed this too; your change waits: esc, then g b").format(who=who))

    def verb_conflict_open(self) -> None:
        """Decide about a change that met a colleague's."""
        if self.session.unsettled:
            self.session.unsettled.open(self)

    def verb_go_trail(self) -> None:
        """To the audit trail."""
        self.open_trail()

    def verb_go_referrals(self) -> None:
        """To what waits for other agencies."""
        from screens.referrals import ReferralsScreen

        self.app.push_screen(ReferralsScreen())

    def open_trail(self, query: str = "") -> None:
        """Show who did what, limited to `query`."""
        from screens.trail import TrailScreen

        self.app.push_screen(TrailScreen(query))

    def verb_archive_search(self) -> None:
        """To the archives, with the words the comments are searched for."""
        from screens.archive import ArchiveScreen

        self.app.push_screen(ArchiveScreen(self.session.inbox.listing.words))

    def verb_correction_read_again(self) -> None:
        """Read the open comments again that nobody has judged."""
        desk = self.session.desk

        def work(_rev: int | None) -> Outcome:
            from desk import lessons

            return lessons.read_again(desk)

        self.say(_("reading the open comments again …"), fg="accent")
        self.carry_out(work, slow=True)

    def verb_person_erase(self) -> None:
        """Find all there is of a citizen, and erase it."""
        from screens.erasing import begin

        begin(self)

    def verb_undo(self) -> None:
        """Take back the last thing."""
        desk = self.session.desk
        self.carry_out(lambda _rev: history.undo(desk))

    def verb_redo(self) -> None:
        """Do again what was taken back last."""
        desk = self.session.desk
        self.carry_out(lambda _rev: history.redo(desk))

    def verb_export(self) -> None:
        """Ask what to write into a file."""
        self.ask(_("export"), self.session.export, hint=_("comments today; audit 2026-11-30"))

    # Panel

    def open_panel(
        self,
        title: str,
        blocks: list[Block],
        *,
        columns: int = 76,
        rows: int = 20,
        keys: dict[str, Callable[[], None]] | None = None,
        moves: dict[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show a panel. `keys` are its answers; each closes it, and so does escape. After `moves` it stays open."""
        self._panel_keys = keys or {}
        self._panel_moves = moves or {}
        self.query_one(Panel).show(title, blocks, columns=columns, rows=rows)

    def _panel_key(self, token: str) -> bool:
        panel = self.query_one(Panel)
        if not panel.display:
            return False
        step = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": 10, "space": 10, "pageup": -10}.get(token)
        if token in self._panel_moves:
            self._panel_moves[token]()
        elif step and panel.page.rows > panel.page.size.height:
            panel.page.scroll_rows(step)
        elif token in self._panel_keys or token in ("escape", "q", "enter", "?", "f1"):
            self.close_panel()
            self._panel_keys.pop(token, lambda: None)()
        elif not self._panel_keys and not self._panel_moves:
            self.close_panel()  # It only tells: a key that means something else does that.
            return False
        return True

    def close_panel(self) -> None:
        """Put the panel away; what was typed in before has the keys again."""
        self.query_one(Panel).hide()
        self.set_focus(self._typing_in)
        self._typing_in = None
        self.show_footer()

    def verb_help(self) -> None:
        """The keys that work here."""
        from screens.help import help_blocks

        self._typing_in = self.focused
        self.set_focus(None)
        columns = min(self.size.width - 2, 112)
        signs = ASCII_SIGNS if self.session.preferences.ascii else UNICODE_SIGNS
        blocks = help_blocks(self.situation(), columns - 6, signs)
        self.open_panel(_("Keys that work here"), blocks, columns=columns, rows=len(blocks) + 3)

    # Prompt

    def hold(self) -> None:
        """Keep the keys until `ready`: what they act on is not there yet."""
        self._held = self._held or []

    def ask(
        self,
        label: str,
        answer: Callable[[str], None],
        *,
        value: str = "",
        hint: str = "",
        typed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
        complete: Callable[[str], str] | None = None,
        selected: bool = True,
    ) -> None:
        """Ask for one line at the foot.

        `typed` hears every letter, `left` that it was escaped, `complete` gives the line that tab makes of another;
        `selected`: what is typed first takes the place of `value`.
        """

        def submitted(text: str) -> None:
            self._close_prompt()
            answer(text)

        def escaped() -> None:
            self._close_prompt()
            if left:
                left()

        async def begin() -> None:
            from widgets.prompt import Prompt

            if not self.query(Prompt):
                await self.mount(Prompt())
            place_at(self.prompt, Region(0, self.size.height - 1, self.size.width, 1))
            self.prompt.ask(
                label, submitted=submitted, left=escaped, typed=typed, value=value, hint=hint, selected=selected
            )
            self.prompt.field.complete = complete
            self.set_focus(self.prompt.field)
            self.ready()

        self.hold()
        self.call_later(begin)

    @property
    def prompt(self) -> "Prompt":
        """The prompt that is open."""
        from widgets.prompt import Prompt

        return self.query_one(Prompt)

    def _close_prompt(self) -> None:
        self.prompt.display = False
        self.set_focus(None)
        self.show_footer()

    # Palette

    def verb_palette(self) -> None:
        """Every verb that can be used now, found by typing."""

        def typed(text: str) -> None:
            self._show_palette(matching(text, self.situation()))

        def answer(text: str) -> None:
            self.query_one(Panel).hide()
            if found := matching(text, self.situation()):
                self.perform(found[0])
            else:
                self.warn(_("There is no such verb here."))

        typed("")
        self.ask(":", answer, typed=typed, left=self.query_one(Panel).hide)

    def _show_palette(self, found: list[Command]) -> None:
        blocks: list[Block] = [_palette_row(command, place == 0) for place, command in enumerate(found)]
        self.open_panel(_("Every verb · enter does the first"), blocks, columns=76, rows=18)

    # What each admin chooses

    def verb_language(self, language: str) -> None:
        """Speak another language."""
        self._choose("language", language)

    def verb_theme(self, theme: str) -> None:
        """Draw in another theme."""
        self._choose("theme", theme)

    def verb_bell(self, bell: str) -> None:
        """Ring for what is urgent, or never."""
        self._choose("bell", bell)

    def _choose(self, name: Choice, value: str) -> None:
        self.session.choose(name, value)
        label, _help = OWN_LABELS[f"{name}.{value}"]
        self.say(_("Kept: {choice}").format(choice=_(label)), fg="accent")

    def verb_preferences(self) -> None:
        """Show what this admin chose, and where each choice is set."""
        from screens.help import preference_blocks

        self.open_panel(_("Your choices"), preference_blocks(self.session.preferences), columns=76, rows=16)

    # Moving that every place has

    def verb_back(self) -> None:
        """One step back."""
        self.verb_quit()

    def verb_quit(self) -> None:
        """Leave this place."""
        self.app.pop_screen()

    def copy_address(self, address: str) -> None:
        """Show and copy an address, or say that there is none."""
        if address:
            self.copied(address, _("Address"))
        else:
            self.warn(_("It has no address."))

    def copied(self, text: str, what: str) -> None:
        """Put a text on the terminal's clipboard and show it, since the terminal may refuse."""
        from domain.text import clean

        shown = clean(text, lines=500)
        self.app.copy_to_clipboard(shown)
        note = _("Sent to your terminal's clipboard. If it did not arrive, select it here with shift and the mouse.")
        rows = min(self.size.height - 4, 8 + sum(1 + len(line) // 66 for line in shown.split("\n")))
        self.open_panel(what, [None, Words(shown, "bright"), None, Words(note, "muted")], columns=74, rows=rows)


def _cell(key: str, label: str, cells: int) -> tuple[Part, Part]:
    return Part(f"{key} ", "accent", True), Part(label + " " * (cells - 2 - width(label)), "foreground")


def _key_parts(pairs: list[tuple[str, str]]) -> list[Part]:
    parts: list[Part] = []
    for key, label in pairs:
        parts += [Part(key, "accent", True), Part(f" {label}   ", "muted")]
    return parts


def _palette_row(command: Command, first: bool) -> Block:
    fg = "bright" if first else "foreground"
    label = Part(f"{_(command.label)}  ", fg, first)
    key = key_name(command.keys[0]) if command.keys else ""
    return Both((label, Part(_(command.help), "muted")), (Part(key, "accent", True),))
