"""meja accounts: lists the agency's accounts, sets one up, connects it to its platform, or removes it."""

import argparse
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import store
from console import arguments, house
from desk.accounts import add_account, periods_of, remove_account, slots_of, targets_of
from desk.connections import capabilities, connections, spent_today
from desk.desk import Desk, ReadOnlyDesk
from domain.accounts import NAMES, PLATFORMS, SHORT, Account, label, plain_handle
from domain.connections import ABILITIES, MEANS, Cost
from domain.text import clean, storable
from domain.week import Weekdays
from wording import _, connecting, week

_MOST = 1_000_000
"""Units or dollars a day."""


def configure(parser: argparse.ArgumentParser) -> None:
    """`list`, `add`, `remove`, and the ways of a connection."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))
    actions = parser.add_subparsers(dest="action", metavar="list|add|remove|connect|disconnect|check|can|limit")
    add = actions.add_parser("add", help=_("set up an account"))
    add.add_argument("platform", type=arguments.platform, metavar="PLATFORM", help=", ".join(PLATFORMS))
    add.add_argument("handle", metavar="@HANDLE")
    add.add_argument("--zone", default="", metavar="Z", help=_("WIB, WITA, WIT or an IANA name; else the agency's"))
    days = _("posts a day: 2, or by weekday: Mon–Fri 2, Sat 1")
    add.add_argument("--target", default=None, metavar="N", help=days)
    times = _("usual times: 07.30 12.00, or by weekday: Mon–Fri 07.30 12.00, Sat 09.00")
    add.add_argument("--slots", default=None, metavar="TIMES", help=times)
    add.add_argument("--name", default="", help=_("the account's display name"))
    house.add_common(add)
    listing = actions.add_parser("list", help=_("list the accounts"))
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("machine-readable output"))
    house.add_common(listing)
    remove = actions.add_parser("remove", help=_("remove an account that nothing stands under"))
    remove.add_argument("platform", type=arguments.platform, metavar="PLATFORM", help=", ".join(PLATFORMS))
    remove.add_argument("handle", metavar="@HANDLE")
    house.add_common(remove)
    _configure_connections(actions)


def _configure_connections(actions: Any) -> None:
    connect = actions.add_parser("connect", help=_("connect an account to its platform, step by step"))
    server = _("where its interface is, if not where it is for everybody")
    connect.add_argument("--server", default="", metavar="URL", help=server)
    disconnect = actions.add_parser("disconnect", help=_("forget an account's token"))
    can = actions.add_parser("can", help=_("say how something is done on an account: api, manual or import"))
    limit = actions.add_parser("limit", help=_("say how much reading may cost a day"))
    for one in (connect, disconnect, can, limit):
        one.add_argument("platform", type=arguments.platform, metavar="PLATFORM", help=", ".join(PLATFORMS))
        one.add_argument("handle", metavar="@HANDLE")
    can.add_argument("ability", choices=ABILITIES, metavar="ABILITY", help=", ".join(ABILITIES))
    can.add_argument("means", choices=MEANS, metavar="MEANS", help=", ".join(MEANS))
    most = limit.add_mutually_exclusive_group(required=True)
    most.add_argument(
        "--units", dest="budget", type=_units, metavar="N", help=_("units of YouTube's quota; 0: no limit")
    )
    most.add_argument("--usd", dest="budget", type=_dollars, metavar="N", help=_("US dollars on X; 0: no limit"))
    check = actions.add_parser("check", help=_("ask what each token may do, and when it ends"))
    check.add_argument("accounts", nargs="*", metavar="@HANDLE")
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("one JSON object an account"))
    for one in (connect, disconnect, can, limit, check):
        house.add_common(one)


def _units(text: str) -> Cost:
    if not (text.isdecimal() and int(text) <= _MOST):
        raise argparse.ArgumentTypeError(_("a whole number, as in: 5000"))
    return Cost(units=int(text))


def _dollars(text: str) -> Cost:
    try:
        amount = float(text)
    except ValueError:
        amount = -1
    if not 0 <= amount <= _MOST:
        raise argparse.ArgumentTypeError(_("an amount, as in: 1.50"))
    return Cost(micros=round(amount * 1_000_000))


def run(args: argparse.Namespace) -> int:
    """List the accounts, or carry out one of the actions."""
    if args.action == "add":
        return _add(args)
    if args.action == "remove":
        return _remove(args)
    if args.action in ("connect", "disconnect", "can", "limit", "check"):
        return _connection(args)
    _list(house.open_desk(args), args.json)
    return house.DONE


def _add(args: argparse.Namespace) -> int:
    desk = house.open_desk(args, create=True)
    known = {"zone": args.zone, "name": args.name, "targets": args.target, "slots": args.slots}
    outcome = add_account(desk, args.platform, args.handle, **known)
    done = _("{platform} {handle} is set up").format(platform=NAMES[args.platform], handle=clean(args.handle))
    return house.report(outcome, done)


def _remove(args: argparse.Namespace) -> int:
    desk = house.open_desk(args)
    account = _find(desk, args.platform, args.handle)
    name = f"{NAMES[args.platform]} {clean(args.handle)}"
    if account is None:
        return _no_account(name)
    return house.report(remove_account(desk, account.id), _("{name} is removed").format(name=name))


def _connection(args: argparse.Namespace) -> int:
    from console import connections as ways

    if args.action == "connect":
        return _connect(args)
    desk = house.open_desk(args)
    if args.action == "check":
        found = [account for name in args.accounts for account in house.accounts_of(desk, name)]
        if args.accounts and not found:
            return _no_account(args.accounts[0])
        return ways.check(desk, found, args.json)
    account = _find(desk, args.platform, args.handle)
    if account is None:
        return _no_account(f"{NAMES[args.platform]} {args.handle}")
    if args.action == "disconnect":
        return ways.disconnect(desk, account)
    if args.action == "can":
        return ways.set_means(desk, account, args.ability, args.means)
    return ways.set_budget(desk, account, args.budget)


def _connect(args: argparse.Namespace) -> int:
    from console import connections as ways

    if getattr(args, "now", ""):
        raise ReadOnlyDesk
    desk = None
    with suppress(store.NoStore):
        desk = house.open_desk(args)
    new = Account(platform=args.platform, handle=storable(args.handle.strip().lstrip("@"), 100))
    account = (_find(desk, args.platform, args.handle) if desk else None) or new
    return ways.connect(account, args.server, lambda: desk or house.open_desk(args, create=True))


def _no_account(name: str) -> int:
    house.say(_("there is no account {name}").format(name=clean(name)))
    return house.REFUSED


def _find(desk: Desk, platform: str, handle: str) -> Account | None:
    same = (one for one in desk.accounts() if one.platform == platform)
    return next((one for one in same if plain_handle(one.handle) == plain_handle(handle)), None)


def _list(desk: Desk, as_json: bool) -> None:
    from console import connections as ways

    known, can = connections(desk), capabilities(desk)
    for account in desk.accounts():
        link = known.get(account.id)
        targets, slots = targets_of(desk, account.id), slots_of(desk, account.id)
        if as_json:
            house.emit(
                {
                    "id": account.id,
                    "platform": account.platform,
                    "handle": account.handle,
                    "name": account.name,
                    "zone": desk.zone(account),
                    "targets": _by_day(targets),
                    "targets_of_periods": periods_of(desk, account.id),
                    "slots": _by_day(
                        (days, [f"{one // 60:02}:{one % 60:02}" for one in times]) for days, times in slots
                    ),
                    "configured": account.configured,
                    "connected": link is not None,
                    "can": {ability: getattr(can[account.id], ability) for ability in ABILITIES},
                    **(ways.spending(desk, account, link) if link else {}),
                }
            )
        else:
            note = "" if account.configured else "  " + _("not set up")
            if link:
                spent = connecting.spending(spent_today(desk, account, link), link.budget)
                note += "  " + _("connected") + (f", {spent}" if spent else "")
            plan = f"{week.targets(targets, periods_of(desk, account.id)) or '–'}  {week.times(slots)}".strip()
            print(f"{SHORT[account.platform]:<3} {clean(label(account))}  {desk.zone(account)}  {plan}{note}")


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _by_day(groups: Iterable[tuple[Weekdays, Any]]) -> dict[str, Any]:
    values = {day: value for days, value in groups for day in days}
    return {_DAYS[day]: values[day] for day in sorted(values)}
