"""Crisis mode: its message, how far it is, what was done, and the way in and out."""

from collections.abc import Callable, Sequence
from functools import partial

from commands import State
from desk import restraint, revealing
from domain.comments import overdue, owed
from domain.restraint import PHASES, USUAL_MINUTES, Crisis, Phase
from screens.base import DeskScreen
from screens.browsing import OutlineScreen
from screens.foot import key_for
from widgets.bar import Bar, Part
from widgets.outline import Item, Title
from widgets.page import Block, Fact, Words
from wording import _, crisis, figures, labels

_LETTERS: dict[Phase, str] = {"before": "a", "during": "b", "after": "c"}


def start_crisis(place: DeskScreen, about: str = "", groups: tuple[int, ...] = ()) -> None:
    """Ask what has happened; then tell what crisis mode does, and start it when that is confirmed."""
    desk = place.session.desk

    def begin(reason: str) -> None:
        place.carry_out(lambda _rev: restraint.start(desk, reason, groups=groups))

    def confirm(reason: str) -> None:
        if not reason.strip():
            place.warn(_("What has happened? Crisis mode needs it in one line."))
            return
        frozen = _("Nothing is scheduled or published any more, but what a verified clarification has to say.")
        seen = _("Line 1 of every desk says so until somebody ends it.")
        blocks: list[Block] = [
            None,
            Words(reason, "error", True),
            None,
            Words(frozen),
            Words(_("Replies and posts need a second person's approval.")),
            Words(
                _("First replies about it are due within {n} minutes.").format(n=_minutes(place)) if groups else seen
            ),
            None,
            Fact("y", (Part(_("start crisis mode"), "bright", True),)),
            Fact("esc", (Part(_("leave it"), "foreground"),)),
        ]
        place.open_panel(_("Crisis mode?"), blocks, columns=72, rows=16, keys={"y": lambda: begin(reason)})

    place.ask(
        _("what has happened"), confirm, value=about, hint=_("in one line; everybody will read it"), selected=False
    )


def _minutes(place: DeskScreen) -> str:
    return place.session.desk.setting("crisis_minutes") or str(USUAL_MINUTES)


class CrisisScreen(OutlineScreen):
    """The crisis that is on, or that none is."""

    NAMES = 13

    def on_mount(self) -> None:
        """Show it."""
        self.place_frame()
        self.show_path(_("Crisis mode"))
        self.body.empty = [
            ("", _("Crisis mode is off.")),
            ("", ""),
            (key_for("crisis.start"), _("starts it: the queue is frozen until it is ended")),
        ]
        self._show()
        self.ready()

    def _on(self) -> Crisis | None:
        return restraint.crisis(self.session.desk)

    def _show(self) -> None:
        on, desk = self._on(), self.session.desk
        past = [one for one in restraint.crises(desk) if one.ended_at]
        entries: list[Title | Item] = self._of(on) if on else []
        if past:
            entries.append(Title(_("Ended"), figures.number(len(past))))
            entries += [self._past(one) for one in past]
        self.query_one("#stand", Bar).show(_chain(on) if on else [Part(" " + _("Crisis mode is off."))])
        self.body.show(entries)
        self.show_footer()

    def _of(self, on: Crisis) -> list[Title | Item]:
        now, zone = self.session.desk.now(), self.session.plan.zone
        since = _("since {time}, by {who}").format(
            time=figures.when(on.started_at, now, zone), who=labels.person(on.started_by)
        )
        entries: list[Title | Item] = [
            Title(on.reason, since, "error"),
            Item(("phase", 0), _("phase"), crisis.phase(on.phase)),
            self._message(on),
            Item(("clock", 0), _("first reply"), _("within {n} minutes").format(n=on.minutes), ink="muted"),
        ]
        for group in on.groups:
            entries.append(self._group(group))
        entries.append(Title(_("Log"), figures.number(len(on.log))))
        for place, one in reversed(list(enumerate(on.log))):
            at = figures.when(one.at, now, zone)
            entries.append(Item(("log", place), at, one.text, (Part(f"{labels.person(one.by)} ", "accent"),)))
        if not on.log:
            entries.append(Item(("log", -1), "", _("n puts down what was done or learnt"), ink="muted"))
        return entries

    def _message(self, on: Crisis) -> Item:
        if not on.message:
            return Item(
                ("message", 0), _("message"), _("none yet: r writes the one message of the crisis"), ink="warning"
            )
        if not on.approved_by:
            told = (Part(_("to be approved: {key}").format(key=key_for("crisis.approve")) + " ", "warning", True),)
        elif on.own_approval:
            told = (Part(_("approved by its writer, alone") + " ", "warning"),)
        else:
            told = (Part(_("approved by {who}").format(who=labels.person(on.approved_by)) + " ", "success"),)
        return Item(("message", 0), _("message"), on.message, told, "bright")

    def _group(self, group: int) -> Item:
        inbox, now = self.session.inbox, self.session.desk.now()
        ids = inbox.alike(group).order
        rows = [row for id in ids if (row := inbox.rows.get(id))]
        waits = sum(map(owed, rows))
        late = sum(overdue(one, now) for one in rows)
        comment = inbox.comment(group)
        text = revealing.text(comment) if comment else f"K{group}"
        told = figures.comments(len(ids))
        right = [Part(f"{told}   "), Part(_("{n} unanswered").format(n=figures.number(waits)) + " ", "foreground")]
        if late:
            right.append(Part("  " + _("{n} overdue").format(n=figures.number(late)) + " ", "error", True))
        return Item(("issues", group), _("about it"), text, tuple(right))

    def _past(self, one: Crisis) -> Item:
        now, zone = self.session.desk.now(), self.session.plan.zone
        ended = f"{figures.when(one.started_at, now, zone)} – {figures.when(one.ended_at, now, zone)}"
        return Item(("past", one.id), "", f"{one.reason}  {one.closing}", (Part(f"{ended} "),), "muted")

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Somebody did something."""
        if changes.keys() & {"crises", "comments"}:
            self._show()

    def tick(self, now: int) -> None:
        """A minute has turned."""
        self._show()

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="crisis", chosen=self.body.chosen is not None, crisis=self._on() is not None)

    # Verbs

    def verb_open(self) -> None:
        """What the row is about: to the issue; else it is changed, or read whole."""
        one = self.body.chosen
        if one is None:
            return
        if one.key[0] == "issues":
            self.open_record(*one.key)
        elif one.key[0] == "phase":
            self.verb_crisis_phase()
        elif one.key[0] == "message":
            self.verb_crisis_write()
        elif one.key[0] == "past":
            self._read_past(one.key[1])
        else:
            self._read(one.name, one.text)

    def _read(self, title: str, text: str) -> None:
        rows = min(self.size.height - 4, 6 + len(text) // 60)
        self.open_panel(title, [None, Words(text, "bright")], columns=76, rows=rows)

    def _read_past(self, id: int) -> None:
        now, zone = self.session.desk.now(), self.session.plan.zone
        for one in restraint.crises(self.session.desk):
            if one.id == id:
                log = [Fact(figures.when(entry.at, now, zone), (Part(entry.text, "foreground"),)) for entry in one.log]
                blocks: list[Block] = [None, Words(one.closing, "bright"), None, Words(one.message), None, *log]
                self.open_panel(one.reason, blocks, columns=76, rows=min(self.size.height - 4, 10 + 2 * len(log)))

    def verb_go_crisis(self) -> None:
        """Here already."""

    def verb_crisis_start(self) -> None:
        """Start it."""
        start_crisis(self)

    def verb_crisis_note(self) -> None:
        """Write into the log."""
        desk = self.session.desk
        self.ask(_("log"), lambda text: self.carry_out(lambda _rev: restraint.note(desk, text)))

    def verb_crisis_write(self) -> None:
        """Write the message."""
        on, desk = self._on(), self.session.desk
        if on:
            self.ask(
                _("message"),
                lambda text: self.carry_out(lambda rev: restraint.write_message(desk, text, rev=rev), on.rev),
                value=on.message,
                hint=_("one text for everybody"),
                selected=False,
            )

    def verb_crisis_approve(self) -> None:
        """Approve the message: shown whole, then confirmed, since the public will read it."""
        on, desk = self._on(), self.session.desk
        if on is None:
            return
        if not on.message or on.approved_by:
            self.carry_out(lambda rev: restraint.approve_message(desk, rev=rev), on.rev)
            return
        blocks: list[Block] = [
            None,
            Words(on.message, "bright"),
            *_politics(restraint.watchlist(desk, on.message)),
            None,
            Fact("s", (Part(_("approve the message"), "bright", True),)),
            Fact("esc", (Part(_("leave it"), "foreground"),)),
        ]
        rows = min(self.size.height - 4, 12 + len(on.message) // 60)
        approve = {"s": lambda: self.carry_out(lambda rev: restraint.approve_message(desk, rev=rev), on.rev)}
        self.open_panel(_("The public will read this"), blocks, columns=72, rows=rows, keys=approve)

    def verb_crisis_phase(self) -> None:
        """Choose how far it is."""
        on, desk = self._on(), self.session.desk
        if on is None:
            return
        blocks: list[Block] = [None]
        for phase in PHASES:
            words = crisis.phase(phase)
            blocks.append(Fact(_LETTERS[phase], (Part(words, "bright" if phase == on.phase else "foreground"),)))

        def to(phase: Phase) -> None:
            self.carry_out(lambda _rev: restraint.set_phase(desk, phase))

        keys: dict[str, Callable[[], None]] = {letter: partial(to, phase) for phase, letter in _LETTERS.items()}
        self.open_panel(_("How far is the crisis?"), blocks, columns=50, rows=9, keys=keys)

    def verb_crisis_copy(self) -> None:
        """Show and copy the approved message."""
        if text := restraint.message(self.session.desk):
            self.copied(text, _("Message of the crisis"))
        else:
            self.warn(_("There is no approved message yet."))

    def verb_crisis_end(self) -> None:
        """Ask for a closing note, and end it."""
        desk = self.session.desk
        self.ask(
            _("closing note"),
            lambda text: self.carry_out(lambda _rev: restraint.end(desk, text)),
            hint=_("what came of it, what was learnt; the queue goes on"),
        )


def _politics(words: Sequence[str]) -> list[Block]:
    """Words of a political period in a text the public will read."""
    if not words:
        return []
    return [None, Words(_("touches on politics: “{words}”").format(words="”, “".join(words)), "warning")]


def _chain(on: Crisis) -> list[Part]:
    """The three phases, the present one bright."""
    parts = [Part(" ")]
    for place, phase in enumerate(PHASES):
        here = phase == on.phase
        parts += [Part(" › ")] if place else []
        parts.append(Part(crisis.phase(phase), "error" if here else "muted", here))
    return [*parts, Part("   " + _("the queue is frozen"), "foreground")]
