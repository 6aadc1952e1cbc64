"""Metrik: what is still to be measured, filled in row by row; readings no post was found for."""

import re
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region

from commands import State
from desk import metrics as use
from desk.metrics import Blank, Sheet
from domain.accounts import SHORT, label
from domain.metrics import Metrics, known
from domain.outcomes import Done, Outcome, Refused
from screens.browsing import OutlineScreen
from screens.figures import look
from screens.foot import key_for, place_at
from widgets import bar
from widgets.bar import Bar
from widgets.entries import Entries, Entry
from widgets.outline import Item, Title
from wording import _, figures, n_, results
from wording import score as words

HERE = frozenset({"metrics", "variants", "posts", "accounts"})
"""Tables the sheet is made of."""
_POST = re.compile(r"\s*p?\s*(\d{1,9})\s*", re.IGNORECASE)


class MetricsScreen(OutlineScreen):
    """The metric sheet.

    Args:
        variant: the fields of this publication are open at first; 0: of none.
    """

    NAMES = 8

    def __init__(self, variant: int = 0) -> None:
        super().__init__()
        self._wanted = variant
        self._sheet = Sheet([], [], [])

    def compose(self) -> ComposeResult:
        """The outline, and the fields of a row."""
        yield from super().compose()
        yield Entries(id="form")

    def on_mount(self) -> None:
        """Look what is missing."""
        self._place()
        self.show_path(_("Metrics"))
        self.body.empty = [("", _("Everything is measured.")), ("", ""), ("i", _("imports an insights export"))]
        self.hold()
        self._look()

    def _look(self) -> None:
        session = self.session

        def show(found: Sheet) -> None:
            self._sheet = found
            self._show()
            wanted, self._wanted = self._wanted, 0
            if wanted:
                self._go_on(("variant", wanted))

        look(self, lambda: use.sheet(session.desk, session.plan), show, "metrics")

    # Where things stand

    @property
    def form(self) -> Entries:
        """The fields of a row."""
        return self.query_one("#form", Entries)

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        self._place()
        self.show_footer()

    def _place(self) -> None:
        self.place_frame()
        columns, rows = self.size if self.size.area else self.app.size
        form = self.form.height if self.form.display else 0
        place_at(self.body, Region(0, 2, columns, max(1, rows - 3 - form)))
        place_at(self.form, Region(0, rows - 1 - form, columns, form))
        if form:
            self.form.place(columns)

    # What it says

    def _show(self) -> None:
        found = self._sheet
        count = len(found.publications)
        told = n_("{n} post to be measured", "{n} posts to be measured", count).format(n=figures.number(count))
        aside = len(found.aside)
        more = n_("{n} reading without a post", "{n} readings without a post", aside).format(n=figures.number(aside))
        parts = [bar.Part(f" {told}", "foreground"), *([bar.Part(f"   {more}", "warning")] if aside else [])]
        hint = [bar.Part(_("a blank is no zero") + "   ", "muted")]
        if not self.session.locked:
            hint += [
                bar.Part(key_for("import"), "accent", True),
                bar.Part(f" {_('imports an insights export')} ", "muted"),
            ]
        self.query_one("#stand", Bar).show(parts, hint)
        entries: list[Title | Item] = []
        if found.days:
            entries += [Title(_("Accounts today")), *(self._day(one) for one in found.days)]
        if found.publications:
            entries += [Title(_("Posts")), *(self._publication(one) for one in found.publications)]
        if found.aside:
            entries += [Title(_("Readings without a post")), *(self._aside(one) for one in found.aside)]
        self.body.show(entries)
        self.show_footer()

    def _day(self, one: Blank) -> Item:
        return Item(("day", one.account.id), SHORT[one.account.platform], label(one.account), _missing(one))

    def _publication(self, one: Blank) -> Item:
        variant = one.variant
        post = self.session.plan.posts.get(variant.post) if variant else None
        zone = self.session.plan.zone_of(one.account)
        at = figures.when(variant.published_at, self.session.desk.now(), zone) if variant else ""
        name = f"{SHORT[one.account.platform]} P{variant.post if variant else 0}"
        text = f"{at:<13} {post.title if post else ''}"
        return Item(("variant", variant.id if variant else 0), name, text, _missing(one))

    def _aside(self, one: Metrics) -> Item:
        account = self.session.plan.accounts.get(one.account)
        values = known(one)
        told = " · ".join(f"{words.measure(name)} {figures.short(count)}" for name, count in list(values.items())[:3])
        name = SHORT[account.platform] if account else "?"
        return Item(
            ("aside", one.id), name, one.title or one.url, (bar.Part(f"{told} ", "muted"),), "foreground", "warning"
        )

    def state(self) -> State:
        """What the rules of the verbs may look at."""
        return State(place="metrics", chosen=self.body.chosen is not None, locked=self.session.locked)

    def changed(self, changes: dict[str, set[int]]) -> None:
        """Something was measured, or published."""
        if changes.keys() & HERE:
            self._look()

    # Filling in

    def _blank(self) -> Blank | None:
        """The chosen row that has something to be filled in."""
        one = self.body.chosen
        if one is None:
            return None
        if one.key[0] == "day":
            return next((blank for blank in self._sheet.days if blank.account.id == one.key[1]), None)
        wanted = one.key[1] if one.key[0] == "variant" else 0
        return next((blank for blank in self._sheet.publications if blank.variant and blank.variant.id == wanted), None)

    def verb_metrics_fill(self) -> None:
        """Open the fields of the row; of a reading kept aside ask for its post."""
        one = self.body.chosen
        if one is None:
            return
        if one.key[0] == "aside":
            self._ask_post(one.key[1])
        elif blank := self._blank():
            self._open(blank, one.text)

    def _open(self, blank: Blank, title: str) -> None:
        self.said = None
        entries = [
            Entry(name, words.measure(name), _typed(blank.known.get(name)), _("blank: not known"))
            for name in blank.asked
        ]
        self.form.open(
            f"{SHORT[blank.account.platform]} {title.strip()}",
            entries,
            handed_in=partial(self._store, blank),
            left=self._close,
            typed=_note,
        )
        self._place()
        self.show_footer()

    def _close(self) -> None:
        self.form.close()
        self.set_focus(None)
        self._place()
        self.show_footer()

    def _store(self, blank: Blank, typed: dict[str, str]) -> None:
        """Store the fields and go on with the next row; they stay open, with the reason, when they are refused."""
        desk = self.session.desk
        try:
            values = use.read_typed(typed)
        except ValueError as error:
            self.form.note(results.refused("bad_number", {"text": str(error)}))
            return
        key = self.body.chosen.key if self.body.chosen else None
        following = self._after(key) if key else None
        self.hold()

        def work(_rev: int | None) -> Outcome:
            if blank.variant:
                return use.record_reading(desk, blank.variant.id, values)
            return use.record_day(desk, blank.account.id, blank.day, values)

        def ended(outcome: Outcome | None) -> None:
            if isinstance(outcome, Refused):
                self.form.note(results.refused(outcome.reason, outcome.params))
            elif isinstance(outcome, Done):
                self._close()
                self._go_on(following)
                return
            self.ready()

        self.carry_out(work, ended=ended)

    def _after(self, key: tuple[str, int]) -> tuple[str, int] | None:
        """The row to be filled in after that one."""
        keys = [("day", one.account.id) for one in self._sheet.days]
        keys += [("variant", one.variant.id) for one in self._sheet.publications if one.variant]
        at = keys.index(key) if key in keys else -1
        return next(iter(keys[at + 1 :]), None)

    def _go_on(self, key: tuple[str, int] | None) -> None:
        """Open the next row's fields, so that a column of figures is typed in one go."""
        if key:
            self.body.choose_key(key)
            self.verb_metrics_fill()
        self.ready()

    def _ask_post(self, reading: int) -> None:
        kept = next((one for one in self._sheet.aside if one.id == reading), None)

        def answer(text: str) -> None:
            found = _POST.fullmatch(text)
            fitting = [
                one.id
                for one in self.session.plan.variants
                if found and kept and one.post == int(found[1]) and one.state in ("published", "withdrawn")
                if not kept.account or one.account == kept.account
            ]
            if len(fitting) == 1:
                self.carry_out(lambda _rev: use.match(self.session.desk, reading, fitting[0]))
            elif text.strip():
                self.warn(_("No such post went out on that account."))

        self.ask(_("its post"), answer, hint=_("its number: P41"))

    # Other verbs

    def verb_metrics_post(self) -> None:
        """To the post that is to be measured."""
        blank = self._blank()
        if blank and blank.variant:
            self.open_record("posts", blank.variant.post)

    def verb_copy_address(self) -> None:
        """Copy where it was published."""
        blank, one = self._blank(), self.body.chosen
        aside = next((each for each in self._sheet.aside if one and one.key == ("aside", each.id)), None)
        url = blank.variant.url if blank and blank.variant else aside.url if aside else ""
        self.copy_address(url)

    def verb_import(self) -> None:
        """Bring in an insights export."""
        self.ask(_("file"), self.session.files.import_file, hint=_("path of a CSV or XLSX file"))

    def verb_go_metrics(self) -> None:
        """Here already."""


def _typed(count: int | None) -> str:
    return "" if count is None else str(count)


def _note(values: dict[str, str]) -> str:
    """What is wrong with what was typed so far."""
    try:
        use.read_typed(values)
    except ValueError as error:
        return results.refused("bad_number", {"text": str(error)})
    return ""


def _missing(one: Blank) -> tuple[bar.Part, ...]:
    """What is blank."""
    blank = [words.measure(name) for name in one.asked if name not in one.known]
    told = ", ".join(blank) if len(blank) < len(one.asked) else _("not measured yet")
    return (bar.Part(f"{told} ", "warning" if len(blank) == len(one.asked) else "muted"),)
