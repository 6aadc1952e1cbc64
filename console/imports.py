"""meja import: brings in comments, content calendars and insights from files."""

import argparse
import sys
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any

import store
from channels import importers
from channels.importers.insights import FORMATS as INSIGHTS
from console import house
from desk.desk import Desk
from desk.receive import receive
from domain.accounts import PLATFORMS
from domain.incoming import FileRefused, FileReport
from domain.text import clean
from domain.times import UnknownZone, zone
from wording import _
from wording.refusals import file_refused, remarks, report_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Files, and what they do not tell themselves."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--platform", choices=PLATFORMS, default=None, help=_("wins over what a file tells"))
    parser.add_argument("--account", default="", metavar="A", help=_("the account they belong to: its handle or id"))
    parser.add_argument("--zone", default=None, type=_zone, metavar="Z", help=_("zone of times that have none"))
    parser.add_argument("--dry-run", action="store_true", help=_("count only, write nothing"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a file"))


def _zone(name: str) -> str:
    try:
        zone(name)
    except UnknownZone:
        raise argparse.ArgumentTypeError(_("WIB, WITA, WIT or an IANA name")) from None
    return name


def run(args: argparse.Namespace) -> int:
    """Bring in every file that can come in; refused when any of them cannot."""
    code, desk = house.DONE, None
    with ExitStack() as until_done:
        for file in args.files:
            try:
                found = importers.read(importers.load(file), args.platform)
            except FileRefused as error:
                house.say(file_refused(error, file))
                code = house.REFUSED
                continue
            desk = desk or _desk(args, until_done)
            report = receive(desk, found, file, account=args.account, zone=args.zone or "", dry_run=args.dry_run)
            _tell(report, args.json)
    return code


def _desk(args: argparse.Namespace, until_done: ExitStack) -> Desk:
    """The user's desk. A dry run makes no store; where there is none it counts against an empty one."""
    try:
        return house.open_desk(args, create=not args.dry_run)
    except store.NoStore:
        folder = until_done.enter_context(TemporaryDirectory())
        return Desk(store.open(folder, house.actor(args)))


def _insights(report: FileReport) -> dict[str, Any]:
    """Which rows of insights found their posts."""
    return {
        "matched": dict(report.matched.items()),
        "matched_by_caption": [{"line": line, "post": f"P{post}"} for line, post in report.by_caption],
        "unmatched": [
            {"line": one.line, "title": clean(one.title), "url": clean(one.url), "several": one.several}
            for one in report.unmatched
        ],
    }


def _tell(report: FileReport, as_json: bool) -> None:
    if as_json:
        told = {
            "file": clean(report.file),
            "format": report.format,
            "new": report.new,
            "changed": report.changed,
            "same": report.same,
            "refused": [{"line": one.line, "reason": one.reason} for one in report.refused],
        }
        house.emit(told | (_insights(report) if report.format in INSIGHTS else {}))
    else:
        print(report_line(report))
    sys.stdout.flush()
    for sentence in remarks(report):
        house.say(sentence)
