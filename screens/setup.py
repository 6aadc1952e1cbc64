"""The first run: the agency's name and zone, its accounts, what each publishes a day. Any field may stay empty."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk.accounts import add_account
from desk.desk import Desk
from desk.settings import set_setting
from domain.accounts import COMMON, NAMES
from domain.outcomes import Done, Outcome, Refused
from screens.base import DeskScreen
from screens.foot import place_at
from widgets.bar import Bar, Part
from widgets.page import Page, Words
from widgets.typing import Field
from wording import _

LABEL, HANDLE, TARGET = 14, 30, 5
"""Cells of a row's label, of its field, of the number beside it."""
FIELDS = ("agency", "zone", *COMMON)


class SetupScreen(DeskScreen):
    """A form: enter goes to the next field and stores after the last one; escape leaves things as they are."""

    DEFAULT_CSS = """
    SetupScreen Field { border: none; padding: 0 1; height: 1; background: $panel; color: $foreground; }
    SetupScreen Field:focus { border: none; background: $cursor; color: $bright; }
    """

    def compose(self) -> ComposeResult:
        """Where we are, what to do, and the fields."""
        yield Bar(on="panel", id="header")
        yield Page(id="intro")
        for name in FIELDS:
            yield Bar(id=f"label-{name}")
            yield Field(compact=True, id=name)
            if name in COMMON:
                yield Bar(id=f"word-{name}")
                yield Field(compact=True, id=f"target-{name}", max_length=3, restrict=r"\d*")
        yield Page(id="problem")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Ask for all of it."""
        self.show_path(_("Agency and accounts"))
        intro = _("Fill in what you know; everything can be left empty and changed later with g p.")
        self.query_one("#intro", Page).show([None, Words(intro, "foreground")])
        names = {"agency": _("agency"), "zone": _("zone")} | NAMES
        for field in FIELDS:
            self.query_one(f"#label-{field}", Bar).show([Part(f"  {names[field]}", "muted")])
            if field in COMMON:
                self.query_one(f"#word-{field}", Bar).show([Part("  " + _("posts a day"), "muted")])
        self._field("agency").placeholder = _("the agency's name")
        self._field("zone").value = self.session.plan.zone
        self._field("zone").placeholder = "WIB, WITA, WIT"
        for platform in COMMON:
            self._field(platform).placeholder = _("@handle")
        entries = list(self.query(Field))
        for entry, after in zip(entries, [*entries[1:], None], strict=True):
            entry.cursor_blink = False
            entry.submitted = partial(self.set_focus, after) if after else self._store
            entry.left = self.verb_quit
        self._place()
        self.set_focus(self._field("agency"))
        self.show_footer()
        self.ready()

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        self._place()

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        place_at(self.query_one("#header"), Region(0, 0, columns, 1))
        place_at(self.query_one("#intro"), Region(0, 1, columns, 3))
        step = 2 if rows >= 24 else 1
        for place, name in enumerate(FIELDS):
            y = 4 + place * step
            place_at(self.query_one(f"#label-{name}"), Region(0, y, LABEL, 1))
            place_at(self._field(name), Region(LABEL, y, HANDLE, 1))
            if name in COMMON:
                place_at(self.query_one(f"#word-{name}"), Region(LABEL + HANDLE, y, 18, 1))
                place_at(self._field(f"target-{name}"), Region(LABEL + HANDLE + 18, y, TARGET, 1))
        place_at(self.query_one("#problem"), Region(0, 4 + len(FIELDS) * step, columns, 2))
        place_at(self.query_one("#footer"), Region(0, rows - 1, columns, 1))

    def footer_parts(self) -> list[Part]:
        """What the keys of the form do."""
        pairs = (("enter", _("next field")), ("F2", _("store now")), ("F3", _("demo desk")), ("esc", _("skip")))
        return [
            Part(" "),
            *(part for key, words in pairs for part in (Part(key, "accent", True), Part(f" {words}   "))),
        ]

    def state(self) -> State:
        """The form has no verbs."""
        return State(place="form")

    def on_key(self, event: events.Key) -> None:
        """What a field leaves to its place: F2 stores, F3 opens the demo desk, the arrows move."""
        actions: dict[str, Callable[[], object]] = {
            "f2": self._store,
            "f3": self._demo,
            "down": self.focus_next,
            "up": self.focus_previous,
        }
        if event.key in actions:
            event.stop()
            event.prevent_default()
            actions[event.key]()

    def _demo(self) -> None:
        self.app.exit(result="demo")

    def _store(self) -> None:
        desk = self.session.desk
        values = {field.id or "": field.value.strip() for field in self.query(Field)}

        def done(_done: Done) -> None:
            self.app.pop_screen()

        self.carry_out(lambda _rev: store_form(desk, values), then=done)

    def warn(self, sentence: str) -> None:
        """Say under the form what is wrong with it."""
        self.query_one("#problem", Page).show([None, Words(sentence, "warning")])


def store_form(desk: Desk, values: dict[str, str]) -> Outcome:
    """Store what was filled in; stops at the first field that is refused."""
    changed: dict[str, tuple[int, ...]] = {}
    for outcome in _steps(desk, values):
        if isinstance(outcome, Refused):
            return outcome
        if isinstance(outcome, Done):
            changed |= {table: (*changed.get(table, ()), *ids) for table, ids in outcome.changed.items()}
    return Done(verb="setup", changed=changed)


def _steps(desk: Desk, values: dict[str, str]) -> Iterator[Outcome]:
    for key in ("agency", "zone"):
        if values[key]:
            yield set_setting(desk, key, values[key])
    for platform in COMMON:
        handle, target = values[platform], values[f"target-{platform}"]
        if handle:
            yield add_account(desk, platform, handle, targets=target or None)
