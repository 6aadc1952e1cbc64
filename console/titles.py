"""meja titles: reads titles from stdin as JSON lines, and prints which of them look like clickbait, and why."""

import argparse

from console import house
from console.lines import objects
from wording import _
from wording.titles import hint, reason


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own: it reads and writes JSON lines."""
    parser.description = _("Reads {example} a line; prints id, score (0 to 1), flag and reasons.").format(
        example='{"id": …, "title": "…"}'
    )
    parser.add_argument("--json", action="store_true", help=_("as it does anyway"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order."""
    from language import titles

    found = list(objects("id", "title"))
    for one in found:
        said = titles.check(one["title"])
        reasons = [f"{reason(why.code, why.piece)}; {hint(why.code)}" for why in said.reasons]
        house.emit({"id": one["id"], "score": round(said.score, 4), "flag": said.flag, "reasons": reasons})
    return house.DONE
