"""How the settings are drawn: sections, the rows of one of them, a form to change a row, and the row's history."""

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from desk import agency
from desk.history import History
from domain.audit import AuditEntry
from screens.base import DeskScreen
from screens.foot import place_at
from screens.settings_section import Row, Section, told
from screens.settings_sections import SECTIONS, own_rows
from screens.work import start
from widgets.bar import Bar, Part, Wall
from widgets.entries import Entries
from widgets.grid import too_small
from widgets.page import Block, Heading, Page, Words
from widgets.pairs import Pair, Pairs
from widgets.rows import Rows
from wording import _, n_

SIDE = 26
"""Cells of the column of sections."""
NAMES = 28
"""Cells of the names of rows, where there is room."""
WIDE = 100
"""From this width on sections and rows stand side by side."""
HISTORY = 7
"""Rows of the history under the rows."""
SHOWN = frozenset(
    {
        "settings",
        "accounts",
        "connections",
        "targets",
        "slots",
        "feeds",
        "views",
        "corrections",
        *agency.TABLES.values(),
    }
)
"""Tables whose rows stand here."""


class SettingsView(DeskScreen):
    """The settings as they are read.

    Args:
        section: the section to begin with.
    """

    def __init__(self, section: str = "") -> None:
        super().__init__()
        ids = [one.id for one in SECTIONS]
        self._at = ids.index(section) if section else 0
        self._in_rows = bool(section)
        self._rows: list[Row] = []
        self._history: History | None = None

    def compose(self) -> ComposeResult:
        """Where we are; sections; rows; history or form."""
        yield Bar(on="panel", id="header")
        yield Bar(on="panel", id="sections-title")
        yield Pairs(id="sections")
        yield Wall(id="side-wall")
        yield Bar(on="panel", id="rows-title")
        yield Page(id="purpose")
        yield Pairs(cells=NAMES, id="rows")
        yield Page(id="history")
        yield Entries(id="form")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Show the first section, or the one that was asked for."""
        self._load()
        self._place()
        self._show()
        self.ready()

    # Parts

    @property
    def section(self) -> Section:
        """The chosen section."""
        return SECTIONS[self._at]

    @property
    def sections(self) -> Pairs:
        """Their list."""
        return self.query_one("#sections", Pairs)

    @property
    def rows(self) -> Pairs:
        """The list of the section's rows."""
        return self.query_one("#rows", Pairs)

    @property
    def form(self) -> Entries:
        """The fields of a row."""
        return self.query_one("#form", Entries)

    @property
    def chosen(self) -> Row | None:
        """The chosen row."""
        return self._rows[self.rows.cursor] if self.rows.cursor < len(self._rows) else None

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted:
            self._place()
            self._show()

    def _place(self) -> None:
        columns, height = self.size if self.size.area else self.app.size
        wide = columns >= WIDE
        small = too_small(columns, height)
        left = SIDE if wide else 0 if self._in_rows else columns
        x = left + 1 if wide else 0
        width = 0 if left == columns else columns - x
        form = self.form.height if self.form.display else 0
        foot = form or (HISTORY if height >= 20 else 0)
        about = min(self._lines(width), 3)
        top, bottom = 3 + about, height - 1 - foot
        regions = {
            "header": Region(0, 0, columns, 1),
            "sections-title": Region(0, 1, left, 1),
            "sections": Region(0, 2, left, height - 3),
            "side-wall": Region(left, 1, int(wide), height - 2),
            "rows-title": Region(x, 1, width, 1),
            "purpose": Region(x, 2, width, about),
            "rows": Region(x, top, width, max(1, bottom - top)),
            "history": Region(x, bottom, width, foot if not form else 0),
            "form": Region(x, bottom, width, form),
            "footer": Region(0, height - 1, columns, 1),
        }
        for name, region in regions.items():
            hidden = small and name not in ("header", "footer", "form")
            place_at(self.query_one(f"#{name}"), Region() if hidden else region)
        self.rows.cells = NAMES if width >= 70 else 22
        if form:
            self.form.place(width)

    def _lines(self, width: int) -> int:
        return -(-len(_(self.section.purpose)) // max(1, width - 8))

    # Data

    def _load(self) -> None:
        """Read the rows of the section; the chosen one stays, by what is stored for it."""
        before = self.chosen.records if self.chosen else ()
        self._rows = (
            own_rows(self.session.preferences) if self.section.id == "mine" else self.section.rows(self.session.desk)
        )
        known = [row.records for row in self._rows]
        cursor = known.index(before) if before and before in known else self.rows.cursor
        self.rows.pairs = [row.pair for row in self._rows]
        self.rows.empty = self._empty()
        self.rows.reset(cursor)

    def _empty(self) -> list[tuple[str, str]]:
        hints = [("", _(self.section.empty)), ("", "")]
        if self.section.adds:
            hints.append(("a", _("adds a row")))
        if self.section.ready:
            hints.append(("i", _("takes over the ready list")))
        return hints

    def _show(self) -> None:
        """Draw titles, lists, history and footer."""
        section = self.section
        self.show_path(_("Settings"))
        self.sections.pairs = [Pair(_(one.title)) for one in SECTIONS]
        self.sections.active, self.rows.active = not self._in_rows, self._in_rows
        self.sections.reset(self._at)
        for name, text, active in (
            ("sections", _("Sections"), not self._in_rows),
            ("rows", _(section.title), self._in_rows),
        ):
            mark = Part("▌" if active else " ", "accent", True)
            count = n_("{n} row", "{n} rows", len(self._rows)).format(n=len(self._rows)) if name == "rows" else ""
            on = "cursor" if active else "panel"
            self.query_one(f"#{name}-title", Bar).show([mark, Part(text, "bright", True)], [Part(count)], on=on)
        self.query_one("#purpose", Page).show([Words(_(section.purpose), "muted", False, 2)])
        self.rows.refresh()
        self._show_history()
        self.show_footer()

    def _show_history(self) -> None:
        """What happened to the chosen row; read in the background."""
        row, page = self.chosen, self.query_one("#history", Page)
        if not row or not row.records or not page.display:
            page.show([])
            return
        desk, zone = self.session.desk, self.session.plan.zone

        def read() -> list[AuditEntry]:
            if self._history is None:
                self._history = History(desk)
            entries = {one.id: one for record in row.records for one in self._history.of(*record)}
            return [entries[id] for id in sorted(entries)]

        async def run() -> None:
            entries = await self.session.in_background(read)
            heading: list[Block] = [Heading(_("History"))]
            none: list[Block] = [Words(_("nothing was changed here"), "muted")]
            page.show(heading + (told(entries, row, desk.now(), zone) or none))

        start(self, run, "history", exclusive=True)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something was stored, here or on another desk: read the rows again."""
        if changes.keys() & SHOWN:
            self._load()
            self._show()

    def tick(self, now: int) -> None:
        """A minute older: how reading goes is told by its age."""
        if self.section.id == "connections" and not self.form.display:
            self._load()
            self.rows.refresh()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Another section or row is chosen."""
        if event.rows is self.sections:
            self._choose_section(self.sections.cursor)
        else:
            self._show_history()
            self.show_footer()

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        """A click moves the keys there."""
        self._turn_to(event.rows is self.rows)

    def _choose_section(self, at: int) -> None:
        self._at = at
        self.rows.cursor = 0
        self._rows = []
        self._load()
        self._place()
        self._show()

    def _turn_to(self, rows: bool) -> None:
        """Give the keys to the rows, or to the sections."""
        if self.form.display:
            return
        self._in_rows = rows
        self._place()
        self._show()
