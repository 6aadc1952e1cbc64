"""meja store verify: whether the audit trail is as it was written, by its chain and by what an outside witness saw."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

import store
from console import house
from desk import witness
from desk.trail import verify
from domain.chain import Report
from domain.text import clean
from domain.times import iso
from store.touched import Touch, touched
from wording import _, chain, figures, n_
from wording.failures import failure

TOLD = 5
"""So many of the transactions that touched what is wrong are told, the last ones."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The outside heads, and --json."""
    parser.add_argument(
        "--head",
        metavar="N:HEX",
        action="append",
        default=[],
        help=_("how the chain stood at entry N, as noted elsewhere; may be given several times"),
    )
    parser.add_argument(
        "--heads",
        metavar="FILE",
        help=_("lines of the system log, - for stdin: journalctl -t meja | meja store verify --heads -"),
    )
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print what was found; refused where something is not as it was written."""
    folder = str(house.store_path(args))
    noted = witness.read(args.head, folder)
    if len(noted.ours) < len(args.head):
        house.say(_("--head wants an entry and at least 16 hex digits of its chain, as in 812:9f2c41ab03d7e65b"))
        return house.MISUSED
    try:
        logged = witness.read(_lines(args.heads) if args.heads else (), folder)
    except OSError:
        house.say(failure("no_file", {"file": args.heads}))
        return house.MISUSED
    desk = house.open_desk(args)
    with desk.store as opened:
        report = verify(opened, noted.ours + logged.ours)
        damaged = opened.fault is not None and not isinstance(opened.fault, store.ReadOnly)
        zone = desk.zone()
    whole = report.finding is None and not damaged
    touches = [] if damaged else _touches(folder, report)
    if args.json:
        house.emit(_plain(report, whole, touches, len(noted.ours + logged.ours), logged.others))
    else:
        told = [_touch(one, zone) for one in touches]
        print("\n".join([chain.verdict(report), *told, *chain.remarks(report), *_about_witnesses(args, report)]))
    if args.heads and not logged.ours:
        words = n_(
            "No line is a head of this store; {n} is one of another store.",
            "No line is a head of this store; {n} are of other stores.",
            logged.others,
        )
        house.say(words.format(n=logged.others))
        return house.REFUSED if not whole else house.MISUSED
    return house.DONE if whole else house.REFUSED


def _lines(name: str) -> Sequence[str]:
    if name == "-":
        return sys.stdin.buffer.read().decode(errors="replace").split("\n")
    with open(name, encoding="utf-8", errors="replace") as file:
        return file.read().split("\n")


def _touches(folder: str, report: Report) -> list[Touch]:
    """Who touched the entry that is not as it was, or the missing ones, last; only what the journal still tells."""
    found = report.finding
    if found is None or found.kind == "rewritten":
        return []
    last = max(found.entry, found.until)
    return touched(folder, "audit", found.entry, last, made=found.kind == "inserted")[-TOLD:]


def _touch(one: Touch, zone: str) -> str:
    words = _("touched by {who} on {time}, in transaction {seq}")
    who, time = clean(one.by, limit=40), figures.instant(one.at, zone)
    return f"  {words.format(who=who, time=time, seq=figures.number(one.seq))}"


def _about_witnesses(args: argparse.Namespace, report: Report) -> list[str]:
    lines = []
    if report.head and not report.finding:
        lines.append(_("Head, to be kept elsewhere: {head}").format(head=f"{report.head.entry}:{report.head.chain}"))
    if not args.head and not args.heads:
        lines.append(_("No outside head was compared: whoever can write the store could have computed the chain anew."))
    return [*lines, *filter(None, [house.without_witness()])]


def _plain(report: Report, whole: bool, touches: list[Touch], heads: int, others: int) -> dict[str, Any]:
    finding, head = report.finding, report.head
    return {
        "whole": whole,
        "entries": report.entries,
        "unchained_until": report.unchained or None,
        "redacted": report.redacted,
        "head": {"entry": head.entry, "chain": head.chain} if head else None,
        "heads_compared": heads,
        "heads_of_other_stores": others,
        "heads_agree_until": report.witnessed or None,
        "witness": not house.without_witness(),
        "more": report.more,
        "finding": finding
        and {
            "kind": finding.kind,
            "entry": finding.entry,
            "until": finding.until or None,
            "after": finding.after if finding.kind == "rewritten" else None,
            "touched": [{"seq": one.seq, "at": iso(one.at, "UTC"), "by": clean(one.by)} for one in touches],
        },
    }
