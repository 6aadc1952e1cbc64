"""Opens the desk: on the user's store, or on a throw-away one with example data."""

import argparse
import gc
import os
import sys

from console import choices, house
from desk.desk import Desk
from domain.preferences import CHOICES
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the workspace."""
    suppress = argparse.SUPPRESS
    parser.add_argument("--ascii", action="store_true", default=suppress, help=_("draw with ASCII signs only"))
    parser.add_argument(
        "--theme",
        choices=CHOICES["theme"],
        default=suppress,
        help=_("dark (malam), light (siang), or the terminal's 16 colours"),
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
    # Every command passes by here; only this one needs the verbs, and threads.
    from concurrent.futures import ThreadPoolExecutor

    from console.keys import use_own_keys

    config = choices.read_config()
    own = choices.preferences(
        config,
        theme=getattr(args, "theme", ""),
        language=getattr(args, "lang", ""),
        ascii=getattr(args, "ascii", False),
    )
    options = {
        "preferences": own,
        "locked": getattr(args, "locked", False),
        "notices": config.notices + use_own_keys(config.values.get("keys", {})),
    }
    if not os.environ.get("NO_COLOR"):  # set to nothing it means nothing; Textual thinks otherwise
        os.environ.pop("NO_COLOR", None)
    if args.command != "demo":
        # Nothing that is made until the first paint is garbage; the app lets the collector in again.
        gc.disable()
        # Reading the store and importing Textual take about as long; the one waits for the disk, the other computes.
        with ThreadPoolExecutor(1) as reader:
            opening = reader.submit(_sit_down, args)
            code: int | None = args.open_workspace(opening.result, options)
        if code is not None:
            return code
    with house.example_desk(args) as desk:
        return args.open_workspace(lambda: desk, options) or house.DONE


def _sit_down(args: argparse.Namespace) -> Desk:
    desk = house.open_desk(args, create=True)
    desk.store.attend()
    return desk
