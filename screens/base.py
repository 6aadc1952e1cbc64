"""What every place has: verbs by keys, and a way to carry out use cases off the loop."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
from textual import events

from commands import Command, State, by_keys, matching, prefixes
from commands.own import LABELS as OWN_LABELS
from desk import history
from domain.outcomes import Conflict, Done, Outcome, Refused
from domain.preferences import Choice
from screens.foot import key_name
from screens.ways import Ways
from screens.work import start
from widgets.bar import Part
from widgets.line import Drawn
from widgets.page import Block, Both
from widgets.panel import Panel
from widgets.theme import ASCII_SIGNS, UNICODE_SIGNS
from wording import _, deeds, labels, results

Work = Callable[[int | None], Outcome]
"""A use case; its argument is the revision the admin saw, or None to store over what is there."""
PATIENCE = 1.0
"""Seconds after which it is told that something takes its time: a change of very many, a store others hold."""


class DeskScreen(Ways):
    """A place of the desk."""

    DEFAULT_CSS = """
    DeskScreen { layers: base over; overflow: hidden; background: $background; }
    DeskScreen > * { position: absolute; }
    DeskScreen > #choices { layer: over; display: none; background: $panel; }
    """
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Key] = []
        self._waiting = True
        self._deeds = 0

    @property
    def at_rest(self) -> bool:
        """Nothing is being typed, read in a panel or asked: what happened elsewhere may be told."""
        return self.focused is None and not self.prefix and not self.query_one(Panel).display

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
        self._waiting = False
        self._take_held()

    def hold(self) -> None:
        """Keep the keys until `ready`: what they act on is not there yet."""
        self._waiting = True

    def _take_held(self) -> None:
        """Hand on the keys that were kept, to whatever has the keys by now."""
        if self._waiting or self._deeds:
            return
        held, self._held = self._held, []
        for event in held:
            (self.app.focused or self.app.screen)._forward_event(events.Key(event.key, event.character))

    def passes(self, key: str) -> bool:
        """Whether a key need not wait until what was done before it is stored. To be overridden."""
        return False

    def _forward_event(self, event: events.Event) -> None:
        """Textual brings every key here that no field takes. Answered at once, but for keys that are faster than the
        disk: each finds what the one before it did."""
        if not isinstance(event, events.Key):
            super()._forward_event(event)
        elif self._waiting or self._held or (self._deeds and not self.passes(event.key)):
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
        if token is None or self.panel_key(token):
            return
        keys = f"{self.prefix} {token}" if self.prefix else token
        state = self.situation()
        command = by_keys(keys, state)
        was_prefixed, self.prefix = bool(self.prefix), ""
        if command is None and not was_prefixed and token in prefixes(state):
            self.prefix = token
            self.chord_begun(token)
        else:
            self.said = None
        if command is not None:
            self.perform(command)
        elif not self.prefix:
            self._say_why_not(keys, state)
        self.show_footer()

    def _say_why_not(self, keys: str, state: State) -> None:
        """Keys that mean nothing now, but would if the comment still waited for us: say that it does not.

        The second key of a chord is taken in all the same: alone it could mean something else.
        """
        waiting = msgspec.structs.replace(state, comment_state="new")
        if state.comment_state and (by_keys(keys, waiting) or keys in prefixes(waiting)):
            self.prefix = keys if keys in prefixes(waiting) else ""
            self.warn(results.refused("not_open", {"state": state.comment_state}))

    def perform(self, command: Command) -> None:
        """Carry out a verb: by the method ``verb_<id>``, or ``verb_<first part>`` with the rest as its argument."""
        first, _dot, rest = command.id.partition(".")
        method = getattr(self, f"verb_{first}_{rest}", None)
        if method is not None:
            method()
        elif (method := getattr(self, f"verb_{first}", None)) is not None:
            method(*([rest] if rest else []))

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
        """Carry out a use case in the writer's thread; say what came of it. The keys that follow wait for it.

        Args:
            rev: the revision the admin saw.
            then: told when it is done, also after a conflict was decided.
            ended: told at once whatever came of it; None: it failed.
            slow: it waits for the network first, and no key waits for it.
        """

        async def run() -> None:
            await self._carry_out(work, rev, then, ended=ended, slow=slow)

        if slow:
            start(self, run, "commit")
        else:
            self.first(run)

    def first(self, work: Callable[[], Awaitable[None]]) -> None:
        """Let `work` run; the keys that follow wait for it."""
        self._deeds += 1

        async def run() -> None:
            try:
                await work()
            except asyncio.CancelledError:
                self._held.clear()  # The desk is left.
                raise
            finally:
                self._deeds -= 1
                self._take_held()

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
        patience = None if quiet else self.set_timer(PATIENCE, lambda: self.say(_("working …"), fg="accent"))
        try:
            if slow:
                outcome = await self.session.in_background(lambda: work(rev))
            else:
                outcome = await asyncio.get_running_loop().run_in_executor(self.session.writer, work, rev)
        except Exception as error:
            self.session.note_trouble(error)
            self.say(results.trouble(error), "!", "error")
        finally:
            if patience:
                patience.stop()
        if isinstance(outcome, Done):
            self.session.spread({table: set(ids) for table, ids in outcome.changed.items()})
            if not quiet:
                self.say(deeds.done(outcome))
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
        self._held.clear()  # Keys that were typed before it was seen are no answers.
        if self.focused is None:
            self.verb_conflict_open()
        else:  # The letters that are being typed are no answers.
            who = labels.person(conflict.by) or _("another admin")
            self.warn(_("{who} has changed this too; your change waits: esc, then g b").format(who=who))

    def verb_conflict_open(self) -> None:
        """Decide about a change that met a colleague's."""
        if self.session.unsettled:
            self.session.unsettled.open(self)

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
        self.ask(_("export"), self.session.files.export, hint=_("comments today; audit 2026-11-30"))

    # Help and palette

    def verb_help(self) -> None:
        """The keys that work here."""
        from screens.help import help_blocks

        self.typing_in = self.focused
        self.set_focus(None)
        columns = min(self.size.width - 2, 112)
        signs = ASCII_SIGNS if self.session.preferences.ascii else UNICODE_SIGNS
        blocks = help_blocks(self.situation(), columns - 6, signs)
        self.open_panel(_("Keys that work here"), blocks, columns=columns, rows=len(blocks) + 3)

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

    # Leaving

    def verb_back(self) -> None:
        """One step back."""
        self.verb_quit()


def _palette_row(command: Command, first: bool) -> Block:
    fg = "bright" if first else "foreground"
    label = Part(f"{_(command.label)}  ", fg, first)
    key = key_name(command.keys[0]) if command.keys else ""
    return Both((label, Part(_(command.help), "muted")), (Part(key, "accent", True),))
