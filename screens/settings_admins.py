"""The section of the settings with what the admins are called."""

from desk import admins
from desk.desk import Desk
from domain.accounts import Setting
from domain.outcomes import Outcome
from screens.settings_section import Row, Section, Values
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _
from wording.labels import person


class Admins(Section):
    """Who works at this desk."""

    id, title = "admins", N_("Admins")
    purpose = N_(
        "What every desk calls an admin: in the list, the first line, the history. The trail keeps who it was."
    )

    def rows(self, desk: Desk) -> list[Row]:
        names = admins.display_names(desk)
        kept = {one.key: one for one in desk.store.repo("settings", Setting).all()}
        rows = []
        for actor in admins.lately(desk):
            one = kept.get(f"name:{actor}")
            pair = Pair(actor, names.get(actor) or person(actor), "foreground" if actor in names else "muted")
            rows.append(Row(pair, actor, (("settings", one.id),) if one else ()))
        return rows

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        actor = row.what if row else ""
        return [Entry("name", _("name"), admins.display_names(desk).get(actor, ""), _("empty: the login name"))]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        return admins.set_name(desk, row.what if row else "", values["name"])
