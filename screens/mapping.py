"""A table that no format knows: its first rows, what its columns seem to hold, and what an admin says they do."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import mappings, receive, revealing
from domain.accounts import COMMON, NAMES
from domain.incoming import FileRefused, FileReport
from domain.mappings import FIELDS, Field, Mapping, lacks
from domain.outcomes import Refused
from domain.text import clean
from screens.base import DeskScreen
from screens.foot import place_at
from screens.work import start
from widgets.bar import Bar, Part
from widgets.page import Block, Page, Words
from widgets.pairs import Pair, Pairs
from wording import _, n_, refusals, results
from wording import mapping as words

if TYPE_CHECKING:
    from desk.mappings import Preview

LABEL, CELL = 16, 22
SHOWN = 6
"""Rows of the table."""


class MappingScreen(DeskScreen):
    """Says column by column what a table holds, then brings it in.

    Args:
        name: of the file.
        data: all of it.
        seen: its beginning, and a guess.
    """

    def __init__(self, name: str, data: bytes, seen: "Preview") -> None:
        super().__init__()
        self._file, self._data, self._seen = name, data, seen
        self._columns: dict[Field, str] = dict(seen.guess.columns)
        self._platform = seen.guess.platform
        self._month_first: bool | None = None

    def compose(self) -> ComposeResult:
        """Where we are, the table, the fields."""
        yield Bar(on="panel", id="header")
        yield Page(id="table")
        yield Bar(on="panel", id="title")
        yield Pairs(cells=LABEL, id="fields")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show the guess."""
        self._place()
        self._show()
        self.ready()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted:
            self._place()
            self._show()

    @property
    def fields(self) -> Pairs:
        """Their list."""
        return self.query_one("#fields", Pairs)

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        table = min(SHOWN, max(1, rows - 19)) + 3
        place_at(self.query_one("#header"), Region(0, 0, columns, 1))
        place_at(self.query_one("#table"), Region(1, 1, columns - 2, table))
        place_at(self.query_one("#title"), Region(0, 1 + table, columns, 1))
        place_at(self.fields, Region(0, 2 + table, columns, max(1, rows - 3 - table)))
        place_at(self.query_one("#footer"), Region(0, rows - 1, columns, 1))

    def _show(self) -> None:
        self.show_path(clean(self._file, limit=60))
        self.query_one("#table", Page).show(self._table())
        missing = ", ".join(words.field(one) for one in lacks(self._mapping()))
        told = _("still without a column: {fields}").format(fields=missing) if missing else _("F2 brings it in")
        bar = [Part("▌", "accent", True), Part(_("What the columns hold"), "bright", True)]
        self.query_one("#title", Bar).show(bar, [Part(told, "warning" if missing else "muted")])
        self.fields.active = True
        self.fields.show(self._pairs(), self.fields.cursor)
        self.show_footer()

    def _table(self) -> list[Block]:
        by_column = {column: field for field, column in self._columns.items()}
        width = max(20, self.query_one("#table").size.width or self.app.size.width - 2)
        most = max(1, width // (CELL + 1))
        held = [place for place, name in enumerate(self._seen.header) if name in by_column]
        others = [place for place in range(len(self._seen.header)) if place not in held]
        chosen = self._columns.get(FIELDS[self.fields.cursor]) if self.fields.cursor < len(FIELDS) else None
        first = [place for place in held if self._seen.header[place] == chosen]
        places = sorted(list(dict.fromkeys(first + held + others))[:most])

        def line(cells: list[str]) -> str:
            return " ".join(clean(revealing.hidden(cell), limit=CELL).ljust(CELL) for cell in cells)

        held_by = [
            words.field(by_column[name]) if (name := self._seen.header[one]) in by_column else "–" for one in places
        ]
        blocks: list[Block] = [None, Words(line(held_by), "accent")]
        blocks.append(Words(line([self._seen.header[place] for place in places]), "bright", True))
        rows = self._seen.rows[: max(1, min(SHOWN, self.app.size.height - 19))]
        blocks += [Words(line([row[place] if place < len(row) else "" for place in places]), "muted") for row in rows]
        return blocks

    def _pairs(self) -> list[Pair]:
        pairs = [Pair(words.field(one), clean(self._columns.get(one, "–"), limit=60), self._ink(one)) for one in FIELDS]
        where = NAMES[self._platform] if self._platform else _("as the addresses tell")
        dates = {None: _("as the dates suggest"), False: _("day first"), True: _("month first")}[self._month_first]
        return [*pairs, Pair(_("platform of all"), where), Pair(_("order of dates"), dates)]

    def _ink(self, field: Field) -> str:
        if field in self._columns:
            return "foreground"
        return "warning" if field in lacks(self._mapping()) else "muted"

    def _mapping(self) -> Mapping:
        return Mapping(columns=self._columns, platform=self._platform, month_first=self._month_first)

    def state(self) -> State:
        """The keys are this place's own."""
        return State(place="form")

    def footer_parts(self) -> list[Part]:
        """What the keys do."""
        pairs = (("←→", _("another column")), ("0", _("none")), ("F2", _("bring it in")), ("esc", _("leave it")))
        return [
            Part(" "),
            *(part for key, told in pairs for part in (Part(key, "accent", True), Part(f" {told}   "))),
        ]

    def key(self, event: events.Key) -> None:
        """Move, choose, bring in; an open panel comes first."""
        if self.panel_key(event.character or event.key if event.is_printable else event.key):
            return
        moves = {"down": 1, "j": 1, "up": -1, "k": -1}
        turns = {"right": 1, "l": 1, "enter": 1, "left": -1, "h": -1, "0": 0}
        if event.key in moves:
            self.fields.move(moves[event.key])
            self.query_one("#table", Page).show(self._table())
        elif event.key in turns:
            self._turn(turns[event.key])
        elif event.key == "f2":
            self._ask_name()
        elif event.key in ("escape", "q"):
            self.verb_quit()
        else:
            super().key(event)

    def _turn(self, step: int) -> None:
        """The next value of the chosen row, the one before it, or none."""
        at = self.fields.cursor
        if at < len(FIELDS):
            names = ["", *self._seen.header]
            field = FIELDS[at]
            held = names.index(self._columns.get(field, "")) if self._columns.get(field, "") in names else 0
            chosen = names[(held + step) % len(names)] if step else ""
            self._columns.pop(field, None)
            if chosen:
                self._columns[field] = chosen
        elif at == len(FIELDS):
            order = [None, *COMMON]
            self._platform = order[(order.index(self._platform) + step) % len(order)] if step else None
        else:
            choices = [None, False, True]
            self._month_first = choices[(choices.index(self._month_first) + step) % 3] if step else None
        self._show()

    def _ask_name(self) -> None:
        if missing := lacks(self._mapping()):
            named = ", ".join(words.field(one) for one in missing)
            self.warn(_("still without a column: {fields}").format(fields=named))
            return
        hint = _("empty: not kept; else such tables come in by themselves")
        self.ask(_("keep this as"), self._bring_in, hint=hint)

    def _bring_in(self, name: str) -> None:
        desk, mapping, data, file = self.session.desk, self._mapping(), self._data, self._file

        def work() -> tuple[FileReport, str]:
            found = mappings.apply(data, mapping)
            report = receive.receive(desk, found, file)
            kept = mappings.save(desk, mapping, name) if name.strip() else None
            return report, results.refused(kept.reason, kept.params) if isinstance(kept, Refused) else ""

        async def run() -> None:
            try:
                report, trouble = await self.session.in_background(work)
            except FileRefused as error:
                self.warn(refusals.file_refused(error, file))
                return
            except Exception as error:
                self.session.note_trouble(error)
                self.warn(results.trouble(error))
                return
            tables = ("comments", "replies", "accounts", "mappings")
            self.session.spread({table: set() for table in tables})
            self.app.pop_screen()
            said = "\n".join(filter(None, [refusals.report_line(report), *refusals.remarks(report), trouble]))
            if isinstance(place := self.app.screen, DeskScreen):
                place.say(said)

        count = n_("{n} column", "{n} columns", len(mapping.columns)).format(n=len(mapping.columns))
        self.say(_("reading the file: {columns} …").format(columns=count), fg="accent")
        start(self, run, "import", exclusive=True)
