"""The section of the settings that tells how each account is connected, and how each thing is done on it."""

from desk import connecting
from desk.connections import capabilities, connections
from desk.desk import Desk
from domain.accounts import SHORT, Account, label
from domain.connections import ABILITIES, MEANS, Ability, Connection, Means
from domain.outcomes import Outcome, Refused
from screens.settings_section import Row, Section, Values
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _
from wording import connecting as words


class Connections(Section):
    """Accounts, and under each that is connected how each thing is done there."""

    id, title = "connections", N_("Connections")
    purpose = N_(
        "Which accounts the desk reads and answers through their platform, how that goes, and what is done by hand. "
        "Enter on an account connects it, step by step."
    )
    empty = N_("No account yet: the section above adds one.")

    def rows(self, desk: Desk) -> list[Row]:
        """Each account; of those connected, each thing that can be done."""
        known, can, rows = connections(desk), capabilities(desk), list[Row]()
        for account in desk.accounts():
            one = known.get(account.id)
            pair = Pair(f"{SHORT[account.platform]:<3}{label(account)}", *_standing(desk, account, one))
            rows.append(Row(pair, account, (("connections", one.id),) if one else ()))
            if one is None:
                continue
            for ability in ABILITIES:
                means: Means = getattr(can[account.id], ability)
                tone = "foreground" if means == "api" else "muted"
                rows.append(Row(Pair(f"    {words.ability(ability)}", words.means(means), tone), (account, ability)))
        return rows

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        """How one thing is done."""
        if row is None or isinstance(row.what, Account):
            return []
        account, ability = row.what
        means = getattr(capabilities(desk)[account.id], ability)
        return [Entry("means", words.ability(ability), means, ", ".join(MEANS))]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        """Keep what was typed."""
        if row is None or isinstance(row.what, Account):
            return Refused(reason="gone")
        account, ability = row.what
        return _set(desk, account, ability, values["means"])


def _set(desk: Desk, account: Account, ability: Ability, typed: str) -> Outcome:
    word = typed.strip().casefold()
    named = {words.means(one).casefold(): one for one in MEANS} | {one: one for one in MEANS}
    if word not in named:
        return Refused(reason="bad_means")
    return connecting.set_means(desk, account.id, ability, named[word])


def _standing(desk: Desk, account: Account, connection: Connection | None) -> tuple[str, str]:
    if connection is not None:
        told = words.brief(connection, desk.now(), desk.zone(account))
        return told, "warning" if connection.error else "foreground"
    if account.platform not in connecting.connectable():
        return _("by file, paste and hand: the platform offers no more"), "muted"
    return _("not connected"), "muted"
