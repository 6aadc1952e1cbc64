"""meja store erase: lists everything a citizen has in the store, then erases it for good."""

import argparse
import sys

from console import arguments, house
from desk import erasure
from desk.desk import Desk
from domain.accounts import NAMES, PLATFORMS, SHORT
from domain.erasure import Deed
from domain.text import clean
from wording import _, figures, n_

_SHOWN = 12


def configure(parser: argparse.ArgumentParser) -> None:
    """Who, and how."""
    parser.add_argument("who", metavar="AUTHOR", nargs="?", default="", help=_("handle or display name"))
    parser.add_argument("--platform", type=arguments.platform, choices=PLATFORMS, help=_("only on this platform"))
    parser.add_argument("--dry-run", action="store_true", help=_("list only"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--remove", action="store_true", help=_("comments and our replies to them go (so it is without)"))
    how.add_argument("--anonymise", action="store_true", help=_("texts stay, without name, address and personal data"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))
    parser.set_defaults(misused=parser.error)


def run(args: argparse.Namespace) -> int:
    """List; ask; erase."""
    desk = house.open_desk(args)
    if not args.dry_run and erasure.resume(desk):
        house.say(_("An erasure that had been cut off is complete now."))
        if not args.who:
            return house.DONE
    if not args.who.strip():
        args.misused(_("whose data? a handle or a display name"))
    try:
        person = erasure.find(desk, args.who, args.platform or "")
    except erasure.Ours:
        house.say(_("That is an account of the agency, not a citizen's."))
        return house.REFUSED
    except erasure.Several as several:
        names = ", ".join(f"{SHORT[platform]} @{clean(handle)}" for platform, handle in several.people)
        house.say(_("Several people have that name: {names}. Name one by the handle.").format(names=names))
        return house.REFUSED
    deed: Deed = "anonymise" if args.anonymise else "remove"
    found = erasure.inventory(desk, person, deed)
    if not args.json:
        house.say("\n".join(_told(found)))
    if found.empty:
        if args.json:
            house.emit(_as_json(found, erased=False))
        return house.REFUSED
    if args.dry_run:
        if args.json:
            house.emit(_as_json(found, erased=False))
        return house.DONE
    if not args.yes and not _agreed(args, desk):
        house.say(_("Nothing was erased."))
        return house.REFUSED
    erasure.erase(desk, found.person, deed)
    if args.json:
        house.emit(_as_json(found, erased=True))
    else:
        house.say(_("Complete: no file in the store's folder holds it any more."))
    house.say(_("Exports and copies outside the folder are not known to the desk: they are yours to remove."))
    return house.DONE


def _agreed(args: argparse.Namespace, desk: Desk) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        args.misused(_("without a terminal it needs --yes"))
    house.say(_("This cannot be taken back, not even from a backup in the store's folder."))
    print(_("Type the name once more to erase: "), end="", file=sys.stderr, flush=True)
    return bool(sys.stdin.readline().strip() == args.who.strip())


def _told(found: erasure.Inventory) -> list[str]:
    if found.empty:
        return [_("Nothing of that name is stored.")]
    person = found.person
    called = [*(f"@{one}" for one in person.handles), *person.names]
    where = f" ({NAMES[person.platform]})" if person.platform else ""
    lines = [clean(", ".join(called), limit=400) + where]
    rows = (
        (n_("{n} comment on the desk", "{n} comments on the desk", len(found.live)), found.live, "K"),
        (n_("{n} comment in archives", "{n} comments in archives", len(found.archived)), found.archived, "K"),
        (n_("{n} reply or draft of ours", "{n} replies and drafts of ours", len(found.replies)), found.replies, ""),
        (
            n_("named or quoted at {n} other comment", "named or quoted at {n} other comments", len(found.mentioned)),
            found.mentioned,
            "K",
        ),
        (n_("{n} entry of the trail", "{n} entries of the trail", len(found.audit)), found.audit, ""),
        (n_("named in {n} post, which stays", "named in {n} posts, which stay", len(found.posts)), found.posts, "P"),
    )
    for words, ids, letter in rows:
        if ids:
            shown = ", ".join(f"{letter}{id}" for id in ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
            lines.append(f"  {words.format(n=figures.number(len(ids)))}" + (f": {shown}" if letter else ""))
    if found.backups:
        words = n_("{n} backup that holds some of it", "{n} backups that hold some of it", len(found.backups))
        lines.append(f"  {words.format(n=len(found.backups))}")
    return lines


def _as_json(found: erasure.Inventory, *, erased: bool) -> dict[str, object]:
    return {
        "handles": found.person.handles,
        "names": found.person.names,
        "comments": found.live,
        "archived": found.archived,
        "replies": found.replies,
        "mentioned": found.mentioned,
        "audit": found.audit,
        "posts": found.posts,
        "backups": found.backups,
        "erased": erased,
    }
