"""meja export: comments, posts, the content calendar or the audit trail as CSV, JSON lines or XLSX."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import get_args

from channels.exporters import FORMATS, Format
from channels.exporters.saving import NotSaved, made, within
from console import house
from console.places import places
from desk import export
from desk.desk import Desk
from desk.export import WHAT, Shape, Wanted, What
from domain.comments import OPEN_STATES, CommentState
from domain.posts import Moment, PostState
from domain.text import clean
from domain.times import day_of, parse_iso
from wording import _, exports

STATES: dict[str, tuple[str, ...]] = {
    "comments": get_args(CommentState),
    "posts": tuple(dict.fromkeys([*get_args(PostState), *get_args(Moment)])),
    "calendar": tuple(dict.fromkeys([*get_args(PostState), *get_args(Moment)])),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """What, when, in which form and where to."""
    parser.add_argument("what", metavar="comments|posts|calendar|audit", type=_what)
    parser.add_argument("--format", choices=FORMATS, default=None, help=_("else by the file's ending, else CSV"))
    for format in ("csv", "xlsx"):
        parser.add_argument(f"--{format}", dest="format", action="store_const", const=format, help=f"--format {format}")
    parser.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        default="",
        help=_("a new file; else stdout, a workbook in the folder for exports"),
    )
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--since", "--from", metavar="DATE", default=None, type=_when, help=_("the first day (or instant)")
    )
    parser.add_argument(
        "--until", "--to", metavar="DATE", default=None, type=_when, help=_("the last day (or instant)")
    )
    parser.add_argument("--state", metavar="S", default="", help=_("only these states, between commas; open: all open"))
    parser.add_argument("--unmask", action="store_true", help=_("show personal data; needs --reason, and is recorded"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why personal data must be seen"))
    parser.add_argument("--json", action="store_true", help=_("JSON lines; with a file, one object about it"))
    parser.add_argument("--template", action="store_true", help=_("an empty calendar to fill in and bring in again"))
    parser.set_defaults(misused=parser.error)


def _what(text: str) -> str:
    found = exports.read_what(text)
    if not found:
        raise argparse.ArgumentTypeError(", ".join(WHAT))
    return found


def _when(text: str) -> str:
    try:
        parse_iso(text)
        if not 1970 <= int(text.strip()[:4]) <= 2200:
            raise ValueError(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a date such as 2026-11-22, or an ISO instant")) from None
    return text.strip()


def run(args: argparse.Namespace) -> int:
    """Write the file, or the rows to stdout."""
    if args.unmask != bool(args.reason.strip()):
        args.misused(_("--unmask and --reason TEXT belong together"))
    if args.template and args.what != "calendar":
        args.misused(_("only a calendar has a template"))
    wanted = Wanted(
        what=args.what,
        since=args.since or "",
        until=args.until or "",
        states=_states(args),
        reason=args.reason.strip(),
        template=args.template,
    )
    shape = shape_of(args.what, _format(args))
    desk = house.open_desk(args)
    folder = places().exports
    try:
        if not args.output and shape.format != "xlsx":
            export.write(desk, wanted, shape, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return house.DONE
        if not args.output:
            path, rows = export.save_in(desk, wanted, shape, folder)
        else:
            path = within(made(folder), args.output) if getattr(args, "locked", False) else Path(args.output)
            rows = export.save(desk, wanted, shape, path, replace=args.force)
    except NotSaved as error:
        house.say(exports.not_saved(error.reason, error.params))
        return house.REFUSED
    _tell(args, shape.format, path, rows)
    return house.DONE


def _states(args: argparse.Namespace) -> frozenset[str]:
    """The codes of the states that were asked for."""
    if not args.state.strip():
        return frozenset()
    known = STATES.get(args.what, ())
    found: set[str] = set()
    for word in args.state.split(","):
        if args.what == "comments" and word.strip().casefold() in ("open", _("still open")):
            found |= OPEN_STATES
        elif code := exports.read_state(word, args.what, known):
            found.add(code)
        else:
            words = _("there is no state {word}; known: {known}")
            args.misused(words.format(word=clean(word, limit=60), known=", ".join(known) or "-"))
    return frozenset(found)


def _format(args: argparse.Namespace) -> Format:
    if args.format:
        return args.format  # type: ignore[no-any-return]
    ending = Path(args.output).suffix.removeprefix(".").casefold()
    return next((known for known in FORMATS if known == ending), "jsonl" if args.json else "csv")


class NotReadable(ValueError):
    """The line names nothing that can be exported, or a day that is none."""


def read_line(line: str, desk: Desk) -> Wanted:
    """What a line typed at the desk asks for: what, then today, or the first day and the last one.

    Raises:
        NotReadable: see there.
    """
    what, _space, days = line.strip().partition(" ")
    code = exports.read_what(what)
    if days.strip().casefold() in ("today", _("today")):
        days = day_of(desk.now(), desk.zone()).isoformat()
    try:
        span = [date.fromisoformat(day).isoformat() for day in days.split()]
    except ValueError:
        raise NotReadable(line) from None
    if not code or len(span) > 2:
        raise NotReadable(line)
    return Wanted(what=code, since=span[0] if span else "", until=span[-1] if span else "")


def shape_of(what: What, format: Format) -> Shape:
    """The file in the words spoken now; a calendar's are always the same."""
    if what == "calendar":
        from desk.calendar_file import words

        return Shape(format=format, title=exports.what(what), words=words())
    return Shape(format=format, title=exports.what(what), words=exports.WORDS[what])


def _tell(args: argparse.Namespace, format: Format, path: Path, rows: int) -> None:
    if args.json:
        told = {"what": args.what, "format": format, "rows": rows, "masked": not args.unmask, "file": clean(str(path))}
        house.emit(told)
    else:
        house.say(exports.exported(args.what, rows, str(path)))
