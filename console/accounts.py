"""meja accounts: lists the agency's accounts, or sets one up."""

import argparse

from console import house
from desk import agency
from desk.desk import Desk
from domain.accounts import NAMES, PLATFORMS, SHORT, Target, label
from domain.text import clean
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """`list` and `add`."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))
    actions = parser.add_subparsers(dest="action", metavar="add")
    add = actions.add_parser("add", help=_("set up an account"))
    add.add_argument("platform", type=_platform, metavar="PLATFORM", help=", ".join(PLATFORMS))
    add.add_argument("handle", metavar="@HANDLE")
    add.add_argument("--zone", default="", metavar="Z", help=_("WIB, WITA, WIT or an IANA name; else the agency's"))
    add.add_argument("--target", type=int, default=None, metavar="N", help=_("posts a day"))
    add.add_argument("--name", default="", help=_("the account's display name"))
    house.add_common(add)
    actions.add_parser("list", help=_("list the accounts"))


def _platform(text: str) -> str:
    short = {code.casefold(): platform for platform, code in SHORT.items()}
    found = short.get(text.casefold(), text.casefold())
    if found not in PLATFORMS:
        raise argparse.ArgumentTypeError(_("one of {platforms}").format(platforms=", ".join(PLATFORMS)))
    return found


def run(args: argparse.Namespace) -> int:
    """List the accounts, or set one up."""
    if args.action == "add":
        desk = house.open_desk(args, create=True)
        outcome = agency.add_account(
            desk, args.platform, args.handle, zone=args.zone, target=args.target, name=args.name
        )
        done = _("{platform} {handle} is set up").format(platform=NAMES[args.platform], handle=clean(args.handle))
        return house.report(outcome, done)
    _list(house.open_desk(args), args.json)
    return house.DONE


def _list(desk: Desk, as_json: bool) -> None:
    targets = {one.account: one.count for one in desk.store.repo("targets", Target).all() if one.period == "day"}
    for account in desk.accounts():
        if as_json:
            house.emit(
                {
                    "id": account.id,
                    "platform": account.platform,
                    "handle": account.handle,
                    "name": account.name,
                    "zone": desk.zone(account),
                    "target": targets.get(account.id),
                    "configured": account.configured,
                }
            )
        else:
            target = targets.get(account.id, "–")
            note = "" if account.configured else "  " + _("not set up")
            print(f"{SHORT[account.platform]:<3} {clean(label(account))}  {desk.zone(account)}  {target}{note}")
