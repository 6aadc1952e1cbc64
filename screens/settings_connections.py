"""The section of the settings that tells how each account is connected, and how each thing is done on it."""

import re

from desk import connecting
from desk.connections import COUNTED, capabilities, connection_of, connections, spent_today
from desk.desk import Desk
from domain.accounts import SHORT, Account, label
from domain.connections import ABILITIES, MEANS, Ability, Connection, Cost, Means
from domain.outcomes import Outcome, Refused
from screens.settings_section import Row, Section, Values
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _
from wording import connecting as words

LIMIT = "limit"
"""What the row of a connection's limit is known by."""


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
            if account.platform in COUNTED:
                spent = words.spending(spent_today(desk, account, one), one.budget)
                limit = Pair(f"    {_('limit a day')}", spent or _("none"), "foreground" if spent else "muted")
                rows.append(Row(limit, (account, LIMIT), (("connections", one.id),)))
        return rows

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        """How one thing is done, or what reading may cost."""
        if row is None or isinstance(row.what, Account):
            return []
        account, ability = row.what
        if ability == LIMIT:
            known = connection_of(desk, account)
            budget = known.budget if known else Cost()
            dollars = f"{budget.micros / 1_000_000:.6f}".rstrip("0").rstrip(".")
            units = COUNTED[account.platform] == "units"
            name = _("units a day") if units else _("US dollars a day")
            value = "" if budget == Cost() else str(budget.units) if units else dollars
            return [Entry(LIMIT, name, value, _("empty: no limit"))]
        means = getattr(capabilities(desk)[account.id], ability)
        return [Entry("means", words.ability(ability), means, ", ".join(MEANS))]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        """Keep what was typed."""
        if row is None or isinstance(row.what, Account):
            return Refused(reason="gone")
        account, ability = row.what
        if ability == LIMIT:
            return _limit(desk, account, values[LIMIT])
        return _set(desk, account, ability, values["means"])


def _set(desk: Desk, account: Account, ability: Ability, typed: str) -> Outcome:
    word = typed.strip().casefold()
    named = {words.means(one).casefold(): one for one in MEANS} | {one: one for one in MEANS}
    if word not in named:
        return Refused(reason="bad_means")
    return connecting.set_means(desk, account.id, ability, named[word])


def _limit(desk: Desk, account: Account, typed: str) -> Outcome:
    """Units as 5000 or 5.000, dollars as 1.50 or 1,50."""
    units = COUNTED[account.platform] == "units"
    text = re.sub(r"[.,](?=\d{3}\b)", "", typed.strip()) if units else typed.strip().replace(",", ".")
    if not re.fullmatch(r"\d{0,6}" if units else r"\d{0,6}(\.\d{1,6})?", text, re.ASCII):
        return Refused(reason="bad_amount")
    budget = Cost(units=int(text or 0)) if units else Cost(micros=round(float(text or 0) * 1_000_000))
    return connecting.set_budget(desk, account.id, budget)


def _standing(desk: Desk, account: Account, connection: Connection | None) -> tuple[str, str]:
    if connection is not None:
        told = words.brief(connection, desk.now(), desk.zone(account))
        return told, "warning" if connection.error else "foreground"
    if account.platform not in connecting.connectable():
        return _("by file, paste and hand: the platform offers no more"), "muted"
    return _("not connected"), "muted"
