"""meja handover: what whoever sits at the desk next has to know, as a text to paste."""

import argparse
from typing import Any

from console import house
from desk import handover
from desk.desk import Desk
from domain.comments import CITIZEN_WRITES
from domain.handover import PARTS, Handover, Row
from domain.text import clean
from domain.times import iso
from wording import _, labels


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print the note."""
    from wording.handover import text

    desk = house.open_desk(args)
    note = handover.gather(desk)
    if args.json:
        house.emit(_as_json(desk, note))
    else:
        print(text(note, desk.actor))
    return house.DONE


def _as_json(desk: Desk, note: Handover) -> dict[str, Any]:
    told = {one.part: one for one in note.parts}
    on = note.crisis
    return {
        "now": iso(note.at, note.zone),
        "until": iso(note.until, note.zone),
        "agency": note.agency,
        "by": labels.person(desk.actor),
        "crisis": on
        and {
            "about": on.reason,
            "phase": on.phase,
            "since": iso(on.started_at, note.zone),
            "by": on.started_by,
            "message": on.message,
            "approved_by": on.approved_by,
            "log": [{"at": iso(one.at, note.zone), "by": one.by, "text": one.text} for one in on.log],
        },
        "counts": {part: told[part].total if part in told else 0 for part in PARTS},
        **{part: [_row(one) for one in told[part].rows] if part in told else [] for part in PARTS},
    }


def _row(one: Row) -> dict[str, Any]:
    return {
        "id": one.name,
        "at": iso(one.at, one.zone) if 0 < one.at < CITIZEN_WRITES else None,
        "place": one.place,
        "text": clean(one.text, limit=500),
        "state": one.state,
        "who": one.who,
    }
