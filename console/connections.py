"""How accounts are connected, on the command line: connect one step by step, look what each token may do."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from channels.tokens import TokensRefused
from console import house
from console.places import places
from desk import connecting
from desk.connections import capabilities, connections, spent_today, token_file
from desk.desk import Desk, wall_clock
from domain.accounts import SHORT, Account, label
from domain.connections import ABILITIES, MEANS, Connection, Cost
from domain.outcomes import Done, Outcome, Refused
from domain.text import clean
from domain.times import iso
from wording import _, figures
from wording import connecting as words
from wording.deeds import done
from wording.results import refused

if TYPE_CHECKING:
    from channels.granting import Ask, Setup


def connect(account: Account, server: str, open_desk: Callable[[], Desk]) -> int:
    """Ask for what the platform needs, one after the other, then ask the platform itself.

    Args:
        account: stored, or to be stored with its connection.
        server: where the interface is, if not where it is for everybody.
        open_desk: opens the desk, and makes its store where there is none: only once there is something to keep.
    """
    tokens = token_file(places().config)
    setup = connecting.begin(account, tokens, wall_clock, server)
    if isinstance(setup, Refused):
        return _report(setup)
    for number, step in enumerate(words.steps(account.platform), 1):
        house.say(f"{number}. {step}")
    while ask := setup.next:
        if not_taken := connecting.answer(setup, _asked(setup, ask)):
            return _report(not_taken)
    found = connecting.ask(account, setup, tokens, wall_clock)
    return _report(found if isinstance(found, Refused) else connecting.keep(open_desk(), account, found, tokens))


def _report(outcome: Outcome) -> int:
    return house.report(outcome, done(outcome) if isinstance(outcome, Done) else "")


def _asked(setup: "Setup", ask: "Ask") -> str:
    """One answer from standard input; of a terminal, secrets are not echoed."""
    if page := setup.page():
        house.say(page)
    if hint := words.hint(setup.platform, ask.name):
        house.say(hint)
    note = " " + _("(may stay empty)") if ask.optional else ""
    print(f"{words.ask(ask.name)}{note}: ", end="", file=sys.stderr, flush=True)
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return _unseen() if ask.secret else sys.stdin.readline().strip()


def _unseen() -> str:
    import termios

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    silent = termios.tcgetattr(terminal)
    # Whole lines of a terminal end at 4,096 bytes, and codes may be longer: so no lines, and an end at Enter.
    silent[3] &= ~(termios.ECHO | termios.ICANON)
    typed = bytearray()
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, silent)
        while (key := os.read(terminal, 1)) not in (b"\n", b"\r", b"\x04", b""):
            if key in (b"\x7f", b"\x08"):
                del typed[-1:]
            else:
                typed += key
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    print(file=sys.stderr)
    return typed.decode("utf-8", "replace").strip()


def disconnect(desk: Desk, account: Account) -> int:
    """Forget the token."""
    outcome = connecting.disconnect(desk, account.id, token_file(places().config))
    return _report(outcome)


def set_means(desk: Desk, account: Account, ability: str, means: str) -> int:
    """Say how something is done."""
    outcome = connecting.set_means(desk, account.id, ability, means)  # type: ignore[arg-type]
    return _report(outcome)


def set_budget(desk: Desk, account: Account, budget: Cost) -> int:
    """Say how much may be spent a day."""
    return _report(connecting.set_budget(desk, account.id, budget))


def spending(desk: Desk, account: Account, connection: Connection) -> dict[str, object]:
    """What was spent today and what may be, for JSON; of what costs nothing, zeros and no limit."""
    spent, limit = spent_today(desk, account, connection), connection.budget
    return {
        "spent": _amounts(spent),
        "limit": _amounts(limit) if limit != Cost() else None,
    }


def _amounts(cost: Cost) -> dict[str, float]:
    return {"units": cost.units, "usd": cost.micros / 1_000_000}


def check(desk: Desk, only: list[Account], as_json: bool) -> int:
    """What each token may do and when it ends, as the platforms tell just now; refused where one is not good."""
    tokens = token_file(places().config)
    known = connections(desk)
    wanted = [one.id for one in only]

    def tell(one: connecting.Checked) -> None:
        _tell(desk, one, known[one.account.id], as_json)

    try:
        found = connecting.check(desk, tokens, wanted, told=tell)
    except TokensRefused as error:
        house.say(refused(f"tokens_{error.reason}", {"path": str(tokens.path)}))
        return house.REFUSED
    if not found:
        house.say(_("No account is connected. `meja accounts connect PLATFORM @HANDLE` connects one."))
    return house.REFUSED if any(one.error for one in found) else house.DONE


def _tell(desk: Desk, one: connecting.Checked, connection: Connection, as_json: bool) -> None:
    account, token = one.account, one.token
    can = capabilities(desk)[account.id]
    if as_json:
        house.emit(
            {
                "account": account.id,
                "platform": account.platform,
                "handle": account.handle,
                "subject": clean(connection.subject),
                "server": connection.server or None,
                "good": not one.error,
                "error": one.error or None,
                "detail": clean(one.detail, limit=300) or None,
                "scopes": [clean(scope, limit=100) for scope in token.scopes] if token else [],
                "missing": list(token.missing) if token else [],
                "ends_at": iso(token.ends_at, desk.zone(account)) if token and token.ends_at else None,
                "renews": bool(token and token.renews),
                "can": {ability: getattr(can, ability) for ability in ABILITIES},
                "read_at": iso(connection.read_at, desk.zone(account)) if connection.read_at else None,
                **spending(desk, account, connection),
            }
        )
        return
    print(f"{SHORT[account.platform]:<3} {clean(label(account))}  {_state(desk, one)}")
    for means in MEANS:
        done_so = [words.ability(ability) for ability in ABILITIES if getattr(can, ability) == means]
        if done_so:
            print(f"    {words.means(means)}: {', '.join(done_so)}")
    if token and token.missing:
        print("    " + _("the token lacks: {scopes}").format(scopes=", ".join(token.missing)))
    print(f"    {words.health(connection, desk.now(), desk.zone(account))}")
    if price := words.price(account.platform):
        print("    " + _("costs: {price}").format(price=price))
    if spent := words.spending(spent_today(desk, account, connection), connection.budget):
        print("    " + spent)


def _state(desk: Desk, one: connecting.Checked) -> str:
    if one.error:
        return words.trouble(one.error, one.detail)
    if one.token and one.token.ends_at:
        ends = figures.instant(one.token.ends_at, desk.zone(one.account))
        return _("good until {time}").format(time=ends) + (" · " + _("renewed by the desk") if one.token.renews else "")
    return _("good; renewed by the desk") if one.token and one.token.renews else _("good; it does not end")
