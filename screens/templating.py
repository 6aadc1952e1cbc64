"""Templates in the composer: called by `;kode` while writing, or chosen from a list."""

from typing import TYPE_CHECKING

from textual.widgets.text_area import Selection

from desk import templates as use
from domain.agency import Template
from domain.templates import FIELDS, by_code, called, first_unfilled, matching, unfilled
from screens.foot import key_for
from widgets.bar import Part
from widgets.page import Block, Both, Fact
from widgets.panel import Panel
from wording import _

if TYPE_CHECKING:
    from screens.composer import Composer


class Templating:
    """What the composer of a conversation does with templates."""

    def __init__(self, place: "Composer") -> None:
        self._place = place

    @property
    def _templates(self) -> list[Template]:
        return use.listed(self._place.session.desk, self._place.chosen_comment())

    def _called(self) -> str:
        """The code that is being typed before the cursor; empty: none."""
        area = self._place.area
        row, column = area.cursor_location
        return called(area.document.get_line(row)[:column]) if area.selection.is_empty else ""

    def expand(self, key: str) -> bool:
        """A blank or a tab after `;kode`: the template takes its place. Whether the key has done its work.

        A blank wants the whole code; a tab takes the first that is listed, and says so where there is none.
        """
        code = self._called()
        if not code:
            return False
        templates = self._templates
        found = by_code(templates, code)
        if found is None and key == "tab":
            found = next(iter(matching(templates, code)), None)
            if found is None:
                self._place.warn(_no_match(templates))
                return True
        if found is None:
            return False
        self._put(found, len(code) + 1)
        return True

    def _put(self, template: Template, replacing: int = 0) -> None:
        """Put the filled-in text where the cursor is; the first field that nobody could fill in is selected."""
        place, area = self._place, self._place.area
        comment = place.chosen_comment()
        if comment is None:
            return
        row, column = area.cursor_location
        start = (row, column - replacing)
        several = place.written_to is not None
        text = template.text if several else use.filled(place.session.desk, template, comment)
        end = area.replace(text, start, (row, column)).end_location
        field = first_unfilled(text)
        if field is None or several:
            area.move_cursor(end)
            return
        first, last = (_location(start, text[:at]) for at in field)
        area.selection = Selection(last, first)

    def blocks(self, *, each: bool = False) -> list[Block]:
        """What the counts say of templates: those the code may mean, and the fields still to be filled in.

        `each`: the text is for several, and every one of them has what is known of them filled in.
        """
        blocks: list[Block] = []
        if code := self._called():
            templates = self._templates
            found = matching(templates, code)
            if not found:
                blocks.append(Fact(_("template"), (Part(_no_match(templates), "warning"),)))
            else:
                others = "   ".join(f";{one.code}" for one in found[1:6])
                first = (Part(f";{found[0].code} ", "accent", True), Part(found[0].text[:60], "foreground"))
                blocks.append(Fact(_("template"), (*first, Part(f"   {others}", "muted"))))
        missing = unfilled(self._place.area.text)
        if each and (known := [field for field in missing if field.strip("{ }").casefold() in FIELDS]):
            blocks.append(Fact(_("each one's"), (Part(", ".join(known), "success"),)))
            missing = [field for field in missing if field not in known]
        if missing:
            blocks.append(Fact(_("to fill in"), (Part(", ".join(missing), "warning", True),)))
        return blocks

    def choose(self) -> None:
        """Choose one from a list, by its code or its words; it goes where the cursor is."""
        place, templates = self._place, self._templates
        if not templates:
            place.warn(_no_match(templates))
            return

        def typed(text: str) -> None:
            place.open_panel(_("Templates · enter takes the first"), _rows(matching(templates, text)), rows=18)

        def answer(text: str) -> None:
            place.query_one(Panel).hide()
            found = matching(templates, text)
            if not found:
                place.warn(_no_match(templates))
                return
            place.verb_comment_reply()
            self._put(found[0])

        typed("")
        place.ask(";", answer, typed=typed, left=place.query_one(Panel).hide, hint=_("code or words"))


def _rows(found: list[Template]) -> list[Block]:
    return [
        Both((Part(f";{one.code}  ", "accent", True), Part(one.text[:80], "foreground" if number else "bright")), ())
        for number, one in enumerate(found)
    ]


def _no_match(templates: list[Template]) -> str:
    if templates:
        return _("No template holds that.")
    return _("There is no template yet: {key}, Reply templates, adds one.").format(key=key_for("go.settings"))


def _location(start: tuple[int, int], text: str) -> tuple[int, int]:
    """Row and column after `text` that begins at `start`."""
    rows = text.split("\n")
    return (start[0] + len(rows) - 1, len(rows[-1]) + (start[1] if len(rows) == 1 else 0))
