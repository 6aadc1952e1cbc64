"""meja store check: looks the store over, names what is wrong, what it means and how to mend it."""

import argparse
from typing import TYPE_CHECKING, Any

from console import house
from domain.text import clean
from wording import _, figures

if TYPE_CHECKING:
    from store.check import Finding, Report


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print the findings; refused where one of them is grave."""
    from store.check import check

    report = check(str(house.store_path(args)))
    if args.json:
        house.emit(_plain(report))
        return house.DONE if report.sound else house.REFUSED
    for finding in report.findings:
        _tell(finding)
    readable = _("{documents} documents can be read, up to transaction {seq}.")
    print(readable.format(documents=figures.number(sum(report.documents.values())), seq=figures.number(report.seq)))
    if not report.findings:
        print(_("Everything is as it should be."))
    elif report.sound:
        print(_("Nothing is damaged."))
    return house.DONE if report.sound else house.REFUSED


def _tell(finding: "Finding") -> None:
    from wording import store as words

    meaning, remedy = words.finding(finding.code, finding.params)
    place = clean(finding.file, limit=120)
    if finding.offset is not None:
        place += " " + _("at byte {offset}").format(offset=figures.number(finding.offset))
    print(f"{'!' if finding.grave else '·'} {place + ': ' if place else ''}{meaning}")
    print(f"  {remedy}")


def _plain(report: "Report") -> dict[str, Any]:
    return {
        "sound": report.sound,
        "seq": report.seq,
        "transactions": report.transactions,
        "documents": report.documents,
        "findings": [
            {
                "code": one.code,
                "grave": one.grave,
                "file": one.file or None,
                "offset": one.offset,
                **one.params,
            }
            for one in report.findings
        ],
    }
