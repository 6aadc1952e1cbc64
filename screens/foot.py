"""What every place has at its foot and over itself: verbs and results in the footer, a prompt, a panel."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from commands import PREFIXES, Command, State, key_of, offered, prefixes
from screens.session import Session
from widgets.bar import Bar, Part
from widgets.page import Block, Both, Page, Words
from widgets.panel import Panel
from widgets.text import width
from wording import _

if TYPE_CHECKING:
    from widgets.prompt import Prompt

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


class Footed(Screen[None]):
    """A place as far as it tells and asks."""

    def __init__(self) -> None:
        super().__init__()
        self.prefix = ""
        self.said: list[Part] | None = None
        self.typing_in: Widget | None = None
        self._panel_keys: dict[str, Callable[[], None]] = {}
        self._panel_moves: dict[str, Callable[[], None]] = {}

    @property
    def session(self) -> Session:
        """The app, as the places know it."""
        return cast(Session, self.app)

    def compose_common(self) -> ComposeResult:
        """What every place has at its foot and over itself."""
        yield Bar(on="panel", id="footer")
        yield Page(on="dialog", id="choices")
        yield Panel(id="panel")

    def situation(self) -> State:
        """What the rules of the verbs may look at. To be overridden."""
        raise NotImplementedError

    def hold(self) -> None:
        """Keep the keys until `ready`: what they act on is not there yet. To be overridden."""

    def ready(self) -> None:
        """The place can take keys. To be overridden."""

    # Footer

    def choice(self, command: Command) -> str:
        """What a verb is called among those that may follow the first key of a chord. To be overridden."""
        return _(command.label)

    def footer_parts(self) -> list[Part]:
        """The verbs that can be used now, by usefulness."""
        state = self.situation()
        if self.prefix:
            return [Part(f" {_(PREFIXES[self.prefix])} … ", "bright", True), Part(_("which one?"))]
        ranked = sorted((one for one in offered(state) if one.rank < 95), key=lambda one: one.rank)
        pairs: list[tuple[str, str]] = []
        for command in ranked:
            if command.rank != 21 and command.keys:
                pairs.append((key_name(command.keys[0]), _(command.label)))
        feelings = [key_name(command.keys[0]) for command in ranked if command.rank == 21 and command.keys]
        if feelings and state.place != "preview":
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
        return next(key.split()[1] for key in command.keys if key.startswith(f"{self.prefix} "))

    def show_footer(self) -> None:
        """Draw the footer: a result until the next key, else the verbs."""
        key = "F1" if self.focused else "?"
        right = [Part(key, "accent", True), Part(" " + _("help"), "muted")]
        self.query_one("#footer", Bar).show(self.said or self.footer_parts(), right)
        self._show_choices()

    def _show_choices(self) -> None:
        """Over the footer, the second keys of a chord that was begun."""
        choices = self.query_one("#choices", Page)
        shown: list[Command] = []
        if self.prefix:
            chord = f"{self.prefix} "
            shown = [one for one in offered(self.situation()) if any(key.startswith(chord) for key in one.keys)]
        if not shown:
            choices.display = False
            return
        pairs = [(self._chord_key(one), self.choice(one)) for one in shown]
        each = max(width(label) for _key, label in pairs) + 5
        columns = max(1, (self.size.width - 4) // each)
        rows = [pairs[start : start + columns] for start in range(0, len(pairs), columns)]
        choices.show([Both(tuple(part for pair in row for part in _cell(*pair, each))) for row in rows])
        place_at(choices, Region(0, self.size.height - 1 - len(rows), self.size.width, len(rows)))

    def show_path(self, *names: str) -> None:
        """The first line, where it is one: by which way one came here. The last name is this place's."""
        way = "".join(f"{name} › " for name in ("Meja Humas", *names[:-1]))
        self.query_one("#header", Bar).show([Part(f" {way}"), Part(names[-1], "bright", True)])

    def say(self, sentence: str, sign: str = "●", fg: str = "success") -> None:
        """Tell what came of something, where the keys stand, until the next key.

        What has several lines stands in a panel, and so does bad news that is too long for one.
        """
        if "\n" in sentence or (fg != "success" and len(sentence) > self.size.width - 16):
            rows = 5 + sum(1 + len(line) // 66 for line in sentence.split("\n"))
            self.open_panel(_("Message"), [None, Words(sentence, "bright")], columns=74, rows=rows)
        self.said = [Part(f" {sign} ", fg, True), Part(sentence, "bright")]
        if fg == "success":
            desk = self.session.desk
            for verb, entries in (("undo", desk.done), ("redo", desk.undone)):
                if entries:
                    self.said += [Part(f"   {key_for(verb)} ", "accent", True), Part(_(verb))]
        self.show_footer()

    def warn(self, sentence: str) -> None:
        """Tell why something did not happen."""
        self.say(sentence, "!", "warning")

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

    def panel_key(self, token: str) -> bool:
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
        self.set_focus(self.typing_in)
        self.typing_in = None
        self.show_footer()

    def copied(self, text: str, what: str) -> None:
        """Put a text on the terminal's clipboard and show it, since the terminal may refuse."""
        from domain.text import clean

        shown = clean(text, lines=500)
        self.app.copy_to_clipboard(shown)
        note = _("Sent to your terminal's clipboard. If it did not arrive, select it here with shift and the mouse.")
        rows = min(self.size.height - 4, 8 + sum(1 + len(line) // 66 for line in shown.split("\n")))
        self.open_panel(what, [None, Words(shown, "bright"), None, Words(note, "muted")], columns=74, rows=rows)

    # Prompt

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


def _cell(key: str, label: str, cells: int) -> tuple[Part, Part]:
    return Part(f"{key} ", "accent", True), Part(label + " " * (cells - 2 - width(label)), "foreground")


def _key_parts(pairs: list[tuple[str, str]]) -> list[Part]:
    parts: list[Part] = []
    for key, label in pairs:
        parts += [Part(key, "accent", True), Part(f" {label}   ", "muted")]
    return parts
