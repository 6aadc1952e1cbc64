"""meja paths: where the desk keeps its files."""

import argparse

from console import house
from console.places import places
from desk.connections import token_file
from wording import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print the folders and files."""
    here = places()
    found = {
        "store": str(house.store_path(args)),
        "config": str(here.config_file),
        "tokens": str(token_file(here.config).path),
        "choices": str(here.choices_file),
        "log": str(here.log_file),
        "exports": str(here.exports),
    }
    if args.json:
        house.emit(found)
    else:
        for name, path in found.items():
            print(f"{name:<8} {path}")
    return house.DONE
