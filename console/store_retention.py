"""meja store retention: removes or anonymises comments older than the agency keeps them."""

import argparse

from console import house
from console.store_archive import months
from desk import retention
from domain.erasure import Deed
from domain.times import iso
from wording import _, figures, n_


def configure(parser: argparse.ArgumentParser) -> None:
    """How old, and what becomes of them; else as it was set."""
    older = _("the age in months: 24m, 2y; else the setting retention_months; without either nothing is done")
    parser.add_argument("--older-than", metavar="AGE", dest="months", type=months, default=None, help=older)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--remove", action="store_true", help=_("comments and our replies to them go"))
    how.add_argument("--anonymise", action="store_true", help=_("texts stay, without name, address and personal data"))
    parser.add_argument("--dry-run", action="store_true", help=_("count only"))
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Do it, or count, and tell."""
    desk = house.open_desk(args)
    months = args.months or retention.months_kept(desk)
    if not months:
        if args.json:
            house.emit({"on": False})
        house.say(_("Retention is off: comments are kept for ever. meja set retention_months 24 turns it on."))
        return house.DONE
    deed: Deed = "remove" if args.remove else "anonymise" if args.anonymise else retention.deed_of(desk)
    found = retention.run(desk, months, deed, dry_run=args.dry_run)
    if args.json:
        house.emit(
            {
                "on": True,
                "deed": deed,
                "before": iso(found.before, desk.zone()),
                "comments": found.comments,
                "still_open": found.still_open,
                "archived": found.archived,
                "replies": found.replies,
                "audit": found.audit,
                "backups": found.backups,
                "dry_run": args.dry_run,
            }
        )
        return house.DONE
    house.say("\n".join(_told(found, desk.zone(), counted=args.dry_run)))
    return house.DONE


def _told(found: retention.Report, zone: str, *, counted: bool) -> list[str]:
    before = figures.date(found.before, zone)
    if found.empty:
        return [_("No comment was written before {day}.").format(day=before)]
    sentences = {
        ("remove", True): _("Written before {day}, to be removed:"),
        ("anonymise", True): _("Written before {day}, to be anonymised:"),
        ("remove", False): _("Written before {day}, removed for good:"),
        ("anonymise", False): _("Written before {day}, anonymised for good:"),
    }
    lines = [sentences[found.deed, counted].format(day=before)]
    rows = (
        (n_("{n} comment on the desk", "{n} comments on the desk", found.comments), found.comments),
        (n_("{n} of them is still open", "{n} of them are still open", found.still_open), found.still_open),
        (n_("{n} comment in archives", "{n} comments in archives", found.archived), found.archived),
        (n_("{n} reply or draft of ours", "{n} replies and drafts of ours", found.replies), found.replies),
        (n_("{n} entry of the trail", "{n} entries of the trail", found.audit), found.audit),
        (
            n_("{n} backup that holds some of it", "{n} backups that hold some of it", len(found.backups)),
            len(found.backups),
        ),
    )
    return lines + [f"  {words.format(n=figures.number(count))}" for words, count in rows if count]
