"""meja recap: the recap of a day, a week or a month, as text, Markdown, a workbook or data."""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from channels.exporters.saving import NotSaved, made, saving, within
from console import arguments, house
from console.places import places
from console.recap_files import markdown, save, save_in
from console.recap_lines import lines
from desk.desk import Desk
from desk.recap import Fared, Recap, recap
from desk.recap.telling import Teller
from desk.score import Ledger
from domain.recap import Figure
from domain.targets import PERIODS, Period
from domain.text import clean
from wording import _, exports
from wording import recap as words


def configure(parser: argparse.ArgumentParser) -> None:
    """Which period, of whom, and in which form."""
    which = parser.add_mutually_exclusive_group()
    helps = {"day": _("of a day"), "week": _("of the week of a day"), "month": _("of the month of a day")}
    for period in PERIODS:
        which.add_argument(
            f"--{period}", nargs="?", const="", default=None, metavar="DATE", type=_day, help=helps[period]
        )
    parser.add_argument("--account", metavar="A", default="", help=_("one account alone: its handle or id"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help=_("as Markdown"))
    form.add_argument("--xlsx", action="store_true", help=_("as a workbook"))
    form.add_argument("--json", action="store_true", help=_("machine-readable output"))
    parser.add_argument("--open", metavar="FIGURE", default="", help=_("the rows behind a figure, by its code"))
    parser.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        default="",
        help=_("a new file; else stdout, a workbook in the folder for exports"),
    )
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.set_defaults(misused=parser.error)


def _day(text: str) -> date | str:
    """A day, or the month as ``2026-11``, which is its first day; empty: today."""
    return arguments.day(f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text) else text) if text else ""


def run(args: argparse.Namespace) -> int:
    """Print it, or write it into a file."""
    desk = house.open_desk(args)
    account = house.account_named(desk, args.account, args.misused)
    period, day = _asked(args, desk)
    if day > Ledger.day_of(desk):
        args.misused(_("that day is still to come"))
    found = recap(desk, period, day, account.id if account else 0)
    teller = Teller(desk, found)
    if args.open:
        return _tell_rows(args, teller, found)
    if args.xlsx:
        return _save(args, teller, found)
    if args.json:
        text = house.as_json(as_data(teller, found, Ledger.day_of(desk)))
    else:
        text = "\n".join((markdown if args.md else lines)(teller, found))
    if not args.output:
        print(text)
        return house.DONE
    return _into_file(args, _path(args), text.encode() + b"\n")


def _asked(args: argparse.Namespace, desk: Desk) -> tuple[Period, date]:
    """The period and the day it is named by; without one today."""
    for period in PERIODS:
        named = getattr(args, period)
        if named is not None:
            return period, named or Ledger.day_of(desk)
    return "day", Ledger.day_of(desk)


# Files


def _path(args: argparse.Namespace) -> Path:
    return within(made(places().exports), args.output) if getattr(args, "locked", False) else Path(args.output)


def _save(args: argparse.Namespace, teller: Teller, found: Recap) -> int:
    """A workbook; without a name one in the folder for exports."""
    try:
        if args.output:
            path = _path(args)
            save(path, teller, found, replace=args.force)
        else:
            path = save_in(places().exports, teller, found)
    except NotSaved as error:
        house.say(exports.not_saved(error.reason, error.params))
        return house.REFUSED
    house.say(_("Written: {file}").format(file=clean(str(path))))
    return house.DONE


def _into_file(args: argparse.Namespace, path: Path, data: bytes) -> int:
    try:
        with saving(path, replace=args.force) as file:
            file.write(data)
    except NotSaved as error:
        house.say(exports.not_saved(error.reason, error.params))
        return house.REFUSED
    house.say(_("Written: {file}").format(file=clean(str(path))))
    return house.DONE


# Rows


def _tell_rows(args: argparse.Namespace, teller: Teller, found: Recap) -> int:
    """The rows behind the figures of that code."""
    code, _dot, about = args.open.partition(":")
    figures = [one for one in found.figures() if one.code == code and about in ("", one.about)]
    if not figures:
        known = ", ".join(dict.fromkeys(one.code for one in found.figures()))
        args.misused(_("there is no figure {code}; there are: {known}").format(code=clean(code, limit=40), known=known))
    for figure in figures:
        for name, text in teller.rows(figure):
            if args.json:
                house.emit({"figure": figure.code, "about": figure.about, "row": name, "text": text})
            else:
                print(f"{name:<10} {text}")
    sys.stdout.flush()
    return house.DONE


# Data


def as_data(teller: Teller, found: Recap, today: date) -> dict[str, Any]:
    """All of it as data: each figure with its definition and how many it rests on."""
    return {
        "period": found.period,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "complete": found.whole < today,
        "account": clean(found.account.handle) if found.account else None,
        "score": house.rounded(found.score),
        "scores": [house.rounded(one) for one in found.scores],
        "sections": [
            {"part": one.part, "figures": [_figure(teller, figure) for figure in one.figures]} for one in found.sections
        ],
        "topics": [
            {"title": clean(one.title), "outlets": one.outlets, "headlines": one.headlines} for one in found.topics
        ],
        "best": [_fared(teller, one) for one in found.best],
        "worst": [_fared(teller, one) for one in found.worst],
        "posts": [_fared(teller, one) for one in found.fared],
        "accounts": [
            {
                "platform": one.account.platform,
                "handle": clean(one.account.handle),
                "score": house.rounded(one.score),
                "days": one.days,
                "published": one.published,
                "target": one.target,
                "in_time": house.rounded(one.in_time),
                "in_time_n": one.decided,
                "engagement_rate": house.rounded(one.rate),
                "formula": one.formula,
                "engagement_n": one.rated,
                "net_sentiment": house.rounded(one.feelings.net),
                "sentiment_n": one.feelings.n,
                "followers": one.followers,
                "band": one.band,
            }
            for one in found.rows
        ],
        "decision": clean(found.note) or None,
        "decision_by": clean(found.note_by) or None,
    }


def _figure(teller: Teller, figure: Figure) -> dict[str, Any]:
    value = figure.value
    if figure.unit == "ms" and value is not None:
        value /= 60_000
    return {
        "figure": figure.code,
        "about": teller.about(figure) or None,
        "name": words.name(figure, teller.account(figure), teller.text(figure)),
        "value": house.rounded(value),
        "unit": "minutes" if figure.unit == "ms" else figure.unit,
        "n": figure.n,
        "of": house.rounded(figure.of),
        "rows": len(figure.rows),
        "definition": words.definition(figure),
    }


def _fared(teller: Teller, one: Fared) -> dict[str, Any]:
    return {
        "post": f"P{one.variant.post}",
        "title": teller.title(one),
        "platform": teller.of(one).platform,
        "published_at": teller.when(one),
        "url": clean(one.variant.url) or None,
        **{name: one.values.get(name) for name in ("reach", "views", "likes", "comments", "shares", "saves")},
        "engagement_rate": house.rounded(one.rate),
        "formula": one.formula,
        "of_median": house.rounded(one.ratio),
    }
