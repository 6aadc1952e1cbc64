"""Comments by hand: a thread that was copied, or a text typed here, looked at before it is stored."""

from collections.abc import Callable

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.timer import Timer
from textual.widgets import TextArea

from commands import State
from desk.receive import by_hand
from desk.receive.by_hand import Row, Thread
from domain.accounts import Account
from domain.outcomes import Done
from screens import by_hand_rows as told
from screens.base import DeskScreen
from screens.foot import place_at
from screens.work import start
from widgets.bar import Bar, Part, Wall
from widgets.grid import wide
from widgets.page import Page
from widgets.pasted import PastedList
from widgets.typing import Area
from wording import _, results

LIVE = 0.2
"""Seconds the hands must rest before the preview follows them."""
DETAIL = 9
"""Rows of the chosen comment under the list."""


class Kept(msgspec.Struct):
    """What is kept of it while the desk is open: the text that was not stored, the account it was for."""

    text: str = ""
    account: int = 0


class ByHandScreen(DeskScreen):
    """A text to paste or type into, and the comments in it: side by side, or one after the other where it is narrow."""

    DEFAULT_CSS = """
    ByHandScreen Area { border: none; padding: 0 2; background: $background; color: $foreground; }
    ByHandScreen Area:focus { border: none; }
    ByHandScreen Area .text-area--cursor-line { background: transparent; }
    ByHandScreen Area .text-area--placeholder { color: $text-muted; }
    ByHandScreen Area .text-area--cursor { background: $accent; color: $background; }
    """

    def __init__(self, kept: Kept, stored: Callable[[Done], None]) -> None:
        """`stored` hears what was stored, once this place is left."""
        super().__init__()
        self._kept = kept
        self._stored = stored
        self._accounts = list(self.session.plan.accounts.values())
        self._thread = Thread()
        self._read_of: tuple[str, int] = ("", 0)
        self._due: Timer | None = None
        self._pasted: list[str] = []
        self._then: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Where we are, whose comments; the text; the preview with the chosen comment below it."""
        yield Bar(on="panel", id="header")
        yield Bar(id="stand")
        yield Bar(on="panel", id="text-title")
        yield Area(id="text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Wall(id="wall")
        yield Bar(on="panel", id="preview-title")
        yield PastedList(id="preview")
        yield Page(id="chosen")
        yield from self.compose_common()

    def on_mount(self) -> None:
        """Begin with what was left here, if anything."""
        self.area.cursor_blink = False
        self.area.left = self._to_preview
        self.area.placeholder = "\n".join(
            (
                _("Paste a copied thread, or write a comment:"),
                "",
                _("Name: text"),
                "",
                _("An empty line and a name begin the next one."),
            )
        )
        self.area.load_text(self._kept.text)
        self.area.move_cursor(self.area.document.end)
        self._take_pasted()
        self.show_path(_("Comments"), _("By hand"))
        self.verb_add()
        self.ready()

    @property
    def area(self) -> Area:
        """Where it is pasted or typed."""
        return self.query_one("#text", Area)

    @property
    def preview(self) -> PastedList:
        """The comments that were found."""
        return self.query_one("#preview", PastedList)

    @property
    def _account(self) -> Account:
        return next((one for one in self._accounts if one.id == self._kept.account), self._accounts[0])

    @property
    def _writing(self) -> bool:
        return self.focused is self.area

    def _chosen(self) -> Row | None:
        rows = self._thread.rows
        return rows[self.preview.cursor] if self.preview.cursor < len(rows) else None

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="paste", chosen=self._chosen() is not None)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        if self.is_mounted:
            self._place()
            self._show()

    def _place(self) -> None:
        columns, rows = self.size if self.size.area else self.app.size
        broad = wide(columns)
        left = columns * 2 // 5 if broad else columns if self._writing else 0
        x = left + 1 if broad else 0
        right = columns - x if broad or not self._writing else 0
        body = rows - 4
        detail = DETAIL if body >= 2 * DETAIL else 0
        regions = {
            "header": Region(0, 0, columns, 1),
            "stand": Region(0, 1, columns, 1),
            "text-title": Region(0, 2, left, 1) if left else Region(),
            "text": Region(0, 3, left, body) if left else Region(),
            "wall": Region(left, 2, 1, body + 1) if broad else Region(),
            "preview-title": Region(x, 2, right, 1) if right else Region(),
            "preview": Region(x, 3, right, body - detail) if right else Region(),
            "chosen": Region(x, 3 + body - detail, right, detail) if right and detail else Region(),
            "footer": Region(0, rows - 1, columns, 1),
        }
        for name, region in regions.items():
            place_at(self.query_one(f"#{name}"), region)

    # Reading

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Another letter, or a whole paste: the preview follows once the hands rest."""
        self._kept.text = self.area.text
        if self._due:
            self._due.stop()
        self._due = self.set_timer(LIVE, self._read)

    def _forward_event(self, event: events.Event) -> None:
        """A paste that comes while nothing is being typed, or before this place is there, goes into the text too."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._pasted.append(event.text)
            if not self._waiting:
                self._take_pasted()
                self._read()
        else:
            super()._forward_event(event)

    def _take_pasted(self) -> None:
        for text in self._pasted:
            self.area.insert(text, self.area.document.end)
        self._pasted.clear()

    def _read(self, then: Callable[[], None] | None = None) -> None:
        """Find the comments in the text, off the loop; what is read already is not read again.

        A newer text ends the reading of an older one; what was to follow then follows the newer one's.
        """
        desk, account, text = self.session.desk, self._account, self.area.text
        self._then = then or self._then

        async def run() -> None:
            try:
                if self._read_of != (text, account.id):
                    self._thread = await self.session.in_background(lambda: by_hand.read(desk, account, text))
                    self._read_of = (text, account.id)
                self._show()
            except Exception as error:
                self.session.note_trouble(error)
                self.say(results.trouble(error), "!", "error")
            follows, self._then = self._then, None
            if follows:
                follows()

        if self._due:
            self._due.stop()
        start(self, run, "read", exclusive=True)

    def _to_preview(self) -> None:
        """Out of the text: to the preview, or, with nothing typed, back to where we came from."""
        if not self.area.text.strip():
            self.verb_quit()
            return
        self.set_focus(None)
        self._place()
        self.hold()
        self._read(self._in_preview)

    def _in_preview(self) -> None:
        """Of a single comment without a name the writer is asked; what was read is there for the keys."""
        rows = self._thread.rows
        if len(rows) == 1 and rows[0].doubts[:1] == ("no_name",):
            self._ask_writer(rows[0], self._compare)
        else:
            self.ready()

    # What it says

    def _show(self) -> None:
        account = self._account
        zone = self.session.plan.zone_of(account)
        self.preview.set_active(not self._writing)
        now = self.session.desk.now()
        self.preview.show([told.row(one, zone, now) for one in self._thread.rows])
        left = told.written_to(account, others=len(self._accounts) > 1 and not self._writing)
        self.query_one("#stand", Bar).show(left, told.counts(self._thread))
        for name, title, active in (
            ("text", _("Text"), self._writing),
            ("preview", _("Preview"), not self._writing),
        ):
            mark = Part("▌" if active else " ", "accent", True)
            bar = self.query_one(f"#{name}-title", Bar)
            bar.show([mark, Part(title, "bright", True)], on="cursor" if active else "panel")
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self._chosen()
        self.query_one("#chosen", Page).show(told.chosen(row, self._thread) if row else [])
        self.show_footer()

    def footer_parts(self) -> list[Part]:
        """While typing: what leaves the text."""
        if self._writing:
            return [Part(" esc", "accent", True), Part(" " + _("preview") + "   ")]
        return super().footer_parts()

    # Verbs

    def verb_add(self) -> None:
        """Go on writing."""
        self.set_focus(self.area)
        self._place()
        self._read()

    def verb_paste_account(self) -> None:
        """The next account."""
        place = self._accounts.index(self._account)
        self._kept.account = self._accounts[(place + 1) % len(self._accounts)].id
        self.hold()
        self._read(self.ready)

    def verb_paste_drop(self) -> None:
        """Leave the row out, or take it in again."""
        if row := self._chosen():
            row.dropped = not row.dropped
            self._show()

    def verb_paste_fix(self) -> None:
        """Ask for writer, time and text of the row, each as it stands."""
        if row := self._chosen():
            self._ask_writer(row, lambda: self._ask_time(row))

    def _ask_writer(self, row: Row, then: Callable[[], None]) -> None:
        def answer(typed: str) -> None:
            name = typed.strip()
            row.handle, row.author = (name[1:], "") if name.startswith("@") else ("", name)
            row.doubts = () if name else ("no_name",)
            then()

        self.ask(_("writer"), answer, value=f"@{row.handle}" if row.handle else row.author, hint=_("name or @handle"))

    def _ask_time(self, row: Row) -> None:
        desk, account = self.session.desk, self._account
        shown = row.written.strftime("%d-%m-%Y %H.%M")

        def answer(typed: str) -> None:
            if typed.strip() != shown:
                when = by_hand.read_time(desk, account, typed)
                if when is None:
                    self.warn(_("That is no time; written as 2 jam, 09.30, kemarin 14.00 or 22 Nov 09.30 it is one."))
                    return
                row.written, row.precision, row.slack = when.written, when.precision, when.slack
            self._ask_text(row)

        self.ask(_("time"), answer, value=shown)

    def _ask_text(self, row: Row) -> None:
        shown = " ".join(row.text.split())

        def answer(typed: str) -> None:
            if typed.strip() != shown:
                row.text = typed.strip()
            row.dropped = not row.text
            self._compare()

        self.ask(_("text"), answer, value=shown)

    def _compare(self) -> None:
        desk, account, rows = self.session.desk, self._account, self._thread.rows

        async def run() -> None:
            await self.session.in_background(lambda: by_hand.compare(desk, account, rows))
            self._show()
            self.ready()

        self.hold()
        start(self, run, "compare", exclusive=True)

    def verb_paste_store(self) -> None:
        """Store what is not left out."""
        desk, account, rows = self.session.desk, self._account, self._thread.rows
        self.carry_out(lambda _rev: by_hand.store(desk, account, rows), then=self._leave)

    def _leave(self, done: Done) -> None:
        self._kept.text, self._kept.account = "", self._account.id
        self.app.pop_screen()
        self._stored(done)

    # Moving

    def on_rows_moved(self, event: PastedList.Moved) -> None:
        """Another row: its whole text below."""
        self._show_chosen()

    def verb_down(self) -> None:
        """One row down."""
        self.preview.move(1)

    def verb_up(self) -> None:
        """One row up."""
        self.preview.move(-1)

    def verb_page_down(self) -> None:
        """One page down."""
        self.preview.move(self.preview.page)

    def verb_page_up(self) -> None:
        """One page up."""
        self.preview.move(-self.preview.page)

    def verb_top(self) -> None:
        """To the first row."""
        self.preview.choose(0)

    def verb_bottom(self) -> None:
        """To the last row."""
        self.preview.choose(len(self._thread.rows))
