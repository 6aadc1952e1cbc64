"""meja group: reads comments from stdin as JSON lines, and prints which of them ask or say the same."""

import argparse

from console import house
from console.lines import objects
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own: it reads and writes JSON lines."""
    parser.description = _(
        "Reads {example} a line; prints id and group, which is the id of the group's first comment."
    ).format(example='{"id": …, "text": "…"}')
    parser.add_argument("--json", action="store_true", help=_("as it does anyway"))


def run(args: argparse.Namespace) -> int:
    """Read every line, then print one for each, in order."""
    from language.duplicates import Groups

    found = list(objects("id", "text"))
    groups = Groups()
    numbers = [groups.add(place, one["text"]) for place, one in enumerate(found)]
    first: dict[int, object] = {}
    for number, one in zip(numbers, found, strict=True):
        house.emit({"id": one["id"], "group": first.setdefault(number, one["id"])})
    return house.DONE
