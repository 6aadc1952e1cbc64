"""meja sync: sends what waits and reads what is new on the connected accounts, once; for a timer."""

import argparse

from msgspec.structs import asdict

from channels.tokens import TokensRefused
from console import house
from console.places import places
from desk import sync
from desk.connections import token_file
from desk.desk import Desk
from domain.accounts import SHORT, label
from domain.text import clean
from domain.times import iso
from wording import _, connecting, figures, n_
from wording.results import refused

_A_PERSON = frozenset({"refused", "expired", "no_token", "broken"})
"""What does not pass by itself."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which accounts, and whether now."""
    parser.add_argument(
        "--account", action="append", default=[], metavar="A", help=_("this account only: handle or id")
    )
    parser.add_argument("--force", action="store_true", help=_("also accounts whose time has not come"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object an account, then one for what was sent"))


def run(args: argparse.Namespace) -> int:
    """One round; refused where an account needs a person, or another process is reading."""
    desk = house.open_desk(args)
    wanted = {one.id for name in args.account for one in house.accounts_of(desk, name)}
    if args.account and not wanted:
        house.say(_("there is no account {name}").format(name=clean(args.account[0])))
        return house.REFUSED
    tokens = token_file(places().config)
    try:
        done = sync.run(desk, tokens, force=args.force, only=wanted)
    except TokensRefused as error:
        house.say(refused(f"tokens_{error.reason}", {"path": str(tokens.path)}))
        return house.REFUSED
    if done.busy:
        house.say(_("another process is reading at this moment"))
        return house.REFUSED
    for one in done.accounts:
        _tell(desk, one, args.json)
    _tell_sent(done, args.json)
    if not done.accounts and not args.json:
        house.say(_("Nothing to read now."))
    return house.REFUSED if any(one.error in _A_PERSON for one in done.accounts) else house.DONE


def _tell(desk: Desk, one: sync.Told, as_json: bool) -> None:
    account = next(found for found in desk.accounts() if found.id == one.account)
    if as_json:
        told: dict[str, object] = {
            "account": account.id,
            "platform": account.platform,
            "handle": account.handle,
            "pages": one.pages,
        }
        told |= {"new": one.new, "changed": one.changed, "reopened": one.reopened, "error": one.error or None}
        house.emit(told | {"retry_at": iso(one.retry_at, desk.zone(account)) if one.retry_at else None})
        return
    counts = ", ".join(
        (
            n_("{n} new", "{n} new", one.new).format(n=figures.number(one.new)),
            n_("{n} changed", "{n} changed", one.changed).format(n=figures.number(one.changed)),
        )
    )
    print(f"{SHORT[account.platform]:<3} {clean(label(account))}  {counts}")
    if one.error:
        house.say(f"{clean(label(account))}: {connecting.trouble(one.error, one.detail)}")


def _tell_sent(done: sync.Synced, as_json: bool) -> None:
    said = {
        "posts": _("Posts: {sent} published, {put_off} put off, {failed} failed, {unknown} unknown"),
        "replies": _("Replies: {sent} sent, {put_off} put off, {failed} failed, {unknown} unknown"),
    }
    tallies = {"posts": asdict(done.posts), "replies": asdict(done.replies)}
    if as_json:
        house.emit(tallies)
        return
    for kind, counts in tallies.items():
        if any(counts.values()):
            house.say(said[kind].format_map({name: figures.number(count) for name, count in counts.items()}))
