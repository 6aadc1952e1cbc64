"""Macros at the keys: `m` and a digit plays one, a free digit records one, `m t` writes one."""

import re

from desk import macros as use
from domain.macros import DIGITS, Move, Words, closes, offered, read, with_move
from screens.verbs import CommentVerbs, Deed
from screens.work import start
from wording import _, results
from wording import macros as words

_KEPT = re.compile(r"\s*m?\s*([0-9]{1,3})\s+(.*)", re.DOTALL)


class Recording:
    """What is done until it is kept as a macro.

    Attributes:
        digit: the key it is for.
        moves: what was done so far.
    """

    def __init__(self, digit: int) -> None:
        self.digit = digit
        self.moves: tuple[Move, ...] = ()

    def note(self, moves: tuple[Move, ...]) -> None:
        """That was done, too."""
        for move in moves:
            self.moves = with_move(self.moves, move)


class Macros:
    """What a place does with macros."""

    def __init__(self, place: CommentVerbs) -> None:
        self._place = place
        self._desk = place.session.desk

    def name_of(self, digit: int) -> str:
        """What the key does now."""
        recording, shown = self._place.session.recording, use.shown(self._desk)
        if recording and recording.digit == digit:
            return _("end recording")
        if digit in shown:
            return words.macro_name(shown[digit].name, shown[digit].shipped)
        return _("record")

    def key(self, rest: str) -> None:
        """A digit, or what is done with macros as such."""
        if rest == "write":
            self._write()
        elif rest == "list":
            from screens.settings import SettingsScreen

            self._place.app.push_screen(SettingsScreen("macros"))
        else:
            self._press(int(rest))

    def _press(self, digit: int) -> None:
        recording, shown = self._place.session.recording, use.shown(self._desk)
        if recording and recording.digit == digit:
            self._end(recording)
        elif digit in shown:
            self._play(shown[digit])
        elif recording:
            told = _("m {digit} is being recorded; m {digit} ends that first")
            self._place.warn(told.format(digit=recording.digit))
        else:
            self._place.session.recording = Recording(digit)
            told = _("Recording: what you do now is kept; m {digit} ends it")
            self._place.say(told.format(digit=digit), fg="accent")
            self._place.changed({})

    def _play(self, macro: use.Shown) -> None:
        desk, moves = self._desk, macro.moves
        name = words.macro_name(macro.name, macro.shipped)
        self._place.do(Deed(lambda id, rev: use.play(desk, id, name, moves, rev=rev), closes(moves), moves))

    def _end(self, recording: Recording) -> None:
        place, digit, moves = self._place, recording.digit, recording.moves
        place.session.recording = None
        place.changed({})
        if not moves:
            place.warn(_("Nothing was done that a macro can do again; nothing is kept."))
            return
        label = _("name of m {digit}").format(digit=digit)
        place.ask(label, lambda name: self._keep(digit, name, moves), hint=words.line(moves))

    def _keep(self, digit: int, name: str, moves: tuple[Move, ...]) -> None:
        desk = self._desk
        self._place.carry_out(lambda _rev: use.keep(desk, digit, name, moves))

    # Writing

    def _write(self) -> None:
        place = self._place

        shown = use.shown(self._desk)
        free = next((digit for digit in DIGITS if digit not in shown), DIGITS[-1])

        def answer(text: str) -> None:
            found = _KEPT.fullmatch(text)
            digit, name = (int(found[1]), found[2]) if found else (free, text.strip())
            if not found and (not name or name.isdecimal()):
                place.warn(results.refused("bad_macro_digit", {"digit": name}))
            else:
                self._ask_moves(digit, name)

        place.ask(_("macro"), answer, value=f"{free} ", hint=_("digit and name: 6 lampu jalan"))

    def _ask_moves(self, digit: int, name: str) -> None:
        """Ask for what it does, once it is known what agencies, admins and templates are called."""
        place, desk = self._place, self._desk

        async def ask() -> None:
            names = {}
            try:
                names = await place.session.in_background(lambda: use.names(desk))
            finally:
                self._ask_line(digit, name, words.words(names))

        place.hold()
        start(place, ask, "names", exclusive=True)

    def _ask_line(self, digit: int, name: str, known: Words, line: str = "") -> None:
        place = self._place

        def typed(text: str) -> None:
            _start, found = offered(text, min(place.prompt.field.cursor_position, len(text)), known)
            faults = [one for one in read(text, known)[1] if one.end < len(text)]
            place.prompt.hint(words.fault(faults[0]) if faults else " ".join(found))

        def complete(text: str) -> str:
            at = place.prompt.field.cursor_position
            begun, found = offered(text, at, known)
            return text[:begun] + found[0] + text[at:] if found else text

        def answer(text: str) -> None:
            moves, faults = read(text, known)
            if faults:
                self._ask_line(digit, name, known, text)
                place.call_later(lambda: place.prompt.hint(words.fault(faults[0])))
            else:
                self._keep(digit, name, moves)

        label = _("m {digit} does").format(digit=digit)
        place.ask(label, answer, value=line, typed=typed, complete=complete, hint=words.example(), selected=False)
