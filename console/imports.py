"""meja import: brings in comments, content calendars and insights from files."""

import argparse
import sys
from contextlib import ExitStack
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any

import store
from channels import importers
from channels.importers.insights import FORMATS as INSIGHTS
from console import house
from console.arguments import platform, zone_name
from desk import mappings
from desk.desk import Desk, wall_clock
from desk.receive import receive
from desk.revealing import hidden
from domain.accounts import PLATFORMS
from domain.incoming import FileRefused, FileReport, ImportedFile
from domain.mappings import FIELDS, Field, Mapping, lacks
from domain.text import clean
from wording import _
from wording import mapping as words
from wording.refusals import file_refused, remarks, report_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Files, and what they do not tell themselves."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--platform", type=platform, choices=PLATFORMS, default=None, help=_("wins over what a file tells")
    )
    parser.add_argument("--account", default="", metavar="A", help=_("the account they belong to: its handle or id"))
    parser.add_argument("--zone", default=None, type=zone_name, metavar="Z", help=_("zone of times that have none"))
    table = _("column of a table no format knows, such as text=Isi; several follow each other")
    parser.add_argument("--columns", nargs="+", default=[], metavar="FIELD=COLUMN", help=table)
    parser.add_argument("--month-first", action="store_true", help=_("of dates such as 11/12/2026 in such a table"))
    parser.add_argument("--mapping", default="", metavar="NAME", help=_("read it as was said under this name"))
    parser.add_argument("--save-as", default="", metavar="NAME", help=_("keep what was said of the columns"))
    parser.add_argument("--preview", action="store_true", help=_("show such a table and what its columns seem to hold"))
    parser.add_argument("--dry-run", action="store_true", help=_("count only, write nothing"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a file"))


def run(args: argparse.Namespace) -> int:
    """Bring in every file that can come in; refused when any of them cannot."""
    if args.preview:
        return _preview(args)
    code, desk = house.DONE, None
    with ExitStack() as until_done:
        for file in args.files:
            try:
                found, mapping = _read(importers.load(file), importers.made(file, wall_clock()), args)
            except FileRefused as error:
                house.say(file_refused(error, file))
                code = house.REFUSED
                continue
            desk = desk or _desk(args, until_done)
            report = receive(desk, found, file, account=args.account, zone=args.zone or "", dry_run=args.dry_run)
            _tell(report, args.json)
            if args.save_as and mapping is not None and not args.dry_run:
                said = _("the columns are kept as {name}").format(name=clean(args.save_as))
                code = max(code, house.report(mappings.save(desk, mapping, args.save_as), said))
    return code


def _read(data: bytes, made: datetime, args: argparse.Namespace) -> tuple[ImportedFile, Mapping | None]:
    """A file as its format has it; a table as the command line says, or as was kept."""
    if args.columns:
        mapping = Mapping(columns=_columns(args.columns), month_first=True if args.month_first else None)
        mapping.platform = args.platform
        return mappings.apply(data, mapping, args.platform), mapping
    if args.mapping:
        desk = _there(args)
        kept = mappings.named(desk, args.mapping) if desk else None
        if kept is None:
            raise FileRefused("no_mapping", name=args.mapping)
        return mappings.apply(data, kept, args.platform), kept
    try:
        return importers.read(data, args.platform, made), None
    except FileRefused as error:
        desk = _there(args) if error.reason == "unknown_format" else None
        if desk is None:
            raise
        return mappings.read(desk, data, args.platform, made), None


def _there(args: argparse.Namespace) -> Desk | None:
    """The user's desk, where there is a store already."""
    try:
        return house.open_desk(args)
    except store.NoStore:
        return None


def _columns(said: list[str]) -> dict[Field, str]:
    found: dict[Field, str] = {}
    for one in said:
        word, sign, column = one.partition("=")
        field = words.field_of(word)
        if not sign or field is None:
            raise FileRefused("no_field", field=word, fields=", ".join(words.field(one) for one in FIELDS))
        found[field] = column.strip()
    return found


def _preview(args: argparse.Namespace) -> int:
    code = house.DONE
    for file in args.files:
        try:
            seen = mappings.preview(importers.load(file), args.platform)
        except FileRefused as error:
            house.say(file_refused(error, file))
            code = house.REFUSED
            continue
        by_column = {column: field for field, column in seen.guess.columns.items()}
        if args.json:
            guess = {field: clean(column) for field, column in seen.guess.columns.items()}
            shown = [[clean(hidden(cell), limit=200) for cell in row] for row in seen.rows]
            header = [clean(name) for name in seen.header]
            told = {"file": clean(file), "header": header, "rows": shown, "guess": guess}
            house.emit(told | {"lacks": list(lacks(seen.guess))})
            continue
        for place, name in enumerate(seen.header):
            field = by_column.get(name)
            samples = " | ".join(clean(hidden(row[place]), limit=24) for row in seen.rows[:3] if place < len(row))
            print(f"{words.field(field) if field else '–':<12} {clean(name, limit=30):<30} {samples}")
        if missing := lacks(seen.guess):
            named = ", ".join(words.field(one) for one in missing)
            house.say(_("still without a column: {fields}. Say it with --columns").format(fields=named))
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
