"""The section of the settings with the macros."""

from desk import macros
from desk.desk import Desk
from domain.macros import SHIPPED, Macro, read
from domain.outcomes import Outcome, Refused
from screens.settings_section import Row, Section, Values, digit
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _
from wording import macros as words


class KeptMacros(Section):
    """Everybody's macros, and those of who looks."""

    id, title = "macros", N_("Macros")
    purpose = N_(
        "What m and a digit does to a comment, or to all that are marked, in one step. Those made here are every "
        "admin's; your own, recorded with m and a free digit or written with m t, stand before them."
    )
    adds = True

    def rows(self, desk: Desk) -> list[Row]:
        kept = macros.listed(desk)
        names = macros.names_in(desk, kept)
        used = {one.digit for one in kept}
        ours = [
            Macro(digit=digit, name=words.macro_name(name, shipped=True), moves=moves)
            for digit, (name, moves) in SHIPPED.items()
            if digit not in used
        ]
        return [self._row(one, names) for one in sorted([*kept, *ours], key=lambda one: (one.digit, one.owner))]

    def _row(self, one: Macro, names: dict[str, dict[str, str]]) -> Row:
        line = words.line(one.moves, names)
        if not one.id:
            return Row(Pair(f"m{one.digit} {one.name}", f"{line}   {_('comes with the program')}", "muted"), one)
        value = f"{line}   {_('yours')}" if one.owner else line
        return Row(Pair(f"m{one.digit} {one.name}", value), one, (("macros", one.id),), one.rev)

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        one = row.what if row else Macro(digit=0, name="")
        return [
            Entry("digit", _("digit"), str(one.digit or ""), "1–9"),
            Entry("name", _("name"), one.name),
            Entry("moves", _("does"), words.line(one.moves, macros.names_in(desk, [one])), words.example()),
        ]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        moves, faults = read(values["moves"], words.words(macros.names(desk)))
        if faults:
            return Refused(reason="not_a_macro", params={"why": words.fault(faults[0])})
        id = row.what.id if row else 0
        return macros.keep(desk, digit(values["digit"], "m"), values["name"], moves, everybody=True, id=id, rev=rev)

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        if not row.what.id:
            return Refused(reason="shipped_stays")
        return macros.remove(desk, row.what.id, rev=rev)
