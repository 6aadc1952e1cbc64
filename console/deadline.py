"""meja deadline: until when a comment is to be answered. Needs no store."""

import argparse

import msgspec

from console import house
from console.arguments import day, zone_name
from domain.calendar import WORKING_HOURS
from domain.deadlines import WorkingCalendar, deadlines
from domain.times import DEFAULT_ZONE, iso, parse_iso
from wording import _, figures, labels


def configure(parser: argparse.ArgumentParser) -> None:
    """The comment, and what of the calendar is not as always."""
    parser.add_argument("--kind", required=True, type=_kind, help=_("what the comment is, as in: complaint, aduan"))
    parser.add_argument("--at", required=True, metavar="ISO", help=_("when it was written"))
    parser.add_argument("--zone", default=DEFAULT_ZONE, type=zone_name, help=_("WIB, WITA, WIT or an IANA name"))
    parser.add_argument(
        "--holiday",
        action="append",
        default=[],
        type=day,
        metavar="DATE",
        help=_("a day nobody works; may be repeated"),
    )
    parser.add_argument("--ramadan", type=_between, metavar="FROM/TO", help=_("first and last day of the short hours"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object"))


def run(args: argparse.Namespace) -> int:
    """Print when the first reply and the settlement are due."""
    try:
        at = parse_iso(args.at, args.zone)
    except ValueError:
        house.say(_("--at wants an ISO date and time, as in: 2026-11-20T11:29"))
        return house.MISUSED
    usual, fasting = WORKING_HOURS
    hours = [usual]
    if args.ramadan:
        hours.append(msgspec.structs.replace(fasting, since=args.ramadan[0], until=args.ramadan[1]))
    due = deadlines(args.kind, at, WorkingCalendar(hours, args.holiday, args.zone))
    reply = iso(due.reply_due, args.zone)
    follow_up = None if due.follow_up_due is None else iso(due.follow_up_due, args.zone)
    if args.json:
        house.emit({"reply_due": reply, "follow_up_due": follow_up})
        return house.DONE
    print(_("first reply by {time}").format(time=figures.instant(due.reply_due, args.zone)))
    if due.follow_up_due is not None:
        print(_("settled by {time}").format(time=figures.instant(due.follow_up_due, args.zone)))
    return house.DONE


def _kind(text: str) -> str:
    if kind := labels.read_kind(text):
        return kind
    raise argparse.ArgumentTypeError(_("kinds are: {kinds}").format(kinds=", ".join(labels.KINDS)))


def _between(text: str) -> tuple[str, str]:
    first, _stroke, last = text.partition("/")
    since, until = day(first), day(last)
    if until < since:
        raise argparse.ArgumentTypeError(_("the first day comes before the last"))
    return since.isoformat(), until.isoformat()
