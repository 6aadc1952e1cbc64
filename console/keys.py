"""meja keys: every key of the desk."""

import argparse

from commands import COMMANDS
from console import house
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print each verb's keys, id and help."""
    for command in COMMANDS:
        if args.json:
            house.emit(
                {"id": command.id, "keys": command.keys, "places": sorted(command.places), "help": _(command.help)}
            )
        else:
            print(f"{', '.join(command.keys):<16} {command.id:<24} {_(command.label)}: {_(command.help)}")
    return house.DONE
