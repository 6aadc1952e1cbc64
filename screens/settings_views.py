"""The section of the settings with the kept filters of the inbox."""

from desk import views
from desk.desk import Desk
from domain.filters import CODES, read
from domain.outcomes import Outcome, Refused
from domain.views import View
from screens.settings_section import Row, Section, Values, digit
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _, filters


class Views(Section):
    """Everybody's views, and those of who looks."""

    id, title = "views", N_("Views")
    purpose = N_("Filters on the digits after v, for every admin; your own, set with v s, stand before them.")
    empty = N_("No view is kept: v has those the program brings.")
    adds = True

    def rows(self, desk: Desk) -> list[Row]:
        return [self._row(one) for one in views.listed(desk)]

    def _row(self, one: View) -> Row:
        line = filters.line(read(one.query, CODES)[0])
        value = f"{line}   {_('yours')}" if one.owner else line
        return Row(Pair(f"v{one.digit} {one.name}", value), one, (("views", one.id),), one.rev)

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        one = row.what if row else View(digit=0, name="", query="")
        return [
            Entry("digit", _("digit"), str(one.digit or ""), "1–9"),
            Entry("name", _("name"), one.name),
            Entry("filter", _("filter"), filters.line(read(one.query, CODES)[0]), filters.example()),
        ]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        query, faults = read(values["filter"], filters.vocabulary())
        if faults:
            return Refused(reason="not_a_filter", params={"why": filters.fault(faults[0])})
        id = row.what.id if row else 0
        return views.keep(desk, digit(values["digit"], "v"), values["name"], query, everybody=True, id=id, rev=rev)

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        return views.remove(desk, row.what.id, rev=rev)
