"""meja store backup: writes the whole store into one file, while desks are open and writing."""

import argparse
import os

import store
from console import house
from desk.desk import wall_clock
from domain.text import clean
from wording import _, figures


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", metavar="DIR", help=_("the folder for the backup; made where it does not exist"))
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Write a backup; print its path."""
    from store.backup import back_up

    with store.open(house.store_path(args), house.actor(args), create=False) as opened:
        made = back_up(opened, os.path.expanduser(args.folder), wall_clock())
    size = os.path.getsize(made.path)
    if args.json:
        house.emit({"file": made.path, "seq": made.seq, "bytes": size})
    else:
        print(clean(made.path))
        words = _("Everything up to transaction {seq} is in it ({size}); it was read back.")
        house.say(words.format(seq=figures.number(made.seq), size=figures.size(size)))
    return house.DONE
