"""meja store archive: moves finished old comments into monthly archives, and finds and brings back what is there."""

import argparse
import re

from console import house
from desk import archive, archiving
from desk.desk import Desk
from domain.accounts import SHORT
from domain.archives import read_months
from domain.comments import Comment, Reply, masked
from domain.outcomes import Done
from domain.text import clean
from domain.times import iso
from language import personal_data
from wording import _, figures, labels, n_


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do; without an option comments are moved."""
    older = _("the age in months: 12m, 2y; else the setting archive_months, else 12m")
    parser.add_argument("--older-than", metavar="AGE", dest="months", type=months, default=None, help=older)
    parser.add_argument("--dry-run", action="store_true", help=_("count only"))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", dest="listing", help=_("how much is archived, by month"))
    instead.add_argument("--search", metavar="WORDS", default=None, help=_("archived comments with all of these words"))
    instead.add_argument("--show", metavar="K812", type=record, default=0, help=_("an archived comment and its thread"))
    instead.add_argument(
        "--bring-back", metavar="K812", type=record, default=0, help=_("let it be on the desk again, with its thread")
    )
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def months(text: str) -> int:
    """An age as a number of months, for argparse."""
    try:
        return read_months(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a number of months, as in: 12m, 2y")) from None


def record(text: str) -> int:
    """A comment's number, as K812 or 812, for argparse."""
    if not re.fullmatch(r"[Kk]?\d{1,15}", text.strip(), re.ASCII):
        raise argparse.ArgumentTypeError(_("a comment, as in: K812"))
    return int(text.strip().lstrip("Kk"))


def run(args: argparse.Namespace) -> int:
    """Do it and tell."""
    desk = house.open_desk(args)
    if args.listing:
        return _tell_moved(args, archive.listed(desk), _("archived"))
    if args.search is not None:
        return _search(args, desk)
    if args.show:
        return _show(args, desk)
    if args.bring_back:
        outcome = archive.bring_back(desk, args.bring_back)
        count = outcome.params.get("comments", 0) if isinstance(outcome, Done) else 0
        told = n_("K{id} is back with its thread: {n} comment", "K{id} is back with its thread: {n} comments", count)
        return house.report(outcome, told.format(id=args.bring_back, n=count))
    found = archiving.run(desk, args.months or archiving.months_kept(desk), dry_run=args.dry_run)
    return _tell_moved(args, found.months, _("would move") if args.dry_run else _("moved"))


def _tell_moved(args: argparse.Namespace, moved: list[archive.Moved], what: str) -> int:
    comments, replies = sum(one.comments for one in moved), sum(one.replies for one in moved)
    if args.json:
        rows = [{"month": one.month, "comments": one.comments, "replies": one.replies} for one in moved]
        house.emit({"comments": comments, "replies": replies, "dry_run": args.dry_run, "months": rows})
        return house.DONE
    for one in moved:
        told = _("{month}  {comments} comments, {replies} replies")
        print(told.format(month=one.month, comments=figures.number(one.comments), replies=figures.number(one.replies)))
    told = _("{what}: {comments} comments, {replies} replies")
    house.say(told.format(what=what, comments=figures.number(comments), replies=figures.number(replies)))
    return house.DONE


def _search(args: argparse.Namespace, desk: Desk) -> int:
    found = archive.search(desk, args.search)
    for comment in found.comments:
        if args.json:
            house.emit(_as_json(desk, comment))
        else:
            print(_line(desk, comment))
    if found.more:
        house.say(_("There are more; more words find fewer."))
    if found.damaged:
        house.say(
            n_(
                "{n} archive is damaged and was left out", "{n} archives are damaged and were left out", found.damaged
            ).format(n=found.damaged)
        )
        return house.REFUSED
    if not found.comments:
        house.say(_("Nothing in the archives matches."))
    return house.DONE


def _show(args: argparse.Namespace, desk: Desk) -> int:
    comment = archive.comment_of(desk, args.show)
    if comment is None:
        house.say(_("K{id} is not in the archives.").format(id=args.show))
        return house.REFUSED
    for one in archive.thread(desk, comment):
        if args.json:
            house.emit(_as_json(desk, one))
        else:
            print(_line(desk, one))
    return house.DONE


def _as_json(desk: Desk, one: Comment | Reply) -> dict[str, object]:
    ours = isinstance(one, Reply)
    return {
        "what": "reply" if ours else "comment",
        "id": one.id,
        "platform": one.platform,
        "platform_id": one.platform_id,
        "at": iso(one.written_at, desk.zone()),
        "author": one.by if isinstance(one, Reply) else one.author,
        "handle": "" if isinstance(one, Reply) else one.handle,
        "state": one.state,
        "text": masked(one.text, personal_data.find(one.text)),
    }


def _line(desk: Desk, one: Comment | Reply) -> str:
    zone = desk.zone()
    time = figures.instant(one.written_at, zone)
    text = clean(masked(one.text, personal_data.find(one.text)), limit=500)
    if isinstance(one, Reply):
        return f"{'':<8} {time}  {SHORT[one.platform]:<3} {_('our reply')}: {text}"
    name = f"@{clean(one.handle)}" if one.handle else clean(one.author) or _("(no name)")
    return f"{f'K{one.id}':<8} {time}  {SHORT[one.platform]:<3} {name}: {text}  [{labels.comment_state(one.state)}]"
