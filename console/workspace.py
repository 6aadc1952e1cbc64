"""Opens the desk: on the user's store, or on a throw-away one with example data."""

import argparse
import sys

from console import house
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the workspace."""
    suppress = argparse.SUPPRESS
    parser.add_argument("--ascii", action="store_true", default=suppress, help=_("draw with ASCII signs only"))
    parser.add_argument(
        "--theme", choices=("malam", "siang"), default=suppress, help=_("dark (malam) or light (siang)")
    )
    parser.add_argument(
        "--locked",
        action="store_true",
        default=suppress,
        help=_("for forced SSH commands: no files of the user's choosing"),
    )


def run(args: argparse.Namespace) -> int:
    """Open the desk and stay until it is left."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        house.say(_("The desk needs a terminal. For a look without one: meja today"))
        return house.MISUSED
    config, notices = house.read_config()
    code: int = args.open_workspace(
        args=args, demo=args.command == "demo", config=config, choices=house.read_choices(), notices=notices
    )
    return code
